package pipeline

import (
	"context"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep/pipeline/fetch"
	"sitrep/storage"
)

// outlet is one feed of the simulated week, with its publisher's habits and the score of its visitor.
type outlet struct {
	n        int
	every    time.Duration // between two entries
	kind     int           // of habits, 0 to 9
	started  time.Time
	holdTill time.Time // Retry-After was given until then
	last     time.Time // request for the feed
	lastFull time.Time // unconditional request that was answered
	served   map[string]bool
	requests int
	full     int
	mu       sync.Mutex
	faults   []string
}

// fault notes a breach of manners.
func (o *outlet) fault(format string, args ...any) {
	o.faults = append(o.faults, fmt.Sprintf("outlet %d: ", o.n)+fmt.Sprintf(format, args...))
}

// entries are the numbers of the entries in the feed at a time: the last sixteen.
func (o *outlet) entries(now time.Time) []int {
	last := int(now.Sub(o.started)/o.every) + 10
	var numbers []int
	for i := last; i > max(last-16, 0); i-- {
		numbers = append(numbers, i)
	}
	return numbers
}

// document writes the feed.
func (o *outlet) document(now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Outlet %d</title>`, o.n)
	for _, i := range o.entries(now) {
		guid := fmt.Sprintf("%d-%d", o.n, i)
		switch {
		case o.kind == 7 && now.Sub(o.started) > 80*time.Hour: // all identifiers change
			guid = "new-" + guid
		case o.kind == 8: // there are none
			guid = ""
		}
		published := o.started.Add(time.Duration(i-10) * o.every)
		fmt.Fprintf(&b, `<item><title>Story %d</title><link>/%d</link><guid isPermaLink="false">%s</guid><pubDate>%s</pubDate><content:encoded>A bomb exploded at kilometre %d of the road to the coast, the police said, and nobody was hurt by it there.</content:encoded></item>`, i, i, guid, published.Format(time.RFC1123Z), i)
	}
	b.WriteString(`</channel></rss>`)
	return b.String()
}

// score judges the manners of a request.
func (o *outlet) score(r *http.Request, now time.Time) (conditional bool) {
	conditional = r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != ""
	switch {
	case now.Before(o.holdTill):
		o.fault("asked %v before Retry-After was over", o.holdTill.Sub(now))
	case !o.last.IsZero() && now.Sub(o.last) < time.Hour:
		o.fault("asked after %v", now.Sub(o.last))
	case !conditional && !o.lastFull.IsZero() && now.Sub(o.lastFull) < 24*time.Hour:
		o.fault("asked unconditionally after %v", now.Sub(o.lastFull))
	}
	if r.Header.Get("Cookie")+r.Header.Get("Referer")+r.Header.Get("Authorization")+r.URL.RawQuery != "" || !strings.Contains(r.Header.Get("User-Agent"), "+https://") {
		o.fault("bad header %v", r.Header)
	}
	o.last = now
	o.requests++
	return conditional
}

// ServeFeed answers a request for the feed.
func (o *outlet) ServeFeed(w http.ResponseWriter, r *http.Request, now time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	conditional := o.score(r, now)
	hour := int(now.Sub(o.started) / time.Hour)
	switch {
	case o.kind == 3 && hour%30 > 20: // failing spells
		w.WriteHeader(500)
		return
	case o.kind == 4 && hour%40 > 30: // asks for a pause
		status := []int{429, 503}[o.n/10%2]
		wait := 5 * time.Hour
		w.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)))
		o.holdTill = now.Add(wait)
		w.WriteHeader(status)
		return
	case o.kind == 5 && hour%26 == 25: // breaks off
		w.Header().Set("Content-Length", "100000")
		fmt.Fprint(w, "<rss><channel><item>")
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
	o.answer(w, r, now, conditional)
}

// answer sends the feed, or 304.
func (o *outlet) answer(w http.ResponseWriter, r *http.Request, now time.Time, conditional bool) {
	newest := o.entries(now)[0]
	tag := fmt.Sprintf(`W/"%d-%d"`, o.n, newest)
	modified := o.started.Add(time.Duration(newest) * time.Second).Format(http.TimeFormat)
	if conditional && (r.Header.Get("If-None-Match") == tag || o.kind == 1 && r.Header.Get("If-Modified-Since") == modified) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	switch o.kind {
	case 1:
		w.Header().Set("Last-Modified", modified)
	case 2: // gives none
	default:
		w.Header().Set("ETag", tag)
	}
	if !conditional {
		o.lastFull = now
	}
	o.full++
	for _, i := range o.entries(now) {
		o.served[fmt.Sprintf("http://outlet%d.example/%d", o.n, i)] = true
	}
	fmt.Fprint(w, o.document(now))
}

// weekClock moves only when somebody sleeps, for all at once.
type weekClock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *weekClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *weekClock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(max(d, 0))
	return ctx.Err()
}

// until moves on to a time, unless it is past.
func (c *weekClock) until(t time.Time) { c.sleep(context.Background(), t.Sub(c.now())) } //nolint:errcheck // the context does not end

// everywhere resolves all names to 127.0.0.1.
type everywhere struct{}

func (everywhere) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

// week is a store that hourly runs work on, each as a process of its own would: it opens the store and knows nothing else.
type week struct {
	t     *testing.T
	db    string
	clock *weekClock
	port  string
	feeds []Feed
}

// run is one run of the hourly job.
func (k *week) run() {
	k.t.Helper()
	store, err := storage.Open(k.db, storage.Options{Now: k.clock.now()})
	if err != nil {
		k.t.Fatal(err)
	}
	defer store.Close()
	hosts, err := Hosts(store)
	if err != nil {
		k.t.Fatal(err)
	}
	number, _ := strconv.Atoi(k.port)
	client := fetch.New(fetch.Options{UserAgent: "sitrep/1.0", Contact: "https://example.org/contact", Clock: k.clock.now, Sleep: k.clock.sleep,
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Ports: []uint16{uint16(number)}, Resolver: everywhere{}, Hosts: hosts,
		HostChanged: func(host string, s fetch.HostState) {
			if err := KeepHost(store, host, s); err != nil {
				k.t.Error(err)
			}
		}})
	defer client.CloseIdleConnections()
	p := &Pipeline{Store: store, Client: client, Feeds: k.feeds, Read: readBlasts, Extractor: "v1", Now: k.clock.now, Log: slog.New(slog.DiscardHandler), Attempts: 5, Workers: 2}
	if tally, err := p.Run(context.Background()); err != nil {
		k.t.Fatalf("%v\n%s", err, tally)
	}
}

// kept counts the items of the store by their address without the port, and checks the store.
func (k *week) kept() map[string]int {
	store, err := storage.Open(k.db, storage.Options{})
	if err != nil {
		k.t.Fatal(err)
	}
	defer store.Close()
	if err := store.Check(func(err error) { k.t.Error(err) }); err != nil {
		k.t.Error(err)
	}
	kept := map[string]int{}
	err = storage.Each(store, storage.Items, "", func(_ string, item storage.Item) error {
		listed, err := payload(item)
		kept[strings.Replace(listed.URL, ":"+k.port, "", 1)]++
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return kept
}

// memory is a folder whose files need no disk, where there is one: a week is six thousand commits.
func memory(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "sitrep-week-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// TestWeek is scenario F09: seven days of an hourly job over forty feeds, two hundred with -tags slow, each run on the store as the one before it left
// it. The servers score their visitor: no request comes early, none unconditionally within a day, none before Retry-After, none
// with a query, a cookie or a referer; and each entry that was served is kept exactly once.
func TestWeek(t *testing.T) {
	if testing.Short() {
		t.Skip("a week takes seconds")
	}
	clock := &weekClock{t: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)}
	start := clock.t
	k := &week{t: t, db: filepath.Join(memory(t), "week.db"), clock: clock}
	var outlets []*outlet
	for n := range weekOutlets {
		every := time.Duration(1+n*37%29) * time.Hour
		if n%10 == 2 {
			every = 2 * time.Hour
		}
		outlets = append(outlets, &outlet{n: n, kind: n % 10, every: every, started: start, served: map[string]bool{}})
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(404)
			return
		}
		var n int
		if _, err := fmt.Sscanf(r.Host, "outlet%d.example", &n); err != nil || r.URL.Path != "/feed" {
			t.Errorf("asked for %s of %s", r.URL, r.Host)
		}
		outlets[n].ServeFeed(w, r, clock.now())
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	defer server.Close()
	_, k.port, _ = strings.Cut(server.Listener.Addr().String(), ":")
	for _, o := range outlets {
		k.feeds = append(k.feeds, Feed{Name: strconv.Itoa(o.n), URL: fmt.Sprintf("http://outlet%d.example:%s/feed", o.n, k.port), TrustContent: true})
	}
	for hour := range 7 * 24 {
		clock.until(start.Add(time.Duration(hour) * time.Hour))
		k.run()
	}
	report(t, outlets, k.kept())
}

// report compares what was served with what was kept.
func report(t *testing.T, outlets []*outlet, kept map[string]int) {
	t.Helper()
	served, lost, requests, full, faults := 0, 0, 0, 0, 0
	for _, o := range outlets {
		requests, full, faults = requests+o.requests, full+o.full, faults+len(o.faults)
		for _, f := range o.faults[:min(len(o.faults), 3)] {
			t.Error(f)
		}
		for u := range o.served {
			served++
			if kept[u] == 0 {
				lost++
				t.Errorf("served and not kept: %s", u)
			}
		}
	}
	double := 0
	for u, n := range kept {
		if n > 1 {
			double++
			t.Errorf("kept %d times: %s", n, u)
		}
	}
	t.Logf("%d feeds: %d requests (%d full answers), %d faults; %d entries served, %d lost, %d kept twice", len(outlets), requests, full, faults, served, lost, double)
}
