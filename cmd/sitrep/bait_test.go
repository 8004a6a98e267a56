package main

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"sitrep/storage"
)

// trap is a site whose feeds try to have a file of this machine opened, or another port of it asked.
type trap struct {
	*httptest.Server
	bait string // path of the file
	port string // of the other server
	hits atomic.Int32
}

func newTrap(t *testing.T) *trap {
	s := &trap{bait: filepath.Join(t.TempDir(), "bait.html")}
	if err := os.WriteFile(s.bait, []byte("<html><body><p>"+strings.Repeat("Nobody was to read this. ", 20)+"</p></body></html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { s.hits.Add(1) }))
	t.Cleanup(other.Close)
	s.port = portOf(other.URL)
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

// portOf returns the port of an address.
func portOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Port()
}

// links are what must not be followed: the schemes of scenario S05, and the other port.
func (s *trap) links() []string {
	return []string{"file://" + s.bait, "FILE://" + s.bait, "fi\tle://" + s.bait, "file:" + s.bait, "file://localhost" + s.bait, s.bait, "gopher://127.0.0.1:" + s.port + "/", "ftp://127.0.0.1:" + s.port + "/bait", "data:text/html,bait",
		"javascript:alert('bait')", "//127.0.0.1:" + s.port + "/bait/2", "http://127.0.0.1:" + s.port + "/bait", "HTTP://LOCALHOST:" + s.port + "/bait", "jar:file://" + s.bait + "!/", "view-source:file://" + s.bait, "\\\\127.0.0.1\\" + s.bait, ""}
}

// entities are documents that ask for more than they hold (X04).
func (s *trap) entities() map[string]string {
	laughs := `<!ENTITY a0 "laugh">`
	for i := range 9 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	other := "http://127.0.0.1:" + s.port + "/bait.dtd"
	return map[string]string{
		"/laughs":    "<!DOCTYPE rss [" + laughs + "]>",
		"/file":      `<!DOCTYPE rss [<!ENTITY a9 SYSTEM "file://` + s.bait + `">]>`,
		"/http":      `<!DOCTYPE rss [<!ENTITY a9 SYSTEM "` + other + `">]>`,
		"/public":    `<!DOCTYPE rss [<!ENTITY a9 PUBLIC "-//x//y" "` + other + `">]>`,
		"/parameter": `<!DOCTYPE rss [<!ENTITY % p SYSTEM "` + other + `"> %p; <!ENTITY a9 "x">]>`,
		"/subset":    `<!DOCTYPE rss SYSTEM "` + other + `">`,
		"/xinclude":  `<?xml-stylesheet href="` + other + `"?>`,
	}
}

func (s *trap) answer(w http.ResponseWriter, r *http.Request) {
	head, is := s.entities()[r.URL.Path]
	switch {
	case is:
		fmt.Fprintf(w, `%s<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>t</title><item><title>Told of &a9; here</title><link>/story%s</link><description>&a9;<xi:include href="file://%s"/></description></item></channel></rss>`, head, r.URL.Path, s.bait)
	case r.URL.Path == "/schemes":
		fmt.Fprint(w, `<rss version="2.0"><channel><title>t</title>`)
		for i, link := range s.links() {
			fmt.Fprintf(w, `<item><title>Entry %d</title><guid isPermaLink="false">g%d</guid><link>%s</link><description>In short.</description></item>`, i, i, html.EscapeString(link))
		}
		fmt.Fprint(w, `</channel></rss>`)
	case strings.HasPrefix(r.URL.Path, "/story/"):
		fmt.Fprintf(w, `<html><head><link rel="canonical" href="file://%s"><link rel="amphtml" href="http://127.0.0.1:%s/bait"><meta property="og:url" content="//127.0.0.1:%[2]s/bait"><base href="file:///"></head><body><article><h1>Told of it here</h1><p>A bridge was closed on Friday near the old mill, the town said, and it will be opened again in spring.</p><iframe src="file://%[1]s"></iframe></article></body></html>`, s.bait, s.port)
	default:
		http.NotFound(w, r)
	}
}

// configure lets the program ask the trap, and nothing else of this machine.
func (s *trap) configure(t *testing.T) string {
	config := fmt.Sprintf("allow: [127.0.0.1/32]\nports: [%s]\nhost_delay: 1ms\nfree_space: 1\nsources:\n  - {name: schemes, url: \"%s/schemes\"}\n", portOf(s.URL), s.URL)
	for path := range s.entities() {
		config += fmt.Sprintf("  - {name: %s, url: \"%s%s\"}\n", path[1:], s.URL, path)
	}
	file := filepath.Join(t.TempDir(), "trap.yaml")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestS05Schemes, X04 and S16: a run over feeds that name files and foreign ports in links and in entities opens none of them,
// connects to the site alone, listens nowhere, and keeps the entries.
func TestS05Schemes(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process")
	}
	s, db := newTrap(t), filepath.Join(t.TempDir(), "trap.db")
	opens, connects := 0, 0
	for call := range strings.Lines(watched(t, program(t), exitPartial, "run", "-c", s.configure(t), "--db", db)) {
		connects += strings.Count(call, "connect(")
		if strings.Contains(call, "bait") || strings.Contains(call, "htons("+s.port+")") || listens.MatchString(call) {
			opens++
			t.Error(call)
		}
	}
	if s.hits.Load() > 0 || connects == 0 {
		t.Errorf("%d requests at the other port, %d connections in all", s.hits.Load(), connects)
	}
	kept := s.kept(t, db)
	t.Logf("%d links and %d documents: %d files or ports opened, %d entries kept", len(s.links()), len(s.entities()), opens, kept)
}

// kept counts the entries of a store, and holds that none has grown or holds the bait.
func (s *trap) kept(t *testing.T, db string) (n int) {
	t.Helper()
	store, err := storage.Open(db, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := storage.Each(store, storage.Items, "", func(_ string, item storage.Item) error {
		n++
		if len(item.Payload) > 2000 || strings.Contains(string(item.Payload), "Nobody was to read this") {
			t.Errorf("item %s", item.Payload)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if want := len(s.links()) + len(s.entities()); n != want {
		t.Errorf("%d entries kept, want %d", n, want)
	}
	return n
}
