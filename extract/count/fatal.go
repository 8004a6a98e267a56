package count

import (
	"strings"

	"sitrep/extract"
)

// fatal reports whether the verb's harm killed: "shot dead", "fatally shot", "beaten to death".
func (r *reader) fatal(c int) bool {
	cl := &r.clauses[c]
	g := &r.doc.Groups[cl.Verb]
	for i := g.First - 1; i < g.Last; i++ {
		if i >= 0 && (r.doc.Tokens[i].Lower == "fatally" || r.doc.Tokens[i].Lower == "mortally") {
			return true
		}
	}
	for _, p := range cl.Preps {
		if p.Word == "to" && r.doc.Tokens[r.doc.Groups[p.Group].First].Lower == "death" {
			return true
		}
	}
	return r.next(cl.Verb) == "dead" || r.word(cl.Verb+1) == "fatally" || r.deadObject(cl.Object)
}

// shotHelpless reports whether clause c tells of the shooting of those whom its own sentence says were seized, dragged out or lined up just before: they are
// dead, unless a limb was hit.
func (r *reader) shotHelpless(c int) bool {
	cl := &r.clauses[c]
	if c == 0 || r.doc.Groups[cl.Verb].Verb.Lemma != "shoot" || r.kind(cl.Verb-1) != extract.Conjunction && r.word(cl.Verb-1) != "then" {
		return false
	}
	for _, p := range cl.Preps {
		if p.Word == "in" && r.bodyPart(p.Group) && r.word(p.Group) != "head" {
			return false
		}
	}
	before := &r.doc.Groups[r.clauses[c-1].Verb].Verb
	if p, ok := r.party(r.clauses[c-1].Object); !before.Passive && (!ok || !p.person) {
		return false // "seized a village and shot two guards"
	}
	return helpless[before.Lemma] || before.Lemma == "line" && before.Particle == "up"
}

// helpless are verbs whose objects cannot run from a shot.
var helpless = wordSet("seize drag abduct kidnap capture bind blindfold handcuff gag")

// deadObject reports whether the words behind an object say that it died ("shot the guard dead", "shot the guard fatally") or the object begins with it
// ("shot dead a guard").
func (r *reader) deadObject(g int) bool {
	return g >= 0 && (r.next(g) == "dead" || r.word(g+1) == "fatally" || r.doc.Tokens[r.doc.Groups[g].First].Lower == "dead")
}

// ailment reports whether clause c names a cause of death that makes no incident.
func (r *reader) ailment(c int) bool {
	cl := &r.clauses[c]
	for _, p := range cl.Preps {
		if p.Word != "of" && p.Word != "from" && p.Word != "after" {
			continue
		}
		text := strings.ToLower(r.doc.Slice(r.doc.Groups[p.Group].Span))
		for _, a := range lexicon().ailments {
			if strings.Contains(" "+text+" ", " "+a+" ") {
				return true
			}
		}
	}
	return false
}
