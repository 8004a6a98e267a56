package assemble

import (
	"slices"

	"sitrep/extract"
)

// endOf returns the abduction whose victims a frame tells to have died, be it on another day and elsewhere ("His body was found on Monday.", "He was shot by
// his captors."), or nil.
func (r *reader) endOf(events []*event, f *frame) *event {
	for i := len(events) - 1; i >= 0; i-- {
		own, _ := r.leadingType(events[i])
		if extract.Family(own) != "abduction" || r.doc.Sentences[f.sentence].Paragraph-r.doc.Sentences[events[i].last().sentence].Paragraph > 2 {
			continue
		}
		if r.toldSince(events[i], f) && (r.becameOf(events[i], f) || r.doneToThem(events[i], f)) {
			return events[i]
		}
		return nil
	}
	return nil
}

// toldSince reports whether a frame tells of no day before the one of the abduction, and does not set itself apart.
func (r *reader) toldSince(e *event, f *frame) bool {
	taken, found := r.toldDay(e.frames[0]), r.toldDay(f)
	if f.apart || taken.time < 0 || found.time < 0 {
		return !f.apart
	}
	days, ok := daysBetween(r.doc.Times[taken.time].Value.End, r.doc.Times[found.time].Value.Start)
	return ok && days >= 0
}

// becameOf reports whether a frame counts the abducted as dead: by a pronoun for as many, by their name, or as bodies told of before.
func (r *reader) becameOf(e *event, f *frame) bool {
	if f.head >= 0 && !fatal[extract.Family(r.doc.Triggers[f.head].Value.Type)] {
		return false
	}
	return slices.ContainsFunc(f.counts, func(c int) bool {
		m := r.doc.Counts[c]
		switch {
		case m.Value.Measure != "killed":
			return false
		case m.Rule == "count/bodies":
			return backward[r.word(r.doc.TokenAt(m.Start))]
		case m.Value.Name:
			return r.took(e, func(v extract.Count) bool { return v.Name && sameName(v.Victim, m.Value.Victim) })
		}
		return m.Value.Pronoun && r.took(e, func(v extract.Count) bool { return value(v) == value(m.Value) })
	})
}

// doneToThem reports whether a frame without people of its own tells in the sentence of the abduction what was then done to its victims: "kidnapped two farmers on Friday
// and shot them on Monday".
func (r *reader) doneToThem(e *event, f *frame) bool {
	if f.sentence != e.last().sentence || f.head < 0 || len(f.counts) > 0 || !fatal[extract.Family(r.doc.Triggers[f.head].Value.Type)] {
		return false
	}
	c := r.clauseAt(f.sentence, r.doc.Triggers[f.head].Span)
	if c == nil || c.Object < 0 {
		return false
	}
	switch r.word(r.doc.Groups[c.Object].Head) {
	case "them", "him", "her":
		return true
	}
	return false
}

// fatal are the families of events by which the abducted die.
var fatal = map[string]bool{"effect": true, "attack": true, "crime": true}

// backward are words before bodies of people told of before.
var backward = wordSet("his her their the both")

// took reports whether an abduction counts those whom it took, and as told.
func (r *reader) took(e *event, told func(extract.Count) bool) bool {
	return slices.ContainsFunc(e.frames, func(g *frame) bool {
		return slices.ContainsFunc(g.counts, func(c int) bool {
			v := r.doc.Counts[c].Value
			return v.Measure == "abducted" && told(v)
		})
	})
}
