package assemble

import "sitrep/extract"

// withoutTheDead takes the dead off those of whom only the shot or struck are counted: who was shot and died is not among the injured.
func (d *draft) withoutTheDead(hurt, dead toll) toll {
	if hurt.best < 0 || !hurt.weak || dead.best < 0 || d.count(hurt.best).Anchor == "incremental" {
		return hurt
	}
	if d.toldApart(hurt.best, dead.best) || d.survived(hurt.best, dead.best) {
		return hurt
	}
	n := value(d.count(hurt.best)) + d.sum(hurt.added)
	k := value(d.count(dead.best)) + d.sum(dead.added)
	if n <= k {
		return toll{best: -1}
	}
	hurt.less = k
	return hurt
}

// toldApart reports whether a sentence sets the hurt against the dead: the one told later in it is a new one ("the driver is in critical condition and a
// cyclist has been pronounced dead"), or those behind the dead and an "and" ("nine lost their lives and 14 sustained wounds").
func (d *draft) toldApart(hurt, dead int) bool {
	a, b := d.r.doc.Counts[hurt], d.r.doc.Counts[dead]
	if a.Start > b.Start {
		a, b = b, a
	}
	at := d.r.doc.TokenAt(b.Start)
	first := d.r.word(at)
	kin := first == "his" || first == "her" || first == "their" // "one man died and his wife is in critical condition"
	told := b.Value.Definite && !kin || b.Value.Pronoun || b.Value.Name
	if told || a.End > b.Start || d.r.doc.SentenceAt(a.Start) != d.r.doc.SentenceAt(b.Start) {
		return false
	}
	return first == "a" || first == "an" || first == "another" || a.Value.Measure == "killed" && d.r.word(at-1) == "and"
}

// survived reports whether the hurt are called survivors, or are told in a sentence after the dead as treated or, of an accident or an explosion, as taken to a
// hospital: "killing five. Ten people were taken to a hospital". Of those who are shot some die there.
func (d *draft) survived(hurt, dead int) bool {
	a, b := d.r.doc.Counts[hurt], d.r.doc.Counts[dead]
	if a.Value.Victim == "survivor" {
		return true
	}
	s := d.r.doc.SentenceAt(a.Start)
	if a.Value.Definite || a.Value.Pronoun || value(a.Value) < 2 || d.r.doc.SentenceAt(b.Start) >= s || d.r.doc.InTitle(b.Span) {
		return false
	}
	return d.r.sentenceHas(s, treatment) || d.atOnce() && d.r.sentenceHas(s, hospitalWords)
}

// atOnce reports whether an incident kills at one blow, so that who is taken to a hospital from it is told beside its dead.
func (d *draft) atOnce() bool {
	switch extract.Family(d.Type) {
	case "accident", "disaster", "explosion":
		return true
	}
	return d.Type == "attack.bombing"
}

var treatment = wordSet("treated treatment")

// larger returns the larger of the figure of those who are said to be hurt and the figure of those who were shot or struck less the dead.
func (d *draft) larger(exact, weak toll) toll {
	if weak.best >= 0 && exact.best >= 0 && d.count(exact.best).Anchor == "incremental" && value(d.count(weak.best)) <= value(d.count(exact.best)) && d.follows(weak.best, exact.best) {
		weak.added = append(append(weak.added, exact.best), exact.added...)
		weak.by = append(weak.by, exact.by...)
		return weak // "a man was shot, two others were hurt"
	}
	if weak.best < 0 || exact.best >= 0 && value(d.count(exact.best))+d.sum(exact.added) >= value(d.count(weak.best))+d.sum(weak.added)-weak.less {
		return exact
	}
	if exact.best >= 0 && !d.r.doc.InTitle(d.r.doc.Counts[weak.best].Span) && d.count(weak.best).Unnumbered {
		return exact
	}
	weak.by = append(weak.by, exact.by...)
	return weak
}

// withoutTheMoved takes those off a toll of the hurt who are told after it to have died.
func (d *draft) withoutTheMoved(hurt toll) toll {
	if hurt.best < 0 || hurt.less > 0 {
		return hurt
	}
	for _, c := range d.countsOf("killed") {
		if d.ofTheHurt(c) && c > hurt.best && !d.r.doc.InTitle(d.r.doc.Counts[hurt.best].Span) {
			hurt.less += value(d.count(c))
		}
	}
	return hurt
}

// ofTheHurt reports whether a count tells of dead who were counted as hurt before: "one of the five wounded died".
func (d *draft) ofTheHurt(c int) bool {
	m := d.r.doc.Counts[c]
	if m.Value.Measure != "killed" || !m.Value.Definite || m.Value.Unnumbered {
		return false
	}
	first, last := d.r.tokenRange(m.Span)
	for i := first + 1; i < last; i++ {
		if d.r.word(i) == "of" && last > i+1 {
			return hurtWords[d.r.word(last-1)]
		}
	}
	return false
}

var hurtWords = wordSet("wounded injured hurt casualties")

// withoutTheDying leaves out the one who is told as hurt where another sentence tells that the same one died: "a toddler was hurt by a shot ... the toddler died
// on Friday". The words must be of the same age, or both of a child, and call neither another.
func (d *draft) withoutTheDying(hurt, dead toll) toll {
	if !d.one(hurt) || !d.one(dead) {
		return hurt
	}
	a, b := d.r.doc.Counts[hurt.best], d.r.doc.Counts[dead.best]
	p, q := d.r.person(hurt.best), d.r.person(dead.best)
	if d.r.doc.SentenceAt(a.Start) == d.r.doc.SentenceAt(b.Start) || excludes(p, q) || a.Value.Name {
		return hurt
	}
	if p.age >= 0 && p.age == q.age || childWords[a.Value.Victim] && (childWords[b.Value.Victim] || b.Value.Name) {
		return toll{best: -1, by: hurt.by}
	}
	return hurt
}
