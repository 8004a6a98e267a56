package trigger

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
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

func TestAftermathExamples(t *testing.T) {
	for _, x := range compiled().aftermathExamples {
		got := none
		for _, m := range Aftermaths(read(t, x.Sentence)) {
			if got = m.Value.Kind + " noun"; m.Value.Verb {
				got = m.Value.Kind + " verb"
			}
			break
		}
		if got != x.Expected {
			t.Errorf("%s:%d: %s\n\twant %s\n\tgot  %s", x.File, x.Number, x.Sentence, x.Expected, got)
		}
	}
}

// TestMalformed checks that a bad lexicon is an error that names file and line.
func TestMalformed(t *testing.T) {
	for name, text := range map[string]string{
		"unknown type":      "verb bomb > attack.nothing\n",
		"no result":         "verb bomb\n",
		"unknown zone":      "verb bomb > attack.bombing\n  not above house\n",
		"unknown class":     "verb bomb > attack.bombing\n  not object @nothing\n",
		"indented first":    "  not object house\n",
		"example, no arrow": "# example: A bomb exploded.\n",
	} {
		_, err := compile(fstest.MapFS{
			"lexicon/classes.txt":   {Data: []byte("@sport match\n@fiction film\n@harm police\n")},
			"lexicon/realis.txt":    {Data: []byte("not: no\n")},
			"lexicon/aftermath.txt": {Data: []byte("verb trial: sentence\n")},
			"lexicon/attack.x.txt":  {Data: []byte(text)},
		})
		if err == nil || !strings.Contains(err.Error(), "lexicon/attack.x.txt:") {
			t.Errorf("%s: got %v, want an error that names file and line", name, err)
		}
	}
}

// FuzzFind checks that any text gives triggers in order that do not overlap and lie in the text.
func FuzzFind(f *testing.F) {
	f.Add("Gunmen killed two. (Attack) 'shot\n\n\"bomb")
	f.Add("to if no not by of the attack attacks attacked")
	f.Fuzz(func(t *testing.T, text string) {
		doc := token.Document(&extract.Article{Text: text})
		Sentences(doc)
		Aftermaths(doc)
		end := 0
		for _, m := range Find(doc) {
			if m.Start < end || m.End <= m.Start || m.End > len(doc.Text) {
				t.Fatalf("span %v after %d", m.Span, end)
			}
			end = m.End
		}
	})
}
