package build

import (
	"fmt"
	"strconv"
	"strings"

	"sitrep/extract/gazetteer"
)

// supplement reads the project's own table: places and names that the public sources lack.
func (w *world) supplement(table string) error {
	n, added := 0, 0
	for line := range strings.Lines(table) {
		n++
		col := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(col) != 10 {
			return fmt.Errorf("supplement.tsv:%d: %d columns, want 10: %w", n, len(col), ErrSource)
		}
		if n == 1 {
			continue
		}
		e, err := w.supplementRow(col)
		if err != nil {
			return fmt.Errorf("supplement.tsv:%d: %w", n, err)
		}
		e.supplied = true
		for alias := range strings.SplitSeq(col[9], "|") {
			e.add(alias, gazetteer.Alternate)
		}
		added++
	}
	w.tally("supplement: %d rows", added)
	return nil
}

func (w *world) supplementRow(col []string) (*entry, error) {
	if ref, ok := strings.CutPrefix(col[8], "="); ok {
		e := w.refer(ref)
		if e == nil {
			return nil, fmt.Errorf("%s refers to %s, which no source has: %w", col[0], ref, ErrSource)
		}
		e.add(col[1], gazetteer.Alternate)
		if col[5] == "" {
			return e, nil
		}
		lat, err1 := strconv.ParseFloat(col[5], 64)
		lon, err2 := strconv.ParseFloat(col[6], 64)
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("position of %s %q, %q: %w", col[0], col[5], col[6], ErrSource)
		}
		e.Lat, e.Lon, e.noPoint = lat, lon, false
		return e, nil
	}
	lat, err1 := strconv.ParseFloat(col[5], 64)
	lon, err2 := strconv.ParseFloat(col[6], 64)
	if err1 != nil || err2 != nil {
		return nil, fmt.Errorf("position of %s %q, %q: %w", col[0], col[5], col[6], ErrSource)
	}
	pop, _ := strconv.Atoi(col[7]) // empty where unknown
	r := gazetteer.Record{ID: col[0], Name: col[1], Feature: col[2], Country: col[3], Lat: lat, Lon: lon, Population: pop}
	if len(r.Country) == 2 && !wide[r.Feature] {
		for _, t := range w.near(lat, lon, 60) {
			if t.Country == r.Country {
				r.Admin1, r.Admin2 = t.Admin1, t.Admin2
				break
			}
		}
	}
	return w.put(r)
}

// wide are the features that no single administrative unit holds.
var wide = map[string]bool{"CONT": true, "RGN": true, "SEA": true, "OCN": true, "GULF": true, "STRT": true, "STM": true, "DSRT": true, "MTS": true, "ISLS": true, "PEN": true, "PCLH": true, "CHN": true}

// refer finds a place by the id that the table gives. Ids "cj:" hold a position that a newer
// release may have moved a little, so the nearest place within 2 km will do.
func (w *world) refer(ref string) *entry {
	if e := w.byID[ref]; e != nil {
		return e
	}
	if code, ok := strings.CutPrefix(ref, "gna1:"); ok {
		return w.unit[code]
	}
	if code, ok := strings.CutPrefix(ref, "gna2:"); ok {
		return w.unit[code]
	}
	var lat, lon float64
	if at, ok := strings.CutPrefix(ref, "cj:"); ok && len(at) > 3 {
		if parts := strings.Split(at[3:], "."); len(parts) == 4 {
			lat, _ = strconv.ParseFloat(parts[0]+"."+parts[1], 64)
			lon, _ = strconv.ParseFloat(parts[2]+"."+parts[3], 64)
		}
		for _, e := range w.near(lat, lon, 2) {
			return e
		}
	}
	return nil
}
