package link

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sitrep/extract"
)

// TestMain lets the property tests run some fewer cases than usual, as each links many reports. -rapid.checks overrides it.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "25")
	flag.Parse()
	os.Exit(m.Run())
}

// town is a place of the made-up world.
type town struct {
	name    string
	id      int
	country string
	admin   string
	lat     float64
	lon     float64
}

var towns = []town{
	{"Harlow Bend", 101, "US", "US-TN", 35.1, -90.0}, {"Pine Crossing", 102, "US", "US-TN", 35.4, -89.8}, {"Larkspur", 103, "US", "US-OH", 41.6, -83.6},
	{"Qalat Sukkar", 201, "IQ", "IQ-DQ", 31.86, 46.08}, {"Umm Dajaj", 202, "IQ", "IQ-BG", 33.3, 44.4}, {"San Telmo", 301, "PE", "PE-LIM", -12.0, -77.0},
	{"Kibara", 401, "KE", "KE-30", -1.28, 36.8}, {"Novy Most", 501, "UA", "UA-63", 50.0, 36.2},
}

var worldTypes = []string{"attack.shooting", "attack.bombing", "attack.shelling", "clash.armed", "crime.homicide", "disaster.earthquake", "disaster.flood",
	"accident.fire", "protest.demonstration", "outbreak.disease"}

var forenames = []string{"Dana", "Milo", "Esther", "Omar", "Lucia", "Anton", "Grace", "Yusuf", "Petra", "Samuel"}
var surnames = []string{"Whitlow", "Karim", "Okello", "Marchenko", "Quispe", "Delgado", "Hartnell", "Bazzi", "Nyambura", "Sorel"}

// happening is an incident of the made-up world, and tell one article's report of it.
type happening struct {
	kind   string
	town   town
	day    time.Time
	killed int
	hurt   int
	name   string
	age    int
}

func imagine(r *rand.Rand, days int) happening {
	return happening{worldTypes[r.IntN(len(worldTypes))], towns[r.IntN(len(towns))], time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(days)),
		r.IntN(6), r.IntN(12), forenames[r.IntN(len(forenames))] + " " + surnames[r.IntN(len(surnames))], 18 + r.IntN(60)}
}

func (h *happening) tell(r *rand.Rand, id string) (*extract.Article, []extract.Report) {
	day := h.day.Format(time.DateOnly)
	published := h.day.AddDate(0, 0, r.IntN(3)).Add(time.Duration(r.IntN(24)) * time.Hour)
	lat, lon := h.town.lat, h.town.lon
	summary := fmt.Sprintf("%s, %d, was among the victims of the %s in %s.", h.name, h.age, h.kind, h.town.name)
	a := &extract.Article{ID: id, Revision: 1, URL: "https://" + fmt.Sprintf("paper%d.example/", r.IntN(5)) + id, Published: published, Title: "Victims named in " + h.town.name, Text: summary}
	report := extract.Report{ID: id + ".1.1", ArticleID: id, URL: a.URL, Title: a.Title, Published: published, Type: h.kind, Realis: "actual", TemporalRole: "main", Outcome: "occurred",
		When: &extract.Date{Start: day, End: day, Precision: "day", Basis: "weekday"}, Summary: summary,
		Where: []extract.Place{{Role: "event_site", Name: h.town.name, Text: h.town.name, GeonamesID: h.town.id, Country: h.town.country,
			Admin1: &extract.Admin{Name: h.town.admin, Code: h.town.admin}, Lat: &lat, Lon: &lon, RadiusM: 5000, Precision: "locality"}}}
	killed, hurt := h.killed, h.hurt
	if r.IntN(4) == 0 {
		killed++
	}
	report.Counts = append(report.Counts, number2("killed", killed), number2("injured", hurt))
	if r.IntN(6) == 0 {
		report.When = nil
	}
	if r.IntN(6) == 0 {
		report.Where[0].Precision, report.Where[0].GeonamesID, report.Where[0].Lat, report.Where[0].Lon = "admin1", h.town.id+1000, nil, nil
	}
	if r.IntN(8) == 0 {
		report.TemporalRole = []string{"update", "background", "aftermath", "anniversary"}[r.IntN(4)]
	}
	if r.IntN(15) == 0 {
		report.Realis = []string{"negated", "planned", "alleged"}[r.IntN(3)]
	}
	return a, []extract.Report{report}
}

func number2(measure string, n int) extract.Count {
	return extract.Count{Measure: measure, Min: extract.Int(n), Max: extract.Int(n), Best: extract.Int(n), Qualifier: "exact"}
}

