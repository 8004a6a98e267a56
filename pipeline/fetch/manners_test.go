package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestF01CondGetVerbatim: validators come back byte for byte, however odd.
func TestF01CondGetVerbatim(t *testing.T) {
	type pair struct{ etag, modified string }
	pairs := []pair{{`W/"a"`, ""}, {`""`, ""}, {`unquoted`, ""}, {"\"\xc3\xa9\"", ""}, {`"a", "b"`, ""}, {`"x-gzip"`, "Tue, 04 Mar 2025 10:00:00 GMT"},
		{"", "04/03/2025 10:00"}, {"", "Tue, 04 Mar 2025 10:00:00 +0100"}, {`"1"`, "0"}, {"", "yesterday"}, {`"  spaced  "`, "Tuesday, 04-Mar-25 10:00:00 GMT"}}
	for _, want := range pairs {
		var got pair
		server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
			got = pair{strings.Join(r.Header["If-None-Match"], "|"), strings.Join(r.Header["If-Modified-Since"], "|")}
			if want.etag != "" {
				w.Header()["Etag"] = []string{want.etag}
			}
			if want.modified != "" {
				w.Header()["Last-Modified"] = []string{want.modified}
			}
			w.Write([]byte("<rss></rss>"))
		}))
		first := get(t, c, Request{URL: server.URL + "/feed", Kind: Feed})
		second := get(t, c, Request{URL: server.URL + "/feed", Kind: Feed, Validators: first.Validators})
		if got != want || first.Conditional || !second.Conditional {
			t.Errorf("sent %q, got back %q", want, got)
		}
	}
	t.Logf("%d pairs of validators came back byte for byte", len(pairs))
}

// feedServer serves one feed with validators, and counts.
type feedServer struct {
	mu             sync.Mutex
	etag, body     string
	renew          string // another ETag to give with a 304
	requests, full int
}

func (f *feedServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests++
	if f.etag != "" && r.Header.Get("If-None-Match") == f.etag {
		if f.renew != "" {
			w.Header().Set("ETag", f.renew)
			f.etag, f.renew = f.renew, ""
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	f.full++
	if f.etag != "" {
		w.Header().Set("ETag", f.etag)
		w.Header().Set("Last-Modified", "Tue, 04 Mar 2025 10:00:00 GMT")
	}
	fmt.Fprint(w, f.body)
}

// poll makes one poll and returns the state after it. entries is how many were new.
func poll(t *testing.T, c *Client, clock *testClock, s State, entries int) State {
	t.Helper()
	resp, err := c.Get(context.Background(), s.Request(clock.now(), Policy{}))
	return s.After(Outcome{At: clock.now(), Response: resp, Err: err, Entries: entries, New: entries}, Policy{})
}

// TestF02NotModified and F03: a 304 changes only the state, keeps what it does not bring and takes what it does.
func TestF02NotModified(t *testing.T) {
	f := &feedServer{etag: `"1"`, body: "<rss></rss>"}
	server, c, clock := serve(t, robotsAbsent(f.ServeHTTP))
	s := poll(t, c, clock, State{URL: server.URL + "/feed"}, 3)
	first := s
	f.renew = `"2"`
	clock.advance(time.Hour)
	s = poll(t, c, clock, s, 0)
	if s.Validators.ETag != `"2"` || s.Validators.LastModified != "Tue, 04 Mar 2025 10:00:00 GMT" || s.BodySHA256 != first.BodySHA256 || s.LastChange != first.LastChange {
		t.Errorf("state after 304: %+v", s)
	}
	clock.advance(time.Hour)
	s = poll(t, c, clock, s, 0)
	if f.full != 1 || f.requests != 3 || s.Validators.ETag != `"2"` {
		t.Errorf("%d full of %d requests, %+v", f.full, f.requests, s)
	}
	t.Logf("%d requests, %d bodies sent and parsed", f.requests, f.full)
}

// TestF04Bogus304: a 304 to an unconditional request is an error, and counted.
func TestF04Bogus304(t *testing.T) {
	server, c, clock := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(304) }))
	fails(t, c, Request{URL: server.URL}, ErrBogusNotModified)
	if s := poll(t, c, clock, State{URL: server.URL}, 0); s.Failures != 1 || !s.LastSuccess.IsZero() {
		t.Errorf("state %+v", s)
	}
	t.Logf("an error, and 1 failure counted")
}

