package source

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"sitrep/pipeline/fetch"
)

// maxArchivePages bounds how far back an archive is followed in one run.
const maxArchivePages = 500

// Archive lists the entries of a feed and of the documents before it: archived feeds by prev-archive,
// paged feeds by next (RFC 5005). A circle ends the walk, also one longer than a run. It is a [Walk]: what
// a run has left, because it was stopped or there were too many documents, the next one goes on with.
type Archive struct {
	URL    string
	Label  string // the name of the source; URL where empty
	Client *fetch.Client
	Clock  func() time.Time

	place archivePlace
	seen  map[string]bool // documents of this run
	ended bool
}

// archivePlace is how far a walk has come. Circles are found in constant space, after Brent (BIT 20,
// 1980): the anchor is the document at the last power of two, and a walk that meets it again goes round.
type archivePlace struct {
	Page   string `json:"page"`  // the document under way
	Pages  int    `json:"pages"` // how many were finished before it
	Anchor string `json:"anchor,omitempty"`
}

// Name returns the name of the source.
func (a *Archive) Name() string { return firstNonEmpty(a.Label, a.URL) }

// Resume implements [Walk].
func (a *Archive) Resume(place string) {
	a.place, a.ended = archivePlace{}, false
	if json.Unmarshal([]byte(place), &a.place) != nil {
		a.place = archivePlace{}
	}
}

// Progress implements [Walk].
func (a *Archive) Progress() (place string, ended bool) {
	if a.place.Pages == 0 {
		return "", a.ended
	}
	text, err := json.Marshal(a.place)
	if err != nil { // two strings and a number
		return "", false
	}
	return string(text), false
}

// Items implements [Source]. The entry of one document that another repeats is yielded again: who
// keeps them knows them by their keys.
func (a *Archive) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		resumed := a.place.Page != ""
		a.place.Page, a.seen = firstNonEmpty(a.place.Page, a.URL), map[string]bool{}
		for n := 0; a.place.Page != ""; n++ {
			page := a.place.Page
			if n == maxArchivePages {
				yield(Item{Source: a.Name(), URL: page}, fmt.Errorf("%w: %d documents in this run; the next goes on from %s", ErrPaused, n, page))
				return
			}
			next, err := a.page(ctx, page, yield)
			if err != nil {
				a.stumble(err, resumed && n == 0)
				yield(Item{Source: a.Name(), URL: page}, err)
				return
			}
			if next == nil {
				return
			}
			a.advance(*next)
		}
	}
}

// stumble forgets a place at which an earlier walk stopped and which is no more: the next walk begins from the front.
func (a *Archive) stumble(err error, atOnce bool) {
	switch fetch.ClassOf(err) {
	case fetch.ClassClient, fetch.ClassGone, fetch.ClassContent, fetch.ClassBlocked, fetch.ClassDisallowed:
		if atOnce {
			a.place = archivePlace{}
		}
	}
}

// advance goes on to the next document, empty at the end of the chain; one where the walk has been ends it.
func (a *Archive) advance(next string) {
	here := a.place.Page
	a.seen[here] = true
	if a.place.Pages&(a.place.Pages+1) == 0 { // the first, second, fourth, eighth ...
		a.place.Anchor = here
	}
	a.place.Pages++
	a.place.Page = next
	if next == "" || next == a.place.Anchor || next == a.URL || a.seen[next] {
		a.place, a.ended = archivePlace{}, true
	}
}

// page yields the entries of one document and returns where the one before it is: empty where there is none, nil where
// no more are wanted.
func (a *Archive) page(ctx context.Context, page string, yield func(Item, error) bool) (next *string, err error) {
	resp, err := a.Client.Get(ctx, fetch.Request{URL: page, Kind: fetch.Feed})
	if err != nil {
		return nil, err
	}
	feed, err := ParseArchive(resp.Body, resp.ContentType, resp.FinalURL, a.Clock())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", page, err)
	}
	for _, it := range feed.Items {
		it.Source = a.Name()
		if !yield(it, nil) {
			return nil, nil
		}
	}
	for _, p := range feed.Problems {
		if !yield(Item{Source: a.Name(), URL: page}, fmt.Errorf("%s: %w", page, p)) {
			return nil, nil
		}
	}
	before := ""
	if !feed.Complete {
		before = firstNonEmpty(feed.PrevArchive, feed.Next)
	}
	return &before, nil
}
