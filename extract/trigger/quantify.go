package trigger

import "sitrep/extract"

// quantify says whether the trigger names one event, several, a known one or a kind.
func (r *reader) quantify(t *extract.Trigger, h hit) {
	if r.staged(h) || r.reminisces() {
		t.General = true
		return
	}
	if !t.Noun {
		t.General = h.sense.general || r.timeless(h) || r.summary(h)
		return
	}
	if t.Type == "clash.armed" && endings[r.lower(h.first-1)] {
		t.General = true
		return
	}
	word := r.doc.Tokens[h.last-1].Lower
	t.Plural = word != h.sense.lemma && len(word) > 0 && word[len(word)-1] == 's'
	bare := true
	for i := h.first - 1; i >= r.first && h.first-i <= 5; i-- {
		w := r.doc.Tokens[i]
		if w.Is(extract.Digit) {
			bare = false
			break
		}
		switch kind := r.g.realis.kind[w.Lower]; {
		case kind == "definite":
			t.Definite, bare = true, false
		case kind == "indefinite":
			bare = false
		case kind == "general":
			t.General = true
		case w.Lower == "of" && r.kind(i-1) == "series":
			t.General, bare = true, false
		case r.nounModifier(i):
			continue
		}
		break
	}
	t.General = t.General || h.sense.general || r.atLarge(t, h, bare)
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