// story is an article with its reports.
type story struct {
	article *extract.Article
	reports []extract.Report
}

// world makes the articles about some happenings, each told by one to five papers.
func world(seed uint64, happenings, days int) []story {
	r := rand.New(rand.NewPCG(seed, 7))
	var stories []story
	for range happenings {
		h := imagine(r, days)
		for range 1 + r.IntN(5) {
			a, reports := h.tell(r, fmt.Sprintf("%016x", r.Uint64()))
			stories = append(stories, story{a, reports})
		}
	}
	return stories
}

func link(t failer, m *Memory) []Change {
	t.Helper()
	changes, err := m.Link()
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func digestOf(t failer, stories []story) string {
	m := NewMemory()
	for _, s := range stories {
		m.Put(s.article, s.reports)
	}
	link(t, m)
	return Digest(m.Incidents())
}

// Whatever the order, the portions, and the repetitions in which reports come, the incidents are the same.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := world(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(1, 25).Draw(t, "happenings"), rapid.IntRange(1, 20).Draw(t, "days"))
		want := digestOf(t, stories)
		shuffled := rapid.Permutation(stories).Draw(t, "order")
		repeated := append(slices.Clone(shuffled), shuffled[:len(shuffled)/2]...)
		m := NewMemory()
		portion := rapid.IntRange(1, len(repeated)).Draw(t, "portion")
		for part := range slices.Chunk(repeated, portion) {
			for _, s := range part {
				m.Put(s.article, s.reports)
			}
			if _, err := m.Link(); err != nil {
				t.Fatal(err)
			}
		}
		if got := Digest(m.Incidents()); got != want {
			t.Fatalf("in portions of %d another record", portion)
		}
	})
}

// A report that comes and goes leaves no trace.
func TestRemovalLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := world(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(2, 20).Draw(t, "happenings"), rapid.IntRange(1, 10).Draw(t, "days"))
		keep := rapid.IntRange(1, len(stories)).Draw(t, "keep")
		m := NewMemory()
		for _, s := range stories {
			m.Put(s.article, s.reports)
		}
		m.Link()
		for _, s := range stories[keep:] {
			for _, r := range s.reports {
				m.Remove(r.ID)
			}
		}
		m.Link()
		if Digest(m.Incidents()) != digestOf(t, stories[:keep]) {
			t.Fatal("what was removed still shows")
		}
	})
}

// Linking again changes nothing, and no incident loses its id when others come.
func TestIdentityIsForLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := world(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(2, 20).Draw(t, "happenings"), rapid.IntRange(1, 10).Draw(t, "days"))
		m := NewMemory()
		given := map[string]bool{}
		for _, s := range stories {
			m.Put(s.article, s.reports)
			m.Link()
			known := map[string]bool{}
			for _, inc := range m.Incidents() {
				known[inc.IncidentID], given[inc.IncidentID] = true, true
				for _, alias := range inc.Aliases {
					known[alias] = true
				}
			}
			for id := range given {
				if !known[id] {
					t.Fatalf("%s is lost", id)
				}
			}
		}
		for _, inc := range m.Incidents() {
			m.dirty = append(m.dirty, Dirty{Incident: inc.IncidentID})
		}
		if changes, _ := m.Link(); len(changes) != 0 {
			t.Fatalf("linking again changed %d incidents", len(changes))
		}
	})
}

// Weigh does not care which report is first, and pairs that weigh enough share a key.
func TestWeighIsSymmetricAndBlocked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := world(rapid.Uint64().Draw(t, "seed"), 12, 6)
		var sigs []Signature
		for _, s := range stories {
			sigs = append(sigs, Sign(s.article, s.reports, 0))
		}
		for i := range sigs {
			for j := range i {
				a, b := &sigs[i], &sigs[j]
				if x, y := Weigh(a, b), Weigh(b, a); x.Score != y.Score || x.Refusal != y.Refusal {
					t.Fatalf("%v and %v", x, y)
				}
				if meet(a, b) != meet(b, a) {
					t.Fatalf("%s finds %s, but not the other way round", a.ID, b.ID)
				}
			}
		}
	})
}

func meet(a, b *Signature) bool {
	probes := a.Probes()
	return slices.ContainsFunc(b.Keys(), func(k string) bool { return slices.Contains(probes, k) })
}

func TestSignatureRoundTrip(t *testing.T) {
	for _, s := range world(3, 10, 10) {
		want := Sign(s.article, s.reports, 0)
		got, err := Decode(want.Encode())
		if err != nil || string(got.Encode()) != string(want.Encode()) {
			t.Fatalf("%v: %s", err, want.Encode())
		}
	}
}

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
}
