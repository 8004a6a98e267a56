package count

import (
	"strings"

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

// takenAway reads "were taken hostage", "was placed under arrest", "rounded up 40 students", "snatched two aid workers".
func (r *reader) takenAway(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("take", "hold") && p.verb.Passive && (p.next == "hostage" || p.next == "captive" || p.next == "prisoner"):
		return effect{measure: "abducted"}, p.clause.Subject, true
	case p.is("seize", "snatch") && r.isPeople(p.active):
		return effect{measure: "abducted"}, p.active, true
	case p.is("take", "place") && r.prep(p.c, "into", "custody"), p.is("place") && r.prep(p.c, "under", "arrest"):
		return effect{measure: "arrested"}, p.active, true
	case p.is("round") && p.verb.Particle == "up":
		return effect{measure: "arrested", numbered: true}, p.active, true
	}
	return e, -1, false
}

// isPeople reports whether a group names people with a number.
func (r *reader) isPeople(g int) bool {
	p, ok := r.party(g)
	return ok && p.person && !p.unnumbered && !p.pronoun
}

// savedAlive reads of people brought out alive: "pulled seven people alive from the rubble".
func (r *reader) savedAlive(p phrase) (e effect, target int, ok bool) {
	if !p.is("pull", "dig", "bring") {
		return e, -1, false
	}
	if p.verb.Passive && p.next == "alive" || !p.verb.Passive && p.object != "" && r.next(p.clause.Object) == "alive" {
		return effect{measure: "rescued", numbered: true}, p.active, true
	}
	return e, -1, false
}

// buried reads "buried the 12 dead".
func (r *reader) buried(p phrase) (e effect, target int, ok bool) {
	if p.is("bury") && !p.verb.Passive && (p.object == "victims" || p.object == "dead") {
		return effect{measure: "killed", numbered: true}, p.clause.Object, true
	}
	return e, -1, false
}
