package count

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// unreal are governing verbs under which nothing has happened yet, or nothing happened.
var unreal = wordSet(`threaten plan plot vow want attempt try fail aim conspire intend order prepare hope seek avoid refuse agree promise decide need offer demand ask urge encourage design expect wish
	mean pledge swear train teach use send like love dare choose schedule help allow require`)

// believed are governing verbs that make a count suspected.
var believed = wordSet("believe think fear presume suspect assume understand appear seem estimate rumor rumour allege")

// realis reports whether the clause at c asserts its event, and with what status ("" plain).
func (r *reader) realis(c, depth int) (status string, ok bool) {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	switch {
	case r.nearly(c):
		return "", false
	case v.Future, cl.Linker == "if" || cl.Linker == "unless" || cl.Linker == "whether":
		return "", false
	case v.Modal != "":
		if v.Perfect && (v.Modal == "may" || v.Modal == "might") {
			return "suspected", true
		}
		return "", false
	case unreal[v.Control] && !(v.Control == "expect" && v.Perfect):
		return "", false
	case v.Infinitive && v.Control == "" && !r.achieved(c):
		return "", false
	}
	status = r.belief(c)
	if parent := cl.Parent; parent >= 0 && parent != c && depth < 8 && r.dependsOn(c) {
		s, real := r.realis(parent, depth+1)
		if !real {
			return "", false
		}
		if status == "" {
			status = s
		}
	}
	return status, true
}

// nearly reports whether an adverb takes the event back: "was nearly lynched", "almost died".
func (r *reader) nearly(c int) bool {
	g := &r.doc.Groups[r.clauses[c].Verb]
	for i := max(g.First-1, 0); i < g.Head; i++ {
		if w := r.doc.Tokens[i].Lower; w == "nearly" || w == "almost" || w == "narrowly" {
			return true
		}
	}
	return false
}

// achieved reports whether an infinitive stands for something that came about: "went on to kill", "the first to die".
func (r *reader) achieved(c int) bool {
	g := r.clauses[c].Verb
	for k := g - 1; k >= r.first && k >= g-2; k-- {
		switch r.word(k) {
		case "first", "second", "third", "latest", "last", "on":
			return true
		}
	}
	return false
}

// belief returns the status that governing or parent verbs of belief give.
func (r *reader) belief(c int) string {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	switch {
	case believed[v.Control] || believed[v.Lemma] && v.Passive:
		return "suspected"
	case v.Control == "confirm" || v.Lemma == "confirm" && v.Passive:
		return "confirmed"
	}
	if cl.Kind == complement && cl.Parent >= 0 && believed[r.doc.Groups[r.clauses[cl.Parent].Verb].Verb.Lemma] {
		return "suspected"
	}
	return ""
}

// dependsOn reports whether the clause shares the reality of its parent: ", killing 12", or a bare verb after "could hit and".
func (r *reader) dependsOn(c int) bool {
	cl := &r.clauses[c]
	g := &r.doc.Groups[cl.Verb]
	if cl.Kind == participial {
		return true
	}
	if p := &r.doc.Groups[r.clauses[cl.Parent].Verb].Verb; p.Modal != "" && p.Perfect && g.Last-g.First == 1 && cl.Verb > 0 && r.kind(cl.Verb-1) == extract.Conjunction {
		return true // "could have hit her and killed her"
	}
	return g.Last-g.First == 1 && r.doc.Tokens[g.Head].Tag == "VB" && !g.Verb.Infinitive
}

// readVerb finds the counts that the verb of clause c gives.
func (r *reader) readVerb(c int) {
	if r.readBodily(c) {
		return
	}
	g := &r.doc.Groups[r.clauses[c].Verb]
	e, target, ok := r.verbEffect(c)
	if !ok || target < 0 {
		return
	}
	ctx, real := r.base(e, r.doc.Tokens[g.Head].Span, c, "verb")
	if !real || e.measure == "killed" && r.ailment(c) || r.atTheTime(c) || g.Verb.Negated || r.neither(target) {
		return
	}
	if r.nobodyBelieved(c, target) {
		r.none(ctx, r.doc.Groups[target].Span, r.doc.Tokens[g.Head].Lower)
		return
	}
	target = r.befell(c, target)
	ctx.self = r.self(c)
	if r.also(c) {
		ctx.also = r.reach(target)
	}
	if p, ok := r.party(target); ok && p.q.qualifier == "none" {
		if !r.elseBehind(target) {
			r.none(ctx, p.span, r.doc.Tokens[g.Head].Lower)
		}
		return
	}
	r.emitVerb(c, target, ctx)
}

