package actor

import (
	"strings"

	"sitrep/extract"
)

// person reads a person by name: with the age, "Juan Perez, 34,", as one who is accused, "Juan Perez was charged", or as one who is
// identified, "the suspect, Juan Perez".
func (r *reader) person(i int) (extract.Mention[extract.Actor], int) {
	last := r.nameEnd(i)
	if full := r.surnames[r.lower(i)]; last-i == 1 && full != "" && !r.is(i-1, extract.Capital) && (r.accusedAfter(last) || r.identifiedBefore(i)) {
		return r.mention(i, last, extract.Actor{Kind: "unknown", Canonical: full}, "named"), last
	}
	if last-i < 2 || r.is(i, extract.Punct) || calendar[r.lower(i)] || r.is(i-1, extract.Capital) && i > r.first {
		return extract.Mention[extract.Actor]{}, 0
	}
	switch r.lower(last - 1) {
	case "st.", "street", "road", "rd.", "ave.", "avenue", "county", "city", "church", "school", "highway", "drive":
		return extract.Mention[extract.Actor]{}, 0
	}
	after := r.pastAge(last)
	if after == last && !r.accusedAfter(last) && !r.identifiedBefore(i) && !(r.harmedBy(i) && r.bareName(i, last)) {
		return extract.Mention[extract.Actor]{}, 0
	}
	a := extract.Actor{Kind: "unknown"}
	if last-i == 2 && titles[r.lower(i)] {
		a.Canonical = r.surnames[r.lower(last-1)]
	}
	if r.isSuspect(i) {
		return r.mention(i, last, a, "suspect"), last
	}
	return r.mention(i, last, a, "named"), last
}

// isSuspect reports whether a noun before the name at token i says that its bearer did it: "the suspected gunman, Juan Perez".
func (r *reader) isSuspect(i int) bool {
	n := i - 1
	if r.lower(n) == "," {
		n--
	}
	return suspected[r.lower(n)] && r.lower(n) != "driver"
}

// learnSurname keeps the name that ends before token last, for the surname that may stand for it later: "Juan Perez", "Perez was charged". A surname of two
// persons stands for neither.
func (r *reader) learnSurname(i int) {
	last := r.nameEnd(i)
	for i < last && titles[r.lower(i)] {
		i++
	}
	if last-i < 2 || r.is(i-1, extract.Capital) && !titles[r.lower(i-1)] || calendar[r.lower(i)] || !r.bareName(i, last) {
		return
	}
	name := r.doc.Slice(extract.Span{Start: r.doc.Tokens[i].Start, End: r.doc.Tokens[last-1].End})
	surname := r.lower(last - 1)
	if old, two := r.surnames[surname]; two && old != name {
		name = ""
	}
	r.surnames[surname] = name
}

// titles stand before a name and are no part of it.
var titles = map[string]bool{"mr.": true, "mrs.": true, "ms.": true, "dr.": true, "officer": true, "sgt.": true, "col": true, "col.": true, "colonel": true, "gen.": true, "general": true,
	"capt.": true, "captain": true, "lt.": true, "lieutenant": true, "major": true, "father": true, "rev.": true, "judge": true, "detective": true, "deputy": true, "sheriff": true, "mr": true, "mrs": true}

// nameEnd returns the token after the capitals of a name, initials and "bin", "de", "al-" included.
func (r *reader) nameEnd(i int) int {
	last := i
	for last < r.end && last-i < 5 && r.namePart(last, last > i) {
		last++
	}
	for last > i && !r.is(last-1, extract.Capital) {
		last--
	}
	return last
}

func (r *reader) namePart(n int, within bool) bool {
	if r.is(n, extract.Capital) {
		return !r.is(n, extract.AllCaps) || len(r.lower(n)) <= 2
	}
	switch r.lower(n) {
	case "bin", "al", "de", "la", "ben", "ibn", "von", "van", "del", "abu":
		return within && r.is(n+1, extract.Capital)
	}
	return false
}

// pastAge returns the token after an age in commas at token i, or i.
func (r *reader) pastAge(i int) int {
	if r.lower(i) != "," || !r.is(i+1, extract.Digit) || len(r.lower(i+1)) > 2 {
		return i
	}
	switch r.lower(i + 2) {
	case ",", ".", "of":
		return i + 3
	}
	return i
}

