package trigger

import (
	"strings"

	"sitrep/extract"
)

// quantify says whether the trigger names one event, several, a known one or a kind.
func (r *reader) quantify(t *extract.Trigger, h hit) {
	switch {
	case r.staged(h) || r.reminisces() || r.casework(h):
		t.General = true
	case !t.Noun:
		t.General = h.sense.general || r.timeless(h) || r.summary(h)
	case t.Type == "clash.armed" && endings[r.lower(h.first-1)]:
		t.General = true
	default:
		word := r.doc.Tokens[h.last-1].Lower
		t.Plural = word != h.sense.lemma && strings.HasSuffix(word, "s")
		bare := r.determine(t, h)
		t.General = t.General || h.sense.general || r.atLarge(t, h, bare)
	}
}

// determine says what the words before an event noun tell of it, the last that tells anything: "the bombing", "two bombings", "any bombing", "a wave of bombings".
// It reports whether there is none, so that the noun is bare.
func (r *reader) determine(t *extract.Trigger, h hit) (bare bool) {
	for i := h.first - 1; i >= r.first && h.first-i <= 5; i-- {
		w := r.doc.Tokens[i]
		switch kind := r.g.realis.kind[w.Lower]; {
		case w.Is(extract.Digit), kind == "indefinite":
			return false
		case kind == "definite":
			t.Definite = true
			return false
		case kind == "general" && r.lower(i-1) != "a" && r.lower(i-1) != "an": // "a similar crash" happened once
			t.General = true
			return true
		case w.Lower == "of" && r.kind(i-1) == "series":
			t.General = true
			return false
		case !r.nounModifier(i):
			return true
		}
	}
	return true
}

// endings stand before a war that a deal or a plea is to bring to its end: "a pact meant to end fighting in the east".
var endings = map[string]bool{"end": true, "ending": true, "halt": true, "halting": true, "stop": true, "stopping": true}

// timeless reports whether a verb stands in the simple present within running text, as in statements of habit ("pirates take hostages").
// The first sentences of a text may be its headline, whose present is past.
func (r *reader) timeless(h hit) bool {
	tag := r.doc.Tokens[h.head].Tag
	return (tag == "VBP" || tag == "VBZ") && r.s > 2 && r.doc.Sentences[r.s].Kind == extract.Body && r.doc.Sentences[r.s].Paragraph > 0
}

// nounModifier reports whether token i can stand between a determiner and its noun.
func (r *reader) nounModifier(i int) bool {
	t := r.doc.Tokens[i]
	switch t.Tag {
	case "JJ", "JJS", "JJR", "NN", "NNP", "NNS", "NNPS", "VBN", "VBG", "CD":
		return true
	case "":
		return !t.Is(extract.Punct) && r.g.realis.kind[t.Lower] == ""
	}
	return false
}

// trend reports whether the sentence tells how often such events happen.
func (r *reader) trend(h hit) bool {
	for i := h.first - 14; i < h.last+12; i++ {
		if i >= r.first && i < r.end && r.g.realis.kind[r.doc.Tokens[i].Lower] == "trend" {
			return true
		}
	}
	return false
}
