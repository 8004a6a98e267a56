package source

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

// Feed is a feed document: RSS 0.9x to 2.0, RDF, Atom, or JSON Feed.
type Feed struct {
	Title    string
	Link     string // of the site
	Self     string // of the feed, as it says
	Language string
	Format   string // "rss 2.0", "atom 1.0", "json 1.1"
	Items    []Item // in the order of the document

	TTL       time.Duration // how long the feed wants not to be asked again; 0 unknown
	SkipHours []int         // hours of the day, UTC, in which it wants not to be asked
	SkipDays  []time.Weekday

	Next        string // the next page of a paged feed (RFC 5005)
	PrevArchive string // the archive before this document (RFC 5005)
	Complete    bool   // the feed is all there is (RFC 5005)

	Repairs  []string // what was repaired in the document as a whole
	Problems []error  // entries that could not be read
}

// ParseFeed reads a feed. contentType is the header's, finalURL is where the document came from
// and what its links are relative to, now judges dates that lie ahead.
//
// The error is ErrEmpty, ErrBinary, ErrNotFeed, ErrTooDeep, ErrTooMany, or a *PageError.
func ParseFeed(body []byte, contentType, finalURL string, now time.Time) (*Feed, error) {
	return (&builder{base: finalURL, now: now, firstYear: firstYear}).parse(body, contentType)
}

// ParseArchive reads a document of a feed's archive, or a feed that was kept, as [ParseFeed] does. Its entries may be
// older than the web: see [ParseArchiveDate].
func ParseArchive(body []byte, contentType, finalURL string, now time.Time) (*Feed, error) {
	return (&builder{base: finalURL, now: now, firstYear: firstYearArchived}).parse(body, contentType)
}

// parse reads a document of whatever encoding.
func (b *builder) parse(body []byte, contentType string) (*Feed, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, ErrEmpty
	}
	if isBinary(body) {
		return nil, ErrBinary
	}
	text, notes := decodeText(body, contentType)
	f, err := b.text(bytes.TrimPrefix(text, []byte("\ufeff")))
	if err != nil {
		return nil, err
	}
	f.Repairs = append(notes, f.Repairs...)
	return f, nil
}

// text reads a feed from UTF-8.
func (b *builder) text(text []byte) (*Feed, error) {
	trimmed := bytes.TrimSpace(text)
	if len(trimmed) == 0 {
		return nil, ErrEmpty
	}
	if trimmed[0] == '{' || trimmed[0] == '[' {
		return b.json(cleanJSON(trimmed))
	}
	return b.xml(cleanXML(text))
}

// builder makes a Feed of what the parser gives.
type builder struct {
	base      string
	now       time.Time
	firstYear int // of the dates that are believed
	feed      Feed
}

// json reads a JSON Feed.
func (b *builder) json(text []byte) (*Feed, error) {
	parsed, err := newParser().Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%w: json: %w", ErrNotFeed, err)
	}
	if len(parsed.Items) > maxItems {
		return nil, fmt.Errorf("%w: more than %d entries", ErrTooMany, maxItems)
	}
	escapePlain(parsed)
	return b.build(parsed), nil
}

// escapePlain turns content that is given as plain text into HTML, a paragraph for each line.
func escapePlain(parsed *gofeed.Feed) {
	original, ok := parsed.OriginalFeed().(*jsonfeed.Feed)
	if !ok || len(original.Items) != len(parsed.Items) {
		return
	}
	for i, it := range original.Items {
		if it.ContentHTML != "" || it.ContentText == "" {
			continue
		}
		var b strings.Builder
		for line := range strings.Lines(it.ContentText) {
			if line = strings.TrimSpace(line); line != "" {
				b.WriteString("<p>" + html.EscapeString(line) + "</p>")
			}
		}
		parsed.Items[i].Content = b.String()
	}
}

