package source

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected readings in testdata")

// TestFeeds reads each feed of testdata/feeds and compares what was read, line by line, with the
// part "want" of its file. -update rewrites that part; the change is then to be read over.
func TestFeeds(t *testing.T) {
	files, err := filepath.Glob("testdata/feeds/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no feeds: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { compareFeed(t, file) })
	}
}

// compareFeed checks one file.
func compareFeed(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	feed, want := archive.Files[0].Data, &archive.Files[1].Data
	got := reading(ParseFeed(feed, "", "https://valleycourier.example/rss/feed.xml", testNow))
	if *update {
		*want = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(string(*want), got); d != "" {
		t.Errorf("%s: read otherwise than expected (-want +got):\n%s", file, d)
	}
}

// reading writes down what was read of a feed.
func reading(f *Feed, err error) string {
	if err != nil {
		return fmt.Sprintf("error: %v\n", err)
	}
	var b strings.Builder
	line(&b, "feed", f.Format, f.Title, f.Link, f.Language)
	if f.TTL > 0 || len(f.SkipHours)+len(f.SkipDays) > 0 {
		line(&b, "  timing", f.TTL, f.SkipHours, f.SkipDays)
	}
	if f.Next+f.PrevArchive != "" || f.Complete {
		line(&b, "  paging", f.Next, f.PrevArchive, f.Complete)
	}
	lines(&b, "  repaired: ", f.Repairs)
	for _, p := range f.Problems {
		line(&b, "  problem: "+p.Error())
	}
	for _, it := range f.Items {
		line(&b, "item", it.Title, it.URL, it.ID)
		line(&b, "  dates", day(it.Published), day(it.Updated))
		if it.Author != "" || len(it.Categories) > 0 {
			line(&b, "  by", it.Author, strings.Join(it.Categories, ", "))
		}
		if it.Summary+it.Content != "" {
			line(&b, "  text", it.Summary, it.Content)
		}
		lines(&b, "  repaired: ", it.Repairs)
	}
	return b.String()
}

// day writes a time, "-" where there is none.
func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format(time.RFC3339)
}

// line writes values between bars.
func line(b *strings.Builder, values ...any) {
	for i, v := range values {
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprint(b, v)
	}
	b.WriteByte('\n')
}

// lines writes one line for each text.
func lines(b *strings.Builder, prefix string, texts []string) {
	for _, t := range texts {
		line(b, prefix+t)
	}
}
