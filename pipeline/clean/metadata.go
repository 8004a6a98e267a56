package clean

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sitrep/extract"
)

// What a page, or a feed, gives as a title or a name is cut where it can no longer be one, in bytes.
const (
	longestTitle = 1000
	longestName  = 300
)

// identify fills address, outlet, title, byline, section and declared language. It must come
// before the text is read, which leaves the title out.
func (pg *page) identify(a *extract.Article, p Page) {
	h := p.Hints
	ld := pg.story()
	a.URL, a.Fetched = first(p.URL, h.URL), p.Fetched.UTC()
	if a.URL != "" {
		a.CanonicalURL, _ = pg.canonical(a.URL)
	} else if pg.doc != nil {
		a.CanonicalURL, _ = pg.canonical("")
	}
	a.Outlet = first(h.Outlet, Outlet(first(a.URL, a.CanonicalURL)))
	a.OutletName = clip(first(h.OutletName, line(pg.metaValue("og:site_name", "application-name")), line(ld.publisher)), longestName)
	a.OutletCountry = h.OutletCountry
	a.Title = clip(pg.headline(ld, h), longestTitle)
	a.Byline = clip(first(pg.byline(ld), line(h.Byline)), longestName)
	a.Section = clip(first(line(pg.metaValue("article:section", "section", "parsely-section", "sailthru.section")), line(ld.section)), 80)
	a.Language = languageTag(first(h.Language, pg.lang, ld.lang, pg.metaValue("og:locale", "content-language", "language", "dc.language")))
}

// metaValue returns the content of the first meta element of the first name that occurs.
func (pg *page) metaValue(names ...string) string {
	for _, name := range names {
		for _, m := range pg.meta {
			if m.key == name {
				return html.UnescapeString(m.value)
			}
		}
	}
	return ""
}

// headline returns the page's title: the outlet's own selector, else the heading of the first rank that
// title element or Open Graph agree with, else JSON-LD, Open Graph, the title element without the outlet's
// name, else what the feed said.
func (pg *page) headline(ld *story, h Hints) string {
	if h.Selectors != nil {
		if n := pg.pick(h.Selectors.title); n != nil {
			if t := first(line(words(n, 400)), line(attr(n, "content"))); t != "" {
				return t
			}
		}
	}
	og, tag, declared := line(pg.metaValue("og:title", "twitter:title", "title", "headline")), line(pg.title), line(ld.headline)
	full := fold(og + " " + tag + " " + declared + " " + h.Title)
	shown := ""
	for _, i := range pg.h1 {
		t := line(words(pg.elems[i].node, 400))
		if key := fold(t); len(key) > len(fold(shown)) && utf8.RuneCountInString(key) >= 10 && strings.Contains(full, key) && !sameTitle(t, pg.metaValue("og:site_name")) {
			shown = t
		}
	}
	if shown != "" {
		return shown
	}
	site := first(pg.metaValue("og:site_name"), ld.publisher)
	return first(declared, withoutOutlet(og, site), withoutOutlet(tag, site), line(h.Title), pg.onlyHeading())
}

// onlyHeading returns the heading of the first rank where there is just one.
func (pg *page) onlyHeading() string {
	if len(pg.h1) == 1 {
		return line(words(pg.elems[pg.h1[0]].node, 400))
	}
	return ""
}

var titleSeparator = regexp.MustCompile(`\s+[|»·•–—-]\s+|\s*[|»]\s*`)

// withoutOutlet cuts the outlet's name off the end of a title, or off its beginning.
func withoutOutlet(title, site string) string {
	cuts := titleSeparator.FindAllStringIndex(title, -1)
	if len(cuts) == 0 {
		return title
	}
	last, start := cuts[len(cuts)-1], cuts[0]
	tail, head := title[last[1]:], title[:start[0]]
	switch {
	case site != "" && (fold(tail) == fold(site) || strings.HasPrefix(fold(tail), fold(site))):
		return withoutOutlet(title[:last[0]], "")
	case site != "" && fold(head) == fold(site):
		return title[start[1]:]
	case strings.Count(tail, " ") <= 3 && len(title[:last[0]]) > 2*len(tail) && len(title[:last[0]]) >= 20:
		return title[:last[0]]
	}
	return title
}

// byline returns who wrote the story, without "By": JSON-LD, meta, or the element that says so.
func (pg *page) byline(ld *story) string {
	var names []string
	for _, n := range ld.authors {
		if n = cleanByline(n); n != "" {
			names = append(names, n)
		}
	}
	if len(names) > 0 {
		return strings.Join(dedupe(names), ", ")
	}
	for _, m := range pg.meta {
		switch m.key {
		case "author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author", "sailthru.author", "article:author_name", "citation_author":
			if n := cleanByline(html.UnescapeString(m.value)); n != "" {
				names = append(names, n)
			}
		}
	}
	if len(names) > 0 {
		return strings.Join(dedupe(names[:min(len(names), 6)]), ", ")
	}
	return pg.shownByline()
}

// shownByline reads the first element that is named a byline.
func (pg *page) shownByline() string {
	for i := range pg.elems {
		e := &pg.elems[i]
		if !e.name.author && !(e.node.DataAtom == atom.A && attr(e.node, "rel") == "author") || e.text == 0 || e.text > 160 {
			continue
		}
		if n := cleanByline(words(e.node, 160)); n != "" {
			return n
		}
	}
	return ""
}

var (
	bylineStart = regexp.MustCompile(`(?i)^(?:(?:written|reported|posted|story|text|words|published)? ?by|author|from)\b:?\s*`)
	bylineNoise = regexp.MustCompile(`(?i)\s*(?:@\w+|\b[\w.+-]+@[\w-]+\.[\w.]+|,? (?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$)`)
	bylineEnd   = regexp.MustCompile(`(?i)\s*(?:[|•·–—]|,? (?:updated|published|posted|on (?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}[:/. ]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)).*$`)
)

// cleanByline returns the names alone, or "" where there are none.
func cleanByline(s string) string {
	s = line(s)
	if strings.Contains(s, "://") || len(s) > 200 {
		return ""
	}
	s = bylineStart.ReplaceAllString(s, "")
	s = bylineNoise.ReplaceAllString(s, "")
	s = strings.Trim(bylineEnd.ReplaceAllString(s, ""), " ,.;:")
	switch strings.ToLower(s) {
	case "", "admin", "administrator", "editor", "staff", "null", "undefined", "none", "unknown", "guest", "webmaster", "anonymous", "share", "about the author":
		return ""
	}
	if len(s) > 120 || !hasWord(s) {
		return ""
	}
	return s
}

// dedupe leaves out what is said already, alone or within a longer string.
func dedupe(in []string) []string {
	var out []string
	for i, s := range in {
		said := false
		for k, t := range in {
			said = said || k != i && strings.Contains(fold(t), fold(s)) && (len(fold(t)) > len(fold(s)) || k < i)
		}
		if !said {
			out = append(out, s)
		}
	}
	return out
}

// languageTag brings a declared language to BCP 47: "en_US" and "English" to "en-US" and "en".
func languageTag(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "_", "-"))
	if strings.EqualFold(s, "english") {
		return "en"
	}
	base, region, _ := strings.Cut(s, "-")
	if len(base) < 2 || len(base) > 3 || strings.ContainsFunc(base, func(r rune) bool { return r > 'z' || r < 'A' }) {
		return ""
	}
	base = strings.ToLower(base)
	if len(region) == 2 {
		return base + "-" + strings.ToUpper(region)
	}
	return base
}

// pathOf returns the path of an address.
func pathOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Path
}
