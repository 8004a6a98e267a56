package count

// readCaused reads injuries without a number that something caused: of those behind "to" ("caused injuries to five people"), else of one or more.
func (r *reader) readCaused(g int) bool {
	c := r.clauseOf(g)
	if c < 0 || r.clauses[c].Object != g || r.doc.Tokens[r.doc.Groups[g].First].Tag == "CD" {
		return false
	}
	v := &r.doc.Groups[r.clauses[c].Verb].Verb
	e := effect{measure: "injured"}
	if r.deadly(g) {
		e.measure = "killed"
	}
	ctx, real := r.base(e, r.doc.Tokens[r.doc.Groups[g].Head].Span, c, "caused")
	if v.Lemma != "cause" && v.Lemma != "inflict" || !real || v.Negated {
		return false
	}
	ctx.single = false
	for _, p := range r.clauses[c].Preps {
		if (p.Word == "to" || p.Word == "on") && r.emit(p.Group, ctx) {
			return true
		}
	}
	if v.Lemma == "cause" && r.word(g) == "injuries" {
		ctx.weak = true
		r.add([]party{{group: g, span: r.doc.Groups[g].Span, role: roleUnspecified, victim: "one", person: true, plural: true, unnumbered: true,
			q: quantity{lo: 1, hi: -1, best: 1, qualifier: "vague"}}}, ctx)
	}
	return true
}

// readWounds reads "three men with gunshot wounds".
func (r *reader) readWounds(g int) {
	c := r.clauseOf(g)
	ctx, real := r.base(effect{measure: "injured", weak: true}, r.doc.Tokens[r.doc.Groups[g].Head].Span, c, "wounds")
	if p, ok := r.party(g - 2); ok && real && p.person {
		ctx.single = false
		r.emit(r.partitive(g-2), ctx)
	}
}

// hurts reports whether a word means injuries.
func hurts(w string) bool {
	switch w {
	case "bones", "bone", "injuries", "injury", "wounds", "wound", "burns", "concussion", "fracture", "fractures", "bruises", "cuts":
		return true
	}
	return false
}

// lightly reports whether injuries are such as nobody dies of.
func (r *reader) lightly(g int) bool {
	for _, w := range []string{"minor", "slight", "light", "superficial", "non-life-threatening"} {
		if r.tokenIn(&r.doc.Groups[g], w) {
			return true
		}
	}
	return false
}

// deadly reports whether injuries are said to have killed: "suffered a fatal wound".
func (r *reader) deadly(g int) bool {
	grp := &r.doc.Groups[g]
	return r.tokenIn(grp, "fatal") || r.tokenIn(grp, "mortal") || r.tokenIn(grp, "deadly")
}

// wounds reports whether clause c has "with gunshot wounds" or "for injuries" behind its verb.
func (r *reader) wounds(c int) bool {
	for _, p := range r.clauses[c].Preps {
		if (p.Word == "with" || p.Word == "for") && hurts(r.word(p.Group)) {
			return true
		}
	}
	return false
}

// from reports whether clause c has "from gunshot wounds" behind its verb.
func (r *reader) from(c int) bool {
	for _, p := range r.clauses[c].Preps {
		if p.Word == "from" && hurts(r.word(p.Group)) {
			return true
		}
	}
	return false
}

// woundsWith reports whether clause c has "with serious injuries" behind its object.
func (r *reader) woundsWith(c int) bool {
	for _, p := range r.clauses[c].Preps {
		if p.Word == "with" && hurts(r.word(p.Group)) {
			return true
		}
	}
	return false
}

// inCondition reports whether clause c has "in critical condition" behind its object.
func (r *reader) inCondition(c int) bool {
	for _, p := range r.clauses[c].Preps {
		if g := &r.doc.Groups[p.Group]; p.Word == "in" && r.word(p.Group) == "condition" && conditionWords[r.doc.Tokens[max(g.Head-1, g.First)].Lower] {
			return true
		}
	}
	return false
}

// underCare reports whether clause c says that somebody receives medical attention.
func (r *reader) underCare(c int) bool {
	cl := &r.clauses[c]
	if v := r.doc.Groups[cl.Verb].Verb.Lemma; cl.Object < 0 || v != "receive" && v != "require" {
		return false
	}
	switch r.word(cl.Object) {
	case "attention", "treatment", "care":
		return r.tokenIn(&r.doc.Groups[cl.Object], "medical")
	}
	return false
}

// conditionWords are states of a patient that say that somebody was hurt.
var conditionWords = wordSet("critical serious stable fair grave good guarded")
