package count

import (
	"sitrep/extract"
	"sitrep/extract/token"
)

// predicate reads "12 people are dead", "three are missing", "he is in critical condition".
func (r *reader) predicate(p phrase) (e effect, target int, ok bool) {
	if !p.is("be", "remain", "lie") || r.behind(p.clause.Verb) < 0 {
		return e, -1, false
	}
	if m := r.amongBefore(p.clause.Verb); m != "" && p.clause.Object >= 0 {
		return effect{measure: m}, p.clause.Object, true // "among the injured are two girls"
	}
	k := r.pastBelief(r.behind(p.clause.Verb))
	if h, isHead := lexicon().heads[r.word(k)]; isHead && r.doc.Groups[k].Last-r.doc.Groups[k].First <= 2 && !nounAfter(r, k) {
		return effect{measure: h.measure}, p.clause.Subject, true
	}
	for _, q := range p.clause.Preps {
		if e := r.stateOf(q); e.measure != "" && (p.clause.Subject >= 0 || q.Word != "among") {
			return e, p.clause.Subject, true
		}
	}
	return e, -1, false
}

// amongBefore returns the measure of "among the injured" shortly before the verb at group v, or "".
func (r *reader) amongBefore(v int) string {
	for g := v - 1; g > r.first && g >= v-4; g-- {
		if m := r.amongHurt(token.Prep{Word: r.word(g - 1), Group: g}); m != "" {
			return m
		}
	}
	return ""
}

// pastBelief returns the group at k or behind words of belief there: "(feared) dead", "(still) missing".
func (r *reader) pastBelief(k int) int {
	for k+1 < r.last && believedState[r.word(k)] {
		k++
	}
	return k
}

var believedState = wordSet("feared confirmed presumed reported believed still")

// stateOf returns what a phrase behind "be" says of somebody: "among the wounded", "in hospital", "under treatment", "in critical condition".
func (r *reader) stateOf(p token.Prep) effect {
	if m := r.amongHurt(p); m != "" {
		return effect{measure: m}
	}
	if r.underTreatment(p) {
		return effect{measure: "hospitalized"}
	}
	if p.Word != "in" {
		return effect{}
	}
	if w := r.word(p.Group); w == "hospital" || w == "hospitals" || (w == "unit" || w == "ward") && r.tokenIn(&r.doc.Groups[p.Group], "isolation") || w == "care" && r.tokenIn(&r.doc.Groups[p.Group], "intensive") {
		return effect{measure: "hospitalized"}
	}
	if r.condition(p.Group) {
		return effect{measure: "injured", weak: true}
	}
	return effect{}
}

// amongHurt returns the measure of "among the wounded", "among those killed", or "".
func (r *reader) amongHurt(p token.Prep) string {
	if p.Word != "among" || p.Group < r.first || r.kind(p.Group) != extract.NounGroup {
		return ""
	}
	if h := lexicon().heads[r.word(p.Group)]; h.measure != "" {
		return h.measure
	}
	if (r.word(p.Group) == "those" || r.doc.Tokens[r.doc.Groups[p.Group].Head].Tag == "CD") && p.Group+1 < r.last {
		return lexicon().heads[r.word(p.Group+1)].measure
	}
	return ""
}

// nounAfter reports whether the group at k stands before its noun: "were dead cattle".
func nounAfter(r *reader, k int) bool {
	return k+1 < r.last && r.kind(k+1) == extract.NounGroup && r.doc.Groups[k+1].Start-r.doc.Groups[k].End <= 1
}