// befell returns the group of those whom the effect of clause c befell, where its target only stands for them: a list that it announces, a whole of which
// it is part, those whom "them" means.
func (r *reader) befell(c, target int) int {
	target = r.noneOf(r.following(target))
	if r.clauses[c].Kind != token.Relative { // "20 pupils, including the girl who was killed"
		target = r.including(target)
	}
	return r.antecedent(c, target)
}

// elseBehind reports whether a group is followed by "else", so that it speaks of others only: "no one else was hurt".
func (r *reader) elseBehind(g int) bool {
	last := r.doc.Groups[g].Last
	return last < len(r.doc.Tokens) && r.doc.Tokens[last].Lower == "else"
}

// emitVerb adds the people at group target, and those whom the clause joins to them; of structures where it counts no people.
func (r *reader) emitVerb(c, target int, ctx context) {
	g := &r.doc.Groups[r.clauses[c].Verb]
	if ctx.measure == "hospitalized" && !r.outbreak() && !r.unharmed() {
		hurt := ctx
		hurt.measure, hurt.weak, hurt.rule = "injured", true, ruleHospital
		r.emit(target, hurt)
	}
	if r.emit(target, ctx) || ctx.building {
		r.emitAlong(c, ctx)
		r.emitGapped(c, ctx)
		return
	}
	if b, ok := lexicon().verbs[g.Verb.Lemma+" building"]; ok {
		if ctx, real := r.base(b, r.doc.Tokens[g.Head].Span, c, "verb"); real {
			r.emit(target, ctx)
		}
	}
}

// unharmed reports whether the sentence says that those taken to a hospital had come to no harm.
func (r *reader) unharmed() bool {
	sent := &r.doc.Sentences[r.sentence]
	for i := sent.First; i < sent.Last; i++ {
		switch r.doc.Tokens[i].Lower {
		case "unhurt", "unharmed", "uninjured", "unscathed":
			return true
		case "no":
			if i+1 < sent.Last && hurts(r.doc.Tokens[i+1].Lower) {
				return true
			}
		}
	}
	return false
}

// nobodyBelieved reports whether clause c says of anyone what is not believed: "it did not seem that anyone was hurt".
func (r *reader) nobodyBelieved(c, target int) bool {
	cl := &r.clauses[c]
	if w := r.word(target); w != "anyone" && w != "anybody" || cl.Kind != complement || cl.Parent < 0 {
		return false
	}
	parent := &r.doc.Groups[r.clauses[cl.Parent].Verb].Verb
	return parent.Negated && believed[parent.Lemma]
}

// atTheTime reports whether the verb of clause c only says when something else was: "who was on shift at the time Ana Vega died".
func (r *reader) atTheTime(c int) bool {
	g := r.clauses[c].Verb - 1
	if g <= r.first || r.kind(g) != extract.NounGroup || r.kind(g-1) != extract.Preposition || r.doc.Groups[g].Last-r.doc.Groups[g].First < 3 {
		return false
	}
	i := r.doc.Groups[g].First
	return r.twoWords(i, "the", "time") || r.twoWords(i, "the", "moment")
}

// neither reports whether the group opens a pair of which nothing is true: "neither the driver nor his wife were hurt".
func (r *reader) neither(g int) bool {
	for _, k := range token.Conjuncts(r.doc, g) {
		first := r.doc.Groups[k].First
		if r.doc.Tokens[first].Lower == "neither" || first > 0 && (r.doc.Tokens[first-1].Lower == "neither" || r.doc.Tokens[first-1].Lower == "nor") {
			return true
		}
	}
	return false
}

// noneOf returns the "none" of which the people at a group are the last, or the group: "none of the priests and 100 refugees was hurt".
func (r *reader) noneOf(g int) int {
	for _, k := range token.Conjuncts(r.doc, g) {
		if k < g && r.word(k) == "none" {
			return k
		}
	}
	return g
}

// following returns the first group of the list that a subject announces: "the following policemen died in the attack: Major Juan Ruiz, ...".
func (r *reader) following(target int) int {
	if !r.tokenIn(&r.doc.Groups[target], "following") {
		return target
	}
	for g := target + 1; g+1 < r.last; g++ {
		if r.word(g) == ":" && r.kind(g+1) == extract.NounGroup {
			return g + 1
		}
	}
	return target
}

