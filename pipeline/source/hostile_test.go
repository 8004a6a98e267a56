package source

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// cost reads a feed and returns how long it took and how many MiB it allocated.
func cost(body []byte) (time.Duration, uint64, error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	_, err := ParseFeed(body, "", "https://a.example/", testNow)
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return took, (after.TotalAlloc - before.TotalAlloc) >> 20, err
}

// TestBombs are scenarios X01 to X04: documents that end a process, or a minute, in the parser are
// refused before it sees them. Times are reported, not judged: they depend on the machine.
func TestBombs(t *testing.T) {
	nested := func(tag string) []byte {
		return []byte("<rss xmlns:q='u'><channel><item>" + strings.Repeat("<"+tag+">", 1_000_000))
	}
	for _, c := range []struct {
		name   string
		body   []byte
		want   error
		maxMiB uint64
	}{
		{"X01 million levels, extension", nested("q:a"), ErrTooDeep, 100},
		{"X01 million levels", nested("a"), ErrTooDeep, 100},
		{"X02 sixty thousand bases", []byte("<feed xmlns='http://www.w3.org/2005/Atom'>" + strings.Repeat("<entry xml:base='a/'>", 60_000)), ErrTooDeep, 20},
		{"X03 million items", []byte("<rss><channel>" + strings.Repeat("<item/>", 1_000_000) + "</channel></rss>"), ErrTooMany, 100},
		{"X03 many tokens", []byte("<rss><channel>" + strings.Repeat("<a/>", 2_600_000) + "</channel></rss>"), ErrTooMany, 600},
		{"X04 external entity", []byte(`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>`), nil, 2},
		{"X04 declarations", []byte(`<!DOCTYPE r [` + strings.Repeat(`<!ENTITY % a "b">`, 500) + `]><rss><channel><item><title>t</title></item></channel></rss>`), nil, 2},
		{"json of many items", []byte(`{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat("{},", 30_000) + `{}]}`), ErrTooMany, 200},
		{"json of many levels", []byte(`{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 1_000_000)), ErrNotFeed, 100},
	} {
		if testing.Short() && len(c.body) > 8<<20 {
			continue
		}
		took, mib, err := cost(c.body)
		if !errors.Is(err, c.want) || c.want == nil && err != nil || mib > c.maxMiB {
			t.Errorf("%s: %v, %d MiB", c.name, err, mib)
		}
		t.Logf("%-30s %8v %5d MiB", c.name, took.Round(time.Millisecond), mib)
	}
}

// TestX18Links: odd links are made whole or rejected, long ones are refused without being taken apart.
func TestX18Links(t *testing.T) {
	for name, link := range map[string]string{"1 MB": "https://a.example/" + strings.Repeat("a", 1<<20), "100,000 steps up": "https://a.example/" + strings.Repeat("../", 100_000), "1 MB of %": strings.Repeat("%", 1<<20), "500,000 labels": "https://" + strings.Repeat("a.", 1<<19), "1 MB of ?": "?" + strings.Repeat("?", 1<<20)} {
		allocated := testing.AllocsPerRun(10, func() {
			if got, err := resolve("https://a.example/x/y/", link); err == nil {
				t.Errorf("%s: accepted as a link of %d bytes", name, len(got))
			}
		})
		if allocated > 10 {
			t.Errorf("%s: %v allocations", name, allocated)
		}
	}
	odd := map[string]string{
		"../../..": "https://a.example/", "?page=2": "https://a.example/x/y?page=2", "//b.example/c": "https://b.example/c", " /d\n": "https://a.example/d", "#e": "https://a.example/x/y#e", ".": "https://a.example/x/", "./z": "https://a.example/x/z", "z z": "https://a.example/x/z%20z", "/ä": "https://a.example/%C3%A4", "/%C3%A4": "https://a.example/%C3%A4", "/a//b": "https://a.example/a//b", "/a/./b/../c": "https://a.example/a/c",
		"HTTPS://A.example/f": "https://A.example/f", "https:/g": "", "https:g": "", "https://b.example": "https://b.example", "https://b.example:443/": "https://b.example:443/", "https://b.example?x": "https://b.example?x", "https://[2001:db8::1]/": "https://[2001:db8::1]/", "https://b.example/|": "https://b.example/%7C", "https://b.example/\"><b>": "https://b.example/%22%3E%3Cb%3E",
		"": "", "mailto:x@y": "", "http:": "", "http://": "", "http:///h": "", "data:,x": "", "\x01javascript:alert(1)": "", "java\nscript:alert(1)": "", "tel:1": "", "file:///etc/passwd": "", "https://b.example:port/": "", "https://b .example/": "", "https://[::1": "", "%zz": "", "https://b.example/%": "", "urn:isbn:1": "", "feed:https://b.example/": "", "\x00": "",
	}
	for link, want := range odd {
		got, err := resolve("https://a.example/x/y", link)
		if (err != nil) != (want == "") || err == nil && got != want {
			t.Errorf("%q: %q, %v, want %q", link, got, err, want)
		}
	}
	t.Logf("%d odd links", len(odd))
}

