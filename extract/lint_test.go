package extract

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

func float(f float64) *float64 { return &f }

// soundReport is a report with every part filled, and the article that it was read from.
func soundReport() (*Report, *Article) {
	a := &Article{Schema: SchemaArticle, ID: "aaaaaaaaaaaaaaaa", Revision: 2, Title: "Gunmen kill 12 in Şırnak",
		Text: "In Şırnak, gunmen killed at least 12 people, three of them children, with rifles on 7 March 2026. Police blamed the X Front."}
	at := func(field, quote string) Evidence {
		start := len([]rune(a.Text[:strings.Index(a.Text, quote)]))
		return Evidence{Field: field, Start: start, End: start + len([]rune(quote)), Quote: quote, Rule: "test/" + field}
	}
	r := &Report{Schema: SchemaReport, ID: a.ID + ".2.1", ArticleID: a.ID, Published: time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC),
		Type: "attack.shooting", Realis: "actual", TemporalRole: "main", Outcome: "occurred",
		When: &Date{Start: "2026-03-07", End: "2026-03-07", Precision: "day", Basis: "explicit", Value: "2026-03-07", Text: "7 March 2026"},
		Where: []Place{{Role: "event_site", Name: "Şırnak", Text: "Şırnak", Relation: "in", GeonamesID: 300640, Feature: "PPLA", Country: "TR", Lat: float(37.5), Lon: float(42.4),
			CoordKind: "point", Precision: "locality"}},
		Counts: []Count{{Measure: "killed", Min: Int(12), Best: Int(12), Qualifier: "at_least", Text: "at least 12 people"},
			{Measure: "killed", Role: "child", Min: Int(3), Max: Int(3), Best: Int(3), Qualifier: "exact", SubsetOf: Int(0), Text: "three of them children"}},
		Weapons: []Weapon{{Class: "small_arms", Action: "used", Text: "rifles"}},
		Actors:  []Actor{{Role: "accused", Text: "the X Front", Kind: "rebel"}, {Role: "attributor", Text: "Police", Kind: "police"}},
		Claims:  []Claim{{Stance: "blames", Actor: Int(0), By: Int(1), Text: "blamed"}},
		Summary: a.Text[:strings.Index(a.Text, " Police")], Confidence: Confidence{0.9, []string{"trigger in headline"}}, Extractor: "v",
		Evidence: []Evidence{at("type", "gunmen"), at("when", "7 March 2026"), at("where[0]", "Şırnak"), at("counts[0]", "at least 12 people"),
			at("counts[1]", "three of them children"), at("weapons[0]", "rifles"), at("actors[0]", "the X Front"), at("actors[1]", "Police"), at("claims[0]", "blamed"),
			{Field: "type", In: "title", Start: 7, End: 11, Quote: "kill", Rule: "test/title"}}}
	return r, a
}

func TestSoundReportPasses(t *testing.T) {
	r, a := soundReport()
	if err := Lint(r, a); err != nil {
		t.Error(err)
	}
}

