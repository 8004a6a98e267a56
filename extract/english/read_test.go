package english

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sitrep/extract"
)

// update rewrites the reports that the articles of testdata expect: go test ./extract/english -update. Read the difference line by line.
var update = flag.Bool("update", false, "rewrite the expected reports of testdata")

var shared = sync.OnceValues(New)

func extractor(t testing.TB) *Extractor {
	t.Helper()
	x, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestArticles reads the articles of testdata and compares the reports with those expected. An archive holds the articles of one kind:
// "NAME" is an article (see parseArticle), the file "NAME reports" after it has a line for each report and each near miss (see lines).
func TestArticles(t *testing.T) {
	for _, path := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range archive.Files {
				if strings.HasSuffix(f.Name, " reports") {
					continue
				}
				if i+1 >= len(archive.Files) || archive.Files[i+1].Name != f.Name+" reports" {
					t.Fatalf("%s: %s is not followed by its reports", path, f.Name)
				}
				want := &archive.Files[i+1]
				t.Run(f.Name, func(t *testing.T) {
					a := parseArticle(t, f)
					reading := extractor(t).Read(a)
					checkReading(t, a, reading)
					got := lines(reading)
					if *update {
						want.Data = []byte(got)
						return
					}
					if diff := gocmp.Diff(strings.Split(string(want.Data), "\n"), strings.Split(got, "\n")); diff != "" {
						t.Errorf("reports (- expected, + read):\n%s", diff)
					}
				})
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func archives(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no articles", err)
	}
	return paths
}

// articles returns all articles of testdata.
func articles(t testing.TB) []*extract.Article {
	t.Helper()
	var all []*extract.Article
	for _, path := range archives(t) {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if !strings.HasSuffix(f.Name, " reports") {
				all = append(all, parseArticle(t, f))
			}
		}
	}
	return all
}

// parseArticle reads an article: a line with the day of publication and the title, a blank line, and the text.
func parseArticle(t testing.TB, f txtar.File) *extract.Article {
	t.Helper()
	head, text, _ := strings.Cut(string(f.Data), "\n\n")
	day, title, _ := strings.Cut(head, " ")
	published, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return article(title, strings.TrimSpace(text), published)
}

func article(title, text string, published time.Time) *extract.Article {
	return &extract.Article{Schema: extract.SchemaArticle, ID: extract.ArticleID("", text), Revision: 1, Language: "en",
		Title: title, Text: text, TextSHA256: extract.Digest(text), Published: published, PublishedBasis: "given"}
}

// lines writes a reading for the eye, a line for each report and each near miss:
//
//	TYPE REALIS/OUTCOME ROLE | WHEN BASIS | SITES | COUNTS | WEAPONS | ACTORS | CLAIMS
//	refused RULE: the first words of the sentence
func lines(reading extract.Reading) string {
	var b strings.Builder
	for i := range reading.Reports {
		r := &reading.Reports[i]
		parts := []string{fmt.Sprintf("%s %s/%s %s", r.Type, r.Realis, r.Outcome, r.TemporalRole), whenLine(r.When),
			joined(r.Where, siteLine), joined(r.Counts, countLine), joined(r.Weapons, weaponLine), joined(r.Actors, actorLine),
			joined(r.Claims, func(c extract.Claim) string { return claimLine(r.Actors, c) })}
		b.WriteString(strings.TrimRight(strings.Join(parts, " | "), " |") + "\n")
	}
	for _, m := range reading.NearMisses {
		words := strings.Fields(m.Quote)
		fmt.Fprintf(&b, "refused %s: %s\n", m.Rule, strings.Join(words[:min(len(words), 8)], " "))
	}
	return b.String()
}

func joined[V any](list []V, line func(V) string) string {
	var parts []string
	for _, v := range list {
		if s := line(v); s != "" {
			parts = append(parts, s)
		}
	}
	return cmp.Or(strings.Join(parts, "; "), "-")
}

func whenLine(d *extract.Date) string {
	if d == nil {
		return "-"
	}
	s := d.Start
	if d.End != d.Start {
		s += ".." + d.End
	}
	for _, part := range []string{d.Time, d.PartOfDay} {
		if part != "" {
			s += " " + part
		}
	}
	return s + " " + d.Basis
}

// siteLine leaves out places that are only mentioned.
func siteLine(p extract.Place) string {
	if p.Role == "mentioned" {
		return ""
	}
	s := p.Name
	if p.Admin1 != nil && p.Admin1.Name != p.Name {
		s += ", " + p.Admin1.Name
	}
	if s += " " + p.Country; !p.Resolved() {
		s = p.Name + " ?"
	}
	if p.Role != "event_site" {
		s = p.Role + " " + s
	}
	return s
}

func countLine(c extract.Count) string {
	s := c.Measure + " " + boundsLine(c)
	for _, part := range []string{c.Role, c.Status} {
		if part != "" && part != "unspecified" && part != "reported" {
			s += " " + part
		}
	}
	if c.Anchor != "" && c.Anchor != "incident" {
		s += " " + c.Anchor
	}
	if c.SubsetOf != nil {
		s += fmt.Sprintf(" of [%d]", *c.SubsetOf)
	}
	return s
}

// boundsLine writes "12", "12+", "..30", "12..15", and "~50" for an approximate number.
func boundsLine(c extract.Count) string {
	s := ""
	switch {
	case c.Min == nil:
		s = fmt.Sprintf("..%d", *c.Max)
	case c.Max == nil:
		s = fmt.Sprintf("%d+", *c.Min)
	case *c.Min != *c.Max:
		s = fmt.Sprintf("%d..%d", *c.Min, *c.Max)
	default:
		s = fmt.Sprint(*c.Min)
	}
	if c.Qualifier == "approx" {
		return "~" + s
	}
	return s
}

func weaponLine(w extract.Weapon) string {
	if w.Best != nil {
		return fmt.Sprintf("%s %s %d", w.Class, w.Action, *w.Best)
	}
	return w.Class + " " + w.Action
}

func actorLine(a extract.Actor) string {
	return fmt.Sprintf("%s %s (%s)", a.Role, cmp.Or(a.Canonical, a.Text), a.Kind)
}

func claimLine(actors []extract.Actor, c extract.Claim) string {
	name := func(at *int, otherwise string) string {
		if at == nil {
			return otherwise
		}
		return cmp.Or(actors[*at].Canonical, actors[*at].Text)
	}
	return fmt.Sprintf("%s %s by %s", c.Stance, cmp.Or(name(c.Actor, ""), "-"), cmp.Or(name(c.By, c.ByText), "-"))
}

// checkReading holds what every reading must hold: the record linter passes every report, every near miss quotes its article and names
// its rule and its reason, and summaries, evidence and near misses stand at their code points.
func checkReading(t testing.TB, a *extract.Article, reading extract.Reading) {
	t.Helper()
	seen := map[string]bool{}
	for i := range reading.Reports {
		r := &reading.Reports[i]
		if err := extract.Lint(r, a); err != nil {
			t.Error(err)
		}
		if seen[r.ID] {
			t.Errorf("two reports %s", r.ID)
		}
		seen[r.ID] = true
	}
	for _, m := range reading.NearMisses {
		if m.Rule == "" || m.Reason == "" {
			t.Errorf("near miss %q: rule %q, reason %q", m.Quote, m.Rule, m.Reason)
		}
		text := []rune(a.Text)
		if m.In == "title" {
			text = []rune(a.Title)
		}
		if m.Start < 0 || m.End > len(text) || m.Start >= m.End || string(text[m.Start:m.End]) != string([]rune(m.Quote)) { // bytes that are no UTF-8 count as U+FFFD
			t.Errorf("near miss %q does not stand at %d:%d of the text", m.Quote, m.Start, m.End)
		}
	}
}

// encoded is what a reading is written as.
func encoded(t testing.TB, reading extract.Reading) []byte {
	t.Helper()
	line, err := json.Marshal(reading)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

// TestDeterministic reads every article from eight goroutines at once: the bytes are the same.
func TestDeterministic(t *testing.T) {
	x, all := extractor(t), articles(t)
	var want [][]byte
	for _, a := range all {
		want = append(want, encoded(t, x.Read(a)))
	}
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			for i := n; i < len(all); i += 4 { // each article is read by two of them
				if got := encoded(t, x.Read(all[i])); !bytes.Equal(got, want[i]) {
					t.Errorf("%s: read otherwise the second time:\n%s\n%s", all[i].Title, want[i], got)
				}
			}
		})
	}
	group.Wait()
}

