package extract

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Reports is the line that `sitrep extract` writes for a document. An article without incident has an empty list.
type Reports struct {
	Schema     string     `json:"schema"`
	ID         string     `json:"id"`
	ArticleID  string     `json:"article_id"`
	Reports    []Report   `json:"reports"`
	NearMisses []NearMiss `json:"near_misses,omitempty"`
	Refused    []string   `json:"refused,omitempty"` // what the record linter said of reports that were left out
	Unread     string     `json:"unread,omitempty"`  // why the article was not read: "language fr"
}

// ErrUnsound is what every finding of the record linter wraps.
var ErrUnsound = errors.New("unsound report")

// Lint checks what every report must hold against the article that it was read from, and returns all that it
// finds, joined; each finding wraps ErrUnsound and names the report and the field. A report that fails is not kept.
func Lint(r *Report, a *Article) error {
	l := &linter{report: r, article: a}
	for _, check := range []func(*linter){
		lintIdentity, lintCodes, lintEvidence, lintFilledFields, lintWhen, lintPlaces, lintCounts, lintWeapons, lintActors, lintClaims, lintSummary, lintConfidence,
	} {
		check(l)
	}
	return errors.Join(l.findings...)
}

// Sound parts the reports that the linter passes from the findings on the others. Neither is nil-sensitive:
// kept is never nil, so that an article without incident encodes as an empty list.
func Sound(reports []Report, a *Article) (kept []Report, refused []string) {
	kept = make([]Report, 0, len(reports))
	for i := range reports {
		if err := Lint(&reports[i], a); err != nil {
			refused = append(refused, strings.ReplaceAll(err.Error(), "\n", "; "))
			continue
		}
		kept = append(kept, withLists(reports[i]))
	}
	return kept, refused
}

// withLists makes absent lists empty ones, so that a list is never null in a record.
func withLists(r Report) Report {
	r.Where, r.Counts, r.Weapons, r.Actors, r.Claims = orEmpty(r.Where), orEmpty(r.Counts), orEmpty(r.Weapons), orEmpty(r.Actors), orEmpty(r.Claims)
	return r
}

func orEmpty[V any](list []V) []V {
	if list == nil {
		return []V{}
	}
	return list
}

type linter struct {
	report   *Report
	article  *Article
	findings []error
}

func (l *linter) fault(field, format string, args ...any) {
	l.findings = append(l.findings, fmt.Errorf("%w %s: %s: %s", ErrUnsound, l.report.ID, field, fmt.Sprintf(format, args...)))
}

// oneOf holds that value is among the codes; an empty one passes where it may be absent.
func (l *linter) oneOf(field, value string, codes []string, optional bool) {
	if !slices.Contains(codes, value) && (value != "" || !optional) {
		l.fault(field, "%q is none of %s", value, strings.Join(codes, ", "))
	}
}

// The codes of the record, each list in the order of its documentation.
var (
	Realises         = []string{"actual", "negated", "hypothetical", "threatened", "planned", "exercise", "alleged"}
	TemporalRoles    = []string{"main", "update", "background", "anniversary", "aftermath"}
	Outcomes         = []string{"occurred", "attempted", "foiled", "unknown"}
	DatePrecisions   = []string{"minute", "hour", "day", "days", "week", "month", "season", "year"}
	DateBases        = []string{"explicit", "relative", "weekday", "as_of", "reported", "headline", "dateline", "publication"}
	PartsOfDay       = []string{"MO", "AF", "EV", "NI"}
	PlaceRoles       = []string{"event_site", "origin", "target_area", "treatment", "dateline", "actor_base", "mentioned"}
	PlaceRelations   = []string{"in", "near", "offset", "between", "along", "off"}
	CoordKinds       = []string{"point", "centroid", "offset", "none"}
	PlacePrecisions  = []string{"site", "locality", "admin2", "admin1", "country", "water", "region", "unknown"}
	CountRoles       = []string{"civilian", "combatant", "security_force", "perpetrator", "health_worker", "journalist", "child", "worker", "unspecified"}
	Qualifiers       = []string{"exact", "at_least", "more_than", "at_most", "fewer_than", "approx", "range", "vague", "none"}
	CountAnchors     = []string{"incident", "cumulative", "incremental", "period"}
	CountStatuses    = []string{"reported", "confirmed", "suspected", "claimed", "denied", "estimated"}
	WeaponClasses    = []string{"small_arms", "grenade", "ied", "landmine", "car_bomb", "suicide_vest", "mortar", "artillery", "rocket", "missile", "drone", "air_bomb", "explosive", "incendiary", "chemical", "edged", "vehicle", "fire", "cyber", "other"}
	WeaponActions    = []string{"used", "launched", "intercepted", "hit", "failed", "found", "seized", "destroyed"}
	ActorRoles       = []string{"perpetrator", "target", "victim", "claimant", "accused", "attributor", "responder", "participant"}
	ActorKinds       = []string{"state", "military", "police", "rebel", "militia", "criminal", "protesters", "civilians", "international", "unknown"}
	ClaimStances     = []string{"claims", "denies", "blames", "suspects", "convicted"}
	PublicationBases = []string{"feed", "jsonld", "meta", "time_tag", "url", "dateline", "given", "none"}
)

