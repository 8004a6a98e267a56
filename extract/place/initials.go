package place

import "sitrep/extract"

// findInitials remembers the names in brackets that are made of the initials of the words before: after "the Marine Airborne Logistics Institute (Mali)" the
// name is no country anywhere in the article, be it written with one capital.
func (a *article) findInitials() {
	for i := 1; i+1 < len(a.doc.Tokens); i++ {
		if open := a.plain[i-1]; (open == "(" || open == "[") && len(a.norm[i]) > 2 && a.spelledBefore(a.norm[i], i-2) {
			a.initials[a.norm[i]] = true
		}
	}
}

// spelledBefore reports whether the words that end at token i begin with the letters of a name, the last word with the last one.
func (a *article) spelledBefore(name string, i int) bool {
	n := len(name) - 1
	for ; n >= 0 && i >= 0; i-- {
		t := a.doc.Tokens[i]
		switch {
		case t.Is(extract.Punct):
			return false
		case a.norm[i] != "" && a.norm[i][0] == name[n]:
			n--
		case !particles[t.Lower]:
			return false
		}
	}
	return n < 0
}
