package timex_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sitrep/extract"
	"sitrep/extract/timex"
	"sitrep/extract/token"
)

// defaultPublished is the publication of the examples of grammar.txt: a Wednesday.
const defaultPublished = "2021-07-07"

// TestExamples runs every "# example:" line of the knowledge files; every rule of the grammar has one.
func TestExamples(t *testing.T) {
	for _, name := range []string{"grammar.txt", "lexicon.txt", "holidays.txt"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rule, examples := "", 1
		for n, line := range strings.Split(string(data)+"\nrule end", "\n") {
			line = strings.TrimSpace(line)
			switch {
			case strings.HasPrefix(line, "rule "):
				if examples == 0 {
					t.Errorf("rule %s has no example", rule)
				}
				rule, examples = strings.Fields(line)[1], 0
			case strings.HasPrefix(line, "# example"):
				examples++
				runExample(t, name, n+1, line)
			}
		}
	}
}

// runExample checks a line "# example DATE: text with [spans] => VALUE | VALUE".
func runExample(t *testing.T, name string, n int, line string) {
	t.Helper()
	head, rest, _ := strings.Cut(line, ": ")
	marked, want, ok := strings.Cut(rest, " => ")
	if !ok {
		t.Errorf("%s:%d: no =>", name, n)
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
		t.Errorf("%s:%d:\n got %s => %s\nwant %s => %s", name, n, got, values, marked, want)
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

// TestDays checks what an expression means as days, clock and part of day: what an incident is dated by.
func TestDays(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"Camps flooded in late May.", "late May", "2021-05-21 2021-05-31 month explicit"},
		{"Nine died earlier this week.", "earlier this week", "2021-07-05 2021-07-07 week relative"},
		{"Nine died last week.", "last week", "2021-06-28 2021-07-04 week relative"},
		{"Nine died on Tuesday night.", "Tuesday night", "2021-07-06 2021-07-06 day weekday NI"},
		{"Nine died in February.", "February", "2021-02-01 2021-02-28 month explicit"},
		{"Nine died two months ago.", "two months ago", "2021-05-01 2021-05-31 month relative"},
		{"Nine died over the weekend.", "the weekend", "2021-07-03 2021-07-04 days relative"},
		{"Nine died overnight in Jos.", "overnight", "2021-07-06 2021-07-07 days relative NI"},
		{"Nine died in the past 24 hours.", "the past 24 hours", "2021-07-06 2021-07-07 days relative"},
		{"Nine died on May 3-5.", "May 3-5", "2021-05-03 2021-05-05 days explicit"},
		{"Nine died at 12:30 p.m. local time on Monday.", "12:30 p.m. local time on Monday", "2021-07-05 2021-07-05 minute weekday 12:30 AF"},
		{"Nine died on Monday. The siege began two days before the raid.", "two days", "2021-07-03 2021-07-03 day relative"},
		{"Nine died on Monday, two days after a raid.", "two days", "2021-07-03 2021-07-03 day relative"},
		{"Nine died two days after a raid.", "two days", ""},
		{"The trial was set for January.", "January", "2022-01-01 2022-01-31 month explicit"},
		{"Shortly after midnight on Friday nine died.", "Shortly after midnight on Friday", "2021-07-02 2021-07-02 hour weekday 00:00 NI"},
		{"He was held in June 2019. In August he died.", "August", "2019-08-01 2019-08-31 month explicit"},
	} {
		doc := document("", c.text, defaultPublished)
		got := "none"
		for _, m := range timex.Find(doc) {
			if v := m.Value; doc.Slice(m.Span) == c.words {
				got = strings.Join(strings.Fields(strings.Join([]string{v.Start, v.End, v.Precision, v.Basis, v.Clock, v.PartOfDay}, " ")), " ")
			}
		}
		if got != c.want {
			t.Errorf("%s [%s]\n got %s\nwant %s", c.text, c.words, got, c.want)
		}
	}
}