func lintIdentity(l *linter) {
	r := l.report
	if r.Schema != SchemaReport {
		l.fault("schema", "%q, want %q", r.Schema, SchemaReport)
	}
	if r.ArticleID == "" || r.ArticleID != l.article.ID {
		l.fault("article_id", "%q is not the article %q", r.ArticleID, l.article.ID)
	}
	if !strings.HasPrefix(r.ID, fmt.Sprintf("%s.%d.", r.ArticleID, l.article.Revision)) {
		l.fault("id", "%q does not begin with the article's id and revision %d", r.ID, l.article.Revision)
	}
	if r.Extractor == "" {
		l.fault("extractor", "empty")
	}
}

func lintCodes(l *linter) {
	l.oneOf("type", l.report.Type, Types, false)
	l.oneOf("realis", l.report.Realis, Realises, false)
	l.oneOf("temporal_role", l.report.TemporalRole, TemporalRoles, false)
	l.oneOf("outcome", l.report.Outcome, Outcomes, false)
}

// lintEvidence holds that text[start:end] == quote, counted in code points, for every piece of evidence.
func lintEvidence(l *linter) {
	text, title := []rune(l.article.Text), []rune(l.article.Title)
	for _, e := range l.report.Evidence {
		of := text
		if e.In == "title" {
			of = title
		} else if e.In != "" {
			l.fault(e.Field, "evidence in %q, want the text or the title", e.In)
		}
		switch {
		case e.Start < 0 || e.End > len(of) || e.Start >= e.End:
			l.fault(e.Field, "span %d:%d outside of a text of %d code points, or empty", e.Start, e.End, len(of))
		case string(of[e.Start:e.End]) != string([]rune(e.Quote)): // each byte that is no UTF-8 counts as one U+FFFD on both sides
			l.fault(e.Field, "quote %q is not the text at %d:%d, %q", e.Quote, e.Start, e.End, string(of[e.Start:e.End]))
		}
		if e.Rule == "" {
			l.fault(e.Field, "evidence without a rule")
		}
	}
}

// lintFilledFields holds that every filled field has evidence, and that no evidence speaks of a field that is not there.
func lintFilledFields(l *linter) {
	r, shown := l.report, map[string]bool{}
	for _, e := range r.Evidence {
		shown[e.Field] = true
	}
	fields := []string{"type"}
	if r.When != nil && r.When.Basis != "publication" { // the last resort has no words, and its basis says so
		fields = append(fields, "when")
	}
	fields = append(fields, indexed("where", len(r.Where))...)
	fields = append(fields, indexed("counts", len(r.Counts))...)
	fields = append(fields, indexed("weapons", len(r.Weapons))...)
	fields = append(fields, indexed("actors", len(r.Actors))...)
	fields = append(fields, indexed("claims", len(r.Claims))...)
	for _, f := range fields {
		if !shown[f] {
			l.fault(f, "filled without evidence")
		}
	}
	for _, e := range r.Evidence {
		if name, _, isIndexed := strings.Cut(e.Field, "["); isIndexed && !slices.Contains(fields, e.Field) {
			l.fault(e.Field, "evidence for a field of %s that is not there", name)
		}
	}
}

func indexed(name string, n int) []string {
	fields := make([]string, n)
	for i := range fields {
		fields[i] = fmt.Sprintf("%s[%d]", name, i)
	}
	return fields
}

func lintWhen(l *linter) {
	w := l.report.When
	if w == nil {
		return
	}
	start, err1 := time.Parse(time.DateOnly, w.Start)
	end, err2 := time.Parse(time.DateOnly, w.End)
	switch {
	case err1 != nil || err2 != nil:
		l.fault("when", "%q to %q are no calendar dates", w.Start, w.End)
	case end.Before(start):
		l.fault("when", "ends %s before it starts %s", w.End, w.Start)
	}
	l.oneOf("when.precision", w.Precision, DatePrecisions, false)
	l.oneOf("when.basis", w.Basis, DateBases, false)
	l.oneOf("when.part_of_day", w.PartOfDay, PartsOfDay, true)
	if _, err := time.Parse("15:04", w.Time); w.Time != "" && err != nil {
		l.fault("when.time", "%q is no clock time", w.Time)
	}
	if _, err := time.Parse(time.DateOnly, w.Anchor); w.Anchor != "" && err != nil {
		l.fault("when.anchor", "%q is no calendar date", w.Anchor)
	}
}