// TestNonASCII puts letters and signs of two, three and four bytes before and into every article: evidence still stands at its code points.
func TestNonASCII(t *testing.T) {
	x := extractor(t)
	accents := strings.NewReplacer("e ", "é ", "'s", "’s", " - ", " — ", "\n\n", "\n\n“𝛀 café” ")
	for _, a := range articles(t) {
		b := article("Zürich 🚨 "+a.Title, "“Où” — 日本 🚨. "+accents.Replace(a.Text), a.Published)
		checkReading(t, b, x.Read(b))
	}
}

// TestUndated reads every article without its day of publication: nothing is dated from the clock.
func TestUndated(t *testing.T) {
	x := extractor(t)
	for _, a := range articles(t) {
		b := article(a.Title, a.Text, time.Time{})
		reading := x.Read(b)
		checkReading(t, b, reading)
		for _, r := range reading.Reports {
			if r.When != nil && (r.When.Basis == "publication" || r.When.Anchor != "" && !strings.Contains(b.Text+b.Title, r.When.Anchor[:4])) {
				t.Errorf("%s: dated %s by %s without a day of publication", a.Title, whenLine(r.When), r.When.Anchor)
			}
		}
	}
}

// TestHostile reads what no newsroom writes.
func TestHostile(t *testing.T) {
	x := extractor(t)
	day := time.Date(2025, 3, 12, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{
		"", " ", "\n\n\n\n", "\x00", "\xff\xfe\xfd", "killed", "killed.", "KILLED 12 KILLED", ".", "\"", "“", "(((((", "12", "—",
		"killed 99999999999999999999 people in 99999 on February 31, 99999",
		"At least people were killed at at at.", "bomb bomb bomb bomb bomb bomb bomb and and and killed killed",
		"two of the of the three of the 12 of them killed were killed", "\u202ekilled 12\u202c", "a\u0301ttack kille\u0301d 1\u06602 in Pari\u0301s",
		strings.Repeat("An attack killed 3 people in Mosul, and ", 200),
		strings.Repeat("(\"", 2000) + "12 killed" + strings.Repeat("\")", 2000),
		strings.Repeat("Mosul, Iraq, ", 500) + "blast killed 3",
	} {
		for _, title := range []string{"", "Blast kills 3", text} {
			a := article(title, text, day)
			checkReading(t, a, x.Read(a))
		}
	}
}

// FuzzRead holds for any text that reading does not panic, that the record linter passes what is read, and that reading again gives the same bytes.
func FuzzRead(f *testing.F) {
	for _, a := range articles(f) {
		f.Add(a.Title, a.Text)
	}
	f.Add("\xff", "12 killed \xf0\x9f in\x00")
	day := time.Date(2025, 3, 12, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, title, text string) {
		x, a := extractor(t), article(title, text, day)
		reading := x.Read(a)
		checkReading(t, a, reading)
		if again := x.Read(a); !bytes.Equal(encoded(t, reading), encoded(t, again)) {
			t.Errorf("read otherwise the second time:\n%s\n%s", lines(reading), lines(again))
		}
	})
}

// TestLanguage reads English and what does not say its language, and says why it does not read others.
func TestLanguage(t *testing.T) {
	for language, unread := range map[string]bool{"en": false, "en-GB": false, "EN": false, "": false, "und": false, "fr": true, "enm": true} {
		a := article("", "A bomb killed three people in Mosul, Iraq, on Monday.", time.Date(2025, 3, 12, 0, 0, 0, 0, time.UTC))
		a.Language = language
		reading := extractor(t).Read(a)
		if (reading.Unread != "") != unread || (len(reading.Reports) == 0) != unread {
			t.Errorf("language %q: unread %q, %d reports", language, reading.Unread, len(reading.Reports))
		}
	}
}
