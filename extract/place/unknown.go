package place

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// unknownAt returns a mention of a name that the gazetteer lacks but that the words around it call
// a place ("the village of Kourakoba", "Kourakoba village"), or, where another romanisation of it
// is known, a mention with those readings.
func (a *article) unknownAt(i int) *mention {
	t := a.doc.Tokens[i]
	if !t.Is(extract.Capital) || t.Is(extract.AllCaps) || a.person[i] {
		return nil
	}
	if t.Len() < 4 || a.heldBy(i) || a.lex.common[a.norm[i]] || a.lex.cue[a.plain[i]] != 0 {
		return nil
	}
	last := a.runEnd(i)
	called := a.calledPlace(i, last)
	listed := a.goesOnList(i, last)
	if !called && !listed && !a.afterStrongLocative(i) && !a.areaOf(i-1) {
		return nil
	}
	m := &mention{first: i, last: last, span: a.cover(i, last), kind: named, key: a.key(i, last), unknown: true, inList: listed}
	if rs := a.otherSpelling(m.key); len(rs) > 0 {
		m.readings, m.skeleton = rs, true
		return m
	}
	if !called && !a.governed(i, last, listed) {
		return nil
	}
	return m
}

// heldBy reports whether token i says who holds a place that no name follows: "the Croat-held town of Mostar".
func (a *article) heldBy(i int) bool {
	_, participle, compound := strings.Cut(a.doc.Tokens[i].Lower, "-")
	return compound && holding[participle] && i+1 < len(a.doc.Tokens) && !a.doc.Tokens[i+1].Is(extract.Capital)
}

// holding are participles that tell of a place who has it.
var holding = map[string]bool{"held": true, "controlled": true, "run": true, "ruled": true, "governed": true, "occupied": true, "administered": true, "besieged": true, "dominated": true, "populated": true}

// goesOnList reports whether tokens [first,last) go on with a list of places that "in" or "near" opened, and that "and" closes: "in Ancoral, Belmira, Tosqui, and Valdero".
func (a *article) goesOnList(first, last int) bool {
	if first == 0 {
		return false
	}
	and, at := a.plain[first-1] == "and", first
	for k := len(a.found) - 1; k >= 0 && a.found[k].last == a.separator(at); k-- {
		at = a.found[k].first
		if a.afterStrongLocative(at) {
			return and || a.closes(last)
		}
	}
	return false
}

// separator returns the token at which what stands before the comma, the "and" or both that part it from token i ends, or -1.
func (a *article) separator(i int) int {
	k := i - 1
	if k > 0 && a.plain[k] == "and" {
		k--
		if a.doc.Tokens[k].Lower != "," {
			return k + 1
		}
	}
	if k > 0 && a.doc.Tokens[k].Lower == "," {
		return k
	}
	return -1
}

// closes reports whether a list goes on behind token i up to its "and", with capitals and commas alone.
func (a *article) closes(i int) bool {
	for ; i < len(a.doc.Tokens) && (a.doc.Tokens[i].Lower == "," || a.doc.Tokens[i].Is(extract.Capital)); i++ {
		if i+1 < len(a.doc.Tokens) && a.plain[i+1] == "and" {
			return true
		}
	}
	return false
}

// governed reports whether tokens [first,last) stand where villages stand: "in Belmira,", "near Ancoral Alto.", or in a list of places.
func (a *article) governed(first, last int, listed bool) bool {
	if p := a.plain[first-1]; !listed && p != "in" && p != "near" && !a.areaOf(first-1) || last-first > 4 || a.titleCase(&mention{first: first}) {
		return false
	}
	for j := first; j < last; j++ {
		if c := a.lex.cue[a.plain[j]]; c&(organisation|groupWord|title|way) != 0 || a.person[j] || a.doc.Tokens[j].Is(extract.AllCaps) || a.lex.surname[a.doc.Word(j)] {
			return false
		}
	}
	if last == len(a.doc.Tokens) || afterVillage[a.plain[last]] {
		return true
	}
	t := a.doc.Tokens[last]
	return t.Is(extract.Punct) && t.Lower != "'s" || a.lex.cue[a.plain[last]]&(never|locative|weakLocative) != 0 && !t.Is(extract.Capital)
}