// TestF06SameBodyNo304: a server that ignores conditions is seen through by the digest of the body.
func TestF06SameBodyNo304(t *testing.T) {
	f := &feedServer{body: "<rss></rss>"}
	server, c, _ := serve(t, robotsAbsent(f.ServeHTTP))
	first := get(t, c, Request{URL: server.URL, Kind: Feed})
	second := get(t, c, Request{URL: server.URL, Kind: Feed, BodySHA256: first.BodySHA256})
	if first.SameBody || !second.SameBody {
		t.Errorf("same body: %v, %v", first.SameBody, second.SameBody)
	}
	t.Logf("%d full answers, 1 known by its digest, 0 new", f.full)
}

// TestF07PollFloor: ten runs an hour, each with a state that went through JSON, ask once an hour.
func TestF07PollFloor(t *testing.T) {
	f := &feedServer{etag: `"1"`, body: "<rss></rss>"}
	server, c, clock := serve(t, robotsAbsent(f.ServeHTTP))
	s := State{URL: server.URL}
	start := clock.now()
	for clock.now().Before(start.Add(24 * time.Hour)) {
		if s.Due(clock.now(), Policy{}) {
			s = throughJSON(t, poll(t, c, clock, s, 5))
		}
		clock.advance(6 * time.Minute)
	}
	if f.requests > 24 || f.requests < 20 {
		t.Errorf("%d requests in 24 hours", f.requests)
	}
	t.Logf("240 runs in a day, %d requests", f.requests)
}

// TestF08UnconditionalLimit: without validators, whether never given or lost, a feed is asked once a day.
func TestF08UnconditionalLimit(t *testing.T) {
	for name, f := range map[string]*feedServer{"never given": {body: "<rss></rss>"}, "lost": {etag: `"1"`, body: "<rss></rss>"}} {
		server, c, clock := serve(t, robotsAbsent(f.ServeHTTP))
		s := State{URL: server.URL}
		for range 7 * 24 {
			if s.Due(clock.now(), Policy{}) {
				s = poll(t, c, clock, s, 5)
				s.Validators = Validators{}
			}
			clock.advance(time.Hour)
		}
		if f.full > 7 || f.full < 5 {
			t.Errorf("%s: %d unconditional requests in 7 days", name, f.full)
		}
		t.Logf("%s: %d unconditional requests in 7 days", name, f.full)
	}
}

// TestF10RetryAfter: both forms of the header, and what is neither, clamped.
func TestF10RetryAfter(t *testing.T) {
	const day = 24 * time.Hour
	date := func(d time.Duration) string { return newClock().now().Add(d).Format(http.TimeFormat) }
	for _, c := range []struct {
		header string
		want   time.Duration
	}{
		{"120", 2 * time.Minute}, {"0", time.Minute}, {"-5", time.Minute}, {"1", time.Minute}, {" 3600 ", time.Hour},
		{"1000000000000000000", 7 * day}, {"99999999999999999999999999", 7 * day}, {"604801", 7 * day},
		{date(3 * time.Hour), 3 * time.Hour}, {date(-3 * time.Hour), time.Minute}, {date(30 * day), 7 * day},
		{"soon", 4 * time.Hour}, {"1.5", 4 * time.Hour}, {"2 hours", 4 * time.Hour}, {"-soon", 4 * time.Hour}, {"Tue, 99 Foo 2025", 4 * time.Hour},
	} {
		h := http.Header{"Retry-After": {c.header}}
		now := newClock().now()
		if got := DefaultLimits().retryAfter(h, now).Sub(now); got != c.want {
			t.Errorf("Retry-After %q: %v, want %v", c.header, got, c.want)
		}
		h.Set("Date", now.Add(10*time.Hour).Format(http.TimeFormat)) // the server's clock is wrong
		if c.header == date(3*time.Hour) {
			h.Set("Retry-After", date(13*time.Hour))
			if got := DefaultLimits().retryAfter(h, now).Sub(now); got != 3*time.Hour {
				t.Errorf("with a wrong clock at the server: %v", got)
			}
		}
	}
}

