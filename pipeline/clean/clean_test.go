package clean

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"sitrep/extract"
)

// A fixture is a txtar: page.html, given.json (what the fetch knew), want.txt (the text, exactly) and
// want.json (the metadata that must come out; absent keys are not checked). "{{deep 700}}" in a page stands for that many open div
// elements. UPDATE=1 writes the texts anew.
type given struct {
	URL         string    `json:"url"`
	ContentType string    `json:"content_type"`
	Encode      string    `json:"encode"` // bytes in which the page is sent: windows-1252, utf-16le, utf-16be
	Fetched     time.Time `json:"fetched"`
	Title       string    `json:"title"`
	Published   time.Time `json:"published"`
	Content     string    `json:"content"`
	Selectors   *Selectors
}

func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { fixture(t, file) })
	}
}

func fixture(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	part := map[string]string{}
	for _, f := range archive.Files {
		part[f.Name] = string(f.Data)
	}
	var g given
	if err := json.Unmarshal([]byte(part["given.json"]), &g); err != nil {
		t.Fatal(err)
	}
	a, why, err := Article(g.page(t, part["page.html"]))
	got := got(a, err)
	got["version"], got["other_versions"] = why.Version, why.Others
	text := strings.TrimSuffix(got["text"].(string), "\n")
	want := strings.TrimSuffix(part["want.txt"], "\n")
	if os.Getenv("UPDATE") != "" {
		rewrite(t, file, archive, text)
	} else if d := cmp.Diff(want, text); d != "" {
		t.Errorf("text (-want +got):\n%s\n%+v", d, why)
	}
	var meta map[string]any
	if err := json.Unmarshal([]byte(part["want.json"]), &meta); err != nil {
		t.Fatal("want.json", err)
	}
	for key, v := range meta {
		if d := cmp.Diff(fmt.Sprint(v), fmt.Sprint(got[key])); d != "" {
			t.Errorf("%s (-want +got):\n%s", key, d)
		}
	}
}

var deepMark = regexp.MustCompile(`\{\{deep (\d+)\}\}`)

func (g given) page(t *testing.T, markup string) Page {
	markup = deepMark.ReplaceAllStringFunc(markup, func(s string) string {
		n, _ := strconv.Atoi(deepMark.FindStringSubmatch(s)[1])
		return strings.Repeat("<div>", n)
	})
	body := []byte(markup)
	var err error
	switch g.Encode {
	case "windows-1252":
		body, err = charmap.Windows1252.NewEncoder().Bytes(body)
	case "utf-16le":
		body, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(body)
	case "utf-16be":
		body, err = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes(body)
	}
	if err != nil {
		t.Fatal(err)
	}
	h := Hints{Title: g.Title, Published: g.Published, Content: g.Content}
	if g.Selectors != nil {
		if h.Selectors, err = CompileSelectors(*g.Selectors); err != nil {
			t.Fatal(err)
		}
	}
	return Page{URL: g.URL, ContentType: g.ContentType, Body: body, Fetched: g.Fetched, Hints: h}
}

// got is an article as the JSON object that it is written as, with the error, and the entries of a live blog.
func got(a *extract.Article, err error) map[string]any {
	m := map[string]any{"text": ""}
	if a != nil {
		b, _ := json.Marshal(a)
		_ = json.Unmarshal(b, &m)
		var entries []string
		for _, e := range Entries(a) {
			entries = append(entries, e.Published.Format(time.RFC3339)+" "+clip(e.Text, 20))
		}
		m["entries"] = entries
	}
	if err != nil {
		m["error"] = err.Error()
	}
	return m
}

func rewrite(t *testing.T, file string, archive *txtar.Archive, text string) {
	for i := range archive.Files {
		if archive.Files[i].Name == "want.txt" {
			archive.Files[i].Data = []byte(text + "\n")
		}
	}
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestCleaningIsDeterministic(t *testing.T) {
	for _, p := range samples(t) {
		a, _, _ := Article(p)
		b, _, _ := Article(p)
		if d := cmp.Diff(a, b); d != "" {
			t.Fatal(d)
		}
	}
}

// samples returns the pages of all fixtures.
func samples(t testing.TB) []Page {
	files, _ := filepath.Glob("testdata/*.txtar")
	var all []Page
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name == "page.html" {
				all = append(all, Page{URL: "https://example.org/a/b-c", Body: f.Data})
			}
		}
	}
	return all
}

func TestLargerThanAllowed(t *testing.T) {
	_, _, err := Article(Page{Body: make([]byte, MaxBytes+1)})
	if err == nil || !strings.Contains(err.Error(), "at most") {
		t.Fatal(err)
	}
}

func FuzzArticle(f *testing.F) {
	for _, p := range samples(f) {
		f.Add(p.Body, "text/html")
	}
	f.Add([]byte("\xFF\xFE<\x00p\x00>\x00"), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		a, _, err := Article(Page{URL: "https://example.org/a", ContentType: contentType, Body: body})
		if err != nil || strings.HasPrefix(contentType, "text/plain") {
			return
		}
		if n := Normalise(a.Text); n != a.Text {
			t.Fatalf("text is not canonical:\n%q\n%q", a.Text, n)
		}
		if a.TextSHA256 != extract.Digest(a.Text) {
			t.Fatal("hash of another text")
		}
	})
}

func FuzzNormalise(f *testing.F) {
	f.Add("a \u00a0b\r\n\r\n\r\n c\u200b")
	f.Fuzz(func(t *testing.T, s string) {
		n := Normalise(s)
		if Normalise(n) != n {
			t.Fatalf("%q %q", n, Normalise(n))
		}
	})
}
