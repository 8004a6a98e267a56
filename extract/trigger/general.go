package trigger

import (
	"strings"

	"sitrep/extract"
)

// summary reports whether a verb tells what is done time and again rather than what was done once: its tense leaves the day open, those whom it befalls
// are nobody in particular, and the sentence names neither day nor town: "they have murdered judges", "stop killing civilians", "bombs have been planted".
func (r *reader) summary(h hit) bool {
	if !r.openEnded(h) || r.located() || r.leads() {
		return false
	}
	if h.passive {
		return r.bareBefore(r.groupStart(h.head)) || r.overYears(h)
	}
	return r.bareAfter(h.last) || r.overYears(h)
}

// overYears reports whether the sentence counts deeds over a year or more: "have kidnapped 300 people this year". What a disease did since May is one
// outbreak all the same.
func (r *reader) overYears(h hit) bool {
	switch extract.Family(h.typ) {
	case "attack", "abduction", "crime":
	default:
		return false
	}
	span := r.doc.Sentences[r.s].Span
	for _, m := range r.doc.Times {
		if !span.Contains(m.Span) {
			continue
		}
		if m.Value.Precision == "year" || m.Value.Type == "DURATION" && strings.HasSuffix(m.Value.Value, "Y") {
			return true
		}
	}
	return false
}

// leads reports whether the sentence stands at the head of the text, which may begin with its headline: there the perfect tells the news ("Gunmen have
// attacked villages").
func (r *reader) leads() bool { return r.s < 2 || r.doc.Sentences[r.s].Kind != extract.Body }

// openEnded reports whether the verb group leaves open when and how often: a perfect or a progressive, or what somebody begins, goes on with or ends.
func (r *reader) openEnded(h hit) bool {
	ing := strings.HasSuffix(r.lower(h.head), "ing")
	for i := h.head - 1; i >= r.first && h.head-i < 5; i-- {
		switch w := r.lower(i); {
		case w == "have" || w == "has" || w == "'ve":
			return true
		case (w == "are" || w == "is") && (ing || r.lower(i+1) == "being"):
			return true
		case lasting[w] && (ing || r.lower(i+1) == "to"):
			return true
		case !r.adverb(i) && r.kind(i) != "be" && w != "to":
			return ing && likings[w]
		}
	}
	return false
}

// likings are the words before what somebody does for a habit: "those who like throwing bombs", "guilty of killing civilians".
var likings = map[string]bool{"like": true, "likes": true, "liked": true, "love": true, "prefer": true, "mean": true, "means": true, "meaning": true, "of": true, "by": true}

// lasting are the verbs of what is done time and again.
var lasting = map[string]bool{"continue": true, "continues": true, "continued": true, "keep": true, "keeps": true, "kept": true, "stop": true, "stops": true, "cease": true,
	"begun": true, "stopped": true, "ceased": true, "continuing": true, "stopping": true, "resume": true, "around": true}

// groupStart goes back from the head of a verb group over its auxiliaries and adverbs.
func (r *reader) groupStart(i int) int {
	for i > r.first && (r.kind(i-1) == "be" || r.kind(i-1) == "have" || r.adverb(i-1)) {
		i--
	}
	return i
}

// bareBefore reports whether a plural without number, article or name ends before token i: "journalists (have been murdered)".
func (r *reader) bareBefore(i int) bool {
	n := i - 1
	if n < r.first || r.doc.Tokens[n].Tag != "NNS" {
		return false
	}
	for n--; n >= r.first && r.describes(n); n-- {
	}
	return n < r.first || !r.specifies(n)
}

// bareAfter reports whether a plural without number, article or name begins at token i: "(murdering) innocent civilians".
func (r *reader) bareAfter(i int) bool {
	for i < r.end && r.describes(i) {
		i++
	}
	return i < r.end && (r.doc.Tokens[i].Tag == "NNPS" || r.doc.Tokens[i].Tag == "NNS" && !r.specifies(i))
}

