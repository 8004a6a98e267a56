package weapon

import (
	"slices"

	"sitrep/extract"
)

// raided reports whether the article tells of bombs that aircraft dropped and of none that anybody laid: then all its bombs fell.
func raided(doc *extract.Document) bool {
	fell := false
	for i := 1; i < len(doc.Tokens); i++ {
		w := doc.Tokens[i].Lower
		switch near := doc.Tokens[max(0, i-4):i]; {
		case w == "planted" || w == "placed" || w == "car-bomb" || w == "suicide" || w == "terrorists":
			return false
		case w == "bomb" || w == "bombs":
			fell = fell || slices.ContainsFunc(near, func(t extract.Token) bool { return dropping[t.Lower] })
		case w == "dropped":
			fell = fell || slices.ContainsFunc(near, func(t extract.Token) bool { return t.Lower == "bombs" || t.Lower == "bomb" })
		}
	}
	return fell
}
