package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/pipeline/fetch"
	"sitrep/pipeline/source"
	"sitrep/storage"
)

// errand is what a child process of these tests is asked to do, and when it is to be killed: at its n-th look at the clock,
// which the pipeline takes before and after each exchange and for each new item; or as it logs, before the last commit of a
// poll, that it polled. It kills itself, with SIGKILL, so that the moment is exact.
type errand struct {
	DB, Feed, Archive, Sitemap string
	Port                       uint16
	KillAtLook                 int    // 0: never
	KillAtLog                  string // a message; empty: never
	Poison                     string // a text whose reading ends the process
	Death                      string // how it does so: kill where empty; overflow, exit or memory
}

// TestCrashChild is the child process. It does nothing when it runs as a test.
func TestCrashChild(t *testing.T) {
	text := os.Getenv("SITREP_ERRAND")
	if text == "" {
		t.Skip("the other tests start it")
	}
	var e errand
	if err := json.Unmarshal([]byte(text), &e); err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, now: time.Date(2026, 3, 16, 6, 0, 0, 0, time.UTC)}
	store, err := storage.Open(e.DB, storage.Options{Now: b.now})
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	looks := 0
	now := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		if looks++; looks == e.KillAtLook {
			die()
		}
		return b.now
	}
	b.Pipeline = &Pipeline{Store: store, Policy: fetch.DefaultPolicy(), Read: readBlasts, Extractor: "v1", Now: now, Log: logThatKills(e.KillAtLog), Attempts: 5, Workers: 1, Force: true}
	b.Client = b.client(e.Port)
	var tally *Tally
	b.Read = func(a *extract.Article) extract.Reading {
		if e.Poison != "" && strings.Contains(a.Text, e.Poison) {
			deaths[e.Death]()
		}
		return readBlasts(a)
	}
	switch {
	case e.Feed != "":
		b.Feeds = []Feed{{Name: "news", URL: e.Feed, TrustContent: true}}
		tally, err = b.Run(context.Background())
	case e.Archive != "":
		tally, err = b.Backfill(context.Background(), []source.Source{&source.Archive{URL: e.Archive, Client: b.Client, Clock: now}}, Period{})
	default:
		tally, err = b.Backfill(context.Background(), []source.Source{&source.Sitemap{URL: e.Sitemap, Client: b.Client, Clock: now}}, Period{})
	}
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatalf("%v\n%s", err, tally)
	}
}

// die ends the process as kill -9 does.
func die() {
	syscall.Kill(os.Getpid(), syscall.SIGKILL) //nolint:errcheck // there is nobody left to tell
	select {}
}

// deaths are the ways in which the reading of a text ends the process: none of them can be recovered from.
var deaths = map[string]func(){
	"": die,
	"overflow": func() {
		debug.SetMaxStack(1 << 20)
		var deeper func(n int) int
		deeper = func(n int) int { return deeper(n+1) + 1 }
		deeper(0)
	},
	"exit": func() { os.Exit(exitOfPoison) },
	"memory": func() {
		var now syscall.Rlimit
		limit := syscall.Rlimit{Cur: 4 << 30, Max: 4 << 30} // more than the process has, less than it will ask for
		if syscall.Getrlimit(syscall.RLIMIT_AS, &now) != nil || syscall.Setrlimit(syscall.RLIMIT_AS, &limit) != nil {
			os.Exit(exitOfPoison)
		}
		var held [][]byte
		for {
			held = append(held, make([]byte, 1<<30))
			runtime.KeepAlive(held)
		}
	},
}

// exitOfPoison is the code with which a process ends in the middle of its work; 2 is that of the runtime's own fatal errors.
const exitOfPoison = 77

// do runs a child and reports whether it died of its errand.
func (e errand) do(t *testing.T) (killed bool) {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestCrashChild$")
	child.Env = append(os.Environ(), "SITREP_ERRAND="+string(text))
	out, err := child.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
		return true
	}
	if e.Death != "" && exit != nil && (exit.ExitCode() == exitOfPoison || strings.Contains(string(out), "stack overflow") || strings.Contains(string(out), "out of memory")) {
		return true
	}
	if err != nil {
		t.Fatalf("the child ended with %v\n%s", err, out)
	}
	return false
}

