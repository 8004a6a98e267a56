package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
)

// TestS01PrivateLiterals: addresses that are not public are refused before anything is dialled.
func TestS01PrivateLiterals(t *testing.T) {
	dialled := 0
	c := New(Options{UserAgent: "sitrep/1.0", Sleep: newClock().sleep, Dial: func(context.Context, string, string) (net.Conn, error) {
		dialled++
		return nil, errors.New("no")
	}})
	literals := []string{
		"127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3",
		"192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[fe80::1]", "[fe80::1%25lo]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]",
		"[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:0:1::1]", "[2001:db8::1]", "[fec0::1]", "[::127.0.0.1]",
	}
	for _, l := range literals {
		fails(t, c, Request{URL: "http://" + l + "/"}, ErrBlockedAddress)
	}
	if dialled > 0 {
		t.Errorf("%d dials", dialled)
	}
	t.Logf("%d literals, %d dials", len(literals), dialled)
}

// resolvers are the two that Go has: its own, here without a name server, and that of the system, which reads odd notations of addresses.
var resolvers = map[string]Resolver{
	"system": &net.Resolver{PreferGo: false},
	"go": &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no name server here")
	}},
}

// TestS02OddForms: no way to write an address leads inside, whoever resolves it; and where the guard let one pass that a resolver
// reads as an address, it would be refused when it is dialled.
func TestS02OddForms(t *testing.T) {
	numbers := []string{"2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.1", "0x7f.0.0.0x1", "017700000001", "0", "localhost", "[::1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]"}
	words := []string{"１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1", "localhost.", "LOCALHOST", "a.localhost", "db.internal", "printer.local", "127.0.0.1."}
	for name, resolver := range resolvers {
		c := New(Options{UserAgent: "sitrep/1.0", Sleep: newClock().sleep, Dial: refuseDial(t), Resolver: resolver})
		for _, host := range append(words, numbers...) {
			if _, err := c.Get(context.Background(), Request{URL: "http://" + host + "/"}); ClassOf(err) != ClassBlocked {
				t.Errorf("%s, %s resolver: %v", host, name, err)
			}
		}
		for _, host := range numbers {
			if _, err := c.dial(context.Background(), "tcp", net.JoinHostPort(strings.Trim(host, "[]"), "80")); err == nil {
				t.Errorf("%s, %s resolver: dialled", host, name)
			}
		}
	}
	t.Logf("%d forms, %d resolvers, 0 dials", len(words)+len(numbers), len(resolvers))
}

// refuseDial fails the test when something is dialled.
func refuseDial(t *testing.T) func(context.Context, string, string) (net.Conn, error) {
	return func(_ context.Context, _, address string) (net.Conn, error) {
		t.Errorf("dialled %s", address)
		return nil, errors.New("no")
	}
}

// inside is a policy under which 127.0.0.2 is public and 127.0.0.1 is not.
func inside(o *Options) { o.Allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")} }

// serveAt starts a server on 127.0.0.2, the public address of these tests, with a second one on 127.0.0.1 on the same port.
func serveAt(t *testing.T, public, internal http.HandlerFunc, change ...func(*Options)) (*Client, string, *atomic.Int32) {
	t.Helper()
	hits := &atomic.Int32{}
	inner := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		if internal != nil {
			internal(w, r)
		}
	}))
	t.Cleanup(inner.Close)
	port := portOf(t, inner.URL)
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.2:%d", port))
	if err != nil {
		t.Skipf("no second loopback address: %v", err)
	}
	outer := &httptest.Server{Listener: l, Config: &http.Server{Handler: robotsAbsent(public)}}
	outer.Start()
	t.Cleanup(outer.Close)
	clock := newClock()
	o := Options{UserAgent: "sitrep/1.0", Clock: clock.now, Sleep: clock.sleep, Ports: []uint16{port}, Resolver: names{"news.example": {"127.0.0.2"}, "inside.example": {"127.0.0.1"}, "mixed.example": {"127.0.0.2", "127.0.0.1"}}}
	inside(&o)
	for _, f := range change {
		f(&o)
	}
	c := New(o)
	t.Cleanup(c.CloseIdleConnections)
	return c, fmt.Sprintf(":%d", port), hits
}

