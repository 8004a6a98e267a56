package count

// suffered reads "suffered a fatal wound", "has minor injuries", "lost a leg", "required medical attention".
func (r *reader) suffered(p phrase) (e effect, target int, ok bool) {
	harm := p.object != "" && hurts(p.object)
	switch {
	case harm && r.deadly(p.clause.Object) && p.is("suffer", "sustain", "receive"):
		return effect{measure: "killed"}, p.clause.Subject, true
	case harm && r.doc.Tokens[r.doc.Groups[p.clause.Object].First].Lower == "no":
		return e, -1, true // "suffered no burns"
	case harm && p.is("suffer", "sustain", "receive", "incur"), p.is("have") && (p.object == "injury" || p.object == "injuries"), r.underCare(p.c):
		return effect{measure: "injured", weak: !r.lightly(p.clause.Object)}, p.clause.Subject, true
	case p.is("lose") && p.object != "" && r.bodyPart(p.clause.Object):
		return effect{measure: "injured"}, p.clause.Subject, true
	case p.is("suffer") && r.wounds(p.c, "from"):
		return effect{measure: "injured", weak: true}, p.clause.Subject, true
	}
	return e, -1, false
}

// left reads what a deed leaves behind: "leaving dead two policemen", "left a man in critical condition", "left 3,000 families without power".
func (r *reader) left(p phrase) (e effect, target int, ok bool) {
	if !p.is("leave") || p.verb.Passive || p.object == "" {
		return e, -1, false
	}
	switch h := lexicon().heads[p.next]; {
	case h.measure != "":
		return effect{measure: h.measure}, p.clause.Object, true
	case r.inCondition(p.c):
		return effect{measure: "injured", weak: true}, p.clause.Object, true
	case r.wounds(p.c, "with"):
		return effect{measure: "injured"}, p.clause.Object, true
	case deprived[r.next(p.clause.Object)]:
		return effect{measure: "affected", numbered: true}, p.clause.Object, true
	}
	return e, -1, false
}

// deprived are what people are left without harm to life: "left 3,000 families without power".
var deprived = wordSet("hungry without stranded powerless")

// fellIll reads "fell ill", "was ill with measles", "tested positive", and "is recovering" where no disease is about.
func (r *reader) fellIll(p phrase) (e effect, target int, ok bool) {
	after := r.word(p.clause.Verb + 1)
	switch {
	case (p.is("fall", "become") || p.is("take") && p.verb.Passive) && (after == "ill" || after == "sick"):
		return effect{measure: "cases", numbered: true}, p.clause.Subject, true
	case p.is("come", "be") && r.word(p.clause.Verb+1) == "down" && r.prepIll(p.c, "with"):
		return effect{measure: "cases", numbered: true}, p.clause.Subject, true
	case p.is("be") && (p.next == "ill" || p.next == "sick") && r.prepIll(p.c, "with"), p.is("test") && p.next == "positive":
		return effect{measure: "cases", numbered: !r.describesOne(p.clause.Subject)}, p.clause.Subject, true
	case r.recovering(p):
		return effect{measure: "injured", weak: true}, p.clause.Subject, true
	}
	return e, -1, false
}

// recovering reports whether somebody is said to recover, from no disease.
func (r *reader) recovering(p phrase) bool {
	return p.is("recover") && !p.verb.Passive && p.object == "" && r.doc.Tokens[r.doc.Groups[p.clause.Verb].Head].Lower == "recovering" && !r.outbreak()
}

// describesOne reports whether a group describes one person and does not name him: "a boy from the province", "her father".
func (r *reader) describesOne(g int) bool {
	p, ok := r.party(g)
	return ok && p.person && single(&p) && !p.name && !p.pronoun && (!p.q.definite || kin[p.victim] && r.doc.Tokens[r.doc.Groups[g].First].Tag == "PRP$")
}

// kin are those whom a text brings in by "his" or "her".
var kin = wordSet("father mother brother sister son daughter husband wife uncle aunt cousin neighbour neighbor colleague")

// struck reads what hit the body: "was hit in the leg", "the bullet struck a girl", "walked into a clinic with a knife wound".
func (r *reader) struck(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("strike", "hit", "cut") && r.bodily(p.c):
		return effect{measure: "injured", weak: !r.limbsOnly(p.c)}, p.active, true
	case p.is("strike", "hit") && !p.verb.Passive && r.projectile(p.clause.Subject) && p.object != "":
		return effect{measure: "injured", weak: true, people: true}, p.clause.Object, true
	case p.is("arrive", "show", "walk") && r.wounds(p.c, "with", "for"):
		return effect{measure: "injured", weak: true}, p.clause.Subject, true
	}
	return e, -1, false
}