// kept returns the addresses of the items of a store below the site, in their order, and what is remembered of the source.
func kept(t *testing.T, db, site string) (paths []string, s SourceState) {
	t.Helper()
	store, err := storage.Open(db, storage.Options{})
	if errors.Is(err, storage.ErrEmpty) { // killed before it was made
		return nil, s
	}
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.Check(func(err error) { t.Errorf("after a kill: %v", err) }); err != nil {
		t.Error(err)
	}
	err = storage.Each(store, storage.Items, "", func(_ string, item storage.Item) error {
		listed, err := payload(item)
		paths = append(paths, strings.TrimPrefix(listed.URL, site))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if s, err = ReadSourceState(store, "news"); err != nil && !errors.Is(err, storage.ErrNotFound) {
		t.Fatal(err)
	}
	slices.Sort(paths)
	return paths, s
}

// press is a site that serves a feed with validators, a chain of archive pages, and an index of sitemaps, and counts requests.
type press struct {
	*httptest.Server
	port    uint16
	entries int // of the feed
	pages   int // of the archive, with two entries each; and sitemaps, with five pages each

	mu    sync.Mutex
	asked map[string]int
}

func newPress(t *testing.T, entries, pages int) *press {
	s := &press{entries: entries, pages: pages, asked: map[string]int{}}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.answer))
	s.Start()
	t.Cleanup(s.Close)
	u, _ := url.Parse(s.URL)
	port, _ := strconv.Atoi(u.Port())
	s.port = uint16(port)
	return s
}

func (s *press) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[r.URL.Path]++
	n := 0
	switch {
	case r.URL.Path == "/feed":
		s.feed(w, r)
	case r.URL.Path == "/index.xml":
		fmt.Fprint(w, "<sitemapindex>")
		for i := range s.pages {
			fmt.Fprintf(w, "<sitemap><loc>%s/map/%d</loc></sitemap>", s.URL, i)
		}
		fmt.Fprint(w, "</sitemapindex>")
	case scan(r.URL.Path, "/map/%d", &n):
		fmt.Fprint(w, "<urlset>")
		for i := range 5 {
			fmt.Fprintf(w, "<url><loc>%s/story/%d</loc></url>", s.URL, 5*n+i)
		}
		fmt.Fprint(w, "</urlset>")
	case scan(r.URL.Path, "/archive/%d", &n) && n < s.pages:
		fmt.Fprintf(w, `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>`)
		if n < s.pages-1 {
			fmt.Fprintf(w, `<link rel="prev-archive" href="/archive/%d"/>`, n+1)
		}
		for i := range 2 {
			fmt.Fprintf(w, `<entry><title>e</title><id>tag:e,%d</id><link href="/story/%d"/></entry>`, 2*n+i, 2*n+i)
		}
		fmt.Fprint(w, `</feed>`)
	default:
		http.NotFound(w, r)
	}
}

func scan(path, format string, n *int) bool {
	_, err := fmt.Sscanf(path, format, n)
	return err == nil
}