// TestS03RedirectInside: a redirect to an address inside is refused at its hop.
func TestS03RedirectInside(t *testing.T) {
	var port string
	targets := map[string]string{}
	c, p, hits := serveAt(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", targets[r.URL.Path])
		w.WriteHeader(http.StatusFound)
	}, nil)
	port = p
	targets["/literal"] = "http://127.0.0.1" + port + "/x"
	targets["/name"] = "http://inside.example" + port + "/x"
	targets["/protocol-relative"] = "//127.0.0.1" + port + "/x"
	targets["/chain"] = "http://news.example" + port + "/literal"
	targets["/metadata"] = "http://169.254.169.254/latest/meta-data/"
	targets["/mapped"] = "http://[::ffff:127.0.0.1]" + port + "/x"
	for path := range targets {
		fails(t, c, Request{URL: "http://news.example" + port + path}, ErrBlockedAddress)
	}
	targets["/file"] = "file:///etc/passwd"
	fails(t, c, Request{URL: "http://news.example" + port + "/file"}, ErrBadURL)
	if n := hits.Load(); n > 0 {
		t.Errorf("%d requests reached the inside", n)
	}
	t.Logf("%d targets, %d requests inside", len(targets), hits.Load())
}

// turning answers each look-up with the next set of addresses.
type turning struct {
	answers [][]string
	asked   int
}

func (r *turning) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	texts := r.answers[min(r.asked, len(r.answers)-1)]
	r.asked++
	var addrs []netip.Addr
	for _, a := range texts {
		addrs = append(addrs, netip.MustParseAddr(a))
	}
	return addrs, nil
}

// TestS04Rebinding: the address that was checked is the one that is dialled, and a mixed answer is refused.
func TestS04Rebinding(t *testing.T) {
	resolver := &turning{answers: [][]string{{"127.0.0.2"}, {"127.0.0.1"}}}
	c, port, hits := serveAt(t, func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<html></html>")) }, nil, func(o *Options) { o.Resolver = resolver })
	get(t, c, Request{URL: "http://news.example" + port + "/"})
	c.CloseIdleConnections()
	fails(t, c, Request{URL: "http://news.example" + port + "/again"}, ErrBlockedAddress)
	mixed, port, mixedHits := serveAt(t, func(http.ResponseWriter, *http.Request) {}, nil)
	fails(t, mixed, Request{URL: "http://mixed.example" + port + "/"}, ErrBlockedAddress)
	if n := hits.Load() + mixedHits.Load(); n > 0 {
		t.Errorf("%d requests reached the inside", n)
	}
	t.Logf("%d requests inside", hits.Load()+mixedHits.Load())
}

// TestS05Schemes: only http and https are asked for; a file is opened only where the configuration names it.
func TestS05Schemes(t *testing.T) {
	c := New(Options{UserAgent: "sitrep/1.0", Sleep: newClock().sleep, Dial: refuseDial(t)})
	for _, raw := range []string{"gopher://a.example/", "ftp://a.example/", "data:text/html,x", "javascript:alert(1)", "//a.example/x", "", "   ", "HTTP:", "http://", "http:///x", "ht\ttp://a.example/", "http://a.example/\x00", "/etc/passwd", "mailto:a@b.example", "http://a.example:80:80/", "http://[::1/", "http://a b.example/"} {
		fails(t, c, Request{URL: raw}, ErrBadURL)
	}
	for _, raw := range []string{"file:///etc/hostname", "FILE:///etc/hostname", "file:fetch.go"} {
		fails(t, c, Request{URL: raw}, ErrBadURL)
	}
	for _, raw := range []string{"file://other.example/etc/hostname", "file:", "file://"} {
		fails(t, c, Request{URL: raw, Local: true}, ErrBadURL)
	}
	resp := get(t, c, Request{URL: "file:fetch.go", Local: true})
	want, err := os.ReadFile("fetch.go")
	if err != nil || string(resp.Body) != string(want) {
		t.Errorf("file:fetch.go: %v", err)
	}
	fails(t, c, Request{URL: "file:testdata/none.xml", Local: true}, ErrNoFile)
	fails(t, c, Request{URL: "file:.", Local: true}, ErrNoFile)
}

// TestS06Ports: only the ports of the web.
func TestS06Ports(t *testing.T) {
	c := New(Options{UserAgent: "sitrep/1.0", Sleep: newClock().sleep, Dial: refuseDial(t)})
	for _, port := range []string{"22", "25", "6379", "0", "8080", "65535"} {
		fails(t, c, Request{URL: "http://a.example:" + port + "/"}, ErrBlockedAddress)
	}
	fails(t, c, Request{URL: "http://a.example:99999/"}, ErrBlockedAddress)
	t.Logf("7 ports, 0 dials")
}

// TestS07UserinfoConfusion: one parse decides which host is meant; credentials are refused and never shown.
func TestS07UserinfoConfusion(t *testing.T) {
	c := New(Options{UserAgent: "sitrep/1.0", Sleep: newClock().sleep, Dial: refuseDial(t), Resolver: names{}})
	for _, raw := range []string{"http://127.0.0.1@evil.example/", "http://evil.example\\@127.0.0.1/", "http://user:hunter2@a.example/", "https://user@a.example/", "http://127.0.0.1\\.evil.example/", "http://evil.example:80@127.0.0.1/", "http://evil.example%00@127.0.0.1/", "http://@127.0.0.1/", "http://:hunter2@a.example/", "http://evil.example%23@127.0.0.1/", "http://evil.example%2f@127.0.0.1/"} {
		_, err := c.Get(context.Background(), Request{URL: raw})
		if ClassOf(err) != ClassBlocked || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", raw, err)
		}
	}
	t.Logf("0 dials")
}

