package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/pipeline/fetch"
)

// stillClock moves only when somebody sleeps.
type stillClock struct{ t time.Time }

func (c *stillClock) now() time.Time { return c.t }

func (c *stillClock) sleep(ctx context.Context, d time.Duration) error {
	c.t = c.t.Add(max(d, 0))
	return ctx.Err()
}

// everywhere resolves all names to 127.0.0.1.
type everywhere struct{}

func (everywhere) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

// site serves fixed documents by path, with "BASE" in them replaced by its own address, and counts requests.
type site struct {
	*httptest.Server
	documents map[string]string
	types     map[string]string
	asked     map[string]int
}

// newSite starts a site.
func newSite(t *testing.T, documents map[string]string) (*site, *fetch.Client, *stillClock) {
	t.Helper()
	s := &site{documents: documents, types: map[string]string{}, asked: map[string]int{}}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.answer))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Start()
	t.Cleanup(s.Close)
	clock := &stillClock{t: testNow}
	port, _ := strconv.Atoi(s.URL[strings.LastIndexByte(s.URL, ':')+1:])
	c := fetch.New(fetch.Options{UserAgent: "sitrep/1.0", Clock: clock.now, Sleep: clock.sleep, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Ports: []uint16{uint16(port)}, Resolver: everywhere{}})
	t.Cleanup(c.CloseIdleConnections)
	return s, c, clock
}

// answer serves one document.
func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	s.asked[r.URL.Path]++
	document, ok := s.documents[r.URL.Path]
	if !ok {
		w.WriteHeader(404)
		return
	}
	document = strings.ReplaceAll(document, "BASE", s.URL)
	if strings.HasSuffix(r.URL.Path, ".gz") {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		io.WriteString(z, document)
		z.Close()
		document = b.String()
	}
	w.Header().Set("Content-Type", s.types[r.URL.Path])
	io.WriteString(w, document)
}

// page is an Atom document with entries and a link to another.
func page(rel, next string, ids ...string) string {
	link := ""
	if next != "" {
		link = fmt.Sprintf(`<link rel="%s" href="%s"/>`, rel, next)
	}
	var entries string
	for _, id := range ids {
		entries += fmt.Sprintf(`<entry><title>%s</title><id>%s</id><link href="/story/%s"/><updated>2025-03-01T00:00:00Z</updated></entry>`, id, id, id)
	}
	return `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>` + link + entries + `</feed>`
}

// ids are the identifiers of items.
func ids(items []Item) string {
	var s []string
	for _, it := range items {
		s = append(s, it.ID)
	}
	return strings.Join(s, " ")
}

// chain serves a feed of n pages, newest first, with one entry each: /p0 ... /p<n-1>. The last leads to where to says.
func chain(n int, to string) map[string]string {
	documents := map[string]string{}
	for i := range n {
		next := fmt.Sprintf("/p%d", i+1)
		if i == n-1 {
			next = to
		}
		documents[fmt.Sprintf("/p%d", i)] = page("next", next, fmt.Sprintf("p%d", i))
	}
	return documents
}

// placeOf is how far a walk has come.
func placeOf(w Walk) string {
	place, _ := w.Progress()
	return place
}

// walkOn walks as several runs do, each told what the one before it said, until there is nothing to go on with.
func walkOn(t *testing.T, from func() Walk) (items []Item, problems []error, runs int) {
	t.Helper()
	for progress := ""; ; {
		w := from()
		w.Resume(progress)
		is, ps := collect(w)
		items, problems, runs = append(items, is...), append(problems, ps...), runs+1
		if progress, _ = w.Progress(); progress == "" || runs > 40 {
			return items, problems, runs
		}
	}
}

