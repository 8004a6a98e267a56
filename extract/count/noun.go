package count

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// The kinds of clauses that matter here.
const (
	complement  = token.Complement
	participial = token.Participial
)

// clauseOf returns the index of the clause in whose reach group g stands, or -1: its verb's arguments, or the verb before it.
func (r *reader) clauseOf(g int) int {
	best := -1
	for i := range r.clauses {
		c := &r.clauses[i]
		if r.argument(g, i) {
			return i
		}
		if c.Verb < g {
			best = i
		}
	}
	return best
}

// readNoun finds the counts that the noun of group g gives: tolls, deaths, cases, bodies, crowds, "no casualties".
func (r *reader) readNoun(g int) {
	one, _ := lexicon().singular(r.word(g))
	if r.readCounter(g, one) {
		return
	}
	r.readState(g)
	r.readUncertain(g)
	if (one == "injury" || one == "wound") && r.readCaused(g) {
		return
	}
	if r.hasWounds(g) {
		r.readWounds(g)
		return
	}
	e, ok := lexicon().nouns[one]
	if ok && r.outbreak() && r.readRow(g, e) {
		return
	}
	if ok && !r.hypotheticalNoun(&r.doc.Groups[g]) && !r.intended(g) && (e.measure != "cases" || r.diseased(g)) {
		r.readEventNoun(g, e)
	}
}

// readCounter reads a noun that has a way of its own to count: tolls, rises, "no casualties", bodies and crowds. It reports whether that is all that the noun tells.
func (r *reader) readCounter(g int, one string) bool {
	switch {
	case r.isToll(g):
		r.readToll(g)
	case (one == "case" || one == "infection" || one == "death") && r.word(g) != one && r.readRise(g):
	case one == "casualty" || one == "injury" || one == "fatality" || one == "death" || one == "victim":
		return r.readNone(g, one)
	case one == "body" || one == "corpse":
		r.readBodies(g)
	case one == "crowd":
		r.readCrowd(g)
	case lexicon().protests["marcher"][one]:
		r.readMarchers(g)
	default:
		return false
	}
	return true
}

// hasWounds reports whether group g is what somebody before it has: "a man with burns", in a headline "Nurse in critical condition after stabbing".
func (r *reader) hasWounds(g int) bool {
	if g-2 < r.first || r.kind(g-2) != extract.NounGroup {
		return false
	}
	return r.word(g-1) == "with" && hurts(r.word(g)) || r.word(g-1) == "in" && r.condition(g) && r.heading()
}

// readRise reads "Cases have risen to 412", "deaths reached 44": a bare plural that a verb brings to a figure.
func (r *reader) readRise(g int) bool {
	if q, numbered := readQuantity(r.doc, r.doc.Groups[g].First, r.doc.Groups[g].Last); numbered && q.last <= r.doc.Groups[g].Head {
		return false
	}
	for c := range r.clauses {
		cl := &r.clauses[c]
		if lemma := r.doc.Groups[cl.Verb].Verb.Lemma; cl.Subject != g || !climbs[lemma] && lemma != "double" && lemma != "triple" {
			continue
		}
		one, _ := lexicon().singular(r.word(g))
		e, figure := lexicon().nouns[one], r.clauseFigure(c, g)
		if figure < 0 || e.measure == "cases" && !r.diseased(g) && !r.outbreak() {
			return false
		}
		p, ok := r.party(figure)
		ctx, real := r.base(e, r.doc.Tokens[r.doc.Groups[g].Head].Span, c, "toll")
		if !ok || !real || p.unnumbered || p.structure {
			return false
		}
		ctx.anchor = "cumulative"
		r.add([]party{p}, ctx)
		return true
	}
	return false
}

// readState reads "nine wounded soldiers", "one dead person", "a wounded officer".
func (r *reader) readState(g int) {
	grp := &r.doc.Groups[g]
	for i := grp.First; i < grp.Head; i++ {
		h := lexicon().heads[r.doc.Tokens[i].Lower]
		if h.measure != "killed" && h.measure != "injured" && h.measure != "missing" {
			continue
		}
		p, ok := r.party(g)
		if !ok || !p.person || p.q.definite || p.q.qualifier == "none" || p.unnumbered && p.plural && !r.tokenIn(grp, "number") {
			return
		}
		if ctx, real := r.base(h, r.doc.Tokens[i].Span, r.clauseOf(g), "state"); real {
			r.add([]party{p}, ctx)
		}
		return
	}
}

