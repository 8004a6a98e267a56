package assemble

import (
	"strings"

	"sitrep/extract"
)

// findAliases returns the words that the document gives as what somebody is also called: "Luis Mena, known as Zorro".
func (r *reader) findAliases() map[string]bool {
	aliases := map[string]bool{}
	for i := range r.doc.Tokens {
		switch {
		case r.word(i) == "alias", r.word(i) == "aka", r.word(i) == "a.k.a.", r.word(i) == "as" && (r.word(i-1) == "known" || r.word(i-1) == "nicknamed"):
		default:
			continue
		}
		for k := i + 1; k < min(i+5, len(r.doc.Tokens)); k++ {
			if r.doc.Tokens[k].Is(extract.Capital) {
				aliases[r.word(k)] = true
			}
		}
	}
	return aliases
}

// sameName reports whether two names may be one person's: they share a word that is not the first of both, or have it but for one letter. Of two surnames
// either may be left out: "Pedro Salas" is "Pedro Salas Montero" and "Salas Montero".
func sameName(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	for i, w := range x {
		for k, v := range y {
			if len(w) > 2 && (w == v || misspelt(w, v)) && (i+k > 0 || len(x) == 1 || len(y) == 1) {
				return true
			}
		}
	}
	return false
}

// misspelt reports whether two long words differ in one letter that one of them has more, or in one letter for another: "Corrales" and "Corales".
func misspelt(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) < 6 || len(a)-len(b) > 1 || a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	return i < len(a) && a[i+1:] == b[i+len(b)-len(a)+1:]
}

// lastWord returns the last word of a name.
func lastWord(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ' ' {
			return name[i+1:]
		}
	}
	return name
}
