package count

import (
	"sitrep/extract"
	"sitrep/extract/token"
)

// isToll reports whether group g is a toll: "the death toll", "the number of dead".
func (r *reader) isToll(g int) bool {
	grp := &r.doc.Groups[g]
	if w := r.word(g); w == "toll" || w == "tolls" || r.isTotal(g) || w == "count" && (r.tokenIn(grp, "body") || r.tokenIn(grp, "death")) {
		return true
	}
	return r.doc.Tokens[grp.First].Lower == "the" && grp.First+1 < grp.Last && r.tokenIn(grp, "number") && r.numberOf(g) != ""
}

// isTotal reports whether group g is "the total", "the tally" behind a count that it sums up.
func (r *reader) isTotal(g int) bool {
	switch r.word(g) {
	case "total", "tally", "count", "caseload", "figure":
		tag := r.doc.Tokens[r.doc.Groups[g].First].Tag
		return len(r.found) > r.begin && (tag == "DT" || tag == "PRP$")
	}
	return false
}

// tokenIn reports whether a group holds a word.
func (r *reader) tokenIn(grp *extract.Group, word string) bool {
	for i := grp.First; i < grp.Last; i++ {
		if r.doc.Tokens[i].Lower == word {
			return true
		}
	}
	return false
}

// numberOf returns the measure of "the number of dead", "the number of people killed", "the number of cases"; "" where there is none.
func (r *reader) numberOf(g int) string {
	w := lexicon()
	for k := g; k < g+4 && k < r.last; k++ {
		head := r.word(k)
		one, _ := w.singular(head)
		switch {
		case one == "body":
			return "killed" // "the number of bodies recovered"
		case w.heads[head].measure != "":
			return w.heads[head].measure
		case w.nouns[one].measure != "" && !w.nouns[one].weak:
			return w.nouns[one].measure
		case k > g && r.kind(k) == extract.Other && head != "who":
			return ""
		}
	}
	return ""
}

// readToll reads the figure of a toll: behind "of", behind the verb, or behind a colon. A toll is cumulative.
func (r *reader) readToll(g int) {
	measure := "killed"
	grp := &r.doc.Groups[g]
	switch {
	case r.tokenIn(grp, "injury") || r.tokenIn(grp, "injured"):
		measure = "injured"
	case r.tokenIn(grp, "casualty"):
		return
	case r.isTotal(g):
		measure = r.found[len(r.found)-1].count.Measure
	case r.word(g) != "toll" && r.word(g) != "tolls" && r.word(g) != "count":
		if measure = r.numberOf(g); measure == "cases" && !r.diseased(g) && !r.outbreak() {
			return
		}
	}
	figure, exceeds, c := r.tollFigure(g)
	if figure < 0 || r.word(figure+1) == "for" && figure+2 < r.last && r.word(figure+2) == "year" {
		return
	}
	ctx, real := r.base(effect{measure: measure}, r.doc.Tokens[grp.Head].Span, c, "toll")
	p, ok := r.party(figure)
	if !real || !ok || p.unnumbered || p.structure {
		return
	}
	if exceeds && p.q.qualifier == "exact" {
		p.q.qualify("more_than", p.q.best)
	}
	p.q.definite = false
	if r.doc.Tokens[r.doc.Groups[figure].First].Lower == "from" && p.q.qualifier == "range" {
		p.q.set("exact", p.q.hi, p.q.hi) // "rose from 30 to 45"
	}
	ctx.anchor = "cumulative"
	r.add([]party{p}, ctx)
}

