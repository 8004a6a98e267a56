package place

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// feature is a set of classes of places that words ask for.
type feature uint8

const (
	wantFirst feature = 1 << iota
	wantSecond
	wantTown
	wantAir
	wantCamp
	wantWater
	wantLand
)

func (f feature) fits(p *gazetteer.Place) bool {
	code := p.Feature
	switch {
	case f&wantFirst != 0 && (code == "ADM1" || code == "ADM2" || code == "RGN" || code == "ADM1H"):
		return true
	case f&wantSecond != 0 && (code == "ADM2" || code == "ADM3" || code == "ADM4"):
		return true
	case f&wantTown != 0 && strings.HasPrefix(code, "PPL"):
		return true
	case f&wantAir != 0 && (strings.HasPrefix(code, "AIR") || code == "INSM"):
		return true
	case f&wantCamp != 0 && (code == "CMPRF" || code == "INSM" || code == "CMP"):
		return true
	case f&wantWater != 0 && (code == "SEA" || code == "OCN" || code == "GULF" || code == "STRT" || code == "STM" || code == "LK" || code == "BAY" || code == "CNL" || code == "CHN"):
		return true
	case f&wantLand != 0 && (code == "ISL" || code == "ISLS" || code == "PEN" || code == "DSRT" || code == "MTS" || code == "VAL" || code == "RGN"):
		return true
	}
	return false
}

func asked(c cue) feature {
	var f feature
	for _, x := range []struct {
		cue  cue
		want feature
	}{{firstOrder, wantFirst}, {secondOrder, wantSecond}, {townWord, wantTown}, {airWord, wantAir}, {campWord, wantCamp}, {waterWord, wantWater}, {landWord, wantLand}} {
		if c&x.cue != 0 {
			f |= x.want
		}
	}
	return f
}

// qualify reads the words around the i-th mention: the type of place, and the name that says where it lies.
func (a *article) qualify(i int) {
	m := a.found[i]
	if m.kind != named {
		return
	}
	s := a.doc.Sentences[a.doc.Tokens[m.first].Sentence]
	m.article = m.first > 0 && a.plain[m.first-1] == "the" && (m.last == len(a.doc.Tokens) || !a.doc.Tokens[m.last].Is(extract.Capital))
	m.dateline = s.Dateline.Len() > 0 && s.Dateline.Contains(m.span)
	next := i + 1
	for next < len(a.found) && m.wantWords.Contains(a.found[next].span) {
		next++ // the Camp of "Basora Refugee Camp" is no name of its own
	}
	if next < len(a.found) {
		if n := a.found[next]; a.qualifierFollows(m, n) && a.couldHold(n, m) {
			m.inside = n
			n.qualifies, n.holding = true, m
		} else if a.outsideOf(m, n) {
			m.inside, m.outside = n, true
			n.qualifies = true
		}
	}
	if m.inside == nil && i > 0 {
		if p := a.found[i-1]; a.qualifierPrecedes(p, m) && a.couldHold(p, m) {
			m.inside = p
		}
	}
}

// wanted reads "X province", "province of X", "the city of X", "X air base".
func (a *article) wanted(m *mention) (feature, extract.Span) {
	if j := m.last; j < len(a.doc.Tokens) && a.doc.Tokens[j].Sentence == a.doc.Tokens[m.first].Sentence {
		if a.plain[j] == "air" && j+1 < len(a.doc.Tokens) && a.plain[j+1] == "base" {
			return wantAir, a.cover(j, j+2)
		}
		if a.plain[j] == "refugee" && j+1 < len(a.doc.Tokens) && a.plain[j+1] == "camp" {
			return wantCamp, a.cover(j, j+2)
		}
		if f := asked(a.lex.cue[a.plain[j]]); f != 0 && !a.doc.Tokens[j].Is(extract.Newline) && !a.townOf(m, a.plain[j]) {
			return f, a.cover(j, j+1)
		}
	}
	if j := m.first - 2; j >= 0 && a.plain[j+1] == "of" {
		if f := asked(a.lex.cue[a.plain[j]]); f != 0 {
			return f, a.cover(j, j+2)
		}
	}
	if j := m.first - 1; j >= 0 && m.kind == named {
		switch a.plain[j] { // "the town Baiji", "village Inates", "Camp Taji"
		case "village", "town", "city", "hamlet":
			return wantTown, a.cover(j, j+1)
		}
	}
	return 0, extract.Span{}
}

