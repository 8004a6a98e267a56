package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/storage"
)

// showCommand shows an article with its marks, and why each field has its value.
type showCommand struct {
	Target    string `arg:"" help:"The id of a report, an article or an incident; or a file of text or HTML."`
	DB        string `name:"db" default:"sitrep.db" type:"path" help:"The database."`
	URL       string `placeholder:"URL" help:"The address of a file's text."`
	Title     string `help:"The title of a file's text."`
	Published string `placeholder:"DATE" help:"When a file's text was published."`
	Trace     bool   `help:"Also each event mention with its arguments, the incident that it went to, and what was refused: for those who write rules."`
	Color     string `enum:"auto,always,never" default:"auto" help:"Colors: ${enum}."`
}

// Help is shown by `sitrep show --help`.
func (showCommand) Help() string {
	return `Shows the text with what was marked in it, each report with the words and the rule behind every field, and what was refused and
why. For an incident: which reports it is made of, which rule chose each value, every toll that was reported, and what was
weighed and left apart.

  sitrep show inc-2f1c9b7a60e4d815
  sitrep show --published 2026-03-14 --title "Blast in market kills 12" report.txt`
}

// errNoSuch is an id that nothing is kept under.
var errNoSuch = errors.New("no article, report or incident of that id, and no such file")

// Run is called by kong.
func (c *showCommand) Run(env *environment) error {
	reader, err := newReader(env)
	if err != nil {
		return err
	}
	v := &view{out: &bytes.Buffer{}, reader: reader, trace: c.Trace, color: c.Color == "always" || c.Color == "auto" && isTerminal(env.stdout)}
	if info, err := os.Stat(c.Target); err == nil && info.Mode().IsRegular() {
		err = c.file(v, env)
		return errors.Join(err, v.flush(env.stdout))
	}
	if _, err := os.Stat(c.DB); err != nil {
		return withExit(exitUsage, fmt.Errorf("%q: %w (no database %s)", c.Target, errNoSuch, c.DB))
	}
	store, err := openStore(env, c.DB, true)
	if err != nil {
		return err
	}
	defer store.Close()
	err = v.kept(store, c.Target)
	if errors.Is(err, storage.ErrNotFound) {
		return withExit(exitUsage, fmt.Errorf("%q: %w", c.Target, errNoSuch))
	}
	return errors.Join(err, v.flush(env.stdout))
}

// file reads a file as the filters do and shows what is found in it.
func (c *showCommand) file(v *view, env *environment) error {
	flags := documentFlags{Files: []string{c.Target}, As: "auto", URL: c.URL, Title: c.Title, Published: c.Published}
	for d := range flags.documents(env.stdin) {
		if d.Err != nil {
			return withExit(exitData, fmt.Errorf("%s: %w", d.Name, d.Err))
		}
		for _, w := range d.Warnings {
			fmt.Fprintf(env.stderr, "sitrep: %s: %s\n", d.Name, safe(w))
		}
		a, _, err := d.article()
		if err != nil {
			return withExit(exitData, err)
		}
		reading := v.reader.Read(a)
		kept, refused := extract.Sound(reading.Reports, a)
		v.article(a, kept, reading.NearMisses, refused)
	}
	return nil
}

// view writes for people.
type view struct {
	out    *bytes.Buffer
	reader *english.Extractor
	trace  bool
	color  bool
}

func (v *view) flush(w io.Writer) error {
	_, err := w.Write(v.out.Bytes())
	return err
}

func (v *view) line(format string, args ...any) { fmt.Fprintf(v.out, format+"\n", args...) }

// kept shows what is kept under an id.
func (v *view) kept(store *storage.Store, id string) error {
	switch {
	case strings.HasPrefix(id, "inc-"):
		return v.keptIncident(store, id)
	case strings.Contains(id, "."):
		r, err := store.Report(id)
		if err != nil {
			return err
		}
		return v.keptArticle(store, r.ArticleID, id)
	}
	return v.keptArticle(store, id, "")
}

// keptArticle shows the newest revision of an article, with one of its reports or all of them.
func (v *view) keptArticle(store *storage.Store, id, only string) error {
	a, err := store.LatestArticle(id)
	if err != nil {
		return err
	}
	x, err := storage.Get(store, storage.Extractions, storage.RevisionKey(a.ID, a.Revision))
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	reports := x.Reports
	if only != "" {
		reports = slices.DeleteFunc(slices.Clone(reports), func(r extract.Report) bool { return r.ID != only })
	}
	v.article(&a, reports, x.NearMisses, x.Refused)
	return nil
}

