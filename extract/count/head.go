package count

import "sitrep/extract"

// readHead reads adjectives that count those before them: "12 dead", "14 people dead", "the 30 wounded".
func (r *reader) readHead(g int) {
	grp := &r.doc.Groups[g]
	if label, ok := lexicon().labels[r.word(g)]; ok && r.readTable(g, label) {
		return
	}
	h, ok := lexicon().heads[r.word(g)]
	if !ok || grp.Kind != extract.NounGroup && (grp.Kind != extract.Other || grp.Last-grp.First > 1) {
		return
	}
	ctx, real := r.base(h, r.doc.Tokens[grp.Head].Span, r.clauseOf(g), "head")
	if !real {
		return
	}
	if q, numbered := readQuantity(r.doc, grp.First, grp.Last); numbered && q.last <= grp.Head {
		p := party{group: g, span: grp.Span, q: q, role: roleUnspecified, victim: "one", person: true, plural: q.best != 1}
		r.add([]party{p}, ctx)
		return
	}
	if r.readOneWithHead(g, ctx) {
		return
	}
	whole := g - 1
	if w := r.word(whole); whole > r.first && (w == "still" || w == "now") {
		whole-- // "with 25 people still missing", "seven now dead"
	}
	if grp.Last-grp.First > 1 || g == r.first || r.kind(whole) != extract.NounGroup || nounAfter(r, g) {
		return
	}
	if r.word(g) == "fatal" && r.ofGroup(g-3) != g-1 {
		return
	}
	if g-3 >= r.first && r.word(g-2) == "including" && r.kind(g-3) == extract.NounGroup {
		whole = g - 3 // "four troops including the gunman dead"
	}
	if _, ok := r.party(whole); !ok && whole-2 >= r.first && r.kind(whole-1) == extract.Preposition {
		whole -= 2 // "women of three generations dead"
	}
	if start := r.partitive(whole); start >= 0 {
		r.emit(start, ctx)
	}
}

// readOneWithHead reads a person whose state closes his own group: "left three dead and (a nurse injured)".
func (r *reader) readOneWithHead(g int, ctx context) bool {
	grp := &r.doc.Groups[g]
	if first := r.doc.Tokens[grp.First].Lower; first != "a" && first != "an" || grp.Head-grp.First < 2 || nounAfter(r, g) {
		return false
	}
	one, plural := lexicon().singular(r.doc.Tokens[grp.Head-1].Lower)
	role, person := lexicon().role(one)
	if !person || plural {
		return false
	}
	r.add([]party{{group: g, span: grp.Span, role: role, victim: one, person: true, unnumbered: true, q: oneOf(false)}}, ctx)
	return true
}

// readTable reads "Dead: 192", "Deaths: 192".
func (r *reader) readTable(g int, h effect) bool {
	if g+2 >= r.last || r.word(g+1) != ":" || r.kind(g+2) != extract.NounGroup || g > r.first && r.kind(g) == extract.VerbGroup {
		return false // "3,126 people were infected: 2,210 in the north and 916 in the south"
	}
	p, ok := r.party(g + 2)
	if !ok || p.unnumbered || p.structure {
		return false
	}
	ctx, _ := r.base(h, r.doc.Groups[g].Span, -1, "table")
	p.span = p.span.Cover(r.doc.Groups[g].Span)
	r.add([]party{p}, ctx)
	return true
}

// partitive returns the group of the number where g closes "N of the M", else g.
func (r *reader) partitive(g int) int {
	if g-2 >= r.first && r.word(g-1) == "of" {
		if _, ok := r.party(g - 2); ok {
			return g - 2
		}
	}
	return g
}