func lintPlaces(l *linter) {
	for i, p := range l.report.Where {
		field := fmt.Sprintf("where[%d]", i)
		l.oneOf(field+".role", p.Role, PlaceRoles, false)
		l.oneOf(field+".relation", p.Relation, PlaceRelations, true)
		l.oneOf(field+".coord_kind", p.CoordKind, CoordKinds, true)
		l.oneOf(field+".precision", p.Precision, PlacePrecisions, true)
		lintPoint(l, field, p)
		if p.Country != "" && (len(p.Country) != 2 || strings.ToUpper(p.Country) != p.Country) {
			l.fault(field, "country %q is no ISO 3166-1 alpha-2 code", p.Country)
		}
		if !p.Resolved() && p.Reason == "" {
			l.fault(field, "neither resolved nor a reason why not")
		}
	}
}

// lintPoint holds that coordinates come in pairs, lie on the globe, and never stand for a country.
func lintPoint(l *linter, field string, p Place) {
	switch {
	case (p.Lat == nil) != (p.Lon == nil):
		l.fault(field, "half a pair of coordinates")
	case p.Lat == nil:
		return
	case *p.Lat < -90 || *p.Lat > 90 || *p.Lon < -180 || *p.Lon > 180:
		l.fault(field, "%v, %v is no point on the globe", *p.Lat, *p.Lon)
	case p.Precision == "country" || strings.HasPrefix(p.Feature, "PCL"):
		l.fault(field, "coordinates on the country %s", p.Name)
	}
}

func lintCounts(l *linter) {
	for i, c := range l.report.Counts {
		field := fmt.Sprintf("counts[%d]", i)
		l.oneOf(field+".measure", c.Measure, Measures, false)
		l.oneOf(field+".role", c.Role, CountRoles, true)
		l.oneOf(field+".qualifier", c.Qualifier, Qualifiers, false)
		l.oneOf(field+".anchor", c.Anchor, CountAnchors, true)
		l.oneOf(field+".status", c.Status, CountStatuses, true)
		lintBounds(l, field, c.Min, c.Best, c.Max, true)
		if _, err := time.Parse(time.DateOnly, c.AsOf); c.AsOf != "" && err != nil {
			l.fault(field+".as_of", "%q is no calendar date", c.AsOf)
		}
		if s := c.SubsetOf; s != nil && (*s < 0 || *s >= len(l.report.Counts) || *s == i) {
			l.fault(field+".subset_of", "%d is no other count", *s)
		}
	}
}

// lintBounds holds 0 <= min <= best <= max where they are given, and that a count has one at least.
func lintBounds(l *linter, field string, least, best, most *int, needed bool) {
	if least == nil && best == nil && most == nil {
		if needed {
			l.fault(field, "a count without a number")
		}
		return
	}
	last := 0
	for _, n := range []*int{least, best, most} {
		if n == nil {
			continue
		}
		if *n < last {
			l.fault(field, "bounds out of order: %s", bounds(least, best, most))
			return
		}
		last = *n
	}
}

func bounds(ns ...*int) string {
	words := make([]string, len(ns))
	for i, n := range ns {
		if words[i] = "null"; n != nil {
			words[i] = fmt.Sprint(*n)
		}
	}
	return strings.Join(words, ", ")
}

func lintWeapons(l *linter) {
	for i, w := range l.report.Weapons {
		field := fmt.Sprintf("weapons[%d]", i)
		l.oneOf(field+".class", w.Class, WeaponClasses, false)
		l.oneOf(field+".action", w.Action, WeaponActions, false)
		l.oneOf(field+".unit", w.Unit, []string{"piece", "kg", "t"}, true)
		l.oneOf(field+".qualifier", w.Qualifier, Qualifiers, true)
		lintBounds(l, field, w.Min, w.Best, w.Max, false)
	}
}

func lintActors(l *linter) {
	for i, a := range l.report.Actors {
		field := fmt.Sprintf("actors[%d]", i)
		l.oneOf(field+".role", a.Role, ActorRoles, false)
		l.oneOf(field+".kind", a.Kind, ActorKinds, false)
		if a.Text == "" {
			l.fault(field, "an actor without words")
		}
	}
}

func lintClaims(l *linter) {
	for i, c := range l.report.Claims {
		field := fmt.Sprintf("claims[%d]", i)
		l.oneOf(field+".stance", c.Stance, ClaimStances, false)
		lintActorIndex(l, field+".actor", c.Actor)
		lintActorIndex(l, field+".by", c.By)
	}
}

func lintActorIndex(l *linter, field string, at *int) {
	if at != nil && (*at < 0 || *at >= len(l.report.Actors)) {
		l.fault(field, "%d is no actor of the report", *at)
	}
}

// lintSummary holds that the summary is verbatim.
func lintSummary(l *linter) {
	if s := l.report.Summary; s == "" || !strings.Contains(l.article.Text, s) && !strings.Contains(l.article.Title, s) {
		l.fault("summary", "%q does not stand in the article", s)
	}
}

func lintConfidence(l *linter) {
	if c := l.report.Confidence; c.Score < 0 || c.Score > 1 || len(c.Reasons) == 0 {
		l.fault("confidence", "score %v with %d reasons; want 0 to 1, and why", c.Score, len(c.Reasons))
	}
}
