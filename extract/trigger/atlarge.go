package trigger

import (
	"strings"

	"sitrep/extract"
)

// atLarge reports whether an event noun is of a kind: a bare plural among words of how often, of a series or without a past, an uncounted number, what
// somebody does more of, what is protested against, or a deed upon people at large.
func (r *reader) atLarge(t *extract.Trigger, h hit, bare bool) bool {
	if !t.Plural {
		return !t.Definite && r.deedsOn(h)
	}
	return r.uncounted(h.first) || r.steppedUp(h.first) || r.motive(h.first) || bare && (r.trend(h) || r.inSeries(h.first) || r.undated(h))
}

// inSeries reports whether the noun at token i ends a list of what a wave or a campaign consists of: "a campaign of robberies, arson and murder".
func (r *reader) inSeries(i int) bool {
	for n := i - 1; n > r.first && i-n < 12; n-- {
		t := r.doc.Tokens[n]
		switch {
		case t.Lower == "of":
			return r.kind(n-1) == "series"
		case t.Lower != "," && t.Tag != "CC" && !strings.HasPrefix(t.Tag, "NN") && t.Tag != "JJ":
			return false
		}
	}
	return false
}

// steppedUp reports whether somebody is said to do more or less of what the noun at token i names: "have increased their terrorist attacks".
func (r *reader) steppedUp(i int) bool {
	n := i - 1
	for n > r.first && r.describes(n) {
		n--
	}
	return n > r.first && (r.lower(n) == "their" || r.lower(n) == "its") && r.of(n-1, "@stepped") && !r.leads()
}

// uncounted reports whether a number that nobody counted stands before the noun at token i: "hundreds of bombings".
func (r *reader) uncounted(i int) bool {
	for n := i - 1; n > r.first && i-n < 4; n-- {
		if w := r.lower(n); w == "of" {
			return r.of(n-1, "@uncounted")
		}
		if !r.describes(n) {
			return false
		}
	}
	return false
}

// deedsOn reports whether a noun in the singular names what is done to people at large, without day and town: "murder of journalists" is no one murder,
// as "the murder of the journalists" may be.
func (r *reader) deedsOn(h hit) bool {
	return r.lower(h.last) == "of" && (r.bareAfter(h.last+1) || r.lower(h.last+1) == "many") && !r.located() && !r.leads()
}

// undated reports whether the sentence tells of no day in the past: no verb in the past tense, no day and no town. A bare plural in it is of a kind:
// "civilians are the victims of terrorist attacks".
func (r *reader) undated(h hit) bool {
	switch r.lower(h.last - 1) {
	case "wounds", "injuries", "arrests":
		return false // "the cause of death is gunshot wounds", "no arrests have been made"
	}
	for i := r.first; i < r.end; i++ {
		if r.doc.Tokens[i].Tag == "VBD" {
			return false
		}
	}
	return !r.located() && !r.leads()
}