// TestS07FragmentConfusion: what stands behind "#" or in the query is no host, and is dialled by nobody.
func TestS07FragmentConfusion(t *testing.T) {
	var dialled []string
	c := New(Options{UserAgent: "sitrep/1.0", Sleep: newClock().sleep, Resolver: names{"news.example": {"93.184.215.14"}}, Dial: func(_ context.Context, _, address string) (net.Conn, error) {
		dialled = append(dialled, address)
		return nil, errors.New("nobody is there")
	}})
	for _, raw := range []string{"http://news.example#@127.0.0.1/", "http://news.example/#@127.0.0.1:22/", "http://news.example?@127.0.0.1/", "http://news.example/@127.0.0.1/", "http://news.example/\\@127.0.0.1/"} {
		fails(t, c, Request{URL: raw}, ErrUnreachable)
		c.hosts = map[string]*host{}
	}
	for _, address := range dialled {
		if address != "93.184.215.14:80" {
			t.Errorf("dialled %s", address)
		}
	}
	t.Logf("%d dials, all to the host that stands before", len(dialled))
}

// TestS08Punycode: names are looked up in their ASCII form, and shown in it.
func TestS08Punycode(t *testing.T) {
	g := newGuard(nil, nil)
	for raw, want := range map[string]string{
		"https://bücher.example/":                "https://xn--bcher-kva.example/",
		"https://BÜCHER.example/":                "https://xn--bcher-kva.example/",
		"https://xn--bcher-kva.example/":         "https://xn--bcher-kva.example/",
		"https://аррӏе.example/":                 "https://xn--80ak6aa92e.example/",
		"https://a_b.example/":                   "https://a_b.example/",
		"https://xn--.example/":                  "",
		"https://xn--a.example/":                 "",
		"https://xn--example-.example/":          "",
		"https://xn--" + strings.Repeat("9", 70): "",
		"HTTPS://News.Example:443/a#b":           "https://news.example/a",
		"https://news.example./":                 "https://news.example/",
	} {
		u, err := g.parse(raw, 8192)
		if got := str(u, err); got != want {
			t.Errorf("%s: got %q (%v), want %q", raw, got, err, want)
		}
		t.Logf("%-40.40s %q", raw, want)
	}
}

