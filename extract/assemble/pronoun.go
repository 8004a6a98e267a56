package assemble

import (
	"sitrep/extract"
	"sitrep/extract/token"
)

// theyWho returns the armed group, force or band that the "they" of a frame's deed stands for, or -1: the one that is the subject of the nearest clause
// before it, in its sentence or the one before. Where that clause has another subject, nobody is meant for certain.
func (r *reader) theyWho(f *frame) int {
	for _, t := range f.triggers {
		m := r.doc.Triggers[t]
		c := r.clauseAt(f.sentence, m.Span)
		if m.Value.Noun || m.Value.Passive || c == nil || c.Subject < 0 || !r.doc.Groups[c.Verb].Overlaps(m.Span) || !r.doesHarm(c) {
			continue
		}
		if g := r.doc.Groups[c.Subject]; g.Last-g.First != 1 || r.word(g.First) != "they" && !(r.word(g.First) == "it" && (c.Said >= 0 || c.Kind == token.Adverbial)) {
			continue // "the army said it killed twelve rebels", "the ELN became known when it occupied the embassy"
		}
		return r.subjectBefore(f.sentence, c)
	}
	return -1
}

// doesHarm reports whether the subject of a clause does harm by its verb, and neither suffers it nor comes afterwards or between: "the air force said it shot down
// 61 drones".
func (r *reader) doesHarm(c *token.Clause) bool {
	v := r.doc.Groups[c.Verb].Verb
	return !suffered[v.Lemma] && !handled[v.Lemma] && v.Lemma != "down" && !(v.Lemma == "shoot" && v.Particle == "down")
}

// subjectBefore returns the actor that is the subject of the clause before c, or -1.
func (r *reader) subjectBefore(sentence int, c *token.Clause) int {
	for _, s := range []int{sentence, sentence - 1} {
		if s < 0 || r.doc.Sentences[s].Paragraph+1 < r.doc.Sentences[sentence].Paragraph {
			return -1
		}
		if !r.doc.Sentences[s].Tagged {
			return r.opener(s)
		}
		clauses := r.clausesOf(s)
		for i := len(clauses) - 1; i >= 0; i-- {
			k := &clauses[i]
			if s == sentence && k.Verb >= c.Verb || k.Subject < 0 || k.Kind == token.Relative || r.doc.Groups[k.Subject].Last-r.doc.Groups[k.Subject].First == 1 && r.word(r.doc.Groups[k.Subject].First) == "they" {
				continue
			}
			return r.armedSubject(k.Subject)
		}
	}
	return -1
}

// opener returns the armed group that opens a sentence which was not tagged, for it tells of no event: its subject by all likelihood. It returns -1 where
// another word stands there.
func (r *reader) opener(sentence int) int {
	s := r.doc.Sentences[sentence]
	as := within(r.doc.Actors, s.Span)
	opening := max(s.First, r.doc.TokenAt(s.Dateline.End))
	if len(as) == 0 || r.doc.TokenAt(r.doc.Actors[as[0]].Start) > opening+2 {
		return -1
	}
	return r.armed(as[0])
}

// armed returns an actor if it is of a kind that attacks, or -1.
func (r *reader) armed(a int) int {
	switch r.doc.Actors[a].Value.Kind {
	case "rebel", "militia", "criminal", "military", "unknown":
		return a
	}
	return -1
}

// armedSubject returns the actor whose words a noun group shares or of whom it is a band, if it is one who attacks, or -1.
func (r *reader) armedSubject(g int) int {
	for a, m := range r.doc.Actors {
		if (m.Overlaps(r.doc.Groups[g].Span) || r.inBand(m.Span, g)) && r.armed(a) >= 0 {
			return a
		}
	}
	return -1
}

// fillToldBefore adds as those who did it whom a deed's own clause does not name: who "they" are, and the subject of an earlier verb.
func (d *draft) fillToldBefore() {
	family := extract.Family(d.Type)
	if family != "attack" && family != "clash" && family != "abduction" && family != "crime" {
		return
	}
	for _, f := range d.e.frames {
		if a := d.r.theyWho(f); a >= 0 {
			d.addActor(d.r.doc.Actors[a], "perpetrator", "assemble/actor-they")
		}
		if a := d.r.sharedDoer(f); a >= 0 {
			d.addActor(d.r.doc.Actors[a], "perpetrator", "assemble/actor-shared")
		}
	}
}
