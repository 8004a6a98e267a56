package trigger

import (
	"slices"
	"strings"
)

// casework reports whether h names an older deed that somebody worked on by office when he became the news himself: "the judge was investigating the murder
// of a journalist", "she is in charge of the inquiry into the massacre". What the police look into is the news.
func (r *reader) casework(h hit) bool {
	for i := h.first - 1; i > r.first && h.first-i < 12; i-- {
		switch {
		case r.doc.Tokens[i].Lower == ";" || r.doc.Tokens[i].Tag == "VBD":
			return false
		case caseVerbs[r.lower(i)]:
			return r.lower(i-1) == "was" && r.official(i-2) || r.lower(i-1) == "been" && r.lower(i-2) == "had" && r.official(i-3)
		case strings.HasPrefix(r.lower(i), "investigation") || r.lower(i) == "inquiry" || r.lower(i) == "inquiries" || r.lower(i) == "case":
			if r.inChargeOf(i - 1) {
				return true
			}
		}
	}
	return false
}

// official reports whether one who works on cases ends at token i or is meant by a pronoun there: "judge Mora", "he", "who".
func (r *reader) official(i int) bool {
	for n := i; n >= r.first && i-n < 5; n-- {
		if w := r.lower(n); n == i && slices.Contains([]string{"he", "she", "who"}, w) || caseOfficials[w] {
			return true
		}
		if !strings.HasPrefix(r.doc.Tokens[n].Tag, "NN") {
			return false
		}
	}
	return false
}

// inChargeOf reports whether "in charge of" ends at token i, an article between at most.
func (r *reader) inChargeOf(i int) bool {
	if r.lower(i) == "the" {
		i--
	}
	return r.lower(i) == "of" && r.lower(i-1) == "charge" && r.lower(i-2) == "in"
}

var (
	caseVerbs     = map[string]bool{"investigating": true, "prosecuting": true}
	caseOfficials = map[string]bool{"judge": true, "magistrate": true, "prosecutor": true, "lawyer": true, "attorney": true, "journalist": true, "reporter": true}
)
