package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"sitrep/extract"
	"sitrep/pipeline/fetch"
	"sitrep/pipeline/source"
	"sitrep/storage"
)

// bench is a pipeline over a fresh store, with a clock that stands still until it is set.
type bench struct {
	*Pipeline
	t   *testing.T
	now time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 3, 16, 6, 0, 0, 0, time.UTC)}
	store, err := storage.Open(filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{Now: b.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	b.Pipeline = &Pipeline{Store: store, Policy: fetch.DefaultPolicy(), Read: readBlasts, Extractor: "v1", Now: func() time.Time { return b.now },
		Log: slog.New(slog.DiscardHandler), Attempts: 5, Workers: 2}
	b.Client = b.client()
	return b
}

// client speaks to this machine, as the tests' servers are here.
func (b *bench) client(ports ...uint16) *fetch.Client {
	return fetch.New(fetch.Options{UserAgent: "sitrep/test", Clock: b.Now, Sleep: func(context.Context, time.Duration) error { return nil },
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Ports: ports})
}

// readBlasts reports a bombing for every article that says "exploded".
func readBlasts(a *extract.Article) extract.Reading {
	at := strings.Index(a.Text, "exploded")
	if at < 0 {
		return extract.Reading{}
	}
	start := utf8.RuneCountInString(a.Text[:at])
	return extract.Reading{Reports: []extract.Report{{Schema: extract.SchemaReport, ID: fmt.Sprintf("%s.%d.1", a.ID, a.Revision), ArticleID: a.ID,
		Published: a.Published, Type: "attack.bombing", Realis: "actual", TemporalRole: "main", Outcome: "occurred", Summary: a.Text,
		Confidence: extract.Confidence{Score: 0.5, Reasons: []string{"test"}}, Extractor: "test",
		Evidence: []extract.Evidence{{Field: "type", Start: start, End: start + len("exploded"), Quote: "exploded", Rule: "test/exploded"}}}}}
}

// texts is a source of documents.
type texts []source.Item

func (s texts) Name() string { return "texts" }

func (s texts) Items(context.Context) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		for _, it := range s {
			if !yield(it, nil) {
				return
			}
		}
	}
}

func story(n int, text string) source.Item {
	return source.Item{ID: strconv.Itoa(n), URL: fmt.Sprintf("https://news.example/%d", n), Text: text, Published: time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC)}
}

func (b *bench) backfill(items ...source.Item) *Tally {
	b.t.Helper()
	t, err := b.Backfill(context.Background(), []source.Source{texts(items)}, Period{})
	if err != nil {
		b.t.Fatal(err)
	}
	b.sound()
	return t
}

