package assemble

import (
	"fmt"
	"slices"
	"strings"

	"sitrep/extract"
)

// Trace returns the event mentions of a document with their arguments, the incident that each went to or was an arrest over (0 where it was refused) and what was
// refused, a line each: for those who write rules. Its form is free to change.
func Trace(doc *extract.Document) string {
	r := newReader(doc)
	r.frames = r.findFrames()
	incident := map[*frame]int{}
	for i, e := range r.gather() {
		for _, f := range append(slices.Clone(e.frames), e.arrests...) {
			incident[f] = i + 1
		}
	}
	var b strings.Builder
	for _, f := range r.frames {
		fmt.Fprintf(&b, "incident %d: %s\n", incident[f], r.traced(f))
	}
	for _, m := range r.misses {
		fmt.Fprintf(&b, "refused %s (%s): %q\n", m.Rule, m.Reason, m.Quote)
	}
	return b.String()
}

// traced writes a frame: its words, triggers, day, sites, number of counts, and the cues that rule it.
func (r *reader) traced(f *frame) string {
	parts := []string{fmt.Sprintf("sentence %d %q", f.sentence, r.doc.Slice(f.Span))}
	for _, t := range f.triggers {
		m := r.doc.Triggers[t]
		parts = append(parts, fmt.Sprintf("trigger %q %s %s", r.doc.Slice(m.Span), m.Value.Type, m.Value.Realis))
	}
	if f.day.time >= 0 {
		parts = append(parts, fmt.Sprintf("day %q %s", r.doc.Slice(r.doc.Times[f.day.time].Span), f.day.rule))
	}
	for _, s := range f.sites {
		parts = append(parts, fmt.Sprintf("site %s %.2f %s %s", r.doc.Places[s.place].Value.Name, s.score, s.role, s.rule))
	}
	if len(f.counts) > 0 {
		parts = append(parts, fmt.Sprintf("counts %d", len(f.counts)))
	}
	if f.aftermath != "" {
		parts = append(parts, "aftermath "+f.aftermath)
	}
	if f.apart {
		parts = append(parts, "apart")
	}
	return strings.Join(parts, "; ")
}