// describes reports whether token i is an adjective or a noun before another noun.
func (r *reader) describes(i int) bool {
	switch r.lower(i) {
	case "several", "few", "dozen":
		return false
	}
	t := r.doc.Tokens[i]
	return (t.Tag == "JJ" || t.Tag == "NN" || t.Tag == "VBN") && !t.Is(extract.Digit)
}

// specifies reports whether token i says which or how many.
func (r *reader) specifies(i int) bool {
	t := r.doc.Tokens[i]
	switch t.Tag {
	case "DT", "CD", "PRP$", "POS", "NNP", "NNPS", "PRP":
		return true
	}
	return t.Is(extract.Digit) || r.kind(i) == "indefinite" || r.kind(i) == "definite" || r.lower(i) == "dozens" || r.lower(i) == "scores"
}

// located reports whether the sentence names a day, or a place finer than a country.
func (r *reader) located() bool {
	span := r.doc.Sentences[r.s].Span
	for _, m := range r.doc.Times {
		if span.Contains(m.Span) && m.Value.Start != "" && narrow[m.Value.Precision] {
			return true
		}
	}
	for _, m := range r.doc.Places {
		if span.Contains(m.Span) && m.Value.Use == extract.Literal && m.Value.Precision != "country" && m.Value.Precision != "region" {
			return true
		}
	}
	return false
}

// narrow are the precisions of a time that is a day's or finer.
var narrow = map[string]bool{"minute": true, "hour": true, "day": true, "days": true}

// atLarge reports whether an event noun is of a kind: a bare plural among words of how often, of a series or without a past, an uncounted number, what
// somebody does more of, or a deed upon people at large.
func (r *reader) atLarge(t *extract.Trigger, h hit, bare bool) bool {
	if !t.Plural {
		return !t.Definite && r.deedsOn(h)
	}
	return r.uncounted(h.first) || r.steppedUp(h.first) || bare && (r.trend(h) || r.inSeries(h.first) || r.undated(h))
}

// inSeries reports whether the noun at token i ends a list of what a wave or a campaign consists of: "a wave of kidnappings, killings and bombings".
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
	return n > r.first && (r.lower(n) == "their" || r.lower(n) == "its") && steps[r.lower(n-1)] && !r.leads()
}

var steps = map[string]bool{"increase": true, "increased": true, "increasing": true, "intensify": true, "intensified": true, "continue": true, "continued": true, "up": true, "escalate": true,
	"escalated": true, "suspend": true, "suspended": true, "stop": true, "cease": true, "end": true, "halt": true}

// uncounted reports whether a number that nobody counted stands before the noun at token i: "hundreds of bombings".
func (r *reader) uncounted(i int) bool {
	for n := i - 1; n > r.first && i-n < 4; n-- {
		if w := r.lower(n); w == "of" {
			return uncountedNumbers[r.lower(n-1)]
		}
		if !r.describes(n) {
			return false
		}
	}
	return false
}

var uncountedNumbers = map[string]bool{"hundreds": true, "thousands": true, "dozens": true, "scores": true, "number": true, "lots": true, "plenty": true}

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

// reminisces reports whether the sentence recalls somebody's childhood: "when I was little they were bombing us".
func (r *reader) reminisces() bool {
	for i := r.first; i+3 < r.end; i++ {
		if r.lower(i) != "when" || r.lower(i+2) != "was" && r.lower(i+2) != "were" {
			continue
		}
		switch r.lower(i + 1) {
		case "i", "we", "he", "she":
			return young[r.lower(i+3)] || (r.lower(i+3) == "a" || r.lower(i+3) == "just") && young[r.lower(i+4)]
		}
	}
	return false
}

var young = map[string]bool{"little": true, "young": true, "small": true, "child": true, "children": true, "kid": true, "kids": true, "boy": true, "girl": true, "teenager": true}