// article shows an article: what is known of it, its text with marks, its reports, and what was refused.
func (v *view) article(a *extract.Article, reports []extract.Report, misses []extract.NearMiss, refused []string) {
	v.head(a)
	doc := v.reader.Annotate(a)
	v.line("\n%s", v.marked(doc))
	for i := range reports {
		v.report(&reports[i])
	}
	if len(reports) == 0 {
		v.line("\nno report")
	}
	for _, m := range misses {
		v.line("\nnot reported: %s (%s, %s)\n    \"%s\"", safe(m.Reason), m.Rule, m.Trigger, safe(m.Quote))
	}
	for _, finding := range refused {
		v.line("\nrefused by the record linter: %s", safe(finding))
	}
	if v.trace {
		v.line("\n%s", printable(strings.TrimSpace(v.reader.Trace(a))))
	}
	v.line("")
}

func (v *view) head(a *extract.Article) {
	v.line("%s", v.paint("1", safe(cmp.Or(a.Title, "(no title)"))))
	published := "unknown: relative dates have nothing to count from"
	if !a.Published.IsZero() {
		published = fmt.Sprintf("%s (%s)", a.Published.Format("Mon 2006-01-02 15:04 -07:00"), a.PublishedBasis)
	}
	v.line("article    %s, revision %d, %s %s", a.ID, a.Revision, a.State, safe(a.StateReason))
	v.line("published  %s", published)
	for _, f := range [][2]string{{"address", a.URL}, {"outlet", strings.TrimSpace(a.Outlet + " " + a.OutletName)}, {"byline", a.Byline}, {"wire", a.Wire}, {"language", a.Language}} {
		if f[1] != "" {
			v.line("%-10s %s", f[0], safe(f[1]))
		}
	}
	for _, w := range a.Warnings {
		v.line("warning    %s", safe(w))
	}
}

// mark is a stretch of the text with what was read in it.
type mark struct {
	extract.Span
	kind, note string
}

// hues are the colors of the kinds of marks (ECMA-48).
var hues = map[string]string{"trigger": "31", "time": "34", "place": "32", "count": "35", "actor": "33", "weapon": "36"}

// marked is the reading text with each mention in brackets, or in color, followed by what was read in it.
func (v *view) marked(doc *extract.Document) string {
	var out strings.Builder
	at := 0
	for _, m := range marks(doc) {
		if m.Start < at {
			continue // within a mark that is shown
		}
		out.WriteString(printable(doc.Text[at:m.Start]))
		words := printable(doc.Slice(m.Span))
		if v.color {
			fmt.Fprintf(&out, "\x1b[%sm%s\x1b[0m\x1b[2m<%s>\x1b[0m", hues[m.kind], words, safe(m.note))
		} else {
			fmt.Fprintf(&out, "[%s|%s %s]", words, m.kind, safe(m.note))
		}
		at = m.End
	}
	out.WriteString(printable(doc.Text[at:]))
	return out.String()
}

// printable is safe line by line.
func printable(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = safe(lines[i])
	}
	return strings.Join(lines, "\n")
}

// marks lists the mentions of all layers by where they stand, longer ones first.
func marks(doc *extract.Document) []mark {
	var all []mark
	for _, m := range doc.Triggers {
		all = append(all, mark{m.Span, "trigger", strings.TrimSpace(m.Value.Type + " " + m.Value.Realis)})
	}
	for _, m := range doc.Counts {
		all = append(all, mark{m.Span, "count", m.Value.Measure + " " + figure(&m.Value)})
	}
	for _, m := range doc.Times {
		all = append(all, mark{m.Span, "time", m.Value.Value})
	}
	for _, m := range doc.Places {
		all = append(all, mark{m.Span, "place", placeNote(&m.Value)})
	}
	for _, m := range doc.Weapons {
		all = append(all, mark{m.Span, "weapon", m.Value.Class})
	}
	for _, m := range doc.Actors {
		all = append(all, mark{m.Span, "actor", cmp.Or(m.Value.Canonical, m.Value.Kind)})
	}
	slices.SortStableFunc(all, func(a, b mark) int { return cmp.Or(a.Start-b.Start, b.Len()-a.Len()) })
	return all
}

func placeNote(p *extract.Place) string {
	if !p.Resolved() {
		return "? " + p.Reason
	}
	note := p.Country
	if p.Admin1 != nil {
		note = p.Admin1.Name + ", " + p.Country
	}
	if p.Use != "" && p.Use != extract.Literal {
		note += ", " + p.Use
	}
	return note
}

