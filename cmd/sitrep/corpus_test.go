//go:build slow

package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"sitrep/extract"
)

// reportsADay is how dense the made-up news is. A larger corpus is a longer one, as a store is that has been kept for longer: what
// happens in a place in a week does not depend on how many years are kept.
const reportsADay = 500

// newsworld is a seeded stream of articles with their reports, day by day. Towns have the sizes that towns have, most
// incidents are told once and a few by forty outlets over five days with rising tolls, a fifth of what an outlet prints is
// an agency's, one article in eight recalls something older, and not every text names a town or a day.
type newsworld struct {
	*rand.Rand
	towns    []worldTown
	weights  []float64 // of the towns, summed up
	words    []string
	day      int
	pending  map[int][]telling // day -> what will be told on it
	recent   []occurrence
	articles int
}

type worldTown struct {
	name, admin, country, code string
	lat, lon                   float64
	id                         int
}

// occurrence is something that happened in the made-up world.
type occurrence struct {
	kind         string
	town         worldTown
	day          int
	killed, hurt int
	victims      []string // names and ages
	agency       []string // the paragraphs of the wire story
}

type telling struct {
	of     *occurrence
	nth    int // day after the occurrence
	outlet int
}

// worldStart is the first day of the made-up news.
var worldStart = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// worldKinds are types with how often they occur among a thousand incidents.
var worldKinds = []struct {
	code, noun string
	of1000     int
}{
	{"attack.shooting", "shooting", 150}, {"clash.armed", "clash", 110}, {"attack.airstrike", "airstrike", 80}, {"attack.shelling", "shelling", 90}, {"attack.bombing", "bombing", 60},
	{"attack.drone", "drone attack", 50}, {"crime.homicide", "killing", 90}, {"abduction.kidnapping", "kidnapping", 30}, {"protest.demonstration", "protest", 90}, {"security.arrest", "raid", 60},
	{"accident.transport", "crash", 80}, {"accident.fire", "fire", 40}, {"disaster.flood", "flood", 25}, {"disaster.earthquake", "earthquake", 10}, {"disaster.storm", "storm", 15}, {"outbreak.disease", "outbreak", 20},
}

func newNewsworld(seed uint64) *newsworld {
	w := &newsworld{Rand: rand.New(rand.NewPCG(seed, 2024)), pending: map[int][]telling{}}
	for range 4000 {
		w.words = append(w.words, w.word(2+w.IntN(3)))
	}
	sum := 0.0
	for i := range 3000 {
		country := int(60 * math.Pow(w.Float64(), 1.7))
		code := string(rune('A'+country/26)) + string(rune('A'+country%26))
		admin := w.IntN(12)
		w.towns = append(w.towns, worldTown{capital(w.word(2 + w.IntN(2))), fmt.Sprintf("%s-%02d", code, admin), capital(w.words[country]), code,
			float64(country%9)*14 - 50 + float64(admin%4)*2 + 2*w.Float64(), float64(country/9)*40 - 150 + float64(admin/4)*3 + 3*w.Float64(), 10_000 + i})
		sum += math.Pow(float64(i+3), -0.75)
		w.weights = append(w.weights, sum)
	}
	return w
}