// TestF10NextCheck: the state asks again exactly when the server said, and not before.
func TestF10NextCheck(t *testing.T) {
	for _, status := range []int{429, 503} {
		requests := 0
		server, c, clock := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
			requests++
			w.Header().Set("Retry-After", "18000")
			w.WriteHeader(status)
		}))
		s := poll(t, c, clock, State{URL: server.URL}, 0)
		want := clock.now().Add(5 * time.Hour)
		if !s.NextCheck.Equal(want) {
			t.Errorf("%d: next check %v, want %v", status, s.NextCheck, want)
		}
		for range 4 {
			clock.advance(time.Hour)
			if s.Due(clock.now(), Policy{}) {
				t.Errorf("%d: due at %v", status, clock.now())
			}
		}
		clock.advance(time.Hour)
		if !s.Due(clock.now(), Policy{}) {
			t.Errorf("%d: not due when the time has come", status)
		}
		if poll(t, c, clock, s, 0); requests != 2 {
			t.Errorf("%d: %d requests", status, requests)
		}
		t.Logf("%d: 0 requests in the five hours asked for, 1 when they were over", status)
	}
}

// TestF11RetryAfterScope: 429 holds the host, 503 only the source that got it.
func TestF11RetryAfterScope(t *testing.T) {
	status := 429
	asked := map[string]int{}
	server, c, clock := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		if r.URL.Path == "/a" {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(status)
			return
		}
		fmt.Fprint(w, "<rss></rss>")
	}))
	_, err := c.Get(context.Background(), Request{URL: server.URL + "/a", Kind: Feed})
	if ClassOf(err) != ClassLater {
		t.Errorf("429: %v", err)
	}
	fails(t, c, Request{URL: server.URL + "/b", Kind: Feed}, ErrRetryLater)
	again := New(Options{UserAgent: "sitrep/1.0", Clock: clock.now, Sleep: clock.sleep, Allow: c.options.Allow, Ports: c.options.Ports, Resolver: names{}, Hosts: c.Hosts()})
	fails(t, again, Request{URL: server.URL + "/b", Kind: Feed}, ErrRetryLater) // the hold outlives the process
	held := asked["/b"]
	if held != 0 {
		t.Error("the host was asked in spite of 429")
	}
	status = 503
	clock.advance(time.Hour)
	fails(t, c, Request{URL: server.URL + "/a", Kind: Feed}, ErrStatus)
	get(t, c, Request{URL: server.URL + "/b", Kind: Feed})
	t.Logf("the neighbour was asked %d times under 429, %d under 503", held, asked["/b"])
}

// TestF12CacheHints: what the server and the feed say of freshness lengthens the pause, never beyond a day and never below an hour.
func TestF12CacheHints(t *testing.T) {
	now := newClock().now()
	busy := State{URL: "http://a.example/", Validators: Validators{URL: "http://a.example/", ETag: "x"}, EntriesPerDay: 48, LastSuccess: now.Add(-time.Hour), LastFull: now.Add(-time.Hour)}
	for _, c := range []struct {
		name    string
		header  http.Header
		outcome Outcome
		low     time.Duration
		high    time.Duration
	}{
		{"nothing", http.Header{}, Outcome{}, time.Hour, time.Hour},
		{"max-age of twelve hours", http.Header{"Cache-Control": {"public, max-age=43200"}}, Outcome{}, 10*time.Hour + 48*time.Minute, 13*time.Hour + 12*time.Minute},
		{"max-age of a minute", http.Header{"Cache-Control": {"max-age=60"}}, Outcome{}, time.Hour, time.Hour},
		{"max-age of a year", http.Header{"Cache-Control": {"max-age=31536000"}}, Outcome{}, 21 * time.Hour, 27 * time.Hour},
		{"no-cache", http.Header{"Cache-Control": {"no-cache, max-age=43200"}}, Outcome{}, time.Hour, time.Hour},
		{"expires in six hours", http.Header{"Expires": {now.Add(6 * time.Hour).Format(http.TimeFormat)}}, Outcome{}, 5 * time.Hour, 7 * time.Hour},
		{"expired", http.Header{"Expires": {now.Add(-6 * time.Hour).Format(http.TimeFormat)}}, Outcome{}, time.Hour, time.Hour},
		{"expires 0", http.Header{"Expires": {"0"}}, Outcome{}, time.Hour, time.Hour},
		{"ttl of three hours", http.Header{}, Outcome{TTL: 3 * time.Hour}, 162 * time.Minute, 198 * time.Minute},
		{"skip hours", http.Header{}, Outcome{SkipHours: []int{13, 14, 15}}, 4 * time.Hour, 4 * time.Hour},
		{"all hours skipped", http.Header{}, Outcome{SkipHours: []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}}, time.Hour, 50 * time.Hour},
	} {
		o := c.outcome
		o.At = now
		o.New, o.Entries = 2, 50
		o.Response = &Response{FinalURL: busy.URL, Status: 200, Conditional: true, BodySHA256: "1", Validators: busy.Validators, FreshFor: freshFor(c.header, now)}
		if got := busy.After(o, Policy{}).NextCheck.Sub(now); got < c.low || got > c.high {
			t.Errorf("%s: next check after %v, want %v to %v", c.name, got, c.low, c.high)
		} else {
			t.Logf("%-24s next check after %v", c.name, got.Round(time.Minute))
		}
	}
}