// TestF24BackfillPaging: archives are followed to their end, circles end, five hundred pages are the limit of a run, and the
// next run goes on there: no page is asked for twice.
func TestF24BackfillPaging(t *testing.T) {
	long := 10_000
	for _, c := range []struct {
		name           string
		documents      map[string]string
		entries, runs  int
		requests       int // most that are made
		problem        error
		first, lastOne string
	}{
		{"archive", map[string]string{"/p0": page("prev-archive", "/a2", "e6", "e5"), "/a2": page("prev-archive", "/a1", "e4", "e3"), "/a1": page("", "", "e2", "e1")}, 6, 1, 3, nil, "e6", "e1"},
		{"fifty", chain(50, ""), 50, 1, 50, nil, "p0", "p49"},
		{"long", chain(long, ""), long, 20, long, ErrPaused, "p0", fmt.Sprint("p", long-1)},
		{"circle", chain(7, "/p0"), 7, 1, 7, nil, "p0", "p6"},
		{"circle at the end", chain(7, "/p6"), 7, 1, 7, nil, "p0", "p6"},
		{"circle in the middle", chain(7, "/p3"), 7, 1, 7, nil, "p0", "p6"},
		{"circle longer than a run", chain(600, "/p0"), 600, 2, 600, ErrPaused, "p0", "p599"},
		{"circle longer than a run, not from the front", chain(600, "/p10"), 1023 + 590, 4, 1023 + 590, ErrPaused, "p0", ""},
	} {
		s, client, clock := newSite(t, c.documents)
		items, problems, runs := walkOn(t, func() Walk { return &Archive{URL: s.URL + "/p0", Client: client, Clock: clock.now} })
		requests := 0
		for path, n := range s.asked {
			if path != "/robots.txt" {
				requests += n
			}
		}
		if len(items) != c.entries || runs != c.runs || requests > c.requests || items[0].ID != c.first || c.lastOne != "" && items[len(items)-1].ID != c.lastOne {
			t.Errorf("%s: %d entries from %s to %s in %d runs and %d requests; want %d in %d and %d", c.name, len(items), items[0].ID, items[len(items)-1].ID, runs, requests, c.entries, c.runs, c.requests)
		}
		for _, p := range problems {
			if !errors.Is(p, c.problem) {
				t.Errorf("%s: %v", c.name, p)
			}
		}
		t.Logf("%s: %d entries, %d runs, %d requests", c.name, len(items), runs, requests)
	}
}

// TestArchiveStumbles: a page that cannot be had now is where the next walk begins; one that is no more sends the next but one to the front.
func TestArchiveStumbles(t *testing.T) {
	s, client, clock := newSite(t, chain(4, ""))
	delete(s.documents, "/p2")
	a := &Archive{URL: s.URL + "/p0", Client: client, Clock: clock.now}
	items, problems := collect(a)
	if ids(items) != "p0 p1" || len(problems) != 1 || !errors.Is(problems[0], fetch.ErrStatus) || !strings.Contains(placeOf(a), "/p2") {
		t.Fatalf("%s, %v, progress %s", ids(items), problems, placeOf(a))
	}
	s.documents["/p2"] = page("next", "/p3", "p2")
	again := &Archive{URL: a.URL, Client: client, Clock: clock.now}
	again.Resume(placeOf(a))
	if items, _ = collect(again); ids(items) != "p2 p3" || placeOf(again) != "" {
		t.Errorf("%s, progress %s", ids(items), placeOf(again))
	}
	delete(s.documents, "/p2")
	again.Resume(placeOf(a))
	if items, problems = collect(again); len(items) != 0 || len(problems) != 1 || placeOf(again) != "" {
		t.Errorf("%s, %v, progress %s", ids(items), problems, placeOf(again))
	}
	again.Resume("{")
	if items, _ = collect(again); ids(items) != "p0 p1" {
		t.Errorf("from the front: %s", ids(items))
	}
}

