package timex_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/extract/timex"
	"sitrep/extract/token"
)

// defaultPublished is the publication of the examples of grammar.txt: a Wednesday.
const defaultPublished = "2021-07-07"

// TestExamples runs every "# example:" line of the grammar.
func TestExamples(t *testing.T) {
	data, err := os.ReadFile("grammar.txt")
	if err != nil {
		t.Fatal(err)
	}
	rule, patterns, examples := "", 0, 0
	check := func() {
		if rule != "" && examples == 0 {
			t.Errorf("rule %s has no example", rule)
		}
	}
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "rule "):
			check()
			rule, patterns, examples = strings.Fields(line)[1], 0, 0
		case strings.HasPrefix(line, "# example"):
			examples++
			runExample(t, n+1, line)
		case line != "" && line[0] != '#':
			patterns++
		}
	}
	check()
}

// runExample checks a line "# example DATE: text with [spans] => VALUE | VALUE".
func runExample(t *testing.T, n int, line string) {
	t.Helper()
	head, rest, _ := strings.Cut(line, ": ")
	marked, want, ok := strings.Cut(rest, " => ")
	if !ok {
		t.Errorf("grammar.txt:%d: no =>", n)
		return
	}
	published := defaultPublished
	if f := strings.Fields(head); len(f) == 3 {
		published = f[2]
	}
	got, values := render(strings.NewReplacer("[", "", "]", "").Replace(marked), published)
	if want == "none" {
		want = ""
	}
	if got != marked || values != want {
		t.Errorf("grammar.txt:%d:\n got %s => %s\nwant %s => %s", n, got, values, marked, want)
	}
}

// render marks the times of a text with brackets and lists their values.
func render(text, published string) (string, string) {
	doc := document("", text, published)
	var b strings.Builder
	var values []string
	at := 0
	for _, m := range timex.Find(doc) {
		b.WriteString(doc.Text[at:m.Start] + "[" + doc.Slice(m.Span) + "]")
		values = append(values, m.Value.Value)
		at = m.End
	}
	return b.String() + doc.Text[at:], strings.Join(values, " | ")
}

func document(title, text, published string) *extract.Document {
	a := &extract.Article{Title: title, Text: text}
	if published != "" && published != "none" {
		a.Published, _ = time.Parse(time.DateOnly, published)
	}
	return token.Document(a)
}
