package count

import (
	"slices"

	"sitrep/extract/token"
)

// readCaused reads injuries without a number that something caused: of those behind "to" ("caused injuries to five people"), else of one or more.
func (r *reader) readCaused(g int) bool {
	c := r.clauseOf(g)
	if c < 0 || r.clauses[c].Object != g || r.doc.Tokens[r.doc.Groups[g].First].Tag == "CD" {
		return false
	}
	v := &r.doc.Groups[r.clauses[c].Verb].Verb
	ctx, real := r.base(r.injury(g), r.doc.Tokens[r.doc.Groups[g].Head].Span, c, "caused")
	if v.Lemma != "cause" && v.Lemma != "inflict" || !real || v.Negated {
		return false
	}
	ctx.single = false
	if !r.emitInflicted(c, ctx) && v.Lemma == "cause" && r.word(g) == "injuries" {
		ctx.weak = true
		r.add([]party{{group: g, span: r.doc.Groups[g].Span, role: roleUnspecified, victim: "one", person: true, plural: true, unnumbered: true,
			q: quantity{lo: 1, hi: -1, best: 1, qualifier: "vague"}}}, ctx)
	}
	return true
}

// injury returns what injuries at group g do to people: deadly ones kill.
func (r *reader) injury(g int) effect {
	if r.deadly(g) {
		return effect{measure: "killed"}
	}
	return effect{measure: "injured"}
}

// emitInflicted adds those to whom clause c says that injuries were caused.
func (r *reader) emitInflicted(c int, ctx context) bool {
	return slices.ContainsFunc(r.clauses[c].Preps, func(p token.Prep) bool {
		return (p.Word == "to" || p.Word == "on") && r.emit(p.Group, ctx)
	})
}

// readWounds reads "three men with gunshot wounds".
func (r *reader) readWounds(g int) {
	c := r.clauseOf(g)
	ctx, real := r.base(effect{measure: "injured", weak: true}, r.doc.Tokens[r.doc.Groups[g].Head].Span, c, "wounds")
	if p, ok := r.party(g - 2); ok && real && p.person {
		ctx.single = false
		r.emit(r.partitive(g-2), ctx)
	}
}

// hurts reports whether a word means injuries.
func hurts(word string) bool { return lexicon().injuries["injury"][word] }

// lightly reports whether injuries are such as nobody dies of: "suffered minor burns".
func (r *reader) lightly(g int) bool { return r.describedBy(g, "slight") }

// deadly reports whether injuries are said to have killed: "suffered a fatal wound".
func (r *reader) deadly(g int) bool { return r.describedBy(g, "deadly") }

// describedBy reports whether a word that injuries.txt lists under a key stands in group g.
func (r *reader) describedBy(g int, key string) bool {
	grp := &r.doc.Groups[g]
	for i := grp.First; i < grp.Last; i++ {
		if lexicon().injuries[key][r.doc.Tokens[i].Lower] {
			return true
		}
	}
	return false
}

// wounds reports whether clause c has injuries behind one of some prepositions: "was taken away with gunshot wounds", "is treated for burns".
func (r *reader) wounds(c int, prepositions ...string) bool {
	return slices.ContainsFunc(r.clauses[c].Preps, func(p token.Prep) bool {
		return slices.Contains(prepositions, p.Word) && hurts(r.word(p.Group))
	})
}

// inCondition reports whether clause c has "in critical condition" behind its verb.
func (r *reader) inCondition(c int) bool {
	return slices.ContainsFunc(r.clauses[c].Preps, func(p token.Prep) bool { return p.Word == "in" && r.condition(p.Group) })
}

// condition reports whether group g names the state of a patient: "critical condition".
func (r *reader) condition(g int) bool {
	grp := &r.doc.Groups[g]
	return r.word(g) == "condition" && lexicon().injuries["condition"][r.doc.Tokens[max(grp.Head-1, grp.First)].Lower]
}

// underCare reports whether clause c says that somebody receives medical attention.
func (r *reader) underCare(c int) bool {
	cl := &r.clauses[c]
	if v := r.doc.Groups[cl.Verb].Verb.Lemma; cl.Object < 0 || v != "receive" && v != "require" {
		return false
	}
	return lexicon().injuries["care"][r.word(cl.Object)] && r.tokenIn(&r.doc.Groups[cl.Object], "medical")
}
