package assemble

import (
	"slices"

	"sitrep/extract"
)

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
