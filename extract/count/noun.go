package count

import (
	"strconv"
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// The kinds of clauses that matter here.
const (
	complement  = token.Complement
	participial = token.Participial
)

// clauseOf returns the index of the clause in whose reach group g stands, or -1: its verb's arguments, or the verb before it.
func (r *reader) clauseOf(g int) int {
	best := -1
	for i := range r.clauses {
		c := &r.clauses[i]
		if c.Subject == g || c.Object == g {
			return i
		}
		for _, p := range c.Preps {
			if p.Group == g {
				return i
			}
		}
		if c.Verb < g {
			best = i
		}
	}
	return best
}

// readNoun finds the counts that the noun of group g gives: tolls, deaths, cases, bodies, crowds, "no casualties".
func (r *reader) readNoun(g int) {
	one, _ := lexicon().singular(r.word(g))
	if r.readCounter(g, one) {
		return
	}
	r.readState(g)
	r.readUncertain(g)
	if (one == "injury" || one == "wound") && r.readCaused(g) {
		return
	}
	if r.hasWounds(g) {
		r.readWounds(g)
		return
	}
	e, ok := lexicon().nouns[one]
	if ok && !r.hypotheticalNoun(&r.doc.Groups[g]) && !r.wanted(g) && (e.measure != "cases" || r.diseased(g)) {
		r.readEventNoun(g, e)
	}
}

// readCounter reads a noun that has a way of its own to count: tolls, rises, "no casualties", bodies and crowds. It reports whether that is all that the noun tells.
func (r *reader) readCounter(g int, one string) bool {
	switch {
	case r.isToll(g):
		r.readToll(g)
	case (one == "case" || one == "infection" || one == "death") && r.word(g) != one && r.readRise(g):
	case one == "casualty" || one == "injury" || one == "fatality" || one == "death" || one == "victim":
		return r.readNone(g, one)
	case one == "body" || one == "corpse":
		r.readBodies(g)
	case one == "crowd":
		r.readCrowd(g)
	case lexicon().protests["marcher"][one]:
		r.readMarchers(g)
	default:
		return false
	}
	return true
}

// hasWounds reports whether group g is what somebody before it has: "a man with burns", in a headline "Nurse in critical condition after stabbing".
func (r *reader) hasWounds(g int) bool {
	if g-2 < r.first || r.kind(g-2) != extract.NounGroup {
		return false
	}
	return r.word(g-1) == "with" && hurts(r.word(g)) || r.word(g-1) == "in" && r.condition(g) && r.heading()
}

// readRise reads "Cases have risen to 412", "deaths reached 44": a bare plural that a verb brings to a figure.
func (r *reader) readRise(g int) bool {
	if q, numbered := readQuantity(r.doc, r.doc.Groups[g].First, r.doc.Groups[g].Last); numbered && q.last <= r.doc.Groups[g].Head {
		return false
	}
	for c := range r.clauses {
		cl := &r.clauses[c]
		if lemma := r.doc.Groups[cl.Verb].Verb.Lemma; cl.Subject != g || !climbs[lemma] && lemma != "double" && lemma != "triple" {
			continue
		}
		one, _ := lexicon().singular(r.word(g))
		e, figure := lexicon().nouns[one], r.clauseFigure(c, g)
		if figure < 0 || e.measure == "cases" && !r.diseased(g) && !r.outbreak() {
			return false
		}
		p, ok := r.party(figure)
		ctx, real := r.base(e, r.doc.Tokens[r.doc.Groups[g].Head].Span, c, "toll")
		if !ok || !real || p.unnumbered || p.structure {
			return false
		}
		ctx.anchor = "cumulative"
		r.add([]party{p}, ctx)
		return true
	}
	return false
}

// readState reads "nine wounded soldiers", "one dead person", "a wounded officer".
func (r *reader) readState(g int) {
	grp := &r.doc.Groups[g]
	for i := grp.First; i < grp.Head; i++ {
		h := lexicon().heads[r.doc.Tokens[i].Lower]
		if h.measure != "killed" && h.measure != "injured" && h.measure != "missing" {
			continue
		}
		p, ok := r.party(g)
		if !ok || !p.person || p.q.definite || p.q.qualifier == "none" || p.unnumbered && p.plural && !r.tokenIn(grp, "number") {
			return
		}
		if ctx, real := r.base(h, r.doc.Tokens[i].Span, r.clauseOf(g), "state"); real {
			r.add([]party{p}, ctx)
		}
		return
	}
}

// heading reports whether the sentence is a headline, which may go without a verb.
func (r *reader) heading() bool {
	return r.doc.Sentences[r.sentence].Kind == extract.Headline || r.doc.InTitle(r.doc.Sentences[r.sentence].Span)
}

// hypotheticalNoun reports whether a noun is modified as something that did not come about: "attempted murder".
func (r *reader) hypotheticalNoun(grp *extract.Group) bool {
	for i := grp.First; i < grp.Head; i++ {
		switch r.doc.Tokens[i].Lower {
		case "attempted", "possible", "potential", "planned", "threatened", "future", "violent", "degree", "first-degree", "second-degree", "capital", "unsolved", "any":
			return true
		}
	}
	return false
}

// argument reports whether group g is an argument of clause c.
func (r *reader) argument(g, c int) bool {
	cl := &r.clauses[c]
	if cl.Subject == g || cl.Object == g {
		return true
	}
	for _, p := range cl.Preps {
		if p.Group == g {
			return true
		}
	}
	return false
}

// ofLater returns the noun group that hangs on g by "of", other phrases between: "the killing by police of a boy".
func (r *reader) ofLater(g int) int {
	for k := g + 1; k+1 < r.last && k < g+6; k += 2 {
		if r.kind(k) != extract.Preposition || r.kind(k+1) != extract.NounGroup {
			return -1
		}
		if r.word(k) == "of" {
			return k + 1
		}
	}
	return -1
}

// causes are verbs whose object is real only if they are.
var causes = wordSet("cause result lead bring avoid prevent stop mean provoke trigger risk face threaten plan plot order carry commit perpetrate execute attempt stage")

// presupposed reports whether a definite event is taken for granted by a verb that speaks of it though nothing is asserted:
// "an inquiry into the murder of two clerks".
func (r *reader) presupposed(g, c int) bool {
	first := &r.doc.Tokens[r.doc.Groups[g].First]
	if c < 0 || first.Lower != "the" && first.Tag != "PRP$" && !possessive(r.doc, &r.doc.Groups[g]) {
		return false
	}
	v := &r.doc.Groups[r.clauses[c].Verb].Verb
	return (v.Infinitive || unreal[v.Control]) && !causes[v.Lemma]
}

// wanted reports whether an event noun only names what somebody wants: "a plot for the murder of", "planned the killing of", "a warrant for the arrest of".
func (r *reader) wanted(g int) bool {
	for k := g - 1; k >= r.first && k >= g-2; k-- {
		switch one, _ := lexicon().singular(r.word(k)); {
		case r.kind(k) == extract.VerbGroup:
			v := &r.doc.Groups[k].Verb
			if v.Lemma == "want" && r.word(k+1) == "in" {
				return false // "wanted in the death of"
			}
			return unreal[v.Lemma] || v.Lemma == "prevent" || v.Lemma == "avoid" || v.Lemma == "foil" || v.Lemma == "thwart" || v.Lemma == "seek"
		case one == "warrant" || one == "plot" || one == "plan" || one == "attempt" || one == "threat" || one == "order" || one == "conspiracy" || one == "bid":
			return true
		}
	}
	return false
}

// readEventNoun reads "three deaths", "the killing of two priests", "Smith's death".
func (r *reader) readEventNoun(g int, e effect) {
	grp := &r.doc.Groups[g]
	if e.weak && e.measure == "injured" && r.deadly(g) {
		e.measure, e.weak = "killed", false
	}
	ctx, real := r.base(e, r.doc.Tokens[grp.Head].Span, r.governing(g), "noun")
	if !real {
		return
	}
	ctx.single = false
	if status := r.surety(grp); status != "" && (e.measure == "cases" || e.measure == "killed") {
		ctx.status = status
	}
	if e.frame == of && r.emitOf(g, ctx) || e.measure == "cases" && r.withoutCase(g) {
		return
	}
	q, numbered := r.quantityOf(g, e, &ctx)
	switch one, _ := lexicon().singular(r.word(g)); {
	case one == "massacre": // a number of massacres is none of people
	case numbered && q.best > 1 && e.frame == of && one == r.word(g): // "several kidnapping and arson files"
	case numbered && !e.weak && q.last <= grp.Head && !r.noCount(g):
		if q.best > 1 && r.ofYear(g) {
			ctx.anchor, ctx.period = "period", "in "+r.word(g+2)
		}
		r.add([]party{{group: g, span: grp.Span, q: q, role: roleUnspecified, victim: "one", person: true, plural: q.best != 1}}, ctx)
	case e.frame == of && !e.weak && e.measure == "killed":
		r.readPossessor(g, ctx)
	}
}

// governing returns the clause on whose verb it hangs whether the event of a noun happened, or -1.
func (r *reader) governing(g int) int {
	c := r.clauseOf(g)
	if r.presupposed(g, c) || c >= 0 && !r.argument(g, c) && r.commaBetween(r.clauses[c].Verb, g) {
		return -1
	}
	return c
}

// emitOf adds those who stand behind the "of" of an event noun: "the killing of two priests".
func (r *reader) emitOf(g int, ctx context) bool {
	inner := r.ofLater(g)
	if inner < 0 {
		return false
	}
	p, ok := r.party(inner)
	ctx.rule = "count/noun-of"
	return ok && p.q.qualifier != "none" && !p.pronoun && r.emit(inner, ctx)
}

// withoutCase reports whether cases at group g are such as there were none of: "42 days without a new case".
func (r *reader) withoutCase(g int) bool {
	grp := &r.doc.Groups[g]
	_, numbered := readQuantity(r.doc, grp.First, grp.Last)
	return !numbered && r.word(g-1) == "without"
}

// quantityOf returns the number of an event noun; of cases and deaths of a disease the latest or the first is one too: "the first human death linked to bird flu".
func (r *reader) quantityOf(g int, e effect, ctx *context) (quantity, bool) {
	grp := &r.doc.Groups[g]
	q, numbered := readQuantity(r.doc, grp.First, grp.Last)
	if n := r.latestCase(grp); e.measure == "cases" && n > 0 && r.word(g) == "case" && r.word(r.first) != "this" && r.word(r.first) != "it" {
		q.set("exact", n, n)
		q.last, ctx.anchor = grp.Head, "cumulative"
		return q, true
	}
	if e.measure == "cases" && !numbered {
		return r.oneCase(grp)
	}
	if e.measure == "killed" && !numbered && r.word(g) == "death" && r.tokenIn(grp, "first") && r.outbreak() {
		return quantity{lo: 1, hi: 1, best: 1, qualifier: "exact", last: grp.Head}, true
	}
	return q, numbered
}

// ofYear reports whether a number of killings is that of a year: "38 homicides in 2012".
func (r *reader) ofYear(g int) bool {
	switch r.word(g) {
	case "homicides", "murders", "killings", "slayings", "kidnappings":
		return g+2 < r.last && r.word(g+1) == "in" && isYear(r.word(g+2))
	}
	return false
}

// surety returns the status that a word of the group gives to cases and deaths of an illness: "28 suspected cases"; "" where there is none, or both.
func (r *reader) surety(grp *extract.Group) string {
	status := ""
	for i := grp.First; i < grp.Head; i++ {
		switch r.doc.Tokens[i].Lower {
		case "suspected", "suspect", "probable", "presumed":
			if status == "confirmed" {
				return ""
			}
			status = "suspected"
		case "confirmed", "laboratory-confirmed", "lab-confirmed":
			if status == "suspected" {
				return ""
			}
			status = "confirmed"
		}
	}
	return status
}

// latestCase returns the number of "the 12th human case", 0 where the words say no such thing.
func (r *reader) latestCase(grp *extract.Group) int {
	for i := grp.First; i < grp.Head; i++ {
		w := r.doc.Tokens[i].Lower
		if n := ordinals[w]; n > 0 {
			return n
		}
		if digits := strings.TrimRight(w, "thrdns"); digits != w && digits != "" && isDecimal(digits) && len(digits) <= 4 {
			n, _ := strconv.Atoi(digits)
			return n
		}
	}
	return 0
}

// oneCase reads "a case of cholera", "the first case", and "no new cases" as none.
func (r *reader) oneCase(grp *extract.Group) (quantity, bool) {
	first := r.doc.Tokens[grp.First].Lower
	switch single := r.doc.Tokens[grp.Head].Lower == "case"; {
	case first == "no" && !r.immediate(grp):
		return quantity{qualifier: "none", last: grp.Head}, true
	case single && (first == "a" || first == "another" || r.tokenIn(grp, "first") || r.tokenIn(grp, "second")):
		return quantity{lo: 1, hi: 1, best: 1, qualifier: "exact", incremental: first == "another", last: grp.Head}, true
	}
	return quantity{}, false
}

// readPossessor reads the victim of "the mayor's death", "Smith's murder".
func (r *reader) readPossessor(g int, ctx context) {
	grp := &r.doc.Groups[g]
	for i := grp.First + 1; i < grp.Head; i++ {
		if before := r.doc.Tokens[grp.Head-1].Tag; r.doc.Tokens[i].Tag != "POS" || i+1 < grp.Head && before != "POS" && before != "VBN" && !strings.HasPrefix(before, "JJ") {
			continue
		}
		owner := extract.Group{Span: extract.Span{Start: grp.Start, End: r.doc.Tokens[i-1].End}, Kind: extract.NounGroup, First: grp.First, Last: i, Head: i - 1}
		p := party{group: g, span: owner.Span, role: roleUnspecified, unnumbered: true, q: quantity{lo: 1, hi: 1, best: 1, qualifier: "exact", definite: true}}
		one, plural := lexicon().singular(r.doc.Tokens[i-1].Lower)
		role, person := lexicon().role(one)
		switch {
		case plural:
			return
		case r.isName(&owner):
			p.name, p.victim, p.person = true, strings.ToLower(r.nameText(&owner)), true
		case person:
			p.role, p.victim, p.person = role, one, true
		default:
			return
		}
		r.add([]party{p}, ctx)
		return
	}
}

// diseased reports whether a case is one of illness: a disease is named in the group, behind "of", or in the sentence.
func (r *reader) diseased(g int) bool {
	grp := &r.doc.Groups[g]
	for i := grp.First; i < grp.Last; i++ {
		switch w := r.doc.Tokens[i].Lower; {
		case w == "court" || w == "murder" || w == "legal" || w == "criminal" || w == "homicide" || w == "assault" || w == "abuse" || w == "such" || w == "some" || w == "many" || w == "most":
			return false
		case lexicon().diseases[w] || w == "infections":
			return true
		}
	}
	sent := &r.doc.Sentences[r.sentence]
	for i := sent.First; i < sent.Last; i++ {
		if lexicon().diseases[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	return r.outbreak() && r.caseOfIllness(g)
}

// caseOfIllness reports whether the words beside "cases" are those of health reports, in an article that names a disease elsewhere.
func (r *reader) caseOfIllness(g int) bool {
	grp := &r.doc.Groups[g]
	for i := grp.First; i < grp.Last; i++ {
		if illCases[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	c := r.clauseOf(g)
	return c >= 0 && countsCases[r.doc.Groups[r.clauses[c].Verb].Verb.Lemma]
}

// illCases stand before cases of an illness, countsCases are what health officials do with them.
var (
	illCases    = wordSet("confirmed suspected suspect probable new additional laboratory-confirmed lab-confirmed imported active human severe reported known total fatal")
	countsCases = wordSet("confirm report record detect register diagnose log identify")
)

// absence tells of harm whether the text says that there was none.
type absence uint8

const (
	present absence = iota
	denied          // "no casualties"
	ofSome          // "no other injuries", "escaped without injury": it speaks of some only, and counts nobody
)

// readNone reads "no casualties", "no reports of injuries", "did not cause any deaths", "without casualties". It reports whether that is all that the noun tells.
func (r *reader) readNone(g int, one string) bool {
	told, span := r.absent(g)
	if told != denied {
		return told == ofSome
	}
	ctx := context{effect: r.doc.Tokens[r.doc.Groups[g].Head].Span, status: "reported", anchor: anchorIncident, self: -1, rule: "count/none"}
	r.attribute(&ctx, r.clauseOf(g))
	for _, m := range noneMeasures(one) {
		ctx.measure = m
		r.add([]party{{span: span, q: quantity{qualifier: "none"}, role: roleUnspecified, victim: "nobody", group: g}}, ctx)
	}
	return true
}

// absent returns what is said of the absence of the harm at group g, and the words that say it.
func (r *reader) absent(g int) (absence, extract.Span) {
	grp := &r.doc.Groups[g]
	if c := r.clauseOf(g); c >= 0 && r.doc.Groups[r.clauses[c].Verb].Verb.Lemma == "escape" {
		return ofSome, grp.Span
	}
	told, span := r.absentByHolder(g)
	if first := r.doc.Tokens[grp.First].Lower; told == present && (first == "no" || first == "zero" || first == "0") {
		told = denied
	}
	switch {
	case told == present:
		return r.absentByVerb(g), span
	case told == denied && (r.immediate(grp) || r.tokenIn(grp, "other") || r.tokenIn(grp, "further") || r.tokenIn(grp, "additional")):
		return ofSome, span
	}
	return told, span
}

// absentByHolder returns what the words say on which harm hangs: "no reports of injuries", "no word of casualties", "without casualties".
func (r *reader) absentByHolder(g int) (absence, extract.Span) {
	span, k := r.doc.Groups[g].Span, r.holder(g)
	if k < 0 {
		return present, span
	}
	holder := &r.doc.Groups[k]
	no := r.doc.Tokens[holder.First].Lower == "no"
	switch w := r.word(k); {
	case w == "without":
		return denied, span
	case no && (w == "reports" || w == "report" || w == "sign" || w == "evidence"):
		if r.immediate(holder) {
			return ofSome, span
		}
		return denied, span.Cover(holder.Span)
	case no && holder.Kind == extract.NounGroup && r.casualtyWord(k):
		return denied, span.Cover(holder.Span)
	case w == "word" || w == "information" || w == "details":
		return ofSome, span
	}
	return present, span
}

// absentByVerb returns what the verb says of which bare harm is the object: "did not cause any deaths"; "did not expect any victims" says nothing.
func (r *reader) absentByVerb(g int) absence {
	grp, c := &r.doc.Groups[g], r.clauseOf(g)
	if c < 0 || r.clauses[c].Object != g || r.doc.Tokens[grp.First].Lower != "any" && grp.Last-grp.First > 1 {
		return present
	}
	v := &r.doc.Groups[r.clauses[c].Verb]
	switch {
	case unreal[v.Verb.Lemma] || believed[v.Verb.Lemma]:
		return ofSome
	case v.Verb.Negated || v.First > 0 && r.doc.Tokens[v.First-1].Lower == "without":
		return denied
	}
	return present
}

// noneMeasures are the measures that the absence of something leaves at 0.
func noneMeasures(one string) []string {
	switch one {
	case "injury":
		return []string{"injured"}
	case "casualty", "victim":
		return []string{"killed", "injured"}
	}
	return []string{"killed"}
}

// holder returns what group g hangs on: the group before "of" or "or", the preposition "without", or -1.
func (r *reader) holder(g int) int {
	switch {
	case g-1 >= r.first && r.word(g-1) == "without":
		return g - 1
	case g-2 >= r.first && (r.word(g-1) == "of" || r.word(g-1) == "or" || r.word(g-1) == "and" || r.word(g-1) == "on"):
		return g - 2
	}
	return -1
}

// casualtyWord reports whether group k speaks of casualties, so that "no deaths or injuries" denies both.
func (r *reader) casualtyWord(k int) bool {
	one, _ := lexicon().singular(r.word(k))
	return one == "casualty" || one == "injury" || one == "death" || one == "fatality" || one == "victim" || one == "damage"
}

// immediate reports whether a denial only says that nothing is known yet: "no immediate reports of casualties".
func (r *reader) immediate(grp *extract.Group) bool {
	for i := grp.First; i < grp.Last; i++ {
		if w := r.doc.Tokens[i].Lower; w == "immediate" || w == "immediately" || w == "confirmed" {
			return true
		}
	}
	return false
}

// readBodies reads "12 bodies were found", "the bodies of three men", "a body was found".
func (r *reader) readBodies(g int) {
	grp := &r.doc.Groups[g]
	ctx, real := r.base(effect{measure: "killed"}, r.doc.Tokens[grp.Head].Span, r.clauseOf(g), "bodies")
	if !real {
		return
	}
	if first := r.doc.Tokens[grp.First]; first.Tag == "PRP$" && grp.Last-grp.First == 2 && r.lies(g) {
		r.readTheirBodies(g, ctx, first.Lower)
		return
	}
	if r.word(g) == "body" && possessive(r.doc, grp) {
		r.readPossessor(g, ctx)
		return
	}
	if inner := r.ofGroup(g); inner >= 0 {
		if p, ok := r.party(inner); ok && p.person && !p.pronoun {
			r.emit(inner, ctx)
		}
		if _, numbered := readQuantity(r.doc, grp.First, grp.Last); !numbered {
			return
		}
	}
	if q, numbered := readQuantity(r.doc, grp.First, grp.Last); numbered || r.foundBody(g) {
		p, ok := r.party(g)
		if ok && !q.definite {
			p.role, p.victim = roleUnspecified, "body"
			r.add([]party{p}, ctx)
		}
	}
}

// lies reports whether a body was found or lies somewhere.
func (r *reader) lies(g int) bool {
	c := r.clauseOf(g)
	return c >= 0 && foundVerbs[r.doc.Groups[r.clauses[c].Verb].Verb.Lemma]
}

var foundVerbs = wordSet("find discover recover pull retrieve uncover unearth dump locate appear")

// readTheirBodies reads "his body was found" and "their bodies were found": as many are dead as the sentence or the one before says were abducted or
// missing.
func (r *reader) readTheirBodies(g int, ctx context, owner string) {
	grp := &r.doc.Groups[g]
	p := party{group: g, span: grp.Span, role: roleUnspecified, victim: "body", person: true, q: quantity{lo: 1, hi: 1, best: 1, qualifier: "exact", definite: true}}
	if owner == "their" {
		k := r.goneBefore()
		if k < 0 {
			return
		}
		v := &r.found[k].count
		if v.Min == nil || v.Max == nil {
			return
		}
		p.q.lo, p.q.hi, p.q.best = *v.Min, *v.Max, *v.Best
	}
	r.add([]party{p}, ctx)
}

// goneBefore returns the last count of the abducted or missing in this sentence or the one before, or -1.
func (r *reader) goneBefore() int {
	from := r.doc.Sentences[max(0, r.sentence-1)].Start
	for k := len(r.found) - 1; k >= 0 && r.found[k].span.Start >= from; k-- {
		if m := r.found[k].count.Measure; m == "abducted" || m == "missing" {
			return k
		}
	}
	return -1
}

// foundBody reports whether an unnumbered body was found: "a body was found", "found a body".
func (r *reader) foundBody(g int) bool {
	if first := r.doc.Tokens[r.doc.Groups[g].First].Lower; first != "a" && first != "another" {
		return false
	}
	c := r.clauseOf(g)
	if c < 0 {
		return false
	}
	switch r.doc.Groups[r.clauses[c].Verb].Verb.Lemma {
	case "find", "discover", "recover", "pull", "retrieve", "uncover", "unearth":
		return true
	}
	return false
}

// readHead reads adjectives that count those before them: "12 dead", "14 people dead", "the 30 wounded".
func (r *reader) readHead(g int) {
	grp := &r.doc.Groups[g]
	h, ok := lexicon().heads[r.word(g)]
	if ok && r.readTable(g, h) {
		return
	}
	if !ok || grp.Kind != extract.NounGroup && (grp.Kind != extract.Other || grp.Last-grp.First > 1) {
		return
	}
	ctx, real := r.base(h, r.doc.Tokens[grp.Head].Span, r.clauseOf(g), "head")
	if !real {
		return
	}
	if q, numbered := readQuantity(r.doc, grp.First, grp.Last); numbered && q.last <= grp.Head {
		p := party{group: g, span: grp.Span, q: q, role: roleUnspecified, victim: "one", person: true, plural: q.best != 1}
		r.add([]party{p}, ctx)
		return
	}
	if r.readOneWithHead(g, ctx) {
		return
	}
	whole := g - 1
	if w := r.word(whole); whole > r.first && (w == "still" || w == "now") {
		whole-- // "with 25 people still missing", "seven now dead"
	}
	if grp.Last-grp.First > 1 || g == r.first || r.kind(whole) != extract.NounGroup || nounAfter(r, g) {
		return
	}
	if r.word(g) == "fatal" && r.ofGroup(g-3) != g-1 {
		return
	}
	if g-3 >= r.first && r.word(g-2) == "including" && r.kind(g-3) == extract.NounGroup {
		whole = g - 3 // "four troops including the gunman dead"
	}
	if _, ok := r.party(whole); !ok && whole-2 >= r.first && r.kind(whole-1) == extract.Preposition {
		whole -= 2 // "women of three generations dead"
	}
	if start := r.partitive(whole); start >= 0 {
		r.emit(start, ctx)
	}
}

// readOneWithHead reads a person whose state closes his own group: "left three dead and (a nurse injured)".
func (r *reader) readOneWithHead(g int, ctx context) bool {
	grp := &r.doc.Groups[g]
	if first := r.doc.Tokens[grp.First].Lower; first != "a" && first != "an" || grp.Head-grp.First < 2 || nounAfter(r, g) {
		return false
	}
	one, plural := lexicon().singular(r.doc.Tokens[grp.Head-1].Lower)
	role, person := lexicon().role(one)
	if !person || plural {
		return false
	}
	r.add([]party{{group: g, span: grp.Span, role: role, victim: one, person: true, unnumbered: true, q: quantity{lo: 1, hi: 1, best: 1, qualifier: "exact"}}}, ctx)
	return true
}

// readTable reads "Dead: 192".
func (r *reader) readTable(g int, h effect) bool {
	if g+2 >= r.last || r.word(g+1) != ":" || r.kind(g+2) != extract.NounGroup {
		return false
	}
	p, ok := r.party(g + 2)
	if !ok || p.unnumbered || p.structure {
		return false
	}
	ctx, _ := r.base(h, r.doc.Groups[g].Span, -1, "table")
	p.span = p.span.Cover(r.doc.Groups[g].Span)
	r.add([]party{p}, ctx)
	return true
}

// partitive returns the group of the number where g closes "N of the M", else g.
func (r *reader) partitive(g int) int {
	if g-2 >= r.first && r.word(g-1) == "of" {
		if _, ok := r.party(g - 2); ok {
			return g - 2
		}
	}
	return g
}
