package build

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"sitrep/extract/gazetteer"
)

// entry is a place while the sources are being merged.
type entry struct {
	gazetteer.Record
	seat     bool // seat of a first-order unit, or a capital
	noPoint  bool // position not known (yet)
	matched  bool // found in the newer list of places
	iso      string
	names    map[string]gazetteer.Class // by text
	supplied bool                       // of the project's own table
}

func (e *entry) add(text string, class gazetteer.Class) {
	text = strings.TrimSpace(text)
	if text == "" {
		return
	}
	if old, ok := e.names[text]; !ok || class < old {
		e.names[text] = class
	}
}

// world is everything known so far.
type world struct {
	entries []*entry
	byID    map[string]*entry
	country map[string]*entry   // by ISO code
	unit    map[string]*entry   // administrative units by GeoNames code
	isoUnit map[string]string   // ISO 3166-2 code -> GeoNames admin1 code
	towns   map[string][]*entry // populated places by country and normalised name
	grid    map[cell][]*entry   // populated places by quarter degree
	Tally   []string            // what each step did, for the builder's report
}

type cell struct{ lat, lon int }

func cellOf(lat, lon float64) cell { return cell{int(math.Floor(lat * 4)), int(math.Floor(lon * 4))} }

func newWorld() *world {
	return &world{byID: map[string]*entry{}, country: map[string]*entry{}, unit: map[string]*entry{}, isoUnit: map[string]string{},
		towns: map[string][]*entry{}, grid: map[cell][]*entry{}}
}

func (w *world) tally(format string, args ...any) {
	w.Tally = append(w.Tally, fmt.Sprintf(format, args...))
}

// put adds a new place. A second place with a used id is an error: 21 such pairs hid in the sources.
func (w *world) put(r gazetteer.Record) (*entry, error) {
	if old := w.byID[r.ID]; old != nil {
		return nil, fmt.Errorf("%s is both %s and %s: %w", r.ID, old.Name, r.Name, gazetteer.ErrDuplicate)
	}
	e := &entry{Record: r, names: map[string]gazetteer.Class{}}
	e.add(r.Name, gazetteer.Preferred)
	w.entries = append(w.entries, e)
	w.byID[r.ID] = e
	if r.Unit != "" {
		w.unit[r.Unit] = e
	}
	if populated(r.Feature) {
		w.index(e)
	}
	return e, nil
}

func populated(feature string) bool { return strings.HasPrefix(feature, "PPL") }

// index makes a populated place findable by name and by position.
func (w *world) index(e *entry) {
	key := e.Country + " " + gazetteer.Normalise(e.Name)
	w.towns[key] = append(w.towns[key], e)
	c := cellOf(e.Lat, e.Lon)
	w.grid[c] = append(w.grid[c], e)
}

// near yields the populated places within about km of a point, nearest first.
func (w *world) near(lat, lon, km float64) []*entry {
	dlat := int(math.Ceil(km / 111 * 4))
	dlon := int(math.Ceil(km / 111 / max(0.1, math.Cos(lat*math.Pi/180)) * 4))
	c := cellOf(lat, lon)
	type hit struct {
		e *entry
		d float64
	}
	var hits []hit
	for i := c.lat - dlat; i <= c.lat+dlat; i++ {
		for j := c.lon - dlon; j <= c.lon+dlon; j++ {
			for _, e := range w.grid[cell{i, j}] {
				if d := gazetteer.Distance(lat, lon, e.Lat, e.Lon); d <= km {
					hits = append(hits, hit{e, d})
				}
			}
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.d, b.d), strings.Compare(a.e.ID, b.e.ID)) })
	near := make([]*entry, len(hits))
	for i, h := range hits {
		near[i] = h.e
	}
	return near
}

// rank orders the readings of one name: population, lifted by what kind of place it is.
func rank(e *entry) uint32 {
	base := 0
	switch f := e.Feature; {
	case strings.HasPrefix(f, "PCL"):
		base = 200_000_000
	case f == "CONT" || f == "OCN":
		base = 150_000_000
	case f == "SEA" || f == "RGN" || f == "GULF":
		base = 2_000_000
	case f == "PPLC":
		base = 1_000_000
	case f == "ADM1":
		base = 100_000
	case f == "PPLA":
		base = 50_000
	case f == "INSM" || f == "AIRB" || f == "CMPRF" || f == "GOVL" || f == "STRT" || f == "ISL" || f == "ISLS":
		base = 40_000
	case f == "PPLA2":
		base = 5_000
	}
	return uint32(min(base+e.Population, math.MaxUint32))
}

// records returns the places in the order of their ids, with derived names, ranks and extents.
func (w *world) records() []gazetteer.Record {
	slices.SortFunc(w.entries, func(a, b *entry) int { return gazetteer.CompareIDs(a.ID, b.ID) })
	var out []gazetteer.Record
	for _, e := range w.entries {
		if e.noPoint {
			continue
		}
		e.finish()
		out = append(out, e.Record)
	}
	return out
}

