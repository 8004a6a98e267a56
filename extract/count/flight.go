package count

// droveOut reads flights from home: "took shelter", "forced 35,000 people to evacuate", "fled their homes".
func (r *reader) droveOut(p phrase) (e effect, target int, ok bool) {
	lemma, subject := p.verb.Lemma, p.clause.Subject
	switch led := r.ledTo(p); {
	case p.is("take") && (p.object == "shelter" || p.object == "refuge"):
		return effect{measure: "displaced", numbered: true}, subject, true
	case leaves(lemma) != "" && (p.verb.Control == "force" || p.verb.Control == "compel" || p.verb.Control == "oblige"):
		return effect{measure: leaves(lemma), numbered: true}, subject, true
	case led != "":
		return effect{measure: led, numbered: true}, p.clause.Object, true
	case p.is("flee") && (fled[p.object] || r.prep(p.c, "from", "homes")):
		return effect{measure: "displaced", numbered: true}, subject, true
	case p.is("force", "drive") && r.prep(p.c, "from", "homes"):
		return effect{measure: "displaced", numbered: true}, p.active, true
	}
	return e, -1, false
}

// fled are what those leave who lose their homes.
var fled = wordSet("homes houses villages village town towns city fighting violence")

// ledTo returns the measure of what the verb of the next clause says that the object was led to do: "prompted thousands to flee", or "".
func (r *reader) ledTo(p phrase) string {
	if !p.is("force", "cause", "prompt") || p.verb.Passive || p.c+1 >= len(r.clauses) {
		return ""
	}
	return leaves(r.doc.Groups[r.clauses[p.c+1].Verb].Verb.Lemma)
}

// leaves returns the measure of those who are made to leave: "forced 35,000 people to evacuate", or "".
func leaves(lemma string) string {
	switch lemma {
	case "evacuate":
		return "evacuated"
	case "flee", "leave", "abandon":
		return "displaced"
	}
	return ""
}
