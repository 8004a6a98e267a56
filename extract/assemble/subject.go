package assemble

import (
	"strings"

	"sitrep/extract/token"
)

// ownSubject returns a clause with the subject that it shares with the one before it, where a comma or "and" stands before its verb and it has no subject but
// what the clause before acts on: "rebels entered a town on Monday, attacked a bank, and killed a guard".
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

// accusedOf returns the clause of a deed with the subject who is accused of it: "the army accused the rebels of bombing a hospital", "they were accused of bombing".
func (r *reader) accusedOf(c *token.Clause) *token.Clause {
	clauses := r.clausesOf(r.doc.SentenceAt(r.doc.Groups[c.Verb].Start))
	for i := len(clauses) - 1; i >= 0; i-- {
		k := &clauses[i]
		if k.Verb >= c.Verb {
			continue
		}
		if v := r.doc.Groups[k.Verb].Verb; v.Lemma == "accuse" || v.Lemma == "suspect" || v.Lemma == "convict" {
			shared := *c
			if shared.Subject = k.Object; v.Passive {
				shared.Subject = k.Subject
			}
			return &shared
		}
		return c
	}
	return c
}

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
