package place

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
	"sitrep/extract/token"
)

// update rewrites what the articles of testdata expect: go test ./extract/place -update. Read the difference line by line.
var update = flag.Bool("update", false, "rewrite the expected places of testdata")

var finder = sync.OnceValue(func() *Finder {
	gaz, err := gazetteer.Open()
	if err != nil {
		panic(err)
	}
	return New(gaz)
})

func find(title, text, url string) (*extract.Document, []extract.Mention[extract.Place]) {
	doc := token.Document(&extract.Article{Title: title, Text: text, URL: url})
	return doc, finder().Find(doc)
}

// TestArticles compares the places found in the articles of testdata with those expected, one line a mention.
func TestArticles(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no articles", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var text, title, url, want string
			for _, f := range a.Files {
				switch f.Name {
				case "article":
					text = strings.TrimSpace(string(f.Data))
				case "title":
					title = strings.TrimSpace(string(f.Data))
				case "url":
					url = strings.TrimSpace(string(f.Data))
				case "places":
					want = string(f.Data)
				}
			}
			doc, ms := find(title, text, url)
			got := lines(t, doc, ms)
			if *update {
				rewrite(t, path, a, got)
				return
			}
			if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// lines prints mentions: words, name, feature, country, first-order unit, use, relation, reason where unresolved.
func lines(t *testing.T, doc *extract.Document, ms []extract.Mention[extract.Place]) string {
	var b strings.Builder
	for _, m := range ms {
		p := m.Value
		if doc.Slice(m.Span) != p.Text {
			t.Errorf("%q is not the text of its span %q", p.Text, doc.Slice(m.Span))
		}
		unit := ""
		if p.Admin1 != nil {
			unit = p.Admin1.Code
		}
		fmt.Fprintf(&b, "%s | %s %s %s %s | %s", p.Text, p.Name, p.Feature, p.Country, unit, p.Use)
		if p.Relation != "" {
			fmt.Fprintf(&b, " %s", p.Relation)
		}
		if p.Offset != nil {
			fmt.Fprintf(&b, " %.0f km", p.Offset.KM)
			if p.Offset.Bearing != nil {
				fmt.Fprintf(&b, " %d°", *p.Offset.Bearing)
			}
		}
		if !p.Resolved() {
			fmt.Fprintf(&b, " (%s)", p.Reason)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func rewrite(t *testing.T, path string, a *txtar.Archive, got string) {
	files := a.Files[:0]
	for _, f := range a.Files {
		if f.Name != "places" && len(f.Data) > 0 {
			files = append(files, f)
		}
	}
	a.Files = append(files, txtar.File{Name: "places", Data: []byte(got)})
	if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestLexiconExamples runs the "# example:" lines of the tables: the names in brackets, and no others, are places.
func TestLexiconExamples(t *testing.T) {
	n := 0
	for line := range strings.Lines(Lexicons()) {
		example, ok := strings.CutPrefix(line, "# example: ")
		if !ok {
			continue
		}
		n++
		var want []string
		for rest := example; ; {
			_, after, ok := strings.Cut(rest, "[")
			if !ok {
				break
			}
			name, after, _ := strings.Cut(after, "]")
			want, rest = append(want, name), after
		}
		_, ms := find("", strings.TrimSpace(strings.NewReplacer("[", "", "]", "").Replace(example)), "")
		var got []string
		for _, m := range ms {
			got = append(got, m.Value.Text)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s got %q, want %q", example, got, want)
		}
	}
	if n < 8 {
		t.Errorf("%d examples", n)
	}
}

// TestTables checks that every line of the tables names a place of the embedded gazetteer.
func TestTables(t *testing.T) {
	gaz := finder().gaz
	for table, column := range map[string]int{demonymTable: 1, abbreviationTable: 1, capitalTable: 1} {
		for line := range entries(table) {
			if col := strings.Split(line, "\t"); len(col) <= column {
				t.Errorf("%q lacks a column", line)
			} else if _, ok := stands(gaz, col[column]); !ok {
				t.Errorf("%q stands for no place of the gazetteer", line)
			}
		}
	}
	for word := range entries(cueTable) {
		if kind, _, ok := strings.Cut(word, ":"); !ok || cueNames[kind] == 0 {
			t.Errorf("%q is no kind of cue", kind)
		}
	}
}

// TestHome settles a name that the article leaves open by the outlet's domain.
func TestHome(t *testing.T) {
	const text = "The Athens council met on Tuesday. A man from Athens was fined."
	for _, c := range []struct{ url, country, unit string }{
		{"", "GR", ""},
		{"https://www.theathensherald.com/a", "US", "US-GA"},
		{"https://news.example.gr/a", "GR", ""},
	} {
		_, ms := find("", text, c.url)
		if len(ms) != 2 || ms[0].Value.Country != c.country || c.unit != "" && (ms[0].Value.Admin1 == nil || ms[0].Value.Admin1.Code != c.unit) {
			t.Errorf("%s: got %+v", c.url, ms)
		}
	}
}

func TestWithin(t *testing.T) {
	_, ms := find("", "He left Fallujah, in Anbar province, in Iraq, for Damascus, Syria.", "")
	if len(ms) != 5 {
		t.Fatalf("%d places", len(ms))
	}
	fallujah, anbar, iraq, damascus, syria := ms[0].Value, ms[1].Value, ms[2].Value, ms[3].Value, ms[4].Value
	for _, c := range []struct {
		a, b extract.Place
		want bool
	}{
		{fallujah, anbar, true}, {fallujah, iraq, true}, {anbar, iraq, true}, {damascus, syria, true},
		{iraq, iraq, false}, {anbar, anbar, false}, {anbar, fallujah, false}, {iraq, anbar, false}, {damascus, iraq, false}, {fallujah, syria, false},
		{fallujah, extract.Place{}, false}, {extract.Place{}, iraq, false},
	} {
		if got := Within(c.a, c.b); got != c.want {
			t.Errorf("Within(%s, %s) = %v", c.a.Name, c.b.Name, got)
		}
	}
	if d := Distance(fallujah, damascus); math.Abs(d-707) > 20 {
		t.Errorf("Fallujah to Damascus: %.0f km", d)
	}
	if d := Distance(fallujah, extract.Place{}); !math.IsInf(d, 1) {
		t.Errorf("distance to nowhere: %v", d)
	}
}

func TestDisplaced(t *testing.T) {
	for _, c := range []struct {
		lat, lon, km float64
		bearing      int
		wantLat      float64
		wantLon      float64
	}{
		{0, 0, 111.195, 0, 1, 0}, {0, 0, 111.195, 90, 0, 1}, {0, 179.5, 111.195, 90, 0, -179.5}, {60, 10, 111.195, 180, 59, 10},
	} {
		lat, lon := displaced(c.lat, c.lon, c.km, c.bearing)
		if math.Abs(lat-c.wantLat) > .001 || math.Abs(lon-c.wantLon) > .001 {
			t.Errorf("%v: got %.4f, %.4f", c, lat, lon)
		}
	}
}

// FuzzFind holds Find to its promises on any text: no panic, spans in order and within the text, the same answer twice.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "PARIS, Texas", "the Iraqi capital", "D-W. Va.", "St. Louis-based", "between A and B of Of OF", "30 km south of", "\xff\xfeBaghdad’s", "Ain al-"} {
		f.Add("Title of Iraq", s)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		doc, ms := find(title, text, "")
		end := 0
		for _, m := range ms {
			if m.Start < end || m.End <= m.Start || m.End > len(doc.Text) {
				t.Fatalf("span %v after %d", m.Span, end)
			}
			end = m.End
			if m.Value.Score < 0 || m.Value.Score > 1 {
				t.Fatalf("score %v", m.Value.Score)
			}
		}
		if _, again := find(title, text, ""); !reflect.DeepEqual(ms, again) {
			t.Fatal("two readings differ")
		}
	})
}

// BenchmarkFind reads an article of about 3 kB, tokens not counted.
func BenchmarkFind(b *testing.B) {
	a, err := txtar.ParseFile("testdata/iraq.txtar")
	if err != nil {
		b.Fatal(err)
	}
	doc := token.Document(&extract.Article{Text: strings.Repeat(string(a.Files[0].Data)+"\n", 5)})
	f := finder()
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		f.Find(doc)
	}
}

// BenchmarkNew ties the tables to the gazetteer.
func BenchmarkNew(b *testing.B) {
	gaz := finder().gaz
	for b.Loop() {
		New(gaz)
	}
}

// TestOutletTable keeps every town of the table in the gazetteer and every outlet in one line.
func TestOutletTable(t *testing.T) {
	a := finder().read(&extract.Document{Article: &extract.Article{}})
	seen := map[string]string{}
	for line := range entries(outletTable) {
		town, outlets, _ := strings.Cut(line, ":")
		if _, ok := a.town(town); !ok {
			t.Errorf("lexicon/outlets.txt: %q is not in the gazetteer", town)
		}
		for outlet := range strings.FieldsSeq(outlets) {
			if seen[outlet] != "" {
				t.Errorf("lexicon/outlets.txt: %s stands in %q and in %q", outlet, seen[outlet], town)
			}
			seen[outlet] = town
		}
	}
}
