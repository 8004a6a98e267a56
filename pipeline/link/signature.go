package link

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
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
	ID        string            `json:"id"`      // report id
	Article   string            `json:"article"` // article id
	Type      string            `json:"type"`
	Core      bool              `json:"core,omitempty"`      // tells of the incident itself (main, update): cores make incidents, others join them
	Denies    bool              `json:"denies,omitempty"`    // says that it did not happen
	Update    bool              `json:"update,omitempty"`    // tells of a change after the first reports
	From      int               `json:"from,omitempty"`      // first day of the incident, days since 1970-01-01; 0 where unknown
	To        int               `json:"to,omitempty"`        // last day
	Vague     bool              `json:"vague,omitempty"`     // the day is only that of publication, or a span longer than a week
	Published int               `json:"published,omitempty"` // day of publication, 0 where unknown
	Site      *Site             `json:"site,omitempty"`
	Tolls     map[string][2]int `json:"tolls,omitempty"` // measure -> least and most that the report allows; -1 where open above
	Persons   []Person          `json:"persons,omitempty"`
	Streets   []string          `json:"streets,omitempty"`
	Ages      []int             `json:"ages,omitempty"`
	Propers   hashes            `json:"propers,omitempty"` // hashes of capitalised words of the text, sorted
	Weapons   []string          `json:"weapons,omitempty"`
	Actors    []string          `json:"actors,omitempty"`
	Words     hashes            `json:"words,omitempty"`   // hashes of the content words of headline and summary, sorted
	Title     uint32            `json:"title,omitempty"`   // hash of the headline's content words, 0 where there are too few
	Sketch    hashes            `json:"sketch,omitempty"`  // bottom-k sketch of the article's text
	Outlet    string            `json:"outlet,omitempty"`  // registrable domain or host
	Wire      string            `json:"wire,omitempty"`    // credited news agency
	CopyOf    string            `json:"copy_of,omitempty"` // article id of which the article is a near-duplicate
}

// hashes is written as the base64 of its numbers, big-endian: reading a signature is most of the work of weighing it.
type hashes []uint32

// MarshalText implements encoding.TextMarshaler.
func (h hashes) MarshalText() ([]byte, error) {
	b := make([]byte, 0, 4*len(h))
	for _, n := range h {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return base64.RawStdEncoding.AppendEncode(nil, b), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (h *hashes) UnmarshalText(text []byte) error {
	b, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err == nil && len(b)%4 != 0 {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return fmt.Errorf("link: hashes of a signature: %w", err)
	}
	*h = make(hashes, len(b)/4)
	for i := range *h {
		(*h)[i] = binary.BigEndian.Uint32(b[4*i:])
	}
	return nil
}

// Site is where a report says that the incident happened.
type Site struct {
	ID      string  `json:"id,omitempty"` // gazetteer id
	Level   int     `json:"level"`        // see levels
	Country string  `json:"country,omitempty"`
	Admin1  string  `json:"admin1,omitempty"`
	Admin2  string  `json:"admin2,omitempty"`
	Name    string  `json:"name,omitempty"`
	Text    string  `json:"text,omitempty"` // as the article writes it, where that differs
	Lat     float64 `json:"lat,omitempty"`
	Lon     float64 `json:"lon,omitempty"`
	Radius  float64 `json:"radius,omitempty"` // km
	Point   bool    `json:"point,omitempty"`  // whether Lat and Lon are given

	Words hashes `json:"words,omitempty"` // hashes of the names' words, sorted
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
	for i := range reports {
		signatures[i] = sign(a, words, reports, i)
	}
	return signatures
}

// Sign reads the signature of one report of an article, as SignAll does.
func Sign(a *extract.Article, reports []extract.Report, i int) Signature {
	return sign(a, wordingOf(a, reports), reports, i)
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

// Encode returns the signature as one line of JSON.
func (s *Signature) Encode() []byte {
	line, err := json.Marshal(s)
	if err != nil { // only NaN coordinates could do this; a report with such never passes the linter
		return []byte(`{"id":` + strconv.Quote(s.ID) + `}`)
	}
	return line
}

// Decode reads what Encode wrote.
func Decode(line []byte) (Signature, error) {
	var s Signature
	return s, json.Unmarshal(line, &s)
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
func tollsOf(counts []extract.Count) map[string][2]int {
	tolls := map[string][2]int{}
	for i := range counts {
		c := &counts[i]
		if c.SubsetOf != nil || c.Anchor == "period" || c.Status == "denied" || c.Best == nil && c.Min == nil && c.Max == nil {
			continue
		}
		low, high := bounds(c)
		if was, ok := tolls[c.Measure]; ok { // several groups of one measure: the largest stands for the whole
			low, high = max(low, was[0]), max(high, was[1])
		}
		tolls[c.Measure] = [2]int{low, high}
	}
	if len(tolls) == 0 {
		return nil
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
