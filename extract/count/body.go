package count

import (
	"sitrep/extract"
	"sitrep/extract/token"
)

// readBodily reads harm that is told of a part of the body, and finds whose it is: "cut a driver's arm", "blew off both legs of a farmer", "slit their throats".
// Whose throat is cut is killed.
func (r *reader) readBodily(c int) bool {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	if !maims[v.Lemma] || v.Passive {
		return false
	}
	part := cl.Object
	if v.Lemma == "blow" {
		part = r.blownOff(c)
	}
	if part < 0 || !r.bodyPart(part) {
		return false
	}
	e := effect{measure: "injured"}
	if one, _ := lexicon().singular(r.word(part)); one == "throat" {
		e.measure = "killed"
	}
	ctx, real := r.base(e, r.doc.Tokens[r.doc.Groups[cl.Verb].Head].Span, c, "body")
	if !real || v.Negated {
		return false
	}
	ctx.single = false
	r.emitOwner(part, ctx)
	return true
}

// maims are verbs that hurt by the part of the body that is their object.
var maims = wordSet("blow sever slash slice slit cut amputate mutilate")

// blownOff returns the part of the body that clause c says was blown off, or -1.
func (r *reader) blownOff(c int) int {
	cl := &r.clauses[c]
	for _, p := range cl.Preps {
		switch {
		case p.Word != "off":
		case r.word(p.Group+1) == "'" && p.Group+2 < r.last:
			return p.Group + 2 // "blew off his brothers' legs"
		default:
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
	case g-2 >= r.first && r.word(g-1) == "'":
		r.emit(g-2, ctx)
	case possessive(r.doc, grp):
		r.readPossessor(g, ctx)
	case first.Lower == "his" || first.Lower == "her":
		p := party{group: g, span: first.Span, role: roleUnspecified, victim: first.Lower, pronoun: true, person: true, unnumbered: true,
			q: quantity{lo: 1, hi: 1, best: 1, qualifier: "exact", definite: true}}
		r.add([]party{p}, ctx)
	}
}

// bodily reports whether what struck somebody struck the body: "hit in the leg", "cut on the arm", "struck by a bullet", "hit in the crossfire".
func (r *reader) bodily(c int) bool {
	for _, p := range r.clauses[c].Preps {
		one, _ := lexicon().singular(r.word(p.Group))
		switch class := lexicon().things[one]; {
		case (p.Word == "in" || p.Word == "on") && class == "body", (p.Word == "in" || p.Word == "during") && (one == "crossfire" || one == "gunfire" || one == "shooting"), p.Word == "by" && (class == "weapon" || class == "vehicle" || one == "gunfire" || one == "gunshot" || one == "lightning" || one == "shrapnel" || one == "debris"):
			return true
		}
	}
	return false
}

// projectile reports whether group g is what was shot.
func (r *reader) projectile(g int) bool {
	switch r.word(g) {
	case "bullet", "bullets", "gunfire", "shot", "shots", "round", "rounds", "shrapnel", "gunshot", "gunshots", "pellet", "pellets":
		return true
	}
	return false
}

// limbsOnly reports whether clause c names parts of the body that were hit, all of them such as nobody dies of.
func (r *reader) limbsOnly(c int) bool {
	limbs := false
	for _, p := range r.clauses[c].Preps {
		if p.Word != "in" && p.Word != "on" || !r.bodyPart(p.Group) {
			continue
		}
		for _, g := range token.Conjuncts(r.doc, p.Group) {
			if one, _ := lexicon().singular(r.word(g)); !limbWords[one] {
				return false
			}
		}
		limbs = true
	}
	return limbs
}

var limbWords = wordSet("leg arm foot hand ankle thigh knee wrist elbow finger toe calf shin heel")
