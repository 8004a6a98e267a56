package export

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sitrep/extract"
)

// column is one column of a table. Numbers are written bare; everything else goes through cell.
type column[R any] struct {
	name string
	text func(R) string
}

// writeCSV writes a header and one row a record (RFC 4180, lines ending in LF).
func writeCSV[R any](w io.Writer, columns []column[R], records iter.Seq2[R, error]) (Written, error) {
	out := csv.NewWriter(w)
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.name
	}
	out.Write(row)
	var written Written
	for record, err := range records {
		if err != nil {
			return written, err
		}
		for i, c := range columns {
			row[i] = safeCell(c.text(record))
		}
		if err := out.Write(row); err != nil {
			return written, err
		}
		written.Records++
	}
	out.Flush()
	return written, out.Error()
}

// safeCell makes a value harmless to a spreadsheet: one that would be read as a formula gets an apostrophe before it,
// line breaks become spaces, and characters that steer are spelled out.
func safeCell(s string) string {
	s = strings.TrimRight(plain(s), " ")
	if formula(s) {
		return "'" + s
	}
	return s
}

// formula reports whether a spreadsheet would compute the cell. A plain number is one only by its sign, and is let be.
func formula(s string) bool {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	if !strings.ContainsRune("=+-@\uff1d\uff0b\uff0d\uff20", c) || s == "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err != nil
}

var incidentColumns = append([]column[*extract.Incident]{
	{"incident_id", func(i *extract.Incident) string { return i.IncidentID }},
	{"version", func(i *extract.Incident) string { return i.Version }},
	{"status", func(i *extract.Incident) string { return i.Status }},
	{"review", func(i *extract.Incident) string { return i.Review.State }},
	{"type", func(i *extract.Incident) string { return i.Type }},
	{"realis", func(i *extract.Incident) string { return i.Realis }},
	{"outcome", func(i *extract.Incident) string { return i.Outcome }},
	{"date_start", func(i *extract.Incident) string { return dateOf(i.When).Start }},
	{"date_end", func(i *extract.Incident) string { return dateOf(i.When).End }},
	{"time", func(i *extract.Incident) string { return dateOf(i.When).Time }},
	{"date_precision", func(i *extract.Incident) string { return dateOf(i.When).Precision }},
	{"date_basis", func(i *extract.Incident) string { return dateOf(i.When).Basis }},
	{"place", func(i *extract.Incident) string { return siteOf(i.Where).Name }},
	{"place_relation", func(i *extract.Incident) string { return siteOf(i.Where).Relation }},
	{"place_precision", func(i *extract.Incident) string { return siteOf(i.Where).Precision }},
	{"country", func(i *extract.Incident) string { return siteOf(i.Where).Country }},
	{"country_name", func(i *extract.Incident) string { return siteOf(i.Where).CountryName }},
	{"admin1", func(i *extract.Incident) string { return adminName(siteOf(i.Where).Admin1) }},
	{"admin2", func(i *extract.Incident) string { return adminName(siteOf(i.Where).Admin2) }},
	{"lat", func(i *extract.Incident) string { return degrees(point(siteOf(i.Where)).lat) }},
	{"lon", func(i *extract.Incident) string { return degrees(point(siteOf(i.Where)).lon) }},
	{"coord_kind", func(i *extract.Incident) string { return siteOf(i.Where).CoordKind }},
	{"radius_m", func(i *extract.Incident) string { return positive(siteOf(i.Where).RadiusM) }},
	{"geonames_id", func(i *extract.Incident) string { return positive(siteOf(i.Where).GeonamesID) }},
	{"killed_min", func(i *extract.Incident) string { return bound(i, "killed", lowest) }},
	{"killed_max", func(i *extract.Incident) string { return bound(i, "killed", highest) }},
	{"killed_best", func(i *extract.Incident) string { return bound(i, "killed", best) }},
	{"killed_qualifier", func(i *extract.Incident) string { return countOf(i, "killed").Qualifier }},
	{"killed_rule", func(i *extract.Incident) string { return countOf(i, "killed").Rule }},
	{"injured_min", func(i *extract.Incident) string { return bound(i, "injured", lowest) }},
	{"injured_max", func(i *extract.Incident) string { return bound(i, "injured", highest) }},
	{"injured_best", func(i *extract.Incident) string { return bound(i, "injured", best) }},
	{"injured_qualifier", func(i *extract.Incident) string { return countOf(i, "injured").Qualifier }},
	{"injured_rule", func(i *extract.Incident) string { return countOf(i, "injured").Rule }},
}, append(measureColumns(), tailColumns...)...)

// measureColumns gives one column of the best number to each of the other measures.
func measureColumns() []column[*extract.Incident] {
	var columns []column[*extract.Incident]
	for _, measure := range extract.Measures {
		if measure != "killed" && measure != "injured" {
			columns = append(columns, column[*extract.Incident]{measure, func(i *extract.Incident) string { return bound(i, measure, best) }})
		}
	}
	return columns
}

