package count

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// phrase is the verb of a clause with what its constructions look at.
type phrase struct {
	c      int
	clause *token.Clause
	verb   *extract.Verb
	object string // the head of the object, "" where there is none
	next   string // the word behind the verb, adverbs passed over
	active int    // the group that the verb acts on: its object, or the subject of the passive
}

// is reports whether the lemma of the verb is one of some.
func (p *phrase) is(lemmas ...string) bool { return slices.Contains(lemmas, p.verb.Lemma) }

func (r *reader) phraseOf(c int) phrase {
	cl := &r.clauses[c]
	p := phrase{c: c, clause: cl, verb: &r.doc.Groups[cl.Verb].Verb, next: r.next(cl.Verb), active: cl.Object}
	if cl.Object >= 0 {
		p.object = r.word(cl.Object)
	}
	if p.verb.Passive {
		p.active = cl.Subject
	}
	return p
}

// constructions read effects that lie in several words: "claimed 12 lives", "suffered injuries", "were taken hostage". The first that knows the words of a
// clause decides; it gives the group -1 where they tell of no harm ("suffered no burns").
var constructions = []func(*reader, phrase) (effect, int, bool){
	(*reader).lifeTaken, (*reader).foundState, (*reader).predicate, (*reader).gunnedDown, (*reader).suffered, (*reader).fell, (*reader).left, (*reader).fellIll, (*reader).foundIll,
	(*reader).wentMissing, (*reader).takenAway, (*reader).savedAlive, (*reader).rioted, (*reader).broughtToHospital, (*reader).struck, (*reader).tookPart,
	(*reader).droveOut, (*reader).buried, (*reader).broughtDown,
}

// construction returns the effect of clause c that lies in several words, and the group of those whom it befalls.
func (r *reader) construction(c int) (e effect, target int, ok bool) {
	p := r.phraseOf(c)
	for _, read := range constructions {
		if e, target, ok := read(r, p); ok {
			return e, target, true
		}
	}
	return e, -1, false
}

// prep reports whether clause c has the attachment (word head).
func (r *reader) prep(c int, word, head string) bool {
	for _, p := range r.clauses[c].Preps {
		if p.Word == word && r.word(p.Group) == head {
			return true
		}
	}
	return false
}
