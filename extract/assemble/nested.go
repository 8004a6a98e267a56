package assemble

import "sitrep/extract"

// nest lowers a place that only says where a finer one lies that stands beside it: "the Paris suburb of Montreuil", "Sevastopol in Crimea".
func (r *reader) nest(ref *siteRef, first, last int) {
	switch {
	case suburbs[r.word(last)] && r.word(last+1) == "of" && r.placeFrom(last+2) >= 0:
		ref.score -= 1.5
	case r.locates(ref.place, first):
		ref.score -= 2
	}
}

// suburbs are neighbours of a town that are called by its name.
var suburbs = wordSet("suburb suburbs banlieue")

// placeFrom returns the place that begins at token i, or -1.
func (r *reader) placeFrom(i int) int {
	if i >= len(r.doc.Tokens) {
		return -1
	}
	return extract.Starting(r.doc.Places, r.doc.Tokens[i].Start)
}

// locates reports whether a place, whose first token is given, stands behind a finer one and "in", which itself has a preposition.
func (r *reader) locates(p, first int) bool {
	i := first - 1
	for placeModifiers[r.word(i)] {
		i--
	}
	if p == 0 || r.word(i) != "in" {
		return false
	}
	x, at := r.doc.Places[p-1], r.placeBefore(i)
	if at < 0 || x.Value.Use != extract.Literal || !x.Value.Resolved() || fineness[x.Value.Precision] <= fineness[r.doc.Places[p].Value.Precision] {
		return false
	}
	prep, _ := r.preposition(at, x.Value.Relation)
	return prep != "" && prep != "from"
}

// besideWater reports whether a place tells where on a water of no country something was: "in the Channel off Calais".
func (d *draft) besideWater(water, place int) bool {
	x, y := d.r.doc.Places[water], d.r.doc.Places[place]
	if x.Value.Precision != "water" || x.Value.Country != "" || place != water+1 || d.r.tokensBetween(x.Span, y.Span) > 8 {
		return false
	}
	switch y.Value.Relation {
	case "near", "off", "offset", "along":
		return true
	}
	return false
}
