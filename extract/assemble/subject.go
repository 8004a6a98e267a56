package assemble

import (
	"strings"

	"sitrep/extract/token"
)

// ownSubject returns a clause with the subject that it shares with the one before it, where a comma or "and" stands before its verb and it has no subject but
// what the clause before acts on: "rebels entered a town on Monday, attacked a bank, and killed a guard". Behind "of" its subject is who is accused of it.
func (r *reader) ownSubject(c *token.Clause) *token.Clause {
	if c != nil && r.word(r.doc.Groups[c.Verb].First-1) == "of" {
		return r.accusedOf(c)
	}
	if c == nil || c.Kind != token.MainClause || !r.joinsVerb(c) {
		return c
	}
	clauses := r.clausesOf(r.doc.SentenceAt(r.doc.Groups[c.Verb].Start))
	for i := len(clauses) - 1; i >= 0; i-- {
		k := &clauses[i]
		if k.Verb >= c.Verb || k.Speech || k.Kind != token.MainClause && k.Kind != token.Complement {
			continue
		}
		if own := r.ownSubject(k).Subject; own >= 0 && borrows(c, k) {
			shared := *c
			shared.Subject = own
			return &shared
		}
		return c
	}
	return c
}

// accusedOf returns the clause of a deed that stands behind "of" with the subject whom the clause before it accuses: "the army accused the rebels of bombing a
// hospital", "they were accused of bombing". It is the clause itself where nobody is accused.
func (r *reader) accusedOf(c *token.Clause) *token.Clause {
	clauses := r.clausesOf(r.doc.SentenceAt(r.doc.Groups[c.Verb].Start))
	i := len(clauses) - 1
	for i >= 0 && clauses[i].Verb >= c.Verb {
		i--
	}
	if i < 0 || !accusing[r.doc.Groups[clauses[i].Verb].Verb.Lemma] {
		return c
	}
	accused := *c
	if accused.Subject = clauses[i].Object; r.doc.Groups[clauses[i].Verb].Verb.Passive {
		accused.Subject = clauses[i].Subject
	}
	return &accused
}

// accusing are verbs whose object is said to have done what stands behind "of".
var accusing = wordSet("accuse suspect convict")

// borrows reports whether the subject of a clause is none of its own: it has none, that of clause k before it, or what k acts on.
func borrows(c, k *token.Clause) bool {
	return c.Subject < 0 || c.Subject == k.Subject || actsOn(k, c.Subject)
}

// joinsVerb reports whether a sign or "and" stands right before the finite verb of an active clause.
func (r *reader) joinsVerb(c *token.Clause) bool {
	verb := r.doc.Groups[c.Verb]
	if verb.Verb.Passive || strings.HasSuffix(r.word(verb.First), "ing") {
		return false
	}
	w := r.word(verb.First - 1)
	return w == "," || w == ";" || w == "and"
}

// actsOn reports whether a noun group is the object of a clause or hangs on its verb.
func actsOn(c *token.Clause, g int) bool {
	if c.Object == g {
		return true
	}
	for _, p := range c.Preps {
		if p.Group == g {
			return true
		}
	}
	return false
}

// sharedDoer returns the attacker that is the subject of a frame's deed and stands before the frame, at a verb of another event, or -1: "rebels staged a march in
// Lima and hurled grenades at the police".
func (r *reader) sharedDoer(f *frame) int {
	for _, t := range f.triggers {
		m := r.doc.Triggers[t]
		c := r.clauseAt(f.sentence, m.Span)
		if m.Value.Noun || c == nil || !r.doc.Groups[c.Verb].Overlaps(m.Span) || !r.doesHarm(c) {
			continue
		}
		if own := r.ownSubject(c).Subject; own >= 0 && own != c.Subject && r.doc.Groups[own].End <= f.Start {
			return r.armedSubject(own)
		}
	}
	return -1
}