// xml reads any XML format.
func (b *builder) xml(text []byte) (*Feed, error) {
	text, junk := dropJunk(text)
	if junk > 0 {
		b.feed.Repairs = append(b.feed.Repairs, fmt.Sprintf("%d bytes before the document", junk))
	}
	if isPage(text) {
		return nil, &PageError{Feeds: FeedLinks(text, b.base)}
	}
	o, err := prescan(text)
	if err != nil {
		return nil, err
	}
	if !isFeedRoot(o.root.Local) {
		return nil, fmt.Errorf("%w: %s", ErrNotFeed, rootName(o))
	}
	parsed, err := newParser().Parse(bytes.NewReader(text[o.rootStart:]))
	if err != nil || o.err != nil || len(parsed.Items) < o.opened {
		parsed = b.salvage(text, o, parsed, err)
	}
	if parsed == nil {
		return nil, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	return b.build(parsed), nil
}

// newParser returns a feed parser that keeps the format's own fields and does not look for pictures.
func newParser() *gofeed.Parser {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	return p
}

// isFeedRoot reports whether a root element is that of a feed.
func isFeedRoot(local string) bool {
	switch strings.ToLower(local) {
	case "rss", "rdf", "feed":
		return true
	}
	return false
}

// rootName says what a document is that is no feed.
func rootName(o *outline) string {
	if o.rootStart < 0 {
		return "no element"
	}
	return fmt.Sprintf("root element %.50q", o.root.Local)
}

// dropJunk drops what stands before the document: warnings of the server's programs, blank lines.
func dropJunk(text []byte) ([]byte, int) {
	head := bytes.ToLower(text[:min(len(text), 64<<10)])
	first := -1
	for _, mark := range []string{"<?xml", "<rss", "<feed", "<rdf:rdf", "<!doctype", "<html", "<!--", "<channel", "<urlset", "<sitemapindex"} {
		if i := bytes.Index(head, []byte(mark)); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	if first <= 0 {
		return text, 0
	}
	return text[first:], len(bytes.TrimSpace(text[:first]))
}

// cleanJSON drops the bare control characters for which a parser would refuse the whole document.
func cleanJSON(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			return -1
		}
		return r
	}, text)
}

// cleanXML drops the XML declaration, which speaks of an encoding that is no more, and the
// characters that XML does not know.
func cleanXML(text []byte) []byte {
	if loc := xmlDeclaration.FindIndex(text[:min(len(text), 1024)]); loc != nil {
		text = text[loc[1]:]
	}
	if hasOddChar(text) {
		text = bytes.Map(func(r rune) rune {
			if isXMLChar(r) {
				return r
			}
			return -1
		}, text)
	}
	if !bytes.Contains(text, []byte("&#")) {
		return text
	}
	return numericReference.ReplaceAllFunc(text, cleanReference)
}

// hasOddChar reports whether a text may hold characters that XML does not know: controls, or one at the end of the basic
// plane. Few documents do, and to copy the others costs more than to read them.
func hasOddChar(text []byte) bool {
	for i, c := range text {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0xef && i+1 < len(text) && text[i+1] == 0xbf {
			return true
		}
	}
	return false
}

// cleanReference drops a reference to a character that XML does not know.
func cleanReference(reference []byte) []byte {
	digits := strings.Trim(string(reference), "&#;")
	if hex, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
		digits = "0x" + hex
	} else {
		digits = strings.TrimLeft(digits, "0")
	}
	if n, err := strconv.ParseInt(digits, 0, 32); err != nil || !isXMLChar(rune(n)) {
		return nil
	}
	return reference
}

// numericReference matches a character given by its number.
var numericReference = regexp.MustCompile(`&#(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6});`)

// isXMLChar reports whether a document may hold a character (XML 1.0, production 2).
func isXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// build makes the Feed.
func (b *builder) build(parsed *gofeed.Feed) *Feed {
	f := &b.feed
	f.Title, f.Language = plainText(parsed.Title), strings.TrimSpace(parsed.Language)
	f.Link, _ = resolve(b.base, parsed.Link)
	f.Self, _ = resolve(b.base, parsed.FeedLink)
	f.Format = strings.TrimSpace(parsed.FeedType + " " + strings.TrimPrefix(parsed.FeedVersion, "https://jsonfeed.org/version/"))
	b.timing(parsed)
	b.paging(parsed)
	for _, it := range parsed.Items {
		if it != nil {
			f.Items = append(f.Items, b.item(it))
		}
	}
	b.tellApart()
	return f
}

