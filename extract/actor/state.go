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
		if !r.actsAfter(m.Last) && !r.blamedBefore(i) && !r.accusedBehind(m.Last) && !r.heldResponsible(i, m.Last) || r.placedBefore(i) {
			continue
		}
		if m.Value.seat && !r.speaksAfter(m.Last) {
			continue
		}
		return r.mention(m.First, m.Last, extract.Actor{Canonical: m.Value.name, Kind: "state", Country: m.Value.code}, "state"), m.Last
	}
	return none, 0
}

// nationalFire reads the nation whose fire from afar, or whose attack on a place, the words behind token i name: "Israeli air strikes", "Russia's shelling", "a
// Turkish raid on Kobani". A "Kenyan bombing" is one in Kenya, and Palestinian rockets are not the Authority's.
func (r *reader) nationalFire(i int) (extract.Mention[extract.Actor], int) {
	none := extract.Mention[extract.Actor]{}
	code := r.n.nations[r.lower(i)]
	name := r.n.states[code]
	if name == "" || code == "PS" || !r.is(i, extract.Capital) {
		return none, 0
	}
	next := i + 1
	if r.lower(next) == "'s" {
		next++
	}
	for n := next; n < next+3 && n < r.end; n++ {
		if r.fireAt(n) {
			return r.mention(i, i+1, extract.Actor{Canonical: name, Kind: "state", Country: code}, "state"), next
		}
		if tag := r.tag(n); !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") {
			break
		}
	}
	return none, 0
}

// fireAt reports whether an event noun of fire from afar, or of an attack on a place, begins at token i.
func (r *reader) fireAt(i int) bool {
	k := extract.Starting(r.doc.Triggers, r.doc.Tokens[i].Start)
	if k < 0 || !r.doc.Triggers[k].Value.Noun {
		return false
	}
	switch r.doc.Triggers[k].Value.Type {
	case "attack.airstrike", "attack.shelling", "attack.drone":
		return true
	case "attack.other":
		on := r.doc.TokenAt(r.doc.Triggers[k].End)
		return r.lower(on) == "on" && on+1 < r.end && extract.Starting(r.doc.Places, r.doc.Tokens[on+1].Start) >= 0
	}
	return false
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

// accusedBehind reports whether a state that ends before token i is accused in an apposition: "Iran, accused by".
func (r *reader) accusedBehind(i int) bool {
	w := r.lower(i + 1)
	return r.lower(i) == "," && (w == "accused" || w == "blamed") && r.lower(i+2) == "by"
}

// heldResponsible reports whether a state at tokens [first, last) is held responsible: "held Serbia responsible", "Serbia was held responsible".
func (r *reader) heldResponsible(first, last int) bool {
	if w := r.lower(last); w == "responsible" || w == "accountable" {
		w = r.lower(first - 1)
		return w == "hold" || w == "holds" || w == "held" || w == "holding"
	}
	for n := last; n < last+3; n++ {
		if r.lower(n) == "held" && (r.lower(n+1) == "responsible" || r.lower(n+1) == "accountable") {
			return true
		}
	}
	return false
}

// actsAfter reports whether a verb of acting or speaking follows at token i, perhaps after an auxiliary or an adverb.
func (r *reader) actsAfter(i int) bool {
	if r.lower(i) == "and" {
		i = r.pastState(i + 1)
	}
	for n := i; n < i+3; n++ {
		w := r.lower(n)
		switch w {
		case "said", "says", "denied", "denies", "blamed", "blames", "accused", "accuses", "claimed", "claims", "launched", "fired", "bombed", "attacked", "invaded", "shelled", "struck", "vowed",
			"threatened", "warned", "confirmed", "condemned", "announced", "retaliated", "responded", "killed", "intercepted", "targeted", "insists", "insisted", "rejected", "rejects", "carried", "reported", "hit", "raided", "deployed", "admitted", "acknowledged", "arrested", "detained", "executed", "shot", "ordered", "traded":
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

// pastState returns the token behind the country that is named at token i, or i: "Russia and Ukraine blamed".
func (r *reader) pastState(i int) int {
	if i < r.end {
		if ms := r.n.countries.Matches(nil, r.doc, i, r.end); len(ms) > 0 {
			return ms[0].Last
		}
	}
	return i
}

// speaksAfter reports whether a verb of speaking follows, as it must for a seat of government.
func (r *reader) speaksAfter(i int) bool {
	for n := i; n < i+3; n++ {
		switch r.lower(n) {
		case "said", "says", "denied", "denies", "blamed", "blames", "accused", "accuses", "claims", "claimed", "vowed", "threatened", "warned", "insists", "insisted", "rejected", "rejects", "condemned", "confirmed", "ordered":
			return true
		}
	}
	return false
}
