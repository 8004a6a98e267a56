package count

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// context is what the clause says about a count: how sure, by whom, when.
type context struct {
	effect   extract.Span
	measure  string
	weak     bool
	numbered bool
	people   bool
	building bool
	status   string
	saidBy   string
	reported bool
	anchor   string
	period   string
	asOf     string
	also     int  // how many sentences before may count those to whom "also" adds, 0 where it is not said
	self     int  // the group that "himself" refers to, or -1
	single   bool // the verb is singular: its subject is one person however it is described
	rule     string
}

// emit adds the counts of the people whose first group is g: the group and those coordinated with it.
func (r *reader) emit(g int, c context) bool {
	parties := r.parties(g, c)
	if len(parties) == 0 {
		return false
	}
	r.resolveSelf(parties, c)
	for _, list := range r.split(parties) {
		r.add(list, c)
	}
	return true
}

// resolveSelf gives "himself" the role and the noun of whom it refers to: an attacker who turned on himself, or a child who
// played with a gun.
func (r *reader) resolveSelf(parties []party, c context) {
	for i := range parties {
		p := &parties[i]
		if p.victim != "himself" && p.victim != "herself" && p.victim != "self" {
			continue
		}
		owner, ok := r.party(c.self)
		switch {
		case len(parties) == 1 && ok && (owner.role == "child" || r.accident()):
			p.role, p.victim, p.name = owner.role, owner.victim, owner.name
		case len(parties) == 1 && r.accident():
			p.role = roleUnspecified
		default:
			p.role = "perpetrator"
		}
	}
}

// parties returns the countable groups of the list in which g stands; none if g itself is not countable.
func (r *reader) parties(g int, c context) []party {
	self, ok := r.party(g)
	if ok && c.building && self.victim == "one" && r.structuresBefore() {
		self.structure = true // "40 houses were destroyed and 120 damaged"
	}
	if !ok || !fits(&self, c) {
		return r.partiesBeside(g, c)
	}
	if self.q.qualifier == "none" {
		return []party{self}
	}
	out := r.explained(r.appositions(r.sharing(&self, c)))
	if c.single && len(out) > 1 {
		return out[:1]
	}
	return out
}

// sharing returns the parties of the list of one, itself among them, that what befell it befell as well.
func (r *reader) sharing(self *party, c context) []party {
	chain := r.list(self.group)
	var out []party
	for _, k := range chain {
		p, ok := *self, true
		if k != self.group {
			p, ok = r.party(k)
		}
		if q, told := r.dashedNumber(k); ok && told && p.unnumbered && p.plural {
			p.q, p.unnumbered = q, false
		}
		if ok && fits(&p, c) && p.q.qualifier != "none" && (k == self.group || r.another(&p, chain)) && !r.sharesNumber(&p) && !(self.pronoun && r.shots(&p)) {
			out = append(out, p)
		}
	}
	return out
}

// another reports whether a party of a list is somebody, or a building, besides those before it: not one more description of them ("a musician and producer")
// nor a higher guess.
func (r *reader) another(p *party, chain []int) bool {
	return (p.person || p.structure) && r.linked(chain) && !r.samePerson(p) && !r.second(p.group)
}

// shots reports whether a bare number behind a pronoun counts what hit him: "hit her in the shoulder, another in the foot".
func (r *reader) shots(p *party) bool {
	return (p.victim == "another" || p.victim == "other" || p.victim == "one") && p.group+1 < r.last && r.word(p.group+1) == "in"
}

// dashedNumber returns the number of people that is told between dashes right behind group g: "the monks -- five Poles and a Swiss -- and ...".
func (r *reader) dashedNumber(g int) (quantity, bool) {
	if g+2 >= r.last || r.word(g+1) != "-" || r.kind(g+2) != extract.NounGroup {
		return quantity{}, false
	}
	sum, n := quantity{}, 0
	for k := g + 2; k < r.last && r.word(k) != "-"; k++ {
		if r.kind(k) != extract.NounGroup {
			continue
		}
		p, ok := r.party(k)
		if !ok || !p.person || p.unnumbered && p.plural {
			return quantity{}, false
		}
		if n++; n == 1 {
			sum = p.q
		} else {
			sum = plus(sum, p.q)
		}
	}
	return sum, n > 1
}

