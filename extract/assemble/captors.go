package assemble

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// fillCaptors adds as doers of an abduction the armed bands that hold the abducted or let them go: "the priest was released by the ELN". What the police
// free they did not take.
func (d *draft) fillCaptors() {
	if extract.Family(d.Type) != "abduction" {
		return
	}
	for _, f := range d.e.frames {
		for _, a := range within(d.r.doc.Actors, d.r.doc.Sentences[f.sentence].Span) {
			if m := d.r.doc.Actors[a]; bands[m.Value.Kind] && d.r.holds(f.sentence, m.Span) {
				d.addActor(m, "perpetrator", "assemble/actor-captor")
			}
		}
	}
}

// bands are the kinds of those who take hostages.
var bands = map[string]bool{"rebel": true, "militia": true, "criminal": true}

// holds reports whether the words at s name who holds or releases somebody in their sentence.
func (r *reader) holds(sentence int, s extract.Span) bool {
	clauses := r.clausesOf(sentence)
	for i := range clauses {
		c := &clauses[i]
		if v := r.doc.Groups[c.Verb].Verb; holding[v.Lemma] && (v.Passive && r.agent(c, s) || !v.Passive && c.Object >= 0 && (r.inGroup(s, c.Subject) || r.inBand(s, c.Subject))) {
			return true
		}
	}
	return false
}

// agent reports whether the words at s stand behind the "by" of a passive clause.
func (r *reader) agent(c *token.Clause, s extract.Span) bool {
	for _, p := range c.Preps {
		if p.Word == "by" && (r.inGroup(s, p.Group) || r.inBand(s, p.Group)) {
			return true
		}
	}
	return false
}

// holding are verbs of those who have somebody in their power.
var holding = wordSet("hold release free keep")

// fillHeld adds those named who were arrested over the incident as accused: "A clerk was shot dead. Police arrested Juan Perez, 34." Of the many who are held
// without a name only some are suspects.
func (d *draft) fillHeld() {
	for _, f := range d.e.arrests {
		for _, a := range f.actors {
			m := d.r.doc.Actors[a]
			if m.Rule != "actor/named" && m.Rule != "actor/suspect" || d.has(m, "victim") || d.has(m, "target") {
				continue
			}
			if role, _ := d.r.actorRole(f, m); suffers[role] {
				d.addActor(m, "accused", "assemble/actor-held")
			}
		}
	}
}

// fillArresting adds the police or the force that tells of an arrest or a seizure as those who made it, where the text names no other: "A man was arrested, the
// Toledo police said."
func (d *draft) fillArresting() {
	if extract.Family(d.Type) != "security" || slices.ContainsFunc(d.Actors, func(a extract.Actor) bool { return a.Role == "perpetrator" }) {
		return
	}
	for _, f := range d.e.frames {
		for _, a := range within(d.r.doc.Actors, d.r.doc.Sentences[f.sentence].Span) {
			m := d.r.doc.Actors[a]
			if k := m.Value.Kind; (k == "police" || k == "military") && d.r.tells(f.sentence, m.Span) {
				d.addActor(m, "perpetrator", "assemble/actor-arresting")
				return
			}
		}
	}
}

// tells reports whether the words at s name who says what their sentence tells: its speaker, or whom it is told "according to".
func (r *reader) tells(sentence int, s extract.Span) bool {
	first, _ := r.tokenRange(s)
	if r.word(first) != "the" && r.word(first-1) == "the" {
		first--
	}
	if r.word(first-1) == "to" && r.word(first-2) == "according" {
		return true
	}
	for _, c := range r.clausesOf(sentence) {
		if c.Speech && r.inGroup(s, c.Subject) {
			return true
		}
	}
	return false
}