// str is a URL's text, empty on an error.
func str(u *url.URL, err error) string {
	if err != nil {
		return ""
	}
	return u.String()
}

// TestS09EnvProxy: a proxy of the environment is not asked.
func TestS09EnvProxy(t *testing.T) {
	var proxied atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { proxied.Add(1) }))
	defer proxy.Close()
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"} {
		t.Setenv(name, proxy.URL)
	}
	server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<html></html>")) }))
	get(t, c, Request{URL: at(t, server, "news.example", "/")})
	if n := proxied.Load(); n > 0 {
		t.Errorf("%d requests went to the proxy", n)
	}
	t.Logf("%d requests at the proxy", proxied.Load())
}

// TestS10CookieAndAuth: nothing of one answer comes back with the next request, and no Referer on a redirect.
func TestS10CookieAndAuth(t *testing.T) {
	var seen []http.Header
	server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Clone())
		w.Header().Set("Set-Cookie", "id=1")
		w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
		if r.URL.Path == "/hop" {
			http.Redirect(w, r, "http://other.example:"+strings.Split(r.Host, ":")[1]+"/end", http.StatusFound)
			return
		}
		w.Write([]byte("<html></html>"))
	}))
	for _, path := range []string{"/", "/hop", "/"} {
		get(t, c, Request{URL: at(t, server, "news.example", path), Validators: Validators{URL: at(t, server, "news.example", "/hop"), ETag: `"x"`}})
	}
	for i, h := range seen {
		for _, name := range []string{"Cookie", "Authorization", "Referer", "Origin"} {
			if h.Get(name) != "" {
				t.Errorf("request %d has %s: %s", i, name, h.Get(name))
			}
		}
		if got := h.Get("User-Agent"); got != "sitrep/1.0 (+https://example.org/contact)" {
			t.Errorf("request %d: user agent %q", i, got)
		}
		if (h.Get("If-None-Match") != "") != (i == 1) {
			t.Errorf("request %d: validators sent to a URL that did not give them", i)
		}
	}
	if len(seen) != 4 {
		t.Errorf("%d requests, want 4", len(seen))
	}
	t.Logf("%d requests, 0 cookies, credentials or referers", len(seen))
}

// TestS12KeepAliveMix: a kept connection serves its own host only; another name is dialled, and checked, anew.
func TestS12KeepAliveMix(t *testing.T) {
	c, port, hits := serveAt(t, func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<html></html>")) }, nil)
	get(t, c, Request{URL: "http://news.example" + port + "/"})
	fails(t, c, Request{URL: "http://inside.example" + port + "/"}, ErrBlockedAddress)
	get(t, c, Request{URL: "http://news.example" + port + "/2"})
	if hits.Load() > 0 {
		t.Error("the inside was reached")
	}
	t.Logf("%d requests inside", hits.Load())
}

// TestS14EveryURLSource: feeds, sitemaps and robots.txt are guarded like pages, on each hop.
func TestS14EveryURLSource(t *testing.T) {
	var port string
	c, port, hits := serveAt(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "http://inside.example"+port+"/x")
		w.WriteHeader(http.StatusMovedPermanently)
	}, nil)
	for _, kind := range []Kind{Feed, Page, Sitemap, Robots} {
		fails(t, c, Request{URL: "http://inside.example" + port + "/", Kind: kind}, ErrBlockedAddress)
		fails(t, c, Request{URL: "http://news.example" + port + "/", Kind: kind}, ErrBlockedAddress)
	}
	if n := hits.Load(); n > 0 {
		t.Errorf("%d requests reached the inside", n)
	}
	t.Logf("%d requests inside", hits.Load())
}

// TestSecretsAreNotShown is scenario O11: messages name no password and no key.
func TestSecretsAreNotShown(t *testing.T) {
	server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }))
	_, err := c.Get(context.Background(), Request{URL: server.URL + "/feed?api_key=s3cr3t&page=2&Token=s3cr3t"})
	if err == nil || strings.Contains(err.Error(), "s3cr3t") || !strings.Contains(err.Error(), "page=2") {
		t.Errorf("got %v", err)
	}
}
