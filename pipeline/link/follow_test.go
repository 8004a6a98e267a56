package link

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
)

// gazette is an article that tells of several shootings, in the order in which the rules of the day find them.
func gazette(revision int, sentences ...string) (*extract.Article, []extract.Report) {
	a := &extract.Article{ID: "aaaa", Revision: revision, Outlet: "gazette.example", Title: "Violence over the weekend", Published: day("2024-03-04"), Text: strings.Join(sentences, "\n\n")}
	var reports []extract.Report
	for i, sentence := range sentences {
		reports = append(reports, shootingReport(a, fmt.Sprintf("aaaa.%d.%d", revision, i+1), sentence))
	}
	return a, reports
}

func day(iso string) time.Time {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		panic(err)
	}
	return t
}

func shootingReport(a *extract.Article, id, sentence string) extract.Report {
	lat, lon := 35.1, -90.0
	start := 0
	if at := strings.Index(a.Text, sentence); at > 0 {
		start = at
	}
	return extract.Report{ID: id, ArticleID: a.ID, Title: a.Title, Published: a.Published, Type: "attack.shooting", Realis: "actual", TemporalRole: "main", Outcome: "occurred", Summary: sentence,
		When:     &extract.Date{Start: "2024-03-02", End: "2024-03-02", Precision: "day", Basis: "weekday"},
		Where:    []extract.Place{{Role: "event_site", Name: "Harlow Bend", Text: "Harlow Bend", GeonamesID: 101, Country: "US", Lat: &lat, Lon: &lon, RadiusM: 3000, Precision: "locality"}},
		Evidence: []extract.Evidence{{Field: "type", Start: start, End: start + len(sentence), Quote: sentence, Rule: "made/up"}}}
}

const (
	club   = "Two dancers were shot at the Copperline Club in Harlow Bend late on Saturday by a doorman."
	ferry  = "A ticket collector was shot dead on the Milligan ferry in Harlow Bend on Saturday morning."
	bakery = "Thieves fired at the owner of Ostrander bakery in Harlow Bend before dawn on Saturday."
)

// telling finds the incident that has a report of a sentence.
func telling(t *testing.T, m *Memory, sentence string) extract.Incident {
	t.Helper()
	for _, inc := range m.Incidents() {
		if slices.ContainsFunc(inc.Reports, func(r extract.ReportRef) bool { return r.Quote == sentence }) {
			return inc
		}
	}
	t.Fatalf("no incident tells %q", sentence)
	return extract.Incident{}
}

// decided completes a decision against the incident as it stands, as the intake of reviews does, and takes it in.
func decided(t *testing.T, m *Memory, d extract.Decision) {
	t.Helper()
	inc := m.incidents[d.IncidentID]
	d.SeenVersion, d.Reviewer = inc.Version, "ana"
	if err := d.Against(inc, func(id string) *extract.Incident { return m.incidents[id] }, nil, day("2024-03-05")); err != nil {
		t.Fatal(err)
	}
	m.Decide(d)
	link(t, m)
}

// reread puts an article anew: the reports that it had and has not any more are taken away.
func reread(t *testing.T, m *Memory, revision int, sentences ...string) []Change {
	t.Helper()
	a, reports := gazette(revision, sentences...)
	before, _ := m.Reports(a.ID)
	for _, id := range before {
		if !slices.ContainsFunc(reports, func(r extract.Report) bool { return r.ID == id }) {
			m.Remove(id)
		}
	}
	m.Put(a, reports)
	return link(t, m)
}

// What was decided about an incident stays with what it tells, whatever number its report has after its article was read again.
func TestDecisionsFollowTheirReports(t *testing.T) {
	for name, again := range map[string]struct {
		revision  int
		sentences []string
	}{
		"another report before them": {1, []string{bakery, club, ferry}},
		"the other way round":        {1, []string{ferry, club}},
		"a new revision":             {2, []string{club, ferry}},
		"a new revision, renumbered": {2, []string{bakery, ferry, club}},
	} {
		t.Run(name, func(t *testing.T) {
			m := NewMemory()
			m.Put(gazette(1, club, ferry))
			link(t, m)
			atClub, atFerry := telling(t, m, club), telling(t, m, ferry)
			decided(t, m, extract.Decision{IncidentID: atClub.IncidentID, Decision: "correct", Field: "counts.injured", Value: json.RawMessage("2")})
			decided(t, m, extract.Decision{IncidentID: atFerry.IncidentID, Decision: "accept"})
			reread(t, m, again.revision, again.sentences...)
			if inc := telling(t, m, club); inc.IncidentID != atClub.IncidentID || inc.Count("injured") == nil || *inc.Count("injured").Best != 2 {
				t.Errorf("the club is %s, was %s; injured %v", inc.IncidentID, atClub.IncidentID, inc.Count("injured"))
			}
			if inc := telling(t, m, ferry); inc.IncidentID != atFerry.IncidentID || inc.Review.State != extract.Accepted {
				t.Errorf("the ferry is %s, was %s; review %+v", inc.IncidentID, atFerry.IncidentID, inc.Review)
			}
		})
	}
}

// A merge holds, and a split does, when the reports that they name are numbered anew; the change says which is which.
func TestMergeAndSplitFollowTheirReports(t *testing.T) {
	m := NewMemory()
	m.Put(gazette(1, club, ferry))
	link(t, m)
	atClub, atFerry := telling(t, m, club), telling(t, m, ferry)
	if atClub.IncidentID == atFerry.IncidentID {
		t.Fatal("one article's shootings are one")
	}
	decided(t, m, extract.Decision{IncidentID: atClub.IncidentID, Decision: "merge", Value: json.RawMessage(`"` + atFerry.IncidentID + `"`)})
	changes := reread(t, m, 2, bakery, ferry, club)
	if inc := telling(t, m, ferry); inc.IncidentID != atClub.IncidentID || len(inc.Reports) != 2 {
		t.Errorf("merged into %s with %d reports, want %s with 2", inc.IncidentID, len(inc.Reports), atClub.IncidentID)
	}
	want := extract.Moved{Decision: "merge", From: "aaaa.1.2", To: "aaaa.2.2"}
	if !slices.ContainsFunc(changes, func(c Change) bool { return slices.Contains(c.Moved, want) }) {
		t.Errorf("no change tells %+v: %+v", want, changes)
	}
	decided(t, m, extract.Decision{IncidentID: atClub.IncidentID, Decision: "split", Value: json.RawMessage(`["aaaa.2.2"]`)})
	reread(t, m, 3, ferry, bakery, club)
	if a, b := telling(t, m, ferry), telling(t, m, club); a.IncidentID == b.IncidentID || len(b.Reports) != 1 {
		t.Errorf("split, and one again: %s with %d reports", b.IncidentID, len(b.Reports))
	}
}

// A report that tells nothing of the kind any more is lost to the decision, and the change says so.
func TestLostReport(t *testing.T) {
	m := NewMemory()
	m.Put(gazette(1, club, ferry))
	link(t, m)
	atClub, atFerry := telling(t, m, club), telling(t, m, ferry)
	decided(t, m, extract.Decision{IncidentID: atClub.IncidentID, Decision: "merge", Value: json.RawMessage(`"` + atFerry.IncidentID + `"`)})
	changes := reread(t, m, 2, club)
	want := extract.Moved{Decision: "merge", From: "aaaa.1.2"}
	if !slices.ContainsFunc(changes, func(c Change) bool { return slices.Contains(c.Moved, want) }) {
		t.Errorf("no change tells %+v: %+v", want, changes)
	}
}
