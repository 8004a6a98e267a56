package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// foundLater reports whether a frame tells only that those who were abducted in the incident were found dead, be it on another day and elsewhere: "His body was
// found on Monday."
func (r *reader) foundLater(e *event, f *frame) bool {
	own, _ := r.leadingType(e)
	if extract.Family(own) != "abduction" || !r.effect(f) || f.apart || !slices.ContainsFunc(f.counts, r.ofFound) {
		return false
	}
	taken, found := r.toldDay(e.frames[0]), r.toldDay(f)
	if taken.time < 0 || found.time < 0 {
		return true
	}
	days, ok := daysBetween(r.doc.Times[taken.time].Value.End, r.doc.Times[found.time].Value.Start)
	return ok && days >= 0
}

// ofFound reports whether a count is of dead who were found and were told of before: "his body", "both bodies", "she was found dead".
func (r *reader) ofFound(c int) bool {
	m := r.doc.Counts[c]
	if m.Value.Measure != "killed" {
		return false
	}
	if m.Rule == "count/bodies" {
		return backward[r.word(r.doc.TokenAt(m.Start))]
	}
	words := strings.Fields(strings.ToLower(r.doc.Slice(r.doc.Sentences[r.doc.SentenceAt(m.Start)].Span)))
	return m.Value.Pronoun && slices.Contains(words, "found")
}

// backward are words before bodies of people told of before.
var backward = wordSet("his her their the both")
