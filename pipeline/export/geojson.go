package export

import "sitrep/extract"

// feature is a GeoJSON feature (RFC 7946). Geometry is null where the place is no point: at the level of a country, or unknown.
type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *geometry  `json:"geometry"`
	Properties properties `json:"properties"`
}

type geometry struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

// properties are what a map shows; the record itself is in the other formats.
type properties struct {
	Type           string `json:"type"`
	Status         string `json:"status,omitempty"`
	TemporalRole   string `json:"temporal_role,omitempty"`
	DateStart      string `json:"date_start,omitempty"`
	DateEnd        string `json:"date_end,omitempty"`
	DatePrecision  string `json:"date_precision,omitempty"`
	Place          string `json:"place,omitempty"`
	PlacePrecision string `json:"place_precision,omitempty"`
	CoordKind      string `json:"coord_kind,omitempty"`
	RadiusM        int    `json:"radius_m,omitempty"` // the extent that the point stands for
	Country        string `json:"country,omitempty"`
	Admin1         string `json:"admin1,omitempty"`
	KilledMin      *int   `json:"killed_min"`
	KilledMax      *int   `json:"killed_max"`
	KilledBest     *int   `json:"killed_best"`
	InjuredMin     *int   `json:"injured_min"`
	InjuredMax     *int   `json:"injured_max"`
	InjuredBest    *int   `json:"injured_best"`
	Sources        int    `json:"independent_sources,omitempty"`
	Quote          string `json:"quote,omitempty"`
	URL            string `json:"url,omitempty"`
	Tombstone      string `json:"tombstone,omitempty"`
}

func incidentFeature(i *extract.Incident) feature {
	killed, injured := countOf(i, "killed"), countOf(i, "injured")
	f := placed(i.IncidentID, i.When, i.Where)
	p := &f.Properties
	p.Type, p.Status, p.Sources, p.Quote, p.URL = i.Type, i.Status, i.IndependentSources, i.Summary, firstReport(i).URL
	p.KilledMin, p.KilledMax, p.KilledBest = killed.Min, killed.Max, killed.Best
	p.InjuredMin, p.InjuredMax, p.InjuredBest = injured.Min, injured.Max, injured.Best
	p.Tombstone = tombstone(i)
	return f
}

func reportFeature(r *extract.Report) feature {
	killed, injured := countIn(r.Counts, "killed"), countIn(r.Counts, "injured")
	f := placed(r.ID, r.When, r.Where)
	p := &f.Properties
	p.Type, p.TemporalRole, p.Quote, p.URL = r.Type, r.TemporalRole, r.Summary, r.URL
	p.KilledMin, p.KilledMax, p.KilledBest = killed.Min, killed.Max, killed.Best
	p.InjuredMin, p.InjuredMax, p.InjuredBest = injured.Min, injured.Max, injured.Best
	return f
}

// placed makes a feature of a time and a place.
func placed(id string, when *extract.Date, where []extract.Place) feature {
	site, date := siteOf(where), dateOf(when)
	f := feature{Type: "Feature", ID: id}
	if at := point(site); at.lat != nil {
		f.Geometry = &geometry{"Point", [2]float64{*at.lon, *at.lat}} // in this order, by the standard
	}
	f.Properties = properties{DateStart: date.Start, DateEnd: date.End, DatePrecision: date.Precision, Place: site.Name, PlacePrecision: site.Precision,
		CoordKind: site.CoordKind, RadiusM: site.RadiusM, Country: site.Country, Admin1: adminName(site.Admin1)}
	return f
}
