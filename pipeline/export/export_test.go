package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"sitrep/extract"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func degree(x float64) *float64 { return &x }

func exactly(measure string, n int) extract.ResolvedCount {
	return extract.ResolvedCount{Count: extract.Count{Measure: measure, Min: extract.Int(n), Max: extract.Int(n), Best: extract.Int(n), Qualifier: "exact"},
		Rule: "single", From: []string{"a1.1.1"}, Evidence: "00000000"}
}

// sample is a bombing with a point, and a flood of which only the country is known.
func sample() []*extract.Incident {
	day := time.Date(2024, 3, 5, 9, 30, 0, 0, time.UTC)
	bombing := &extract.Incident{Schema: extract.SchemaIncident, IncidentID: "inc-0000000000000001", Status: "corroborated", Type: "attack.bombing", Realis: "actual", Outcome: "occurred",
		Summary: "=cmd|' /C calc'!A0 said a bomb killed four people in Umm Dajaj\u202e on Tuesday.",
		When:    &extract.Date{Start: "2024-03-05", End: "2024-03-05", Precision: "day", Basis: "weekday", Text: "Tuesday"},
		Where: []extract.Place{{Role: "event_site", Name: "Umm Dajaj", Text: "Umm Dajaj", GeonamesID: 202, Country: "IQ", CountryName: "Iraq", Admin1: &extract.Admin{Name: "Baghdad", Code: "IQ-BG"},
			Lat: degree(33.3), Lon: degree(-44.4), CoordKind: "point", RadiusM: 4000, Precision: "locality"}},
		Counts:  []extract.ResolvedCount{exactly("killed", 4), exactly("injured", 0)},
		Weapons: []extract.Weapon{{Class: "car_bomb", Action: "used", Text: "car bomb"}},
		Actors: []extract.Actor{{Role: "perpetrator", Text: "@gunmen", Kind: "unknown"}, {Role: "victim", Text: "shoppers", Kind: "civilians"},
			{Role: "attributor", Text: "police", Kind: "police"}},
		Claims: []extract.Claim{{Stance: "blames", Actor: extract.Int(0), By: extract.Int(2), Text: "blamed"}}, Resolution: []extract.Resolution{}, TollHistory: []extract.Toll{},
		Reports:  []extract.ReportRef{{ID: "a1.1.1", ArticleID: "a1", URL: "https://paper.example/1", Title: "Bomb kills four", Outlet: "paper.example", Published: day, Type: "attack.bombing", TemporalRole: "main", Realis: "actual", Quote: "A bomb killed four.", Origin: "paper.example"}},
		Articles: 1, Outlets: []string{"paper.example"}, IndependentSources: 1, FirstReported: day, LastReported: day,
		Merge: extract.Merge{Links: []extract.MergeLink{}, Refused: []extract.MergeRefusal{}}, Review: extract.Review{State: extract.Unreviewed}}
	flood := &extract.Incident{Schema: extract.SchemaIncident, IncidentID: "inc-0000000000000002", Status: "candidate", Type: "disaster.flood", Realis: "actual", Outcome: "occurred", Summary: "Floods in Kenya drove thousands from home.",
		When:   &extract.Date{Start: "2024-03-01", End: "2024-03-31", Precision: "month", Basis: "explicit"},
		Where:  []extract.Place{{Role: "event_site", Name: "Kenya", Text: "Kenya", GeonamesID: 192950, Country: "KE", CountryName: "Kenya", Lat: degree(1), Lon: degree(38), Precision: "country"}},
		Counts: []extract.ResolvedCount{{Count: extract.Count{Measure: "displaced", Min: extract.Int(1000), Best: extract.Int(1000), Qualifier: "vague", Text: "thousands"}, Rule: "single", From: []string{"a2.1.1"}}},
		Review: extract.Review{State: extract.Unreviewed}}
	for _, inc := range []*extract.Incident{bombing, flood} {
		inc.Crosswalk = extract.CrosswalkOf(inc)
		inc.Seal()
	}
	return []*extract.Incident{bombing, flood}
}

