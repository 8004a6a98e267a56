package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// roleAt decides the role of an actor by its side of one trigger.
func (r *reader) roleAt(t extract.Mention[extract.Trigger], a extract.Mention[extract.Actor], first, last int) string {
	at, end := r.tokenRange(t.Span)
	clause := r.ownSubject(r.clauseAt(r.doc.Tokens[at].Sentence, t.Span))
	switch {
	case t.Value.Noun:
		if role := r.roleBeyondNoun(clause, t, a.Span); role != "" {
			return role
		}
		if t.Value.Realis == "threatened" && r.comesFrom(end, first) || extract.Family(t.Value.Type) == "clash" && r.side(end, first) {
			return "perpetrator"
		}
		role := r.roleAtNoun(at, end, first, last)
		if role == "perpetrator" && t.Value.Type == "security.arrest" && (!doers[a.Value.Kind] || a.Value.Kind == "unknown") {
			return "victim" // "Perez's arrest"
		}
		return role
	case clause != nil && r.doc.Groups[clause.Verb].Overlaps(t.Span) && clause.Subject >= 0:
		if extract.Family(t.Value.Type) == "clash" && r.opponent(clause, a) {
			return "perpetrator"
		}
		return r.roleInClause(clause, a.Span)
	case last <= at && at-last <= 3 && !r.verbBetween(last, at):
		if t.Value.Passive || suffered[t.Value.Lemma] || r.word(at-1) == "found" || t.Value.Type == "effect.missing" {
			return "victim" // "280 people, many of them students, were missing after a ferry capsized"
		}
		return "perpetrator"
	case first >= end && first-end <= 4 && !t.Value.Passive && !r.stopBetween(end, first):
		return "target"
	}
	return ""
}

// roleBeyondNoun returns the role that the verb of the clause around an event noun gives its subject, or "": "carried out the attack", "engaged in looting",
// "suffered an attack".
func (r *reader) roleBeyondNoun(c *token.Clause, t extract.Mention[extract.Trigger], actor extract.Span) string {
	if c == nil || !r.inGroup(actor, c.Subject) {
		return ""
	}
	lemma, object := r.doc.Groups[c.Verb].Verb.Lemma, r.inGroup(t.Span, c.Object)
	switch {
	case object && supportVerbs[lemma], r.takesPart(c, t.Span):
		return "perpetrator"
	case object && suffered[lemma]:
		return "victim"
	}
	return ""
}

// comesFrom reports whether a threat that ends before token end is one from the actor at token first: "a death threat from the FARC".
func (r *reader) comesFrom(end, first int) bool {
	if r.word(first-1) == "the" {
		first--
	}
	return first > end && first-end <= 3 && r.word(first-1) == "from"
}

// takesPart reports whether the subject of a clause does what the event noun at s says, which hangs on its verb by "in": "terrorists engaged in looting".
func (r *reader) takesPart(c *token.Clause, s extract.Span) bool {
	switch r.doc.Groups[c.Verb].Verb.Lemma {
	case "engage", "participate":
	default:
		return false
	}
	return slices.ContainsFunc(c.Preps, func(p token.Prep) bool { return p.Word == "in" && r.inGroup(s, p.Group) })
}

// side reports whether an actor at token first is one of the two sides of a fight that ends before token end: "clashes between soldiers and FARC rebels",
// "fighting was reported between the army and the ELN".
func (r *reader) side(end, first int) bool {
	between := false
	for i := end; i < first; i++ {
		switch w := r.word(i); {
		case w == "between":
			between = true
		case subordinators[w] || w == ";" || w == "," || !between && i-end > 5 || i-end > 14 || between && strings.HasPrefix(r.doc.Tokens[i].Tag, "VB"):
			return false
		}
	}
	return between
}

// opponent reports whether an actor is one with whom the subject of a clause fights: "the army clashed with FARC rebels", "is battling FARC rebels".
func (r *reader) opponent(c *token.Clause, a extract.Mention[extract.Actor]) bool {
	if bands[a.Value.Kind] && (r.inGroup(a.Span, c.Object) || r.inBand(a.Span, c.Object)) {
		return true
	}
	return slices.ContainsFunc(c.Preps, func(p token.Prep) bool {
		return (p.Word == "with" || p.Word == "against") && (r.inGroup(a.Span, p.Group) || r.inBand(a.Span, p.Group))
	})
}

