package trigger

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/extract/token"
)

func read(t testing.TB, text string) *extract.Document {
	t.Helper()
	doc := token.Document(&extract.Article{Text: text, Published: time.Date(2026, 6, 5, 12, 0, 0, 0, time.UTC)})
	may := Sentences(doc)
	token.Tag(doc, func(s int) bool { return may[s] })
	return doc
}

// show writes a trigger as the examples do: its type and what is not plain about it.
func show(v extract.Trigger) string {
	s := v.Type
	if v.Realis != actual {
		s += " " + v.Realis
	}
	if v.Outcome == attempted || v.Outcome == foiled {
		s += " " + v.Outcome
	}
	if v.General {
		s += " general"
	}
	return s
}

// agrees reports whether the found triggers are those expected, in order. Each expected one names a type and
// perhaps more words that must be said of it; effects count only where an effect is expected.
func agrees(found []extract.Mention[extract.Trigger], expected string) bool {
	var shown []string
	for _, m := range found {
		if !m.Value.Effect() || strings.Contains(expected, "effect.") {
			shown = append(shown, show(m.Value))
		}
	}
	if expected == none {
		return len(shown) == 0
	}
	want := strings.Split(expected, " | ")
	if len(shown) != len(want) {
		return false
	}
	for i, w := range want {
		has := strings.Fields(shown[i])
		for k, word := range strings.Fields(w) {
			if k == 0 && has[0] != word || !slices.Contains(has, word) {
				return false
			}
		}
	}
	return true
}

func TestLexiconExamples(t *testing.T) {
	examples := compiled().examples
	for _, x := range examples {
		doc := read(t, x.Sentence)
		found := Find(doc)
		if !agrees(found, x.Expected) {
			var got []string
			for _, m := range found {
				got = append(got, fmt.Sprintf("%s[%s]", show(m.Value), doc.Slice(m.Span)))
			}
			t.Errorf("%s:%d: %s\n\twant %s\n\tgot  %s", x.File, x.Number, x.Sentence, x.Expected, strings.Join(got, " | "))
		}
	}
	t.Logf("%d examples", len(examples))
}

// TestDump prints the triggers of the texts in the file that SITREP_TEXTS names: a reading aid for those who mend the lexicons.
func TestDump(t *testing.T) {
	name := os.Getenv("SITREP_TEXTS")
	if name == "" {
		t.Skip("SITREP_TEXTS names no file")
	}
	files, _ := filepath.Glob(name)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc := read(t, string(b))
		for _, m := range Find(doc) {
			s := doc.Sentences[doc.SentenceAt(m.Start)]
			fmt.Printf("%s\t%s\t%s\t%s\n", filepath.Base(f), show(m.Value), doc.Slice(m.Span), strings.ReplaceAll(doc.Slice(s.Span), "\n", " "))
		}
	}
}
