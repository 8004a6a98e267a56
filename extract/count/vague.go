package count

import "sitrep/extract"

// readUncertain reads "an unknown number of dead and wounded": two or more of each.
func (r *reader) readUncertain(g int) {
	if r.word(g) != "number" || !r.uncertain(g) || g+2 >= r.last || r.word(g+1) != "of" {
		return
	}
	for k := g + 2; k < r.last; k += 2 {
		h, ok := lexicon().heads[r.doc.Tokens[r.doc.Groups[k].First].Lower]
		if !ok || r.doc.Groups[k].Last-r.doc.Groups[k].First > 1 {
			return
		}
		if ctx, real := r.base(h, r.doc.Groups[k].Span, r.clauseOf(g), "uncertain"); real {
			r.add([]party{{group: k, span: r.doc.Groups[g].Span.Cover(r.doc.Groups[k].Span), role: roleUnspecified, victim: "one", person: true, plural: true, unnumbered: true,
				q: quantity{lo: 2, hi: -1, best: 2, qualifier: "vague"}}}, ctx)
		}
		if k+1 >= r.last || r.kind(k+1) != extract.Conjunction {
			return
		}
	}
}

// uncertain reports whether a number is said to be unknown.
func (r *reader) uncertain(g int) bool {
	for i := r.doc.Groups[g].First; i < r.doc.Groups[g].Head; i++ {
		switch r.doc.Tokens[i].Lower {
		case "undetermined", "unspecified", "unknown", "undisclosed", "uncertain", "unconfirmed":
			return true
		}
	}
	return false
}