// finish turns the collected names into those of the record, derived ones among them, and ranks it.
func (e *entry) finish() {
	derive(e)
	e.Rank = rank(e)
	skeleton := romanised[e.Country] && (populated(e.Feature) || strings.HasPrefix(e.Feature, "ADM"))
	for _, text := range slices.Sorted(maps.Keys(e.names)) {
		e.Names = append(e.Names, gazetteer.Name{Text: text, Class: e.names[text], Skeleton: skeleton && e.names[text] != gazetteer.Derived})
	}
}

// romanised are the countries whose names reach English through a romanisation that varies.
var romanised = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields("AE AF AM AZ BD BG BH BY DJ DZ EG EH ER ET GE IL IN IQ IR JO KG KW KZ LB LK LY MA ML MM MR NE NP OM PK PS QA RU SA SD SO SS SY TD TJ TM TN TR UA UZ XK YE") {
		m[c] = true
	}
	return m
}()

// typeWords say what kind of unit a name belongs to; without them the name is still understood.
var typeWords = map[string]bool{"province": true, "governorate": true, "state": true, "oblast": true, "region": true, "county": true, "district": true,
	"municipality": true, "department": true, "prefecture": true, "raion": true, "rayon": true, "parish": true, "borough": true, "krai": true, "kray": true,
	"republic": true, "canton": true, "division": true, "muhafazat": true, "wilayah": true, "wilaya": true, "emirate": true, "council": true, "area": true,
	"regency": true, "kabupaten": true, "departamento": true, "departement": true, "provincia": true, "estado": true, "provincie": true, "gouvernorat": true,
	"voivodeship": true, "zone": true, "commune": true, "kotamadya": true, "kota": true, "city": true, "metropolitan": true, "autonomous": true, "capital": true}

var smallWords = map[string]bool{"of": true, "de": true, "du": true, "del": true, "la": true, "the": true, "da": true, "do": true, "d": true}

// bare drops type words from a normalised name of a unit: "provincia de tucuman" gives "tucuman".
func bare(normalised string) string {
	words := strings.Fields(normalised)
	for len(words) > 1 && typeWords[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	dropped := false
	for len(words) > 1 && (typeWords[words[0]] || dropped && smallWords[words[0]]) {
		dropped = true
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// derive adds the names that follow from others: units without their type word, Arabic names without article.
func derive(e *entry) {
	unit := strings.HasPrefix(e.Feature, "ADM")
	for _, text := range slices.Sorted(maps.Keys(e.names)) {
		key := gazetteer.Normalise(text)
		if unit {
			if b := bare(key); b != key && len(b) > 2 {
				e.add(b, gazetteer.Derived)
				key = b
			}
		}
		if !romanised[e.Country] {
			continue
		}
		if head, rest, ok := strings.Cut(key, " "); ok && arabicArticle[head] && len(rest) > 3 {
			e.add(rest, gazetteer.Derived)
		}
	}
}

var arabicArticle = map[string]bool{"al": true, "el": true, "as": true, "es": true, "ash": true, "ad": true, "ar": true, "at": true, "az": true, "an": true, "ed": true, "ez": true, "en": true, "er": true, "et": true}

// settle gives points, populations and extents to units from the places within them.
func (w *world) settle() {
	members := map[string][]*entry{}
	for _, e := range w.entries {
		if !populated(e.Feature) || e.Feature == "PPLX" {
			continue
		}
		for _, code := range []string{e.Country, e.Admin1, e.Admin2} {
			if code != "" {
				members[code] = append(members[code], e)
			}
		}
	}
	for code, in := range members {
		if u := w.unit[code]; u != nil {
			u.settle(in)
		}
	}
}

func (e *entry) settle(in []*entry) {
	var weight, lat, lon float64
	pop := 0
	for _, p := range in {
		share := float64(p.Population) + 100
		weight, lat, lon = weight+share, lat+p.Lat*share, lon+p.Lon*share
		pop += p.Population
	}
	if e.noPoint {
		e.Lat, e.Lon, e.noPoint = lat/weight, lon/weight, false
		for _, p := range in {
			if p.seat && strings.HasPrefix(e.Feature, "ADM1") {
				e.Lat, e.Lon = p.Lat, p.Lon
			}
		}
	}
	if e.Population == 0 {
		e.Population = pop
	}
	var far []float64
	for _, p := range in {
		far = append(far, gazetteer.Distance(e.Lat, e.Lon, p.Lat, p.Lon))
	}
	slices.Sort(far)
	e.RadiusM = int(max(1, far[len(far)*9/10])) * 1000
}
