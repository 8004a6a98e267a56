package link

import (
	"encoding/json"
	"slices"
	"testing"

	"sitrep/extract"
)

// paper puts an article with one report: what is told of Harlow Bend is one incident, what is told of Otter Falls another.
func paper(m *Memory, id, town, sentence string) {
	a := &extract.Article{ID: id, Revision: 1, Outlet: id + ".example", Title: sentence, Published: day("2024-03-04"), Text: sentence}
	r := shootingReport(a, id+".1.1", sentence)
	if town == "Otter Falls" {
		lat, lon := 47.5, -111.3
		r.Type, r.Where[0].Name, r.Where[0].Text, r.Where[0].GeonamesID, r.Where[0].Lat, r.Where[0].Lon = "disaster.flood", town, town, 202, &lat, &lon
	}
	m.Put(a, []extract.Report{r})
}

// desk has two incidents: one that three papers tell, one that two do.
func desk(t *testing.T) (m *Memory, shooting, flood extract.Incident) {
	m = NewMemory()
	paper(m, "a1", "Harlow Bend", "A ticket collector was shot dead on the Milligan ferry in Harlow Bend.")
	paper(m, "a2", "Harlow Bend", "The collector shot dead on the Milligan ferry in Harlow Bend had worked there for years.")
	paper(m, "a3", "Harlow Bend", "Police look for who shot a ticket collector dead on the Milligan ferry.")
	paper(m, "b1", "Otter Falls", "A flood swept the Sandholm mill in Otter Falls away.")
	paper(m, "b2", "Otter Falls", "The flood in Otter Falls that swept the Sandholm mill away came at night.")
	link(t, m)
	shooting, flood = holding(t, m, "a1"), holding(t, m, "b1")
	if !stands(shooting, "a1", "a2", "a3") || !stands(flood, "b1", "b2") {
		t.Fatalf("%v and %v", shooting.Reports, flood.Reports)
	}
	return m, shooting, flood
}

// holding finds the incident of an article.
func holding(t *testing.T, m *Memory, article string) extract.Incident {
	t.Helper()
	for _, inc := range m.Incidents() {
		if slices.ContainsFunc(inc.Reports, func(r extract.ReportRef) bool { return r.ArticleID == article }) {
			return inc
		}
	}
	t.Fatalf("no incident holds %s", article)
	return extract.Incident{}
}

// stands reports whether an incident has the reports of these articles and no others.
func stands(inc extract.Incident, articles ...string) bool {
	var have []string
	for _, r := range inc.Reports {
		have = append(have, r.ArticleID)
	}
	slices.Sort(have)
	return slices.Equal(have, articles)
}

func merge(inc, other extract.Incident) extract.Decision {
	return extract.Decision{IncidentID: inc.IncidentID, Decision: "merge", Value: json.RawMessage(`"` + other.IncidentID + `"`)}
}

func split(inc extract.Incident, reports string) extract.Decision {
	return extract.Decision{IncidentID: inc.IncidentID, Decision: "split", Value: json.RawMessage(reports)}
}

// Whoever merges two incidents means all their reports, however little these have in common; and whoever takes one out again means that one.
func TestMergeHoldsAllReports(t *testing.T) {
	m, shooting, flood := desk(t)
	decided(t, m, merge(shooting, flood))
	if inc := holding(t, m, "a1"); inc.IncidentID != shooting.IncidentID || !stands(inc, "a1", "a2", "a3", "b1", "b2") {
		t.Errorf("merged, %s has %v", inc.IncidentID, inc.Reports)
	}
	decided(t, m, split(holding(t, m, "a1"), `["a1.1.1"]`))
	if inc := holding(t, m, "b1"); !stands(inc, "a2", "a3", "b1", "b2") {
		t.Errorf("with one taken out, %v", inc.Reports)
	}
	if inc := holding(t, m, "a1"); !stands(inc, "a1") {
		t.Errorf("taken out, %v", inc.Reports)
	}
}

// A merge undoes a split, whichever of the two incidents it was decided about.
func TestMergeAfterSplit(t *testing.T) {
	for _, article := range []string{"a1", "a3"} {
		m, shooting, _ := desk(t)
		decided(t, m, split(shooting, `["a2.1.1","a3.1.1"]`))
		if inc := holding(t, m, "a3"); !stands(inc, "a2", "a3") {
			t.Fatalf("split off, %v", inc.Reports)
		}
		sides := []extract.Incident{holding(t, m, "a1"), holding(t, m, "a3")}
		if article == "a3" {
			slices.Reverse(sides)
		}
		again := merge(sides[0], sides[1])
		again.At = day("2024-03-06")
		decided(t, m, again)
		if inc := holding(t, m, article); !stands(inc, "a1", "a2", "a3") {
			t.Errorf("decided about that of %s: %v", article, inc.Reports)
		}
	}
}
