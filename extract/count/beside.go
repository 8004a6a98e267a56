package count

import "sitrep/extract"

// emitAlong adds those of "along with five employees", "together with his wife", "as well as their cook", behind the verb or before it.
func (r *reader) emitAlong(c int, ctx context) {
	for _, p := range append(r.prepsBefore(c), r.clauses[c].Preps...) {
		if first := r.doc.Groups[p.Group].First; r.alongside(p.Word, first) {
			ctx.single = false
			if ctx.anchor == anchorIncident {
				ctx.anchor = "incremental"
			}
			r.emit(p.Group, ctx)
		}
	}
}

// alongside reports whether the preposition before token i joins somebody to those before it.
func (r *reader) alongside(word string, i int) bool {
	switch word {
	case "with":
		return i >= 2 && (r.doc.Tokens[i-2].Lower == "along" || r.doc.Tokens[i-2].Lower == "together")
	case "as":
		return r.twoWords(i-3, "as", "well")
	}
	return false
}

// emitGapped adds those whom a second half of the clause counts without its verb: "twelve died at the scene and another three in hospital".
func (r *reader) emitGapped(c int, ctx context) {
	if p, ok := r.party(r.clauses[c].Object); ok && p.pronoun {
		return // "hit her in the shoulder and one in the foot"
	}
	for k := r.clauses[c].Verb + 1; k+2 < r.last && r.kind(k) != extract.VerbGroup && r.word(k) != ":"; k++ {
		if r.kind(k) != extract.Conjunction || r.word(k) != "and" || r.kind(k+1) != extract.NounGroup || r.kind(k+2) != extract.Preposition || r.word(k+2) == "of" {
			continue
		}
		if p, ok := r.party(k + 1); ok && (!p.unnumbered || r.hitElsewhere(&p)) && (p.unnumbered || p.victim == "one" || p.victim == "other" || p.q.incremental) && !r.verbAfter(k+3) {
			ctx.anchor, ctx.single = "incremental", false
			r.add([]party{p}, ctx)
			return
		}
	}
}

// hitElsewhere reports whether a party is one indefinite person with a part of the body of his own: "shot in the leg and a woman in the chest".
func (r *reader) hitElsewhere(p *party) bool {
	g := p.group
	return p.person && single(p) && !p.q.definite && g+2 < r.last && r.word(g+1) == "in" && r.bodyPart(g+2)
}

// verbAfter reports whether a verb follows group k before the next mark.
func (r *reader) verbAfter(k int) bool {
	for ; k < r.last && r.word(k) != "," && r.word(k) != ";"; k++ {
		if r.kind(k) == extract.VerbGroup {
			return true
		}
	}
	return false
}

// also reports whether the verb says that its toll comes on top of another: "his driver was also killed", "was killed, too", "another (bomb) killed a guard".
func (r *reader) also(c int) bool {
	g := &r.doc.Groups[r.clauses[c].Verb]
	for i := max(g.First-1, 0); i < g.Head; i++ {
		if r.doc.Tokens[i].Lower == "also" {
			return true
		}
	}
	return r.tooBehind(g.Last) || r.oneMore(c) || r.diedLater(c)
}

// diedLater reports whether one told as new died later than others: "Twelve people died on the spot. A child died later."
func (r *reader) diedLater(c int) bool {
	g := &r.doc.Groups[r.clauses[c].Verb]
	return g.Verb.Lemma == "die" && g.Last < len(r.doc.Tokens) && r.doc.Tokens[g.Last].Lower == "later" && r.describesOne(r.clauses[c].Subject)
}

// tooBehind reports whether "too" or "as well" ends the clause at token i, perhaps behind a comma.
func (r *reader) tooBehind(i int) bool {
	if i < len(r.doc.Tokens) && r.doc.Tokens[i].Lower == "," {
		i++
	}
	if r.twoWords(i, "as", "well") {
		return i+2 < len(r.doc.Tokens) && r.doc.Tokens[i+2].Lower != "as"
	}
	return i < len(r.doc.Tokens) && r.doc.Tokens[i].Lower == "too"
}

// oneMore reports whether the subject of clause c is one more of the bombs or blasts of which a clause before told: "One killed a guard, another killed two boys."
func (r *reader) oneMore(c int) bool {
	cl := &r.clauses[c]
	if cl.Subject < 0 || r.doc.Groups[cl.Verb].Verb.Passive || !furtherOnes[r.word(cl.Subject)] {
		return false
	}
	for i := range r.clauses[:c] {
		if s := r.clauses[i].Subject; s >= 0 && (r.word(s) == "one" || r.word(s) == "first") {
			return true
		}
	}
	return false
}

// furtherOnes stand for one more of several things told of before.
var furtherOnes = wordSet("another other second third fourth")

// reach returns how many sentences before may count those to whom "also" adds: a name may be of one of them, and adds to the sentence before alone.
func (r *reader) reach(target int) int {
	if p, ok := r.party(target); ok && !p.name && !p.pronoun {
		return 2
	}
	return 1
}

// addToOthers makes those to whom "also" adds in this sentence come on top of the others: of those counted before them in as many sentences as it
// reaches, by a noun as well ("the murder of the judge in an ambush in which a clerk was also killed").
func (r *reader) addToOthers() {
	for i := r.begin; i < len(r.found); i++ {
		if f := &r.found[i]; f.also > 0 && f.count.Anchor == anchorIncident && r.counted(f) {
			f.count.Anchor = "incremental"
		}
	}
}

// counted reports whether some of its measure, none of them attackers, are counted before f within its reach.
func (r *reader) counted(f *found) bool {
	from := r.doc.Sentences[max(0, r.sentence-f.also)].Start
	for i := len(r.found) - 1; i >= 0 && r.found[i].span.Start >= from; i-- {
		if o := &r.found[i]; o.count.Measure == f.count.Measure && o.span.Start < f.span.Start && o.count.Role != "perpetrator" {
			return true
		}
	}
	return false
}
