package source

import "errors"

// ErrPaused: a walk that has gone as far as one run may. It is no failure: the next walk goes on there.
var ErrPaused = errors.New("paused")

// Walk is a source of many documents that are asked for one after the other, each with its items: the archives of a
// feed, the sitemaps of an index. A walk that was stopped is gone on with by another.
type Walk interface {
	Source
	// Resume tells, before Items, the place that Progress named when the earlier walk was stopped. What cannot be
	// read is a beginning from the front.
	Resume(place string)
	// Progress says, between two items, how far the walk has come. It stands for documents of which every item was
	// yielded, never for the one under way: whoever stores it together with the items yielded so far loses none.
	// It is empty where there is nothing to go on with: at the front, and at the end, when ended is true.
	Progress() (place string, ended bool)
}
