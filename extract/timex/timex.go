// Package timex finds time expressions (dates, times of day, durations, sets) and normalises them
// after TIMEX3 (ISO-TimeML), with the calendar days that they mean.
//
// A grammar in text files (lexicon.txt, grammar.txt, holidays.txt) says what is a time expression;
// its meanings are functions of this package. Relative expressions are anchored to the publication
// (its own time zone decides what "today" is), to the dateline's date where there is none, or, for
// "the day before" and its like, to the event time last settled in the text. Where there is no
// anchor the value stays underspecified ("XXXX-WXX-2"); the clock is never asked.
//
// It promises that mentions are sorted, do not overlap and lie within one sentence, that the same
// document gives the same mentions, that it never panics, and that its cost is linear in the text.
package timex

import (
	"sitrep/extract"
)

// Find returns the time expressions of the document in order. It needs sentences and tokens, and
// works without part-of-speech tags.
func Find(doc *extract.Document) []extract.Mention[extract.Timex] {
	g := english()
	r := &reader{g: g, doc: doc, lex: g.lexemes(doc)}
	r.anchor()
	r.scan(len(r.lex))
	r.settleClocks()
	return r.found
}

// reader walks through a document and keeps what later expressions are counted from.
type reader struct {
	g      *grammar
	doc    *extract.Document
	lex    []lexeme
	found  []extract.Mention[extract.Timex]
	heard  []place // of found
	resume int     // the lexeme after the last mention

	created   date     // document creation time
	dated     bool     // whether it is known
	story     timeline // what "that year" counts from
	storyDay  timeline // what "the day before" counts from
	quarter   period
	namedYear int // the year last named in full, 0 before one
	namedAt   int // the sentence that named it
	inQuarter int // sentence of the last quarter named, -1 before one
	inMonths  int // sentence of the last run of months ("the first nine months"), -1 before one
}

// place is where a mention stands, in lexemes, and whether it lacks a day of its own: loosely where any day of
// its sentence will do ("noon"), closely where only one right beside it will ("overnight").
type place struct {
	first, last int
	loose       looseness
}

// looseness is how a time of day looks for its day.
type looseness uint8

const (
	settled looseness = iota
	loosely
	closely
)

// timeline is the event time last settled in the text, and the sentence that settled it.
type timeline struct {
	period
	known    bool
	sentence int
}

// anchor finds the document creation time: the publication, or the first full date of the dateline.
func (r *reader) anchor() {
	r.inQuarter, r.inMonths = -1, -1
	if a := r.doc.Article; a != nil && !a.Published.IsZero() {
		y, m, d := a.Published.Date()
		r.created, r.dated = dateOf(y, m, d), true
		return
	}
	r.scan(r.opening())
	for _, t := range r.found {
		if t.Value.Basis == "explicit" && t.Value.Precision == "day" {
			r.created, r.dated = parseDate(t.Value.Start), true
			break
		}
	}
	r.found, r.heard, r.story, r.storyDay, r.inQuarter = nil, nil, timeline{}, timeline{}, -1
	r.namedYear, r.resume, r.inMonths = 0, 0, -1
}

// opening returns the end of the text's first sentence or its first dateline, in lexemes: where a
// dispatch without a publication date gives its own. A line "posted" or "updated" on a day further down the
// first page serves as well.
func (r *reader) opening() int {
	end := r.stamp()
	for i := range r.doc.Sentences {
		s := &r.doc.Sentences[i]
		if s.Start < r.doc.Body {
			continue
		}
		if line := s.Start + 80; s.Dateline.Len() > 0 {
			end = max(end, s.Dateline.End)
		} else {
			end = max(end, line)
		}
		break
	}
	n := 0
	for n < len(r.lex) && r.lex[n].Start < end {
		n++
	}
	return n
}

// stampWithin is how many bytes of the text can hold the line that says when it was posted.
const stampWithin = 800

// stamp returns the end of the words behind "posted" or "updated", 0 where there are none.
func (r *reader) stamp() int {
	for i := range r.lex {
		l := &r.lex[i]
		if l.Start > r.doc.Body+stampWithin {
			break
		}
		if l.lower == "posted" || l.lower == "updated" || l.lower == "published" {
			return l.End + 60
		}
	}
	return 0
}

// reach is how many lexemes may stand before the word that makes an expression one of time.
const reach = 7

// scan reads the lexemes before end from left to right, the longest expression at each place.
func (r *reader) scan(end int) {
	near := r.nearCores(end)
	for i := 0; i < end; {
		if near[i] >= reach && i != r.resume || r.lex[i].word == nil && r.lex[i].classes == 0 {
			i++
			continue
		}
		i = r.read(i, min(end, r.sentenceEnd(i)))
	}
}

// nearCores returns for each lexeme how far ahead the next core of a time expression is, at most reach.
func (r *reader) nearCores(end int) []uint8 {
	near := make([]uint8, end)
	d := uint8(reach)
	for i := end - 1; i >= 0; i-- {
		if d < reach {
			d++
		}
		l := &r.lex[i]
		if l.classes&cores != 0 || l.word != nil && l.word.core {
			d = 0
		}
		near[i] = d
	}
	return near
}

