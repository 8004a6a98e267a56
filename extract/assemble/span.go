package assemble

import (
	"sort"

	"sitrep/extract"
)

// within returns the indices of the mentions that lie within s.
func within[V any](ms []extract.Mention[V], s extract.Span) []int {
	var in []int
	first := sort.Search(len(ms), func(k int) bool { return ms[k].Start >= s.Start })
	for i := first; i < len(ms) && ms[i].Start < s.End; i++ {
		if s.Contains(ms[i].Span) {
			in = append(in, i)
		}
	}
	return in
}
