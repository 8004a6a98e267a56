package actor

import "sitrep/extract"

// beside returns the claims of those who are joined to the one of a claim: "both the army and the rebels denied", "blamed the regime and its army".
func (r *reader) beside(c extract.Mention[extract.Claim]) []extract.Mention[extract.Claim] {
	var more []extract.Mention[extract.Claim]
	before := r.doc.Actors[*c.Value.Actor].End <= c.Start
	for k := *c.Value.Actor + 1; k < len(r.doc.Actors) && r.joined(k) && (!before || r.doc.Actors[k].End <= c.Start); k++ {
		if !before && r.opensClause(k) {
			break
		}
		next := c
		next.Value.Actor = index(k)
		more = append(more, next)
	}
	return more
}

// joined reports whether "and" alone stands between actor k and the one before it.
func (r *reader) joined(k int) bool {
	from, to := r.doc.TokenAt(r.doc.Actors[k-1].End), r.doc.TokenAt(r.doc.Actors[k].Start)
	if r.lower(from) != "and" {
		return false
	}
	switch r.lower(from + 1) {
	case "the", "its", "their", "his":
		return to-from == 2
	}
	return to-from == 1
}

// opensClause reports whether a verb follows actor k, whose own clause that is: "blamed the rebels and the army said".
func (r *reader) opensClause(k int) bool {
	switch r.tag(r.doc.TokenAt(r.doc.Actors[k].End)) {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}