// timing reads how often the feed wants to be asked.
func (b *builder) timing(parsed *gofeed.Feed) {
	b.feed.TTL = updatePeriod(parsed.Extensions["sy"])
	original, ok := parsed.OriginalFeed().(*rss.Feed)
	if !ok {
		return
	}
	if minutes, err := strconv.Atoi(strings.TrimSpace(original.TTL)); err == nil && minutes > 0 && minutes <= 60*24*7 {
		b.feed.TTL = max(b.feed.TTL, time.Duration(minutes)*time.Minute)
	}
	for _, h := range original.SkipHours {
		if n, err := strconv.Atoi(strings.TrimSpace(h)); err == nil && n >= 0 && n <= 24 {
			b.feed.SkipHours = append(b.feed.SkipHours, n%24)
		}
	}
	for _, d := range original.SkipDays {
		if day, ok := weekdays[strings.ToLower(strings.TrimSpace(d))]; ok {
			b.feed.SkipDays = append(b.feed.SkipDays, day)
		}
	}
}

// weekdays are the names that skipDays may hold.
var weekdays = map[string]time.Weekday{"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday}

// updatePeriod reads the syndication module of RSS 1.0: so many times in such a period.
func updatePeriod(sy map[string][]ext.Extension) time.Duration {
	periods := map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour}
	period := periods[strings.ToLower(firstValue(sy["updatePeriod"]))]
	n, err := strconv.Atoi(firstValue(sy["updateFrequency"]))
	if err != nil || n < 1 {
		n = 1
	}
	return period / time.Duration(n)
}

// firstValue is the text of the first extension element.
func firstValue(es []ext.Extension) string {
	if len(es) == 0 {
		return ""
	}
	return strings.TrimSpace(es[0].Value)
}

// paging reads the links of RFC 5005.
func (b *builder) paging(parsed *gofeed.Feed) {
	if original, ok := parsed.OriginalFeed().(*atom.Feed); ok {
		for _, l := range original.Links {
			b.pageLink(l.Rel, l.Href)
		}
	}
	for _, prefix := range []string{"atom", "atom10", "a10"} {
		for _, l := range parsed.Extensions[prefix]["link"] {
			b.pageLink(l.Attrs["rel"], l.Attrs["href"])
		}
	}
	for _, prefix := range []string{"fh", "history"} {
		_, complete := parsed.Extensions[prefix]["complete"]
		b.feed.Complete = b.feed.Complete || complete
	}
}

// pageLink takes a link to another document of the same feed.
func (b *builder) pageLink(rel, href string) {
	target, err := resolve(b.base, href)
	if err != nil {
		return
	}
	switch strings.ToLower(rel) {
	case "next":
		b.feed.Next = target
	case "prev-archive":
		b.feed.PrevArchive = target
	}
}

// maxID is the length beyond which an identifier is replaced by its digest.
const maxID = 1024

// item makes an Item of an entry.
func (b *builder) item(p *gofeed.Item) Item {
	it := Item{ID: strings.TrimSpace(p.GUID), Title: plainText(p.Title), Language: b.feed.Language, Author: authorOf(p)}
	if len(it.ID) > maxID {
		it.repair("id of %d bytes replaced by its digest", len(it.ID))
		it.ID = "digest:" + key(it.ID)
	}
	b.link(&it, p)
	b.dates(&it, p)
	it.Summary, it.Content = markup(p.Description), markup(p.Content)
	if it.Summary == "" {
		it.Summary = firstValue(p.Extensions["media"]["description"])
	}
	if p.DublinCoreExt != nil && len(p.DublinCoreExt.Language) > 0 {
		it.Language = p.DublinCoreExt.Language[0]
	}
	for _, c := range p.Categories {
		if c = plainText(c); c != "" {
			it.Categories = append(it.Categories, c)
		}
	}
	return it
}

// markup trims HTML, and the end tag of its element where unbalanced markup has carried it along.
func markup(s string) string {
	s = strings.TrimSpace(s)
	for _, end := range []string{"</description>", "</content:encoded>", "</content>", "</summary>"} {
		s = strings.TrimSuffix(s, end)
	}
	return strings.TrimSpace(s)
}

// authorOf joins the names of the authors.
func authorOf(p *gofeed.Item) string {
	var names []string
	for _, a := range p.Authors {
		if a == nil {
			continue
		}
		if name := plainText(a.Name); name != "" {
			names = append(names, name)
		} else if a.Email != "" {
			names = append(names, plainText(a.Email))
		}
	}
	return strings.Join(names, ", ")
}