// TestSitemapGoesOn: a walk that was stopped asks again for no sitemap that it had read, but for those that have changed since,
// and for those that could not be had.
func TestSitemapGoesOn(t *testing.T) {
	s, client, clock := newSite(t, map[string]string{
		"/index.xml": `<sitemapindex><sitemap><loc>BASE/a.xml</loc><lastmod>2025-03-01</lastmod></sitemap><sitemap><loc>BASE/b.xml</loc></sitemap><sitemap><loc>BASE/c.xml</loc></sitemap></sitemapindex>`,
		"/a.xml":     `<urlset><url><loc>BASE/1</loc></url></urlset>`,
		"/b.xml":     `<urlset><url><loc>BASE/2</loc></url><url><loc>BASE/3</loc></url></urlset>`,
	})
	walk := &Sitemap{URL: s.URL + "/index.xml", Client: client, Clock: clock.now}
	for it := range walk.Items(t.Context()) {
		if strings.HasSuffix(it.URL, "/2") {
			break // stopped in the middle of b
		}
	}
	again := &Sitemap{URL: walk.URL, Client: client, Clock: clock.now}
	again.Resume(placeOf(walk))
	items, problems := collect(again)
	if len(items) != 2 || len(problems) != 1 || s.asked["/a.xml"] != 1 || placeOf(again) != "" {
		t.Errorf("%d items, %v, asked %v, progress %q", len(items), problems, s.asked, placeOf(again))
	}
	s.documents["/index.xml"] = strings.Replace(s.documents["/index.xml"], "2025-03-01", "2025-03-03", 1)
	again.Resume(placeOf(walk))
	if items, _ = collect(again); len(items) != 3 || s.asked["/a.xml"] != 2 {
		t.Errorf("changed: %d items, asked %v", len(items), s.asked)
	}
	whole := &Sitemap{URL: walk.URL, Client: client, Clock: clock.now}
	if items, problems = collect(whole); len(items) != 3 || len(problems) != 1 || placeOf(whole) == "" {
		t.Errorf("with one that is missing: %d items, %v, progress %q", len(items), problems, placeOf(whole))
	}
	s.documents["/c.xml"] = `<urlset><url><loc>BASE/4</loc></url></urlset>`
	again.Resume(placeOf(whole))
	if items, problems = collect(again); len(items) != 1 || len(problems) != 0 || placeOf(again) != "" {
		t.Errorf("the missing one: %d items, %v", len(items), problems)
	}
}