// TestArticles reads the articles of testdata and compares all their times, a line each:
// words, type, value, first and last day with clock and part of day.
func TestArticles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		part := map[string]string{}
		for _, f := range ar.Files {
			part[f.Name] = strings.TrimSpace(string(f.Data))
		}
		published, err := time.Parse(time.RFC3339, part["published"])
		if err != nil {
			t.Fatal(name, err)
		}
		doc := token.Document(&extract.Article{Title: part["title"], Text: part["text"], Published: published})
		var got []string
		for _, m := range timex.Find(doc) {
			v := m.Value
			days := strings.Join(strings.Fields(strings.Join([]string{v.Start, v.End, v.Clock, v.PartOfDay}, " ")), " ")
			got = append(got, strings.TrimRight(strings.Join([]string{doc.Slice(m.Span), v.Type, v.Value, days}, " | "), " |"))
		}
		if diff := cmp.Diff(strings.Split(part["times"], "\n"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestAnchors checks which day relative expressions count from.
func TestAnchors(t *testing.T) {
	lateInTokyo := time.Date(2021, 7, 7, 1, 0, 0, 0, time.FixedZone("JST", 9*3600))
	for _, c := range []struct {
		text      string
		published time.Time
		want      string
	}{
		{"Nine died today.", lateInTokyo, "2021-07-07"}, // still the sixth in Greenwich
		{"Nine died on Tuesday.", time.Time{}, "XXXX-WXX-2"},
		{"Nine died on October 5.", time.Time{}, "XXXX-10-05"},
		{"Nine died yesterday.", time.Time{}, "XXXX-XX-XX"},
		{"SAN MIGUEL, 3 Jan 90 (AP) -- Nine died yesterday.", time.Time{}, "1990-01-03 1990-01-02"},
		{"Nine died on Monday, police said on Tuesday. The fire began at noon.", lateInTokyo, "2021-07-05 2021-07-06 2021-07-05T12:00"},
		{"Nine died at 10 p.m. in a fire.", time.Date(2021, 7, 7, 9, 0, 0, 0, time.UTC), "2021-07-06T22:00"},
		{"Nine died at 10 p.m. in a fire.", time.Date(2021, 7, 7, 23, 0, 0, 0, time.UTC), "2021-07-07T22:00"},
		{"Nine died in the 1500 block of Main Street.", lateInTokyo, ""},
	} {
		doc := token.Document(&extract.Article{Text: c.text, Published: c.published})
		var got []string
		for _, m := range timex.Find(doc) {
			got = append(got, m.Value.Value)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// FuzzFind checks the promises that hold for any text: order, borders, valid days.
func FuzzFind(f *testing.F) {
	for _, s := range []string{report, "23 Aug 88", "the 99/99/9999 and 2021-13-45", "May May may 3-5-7", "nineteen ninety nine hundred", "12:30:99pm", "’90s ½ hour",
		"at 24 o'clock on the 31st of February 2021-22-23", "a a a year year ago ago later"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, text string, dated bool) {
		published := ""
		if dated {
			published = defaultPublished
		}
		doc := document("", text, published)
		end := 0
		for _, m := range timex.Find(doc) {
			if m.Start < end || m.End <= m.Start || m.End > len(doc.Text) {
				t.Fatalf("span %v after %d", m.Span, end)
			}
			end = m.End
			if doc.SentenceAt(m.Start) != doc.SentenceAt(m.End-1) {
				t.Fatalf("%q crosses a sentence", doc.Slice(m.Span))
			}
			checkValue(t, doc.Slice(m.Span), m)
		}
	})
}

func checkValue(t *testing.T, words string, m extract.Mention[extract.Timex]) {
	v := m.Value
	if v.Type == "" || v.Value == "" || m.Rule == "" {
		t.Fatalf("%q: incomplete: %+v", words, v)
	}
	if (v.Start == "") != (v.End == "") || v.Start > v.End {
		t.Fatalf("%q: %s..%s", words, v.Start, v.End)
	}
	for _, d := range []string{v.Start, v.End, v.Anchor} {
		if _, err := time.Parse(time.DateOnly, d); d != "" && err != nil {
			t.Fatalf("%q: %v", words, err)
		}
	}
	if _, err := time.Parse("15:04", v.Clock); v.Clock != "" && err != nil {
		t.Fatalf("%q: %v", words, err)
	}
}
