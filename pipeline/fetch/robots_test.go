package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestRobotsRules is the table of what robots.txt allows (RFC 9309 and the common extensions).
func TestRobotsRules(t *testing.T) {
	for _, c := range []struct{ name, file, allowed, refused string }{
		{"empty file", "", "/ /a", ""},
		{"nobody", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a"},
		{"empty disallow", "User-agent: *\nDisallow:", "/a", ""},
		{"own group only", "User-agent: *\nDisallow: /\n\nUser-agent: sitrep\nDisallow: /private", "/ /a", "/private /private/x /privateer"},
		{"case of the name", "User-agent: SitRep\nDisallow: /x", "/a", "/x"},
		{"name with version", "User-agent: sitrep/2.0\nDisallow: /x", "/a", "/x"},
		{"a longer name is another", "User-agent: sitreporter\nDisallow: /\n", "/a", ""},
		{"a shorter name is another", "User-agent: sit\nDisallow: /\n", "/a", ""},
		{"groups merge", "User-agent: sitrep\nDisallow: /a\n\nUser-agent: other\nDisallow: /b\n\nUser-agent: sitrep\nDisallow: /c", "/b /d", "/a /c"},
		{"star groups merge", "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /c", "/b", "/a /c"},
		{"several agents", "User-agent: other\nUser-agent: sitrep\nDisallow: /a", "/b", "/a"},
		{"agents around a blank line and a comment", "User-agent: sitrep # us\n\n# and them\nUser-agent: other\nDisallow: /a", "/b", "/a"},
		{"rules before any group", "Disallow: /\nUser-agent: *\nDisallow: /a", "/b", "/a"},
		{"longest wins", "User-agent: *\nDisallow: /page\nAllow: /page/open", "/page/open/1 /p", "/page /page/x"},
		{"longest wins, other order", "User-agent: *\nAllow: /page/open\nDisallow: /page", "/page/open", "/page/x"},
		{"allow on a tie", "User-agent: *\nDisallow: /folder\nAllow: /folder", "/folder/x", ""},
		{"allow on a tie, other order", "User-agent: *\nAllow: /folder\nDisallow: /folder", "/folder/x", ""},
		{"allow root only", "User-agent: *\nAllow: /$\nDisallow: /", "/", "/page"},
		{"star", "User-agent: *\nDisallow: /*.php", "/x /php", "/a.php /a/b.php?x /index.php5"},
		{"star and end", "User-agent: *\nDisallow: /*.php$", "/a.php?x /a.php5", "/a.php /a/b.php"},
		{"star in the middle", "User-agent: *\nDisallow: /a*z", "/a /abc /ba/z", "/az /a/b/z /abczz"},
		{"star at the end", "User-agent: *\nDisallow: /fish*", "/Fish /cat", "/fish /fish.html /fish/x"},
		{"directory", "User-agent: *\nDisallow: /fish/", "/fish /fish.html", "/fish/ /fish/x"},
		{"several stars", "User-agent: *\nDisallow: /*/a/*/b$", "/a/x/b /x/a/b /x/a/y/bc", "/x/a/y/b /x/y/a/z/b"},
		{"end after star", "User-agent: *\nDisallow: /x*$", "/a", "/x /xyz"},
		{"case of the path", "User-agent: *\nDisallow: /Fish", "/fish", "/Fish"},
		{"query", "User-agent: *\nDisallow: /*?", "/a", "/a?b=c"},
		{"escapes", "User-agent: *\nDisallow: /a%3cd.html\nDisallow: /%7ejoe/\nDisallow: /b%2fc", "/b/c", "/a%3Cd.html /~joe/x /%7Ejoe/ /b%2Fc"},
		{"beyond ascii", "User-agent: *\nDisallow: /ツ", "/a", "/%E3%83%84 /ツ"},
		{"carriage returns", "User-agent: *\rDisallow: /a\r\nDisallow: /b\n", "/c", "/a /b"},
		{"mark", "\ufeffUser-agent: *\nDisallow: /a", "/b", "/a"},
		{"blanks", "  User-Agent  :  *  \n\t Disallow\t:\t/a  # no", "/b", "/a"},
		{"page in place of rules", "<!DOCTYPE html><html><body>Disallow: /</body></html>", "/a", ""},
		{"junk between", "User-agent: *\nHost: a.example\nNoindex: /x\nsome text\nDisallow: /a", "/x", "/a"},
		{"unknown line keeps a group open", "User-agent: a\nSitemap: https://a.example/s.xml\nUser-agent: sitrep\nDisallow: /a", "/b", "/a"},
		{"spelling", "Useragent: sitrep\nDisallow: /a", "/b", "/a"},
		{"no slash", "User-agent: *\nDisallow: a", "/a", ""},
	} {
		rules := parseRobots([]byte(c.file), "sitrep").rules
		for _, p := range strings.Fields(c.allowed) {
			if !allows(rules, p) {
				t.Errorf("%s: %s is refused", c.name, p)
			}
		}
		for _, p := range strings.Fields(c.refused) {
			if allows(rules, p) {
				t.Errorf("%s: %s is allowed", c.name, p)
			}
		}
	}
}

// TestRobotsExtras: crawl-delay and sitemaps.
func TestRobotsExtras(t *testing.T) {
	file := parseRobots([]byte("Sitemap: https://a.example/1.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x\nSitemap: https://a.example/2.xml\nUser-agent: b\nCrawl-delay: 900"), "sitrep")
	if file.crawlDelay != 2500*time.Millisecond || len(file.sitemaps) != 2 {
		t.Errorf("got %+v", file)
	}
}

// TestRobotsCost: a file of wildcards costs little (the bound is generous: a library took seconds).
func TestRobotsCost(t *testing.T) {
	file := "User-agent: *\n" + strings.Repeat("Disallow: /*a*a*a*a*a*a*a*a*a*a*b$\n", 30000)
	start := time.Now()
	rules := parseRobots([]byte(file), "sitrep").rules
	if len(rules) != maxRobotsRules {
		t.Errorf("%d rules", len(rules))
	}
	if !allows(rules, "/"+strings.Repeat("a", 2000)) {
		t.Error("refused")
	}
	t.Logf("%d rules against 2000 bytes: %v", len(rules), time.Since(start).Round(time.Millisecond))
}

// TestF21RobotsStatus: what each answer to /robots.txt means for the page.
func TestF21RobotsStatus(t *testing.T) {
	for name, c := range map[string]struct {
		robots http.HandlerFunc
		want   error
	}{
		"200 allows":    {func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /other") }, nil},
		"200 disallows": {func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /page") }, ErrRobots},
		"200 empty":     {func(w http.ResponseWriter, r *http.Request) {}, nil},
		"401":           {status(401), nil},
		"403":           {status(403), nil},
		"404":           {status(404), nil},
		"410":           {status(410), nil},
		"429":           {status(429), ErrStatus},
		"500":           {status(500), ErrStatus},
		"503":           {status(503), ErrStatus},
		"six redirects": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", r.URL.Path+"x")
			w.WriteHeader(301)
		}, nil},
		"two redirects": {func(w http.ResponseWriter, r *http.Request) {
			if len(r.URL.Path) < len("/robots.txtxx") {
				w.Header().Set("Location", r.URL.Path+"x")
				w.WriteHeader(301)
				return
			}
			fmt.Fprint(w, "User-agent: *\nDisallow: /page")
		}, ErrRobots},
		"600 KiB": {func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "User-agent: *\nDisallow: /page\n"+strings.Repeat("# padding\n", 60000)+"Allow: /page\n")
		}, ErrRobots},
		"reset": {func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }, ErrUnreachable},
	} {
		server, client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/robots.txt") {
				c.robots(w, r)
				return
			}
			fmt.Fprint(w, "<html></html>")
		})
		_, err := client.Get(context.Background(), Request{URL: server.URL + "/page"})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
		t.Logf("%-14s %v", name, err)
	}
}

