package weapon

import "sitrep/extract/lexicon"

// The glossaries of NATO (AAP-6) and of the United Nations define an improvised explosive device as "a device placed or fabricated in an improvised
// manner". A bomb that somebody plants, leaves, hides or buries is one; of a bomb that merely explodes the text says too little.

// placed reports whether somebody planted, left or hid the bomb of a match: "left a bomb in a bag", "the bomb, hidden under a seat". Charges and dynamite
// keep their own class.
func (r *reader) placed(m lexicon.Match[weapon]) bool {
	if !r.w.bombs["bomb"][r.lower(m.Last-1)] || r.lower(m.First) == "dynamite" {
		return false
	}
	return r.placedBefore(m.First) || r.placedAfter(m.Last)
}

// placedBefore reports whether the bomb that begins at token i is the object of a verb of placing.
func (r *reader) placedBefore(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 5; n-- {
		switch w := r.lower(n); {
		case r.w.bombs["placing"][w]:
			return true
		case w == "," || w == ";" || w == "that" || w == "by" || w == "when" || w == "before" || w == "after":
			return false
		}
	}
	return false
}

// placedAfter reports whether a participle of placing follows a bomb that ends before token i: "that had been placed", ", hidden in".
func (r *reader) placedAfter(i int) bool {
	for n := i; n < r.end && n-i <= 6; n++ {
		switch w := r.lower(n); {
		case r.w.bombs["placed"][w]:
			return w != "left" || r.lower(n-1) == "," || r.w.bombs["being"][r.lower(n-1)] // not "the bomb left nine dead"
		case w == ";" || w == "and" || w == "exploded" || w == "in" || w == "at" || w == "on":
			return false
		}
	}
	return false
}
