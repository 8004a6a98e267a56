package link

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
)

// told makes the article and the report of one line of a test:
//
//	id outlet published role "killed 3" "injured 2 police" ...
//
// with "measure number [who says it]". All tell of a shooting in Harlow Bend on 2024-03-01.
func told(t *testing.T, line string) (*extract.Article, []extract.Report) {
	t.Helper()
	head, counts, _ := strings.Cut(line+" ", " : ")
	f := strings.Fields(head)
	if len(f) != 4 {
		t.Fatalf("%q: want id, outlet, published, role", line)
	}
	published, err := time.Parse("2006-01-02", f[2])
	if err != nil {
		t.Fatal(err)
	}
	lat, lon := 35.1, -90.0
	a := &extract.Article{ID: f[0], Revision: 1, Outlet: f[1], Published: published, Title: "Shooting in Harlow Bend", Text: "Account " + f[0] + " of the shooting at the Copperline Club."}
	r := extract.Report{ID: f[0] + ".1.1", ArticleID: f[0], Title: a.Title, Published: published, Type: "attack.shooting", Realis: "actual", TemporalRole: f[3], Outcome: "occurred",
		When:    &extract.Date{Start: "2024-03-01", End: "2024-03-01", Precision: "day", Basis: "weekday"},
		Where:   []extract.Place{{Role: "event_site", Name: "Harlow Bend", Text: "Harlow Bend", GeonamesID: 101, Country: "US", Admin1: &extract.Admin{Name: "Tennessee", Code: "US-TN"}, Lat: &lat, Lon: &lon, RadiusM: 3000, Precision: "locality"}},
		Summary: "Shots were fired at the Copperline Club in Harlow Bend on Friday."}
	if f[3] == "negated" {
		r.TemporalRole, r.Realis = "main", "negated"
	}
	for _, c := range strings.Split(counts, ",") {
		if w := strings.Fields(c); len(w) > 1 {
			r.Counts = append(r.Counts, countOf(t, w))
		}
	}
	return a, []extract.Report{r}
}

func countOf(t *testing.T, w []string) extract.Count {
	n, err := strconv.Atoi(strings.TrimPrefix(w[1], "+"))
	if err != nil {
		t.Fatal(err)
	}
	c := extract.Count{Measure: w[0], Min: extract.Int(n), Max: extract.Int(n), Best: extract.Int(n), Qualifier: "exact", Anchor: "incident", SaidBy: strings.Join(w[2:], " ")}
	if strings.HasPrefix(w[1], "+") {
		c.Anchor = "incremental"
	}
	return c
}

// Tolls are resolved by the rule that fits, and every one of them is kept.
func TestTolls(t *testing.T) {
	for _, c := range []struct {
		name    string
		reports string
		want    string // "measure best rule", sorted as the record has them
		status  string
	}{
		{"one source", "a x.example 2024-03-02 main : killed 3", "killed 3 single", "candidate"},
		{"the same outlet corrects itself", "a x.example 2024-03-02 main : killed 3\nb x.example 2024-03-03 main : killed 4", "killed 4 single", "candidate"},
		{"two agree against one", "a x.example 2024-03-02 main : killed 3\nb y.example 2024-03-02 main : killed 3\nc z.example 2024-03-02 main : killed 4", "killed 3 majority", "corroborated"},
		{"nobody agrees: the lowest", "a x.example 2024-03-02 main : killed 3\nb y.example 2024-03-02 main : killed 4", "killed 3 conservative", "corroborated"},
		{"too far apart to be a slip", "a x.example 2024-03-02 main : killed 3\nb y.example 2024-03-02 main : killed 12", "killed 3 conservative", "contested"},
		{"what is newer is no contradiction", "a x.example 2024-03-02 main : killed 3\nb y.example 2024-03-06 main : killed 12", "killed 12 latest", "corroborated"},
		{"an authority outweighs", "a x.example 2024-03-02 main : killed 3\nb y.example 2024-03-02 main : killed 5 police\nc z.example 2024-03-02 main : killed 3", "killed 5 latest_official", "corroborated"},
		{"of two authorities the later", "a x.example 2024-03-02 main : killed 3 police\nb y.example 2024-03-03 main : killed 4 the coroner", "killed 4 latest_official", "corroborated"},
		{"one of the wounded died", "a x.example 2024-03-02 main : killed 1, injured 4\nb x.example 2024-03-04 update : killed 2", "killed 2 single; injured 3 less_died_since", "candidate"},
		{"one more died", "a x.example 2024-03-02 main : killed 1, injured 4\nb x.example 2024-03-04 update : killed +1", "killed 2 single; injured 3 less_died_since", "candidate"},
		{"an anniversary raises nothing", "a x.example 2024-03-02 main : killed 3\nb y.example 2025-03-01 anniversary : killed 9", "killed 3 single", "candidate"},
		{"a trial raises nothing", "a x.example 2024-03-02 main : killed 3\nb y.example 2024-09-01 aftermath : killed 4 prosecutors", "killed 3 single", "candidate"},
		{"only a look back tells of it", "a x.example 2024-09-01 background : killed 3", "killed 3 single", "candidate"},
		{"nobody hurt is a number", "a x.example 2024-03-02 main : killed 0, injured 0", "killed 0 single; injured 0 single", "candidate"},
		{"somebody denies it", "a x.example 2024-03-02 main : killed 3\nb y.example 2024-03-02 main : killed 3\nc z.example 2024-03-03 negated :", "killed 3 majority", "contested"},
		{"the paper takes it back", "a x.example 2024-03-02 main : killed 3\nb x.example 2024-03-03 negated :", "killed 3 single", "retracted"},
	} {
		m := NewMemory()
		said := 0
		for line := range strings.SplitSeq(c.reports, "\n") {
			a, reports := told(t, line)
			m.Put(a, reports)
			said += len(reports[0].Counts)
		}
		link(t, m)
		incidents := m.Incidents()
		if len(incidents) != 1 {
			t.Errorf("%s: %d incidents", c.name, len(incidents))
			continue
		}
		var got []string
		for _, n := range incidents[0].Counts {
			got = append(got, fmt.Sprintf("%s %d %s", n.Measure, *n.Best, n.Rule))
		}
		if strings.Join(got, "; ") != c.want || incidents[0].Status != c.status {
			t.Errorf("%s: got %s, %s", c.name, strings.Join(got, "; "), incidents[0].Status)
		}
		if len(incidents[0].TollHistory) != said {
			t.Errorf("%s: %d tolls were told, %d are kept", c.name, said, len(incidents[0].TollHistory))
		}
	}
}

