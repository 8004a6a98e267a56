package timex

// cue is what a word beside a time expression tells about it; lexicon.txt lists the words of each.
type cue uint8

// The cues.
const (
	aheadCue cue = iota
	toFollows
	thought
	pastCue
	notPast
	moved
	deadline
	until
	nameAfter
	nameBefore
	games
	monthBefore
	shortBefore
	yearBefore
	yearless
	counted
	notPlural
	clockBefore
	edgeBefore
	partBefore
	seasonBefore
	durationBefore
	preposition
	clauseEnd
	pastNext
	rated
	dailyThing
	feastThing
	possessor
	attacks
	stretch
	saying
	determiner
	schedule
	lastsCue
	modal
	numCues
)

var cueNames = [numCues]string{"ahead", "tofollows", "thought", "past", "notpast", "moved", "deadline", "until", "nameafter", "namebefore", "games",
	"monthbefore", "shortbefore", "yearbefore", "yearless", "counted", "notplural", "clockbefore", "edgebefore", "partbefore", "seasonbefore",
	"durationbefore", "preposition", "clauseend", "pastnext", "rated", "dailything", "feastthing", "possessor", "attacks", "stretch", "saying", "determiner", "schedule", "lasts", "modal"}

// is reports whether lexeme i gives the cue; a lexeme beyond the text gives none.
func (r *reader) is(i int, c cue) bool {
	return i >= 0 && i < len(r.lex) && r.lex[i].word != nil && r.lex[i].word.cues>>c&1 != 0
}

// isBefore reports whether the word before lexeme i, in its sentence, gives the cue.
func (r *reader) isBefore(i int, c cue) bool {
	return i > 0 && r.sentence(i-1) == r.sentence(i) && r.is(i-1, c)
}

// isAfter reports whether lexeme i gives the cue and stands in the sentence of the one before it.
func (r *reader) isAfter(i int, c cue) bool {
	return i < len(r.lex) && r.sentence(i) == r.sentence(i-1) && r.is(i, c)
}