// accusedAfter reports whether a verb of accusation follows the name.
func (r *reader) accusedAfter(i int) bool {
	if n := r.pastApposition(i); n > i && r.accusedAfter(n) {
		return true
	}
	if r.lower(i) == "," && r.lower(i+1) == "who" {
		i += 2 // "Juan Perez, who is wanted"
	}
	for n := i; n < i+4; n++ {
		switch r.lower(n) {
		case "charged", "arrested", "accused", "convicted", "sentenced", "indicted", "suspected", "jailed", "detained", "pleaded", "confessed", "shot", "stabbed", "killed", "opened", "allegedly", "wanted", "robbed", "responsible", "fired", "surrendered", "faces", "suspect", "sought":
			return r.lower(n) != "killed" && r.lower(n) != "shot" && r.lower(n) != "stabbed" || n == i
		case "was", "is", "has", "been", "being", "already", "had", "also", "later", "were", "a", "the", "prime", "main", "named", "as":
			continue
		}
		return false
	}
	return false
}

// pastApposition returns the token after what stands between two commas behind a name at token i, or i: "Juan Perez, who lives next door, is accused".
func (r *reader) pastApposition(i int) int {
	for n := i + 1; r.lower(i) == "," && n < min(i+14, r.end); n++ {
		if r.lower(n) == "," {
			return n + 1
		}
	}
	return i
}

// identifiedBefore reports whether a word that makes a suspect of somebody stands before the name.
func (r *reader) identifiedBefore(i int) bool {
	n := i - 1
	if r.lower(n) == "," || r.lower(n) == ":" {
		n--
	}
	switch r.lower(n) {
	case "suspect", "gunman", "shooter", "suspects", "attacker", "fugitive", "terrorist", "bomber", "mastermind", "killer", "assailant", "arrested", "charged", "accused", "convicted", "detained", "militant", "financier", "kingpin", "leader", "robber":
		return true
	case "for":
		return warrants[r.lower(n-1)] || warrants[r.lower(n-2)] || warrants[r.lower(n-3)]
	case "as":
		return r.lower(n-1) == "identified" || suspected[r.lower(n-1)] && r.lower(n-2) == "the"
	}
	return false
}

// harmedBy reports whether a participle of harm and "by" stand before the name at token i: "shot dead by Juan Perez".
func (r *reader) harmedBy(i int) bool {
	n := i - 2
	if r.lower(n) == "dead" {
		n--
	}
	return r.lower(i-1) == "by" && harmed[r.lower(n)]
}

// bareName reports whether the capitals from token first to last are of a person by all likelihood: none is of a nation, an armed band or a storm, and the name
// goes on with no "of".
func (r *reader) bareName(first, last int) bool {
	for n := first; n < last; n++ {
		if w := r.lower(n); r.n.nations[w] != "" || r.n.heads.Has(w) || r.n.groups.Has(w) || r.n.modifiers[w] != "" || storms[w] {
			return false
		}
	}
	return r.lower(last) != "of" && !r.isPlace(first, last)
}

// storms have names like people.
var storms = map[string]bool{"hurricane": true, "typhoon": true, "cyclone": true, "storm": true, "tropical": true}

// suspected are nouns of a suspect whom the police "identified as" somebody, harmed participles before "by" and the one who did it, who may be a person of no
// further description.
var (
	suspected = map[string]bool{"suspect": true, "gunman": true, "shooter": true, "attacker": true, "assailant": true, "bomber": true, "killer": true, "robber": true, "driver": true}
	warrants  = map[string]bool{"warrant": true, "warrants": true}
	harmed    = map[string]bool{"killed": true, "shot": true, "stabbed": true, "murdered": true, "robbed": true, "kidnapped": true, "raped": true, "assaulted": true, "beaten": true,
		"strangled": true, "abducted": true, "gunned": true, "slain": true}
)

// resolveAges gives a person who is described by age the name of the one of that age whom the article names: "a 34-year-old man", "Juan Perez, 34,".
func resolveAges(doc *extract.Document, found []extract.Mention[extract.Actor]) {
	named := map[string]string{} // age -> name, empty where two have it
	for _, m := range found {
		if age := ageBehind(doc, m); age != "" {
			if old, two := named[age]; two && old != m.Value.Text {
				named[age] = ""
			} else {
				named[age] = m.Value.Text
			}
		}
	}
	for i := range found {
		v := &found[i].Value
		if age, _, ok := strings.Cut(v.Text, "-year-old"); ok && v.Canonical == "" && v.Kind == "unknown" {
			v.Canonical = named[age[strings.LastIndexByte(age, ' ')+1:]]
		}
	}
}

// ageBehind returns the age that stands in commas behind a person's name, or "".
func ageBehind(doc *extract.Document, m extract.Mention[extract.Actor]) string {
	i := doc.TokenAt(m.End)
	if m.Rule != "actor/named" && m.Rule != "actor/suspect" || i+1 >= len(doc.Tokens) || doc.Tokens[i].Lower != "," || !doc.Tokens[i+1].Is(extract.Digit) {
		return ""
	}
	return doc.Tokens[i+1].Lower
}
