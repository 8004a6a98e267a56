package build

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"sitrep/extract/gazetteer"
)

type airportRow struct {
	Ident        string `json:"ident"`
	Type         string `json:"type"`
	Name         string `json:"name"`
	Lat          string `json:"latitude_deg"`
	Lon          string `json:"longitude_deg"`
	Country      string `json:"iso_country"`
	Region       string `json:"iso_region"`
	Municipality string `json:"municipality"`
	Keywords     string `json:"keywords"`
}

var (
	airBase  = regexp.MustCompile(`(?i)air ?base|air force|\bAFB\b|army air|naval air|air station|\bRAF\b`)
	aviation = regexp.MustCompile(`(?i)air|aero|base|field|camp|\bRAF\b`)
)

// airports reads airports and air bases. The town that one serves names it too: "Khost airport".
func (w *world) airports(table []byte) error {
	var rows []airportRow
	if err := json.Unmarshal(table, &rows); err != nil {
		return fmt.Errorf("airports.json: %w: %w", ErrSource, err)
	}
	n := 0
	for _, r := range rows {
		if r.Type == "closed" || w.byID["oa:"+r.Ident] != nil {
			continue
		}
		lat, err1 := strconv.ParseFloat(r.Lat, 64)
		lon, err2 := strconv.ParseFloat(r.Lon, 64)
		if err1 != nil || err2 != nil {
			return fmt.Errorf("airports.json: position of %s %q, %q: %w", r.Ident, r.Lat, r.Lon, ErrSource)
		}
		feature := "AIRP"
		if airBase.MatchString(r.Name) {
			feature = "AIRB"
		}
		e, err := w.put(gazetteer.Record{ID: "oa:" + r.Ident, Name: r.Name, Feature: feature, Country: r.Country, Lat: lat, Lon: lon})
		if err != nil {
			return err
		}
		n++
		e.Admin1 = w.isoUnit[r.Region]
		w.airportTown(e, r)
		e.airportNames(r)
	}
	w.tally("airports: %d", n)
	return nil
}

// airportTown lets the nearest populated place lend its units and, as a weight, part of its population.
func (w *world) airportTown(e *entry, r airportRow) {
	for _, t := range w.near(e.Lat, e.Lon, 40) {
		if t.Country != e.Country {
			continue
		}
		if e.Admin1 == "" {
			e.Admin1 = t.Admin1
		}
		if e.Admin2 == "" && t.Admin1 == e.Admin1 {
			e.Admin2 = t.Admin2
		}
		if strings.EqualFold(t.Name, r.Municipality) {
			e.Population = t.Population / 50
			return
		}
	}
}

func (e *entry) airportNames(r airportRow) {
	if a, b, ok := strings.Cut(r.Name, " / "); ok {
		e.add(a, gazetteer.Alternate)
		if aviation.MatchString(b) {
			e.add(b, gazetteer.Alternate)
		}
	}
	for k := range strings.SplitSeq(r.Keywords, ",") {
		if k = strings.TrimSpace(k); len(k) > 4 && aviation.MatchString(k) && latin(k) {
			e.add(k, gazetteer.Alternate)
		}
	}
	if r.Municipality == "" {
		return
	}
	for town := range strings.SplitSeq(r.Municipality, "/") {
		town = strings.TrimSpace(town)
		if e.Feature == "AIRB" {
			e.add(town+" Air Base", gazetteer.Derived)
			e.add(town+" airbase", gazetteer.Derived)
			continue
		}
		e.add(town+" Airport", gazetteer.Derived)
		e.add(town+" International Airport", gazetteer.Derived)
	}
}