// including returns the group that a subject is only part of: 11 civilians in "11 civilians, including a boy, and a soldier were killed"; without such
// words the subject itself.
func (r *reader) including(target int) int {
	first := r.list(target)[0]
	if first-2 < r.first || r.word(first-1) != "including" {
		return target
	}
	k := first - 2
	if r.word(k) == "," {
		k--
	}
	if k < r.first || r.kind(k) != extract.NounGroup {
		return target
	}
	if whole, ok := r.party(k); !ok || whole.unnumbered {
		return target
	}
	return k
}

// antecedent returns the object of the verb before clause c where the target is "them" and the same subject did both: "dragged two men out and shot them".
func (r *reader) antecedent(c, target int) int {
	if c == 0 || r.word(target) != "them" || r.clauses[c].Subject != r.clauses[c-1].Subject || r.clauses[c-1].Object < 0 {
		return target
	}
	if p, ok := r.party(r.clauses[c-1].Object); ok && p.person && p.plural {
		return p.group
	}
	return target
}

// also reports whether the verb says that its toll comes on top of another: "his driver was also killed".
func (r *reader) also(c int) bool {
	g := &r.doc.Groups[r.clauses[c].Verb]
	for i := max(g.First-1, 0); i < g.Head; i++ {
		if r.doc.Tokens[i].Lower == "also" {
			return true
		}
	}
	return false
}

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
	for _, o := range r.found {
		if o.count.Measure == f.count.Measure && o.span.Start >= from && o.span.Start < f.span.Start && o.count.Role != "perpetrator" {
			return true
		}
	}
	return false
}

// outbreak reports whether the document speaks of a disease, so that patients in hospital need not be injured.
func (r *reader) outbreak() bool {
	if r.disease == 0 {
		r.disease = -1
		for i := range r.doc.Tokens {
			if lexicon().diseases[r.doc.Tokens[i].Lower] {
				r.disease = 1
				break
			}
		}
	}
	return r.disease > 0
}

// self returns the group that a reflexive object of clause c refers to, or -1: its subject.
func (r *reader) self(c int) int {
	cl := &r.clauses[c]
	if cl.Object < 0 || cl.Subject < 0 {
		return -1
	}
	return cl.Subject
}

