package assemble

import (
	"fmt"
	"strings"

	"sitrep/extract"
)

// Trace returns the frames of a document, the incident that each went to and what was refused, a line each: for those who write rules.
func Trace(doc *extract.Document) string {
	r := newReader(doc)
	r.frames = r.findFrames()
	at := map[*frame]int{}
	for i, e := range r.gather() {
		for _, f := range e.frames {
			at[f] = i + 1
		}
	}
	var b strings.Builder
	for _, f := range r.frames {
		fmt.Fprintf(&b, "incident %d: sentence %d %q", at[f], f.sentence, doc.Slice(f.Span))
		for _, t := range f.triggers {
			fmt.Fprintf(&b, " %s[%s]", doc.Slice(doc.Triggers[t].Span), doc.Triggers[t].Value.Type)
		}
		if f.day.time >= 0 {
			fmt.Fprintf(&b, " day %q said %v", doc.Slice(doc.Times[f.day.time].Span), f.day.said)
		}
		for _, s := range f.sites {
			fmt.Fprintf(&b, " site %s %.2f %s %s", doc.Places[s.place].Value.Name, s.score, s.role, s.rule)
		}
		fmt.Fprintf(&b, " apart %v aftermath %q counts %d\n", f.apart, f.aftermath, len(f.counts))
	}
	for _, m := range r.misses {
		fmt.Fprintf(&b, "refused %s: %q\n", m.Rule, m.Quote)
	}
	return b.String()
}
