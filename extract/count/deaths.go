package count

// lifeTaken reads "claimed 12 lives", "lost their lives", "claimed two victims", "lost two soldiers".
func (r *reader) lifeTaken(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("take") && p.object == "life" && r.tokenIn(&r.doc.Groups[p.clause.Object], "own"):
		return effect{measure: "killed"}, r.ownLife(p.clause.Subject), true
	case p.is("claim", "take", "cost", "lose", "snuff") && (p.object == "lives" || p.object == "life"):
		return effect{measure: "killed"}, r.lives(p.clause.Object, p.clause.Subject, p.verb.Lemma), true
	case p.is("claim") && (p.object == "victims" || p.object == "victim"):
		return effect{measure: "killed"}, p.clause.Object, true
	case p.is("lose") && fallen[p.object] && r.numbered(p.clause.Object):
		return effect{measure: "killed"}, p.clause.Object, true
	}
	return e, -1, false
}

// fallen are those whom a side loses by death: "the garrison lost two soldiers".
var fallen = wordSet("soldiers soldier troops fighters fighter guerrillas guerrilla rebels rebel policemen policeman marines marine militiamen combatants")

// numbered reports whether group g tells how many people it means.
func (r *reader) numbered(g int) bool {
	p, ok := r.party(g)
	return ok && !p.unnumbered
}

// ownLife returns the group of one who took his own life, or -1 where the text names him only by a pronoun or in a headline.
func (r *reader) ownLife(subject int) int {
	if p, ok := r.party(subject); ok && !p.pronoun && !r.heading() {
		return subject // "the father took his own life"
	}
	return -1
}

// lives returns the group that carries the number of "claimed N lives", "claimed the lives of N people", "lost their lives".
func (r *reader) lives(g, subject int, lemma string) int {
	if lemma == "lose" {
		return subject
	}
	if inner := r.ofGroup(g); inner >= 0 {
		return inner
	}
	return g
}

// foundState reads how somebody was found or left: "was pronounced dead", "found two men dead", "was found shot".
func (r *reader) foundState(p phrase) (e effect, target int, ok bool) {
	if !p.is("find", "pronounce", "declare", "confirm", "fear", "presume", "report", "believe", "list") && !(p.is("leave") && p.verb.Passive) {
		return e, -1, false
	}
	if h, isHead := lexicon().heads[p.next]; isHead && p.verb.Passive && p.next != "fatal" {
		return effect{measure: h.measure}, p.clause.Subject, true
	}
	if p.is("find") && p.verb.Passive && foundHurt[p.next] {
		return r.foundHarm(p.c, p.next), p.clause.Subject, true
	}
	if p.object != "" && r.next(p.clause.Object) == "dead" && !p.is("leave") {
		return effect{measure: "killed"}, p.clause.Object, true
	}
	return e, -1, false
}

// foundHurt are participles behind "was found" that say what had befallen somebody.
var foundHurt = wordSet("shot stabbed beaten slain murdered killed strangled hanged bludgeoned wounded injured")

// foundHarm returns the effect of "was found shot to death", "was found shot in the leg".
func (r *reader) foundHarm(c int, participle string) effect {
	switch participle {
	case "slain", "murdered", "killed", "strangled", "hanged":
		return effect{measure: "killed"}
	}
	for k := r.clauses[c].Verb + 1; k < min(r.clauses[c].Verb+5, r.last); k++ {
		if w := r.word(k); w == "death" || w == "dead" || w == "fatally" {
			return effect{measure: "killed"}
		}
	}
	return effect{measure: "injured", weak: participle != "wounded" && participle != "injured"}
}

// gunnedDown reads "gunned down a guard", "were mowed down"; who is shot down may live.
func (r *reader) gunnedDown(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("gun") || p.is("mow") && p.verb.Particle == "down":
		return effect{measure: "killed"}, p.active, true
	case p.is("shoot") && p.verb.Particle == "down":
		return effect{measure: "killed", weak: true}, p.active, true
	}
	return e, -1, false
}

// fell reads "fell dead", "plunged to their deaths", "passed away".
func (r *reader) fell(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("fall") && (p.next == "dead" || p.next == "wounded"):
		return effect{measure: lexicon().heads[p.next].measure}, p.clause.Subject, true
	case falls[p.verb.Lemma] && (r.prep(p.c, "to", "death") || r.prep(p.c, "to", "deaths")), p.is("pass") && r.word(p.clause.Verb+1) == "away" && !p.verb.Passive:
		return effect{measure: "killed"}, p.clause.Subject, true
	}
	return e, -1, false
}

// falls are verbs that kill by "to his death".
var falls = wordSet("fall plunge plummet jump leap drop slip go tumble")
