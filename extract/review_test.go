package extract

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func shooting() *Incident {
	inc := &Incident{
		IncidentID: "inc-1", Status: StatusCandidate, Type: "attack.shooting", Outcome: "occurred",
		When:    &Date{Start: "2021-07-07", End: "2021-07-07", Precision: "day", Basis: "explicit"},
		Counts:  []ResolvedCount{{Count: Count{Measure: "killed", Min: Int(4), Max: Int(4), Best: Int(4), Qualifier: "exact"}, Rule: "single", From: []string{"a.1.1"}, Evidence: "k4"}},
		Reports: []ReportRef{{ID: "a.1.1"}, {ID: "b.1.1"}},
		Resolution: []Resolution{{Field: "type", Rule: "majority", Evidence: "ts"}, {Field: "outcome", Rule: "majority", Evidence: "o"},
			{Field: "when", Rule: "single", Evidence: "w"}},
	}
	inc.Decide(nil)
	inc.Seal()
	return inc
}

func decide(t *testing.T, inc *Incident, line string) Decision {
	t.Helper()
	d, err := ReadDecision([]byte(strings.ReplaceAll(line, "VERSION", inc.Version)))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Against(inc, nil, nil, time.Date(2021, 7, 9, 8, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestReadDecision(t *testing.T) {
	const head = `{"incident_id":"inc-1","reviewer":"ana","seen_version":"v",`
	for _, c := range []struct{ line, want string }{
		{head + `"decision":"accept"}`, ""},
		{head + `"decision":"reject","field":"counts.killed"}`, ""},
		{head + `"decision":"correct","field":"counts.killed","value":5}`, ""},
		{head + `"decision":"correct","field":"counts.killed","value":{"min":5,"max":null,"best":5,"qualifier":"at_least"}}`, ""},
		{head + `"decision":"correct","field":"counts.killed","value":null}`, ""},
		{head + `"decision":"correct","field":"counts.killed","value":-1}`, "0 <= min"},
		{head + `"decision":"correct","field":"counts.fed","value":1}`, "want one of"},
		{head + `"decision":"correct","field":"type","value":"attack.nuclear"}`, "none of attack.bombing"},
		{head + `"decision":"correct","field":"when","value":{"start":"2021-07-08","end":"2021-07-07"}}`, "in order"},
		{head + `"decision":"correct","field":"where","value":[{"name":"X","text":"X","lat":91,"lon":0}]}`, "within 90"},
		{head + `"decision":"correct","value":5}`, "field is missing"},
		{head + `"decision":"correct","field":"when"}`, "value is missing"},
		{head + `"decision":"merge","value":"inc-2"}`, ""},
		{head + `"decision":"merge","value":["inc-2","inc-1"]}`, "with itself"},
		{head + `"decision":"split","value":["b.1.1"]}`, ""},
		{head + `"decision":"split"}`, "list of report ids"},
		{head + `"decision":"maybe"}`, "none of accept"},
		{head + `"decision":"accept","vlaue":1}`, "unknown field"},
		{`{"incident_id":"inc-1","decision":"accept","seen_version":"v"}`, "reviewer is missing"},
		{`{"incident_id":"inc-1","decision":"accept","reviewer":"ana"}`, "seen_version is missing"},
		{`not json`, "invalid character"},
	} {
		_, err := ReadDecision([]byte(c.line))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !errors.Is(err, ErrDecision) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", c.line, err, c.want)
		}
	}
}

func TestStaleDecisionSaysWhatChanged(t *testing.T) {
	inc := shooting()
	d := decide(t, inc, `{"incident_id":"inc-1","reviewer":"ana","seen_version":"VERSION","decision":"accept"}`)
	old := inc.Version
	inc.Counts[0].Best = Int(5)
	inc.Seal()
	log := []LogEntry{{Version: old}, {Version: inc.Version, Fields: []FieldChange{{"counts.killed", []byte("4"), []byte("5")}}}}
	err := d.Against(inc, nil, log, time.Time{})
	if !errors.Is(err, ErrStale) || !strings.Contains(err.Error(), "counts.killed from 4 to 5") {
		t.Errorf("got %v", err)
	}
}

func TestSplitMustLeaveAReport(t *testing.T) {
	inc := shooting()
	for value, want := range map[string]string{`["a.1.1","b.1.1"]`: "must leave", `["c.1.1"]`: "has no report"} {
		d, err := ReadDecision([]byte(`{"incident_id":"inc-1","reviewer":"ana","seen_version":"` + inc.Version + `","decision":"split","value":` + value + `}`))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Against(inc, nil, nil, time.Time{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", value, err)
		}
	}
}

func TestCorrectionStandsAndReopens(t *testing.T) {
	inc := shooting()
	d := decide(t, inc, `{"incident_id":"inc-1","reviewer":"ana","seen_version":"VERSION","decision":"correct","field":"counts.killed","value":6,"note":"morgue"}`)
	again := func(best int, evidence string) *Incident {
		inc := shooting()
		c := &inc.Counts[0]
		c.Min, c.Max, c.Best, c.Evidence = Int(best), Int(best), Int(best), evidence
		inc.Decide([]Decision{d})
		return inc
	}
	for _, c := range []struct {
		best     int
		evidence string
		state    string
	}{
		{4, "k4", Corrected},  // as it was
		{5, "k45", Reopened},  // somebody says something else now
		{6, "k46", Corrected}, // the reports have come round to the correction
	} {
		inc := again(c.best, c.evidence)
		if got := inc.Count("killed"); *got.Best != 6 || got.Rule != "review" {
			t.Errorf("%v: the correction was lost: %+v", c, got)
		}
		if inc.Review.State != c.state {
			t.Errorf("%v: state %s", c, inc.Review.State)
		}
	}
}

func TestAcceptanceOfTheWhole(t *testing.T) {
	inc := shooting()
	d := decide(t, inc, `{"incident_id":"inc-1","reviewer":"ana","seen_version":"VERSION","decision":"accept"}`)
	inc.Decide([]Decision{d})
	if inc.Review.State != Accepted || len(inc.Review.Fields) != 0 {
		t.Errorf("got %+v", inc.Review)
	}
	inc = shooting()
	inc.Resolution[2].Evidence = "w2"
	inc.Decide([]Decision{d})
	if inc.Review.State != Reopened || len(inc.Review.Fields) != 1 || inc.Review.Fields[0].Field != "when" {
		t.Errorf("got %+v", inc.Review)
	}
}

func TestRejection(t *testing.T) {
	inc := shooting()
	no := decide(t, inc, `{"incident_id":"inc-1","reviewer":"ana","seen_version":"VERSION","decision":"reject"}`)
	yes := decide(t, inc, `{"incident_id":"inc-1","reviewer":"bo","seen_version":"VERSION","decision":"accept"}`)
	inc.Decide([]Decision{no})
	if inc.Status != StatusRejected || inc.Review.State != Rejected {
		t.Errorf("got %s %+v", inc.Status, inc.Review)
	}
	inc = shooting()
	inc.Decide([]Decision{no, yes})
	if inc.Status != StatusCandidate || inc.Review.State != Accepted || inc.Review.By != "bo" {
		t.Errorf("got %s %+v", inc.Status, inc.Review)
	}
}

func TestCrosswalk(t *testing.T) {
	for typ := range crosswalk {
		found := false
		for _, known := range Types {
			found = found || known == typ
		}
		if !found {
			t.Errorf("%s is no type", typ)
		}
	}
	inc := &Incident{Type: "attack.airstrike"}
	if x := CrosswalkOf(inc); *x.CAMEO != "195" || x.GTD != nil || x.ACLED.Event != "Explosions/Remote violence" {
		t.Errorf("got %+v", x)
	}
	inc = &Incident{Type: "disaster.storm", Summary: "Typhoon Goni made landfall"}
	if x := CrosswalkOf(inc); *x.GLIDE != "TC" || x.ACLED != nil {
		t.Errorf("got %+v", x)
	}
	inc = &Incident{Type: "explosion.unattributed"}
	if x := CrosswalkOf(inc); x != (Crosswalk{}) {
		t.Errorf("got %+v", x)
	}
}
