package actor

import (
	"strings"

	"sitrep/extract"
)

// belongsTo returns the group after "of the", "from", "within" or "belonging to" at token i: "terrorists of the FMLN".
func (r *reader) belongsTo(i int) (*group, int) {
	switch r.lower(i) {
	case "of", "from", "within":
		i++
	case "belonging", "loyal", "linked", "identified", "presumed", "believed", "thought", "alleged", "suspected", "claiming", "who", ",":
		if i = r.presumed(i); i == 0 {
			return nil, 0
		}
	default:
		if i = r.serves(i); i == 0 {
			return nil, 0
		}
	}
	return r.groupWithin(i, 2)
}

// serves returns the token after words at token i that put people in somebody's service ("killers in the pay of"), or 0.
func (r *reader) serves(i int) int {
	n := i + 1
	switch r.lower(i) {
	case "in", "at", "on", "under":
		if r.lower(n) == "the" {
			n++
		}
		if service[r.lower(n)] && r.lower(n+1) == "of" {
			return n + 2
		}
	case "working", "acting":
		if r.lower(n) == "for" {
			return n + 1
		}
	case "hired", "paid", "contracted", "sent":
		if r.lower(n) == "by" {
			return n + 1
		}
	}
	return 0
}

// service are nouns for what those who are paid stand in.
var service = map[string]bool{"pay": true, "service": true, "payroll": true, "employ": true, "orders": true, "command": true}

// presumed returns the token after words that count somebody to a group: "belonging to", "presumed to belong to", "thought to be members of",
// "who identified themselves as". It is 0 where they do not.
func (r *reader) presumed(i int) int {
	if w := r.lower(i + 1); r.lower(i) == "," && (w == "apparently" || w == "allegedly" || w == "presumably" || w == "reportedly" || w == "supposedly") {
		return i + 2 // "robbers, allegedly ELN fighters,"
	}
	bound := false
	for n := i; n < min(i+10, r.end); n++ {
		switch r.lower(n) {
		case "belong", "belonged", "belonging", "be", "linked", "loyal", "as":
			bound = true
		case "presumed", "believed", "thought", "alleged", "suspected", "claiming", "claimed", "identified", "identifying", "themselves", "himself", "who", "said", "are", "were", "was", "is",
			"to", "with", "of", "from", "members", "member", "militants", ",", "allegedly", "apparently", "presumably", "they":
		default:
			if bound {
				return n
			}
			return 0
		}
	}
	return 0
}

// groupWithin returns the group named at token i, perhaps behind an article, words that describe it and a part of it that the text names first: "the
// leftist FARC", "the 22nd Front of the FARC".
func (r *reader) groupWithin(i, parts int) (*group, int) {
	if r.lower(i) == "the" {
		i++
	}
	for n := i; n < min(i+5, r.end); n++ {
		if n > i && !r.describesGroup(r.lower(n-1)) {
			break
		}
		if g, last, _ := r.groupName(n); g != nil {
			return g, r.pastFighters(last, g)
		}
	}
	for n := i; parts > 0 && n < min(i+5, r.end); n++ {
		if r.lower(n+1) == "of" && r.n.parts[r.lower(n)] {
			return r.groupWithin(n+2, parts-1)
		}
	}
	return nil, 0
}

// describesGroup reports whether a word may stand between the article and the name of a group: "the leftist FARC", "the Marxist guerrilla group FARC".
func (r *reader) describesGroup(w string) bool {
	return r.n.modifiers[w] == "weak" || r.n.bands[w] || isBand[w] || strings.HasPrefix(w, "pro-") || strings.HasSuffix(w, "-inspired")
}

// believedForce reads whose members people at token i are believed to be: "men believed to be members of the security forces". Those who are linked to an army are
// none of it.
func (r *reader) believedForce(i int) (extract.Actor, int) {
	switch r.lower(i) {
	case "presumed", "believed", "thought", "alleged", "suspected", "belonging":
	default:
		return extract.Actor{}, 0
	}
	n := r.presumed(i)
	for k := i; k < n; k++ {
		if w := r.lower(k); w == "linked" || w == "loyal" {
			return extract.Actor{}, 0
		}
	}
	if n == 0 {
		return extract.Actor{}, 0
	}
	return r.forceAt(n)
}

// ofForce reads "of the Salvadoran army" after members, soldiers or elements at token i.
func (r *reader) ofForce(i int) (extract.Actor, int) {
	if r.lower(i) != "of" && r.lower(i) != "from" {
		return extract.Actor{}, 0
	}
	return r.forceAt(i + 1)
}

// forceAt reads the force named at token first, perhaps behind an article and its nationality.
func (r *reader) forceAt(first int) (extract.Actor, int) {
	if r.lower(first) == "the" {
		first++
	}
	for n := first; n < min(first+4, r.end); n++ {
		ms := r.n.heads.Matches(nil, r.doc, n, r.end)
		for _, m := range ms {
			if m.Value.class == "force" && !r.isModifier(m.Last, m.Value) {
				return extract.Actor{Kind: m.Value.kind, Country: r.nation(first, m.Last), Canonical: r.canonical(first, m)}, m.Last
			}
		}
		if !r.belongs(n, false) {
			break
		}
	}
	return extract.Actor{}, 0
}
