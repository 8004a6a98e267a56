package source

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// testNow is the time by which test feeds are read.
var testNow = time.Date(2025, 3, 5, 12, 0, 0, 0, time.UTC)

const rssFeed = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://harbourpost.example/</link><language>en-gb</language><ttl>90</ttl>
<item><title>Bridge &amp;amp; road closed</title><link>/news/1?utm_source=rss</link><guid isPermaLink="false">hp-1</guid>
<pubDate>Tue, 04 Mar 2025 10:00:00 AEST</pubDate><description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded><dc:creator>A. Writer</dc:creator></item>
<item><title>Second</title><link>javascript:alert(1)</link><guid>https://harbourpost.example/news/2</guid><pubDate>03/04/2025</pubDate></item>
</channel></rss>`

func TestParseFeed(t *testing.T) {
	f, err := ParseFeed([]byte(rssFeed), "application/rss+xml", "https://harbourpost.example/feed.xml", testNow)
	if err != nil {
		t.Fatal(err)
	}
	if f.Format != "rss 2.0" || f.Title != "Harbour Post" || f.TTL != 90*time.Minute || len(f.Items) != 2 {
		t.Fatalf("unexpected feed %+v", f)
	}
	first, second := f.Items[0], f.Items[1]
	if first.Title != "Bridge & road closed" || first.URL != "https://harbourpost.example/news/1?utm_source=rss" || first.ID != "hp-1" ||
		!first.Published.Equal(time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC)) || first.Content != "<p>Long.</p>" || first.Author != "A. Writer" || first.Language != "en-gb" {
		t.Errorf("unexpected first item %+v", first)
	}
	if second.URL != "https://harbourpost.example/news/2" || !second.Published.IsZero() || len(second.Repairs) != 2 {
		t.Errorf("unexpected second item %+v", second)
	}
}

func TestParseFeedRefuses(t *testing.T) {
	page := `<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss" title="All news"></head><body>x</body></html>`
	for name, c := range map[string]struct {
		body string
		want error
	}{
		"empty":    {" \n", ErrEmpty},
		"binary":   {"\x89PNG\r\n\x1a\n\x00\x00\x00\x00\x01\x02\x03\x04", ErrBinary},
		"page":     {page, ErrHTML},
		"text":     {"Service unavailable", ErrNotFeed},
		"sitemap":  {"<urlset></urlset>", ErrNotFeed},
		"json":     {`{"a": 1`, ErrNotFeed},
		"deep":     {"<rss><channel>" + strings.Repeat("<q:a>", 3000), ErrTooDeep},
		"bases":    {"<feed>" + strings.Repeat(`<entry xml:base="a/">`, 60), ErrTooDeep},
		"millions": {"<rss><channel>" + strings.Repeat("<item/>", 30000), ErrTooMany},
	} {
		_, err := ParseFeed([]byte(c.body), "", "https://a.example/", testNow)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	_, err := ParseFeed([]byte(page), "", "https://a.example/", testNow)
	var asPage *PageError
	if !errors.As(err, &asPage) || len(asPage.Feeds) != 1 || asPage.Feeds[0].URL != "https://a.example/rss" {
		t.Errorf("page: got %v", err)
	}
}
