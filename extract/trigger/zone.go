package trigger

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// zone is where, seen from the trigger, a test looks for its words.
type zone uint8

const (
	previous zone = iota // the token before
	next                 // the token after
	before               // three tokens before
	after                // three tokens after
	subject              // who does it: before an active verb, after the "by" of a passive one, before a noun or after its "by"
	object               // whom it befalls: after an active verb, before a passive one, after the "of", "on" or "against" of a noun
	beside               // ten tokens before and fourteen after
	follow               // fourteen tokens after
	sentence             // the sentence
	article              // the article's topic: three or more tokens of the class, or one to each sixty
)

var zones = map[string]zone{"previous": previous, "next": next, "before": before, "after": after, "subject": subject, "object": object,
	"beside": beside, "follow": follow, "sentence": sentence, "article": article}

// reader holds what is known of the sentence that is being read.
type reader struct {
	g          *grammar
	doc        *extract.Document
	ids        []int // word numbers of the tokens
	s          int
	first, end int
	topics     []int // tokens of each class in the article
	found      []lexicon.Match[reading]
}

func newReader(doc *extract.Document) *reader {
	r := &reader{g: compiled(), doc: doc, ids: make([]int, len(doc.Tokens))}
	for i := range doc.Tokens {
		r.ids[i] = r.g.ids[doc.Tokens[i].Lower]
		if r.ids[i] == 0 && strings.HasSuffix(doc.Tokens[i].Lower, "year-old") {
			r.ids[i] = r.g.ids["year-old"] // "16-year-old" is a person
		}
	}
	return r
}

func (r *reader) enter(s int) {
	r.s, r.first, r.end = s, r.doc.Sentences[s].First, r.doc.Sentences[s].Last
}

// classes returns the classes of token i.
func (r *reader) classes(i int) mask { return r.g.classOf[r.ids[i]] }

// of reports whether token i of the sentence is one of a class of classes.txt.
func (r *reader) of(i int, class string) bool {
	return i >= r.first && i < r.end && r.classes(i).has(r.g.names[class])
}

// satisfied reports whether one test of the condition holds for h.
func (r *reader) satisfied(c condition, h hit) bool {
	for _, t := range c {
		if t.zone == article {
			if r.topic(t.mask) {
				return true
			}
			continue
		}
		for _, w := range r.windows(t.zone, h) {
			if r.holdsIn(t, w) {
				return true
			}
		}
	}
	return false
}

// window is a half-open range of tokens.
type window struct{ from, to int }

func (r *reader) holdsIn(t test, w window) bool {
	for i := max(w.from, r.first); i < min(w.to, r.end); i++ {
		if t.mask.overlaps(r.classes(i)) || r.ids[i] > 0 && t.words.has(r.ids[i]) {
			return true
		}
	}
	return false
}

func (r *reader) windows(z zone, h hit) [2]window {
	a, b := h.first, h.last
	switch z {
	case previous:
		return [2]window{{a - 1, a}}
	case next:
		return [2]window{{b, b + 1}}
	case before:
		return [2]window{{a - 3, a}}
	case after:
		return [2]window{{b, b + 3}}
	case follow:
		return [2]window{{b, b + 14}}
	case beside:
		return [2]window{{a - 10, a}, {b, b + 14}}
	case sentence:
		return [2]window{{r.first, a}, {b, r.end}}
	case subject:
		return r.subject(h)
	}
	return r.object(h)
}

func (r *reader) subject(h hit) [2]window {
	if h.verb && !h.passive {
		return [2]window{{r.clauseStart(h.first), h.first}}
	}
	by := r.agent(h.last)
	if h.verb {
		return [2]window{by}
	}
	return [2]window{{h.first - 3, h.first}, by}
}

func (r *reader) object(h hit) [2]window {
	switch {
	case h.verb && h.passive:
		return [2]window{{r.clauseStart(h.first), h.first}}
	case h.verb:
		return [2]window{{h.last, r.clauseEnd(h.last, 8)}, {h.first + 1, h.last}}
	}
	if n := h.first - 1; n > r.first && r.doc.Tokens[n].Lower == "'s" {
		return [2]window{{r.possessorStart(n), n}} // "Senator Galvez's murder"
	}
	for i := h.last; i < min(h.last+3, r.end); i++ {
		switch r.doc.Tokens[i].Lower {
		case "of", "on", "against", "at", "in", "to", "upon":
			return [2]window{{i + 1, r.clauseEnd(i+1, 8)}}
		}
	}
	return [2]window{}
}

// possessorStart goes back from the "'s" at token n over capitals and what stands right before them: "presidential hopeful Luis Prada 's".
func (r *reader) possessorStart(n int) int {
	i := n
	for i > r.first && n-i < 6 && r.doc.Tokens[i-1].Is(extract.Capital) {
		i--
	}
	return max(r.first, i-1)
}

// agent returns the eight tokens after the first "by" that follows within twelve.
func (r *reader) agent(i int) window {
	for n := i; n < min(i+12, r.end); n++ {
		if r.doc.Tokens[n].Lower == "by" {
			return window{n + 1, r.clauseEnd(n+1, 8)}
		}
	}
	return window{}
}

// clauseStart goes back from token i for at most twelve tokens to what opens its clause.
func (r *reader) clauseStart(i int) int {
	n := i
	for ; n > r.first && i-n < 12; n-- {
		if r.opens(n-1) || r.endsAdjunct(n-1) {
			break
		}
	}
	return n
}

// endsAdjunct reports whether token n is the comma that closes the sentence's opening phrase of time or place: "At noon local time, the base was attacked".
func (r *reader) endsAdjunct(n int) bool {
	if r.doc.Tokens[n].Lower != "," {
		return false
	}
	first := r.afterDateline(r.s)
	for first < n && r.doc.Tokens[first].Is(extract.Punct) {
		first++
	}
	switch r.lower(first) {
	case "at", "on", "in", "during", "early", "late", "around", "shortly", "last", "earlier", "near", "after", "following", "hours", "minutes", "days", "weeks", "well", "yes", "no":
	default:
		return false
	}
	for i := first; i < n; i++ {
		if r.doc.Tokens[i].Lower == "," {
			return false
		}
	}
	return true
}

// clauseEnd goes on from token i for at most limit tokens to what closes its clause.
func (r *reader) clauseEnd(i, limit int) int {
	n := i
	for ; n < r.end && n-i < limit; n++ {
		if r.opens(n) {
			break
		}
	}
	return n
}

// opens reports whether a clause begins after token n.
func (r *reader) opens(n int) bool {
	switch r.doc.Tokens[n].Lower {
	case ";", ":", "said", "says", "say", "saying", "reported", "when", "while", "but", "because", "although", "though", "after", "before", "\"", "“", "”", "--", "-":
		return true
	}
	return false
}
