package pipeline

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	nethtml "golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"

	"sitrep/extract"
	"sitrep/pipeline/clean"
	"sitrep/pipeline/export"
	"sitrep/pipeline/source"
	"sitrep/storage"
)

//go:embed testdata/naughty.txt
var naughtyText string

// naughty are strings that have broken programs.
func naughty(t *testing.T) (all []string) {
	t.Helper()
	for line := range strings.Lines(naughtyText) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		s, err := strconv.Unquote(line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, s)
	}
	return all
}

// gallery is a site with one story for each naughty string, which stands in its headline, its text, its address and its identifier.
type gallery struct {
	*httptest.Server
	strings []string
}

func newGallery(t *testing.T) *gallery {
	g := &gallery{strings: naughty(t)}
	g.Server = httptest.NewServer(http.HandlerFunc(g.answer))
	t.Cleanup(g.Close)
	return g
}

func (g *gallery) port(t *testing.T) uint16 {
	u, err := url.Parse(g.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return uint16(port)
}

func (g *gallery) answer(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/story/"))
	switch {
	case r.URL.Path == "/feed.json":
		w.Header().Set("Content-Type", "application/feed+json")
		json.NewEncoder(w).Encode(g.jsonFeed()) //nolint:errcheck // the reader would see it
	case err != nil || n >= len(g.strings) || r.URL.Query().Get("q") != g.strings[n]:
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, g.page(n))
	}
}

// jsonFeed lists the stories in the one format that can hold any string as it is.
func (g *gallery) jsonFeed() any {
	var items []map[string]string
	for n, s := range g.strings {
		items = append(items, map[string]string{"id": s + "#" + strconv.Itoa(n), "url": g.address(n), "title": html.EscapeString(s), "summary": s})
	}
	return map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "Gallery", "items": items}
}

func (g *gallery) address(n int) string {
	return fmt.Sprintf("%s/story/%d?q=%s", g.URL, n, url.QueryEscape(g.strings[n]))
}

// page is a story of one sentence.
func (g *gallery) page(n int) string {
	s := html.EscapeString(g.strings[n]) // of which bytes that are no UTF-8 are left as they are
	return fmt.Sprintf("<!DOCTYPE html><html><head><title>%s</title></head><body><article><h1>%s</h1><p>%s</p></article></body></html>", s, s, sentence(n, s))
}

// sentence has a string in its middle. Its last words are made for it alone, so that no story is the copy of another.
func sentence(n int, s string) string {
	syllables, words := []string{"ka", "lo", "mi", "ne", "ru", "sta", "ve", "bo", "da", "pri", "go"}, make([]string, 14)
	for i := range words {
		for k := (n + 1) * (2*i + 3) * 7919; k > 0; k /= len(syllables) {
			words[i] += syllables[k%len(syllables)]
		}
	}
	return fmt.Sprintf("Somebody had painted %s on it before a bomb exploded near %s.", s, strings.Join(words, " "))
}

// visible is what is left of a string in a line of text: its characters that have a form. A page whose only bytes beyond ASCII
// are no UTF-8 is taken for windows-1252, whatever it says.
func visible(s string) string {
	if !utf8.ValidString(s) {
		s, _ = charmap.Windows1252.NewDecoder().String(s)
	}
	return strings.Join(strings.Fields(clean.Normalise(s)), " ")
}

// TestX17NaughtyStrings: whatever stands in titles, links, identifiers and texts, it comes through page, store and export as it
// was, but for what has no form, and it does nothing on its way.
func TestX17NaughtyStrings(t *testing.T) {
	if testing.Short() {
		t.Skip("eight hundred pages")
	}
	g := newGallery(t)
	store, log := g.takeIn(t)
	right := map[string]int{}
	g.checkItems(t, store, right)
	g.checkPages(t, store, right)
	g.checkArticles(t, store, right)
	g.checkTables(t, store, right)
	for line := range strings.Lines(log) {
		if !strings.HasPrefix(line, "time=") || strings.ContainsFunc(strings.TrimSuffix(line, "\n"), steers) {
			t.Errorf("log line %q", line)
		}
	}
	for _, what := range slices.Sorted(maps.Keys(right)) {
		t.Logf("%-20s %d of %d", what, right[what], len(g.strings))
	}
}

