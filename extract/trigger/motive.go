package trigger

import "strings"

// motive reports whether the noun at token i names what a protest is about: "marched to protest the killings of herders", "a rally against police shootings".
func (r *reader) motive(i int) bool {
	n := i - 1
	for n > r.first && (r.nounModifier(n) && !r.protests(n) || r.kind(n) == "definite") {
		n--
	}
	if against[r.lower(n)] {
		n--
	}
	return r.protests(n)
}

// protests reports whether token i is a word for a protest or for what protesters do.
func (r *reader) protests(i int) bool {
	w := r.lower(i)
	for _, stem := range []string{"protest", "demonstrat", "rall", "march"} {
		if strings.HasPrefix(w, stem) {
			return true
		}
	}
	return false
}

// against stand between a protest and what it is about.
var against = map[string]bool{"against": true, "at": true, "over": true}
