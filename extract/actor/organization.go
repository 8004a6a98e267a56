package actor

import (
	"sitrep/extract"
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
	name := r.doc.Slice(extract.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End})
	m := r.mention(first, last, extract.Actor{Kind: "unknown", Canonical: name}, "organization")
	if quoted {
		last++
	}
	return m, last
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
	if acronym := r.bracketed(last); acronym != "" {
		r.acronyms[acronym] = &group{name, kind, a.Country}
	}
	return r.mention(first, last, a, "organization"), last
}
