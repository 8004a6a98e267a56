package weapon

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/token"
)

func read(text string) *extract.Document {
	doc := token.Document(&extract.Article{Text: text})
	token.Tag(doc, func(int) bool { return true })
	return doc
}

// show writes a weapon as the examples do: class, action, number ("+" where it is open above) and unit.
func show(v extract.Weapon) string {
	s := v.Class + " " + v.Action
	if v.Best != nil {
		s += fmt.Sprintf(" %d", *v.Best)
		if v.Max == nil {
			s += "+"
		}
		if v.Unit != "piece" && v.Unit != "" {
			s += " " + v.Unit
		}
	}
	return s
}

func TestLexiconExamples(t *testing.T) {
	for _, x := range compiled().examples {
		var got []string
		for _, m := range Find(read(x.Sentence)) {
			got = append(got, show(m.Value))
		}
		g := strings.Join(got, " | ")
		if g == "" {
			g = "none"
		}
		if g != x.Expected {
			t.Errorf("%s:%d: %s\n\twant %s\n\tgot  %s", x.File, x.Number, x.Sentence, x.Expected, g)
		}
	}
}

// FuzzFind checks that any text gives weapons in order that do not overlap.
func FuzzFind(f *testing.F) {
	f.Add("At least 40 of 54 drones, 98 of them two dozen of rockets kg of a bomb of which")
	f.Fuzz(func(t *testing.T, text string) {
		doc := token.Document(&extract.Article{Text: text})
		end := 0
		for _, m := range Find(doc) {
			if m.Start < end || m.End <= m.Start || m.End > len(doc.Text) {
				t.Fatalf("span %v after %d", m.Span, end)
			}
			end = m.End
		}
	})
}