// TestLocalLinks: links of a feed that is a file are files, beside it; of a feed of the network, never.
func TestLocalLinks(t *testing.T) {
	for _, c := range []struct{ base, link, want string }{
		{"file:fixtures/feeds/a.xml", "../pages/1.html", "file:fixtures/pages/1.html"},
		{"file:fixtures/feeds/a.xml", "1.html", "file:fixtures/feeds/1.html"},
		{"file:///srv/feeds/a.xml", "1.html", "file:///srv/feeds/1.html"},
		{"file:///srv/feeds/a.xml", "/abs/1.html", "file:///abs/1.html"},
		{"file:fixtures/feeds/a.xml", "file:other/1.html", "file:other/1.html"},
		{"file:fixtures/feeds/a.xml", "https://a.example/1", "https://a.example/1"},
		{"file:fixtures/feeds/a.xml", "//host/share", ""},
		{"https://a.example/feed", "file:other/1.html", ""},
	} {
		got, err := resolve(c.base, c.link)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s from %s: %q, %v", c.link, c.base, got, err)
		}
	}
}

// TestKeys: items are known by id or by URL, whatever feed habits change (X24), and never by a name that could be a path (X19).
func TestKeys(t *testing.T) {
	base := Item{Source: "s", ID: "1", URL: "https://www.a.example/x/?utm_source=rss&b=2&a=1#top"}
	for name, c := range map[string]struct {
		other Item
		same  bool
	}{
		"new id":           {Item{Source: "s", ID: "2", URL: "http://a.example/x?a=1&b=2"}, true},
		"new url":          {Item{Source: "s", ID: "1", URL: "https://b.example/y"}, true},
		"both new":         {Item{Source: "s", ID: "3", URL: "https://a.example/z"}, false},
		"another source":   {Item{Source: "t", ID: "1", URL: base.URL}, false},
		"id as the url":    {Item{Source: "s", ID: base.URL, URL: "https://a.example/q"}, false},
		"other parameter":  {Item{Source: "s", ID: "4", URL: "https://a.example/x?a=1&b=3"}, false},
		"case of the path": {Item{Source: "s", ID: "5", URL: "https://a.example/X?a=1&b=2"}, false},
	} {
		if got := shareKey(base, c.other); got != c.same {
			t.Errorf("%s: same %v", name, got)
		}
	}
	for _, id := range []string{"../../x", "a\x00b", strings.Repeat("x", 1<<20), "CON", ""} {
		it := Item{Source: "s", ID: id, Title: "t"}
		for _, k := range it.Keys() {
			if len(k) != 32 || strings.Trim(k, "0123456789abcdef") != "" {
				t.Errorf("id %.20q: key %q", id, k)
			}
		}
	}
	t.Logf("5 odd identifiers, 0 of them in a key")
}

// shareKey reports whether two items are known as one.
func shareKey(a, b Item) bool {
	for _, k := range a.Keys() {
		for _, l := range b.Keys() {
			if k == l {
				return true
			}
		}
	}
	return false
}

// TestRevisions: a changed entry has the same key and another fingerprint.
func TestRevisions(t *testing.T) {
	a := Item{Source: "s", ID: "1", Title: "Two dead", Summary: "x"}
	b := Item{Source: "s", ID: "1", Title: "Five dead", Summary: "x"}
	c := Item{Source: "s", ID: "1", Title: "Two dead", Summary: "x", URL: "https://a.example/"}
	if !shareKey(a, b) || a.Fingerprint() == b.Fingerprint() || a.Fingerprint() != c.Fingerprint() {
		t.Error("revision not seen, or seen where there is none")
	}
}

// FuzzParseFeed: whatever comes, there is an answer, its titles are clean, its links are links.
func FuzzParseFeed(f *testing.F) {
	files, _ := filepath.Glob("testdata/feeds/*.txtar")
	for _, name := range files {
		if b, err := os.ReadFile(name); err == nil {
			_, feed, _ := bytes.Cut(b, []byte("-- feed --\n"))
			feed, _, _ = bytes.Cut(feed, []byte("-- want --\n"))
			f.Add(feed, "text/xml")
		}
	}
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		feed, err := ParseFeed(body, contentType, "https://a.example/", testNow)
		if err != nil {
			return
		}
		for _, it := range feed.Items {
			if strings.ContainsAny(it.Title, "\x00\x1b\n") || it.URL != "" && !strings.HasPrefix(strings.ToLower(it.URL), "http") {
				t.Errorf("item %+v", it)
			}
			if len(it.Keys()) == 0 {
				t.Error("an item without a key")
			}
		}
	})
}

// TestTooLongTitle keeps the reading of titles linear.
func TestTooLongTitle(t *testing.T) {
	title := strings.Repeat("&lt;b&gt;&amp;amp; ", 100_000)
	f, err := ParseFeed([]byte(fmt.Sprintf("<rss><channel><item><title>%s</title></item></channel></rss>", title)), "", "https://a.example/", testNow)
	if err != nil || len(f.Items) != 1 {
		t.Errorf("%v", err)
	}
}
