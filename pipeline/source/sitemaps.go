package source

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"strings"
	"time"

	"sitrep/pipeline/fetch"
)

// maxSitemapLevels is how deep an index may lead: an index of indexes of sitemaps.
const maxSitemapLevels = 3

// Sitemap lists the pages of a sitemap, or of an index and its sitemaps, over the network. Only
// pages of the sitemap's own site are listed, as the protocol demands. Since and Until leave out what is
// certainly outside; pages without a date are listed. It is a [Walk]: one that was stopped is gone on with, and
// sitemaps that were read are asked for again only where the index says that they changed since.
type Sitemap struct {
	URL          string
	Label        string // the name of the source; URL where empty
	Client       *fetch.Client
	Since, Until time.Time // zero: open
	Clock        func() time.Time

	done    string // keys of the sitemaps that were read, each followed by a space
	before  map[string]bool
	failed  int // sitemaps that could not be had
	resumed bool
	ended   bool
}

// Name returns the name of the source.
func (s *Sitemap) Name() string { return firstNonEmpty(s.Label, s.URL) }

// Resume implements [Walk].
func (s *Sitemap) Resume(place string) {
	s.done, s.failed, s.ended = place, 0, false
	s.resumed, s.before = place != "", map[string]bool{}
	for k := range strings.FieldsSeq(place) {
		s.before[k] = true
	}
}

// Progress implements [Walk]. Sitemaps that could not be had are left for one more walk, which asks for them alone.
func (s *Sitemap) Progress() (place string, ended bool) {
	if s.ended && (s.failed == 0 || s.resumed) {
		return "", true
	}
	return s.done, false
}

// Items implements [Source].
func (s *Sitemap) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		s.ended = s.walk(ctx, SitemapRef{URL: s.URL}, 1, map[string]bool{}, yield)
	}
}

// walk yields the items of one sitemap and of those below it. It returns false when no more are wanted, or can be had.
func (s *Sitemap) walk(ctx context.Context, ref SitemapRef, level int, seen map[string]bool, yield func(Item, error) bool) bool {
	done := key("sitemap", ref.URL, ref.Modified.UTC().Format(time.RFC3339))[:16]
	if seen[ref.URL] || s.before[done] {
		return true
	}
	seen[ref.URL] = true
	doc, final, err := s.get(ctx, ref.URL)
	if err != nil {
		s.failed++
		return yield(Item{Source: s.Name(), URL: ref.URL}, fmt.Errorf("sitemap: %w", err)) && ctx.Err() == nil && fetch.ClassOf(err) != fetch.ClassLater
	}
	for _, p := range doc.Problems {
		if !yield(Item{Source: s.Name(), URL: ref.URL}, fmt.Errorf("sitemap %s: %w", ref.URL, p)) {
			return false
		}
	}
	if !s.pages(doc.Items, final, yield) || !s.children(ctx, doc.Children, final, level, seen, yield) {
		return false
	}
	if len(doc.Children) == 0 {
		s.done += done + " "
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
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", address, err)
	}
	return doc, resp.FinalURL, nil
}

// pages yields the pages of the sitemap's site that may lie in the period.
func (s *Sitemap) pages(items []Item, base string, yield func(Item, error) bool) bool {
	for _, it := range items {
		it.Source = s.Name()
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
			return yield(Item{Source: s.Name(), URL: ref.URL}, fmt.Errorf("%w: more than %d levels of sitemaps", ErrTooDeep, maxSitemapLevels))
		}
		if !s.walk(ctx, ref, level+1, seen, yield) {
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
