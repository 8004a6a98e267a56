package actor

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// pastAcronym returns the token after the acronym of an organisation at token i, in brackets or between commas, which stands for it from there on, or i:
// "the Front of the Dawn, FOD, claimed".
func (r *reader) pastAcronym(i int, a extract.Actor) int {
	acronym := r.bracketed(i)
	if acronym == "" && r.lower(i) == "," && r.is(i+1, extract.AllCaps) && len(r.lower(i+1)) > 1 && r.lower(i+2) == "," {
		acronym = r.lower(i + 1)
	}
	if acronym == "" || r.variant(i+1, a.Canonical) {
		return i
	}
	r.acronyms[acronym] = &group{a.Canonical, a.Kind, a.Country}
	return i + 3
}

// variant reports whether the acronym at token i is one of a known group of which a name is only another spelling: it shares a word with its name that other
// groups have not.
func (r *reader) variant(i int, name string) bool {
	g, _ := r.groupAt(i)
	if g == nil {
		return false
	}
	for _, word := range lexicon.Words(g.canonical) {
		if len(word) > 3 && !r.n.words["common"][word] && strings.Contains(strings.ToLower(name), word) {
			return true
		}
	}
	return false
}

// bracketed returns the acronym in brackets at token i, in lower case.
func (r *reader) bracketed(i int) string {
	if open := r.lower(i); open != "(" && open != "[" {
		return ""
	}
	if end := r.lower(i + 2); end != ")" && end != "]" || !r.is(i+1, extract.AllCaps) || len(r.lower(i+1)) < 2 {
		return ""
	}
	return r.lower(i + 1)
}

// acronymOf reports whether the word at token i stands for group g as its acronym: in capitals, or with one capital, as many papers write it, where the
// article spells the name out ("the Irish Republican Army, or Ira"), people of a group follow ("Eta gunmen") or it is long and has its article ("the Farc").
func (r *reader) acronymOf(i int, g *group) bool {
	if r.is(i, extract.AllCaps) {
		return true
	}
	long := r.lower(i-1) == "the" && len(r.lower(i)) > 3
	return r.is(i, extract.Capital) && !r.is(i+1, extract.Capital) && (long || r.spelled[g] || r.membersFollow(i+1))
}
