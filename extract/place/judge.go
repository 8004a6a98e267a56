package place

import (
	"strings"

	"sitrep/extract"
)

// keepAbove is the evidence, in nats, above which a name is taken for a place.
const keepAbove = -0.15

// judge decides which names are places. What speaks for one mention speaks, weaker, for the
// others of the same name.
func (a *article) judge() {
	for _, m := range a.found {
		m.score = a.standing(m) + a.before(m) + a.after(m) + a.within(m)
		if m.isRoad = a.road(m); m.isRoad {
			m.score = -9
		}
	}
	for _, g := range a.groups {
		g.cue = 0
		for _, m := range g.mentions {
			if m.kind == named {
				g.cue = max(g.cue, m.score)
			}
		}
	}
	for _, m := range a.found {
		if m.kind == named && m.group.cue > 1 && !a.person[m.first] && !m.isRoad {
			m.score += min(1.5, 0.6*m.group.cue)
		}
		m.kept = m.score > keepAbove
	}
	a.dropSpeakers()
	a.settleQualifiers()
}

// settleQualifiers keeps what qualifies a kept name, and drops short forms whose name was dropped.
func (a *article) settleQualifiers() {
	for _, m := range a.found {
		if m.inside == nil {
			continue
		}
		if m.kept && m.inside.kind != demonym {
			m.inside.kept = true
		}
	}
}

// standing is what the name itself says: well-known names are places unless shown otherwise.
func (a *article) standing(m *mention) float64 {
	switch {
	case m.kind == other, m.kind == demonym && a.people[a.norm[m.first]] && a.cueAfter(m)&speech != 0:
		return -9
	case m.kind != named, m.certain:
		return 3
	}
	if m.unknown {
		return a.unknownStanding(m)
	}
	top := 0.0
	for _, r := range m.readings {
		top = max(top, r.prior)
	}
	s := max(-1.6, (top-4.3)*0.9)
	if top >= 6.5 {
		s += 0.6
	}
	if m.last-m.first > 1 {
		s += 0.8
		if a.plain[m.first] == "st" && m.last < len(a.doc.Tokens) && a.plain[m.last] == "'s" {
			s -= 2.5 // a church or a school
		}
		if a.lex.given[a.doc.Word(m.first)] && top < 5 {
			s -= 0.8
		}
		return s
	}
	return s + a.oneWord(m, top)
}

// unitWords call a unit by its kind.
var unitWords = map[string]bool{"region": true, "province": true, "district": true, "state": true, "county": true, "department": true, "governorate": true, "territory": true, "municipality": true}

// numbered reports whether a number follows a name: "Channel 7" is no water.
func (a *article) numbered(m *mention) bool {
	return m.last < len(a.doc.Tokens) && a.doc.Tokens[m.last].Is(extract.Digit) && a.doc.Tokens[m.last].Sentence == a.doc.Tokens[m.first].Sentence
}

// oneWord is what a single word may mean besides a place: an ordinary word, a given name, a surname, a
// direction, the initials of something.
func (a *article) oneWord(m *mention, top float64) float64 {
	word, s := a.norm[m.first], 0.0
	switch {
	case a.notPlace[word], word == "channel" && a.numbered(m):
		return -9
	case unitWords[word]:
		return -9 // "the South Ethiopia Region": the word alone is no name, be it an entry of the gazetteer
	case a.lex.common[word] && top < 6.6:
		s -= 1.4 + max(0, (top-4.3)*0.9-0.8)
		if m.first == a.doc.Sentences[a.doc.Tokens[m.first].Sentence].First || a.titleCase(m) {
			s -= 2
		}
	case a.lex.given[a.doc.Word(m.first)] && top < 6:
		s -= 0.5
		if top < 5 {
			s -= 0.7
		}
	}
	if a.lex.surname[a.doc.Word(m.first)] && top < 6 {
		s -= 0.7
	}
	if a.people[word] {
		s -= 3.2
	}
	if len(word) <= 3 && top < 6 && m.kind == named {
		s -= 1.5
	}
	if t := a.doc.Tokens[m.first]; t.Is(extract.AllCaps) && t.Len() <= 4 && !m.dateline && top < 7.5 {
		s -= 2.5
	}
	if bearings[word] > 0 || word == "north" || word == "northern" {
		s -= 4
	}
	if m.readings[0].place.Feature == "GOVL" && !a.atPlace(m) {
		s -= 6
	}
	return s
}

