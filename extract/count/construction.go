package count

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// construction reads effects that lie in several words: "claimed 12 lives", "suffered injuries", "were taken hostage".
func (r *reader) construction(c int) (e effect, target int, ok bool) {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	object, next := "", r.next(cl.Verb)
	if cl.Object >= 0 {
		object = r.word(cl.Object)
	}
	active := cl.Subject
	if !v.Passive {
		active = cl.Object
	}
	switch v.Lemma {
	case "claim", "take", "cost", "lose", "snuff":
		if object == "life" && v.Lemma == "take" && r.tokenIn(&r.doc.Groups[cl.Object], "own") {
			if p, ok := r.party(cl.Subject); ok && !p.pronoun && !r.heading() {
				return effect{measure: "killed"}, cl.Subject, true // "the father took his own life"
			}
			return e, -1, false
		}
		if object == "lives" || object == "life" {
			return effect{measure: "killed"}, r.lives(cl.Object, cl.Subject, v.Lemma), true
		}
	}
	switch {
	case v.Lemma == "find" || v.Lemma == "pronounce" || v.Lemma == "declare" || v.Lemma == "leave" && v.Passive || v.Lemma == "confirm" || v.Lemma == "fear" || v.Lemma == "presume" || v.Lemma == "report" || v.Lemma == "believe" || v.Lemma == "list":
		if h, isHead := lexicon().heads[next]; isHead && v.Passive && next != "fatal" {
			return effect{measure: h.measure}, cl.Subject, true
		}
		if v.Lemma == "find" && v.Passive && foundHurt[next] {
			return r.foundHarm(c, next), cl.Subject, true
		}
		if object != "" && r.next(cl.Object) == "dead" && v.Lemma != "leave" {
			return effect{measure: "killed"}, cl.Object, true
		}
	case v.Lemma == "be" || v.Lemma == "remain" || v.Lemma == "lie":
		return r.predicate(c)
	case v.Lemma == "gun" || v.Lemma == "mow" && v.Particle == "down":
		return effect{measure: "killed"}, active, true
	case v.Lemma == "shoot" && v.Particle == "down":
		return effect{measure: "killed", weak: true}, active, true
	case object != "" && hurts(object) && r.deadly(cl.Object) && (v.Lemma == "suffer" || v.Lemma == "sustain" || v.Lemma == "receive"):
		return effect{measure: "killed"}, cl.Subject, true
	case object != "" && hurts(object) && r.doc.Tokens[r.doc.Groups[cl.Object].First].Lower == "no":
		return e, -1, false // "suffered no burns"
	case (v.Lemma == "suffer" || v.Lemma == "sustain" || v.Lemma == "receive" || v.Lemma == "incur") && hurts(object), v.Lemma == "have" && (object == "injury" || object == "injuries"), r.underCare(c):
		return effect{measure: "injured", weak: !r.lightly(cl.Object)}, cl.Subject, true
	case v.Lemma == "lose" && cl.Object >= 0 && r.bodyPart(cl.Object):
		return effect{measure: "injured"}, cl.Subject, true
	case v.Lemma == "claim" && (object == "victims" || object == "victim"):
		return effect{measure: "killed"}, cl.Object, true
	case v.Lemma == "fall" && (next == "dead" || next == "wounded"):
		return effect{measure: lexicon().heads[next].measure}, cl.Subject, true
	case falls[v.Lemma] && (r.prep(c, "to", "death") || r.prep(c, "to", "deaths")):
		return effect{measure: "killed"}, cl.Subject, true
	case v.Lemma == "leave" && !v.Passive && object != "" && lexicon().heads[next].measure != "":
		return effect{measure: lexicon().heads[next].measure}, cl.Object, true // "leaving dead two policemen"
	case v.Lemma == "leave" && !v.Passive && object != "" && r.inCondition(c):
		return effect{measure: "injured", weak: true}, cl.Object, true
	case v.Lemma == "leave" && object != "" && r.wounds(c, "with"):
		return effect{measure: "injured"}, cl.Object, true
	case (v.Lemma == "fall" || v.Lemma == "become" || v.Lemma == "take" && v.Passive) && (r.word(cl.Verb+1) == "ill" || r.word(cl.Verb+1) == "sick"):
		return effect{measure: "cases", numbered: true}, cl.Subject, true
	case v.Lemma == "pass" && r.word(cl.Verb+1) == "away" && !v.Passive:
		return effect{measure: "killed"}, cl.Subject, true
	case v.Lemma == "recover" && !v.Passive && cl.Object < 0 && r.doc.Tokens[r.doc.Groups[cl.Verb].Head].Lower == "recovering" && !r.outbreak():
		return effect{measure: "injured", weak: true}, cl.Subject, true
	case strings.HasPrefix(v.Lemma, "unaccount") && next == "for":
		return effect{measure: "missing"}, r.unaccounted(cl), true
	case v.Lemma == "go" && next == "missing":
		return effect{measure: "missing"}, cl.Subject, true
	case v.Lemma == "test" && next == "positive":
		return effect{measure: "cases", numbered: !r.describesOne(cl.Subject)}, cl.Subject, true
	case (v.Lemma == "take" || v.Lemma == "hold") && v.Passive && (next == "hostage" || next == "captive" || next == "prisoner"):
		return effect{measure: "abducted"}, cl.Subject, true
	case (v.Lemma == "take" || v.Lemma == "place") && r.prep(c, "into", "custody") || v.Lemma == "place" && r.prep(c, "under", "arrest"):
		return effect{measure: "arrested"}, active, true
	case r.savedAlive(c):
		return effect{measure: "rescued", numbered: true}, active, true
	case v.Lemma == "leave" && !v.Passive && object != "" && deprived[r.next(cl.Object)]:
		return effect{measure: "affected", numbered: true}, cl.Object, true
	case v.Lemma == "round" && v.Particle == "up":
		return effect{measure: "arrested", numbered: true}, active, true
	}
	if !v.Passive && (crowdVerbs[v.Lemma] && r.unrest() || riotVerbs[v.Lemma] && r.riots()) && r.crowded(cl.Subject) {
		return effect{measure: "participants", numbered: true}, cl.Subject, true // "some 80 boys hurled eggs"
	}
	return r.constructionOfPeople(c, object, active)
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

// describesOne reports whether a group describes one person and does not name him: "a boy from the province".
func (r *reader) describesOne(g int) bool {
	p, ok := r.party(g)
	return ok && p.person && single(&p) && !p.name && !p.pronoun && !p.q.definite
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

// deprived are what people are left without harm to life: "left 3,000 families without power".
var deprived = wordSet("hungry without stranded powerless")

// savedAlive reports whether clause c tells of people brought out alive: "pulled seven people alive from the rubble".
func (r *reader) savedAlive(c int) bool {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	if v.Lemma != "pull" && v.Lemma != "dig" && v.Lemma != "bring" && v.Lemma != "find" {
		return false
	}
	return v.Passive && r.next(cl.Verb) == "alive" || !v.Passive && cl.Object >= 0 && r.next(cl.Object) == "alive"
}

// constructionOfPeople reads hospitals, crowds and flights from home.
func (r *reader) constructionOfPeople(c int, object string, active int) (e effect, target int, ok bool) {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	switch {
	case (v.Lemma == "send" || v.Lemma == "take" || v.Lemma == "rush" || v.Lemma == "airlift") && !v.Passive && r.hospital(c):
		return effect{measure: "hospitalized", weak: true}, cl.Object, true
	case v.Lemma == "suffer" && r.wounds(c, "from"):
		return effect{measure: "injured", weak: true}, cl.Subject, true
	case (moved[v.Lemma] || v.Lemma == "treat" || strings.HasPrefix(v.Lemma, "hospitali")) && (v.Passive || v.Lemma == "treat") && r.wounds(c, "with", "for", "from"):
		return effect{measure: "injured", weak: true}, active, true
	case moved[v.Lemma] && v.Passive && r.inCondition(c):
		return effect{measure: "injured", weak: true}, active, true
	case moved[v.Lemma] && v.Passive && r.hospital(c) || v.Lemma == "treat" && v.Passive && !r.handled(c):
		return effect{measure: "hospitalized", weak: true}, active, true
	case (v.Lemma == "strike" || v.Lemma == "hit" || v.Lemma == "cut") && r.bodily(c):
		return effect{measure: "injured", weak: !r.limbsOnly(c)}, active, true
	case (v.Lemma == "strike" || v.Lemma == "hit") && !v.Passive && r.projectile(cl.Subject) && cl.Object >= 0:
		return effect{measure: "injured", weak: true, people: true}, cl.Object, true // "the bullet struck a girl"
	case (v.Lemma == "arrive" || v.Lemma == "show" || v.Lemma == "walk") && r.wounds(c, "with", "for"):
		return effect{measure: "injured", weak: true}, cl.Subject, true // "arrived at the hospital with a gunshot wound"
	case v.Lemma == "take" && object == "part", v.Lemma == "take" && r.prep(c, "to", "streets"), v.Lemma == "turn" && (r.next(cl.Verb) == "out" || v.Particle == "out"),
		(v.Lemma == "attend" || v.Lemma == "join" || v.Lemma == "stage" || v.Lemma == "hold") && marches[object]:
		return effect{measure: "participants", numbered: true}, cl.Subject, true
	case v.Lemma == "take" && (object == "shelter" || object == "refuge"):
		return effect{measure: "displaced", numbered: true}, cl.Subject, true
	case leaves(v.Lemma) != "" && (v.Control == "force" || v.Control == "compel" || v.Control == "oblige"):
		return effect{measure: leaves(v.Lemma), numbered: true}, cl.Subject, true
	case (v.Lemma == "force" || v.Lemma == "cause" || v.Lemma == "prompt") && !v.Passive && c+1 < len(r.clauses) && leaves(r.doc.Groups[r.clauses[c+1].Verb].Verb.Lemma) != "":
		return effect{measure: leaves(r.doc.Groups[r.clauses[c+1].Verb].Verb.Lemma), numbered: true}, cl.Object, true
	case v.Lemma == "flee" && (object == "homes" || object == "houses" || object == "villages" || r.prep(c, "from", "homes")):
		return effect{measure: "displaced", numbered: true}, cl.Subject, true
	case (v.Lemma == "seize" || v.Lemma == "snatch") && r.isPeople(active):
		return effect{measure: "abducted"}, active, true
	case v.Lemma == "bury" && !v.Passive && (object == "victims" || object == "dead"):
		return effect{measure: "killed", numbered: true}, cl.Object, true
	case (v.Lemma == "force" || v.Lemma == "drive") && r.prep(c, "from", "homes"):
		return effect{measure: "displaced", numbered: true}, active, true
	}
	return e, -1, false
}

// moved are verbs of bringing somebody to a hospital.
var moved = wordSet("take rush transport airlift fly admit bring transfer remove carry drive send")

// handled reports whether "treated" in clause c tells of manners, not of medicine: "was treated well", "were treated like slaves".
func (r *reader) handled(c int) bool {
	g := &r.doc.Groups[r.clauses[c].Verb]
	for i := g.First; i < min(g.Last+2, len(r.doc.Tokens)); i++ {
		if manners[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	return false
}

var manners = wordSet("well badly poorly kindly humanely fairly unfairly cruelly decently correctly like as with")

// isPeople reports whether a group names people with a number.
func (r *reader) isPeople(g int) bool {
	p, ok := r.party(g)
	return ok && p.person && !p.unnumbered && !p.pronoun
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

// falls are verbs that kill by "to his death".
var falls = wordSet("fall plunge plummet jump leap drop slip go tumble")

// hospital reports whether clause c leads to a hospital.
func (r *reader) hospital(c int) bool {
	for _, p := range r.clauses[c].Preps {
		if w := r.word(p.Group); (p.Word == "to" || p.Word == "at" || p.Word == "into") && (w == "hospital" || w == "hospitals" || w == "infirmary" || w == "clinic" || w == "center" || w == "centre") {
			return true
		}
	}
	return false
}

// predicate reads "12 people are dead", "three are missing", "he is in critical condition".
func (r *reader) predicate(c int) (e effect, target int, ok bool) {
	cl := &r.clauses[c]
	k := r.behind(cl.Verb)
	if k < 0 {
		return e, -1, false
	}
	for g := cl.Verb - 1; g > r.first && g >= cl.Verb-4; g-- {
		if m := r.amongHurt(token.Prep{Word: r.word(g - 1), Group: g}); m != "" && cl.Object >= 0 {
			return effect{measure: m}, cl.Object, true // "among the injured are two girls"
		}
	}
	for k+1 < r.last && (r.word(k) == "feared" || r.word(k) == "confirmed" || r.word(k) == "presumed" || r.word(k) == "reported" || r.word(k) == "believed" || r.word(k) == "still") {
		k++
	}
	head := r.word(k)
	if h, isHead := lexicon().heads[head]; isHead && r.doc.Groups[k].Last-r.doc.Groups[k].First <= 2 && !nounAfter(r, k) {
		return effect{measure: h.measure}, cl.Subject, true
	}
	for _, p := range cl.Preps {
		if m := r.amongHurt(p); m != "" && cl.Subject >= 0 {
			return effect{measure: m}, cl.Subject, true // "two policemen are among the wounded"
		}
		if w := r.word(p.Group); p.Word == "in" && (w == "hospital" || w == "hospitals" || w == "care" && r.tokenIn(&r.doc.Groups[p.Group], "intensive")) {
			return effect{measure: "hospitalized"}, cl.Subject, true
		}
		if p.Word == "in" && r.condition(p.Group) {
			return effect{measure: "injured", weak: true}, cl.Subject, true
		}
	}
	return e, -1, false
}

// amongHurt returns the measure of "among the wounded", "among those killed", or "".
func (r *reader) amongHurt(p token.Prep) string {
	if p.Word != "among" || p.Group < r.first || r.kind(p.Group) != extract.NounGroup {
		return ""
	}
	if h := lexicon().heads[r.word(p.Group)]; h.measure != "" {
		return h.measure
	}
	if (r.word(p.Group) == "those" || r.doc.Tokens[r.doc.Groups[p.Group].Head].Tag == "CD") && p.Group+1 < r.last {
		return lexicon().heads[r.word(p.Group+1)].measure
	}
	return ""
}

// prep reports whether clause c has the attachment (word head).
func (r *reader) prep(c int, word, head string) bool {
	for _, p := range r.clauses[c].Preps {
		if p.Word == word && r.word(p.Group) == head {
			return true
		}
	}
	return false
}