// TestF21RobotsTimeout: a robots.txt that does not come in time allows nothing, costs no more than a page would, and is not
// asked for again before an hour is over. The clock is the bubble's.
func TestF21RobotsTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		c := New(Options{UserAgent: "sitrep/1.0", Resolver: names{"news.example": {"93.184.215.14"}}, Dial: func(context.Context, string, string) (net.Conn, error) {
			asked++
			client, server := net.Pipe()
			go func() {
				defer server.Close()
				if _, err := readHead(server); err == nil {
					time.Sleep(time.Hour)
				}
			}()
			return client, nil
		}})
		start := time.Now()
		fails(t, c, Request{URL: "http://news.example/page"}, ErrUnreachable)
		took := time.Since(start)
		fails(t, c, Request{URL: "http://news.example/page/2"}, ErrRetryLater)
		if took > 31*time.Second || asked != 1 {
			t.Errorf("took %v, asked %d times", took, asked)
		}
		c.CloseIdleConnections()
		time.Sleep(2 * time.Hour) // the server comes to its end
		t.Logf("disallowed after %v", took.Round(time.Second))
	})
}

// status answers with a bare status.
func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
}

// TestF22RobotsCache: robots.txt is asked for once a day; while it cannot be had the last copy rules; after thirty days it counts as absent.
func TestF22RobotsCache(t *testing.T) {
	var asked, code atomic.Int32
	code.Store(200)
	server, c, clock := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			fmt.Fprint(w, "<html></html>")
			return
		}
		asked.Add(1)
		w.WriteHeader(int(code.Load()))
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed")
	})
	open, closed := Request{URL: server.URL + "/open"}, Request{URL: server.URL + "/closed"}
	get(t, c, open)
	fails(t, c, closed, ErrRobots)
	clock.advance(23*time.Hour + 58*time.Minute)
	get(t, c, open)
	if asked.Load() != 1 {
		t.Errorf("asked %d times within a day", asked.Load())
	}
	clock.advance(3 * time.Minute)
	get(t, c, open)
	if asked.Load() != 2 {
		t.Errorf("asked %d times after a day", asked.Load())
	}
	code.Store(500)
	clock.advance(25 * time.Hour)
	get(t, c, open)
	fails(t, c, closed, ErrRobots)
	clock.advance(10 * time.Minute)
	get(t, c, open)
	if asked.Load() != 3 {
		t.Errorf("an unreachable robots.txt was asked for %d times within an hour", asked.Load()-2)
	}
	clock.advance(31 * 24 * time.Hour)
	get(t, c, closed)
	t.Logf("%d requests for robots.txt: one a day, one within the hour in which it could not be had, one after 31 days", asked.Load())
}

// TestCrawlDelay: a crawl-delay up to a minute is kept; a longer one allows one request a run.
func TestCrawlDelay(t *testing.T) {
	delay := "30"
	server, c, clock := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprintf(w, "User-agent: *\nCrawl-delay: %s", delay)
			return
		}
		fmt.Fprint(w, "<html></html>")
	})
	get(t, c, Request{URL: server.URL + "/1"})
	before := clock.now()
	get(t, c, Request{URL: server.URL + "/2"})
	if gap := clock.now().Sub(before); gap < 30*time.Second || gap > 45*time.Second {
		t.Errorf("gap %v", gap)
	}
	delay = "600"
	clock.advance(25 * time.Hour)
	fails(t, c, Request{URL: server.URL + "/3"}, ErrRetryLater)
	clock.advance(10 * time.Minute)
	get(t, c, Request{URL: server.URL + "/3"})
}

// FuzzRobots: any file is read, and any path answered.
func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /%7e"), "/a/b")
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		allows(parseRobots(body, "sitrep").rules, path)
	})
}