// figure writes the bounds of a count: "12", "12 or more", "up to 30", "12 to 15".
func figure(c *extract.Count) string {
	switch {
	case c.Min == nil && c.Max == nil:
		return "?"
	case c.Max == nil:
		return fmt.Sprintf("%d or more", *c.Min)
	case c.Min == nil:
		return fmt.Sprintf("up to %d", *c.Max)
	case *c.Min != *c.Max:
		return fmt.Sprintf("%d to %d", *c.Min, *c.Max)
	}
	return fmt.Sprint(*c.Min)
}

// report shows a report: each field, its value, and the words and the rule behind it.
func (v *view) report(r *extract.Report) {
	v.line("\n%s", v.paint("1", fmt.Sprintf("report %s  %s, %s, %s, %s", r.ID, r.Type, r.Realis, r.TemporalRole, r.Outcome)))
	v.line("  \"%s\"", safe(oneLine(r.Summary)))
	v.field(r, "type", r.Type)
	if r.When != nil {
		v.field(r, "when", when(r.When))
	}
	for i := range r.Where {
		v.field(r, fmt.Sprintf("where[%d]", i), where(&r.Where[i]))
	}
	for i := range r.Counts {
		v.field(r, fmt.Sprintf("counts[%d]", i), countText(&r.Counts[i]))
	}
	for i := range r.Weapons {
		w := &r.Weapons[i]
		v.field(r, fmt.Sprintf("weapons[%d]", i), fmt.Sprintf("%s, %s: %s", w.Class, w.Action, w.Text))
	}
	for i := range r.Actors {
		v.field(r, fmt.Sprintf("actors[%d]", i), actorText(&r.Actors[i]))
	}
	for i := range r.Claims {
		v.field(r, fmt.Sprintf("claims[%d]", i), claimText(r.Actors, &r.Claims[i]))
	}
	v.field(r, "realis", r.Realis)
	v.field(r, "temporal_role", r.TemporalRole)
	v.line("  confidence %.2f: %s", r.Confidence.Score, strings.Join(r.Confidence.Reasons, ", "))
}

// field shows one field with its evidence.
func (v *view) field(r *extract.Report, name, value string) {
	v.line("  %-14s %s", name, v.paint("1", safe(value)))
	for _, e := range r.Evidence {
		if e.Field == name {
			v.line("  %-14s   \"%s\" %s%d:%d  %s", "", safe(shorten(e.Quote, 90)), inTitle(e.In), e.Start, e.End, v.paint("2", e.Rule))
		}
	}
}

func inTitle(in string) string {
	if in == "" {
		return ""
	}
	return in + " "
}

func shorten(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n]) + "…"
	}
	return s
}

func when(d *extract.Date) string {
	text := d.Start
	if d.End != d.Start {
		text += " to " + d.End
	}
	for _, part := range []string{d.Time, d.PartOfDay} {
		if part != "" {
			text += " " + part
		}
	}
	text += fmt.Sprintf(" (%s, %s", d.Precision, d.Basis)
	if d.Anchor != "" {
		text += ", counted from " + d.Anchor
	}
	return text + ")"
}

func where(p *extract.Place) string {
	parts := []string{p.Name}
	if p.Admin2 != nil && p.Admin2.Name != p.Name {
		parts = append(parts, p.Admin2.Name)
	}
	if p.Admin1 != nil && p.Admin1.Name != p.Name {
		parts = append(parts, p.Admin1.Name)
	}
	if p.CountryName != "" && p.CountryName != p.Name {
		parts = append(parts, p.CountryName)
	}
	text := fmt.Sprintf("%s: %s (%s", p.Role, strings.Join(parts, ", "), p.Precision)
	if p.Lat != nil && p.Lon != nil {
		text += fmt.Sprintf(", %.4f %.4f %s", *p.Lat, *p.Lon, p.CoordKind)
	}
	if p.Reason != "" {
		text += ", " + p.Reason
	}
	for i, c := range p.Candidates {
		text += []string{"; not ", ", "}[min(i, 1)] + strings.TrimSuffix(fmt.Sprintf("%s %s", c.Name, c.Country), " ")
	}
	return text + ")"
}

func countText(c *extract.Count) string {
	text := fmt.Sprintf("%s %s (%s", c.Measure, figure(c), c.Qualifier)
	for _, part := range []string{c.Role, c.Anchor, c.Status, c.AsOf} {
		if part != "" {
			text += ", " + part
		}
	}
	if c.SaidBy != "" {
		text += ", said by " + c.SaidBy
	}
	if c.SubsetOf != nil {
		text += fmt.Sprintf(", part of counts[%d]", *c.SubsetOf)
	}
	return text + ")"
}

func actorText(a *extract.Actor) string {
	text := fmt.Sprintf("%s: %s (%s", a.Role, a.Text, a.Kind)
	if a.Canonical != "" {
		text += ", " + a.Canonical
	}
	if a.Country != "" {
		text += ", " + a.Country
	}
	return text + ")"
}

