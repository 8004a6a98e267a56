package trigger

import "sitrep/extract"

// disproved reports whether the words around an event noun say that what it names was not: it was a hoax, a test excluded it, or it was called off.
func (r *reader) disproved(h hit) bool {
	return r.provedFalse(h) || r.ruledOut(h) || r.testedNegative(h) || r.calledOff(h)
}

// provedFalse reports whether the words behind an event noun say that it was a hoax: "the hijacking of a ferry turned out to be a prank".
func (r *reader) provedFalse(h hit) bool {
	for n := h.last; n+1 < r.end && n-h.last < 14 && !r.doc.Tokens[n].Is(extract.Punct); n++ {
		if w := r.lower(n); w == "that" || w == "which" || w == "who" {
			return false
		}
		if r.turnsOut(n) && r.hoaxWithin(n+2, n+6) {
			return true
		}
	}
	return false
}

// turnsOut reports whether the two words from token n lead to what something was in truth: "turned out (to be a prank)", "was a (hoax)".
func (r *reader) turnsOut(n int) bool {
	switch w := r.lower(n + 1); r.lower(n) {
	case "turned":
		return w == "out"
	case "was":
		return w == "a" || w == "an"
	}
	return false
}

// hoaxWithin reports whether a noun that calls something a hoax stands among the tokens [from:to).
func (r *reader) hoaxWithin(from, to int) bool {
	for n := from; n < to; n++ {
		if w := r.lower(n); r.kind(n) == "rumour" && w != "false" && w != "fake" && w != "bogus" || w == "false" && r.lower(n+1) == "alarm" {
			return true
		}
	}
	return false
}

// ruledOut reports whether a test or a search excludes what an event noun names: "tests had ruled out Ebola". What is not ruled out may be.
func (r *reader) ruledOut(h hit) bool {
	n := h.first - 1
	for n > r.first && r.nounModifier(n) || r.kind(n) == "definite" || r.kind(n) == "indefinite" {
		n--
	}
	return r.lower(n) == "out" && (r.lower(n-1) == "ruled" || r.lower(n-1) == "ruling") && !r.negatedNoun(n-1)
}

// testedNegative reports whether tests found that the disease which a noun names is not there, in a sentence that tells of no other finding:
// "a man with suspected Ebola has tested negative".
func (r *reader) testedNegative(h hit) bool {
	if h.typ != "outbreak.disease" {
		return false
	}
	found := false
	for n := r.first; n < r.end; n++ {
		switch r.lower(n) {
		case "positive", "confirmed", "died":
			return false
		case "negative":
			found = found || tested[r.lower(n-1)]
		}
	}
	return found
}

// tested stand before "negative" where it is the finding of a test.
var tested = map[string]bool{"tested": true, "test": true, "testing": true, "proved": true}

// calledOff reports whether the verb behind an event noun says that it was not held: "a protest in Harare never took place", "the march was cancelled".
func (r *reader) calledOff(h hit) bool {
	for n := h.last; n < r.end && n-h.last < 14 && !r.doc.Tokens[n].Is(extract.Punct); n++ {
		switch w := r.lower(n); {
		case w == "that" || w == "which" || w == "who" || w == "after" || w == "when":
			return false
		case w == "place" && (r.lower(n-1) == "took" || r.lower(n-1) == "take"):
			return r.kind(n-2) == "not"
		case cancelled[w] && r.kind(n-1) == "be":
			return w != "called" || r.lower(n+1) == "off"
		}
	}
	return false
}

// cancelled are participles of what was not held after all; "called" is one with "off".
var cancelled = map[string]bool{"called": true, "cancelled": true, "canceled": true, "postponed": true, "scrapped": true, "averted": true}
