package export

import (
	"bufio"
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"sitrep/extract"
)

//go:embed page.html
var pageText string

// page is one self-contained document: no script, nothing loaded from elsewhere, every text escaped by html/template.
var page = template.Must(template.New("page").Parse(pageText))

// sheet is an incident as the page shows it.
type sheet struct {
	ID, Heading, Type, Status, Sources, Review, Tombstone, Summary string

	Facts, Tolls []fact
	Reports      []source
}

// fact is a value with the words and the rule behind it.
type fact struct{ Field, Value, Words, Rule string }

// source is a report with the sentence that states the incident.
type source struct{ URL, Name, About, Quote string }

// writeHTML writes incidents as one page, one by one.
func writeHTML(w io.Writer, records iter.Seq2[*extract.Incident, error]) (Written, error) {
	out := bufio.NewWriterSize(w, 1<<16)
	var written Written
	if err := page.ExecuteTemplate(out, "open", nil); err != nil {
		return written, err
	}
	var room bytes.Buffer
	for inc, err := range records {
		if err != nil {
			return written, err
		}
		room.Reset()
		if err := page.ExecuteTemplate(&room, "incident", sheetOf(inc)); err != nil {
			written.Failed = append(written.Failed, fmt.Errorf("%s: %w", inc.IncidentID, err))
			continue
		}
		out.Write(room.Bytes()) // an error stays until Flush
		written.Records++
	}
	if err := page.ExecuteTemplate(out, "close", Attribution); err != nil {
		return written, err
	}
	return written, out.Flush()
}

func sheetOf(inc *extract.Incident) sheet {
	s := sheet{ID: plain(inc.IncidentID), Heading: heading(inc), Type: inc.Type, Status: inc.Status, Review: inc.Review.State, Tombstone: tombstone(inc), Summary: plain(inc.Summary)}
	s.Sources = fmt.Sprintf("%d reports, %d independent sources", len(inc.Reports), inc.IndependentSources)
	s.Facts = facts(inc)
	for i := range inc.Reports {
		s.Reports = append(s.Reports, sourceOf(&inc.Reports[i]))
	}
	for i := range inc.TollHistory {
		t := &inc.TollHistory[i]
		s.Tolls = append(s.Tolls, fact{cmp.Or(t.AsOf, "no day") + " " + named(t.Measure, t.Role), amount(t.Min, t.Max, t.Best, t.Qualifier), plain(t.Text), plain(strings.TrimSpace(t.SaidBy + " " + t.Report))})
	}
	return s
}

// heading is what happened, when and where, in the fewest words.
func heading(inc *extract.Incident) string {
	site := siteOf(inc.Where)
	words := []string{strings.ReplaceAll(inc.Type[strings.IndexByte(inc.Type, '.')+1:], "_", " "), site.Name, site.CountryName, days(inc.When)}
	if site.Name == site.CountryName {
		words[2] = ""
	}
	return plain(strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), ", "))
}

func days(d *extract.Date) string {
	switch {
	case d == nil:
		return ""
	case d.Start == d.End:
		return d.Start
	}
	return d.Start + " to " + d.End
}

// facts lists the values of an incident that the heading does not tell in full.
func facts(inc *extract.Incident) []fact {
	rules := map[string]string{}
	for _, r := range inc.Resolution {
		rules[r.Field] = r.Rule
	}
	var list []fact
	if d := inc.When; d != nil {
		list = append(list, fact{"when", strings.TrimSpace(days(d) + " " + d.Time + " " + d.PartOfDay), plain(d.Text), strings.Trim(d.Basis+", "+rules["when"], ", ")})
	}
	for i := range inc.Where {
		p := &inc.Where[i]
		list = append(list, fact{strings.ReplaceAll(p.Role, "_", " "), plain(placeName(p)), plain(p.Text), rules["where"]})
	}
	for i := range inc.Counts {
		c := &inc.Counts[i]
		list = append(list, fact{named(c.Measure, c.Role), amount(c.Min, c.Max, c.Best, c.Qualifier), plain(c.Text), plain(strings.Trim(c.Rule+", "+c.SaidBy, ", "))})
	}
	for _, w := range inc.Weapons {
		list = append(list, fact{"weapon", w.Class + ", " + w.Action, plain(w.Text), rules["weapons"]})
	}
	for i := range inc.Actors {
		a := &inc.Actors[i]
		list = append(list, fact{a.Role, plain(actorName(a)), plain(a.Text), rules["actors"]})
	}
	for _, c := range inc.Claims {
		list = append(list, fact{"claim", plain(c.Stance + " " + claimed(inc, &c)), plain(c.Text), rules["claims"]})
	}
	return list
}

// claimed names the actor whom a claim is about.
func claimed(inc *extract.Incident, c *extract.Claim) string {
	if c.Actor == nil || *c.Actor < 0 || *c.Actor >= len(inc.Actors) {
		return ""
	}
	return actorName(&inc.Actors[*c.Actor])
}

func placeName(p *extract.Place) string {
	parts := []string{p.Name, adminName(p.Admin1), p.CountryName}
	parts = slices.Compact(slices.DeleteFunc(parts, func(s string) bool { return s == "" }))
	name := strings.Join(parts, ", ")
	if at := point(p); at.lat != nil {
		name += fmt.Sprintf(" (%s %s)", degrees(at.lat), degrees(at.lon))
	}
	return name
}

func named(measure, role string) string {
	return strings.ReplaceAll(strings.TrimSuffix(measure+" "+role, " "), "_", " ")
}

// amount writes a count with its bounds: what is open stays open.
func amount(least, most, best *int, qualifier string) string {
	switch {
	case least != nil && most != nil && *least == *most:
		return number(least)
	case least != nil && most == nil:
		return number(least) + " or more"
	case least == nil && most != nil:
		return "up to " + number(most)
	case least != nil && most != nil:
		return number(least) + " to " + number(most)
	}
	return strings.TrimSpace(number(best) + " " + qualifier)
}

func sourceOf(r *extract.ReportRef) source {
	about := []string{plain(r.Outlet), r.TemporalRole, plain(r.ID)}
	if !r.Published.IsZero() {
		about = append([]string{r.Published.Format(time.DateOnly)}, about...)
	}
	s := source{Name: plain(cmp.Or(r.Title, r.ExternalID, r.ArticleID)), About: strings.Join(slices.DeleteFunc(about, func(s string) bool { return s == "" }), ", "), Quote: plain(r.Quote)}
	if strings.HasPrefix(r.URL, "https://") || strings.HasPrefix(r.URL, "http://") { // a link to anything else is no link
		s.URL = r.URL
	}
	return s
}

// plain makes line breaks spaces and spells out the other characters that steer.
func plain(s string) string {
	var b strings.Builder
	for _, c := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case c == '\n' || c == '\t' || c == '\r':
			b.WriteByte(' ')
		case steering(c):
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