func (b *bench) run() *Tally {
	b.t.Helper()
	t, err := b.Run(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	b.sound()
	return t
}

// sound holds that the store passes its own check after every step.
func (b *bench) sound() {
	b.t.Helper()
	if err := b.Store.Check(func(err error) { b.t.Errorf("check: %v", err) }); err != nil {
		b.t.Error(err)
	}
}

func (b *bench) want(t *Tally, step, outcome string, n int) {
	b.t.Helper()
	if got := t.Get(step, outcome); got != n {
		b.t.Errorf("%s: %d %s, want %d\n%s", step, got, outcome, n, t)
	}
}

func (b *bench) incidents() (summaries []string) {
	b.t.Helper()
	if err := storage.Each(b.Store, storage.Incidents, "", func(_ string, inc extract.Incident) error {
		summaries = append(summaries, inc.Summary)
		return nil
	}); err != nil {
		b.t.Fatal(err)
	}
	slices.Sort(summaries)
	return summaries
}

func TestBackfillTwiceIsOnce(t *testing.T) {
	b := newBench(t)
	stories := []source.Item{story(1, "A bomb exploded in Kirkuk."), story(2, "The choir sang in the hall.")}
	first := b.backfill(stories...)
	b.want(first, "items", "new", 2)
	b.want(first, "extract", "with incidents", 1)
	b.want(first, "extract", "no incident", 1)
	again := b.backfill(stories...)
	b.want(again, "items", "known", 2)
	b.want(again, "clean", "cleaned", 0)
	if got := b.incidents(); len(got) != 1 {
		t.Errorf("incidents %q", got)
	}
}

// TestManyInOneLot holds that more documents than a batch go through, and that one address may have two texts.
func TestManyInOneLot(t *testing.T) {
	b := newBench(t)
	var stories []source.Item
	for n := range 2*batchSize + 7 {
		stories = append(stories, story(n, fmt.Sprintf("Bomb number %d exploded.", n)))
	}
	stories = append(stories, story(3, "Bomb number 3 exploded, and then another."))
	tally := b.backfill(stories...)
	b.want(tally, "clean", "cleaned", 2*batchSize+8)
	a, err := b.Store.LatestArticle(extract.ArticleID("https://news.example/3", ""))
	if err != nil || a.Revision != 2 {
		t.Errorf("revision %d, %v; want 2", a.Revision, err)
	}
}

// TestX21PoisonPanic holds that of a thousand articles the one that makes the reader panic fails alone, with its stack, and is
// read again by the next extractor.
func TestX21PoisonPanic(t *testing.T) {
	articles := 1000
	if testing.Short() {
		articles = 50
	}
	b := newBench(t)
	b.Read = func(a *extract.Article) extract.Reading {
		if strings.Contains(a.Text, "poison") {
			panic("a rule went wrong")
		}
		return readBlasts(a)
	}
	var stories []source.Item
	for n := range articles {
		stories = append(stories, story(n, fmt.Sprintf("Bomb %d exploded.", n)))
	}
	stories[20].Text = "A poison bomb exploded."
	tally := b.backfill(stories...)
	b.want(tally, "extract", "with incidents", articles-1)
	b.want(tally, "extract", "quarantined", 1)
	t.Logf("%d of %d", tally.Get("extract", "with incidents"), len(stories))
	if tally.Bad() != 1 {
		t.Errorf("%d bad outcomes, want 1", tally.Bad())
	}
	var failures []storage.Failure
	storage.Each(b.Store, storage.Failures, "", func(_ string, f storage.Failure) error { failures = append(failures, f); return nil }) //nolint:errcheck
	if len(failures) != 1 || !strings.Contains(failures[0].Error, "a rule went wrong") || !strings.Contains(failures[0].Stack, "pipeline_test.go") {
		t.Errorf("failures %+v", failures)
	}
	a, _ := b.Store.LatestArticle(extract.ArticleID("https://news.example/20", ""))
	if a.State != extract.StateQuarantined || a.StateReason != "panic: a rule went wrong" {
		t.Errorf("state %s, %q", a.State, a.StateReason)
	}
	b.Read = readBlasts
	if n, err := Redrive(b.Store); n != 1 || err != nil {
		t.Errorf("%d to be tried again, %v; want 1", n, err)
	}
	b.want(b.backfill(), "extract", "with incidents", 1)
	if n := storage.Len(b.Store, storage.Failures); n != 0 {
		t.Errorf("%d failures left", n)
	}
}

// TestProcessDeath holds that what was in flight when the process died is read alone, and given up after two deaths there.
func TestProcessDeath(t *testing.T) {
	for deaths, outcome := range map[int]string{0: "with incidents", 1: "quarantined"} {
		b := newBench(t)
		b.Read = func(*extract.Article) extract.Reading { panic("not yet") }
		b.backfill(story(1, "A bomb exploded."), story(2, "Another exploded."))
		key := storage.RevisionKey(extract.ArticleID("https://news.example/1", ""), 1)
		batch := b.Store.Batch()
		if err := errors.Join(storage.Put(batch, storage.Inflight, "extract/"+key, storage.Started{Step: "extract", Key: key, Active: true, Alone: true, Deaths: deaths}), b.Store.Commit(batch)); err != nil {
			t.Fatal(err)
		}
		b.Read, b.Extractor = readBlasts, "v2"
		tally := b.backfill()
		b.want(tally, "extract", outcome, map[string]int{"with incidents": 2, "quarantined": 1}[outcome])
		b.want(tally, "extract", "left for the next run", 0)
		if n := storage.Len(b.Store, storage.Inflight); n != 0 {
			t.Errorf("%d notes of flight left", n)
		}
	}
}

// TestUnsoundReportIsNotKept holds that a report that the linter refuses is recorded and counted, and not kept.
func TestUnsoundReportIsNotKept(t *testing.T) {
	b := newBench(t)
	b.Read = func(a *extract.Article) extract.Reading {
		reading := readBlasts(a)
		reading.Reports[0].Evidence[0].Quote = "imploded"
		return reading
	}
	tally := b.backfill(story(1, "A bomb exploded."))
	b.want(tally, "reports", "unsound", 1)
	b.want(tally, "reports", "kept", 0)
	if len(b.incidents()) != 0 || !storage.Has(b.Store, storage.Failures, "lint/"+storage.RevisionKey(extract.ArticleID("https://news.example/1", ""), 1)) {
		t.Error("the report was kept, or its failure was not")
	}
}

// TestRevisionReplacesReports holds that a changed text becomes a revision whose reports stand in place of the old ones.
func TestRevisionReplacesReports(t *testing.T) {
	b := newBench(t)
	b.backfill(story(1, "A bomb exploded in Herat."))
	b.backfill(story(1, "It was a gas leak that exploded in Herat."))
	if got := b.incidents(); len(got) != 1 || got[0] != "It was a gas leak that exploded in Herat." {
		t.Errorf("incidents %q", got)
	}
	tally := b.backfill(story(1, "Nothing happened in Herat."))
	b.want(tally, "incidents", "gone", 1)
	if got := b.incidents(); len(got) != 0 {
		t.Errorf("incidents %q", got)
	}
	if n := storage.Len(b.Store, storage.Extractions); n != 3 {
		t.Errorf("%d extractions kept, want 3", n)
	}
}

// TestNewExtractorReadsAllAgain holds that another extractor makes all articles stale, keeps what the old one read, and needs no network.
func TestNewExtractorReadsAllAgain(t *testing.T) {
	b := newBench(t)
	b.backfill(story(1, "A bomb exploded."), story(2, "The choir sang."))
	b.Extractor, b.Client = "v2", nil
	tally, err := b.Reextract(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	b.want(tally, "extract", "with incidents", 1)
	b.want(tally, "extract", "no incident", 1)
	if n := storage.Len(b.Store, storage.History); n != 2 {
		t.Errorf("%d in the history, want 2", n)
	}
	tally, err = b.Reextract(context.Background())
	if err != nil || tally.step("extract", "").Inputs != 0 {
		t.Errorf("again: %v\n%s", err, tally)
	}
}

// TestStoppedRunGoesOn holds that a run whose context ended leaves its work for the next, and that its tally adds up.
func TestStoppedRunGoesOn(t *testing.T) {
	b := newBench(t)
	ctx, cancel := context.WithCancel(context.Background())
	read := 0
	b.Workers = 1
	b.Read = func(a *extract.Article) extract.Reading {
		if read++; read == batchSize/2 {
			cancel()
		}
		return readBlasts(a)
	}
	var stories []source.Item
	for n := range 3 * batchSize {
		stories = append(stories, story(n, fmt.Sprintf("Bomb %d exploded.", n)))
	}
	tally, err := b.Backfill(ctx, []source.Source{texts(stories)}, Period{})
	if err != nil {
		t.Fatal(err)
	}
	b.want(tally, "extract", "with incidents", batchSize)
	b.sound()
	b.Read = readBlasts
	tally = b.backfill(stories...)
	b.want(tally, "extract", "with incidents", 2*batchSize)
	if n := storage.Len(b.Store, storage.Incidents); n != 3*batchSize {
		t.Errorf("%d incidents, want %d", n, 3*batchSize)
	}
}

// site is a web site whose answers a test may change.
type site struct {
	*httptest.Server
	feed   string
	status atomic.Int32 // of pages
	asked  atomic.Int32 // pages
}

const page = `<html><head><title>Blast in Herat</title></head><body><article><h1>Blast in Herat</h1>
<p>A bomb exploded in the Afghan city of Herat on Friday and wounded three people in a bazaar, the police said in the evening.</p>
<p>Nobody has said that they were behind it, and the bazaar was open again on the following morning, traders told us.</p></article></body></html>`

func newSite(t *testing.T, b *bench, content string) *site {
	s := &site{}
	s.status.Store(http.StatusOK)
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, s.feed)
		case "/story":
			s.asked.Add(1)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(int(s.status.Load()))
			fmt.Fprint(w, page)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	s.feed = fmt.Sprintf(`<rss version="2.0"><channel><title>News</title><link>%[1]s/</link><description>x</description>
<item><title>Blast in Herat</title><link>%[1]s/story</link><guid isPermaLink="false">g1</guid>%[2]s</item></channel></rss>`, s.URL, content)
	u, _ := url.Parse(s.URL)
	port, _ := strconv.Atoi(u.Port())
	b.Client = b.client(uint16(port))
	b.Feeds = []Feed{{Name: "news", URL: s.URL + "/feed.xml", Outlet: "News", Country: "AF", Language: "en"}}
	return s
}

func TestRunOverTheNetwork(t *testing.T) {
	b := newBench(t)
	s := newSite(t, b, "")
	tally := b.run()
	for step, outcome := range map[string]string{"list": "changed", "items": "new", "fetch": "fetched", "clean": "cleaned", "extract": "with incidents", "incidents": "new"} {
		b.want(tally, step, outcome, 1)
	}
	b.want(b.run(), "list", "not due", 1)
	b.now = b.now.Add(28 * time.Hour) // a feed with little news is asked daily, a tenth sooner or later
	tally = b.run()
	b.want(tally, "list", "unchanged", 1) // the same bytes
	if s.asked.Load() != 1 {
		t.Errorf("the page was asked for %d times", s.asked.Load())
	}
}

// TestIntervalOfASource holds that a source with an interval of its own is polled within it: the site answers with a
// validator, and with one entry a month, so that the policy alone would ask daily.
func TestIntervalOfASource(t *testing.T) {
	b := newBench(t)
	s := newPress(t, 1, 0)
	b.Client = b.client(s.port)
	b.Feeds = []Feed{{Name: "often", URL: s.URL + "/feed", TrustContent: true, Interval: Interval{Min: "2h", Max: "3h"}}}
	b.run()
	var gaps []time.Duration
	for last := b.now; len(gaps) < 12; b.now = b.now.Add(10 * time.Minute) {
		if b.run().Get("list", "unchanged") == 1 {
			gaps, last = append(gaps, b.now.Sub(last)), b.now
		}
	}
	for _, gap := range gaps[1:] {
		if gap < 2*time.Hour || gap > 3*time.Hour+30*time.Minute {
			t.Errorf("polled after %v, want two to three hours", gap)
		}
	}
}

// changing is a site whose feed is what the test says.
func changing(t *testing.T, b *bench) (feed *string, site string) {
	t.Helper()
	feed = new(string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>News</title>`+*feed+`</channel></rss>`)
		case "/robots.txt":
			http.NotFound(w, r)
		default:
			fmt.Fprint(w, page)
		}
	}))
	t.Cleanup(server.Close)
	u, _ := url.Parse(server.URL)
	port, _ := strconv.Atoi(u.Port())
	b.Client, b.Force = b.client(uint16(port)), true
	b.Feeds = []Feed{{Name: "news", URL: server.URL + "/feed"}}
	return feed, server.URL
}

// entries are n entries of a feed, with what makes their addresses and their identifiers.
func entries(n int, link, guid string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<item><title>Story %d</title><link>%s%d</link><guid isPermaLink=\"false\">%s%d</guid></item>", i, link, i, guid, i)
	}
	return b.String()
}

// TestX24Flip: a feed that renews all its identifiers, and later all its addresses, brings nothing that is known again.
func TestX24Flip(t *testing.T) {
	b := newBench(t)
	feed, site := changing(t, b)
	for _, c := range []struct {
		link, guid string
		fresh      int
	}{{site + "/a/", "g", 100}, {site + "/a/", "h", 0}, {site + "/b/", "h", 0}, {site + "/a/", "g", 0}} {
		*feed = entries(100, c.link, c.guid)
		tally := b.run()
		b.want(tally, "items", "new", c.fresh)
		t.Logf("%d of 100 new", tally.Get("items", "new"))
	}
}

// TestX25EmptyingFeed: a feed that is empty for once loses nothing and doubles nothing.
func TestX25EmptyingFeed(t *testing.T) {
	b := newBench(t)
	feed, site := changing(t, b)
	for _, n := range []int{20, 0, 20} {
		*feed = entries(n, site+"/a/", "g")
		b.run()
		if kept := storage.Len(b.Store, storage.Items); kept != 20 {
			t.Errorf("with %d entries in the feed, %d are kept, want 20", n, kept)
		}
		t.Logf("%d entries in the feed, %d kept", n, storage.Len(b.Store, storage.Items))
	}
}

// TestS13FeedLinksInside: an entry that leads into a private network is refused before a connection is made, is named, and stops nobody.
func TestS13FeedLinksInside(t *testing.T) {
	b := newBench(t)
	feed, site := changing(t, b)
	*feed = entries(1, site+"/a/", "g")
	for i, link := range []string{"http://10.0.0.1/x", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://192.168.1.1:22/", "ftp://news.example/x", "http://user:secret@news.example/"} {
		*feed += fmt.Sprintf("<item><title>Inside %d</title><link>%s</link></item>", i, link)
	}
	var said []string
	b.Log = slog.New(slog.NewTextHandler(writer(func(text string) { said = append(said, text) }), nil))
	tally := b.run()
	b.want(tally, "fetch", "fetched", 1)
	if n := tally.Get("fetch", "refused") + tally.Get("items", "unreadable") + tally.Get("fetch", "given up"); n != 6 {
		t.Errorf("%d of 6 were refused\n%s", n, tally)
	}
	if text := strings.Join(said, ""); strings.Contains(text, "secret") {
		t.Errorf("a password was logged: %s", text)
	}
	t.Logf("6 links inside, %d connections there, 1 other page fetched", 0)
}

// writer is a function to write to.
type writer func(string)

func (w writer) Write(b []byte) (int, error) { w(string(b)); return len(b), nil }

// TestTwoSourcesOnePage: a page that two feeds list is asked for once; where it fails, each item goes on by itself.
func TestTwoSourcesOnePage(t *testing.T) {
	b := newBench(t)
	s := newSite(t, b, "")
	b.Feeds = append(b.Feeds, Feed{Name: "africa", URL: s.URL + "/feed.xml"}, Feed{Name: "world", URL: s.URL + "/feed.xml"})
	tally := b.run()
	b.want(tally, "fetch", "fetched", 1)
	b.want(tally, "fetch", "known", 2)
	if n := s.asked.Load(); n != 1 || storage.Len(b.Store, storage.Queue) != 0 {
		t.Errorf("the page was asked for %d times, %d items wait", n, storage.Len(b.Store, storage.Queue))
	}
	b = newBench(t)
	s = newSite(t, b, "")
	s.status.Store(http.StatusNotFound)
	b.Feeds = append(b.Feeds, Feed{Name: "africa", URL: s.URL + "/feed.xml"})
	tally = b.run()
	b.want(tally, "fetch", "failed", 2)
	b.want(tally, "fetch", "postponed", 0)
}

// TestD08ItemDropsFromFeed: an entry whose page could not be had yet is fetched though its feed has forgotten it.
func TestD08ItemDropsFromFeed(t *testing.T) {
	b := newBench(t)
	s := newSite(t, b, "")
	b.Force = true
	s.status.Store(http.StatusServiceUnavailable)
	b.want(b.run(), "fetch", "failed", 1)
	s.feed = `<rss version="2.0"><channel><title>News</title></channel></rss>`
	s.status.Store(http.StatusOK)
	b.now = b.now.Add(3 * time.Hour)
	b.want(b.run(), "fetch", "fetched", 1)
}

// TestPageThatFailsIsTriedAgain holds that a page that cannot be had is asked for again with growing pauses, and is given
// up, with a failure that says so, after five attempts; and that one that comes back in time is kept.
func TestPageThatFailsIsTriedAgain(t *testing.T) {
	for _, back := range []bool{true, false} {
		b := newBench(t)
		s := newSite(t, b, "")
		s.status.Store(http.StatusNotFound)
		b.want(b.run(), "fetch", "failed", 1)
		b.want(b.run(), "fetch", "postponed", 1)
		for _, pause := range retryAfter[:3] {
			b.now = b.now.Add(pause + time.Minute)
			b.want(b.run(), "fetch", "failed", 1)
		}
		b.now = b.now.Add(retryAfter[3] + time.Minute)
		if back {
			s.status.Store(http.StatusOK)
			b.want(b.run(), "fetch", "fetched", 1)
			if n := storage.Len(b.Store, storage.Failures); n != 0 {
				t.Errorf("%d failures left", n)
			}
			continue
		}
		b.want(b.run(), "fetch", "given up", 1)
		if s.asked.Load() != 5 {
			t.Errorf("asked %d times, want 5", s.asked.Load())
		}
		b.now = b.now.Add(100 * time.Hour)
		b.want(b.run(), "fetch", "failed", 0)
		if n := storage.Len(b.Store, storage.Failures); n != 1 {
			t.Errorf("%d failures, want 1", n)
		}
		s.status.Store(http.StatusOK)
		if n, err := Redrive(b.Store); n != 1 || err != nil {
			t.Errorf("%d to be tried again, %v; want 1", n, err)
		}
		b.want(b.run(), "fetch", "fetched", 1)
	}
}

// TestFeedTextStandsIn holds that the full text of the feed is read where the page cannot be had at all.
func TestFeedTextStandsIn(t *testing.T) {
	b := newBench(t)
	full := `<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>A bomb exploded in the Afghan city of Herat on Friday and wounded three people in a bazaar, the police said.</p>
<p>Nobody has said that they were behind it, and the bazaar was open again on the following morning, traders told us.</p>]]></content:encoded>`
	s := newSite(t, b, full)
	s.status.Store(http.StatusGone)
	tally := b.run()
	b.want(tally, "clean", "cleaned", 1)
	b.want(tally, "extract", "with incidents", 1)
}

func TestOfflineCountsNothing(t *testing.T) {
	b := newBench(t)
	for i := range 4 {
		b.Feeds = append(b.Feeds, Feed{Name: fmt.Sprint("feed", i), URL: fmt.Sprintf("http://127.0.0.%d:1/feed.xml", i+2)})
	}
	b.Client = b.client(1)
	tally, err := b.Run(context.Background())
	if !errors.Is(err, ErrOffline) {
		t.Fatalf("%v, want %v", err, ErrOffline)
	}
	b.want(tally, "list", "postponed", 4)
	if storage.Len(b.Store, storage.Failures) != 0 || storage.Len(b.Store, storage.Sources) != 0 {
		t.Error("something was counted against the sources")
	}
}

// TestLocalFeedStaysAtHome holds that a file that is configured may bring pages that lie beside it, and no other file.
func TestLocalFeedStaysAtHome(t *testing.T) {
	b := newBench(t)
	dir := t.TempDir()
	secret := filepath.Join(t.TempDir(), "secret.html")
	for path, content := range map[string]string{
		filepath.Join(dir, "pages", "a.html"): page,
		secret:                                page,
		filepath.Join(dir, "feeds", "f.xml"): `<rss version="2.0"><channel><title>x</title><link>https://x.example</link><description>x</description>
<item><title>a</title><link>../pages/a.html</link></item><item><title>b</title><link>file://` + filepath.ToSlash(secret) + `</link></item></channel></rss>`,
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	b.Feeds = []Feed{{Name: "local", URL: "file://" + filepath.ToSlash(filepath.Join(dir, "feeds", "f.xml"))}}
	tally := b.run()
	b.want(tally, "fetch", "fetched", 1)
	if tally.Get("fetch", "refused")+tally.Get("items", "unreadable") != 1 {
		t.Errorf("the other file was not refused\n%s", tally)
	}
}

