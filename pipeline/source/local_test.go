package source

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// collect gathers what a source lists: items, and errors as text.
func collect(s Source) (items []Item, problems []error) {
	for it, err := range s.Items(context.Background()) {
		if err != nil {
			problems = append(problems, err)
			continue
		}
		items = append(items, it)
	}
	return items, problems
}

// write writes a file below a new folder and returns its path.
func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// open opens a path as a source.
func open(t *testing.T, path string) Source {
	t.Helper()
	s, err := Open(path, testNow)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestJSONL(t *testing.T) {
	path := write(t, t.TempDir(), "in.jsonl", strings.Join([]string{
		`{"id": "a", "url": "https://a.example/1", "title": "One", "published": "2025-03-04T10:00:00+02:00", "text": "Text  with \"two\" blanks"}`,
		``,
		`{"id": 7, "html": "<p>x</p>", "published": null, "byline": ["A", "B"]}`,
		`{"id": "bad"`,
		`no json`,
		`["a list"]`,
		`{"id": "none"}`,
		`{"id": "d", "text": "x", "published": "someday"}`,
		`{"id": "e", "text": "x", "published": "03/04/2025"}`,
		`{"id": "f", "text": 5}`,
		`{"id": "g", "text": "x"} trailing`,
		"{\"id\": \"h\", \"text\": \"last without a line end\", \"published\": \"2025-03-04\"}",
	}, "\n"))
	items, problems := collect(open(t, path))
	var got []string
	for _, it := range items {
		got = append(got, it.ID)
	}
	if strings.Join(got, " ") != "a 7 d e h" {
		t.Errorf("items %v", got)
	}
	if items[0].Text != "Text  with \"two\" blanks" || items[0].Line != 1 || !items[0].Published.Equal(time.Date(2025, 3, 4, 8, 0, 0, 0, time.UTC)) || items[1].Author != "A, B" {
		t.Errorf("first items %+v", items[:2])
	}
	for _, i := range []int{2, 3} {
		if !items[i].Published.IsZero() || len(items[i].Repairs) != 1 || !strings.Contains(items[i].Repairs[0], "in.jsonl:") {
			t.Errorf("a date that is none: %+v", items[i])
		}
	}
	want := []struct {
		line string
		err  error
	}{{":4:", ErrNotJSON}, {":5:", ErrNotJSON}, {":6:", ErrNotJSON}, {":7:", ErrNoDocument}, {":10:", ErrNotJSON}, {":11:", ErrNotJSON}}
	if len(problems) != len(want) {
		t.Fatalf("problems %v", problems)
	}
	for i, w := range want {
		if !errors.Is(problems[i], w.err) || !strings.HasPrefix(problems[i].Error(), path+w.line) {
			t.Errorf("problem %d: %v, want %v at %s", i, problems[i], w.err, w.line)
		}
	}
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"empty.jsonl": {"", ErrEmpty}, "blank.jsonl": {"\n \n", ErrEmpty}, "binary.jsonl": {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\n", ErrBinary},
		"empty.txt": {"", ErrEmpty}, "binary.txt": {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", ErrBinary}, "binary.html": {"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d", ErrBinary}, "empty.html": {" \n", ErrEmpty},
		"empty.urls": {"# nothing\n", ErrEmpty}, "bad.urls": {"ftp://a.example/\n", ErrNotURL},
		"page.xml": {"<!DOCTYPE html><html></html>", ErrHTML}, "data.xml": {"<data/>", ErrNotFeed}, "empty.xml": {"", ErrEmpty},
	} {
		path := write(t, dir, name, c.content)
		items, problems := collect(open(t, path))
		if len(items) != 0 || len(problems) != 1 || !errors.Is(problems[0], c.want) || !strings.Contains(problems[0].Error(), name) {
			t.Errorf("%s: %v %v", name, items, problems)
		}
	}
	if _, err := Open(write(t, dir, "a.pdf", "%PDF"), testNow); !errors.Is(err, ErrUnknownKind) {
		t.Errorf("pdf: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "missing.txt"), testNow); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
	_, problems := collect(&JSONL{Path: "long.jsonl", Reader: strings.NewReader(strings.Repeat("x", maxDocument+10) + "\n{\"text\": \"next\"}")})
	if len(problems) != 1 || !errors.Is(problems[0], ErrTooMany) {
		t.Errorf("long line: %v", problems)
	}
}

// TestJSONFile: a .json file is a feed where it says so at its top, and lines of documents else.
func TestJSONFile(t *testing.T) {
	dir := t.TempDir()
	feed := write(t, dir, "feed.json", "{\n \"version\": \"https://jsonfeed.org/version/1.1\",\n \"items\": [\n  {\"id\": \"f-1\", \"url\": \"https://a.example/1\", \"content_text\": \"x\"}\n ]\n}\n")
	lines := write(t, dir, "lines.json", `{"id": "d-1", "text": "a page about https://jsonfeed.org/version/1.1"}`)
	for path, want := range map[string]string{feed: "f-1", lines: "d-1"} {
		items, problems := collect(open(t, path))
		if len(items) != 1 || items[0].ID != want || len(problems) > 0 {
			t.Errorf("%s: %+v, %v", path, items, problems)
		}
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b/two.txt", "Second text.")
	write(t, dir, "a/one.html", "<html><body>First</body></html>")
	write(t, dir, "a/page-as-text.txt", "<!doctype html><html><body>x</body></html>")
	write(t, dir, "c.jsonl", `{"id": "x", "text": "y"}`)
	write(t, dir, "feed.xml", rssFeed)
	write(t, dir, "links.txt", "# two\nhttps://a.example/1 First title\nhttps://a.example/2 # second\n")
	write(t, dir, "latin.txt", "Caf\xe9 attacked")
	write(t, dir, "zip.zip", "PK")
	write(t, dir, ".hidden/x.txt", "hidden")
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "link.txt")); err != nil {
		t.Log(err)
	}
	items, problems := collect(open(t, dir))
	var got []string
	for _, it := range items {
		got = append(got, it.ID+"|"+it.URL)
		if it.Source != dir {
			t.Errorf("source %q", it.Source)
		}
	}
	want := "a/one.html| a/page-as-text.txt| b/two.txt| x| hp-1|https://harbourpost.example/news/1?utm_source=rss https://harbourpost.example/news/2|https://harbourpost.example/news/2 latin.txt| |https://a.example/1 |https://a.example/2"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if len(problems) != 1 || !errors.Is(problems[0], ErrUnknownKind) || !strings.Contains(problems[0].Error(), "zip.zip") {
		t.Errorf("problems %v", problems)
	}
	if items[0].HTML == "" || items[1].HTML == "" || items[2].Text != "Second text." || items[6].Text != "Café attacked" || items[7].Title != "First title" {
		t.Errorf("items %+v", items)
	}
	moved := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.Rename(dir, moved); err != nil {
		t.Fatal(err)
	}
	again, _ := collect(open(t, moved))
	if len(again) != len(items) || again[2].ID != items[2].ID {
		t.Error("ids depend on where the folder lies")
	}
}

// TestPackedJSONL: JSONL may come compressed.
func TestPackedJSONL(t *testing.T) {
	path := write(t, t.TempDir(), "in.jsonl.gz", string(gzipped("{\"id\": \"a\", \"text\": \"x\"}\n", "{\"id\": \"b\", \"text\": \"y\"}\n")))
	items, problems := collect(open(t, path))
	if ids(items) != "a b" || len(problems) > 0 {
		t.Errorf("got %s, %v", ids(items), problems)
	}
}

// TestPageBytes: a page in an old encoding comes through its stored form byte for byte.
func TestPageBytes(t *testing.T) {
	for _, page := range []string{"<html><meta charset=latin1>Caf\xe9 \x93attack\x94</html>", "<html>Café</html>", "\xff\xfe<\x00h\x00>\x00", ""} {
		b, err := json.Marshal(Item{ID: "1", Title: "t <&>", HTML: page})
		if err != nil {
			t.Fatal(err)
		}
		var back Item
		if err := json.Unmarshal(b, &back); err != nil || back.HTML != page || back.ID != "1" || back.Title != "t <&>" {
			t.Errorf("%q came back as %+v, %v", page, back, err)
		}
	}
}

// FuzzParseDocument: any line is a document or a named error.
func FuzzParseDocument(f *testing.F) {
	f.Add([]byte(`{"id": 1, "text": "x", "published": "2025-03-04"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		_, err := ParseDocument(line, testNow)
		if err != nil && !errors.Is(err, ErrNotJSON) && !errors.Is(err, ErrNoDocument) && !errors.Is(err, ErrBinary) {
			t.Errorf("%v", err)
		}
	})
}