// cueAfter returns the cues of the word after a mention.
func (a *article) cueAfter(m *mention) cue {
	if m.last == len(a.doc.Tokens) {
		return 0
	}
	return a.lex.cue[a.plain[m.last]]
}

// unknownStanding: a name that is not in the gazetteer is a place only because the text calls it one.
func (a *article) unknownStanding(m *mention) float64 {
	switch {
	case a.calledPlace(m.first, m.last):
		return 1
	case a.people[a.norm[m.last-1]]:
		return -4
	case m.skeleton:
		return -1.5
	case m.inList:
		return 0
	}
	return -1
}

// atPlace reports whether the name is governed by a preposition of place: "outside the White House".
func (a *article) atPlace(m *mention) bool {
	i := m.first - 1
	if i > 0 && a.plain[i] == "the" {
		i--
	}
	return i >= 0 && a.lex.cue[a.plain[i]]&locative != 0
}

// before is what the words before the name say.
func (a *article) before(m *mention) float64 {
	if a.person[m.first] {
		return -7
	}
	i := m.first - 1
	t := a.doc.Tokens[m.first]
	if i < 0 || a.doc.Tokens[i].Sentence != t.Sentence || t.Is(extract.Newline) {
		return a.atStart(m)
	}
	p := a.doc.Tokens[i]
	c := a.lex.cue[a.plain[i]]
	switch {
	case p.Lower == "," || p.Lower == "and" || p.Lower == "or":
		return a.listed(m, i)
	case p.Is(extract.Punct):
		if i == a.doc.Sentences[t.Sentence].First || a.doc.Tokens[i].Lower == "\"" {
			return a.atStart(m)
		}
		return 0
	case !p.Is(extract.Capital) || i == a.doc.Sentences[t.Sentence].First && a.lex.cue[a.plain[i]]&(never|locative|weakLocative) != 0:
		switch {
		case c&locative != 0:
			return 2
		case c&weakLocative != 0:
			return 1.2
		case c&modifier != 0 || asked(c) != 0:
			return 1
		case a.plain[i] == "the":
			return a.afterThe(m)
		}
		return 0
	}
	return a.afterCapital(m, i, c)
}

// afterThe: few places but seas and regions take the article; "the Jackson case" names no place.
func (a *article) afterThe(m *mention) float64 {
	if j := m.last; j < len(a.doc.Tokens) && !a.doc.Tokens[j].Is(extract.Capital) && !a.doc.Tokens[j].Is(extract.Punct) {
		return 0.2
	}
	return 0
}

// atStart: at the start of a sentence the capital says nothing.
func (a *article) atStart(m *mention) float64 {
	if m.dateline {
		return 5
	}
	if m.kind == named && m.last == m.first+1 && a.lex.common[a.norm[m.first]] {
		return -1
	}
	return -0.2
}

// listed: a name in a list of places is a place.
func (a *article) listed(m *mention, i int) float64 {
	if n := a.covering[max(i-1, 0)]; i > 0 && n != nil && n.last == i && n.kind == named && !a.person[n.first] {
		return 0.7
	}
	return 0
}

// afterCapital is for names that follow another capitalised word: "Michael Jackson", "President
// Lincoln", "Downtown Columbus", "Iraqi Kurdistan".
func (a *article) afterCapital(m *mention, i int, c cue) float64 {
	switch {
	case a.person[i]:
		if m.first > 0 && a.doc.Tokens[m.first-1].Is(extract.Punct) {
			return 0
		}
		return -3
	case c&modifier != 0, c&(locative|weakLocative) != 0:
		return 1
	case a.partOfFound(i):
		return 0.3
	case c&title != 0:
		return -3
	case c&(organisation|groupWord|typeWord) != 0:
		return 0
	case a.titleCase(m):
		return -0.3
	}
	return -2
}

// partOfFound reports whether token i belongs to another name that was found.
func (a *article) partOfFound(i int) bool { return a.covering[i] != nil && a.covering[i].kind != other }

