package actor

import (
	"sort"
	"strings"

	"sitrep/extract/lexicon"
)

// strays reports whether a denial runs on to the "that" of another clause: "denied that the group attacked and said that it".
func (r *reader) strays(m lexicon.Match[frame]) bool {
	if m.Value.stance != "denies" {
		return false
	}
	for n := m.First; n < m.Last-2; n++ {
		if r.lower(n) == "that" {
			return true
		}
	}
	return false
}

// attributive reports whether "suspected" or "alleged" stands before a noun that it describes.
func (r *reader) attributive(m lexicon.Match[frame]) bool {
	w := r.lower(m.First)
	return m.Last-m.First == 1 && (w == "suspected" || w == "alleged" || w == "accused") && !r.passiveBefore(m.First) && strings.HasPrefix(r.doc.Tokens[min(m.Last, r.end-1)].Tag, "N")
}

// surmised reports whether token i is what somebody should or might have done: "it would have claimed responsibility".
func (r *reader) surmised(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 3; n-- {
		switch r.lower(n) {
		case "should", "would", "could", "might", "may", "must":
			return true
		}
	}
	return false
}

// isNoun reports whether a word like "suspect", "blame" or "arrest" is a noun there: it is tagged so, and no actor stands right before it.
func (r *reader) isNoun(s, i int) bool {
	t := r.doc.Tokens[i]
	if t.Tag == "" || strings.HasPrefix(t.Tag, "V") {
		return false
	}
	switch t.Lower {
	case "suspect", "suspects", "fault":
		b := r.actorBefore(s, i)
		return b < 0 || r.doc.TokenAt(r.doc.Actors[b].End) != i
	case "claim", "claims", "arrest", "arrests", "charge", "charges", "blame", "link", "links", "question", "attribute", "attributes":
		return i > r.first && nounBefore[r.doc.Tokens[i-1].Tag] && r.lower(i+1) != "of" && r.lower(i+1) != "by"
	}
	return false
}

// nounBefore are tags of words behind which a noun stands.
var nounBefore = map[string]bool{"DT": true, "JJ": true, "PRP$": true, "NN": true, "IN": true, "CD": true, "POS": true}

func (r *reader) isPlead(i int) bool {
	switch r.lower(i) {
	case "plead", "pleads", "pleaded", "pled", "pleading":
		return true
	}
	return false
}

// negatedBefore reports whether the frame is denied: "no group claimed", "has not claimed", "nobody has".
func (r *reader) negatedBefore(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 9; n-- {
		switch r.lower(n) {
		case "no", "not", "n't", "never", "nobody", "none", "neither", "without", "deny", "denied", "denies", "denying", "whether":
			return true
		case ",", ";", "but", "and", "that", "said":
			return false
		}
	}
	return false
}

func (r *reader) passiveBefore(i int) bool {
	if strings.HasSuffix(r.lower(i), "ing") {
		return false // "the press and the police are blaming the cartel"
	}
	for n := i - 1; n >= r.first && i-n <= 3; n-- {
		switch r.lower(n) {
		case "was", "were", "is", "are", "been", "being", "be", "stand", "stands":
			return true
		}
	}
	return false
}

var auxiliaries = map[string]bool{"has": true, "have": true, "had": true, "was": true, "were": true, "is": true, "are": true, "been": true, "being": true, "be": true, "also": true,
	"would": true, "should": true, "could": true, "may": true, "might": true, "will": true, "later": true}

// ward reports whether a hospital is named at token i or soon behind it.
func (r *reader) ward(i int) bool {
	for n := i; n < i+6; n++ {
		switch r.lower(n) {
		case "hospital", "hospitals", "clinic", "clinics", "intensive", "icu", "care", "ward", "emergency", "isolation", "treatment":
			return true
		}
	}
	return false
}

// placed reports whether a phrase that ends in "in" goes on with a place: those arrested "in Trujillo" are suspected of nothing by that.
func (r *reader) placed(m lexicon.Match[frame]) bool {
	if r.lower(m.Last-1) != "in" || m.Last >= r.end {
		return false
	}
	from, to := r.doc.Tokens[m.Last].Start, r.doc.Tokens[min(m.Last+4, r.end)-1].End
	k := sort.Search(len(r.doc.Places), func(k int) bool { return r.doc.Places[k].Start >= from })
	return k < len(r.doc.Places) && r.doc.Places[k].Start < to
}

// describes reports whether "responsible" at token i only describes a noun that is not actor k: "find the men responsible for".
func (r *reader) describes(i, k int) bool {
	if w := r.lower(i); w != "responsible" && w != "guilty" && w != "to" || k < 0 || r.doc.TokenAt(r.doc.Actors[k].End) == i {
		return false
	}
	n := i - 1
	for n > r.first && (strings.HasPrefix(r.doc.Tokens[n].Tag, "RB") || r.lower(n) == "most") {
		n--
	}
	return !auxiliaries[r.lower(n)] && r.lower(n) != "as"
}

// hangsOnActor reports whether a participle at token i stands right behind an actor: "officers involved in the massacre", "Iran, accused by Israel of".
func (r *reader) hangsOnActor(i int) bool {
	if r.doc.Tokens[i].Tag != "VBN" && r.doc.Tokens[i].Tag != "VBD" {
		return false
	}
	switch r.lower(i) {
	case "involved", "implicated", "accused", "blamed", "suspected", "charged", "convicted":
	default:
		return false
	}
	k := sort.Search(len(r.doc.Actors), func(k int) bool { return r.doc.Actors[k].Start >= r.doc.Tokens[i].Start }) - 1
	return k >= 0 && r.doc.Actors[k].Start >= r.doc.Tokens[r.first].Start && r.doc.Actors[k].End <= r.doc.Tokens[i].Start && (r.doc.TokenAt(r.doc.Actors[k].End) == i || r.accusedBehind(r.doc.TokenAt(r.doc.Actors[k].End)))
}
