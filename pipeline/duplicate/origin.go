package duplicate

import (
	"cmp"
	"slices"
	"time"
)

// Copy is what matters of an article to find the original among copies.
type Copy struct {
	ID        string // of the article
	Outlet    string // domain
	Wire      string // the agency that the text credits, empty where none
	Published time.Time
	Fetched   time.Time
	Words     int
}

// Original returns the index of the copy that the others are copies of: the agency's own page where
// it is among them, else the earliest to be published, else the longest; ids decide what is left, so
// that the order of the copies is of no matter. It returns -1 for none.
func Original(copies []Copy, agencyOf func(outlet string) string) int {
	if len(copies) == 0 {
		return -1
	}
	order := make([]int, len(copies))
	for i := range order {
		order[i] = i
	}
	return slices.MinFunc(order, func(i, j int) int {
		a, b := copies[i], copies[j]
		return cmp.Or(
			-compareBool(isOwn(a, agencyOf), isOwn(b, agencyOf)),
			compareTimes(a.Published, b.Published),
			cmp.Compare(b.Words, a.Words),
			compareTimes(a.Fetched, b.Fetched),
			cmp.Compare(a.ID, b.ID),
		)
	})
}

// isOwn reports whether a copy stands on the site of the agency that it credits.
func isOwn(c Copy, agencyOf func(string) string) bool {
	return c.Wire != "" && agencyOf != nil && agencyOf(c.Outlet) == c.Wire
}

// compareBool orders false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// compareTimes orders times; an unknown one comes last.
func compareTimes(a, b time.Time) int {
	switch {
	case a.IsZero() && b.IsZero():
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

// Origin returns the agency whose copy a group of copies is: the one credit that they agree on. Copies
// without a credit do not object; two different credits leave it unknown.
func Origin(copies []Copy) string {
	wire := ""
	for _, c := range copies {
		switch {
		case c.Wire == "" || c.Wire == wire:
		case wire == "":
			wire = c.Wire
		default:
			return ""
		}
	}
	return wire
}
