package trigger

import (
	"slices"
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

// overYears reports whether the sentence counts deeds over a year or more, or since a month: "have kidnapped 300 people this year". What a disease did since May is one
// outbreak all the same.
func (r *reader) overYears(h hit) bool {
	switch extract.Family(h.typ) {
	case "attack", "abduction", "crime":
		return slices.ContainsFunc(inSentence(r, r.doc.Times), func(m extract.Mention[extract.Timex]) bool { return lastsYears(m) || r.sinceMonth(m) })
	}
	return false
}

// sinceMonth reports whether a time is the month from which deeds are counted: "have killed 70 foreigners since September 1993".
func (r *reader) sinceMonth(m extract.Mention[extract.Timex]) bool {
	return m.Value.Precision == "month" && r.lower(r.doc.TokenAt(m.Start)-1) == "since"
}

// lastsYears reports whether a time is a year or a number of years.
func lastsYears(m extract.Mention[extract.Timex]) bool {
	return m.Value.Precision == "year" || m.Value.Type == "DURATION" && strings.HasSuffix(m.Value.Value, "Y")
}

// inSentence returns the mentions that lie in the sentence that is being read.
func inSentence[V any](r *reader, ms []extract.Mention[V]) []extract.Mention[V] {
	return extract.Within(ms, r.doc.Sentences[r.s].Span)
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
		case r.of(i, "@ongoing") && (ing || r.lower(i+1) == "to"):
			return true
		case !r.adverb(i) && r.kind(i) != "be" && w != "to":
			return ing && r.of(i, "@habit")
		}
	}
	return false
}

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

// bareAfter reports whether a plural without number, article or name begins at token i, or a whole people: "(murdering) innocent civilians", "(bombed) the people".
func (r *reader) bareAfter(i int) bool {
	if r.wholePeople(i) {
		return true
	}
	for i < r.end && r.describes(i) {
		i++
	}
	return i < r.end && (r.doc.Tokens[i].Tag == "NNPS" || r.doc.Tokens[i].Tag == "NNS" && !r.specifies(i))
}

// wholePeople reports whether a people or a population is named at token i: "the people", "the civilian population".
func (r *reader) wholePeople(i int) bool {
	if r.lower(i) != "the" && r.kind(i) != "definite" {
		return false
	}
	for i++; i < r.end && r.describes(i) && r.lower(i) != "population"; i++ {
	}
	return r.lower(i) == "people" && r.lower(i+1) != "who" || r.lower(i) == "population"
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
	return slices.ContainsFunc(inSentence(r, r.doc.Times), isDay) || slices.ContainsFunc(inSentence(r, r.doc.Places), isSite)
}

// isDay reports whether a time is a day of the calendar or finer.
func isDay(m extract.Mention[extract.Timex]) bool {
	return m.Value.Start != "" && narrow[m.Value.Precision]
}

// isSite reports whether a place is meant as one and is finer than a country and its regions.
func isSite(m extract.Mention[extract.Place]) bool {
	return m.Value.Use == extract.Literal && m.Value.Precision != "country" && m.Value.Precision != "region"
}

// narrow are the precisions of a time that is a day's or finer.
var narrow = map[string]bool{"minute": true, "hour": true, "day": true, "days": true}
