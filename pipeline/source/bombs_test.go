package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"sitrep/pipeline/fetch"
)

// packed serves one document, compressed once, and returns its address, a client for it and the size on the wire.
func packed(t *testing.T, document string) (address string, client *fetch.Client, size int) {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	z.Write([]byte(document))
	z.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		w.Write(b.Bytes())
	}))
	t.Cleanup(server.Close)
	var port uint16
	fmt.Sscanf(server.URL, "http://127.0.0.1:%d", &port)
	client = fetch.New(fetch.Options{UserAgent: "sitrep/1.0", Sleep: (&stillClock{}).sleep, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Ports: []uint16{port}})
	t.Cleanup(client.CloseIdleConnections)
	return server.URL + "/feed", client, b.Len()
}

// TestX01XMLDepth: three million levels in a few kilobytes are refused before the parser, which would end the process, sees one.
func TestX01XMLDepth(t *testing.T) {
	if testing.Short() {
		t.Skip("measures memory")
	}
	head := `<rss version="2.0" xmlns:q="urn:q"><channel><title>t</title><item><title>t</title>`
	for name, document := range map[string]string{
		"extension":    head + strings.Repeat("<q:a>", 3_000_000),
		"no namespace": head + strings.Repeat("<a>", 3_000_000),
		"xhtml":        `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">` + strings.Repeat("<p>", 3_000_000),
		"json":         `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","_a":` + strings.Repeat("[", 3_000_000),
	} {
		address, client, size := packed(t, document)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		poll := PollFeed(context.Background(), client, "deep", fetch.Request{URL: address}, func() time.Time { return testNow })
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		mib := (after.TotalAlloc - before.TotalAlloc) >> 20
		if poll.Err != nil || !errors.Is(poll.Unread, ErrTooDeep) && !errors.Is(poll.Unread, ErrNotFeed) || mib >= 100 {
			t.Errorf("%s: %v, %v, %d MiB", name, poll.Err, poll.Unread, mib)
		}
		t.Logf("%-14s %2d KiB sent, %5d KiB read: %v after %v, %d MiB allocated", name, size>>10, len(document)>>10, poll.Unread, took.Round(time.Millisecond), mib)
	}
}

// TestX04Entities: a document may declare what it likes: nothing is expanded, nothing is opened, and its entries are read.
func TestX04Entities(t *testing.T) {
	laughs := `<!ENTITY a0 "laugh">`
	for i := range 9 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	for name, doctype := range map[string]string{
		"billion laughs":       "<!DOCTYPE rss [" + laughs + "]>",
		"quadratic":            `<!DOCTYPE rss [<!ENTITY a9 "` + strings.Repeat("a", 50_000) + `">]>`,
		"external, file":       `<!DOCTYPE rss [<!ENTITY a9 SYSTEM "file:///etc/hostname">]>`,
		"external, http":       `<!DOCTYPE rss [<!ENTITY a9 SYSTEM "http://127.0.0.1:9/x">]>`,
		"parameter":            `<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/hostname"><!ENTITY % q "<!ENTITY a9 SYSTEM 'http://127.0.0.1:9/?%p;'>">%q;]>`,
		"external subset":      `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">`,
		"circle":               `<!DOCTYPE rss [<!ENTITY a9 "&a8;"><!ENTITY a8 "&a9;">]>`,
		"8 KB of declarations": `<!DOCTYPE rss [` + strings.Repeat(`<!ENTITY % a "b">`, 480) + `]>`,
		"never closed":         `<!DOCTYPE rss [` + laughs,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := ParseFeed([]byte(doctype+`<rss version="2.0"><channel><title>t</title><item><title>Told `+strings.Repeat("&a9;", 50)+` here</title><link>https://a.example/1</link></item></channel></rss>`), "", "https://a.example/", testNow)
		runtime.ReadMemStats(&after)
		kib := (after.TotalAlloc - before.TotalAlloc) >> 10
		if name == "never closed" {
			if err == nil {
				t.Errorf("%s: read", name)
			}
			continue
		}
		if err != nil || len(f.Items) != 1 || len(f.Items[0].Title) > 300 || kib > 1024 {
			t.Errorf("%s: %v, %d KiB, %+v", name, err, kib, f)
			continue
		}
		t.Logf("%-22s %4d KiB allocated, title of %d bytes", name, kib, len(f.Items[0].Title))
	}
}

// twelve is a sound feed of twelve entries, the last with its text in CDATA.
func twelve() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Mill News</title><link>https://a.example/</link>`)
	for i := range 12 {
		fmt.Fprintf(&b, "\n<item><title>Road %d &amp; bridge</title><link>https://a.example/%d</link><guid>g%d</guid><content:encoded><![CDATA[<p>The road was shut.</p>]]></content:encoded></item>", i, i, i)
	}
	b.WriteString("\n</channel></rss>\n")
	return b.String()
}

// TestX14CutAnywhere cuts a feed after each of its bytes: each entry that was whole before the cut is kept, as it was.
func TestX14CutAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("two thousand readings")
	}
	whole := twelve()
	want, err := ParseFeed([]byte(whole), "", "https://a.example/", testNow)
	if err != nil || len(want.Items) != 12 {
		t.Fatalf("%v, %+v", err, want)
	}
	cuts, kept := 0, 0
	for cut := strings.Index(whole, "</item>") + len("</item>"); cut < len(whole); cut++ {
		closed := strings.Count(whole[:cut], "</item>")
		f, err := ParseFeed([]byte(whole[:cut]), "", "https://a.example/", testNow)
		cuts++
		if err != nil || len(f.Items) < closed || f.Items[closed-1].ID != want.Items[closed-1].ID || f.Items[closed-1].Content != want.Items[closed-1].Content {
			t.Fatalf("cut after %q: %v, %+v", whole[max(0, cut-30):cut], err, f)
		}
		kept++
	}
	t.Logf("%d cuts, %d with every whole entry kept", cuts, kept)
}