// TestF13PermRedirect: a permanent redirect is adopted once it has lasted, a temporary one never (F14).
func TestF13PermRedirect(t *testing.T) {
	for _, c := range []struct {
		status  int
		adopted bool
	}{{301, true}, {308, true}, {302, false}, {303, false}, {307, false}} {
		f := &feedServer{etag: `"1"`, body: "<rss></rss>"}
		server, client, clock := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/old" {
				w.Header().Set("Location", "/new")
				w.WriteHeader(c.status)
				return
			}
			f.ServeHTTP(w, r)
		}))
		s := State{URL: server.URL + "/old"}
		var when time.Duration
		start := clock.now()
		for range 30 * 24 {
			if s.Due(clock.now(), Policy{}) {
				s = poll(t, client, clock, s, 0)
			}
			if when == 0 && s.URL != server.URL+"/old" {
				when = clock.now().Sub(start)
			}
			clock.advance(time.Hour)
		}
		if adopted := s.URL == server.URL+"/new"; adopted != c.adopted {
			t.Errorf("%d: url %s", c.status, s.URL)
		}
		if c.adopted && (when < 72*time.Hour || when > 100*time.Hour || !slices.Equal(s.Aliases, []string{server.URL + "/old"})) {
			t.Errorf("%d: adopted after %v, aliases %v", c.status, when, s.Aliases)
		}
		if f.full > 5 {
			t.Errorf("%d: %d full answers in 30 days: validators were not sent to the target", c.status, f.full)
		}
		t.Logf("%d: adopted %v after %v, %d aliases, %d full answers in 30 days", c.status, c.adopted, when, len(s.Aliases), f.full)
	}
}

// TestF15RedirectValidators: the validators of one URL are not sent to another.
func TestF15RedirectValidators(t *testing.T) {
	var leaks atomic.Int32
	server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/a" {
			w.Header().Set("Location", "/b")
			w.WriteHeader(301)
			return
		}
		if r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
			leaks.Add(1)
		}
		fmt.Fprint(w, "<rss></rss>")
	}))
	resp := get(t, c, Request{URL: server.URL + "/a", Kind: Feed, Validators: Validators{URL: server.URL + "/a", ETag: `"a"`}})
	if leaks.Load() > 0 || resp.Conditional || len(resp.Redirects) != 1 || resp.FinalURL != server.URL+"/b" {
		t.Errorf("%d leaks, %+v", leaks.Load(), resp)
	}
	t.Logf("%d validators leaked", leaks.Load())
}

