package extract

import "sort"

// Span is a half-open range of bytes of Document.Text.
type Span struct{ Start, End int }

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies wholly within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Distance returns the number of bytes between s and t, 0 where they touch or overlap.
func (s Span) Distance(t Span) int {
	switch {
	case t.Start >= s.End:
		return t.Start - s.End
	case s.Start >= t.End:
		return s.Start - t.End
	}
	return 0
}

// Cover returns the smallest span that holds both.
func (s Span) Cover(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// Mention is a span of text that refers to something, with its normalised value
// and the rule that read it ("count/people").
type Mention[V any] struct {
	Span
	Value V
	Rule  string
}

// From returns the index of the first mention that begins at byte b or behind it, len(ms) where none does. Mentions must be sorted by Start.
func From[V any](ms []Mention[V], b int) int {
	return sort.Search(len(ms), func(k int) bool { return ms[k].Start >= b })
}

// Starting returns the index of the mention that begins at byte b, or -1. Mentions must be sorted by Start.
func Starting[V any](ms []Mention[V], b int) int {
	if at := From(ms, b); at < len(ms) && ms[at].Start == b {
		return at
	}
	return -1
}

// Within returns the mentions that lie wholly within s, in order. Mentions must be sorted by Start.
func Within[V any](ms []Mention[V], s Span) []Mention[V] {
	var in []Mention[V]
	for i := From(ms, s.Start); i < len(ms) && ms[i].Start < s.End; i++ {
		if s.Contains(ms[i].Span) {
			in = append(in, ms[i])
		}
	}
	return in
}

// Nearest returns the index of the mention closest to s in bytes, or -1 where there is none.
// The earlier one wins a tie.
func Nearest[V any](ms []Mention[V], s Span) int {
	best, at := -1, 0
	for i, m := range ms {
		if d := m.Distance(s); best < 0 || d < at {
			best, at = i, d
		}
	}
	return best
}