// structuresBefore reports whether the sentence has counted structures already.
func (r *reader) structuresBefore() bool {
	return len(r.found) > r.begin && strings.HasPrefix(r.found[len(r.found)-1].count.Measure, "structures")
}

// partiesBeside returns the countable groups that are joined to g by "and" where g itself counts nothing: "135 homes and other buildings".
func (r *reader) partiesBeside(g int, c context) []party {
	var out []party
	chain := token.Conjuncts(r.doc, g)
	for _, k := range chain {
		p, ok := r.party(k)
		if k == g && !c.building && len(out) > 0 {
			p, ok = r.nameBeside(k)
		}
		if ok && fits(&p, c) && (!p.unnumbered || p.q.best == 1 && p.group < g) && (p.person || p.structure) && r.linked(chain) {
			out = append(out, p)
		}
	}
	return r.appositions(out)
}

// nameBeside reads a lone capitalised word in a list of persons as the name of one, though it could be a place elsewhere: "his wife and Paris died".
func (r *reader) nameBeside(g int) (party, bool) {
	grp := &r.doc.Groups[g]
	t := &r.doc.Tokens[grp.Head]
	if grp.Kind != extract.NounGroup || grp.Last-grp.First > 1 || !t.Is(extract.Capital) || t.Is(extract.AllCaps) || !plainName(t.Lower) {
		return party{}, false
	}
	return party{group: g, span: grp.Span, role: roleUnspecified, victim: t.Lower, name: true, person: true, unnumbered: true,
		q: oneOf(true)}, true
}

// fits reports whether an effect can befall a party: people or structures, with a number where one is asked for.
func fits(p *party, c context) bool {
	if c.building {
		return p.structure && !p.unnumbered
	}
	if p.structure || c.numbered && (p.unnumbered && p.q.qualifier != "none") {
		return false
	}
	return p.person || !c.people && !p.unnumbered && p.plural
}

// pluralVerb reports whether "were" or "are" follows the group at g, so that it is one of several: "his driver and bodyguard were also killed".
func (r *reader) pluralVerb(g int) bool {
	if g+1 >= r.last || r.kind(g+1) != extract.VerbGroup {
		return false
	}
	switch r.doc.Tokens[r.doc.Groups[g+1].First].Lower {
	case "were", "are", "have":
		return true
	}
	return false
}

func single(p *party) bool { return p.unnumbered && p.q.best == 1 }

// commaBetween reports whether a comma and neither a conjunction nor a semicolon stands between two groups.
func (r *reader) commaBetween(a, b int) bool {
	comma := false
	for i := a + 1; i < b; i++ {
		if r.kind(i) == extract.Conjunction || r.word(i) == ";" {
			return false
		}
		comma = comma || r.word(i) == ","
	}
	return comma
}

