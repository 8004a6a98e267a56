package place

import (
	"maps"
	"slices"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// misplaced takes the readings from names that the text places where the gazetteer knows none of them: the San Blas
// of "San Blas, La Libertad Department" is a village that it lacks, not the town of that name in another country.
func (a *article) misplaced() {
	for _, g := range a.groups {
		if len(g.readings) == 0 || !g.placedElsewhere() && !g.campOfAnotherName() {
			continue
		}
		g.readings = nil
		for _, m := range g.mentions {
			m.readings = nil
		}
	}
}

// placedElsewhere reports whether a unit that holds none of the name's readings qualifies it, and none that does.
func (g *group) placedElsewhere() bool {
	outside := false
	for _, m := range g.mentions {
		if m.inside != nil && m.inside.kind != demonym && !m.outside {
			return false
		}
		outside = outside || m.outside
	}
	return outside && (g.top() < wellKnown || g.byAnotherName())
}

// campOfAnotherName reports whether the text speaks of a refugee camp and the gazetteer knows only cities that have its name as a second one.
func (g *group) campOfAnotherName() bool {
	camp := slices.ContainsFunc(g.mentions, func(m *mention) bool { return m.want&wantCamp != 0 })
	return camp && g.byAnotherName() && !slices.ContainsFunc(g.readings, func(r *reading) bool { return wantCamp.fits(&r.place) })
}

// byAnotherName reports whether no place has the name as its first.
func (g *group) byAnotherName() bool {
	return !slices.ContainsFunc(g.readings, func(r *reading) bool { return r.class != gazetteer.Alternate })
}

// wellKnown is the prior from which a name is its famous bearer's whatever stands behind it.
const wellKnown = 5.3

// hamlet is the prior up to which a namesake is too small to be meant by news of another country, even where its own is named: "U.S. advisers" make
// no San Ramon in California of one in the country that they advise.
const hamlet = 5.0

// outsideOf reports whether n is a unit that stands right behind m as what m lies in, though it holds no reading of m. The
// grammar must be plain, for "Spokane and Ontario" and "from Boston, Ireland said" place nothing.
func (a *article) outsideOf(m, n *mention) bool {
	end := a.nameEnd(m)
	if end > m.last && n.first == end+1 && a.plain[end] == "in" {
		return n.kind != demonym && a.isUnit(n) // "Basora refugee camp in Jordan"
	}
	if m.kind != named || n.kind == demonym || !a.markBetween(end, n.first) {
		return false
	}
	if j := m.first - 1; j < 0 || a.lex.cue[a.plain[j]]&(locative|weakLocative|typeWord|modifier) == 0 && !a.doc.Tokens[j].Is(extract.Capital) {
		return false
	}
	if n.want&wantFirst == 0 && n.want&wantSecond == 0 && !a.closedOff(n) {
		return false
	}
	return a.isUnit(n)
}

// nameEnd returns the token after a name and, behind the name of a camp, after the words that call it one.
func (a *article) nameEnd(m *mention) int {
	if m.want&wantCamp != 0 && m.wantWords.Start >= m.span.End {
		return a.doc.TokenAt(m.wantWords.End)
	}
	return m.last
}

// markBetween reports whether a comma or a bracket, and no more than "in" or "the" behind it, parts two names.
func (a *article) markBetween(end, next int) bool {
	gap := next - end
	if gap < 1 || gap > 2 || a.plain[end] != "," && a.plain[end] != "(" {
		return false
	}
	return gap == 1 || a.plain[end+1] == "in" || a.plain[end+1] == "the"
}

// closedOff reports whether a comma, a bracket or the sentence's end stands behind a name.
func (a *article) closedOff(n *mention) bool {
	if n.last >= len(a.doc.Tokens) || a.doc.Tokens[n.last].Sentence != a.doc.Tokens[n.first].Sentence {
		return true
	}
	switch a.plain[n.last] {
	case ",", ")", ";", ".":
		return true
	}
	return false
}

// isUnit reports whether the most prominent reading of a name is a country or a first-order unit.
func (a *article) isUnit(n *mention) bool {
	if n.unit != nil {
		return true
	}
	best := slices.MaxFunc(append([]*reading{{}}, n.readings...), func(x, y *reading) int { return int(1000 * (x.prior - y.prior)) })
	if n.want&(wantFirst|wantSecond) != 0 {
		return slices.ContainsFunc(n.readings, func(r *reading) bool { return n.want.fits(&r.place) })
	}
	return best.place.Feature == "PCLI" || best.place.Feature == "ADM1"
}

// focus returns the country that the article is about, or "": the one that holds most of the evidence, and enough of it.
func (e *evidence) focus() string {
	best, sum := "", 0.0
	for _, country := range slices.Sorted(maps.Keys(e.country)) {
		w := e.country[country]
		sum += w
		if w > e.country[best] {
			best = country
		}
	}
	if e.country[best] < 1.2 || e.country[best] < 0.6*sum {
		return ""
	}
	return best
}

// abroad reports whether the best reading of a bare name is a small place, or a great one under another name, in a country that
// next to nothing else speaks for, while the article is about another: then a place that the gazetteer lacks is likelier meant.
func (a *article) abroad(m *mention, best *reading) bool {
	limit := wellKnown
	if best.class == gazetteer.Alternate {
		limit += 0.9
	}
	switch f := best.place.Feature; {
	case len(best.place.Country) != 2, best.prior >= limit, f == "PCLI", f == "PPLC":
		return false
	}
	for _, n := range m.group.mentions {
		if n.inside != nil && a.containment(n.inside, &best.place) > 0.4 {
			return false
		}
	}
	if a.focus == "" || a.focus == best.place.Country {
		return false
	}
	own, admin1 := m.group.votes(newEvidence(), -1), best.place.Admin1.Code
	around := a.all.near(&best.place) + own.near(&best.place) + a.all.admin1[admin1] + own.admin1[admin1]
	if around < 0.3 && best.prior < hamlet {
		return true
	}
	return around < 0.3 && a.all.country[best.place.Country]+own.country[best.place.Country] < 0.25*a.all.country[a.focus]
}

// neighbouring returns the country that opens the sentence of a name ("In neighbouring Mali, an ambush near Tamba"), or "".
func (a *article) neighbouring(m *mention) string {
	s := a.doc.Sentences[a.doc.Tokens[m.first].Sentence]
	if s.First+2 >= len(a.plain) || a.plain[s.First] != "in" || a.plain[s.First+1] != "neighbouring" && a.plain[s.First+1] != "neighboring" {
		return ""
	}
	if n := a.covering[s.First+2]; n != nil {
		if p := n.place(); p != nil && p.Feature == "PCLI" {
			return p.Country
		}
	}
	return ""
}

// unplaced says of a name without a reading no more than what holds it: the unit that qualifies it here or elsewhere in the article, or the country that
// the article is about.
func (a *article) unplaced(m *mention, p *extract.Place) {
	p.Precision, p.CoordKind = "unknown", "none"
	country := a.focus
	if c := a.neighbouring(m); c != "" {
		country = c
	}
	if u := m.holder(); u != nil {
		country = u.Country
		p.Admin1 = a.unit(u.Admin1)
	}
	a.inCountry(country, p)
}

// holder returns the unit that qualifies a name, at this mention before any other, or nil.
func (m *mention) holder() *gazetteer.Place {
	if m.inside != nil {
		if u := m.inside.place(); u != nil {
			return u
		}
	}
	return m.group.holder()
}

// holder returns the unit that qualifies a name at its first mention that has one, or nil.
func (g *group) holder() *gazetteer.Place {
	if g.held {
		return g.within
	}
	g.held = true
	for _, m := range g.mentions {
		if g.within == nil && m.inside != nil {
			g.within = m.inside.place()
		}
	}
	return g.within
}
