package source

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"time"

	"sitrep/pipeline/fetch"
)

// maxSitemapLevels is how deep an index may lead: an index of indexes of sitemaps.
const maxSitemapLevels = 3

// Sitemap lists the pages of a sitemap, or of an index and its sitemaps, over the network. Only
// pages of the sitemap's own site are listed, as the protocol demands. Since and Until leave out what is
// certainly outside; pages without a date are listed.
type Sitemap struct {
	URL          string
	Client       *fetch.Client
	Since, Until time.Time // zero: open
	Clock        func() time.Time
	Skip         func(sitemap string) bool // whether a sitemap was read by an earlier, interrupted run; nil: none
	Done         func(sitemap string)      // called when all items of a sitemap were taken; nil: nobody asks
}

// Name returns the URL.
func (s *Sitemap) Name() string { return s.URL }

// Items implements [Source].
func (s *Sitemap) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		s.walk(ctx, s.URL, 1, map[string]bool{}, yield)
	}
}

// walk yields the items of one sitemap and of those below it. It returns false when no more are wanted.
func (s *Sitemap) walk(ctx context.Context, address string, level int, seen map[string]bool, yield func(Item, error) bool) bool {
	if seen[address] || s.Skip != nil && s.Skip(address) {
		return true
	}
	seen[address] = true
	doc, final, err := s.get(ctx, address)
	if err != nil {
		return yield(Item{Source: s.URL, URL: address}, fmt.Errorf("sitemap %s: %w", address, err)) && ctx.Err() == nil
	}
	for _, p := range doc.Problems {
		if !yield(Item{Source: s.URL, URL: address}, fmt.Errorf("sitemap %s: %w", address, p)) {
			return false
		}
	}
	if !s.pages(doc.Items, final, yield) || !s.children(ctx, doc.Children, final, level, seen, yield) {
		return false
	}
	if s.Done != nil {
		s.Done(address)
	}
	return true
}

// get fetches and reads one sitemap.
func (s *Sitemap) get(ctx context.Context, address string) (*SitemapDocument, string, error) {
	resp, err := s.Client.Get(ctx, fetch.Request{URL: address, Kind: fetch.Sitemap})
	if err != nil {
		return nil, "", err
	}
	doc, err := ParseSitemap(resp.Body, resp.FinalURL, s.Clock())
	return doc, resp.FinalURL, err
}

// pages yields the pages of the sitemap's site that may lie in the period.
func (s *Sitemap) pages(items []Item, base string, yield func(Item, error) bool) bool {
	for _, it := range items {
		it.Source = s.URL
		if !sameSite(base, it.URL) {
			if !yield(it, fmt.Errorf("%w: %s is of another site than its sitemap", ErrNotSitemap, it.URL)) {
				return false
			}
			continue
		}
		if s.outside(it.Published, it.Updated) {
			continue
		}
		if !yield(it, nil) {
			return false
		}
	}
	return true
}

// outside reports whether a page is certainly outside the period: it was published outside it, or
// last changed before it.
func (s *Sitemap) outside(published, updated time.Time) bool {
	if !published.IsZero() {
		return !s.Since.IsZero() && published.Before(s.Since) || !s.Until.IsZero() && published.After(s.Until)
	}
	return !updated.IsZero() && !s.Since.IsZero() && updated.Before(s.Since)
}

// children walks the sitemaps of an index that may hold something of the period.
func (s *Sitemap) children(ctx context.Context, refs []SitemapRef, base string, level int, seen map[string]bool, yield func(Item, error) bool) bool {
	for _, ref := range refs {
		switch {
		case !sameSite(base, ref.URL), s.outside(time.Time{}, ref.Modified):
			continue
		case level >= maxSitemapLevels:
			return yield(Item{Source: s.URL, URL: ref.URL}, fmt.Errorf("%w: more than %d levels of sitemaps", ErrTooDeep, maxSitemapLevels))
		}
		if !s.walk(ctx, ref.URL, level+1, seen, yield) {
			return false
		}
	}
	return true
}

// sameSite reports whether two URLs are of one host, "www." aside.
func sameSite(a, b string) bool {
	u, err1 := url.Parse(canonicalURL(a))
	v, err2 := url.Parse(canonicalURL(b))
	return err1 == nil && err2 == nil && u.Host == v.Host
}
