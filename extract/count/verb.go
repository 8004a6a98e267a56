package count

import (
	"strings"

	"sitrep/extract"
)

// readVerb finds the counts that the verb of clause c gives.
func (r *reader) readVerb(c int) {
	if r.readBodily(c) || r.readNoneSurvived(c) {
		return
	}
	g := &r.doc.Groups[r.clauses[c].Verb]
	e, target, ok := r.verbEffect(c)
	if !ok || target < 0 {
		return
	}
	ctx, real := r.base(e, r.doc.Tokens[g.Head].Span, c, "verb")
	if !real || e.measure == "killed" && r.ailment(c) || r.atTheTime(c) || g.Verb.Negated || r.neither(target) || ctx.measure != "structures_damaged" && r.eitherOf(c) {
		return
	}
	if r.nobodyBelieved(c, target) {
		r.none(ctx, r.doc.Groups[target].Span, r.doc.Tokens[g.Head].Lower)
		return
	}
	if ctx.measure == "cases" && r.fumes() {
		ctx.measure = "injured"
	}
	target = r.befell(c, target)
	ctx.self = r.self(c)
	if r.also(c) {
		ctx.also = r.reach(target)
	}
	if p, ok := r.party(target); ok && p.q.qualifier == "none" {
		if !r.elseBehind(target) {
			r.none(ctx, p.span, r.doc.Tokens[g.Head].Lower)
		}
		return
	}
	r.emitVerb(c, target, ctx)
}

// eitherOf reports whether the verb of clause c is joined to another one of harm by "or", so that the words count those of both: "40 people were
// killed or wounded". Houses that were destroyed or damaged were damaged at least.
func (r *reader) eitherOf(c int) bool {
	harm := func(g int) bool {
		if g < r.first || g >= r.last || r.kind(g) != extract.VerbGroup {
			return false
		}
		_, ok := lexicon().effectOf(r.doc.Groups[g].Verb.Lemma)
		return ok
	}
	v := r.clauses[c].Verb
	return v+1 < r.last && r.word(v+1) == "or" && harm(v+2) || v > r.first && r.word(v-1) == "or" && harm(v-2)
}

// emitVerb adds the people at group target, and those whom the clause joins to them; of structures where it counts no people.
func (r *reader) emitVerb(c, target int, ctx context) {
	g := &r.doc.Groups[r.clauses[c].Verb]
	if ctx.measure == "hospitalized" && !r.outbreak() && !r.unharmed() {
		hurt := ctx
		hurt.measure, hurt.weak, hurt.rule = "injured", true, ruleHospital
		r.emit(target, hurt)
	}
	if r.emit(target, ctx) || ctx.building {
		r.emitAlong(c, ctx)
		r.emitGapped(c, ctx)
		return
	}
	if b, ok := lexicon().verbs[g.Verb.Lemma+" building"]; ok {
		if ctx, real := r.base(b, r.doc.Tokens[g.Head].Span, c, "verb"); real {
			r.emit(target, ctx)
		}
	}
}

// atTheTime reports whether the verb of clause c only says when something else was: "who was on shift at the time Ana Vega died".
func (r *reader) atTheTime(c int) bool {
	g := r.clauses[c].Verb - 1
	if g <= r.first || r.kind(g) != extract.NounGroup || r.kind(g-1) != extract.Preposition || r.doc.Groups[g].Last-r.doc.Groups[g].First < 3 {
		return false
	}
	i := r.doc.Groups[g].First
	return r.twoWords(i, "the", "time") || r.twoWords(i, "the", "moment")
}

// self returns the group that a reflexive object of clause c refers to, or -1: its subject.
func (r *reader) self(c int) int {
	cl := &r.clauses[c]
	if cl.Object < 0 || cl.Subject < 0 {
		return -1
	}
	return cl.Subject
}

// accident reports whether the sentence says that it happened by accident, so that one who shot himself is no attacker.
func (r *reader) accident() bool {
	sent := &r.doc.Sentences[r.sentence]
	for i := sent.First; i < sent.Last; i++ {
		switch r.doc.Tokens[i].Lower {
		case "accidentally", "accidently", "accidental", "unintentionally", "inadvertently", "mistakenly":
			return true
		}
	}
	return false
}

// verbEffect returns the effect of the verb of clause c and the group of those whom it befalls.
func (r *reader) verbEffect(c int) (e effect, target int, ok bool) {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	e, ok = lexicon().effectOf(v.Lemma)
	target = cl.Subject
	if special, t, found := r.construction(c); found {
		return special, t, true
	}
	if !ok || (v.Lemma == "contract" || v.Lemma == "catch") && !r.illness(cl.Object) {
		return e, -1, false
	}
	if e.frame == object && !v.Passive {
		target = cl.Object
	}
	if v.Passive && v.Participle && target < 0 && c+1 < len(r.clauses) && r.clauses[c+1].Subject < 0 && r.doc.Groups[r.clauses[c+1].Verb].Verb.Lemma == "be" {
		target = r.clauses[c+1].Object // "Killed were a teacher and two pupils"
	}
	if e.frame == subject && cl.Object == cl.Verb+1 && !v.Passive && v.Lemma == "drown" {
		target = cl.Object
	}
	if e.measure == "injured" && (r.fatal(c) || r.shotHelpless(c)) {
		e.measure, e.weak = "killed", false
	}
	e.weak = e.weak && !r.limbsOnly(c)
	if e.measure == "cases" && v.Passive && r.describesOne(target) {
		e.numbered = false // "a man has been diagnosed with Ebola"
	}
	return e, target, true
}

// illness reports whether a group names a disease.
func (r *reader) illness(g int) bool {
	if g < 0 {
		return false
	}
	for i := r.doc.Groups[g].First; i < r.doc.Groups[g].Last; i++ {
		if lexicon().diseases[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	return false
}

// next returns the word behind group g, adverbs passed over.
func (r *reader) next(g int) string {
	if k := r.behind(g); k >= 0 {
		return r.doc.Tokens[r.doc.Groups[k].First].Lower
	}
	return ""
}

// behind returns the group behind g, adverbs passed over, or -1.
func (r *reader) behind(g int) int {
	for k := g + 1; k < r.last; k++ {
		if !strings.HasPrefix(r.doc.Tokens[r.doc.Groups[k].Head].Tag, "RB") {
			return k
		}
	}
	return -1
}
