package source

import (
	"context"
	"errors"
	"net/url"
	"time"

	"sitrep/pipeline/fetch"
)

// Discovered is a place that could be a source.
type Discovered struct {
	URL           string    `json:"url"`
	Kind          string    `json:"kind"` // feed | sitemap
	Title         string    `json:"title,omitempty"`
	Format        string    `json:"format,omitempty"`
	Via           string    `json:"via"` // itself | link | path | robots
	Entries       int       `json:"entries,omitempty"`
	EntriesPerDay float64   `json:"entries_per_day,omitempty"`
	Newest        time.Time `json:"newest,omitzero"`
	Language      string    `json:"language,omitempty"`
	FullText      bool      `json:"full_text,omitempty"` // most entries carry their content
	Error         string    `json:"error,omitempty"`     // named, but cannot be read
}

// commonPaths are where feeds are when a page does not say.
var commonPaths = []string{"/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default", "/feed.json"}

// maxTried bounds how many named feeds are looked at.
const maxTried = 20

// Discover finds the feeds and sitemaps of a site from one of its addresses: the document itself,
// the feeds that the page names, else common paths, and the sitemaps that robots.txt names. It asks
// politely, and so takes seconds for each try.
func Discover(ctx context.Context, c *fetch.Client, address string, clock func() time.Time) ([]Discovered, error) {
	resp, err := c.Get(ctx, fetch.Request{URL: address, Kind: fetch.Page})
	if err != nil {
		return nil, err
	}
	d := discovery{ctx: ctx, client: c, clock: clock, seen: map[string]bool{}}
	feed, err := ParseFeed(resp.Body, resp.ContentType, resp.FinalURL, clock())
	var page *PageError
	switch {
	case err == nil:
		d.seen[resp.FinalURL] = true
		return []Discovered{describe(resp.FinalURL, "itself", feed)}, nil
	case errors.As(err, &page):
		d.named(page.Feeds)
	default:
		d.named(FeedLinks(resp.Body, resp.FinalURL))
	}
	if !d.anyFeed() {
		d.common(resp.FinalURL)
	}
	d.sitemaps(resp.FinalURL)
	return d.found, ctx.Err()
}

// discovery is a search under way.
type discovery struct {
	ctx    context.Context
	client *fetch.Client
	clock  func() time.Time
	found  []Discovered
	seen   map[string]bool
}

// anyFeed reports whether a feed that can be read was found.
func (d *discovery) anyFeed() bool {
	for _, f := range d.found {
		if f.Kind == "feed" && f.Error == "" {
			return true
		}
	}
	return false
}

// named looks at the feeds that a page names.
func (d *discovery) named(links []FeedLink) {
	for _, l := range links[:min(len(links), maxTried)] {
		d.try(l.URL, "link", l.Title)
	}
}

// common looks for feeds where they often are, and stops at the first.
func (d *discovery) common(base string) {
	for _, p := range commonPaths {
		target, err := resolve(base, p)
		if err == nil && d.try(target, "path", "") {
			return
		}
	}
}

// try fetches and reads one address. Failures are reported only for addresses that a page named.
func (d *discovery) try(address, via, title string) bool {
	if d.seen[address] || d.ctx.Err() != nil {
		return false
	}
	d.seen[address] = true
	resp, err := d.client.Get(d.ctx, fetch.Request{URL: address, Kind: fetch.Feed})
	var feed *Feed
	if err == nil {
		feed, err = ParseFeed(resp.Body, resp.ContentType, resp.FinalURL, d.clock())
	}
	if err != nil {
		if via == "link" {
			d.found = append(d.found, Discovered{URL: address, Kind: "feed", Via: via, Title: title, Error: err.Error()})
		}
		return false
	}
	d.found = append(d.found, describe(address, via, feed))
	return true
}

// describe says what a feed is like.
func describe(address, via string, f *Feed) Discovered {
	d := Discovered{URL: address, Kind: "feed", Title: f.Title, Format: f.Format, Via: via, Entries: len(f.Items), EntriesPerDay: f.EntriesPerDay(), Language: f.Language}
	full := 0
	for _, it := range f.Items {
		if it.Published.After(d.Newest) {
			d.Newest = it.Published
		}
		if len(it.Content) > 1000 {
			full++
		}
	}
	d.FullText = full*2 > len(f.Items)
	return d
}

// sitemaps adds the sitemaps that robots.txt names, unread.
func (d *discovery) sitemaps(base string) {
	u, err := url.Parse(base)
	if err != nil {
		return
	}
	record, err := d.client.Robots(d.ctx, u.Scheme+"://"+u.Host+"/")
	if err != nil {
		return
	}
	for _, s := range record.Sitemaps {
		target, err := resolve(base, s)
		if err == nil && !d.seen[target] {
			d.seen[target] = true
			d.found = append(d.found, Discovered{URL: target, Kind: "sitemap", Via: "robots"})
		}
	}
}
