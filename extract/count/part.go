package count

import "sitrep/extract"

// readParts finds counts that are part of another one of the sentence: "including three children", "among them two women",
// "three of them children".
func (r *reader) readParts() {
	for g := r.first; g < r.last; g++ {
		if r.readFatally(g) {
			continue
		}
		if k := r.partOpener(g); k >= 0 {
			r.addPart(g, k)
		}
	}
}

// readFatally reads "ten were stabbed, three of them fatally": killed.
func (r *reader) readFatally(g int) bool {
	if r.word(g) != "fatally" && r.word(g) != "mortally" || g == r.first || r.kind(g-1) != extract.NounGroup || g+1 < r.last && r.kind(g+1) == extract.VerbGroup {
		return false
	}
	start := r.partitive(g - 1)
	p, ok := r.party(start)
	if !ok || p.unnumbered && start == g-1 && p.victim != "another" || r.foundAt(start) {
		return false
	}
	ctx := context{effect: r.doc.Groups[g].Span, measure: "killed", status: "reported", anchor: anchorIncident, self: -1, rule: "count/fatally"}
	r.attribute(&ctx, r.clauseOf(g))
	r.add([]party{p}, ctx)
	return true
}

// partOpener returns the group in which the part begins if g opens one, or -1.
func (r *reader) partOpener(g int) int {
	switch w := r.word(g); {
	case w == "including":
		return r.behind(g)
	case w == "among" && g+2 < r.last && (r.word(g+1) == "them" || r.word(g+1) == "whom" || r.word(g+1) == "those"):
		return r.behind(g + 1)
	case r.kind(g) == extract.NounGroup && g+2 < r.last && r.word(g+1) == "of" && (r.word(g+2) == "them" || r.word(g+2) == "whom") && r.word(g+3) != "fatally" && !r.foundAt(g):
		return g
	}
	return -1
}

// foundAt reports whether the group already carries a count of this sentence.
func (r *reader) foundAt(g int) bool {
	for i := r.begin; i < len(r.found); i++ {
		for _, k := range r.found[i].groups {
			if k == g && !r.found[i].gone {
				return true
			}
		}
	}
	return false
}

// addPart adds the people at group k as a part of the count that stands last before group g.
func (r *reader) addPart(g, k int) {
	whole := r.wholeBefore(r.doc.Groups[g].Start)
	if whole < 0 || r.kind(k) != extract.NounGroup || r.foundAt(k) {
		return
	}
	w := &r.found[whole].count
	ctx := context{effect: w.Effect, measure: w.Measure, weak: w.Weak, status: w.Status, saidBy: w.SaidBy, reported: w.Reported, anchor: w.Anchor, self: -1, period: w.Period, rule: "count/part"}
	parties := r.parties(k, ctx)
	if len(parties) == 0 || parties[0].q.qualifier == "none" {
		return
	}
	sum := parties[0].q
	for _, p := range parties[1:] {
		sum = plus(sum, p.q)
	}
	if w.Best != nil && *w.Best > 0 && w.Max != nil && sum.best > *w.Best {
		return
	}
	r.add(parties, ctx)
	r.found[len(r.found)-1].part = whole
}

// wholeBefore returns the index of the count of this sentence that ends last before byte b, parts aside, or -1.
func (r *reader) wholeBefore(b int) int {
	best := -1
	for i := r.begin; i < len(r.found); i++ {
		f := &r.found[i]
		if f.gone || f.part >= 0 || f.span.End > b || f.count.Qualifier == "none" || f.count.Best != nil && *f.count.Best == 1 {
			continue
		}
		if best < 0 || f.span.End > r.found[best].span.End {
			best = i
		}
	}
	return best
}

// asOf returns the calendar date of "as of Tuesday" in the sentence, or "".
func (r *reader) asOf() string {
	for g := r.first; g+2 < r.last; g++ {
		if r.word(g) != "as" || r.word(g+1) != "of" {
			continue
		}
		for _, m := range overlapping(r.doc.Times, r.doc.Groups[g+2].Span) {
			if m.Overlaps(r.doc.Groups[g+2].Span) {
				return m.Value.Start
			}
		}
	}
	return ""
}
