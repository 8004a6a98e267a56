package weapon

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// raided reports whether the article tells of bombs that aircraft dropped and of none that anybody laid: then all its bombs fell.
func (w *words) raided(doc *extract.Document) bool {
	fell := false
	for i := range doc.Tokens {
		if w.bombs["laid"][doc.Tokens[i].Lower] {
			return false
		}
		fell = fell || w.falls(doc, i)
	}
	return fell
}

// falls reports whether token i is a bomb shortly behind a word of dropping, or "dropped" shortly behind a bomb: "planes dropped two bombs", "a bomb was dropped".
func (w *words) falls(doc *extract.Document, i int) bool {
	near := doc.Tokens[max(0, i-4):i]
	switch word := doc.Tokens[i].Lower; {
	case word == "bomb" || word == "bombs":
		return slices.ContainsFunc(near, func(t extract.Token) bool { return w.bombs["dropping"][t.Lower] })
	case word == "dropped":
		return slices.ContainsFunc(near, func(t extract.Token) bool { return t.Lower == "bomb" || t.Lower == "bombs" })
	}
	return false
}

// bombardment reports whether a deed that implies a bomb was done from the air: one of a raid, or "bombed" beside an aircraft.
func (r *reader) bombardment(m lexicon.Match[weapon]) bool {
	return r.raided || strings.HasPrefix(r.lower(m.First), "bomb") && r.fromTheAir()
}

// dropped reports whether an aircraft dropped the bomb: one in the sentence that is not where the bomb lay ("a bomb on the plane").
func (r *reader) dropped(m lexicon.Match[weapon]) bool {
	if w := r.lower(m.First); w != "bomb" && w != "bombs" {
		return false
	}
	return r.fromTheAir()
}

// fromTheAir reports whether the sentence has a word of dropping, or an aircraft that is no target.
func (r *reader) fromTheAir() bool {
	for i := r.first; i < r.end; i++ {
		if w := r.lower(i); r.w.bombs["dropping"][w] || r.w.bombs["aircraft"][w] && !r.targeted(i) {
			return true
		}
	}
	return false
}

// targeted reports whether token i stands behind a preposition that makes a place or a target of it: "aboard the aircraft".
func (r *reader) targeted(i int) bool {
	for j := i - 1; j >= max(r.first, i-4); j-- {
		switch r.lower(j) {
		case "on", "onto", "aboard", "in", "inside", "into", "at", "against", "under", "near", "of":
			return true
		}
	}
	return false
}