// split separates perpetrators from the others, and groups that have a place each.
func (r *reader) split(list []party) [][]party {
	if len(list) > 1 && r.placed(list) {
		out := make([][]party, 0, len(list))
		for _, p := range list {
			out = append(out, []party{p})
		}
		return out
	}
	var attackers, others []party
	for _, p := range list {
		if p.role == "perpetrator" {
			attackers = append(attackers, p)
			continue
		}
		others = append(others, p)
	}
	var out [][]party
	for _, l := range [][]party{others, attackers} {
		if len(l) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// placed reports whether each group of the list has a place of its own behind it: "three in Kherson and one in Odesa".
func (r *reader) placed(list []party) bool {
	for _, p := range list {
		g := p.group
		if g+2 >= r.last || r.kind(g+1) != extract.Preposition || r.word(g+1) == "of" || r.word(g+1) == "from" || !r.inPlace(&r.doc.Groups[g+2]) {
			return false
		}
	}
	return true
}

// add appends one count: the sum of a list of parties.
func (r *reader) add(list []party, c context) {
	total := r.value(list[0], c)
	span := list[0].span
	if len(list) > 1 {
		total.Parts = []extract.Count{r.value(list[0], c)}
		sum := list[0].q
		for _, p := range list[1:] {
			part := r.value(p, c)
			total.Parts = append(total.Parts, part)
			sum = plus(sum, p.q)
			span = span.Cover(p.span)
			total.Victim += "+" + part.Victim
			total.Name = total.Name && part.Name
			total.Unnumbered = total.Unnumbered && part.Unnumbered
			total.Definite = total.Definite && part.Definite
			total.Pronoun = total.Pronoun && part.Pronoun
			if part.Role != total.Role {
				total.Role = roleUnspecified
			}
		}
		setBounds(&total, sum)
	}
	groups := make([]int, 0, len(list))
	for _, p := range list {
		groups = append(groups, p.group)
	}
	r.found = append(r.found, found{span: span, count: total, rule: c.rule, part: -1, groups: groups, also: c.also})
}

// value returns the count of one party.
func (r *reader) value(p party, c context) extract.Count {
	v := extract.Count{Measure: c.measure, Role: p.role, Status: c.status, SaidBy: c.saidBy, Anchor: c.anchor, Period: c.period, AsOf: c.asOf,
		Effect: c.effect, Victim: p.victim, Name: p.name, Pronoun: p.pronoun, Definite: p.q.definite, Unnumbered: p.unnumbered, Weak: c.weak, Reported: c.reported}
	if p.q.estimated {
		v.Status = "estimated"
	}
	if p.q.incremental && v.Anchor == anchorIncident {
		v.Anchor = "incremental"
	}
	if c.building {
		v.Role = ""
	}
	if n := r.ordinalOf(&p); n > 0 && c.measure == "killed" {
		p.q.set("exact", n, n)
		v.Anchor = "cumulative"
	}
	setBounds(&v, p.q)
	v.Text = r.doc.Slice(p.span)
	return v
}

// ordinalOf returns the number of the dead where one is told as the latest of them ("a sixth tourist has died", "the third person to die"), 0 where the words say no
// such thing. A second one may be of another crash, but not of another outbreak.
func (r *reader) ordinalOf(p *party) int {
	if p.group < 0 || !p.unnumbered || p.q.best != 1 {
		return 0
	}
	grp := &r.doc.Groups[p.group]
	if grp.Last-grp.First < 3 {
		return 0
	}
	nth := r.doc.Tokens[grp.First+1].Lower
	switch first := r.doc.Tokens[grp.First].Lower; {
	case first != "a" && first != "an" && !(first == "the" && r.nextToDie(p.group)):
		return 0
	case nth == "second" && r.outbreak():
		return 2
	}
	return ordinals[nth]
}

// nextToDie reports whether group g is "the third person" of "the third person to die".
func (r *reader) nextToDie(g int) bool {
	last := r.doc.Groups[g].Last
	return last+1 < len(r.doc.Tokens) && r.doc.Tokens[last].Lower == "to" && r.doc.Tokens[last+1].Lower == "die"
}

var ordinals = map[string]int{"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "11th": 11, "12th": 12, "13th": 13, "14th": 14, "15th": 15}

const anchorIncident = "incident"

// setBounds writes a quantity into a count.
func setBounds(v *extract.Count, q quantity) {
	v.Min, v.Max, v.Best = nil, nil, extract.Int(q.best)
	if q.lo >= 0 {
		v.Min = extract.Int(q.lo)
	}
	if q.hi >= 0 {
		v.Max = extract.Int(q.hi)
	}
	v.Qualifier = q.qualifier
}

// plus adds two quantities; an open bound stays open.
func plus(a, b quantity) quantity {
	sum := quantity{lo: -1, hi: -1, best: a.best + b.best, qualifier: a.qualifier}
	if a.lo >= 0 || b.lo >= 0 {
		sum.lo = max(a.lo, 0) + max(b.lo, 0)
	}
	if a.hi >= 0 && b.hi >= 0 {
		sum.hi = a.hi + b.hi
	}
	switch {
	case a.qualifier == "exact" && b.qualifier == "exact":
	case sum.hi < 0:
		sum.qualifier = "at_least"
		sum.best = sum.lo
	case sum.lo < 0:
		sum.qualifier = "at_most"
	case a.qualifier == "approx" || b.qualifier == "approx":
		sum.qualifier = "approx"
	default:
		sum.qualifier = "range"
	}
	return sum
}

// base returns the context of an effect at a span, in clause c (-1 where there is none); ok is false where
// the clause does not assert it.
func (r *reader) base(e effect, span extract.Span, c int, rule string) (ctx context, ok bool) {
	ctx = context{effect: span, measure: e.measure, weak: e.weak, numbered: e.numbered, people: e.people, building: e.building, status: "reported", anchor: anchorIncident, self: -1, rule: "count/" + rule}
	ctx.asOf = r.asOf()
	if c < 0 {
		r.attribute(&ctx, -1)
		return ctx, true
	}
	status, real := r.realis(c, 0)
	if !real || r.sentenceCarriedOut(c) {
		return ctx, false
	}
	if status != "" {
		ctx.status = status
	}
	ctx.single = r.singularVerb(c)
	r.attribute(&ctx, c)
	r.readPeriod(&ctx, c)
	return ctx, true
}

// sentenceCarriedOut reports whether a state executes in clause c, which is a sentence carried out and no incident: "Iran executed six men".
func (r *reader) sentenceCarriedOut(c int) bool {
	cl := &r.clauses[c]
	v := r.doc.Groups[cl.Verb].Verb
	if v.Lemma != "execute" || v.Passive || cl.Subject < 0 {
		return false
	}
	switch r.word(cl.Subject) {
	case "authority", "authorities", "government", "state", "kingdom":
		return true
	}
	for _, m := range r.doc.Places {
		if m.Value.Precision == "country" && r.doc.Groups[cl.Subject].Span == m.Span {
			return true
		}
	}
	return false
}

// singularVerb reports whether the verb of clause c agrees with one person.
func (r *reader) singularVerb(c int) bool {
	g := &r.doc.Groups[r.clauses[c].Verb]
	if g.Verb.Participle || g.Verb.Infinitive {
		return false
	}
	for i := g.First; i < g.Last; i++ {
		switch r.doc.Tokens[i].Lower {
		case "was", "is", "has":
			return g.Verb.Passive || g.Verb.Lemma != "kill"
		}
	}
	return false
}

// attribute notes who says so: the clause of saying, or "according to".
func (r *reader) attribute(ctx *context, c int) {
	if c >= 0 && r.clauses[c].Said >= 0 {
		speech := &r.clauses[r.clauses[c].Said]
		ctx.reported = true
		if speech.Subject >= 0 && !r.doc.Groups[speech.Verb].Verb.Passive { // "312 cases had been reported" names nobody who says so
			ctx.saidBy = r.doc.Slice(r.doc.Groups[speech.Subject].Span)
		}
		if r.doc.Groups[speech.Verb].Verb.Lemma == "claim" {
			ctx.status = "claimed"
		}
		if l := r.doc.Groups[speech.Verb].Verb.Lemma; l == "confirm" {
			ctx.status = "confirmed"
		}
		return
	}
	for g := r.first; g+1 < r.last; g++ {
		if r.word(g) == "according" && r.word(g+1) == "to" && g+2 < r.last && r.kind(g+2) == extract.NounGroup {
			ctx.saidBy, ctx.reported = r.doc.Slice(r.doc.Groups[g+2].Span), true
		}
	}
}
