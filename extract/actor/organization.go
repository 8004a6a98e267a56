package actor

import (
	"sort"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// orgHeads are the last words of names that armed groups take, with the kind that they suggest.
var orgHeads = map[string]string{"front": "unknown", "brigade": "military", "brigades": "unknown", "battalion": "military", "cartel": "criminal", "gang": "criminal",
	"militia": "militia", "faction": "unknown", "commandos": "unknown", "commando": "unknown", "regiment": "military", "squadron": "military", "detachment": "military"}

// organization reads a name of capitals that ends like one of an armed group or a unit: "Arce Battalion", "the Avenues gang".
func (r *reader) organization(i int) (extract.Mention[extract.Actor], int) {
	none := extract.Mention[extract.Actor]{}
	if calendar[r.lower(i)] {
		return none, 0
	}
	n := i
	for n < r.end && n-i < 7 && (r.is(n, extract.Capital) || n > i && r.connects(n)) {
		if kind := orgHeads[r.lower(n)]; kind != "" && n > i {
			return r.organized(i, n+1, kind)
		}
		n++
		if g, _ := r.groupAtWithin(n); g != nil {
			return none, 0
		}
	}
	if kind := orgHeads[r.lower(n)]; kind != "" && n > i && n < r.end && r.is(n-1, extract.Capital) {
		return r.organized(i, n+1, kind)
	}
	return none, 0
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