// Copies of one wire story are one source, whoever prints them.
func TestIndependentSources(t *testing.T) {
	m := NewMemory()
	text := strings.Repeat("Shots were fired at the Copperline Club in Harlow Bend on Friday evening as guests left a wedding party there. ", 4)
	for i, c := range []struct{ outlet, wire, text string }{
		{"x.example", "AP", ""}, {"y.example", "AP", ""}, {"z.example", "", text}, {"w.example", "", text}, {"v.example", "", ""}, {"v.example", "", ""},
	} {
		a, reports := told(t, fmt.Sprintf("a%d %s 2024-03-02 main : killed 3", i, c.outlet))
		a.Wire = c.wire
		if c.text != "" {
			a.Text = c.text
		}
		m.Put(a, reports)
	}
	link(t, m)
	inc := m.Incidents()[0]
	if inc.Articles != 6 || len(inc.Outlets) != 5 || inc.IndependentSources != 3 {
		t.Errorf("%d articles, %d outlets, %d sources", inc.Articles, len(inc.Outlets), inc.IndependentSources)
	}
}

// A union says why, and a near miss is named on both sides.
func TestMergeExplainsItself(t *testing.T) {
	m := NewMemory()
	for _, line := range []string{"a x.example 2024-03-02 main : killed 3", "b y.example 2024-03-02 main : killed 3"} {
		m.Put(told(t, line))
	}
	a, reports := told(t, "c z.example 2024-03-02 main : killed 3")
	reports[0].Where[0].Country, reports[0].Where[0].GeonamesID, reports[0].Where[0].Name, reports[0].Where[0].Text = "CA", 7, "Elsewhere", "Elsewhere"
	lat, lon := 50.0, -100.0
	reports[0].Where[0].Lat, reports[0].Where[0].Lon = &lat, &lon
	m.Put(a, reports)
	link(t, m)
	for _, inc := range m.Incidents() {
		switch inc.Articles {
		case 2:
			if len(inc.Merge.Links) != 1 || inc.Merge.Links[0].Score < enough || len(inc.Merge.Links[0].Features) < 3 {
				t.Errorf("links: %+v", inc.Merge.Links)
			}
		case 1:
			if inc.Site().Name != "Elsewhere" {
				t.Errorf("%s stands alone", inc.Site().Name)
			}
		}
	}
}

// Reports of what is only planned, feared or rehearsed make no incident.
func TestUnrealMakesNoIncident(t *testing.T) {
	for _, realis := range []string{"planned", "hypothetical", "threatened", "exercise", "negated"} {
		m := NewMemory()
		a, reports := told(t, "a x.example 2024-03-02 main : killed 3")
		reports[0].Realis = realis
		m.Put(a, reports)
		link(t, m)
		if n := len(m.Incidents()); n != 0 {
			t.Errorf("%s: %d incidents", realis, n)
		}
	}
}

func TestNamesAreOfPeopleConcerned(t *testing.T) {
	for text, want := range map[string]string{
		"The victim was identified as Quentin J. Harrow, 17, of Dell Park.":                  "quentin harrow/aged",
		"Police say 34-year-old Marlon Whitcombe was shot on Larkspur Avenue.":               "marlon whitcombe/aged larkspur street",
		"Sgt. Dana Holbrook said nobody was arrested. Officer Lee Tran agreed.":              "",
		"Dana Holbrook said nobody was arrested.":                                            "",
		"The Harlow County Sheriff's Office and Mercy Medical Center gave no names.":         "",
		"He was taken to Saint Anne Hospital on Monday Night.":                               "",
		"Relatives of Esther Okello wept in the 300 block of North Creston Ave. on Tuesday.": "esther okello creston street",
	} {
		a := &extract.Article{Text: text}
		s := Sign(a, []extract.Report{{TemporalRole: "main"}}, 0)
		var got []string
		for _, p := range s.Persons {
			name := p.Name
			if p.Aged {
				name += "/aged"
			}
			got = append(got, name)
		}
		for _, street := range s.Streets {
			got = append(got, street+" street")
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s\n got %q, want %q", text, strings.Join(got, " "), want)
		}
	}
}

func TestResemblance(t *testing.T) {
	long := strings.Repeat("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ", 3) + "and so on to the end of the story"
	if r := resemblance(sketch(scan(long)), sketch(scan(long+" with a word more"))); r < 0.7 {
		t.Errorf("nearly the same: %.2f", r)
	}
	if r := resemblance(sketch(scan(long)), sketch(scan(strings.ToUpper(strings.Map(func(c rune) rune { return c + 1 }, long))))); r > 0.1 {
		t.Errorf("another text: %.2f", r)
	}
}
