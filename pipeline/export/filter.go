package export

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/extract"
)

// ErrFilter is returned for a filter that cannot be understood.
var ErrFilter = errors.New("bad filter")

// Filter chooses records. An empty field chooses all. A record that does not say (no date, no point, no count) is
// left out where it is asked for: what is unknown is never taken for a match.
type Filter struct {
	Since, Until string   // calendar dates, inclusive; an incident matches that may have happened then
	Countries    []string // ISO 3166-1 alpha-2
	Types        []string // codes, or their beginnings: "attack", "disaster.flood"
	Statuses     []string
	Reviews      []string
	Tolls        []Toll
	Box          *Box
	Circle       *Circle
}

// Toll asks for at least so many.
type Toll struct {
	Measure string
	Least   int
}

// Box is a rectangle in degrees. One that crosses the 180th meridian has West > East.
type Box struct{ West, South, East, North float64 }

// Circle is a place with a distance around it.
type Circle struct{ Lat, Lon, KM float64 }

// Empty reports whether the filter chooses all.
func (f *Filter) Empty() bool {
	return f.Since == "" && f.Until == "" && f.Box == nil && f.Circle == nil && len(f.Countries)+len(f.Types)+len(f.Statuses)+len(f.Reviews)+len(f.Tolls) == 0
}

// Incident reports whether an incident is chosen.
func (f *Filter) Incident(inc *extract.Incident) bool {
	return f.when(inc.When) && f.where(inc.Where) && f.ofType(inc.Type) && f.tolls(inc) &&
		(len(f.Statuses) == 0 || slices.Contains(f.Statuses, inc.Status)) &&
		(len(f.Reviews) == 0 || slices.Contains(f.Reviews, inc.Review.State))
}

// Report reports whether a report is chosen.
func (f *Filter) Report(r *extract.Report) bool {
	for _, t := range f.Tolls {
		if c := countIn(r.Counts, t.Measure); number(c.Best) == "" || *c.Best < t.Least {
			return false
		}
	}
	return f.when(r.When) && f.where(r.Where) && f.ofType(r.Type)
}

// Article reports whether an article is chosen: by its day of publication.
func (f *Filter) Article(a *extract.Article) bool {
	if f.Since == "" && f.Until == "" {
		return true
	}
	if a.Published.IsZero() {
		return false
	}
	day := a.Published.Format(time.DateOnly)
	return f.when(&extract.Date{Start: day, End: day})
}

func (f *Filter) when(d *extract.Date) bool {
	if f.Since == "" && f.Until == "" {
		return true
	}
	return d != nil && (f.Until == "" || d.Start <= f.Until) && (f.Since == "" || d.End >= f.Since)
}

func (f *Filter) ofType(code string) bool {
	return len(f.Types) == 0 || slices.ContainsFunc(f.Types, func(t string) bool { return code == t || strings.HasPrefix(code, t+".") })
}

func (f *Filter) tolls(inc *extract.Incident) bool {
	for _, t := range f.Tolls {
		c := countOf(inc, t.Measure)
		if c.Best == nil || *c.Best < t.Least {
			return false
		}
	}
	return true
}

func (f *Filter) where(where []extract.Place) bool {
	site := siteOf(where)
	if len(f.Countries) > 0 && !slices.Contains(f.Countries, site.Country) {
		return false
	}
	if f.Box == nil && f.Circle == nil {
		return true
	}
	at := point(site)
	return at.lat != nil && (f.Box == nil || f.Box.holds(*at.lat, *at.lon)) && (f.Circle == nil || f.Circle.holds(*at.lat, *at.lon))
}

func (b *Box) holds(lat, lon float64) bool {
	if lat < b.South || lat > b.North {
		return false
	}
	if b.West > b.East {
		return lon >= b.West || lon <= b.East
	}
	return lon >= b.West && lon <= b.East
}

