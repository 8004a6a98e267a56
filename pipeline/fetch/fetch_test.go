package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"
)

// testClock is a clock that only moves when somebody sleeps.
type testClock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *testClock { return &testClock{t: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)} }

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *testClock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(max(d, 0))
	return ctx.Err()
}

// advance moves the clock by hand.
func (c *testClock) advance(d time.Duration) { _ = c.sleep(context.Background(), d) }

// loopback is what tests may dial although it is not public.
var loopback = netip.MustParsePrefix("127.0.0.0/8")

// names resolves every name to a fixed set of addresses, 127.0.0.1 where there is none.
type names map[string][]string

func (n names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	texts, ok := n[host]
	if !ok {
		texts = []string{"127.0.0.1"}
	}
	var addrs []netip.Addr
	for _, t := range texts {
		addrs = append(addrs, netip.MustParseAddr(t))
	}
	return addrs, nil
}

// serve starts a server on 127.0.0.1 and returns a client that may speak to it.
func serve(t *testing.T, h http.HandlerFunc, change ...func(*Options)) (*httptest.Server, *Client, *testClock) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	clock := newClock()
	o := Options{UserAgent: "sitrep/1.0", Contact: "https://example.org/contact", Clock: clock.now, Sleep: clock.sleep,
		Allow: []netip.Prefix{loopback}, Ports: []uint16{80, 443, portOf(t, server.URL)}, Resolver: names{}}
	for _, f := range change {
		f(&o)
	}
	c := New(o)
	t.Cleanup(c.CloseIdleConnections)
	return server, c, clock
}

// portOf returns the port of a URL.
func portOf(t *testing.T, raw string) uint16 {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}
	return uint16(n)
}

// at gives the server's URL another host name.
func at(t *testing.T, server *httptest.Server, host, path string) string {
	t.Helper()
	return "http://" + host + ":" + strconv.Itoa(int(portOf(t, server.URL))) + path
}

// get fetches and fails the test on an error.
func get(t *testing.T, c *Client, r Request) *Response {
	t.Helper()
	resp, err := c.Get(context.Background(), r)
	if err != nil {
		t.Fatalf("get %s: %v", r.URL, err)
	}
	return resp
}

// fails fetches and fails the test unless the error is the wanted one.
func fails(t *testing.T, c *Client, r Request, want error) *Response {
	t.Helper()
	resp, err := c.Get(context.Background(), r)
	if !errors.Is(err, want) {
		t.Fatalf("get %s: got error %v, want %v", r.URL, err, want)
	}
	return resp
}

// robotsAbsent answers /robots.txt with 404 and everything else with h.
func robotsAbsent(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}
}

func TestGet(t *testing.T) {
	server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `W/"a"`)
		w.Write([]byte("<html><body>x</body></html>"))
	}))
	resp := get(t, c, Request{URL: server.URL + "/a#frag"})
	if string(resp.Body) != "<html><body>x</body></html>" || resp.FinalURL != server.URL+"/a" || resp.Validators.ETag != `W/"a"` || resp.Truncated {
		t.Errorf("unexpected response %+v", resp)
	}
}

// silentLog swallows what a test server complains about.
func silentLog() *log.Logger { return log.New(io.Discard, "", 0) }

// throughJSON sends a state through its stored form.
func throughJSON(t *testing.T, s State) State {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	return back
}
