package count

// readBodies reads "12 bodies were found", "the bodies of three men", "a body was found".
func (r *reader) readBodies(g int) {
	grp := &r.doc.Groups[g]
	ctx, real := r.base(effect{measure: "killed"}, r.doc.Tokens[grp.Head].Span, r.clauseOf(g), "bodies")
	if !real {
		return
	}
	if first := r.doc.Tokens[grp.First]; (first.Tag == "PRP$" || backward[first.Lower]) && grp.Last-grp.First == 2 && r.lies(g) && r.ofGroup(g) < 0 {
		r.readTheirBodies(g, ctx, first.Lower)
		return
	}
	if r.word(g) == "body" && possessive(r.doc, grp) {
		r.readPossessor(g, ctx)
		return
	}
	if inner := r.ofGroup(g); inner >= 0 {
		if p, ok := r.party(inner); ok && p.person && !p.pronoun {
			r.emit(inner, ctx)
		}
		if _, numbered := readQuantity(r.doc, grp.First, grp.Last); !numbered {
			return
		}
	}
	if q, numbered := readQuantity(r.doc, grp.First, grp.Last); numbered || r.foundBody(g) {
		p, ok := r.party(g)
		if ok && !q.definite {
			p.role, p.victim = roleUnspecified, "body"
			r.add([]party{p}, ctx)
		}
	}
}

// lies reports whether a body was found or lies somewhere.
func (r *reader) lies(g int) bool {
	c := r.clauseOf(g)
	return c >= 0 && foundVerbs[r.doc.Groups[r.clauses[c].Verb].Verb.Lemma]
}

var foundVerbs = wordSet("find discover recover pull retrieve uncover unearth dump locate appear")

// backward are determiners of bodies that are those of people told of before.
var backward = wordSet("the both")

// readTheirBodies reads "his body was found", "both bodies were found" and "their bodies were found": as many are dead as the sentence or the one before says
// were abducted or missing.
func (r *reader) readTheirBodies(g int, ctx context, owner string) {
	grp := &r.doc.Groups[g]
	p := party{group: g, span: grp.Span, role: roleUnspecified, victim: "body", person: true, q: oneOf(true)}
	switch owner {
	case "both":
		p.q.lo, p.q.hi, p.q.best = 2, 2, 2
	case "their", "the":
		k := r.goneBefore()
		if k < 0 {
			return
		}
		v := &r.found[k].count
		if v.Min == nil || v.Max == nil {
			return
		}
		p.q.lo, p.q.hi, p.q.best = *v.Min, *v.Max, *v.Best
	}
	r.add([]party{p}, ctx)
}

// goneBefore returns the last count of the abducted or missing in this sentence or the one before, or -1.
func (r *reader) goneBefore() int {
	from := r.doc.Sentences[max(0, r.sentence-1)].Start
	for k := len(r.found) - 1; k >= 0 && r.found[k].span.Start >= from; k-- {
		if m := r.found[k].count.Measure; m == "abducted" || m == "missing" {
			return k
		}
	}
	return -1
}

// foundBody reports whether an unnumbered body was found: "a body was found", "found a body".
func (r *reader) foundBody(g int) bool {
	first := r.doc.Tokens[r.doc.Groups[g].First].Lower
	return (first == "a" || first == "another") && r.lies(g)
}
