package actor

import (
	"strings"

	"sitrep/extract"
)

// resolveAges gives a person who is described by age the name of the one of that age whom the article names: "a 34-year-old man", "Juan Perez, 34,".
func resolveAges(doc *extract.Document, found []extract.Mention[extract.Actor]) {
	named := map[string]string{} // age -> name, empty where two have it
	for _, m := range found {
		if age := ageBehind(doc, m); age != "" {
			if old, two := named[age]; two && old != m.Value.Text {
				named[age] = ""
			} else {
				named[age] = m.Value.Text
			}
		}
	}
	for i := range found {
		v := &found[i].Value
		if age, _, ok := strings.Cut(v.Text, "-year-old"); ok && v.Canonical == "" && v.Kind == "unknown" {
			v.Canonical = named[age[strings.LastIndexByte(age, ' ')+1:]]
		}
	}
}

// ageBehind returns the age that stands in commas behind a person's name, or "".
func ageBehind(doc *extract.Document, m extract.Mention[extract.Actor]) string {
	i := doc.TokenAt(m.End)
	if m.Rule != "actor/named" && m.Rule != "actor/suspect" || i+1 >= len(doc.Tokens) || doc.Tokens[i].Lower != "," || !doc.Tokens[i+1].Is(extract.Digit) {
		return ""
	}
	return doc.Tokens[i+1].Lower
}

// pastAge returns the token after an age in commas at token i, or i.
func (r *reader) pastAge(i int) int {
	if r.lower(i) != "," || !r.is(i+1, extract.Digit) || len(r.lower(i+1)) > 2 {
		return i
	}
	switch r.lower(i + 2) {
	case ",", ".", "of":
		return i + 3
	}
	return i
}