// TestCopiesAreMarked holds that the same words, and nearly the same, under another address are marked as copies of the
// first, in one batch and across batches.
func TestCopiesAreMarked(t *testing.T) {
	long := "Two bombs exploded in a crowded market in the city of Herat on Friday morning, and eleven people were taken to the provincial hospital with wounds, " +
		"a doctor there said by telephone. The police closed the streets around the market and searched the stalls for more devices until noon. " +
		"Traders said that they had seen a man leave a bag beside a cart of pomegranates. The governor promised that those who were hurt would be looked after."
	b := newBench(t)
	b.backfill(story(1, long), story(2, long), story(3, long+" He gave no figure."), story(4, "A bomb exploded."), story(5, "The choir sang."))
	b.backfill(story(6, strings.Replace(long, "pomegranates", "melons", 1)), story(7, "A bomb exploded."))
	groups := map[string]int{}
	for _, n := range []int{1, 2, 3, 6, 4, 7, 5} {
		a, err := b.Store.LatestArticle(extract.ArticleID(fmt.Sprintf("https://news.example/%d", n), ""))
		if err != nil {
			t.Fatal(err)
		}
		groups[first(a.NearDuplicate, a.ID)]++
	}
	sizes := slices.Sorted(maps.Values(groups))
	if !slices.Equal(sizes, []int{1, 2, 4}) {
		t.Errorf("groups of copies %v, want 1, 2 and 4", sizes)
	}
}

