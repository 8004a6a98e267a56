package count

import (
	"sitrep/extract"
	"sitrep/extract/token"
)

// befell returns the group of those whom the effect of clause c befell, where its target only stands for them: a list that it announces, a whole of which
// it is part, those whom "them" means.
func (r *reader) befell(c, target int) int {
	if w := r.word(target); w == "them" || w == "whom" {
		target = r.partitive(target) // "2,000 were pulled out, 300 of them injured"
	}
	if g := r.clauses[c].Verb - 1; g >= r.first && r.nextToDie(g) {
		return g // "Ali is the third person to die"
	}
	target = r.noneOf(r.following(target))
	if r.clauses[c].Kind != token.Relative { // "20 pupils, including the girl who was killed"
		target = r.including(target)
	}
	return r.antecedent(c, target)
}

// noneOf returns the "none" of which the people at a group are the last, or the group: "none of the priests and 100 refugees was hurt".
func (r *reader) noneOf(g int) int {
	for _, k := range token.Conjuncts(r.doc, g) {
		if k < g && r.word(k) == "none" {
			return k
		}
	}
	return g
}

// following returns the first group of the list that a subject announces: "the following policemen died in the attack: Major Juan Ruiz, ...".
func (r *reader) following(target int) int {
	if !r.tokenIn(&r.doc.Groups[target], "following") {
		return target
	}
	for g := target + 1; g+1 < r.last; g++ {
		if r.word(g) == ":" && r.kind(g+1) == extract.NounGroup {
			return g + 1
		}
	}
	return target
}

// including returns the group that a subject is only part of: 11 civilians in "11 civilians, including a boy, and a soldier were killed"; without such
// words the subject itself.
func (r *reader) including(target int) int {
	first := r.list(target)[0]
	if first-2 < r.first || r.word(first-1) != "including" {
		return target
	}
	k := first - 2
	if r.word(k) == "," {
		k--
	}
	if k < r.first || r.kind(k) != extract.NounGroup {
		return target
	}
	if whole, ok := r.party(k); !ok || whole.unnumbered {
		return target
	}
	return k
}

// antecedent returns the object of the verb before clause c where the target is "them" and the same subject did both: "dragged two men out and shot them".
func (r *reader) antecedent(c, target int) int {
	if c == 0 || r.word(target) != "them" || r.clauses[c].Subject != r.clauses[c-1].Subject || r.clauses[c-1].Object < 0 {
		return target
	}
	if p, ok := r.party(r.clauses[c-1].Object); ok && p.person && p.plural {
		return p.group
	}
	return target
}