func claimText(actors []extract.Actor, c *extract.Claim) string {
	name := func(i *int, otherwise string) string {
		if i != nil && *i >= 0 && *i < len(actors) {
			return actors[*i].Text
		}
		return cmp.Or(otherwise, "somebody")
	}
	return fmt.Sprintf("%s: %s, by %s", c.Stance, name(c.Actor, "nobody named"), name(c.By, c.ByText))
}

// keptIncident shows an incident and why it is what it is.
func (v *view) keptIncident(store *storage.Store, id string) error {
	inc, err := storage.Get(store, storage.Incidents, id)
	if errors.Is(err, storage.ErrNotFound) {
		inc, err = storage.Get(store, storage.Tombstones, id)
	}
	if err != nil {
		return err
	}
	v.incident(&inc)
	return nil
}

func (v *view) incident(inc *extract.Incident) {
	v.line("%s", v.paint("1", fmt.Sprintf("incident %s  %s, %s, %s", inc.IncidentID, inc.Type, inc.Realis, inc.Status)))
	if inc.Tombstone != nil {
		v.line("  no more since %s: %s %s", inc.Tombstone.At.Format("2006-01-02"), inc.Tombstone.Reason, inc.Tombstone.MergedInto)
	}
	v.line("  \"%s\"", safe(oneLine(inc.Summary)))
	v.line("  version %s, review %s; %d articles of %d independent sources: %s", inc.Version, inc.Review.State, inc.Articles, inc.IndependentSources, safe(strings.Join(inc.Outlets, ", ")))
	if inc.When != nil {
		v.chosen(inc, "when", when(inc.When))
	}
	for i := range inc.Where {
		v.chosen(inc, "where", where(&inc.Where[i]))
	}
	for i := range inc.Counts {
		c := &inc.Counts[i]
		v.line("  %-10s %s  %s from %s", "count", v.paint("1", safe(countText(&c.Count))), c.Rule, strings.Join(c.From, ", "))
	}
	for i := range inc.Weapons {
		v.chosen(inc, "weapons", inc.Weapons[i].Class+" "+inc.Weapons[i].Action)
	}
	for i := range inc.Actors {
		v.chosen(inc, "actors", actorText(&inc.Actors[i]))
	}
	for i := range inc.Claims {
		v.chosen(inc, "claims", claimText(inc.Actors, &inc.Claims[i]))
	}
	v.history(inc)
	v.merge(inc)
}

// chosen shows a value with the rule that chose it.
func (v *view) chosen(inc *extract.Incident, field, value string) {
	rule := ""
	for _, r := range inc.Resolution {
		if r.Field == field {
			rule = fmt.Sprintf("  %s from %s", r.Rule, strings.Join(r.From, ", "))
		}
	}
	v.line("  %-10s %s%s", field, v.paint("1", safe(value)), rule)
}

func (v *view) history(inc *extract.Incident) {
	v.line("\n  tolls as reported")
	for _, t := range inc.TollHistory {
		c := extract.Count{Measure: t.Measure, Min: t.Min, Max: t.Max, Best: t.Best, Qualifier: t.Qualifier, SaidBy: t.SaidBy, Role: t.Role}
		v.line("    %-10s %-50s %s", t.AsOf, safe(countText(&c)), t.Report)
	}
	v.line("\n  reports")
	for _, r := range inc.Reports {
		v.line("    %s  %s %s, %s, %s\n      %s\n      \"%s\"", r.ID, r.Published.Format("2006-01-02"), r.Type, r.TemporalRole, safe(r.Outlet), safe(cmp.Or(r.URL, r.Title)), safe(r.Quote))
	}
}

// merge shows why the reports are one incident, and what was left apart.
func (v *view) merge(inc *extract.Incident) {
	for _, l := range inc.Merge.Links {
		var why []string
		for _, f := range l.Features {
			why = append(why, fmt.Sprintf("%s %+.2f %s", f.Name, f.Value, f.Why))
		}
		v.line("  one because %s and %s: %.2f (%s)", l.A, l.B, l.Score, safe(strings.Join(why, "; ")))
	}
	for _, r := range inc.Merge.Refused {
		v.line("  apart from %s: %s", r.B, safe(r.Reason))
	}
	if why, err := json.Marshal(inc.Crosswalk); err == nil {
		v.line("\n  crosswalk %s", why)
	}
}

// paint puts text in a rendition of ECMA-48, where there is color.
func (v *view) paint(rendition, text string) string {
	if !v.color {
		return text
	}
	return "\x1b[" + rendition + "m" + text + "\x1b[0m"
}

// oneLine folds the line breaks of a quotation.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
