package assemble

import (
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
			if m := d.r.doc.Actors[a]; bands[m.Value.Kind] && d.r.holdsCaptive(f.sentence, m.Span) {
				d.addActor(m, "perpetrator", "assemble/actor-captor")
			}
		}
	}
}

// bands are the kinds of those who take hostages.
var bands = map[string]bool{"rebel": true, "militia": true, "criminal": true}

// holdsCaptive reports whether the words at s name who holds or releases somebody in their sentence.
func (r *reader) holdsCaptive(sentence int, s extract.Span) bool {
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