// TestLint breaks one thing at a time and expects the linter to say so, and nothing else.
func TestLint(t *testing.T) {
	for _, c := range []struct {
		name, says string
		spoil      func(r *Report)
	}{
		{"schema", "schema", func(r *Report) { r.Schema = "sitrep/report/0" }},
		{"another article", "article_id", func(r *Report) { r.ArticleID = "b"; r.ID = "b.2.1" }},
		{"another revision", "id:", func(r *Report) { r.ID = r.ArticleID + ".1.1" }},
		{"no extractor", "extractor", func(r *Report) { r.Extractor = "" }},
		{"unknown type", "type: \"attack.pillow\"", func(r *Report) { r.Type = "attack.pillow" }},
		{"unknown realis", "realis", func(r *Report) { r.Realis = "maybe" }},
		{"quote of other words", "is not the text at", func(r *Report) { r.Evidence[1].Start++ }},
		{"byte offsets", "is not the text at", func(r *Report) { r.Evidence[2].Start += 2; r.Evidence[2].End += 2 }},
		{"span beyond the end", "outside of a text", func(r *Report) { r.Evidence[1].End = 10_000 }},
		{"empty span", "outside of a text", func(r *Report) { r.Evidence[1].End = r.Evidence[1].Start }},
		{"no rule", "without a rule", func(r *Report) { r.Evidence[1].Rule = "" }},
		{"no evidence for a count", "counts[1]: filled without evidence", func(r *Report) { r.Evidence[4].Field = "counts[0]" }},
		{"no evidence for the date", "when: filled without evidence", func(r *Report) { r.Evidence[1].Field = "type" }},
		{"evidence for nothing", "that is not there", func(r *Report) { r.Evidence[0].Field = "counts[7]"; r.Evidence[9].Field = "type" }},
		{"a day that is none", "no calendar dates", func(r *Report) { r.When.Start = "2026-02-30" }},
		{"dates in disorder", "ends 2026-03-07 before it starts", func(r *Report) { r.When.Start = "2026-03-08" }},
		{"no clock time", "no clock time", func(r *Report) { r.When.Time = "25:00" }},
		{"unknown basis", "when.basis", func(r *Report) { r.When.Basis = "" }},
		{"half a point", "half a pair", func(r *Report) { r.Where[0].Lon = nil }},
		{"off the globe", "no point on the globe", func(r *Report) { r.Where[0].Lat = float(91) }},
		{"a point for a country", "coordinates on the country", func(r *Report) { r.Where[0].Precision, r.Where[0].Feature = "country", "PCLI" }},
		{"country in words", "no ISO 3166-1", func(r *Report) { r.Where[0].Country = "Turkey" }},
		{"unresolved without reason", "neither resolved nor a reason", func(r *Report) { r.Where[0].GeonamesID = 0 }},
		{"bounds in disorder", "bounds out of order: 12, 11, null", func(r *Report) { r.Counts[0].Best = Int(11) }},
		{"negative", "bounds out of order", func(r *Report) { r.Counts[0].Min, r.Counts[0].Best = Int(-1), nil }},
		{"no number", "without a number", func(r *Report) { r.Counts[0].Min, r.Counts[0].Best = nil, nil }},
		{"part of itself", "is no other count", func(r *Report) { r.Counts[1].SubsetOf = Int(1) }},
		{"part of nothing", "is no other count", func(r *Report) { r.Counts[1].SubsetOf = Int(2) }},
		{"unknown measure", "measure", func(r *Report) { r.Counts[0].Measure = "maimed" }},
		{"unknown weapon", "weapons[0].class", func(r *Report) { r.Weapons[0].Class = "words" }},
		{"actor without words", "an actor without words", func(r *Report) { r.Actors[0].Text = "" }},
		{"claim of nobody", "is no actor of the report", func(r *Report) { r.Claims[0].By = Int(2) }},
		{"summary in other words", "does not stand in the article", func(r *Report) { r.Summary = "Twelve died." }},
		{"no reason for confidence", "confidence", func(r *Report) { r.Confidence.Reasons = nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, a := soundReport()
			c.spoil(r)
			err := Lint(r, a)
			if !errors.Is(err, ErrUnsound) || !strings.Contains(err.Error(), c.says) || strings.Count(err.Error(), "\n") > 0 {
				t.Errorf("linter says %v, want one finding with %q", err, c.says)
			}
		})
	}
}

// TestSoundKeepsTheOthers holds that one unsound report does not take the others with it, and that lists are never null.
func TestSoundKeepsTheOthers(t *testing.T) {
	good, a := soundReport()
	bad, _ := soundReport()
	bad.Type = ""
	good.Weapons, good.Evidence[5].Field = nil, "type"
	kept, refused := Sound([]Report{*bad, *good}, a)
	if len(kept) != 1 || len(refused) != 1 || kept[0].Weapons == nil {
		t.Errorf("kept %d, refused %q", len(kept), refused)
	}
	if kept, _ := Sound(nil, a); kept == nil {
		t.Error("no reports are no list")
	}
}

// FuzzLint holds that the linter survives any report.
func FuzzLint(f *testing.F) {
	r, _ := soundReport()
	seed, _ := json.Marshal(r)
	f.Add(seed)
	f.Fuzz(func(t *testing.T, b []byte) {
		var r Report
		if json.Unmarshal(b, &r) == nil {
			_, a := soundReport()
			Lint(&r, a) //nolint:errcheck // any answer will do
		}
	})
}

// A value that does not fit a field is refused in the words of the record.
func TestMisfit(t *testing.T) {
	for value, want := range map[string]string{
		`"many"`:         "a string does not fit",
		`{"best":"ten"}`: "best: a string does not fit",
	} {
		inc := &Incident{}
		err := inc.SetValue("counts.killed", json.RawMessage(value))
		if !errors.Is(err, ErrField) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", value, err, want)
		}
	}
}
