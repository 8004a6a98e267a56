package source

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"

	"github.com/mmcdole/gofeed"
)

// itemStart and itemEnd match the tags of entries in text that need not be XML.
var (
	itemStart = regexp.MustCompile(`<(?:[A-Za-z0-9]+:)?(?:item|entry|ITEM|ENTRY)(?:\s[^>]*)?>`)
	itemEnd   = regexp.MustCompile(`</(?:[A-Za-z0-9]+:)?(?:item|entry|ITEM|ENTRY)\s*>`)
)

// countItems counts the entries that are begun in the text. Those within CDATA are counted too,
// which only costs a second look.
func countItems(text []byte) int { return len(itemStart.FindAllIndex(text, maxItems+1)) }

// salvage reads what can be read of a document that the parser refused, or of which it lost
// entries: all entries that are whole, each by itself if need be. It returns nil if there is none
// and the document cannot be read at all.
func (b *builder) salvage(text []byte, o *outline, parsed *gofeed.Feed, cause error) *gofeed.Feed {
	chunks, unfinished := cutItems(text)
	if len(chunks) == 0 || parsed != nil && len(parsed.Items) >= len(chunks) {
		b.noteUnfinished(unfinished)
		return parsed
	}
	header := headerOf(text, o, chunks)
	joined, err := parseChunks(header, chunks)
	if err != nil || len(joined.Items) < len(chunks) {
		joined = b.oneByOne(header, chunks)
	}
	if parsed != nil && len(joined.Items) <= len(parsed.Items) {
		return parsed
	}
	b.feed.Repairs = append(b.feed.Repairs, fmt.Sprintf("broken document: %d entries salvaged%s", len(joined.Items), reason(cause)))
	b.noteUnfinished(unfinished)
	return joined
}

// noteUnfinished notes that the document ends within an entry.
func (b *builder) noteUnfinished(unfinished bool) {
	if unfinished {
		b.feed.Problems = append(b.feed.Problems, fmt.Errorf("the document ends within an entry, which is left out"))
	}
}

// reason puts a cause into parentheses.
func reason(err error) string {
	if err == nil {
		return ""
	}
	return fmt.Sprintf(" (%.120s)", err.Error())
}

// cutItems cuts the entries out of a text: from each start tag to the end tag that follows, unless
// another start tag comes first. unfinished tells whether the last one is never closed.
func cutItems(text []byte) (chunks [][]byte, unfinished bool) {
	starts := itemStart.FindAllIndex(text, maxItems)
	for i, s := range starts {
		limit := len(text)
		if i+1 < len(starts) {
			limit = starts[i+1][0]
		}
		end := itemEnd.FindIndex(text[s[1]:limit])
		if end == nil {
			unfinished = i+1 == len(starts)
			continue
		}
		chunks = append(chunks, text[s[0]:s[1]+end[1]])
	}
	return chunks, unfinished
}

// headerOf is the beginning of the document up to the first entry if that is sound, else only its root tag.
func headerOf(text []byte, o *outline, chunks [][]byte) []byte {
	first := bytes.Index(text, chunks[0])
	full := text[o.rootStart:first]
	if _, err := parseChunks(full, nil); err == nil {
		return full
	}
	return text[o.rootStart:o.rootEnd]
}

// parseChunks parses a header followed by entries, closing what the header opened.
func parseChunks(header []byte, chunks [][]byte) (*gofeed.Feed, error) {
	var doc bytes.Buffer
	doc.Write(header)
	open := openElements(header)
	if len(open) == 1 && isRSSRoot(open[0]) {
		doc.WriteString("<channel>")
		open = append(open, "channel")
	}
	for _, c := range chunks {
		doc.Write(c)
	}
	for i := len(open) - 1; i >= 0; i-- {
		fmt.Fprintf(&doc, "</%s>", open[i])
	}
	return newParser().Parse(&doc)
}

// isRSSRoot reports whether a root holds a channel.
func isRSSRoot(name string) bool { return name == "rss" || name == "RSS" }

// openElements are the names of the elements that a text leaves open.
func openElements(text []byte) []string {
	var open []string
	d := newDecoder(text)
	for {
		token, err := d.RawToken()
		if err != nil {
			return open
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, rawName(t.Name))
		case xml.EndElement:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
}

// rawName is a name as it stands in the document.
func rawName(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

// oneByOne parses each entry in a document of its own, and repairs its markup if that fails.
func (b *builder) oneByOne(header []byte, chunks [][]byte) *gofeed.Feed {
	all, err := parseChunks(header, nil)
	if err != nil {
		all = &gofeed.Feed{}
	}
	for i, c := range chunks {
		one, err := parseChunks(header, [][]byte{c})
		if err != nil || len(one.Items) != 1 {
			one, err = parseChunks(header, [][]byte{repairMarkup(c)})
		}
		if err != nil || len(one.Items) != 1 {
			b.feed.Problems = append(b.feed.Problems, fmt.Errorf("entry %d cannot be read%s", i+1, reason(err)))
			continue
		}
		all.Items = append(all.Items, one.Items[0])
	}
	return all
}

// strayAmpersand and strayLess match characters that should have been escaped.
var (
	strayAmpersand = regexp.MustCompile(`&(?:[A-Za-z][A-Za-z0-9]{1,30};|#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};)?`)
	strayLess      = regexp.MustCompile(`<[^A-Za-z/!?]`)
	anyTag         = regexp.MustCompile(`</?([A-Za-z][\w:.-]*)[^<>]*>`)
)

// repairMarkup escapes what was meant as text: bare ampersands and less-than signs, and tags of HTML
// that stand unescaped within an entry.
func repairMarkup(entry []byte) []byte {
	entry = strayAmpersand.ReplaceAllFunc(entry, func(m []byte) []byte {
		if len(m) > 1 {
			return m
		}
		return []byte("&amp;")
	})
	entry = strayLess.ReplaceAllFunc(entry, func(m []byte) []byte { return append([]byte("&lt;"), m[1:]...) })
	return anyTag.ReplaceAllFunc(entry, func(m []byte) []byte {
		name := anyTag.FindSubmatch(m)[1]
		if !isHTMLTag(string(bytes.ToLower(name))) {
			return m
		}
		return append([]byte("&lt;"), bytes.ReplaceAll(m[1:], []byte(">"), []byte("&gt;"))...)
	})
}

// isHTMLTag reports whether a tag is one of HTML that no feed format has.
func isHTMLTag(name string) bool {
	switch name {
	case "p", "br", "b", "i", "em", "strong", "a", "img", "div", "span", "ul", "ol", "li", "hr", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "blockquote", "font", "iframe", "script", "style", "center", "u", "small", "pre", "figure", "figcaption":
		return true
	}
	return false
}
