package source

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"regexp"
	"slices"

	"github.com/mmcdole/gofeed"
)

// itemStart and itemEnd match the tags of entries in text that need not be XML.
var (
	itemStart = regexp.MustCompile(`<(?:[A-Za-z0-9]+:)?(?:item|entry|ITEM|ENTRY)(?:\s[^>]*)?>`)
	itemEnd   = regexp.MustCompile(`</(?:[A-Za-z0-9]+:)?(?:item|entry|ITEM|ENTRY)\s*>`)
)

// salvage reads what can be read of a document that the parser refused, or of which it lost
// entries: each entry by itself if need be. It returns nil if there is none and the document
// cannot be read at all.
func (b *builder) salvage(text []byte, o *outline, parsed *gofeed.Feed, cause error) *gofeed.Feed {
	chunks, unfinished := cutItems(text)
	b.noteUnfinished(unfinished)
	if len(chunks) == 0 || parsed != nil && len(parsed.Items) >= len(chunks) {
		return parsed
	}
	header := headerOf(text, o)
	joined, err := parseChunks(header, chunks)
	if err != nil || len(joined.Items) < len(chunks) || lacksFields(joined) {
		joined = b.oneByOne(header, chunks)
	}
	b.feed.Repairs = append(b.feed.Repairs, fmt.Sprintf("broken document: %d entries salvaged%s", len(joined.Items), reason(cause)))
	return joined
}

// lacksFields reports whether an entry has neither link nor identifier, as if its markup had swallowed them.
func lacksFields(f *gofeed.Feed) bool {
	for _, it := range f.Items {
		if it.Link == "" && it.GUID == "" {
			return true
		}
	}
	return false
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

// cutItems cuts the entries out of a text: from each start tag to the end tag that follows. One that is
// not closed before the next begins is closed there. unfinished tells whether the last one is never
// closed: the document was cut off within it, and it is left out.
func cutItems(text []byte) (chunks [][]byte, unfinished bool) {
	visible := maskOpaque(text)
	starts := itemStart.FindAllIndex(visible, maxItems)
	for i, s := range starts {
		last := i+1 == len(starts)
		limit := len(text)
		if !last {
			limit = starts[i+1][0]
		}
		end := itemEnd.FindIndex(visible[s[1]:limit])
		switch {
		case end != nil:
			chunks = append(chunks, text[s[0]:s[1]+end[1]])
		case last:
			unfinished = true
		default:
			chunks = append(chunks, slices.Concat(text[s[0]:limit], endTagFor(text[s[0]:s[1]])))
		}
	}
	return chunks, unfinished
}

// endTagFor is the end tag for a start tag.
func endTagFor(start []byte) []byte {
	name := bytes.TrimRight(bytes.Fields(start)[0][1:], ">")
	return []byte("</" + string(name) + ">")
}

// maskOpaque blanks what stands in CDATA sections and comments, so that no tag is found there. Offsets stay.
func maskOpaque(text []byte) []byte {
	masked := slices.Clone(text)
	for _, marks := range [][2]string{{"<![CDATA[", "]]>"}, {"<!--", "-->"}} {
		for at := 0; ; {
			start := bytes.Index(masked[at:], []byte(marks[0]))
			if start < 0 {
				break
			}
			start += at + len(marks[0])
			end := bytes.Index(masked[start:], []byte(marks[1]))
			if end < 0 {
				end = len(masked) - start
			}
			for i := start; i < start+end; i++ {
				if masked[i] == '<' {
					masked[i] = ' '
				}
			}
			at = start + end
		}
	}
	return masked
}

// headerOf is the beginning of the document up to the first entry if that is sound, else only its root tag.
func headerOf(text []byte, o *outline) []byte {
	if first := itemStart.FindIndex(maskOpaque(text)); first != nil && int64(first[0]) > o.rootEnd {
		full := text[o.rootStart:first[0]]
		if _, err := parseChunks(full, nil); err == nil {
			return full
		}
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
		item := &gofeed.Item{}
		if err == nil && len(one.Items) == 1 {
			item = one.Items[0]
		}
		if !scrape(item, c) {
			b.feed.Problems = append(b.feed.Problems, fmt.Errorf("entry %d cannot be read%s", i+1, reason(err)))
			continue
		}
		all.Items = append(all.Items, item)
	}
	return all
}

// fieldText matches the simple fields of an entry in text that need not be XML.
var fieldText = regexp.MustCompile(`(?i)<(title|link|guid|id|pubDate|dc:date|published|updated)(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?([^<\]]+)`)

// scrape fills the fields that an entry lacks from its text, as far as they can be seen. It reports
// whether the entry then has anything to know it by.
func scrape(item *gofeed.Item, chunk []byte) bool {
	for _, m := range fieldText.FindAllSubmatch(chunk, 50) {
		value := html.UnescapeString(string(bytes.TrimSpace(m[2])))
		var field *string
		switch string(bytes.ToLower(m[1])) {
		case "title":
			field = &item.Title
		case "link":
			field = &item.Link
		case "guid", "id":
			field = &item.GUID
		default:
			field = &item.Published
		}
		if *field == "" {
			*field = value
		}
	}
	return item.Title != "" || item.Link != "" || item.GUID != ""
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