// TestF16RedirectLoop: chains, circles and dead ends are errors within ten hops.
func TestF16RedirectLoop(t *testing.T) {
	requests := 0
	server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
		requests++
		switch {
		case r.URL.Path == "/self":
			w.Header().Set("Location", "/self")
		case r.URL.Path == "/ping":
			w.Header().Set("Location", "/pong")
		case r.URL.Path == "/pong":
			w.Header().Set("Location", "/ping#again")
		case r.URL.Path == "/nowhere":
		case r.URL.Path == "/garbage":
			w.Header().Set("Location", "http://[")
		default:
			w.Header().Set("Location", r.URL.Path+"x")
		}
		w.WriteHeader(302)
	}))
	for path, most := range map[string]int{"/chain": 11, "/self": 1, "/ping": 2, "/nowhere": 1, "/garbage": 1} {
		requests = 0
		fails(t, c, Request{URL: server.URL + path}, ErrRedirect)
		if requests > most {
			t.Errorf("%s: %d requests", path, requests)
		}
		t.Logf("%s: an error after %d requests", path, requests)
	}
}

// TestF17Gone: one 410 drops nothing; three over two days make a source gone, with a weekly probe that can bring it back.
func TestF17Gone(t *testing.T) {
	status, requests := 410, 0
	server, c, clock := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
		requests++
		if status != 200 {
			w.WriteHeader(status)
			return
		}
		fmt.Fprint(w, "<rss></rss>")
	}))
	s := poll(t, c, clock, State{URL: server.URL}, 0)
	if s.Gone || s.Health(clock.now(), Policy{}) != "failing" {
		t.Fatalf("gone after one 410: %+v", s)
	}
	for !s.Gone {
		clock.advance(time.Hour)
		if s.Due(clock.now(), Policy{}) {
			s = poll(t, c, clock, s, 0)
		}
	}
	if d := clock.now().Sub(s.GoneSince); d < 48*time.Hour || s.GoneAnswers < 3 || s.Health(clock.now(), Policy{}) != "gone" {
		t.Errorf("gone after %v and %d answers", d, s.GoneAnswers)
	} else {
		t.Logf("gone after %v and %d answers", d, s.GoneAnswers)
	}
	before := requests
	for range 28 * 24 {
		clock.advance(time.Hour)
		if s.Due(clock.now(), Policy{}) {
			s = poll(t, c, clock, s, 0)
		}
	}
	if n := requests - before; n != 4 {
		t.Errorf("%d probes in four weeks", n)
	}
	t.Logf("%d probes in the four weeks after", requests-before)
	status = 200
	for range 8 * 24 {
		clock.advance(time.Hour)
		if s.Due(clock.now(), Policy{}) {
			s = poll(t, c, clock, s, 1)
		}
	}
	if s.Gone || s.Health(clock.now(), Policy{}) != "ok" {
		t.Errorf("not back: %+v", s)
	}
}

// TestF18ErrorForever: a source that fails for sixty days is asked at least daily, and recovers within a day.
func TestF18ErrorForever(t *testing.T) {
	for _, failing := range []int{500, 404, 403} {
		status, requests := failing, 0
		server, c, clock := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
			requests++
			w.WriteHeader(status)
			fmt.Fprint(w, "<rss></rss>")
		}))
		s := State{URL: server.URL}
		for range 60 * 24 {
			if s.Due(clock.now(), Policy{}) {
				s = poll(t, c, clock, s, 0)
			}
			clock.advance(time.Hour)
		}
		if requests < 55 || requests > 70 {
			t.Errorf("%d: %d requests in 60 days", failing, requests)
		}
		status = 200
		recovered := time.Duration(0)
		for recovered = 0; recovered < 30*time.Hour && s.Failures > 0; recovered += time.Hour {
			clock.advance(time.Hour)
			if s.Due(clock.now(), Policy{}) {
				s = poll(t, c, clock, s, 1)
			}
		}
		if s.Failures > 0 || recovered > 24*time.Hour {
			t.Errorf("%d: recovered after %v", failing, recovered)
		}
		t.Logf("%d for 60 days: %d requests, recovered %v after the end of it", failing, requests, recovered)
	}
}