// accident reports whether the sentence says that it happened by accident, so that one who shot himself is no attacker.
func (r *reader) accident() bool {
	sent := &r.doc.Sentences[r.sentence]
	for i := sent.First; i < sent.Last; i++ {
		switch r.doc.Tokens[i].Lower {
		case "accidentally", "accidently", "accidental", "unintentionally", "inadvertently", "mistakenly":
			return true
		}
	}
	return false
}

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
	for k := r.clauses[c].Verb + 1; k+2 < r.last && r.kind(k) != extract.VerbGroup; k++ {
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

// none adds the count of 0 that "nobody was hurt" states; "hurt" and "harmed" speak of the killed as well.
func (r *reader) none(ctx context, span extract.Span, word string) {
	zero := party{span: span, q: quantity{qualifier: "none"}, role: roleUnspecified, victim: "nobody", group: -1}
	if ctx.building || ctx.weak {
		return
	}
	r.add([]party{zero}, ctx)
	if word == "hurt" || word == "harmed" {
		ctx.measure = "killed"
		r.add([]party{zero}, ctx)
	}
}

// verbEffect returns the effect of the verb of clause c and the group of those whom it befalls.
func (r *reader) verbEffect(c int) (e effect, target int, ok bool) {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	e, ok = lexicon().effectOf(v.Lemma)
	target = cl.Subject
	if special, t, found := r.construction(c); found {
		return special, t, true
	}
	if !ok || (v.Lemma == "contract" || v.Lemma == "catch") && !r.illness(cl.Object) {
		return e, -1, false
	}
	if e.frame == object && !v.Passive {
		target = cl.Object
	}
	if v.Passive && v.Participle && target < 0 && c+1 < len(r.clauses) && r.clauses[c+1].Subject < 0 && r.doc.Groups[r.clauses[c+1].Verb].Verb.Lemma == "be" {
		target = r.clauses[c+1].Object // "Killed were a teacher and two pupils"
	}
	if e.frame == subject && cl.Object == cl.Verb+1 && !v.Passive && v.Lemma == "drown" {
		target = cl.Object
	}
	if e.measure == "injured" && (r.fatal(c) || r.shotHelpless(c)) {
		e.measure, e.weak = "killed", false
	}
	e.weak = e.weak && !r.limbsOnly(c)
	return e, target, true
}

// illness reports whether a group names a disease.
func (r *reader) illness(g int) bool {
	if g < 0 {
		return false
	}
	for i := r.doc.Groups[g].First; i < r.doc.Groups[g].Last; i++ {
		if lexicon().diseases[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	return false
}

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
	return r.next(cl.Verb) == "dead" || cl.Object >= 0 && r.next(cl.Object) == "dead" || r.word(cl.Verb+1) == "fatally" || cl.Object >= 0 && r.word(cl.Object+1) == "fatally" || cl.Object >= 0 && r.deadObject(cl.Object)
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
	return helpless[before.Lemma] || (before.Lemma == "lin" || before.Lemma == "line") && before.Particle == "up"
}

// helpless are verbs whose objects cannot run from a shot.
var helpless = wordSet("seize drag abduct kidnap capture bind blindfold handcuff gag")

// deadObject reports whether the group behind an object is "dead" ("shot the guard dead") or the object begins with it ("shot dead a guard").
func (r *reader) deadObject(g int) bool {
	return r.doc.Tokens[r.doc.Groups[g].First].Lower == "dead"
}

// next returns the word behind group g, adverbs passed over.
func (r *reader) next(g int) string {
	for k := g + 1; k < r.last; k++ {
		if !strings.HasPrefix(r.doc.Tokens[r.doc.Groups[k].Head].Tag, "RB") {
			return r.doc.Tokens[r.doc.Groups[k].First].Lower
		}
	}
	return ""
}

// behind returns the group behind g, adverbs passed over, or -1.
func (r *reader) behind(g int) int {
	for k := g + 1; k < r.last; k++ {
		if !strings.HasPrefix(r.doc.Tokens[r.doc.Groups[k].Head].Tag, "RB") {
			return k
		}
	}
	return -1
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

// moved are verbs of bringing somebody to a hospital.
var moved = wordSet("take rush transport airlift fly admit bring transfer remove carry drive send")

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
	case v.Lemma == "leave" && object != "" && r.woundsWith(c):
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
	case v.Lemma == "suffer" && r.from(c):
		return effect{measure: "injured", weak: true}, cl.Subject, true
	case (moved[v.Lemma] || v.Lemma == "treat" || strings.HasPrefix(v.Lemma, "hospitali")) && (v.Passive || v.Lemma == "treat") && (r.wounds(c) || r.from(c)):
		return effect{measure: "injured", weak: true}, active, true
	case moved[v.Lemma] && v.Passive && r.inCondition(c):
		return effect{measure: "injured", weak: true}, active, true
	case moved[v.Lemma] && v.Passive && r.hospital(c) || v.Lemma == "treat" && v.Passive && !r.handled(c):
		return effect{measure: "hospitalized", weak: true}, active, true
	case (v.Lemma == "strike" || v.Lemma == "hit" || v.Lemma == "cut") && r.bodily(c):
		return effect{measure: "injured", weak: !r.limbsOnly(c)}, active, true
	case (v.Lemma == "strike" || v.Lemma == "hit") && !v.Passive && r.projectile(cl.Subject) && cl.Object >= 0:
		return effect{measure: "injured", weak: true, people: true}, cl.Object, true // "the bullet struck a girl"
	case (v.Lemma == "arrive" || v.Lemma == "show" || v.Lemma == "walk") && r.wounds(c):
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

// prep reports whether clause c has the attachment (word head).
func (r *reader) prep(c int, word, head string) bool {
	for _, p := range r.clauses[c].Preps {
		if p.Word == word && r.word(p.Group) == head {
			return true
		}
	}
	return false
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
		if g := &r.doc.Groups[p.Group]; p.Word == "in" && r.word(p.Group) == "condition" && conditionWords[r.doc.Tokens[max(g.Head-1, g.First)].Lower] {
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

// nounAfter reports whether the group at k stands before its noun: "were dead cattle".
func nounAfter(r *reader, k int) bool {
	return k+1 < r.last && r.kind(k+1) == extract.NounGroup && r.doc.Groups[k+1].Start-r.doc.Groups[k].End <= 1
}