// link finds the address of the story: the original behind a redirecting service, the link, or an
// identifier that is an address.
func (b *builder) link(it *Item, p *gofeed.Item) {
	candidates := []string{firstValue(p.Extensions["feedburner"]["origLink"]), p.Link}
	if strings.HasPrefix(it.ID, "http://") || strings.HasPrefix(it.ID, "https://") {
		candidates = append(candidates, it.ID)
	}
	for _, c := range candidates {
		if strings.TrimSpace(c) == "" {
			continue
		}
		target, err := resolve(b.base, c)
		if err == nil {
			it.URL = target
			return
		}
		it.repair("link rejected: %.100q", plainText(c))
	}
}

// dates reads the dates of an entry.
func (b *builder) dates(it *Item, p *gofeed.Item) {
	it.PublishedText = strings.TrimSpace(p.Published)
	it.Published = b.date(it, "published", p.Published)
	if changed := firstNonEmpty(p.Updated, firstDCTerm(p, "modified")); changed != p.Published {
		it.Updated = b.date(it, "updated", changed)
	}
	if it.Published.IsZero() && it.PublishedText == "" {
		for _, other := range []string{firstDCTerm(p, "issued"), firstDCTerm(p, "created"), firstDCTerm(p, "date"), firstValue(p.Extensions["prism"]["publicationDate"])} {
			if other != "" {
				it.PublishedText, it.Published = other, b.date(it, "published", other)
				break
			}
		}
	}
	if it.Published.IsZero() && it.PublishedText == "" && !it.Updated.IsZero() {
		it.Published, it.PublishedText = it.Updated, strings.TrimSpace(p.Updated)
		it.repair("published: only the date of the last change is given")
	}
	if it.Updated.Equal(it.Published) {
		it.Updated = time.Time{}
	}
}

// firstDCTerm is a date in the Dublin Core terms, which the parser leaves among the extensions.
func firstDCTerm(p *gofeed.Item, name string) string {
	return firstNonEmpty(firstValue(p.Extensions["dcterms"][name]), firstValue(p.Extensions["dc"][name]))
}

// firstNonEmpty returns the first text that is not blank.
func firstNonEmpty(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

// date reads a date; what is none is absent, with a note.
func (b *builder) date(it *Item, field, text string) time.Time {
	if strings.TrimSpace(text) == "" {
		return time.Time{}
	}
	t, notes, err := parseDate(text, b.now, b.firstYear)
	if err != nil {
		it.repair("%s: %v", field, err)
		return time.Time{}
	}
	for _, n := range notes {
		it.repair("%s: %s", field, n)
	}
	return t
}

// tellApart drops entries that repeat another, and gives entries that share an identifier but are
// different stories identifiers of their own.
func (b *builder) tellApart() {
	shared := map[string]int{}
	seen := map[string]bool{}
	kept := b.feed.Items[:0]
	for _, it := range b.feed.Items {
		same := key(it.ID, it.URL, it.Fingerprint())
		if seen[same] {
			b.feed.Repairs = append(b.feed.Repairs, fmt.Sprintf("entry %.80q is in the feed twice", it.Title))
			continue
		}
		seen[same] = true
		if it.ID != "" {
			shared[it.ID]++
		}
		kept = append(kept, it)
	}
	b.feed.Items = kept
	for i := range kept {
		if it := &kept[i]; shared[it.ID] > 1 && it.URL != it.ID {
			it.repair("id %.80q is shared by %d entries", it.ID, shared[it.ID])
			it.ID += " " + firstNonEmpty(it.URL, key(it.Title, it.Summary))
		}
	}
}

// EntriesPerDay is how many entries a day the feed's dates speak of; 0 where they say nothing.
func (f *Feed) EntriesPerDay() float64 {
	var first, last time.Time
	n := 0
	for _, it := range f.Items {
		if it.Published.IsZero() {
			continue
		}
		n++
		if first.IsZero() || it.Published.Before(first) {
			first = it.Published
		}
		if it.Published.After(last) {
			last = it.Published
		}
	}
	if days := last.Sub(first).Hours() / 24; n > 1 && days > 0 {
		return float64(n-1) / days
	}
	return 0
}

// Err joins the entries that could not be read.
func (f *Feed) Err() error { return errors.Join(f.Problems...) }