// heading reports whether the sentence is a headline, which may go without a verb.
func (r *reader) heading() bool {
	return r.doc.Sentences[r.sentence].Kind == extract.Headline || r.doc.InTitle(r.doc.Sentences[r.sentence].Span)
}

// hypotheticalNoun reports whether a noun is modified as something that did not come about: "attempted murder".
func (r *reader) hypotheticalNoun(grp *extract.Group) bool {
	for i := grp.First; i < grp.Head; i++ {
		switch r.doc.Tokens[i].Lower {
		case "attempted", "possible", "potential", "planned", "threatened", "future", "violent", "degree", "first-degree", "second-degree", "capital", "unsolved", "any":
			return true
		}
	}
	return false
}

// argument reports whether group g is an argument of clause c.
func (r *reader) argument(g, c int) bool {
	cl := &r.clauses[c]
	if cl.Subject == g || cl.Object == g {
		return true
	}
	for _, p := range cl.Preps {
		if p.Group == g {
			return true
		}
	}
	return false
}

// ofLater returns the noun group that hangs on g by "of", other phrases between: "the killing by police of a boy".
func (r *reader) ofLater(g int) int {
	for k := g + 1; k+1 < r.last && k < g+6; k += 2 {
		if r.kind(k) != extract.Preposition || r.kind(k+1) != extract.NounGroup {
			return -1
		}
		if r.word(k) == "of" {
			return k + 1
		}
	}
	return -1
}

// causes are verbs whose object is real only if they are.
var causes = wordSet("cause result lead bring avoid prevent stop mean provoke trigger risk face threaten plan plot order carry commit perpetrate execute attempt stage")

// presupposed reports whether a definite event is taken for granted by a verb that speaks of it though nothing is asserted:
// "an inquiry into the murder of two clerks".
func (r *reader) presupposed(g, c int) bool {
	first := &r.doc.Tokens[r.doc.Groups[g].First]
	if c < 0 || first.Lower != "the" && first.Tag != "PRP$" && !possessive(r.doc, &r.doc.Groups[g]) {
		return false
	}
	v := &r.doc.Groups[r.clauses[c].Verb].Verb
	return (v.Infinitive || unreal[v.Control]) && !causes[v.Lemma]
}

// intended reports whether an event noun only names what somebody wants: "a plot for the murder of", "planned the killing of", "a warrant for the arrest of".
func (r *reader) intended(g int) bool {
	for k := g - 1; k >= r.first && k >= g-2; k-- {
		switch one, _ := lexicon().singular(r.word(k)); {
		case r.kind(k) == extract.VerbGroup:
			v := &r.doc.Groups[k].Verb
			if v.Lemma == "want" && r.word(k+1) == "in" {
				return false // "wanted in the death of"
			}
			return unreal[v.Lemma] || v.Lemma == "prevent" || v.Lemma == "foil" || v.Lemma == "thwart"
		case one == "warrant" || one == "plot" || one == "plan" || one == "attempt" || one == "threat" || one == "order" || one == "conspiracy" || one == "bid":
			return true
		}
	}
	return false
}

// readEventNoun reads "three deaths", "the killing of two priests", "Smith's death".
func (r *reader) readEventNoun(g int, e effect) {
	grp := &r.doc.Groups[g]
	if e.weak && e.measure == "injured" && r.deadly(g) {
		e.measure, e.weak = "killed", false
	}
	ctx, real := r.base(e, r.doc.Tokens[grp.Head].Span, r.governing(g), "noun")
	if !real {
		return
	}
	ctx.single = false
	if status := r.surety(grp); status != "" && (e.measure == "cases" || e.measure == "killed") {
		ctx.status = status
	}
	if e.frame == of && r.emitOf(g, ctx) || e.measure == "cases" && r.withoutCase(g) {
		return
	}
	q, numbered := r.quantityOf(g, e, &ctx)
	switch one, _ := lexicon().singular(r.word(g)); {
	case one == "massacre": // a number of massacres is none of people
	case numbered && q.best > 1 && e.frame == of && one == r.word(g): // "several kidnapping and arson files"
	case numbered && !e.weak && q.last <= grp.Head && !r.noCount(g):
		if q.best > 1 && r.ofYear(g) {
			ctx.anchor, ctx.period = "period", "in "+r.word(g+2)
		}
		r.add([]party{{group: g, span: grp.Span, q: q, role: roleUnspecified, victim: "one", person: true, plural: q.best != 1}}, ctx)
	case e.frame == of && !e.weak && e.measure == "killed":
		r.readPossessor(g, ctx)
	}
}