// TestSitemaps: indexes, compressed sitemaps, news tags, other sites, broken and missing parts.
func TestSitemaps(t *testing.T) {
	s, c, clock := newSite(t, map[string]string{
		"/index.xml": `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
			<sitemap><loc>BASE/news.xml</loc><lastmod>2025-03-04</lastmod></sitemap>
			<sitemap><loc>BASE/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap>
			<sitemap><loc>BASE/packed.xml.gz</loc></sitemap>
			<sitemap><loc>BASE/missing.xml</loc></sitemap>
			<sitemap><loc>https://other.example/x.xml</loc></sitemap>
			<sitemap><loc>BASE/index.xml</loc></sitemap></sitemapindex>`,
		"/news.xml": `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
			<url><loc>BASE/1</loc><news:news><news:publication><news:name>Post</news:name><news:language>en</news:language></news:publication><news:publication_date>2025-03-04T10:00:00+02:00</news:publication_date><news:title>Blast &amp; fire</news:title></news:news></url>
			<url><loc>BASE/2</loc><lastmod>2019-05-05</lastmod></url>
			<url><loc>https://other.example/3</loc></url>
			<url><loc>not a url at all:</loc></url></urlset>`,
		"/packed.xml.gz": `<urlset><url><loc>BASE/4</loc><lastmod>2025-03-02T00:00:00Z</lastmod></url><url><loc>BASE/5</loc>`,
		"/list.txt":      "BASE/6\nBASE/7\n",
		"/page.xml":      "<!doctype html><html></html>",
	})
	from := &Sitemap{URL: s.URL + "/index.xml", Client: c, Clock: clock.now, Since: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	items, problems := collect(from)
	var got []string
	for _, it := range items {
		got = append(got, strings.TrimPrefix(it.URL, s.URL)+" "+it.Title+" "+day(it.Published)+" "+day(it.Updated))
	}
	want := []string{"/1 Blast & fire 2025-03-04T08:00:00Z -", "/4  - 2025-03-02T00:00:00Z"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(problems) != 4 || s.asked["/old.xml"] > 0 || s.asked["/index.xml"] != 1 {
		t.Errorf("problems %v, asked %v", problems, s.asked)
	}
	if items, problems := collect(&Sitemap{URL: s.URL + "/list.txt", Client: c, Clock: clock.now}); len(items) != 2 || len(problems) > 0 {
		t.Errorf("list: %v %v", items, problems)
	}
	if _, problems := collect(&Sitemap{URL: s.URL + "/page.xml", Client: c, Clock: clock.now}); len(problems) != 1 || !errors.Is(problems[0], ErrNotSitemap) {
		t.Errorf("page: %v", problems)
	}
}

// TestPollSitemap: a sitemap in place of a feed brings the pages of the last week.
func TestPollSitemap(t *testing.T) {
	s, c, clock := newSite(t, map[string]string{
		"/index.xml":   `<sitemapindex><sitemap><loc>BASE/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap><sitemap><loc>BASE/news.xml</loc></sitemap><sitemap><loc>BASE/march.xml</loc><lastmod>2025-03-04</lastmod></sitemap><sitemap><loc>BASE/undated.xml</loc></sitemap></sitemapindex>`,
		"/news.xml":    `<urlset><url><loc>BASE/1</loc></url><url><loc>BASE/2</loc><lastmod>2024-01-01</lastmod></url></urlset>`,
		"/march.xml":   `<urlset><url><loc>BASE/3</loc><lastmod>2025-03-04</lastmod></url></urlset>`,
		"/undated.xml": `<urlset><url><loc>BASE/4</loc></url></urlset>`,
	})
	p := PollFeed(t.Context(), c, "maps", fetch.Request{URL: s.URL + "/index.xml"}, clock.now)
	var got []string
	for _, it := range p.Items() {
		got = append(got, it.Source+strings.TrimPrefix(it.URL, s.URL))
	}
	if strings.Join(got, " ") != "maps/3 maps/1" || p.Err != nil || p.Unread != nil || p.Feed.Format != "sitemap" {
		t.Errorf("got %v, %v %v", got, p.Err, p.Unread)
	}
}

// TestTruncatedFeed: of a feed that breaks off without saying how long it is, the whole entries are kept,
// but not the validators, so that the rest comes with the next answer.
func TestTruncatedFeed(t *testing.T) {
	whole := page("", "", "e1", "e2", "e3")
	cut := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt":
			w.WriteHeader(404)
		case r.Header.Get("If-None-Match") == `"1"`:
			w.WriteHeader(304)
		default:
			conn, buffer, _ := w.(http.Hijacker).Hijack()
			defer conn.Close()
			body := whole
			if cut {
				body = whole[:len(whole)*3/4]
			}
			fmt.Fprintf(buffer, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nConnection: close\r\n\r\n%s", body)
			buffer.Flush()
		}
	}))
	defer server.Close()
	clock := &stillClock{t: testNow}
	port, _ := strconv.Atoi(server.URL[strings.LastIndexByte(server.URL, ':')+1:])
	c := fetch.New(fetch.Options{UserAgent: "sitrep/1.0", Clock: clock.now, Sleep: clock.sleep, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Ports: []uint16{uint16(port)}})
	s := fetch.State{URL: server.URL + "/feed"}
	p := PollFeed(t.Context(), c, "x", s.Request(clock.now(), fetch.Policy{}), clock.now)
	s = p.After(s, len(p.Items()), fetch.Policy{})
	if ids(p.Items()) != "e1 e2" || !s.Validators.Empty() || s.Failures != 1 {
		t.Errorf("cut: %s, %+v", ids(p.Items()), s)
	}
	cut = false
	clock.t = s.NextCheck
	p = PollFeed(t.Context(), c, "x", s.Request(clock.now(), fetch.Policy{}), clock.now)
	s = p.After(s, 1, fetch.Policy{})
	if ids(p.Items()) != "e1 e2 e3" || s.Validators.ETag != `"1"` || s.Failures != 0 {
		t.Errorf("whole: %s, %+v", ids(p.Items()), s)
	}
}

// TestDiscover: from an address to the feeds of its site.
func TestDiscover(t *testing.T) {
	atom := page("", "", "e1", "e2")
	s, c, clock := newSite(t, map[string]string{
		"/":           `<!doctype html><html><head><base href="/sub/"><link rel="alternate" type="application/atom+xml" title="World" href="../world.atom"><link rel="alternate" type="application/rss+xml" href="/dead.rss"><link rel="stylesheet" href="x.css"></head></html>`,
		"/world.atom": atom, "/plain": "<html><body>no links</body></html>", "/rss.xml": rssFeed,
		"/robots.txt": "User-agent: *\nDisallow: /private\nSitemap: BASE/sitemap.xml\nSitemap: BASE/sitemap.xml",
	})
	found, err := Discover(t.Context(), c, s.URL+"/", clock.now)
	if err != nil || len(found) != 3 || found[0].URL != s.URL+"/world.atom" || found[0].Entries != 2 || found[0].Format != "atom 1.0" || found[1].Error == "" || found[2].Kind != "sitemap" {
		t.Errorf("page: %+v %v", found, err)
	}
	found, err = Discover(t.Context(), c, s.URL+"/world.atom", clock.now)
	if err != nil || len(found) != 1 || found[0].Via != "itself" {
		t.Errorf("feed: %+v %v", found, err)
	}
	found, err = Discover(t.Context(), c, s.URL+"/plain", clock.now)
	if err != nil || len(found) != 2 || found[0].URL != s.URL+"/rss.xml" || found[0].Via != "path" {
		t.Errorf("no links: %+v %v", found, err)
	}
	if _, err = Discover(t.Context(), c, s.URL+"/none", clock.now); !errors.Is(err, fetch.ErrStatus) {
		t.Errorf("missing: %v", err)
	}
}

