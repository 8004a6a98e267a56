package assemble

import "sitrep/extract"

// within returns the indices of the mentions that lie within s.
func within[V any](ms []extract.Mention[V], s extract.Span) []int {
	var in []int
	for i := extract.From(ms, s.Start); i < len(ms) && ms[i].Start < s.End; i++ {
		if s.Contains(ms[i].Span) {
			in = append(in, i)
		}
	}
	return in
}
