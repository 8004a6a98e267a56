package assemble

import (
	"slices"

	"sitrep/extract"
)

// heldOver returns the counts of those who were arrested over the incident, by an event mention of their own or beside it.
func (d *draft) heldOver() []int {
	var cs []int
	for _, f := range d.e.arrests {
		for _, c := range f.counts {
			if v := d.count(c); v.Measure == "arrested" && v.SubsetOf == nil && v.Anchor != "period" {
				cs = append(cs, c)
			}
		}
	}
	if len(cs) == 0 && arrestable[extract.Family(d.Type)] && d.alone() {
		return d.heldBeside()
	}
	return cs
}

// alone reports whether the article tells of no other incident than this one.
func (d *draft) alone() bool {
	return !slices.ContainsFunc(d.r.frames, func(f *frame) bool {
		return f.head >= 0 && !d.r.effect(f) && !d.e.has(f) && d.r.refuse(f) == ""
	})
}

// heldBeside returns the counts of the arrested that stand in no event mention, told after the incident: "The driver was arrested at home".
func (d *draft) heldBeside() []int {
	var cs []int
	for c, m := range d.r.doc.Counts {
		v := m.Value
		if v.Measure != "arrested" || v.Weak || v.SubsetOf != nil || v.Anchor == "period" || m.Start < d.e.frames[0].Start {
			continue
		}
		if !d.r.framed(m.Span) {
			cs = append(cs, c)
		}
	}
	return cs
}

// framed reports whether a span lies in an event mention of its sentence.
func (r *reader) framed(s extract.Span) bool {
	return slices.ContainsFunc(r.framesIn(r.doc.SentenceAt(s.Start)), func(f *frame) bool { return f.Contains(s) })
}
