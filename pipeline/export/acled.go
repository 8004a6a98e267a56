package export

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"sitrep/extract"
)

// Losses says what a format leaves out or bends, in words for the manifest and for whoever asks. A format that is not
// here loses nothing of its layer.
func Losses(format string) []string {
	switch format {
	case "acled":
		return []string{
			"only types that ACLED codes are written; disasters, accidents, outbreaks, crimes and unexplained explosions are left out",
			"event_id_cnty is the incident id of this record, not one of ACLED's",
			"injured, missing, abducted, displaced and participants have no column",
			"fatalities is the resolved best number and is empty where no report gives one: ACLED writes 0 for both; the bounds, the sources and the disagreement are lost",
			"only the first actor of each side is named; inter codes, interaction and associated actors are not coded",
			"latitude and longitude are empty where only a country is known; geo_precision 3 stands for a first-order division or coarser",
			"time_precision 3 stands for anything longer than a week",
			"region and admin3 are empty; source_scale is not coded",
			"evidence and its offsets are lost; notes holds one sentence of one report",
			"timestamp is the time of the last report",
		}
	case "csv":
		return []string{
			"one row an incident or report: nested lists are joined by semicolons, evidence and its offsets, the toll history and the reasons of the merge are left out",
			"a cell that a spreadsheet would compute begins with an apostrophe; control characters are spelled out and line breaks are spaces",
		}
	case "geojson":
		return []string{
			"properties are a summary: actors, weapons, claims, evidence and the toll history are left out",
			"geometry is null where only a country or nothing is known",
		}
	case "html":
		return []string{
			"a page to read, not to read back: versions, identities, the reasons of the merge and the crosswalk are left out",
			"control characters are spelled out and line breaks are spaces",
		}
	}
	return nil
}

// eventsOf keeps the incidents that ACLED would code.
func eventsOf(records iter.Seq2[*extract.Incident, error]) iter.Seq2[*extract.Incident, error] {
	return func(yield func(*extract.Incident, error) bool) {
		for inc, err := range records {
			if err == nil && (inc.Crosswalk.ACLED == nil || inc.Tombstone != nil) {
				continue
			}
			if !yield(inc, err) {
				return
			}
		}
	}
}

// acledColumns are ACLED's, in its order.
var acledColumns = []column[*extract.Incident]{
	{"event_id_cnty", func(i *extract.Incident) string { return i.IncidentID }},
	{"event_date", func(i *extract.Incident) string { return dateOf(i.When).Start }},
	{"year", func(i *extract.Incident) string { return first(dateOf(i.When).Start, 4) }},
	{"time_precision", func(i *extract.Incident) string { return timePrecision(i.When) }},
	{"disorder_type", func(i *extract.Incident) string { return disorder(acledType(i).Event) }},
	{"event_type", func(i *extract.Incident) string { return acledType(i).Event }},
	{"sub_event_type", func(i *extract.Incident) string { return acledType(i).SubEvent }},
	{"actor1", func(i *extract.Incident) string {
		return firstActor(i, "perpetrator", "participant", "accused", "claimant")
	}},
	{"assoc_actor_1", nothing},
	{"inter1", nothing},
	{"actor2", func(i *extract.Incident) string { return firstActor(i, "target", "victim") }},
	{"assoc_actor_2", nothing},
	{"inter2", nothing},
	{"interaction", nothing},
	{"civilian_targeting", civilianTargeting},
	{"iso", func(i *extract.Incident) string { return isoNumber(siteOf(i.Where).Country) }},
	{"region", nothing},
	{"country", func(i *extract.Incident) string { return siteOf(i.Where).CountryName }},
	{"admin1", func(i *extract.Incident) string { return adminName(siteOf(i.Where).Admin1) }},
	{"admin2", func(i *extract.Incident) string { return adminName(siteOf(i.Where).Admin2) }},
	{"admin3", nothing},
	{"location", func(i *extract.Incident) string { return siteOf(i.Where).Name }},
	{"latitude", func(i *extract.Incident) string { return degrees(point(siteOf(i.Where)).lat) }},
	{"longitude", func(i *extract.Incident) string { return degrees(point(siteOf(i.Where)).lon) }},
	{"geo_precision", func(i *extract.Incident) string { return geoPrecision(siteOf(i.Where)) }},
	{"source", func(i *extract.Incident) string { return strings.Join(i.Outlets, "; ") }},
	{"source_scale", nothing},
	{"notes", func(i *extract.Incident) string { return i.Summary }},
	{"fatalities", func(i *extract.Incident) string { return bound(i, "killed", best) }},
	{"tags", crowdSize},
	{"timestamp", timestamp},
}

func nothing(*extract.Incident) string { return "" }

func first(s string, n int) string { return s[:min(n, len(s))] }

// timePrecision is ACLED's: 1 a day, 2 a week, 3 a month.
func timePrecision(d *extract.Date) string {
	switch days := length(d); {
	case days == 0:
		return ""
	case days == 1:
		return "1"
	case days <= 7:
		return "2"
	}
	return "3"
}

// length returns the number of days that a date spans, 0 where there is none.
func length(d *extract.Date) int {
	start, err := time.Parse(time.DateOnly, dateOf(d).Start)
	end, err2 := time.Parse(time.DateOnly, dateOf(d).End)
	if err != nil || err2 != nil {
		return 0
	}
	return int(end.Sub(start).Hours()/24) + 1
}

func disorder(event string) string {
	switch event {
	case "Battles", "Explosions/Remote violence", "Violence against civilians":
		return "Political violence"
	case "Protests":
		return "Demonstrations"
	case "Riots":
		return "Political violence; Demonstrations"
	case "Strategic developments":
		return "Strategic developments"
	}
	return ""
}

func firstActor(i *extract.Incident, roles ...string) string {
	for _, role := range roles {
		for k := range i.Actors {
			if i.Actors[k].Role == role {
				return actorName(&i.Actors[k])
			}
		}
	}
	return ""
}

func civilianTargeting(i *extract.Incident) string {
	if slices.ContainsFunc(i.Actors, func(a extract.Actor) bool { return (a.Role == "target" || a.Role == "victim") && a.Kind == "civilians" }) {
		return "Civilian targeting"
	}
	return ""
}

// isoNumber returns the ISO 3166-1 numeric code of a country.
func isoNumber(country string) string {
	region, err := language.ParseRegion(country)
	if err != nil || !region.IsCountry() {
		return ""
	}
	return positive(region.M49())
}

// geoPrecision is ACLED's: 1 a town or finer, 2 part of a region, 3 a region or more.
func geoPrecision(p *extract.Place) string {
	switch p.Precision {
	case "site", "locality":
		return "1"
	case "admin2":
		return "2"
	case "admin1", "country", "region", "water":
		return "3"
	}
	return ""
}

func crowdSize(i *extract.Incident) string {
	if c := i.Count("participants"); c != nil && c.Text != "" {
		return "crowd size=" + c.Text
	}
	return ""
}

func timestamp(i *extract.Incident) string {
	if i.LastReported.IsZero() {
		return ""
	}
	return strconv.FormatInt(i.LastReported.Unix(), 10)
}
