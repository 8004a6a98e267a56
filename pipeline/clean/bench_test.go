package clean

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"testing"

	"golang.org/x/net/html"
)

// The two benchmarks read the same pages, so that the price of cleaning can be told from that of parsing:
//
//	go test -bench . -benchmem ./pipeline/clean
func BenchmarkParse(b *testing.B) {
	pages := realPages(b)
	for b.Loop() {
		for _, p := range pages {
			if _, err := html.Parse(bytes.NewReader(p.Body)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkArticle(b *testing.B) {
	pages := realPages(b)
	for b.Loop() {
		for _, p := range pages {
			_, _, _ = Article(p)
		}
	}
}

// realPages are the pages of the measuring set where it is at hand, else those of the fixtures.
func realPages(b *testing.B) []Page {
	f, err := os.Open("../../../shared/eval/clean/pages.jsonl.gz")
	if err != nil {
		return samples(b)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	var pages []Page
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, MaxBytes*2)
	for lines.Scan() {
		var d struct{ URL, HTML string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			b.Fatal(err)
		}
		pages = append(pages, Page{URL: d.URL, Body: []byte(d.HTML)})
	}
	return pages
}