// townOf reports whether the word behind a name speaks of some town within a state or country of that name: "tornado hits Oklahoma town".
func (a *article) townOf(m *mention, word string) bool {
	if word != "town" && word != "village" && word != "hamlet" && word != "suburb" {
		return false
	}
	return slices.ContainsFunc(m.readings, func(r *reading) bool {
		return r.place.Feature == "ADM1" || strings.HasPrefix(r.place.Feature, "PCL")
	})
}

// qualifierFollows reports whether n stands where a unit stands that holds m: "Paris, Texas",
// "Paris (Texas)", "Basra in southern Iraq", "Tikrit, in the province of Salahuddin".
func (a *article) qualifierFollows(m, n *mention) bool {
	gap := n.first - m.last
	if gap < 0 || gap > 7 || a.doc.Tokens[n.first].Sentence != a.doc.Tokens[m.first].Sentence {
		return false
	}
	if gap == 0 {
		return n.shortForm || n.kind == named && !a.doc.Tokens[n.first].Is(extract.Newline)
	}
	for j := m.last; j < n.first; j++ {
		if w := a.plain[j]; !linkWords[w] && a.lex.cue[w]&(modifier|typeWord) == 0 {
			return false
		}
	}
	return a.plain[m.last] != "and" && a.plain[n.first-1] != "and"
}

// linkWords stand between a place and what it lies in.
var linkWords = map[string]bool{",": true, "(": true, "in": true, "the": true, "of": true, "'s": true, "a": true, "on": true, "part": true, "-": true, "capital": true, "state": true}

// qualifierPrecedes reports whether p stands before m as its country or province: "Iraq's Anbar", "Iraqi city of Basra".
func (a *article) qualifierPrecedes(p, m *mention) bool {
	gap := m.first - p.last
	if gap < 0 || gap > 5 || a.doc.Tokens[p.first].Sentence != a.doc.Tokens[m.first].Sentence {
		return false
	}
	if gap == 0 {
		return p.kind == demonym
	}
	if p.kind != demonym && a.plain[p.last] != "'s" && a.plain[p.last] != "'" {
		return false
	}
	for j := p.last; j < m.first; j++ {
		if w := a.plain[j]; w != "'s" && w != "of" && w != "the" && w != "'" && w != "capital" && w != "coastal" && w != "port" && w != "border" && w != "," && a.lex.cue[w]&(modifier|typeWord) == 0 {
			return false
		}
	}
	return true
}

// couldHold reports whether some likely reading of q contains some reading of m.
func (a *article) couldHold(q, m *mention) bool {
	if q.unit != nil {
		return m.within(q.unit)
	}
	return slices.ContainsFunc(q.likely(), func(u *reading) bool { return m.within(&u.place) })
}

// within reports whether some reading of m lies in a unit.
func (m *mention) within(u *gazetteer.Place) bool {
	return slices.ContainsFunc(m.readings, func(r *reading) bool { return holds(u, &r.place) })
}

// likely returns the readings of the kind that the words ask for, or, where none is or no word asks, those that are not far less prominent than the first.
func (m *mention) likely() []*reading {
	top := 0.0
	var asked, near []*reading
	for _, r := range m.readings {
		top = max(top, r.prior)
	}
	for _, r := range m.readings {
		if m.want != 0 && m.want.fits(&r.place) {
			asked = append(asked, r)
		}
		if r.prior > top-3.2 {
			near = append(near, r)
		}
	}
	if len(asked) > 0 {
		return asked
	}
	return near
}
