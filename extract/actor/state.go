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
