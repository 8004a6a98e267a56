package timex

import (
	"strings"

	"sitrep/extract"
)

// tense is where a clause places what it tells.
type tense uint8

const (
	untold tense = iota
	past
	future
)

// How many lexemes before and behind a time expression can tell its tense.
const (
	tenseBack    = 16
	tenseForward = 10
)

// tense reads the words before the match, back to the start of its clause, and then those after it.
func (r *reader) tense(m *match) tense {
	if t := r.tenseBefore(m.first); t != untold {
		return t
	}
	return r.tenseAfter(m.last)
}

func (r *reader) tenseBefore(i int) tense {
	s := r.sentence(i)
	for k := i - 1; k >= 0 && k >= i-tenseBack && r.sentence(k) == s; k-- {
		switch r.lex[k].lower {
		case ";", "``", "''", "\"":
			return untold
		}
		if t := r.tenseOf(k); t != untold {
			return t
		}
	}
	return untold
}

func (r *reader) tenseAfter(i int) tense {
	for k := i; k < len(r.lex) && k < i+tenseForward && r.sentence(k) == r.sentence(i-1); k++ {
		if t := r.tenseOf(k); t != untold {
			return t
		}
	}
	return untold
}

// tenseOf returns the tense that a single word tells. A participle after "be" waits for the word before it.
func (r *reader) tenseOf(k int) tense {
	w := r.lex[k].lower
	switch {
	case r.is(k, aheadCue):
		if r.hadBeen(k) {
			return past
		}
		return future
	case w == "as" && (r.lower(k+1) == "soon" || r.lower(k+1) == "early"):
		return future
	case w == "for" && r.before(k) == "set":
		return future
	case w == "to" && r.is(k-1, toFollows):
		return future
	case w == "be" && r.before(k) == "to" && !r.isBefore(k-1, thought):
		return future
	case r.isBefore(k, modal): // "will hit", "to put": no past form
		return untold
	case (r.is(k, pastCue) || isRegularPast(w) && !r.is(k, notPast) && !r.is(k-1, determiner)) && !r.afterInfinitive(k):
		return past
	}
	return untold
}

// hadBeen reports whether "had been" stands shortly before: "had been due to expire".
func (r *reader) hadBeen(k int) bool {
	for j := k - 1; j > 0 && j >= k-3 && r.sentence(j) == r.sentence(k); j-- {
		if r.lex[j].lower == "been" {
			return r.lex[j-1].lower == "had"
		}
	}
	return false
}

// isScheduled reports whether a verb in the present shortly before lexeme i gives a date of the diary ("ministers meet Monday"):
// none happens at the moment of writing. Headlines tell the past in the present, so they do not count.
func (r *reader) isScheduled(i int) bool {
	s := r.sentence(i)
	if r.doc.Sentences[s].Kind != extract.Body {
		return false
	}
	if r.isDue(i) {
		return true
	}
	for k := i - 1; k >= 0 && k >= i-5 && r.sentence(k) == s; k-- {
		if t := r.tenseOf(k); t != untold || r.is(k, schedule) {
			return t == untold && !r.is(k-1, determiner) && !r.toldInPast(k) || r.is(k, lastsCue)
		}
	}
	return false
}

// isDue reports whether "is" or "are" stands right before lexeme i: "the deadline is Friday", "the hearing is on Monday".
func (r *reader) isDue(i int) bool {
	if r.before(i) == "on" {
		i--
	}
	return r.before(i) == "is" || r.before(i) == "are"
}

// toldInPast reports whether the words before lexeme k place what they tell in the past; a verb of saying places nothing.
func (r *reader) toldInPast(k int) bool {
	for j := k - 1; j >= 0 && j >= k-tenseBack && r.sentence(j) == r.sentence(k); j-- {
		if t := r.tenseOf(j); t != untold {
			return t == past && !r.is(j, saying)
		}
	}
	return false
}

func isRegularPast(w string) bool { return len(w) > 3 && strings.HasSuffix(w, "ed") }

// afterInfinitive reports whether "be" stands shortly before a participle: "will be released", "to be held".
func (r *reader) afterInfinitive(k int) bool {
	for j := k - 1; j >= 0 && j >= k-2; j-- {
		switch r.lex[j].lower {
		case "be", "being", "get":
			return true
		}
	}
	return false
}

// toldBefore reports whether a verb of the past stands right before lexeme i, but for a preposition: "killed on".
func (r *reader) toldBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3 && r.sentence(k) == r.sentence(i); k-- {
		if t := r.tenseOf(k); t != untold {
			return t == past && !r.is(k, moved) && !r.is(k, aheadCue)
		}
		if !r.is(k, preposition) && r.lex[k].lower != "the" {
			return false
		}
	}
	return false
}

// isDeadline reports whether "until" or "by" before lexeme i closes what was put off or set: "extended until Tuesday".
func (r *reader) isDeadline(i int) bool {
	if !r.isBefore(i, until) {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-10 && r.sentence(k) == r.sentence(i); k-- {
		if r.is(k, deadline) {
			return true
		}
	}
	return false
}
