package assemble

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// clauseOf returns the clause that a time belongs to: the innermost that holds it, or the first of the sentence where the time opens it and somebody does what its verb
// says ("On 7 January the ministry reported"), or nil.
func (r *reader) clauseOf(sentence int, s extract.Span) *token.Clause {
	if c := r.clauseAt(sentence, s); c != nil {
		return c
	}
	cs := r.clausesOf(sentence)
	if len(cs) == 0 || s.End > cs[0].Start || cs[0].Subject < 0 || r.word(r.doc.Groups[cs[0].Subject].First) == "it" {
		return nil
	}
	return &cs[0]
}

// sourcedAt reports whether token i stands behind "according to" and those who are the source: "according to military sources today".
func (r *reader) sourcedAt(i int) bool {
	for k := i - 1; k >= max(0, i-5) && !r.doc.Tokens[k].Is(extract.Punct); k-- {
		if r.word(k) == "to" && r.word(k-1) == "according" {
			return true
		}
	}
	return false
}

// dealtWithThen reports whether a time before an event noun says when somebody dealt with what the event left or with those who had a part in it: "a team flew out on
// Wednesday to help victims of the attacks", "confirmation yesterday of the kidnapping".
func (r *reader) dealtWithThen(f *frame, s extract.Span) bool {
	anchor := r.anchor(f)
	if f.head < 0 || !r.doc.Triggers[f.head].Value.Noun || s.Start > anchor.Start {
		return false
	}
	at, _ := r.tokenRange(anchor)
	for i := at - 1; i >= max(0, at-5); i-- {
		if legacyNouns[r.word(i)] {
			return true
		}
	}
	return false
}

// salvagedThen reports whether a time says when people searched for or buried those whom an event had struck: "rescuers dug through the ruins on Friday after a quake",
// "called off the search on Monday in a village where a mudslide".
func (r *reader) salvagedThen(f *frame, s extract.Span) bool {
	c, anchor := r.clauseAt(f.sentence, s), r.anchor(f)
	if c == nil || !r.afterwards(f, s) && !(s.End <= anchor.Start && r.between("where", s.End, anchor.Start)) {
		return false
	}
	return salvaging[r.doc.Groups[c.Verb].Verb.Lemma] || c.Object >= 0 && r.word(r.doc.Groups[c.Object].Head) == "search"
}

var salvaging = wordSet("dig search comb scour sift bury mourn scramble race struggle hunt")

// legacyNouns name what an event leaves behind or is followed by, who had a part in it, and what hangs it on a verb of speaking.
var legacyNouns = wordSet(`site scene victims survivors aftermath wake anniversary response reaction retaliation connection suspects suspect investigation probe inquiry
	condemnation mastermind masterminds perpetrators authors families relatives evidence reprisal revenge memory involved implicated involvement participation
	witness witnesses confirmation regarding concerning because`)

// ofRelative reports whether a time before the trigger stands in a relative clause, or in one that goes on with it, which tells another deed of the one who is spoken of: "the
// group, which signed a truce on 8 March and laid down its arms on 9 March, said that the murder of its leader".
func (r *reader) ofRelative(f *frame, s extract.Span) bool {
	c := r.clauseAt(f.sentence, s)
	return c != nil && c.Kind == token.Relative && s.End <= r.anchor(f).Start && !c.Contains(r.anchor(f)) && r.clausesApart(f, s) > 0
}

// measuredBy reports whether a time is that of what the event is only measured by ("the first attack since the talks began last Wednesday", "was killed eight days after
// taking office on 1 June"), or of a poll that another verb tells of: "founded the party that won the 19 March elections".
func (r *reader) measuredBy(f *frame, s extract.Span) bool {
	return f.head >= 0 && (r.dated(s) && r.clausesApart(f, s) > 0 || r.countedFrom(f, s))
}

// countedFrom reports whether "since" and a clause, or how long "after" or "before" somebody did something, stand between the frame's trigger and a time.
func (r *reader) countedFrom(f *frame, s extract.Span) bool {
	first, _ := r.tokenRange(s)
	for i := first - 2; i >= 0 && r.doc.Tokens[i].Start >= r.anchor(f).End && !r.doc.Tokens[i].Is(extract.Punct); i-- {
		w := r.word(i)
		if w == "since" && !r.toldBetween(f, r.doc.Tokens[i].End, s.Start) || (w == "after" || w == "before") && r.doc.Tokens[i+1].Tag == "VBG" && lengthWords[r.word(i-1)] {
			return true
		}
	}
	return false
}

// toldBetween reports whether an event of the frame is told between two bytes, so that a time behind is its own: "killed 40 since the storm made landfall on
// Tuesday".
func (r *reader) toldBetween(f *frame, start, end int) bool {
	return slices.ContainsFunc(f.triggers, func(t int) bool {
		m := r.doc.Triggers[t]
		return m.Start >= start && m.End <= end && !m.Value.Effect()
	})
}

// lengthWords are units of time.
var lengthWords = wordSet("minutes hours days weeks months years minute hour day week month year")
