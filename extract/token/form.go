package token

import (
	"strings"
	"sync"

	"sitrep/extract"
)

// A form tells an incident in lines of a label and a value: "Date: 4 June 2026", "Place: Mubi, Nigeria", or in rows of a table. Its lines are sentences of one paragraph, so that
// what one of them says holds of the others.

// FieldOf returns the kind of the label that begins at token i, "day", "site" or "other", and the index of the first token behind it; "" where a field of
// a form does not begin there.
func FieldOf(doc *extract.Document, i int) (kind string, value int) {
	label := ""
	for n := i; n < min(i+4, len(doc.Tokens)); n++ {
		if w := doc.Tokens[n].Lower; w == ":" || w == "|" {
			return fieldLabels()[label], n + 1
		}
		label = strings.TrimSpace(label + " " + doc.Tokens[n].Lower)
	}
	return "", i
}

// betweenFields reports whether token i begins a line of a form and the line before it is another one of it.
func betweenFields(doc *extract.Document, i int) bool {
	kind, _ := FieldOf(doc, i)
	if kind == "" {
		return false
	}
	first := i - 1
	for first > 0 && i-first < maxFieldTokens && !doc.Tokens[first].Is(extract.Newline) {
		first--
	}
	kind, _ = FieldOf(doc, first)
	return kind != ""
}

// sameLabel reports whether fields with one label begin at two tokens, so that the second begins another form.
func sameLabel(doc *extract.Document, a, b int) bool {
	_, n := FieldOf(doc, a)
	_, m := FieldOf(doc, b)
	if n-a != m-b || n == a {
		return false
	}
	for k := range n - a {
		if doc.Tokens[a+k].Lower != doc.Tokens[b+k].Lower {
			return false
		}
	}
	return true
}

// maxFieldTokens is the length of the longest line that is looked back over for its label.
const maxFieldTokens = 60

// fieldLabels are the labels of fields by what they tell.
var fieldLabels = sync.OnceValue(func() map[string]string {
	labels := map[string]string{}
	for line := range strings.Lines(fieldsText) {
		kind, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		for label := range strings.SplitSeq(list, "; ") {
			labels[label] = kind
		}
	}
	return labels
})