// TestShortInterval: a source whose longest interval is short is still asked for a whole document once a day only, and is still
// left alone for a day when it goes on failing. Its own pauses are not taken for those of a wrong clock.
func TestShortInterval(t *testing.T) {
	short := Policy{MaxInterval: 2 * time.Hour}
	now := time.Date(2025, 3, 4, 12, 0, 0, 0, time.UTC)
	s := State{URL: "http://a.example/feed"}.After(Outcome{At: now, Response: &Response{Status: 200, BodySHA256: "x", FinalURL: "http://a.example/feed"}}, short)
	if at := now.Add(23 * time.Hour); s.Due(at, short) {
		t.Errorf("without validators: due at %v", at)
	}
	s = State{URL: "http://a.example/feed"}
	for range 10 {
		s = s.After(Outcome{At: now, Err: ErrUnreachable}, short)
	}
	if s.Due(now.Add(23*time.Hour), short) || !s.Due(now.Add(24*time.Hour), short) || !s.Due(now.Add(-48*time.Hour), short) {
		t.Errorf("failing: next check %v", s.NextCheck)
	}
}

// TestF19Offline: when nobody answers, it is us.
func TestF19Offline(t *testing.T) {
	server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<rss></rss>") }))
	address := server.URL
	server.Close()
	for i := range 5 {
		u := strings.Replace(address, "127.0.0.1", fmt.Sprintf("host%d.example", i), 1)
		_, err := c.Get(context.Background(), Request{URL: u, Kind: Feed})
		if ClassOf(err) != ClassUnreachable {
			t.Errorf("%s: %v", u, err)
		}
	}
	if !c.Offline() {
		t.Error("not offline though nobody answers")
	}
	for name, failure := range map[string]struct {
		err  error
		want bool
	}{
		"no route":       {&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ENETUNREACH)}, true},
		"no name server": {&net.DNSError{Err: "server misbehaving", IsTemporary: true}, true},
		"no such host":   {&net.DNSError{Err: "no such host", IsNotFound: true}, false},
	} {
		one := New(Options{UserAgent: "sitrep/1.0", Sleep: newClock().sleep, Resolver: noNames{failure.err}})
		fails(t, one, Request{URL: "https://news.example/feed"}, ErrUnreachable)
		if s := one.Hosts()["news.example"]; failure.want && (s.Failures > 0 || len(s.Robots) > 0) {
			t.Errorf("%s: counted against the host: %+v", name, s)
		}
		if one.Offline() != failure.want {
			t.Errorf("%s: offline %v with one host", name, one.Offline())
		}
	}
	server2, c2, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<rss></rss>") }))
	for i := range 5 {
		get(t, c2, Request{URL: at(t, server2, fmt.Sprintf("host%d.example", i), "/"), Kind: Feed})
	}
	if c2.Offline() {
		t.Error("offline though all answer")
	}
}

// noNames resolves nothing.
type noNames struct{ err error }

func (n noNames) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return nil, n.err
}

// TestF20StaleReport: thirty days without news and five days unparsable are named, to the day.
func TestF20StaleReport(t *testing.T) {
	f := &feedServer{etag: `"1"`, body: "<rss></rss>"}
	server, c, clock := serve(t, robotsAbsent(f.ServeHTTP))
	s := poll(t, c, clock, State{URL: server.URL}, 3)
	start := clock.now()
	var stale time.Duration
	for stale == 0 && clock.now().Sub(start) < 40*24*time.Hour {
		clock.advance(time.Hour)
		if s.Due(clock.now(), Policy{}) {
			s = poll(t, c, clock, s, 0)
		}
		if s.Health(clock.now(), Policy{}) == "stale" {
			stale = clock.now().Sub(start).Round(time.Hour)
		}
	}
	if stale != 30*24*time.Hour {
		t.Errorf("stale after %v", stale)
	}
	t.Logf("stale after %v", stale)
	u := State{URL: "http://a.example/"}
	at := clock.now()
	for d := time.Duration(0); d <= 6*24*time.Hour; d += 24 * time.Hour {
		u = u.After(Outcome{At: at.Add(d), Response: &Response{Status: 200, BodySHA256: "1", FinalURL: u.URL}, Unparsable: errors.New("not a feed")}, Policy{})
		want := "failing"
		if d >= 5*24*time.Hour {
			want = "unparsable"
		}
		if got := u.Health(at.Add(d), Policy{}); got != want {
			t.Errorf("after %v: %s, want %s", d, got, want)
		}
	}
}