// governing returns the clause on whose verb it hangs whether the event of a noun happened, or -1.
func (r *reader) governing(g int) int {
	c := r.clauseOf(g)
	if r.presupposed(g, c) || c >= 0 && !r.argument(g, c) && r.commaBetween(r.clauses[c].Verb, g) {
		return -1
	}
	return c
}

// emitOf adds those who stand behind the "of" of an event noun: "the killing of two priests".
func (r *reader) emitOf(g int, ctx context) bool {
	inner := r.ofLater(g)
	if inner < 0 {
		return false
	}
	p, ok := r.party(inner)
	ctx.rule = "count/noun-of"
	return ok && p.q.qualifier != "none" && !p.pronoun && r.emit(inner, ctx)
}

// withoutCase reports whether cases at group g are such as there were none of: "42 days without a new case".
func (r *reader) withoutCase(g int) bool {
	grp := &r.doc.Groups[g]
	_, numbered := readQuantity(r.doc, grp.First, grp.Last)
	return !numbered && r.word(g-1) == "without"
}

// quantityOf returns the number of an event noun; of cases and deaths of a disease the latest or the first is one too: "the first human death linked to bird flu".
func (r *reader) quantityOf(g int, e effect, ctx *context) (quantity, bool) {
	grp := &r.doc.Groups[g]
	q, numbered := readQuantity(r.doc, grp.First, grp.Last)
	if n := r.latestCase(grp); e.measure == "cases" && n > 0 && !r.ofHerds() && r.word(g) == "case" && r.word(r.first) != "this" && r.word(r.first) != "it" {
		q.set("exact", n, n)
		q.last, ctx.anchor = grp.Head, "cumulative"
		return q, true
	}
	if e.measure == "cases" && !numbered {
		if r.ofHerds() {
			return q, false
		}
		if q, ok := r.listedCases(g); ok {
			q.last = grp.Head
			return q, true
		}
		return r.oneCase(grp)
	}
	if e.measure == "killed" && !numbered && r.word(g) == "death" && r.tokenIn(grp, "first") && r.outbreak() {
		return quantity{lo: 1, hi: 1, best: 1, qualifier: "exact", last: grp.Head}, true
	}
	if e.measure == "cases" {
		q = r.withOtherSurety(g, q)
	}
	return q, numbered
}

// ofYear reports whether a number of killings is that of a year: "38 homicides in 2012".
func (r *reader) ofYear(g int) bool {
	switch r.word(g) {
	case "homicides", "murders", "killings", "slayings", "kidnappings":
		return g+2 < r.last && r.word(g+1) == "in" && isYear(r.word(g+2))
	}
	return false
}

// readPossessor reads the victim of "the mayor's death", "Smith's murder", and whose body is hurt: "his brothers' legs".
func (r *reader) readPossessor(g int, ctx context) {
	grp := &r.doc.Groups[g]
	for i := grp.First + 1; i < grp.Head; i++ {
		if before := r.doc.Tokens[grp.Head-1].Tag; r.doc.Tokens[i].Tag != "POS" || i+1 < grp.Head && before != "POS" && before != "VBN" && !strings.HasPrefix(before, "JJ") {
			continue
		}
		owner := extract.Group{Span: extract.Span{Start: grp.Start, End: r.doc.Tokens[i-1].End}, Kind: extract.NounGroup, First: grp.First, Last: i, Head: i - 1}
		p := party{group: g, span: owner.Span, role: roleUnspecified, unnumbered: true, q: oneOf(true)}
		one, plural := lexicon().singular(r.doc.Tokens[i-1].Lower)
		role, person := lexicon().role(one)
		switch {
		case plural && ctx.rule != ruleBody:
			return // "the monks' murder" is one of as many as the text told before
		case !plural && r.isName(&owner):
			p.name, p.victim, p.person = true, strings.ToLower(r.nameText(&owner)), true
		case person:
			p.role, p.victim, p.person, p.plural = role, one, true, plural
		default:
			return
		}
		if plural {
			p.q.lo, p.q.hi, p.q.best, p.q.qualifier = 2, -1, 2, "vague"
		}
		r.add([]party{p}, ctx)
		return
	}
}