func (w *newsworld) word(syllables int) string {
	var b strings.Builder
	for range syllables {
		b.WriteByte("bdfgklmnprstvz"[w.IntN(14)])
		b.WriteByte("aeiou"[w.IntN(5)])
		if w.IntN(3) == 0 {
			b.WriteByte("lmnrst"[w.IntN(6)])
		}
	}
	return b.String()
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// occur makes what happens on a day and when it will be told.
func (w *newsworld) occur() {
	for told := 0; told < reportsADay*10/13; { // the others are updates and what is recalled
		o := w.occurrence()
		times := w.times()
		told += times
		for range times {
			nth := int(math.Abs(w.NormFloat64()) * 1.2)
			w.pending[w.day+nth] = append(w.pending[w.day+nth], telling{o, nth, int(400 * math.Pow(w.Float64(), 2))})
		}
	}
}

// times is how often an incident is told: mostly once.
func (w *newsworld) times() int {
	switch n := w.Float64(); {
	case n < 0.62:
		return 1
	case n < 0.98:
		return 2 + int(w.ExpFloat64()*1.5)
	}
	return 8 + w.IntN(33)
}

func (w *newsworld) occurrence() *occurrence {
	kind := w.IntN(1000)
	k := 0
	for ; kind >= worldKinds[k].of1000; k++ {
		kind -= worldKinds[k].of1000
	}
	at, _ := slices.BinarySearch(w.weights, w.Float64()*w.weights[len(w.weights)-1])
	o := &occurrence{kind: worldKinds[k].code, town: w.towns[at], day: w.day, killed: int(w.ExpFloat64() * 3), hurt: int(w.ExpFloat64() * 6)}
	for range w.IntN(3) {
		o.victims = append(o.victims, fmt.Sprintf("%s %s, %d", capital(w.pick()), capital(w.pick()), 16+w.IntN(60)))
	}
	o.agency = w.paragraphs(10)
	return o
}

// pick returns a word, as rare as words are.
func (w *newsworld) pick() string {
	return w.words[int(float64(len(w.words))*math.Pow(w.Float64(), 2.2))]
}

// paragraphs are of filling sentences.
func (w *newsworld) paragraphs(n int) []string {
	var paragraphs []string
	for range n {
		var b strings.Builder
		for range 2 + w.IntN(2) {
			words := make([]string, 9+w.IntN(9))
			for i := range words {
				if words[i] = w.pick(); w.IntN(14) == 0 {
					words[i] = capital(words[i])
				}
			}
			words[0] = capital(words[0])
			b.WriteString(strings.Join(words, " ") + ". ")
		}
		paragraphs = append(paragraphs, strings.TrimSpace(b.String()))
	}
	return paragraphs
}

// worldStory is an article of the made-up world with what was read in it.
type worldStory struct {
	article extract.Article
	reports []extract.Report
}

// tomorrow returns what is published on the next day.
func (w *newsworld) tomorrow() []worldStory {
	w.occur()
	var stories []worldStory
	for _, t := range w.pending[w.day] {
		stories = append(stories, w.tell(t))
		if t.nth == 0 && len(w.recent) < 4000 {
			w.recent = append(w.recent, *t.of)
		} else if t.nth == 0 {
			w.recent[w.IntN(len(w.recent))] = *t.of
		}
	}
	delete(w.pending, w.day)
	w.day++
	return stories
}

func (w *newsworld) tell(t telling) worldStory {
	w.articles++
	o := t.of
	published := worldStart.AddDate(0, 0, w.day).Add(time.Duration(w.IntN(86400)) * time.Second)
	noun, killed, hurt := nounOf(o.kind), o.killed+w.IntN(1+t.nth), o.hurt
	a := extract.Article{Schema: extract.SchemaArticle, Revision: 1, Outlet: fmt.Sprintf("paper%d.example", t.outlet), Language: "en", Published: published, PublishedBasis: "feed", State: extract.StateExtracted}
	a.URL = fmt.Sprintf("https://%s/%d", a.Outlet, w.articles)
	a.ID = extract.ArticleID(a.URL, "")
	a.Title = fmt.Sprintf("%s %s in %s", capital(w.pick()), noun, o.town.name)
	lead := fmt.Sprintf("%d people were killed and %d wounded in a %s in %s on %s, %s said.", killed, hurt, noun, o.town.name, worldStart.AddDate(0, 0, o.day).Weekday(), []string{"police", "officials", "residents"}[w.IntN(3)])
	body := o.agency
	if w.IntN(5) != 0 {
		body = w.paragraphs(7 + w.IntN(8))
	} else {
		a.Wire = "Reuters"
	}
	paragraphs := []string{lead}
	if len(o.victims) > 0 && w.IntN(2) == 0 {
		paragraphs = append(paragraphs, "The dead were named as "+strings.Join(o.victims, " and ")+".")
	}
	paragraphs = append(paragraphs, body...)
	s := worldStory{article: a}
	s.reports = append(s.reports, w.report(&a, o, lead, 0, t.nth, killed, hurt))
	if len(w.recent) > 0 && w.IntN(8) == 0 {
		past := w.recent[w.IntN(len(w.recent))]
		recalled := fmt.Sprintf("In an earlier %s in %s %d people were killed.", nounOf(past.kind), past.town.name, past.killed)
		at := len(strings.Join(paragraphs, "\n\n")) + 2
		paragraphs = append(paragraphs, recalled)
		r := w.report(&a, &past, recalled, at, 0, past.killed, 0)
		r.ID, r.TemporalRole, r.When = a.ID+".1.2", "background", nil
		s.reports = append(s.reports, r)
	}
	s.article.Text = strings.Join(paragraphs, "\n\n")
	s.article.TextSHA256 = extract.Digest(s.article.Text)
	return s
}

func nounOf(code string) string {
	for _, k := range worldKinds {
		if k.code == code {
			return k.noun
		}
	}
	return code
}

func (w *newsworld) report(a *extract.Article, o *occurrence, quote string, at, nth, killed, hurt int) extract.Report {
	r := extract.Report{Schema: extract.SchemaReport, ID: a.ID + ".1.1", ArticleID: a.ID, URL: a.URL, Title: a.Title, Published: a.Published, Type: o.kind, Realis: "actual", TemporalRole: "main", Outcome: "occurred",
		Where: []extract.Place{}, Counts: []extract.Count{}, Weapons: []extract.Weapon{}, Actors: []extract.Actor{}, Claims: []extract.Claim{}, Summary: quote, Confidence: extract.Confidence{Score: 0.8, Reasons: []string{"trigger in headline"}}, Extractor: "made up"}
	if nth > 1 {
		r.TemporalRole = "update"
	}
	said := func(field, words string) {
		start := strings.Index(quote, words)
		r.Evidence = append(r.Evidence, extract.Evidence{Field: field, Start: at + start, End: at + start + len(words), Quote: words, Rule: "made/up"})
	}
	said("type", nounOf(o.kind))
	if w.IntN(10) != 0 {
		day := worldStart.AddDate(0, 0, o.day).Format(time.DateOnly)
		r.When = &extract.Date{Start: day, End: day, Precision: "day", Basis: "weekday", Anchor: a.Published.Format(time.DateOnly)}
		said("when", " on ")
	}
	if place := w.place(o.town); place != nil {
		r.Where = append(r.Where, *place)
		said("where[0]", o.town.name)
	}
	for measure, n := range []int{killed, hurt} {
		c := extract.Count{Measure: extract.Measures[measure], Min: extract.Int(n), Max: extract.Int(n), Best: extract.Int(n), Qualifier: "exact", Anchor: "incident", Status: "reported", Text: fmt.Sprint(n)}
		r.Counts = append(r.Counts, c)
		said(fmt.Sprintf("counts[%d]", measure), fmt.Sprint(n))
	}
	if w.IntN(3) == 0 {
		r.Actors = append(r.Actors, extract.Actor{Role: "perpetrator", Text: "gunmen", Kind: "unknown"})
		said("actors[0]", "people")
	}
	return r
}

// place is how exactly a text says where.
func (w *newsworld) place(t worldTown) *extract.Place {
	p := &extract.Place{Role: "event_site", Name: t.name, Text: t.name, GeonamesID: t.id, Feature: "PPL", Country: t.code, CountryName: t.country, Admin1: &extract.Admin{Name: t.admin, Code: t.admin}, Precision: "locality", CoordKind: "point", RadiusM: 4000, Score: 0.9}
	lat, lon := math.Round(t.lat*1e4)/1e4, math.Round(t.lon*1e4)/1e4
	switch n := w.IntN(100); {
	case n < 6:
		return nil
	case n < 14:
		p.Name, p.Precision, p.Admin1, p.CoordKind, p.RadiusM, p.GeonamesID = t.country, "country", nil, "none", 0, int(t.code[0])*100+int(t.code[1])
		return p
	case n < 26:
		p.Name, p.Precision, p.GeonamesID, p.CoordKind, p.RadiusM = t.admin, "admin1", 100_000+int(t.code[0])*10_000+int(t.code[1])*100+int(t.admin[3]), "none", 0
		return p
	}
	p.Lat, p.Lon = &lat, &lon
	return p
}