// roleInClause decides the role by the trigger's own clause: who does it, who suffers it, who stands behind "by".
func (r *reader) roleInClause(c *token.Clause, s extract.Span) string {
	passive := r.doc.Groups[c.Verb].Verb.Passive
	if handled[r.doc.Groups[c.Verb].Verb.Lemma] {
		return r.roleHandled(c, s)
	}
	if r.inGroup(s, c.Subject) && r.foiled(c) {
		return "responder" // "the army foiled an attempt to kidnap him"
	}
	switch {
	case r.inGroup(s, c.Subject) && (passive || suffered[r.doc.Groups[c.Verb].Verb.Lemma] && !(c.Object >= 0 && setOff[r.doc.Groups[c.Verb].Verb.Lemma])):
		return "victim"
	case r.inGroup(s, c.Subject), r.inBand(s, c.Subject) && !passive:
		return "perpetrator"
	case r.inGroup(s, c.Object):
		return "target"
	}
	for _, p := range c.Preps {
		if p.Word == "by" && passive && (r.inGroup(s, p.Group) || r.inBand(s, p.Group)) {
			return "perpetrator"
		}
	}
	return ""
}

// inBand reports whether a span hangs by "of" on a group that is a band of them: "a column of FARC guerrillas".
func (r *reader) inBand(s extract.Span, g int) bool {
	return g >= 0 && g+2 < len(r.doc.Groups) && bandWords[r.word(r.doc.Groups[g].Head)] && r.word(r.doc.Groups[g+1].First) == "of" && r.doc.Groups[g+2].Overlaps(s)
}

// roleHandled decides the role beside a verb of those who come afterwards: who finds a body or defuses a bomb responds.
func (r *reader) roleHandled(c *token.Clause, s extract.Span) string {
	passive := r.doc.Groups[c.Verb].Verb.Passive
	switch {
	case r.inGroup(s, c.Subject) && passive, r.inGroup(s, c.Object) && !passive:
		return "victim"
	case r.inGroup(s, c.Subject):
		return "responder"
	}
	for _, p := range c.Preps {
		if p.Word == "by" && passive && r.inGroup(s, p.Group) {
			return "responder"
		}
	}
	return ""
}

// suffered are verbs whose subject comes to harm or only takes part.
var suffered = wordSet("die pass perish succumb drown collapse crash explode detonate survive disappear vanish suffer sustain lose occur happen flee escape receive go")

// foiled reports whether an infinitive hangs on a verb of those who come between.
func (r *reader) foiled(c *token.Clause) bool {
	if c.Kind != token.Infinitival || c.Parent < 0 {
		return false
	}
	clauses := r.clausesOf(r.doc.SentenceAt(c.Start))
	return c.Parent < len(clauses) && handled[r.doc.Groups[clauses[c.Parent].Verb].Verb.Lemma]
}

// setOff are verbs of suffered that with an object are what somebody does to it: "rebels exploded a charge".
var setOff = wordSet("explode detonate crash sink collapse")

// handled are verbs of those who come afterwards: their subject neither did it nor suffered it.
var handled = wordSet("find defuse discover locate respond treat deactivate disarm recover rescue foil thwart repel prevent frustrate avert neutralize repulse intercept")

// supportVerbs turn an event noun into what their subject does: "carried out the attack".
var supportVerbs = wordSet("plan mastermind direct orchestrate organize sponsor finance carry launch stage mount perpetrate commit conduct execute unleash make lead order continue resume renew intensify escalate")

// roleAtNoun decides the role beside an event noun: "the rebel attack", "an attack by rebels", "an attack on police".
func (r *reader) roleAtNoun(at, end, first, last int) string {
	if last <= at && at-last <= 1 || last+1 == at && r.word(last) == "'s" {
		return "perpetrator"
	}
	if first >= end && first-end <= 4 {
		for i := end; i < first; i++ {
			switch w := r.word(i); {
			case subordinators[w]:
				return ""
			case w == "on" || w == "against" || w == "at":
				return r.behindPreposition(i, first, "target")
			case w == "by":
				return r.behindPreposition(i, first, "perpetrator")
			}
		}
	}
	return ""
}

// behindPreposition returns role where no other clause opens and no time stands between the preposition at token i and the actor at token
// first: an "attempt on Sunday when gunmen fired" is none on gunmen.
func (r *reader) behindPreposition(i, first int, role string) string {
	between := extract.Span{Start: r.doc.Tokens[i].End, End: r.doc.Tokens[first].Start}
	if len(within(r.doc.Times, between)) > 0 {
		return ""
	}
	for ; i < first; i++ {
		if w := r.word(i); subordinators[w] || w == "of" && role == "perpetrator" && !bandWords[r.word(i-1)] {
			return "" // "the murder by gunfire of two nuns"
		}
	}
	return role
}

// bandWords stand before "of" and those whom they number.
var bandWords = wordSet("group groups band number members member dozens hundreds scores thousands gang pair couple column columns squad unit units commando detachment")

// subordinators open a clause.
var subordinators = wordSet("when where who which that after before as while because if")

// verbBetween reports whether a verb of saying or a relative pronoun parts a subject from its verb.
func (r *reader) verbBetween(a, b int) bool {
	for i := a; i < b; i++ {
		if w := r.word(i); r.saysAt(i) || w == "that" || w == ";" {
			return true
		}
	}
	return false
}
