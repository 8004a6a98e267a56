package actor

import (
	"sort"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// orgHeads are the last words of names that armed groups take, with the kind that they suggest.
var orgHeads = map[string]string{"front": "unknown", "brigade": "military", "brigades": "unknown", "battalion": "military", "cartel": "criminal", "gang": "criminal",
	"militia": "militia", "faction": "unknown", "commandos": "unknown", "commando": "unknown", "regiment": "military", "squadron": "military", "detachment": "military"}

// organization reads a name of capitals that ends like one of an armed group or a unit: "Arce Battalion", "the Avenues gang".
func (r *reader) organization(i int) (extract.Mention[extract.Actor], int) {
	if calendar[r.lower(i)] {
		return extract.Mention[extract.Actor]{}, 0
	}
	n := i
	for n < r.end && n-i < 7 && (r.is(n, extract.Capital) || n > i && r.connects(n)) {
		if kind := orgHeads[r.lower(n)]; kind != "" && n > i {
			return r.organized(i, n+1, kind)
		}
		n++
		if g, _ := r.groupAtWithin(n); g != nil {
			return extract.Mention[extract.Actor]{}, 0
		}
	}
	if kind := orgHeads[r.lower(n)]; kind != "" && n > i && n < r.end && r.is(n-1, extract.Capital) {
		return r.organized(i, n+1, kind)
	}
	return extract.Mention[extract.Actor]{}, 0
}

// organizationOf reads the name of an organisation in no list behind its people: "members of the Federation of Rural Committees (FECAR)". Its acronym stands
// for it in the rest of the article.
func (r *reader) organizationOf(m lexicon.Match[head]) (extract.Actor, int) {
	none := extract.Actor{}
	if r.lower(m.Last) != "of" || r.lower(m.Last+1) != "the" || m.Value.class != "fighter" && !r.n.parts[r.lower(m.Last-1)] {
		return none, 0
	}
	first := m.Last + 2
	last := r.fullName(first)
	if last-first < 2 || r.isBody(last-1) || r.isPlace(first, last) || r.holdsGroup(first, last) {
		return none, 0
	}
	a := extract.Actor{Kind: "unknown", Country: r.nation(first, last), Canonical: r.doc.Slice(extract.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End})}
	if m.Value.class == "fighter" {
		a.Kind = m.Value.kind
	}
	return a, r.pastAcronym(last, a)
}

// holdsGroup reports whether a known group is named within a name.
func (r *reader) holdsGroup(first, last int) bool {
	for n := first; n < last; n++ {
		if g, _ := r.groupAt(n); g != nil {
			return true
		}
	}
	return false
}

// fullName returns the token after the capitals of a name, which may go on over "of", "and" and "of the", and in small letters up to the acronym in brackets that
// it has: "the Union of Rural workers [UTC]".
func (r *reader) fullName(first int) int {
	n := first
	for n < r.end && n-first < 10 && (r.is(n, extract.Capital) && !r.is(n, extract.Punct) && !calendar[r.lower(n)] || n > first && (r.connects(n) || r.lower(n) == "of" && r.connects(n+1) || r.lower(n) == "'s" && r.is(n+1, extract.Capital))) {
		n++
	}
	if n > first && orgHeads[r.lower(n)] != "" {
		return n + 1 // "members of the Red Hook gang"
	}
	for k := n; k < min(n+8, r.end); k++ {
		if r.bracketed(k) != "" {
			return k
		}
		if tag := r.tag(k); !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") && r.lower(k) != "of" && r.lower(k) != "and" {
			break
		}
	}
	return n
}

// isBody reports whether a name that ends with token i is one of a body of state: "members of the National Assembly".
func (r *reader) isBody(i int) bool {
	if r.listed("civic", i) {
		return true
	}
	for _, m := range r.n.heads.Matches(nil, r.doc, i, r.end) {
		if m.Value.class == "body" || m.Value.class == "force" {
			return true
		}
	}
	return false
}

// isPlace reports whether a place is all that is named from token first to last: "rebels of the Upper Nile".
func (r *reader) isPlace(first, last int) bool {
	span := extract.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End}
	k := sort.Search(len(r.doc.Places), func(k int) bool { return r.doc.Places[k].End >= span.End })
	return k < len(r.doc.Places) && r.doc.Places[k].Start <= span.Start
}

