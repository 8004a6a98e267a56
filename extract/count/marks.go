package count

import (
	"strings"

	"sitrep/extract"
)

// findSubjects gives the clauses the subjects that marks or ages part from their verbs.
func (r *reader) findSubjects() {
	for c := range r.clauses {
		r.clauses[c].Subject = r.subjectPastMarks(c)
		if before := c - 1; before >= 0 && r.clauses[c].Subject < 0 && r.doc.Groups[r.clauses[before].Verb].Verb.Lemma == "age" {
			r.clauses[c].Subject = r.clauses[before].Subject // "four cousins ages 2 to 9 died"
		}
	}
}

// subjectPastMarks returns the subject of clause c where quotation marks or brackets part it from the verb: "a leader of the "Free Union" was shot", "ten others [not
// named] were hurt". What stands in brackets is no party itself. Without such marks it is the subject as the clause has it.
func (r *reader) subjectPastMarks(c int) int {
	cl := &r.clauses[c]
	marked := false
	for k := cl.Verb - 1; k >= r.first; {
		switch open := r.opening(k); {
		case open >= r.first:
			k, marked = open-1, true
		case r.kind(k) == extract.Other && strings.HasPrefix(r.tag(k), "RB"):
			k--
		case r.kind(k) != extract.NounGroup:
			return cl.Subject
		case k > r.first && r.opening(k-1) >= r.first && r.determiner(r.opening(k-1)-1):
			k, marked = r.opening(k-1)-1, true // "the (TVB) news channel"
		case k-2 >= r.first && r.kind(k-1) == extract.Preposition && !opensClause[r.word(k-1)] && r.kind(k-2) == extract.NounGroup:
			k -= 2
		case marked && !r.determiner(k) && r.tag(k) != "CD": // but three "rebels" are rebels
			return k
		default:
			return cl.Subject
		}
	}
	return cl.Subject
}

// opening returns the mark that opens what the mark at group k closes, or -1.
func (r *reader) opening(k int) int {
	if k < r.first || r.kind(k) != extract.Other {
		return -1
	}
	open := opens[r.word(k)]
	for j := k - 1; open != "" && j >= r.first; j-- {
		if r.word(j) == open {
			return j
		}
	}
	return -1
}

// opens are the marks that open what others close.
var opens = map[string]string{")": "(", "]": "[", `"`: `"`, "''": "``"}

// determiner reports whether a group is what stands before a noun in marks: "the", "the so-called".
func (r *reader) determiner(k int) bool {
	if k < r.first || r.kind(k) != extract.NounGroup {
		return false
	}
	tag := r.tag(k)
	return tag == "DT" || tag == "PRP$" || strings.HasPrefix(tag, "JJ")
}

// bracketed returns the number that an editor put in brackets before a group, with the hedge before it: "at least [7] passengers".
func (r *reader) bracketed(grp *extract.Group) (quantity, bool) {
	i := grp.First - 3
	if i < r.doc.Sentences[r.sentence].First || r.doc.Tokens[i].Lower != "[" || r.doc.Tokens[i+2].Lower != "]" {
		return quantity{}, false
	}
	n, open, end := readNumber(r.doc, i+1, i+2)
	if end == i+1 || open {
		return quantity{}, false
	}
	q := quantity{lo: -1, hi: -1, first: i, last: grp.First}
	q.qualify("", n)
	for k := i - 1; k >= max(r.doc.Sentences[r.sentence].First, i-4); k-- {
		if h, words := hedgeAt(r.doc, k, i); words == i-k {
			q.first = k
			q.qualify(h.kind, n)
		}
	}
	return q, true
}

// tag returns the tag of the head of a group.
func (r *reader) tag(g int) string { return r.doc.Tokens[r.doc.Groups[g].Head].Tag }
