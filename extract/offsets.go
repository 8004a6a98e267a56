package extract

import "unicode/utf8"

// Quote turns a span of the reading text into evidence for field: this is the one place where
// bytes become code points. A span of the title is marked as such; one that reaches from the title
// into the text does not occur, since sentences do not cross the border.
func (d *Document) Quote(field string, s Span, rule string) Evidence {
	in, base := "", d.Body
	if d.InTitle(s) {
		in, base = "title", 0
	}
	start := utf8.RuneCountInString(d.Text[base:s.Start])
	quote := d.Slice(s)
	return Evidence{Field: field, In: in, Start: start, End: start + utf8.RuneCountInString(quote), Quote: quote, Rule: rule}
}
