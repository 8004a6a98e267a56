package actor

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Claims returns who claims, denies, is blamed, suspected or convicted, read from the actors of Document.Actors: the indices in the claims count them.
// A claim without an actor ("no group has claimed responsibility") is none.
func Claims(doc *extract.Document) []extract.Mention[extract.Claim] {
	r := &reader{n: compiled(), doc: doc}
	var found []extract.Mention[extract.Claim]
	var ms []lexicon.Match[frame]
	for s, sentence := range doc.Sentences {
		if sentence.Kind == extract.Furniture {
			continue
		}
		r.first, r.end = sentence.First, sentence.Last
		for i := r.first; i < r.end; i++ {
			if !r.n.claims.Has(doc.Tokens[i].Lower) {
				continue
			}
			ms = r.n.claims.Matches(ms[:0], doc, i, r.end)
			if len(ms) == 0 {
				continue
			}
			if c, ok := r.claim(s, ms[0]); ok {
				found = append(found, c)
				i = ms[0].Last - 1
			}
		}
	}
	return found
}

func (r *reader) claim(s int, m lexicon.Match[frame]) (extract.Mention[extract.Claim], bool) {
	none := extract.Mention[extract.Claim]{}
	if r.negatedBefore(m.First) || r.isNoun(s, m.First) {
		return none, false
	}
	kind := m.Value.frame
	passive := r.passiveBefore(m.First)
	if kind == "object" && passive {
		kind = "passive"
	} else if kind == "passive" && !passive && !r.isPlead(m.First) {
		return none, false
	}
	before, after := r.actorBefore(s, m.First), r.actorAfter(s, m.Last)
	if kind == "object" && before == after {
		after = -1
	}
	c := extract.Claim{Stance: m.Value.stance}
	switch kind {
	case "subject":
		c.Actor = index(before)
	case "by":
		c.Actor = index(after)
	case "object":
		c.Actor, c.By = index(r.inside(m, after)), index(before)
	case "passive":
		c.Actor, c.By = index(before), index(r.agentAfter(s, m.Last))
	}
	if c.Actor == nil {
		return none, false
	}
	span := extract.Span{Start: r.doc.Tokens[m.First].Start, End: r.doc.Tokens[m.Last-1].End}
	if c.By != nil {
		c.ByText = r.doc.Actors[*c.By].Value.Text
	}
	c.Text = r.doc.Slice(span)
	return extract.Mention[extract.Claim]{Span: span, Value: c, Rule: "actor/" + m.Value.stance}, true
}

// isNoun reports whether a word like "suspect" or "blame" is a noun there: it is tagged so, and no actor stands right before it.
func (r *reader) isNoun(s, i int) bool {
	if w := r.lower(i); w != "suspect" && w != "suspects" && w != "fault" {
		return false
	}
	if b := r.actorBefore(s, i); b >= 0 && r.doc.TokenAt(r.doc.Actors[b].End) == i {
		return false
	}
	return !strings.HasPrefix(r.doc.Tokens[i].Tag, "V")
}

func index(i int) *int {
	if i < 0 {
		return nil
	}
	return &i
}

func (r *reader) isPlead(i int) bool {
	switch r.lower(i) {
	case "plead", "pleads", "pleaded", "pled", "pleading":
		return true
	}
	return false
}

// negatedBefore reports whether the frame is denied: "no group claimed", "has not claimed", "nobody has".
func (r *reader) negatedBefore(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 6; n-- {
		switch r.lower(n) {
		case "no", "not", "n't", "never", "nobody", "none", "neither", "without":
			return true
		case ",", ";", "but", "and", "that", "said":
			return false
		}
	}
	return false
}

func (r *reader) passiveBefore(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 3; n-- {
		switch r.lower(n) {
		case "was", "were", "is", "are", "been", "being", "be", "stand", "stands":
			return true
		}
	}
	return false
}

// actorBefore returns the actor that is the likely subject of token i: the first one of the nearest stretch without a verb of saying.
func (r *reader) actorBefore(s, i int) int {
	at := r.doc.Tokens[i].Start
	best := -1
	for k, a := range r.doc.Actors {
		if a.Start >= at {
			break
		}
		if a.Start >= r.doc.Sentences[s].Start && !r.divided(a.End, at) {
			if best < 0 || !r.subordinate(a.Start) {
				best = k
			}
		}
	}
	return best
}

// divided reports whether a clause ends between two bytes.
func (r *reader) divided(from, to int) bool {
	for n := r.doc.TokenAt(from); n < r.end && r.doc.Tokens[n].Start < to; n++ {
		switch r.lower(n) {
		case ";", "said", "says", "but", "while", "after", "when", "before":
			return true
		}
	}
	return false
}

// subordinate reports whether an actor hangs on a preposition and so is no subject.
func (r *reader) subordinate(at int) bool {
	switch r.lower(r.doc.TokenAt(at) - 1) {
	case "of", "by", "for", "in", "with", "against", "on", "from", "at", "near", "to":
		return true
	}
	return false
}

// actorAfter returns the first actor that begins within twelve tokens of token i.
func (r *reader) actorAfter(s, i int) int {
	if i >= r.end {
		return -1
	}
	from, to := r.doc.Tokens[i].Start, r.doc.Tokens[min(i+12, r.end)-1].End
	for k, a := range r.doc.Actors {
		if a.Start >= from && a.Start < to {
			return k
		}
	}
	return -1
}

// inside returns an actor within the words of the phrase itself ("hold the rebels responsible"), else the one given.
func (r *reader) inside(m lexicon.Match[frame], otherwise int) int {
	span := extract.Span{Start: r.doc.Tokens[m.First].Start, End: r.doc.Tokens[m.Last-1].End}
	for k, a := range r.doc.Actors {
		if span.Contains(a.Span) {
			return k
		}
	}
	return otherwise
}

// agentAfter returns the actor after a "by" that follows within twelve tokens.
func (r *reader) agentAfter(s, i int) int {
	for n := i; n < min(i+12, r.end); n++ {
		if r.lower(n) == "by" {
			return r.actorAfter(s, n+1)
		}
	}
	return -1
}
