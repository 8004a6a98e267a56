package clean

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sitrep/extract"
)

// Where a publication time may come from, in the order of trust.
const (
	basisGiven    = "given"
	basisFeed     = "feed"
	basisJSONLD   = "jsonld"
	basisMeta     = "meta"
	basisTimeTag  = "time_tag"
	basisURL      = "url"
	basisDateline = "dateline"
	basisNone     = "none"
)

// dated is one statement about when the story was published.
type dated struct {
	at      time.Time
	basis   string
	dayOnly bool
}

// date fills Published, PublishedBasis and Modified. The most trusted statement wins; one in the
// future or absurd is refused with a warning; a disagreement of two days or more is noted.
func (pg *page) date(a *extract.Article, p Page) {
	var kept []dated
	for _, d := range pg.statements(a, p) {
		if why := implausible(d.at, p); why != "" {
			a.Warnings = append(a.Warnings, "publication date of "+d.basis+" refused: "+why)
			continue
		}
		kept = append(kept, d)
	}
	a.PublishedBasis = basisNone
	if len(kept) > 0 {
		best := sharpest(kept)
		a.Published, a.PublishedBasis = best.at, best.basis
		if best.dayOnly {
			a.Warnings = append(a.Warnings, "publication time unknown: only the day is given")
		}
		disagreement(a, best, kept)
	} else if pg.doubtful != "" {
		a.Warnings = append(a.Warnings, "publication date "+pg.doubtful+" left out: day and month can be read either way, and the outlet's country is not known")
	}
	if m := pg.modified(p); !m.IsZero() && implausible(m, p) == "" && !m.Before(a.Published) {
		a.Modified = m
	}
}

// statements collects what is said about the publication, most trusted first.
func (pg *page) statements(a *extract.Article, p Page) []dated {
	var all []dated
	zone := p.Hints.Zone
	if zone == nil {
		zone = time.UTC
	}
	pg.order = orderOf(a.OutletCountry, a.Outlet)
	add := func(basis, text string) {
		if at := pg.readDate(text, zone); !at.IsZero() {
			if parseDate(text, zone).IsZero() {
				text = pg.order.rewrite(text)
			}
			all = append(all, dated{at, basis, dayOnly(text)})
		}
	}
	if !p.Hints.Published.IsZero() {
		all = append(all, dated{p.Hints.Published, first(p.Hints.PublishedBasis, basisGiven), false})
	}
	if p.Hints.Selectors != nil {
		if n := pg.pick(p.Hints.Selectors.date); n != nil {
			add(basisTimeTag, first(attr(n, "datetime"), attr(n, "content"), words(n, 200)))
		}
	}
	add(basisJSONLD, pg.story().published)
	for _, key := range publishedMeta {
		add(basisMeta, pg.metaValue(key))
	}
	stamped := pg.publishedStamp(zone)
	add(basisTimeTag, stamped)
	if len(all) == 0 {
		add(basisTimeTag, pg.shownDate(zone))
	}
	add(basisURL, urlDate(first(p.URL, a.CanonicalURL)))
	add(basisDateline, datelineDate(a.Text))
	return all
}

// publishedMeta are the names under which pages state their publication, most usual first.
var publishedMeta = []string{
	"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "rnews:datepublished", "article:published", "article.published", "parsely-pub-date", "sailthru.date",
	"publishdate", "publish-date", "publish_date", "published_date", "published-date", "publication_date", "publicationdate", "pubdate", "article:publish_date", "originalpublicationdate", "cxenseparse:recs:publishtime", "article_date_original", "bt:pubdate",
	"dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "displaydate", "ptime", "datecreated", "created", "date", "article:post_date", "citation_publication_date", "citation_date", "eomportal-lastupdate", "shareaholic:article_published_time",
}

// modified returns when the page says it was changed.
func (pg *page) modified(p Page) time.Time {
	zone := p.Hints.Zone
	if zone == nil {
		zone = time.UTC
	}
	said := first(pg.story().modified, pg.metaValue("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "article:modified"))
	if at := pg.readDate(said, zone); !at.IsZero() {
		return at
	}
	for _, t := range pg.times {
		if t.modified && pg.isAlive(t.elem) {
			return pg.readDate(t.value, zone)
		}
	}
	return time.Time{}
}

// implausible says why a date cannot be a publication, or returns "". The web knows no
// publication before 1990 but archives carry older ones, so only what computers write by
// mistake is refused: the epoch, the year 1, and what lies after the fetch.
func implausible(at time.Time, p Page) string {
	limit := p.Hints.NotAfter
	if limit.IsZero() && !p.Fetched.IsZero() {
		limit = p.Fetched.Add(26 * time.Hour) // a day that has begun somewhere on Earth, and a slow clock
	}
	switch {
	case at.Year() < 1700:
		return "absurd year " + strconv.Itoa(at.Year())
	case at.Year() > 9998:
		return "absurd year"
	case at.Unix() < 86400*2 && at.Unix() > -86400*2:
		return "the epoch of Unix clocks"
	case !limit.IsZero() && at.After(limit):
		return "in the future (" + at.Format(time.RFC3339) + ")"
	}
	return ""
}

// sharpest returns the most trusted statement, or a later one that names the same moment better: with
// a zone of its own, or with a time of day where the first has only the day.
func sharpest(all []dated) dated {
	best := all[0]
	for _, d := range all[1:] {
		gap := d.at.Sub(best.at).Abs()
		_, offset := d.at.Zone()
		_, had := best.at.Zone()
		switch {
		case best.dayOnly && !d.dayOnly && (sameDay(best.at, d.at) || gap < 24*time.Hour):
			best = d
		case !best.dayOnly && !d.dayOnly && gap < 2*time.Minute && had == 0 && offset != 0:
			best = dated{best.at.In(d.at.Location()), best.basis, false}
		}
	}
	return best
}

func sameDay(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }

// disagreement notes the first statement that is two days or more away.
func disagreement(a *extract.Article, best dated, all []dated) {
	for _, d := range all {
		if d.at.Sub(best.at).Abs() >= 48*time.Hour {
			a.Warnings = append(a.Warnings, "publication dates disagree: "+best.basis+" "+best.at.Format(time.DateOnly)+", "+d.basis+" "+d.at.Format(time.DateOnly))
			return
		}
	}
}

// timeTag reads a time element.
func timeTag(n *html.Node, i int) stamp {
	t := stamp{elem: i, value: first(attr(n, "datetime"), attr(n, "content"))}
	if t.value == "" || parseDate(t.value, time.UTC).IsZero() {
		t.value = words(n, 100)
	}
	marks := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "class") + " " + attr(n, "property"))
	_, pub := find(n, "pubdate")
	t.published = pub || strings.Contains(marks, "publish") || strings.Contains(marks, "entry-date") || strings.Contains(marks, "created")
	t.modified = strings.Contains(marks, "modified") || strings.Contains(marks, "update") && !strings.Contains(marks, "published")
	return t
}

