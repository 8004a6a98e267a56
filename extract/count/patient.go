package count

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// foundIll reads what a test or a doctor finds: "46 people were confirmed with cholera", "eight are confirmed as infected", "114 people were poisoned by sausages",
// "a boy was paralysed by polio".
func (r *reader) foundIll(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("have") && p.verb.Control == "confirm" && r.illness(p.clause.Object): // "six people are confirmed to have the disease"
		return effect{measure: "cases", numbered: true}, p.clause.Subject, true
	case p.is("detect", "find", "confirm", "diagnose") && p.verb.Passive && (r.illness(p.clause.Subject) || p.is("detect", "diagnose") && r.outbreak()):
		g := r.thoseIn(p.c) // "a hepatitis that has been detected in 169 children"
		return effect{measure: "cases", numbered: true}, g, g >= 0
	case !p.verb.Passive:
	case p.is("confirm") && (r.prepIll(p.c, "with") || infectedState[p.next] || p.next == "as" && infectedState[r.word(r.behind(p.clause.Verb)+1)]),
		p.is("poison"), p.is("paralyse", "paralyze") && r.outbreak():
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

// sureties say how sure cases of a disease are.
var sureties = wordSet("suspected suspect probable possible presumed confirmed laboratory-confirmed lab-confirmed")
