package actor

import (
	"strings"

	"sitrep/extract"
)

// fullName returns the token after the capitals of a name, which may go on over "of", "and" and "of the", and in small letters up to the acronym in brackets that
// it has: "the Union of Rural workers [UTC]".
func (r *reader) fullName(first int) int {
	n := first
	for n < r.end && n-first < 10 && r.inFullName(n, n > first) {
		n++
	}
	if n > first && orgHeads[r.lower(n)] != "" {
		return n + 1 // "members of the Red Hook gang"
	}
	return r.upToAcronym(n)
}

// inFullName reports whether token n is a capital of a name or, within one, joins two of its capitals.
func (r *reader) inFullName(n int, within bool) bool {
	if r.is(n, extract.Capital) && !r.is(n, extract.Punct) && !calendar[r.lower(n)] {
		return true
	}
	return within && (r.connects(n) || r.lower(n) == "of" && r.connects(n+1) || r.lower(n) == "'s" && r.is(n+1, extract.Capital))
}

// upToAcronym returns the token of the bracket before an acronym that only nouns and adjectives part from token n, or n.
func (r *reader) upToAcronym(n int) int {
	for k := n; k < min(n+8, r.end); k++ {
		if r.bracketed(k) != "" {
			return k
		}
		if tag := r.tag(k); !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") && r.lower(k) != "of" && r.lower(k) != "and" {
			break
		}
	}
	return n
}

func (r *reader) connects(n int) bool {
	switch r.lower(n) {
	case "of", "the", "for", "and", "de", "la":
		return r.is(n+1, extract.Capital)
	}
	return false
}
