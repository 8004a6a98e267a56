package source

import (
	"bytes"
	"html"
	"io"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
)

// FeedLink is a feed that a page offers.
type FeedLink struct {
	URL   string
	Title string
	Type  string // media type
}

// isPage reports whether a text is a page of HTML, or of XHTML.
func isPage(text []byte) bool {
	head := bytes.ToLower(text[:min(len(text), 4096)])
	page := bytes.Index(head, []byte("<html"))
	if doctype := bytes.Index(head, []byte("<!doctype html")); doctype >= 0 && (page < 0 || doctype < page) {
		page = doctype
	}
	if page < 0 {
		return false
	}
	for _, root := range []string{"<rss", "<feed", "<rdf:rdf"} {
		if i := bytes.Index(head, []byte(root)); i >= 0 && i < page {
			return false
		}
	}
	return true
}

// FeedLinks returns the feeds that a page names in its link elements, in its own order.
func FeedLinks(page []byte, base string) []FeedLink {
	var links []FeedLink
	z := nethtml.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(1 << 20)
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return links
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			token := z.Token()
			if token.Data == "base" {
				if href, err := resolve(base, attribute(token, "href")); err == nil {
					base = href
				}
			}
			if l, ok := feedLink(token, base); ok && len(links) < 50 {
				links = append(links, l)
			}
		}
	}
}

// feedLink reads one link element.
func feedLink(token nethtml.Token, base string) (FeedLink, bool) {
	if token.Data != "link" || !strings.Contains(" "+strings.ToLower(attribute(token, "rel"))+" ", " alternate ") {
		return FeedLink{}, false
	}
	kind := strings.ToLower(strings.TrimSpace(attribute(token, "type")))
	switch kind {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml", "application/xml":
	default:
		return FeedLink{}, false
	}
	target, err := resolve(base, attribute(token, "href"))
	return FeedLink{URL: target, Title: plainText(attribute(token, "title")), Type: kind}, err == nil
}

// attribute returns the value of an attribute.
func attribute(token nethtml.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// plainText turns what a feed gives as a title into one line of text: entities that were escaped
// twice, tags, control and direction characters are gone.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = stripTags(s)
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad', r == '\u200b', r == '\ufeff', isDirection(r):
			return -1
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// isDirection reports whether a character only turns the direction of writing.
func isDirection(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f'
}

// stripTags drops tags and unescapes entities, at most twice, as titles are often escaped.
func stripTags(s string) string {
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			if z.Err() != io.EOF {
				return s
			}
			return html.UnescapeString(b.String())
		case nethtml.TextToken:
			b.Write(z.Text())
		case nethtml.StartTagToken, nethtml.EndTagToken, nethtml.SelfClosingTagToken:
			if name, _ := z.TagName(); !isInline(string(name)) {
				b.WriteByte(' ')
			}
		}
	}
}

// isInline reports whether a tag stands within a word or a sentence.
func isInline(name string) bool {
	switch name {
	case "a", "b", "i", "em", "strong", "span", "u", "small", "sub", "sup", "font", "abbr", "cite", "code", "mark", "s", "q":
		return true
	}
	return false
}
