//go:build slow

package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sitrep/storage"
)

// wire is a news site on this machine: a feed with a validator, and a chain of archive pages that the feed leads to.
type wire struct {
	*httptest.Server
	entries, pages int

	mu    sync.Mutex
	asked map[string]int
}

func newWire(t *testing.T, entries, pages int) *wire {
	w := &wire{entries: entries, pages: pages, asked: map[string]int{}}
	w.Server = httptest.NewServer(http.HandlerFunc(w.answer))
	t.Cleanup(w.Close)
	return w
}

func (w *wire) answer(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked[r.URL.Path]++
	page := 0
	if _, err := fmt.Sscanf(r.URL.Path, "/page/%d", &page); err != nil || page >= w.pages {
		http.NotFound(out, r)
		return
	}
	if r.Header.Get("If-None-Match") == `"now"` && page == 0 {
		out.WriteHeader(http.StatusNotModified)
		return
	}
	out.Header().Set("ETag", `"now"`)
	fmt.Fprint(out, `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>`)
	if page < w.pages-1 {
		fmt.Fprintf(out, `<link rel="next" href="/page/%d"/>`, page+1)
	}
	for i := range w.entries {
		n := page*w.entries + i
		fmt.Fprintf(out, `<entry><title>Road %d</title><id>tag:wire,%d</id><updated>2026-03-01T00:00:00Z</updated><content type="html">The road to village number %d was open.</content></entry>`, n, n, n)
	}
	fmt.Fprint(out, `</feed>`)
}

// times is how often the paths with a prefix were asked for.
func (w *wire) times(prefix string) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for path, k := range w.asked {
		if strings.HasPrefix(path, prefix) {
			n += k
		}
	}
	return n
}

// configure writes a configuration that lets this machine be asked.
func (d *ordeal) configure(w *wire) string {
	u, _ := url.Parse(w.URL)
	d.write("config.yaml", fmt.Sprintf("allow: [127.0.0.1/32]\nports: [%s]\nhost_delay: 1ms\nfree_space: 1\nsources:\n  - {name: wire, url: %q, trust_content: true}\n", u.Port(), w.URL+"/page/0"))
	return d.path("config.yaml")
}

// keeps counts the items of a store, and holds that no two are of one story.
func (d *ordeal) keeps(db string) (n int) {
	d.Helper()
	store, err := storage.Open(db, storage.Options{})
	if err != nil {
		d.Fatal(err)
	}
	defer store.Close()
	seen := map[string]bool{}
	err = storage.Each(store, storage.Items, "", func(_ string, item storage.Item) error {
		_, id, _ := strings.Cut(string(item.Payload), `"id":"`)
		id, _, _ = strings.Cut(id, `"`)
		if seen[id] {
			d.Errorf("%s is kept twice", id)
		}
		seen[id] = true
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
	return len(seen)
}

func newOrdeal(t *testing.T) *ordeal {
	d := &ordeal{T: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(2026, 11))}
	d.bin = filepath.Join(d.dir, "sitrep")
	if out, err := exec.Command("go", "build", "-o", d.bin, ".").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	return d
}

// TestF24KilledOverTheNetwork takes in a chain of ten thousand archive pages, five hundred a run, with a kill in every run
// and one run to its end in between. Every entry is kept once, and hardly a page is asked for twice.
func TestF24KilledOverTheNetwork(t *testing.T) {
	const pages = 10_000
	d, w := newOrdeal(t), newWire(t, 2, pages)
	config, db := d.configure(w), d.path("db")
	kills := 0
	for ; w.times(fmt.Sprintf("/page/%d", pages-1)) == 0; kills++ {
		if kills > 60 {
			t.Fatalf("no end after %d kills", kills)
		}
		d.killed("backfill", "-c", config, "--db", db, w.URL+"/page/0")
		d.run("backfill", "-c", config, "--db", db, w.URL+"/page/0")
	}
	d.sound(db)
	requests := w.times("/page/")
	if n := d.keeps(db); n != 2*pages || requests > pages+2*kills {
		t.Errorf("%d entries of %d, %d requests for %d pages after %d kills", n, 2*pages, requests, pages, kills)
	}
	t.Logf("%d kills, %d requests for %d pages", kills, requests, pages)
}

// TestF05KilledOverTheNetwork kills polls of a feed of five hundred entries at a hundred moments, each on a new store. The run
// after the kill brings every entry: were its poll conditional though they are not all there, it would bring none.
func TestF05KilledOverTheNetwork(t *testing.T) {
	d, w := newOrdeal(t), newWire(t, 500, 1)
	config := d.configure(w)
	for k := range 100 {
		db := d.path(fmt.Sprintf("db%d", k))
		d.killed("run", "-c", config, "--db", db)
		d.run("run", "-c", config, "--db", db, "--force")
		if n := d.keeps(db); n != 500 {
			t.Fatalf("round %d: %d entries of 500", k, n)
		}
		d.held = [3]int{}
		d.sound(db)
	}
}
