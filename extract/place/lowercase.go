package place

import (
	"slices"

	"sitrep/extract"
)

// leastLowercase is the prior from which a name in a text without capitals is taken for a place: that of a town of some twenty thousand.
const leastLowercase = 4.3

// withoutCapitals reports whether no word of the article's text has a capital, as in messages typed in haste.
func withoutCapitals(doc *extract.Document) bool {
	return !slices.ContainsFunc(doc.Tokens, func(t extract.Token) bool { return t.Start >= doc.Body && t.Is(extract.Capital) })
}

// lowercaseAt returns the name that begins at token i of a text without capitals, where a word of place or another name and a comma stand before it
// and the gazetteer knows a place of some size: "in kirkuk, iraq". Words that are no names seldom are what a bomb goes off in.
func (a *article) lowercaseAt(i int) *mention {
	behind := len(a.found) > 0 && a.found[len(a.found)-1].last == i-1 && a.plain[i-1] == ","
	called := i > 1 && a.plain[i-1] == "of" && a.lex.cue[a.plain[i-2]]&typeWord != 0 // "the town of gao"
	if !behind && !called && !a.afterStrongLocative(i) || a.lex.common[a.plain[i]] {
		return nil
	}
	m := a.longestName(i)
	if m == nil || !slices.ContainsFunc(m.readings, func(r *reading) bool { return r.prior >= leastLowercase }) {
		return nil
	}
	m.certain = true
	return m
}
