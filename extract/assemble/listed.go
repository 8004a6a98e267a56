package assemble

import "sitrep/extract"

// listedDeeds reports whether two event nouns, each with its article, hang on one preposition that is said again before the second: "linked to the attack on a bar and
// to the murder of its owner". Who lays both to somebody tells of two incidents.
func (r *reader) listedDeeds(prev, next extract.Mention[extract.Trigger]) bool {
	if !prev.Value.Noun || !next.Value.Noun {
		return false
	}
	a, b := r.beforeArticle(prev), r.beforeArticle(next)
	w := r.word(b)
	return a >= 0 && b > r.doc.TokenAt(prev.End) && (w == "to" || w == "for" || w == "with" || w == "of") && r.word(a) == w && (r.word(b-1) == "and" || r.word(b-1) == ",")
}

// nextOfList reports whether a frame tells a deed that is laid to somebody beside the one before it in its sentence.
func (r *reader) nextOfList(f *frame) bool {
	if len(f.triggers) == 0 || f.triggers[0] == 0 {
		return false
	}
	prev, next := r.doc.Triggers[f.triggers[0]-1], r.doc.Triggers[f.triggers[0]]
	return r.doc.SentenceAt(prev.Start) == f.sentence && (r.listedDeeds(prev, next) || r.claimedAgain(prev, next))
}

// beforeArticle returns the token before the article of an event noun, other nouns between, or -1 where there is none.
func (r *reader) beforeArticle(m extract.Mention[extract.Trigger]) int {
	at := r.doc.TokenAt(m.Start)
	for i := at - 1; i > 0 && at-i <= 4; i-- {
		if w := r.word(i); w == "the" || w == "a" || w == "an" {
			return i - 1
		}
	}
	return -1
}

// claimedAgain reports whether responsibility is claimed for each of two deeds in one sentence: "which on Sunday claimed responsibility for killing a judge, claimed
// responsibility today for the bomb at a bank".
func (r *reader) claimedAgain(prev, next extract.Mention[extract.Trigger]) bool {
	start := r.doc.Sentences[r.doc.SentenceAt(prev.Start)].Start
	return r.between("responsibility", start, prev.Start) && r.between("responsibility", prev.End, next.Start)
}
