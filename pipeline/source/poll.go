package source

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/pipeline/fetch"
)

// Poll is one look at a feed. Raw is the document as it came, for keeping.
type Poll struct {
	Name     string
	Asked    fetch.Request
	Response *fetch.Response // nil where no answer came
	Feed     *Feed           // nil where there is nothing new to read: not modified, same bytes, error
	Err      error           // of fetching
	Unread   error           // of reading the document as a feed
	At       time.Time
}

// PollFeed asks for a feed once, as its state says, and reads it. It keeps nothing: the caller finds
// out which entries are new, keeps them, and stores Poll.After in the same transaction. A person's
// --force is a request without NotBefore.
func PollFeed(ctx context.Context, c *fetch.Client, name string, r fetch.Request, clock func() time.Time) *Poll {
	r.Kind = fetch.Feed
	p := &Poll{Name: name, Asked: r}
	p.Response, p.Err = c.Get(ctx, r)
	p.At = clock().UTC()
	if p.Err != nil || p.Response.NotModified || p.Response.SameBody {
		return p
	}
	p.Feed, p.Unread = p.read(ctx, c)
	if p.Feed == nil {
		return p
	}
	for i := range p.Feed.Items {
		p.Feed.Items[i].Source = name
	}
	return p
}

// read reads the document: a feed, or a sitemap, whose recent pages are taken for entries.
func (p *Poll) read(ctx context.Context, c *fetch.Client) (*Feed, error) {
	if !isSitemap(p.Response.Body) {
		return ParseFeed(p.Response.Body, p.Response.ContentType, p.Response.FinalURL, p.At)
	}
	doc, err := ParseSitemap(p.Response.Body, p.Response.FinalURL, p.At)
	if err != nil {
		return nil, err
	}
	f := &Feed{Format: "sitemap", Problems: doc.Problems}
	since := p.At.Add(-recentSitemap)
	s := &Sitemap{URL: p.Response.FinalURL, Client: c, Since: since, Clock: func() time.Time { return p.At }}
	take := func(it Item, err error) bool {
		if err != nil {
			f.Problems = append(f.Problems, err)
			return true
		}
		f.Items = append(f.Items, it)
		return true
	}
	s.pages(doc.Items, p.Response.FinalURL, take)
	s.children(ctx, recentChildren(doc.Children, since), p.Response.FinalURL, 1, map[string]bool{s.URL: true}, take)
	return f, nil
}

// A polled sitemap is there for news: pages of the last week, from the few sitemaps of an index
// that changed in it. What is older is for a backfill.
const (
	recentSitemap     = 7 * 24 * time.Hour
	maxRecentSitemaps = 5
)

// recentChildren are the sitemaps of an index to look at in a poll: those that say that they changed
// lately, the latest first, and, of those that do not say, the ones that are called news.
func recentChildren(refs []SitemapRef, since time.Time) []SitemapRef {
	var recent []SitemapRef
	for _, r := range refs {
		if r.Modified.After(since) || r.Modified.IsZero() && strings.Contains(strings.ToLower(r.URL), "news") {
			recent = append(recent, r)
		}
	}
	slices.SortStableFunc(recent, func(a, b SitemapRef) int { return b.Modified.Compare(a.Modified) })
	return recent[:min(len(recent), maxRecentSitemaps)]
}

// Items are the entries that were read; none where nothing changed or nothing could be read.
func (p *Poll) Items() []Item {
	if p.Feed == nil {
		return nil
	}
	return p.Feed.Items
}

// After is the state to store with the entries of this poll. fresh is how many of them were not known before.
func (p *Poll) After(s fetch.State, fresh int, policy fetch.Policy) fetch.State {
	o := fetch.Outcome{At: p.At, Response: p.Response, Err: p.Err, Unparsable: p.Unread, New: fresh}
	if p.Feed != nil && p.Response.Truncated && !p.Response.LengthKnown {
		// What was read is kept, but nothing must say that it was all: the next answer has to be whole.
		o.Err = fmt.Errorf("%s: %w", p.Name, fetch.ErrTruncated)
	}
	if p.Feed != nil {
		o.Entries, o.EntriesPerDay = len(p.Feed.Items), p.Feed.EntriesPerDay()
		o.TTL, o.SkipHours, o.SkipDays = p.Feed.TTL, p.Feed.SkipHours, p.Feed.SkipDays
	}
	return s.After(o, policy)
}
