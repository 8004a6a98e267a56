package assemble

import (
	"strings"

	"sitrep/extract"
)

// struckAt reports whether the noun at token i is what an attack hits or where it comes: "attacked the police headquarters", "hurled bombs at a conference". Its
// place is then the site, though others only speak from there.
func (r *reader) struckAt(i int) bool {
	k := i - 1
	for k >= 0 && r.modifiesNoun(k) {
		k--
	}
	if strikingPrepositions[r.word(k)] {
		k--
	}
	for n := k; n >= max(0, k-1) && !r.doc.Tokens[n].Is(extract.Punct); n-- {
		if r.attackAt(n) {
			return true
		}
	}
	return false
}

// modifiesNoun reports whether token k may stand before the head of a noun group and is no attack itself.
func (r *reader) modifiesNoun(k int) bool {
	switch tag := r.doc.Tokens[k].Tag; tag {
	case "DT", "JJ", "POS", "PRP$", "CD":
	default:
		if !strings.HasPrefix(tag, "NN") {
			return false
		}
	}
	return !r.attackAt(k)
}

// attackAt reports whether token k is of a trigger of an attack or an explosion.
func (r *reader) attackAt(k int) bool {
	for _, t := range within(r.doc.Triggers, r.doc.Sentences[r.doc.Tokens[k].Sentence].Span) {
		m := r.doc.Triggers[t]
		if family := extract.Family(m.Value.Type); m.Contains(r.doc.Tokens[k].Span) && (family == "attack" || family == "explosion") {
			return true
		}
	}
	return false
}

var strikingPrepositions = wordSet("at against on outside inside near into")