// TestX14Illformed damages a feed in the ways in which publishers do. Of its twelve entries, at most the one that was hit is lost.
func TestX14Illformed(t *testing.T) {
	read, all := 0, 0
	for name, damage := range map[string]func(string) string{
		"bare ampersand":    func(s string) string { return strings.Replace(s, "Road 5 &amp;", "Road 5 &", 1) },
		"unknown entity":    func(s string) string { return strings.Replace(s, "Road 5 &amp;", "Road 5 &hellip&mdsh;", 1) },
		"bare less-than":    func(s string) string { return strings.Replace(s, "Road 5 ", "Road 5 < 6 ", 1) },
		"control character": func(s string) string { return strings.Replace(s, "Road 5 ", "Road 5\x02 ", 1) },
		"nul":               func(s string) string { return strings.Replace(s, "Road 5 ", "Road 5\x00 ", 1) },
		"invalid utf-8":     func(s string) string { return strings.Replace(s, "Road 5 ", "Road 5 \xe9\xff ", 1) },
		"bad reference":     func(s string) string { return strings.Replace(s, "Road 5 ", "Road 5 &#11; &#x1F; ", 1) },
		"unclosed title": func(s string) string {
			return strings.Replace(s, "bridge</title><link>https://a.example/5", "bridge<link>https://a.example/5", 1)
		},
		"wrong end tag": func(s string) string {
			return strings.Replace(s, "</guid><content:encoded><![CDATA[<p>The road was shut.</p>]]></content:encoded></item>\n<item><title>Road 6", "</gid></item>\n<item><title>Road 6", 1)
		},
		"unclosed item": func(s string) string {
			return strings.Replace(s, "</item>\n<item><title>Road 6", "\n<item><title>Road 6", 1)
		},
		"unclosed cdata": func(s string) string {
			return strings.Replace(s, "]]></content:encoded></item>\n<item><title>Road 6", "</content:encoded></item>\n<item><title>Road 6", 1)
		},
		"cdata in cdata":         func(s string) string { return strings.Replace(s, "<p>The road", "<![CDATA[<p>The road", 1) },
		"markup in a title":      func(s string) string { return strings.Replace(s, "Road 5 ", "Road <b>5</b><br> ", 1) },
		"unbound prefix":         func(s string) string { return strings.Replace(s, "<guid>g5", "<x:y>z</x:y><guid>g5", 1) },
		"unquoted attribute":     func(s string) string { return strings.Replace(s, "<guid>g5", "<guid isPermaLink=false>g5", 1) },
		"attribute twice":        func(s string) string { return strings.Replace(s, "<guid>g5", `<guid a="1" a="2">g5`, 1) },
		"comment with hyphens":   func(s string) string { return strings.Replace(s, "<guid>g5", "<!-- a -- b --><guid>g5", 1) },
		"comment never closed":   func(s string) string { return strings.Replace(s, "\n</channel>", "\n<!-- </channel>", 1) },
		"processing instruction": func(s string) string { return strings.Replace(s, "<guid>g5", "<?php echo 1 ?><guid>g5", 1) },
		"warning before":         func(s string) string { return "<br />\n<b>Warning</b>: a file is missing on line 3<br />\n" + s },
		"blank before":           func(s string) string { return "\n \n" + s },
		"script after":           func(s string) string { return s + "<script>track()</script><!-- cached -->" },
		"no end":                 func(s string) string { return strings.Replace(s, "</channel></rss>", "", 1) },
		"no channel":             func(s string) string { return strings.NewReplacer("<channel>", "", "</channel>", "").Replace(s) },
		"two documents":          func(s string) string { return s + s },
		"upper case": func(s string) string {
			return strings.NewReplacer("<item", "<ITEM", "</item", "</ITEM", "<title", "<TITLE", "</title", "</TITLE").Replace(s)
		},
		"end of the feed doubled": func(s string) string {
			return strings.Replace(s, "</channel></rss>", "</channel></rss></channel></rss>", 1)
		},
		"entity of html":       func(s string) string { return strings.Replace(s, "Road 5 ", "Road 5 &nbsp;&eacute; ", 1) },
		"wrong version of xml": func(s string) string { return strings.Replace(s, `version="1.0"`, `version="1.1"`, 1) },
		"doctype of html": func(s string) string {
			return strings.Replace(s, "?>", `?><!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "http://a.example/x.ent">]>`, 1)
		},
	} {
		all++
		document := damage(twelve())
		if document == twelve() {
			t.Errorf("%s: nothing was damaged", name)
		}
		f, err := ParseFeed([]byte(document), "", "https://a.example/", testNow)
		if err != nil || len(f.Items) < 11 || f.Items[0].ID != "g0" || f.Items[len(f.Items)-1].ID != "g11" {
			t.Errorf("%s: %v, %v", name, err, len(itemsOf(f)))
			continue
		}
		read++
	}
	t.Logf("%d of %d kinds of damage cost no entry but the one that was hit", read, all)
}

// itemsOf are the items of a feed that may be none.
func itemsOf(f *Feed) []Item {
	if f == nil {
		return nil
	}
	return f.Items
}