// areaOf reports whether the "of" at token i follows "in the area", "on the outskirts" or the like.
func (a *article) areaOf(i int) bool {
	if i < 3 || i+1 >= len(a.plain) || a.plain[i] != "of" || a.plain[i-2] != "the" || slices.ContainsFunc(subjects, func(end string) bool { return strings.HasSuffix(a.plain[i+1], end) }) {
		return false
	}
	switch a.plain[i-1] {
	case "area", "areas", "outskirts", "vicinity", "jurisdiction", "surroundings":
		return a.lex.cue[a.plain[i-3]]&(locative|weakLocative) != 0
	}
	return false
}

// subjects are the ends of the names of what people work on: "in the area of Oncology".
var subjects = []string{"ology", "ics", "ing", "tion", "ity", "ment", "care"}

// afterVillage are words that begin what comes after a name, rather than go on with it.
var afterVillage = map[string]bool{"was": true, "were": true, "is": true, "are": true, "has": true, "had": true, "have": true, "last": true, "early": true, "late": true,
	"yesterday": true, "today": true, "tonight": true, "this": true, "killed": true, "died": true}

// runEnd returns the end of the capitalised run that begins at token i, particles within it included.
func (a *article) runEnd(i int) int {
	last := i + 1
	for last < len(a.doc.Tokens) && last-i < 5 {
		t := a.doc.Tokens[last]
		if t.Sentence != a.doc.Tokens[i].Sentence || t.Is(extract.Newline) {
			break
		}
		if t.Is(extract.Capital) && a.lex.cue[a.plain[last]]&(typeWord|never) == 0 || a.mayBegin(last) {
			last++
			continue
		}
		if nobiliary[t.Lower] && last+1 < len(a.doc.Tokens) && a.doc.Tokens[last+1].Is(extract.Capital) {
			last += 2
			continue
		}
		break
	}
	return last
}

// calledPlace reports whether a word beside tokens [first,last) says that they name a place.
func (a *article) calledPlace(first, last int) bool {
	if first > 1 && a.plain[first-1] == "of" && settled[a.doc.Word(first-2)] {
		return true
	}
	if first > 0 {
		switch a.doc.Word(first - 1) {
		case "village", "town", "hamlet":
			return true
		}
	}
	if a.afterStrongLocative(first) && a.measured(last) {
		return true
	}
	if last < len(a.doc.Tokens) && a.doc.Tokens[last].Sentence == a.doc.Tokens[first].Sentence {
		switch a.plain[last] {
		case "village", "town", "district", "province", "neighborhood", "neighbourhood", "municipality", "county", "governorate", "subdistrict", "township", "suburb":
			return a.afterStrongLocative(first) || a.plain[last] != "county"
		}
	}
	return false
}

// measured reports whether a distance follows the comma at token i: "in Karanga, about 40 miles north of the capital".
func (a *article) measured(i int) bool {
	if i+1 < len(a.plain) && a.plain[i] == "," && (a.plain[i+1] == "about" || a.plain[i+1] == "some") {
		i++
	}
	if i+2 >= len(a.plain) || !a.doc.Tokens[i+1].Is(extract.Digit) {
		return false
	}
	switch a.plain[i+2] {
	case "km", "kms", "kilometers", "kilometres", "miles":
		return true
	}
	return false
}

// settled are the words that before "of" make a place of any name; in lower case, for a Department of
// Health is none.
var settled = map[string]bool{"village": true, "villages": true, "town": true, "city": true, "township": true, "hamlet": true, "district": true, "province": true, "governorate": true,
	"suburb": true, "settlement": true, "municipality": true, "neighborhood": true, "neighbourhood": true, "county": true, "region": true, "canton": true, "island": true}

// afterStrongLocative reports whether "in", "near", "at" or a like preposition governs token i.
func (a *article) afterStrongLocative(i int) bool {
	if i > 0 && a.plain[i-1] == "the" {
		i--
	}
	return i > 0 && a.doc.Tokens[i-1].Sentence == a.doc.Tokens[i].Sentence && a.lex.cue[a.plain[i-1]]&locative != 0
}

// otherSpelling returns the places of which the name is another romanisation.
func (a *article) otherSpelling(key string) []*reading {
	s := gazetteer.Skeleton(key)
	if s == "" {
		return nil
	}
	if rs, ok := a.known["\x00"+s]; ok {
		return rs
	}
	var rs []*reading
	for r := range a.gaz.LookupSkeleton(s) {
		if len(rs) >= maxReadings {
			break
		}
		p := a.gaz.Place(r.Place)
		rs = append(rs, &reading{place: p, class: r.Class, prior: prior(p, r.Class) - 0.5})
	}
	a.known["\x00"+s] = rs
	return rs
}
