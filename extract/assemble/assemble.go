// Package assemble turns the layers of a document into reports: event mentions with their arguments, mentions of one
// incident brought together and different ones held apart, and for each incident its type, day, site, tolls,
// participants and temporal role, every value with the words and the rule that support it.
//
// It promises that it is a pure function of the document, that a value without words in the text is never filled
// (the publication day, the last resort, names itself as such), and that a sentence with a trigger and a number that gives no
// report is returned as a near miss with the rule that refused it.
package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// Read returns the reports of a document and its near misses. All layers must be set and sorted.
func Read(doc *extract.Document) extract.Reading {
	r := newReader(doc)
	r.frames = r.findFrames()
	events := r.gather()
	var drafts []*draft
	for _, e := range events {
		d, refusal := r.report(e)
		if refusal != "" {
			r.miss(e.frames[0], "assemble/"+refusal)
			continue
		}
		drafts = append(drafts, d.parted()...)
	}
	r.addStrayClaims(drafts)
	var reading extract.Reading
	for i, d := range drafts {
		d.ID = reportID(doc.Article, i+1)
		reading.Reports = append(reading.Reports, d.Report)
	}
	reading.NearMisses = untold(r.misses, reading.Reports)
	return reading
}

// untold puts the misses into the order of the text and leaves out those whose sentence gave a report a count after all: "One of the wounded died" adds to the toll of the incident before.
func untold(misses []extract.NearMiss, reports []extract.Report) []extract.NearMiss {
	slices.SortStableFunc(misses, func(a, b extract.NearMiss) int {
		if a.In != b.In {
			return strings.Compare(b.In, a.In) // "title" before ""
		}
		return a.Start - b.Start
	})
	return slices.DeleteFunc(misses, func(m extract.NearMiss) bool {
		return slices.ContainsFunc(reports, func(r extract.Report) bool {
			return slices.ContainsFunc(r.Evidence, func(e extract.Evidence) bool {
				return strings.HasPrefix(e.Field, "counts[") && e.In == m.In && m.Start <= e.Start && e.End <= m.End
			})
		})
	})
}

// reader holds what is known of one document while it is read.
type reader struct {
	doc     *extract.Document
	clauses map[int][]token.Clause // by sentence, read when first asked for
	lists   map[*frame][]int       // the sites that a frame lists, read when first asked for
	days    map[int]dayRef         // by sentence, read when first asked for
	aliases map[string]bool        // the words that the text gives as what somebody is also called
	wartime bool                   // the text speaks of armed groups or forces
	frames  []*frame
	misses  []extract.NearMiss
}

func newReader(doc *extract.Document) *reader {
	r := &reader{doc: doc, clauses: map[int][]token.Clause{}, lists: map[*frame][]int{}, days: map[int]dayRef{}}
	r.aliases, r.wartime = r.findAliases(), r.speaksOfArmed()
	return r
}

// clausesOf returns the clauses of a sentence, none where it was not tagged.
func (r *reader) clausesOf(sentence int) []token.Clause {
	cs, ok := r.clauses[sentence]
	if !ok && r.doc.Sentences[sentence].Tagged {
		cs = token.Clauses(r.doc, sentence)
		r.clauses[sentence] = cs
	}
	return cs
}

// clauseAt returns the innermost clause of a sentence that holds the span, or nil.
func (r *reader) clauseAt(sentence int, s extract.Span) *token.Clause {
	cs := r.clausesOf(sentence)
	best := -1
	for i := range cs {
		if cs[i].Contains(s) && (best < 0 || cs[i].Len() < cs[best].Len()) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return &cs[best]
}

// inGroup reports whether a span overlaps group g or one that is joined to it by "and"; g may be -1.
func (r *reader) inGroup(s extract.Span, g int) bool {
	if g < 0 {
		return false
	}
	if r.doc.Groups[g].Overlaps(s) {
		return true
	}
	for _, k := range token.Conjuncts(r.doc, g) {
		if r.doc.Groups[k].Overlaps(s) {
			return true
		}
	}
	return false
}

// word returns the lower form of token i, or "" outside the text.
func (r *reader) word(i int) string {
	if i < 0 || i >= len(r.doc.Tokens) {
		return ""
	}
	return r.doc.Tokens[i].Lower
}

// tokenRange returns the half-open token range that a span covers.
func (r *reader) tokenRange(s extract.Span) (first, last int) {
	first = r.doc.TokenAt(s.Start)
	last = first
	for last < len(r.doc.Tokens) && r.doc.Tokens[last].Start < s.End {
		last++
	}
	return first, last
}
