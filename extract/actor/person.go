package actor

import "sitrep/extract"

// person reads a person by name: with the age, "Juan Perez, 34,", as one who is accused, "Juan Perez was charged", or as one who is
// identified, "the suspect, Juan Perez".
func (r *reader) person(i int) (extract.Mention[extract.Actor], int) {
	last := r.nameEnd(i)
	if full := r.surnames[r.lower(i)]; last-i == 1 && full != "" && !r.is(i-1, extract.Capital) && (r.accusedAfter(last) || r.identifiedBefore(i)) {
		return r.mention(i, last, extract.Actor{Kind: "unknown", Canonical: full}, "named"), last
	}
	if !r.opensPerson(i, last) || !r.toldOf(i, last) {
		return extract.Mention[extract.Actor]{}, 0
	}
	a := extract.Actor{Kind: "unknown"}
	if last-i == 2 && r.listed("title", i) {
		a.Canonical = r.surnames[r.lower(last-1)]
	}
	if r.isSuspect(i) {
		return r.mention(i, last, a, "suspect"), last
	}
	return r.mention(i, last, a, "named"), last
}

// opensPerson reports whether the capitals from token i to last may be a person's full name: not "In Lagos (suspected robbers)", nor "Hurricane Delia (killed 78)".
func (r *reader) opensPerson(i, last int) bool {
	return last-i >= 2 && !r.listed("storm", i) && !r.is(i, extract.Punct) && !calendar[r.lower(i)] && r.tag(i) != "IN" && (!r.is(i-1, extract.Capital) || i <= r.first) && !r.listed("way", last-1)
}

// toldOf reports whether the age or what the text says of the bearer makes an actor of a name.
func (r *reader) toldOf(i, last int) bool {
	return r.pastAge(last) > last || r.accusedAfter(last) || r.apposedAccused(i, last) || r.identifiedBefore(i) || r.harmedBy(i) && r.bareName(i, last)
}

// isSuspect reports whether a noun before the name at token i says that its bearer did it: "the suspected gunman, Juan Perez".
func (r *reader) isSuspect(i int) bool {
	n := i - 1
	if r.lower(n) == "," {
		n--
	}
	return r.listed("culprit", n)
}

// learnSurname keeps the name that begins at token i, for the surname that may stand for it later: "Juan Perez", "Perez was charged". A surname of two
// persons stands for neither.
func (r *reader) learnSurname(i int) {
	last := r.nameEnd(i)
	for i < last && r.listed("title", i) {
		i++
	}
	if last-i < 2 || r.is(i-1, extract.Capital) && !r.listed("title", i-1) || calendar[r.lower(i)] || !r.bareName(i, last) {
		return
	}
	name := r.doc.Slice(extract.Span{Start: r.doc.Tokens[i].Start, End: r.doc.Tokens[last-1].End})
	surname := r.lower(last - 1)
	if old, two := r.surnames[surname]; two && old != name {
		name = ""
	}
	r.surnames[surname] = name
}

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

// accusedAfter reports whether a verb of accusation follows the name, in the apposition or behind it: "Juan Perez, who is wanted", "Juan Perez, of Lima, was charged".
func (r *reader) accusedAfter(i int) bool {
	return r.accusing(r.pastApposition(i)) || r.accusing(i)
}

// apposedAccused reports whether a name from token first to last says who it is that is accused: "a student, Juan Perez, was charged", "charged a student, Juan Perez, with".
func (r *reader) apposedAccused(first, last int) bool {
	return r.lower(first-1) == "," && r.lower(last) == "," && (r.accusing(last+1) || r.lower(last+1) == "with") && r.bareName(first, last)
}

// accusing reports whether a verb of accusation stands at token i, auxiliaries and "who" passed over.
func (r *reader) accusing(i int) bool {
	if r.lower(i) == "," && r.lower(i+1) == "who" {
		i += 2
	}
	for n := i; n < i+4; n++ {
		if r.listed("accused", n) || n == i && r.listed("did", n) {
			return true
		}
		if !r.listed("between", n) {
			return false
		}
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

// identifiedBefore reports whether a word that makes a suspect of somebody stands before the name: "the gunman, Juan Perez", "a warrant for Juan Perez",
// "identified the driver as Juan Perez".
func (r *reader) identifiedBefore(i int) bool {
	n := i - 1
	if r.lower(n) == "," || r.lower(n) == ":" {
		n--
	}
	switch r.lower(n) {
	case "for":
		return r.warrant(n-1) || r.warrant(n-2) || r.warrant(n-3)
	case "as":
		return r.lower(n-1) == "identified" || r.lower(n-2) == "the" && (r.listed("culprit", n-1) || r.lower(n-1) == "driver")
	}
	return r.listed("culprit", n) || r.listed("charged", n)
}

func (r *reader) warrant(i int) bool { return r.lower(i) == "warrant" || r.lower(i) == "warrants" }

// harmedBy reports whether a participle of harm and "by" stand before the name at token i: "shot dead by Juan Perez".
func (r *reader) harmedBy(i int) bool {
	n := i - 2
	if r.lower(n) == "dead" {
		n--
	}
	return r.lower(i-1) == "by" && r.listed("harmed", n)
}

// bareName reports whether the capitals from token first to last are of a person by all likelihood: none is of a nation, an armed band or a storm, and the name
// goes on with no "of".
func (r *reader) bareName(first, last int) bool {
	for n := first; n < last; n++ {
		if w := r.lower(n); r.n.nations[w] != "" || r.n.heads.Has(w) || r.n.groups.Has(w) || r.n.modifiers[w] != "" || r.listed("storm", n) {
			return false
		}
	}
	return r.lower(last) != "of" && !r.isPlace(first, last)
}
