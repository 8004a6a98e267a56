package count

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// readBodily reads harm that is told of a part of the body, and finds whose it is: "cut a driver's arm", "blew off both legs of a farmer", "slit their throats".
func (r *reader) readBodily(c int) bool {
	v := &r.doc.Groups[r.clauses[c].Verb]
	part := r.maimed(c)
	if part < 0 || !r.bodyPart(part) {
		return false
	}
	ctx, real := r.base(r.maiming(part), r.doc.Tokens[v.Head].Span, c, "body")
	if !real || v.Verb.Negated {
		return false
	}
	ctx.single = false
	r.emitOwner(part, ctx)
	return true
}

// ruleBody reads harm to a part of somebody's body.
const ruleBody = "count/body"

// maimed returns the group of what clause c says was cut or blown off, or -1.
func (r *reader) maimed(c int) int {
	switch v := &r.doc.Groups[r.clauses[c].Verb].Verb; {
	case !lexicon().injuries["maim"][v.Lemma] || v.Passive:
		return -1
	case v.Lemma == "blow":
		return r.blownOff(c)
	}
	return r.clauses[c].Object
}

// maiming returns what harm to the part of the body at group g does: whose throat is cut is killed.
func (r *reader) maiming(g int) effect {
	if one, _ := lexicon().singular(r.word(g)); one == "throat" {
		return effect{measure: "killed"}
	}
	return effect{measure: "injured"}
}

// blownOff returns the part of the body that clause c says was blown off, or -1.
func (r *reader) blownOff(c int) int {
	cl := &r.clauses[c]
	for _, p := range cl.Preps {
		if p.Word == "off" {
			return p.Group
		}
	}
	if r.next(cl.Verb) == "off" {
		return cl.Object
	}
	return -1
}

// bodyPart reports whether group g names a part of the body.
func (r *reader) bodyPart(g int) bool {
	one, _ := lexicon().singular(r.word(g))
	return r.kind(g) == extract.NounGroup && lexicon().things[one] == "body" && !hurts(r.word(g))
}

// emitOwner adds those whose body the part at group g is of; a pronoun stands for one person.
func (r *reader) emitOwner(g int, ctx context) {
	grp := &r.doc.Groups[g]
	first := &r.doc.Tokens[grp.First]
	switch inner := r.ofGroup(g); {
	case inner >= 0:
		r.emit(inner, ctx)
	case possessive(r.doc, grp):
		r.readPossessor(g, ctx)
	case first.Lower == "his" || first.Lower == "her":
		p := party{group: g, span: first.Span, role: roleUnspecified, victim: first.Lower, pronoun: true, person: true, unnumbered: true,
			q: oneOf(true)}
		r.add([]party{p}, ctx)
	}
}

// bodily reports whether what struck somebody in clause c struck the body: "hit in the leg", "cut on the arm", "struck by a bullet", "hit in the crossfire".
func (r *reader) bodily(c int) bool { return slices.ContainsFunc(r.clauses[c].Preps, r.strikes) }

// strikes reports whether a prepositional phrase behind "hit" tells where in the body, in what fire or by what.
func (r *reader) strikes(p token.Prep) bool {
	word := r.word(p.Group)
	one, _ := lexicon().singular(word)
	class, injuries := lexicon().things[one], lexicon().injuries
	switch p.Word {
	case "in":
		return class == "body" || injuries["exchange"][one]
	case "on":
		return class == "body"
	case "during":
		return injuries["exchange"][one]
	case "by":
		return class == "weapon" || class == "vehicle" || (injuries["strike"][one] || injuries["strike"][word])
	}
	return false
}

// projectile reports whether group g is what was shot: "a bullet (struck a girl)".
func (r *reader) projectile(g int) bool { return lexicon().injuries["shot"][r.word(g)] }

// limbsOnly reports whether clause c names parts of the body that were hit, all of them such as nobody dies of: "shot in the arm and the leg".
func (r *reader) limbsOnly(c int) bool {
	limbs := false
	for _, p := range r.clauses[c].Preps {
		if p.Word != "in" && p.Word != "on" || !r.bodyPart(p.Group) {
			continue
		}
		if slices.ContainsFunc(token.Conjuncts(r.doc, p.Group), r.noLimb) {
			return false
		}
		limbs = true
	}
	return limbs
}

// noLimb reports whether group g names anything but a limb.
func (r *reader) noLimb(g int) bool {
	one, _ := lexicon().singular(r.word(g))
	return !lexicon().injuries["limb"][one]
}