func each[R any](records ...R) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// The golden file holds the sample in each format; run with -update to rewrite it.
func TestFormats(t *testing.T) {
	const golden = "testdata/incidents.txtar"
	var got txtar.Archive
	for _, format := range Formats["incidents"] {
		var b bytes.Buffer
		written, err := Incidents(&b, format, each(sample()...))
		if err != nil || len(written.Failed) > 0 {
			t.Fatal(format, err, written.Failed)
		}
		got.Files = append(got.Files, txtar.File{Name: format, Data: b.Bytes()})
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(&got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range want.Files {
		if i >= len(got.Files) || !bytes.Equal(f.Data, got.Files[i].Data) {
			t.Errorf("%s differs from %s (run with -update to accept)", f.Name, golden)
		}
	}
}

// Whatever a record holds, the JSON is one line without a character that steers, and reads back equal.
func TestJSONIsSafeAndFaithful(t *testing.T) {
	hostile := "a<script>\x00\x1b[2J\x7f\u009b31m\u202e\u2066\u2028\ufeff\"\\\n\t</script>é😀"
	line, err := Encode(&extract.Incident{Summary: hostile})
	if err != nil {
		t.Fatal(err)
	}
	if i := bytes.IndexFunc(line, func(c rune) bool { return steering(c) }); i >= 0 {
		t.Errorf("unsafe character at %d of %s", i, line)
	}
	var back extract.Incident
	if err := json.Unmarshal(line, &back); err != nil || back.Summary != hostile {
		t.Errorf("%v: got %q", err, back.Summary)
	}
}

// Nothing that a text or an address holds becomes markup, a script or a foreign load.
func TestPageIsInert(t *testing.T) {
	inc := sample()[0]
	hostile := "</blockquote><script>alert(1)</script><img src=//evil.example/x>\u202e"
	inc.Summary, inc.Where[0].Name, inc.Actors[0].Text, inc.IncidentID = hostile, hostile, hostile, `"><script>x</script>`
	inc.Reports[0].URL, inc.Reports[0].Title, inc.Reports[0].Quote = "javascript:alert(1)", hostile, hostile
	var b bytes.Buffer
	if written, err := Incidents(&b, "html", each(inc)); err != nil || written.Records != 1 {
		t.Fatal(written, err)
	}
	for _, bad := range []string{"<script", "<img", "javascript:", "\u202e"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(b.String(), "&lt;script&gt;alert(1)") {
		t.Error("the words are lost")
	}
}

func TestCellsAreNoFormulas(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "+1", "-12.5": "-12.5", "-x": "'-x", "@sum": "'@sum", "\t=1": "' =1", "\r@x": "' @x", "\uff1dx": "'\uff1dx", "plain": "plain",
		"a\nb": "a b", "\x1b[31m": `\u001b[31m`, "\u202eabc": `\u202eabc`, "": "", "\x00=x": `\u0000=x`, "+41 (0)44": "'+41 (0)44",
	} {
		if got := safeCell(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestTableIsRectangular(t *testing.T) {
	for _, format := range []string{"csv", "acled"} {
		var b bytes.Buffer
		if _, err := Incidents(&b, format, each(sample()...)); err != nil {
			t.Fatal(err)
		}
		if _, err := csv.NewReader(&b).ReadAll(); err != nil {
			t.Error(format, err)
		}
	}
}

func TestEmptySets(t *testing.T) {
	for format, want := range map[string]string{"jsonl": "", "json": "[\n\n]\n", "geojson": "{\"type\":\"FeatureCollection\",\"features\":[\n\n]}\n"} {
		var b bytes.Buffer
		if _, err := Incidents(&b, format, each[*extract.Incident]()); err != nil || b.String() != want {
			t.Errorf("%s: %v %q", format, err, b.String())
		}
		if format != "jsonl" && !json.Valid(b.Bytes()) {
			t.Errorf("%s is no JSON", format)
		}
	}
}

// A record that cannot be written is left out alone and named.
func TestOneRecordFailsAlone(t *testing.T) {
	bad := sample()[1]
	bad.FirstReported = time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC)
	var b bytes.Buffer
	written, err := Incidents(&b, "jsonl", each(sample()[0], bad, sample()[1]))
	if err != nil || written.Records != 2 || len(written.Failed) != 1 || strings.Count(b.String(), "\n") != 2 {
		t.Errorf("got %+v, %v", written, err)
	}
}

func TestFilter(t *testing.T) {
	bombing, flood := sample()[0], sample()[1]
	for _, c := range []struct {
		name           string
		filter         Filter
		bombing, flood bool
	}{
		{"everything", Filter{}, true, true},
		{"since", Filter{Since: "2024-03-06"}, false, true},
		{"until", Filter{Until: "2024-03-04"}, false, true},
		{"country", Filter{Countries: []string{"IQ"}}, true, false},
		{"family", Filter{Types: []string{"attack"}}, true, false},
		{"type", Filter{Types: []string{"disaster.flood"}}, false, true},
		{"toll", Filter{Tolls: []Toll{{"killed", 4}}}, true, false},
		{"more", Filter{Tolls: []Toll{{"killed", 5}}}, false, false},
		{"none injured is known", Filter{Tolls: []Toll{{"injured", 0}}}, true, false},
		{"status", Filter{Statuses: []string{"candidate"}}, false, true},
		{"box", Filter{Box: &Box{-45, 33, -44, 34}}, true, false},
		{"box over the date line", Filter{Box: &Box{170, 33, -44, 34}}, true, false},
		{"circle", Filter{Circle: &Circle{33.4, -44.4, 20}}, true, false},
		{"country has no point", Filter{Circle: &Circle{1, 38, 20}}, false, false},
	} {
		if got := c.filter.Incident(bombing); got != c.bombing {
			t.Errorf("%s: bombing %v", c.name, got)
		}
		if got := c.filter.Incident(flood); got != c.flood {
			t.Errorf("%s: flood %v", c.name, got)
		}
	}
}

func TestBadFilters(t *testing.T) {
	for _, f := range []Filter{{Since: "yesterday"}, {Since: "2024-02-01", Until: "2024-01-31"}, {Types: []string{"attack.nuclear"}}, {Countries: []string{"Iraq"}}, {Statuses: []string{"x"}}, {Reviews: []string{"x"}}} {
		if err := f.Check(); !errors.Is(err, ErrFilter) {
			t.Errorf("%+v: %v", f, err)
		}
	}
	if f := (Filter{Types: []string{"attack", "disaster.flood"}, Countries: []string{"IQ", "KE"}, Since: "2024-01-01"}); f.Check() != nil {
		t.Error(f.Check())
	}
	for _, s := range []string{"", "1,2,3", "10,20,5,10", "0,50,1,40", "0,0,NaN,1"} {
		if _, err := ReadBox(s); !errors.Is(err, ErrFilter) {
			t.Errorf("box %q: %v", s, err)
		}
	}
	for _, s := range []string{"killed", "killed=x", "fed=3", "killed=-1"} {
		if _, err := ReadToll(s); !errors.Is(err, ErrFilter) {
			t.Errorf("toll %q: %v", s, err)
		}
	}
	if toll, err := ReadToll("killed>=5"); err != nil || toll != (Toll{"killed", 5}) {
		t.Error(toll, err)
	}
}

// A file appears whole or not at all, and its manifest tells when a byte of it was changed.
func TestFileAndManifest(t *testing.T) {
	path := filepath.Join(t.TempDir(), "incidents.jsonl")
	put := func(text string, fail error) error {
		size, sum, err := File(path, func(w io.Writer) error {
			io.WriteString(w, text)
			return fail
		})
		if err != nil {
			return err
		}
		return WriteManifest(path, Manifest{Format: "jsonl", Layer: "incidents", Records: 1, Bytes: size, SHA256: sum, Losses: Losses("jsonl")})
	}
	if err := put("first\n", nil); err != nil {
		t.Fatal(err)
	}
	if err := put("second, cut off", fmt.Errorf("disk full")); err == nil {
		t.Fatal("the failure was swallowed")
	}
	if text, _ := os.ReadFile(path); string(text) != "first\n" {
		t.Errorf("the file now holds %q", text)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".sitrep-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := Verify(path); err != nil {
		t.Error(err)
	}
	os.WriteFile(path, []byte("First\n"), 0o644)
	if err := Verify(path); !errors.Is(err, ErrManifest) || !strings.Contains(err.Error(), "incidents.jsonl") {
		t.Errorf("got %v", err)
	}
}