func TestOPML(t *testing.T) {
	in := `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><head><title>x</title></head><body>
		<outline text="World"><outline text="Caf` + "\xe9" + ` News" type="rss" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/" language="fr" sitrepName="cafe"/>
			<outline text="Deep"><outline title="B &amp; C" text="b" xmlUrl="feed://b.example/atom"/></outline></outline>
		<outline text="Top" xmlUrl="https://c.example/rss"/><outline text="Again" xmlUrl="https://c.example/rss"/><outline text="Bad" xmlUrl="javascript:x"/></body></opml>`
	got, problems, err := ReadOPML([]byte(in))
	want := []Subscription{{Title: "Café News", URL: "https://a.example/rss", Site: "https://a.example/", Path: "World", Name: "cafe", Language: "fr"}, {Title: "B & C", URL: "http://b.example/atom", Path: "World/Deep"}, {Title: "Top", URL: "https://c.example/rss"}}
	if d := cmp.Diff(want, got); d != "" || err != nil || len(problems) != 1 {
		t.Errorf("%s %v %v", d, problems, err)
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, "Sources", want); err != nil {
		t.Fatal(err)
	}
	back, _, err := ReadOPML(b.Bytes())
	if d := cmp.Diff(want, back); d != "" || err != nil {
		t.Errorf("written and read again: %s %v", d, err)
	}
	for _, bad := range []string{"", "no xml", "<rss></rss>", "<html></html>"} {
		if _, _, err := ReadOPML([]byte(bad)); err == nil {
			t.Errorf("%q: accepted", bad)
		}
	}
}

// TestS14EveryURLSource: addresses inside that an archive, a sitemap, a page or robots.txt names are not asked, and are named.
func TestS14EveryURLSource(t *testing.T) {
	var hits atomic.Int32
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	defer inside.Close()
	for _, target := range []string{inside.URL + "/x", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/x", "http://[::1]/x", "http://localhost/x"} {
		s, client, clock := newSite(t, map[string]string{
			"/prev":       page("prev-archive", target, "p1"),
			"/next":       page("next", target, "n1"),
			"/index.xml":  `<sitemapindex><sitemap><loc>` + target + `</loc></sitemap><sitemap><loc>BASE/map.xml</loc></sitemap></sitemapindex>`,
			"/map.xml":    `<urlset><url><loc>` + target + `</loc></url><url><loc>BASE/1</loc></url></urlset>`,
			"/page.html":  `<html><head><base href="` + target + `"><link rel="alternate" type="application/rss+xml" href="` + target + `"></head><body>x</body></html>`,
			"/robots.txt": "User-agent: *\nSitemap: " + target + "\n",
		})
		for _, start := range []string{"/prev", "/next"} {
			items, problems := collect(&Archive{URL: s.URL + start, Client: client, Clock: clock.now})
			if len(items) != 1 || len(problems) != 1 || fetch.ClassOf(problems[0]) != fetch.ClassBlocked {
				t.Errorf("%s to %s: %s, %v", start, target, ids(items), problems)
			}
		}
		items, _ := collect(&Sitemap{URL: s.URL + "/index.xml", Client: client, Clock: clock.now})
		if len(items) != 1 || items[0].URL != s.URL+"/1" {
			t.Errorf("sitemap to %s: %+v", target, items)
		}
		found, err := Discover(t.Context(), client, s.URL+"/page.html", clock.now)
		if err != nil || len(found) == 0 || found[0].Error == "" {
			t.Errorf("discover to %s: %+v, %v", target, found, err)
		}
	}
	if n := hits.Load(); n > 0 {
		t.Errorf("%d requests reached the inside", n)
	}
	t.Logf("%d requests inside", hits.Load())
}