func (c *Circle) holds(lat, lon float64) bool {
	const rad, earth = math.Pi / 180, 6371.0
	dLat, dLon := (lat-c.Lat)*rad, (lon-c.Lon)*rad
	h := math.Sin(dLat/2)*math.Sin(dLat/2) + math.Cos(lat*rad)*math.Cos(c.Lat*rad)*math.Sin(dLon/2)*math.Sin(dLon/2)
	return 2*earth*math.Asin(math.Min(1, math.Sqrt(h))) <= c.KM
}

// Check reports whether the filter's words mean something. The error wraps ErrFilter.
func (f *Filter) Check() error {
	for _, day := range []string{f.Since, f.Until} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return fmt.Errorf("%w: %q is no date like 2021-07-07", ErrFilter, day)
		}
	}
	if f.Since != "" && f.Until != "" && f.Since > f.Until {
		return fmt.Errorf("%w: since %s is after until %s", ErrFilter, f.Since, f.Until)
	}
	for _, t := range f.Types {
		if !slices.ContainsFunc(extract.Types, func(code string) bool { return code == t || strings.HasPrefix(code, t+".") }) {
			return fmt.Errorf("%w: %q is no type, nor the beginning of one", ErrFilter, t)
		}
	}
	for _, country := range f.Countries {
		if isoNumber(country) == "" && country != "XK" {
			return fmt.Errorf("%w: %q is no country code (ISO 3166-1 alpha-2)", ErrFilter, country)
		}
	}
	for _, s := range f.Statuses {
		if !slices.Contains([]string{extract.StatusCandidate, extract.StatusCorroborated, extract.StatusContested, extract.StatusRetracted, extract.StatusRejected}, s) {
			return fmt.Errorf("%w: %q is no status", ErrFilter, s)
		}
	}
	for _, s := range f.Reviews {
		if !slices.Contains([]string{extract.Unreviewed, extract.Accepted, extract.Corrected, extract.Rejected, extract.Reopened}, s) {
			return fmt.Errorf("%w: %q is no state of a review", ErrFilter, s)
		}
	}
	return nil
}

// ReadBox reads "west,south,east,north". The error wraps ErrFilter.
func ReadBox(s string) (*Box, error) {
	n, err := numbers(s, 4)
	if err != nil || n[1] > n[3] || math.Abs(n[1]) > 90 || math.Abs(n[3]) > 90 || math.Abs(n[0]) > 180 || math.Abs(n[2]) > 180 {
		return nil, fmt.Errorf("%w: box %q: want WEST,SOUTH,EAST,NORTH in degrees", ErrFilter, s)
	}
	return &Box{n[0], n[1], n[2], n[3]}, nil
}

// ReadCircle reads "lat,lon,km". The error wraps ErrFilter.
func ReadCircle(s string) (*Circle, error) {
	n, err := numbers(s, 3)
	if err != nil || math.Abs(n[0]) > 90 || math.Abs(n[1]) > 180 || n[2] <= 0 {
		return nil, fmt.Errorf("%w: circle %q: want LAT,LON,KM", ErrFilter, s)
	}
	return &Circle{n[0], n[1], n[2]}, nil
}

func numbers(s string, want int) ([]float64, error) {
	var n []float64
	for part := range strings.SplitSeq(s, ",") {
		x, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, ErrFilter
		}
		n = append(n, x)
	}
	if len(n) != want {
		return nil, ErrFilter
	}
	return n, nil
}

// ReadToll reads "killed>=5" or "killed=5" as at least five. The error wraps ErrFilter.
func ReadToll(s string) (Toll, error) {
	measure, least, ok := strings.Cut(s, "=")
	measure = strings.TrimSuffix(measure, ">")
	n, err := strconv.Atoi(least)
	if !ok || err != nil || n < 0 || !slices.Contains(extract.Measures, measure) {
		return Toll{}, fmt.Errorf("%w: toll %q: want MEASURE=LEAST, with a measure of %s", ErrFilter, s, strings.Join(extract.Measures, ", "))
	}
	return Toll{measure, n}, nil
}