// tollFigure returns the group with the figure of the toll at g, whether the verb says that it is exceeded, and the clause.
func (r *reader) tollFigure(g int) (figure int, exceeds bool, clause int) {
	if p, ok := r.party(r.ofGroup(g)); ok && !p.unnumbered && r.word(g) == "toll" {
		return p.group, false, r.clauseOf(g)
	}
	for c := range r.clauses {
		cl := &r.clauses[c]
		if brings(r.doc.Groups[cl.Verb].Verb.Lemma) && cl.Verb < g && g <= cl.Verb+4 {
			if f := r.clauseFigure(c, g); f >= 0 {
				return f, false, c
			}
		}
		if cl.Kind == token.Relative && cl.Subject != g && cl.Object != g {
			continue // "the toll from a fire that engulfed seven towers rose to 128"
		}
		if cl.Verb < g-1 && cl.Object != g || cl.Subject != g && cl.Object != g && !r.hangsOn(cl.Subject, g) {
			continue
		}
		if f := r.clauseFigure(c, g); f >= 0 {
			lemma := r.doc.Groups[cl.Verb].Verb.Lemma
			return f, lemma == "pass" || lemma == "exceed" || lemma == "top" || lemma == "surpass", c
		}
	}
	if g+2 < r.last && (r.word(g+1) == ":" || r.word(g+1) == "-") {
		return g + 2, false, -1
	}
	return r.laterFigure(g)
}

// laterFigure returns the figure of a toll that a long phrase parts from its verb: "the death toll from four days of fighting in the province rose to 248".
func (r *reader) laterFigure(g int) (figure int, exceeds bool, clause int) {
	if w := r.word(g); !r.tokenIn(&r.doc.Groups[g], "number") && (w != "toll" || !ofToll[r.word(g+1)]) {
		return -1, false, -1
	}
	for c := range r.clauses {
		cl := &r.clauses[c]
		if cl.Verb <= g || cl.Verb > g+16 {
			continue
		}
		if lexicon().heads[r.word(cl.Verb)].measure != "" || reduced[r.word(cl.Verb)] {
			continue // "the number of people sickened in an outbreak linked to cereal has risen to 100"
		} else if v := r.doc.Groups[cl.Verb].Verb; (v.Participle || r.word(cl.Verb+1) == "by") && !climbs[v.Lemma] {
			continue // "people killed by floods unleashed by a cyclone"
		} else if !climbs[v.Lemma] && (cl.Kind == token.Relative || cl.Kind == token.Adverbial) {
			continue // "the toll from a quake that struck the island on Tuesday has risen to 72"
		} else if !climbs[v.Lemma] {
			return -1, false, -1
		}
		if f := r.clauseFigure(c, g); f >= 0 {
			return f, false, c
		}
	}
	return -1, false, -1
}

// ofToll stand behind a toll before what it is of: "the toll from", "the toll due to".
var ofToll = wordSet("from of in due for")

// reduced are participles that tell of what a toll counts, whatever the tagger took them for: "the number of bodies recovered".
var reduced = wordSet("linked recovered found retrieved")

var climbs = wordSet("rise climb reach jump soar increase stand grow")

// brings reports whether a verb moves a toll: "bringing to 10 the number of dead".
func brings(lemma string) bool {
	switch lemma {
	case "bring", "raise", "put", "push", "take":
		return true
	}
	return false
}

// hangsOn reports whether what is read as a subject only hangs on the group at g: "the number of people", "the toll from the sinking off Zanzibar".
func (r *reader) hangsOn(subject, g int) bool {
	if subject <= g || subject > g+8 {
		return false
	}
	for k := g + 1; k < subject; k += 2 {
		if r.kind(k) != extract.Preposition || r.kind(k+1) != extract.NounGroup || k+1 > subject {
			return false
		}
	}
	return (subject-g)%2 == 0
}

// clauseFigure returns the group that gives the figure in clause c: "rose to 12", "stands at 12", "reached 12", "bringing the toll to 12".
func (r *reader) clauseFigure(c, toll int) int {
	cl := &r.clauses[c]
	for _, p := range cl.Preps {
		if p.Word == "to" || p.Word == "at" || p.Word == "past" || p.Word == "above" {
			if q, ok := r.party(p.Group); ok && !q.unnumbered {
				return p.Group
			}
		}
	}
	if cl.Object >= 0 && cl.Object != toll {
		if q, ok := r.party(cl.Object); ok && !q.unnumbered {
			return cl.Object
		}
	}
	return -1
}
