package count

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// wentMissing reads "went missing", "are unaccounted for".
func (r *reader) wentMissing(p phrase) (e effect, target int, ok bool) {
	switch {
	case strings.HasPrefix(p.verb.Lemma, "unaccount") && p.next == "for":
		return effect{measure: "missing"}, r.unaccounted(p.clause), true
	case p.is("go") && p.next == "missing":
		return effect{measure: "missing"}, p.clause.Subject, true
	}
	return e, -1, false
}

// unaccounted returns the group of those who are unaccounted for: the subject, or the group before the bare participle ("with 336 others still unaccounted
// for").
func (r *reader) unaccounted(cl *token.Clause) int {
	g := cl.Verb - 1
	if cl.Subject >= 0 || g < r.first {
		return cl.Subject
	}
	if r.word(g) == "still" && g > r.first {
		g--
	}
	return g
}

// takenAway reads "were taken hostage", "took 30 hostages", "was placed under arrest", "rounded up 40 students", "led away 11 people", "snatched two aid workers".
func (r *reader) takenAway(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("take", "hold") && p.verb.Passive && (p.next == "hostage" || p.next == "captive" || p.next == "prisoner"):
		return effect{measure: "abducted"}, p.clause.Subject, true
	case p.is("seize", "snatch") && r.isPeople(p.active), p.is("take", "hold") && !p.verb.Passive && captives[p.object]:
		return effect{measure: "abducted", numbered: true}, p.active, true
	case p.is("capture") && !p.verb.Passive && r.raiders(p.clause.Subject):
		return effect{measure: "abducted", numbered: true}, p.active, true
	case p.is("take", "place") && r.prep(p.c, "into", "custody"), p.is("place") && r.prep(p.c, "under", "arrest"):
		return effect{measure: "arrested"}, p.active, true
	case p.is("round") && p.verb.Particle == "up", p.is("lead", "haul") && (p.verb.Particle == "away" || p.next == "away"):
		return effect{measure: "arrested", numbered: true}, p.active, true
	}
	return e, -1, false
}

// raiders reports whether a group names such as capture people for ransom: "pirates captured 22 fishermen".
func (r *reader) raiders(g int) bool {
	p, ok := r.party(g)
	return ok && p.role == "perpetrator"
}

// captives are what those become whom somebody takes.
var captives = wordSet("hostages captives")

// isPeople reports whether a group names people with a number.
func (r *reader) isPeople(g int) bool {
	p, ok := r.party(g)
	return ok && p.person && !p.unnumbered && !p.pronoun
}

// savedAlive reads of people brought out alive or set free: "pulled seven people alive from the rubble", "pulled out six survivors", "freed 76 hostages".
func (r *reader) savedAlive(p phrase) (e effect, target int, ok bool) {
	if p.is("free") && p.active >= 0 && r.captive(p) {
		return effect{measure: "rescued", numbered: true}, p.active, true
	}
	if !p.is("pull", "dig", "bring", "pluck") {
		return e, -1, false
	}
	if p.object == "survivors" || r.prep(p.c, "from", "water") || r.prep(p.c, "from", "sea") {
		return effect{measure: "rescued", numbered: true}, p.active, true
	}
	if p.verb.Passive && p.next == "alive" || !p.verb.Passive && p.object != "" && r.next(p.clause.Object) == "alive" {
		return effect{measure: "rescued", numbered: true}, p.active, true
	}
	return e, -1, false
}

// captive reports whether those at group g, or those of whom they are some, are held by others than the police: "ten of the 12 hostages were freed".
func (r *reader) captive(p phrase) bool {
	g := p.active
	return freed[r.word(g)] || p.verb.Passive && g+2 < r.last && r.word(g+1) == "of" && freed[r.word(g+2)]
}

// freed are those who are held by others than the police.
var freed = wordSet("hostage hostages captive captives abductees")

// readNoneSurvived reads "none of the 19 people on board survived": all of them died.
func (r *reader) readNoneSurvived(c int) bool {
	cl := &r.clauses[c]
	if r.doc.Groups[cl.Verb].Verb.Lemma != "survive" || cl.Object >= 0 {
		return false
	}
	for g := cl.Verb - 3; g >= r.first && r.kind(g+1) != extract.VerbGroup; g-- {
		if p, ok := r.party(g + 2); ok && !p.unnumbered && r.word(g) == "none" && r.word(g+1) == "of" {
			r.add([]party{p}, context{effect: r.doc.Groups[cl.Verb].Span, measure: "killed", status: "reported", anchor: anchorIncident, self: -1, rule: "count/none-survived"})
			return true
		}
	}
	return false
}

// buried reads "buried the 12 dead".
func (r *reader) buried(p phrase) (e effect, target int, ok bool) {
	if p.is("bury") && !p.verb.Passive && (p.object == "victims" || p.object == "dead") {
		return effect{measure: "killed", numbered: true}, p.clause.Object, true
	}
	return e, -1, false
}
