package actor

import "sitrep/extract"

// beside returns the claims of those who are joined to the one of a claim: "both the army and the rebels denied", "blamed the regime and its army".
func (r *reader) beside(c extract.Mention[extract.Claim]) []extract.Mention[extract.Claim] {
	var more []extract.Mention[extract.Claim]
	add := func(k int) {
		next := c
		next.Value.Actor = index(k)
		if by := c.Value.By; by != nil && *by == k { // "blamed each other"
			next.Value.By, next.Value.ByText = c.Value.Actor, r.doc.Actors[*c.Value.Actor].Value.Text
		}
		more = append(more, next)
	}
	if r.doc.Actors[*c.Value.Actor].End <= c.Start {
		for k := *c.Value.Actor; k > 0 && r.joined(k) && r.doc.Actors[k-1].Start >= r.doc.Tokens[r.first].Start; k-- {
			add(k - 1)
		}
		return more
	}
	for k := *c.Value.Actor + 1; k < len(r.doc.Actors) && r.joined(k) && !r.opensClause(k); k++ {
		add(k)
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
		return to-from == 1 || to-from == 2 // a name stands without its article
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