// titleCase reports whether nearly all words of the mention's sentence begin with capitals, as in headlines.
func (a *article) titleCase(m *mention) bool {
	i := a.doc.Tokens[m.first].Sentence
	if a.titled[i] == 0 {
		a.titled[i] = -1
		if a.capitalised(a.doc.Sentences[i]) {
			a.titled[i] = 1
		}
	}
	return a.titled[i] > 0
}

func (a *article) capitalised(s extract.Sentence) bool {
	if s.Kind == extract.Headline {
		return true
	}
	capitals, words := 0, 0
	for i := s.First; i < s.Last; i++ {
		if t := a.doc.Tokens[i]; !t.Is(extract.Punct) && t.Len() > 3 {
			words++
			if t.Is(extract.Capital) {
				capitals++
			}
		}
	}
	return words > 3 && capitals*10 > words*8
}

// after is what the words after the name say.
func (a *article) after(m *mention) float64 {
	j := m.last
	if j >= len(a.doc.Tokens) || a.doc.Tokens[j].Sentence != a.doc.Tokens[m.first].Sentence {
		return 0
	}
	t, c := a.doc.Tokens[j], a.lex.cue[a.plain[j]]
	switch {
	case t.Is(extract.Newline) && t.Is(extract.Capital):
		return 0
	case t.Is(extract.Punct):
		return a.afterPunct(m, j)
	case c&way != 0 && t.Is(extract.Capital) && !a.nameFollows(j), a.plain[j] == "and" && a.namesWay(j+1), c&way != 0 && t.Lower[len(t.Lower)-1] == 's':
		return -4
	case t.Is(extract.Capital):
		return a.beforeCapital(m, j, c)
	case c&human != 0:
		return -0.8
	case c&speech != 0 && !a.speaks(m):
		return -1.2
	case c&groupWord != 0:
		return 0.5
	}
	return 0
}

// namesWay reports whether capitals and then streets follow from token j: "(between Sarmiento and) San Martin streets".
func (a *article) namesWay(j int) bool {
	i := j
	for i < len(a.doc.Tokens) && i-j < 3 && a.doc.Tokens[i].Is(extract.Capital) && a.lex.cue[a.plain[i]]&way == 0 {
		i++
	}
	if i == j || i >= len(a.doc.Tokens) || a.doc.Tokens[i].Sentence != a.doc.Tokens[j-1].Sentence {
		return false
	}
	switch a.plain[i] {
	case "streets", "avenues", "roads":
		return true
	}
	return false
}

// speaks reports whether the name may stand for a government that says things.
func (a *article) speaks(m *mention) bool {
	for _, r := range m.readings {
		if f := r.place.Feature; f == "PCLI" || f == "PPLC" || f == "GOVL" {
			return true
		}
	}
	return m.unit != nil
}

// afterPunct reads an age after a comma as a person's.
func (a *article) afterPunct(m *mention, j int) float64 {
	if a.doc.Tokens[j].Lower == "," && j+2 < len(a.doc.Tokens) && a.doc.Tokens[j+1].Is(extract.Digit) && a.doc.Tokens[j+1].Len() <= 2 && a.doc.Tokens[j+2].Lower == "," {
		return -2.5
	}
	return 0
}

// beforeCapital is for names followed by another capitalised word: "Texas Senate", "Paris Hilton", "Jackson Mayor".
func (a *article) beforeCapital(m *mention, j int, c cue) float64 {
	switch {
	case m.inside != nil && m.inside.first == j:
		return 0
	case asked(c) != 0:
		return 1
	case c&(organisation|groupWord|title) != 0:
		return 0.3
	case m.kind != named:
		return 0
	case a.titleCase(m):
		return 0
	case m.last == m.first+1 && a.lex.given[a.doc.Word(m.first)]:
		return -2.5
	}
	return -0.6
}

// within is what confirms the name as a whole: a qualifier that holds it, a type of place that it has.
func (a *article) within(m *mention) float64 {
	s := 0.0
	if m.inside != nil && m.inside.kind != demonym {
		s += 3.5
	} else if m.inside != nil {
		s++
	}
	if m.qualifies {
		s += 2
	}
	if m.want != 0 && a.fitsAny(m) {
		s += 2.5
	}
	if strings.Contains(a.doc.Slice(m.span), " County") {
		s += 2
	}
	return s
}

func (a *article) fitsAny(m *mention) bool {
	for _, r := range m.readings {
		if m.want.fits(&r.place) {
			return true
		}
	}
	return false
}
