package count

import "sitrep/extract"

// broughtDown reads "brought down 5,600 buildings".
func (r *reader) broughtDown(p phrase) (e effect, target int, ok bool) {
	g := p.clause.Verb + 2
	if p.is("bring") && !p.verb.Passive && r.word(g-1) == "down" && g < r.last && r.kind(g) == extract.NounGroup {
		return effect{measure: "structures_destroyed", building: true}, g, true
	}
	return e, -1, false
}