func (s *press) feed(w http.ResponseWriter, r *http.Request) {
	tag := fmt.Sprintf("%q", strconv.Itoa(s.entries))
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("ETag", tag)
	fmt.Fprint(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>`)
	for i := range s.entries {
		fmt.Fprintf(w, `<item><title>Blast %d</title><link>%s/story/%d</link><guid>g%d</guid><content:encoded>&lt;p&gt;A bomb exploded at kilometre %d of the road to the coast in the morning, the police said, and nobody was hurt by it.&lt;/p&gt;&lt;p&gt;The road was shut for two hours, and traders waited beside their carts until it was open again.&lt;/p&gt;</content:encoded></item>`, i, s.URL, i, i, i)
	}
	fmt.Fprint(w, `</channel></rss>`)
}

// stories are the paths of n stories, in their order.
func stories(n int) (paths []string) {
	for i := range n {
		paths = append(paths, fmt.Sprintf("/story/%d", i))
	}
	slices.Sort(paths)
	return paths
}

// TestF05ValidatorsAfterCommit kills a poll between parse and commit, and at many other moments. What the store then says to
// ask with next time never stands for entries that it does not hold, and the next run keeps every entry once.
func TestF05ValidatorsAfterCommit(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	s := newPress(t, 100, 0)
	e := errand{DB: filepath.Join(t.TempDir(), "f05.db"), Feed: s.URL + "/feed", Port: s.port}
	parsed := e
	parsed.KillAtLog = "polled"
	kills := []errand{parsed}
	for _, look := range []int{1, 5, 12, 20, 60, 110, 111, 112, 113} {
		at := e
		at.KillAtLook = look
		kills = append(kills, at)
	}
	s.killed(t, e.DB, kills)
	if e.do(t) {
		t.Fatal("killed")
	}
	paths, state := kept(t, e.DB, s.URL)
	if !slices.Equal(paths, stories(100)) || state.Validators.ETag != `"100"` {
		t.Errorf("%d entries of 100, validator %q", len(paths), state.Validators.ETag)
	}
	s.mu.Lock()
	s.entries = 130 // and what comes later is not taken for known
	s.mu.Unlock()
	e.do(t)
	if paths, state = kept(t, e.DB, s.URL); !slices.Equal(paths, stories(130)) || state.Validators.ETag != `"130"` {
		t.Errorf("later: %d entries of 130, validator %q", len(paths), state.Validators.ETag)
	}
	t.Logf("%d kills, 0 entries lost of 130", len(kills))
}

// killed runs errands that are killed on one store, and looks into it after each.
func (s *press) killed(t *testing.T, db string, kills []errand) {
	t.Helper()
	n := 0
	for _, k := range kills {
		if k.do(t) {
			n++
		}
		paths, state := kept(t, db, s.URL)
		if state.Validators.ETag != "" && len(paths) < s.entries {
			t.Fatalf("killed at look %d, log %q: validator %q, and %d entries of %d", k.KillAtLook, k.KillAtLog, state.Validators.ETag, len(paths), s.entries)
		}
	}
	if n < len(kills)/2 || n == 0 {
		t.Fatalf("%d of %d were killed: the moments are past the end", n, len(kills))
	}
}

// TestD06ValidatorAhead: a poll of more entries than a transaction holds, killed between its parts.
func TestD06ValidatorAhead(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	s := newPress(t, 2500, 0)
	e := errand{DB: filepath.Join(t.TempDir(), "d06.db"), Feed: s.URL + "/feed", Port: s.port}
	var kills []errand
	for _, look := range []int{1300, 2300} {
		at := e
		at.KillAtLook = look
		kills = append(kills, at)
	}
	s.killed(t, e.DB, kills)
	e.KillAtLook = 0
	e.do(t)
	if paths, state := kept(t, e.DB, s.URL); !slices.Equal(paths, stories(2500)) || state.Validators.ETag == "" {
		t.Errorf("%d entries of 2500, validator %q", len(paths), state.Validators.ETag)
	}
}

// TestX22PoisonFatal: an article whose reading ends the process each time, by a kill, an overflow of the stack, an exit or want of
// memory, is found, read alone, and set aside after three deaths at most. It alone is lost to the record, and no run does anything twice.
func TestX22PoisonFatal(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	for death := range deaths {
		s := newPress(t, 100, 0)
		e := errand{DB: filepath.Join(memory(t), "x22.db"), Feed: s.URL + "/feed", Port: s.port, Poison: "kilometre 57 ", Death: death}
		n := 0
		for ; e.do(t); n++ {
			if n == 5 {
				t.Fatal("no end")
			}
		}
		states := statesOf(t, e.DB)
		if n == 0 || n > 3 || states[extract.StateQuarantined] != 1 || states[extract.StateExtracted] != 99 {
			t.Errorf("%q: %d deaths, %v", death, n, states)
		}
		t.Logf("%-9q %d deaths, %d of 100 read, %d set aside, %d lost", death, n, states[extract.StateExtracted], states[extract.StateQuarantined], 100-states[extract.StateExtracted]-states[extract.StateQuarantined])
	}
}

// statesOf counts the articles of a store by their state.
func statesOf(t *testing.T, db string) map[string]int {
	t.Helper()
	store, err := storage.Open(db, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	states := map[string]int{}
	if err := storage.Each(store, storage.Articles, "", func(_ string, a extract.Article) error { states[a.State]++; return nil }); err != nil {
		t.Fatal(err)
	}
	return states
}

// TestF24KilledWalk kills the walks of an archive of fifty documents and of an index of twenty sitemaps again and again. Each
// goes on where it was: in the end every entry is there once, and no document was asked for more often than the kills explain.
func TestF24KilledWalk(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	for _, c := range []struct {
		name      string
		pages     int
		errand    func(site string) errand
		stories   int
		documents string
	}{
		{"archive", 50, func(site string) errand { return errand{Archive: site + "/archive/0"} }, 100, "/archive/"},
		{"sitemaps", 20, func(site string) errand { return errand{Sitemap: site + "/index.xml"} }, 100, "/map/"},
	} {
		s := newPress(t, 0, c.pages)
		e := c.errand(s.URL)
		e.DB, e.Port = filepath.Join(t.TempDir(), "walk.db"), s.port
		kills := 0
		for e.KillAtLook = 60; e.do(t); e.KillAtLook += 7 {
			if kills++; kills > 60 {
				t.Fatalf("%s: no end after %d kills", c.name, kills)
			}
		}
		paths, _ := kept(t, e.DB, s.URL)
		requests := 0
		for path, n := range s.asked {
			if strings.HasPrefix(path, c.documents) {
				requests += n
			}
		}
		if kills < 3 || !slices.Equal(paths, stories(c.stories)) || requests > c.pages+kills {
			t.Errorf("%s: %d kills, %d items of %d, %d requests for %d documents", c.name, kills, len(paths), c.stories, requests, c.pages)
		}
		t.Logf("%s: %d kills, %d items, %d requests for %d documents", c.name, kills, len(paths), requests, c.pages)
	}
}
