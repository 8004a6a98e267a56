package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestCodePoints holds that a byte offset turns into the number of code points before it, for every rune boundary.
func TestCodePoints(t *testing.T) {
	for _, text := range []string{"", "plain", "Ağrı – 12 killed", "日本語", "a\xffb\xf0", "é", "x😀y"} {
		for _, title := range []string{"", "Tïtle\n\n"} {
			d := title + text
			points := newCodePoints(d, len(title))
			for i := range text + "x" {
				if got, want := points.at(len(title)+i), utf8.RuneCountInString(text[:i]); got != want {
					t.Errorf("code points of %q before byte %d = %d, want %d", text, i, got, want)
				}
			}
		}
	}
}

// TestAnnotateLeavesTheTitleOut holds that the offsets count in the text and that mentions of the title are not written.
func TestAnnotateLeavesTheTitleOut(t *testing.T) {
	text := "İzmir: 12 killed"
	d := &Document{Article: &Article{ID: "a", Title: "12 killed", Text: text}, Text: "12 killed\n\n" + text, Body: 11}
	at := strings.Index(d.Text[11:], "12") + 11
	for _, start := range []int{0, at} {
		d.Counts = append(d.Counts, Mention[Count]{Span: Span{start, start + 9}, Value: Count{Measure: "killed"}})
	}
	got := Annotate(d, "x").Counts
	if len(got) != 1 || got[0].Start != 7 || got[0].End != 16 || got[0].Text != "12 killed" {
		t.Errorf("counts = %+v", got)
	}
}

// TestLineEscapesControls holds that nothing which could steer a terminal stands raw in a line.
func TestLineEscapesControls(t *testing.T) {
	b, err := Line(map[string]string{"a": "x\u009b31m\u202ey\x7f\x1b<&>ü"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(b), `{"a":"x\u009b31m\u202ey\u007f\u001b<&>ü"}`+"\n"; got != want {
		t.Errorf("line = %s, want %s", got, want)
	}
}