var tailColumns = []column[*extract.Incident]{
	{"weapons", func(i *extract.Incident) string { return weapons(i.Weapons) }},
	{"perpetrators", func(i *extract.Incident) string { return actors(i.Actors, "perpetrator", "accused", "claimant") }},
	{"targets", func(i *extract.Incident) string { return actors(i.Actors, "target", "victim") }},
	{"claims", claims},
	{"articles", func(i *extract.Incident) string { return strconv.Itoa(i.Articles) }},
	{"independent_sources", func(i *extract.Incident) string { return strconv.Itoa(i.IndependentSources) }},
	{"outlets", func(i *extract.Incident) string { return strings.Join(i.Outlets, "; ") }},
	{"first_reported", func(i *extract.Incident) string { return stamp(i.FirstReported) }},
	{"last_reported", func(i *extract.Incident) string { return stamp(i.LastReported) }},
	{"quote", func(i *extract.Incident) string { return i.Summary }},
	{"title", func(i *extract.Incident) string { return firstReport(i).Title }},
	{"url", func(i *extract.Incident) string { return firstReport(i).URL }},
	{"acled_event_type", func(i *extract.Incident) string { return acledType(i).Event }},
	{"acled_sub_event_type", func(i *extract.Incident) string { return acledType(i).SubEvent }},
	{"plover", func(i *extract.Incident) string { return deref(i.Crosswalk.PLOVER) }},
	{"cameo", func(i *extract.Incident) string { return deref(i.Crosswalk.CAMEO) }},
	{"gtd", func(i *extract.Incident) string { return number(i.Crosswalk.GTD) }},
	{"glide", func(i *extract.Incident) string { return deref(i.Crosswalk.GLIDE) }},
	{"aliases", func(i *extract.Incident) string { return strings.Join(i.Aliases, "; ") }},
	{"split_from", func(i *extract.Incident) string { return i.SplitFrom }},
	{"changed", func(i *extract.Incident) string { return stamp(i.Changed) }},
	{"tombstone", tombstone},
	{"merged_into", func(i *extract.Incident) string { return i.MergedInto }},
}

var reportColumns = []column[*extract.Report]{
	{"id", func(r *extract.Report) string { return r.ID }},
	{"article_id", func(r *extract.Report) string { return r.ArticleID }},
	{"external_id", func(r *extract.Report) string { return r.ExternalID }},
	{"url", func(r *extract.Report) string { return r.URL }},
	{"title", func(r *extract.Report) string { return r.Title }},
	{"published", func(r *extract.Report) string { return stamp(r.Published) }},
	{"type", func(r *extract.Report) string { return r.Type }},
	{"realis", func(r *extract.Report) string { return r.Realis }},
	{"temporal_role", func(r *extract.Report) string { return r.TemporalRole }},
	{"outcome", func(r *extract.Report) string { return r.Outcome }},
	{"date_start", func(r *extract.Report) string { return dateOf(r.When).Start }},
	{"date_end", func(r *extract.Report) string { return dateOf(r.When).End }},
	{"date_precision", func(r *extract.Report) string { return dateOf(r.When).Precision }},
	{"date_basis", func(r *extract.Report) string { return dateOf(r.When).Basis }},
	{"place", func(r *extract.Report) string { return siteOf(r.Where).Name }},
	{"place_precision", func(r *extract.Report) string { return siteOf(r.Where).Precision }},
	{"country", func(r *extract.Report) string { return siteOf(r.Where).Country }},
	{"admin1", func(r *extract.Report) string { return adminName(siteOf(r.Where).Admin1) }},
	{"lat", func(r *extract.Report) string { return degrees(point(siteOf(r.Where)).lat) }},
	{"lon", func(r *extract.Report) string { return degrees(point(siteOf(r.Where)).lon) }},
	{"killed_min", func(r *extract.Report) string { return number(countIn(r.Counts, "killed").Min) }},
	{"killed_max", func(r *extract.Report) string { return number(countIn(r.Counts, "killed").Max) }},
	{"killed_best", func(r *extract.Report) string { return number(countIn(r.Counts, "killed").Best) }},
	{"injured_min", func(r *extract.Report) string { return number(countIn(r.Counts, "injured").Min) }},
	{"injured_max", func(r *extract.Report) string { return number(countIn(r.Counts, "injured").Max) }},
	{"injured_best", func(r *extract.Report) string { return number(countIn(r.Counts, "injured").Best) }},
	{"weapons", func(r *extract.Report) string { return weapons(r.Weapons) }},
	{"perpetrators", func(r *extract.Report) string { return actors(r.Actors, "perpetrator", "accused", "claimant") }},
	{"targets", func(r *extract.Report) string { return actors(r.Actors, "target", "victim") }},
	{"confidence", func(r *extract.Report) string { return strconv.FormatFloat(r.Confidence.Score, 'f', 2, 64) }},
	{"quote", func(r *extract.Report) string { return r.Summary }},
	{"extractor", func(r *extract.Report) string { return r.Extractor }},
}

