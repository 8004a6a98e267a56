package link

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"sitrep/extract"
)

// Signature is what the linker weighs of a report: small, and all that it needs to compare it with another.
// It is kept beside the report and made again with it.
type Signature struct {
	ID        string // report id
	Article   string // article id
	Type      string
	Core      bool // tells of the incident itself (main, update): cores make incidents, others join them
	Denies    bool // says that it did not happen
	Update    bool // tells of a change after the first reports
	From      int  // first day of the incident, days since 1970-01-01; 0 where unknown
	To        int  // last day
	Vague     bool // the day is only that of publication, or a span longer than a week
	Published int  // day of publication, 0 where unknown
	Site      *Site
	Tolls     []Toll // sorted by measure
	Persons   []Person
	Streets   []string
	Ages      []int
	Propers   []uint32 // hashes of capitalised words of the text, sorted
	Weapons   []string
	Actors    []string
	Words     []uint32 // hashes of the content words of headline and summary, sorted
	Title     uint32   // hash of the headline's content words, 0 where there are too few
	Sketch    []uint32 // bottom-k sketch of the article's text
	Outlet    string   // registrable domain or host
	Wire      string   // credited news agency
	CopyOf    string   // article id of which the article is a near-duplicate
}

// Toll is what a report allows of one measure.
type Toll struct {
	Measure     string
	Least, Most int // Most is math.MaxInt32 where it is open above
}

// toll returns the least and the most that the report allows of a measure, and whether it says anything of it.
func (s *Signature) toll(measure string) (bounded, bool) {
	for i := range s.Tolls {
		if s.Tolls[i].Measure == measure {
			return bounded{s.Tolls[i].Least, s.Tolls[i].Most}, true
		}
	}
	return bounded{}, false
}

// Site is where a report says that the incident happened.
type Site struct {
	ID      string // gazetteer id
	Level   int    // see levels
	Country string
	Admin1  string
	Admin2  string
	Name    string
	Text    string // as the article writes it, where that differs
	Lat     float64
	Lon     float64
	Radius  float64 // km
	Point   bool    // whether Lat and Lon are given

	Words []uint32 // hashes of the names' words, sorted
}

// The levels of a site, from coarse to fine.
const (
	levelNone = iota
	levelCountry
	levelAdmin1
	levelAdmin2
	levelLocality
	levelSite
)

var levels = map[string]int{"country": levelCountry, "region": levelCountry, "water": levelCountry, "admin1": levelAdmin1, "admin2": levelAdmin2,
	"locality": levelLocality, "site": levelSite}

// SignAll reads the signatures of the reports of an article, in their order. Where an article tells of several incidents, only
// the paragraphs of its evidence are read for each. a may be nil where only the reports are known.
func SignAll(a *extract.Article, reports []extract.Report) []Signature {
	signatures := make([]Signature, len(reports))
	words := wordingOf(a, reports)
	defer words.release()
	for i := range reports {
		signatures[i] = sign(a, words, reports, i)
	}
	return signatures
}

// Sign reads the signature of one report of an article, as SignAll does.
func Sign(a *extract.Article, reports []extract.Report, i int) Signature {
	words := wordingOf(a, reports)
	defer words.release()
	return sign(a, words, reports, i)
}

func sign(a *extract.Article, words *wording, reports []extract.Report, i int) Signature {
	r := &reports[i]
	s := Signature{ID: r.ID, Article: r.ArticleID, Type: r.Type, Outlet: hostOf(r.URL)}
	if a != nil {
		s.Wire, s.CopyOf = a.Wire, a.NearDuplicate
		if a.Outlet != "" && !archived(r.URL) {
			s.Outlet = a.Outlet
		}
	}
	s.Core = (r.TemporalRole == "main" || r.TemporalRole == "update" || r.TemporalRole == "") && r.Realis != "negated"
	s.Denies, s.Update = r.Realis == "negated", r.TemporalRole == "update"
	s.Published = dayOf(r.Published)
	s.From, s.To, s.Vague = span(r)
	s.Site = siteOf(r.Where)
	s.Tolls = tollsOf(r.Counts)
	s.readText(words, reports, i)
	for _, w := range r.Weapons {
		s.Weapons = insert(s.Weapons, w.Class)
	}
	for _, actor := range r.Actors {
		s.addActor(&actor)
	}
	return s
}

// Links reports whether a report can be part of an incident at all, and if not, why.
func Links(r *extract.Report) (bool, string) {
	switch r.Realis {
	case "hypothetical", "threatened", "planned", "exercise":
		return false, "realis " + r.Realis
	}
	return true, ""
}

// epochDay returns the day of an ISO date, 0 where it is none.
func epochDay(iso string) int {
	if len(iso) < 10 {
		return 0
	}
	t, err := time.Parse("2006-01-02", iso[:10])
	if err != nil {
		return 0
	}
	return dayOf(t)
}

