package count

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/token"
)

// read returns a text with its counts found.
func read(text string) (*extract.Document, []extract.Mention[extract.Count]) {
	doc := token.Document(&extract.Article{Text: text})
	token.Tag(doc, func(s int) bool { return Wanted(doc, s) })
	token.Chunk(doc)
	return doc, Find(doc)
}

// short writes counts as the examples do: "killed 12+, [killed 3]".
func short(ms []extract.Mention[extract.Count]) string {
	var out []string
	for _, m := range ms {
		s := m.Value.Measure + " " + bounds(m.Value)
		if m.Value.SubsetOf != nil {
			s = "[" + s + "]"
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

func bounds(c extract.Count) string {
	switch {
	case c.Min == nil && c.Max == nil:
		return "?"
	case c.Min == nil:
		return fmt.Sprintf("-%d", *c.Max)
	case c.Max == nil:
		return fmt.Sprintf("%d+", *c.Min)
	case *c.Min != *c.Max:
		return fmt.Sprintf("%d-%d", *c.Min, *c.Max)
	}
	return fmt.Sprint(*c.Min)
}

// The examples of the lexicons and the sentences of testdata/counts.txt are read as they say.
func TestExamples(t *testing.T) {
	names, _ := filepath.Glob("lexicon/*.txt")
	for _, name := range append(names, "testdata/counts.txt") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(bytes.NewReader(text))
		for n := 1; sc.Scan(); n++ {
			line, example := strings.CutPrefix(sc.Text(), "# example: ")
			if !example && (strings.HasPrefix(name, "lexicon") || strings.HasPrefix(line, "#") || line == "") {
				continue
			}
			sentence, want, ok := strings.Cut(line, " => ")
			if !ok {
				t.Errorf("%s:%d: no expectation", name, n)
				continue
			}
			if _, ms := read(sentence); short(ms) != want {
				t.Errorf("%s:%d: %s\n\t got %s\n\twant %s", name, n, sentence, short(ms), want)
			}
		}
	}
}