// TestF23PerHostDelay: two hundred links and eight workers: two seconds apart, one at a time.
func TestF23PerHostDelay(t *testing.T) {
	var mu sync.Mutex
	var times []time.Time
	var open, most int
	var clock *testClock
	server, c, clk := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		open++
		most = max(most, open)
		times = append(times, clock.now())
		mu.Unlock()
		fmt.Fprint(w, "<html></html>")
		mu.Lock()
		open--
		mu.Unlock()
	}))
	clock = clk
	links := make(chan int)
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for i := range links {
				if _, err := c.Get(context.Background(), Request{URL: fmt.Sprintf("%s/%d", server.URL, i)}); err != nil {
					t.Errorf("link %d: %v", i, err)
				}
			}
		})
	}
	for i := range 200 {
		links <- i
	}
	close(links)
	workers.Wait()
	least := time.Hour
	for i := 1; i < len(times); i++ {
		least = min(least, times[i].Sub(times[i-1]))
	}
	if len(times) != 200 || least < 2*time.Second || most > 1 {
		t.Errorf("%d requests, least gap %v, %d at once", len(times), least, most)
	}
	t.Logf("least gap %v, %d open at once, %v for 200 links", least, most, times[199].Sub(times[0]).Round(time.Second))
}

// TestBreaker: five failures in a row open the breaker, which lets one probe through after half an hour.
func TestBreaker(t *testing.T) {
	requests := 0
	server, c, clock := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
		requests++
		w.WriteHeader(502)
	}))
	for i := range 20 {
		c.Get(context.Background(), Request{URL: fmt.Sprintf("%s/%d", server.URL, i)})
	}
	if requests != 5 {
		t.Errorf("%d requests before the breaker opened", requests)
	}
	clock.advance(31 * time.Minute)
	for i := range 5 {
		c.Get(context.Background(), Request{URL: fmt.Sprintf("%s/again/%d", server.URL, i)})
	}
	if requests != 6 {
		t.Errorf("%d requests, want one probe", requests)
	}
}

// TestT02ClockJump: a clock that was wrong starves nobody and makes nobody be asked too often.
func TestT02ClockJump(t *testing.T) {
	f := &feedServer{etag: `"1"`, body: "<rss></rss>"}
	server, c, clock := serve(t, robotsAbsent(f.ServeHTTP))
	s := poll(t, c, clock, State{URL: server.URL}, 3)
	for _, jump := range []time.Duration{-time.Hour, -10 * 365 * 24 * time.Hour, 10 * 365 * 24 * time.Hour, 10 * 365 * 24 * time.Hour, -10 * 365 * 24 * time.Hour} {
		clock.mu.Lock()
		clock.t = clock.t.Add(jump)
		clock.mu.Unlock()
		before, start := f.requests, clock.now()
		for clock.now().Sub(start) < 26*time.Hour {
			if s.Due(clock.now(), Policy{}) {
				s = poll(t, c, clock, s, 1)
			}
			clock.advance(time.Hour)
		}
		if n := f.requests - before; n < 1 || n > 27 {
			t.Errorf("after a jump of %v: %d requests in 26 hours", jump, n)
		}
	}
}

// TestT01DST: an hourly run polls hourly, 24 times a day, through changes of the local clock.
func TestT01DST(t *testing.T) {
	f := &feedServer{etag: `"1"`, body: "<rss></rss>"}
	server, c, clock := serve(t, robotsAbsent(f.ServeHTTP))
	s := State{URL: server.URL}
	for day := range 3 {
		before := f.requests
		for range 24 {
			run := clock.now()
			clock.advance(time.Duration(day*7) * time.Second) // the run needs a little before this feed's turn
			if s.Due(run, Policy{}) {
				s = poll(t, c, clock, s, 2)
			}
			clock.mu.Lock()
			clock.t = run.Add(time.Hour)
			clock.mu.Unlock()
		}
		if n := f.requests - before; n != 24 {
			t.Errorf("day %d: %d requests", day, n)
		}
	}
}
