package link

import (
	"strings"
	"testing"

	"sitrep/extract"
)

// TestTwoTownsOfOneArticle holds that an article which tells of bombs in two towns keeps them apart, however near the towns are, and says so.
func TestTwoTownsOfOneArticle(t *testing.T) {
	sign := func(id, town string, geonames int, lat float64) *Signature {
		lon := -77.0
		r := extract.Report{ID: id, ArticleID: "0123456789abcdef", Type: "attack.bombing", Realis: "actual", TemporalRole: "main", When: &extract.Date{Start: "2026-02-07", End: "2026-02-07", Precision: "day"},
			Where: []extract.Place{{Role: "event_site", Name: town, Text: town, GeonamesID: geonames, Country: "PE", Lat: &lat, Lon: &lon, Precision: "locality"}}}
		s := Sign(nil, []extract.Report{r}, 0)
		return &s
	}
	a, b := sign("0123456789abcdef.1.1", "San Telmo", 301, -12.0), sign("0123456789abcdef.1.2", "Puerto Nuevo", 302, -12.1)
	if w := Weigh(a, b); !strings.Contains(w.Refusal, "one article tells of San Telmo and of Puerto Nuevo") {
		t.Errorf("weighed %.1f, refusal %q", w.Score, w.Refusal)
	}
	if w := Weigh(a, sign("0123456789abcdef.1.3", "San Telmo", 301, -12.0)); w.Refusal != "" {
		t.Errorf("one town refused: %q", w.Refusal)
	}
}
