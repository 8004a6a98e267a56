package count

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// foundIll reads what a test or a doctor finds: "46 people were confirmed with cholera", "eight are confirmed as infected", "80 were treated for typhoid", "114 people
// were poisoned by sausages", "a boy was paralysed by polio".
func (r *reader) foundIll(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("have") && p.verb.Control == "confirm" && r.illness(p.clause.Object): // "six people are confirmed to have the disease"
		return effect{measure: "cases", numbered: true}, p.clause.Subject, true
	case p.is("detect", "find", "confirm", "diagnose") && p.verb.Passive && (r.illness(p.clause.Subject) || p.is("detect", "diagnose") && r.outbreak()):
		g := r.thoseIn(p.c) // "a hepatitis that has been detected in 169 children"
		return effect{measure: "cases", numbered: true}, g, g >= 0
	case !p.verb.Passive:
	case p.is("confirm") && (r.prepIll(p.c, "with") || infectedState[p.next] || p.next == "as" && infectedState[r.word(r.behind(p.clause.Verb)+1)]),
		p.is("treat") && r.prepIll(p.c, "for") && !r.hospital(p.c), p.is("poison"), p.is("paralyse", "paralyze") && r.outbreak():
		return effect{measure: "cases", numbered: !r.describesOne(p.clause.Subject)}, p.clause.Subject, true
	}
	return e, -1, false
}

// thoseIn returns the group of people behind "in" in clause c, or -1.
func (r *reader) thoseIn(c int) int {
	for _, p := range r.clauses[c].Preps {
		if p.Word == "in" && r.isPeople(p.Group) {
			return p.Group
		}
	}
	return -1
}

var infectedState = wordSet("infected positive")

// prepIll reports whether a disease stands behind a preposition of clause c.
func (r *reader) prepIll(c int, word string) bool {
	for _, p := range r.clauses[c].Preps {
		if p.Word == word && r.illness(p.Group) {
			return true
		}
	}
	return false
}

// underTreatment reads "29 are under treatment" of the sick of an outbreak; who is in isolation may be well.
func (r *reader) underTreatment(p token.Prep) bool {
	return p.Word == "under" && r.word(p.Group) == "treatment" && r.outbreak()
}

// listedCases reads the number of cases whose kinds a list of adjectives gives: "194 suspected, probable and confirmed cases".
func (r *reader) listedCases(g int) (quantity, bool) {
	k := g - 1
	for k > r.first && (r.word(k) == "," || r.kind(k) == extract.Conjunction || sureties[r.word(k)] && r.doc.Groups[k].Last-r.doc.Groups[k].First == 1) {
		k--
	}
	grp := &r.doc.Groups[g]
	if k < r.first || k == g-1 || r.kind(k) != extract.NounGroup || !slices.ContainsFunc(r.doc.Tokens[grp.First:grp.Head], func(t extract.Token) bool { return sureties[t.Lower] }) {
		return quantity{}, false
	}
	return readQuantity(r.doc, r.doc.Groups[k].First, r.doc.Groups[k].Last)
}

// withOtherSurety adds to the number of cases at group g that of those less or more sure before them: "two confirmed and eight probable cases".
func (r *reader) withOtherSurety(g int, q quantity) quantity {
	and := r.doc.Groups[g].First - 1
	if and-2 < r.doc.Sentences[r.sentence].First || r.doc.Tokens[and].Lower != "and" || !sureties[r.doc.Tokens[and-1].Lower] || r.surety(&r.doc.Groups[g]) == "" {
		return q
	}
	other, numbered := readQuantity(r.doc, and-2, and)
	if !numbered {
		return q
	}
	sum := plus(other, q)
	sum.last = q.last
	return sum
}

// allOfWhom reads "all of whom" as those whom the sentence numbered last: "ten cases were reported, all of whom died".
func (r *reader) allOfWhom(g int) (party, bool) {
	if inner := r.ofGroup(g); r.word(g) != "all" || inner < 0 || r.word(inner) != "whom" {
		return party{}, false
	}
	for k := g - 1; k >= r.first; k-- {
		q, numbered := readQuantity(r.doc, r.doc.Groups[k].First, r.doc.Groups[k].Last)
		if !numbered || r.kind(k) != extract.NounGroup || r.overlapsTime(&r.doc.Groups[k]) {
			continue
		}
		if r.word(k) == "cases" {
			return party{q: r.withOtherSurety(k, q), victim: "them"}, true
		}
		return r.party(k)
	}
	return party{}, false
}

// sureties say how sure cases of a disease are.
var sureties = wordSet("suspected suspect probable possible presumed confirmed laboratory-confirmed lab-confirmed")
