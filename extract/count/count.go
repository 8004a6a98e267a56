// Package count finds how many people an article says were killed, injured, abducted and so on (and how
// many structures were hit): one mention for each statement of a number of people and what befell them.
//
// It works over the groups and clauses of package token: an effect ("killed", "deaths", "dead") names the people by
// its frame, their groups give number and role. It promises values as the record defines them: vague words
// take their floor and stay open, "more than N" is N+1, a silence is no count and "no casualties" is 0. Ages, times, money,
// measures and shares are never counts; what is feared with a number is suspected, what is threatened or planned is none.
// People that one verb befalls together are one mention with the sum ("two soldiers and a civilian" is 3) and
// keep their summands in Parts; those added to a perpetrator, or told with a place each, are mentions of their own.
package count

import (
	"slices"
	"sort"

	"sitrep/extract"
	"sitrep/extract/token"
)

// Find returns the counts of the tagged and chunked sentences of a document, sorted by start. The mention's span
// covers the words that carry the count, not the clause. Times and places are used where they are already found.
func Find(doc *extract.Document) []extract.Mention[extract.Count] {
	r := &reader{doc: doc, names: map[string]bool{}}
	r.findNames()
	for s := range doc.Sentences {
		if sent := &doc.Sentences[s]; sent.Tagged && sent.Kind != extract.Furniture {
			r.readSentence(s)
		}
	}
	return r.mentions()
}

// reader holds the document, the sentence that is being read, and what was found so far.
type reader struct {
	doc         *extract.Document
	names       map[string]bool // last names of persons named in full
	sentence    int
	first, last int // groups of the sentence
	clauses     []token.Clause
	begin       int // index of the first found of this sentence
	found       []found
	disease     int // whether the document names a disease: 1 yes, -1 no, 0 not looked yet
	riot        int // whether it speaks of protests, likewise
}

// found is a count with what is needed to order and to join it.
type found struct {
	span   extract.Span
	count  extract.Count
	rule   string
	part   int // index of the found count that this one is part of, or -1
	groups []int
	also   int // how many sentences before may count those to whom it adds, 0 where it adds to none
	gone   bool
}

// readSentence finds the counts of one sentence: by verbs, by nouns, by adjectives, then what is part of what.
func (r *reader) readSentence(s int) {
	r.sentence = s
	r.first, r.last = token.SentenceGroups(r.doc, s)
	r.clauses = token.Clauses(r.doc, s)
	r.findSubjects()
	r.begin = len(r.found)
	asks := r.question()
	for c := range r.clauses {
		if !asks || r.told(c) {
			r.readVerb(c)
		}
	}
	if asks {
		return
	}
	for g := r.first; g < r.last; g++ {
		r.readHead(g)
		if r.kind(g) == extract.NounGroup {
			r.readNoun(g)
		}
	}
	r.readUnhurt()
	r.addToOthers()
	r.resolve()
	r.readParts()
}

// told reports whether clause c of a question tells something all the same: who asks of "the bomb that killed six soldiers" says that it did.
func (r *reader) told(c int) bool {
	for cl := &r.clauses[c]; cl.Kind == token.Relative; cl = &r.clauses[cl.Parent] {
		if cl.Linker != "" || cl.Parent < 0 {
			return cl.Linker != ""
		}
	}
	return false
}

// question reports whether the sentence asks.
func (r *reader) question() bool {
	sent := &r.doc.Sentences[r.sentence]
	return sent.Last > sent.First && r.doc.Tokens[sent.Last-1].Lower == "?"
}

// resolve removes, within the sentence, what is told twice: a weak effect beside a stronger one on the same people,
// a group that lies within another of the same measure.
func (r *reader) resolve() {
	here := r.found[r.begin:]
	for i := range here {
		for j := range here {
			if i == j || here[i].gone || here[j].gone || !here[i].span.Overlaps(here[j].span) {
				continue
			}
			a, b := &here[i], &here[j]
			same := a.count.Measure == b.count.Measure
			switch {
			case a.count.Weak && !b.count.Weak && (same || harm(b.count.Measure)):
				a.gone = true
			case same && a.count.Weak == b.count.Weak && (a.span.Len() < b.span.Len() || a.span == b.span && i > j):
				a.gone = true
			case a.count.Measure == "hospitalized" && harm(b.count.Measure) && b.rule != ruleHospital, a.count.Measure == "participants" && !same:
				a.gone = true
			}
		}
	}
}

// ruleHospital reads those who were taken to a hospital as hurt, where nothing speaks of a disease.
const ruleHospital = "count/hospital"

// harm reports whether a measure says that people were hurt.
func harm(measure string) bool { return measure == "killed" || measure == "injured" }

// mentions returns what was found in order of the text.
func (r *reader) mentions() []extract.Mention[extract.Count] {
	order := make([]int, 0, len(r.found))
	for i := range r.found {
		if !r.found[i].gone {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := &r.found[order[a]], &r.found[order[b]]
		if x.span.Start != y.span.Start {
			return x.span.Start < y.span.Start
		}
		if x.span.End != y.span.End {
			return x.span.End > y.span.End
		}
		return slices.Index(extract.Measures, x.count.Measure) < slices.Index(extract.Measures, y.count.Measure)
	})
	at := map[int]int{}
	for i, f := range order {
		at[f] = i
	}
	out := make([]extract.Mention[extract.Count], 0, len(order))
	for _, i := range order {
		f := &r.found[i]
		if whole, ok := at[f.part]; ok && f.part >= 0 {
			f.count.SubsetOf = extract.Int(whole)
		}
		f.count.Text = r.doc.Slice(f.span)
		out = append(out, extract.Mention[extract.Count]{Span: f.span, Value: f.count, Rule: f.rule})
	}
	return out
}
