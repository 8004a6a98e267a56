package count

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// readUnhurt reads that nobody came to harm where the words say it of all: "everyone escaped unhurt", "all 30 passengers were uninjured",
// "the family got out safely". It stands for no killed and no injured. Of one person among others it says nothing about the rest.
func (r *reader) readUnhurt() {
	sent := r.doc.Sentences[r.sentence]
	for i := sent.First; i < sent.Last; i++ {
		if !r.unhurt(i, sent.Last) {
			continue
		}
		if g := r.everybody(sent.First, i); g >= 0 {
			r.addNone(g, r.doc.Tokens[i].Span)
			return
		}
	}
}

// unhurt reports whether the word at token i says that somebody came to no harm. That those evacuated came out safely says nothing of harm before it.
func (r *reader) unhurt(i, end int) bool {
	switch w := r.doc.Tokens[i].Lower; {
	case lexicon().injuries["unhurt"][w]:
		return true
	case w == "safely":
		return r.escapeBefore(i) && !r.verbBefore(i, "evacuate")
	case w == "without":
		return i+1 < end && (r.doc.Tokens[i+1].Lower == "injury" || r.doc.Tokens[i+1].Lower == "harm" || r.doc.Tokens[i+1].Lower == "injuries") && r.escapeBefore(i)
	}
	return false
}

// escapeBefore reports whether a verb of escaping stands shortly before token i.
func (r *reader) escapeBefore(i int) bool {
	return r.verbBefore(i, "escape", "evacuate", "get", "exit", "flee", "rescue")
}

// verbBefore reports whether one of some verbs stands within five tokens before token i.
func (r *reader) verbBefore(i int, lemmas ...string) bool {
	return slices.ContainsFunc(r.doc.Tokens[max(0, i-5):i], func(t extract.Token) bool { return slices.Contains(lemmas, token.Lemma(t.Lower)) })
}

// everybody returns the noun group before token i that means all who were there, or -1.
func (r *reader) everybody(first, i int) int {
	for g := r.last - 1; g >= r.first; g-- {
		grp := &r.doc.Groups[g]
		if grp.Kind != extract.NounGroup || grp.Last > i {
			continue
		}
		switch r.doc.Tokens[grp.First].Lower {
		case "everyone", "everybody", "all":
			return g
		}
		switch r.word(g) {
		case "occupants", "residents", "passengers", "employees", "everyone", "everybody", "guests", "pupils":
			if r.doc.Tokens[grp.First].Lower == "the" {
				return g
			}
		}
	}
	return -1
}

// addNone adds that none were killed and none injured.
func (r *reader) addNone(g int, effect extract.Span) {
	ctx := context{effect: effect, status: "reported", anchor: anchorIncident, self: -1, rule: "count/unhurt"}
	r.addZero(r.doc.Groups[g].Span, g, ctx, "killed", "injured")
}

// unharmed reports whether the sentence says that those taken to a hospital had come to no harm.
func (r *reader) unharmed() bool {
	sent := &r.doc.Sentences[r.sentence]
	for i := sent.First; i < sent.Last; i++ {
		w := r.doc.Tokens[i].Lower
		if lexicon().injuries["unhurt"][w] || w == "no" && i+1 < sent.Last && hurts(r.doc.Tokens[i+1].Lower) {
			return true
		}
	}
	return false
}
