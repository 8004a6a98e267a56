package actor

import (
	"strings"

	"sitrep/extract"
)

// state reads a country, or its seat of government, that acts or speaks: "Israel said", "blamed Iran".
func (r *reader) state(i int) (extract.Mention[extract.Actor], int) {
	none := extract.Mention[extract.Actor]{}
	if !r.n.countries.Has(r.doc.Tokens[i].Lower) {
		return none, 0
	}
	r.places = r.n.countries.Matches(r.places[:0], r.doc, i, r.end)
	for _, m := range r.places {
		if !r.actsAfter(m.Last) && !r.blamedBefore(i) || r.placedBefore(i) {
			continue
		}
		if m.Value.seat && !r.speaksAfter(m.Last) {
			continue
		}
		return r.mention(m.First, m.Last, extract.Actor{Canonical: m.Value.name, Kind: "state", Country: m.Value.code}, "state"), m.Last
	}
	return none, 0
}

// placedBefore reports whether a preposition of place stands before token i.
func (r *reader) placedBefore(i int) bool {
	switch r.lower(i - 1) {
	case "in", "near", "at", "from", "to", "into", "across", "outside", "inside", "around", "over", "through", "throughout", ",", "within", "of":
		return true
	}
	return false
}

func (r *reader) blamedBefore(i int) bool {
	switch r.lower(i - 1) {
	case "by", "blamed", "blames", "blame", "blaming", "accused", "accuses", "accusing", "accuse", "against":
		return true
	}
	return false
}

// actsAfter reports whether a verb of acting or speaking follows at token i, perhaps after an auxiliary or an adverb.
func (r *reader) actsAfter(i int) bool {
	for n := i; n < i+3; n++ {
		w := r.lower(n)
		switch w {
		case "said", "says", "denied", "denies", "blamed", "blames", "accused", "accuses", "claimed", "claims", "launched", "fired", "bombed", "attacked", "invaded", "shelled", "struck", "vowed",
			"threatened", "warned", "confirmed", "condemned", "announced", "retaliated", "responded", "killed", "intercepted", "targeted", "insists", "insisted", "rejected", "rejects", "carried", "reported", "hit", "raided", "deployed", "admitted", "acknowledged", "arrested", "detained", "executed", "shot":
			return true
		case "has", "have", "had", "also", "later", "on", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "strongly", "immediately", "repeatedly":
			continue
		}
		if !strings.HasSuffix(w, "ly") {
			return false
		}
	}
	return false
}

// speaksAfter reports whether a verb of speaking follows, as it must for a seat of government.
func (r *reader) speaksAfter(i int) bool {
	for n := i; n < i+3; n++ {
		switch r.lower(n) {
		case "said", "says", "denied", "denies", "blamed", "blames", "accused", "accuses", "claims", "claimed", "vowed", "threatened", "warned", "insists", "insisted", "rejected", "rejects", "condemned", "confirmed":
			return true
		}
	}
	return false
}

// person reads a person by name: with the age, "Juan Perez, 34,", as one who is accused, "Juan Perez was charged", or as one who is
// identified, "the suspect, Juan Perez".
func (r *reader) person(i int) (extract.Mention[extract.Actor], int) {
	last := r.nameEnd(i)
	if last-i < 2 || r.is(i, extract.Punct) || calendar[r.lower(i)] || r.is(i-1, extract.Capital) && i > r.first {
		return extract.Mention[extract.Actor]{}, 0
	}
	switch r.lower(last - 1) {
	case "st.", "street", "road", "rd.", "ave.", "avenue", "county", "city", "church", "school", "highway", "drive":
		return extract.Mention[extract.Actor]{}, 0
	}
	after := r.pastAge(last)
	if after == last && !r.accusedAfter(last) && !r.identifiedBefore(i) {
		return extract.Mention[extract.Actor]{}, 0
	}
	return r.mention(i, last, extract.Actor{Kind: "unknown"}, "named"), last
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
	for n := i; n < i+4; n++ {
		switch r.lower(n) {
		case "charged", "arrested", "accused", "convicted", "sentenced", "indicted", "suspected", "jailed", "detained", "pleaded", "confessed", "shot", "stabbed", "killed", "opened", "allegedly", "wanted", "robbed", "responsible", "fired", "surrendered":
			return r.lower(n) != "killed" && r.lower(n) != "shot" && r.lower(n) != "stabbed" || n == i
		case "was", "is", "has", "been", "had", "also", "later", "were":
			continue
		}
		return false
	}
	return false
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
	case "as":
		return r.lower(n-1) == "identified"
	}
	return false
}
