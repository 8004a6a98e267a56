package clean

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Versions of a page beside the one that readers get.
const (
	versionPrint = "print"
	versionAMP   = "amp"
)

var printPath = regexp.MustCompile(`(?i)/print(?:er|able|version|friendly)?(?:/|$)|[/_-]print(?:er)?(?:[-_]?friendly)?\.[a-z]{3,5}$`)

// versionOf tells from its address or its markup that a page is the print or AMP version of a story, or returns "".
func (pg *page) versionOf(address string) string {
	for n := range pg.roots() {
		_, bolt := find(n, "⚡")
		if _, amp := find(n, "amp"); amp || bolt {
			return versionAMP
		}
	}
	if printAddress(address) || pg.styles > 0 && pg.styles == pg.printed {
		return versionPrint
	}
	return ""
}

// printAddress reports whether an address asks for the print version.
func printAddress(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	for key, values := range u.Query() {
		key = strings.ToLower(key)
		switch v := strings.ToLower(values[0]); {
		case (key == "print" || key == "printable" || key == "printer") && v != "0" && v != "false" && v != "no", (key == "view" || key == "format" || key == "mode" || key == "tmpl") && strings.HasPrefix(v, "print"):
			return true
		}
	}
	return printPath.MatchString(u.Path)
}

// roots yields the html element.
func (pg *page) roots() func(func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for i := range pg.elems[:min(len(pg.elems), 4)] {
			if pg.elems[i].node.DataAtom == atom.Html && !yield(pg.elems[i].node) {
				return
			}
		}
	}
}

// link keeps what a link element says: the relations of the page, its other versions, and whether its style sheets are
// for paper alone.
func (pg *page) link(n *html.Node) {
	rel, href, media := strings.ToLower(attr(n, "rel")), attr(n, "href"), strings.ToLower(attr(n, "media"))
	pg.links = append(pg.links, pair{rel, href})
	switch {
	case rel == "stylesheet":
		pg.styles++
		if strings.TrimSpace(media) == "print" {
			pg.printed++
		}
	case href == "":
	case rel == "amphtml":
		pg.versions = append(pg.versions, pair{versionAMP, href})
	case strings.Contains(rel, "alternate") && strings.Contains(media, "print"):
		pg.versions = append(pg.versions, pair{versionPrint, href})
	}
}

// otherVersions are the addresses of the print and AMP versions that the page names, as "amp https://...".
func (pg *page) otherVersions(address string) []string {
	base, _ := url.Parse(address)
	var out []string
	for _, v := range pg.versions[:min(len(pg.versions), 4)] {
		href := v.value
		if base != nil {
			if ref, err := base.Parse(href); err == nil {
				href = ref.String()
			}
		}
		out = append(out, v.key+" "+href)
	}
	return out
}