var articleColumns = []column[*extract.Article]{
	{"id", func(a *extract.Article) string { return a.ID }},
	{"external_id", func(a *extract.Article) string { return a.ExternalID }},
	{"revision", func(a *extract.Article) string { return strconv.Itoa(a.Revision) }},
	{"url", func(a *extract.Article) string { return a.URL }},
	{"outlet", func(a *extract.Article) string { return a.Outlet }},
	{"wire", func(a *extract.Article) string { return a.Wire }},
	{"title", func(a *extract.Article) string { return a.Title }},
	{"language", func(a *extract.Article) string { return a.Language }},
	{"published", func(a *extract.Article) string { return stamp(a.Published) }},
	{"published_basis", func(a *extract.Article) string { return a.PublishedBasis }},
	{"state", func(a *extract.Article) string { return a.State }},
	{"state_reason", func(a *extract.Article) string { return a.StateReason }},
	{"near_duplicate_of", func(a *extract.Article) string { return a.NearDuplicate }},
	{"text_sha256", func(a *extract.Article) string { return a.TextSHA256 }},
	{"characters", func(a *extract.Article) string { return strconv.Itoa(utf8.RuneCountInString(a.Text)) }},
}

var nearMissColumns = []column[*extract.NearMiss]{
	{"article_id", func(n *extract.NearMiss) string { return n.ArticleID }},
	{"trigger", func(n *extract.NearMiss) string { return n.Trigger }},
	{"type", func(n *extract.NearMiss) string { return n.Type }},
	{"start", func(n *extract.NearMiss) string { return strconv.Itoa(n.Start) }},
	{"end", func(n *extract.NearMiss) string { return strconv.Itoa(n.End) }},
	{"quote", func(n *extract.NearMiss) string { return n.Quote }},
	{"rule", func(n *extract.NearMiss) string { return n.Rule }},
	{"reason", func(n *extract.NearMiss) string { return n.Reason }},
}

func dateOf(d *extract.Date) extract.Date {
	if d == nil {
		return extract.Date{}
	}
	return *d
}

// siteOf returns the site among the places, or an empty place.
func siteOf(where []extract.Place) *extract.Place {
	for i := range where {
		if where[i].Role == "event_site" {
			return &where[i]
		}
	}
	return &extract.Place{}
}

func adminName(a *extract.Admin) string {
	if a == nil {
		return ""
	}
	return a.Name
}

// coordinates are nil where there is no point to draw.
type coordinates struct{ lat, lon *float64 }

// point returns where a place may be drawn: nowhere for a country or a place of unknown extent.
func point(p *extract.Place) coordinates {
	if p.Lat == nil || p.Lon == nil || p.Precision == "country" || p.Precision == "unknown" || p.Precision == "region" || p.CoordKind == "none" {
		return coordinates{}
	}
	return coordinates{p.Lat, p.Lon}
}

func degrees(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func countOf(i *extract.Incident, measure string) extract.ResolvedCount {
	if c := i.Count(measure); c != nil {
		return *c
	}
	return extract.ResolvedCount{}
}

func countIn(counts []extract.Count, measure string) *extract.Count {
	for i := range counts {
		if counts[i].Measure == measure && counts[i].SubsetOf == nil {
			return &counts[i]
		}
	}
	return &extract.Count{}
}

func lowest(c *extract.Count) *int  { return c.Min }
func highest(c *extract.Count) *int { return c.Max }
func best(c *extract.Count) *int    { return c.Best }

func bound(i *extract.Incident, measure string, which func(*extract.Count) *int) string {
	c := countOf(i, measure)
	return number(which(&c.Count))
}

func weapons(list []extract.Weapon) string {
	var words []string
	for _, w := range list {
		words = append(words, w.Class+" "+w.Action)
	}
	return strings.Join(words, "; ")
}

// actors lists the actors of the given roles by their canonical names.
func actors(list []extract.Actor, roles ...string) string {
	var names []string
	for _, role := range roles {
		for i := range list {
			if list[i].Role == role {
				names = append(names, actorName(&list[i]))
			}
		}
	}
	return strings.Join(names, "; ")
}

func actorName(a *extract.Actor) string {
	if a.Canonical != "" {
		return a.Canonical
	}
	return a.Text
}

// claims lists "police blames X".
func claims(i *extract.Incident) string {
	var words []string
	for _, c := range i.Claims {
		by := c.ByText
		if c.By != nil && *c.By < len(i.Actors) {
			by = actorName(&i.Actors[*c.By])
		}
		of := ""
		if c.Actor != nil && *c.Actor < len(i.Actors) {
			of = actorName(&i.Actors[*c.Actor])
		}
		words = append(words, strings.Join(strings.Fields(by+" "+c.Stance+" "+of), " "))
	}
	return strings.Join(words, "; ")
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func firstReport(i *extract.Incident) extract.ReportRef {
	if len(i.Reports) == 0 {
		return extract.ReportRef{}
	}
	return i.Reports[0]
}

func acledType(i *extract.Incident) extract.ACLEDType {
	if i.Crosswalk.ACLED == nil {
		return extract.ACLEDType{}
	}
	return *i.Crosswalk.ACLED
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func tombstone(i *extract.Incident) string {
	if i.Tombstone == nil {
		return ""
	}
	return i.Tombstone.Reason
}