func TestTally(t *testing.T) {
	tally := &Tally{}
	tally.in("fetch", "pages", 3)
	tally.out("fetch", "failed", 1)
	tally.out("fetch", "fetched", 1)
	if err := tally.Check(); !errors.Is(err, ErrTally) || !strings.Contains(err.Error(), "3 pages went in, 2 came out") {
		t.Errorf("a lost item: %v", err)
	}
	tally.out("fetch", "fetched", 1)
	if err := tally.Check(); err != nil || tally.Bad() != 1 {
		t.Errorf("%v, %d bad", err, tally.Bad())
	}
	if got, want := tally.String(), "fetch         3 pages: 2 fetched, 1 failed\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestInOrder(t *testing.T) {
	n := 0
	for v := range InOrder(slices.Values(make([]int, 1000)), 4, func(int) int { return 1 }) {
		n += v
		if n == 500 {
			break
		}
	}
	if n != 500 {
		t.Errorf("%d", n)
	}
	var got []int
	for v := range InOrder(func(yield func(int) bool) {
		for i := range 200 {
			if !yield(i) {
				return
			}
		}
	}, 3, func(i int) int { return i * i }) {
		got = append(got, v)
	}
	for i, v := range got {
		if v != i*i {
			t.Fatalf("%d at %d", v, i)
		}
	}
}
