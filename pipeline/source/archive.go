package source

import (
	"context"
	"fmt"
	"iter"
	"time"

	"sitrep/pipeline/fetch"
)

// maxArchivePages bounds how far back an archive is followed.
const maxArchivePages = 500

// Archive lists the entries of a feed and of the documents before it: archived feeds by
// prev-archive, paged feeds by next (RFC 5005). A circle ends the walk. It can go on where an
// earlier run stopped: Start is the document to begin with, and Done is told each that was finished.
type Archive struct {
	URL    string
	Client *fetch.Client
	Clock  func() time.Time
	Start  string                  // empty: URL
	Done   func(page, next string) // next is empty at the end; nil: nobody asks
}

// Name returns the URL of the feed.
func (a *Archive) Name() string { return a.URL }

// Items implements [Source]. The entry of one document that another repeats is yielded again: who
// keeps them knows them by their keys.
func (a *Archive) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		seen := map[string]bool{}
		page := firstNonEmpty(a.Start, a.URL)
		for page != "" {
			if len(seen) >= maxArchivePages {
				yield(Item{Source: a.URL, URL: page}, fmt.Errorf("%w: more than %d pages; go on from %s", ErrTooMany, maxArchivePages, page))
				return
			}
			seen[page] = true
			next, ok := a.page(ctx, page, yield)
			if !ok {
				return
			}
			if seen[next] {
				next = ""
			}
			if a.Done != nil {
				a.Done(page, next)
			}
			page = next
		}
	}
}

// page yields the entries of one document and returns where the one before it is.
func (a *Archive) page(ctx context.Context, page string, yield func(Item, error) bool) (next string, ok bool) {
	resp, err := a.Client.Get(ctx, fetch.Request{URL: page, Kind: fetch.Feed})
	if err != nil {
		return "", yield(Item{Source: a.URL, URL: page}, err) && false
	}
	feed, err := ParseFeed(resp.Body, resp.ContentType, resp.FinalURL, a.Clock())
	if err != nil {
		return "", yield(Item{Source: a.URL, URL: page}, fmt.Errorf("%s: %w", page, err)) && false
	}
	for _, it := range feed.Items {
		it.Source = a.URL
		if !yield(it, nil) {
			return "", false
		}
	}
	for _, p := range feed.Problems {
		if !yield(Item{Source: a.URL, URL: page}, fmt.Errorf("%s: %w", page, p)) {
			return "", false
		}
	}
	if feed.Complete {
		return "", true
	}
	return firstNonEmpty(feed.PrevArchive, feed.Next), true
}
