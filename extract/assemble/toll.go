package assemble

import (
	"sitrep/extract"
)

// fillCounts brings the counts of the frames together: parts of one clause add up, a toll told twice is one, a larger one of a later
// sentence supersedes, "N others" add to what was counted before.
func (d *draft) fillCounts() {
	for _, measure := range extract.Measures {
		d.fillMeasure(measure)
	}
}

func (d *draft) fillMeasure(measure string) {
	var best *extract.Mention[extract.Count]
	for _, f := range d.e.frames {
		for _, c := range f.counts {
			m := d.r.doc.Counts[c]
			if m.Value.Measure != measure || m.Value.SubsetOf != nil {
				continue
			}
			if best == nil || value(m.Value) > value(best.Value) {
				best = &m
			}
		}
	}
	if best == nil {
		return
	}
	d.support(indexed("counts", len(d.Counts)), best.Span, best.Rule)
	d.Counts = append(d.Counts, best.Value)
}

// value is the number by which two counts compare.
func value(c extract.Count) int {
	for _, p := range []*int{c.Best, c.Min, c.Max} {
		if p != nil {
			return *p
		}
	}
	return 0
}