func find(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// dated keeps an element that is named a date, or has itemprop datePublished.
func (pg *page) dated(n *html.Node, i int) {
	prop := attr(n, "itemprop")
	switch {
	case prop == "datePublished" || prop == "dateCreated":
		pg.times = append(pg.times, stamp{elem: i, value: first(attr(n, "content"), attr(n, "datetime"), attr(n, "title"), words(n, 100)), published: true})
	case prop == "dateModified":
		pg.times = append(pg.times, stamp{elem: i, value: first(attr(n, "content"), attr(n, "datetime"), words(n, 100)), modified: true})
	case pg.elems[i].name.date && n.DataAtom != atom.Body && n.DataAtom != atom.Html:
		if s := words(n, 120); len(s) < 120 {
			pg.times = append(pg.times, stamp{elem: i, value: s})
		}
	}
}

// publishedStamp returns the best time of the page's body: the first that says it is the
// publication, else the first after the headline that was not struck, else the first.
func (pg *page) publishedStamp(zone *time.Location) string {
	headline := -1
	if len(pg.h1) > 0 {
		headline = pg.h1[0]
	}
	best, rank := "", 0
	for _, t := range pg.times {
		if t.modified || pg.readDate(t.value, zone).IsZero() {
			continue
		}
		r := 1
		if t.elem > headline-200 && !pg.inTeaser(t.elem) {
			r += 2
		}
		if t.published {
			r += 4
		}
		if r > rank {
			best, rank = t.value, r
		}
	}
	return best
}

// yearly finds a year, without which no date is read.
var yearly = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// shownDate returns the first short line that holds a full date, from the headline on, outside of
// lists of other stories: the last resort for pages that mark their date with nothing.
func (pg *page) shownDate(zone *time.Location) string {
	from := max(pg.body, 0)
	if len(pg.h1) > 0 {
		from = pg.h1[0]
	}
	for i := from; i < len(pg.elems); i++ {
		e := &pg.elems[i]
		if e.text == 0 || e.own > 400 {
			continue
		}
		for c := e.node.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.TextNode || len(c.Data) > 300 {
				continue
			}
			if s := line(c.Data); len(s) >= 8 && len(s) <= 100 && yearly.MatchString(s) && !pg.readDate(s, zone).IsZero() && !pg.inTeaser(i) {
				return s
			}
		}
	}
	return ""
}

// inTeaser reports whether an element stands in a list of other stories, in comments or the like.
func (pg *page) inTeaser(i int) bool {
	for ; i >= 0; i = pg.elems[i].parent {
		e := &pg.elems[i]
		switch {
		case e.name.strong != "", e.node.DataAtom == atom.Aside, e.node.DataAtom == atom.Nav, e.node.DataAtom == atom.Footer:
			return true
		case e.node.DataAtom == atom.A && e.text > 60:
			return true
		}
	}
	return false
}

var (
	urlDay     = regexp.MustCompile(`/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](0?[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
	urlCompact = regexp.MustCompile(`[/_-](20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
	urlInline  = regexp.MustCompile(`[/_-]((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
)

// urlDate returns the day in an address as "2019-11-19", or "".
func urlDate(raw string) string {
	p := strings.ToLower(pathOf(raw))
	for _, re := range []*regexp.Regexp{urlDay, urlCompact, urlInline} {
		if m := re.FindStringSubmatch(p); m != nil {
			month := m[2]
			if n, ok := monthNumber(month); ok {
				month = strconv.Itoa(n)
			}
			return m[1] + "-" + pad(month) + "-" + pad(m[3])
		}
	}
	return ""
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// fullDatelineDate is a dateline that carries its year: "KABUL, Nov. 19, 2019 (Xinhua) --".
var fullDatelineDate = regexp.MustCompile(`^[\p{Lu}][\p{L} .'’,-]{2,60}?,? \(?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? (?:19|20)\d\d|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?:19|20)\d\d)\)?,? ?(?:\([A-Za-z /.]{2,30}\))? ?(?:-|–|—|:)`)

func datelineDate(text string) string {
	if m := fullDatelineDate.FindStringSubmatch(text[:min(len(text), 200)]); m != nil {
		return m[1]
	}
	return ""
}