// sentenceEnd returns the lexeme after the sentence of lexeme i.
func (r *reader) sentenceEnd(i int) int {
	s := r.doc.Tokens[r.lex[i].token].Sentence
	end := i
	for end < len(r.lex) && end < i+24 && r.doc.Tokens[r.lex[end].token].Sentence == s {
		end++
	}
	return end
}

// read takes the longest expression at lexeme i that has a meaning here, and returns where to go on.
func (r *reader) read(i, end int) int {
	for _, m := range r.g.matches(r.lex, i, end) {
		if r.isName(&m) {
			continue
		}
		t, ok := m.rule.meaning(r, &m)
		if !ok || m.last <= i {
			continue
		}
		r.keep(&m, t)
		r.resume = m.last
		return m.last
	}
	return i + 1
}

// keep adds a mention and settles the time that later expressions are counted from.
func (r *reader) keep(m *match, t reading) {
	span := extract.Span{Start: r.lex[m.first].Start, End: r.lex[m.last-1].End}
	r.found = append(r.found, extract.Mention[extract.Timex]{Span: span, Value: t.Timex, Rule: "timex/" + m.rule.name})
	r.heard = append(r.heard, place{m.first, m.last, t.loose})
	sentence := r.sentence(m.first)
	if r.doc.Sentences[sentence].Kind == extract.Caption {
		return // a picture may be of any day
	}
	told := r.storyDay.known && t.period.unit == days && r.datesSaying(place{first: m.first, last: m.last})
	if t.settles && !told && !r.began(m.first) {
		r.story = timeline{t.period, true, sentence}
		if t.period.unit <= weeks {
			r.storyDay = r.story
		}
		if m.has(year) || m.has(yy) {
			r.namedYear, r.namedAt = t.period.from.year(), sentence
		}
		r.keepQuarter(t.period, sentence)
	}
}

// began reports whether a time only says since when something has held: "a curfew in force since 30 August".
func (r *reader) began(i int) bool {
	return i > 0 && r.sentence(i-1) == r.sentence(i) && r.lex[i-1].lower == "since"
}

// keepQuarter remembers the quarter that a report is about: the latest one named that is over. One named for
// comparison ("after a flat second quarter") or not yet over does not replace it.
func (r *reader) keepQuarter(p period, sentence int) {
	if p.unit != quarters || p != around(p.from, quarters) {
		return
	}
	if r.inQuarter < 0 || p.from >= r.quarter.from && !(r.dated && p.to >= r.created) {
		r.quarter = p
	}
	r.inQuarter = sentence
}

func (r *reader) sentence(i int) int { return r.doc.Tokens[r.lex[i].token].Sentence }

// settleClocks gives a time of day without a day that of the nearest day named in its sentence.
func (r *reader) settleClocks() {
	for i := range r.found {
		if r.heard[i].loose == settled {
			continue
		}
		if k := r.dayBeside(i); k >= 0 {
			moveTo(&r.found[i].Value, &r.found[k].Value)
		} else {
			v := &r.found[i].Value
			v.Assumed = v.Start != "" && !(r.dated && v.Anchor == r.created.String())
		}
	}
}

// beside is how many bytes part "overnight" from the day that it belongs to: "overnight on Friday".
const beside = 4

// dayBeside returns the mention of a day in the same sentence that stands nearest to mention i and dates no saying, or -1.
func (r *reader) dayBeside(i int) int {
	best := -1
	s := r.sentence(r.heard[i].first)
	for k := max(0, i-3); k < min(len(r.found), i+4); k++ {
		v, h := &r.found[k].Value, r.heard[k]
		if k == i || h.loose != settled || v.Precision != "day" || v.Start == "" || r.sentence(h.first) != s || r.datesSaying(h) {
			continue
		}
		if r.heard[i].loose == closely && r.found[k].Distance(r.found[i].Span) > beside {
			continue
		}
		if best < 0 || r.found[k].Distance(r.found[i].Span) < r.found[best].Distance(r.found[i].Span) {
			best = k
		}
	}
	return best
}

// datesSaying reports whether a verb of saying stands right before or behind a mention: "police said on Friday".
func (r *reader) datesSaying(h place) bool {
	return r.isBefore(h.first, saying) || r.is(h.first-1, preposition) && r.isBefore(h.first-1, saying)
}

// moveTo puts a time of day on another day.
func moveTo(t, day *extract.Timex) {
	if n := len(t.Value); n > 10 && t.Value[10] == 'T' {
		t.Value = day.Start + t.Value[10:]
	}
	t.Start, t.End, t.Basis, t.Anchor, t.Future = day.Start, day.Start, day.Basis, day.Anchor, day.Future
	if t.Precision == "days" {
		t.Precision = "day"
	}
}
