package source

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

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
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet %d</title>`, o.n)
	for _, i := range o.entries(now) {
		guid := fmt.Sprintf("%d-%d", o.n, i)
		switch {
		case o.kind == 7 && now.Sub(o.started) > 80*time.Hour: // all identifiers change
			guid = "new-" + guid
		case o.kind == 8: // there are none
			guid = ""
		}
		published := o.started.Add(time.Duration(i-10) * o.every)
		fmt.Fprintf(&b, `<item><title>Story %d</title><link>/%d</link><guid isPermaLink="false">%s</guid><pubDate>%s</pubDate></item>`, i, i, guid, published.Format(time.RFC1123Z))
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

// reader is the part of the pipeline that this test needs: states that go through JSON, and what was kept.
type reader struct {
	states map[string][]byte
	hosts  []byte
	known  map[string]bool
	kept   map[string]int // by URL without the port
}

// run is one run of the hourly job, as a process of its own.
func (r *reader) run(t *testing.T, outlets []*outlet, o fetch.Options, clock *stillClock) {
	t.Helper()
	if err := json.Unmarshal(r.hosts, &o.Hosts); err != nil {
		t.Fatal(err)
	}
	c := fetch.New(o)
	defer c.CloseIdleConnections()
	start := clock.now()
	for _, out := range outlets {
		name := strconv.Itoa(out.n)
		var s fetch.State
		if err := json.Unmarshal(r.states[name], &s); err != nil {
			t.Fatal(err)
		}
		if !s.Due(start, fetch.Policy{}) {
			continue
		}
		poll := PollFeed(context.Background(), c, name, s.Request(start, fetch.Policy{}), clock.now)
		s = poll.After(s, r.keep(poll.Items()), fetch.Policy{})
		r.states[name], _ = json.Marshal(s)
	}
	r.hosts, _ = json.Marshal(c.Hosts())
}

// keep keeps what is new and counts it.
func (r *reader) keep(items []Item) (fresh int) {
	for _, it := range items {
		known := false
		for _, k := range it.Keys() {
			known = known || r.known[k]
			r.known[k] = true
		}
		if known {
			continue
		}
		fresh++
		u, _ := url.Parse(it.URL)
		r.kept["http://"+u.Hostname()+u.Path]++
	}
	return fresh
}

// TestWeek is scenario F09: seven days of an hourly job over two hundred feeds, each run a process of its
// own. The servers score their visitor: no request comes early, none unconditionally within a day, none
// before Retry-After; and each entry that was served is kept exactly once.
func TestWeek(t *testing.T) {
	if testing.Short() {
		t.Skip("a week takes seconds")
	}
	clock := &stillClock{t: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)}
	start := clock.t
	var outlets []*outlet
	for n := range 200 {
		every := time.Duration(1+n*37%29) * time.Hour
		if n%10 == 2 {
			every = 2 * time.Hour
		}
		outlets = append(outlets, &outlet{n: n, kind: n % 10, every: every, started: start, served: map[string]bool{}})
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(404)
			return
		}
		var n int
		fmt.Sscanf(r.Host, "outlet%d.example", &n)
		outlets[n].ServeFeed(w, r, clock.t)
	}))
	server.Config.ErrorLog = nil
	defer server.Close()
	_, port, _ := strings.Cut(server.Listener.Addr().String(), ":")
	number, _ := strconv.Atoi(port)
	options := fetch.Options{UserAgent: "sitrep/1.0", Contact: "https://example.org/contact", Clock: clock.now, Sleep: clock.sleep,
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Ports: []uint16{uint16(number)}, Resolver: everywhere{}}
	r := &reader{states: map[string][]byte{}, hosts: []byte("{}"), known: map[string]bool{}, kept: map[string]int{}}
	for _, o := range outlets {
		r.states[strconv.Itoa(o.n)], _ = json.Marshal(fetch.State{URL: fmt.Sprintf("http://outlet%d.example:%s/feed", o.n, port)})
	}
	for hour := range 7 * 24 {
		if due := start.Add(time.Duration(hour) * time.Hour); clock.t.Before(due) {
			clock.t = due
		}
		r.run(t, outlets, options, clock)
	}
	report(t, outlets, r)
}

// report compares what was served with what was kept.
func report(t *testing.T, outlets []*outlet, r *reader) {
	t.Helper()
	served, lost, requests, full, faults := 0, 0, 0, 0, 0
	for _, o := range outlets {
		requests, full, faults = requests+o.requests, full+o.full, faults+len(o.faults)
		for _, f := range o.faults[:min(len(o.faults), 3)] {
			t.Error(f)
		}
		for u := range o.served {
			served++
			if r.kept[u] == 0 {
				lost++
				t.Errorf("served and not kept: %s", u)
			}
		}
	}
	double := 0
	for u, n := range r.kept {
		if n > 1 {
			double++
			t.Errorf("kept %d times: %s", n, u)
		}
	}
	t.Logf("%d requests (%d full answers), %d faults; %d entries served, %d lost, %d kept twice", requests, full, faults, served, lost, double)
}