// takeIn runs the pipeline over the gallery and returns its store and its log.
func (g *gallery) takeIn(t *testing.T) (*storage.Store, string) {
	t.Helper()
	b := newBench(t)
	store, err := storage.Open(filepath.Join(memory(t), "x17.db"), storage.Options{Now: b.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var log bytes.Buffer
	b.Store, b.Log, b.Client = store, slog.New(slog.NewTextHandler(&log, nil)), b.client(g.port(t))
	b.Feeds = []Feed{{Name: "gallery", URL: g.URL + "/feed.json"}}
	tally := b.run()
	for step, outcome := range map[string]string{"items": "new", "fetch": "fetched", "clean": "cleaned", "extract": "with incidents", "incidents": "new"} {
		b.want(tally, step, outcome, len(g.strings))
	}
	return store, log.String()
}

// steers reports whether a character could move a cursor or turn a line.
func steers(c rune) bool {
	return c < ' ' || c >= 0x7f && c < 0xa0 || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069
}

// number is the story that an address leads to.
func (g *gallery) number(t *testing.T, address string) (n int, q string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	if n, err = strconv.Atoi(strings.TrimPrefix(u.Path, "/story/")); err != nil {
		t.Fatal(err)
	}
	return n, u.Query().Get("q")
}

// checkItems counts the items whose identifier and link are what the feed gave.
func (g *gallery) checkItems(t *testing.T, store *storage.Store, right map[string]int) {
	t.Helper()
	if err := storage.Each(store, storage.Items, "", func(key string, item storage.Item) error {
		listed, err := payload(item)
		n, q := g.number(t, listed.URL)
		id := strings.TrimSpace(asJSON(g.strings[n]) + "#" + strconv.Itoa(n))
		count(t, right, "items: identifier", listed.ID, id)
		count(t, right, "items: link", q, g.strings[n])
		if len(key) != 32 || strings.Trim(key, "0123456789abcdef") != "" {
			t.Errorf("%q has the key %q", g.strings[n], key)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// checkPages counts the pages that are kept byte for byte, whatever stands in them (X16).
func (g *gallery) checkPages(t *testing.T, store *storage.Store, right map[string]int) {
	t.Helper()
	if err := storage.Each(store, storage.Pages, "", func(_ string, p storage.Page) error {
		n, _ := g.number(t, p.URL)
		count(t, right, "pages: bytes", string(p.Body), g.page(n))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// asJSON is a string as JSON can hold it: each byte that is no UTF-8 is U+FFFD.
func asJSON(s string) string { return string([]rune(s)) }

// count counts what came out as it went in.
func count(t *testing.T, right map[string]int, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
		return
	}
	right[what]++
}

// checkArticles reads the exported articles.
func (g *gallery) checkArticles(t *testing.T, store *storage.Store, right map[string]int) {
	t.Helper()
	var out bytes.Buffer
	if _, err := export.Articles(&out, "jsonl", everything(store, storage.Articles)); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		var a extract.Article
		if err := json.Unmarshal([]byte(line), &a); err != nil || !utf8.ValidString(line) || strings.ContainsFunc(strings.TrimSuffix(line, "\n"), steers) {
			t.Errorf("%v: line %q", err, line)
		}
		n, q := g.number(t, a.URL)
		s := g.strings[n]
		count(t, right, "articles: link", q, s)
		count(t, right, "articles: text", a.Text, visible(sentence(n, s)))
		count(t, right, "articles: title", a.Title, visible(s))
	}
}

// everything yields what a bucket holds.
func everything[V any](store *storage.Store, bucket storage.Bucket[V]) iter.Seq2[*V, error] {
	return func(yield func(*V, error) bool) {
		stop := errors.New("enough")
		err := storage.Each(store, bucket, "", func(_ string, v V) error {
			if !yield(&v, nil) {
				return stop
			}
			return nil
		})
		if err != nil && !errors.Is(err, stop) {
			yield(nil, err)
		}
	}
}

// checkTables reads the incidents as a table, in which no cell is a formula, and as a page, in which nothing can run.
func (g *gallery) checkTables(t *testing.T, store *storage.Store, right map[string]int) {
	t.Helper()
	var table, page bytes.Buffer
	_, err1 := export.Incidents(&table, "csv", everything(store, storage.Incidents))
	_, err2 := export.Incidents(&page, "html", everything(store, storage.Incidents))
	rows, err3 := csv.NewReader(&table).ReadAll()
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	cells, words := map[string]bool{}, wordsOf(t, &page)
	for _, row := range rows[1:] {
		for _, cell := range row {
			cells[cell] = true
			if _, err := strconv.ParseFloat(cell, 64); err != nil && strings.HasPrefix(strings.TrimLeft(cell, " \t"), "=") || strings.ContainsFunc(cell, steers) {
				t.Errorf("cell %q", cell)
			}
		}
	}
	for n, s := range g.strings {
		if told := visible(sentence(n, s)); cells[told] {
			right["csv: text"]++
		} else {
			t.Errorf("no cell is %q", told)
		}
		if words[visible(sentence(n, s))] {
			right["html: text"]++
		} else {
			t.Errorf("no text of the page is %q", visible(sentence(n, s)))
		}
	}
}

// wordsOf returns the texts of a page, and holds that it is inert.
func wordsOf(t *testing.T, page *bytes.Buffer) map[string]bool {
	t.Helper()
	words := map[string]bool{}
	for z := nethtml.NewTokenizer(page); ; {
		switch z.Next() {
		case nethtml.ErrorToken:
			return words
		case nethtml.TextToken:
			words[strings.TrimSpace(string(z.Text()))] = true
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			inert(t, z.Token())
		}
	}
}

// inert holds that a tag loads nothing, runs nothing, and leads to the gallery alone.
func inert(t *testing.T, token nethtml.Token) {
	t.Helper()
	if slices.Contains([]string{"script", "iframe", "img", "svg", "object", "base", "form", "link", "math"}, token.Data) {
		t.Errorf("tag %s", token)
	}
	for _, a := range token.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "http://127.0.0.1:") && !strings.HasPrefix(a.Val, "#") {
			t.Errorf("attribute %s of %s", a.Key, token)
		}
	}
}

// TestX17NaughtyLinks: the same strings as links are addresses of the web, or none.
func TestX17NaughtyLinks(t *testing.T) {
	links := 0
	for _, s := range naughty(t) {
		feed, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "items": []any{map[string]string{"id": "1", "title": "t", "url": s}}})
		if err != nil {
			t.Fatal(err)
		}
		f, err := source.ParseFeed(feed, "", "https://a.example/x/feed.json", time.Date(2026, 3, 16, 0, 0, 0, 0, time.UTC))
		if err != nil || len(f.Items) != 1 {
			t.Errorf("%q: %v", s, err)
			continue
		}
		if link := f.Items[0].URL; link != "" {
			links++
			if u, err := url.Parse(link); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsFunc(link, steers) {
				t.Errorf("%q became the link %q", s, link)
			}
		}
	}
	t.Logf("%d strings, %d of them taken for links", len(naughty(t)), links)
}