func dayOf(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	year, month, day := t.Date()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// span returns the days on which the incident may have happened. Where the report has only the day of its
// own publication, that day and the two before are meant: news is seldom older.
func span(r *extract.Report) (from, to int, vague bool) {
	if r.When != nil {
		from, to = epochDay(r.When.Start), epochDay(r.When.End)
		switch {
		case from == 0 || to == 0:
			from, to = 0, 0
		case r.When.Basis == "publication" || r.When.Basis == "reported" || r.When.Basis == "as_of" || r.When.Basis == "dateline":
			return from - 2, to, true
		default:
			return from, to, to-from > 6
		}
	}
	if day := dayOf(r.Published); day != 0 && (r.TemporalRole == "main" || r.TemporalRole == "update") {
		return day - 2, day, true
	}
	return 0, 0, true
}

// siteOf returns the site of the event: the finest place with the role, or the only one of any role but dateline.
func siteOf(where []extract.Place) *Site {
	var best *Site
	for i := range where {
		if where[i].Role != "event_site" && where[i].Role != "target_area" {
			continue
		}
		if s := site(&where[i]); best == nil || s.Level > best.Level {
			best = s
		}
	}
	return best
}

func site(p *extract.Place) *Site {
	s := &Site{Level: levels[p.Precision], Country: p.Country, Name: p.Name, ID: p.SourceID}
	if p.GeonamesID != 0 {
		s.ID = strconv.Itoa(p.GeonamesID)
	}
	if p.Text != p.Name {
		s.Text = p.Text
	}
	s.Words = siteWords(p.Name, p.Text)
	s.Admin1, s.Admin2 = adminKey(p.Country, p.Admin1), adminKey(p.Country, p.Admin2)
	if p.Lat != nil && p.Lon != nil && s.Level > levelCountry {
		s.Lat, s.Lon, s.Point = *p.Lat, *p.Lon, true
		s.Radius = float64(p.RadiusM) / 1000
		if p.Offset != nil && p.Offset.Bearing == nil {
			s.Radius += p.Offset.KM
		}
	}
	return s
}

// tollsOf returns the range of each measure that the report gives for the incident as a whole.
func tollsOf(counts []extract.Count) []Toll {
	var tolls []Toll
	for i := range counts {
		c := &counts[i]
		if c.SubsetOf != nil || c.Anchor == "period" || c.Status == "denied" || c.Best == nil && c.Min == nil && c.Max == nil {
			continue
		}
		low, high := bounds(c)
		k, found := slices.BinarySearchFunc(tolls, c.Measure, func(t Toll, measure string) int { return strings.Compare(t.Measure, measure) })
		if !found {
			tolls = slices.Insert(tolls, k, Toll{c.Measure, low, high})
			continue
		}
		tolls[k].Least, tolls[k].Most = max(low, tolls[k].Least), max(high, tolls[k].Most) // of several groups the largest stands for the whole
	}
	return tolls
}

// bounds returns the least and the most that a count allows; an approximate one is taken a tenth either way.
func bounds(c *extract.Count) (low, high int) {
	low, high = 0, math.MaxInt32
	if c.Min != nil {
		low = *c.Min
	}
	if c.Max != nil {
		high = *c.Max
	}
	if c.Qualifier == "approx" && c.Best != nil {
		slack := max(1, *c.Best/10)
		low, high = max(0, *c.Best-slack), *c.Best+slack
	}
	return low, high
}

func insert(sorted []string, s string) []string {
	i, found := slices.BinarySearch(sorted, s)
	if found || s == "" {
		return sorted
	}
	return slices.Insert(sorted, i, s)
}

// siteWords returns the hashes of the words of names, sorted.
func siteWords(names ...string) []uint32 {
	var hashes []uint32
	for _, name := range names {
		for _, w := range strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return !unicode.IsLetter(c) && c != '-' && c != '\'' }) {
			if len(w) >= 4 && !common[w] && !bodies[w] && !direction(w) {
				hashes = append(hashes, hash(w))
			}
		}
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// hostOf returns the host of an address, of the archived page where it is one of a web archive, without "www.".
func hostOf(address string) string {
	if i := strings.LastIndex(address, "/http"); i > 0 {
		address = address[i+1:]
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// archived reports whether an address is that of a page within a web archive: the archive is no source.
func archived(address string) bool { return strings.LastIndex(address, "/http") > 0 }

// adminKey identifies an administrative unit within a country, by code where there is one.
func adminKey(country string, a *extract.Admin) string {
	switch {
	case a == nil:
		return ""
	case a.Code != "":
		return country + "/" + a.Code
	}
	return country + "/" + a.Name
}