// selfStyled reads the name that an unknown group goes by, in capitals or in quotation marks: "a group calling itself the Black Hand", "the self-styled
// 'Army of Dawn'".
func (r *reader) selfStyled(i int) (extract.Mention[extract.Actor], int) {
	first := i
	switch w := r.lower(i); {
	case quote[w] && r.quotedBand(i):
	case w == "itself" || w == "themselves", w == "self-styled", w == "so-called", w == "self-named", w == "self-proclaimed", (w == "called" || w == "named") && isBand[r.lower(i-1)]:
		first++
	default:
		return extract.Mention[extract.Actor]{}, 0
	}
	if w := r.lower(i); (w == "itself" || w == "themselves") && r.lower(i-1) != "calling" && r.lower(i-1) != "calls" && r.lower(i-1) != "called" && r.lower(i-1) != "call" {
		return extract.Mention[extract.Actor]{}, 0
	}
	if r.lower(first) == "the" {
		first++
	}
	quoted := quote[r.lower(first)]
	if quoted {
		first++
	}
	last := first
	for last < r.end && last-first < 8 && (quoted && !quote[r.lower(last)] || !quoted && (r.is(last, extract.Capital) || last > first && r.connects(last))) {
		last++
	}
	if !quoted && r.n.parts[r.lower(last)] {
		return extract.Mention[extract.Actor]{}, 0 // "a self-styled Maoist commando"
	}
	if last == first || quoted && !quote[r.lower(last)] || !r.is(first, extract.Capital) && !quoted || r.n.heads.Has(r.lower(first)) && last == first+1 {
		return extract.Mention[extract.Actor]{}, 0
	}
	if g, _ := r.groupAtWithin(first); g != nil {
		return extract.Mention[extract.Actor]{}, 0
	}
	if full := r.fullName(last + 1); quoted && full > last+1 {
		first, last, quoted = first-1, full, false // "the '9 April' Liberation Front"
	}
	name := r.doc.Slice(extract.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End})
	a := extract.Actor{Kind: "unknown", Canonical: name}
	m := r.mention(first, last, a, "organization")
	if quoted {
		last++
	}
	return m, r.pastAcronym(last, a)
}

// pastAcronym returns the token after the acronym of an organisation at token i, in brackets or between commas, which stands for it from there on, or i:
// "the Front of the Dawn, FOD, claimed".
func (r *reader) pastAcronym(i int, a extract.Actor) int {
	acronym := r.bracketed(i)
	if acronym == "" && r.lower(i) == "," && r.is(i+1, extract.AllCaps) && len(r.lower(i+1)) > 1 && r.lower(i+2) == "," {
		acronym = r.lower(i + 1)
	}
	if acronym == "" || r.variant(i+1, a.Canonical) {
		return i
	}
	r.acronyms[acronym] = &group{a.Canonical, a.Kind, a.Country}
	return i + 3
}

// variant reports whether the acronym at token i is one of a known group of which a name is only another spelling: it shares a word with its name that other
// groups have not.
func (r *reader) variant(i int, name string) bool {
	g, _ := r.groupAt(i)
	if g == nil {
		return false
	}
	for _, word := range lexicon.Words(g.canonical) {
		if len(word) > 3 && !r.n.words["common"][word] && strings.Contains(strings.ToLower(name), word) {
			return true
		}
	}
	return false
}

// quotedBand reports whether a name in quotation marks at token i ends like one of an armed group: the "Patriotic Liberation Front".
func (r *reader) quotedBand(i int) bool {
	for n := i + 1; n < min(i+8, r.end); n++ {
		if quote[r.lower(n)] {
			return n > i+2 && (orgHeads[r.lower(n-1)] != "" || r.n.parts[r.lower(n-1)] || quotedHeads[r.lower(n-1)])
		}
	}
	return false
}

// quotedHeads end the names of armed groups that stand in quotation marks.
var quotedHeads = map[string]bool{"force": true, "forces": true, "army": true, "movement": true, "squad": true, "group": true, "militia": true, "guard": true}

// quote are quotation marks, isBand nouns of a band before "called" and its name.
var (
	quote  = map[string]bool{"\"": true, "``": true, "''": true, "'": true, "\u201c": true, "\u201d": true}
	isBand = map[string]bool{"group": true, "organization": true, "gang": true, "band": true, "movement": true, "squad": true, "cell": true, "commando": true}
)

// calendar are capitals that open no name.
var calendar = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true, "january": true,
	"february": true, "march": true, "april": true, "june": true, "july": true, "august": true, "september": true, "october": true, "november": true, "december": true}

func (r *reader) groupAtWithin(n int) (*group, int) {
	if n >= r.end {
		return nil, 0
	}
	return r.groupAt(n)
}

func (r *reader) connects(n int) bool {
	switch r.lower(n) {
	case "of", "the", "for", "and", "de", "la":
		return r.is(n+1, extract.Capital)
	}
	return false
}

func (r *reader) organized(first, last int, kind string) (extract.Mention[extract.Actor], int) {
	switch r.lower(first) {
	case "the", "a", "an", "in", "on", "at", "western", "eastern", "northern", "southern", "home", "cold", "warm":
		if first++; last-first < 2 {
			return extract.Mention[extract.Actor]{}, 0
		}
	}
	a := extract.Actor{Kind: kind, Country: r.nation(first, last)}
	name := r.doc.Slice(extract.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End})
	a.Canonical = name
	return r.mention(first, last, a, "organization"), r.pastAcronym(last, a)
}
