package actor

import (
	"strings"

	"sitrep/extract"
)

// equate gives unnamed attackers the name of the group that a later sentence counts them to: "Six men stormed the bank. The band was made up of FARC
// guerrillas."
func equate(doc *extract.Document, found []extract.Mention[extract.Actor]) {
	for i, m := range found {
		if m.Value.Canonical == "" || !armed[m.Value.Kind] || !countsTo(doc, m.Start) {
			continue
		}
		if k := unnamedBefore(doc, found[:i], doc.SentenceAt(m.Start)); k >= 0 {
			v := &found[k].Value
			v.Canonical, v.Country, v.Kind, found[k].Rule = m.Value.Canonical, m.Value.Country, m.Value.Kind, "actor/fighter-resolved"
		}
	}
}

// countsTo reports whether the words of a sentence before byte at count those told of before to what follows: "They were", "The attackers belonged to the".
func countsTo(doc *extract.Document, at int) bool {
	i := doc.Sentences[doc.SentenceAt(at)].First
	last := doc.TokenAt(at)
	if doc.Tokens[i].Lower == "the" || doc.Tokens[i].Lower == "these" {
		i++
	}
	if i >= last || doc.Tokens[i].Lower != "they" && !band[doc.Tokens[i].Lower] {
		return false
	}
	bound := false
	for i++; i < last; i++ {
		w := doc.Tokens[i].Lower
		if !counting[w] && !doc.Tokens[i].Is(extract.Digit) {
			return false
		}
		bound = bound || w == "was" || w == "were" || w == "are" || strings.HasPrefix(w, "belong")
	}
	return bound
}

// band are those whom a sentence takes up that told of an attack, counting the words between them and the group that they belong to.
var (
	band = map[string]bool{"group": true, "attackers": true, "assailants": true, "men": true, "gunmen": true, "aggressors": true, "kidnappers": true, "abductors": true, "band": true,
		"raiders": true, "individuals": true, "terrorists": true, "rebels": true, "guerrillas": true, "hijackers": true, "bombers": true, "killers": true, "captors": true}
	counting = map[string]bool{"was": true, "were": true, "are": true, "belonged": true, "belong": true, "made": true, "up": true, "of": true, "to": true, "the": true, "all": true,
		"apparently": true, "presumably": true, "reportedly": true, "allegedly": true, "said": true, "be": true, "believed": true, "thought": true, "presumed": true, "identified": true,
		"as": true, "part": true, "a": true, "from": true, "approximately": true, "about": true, "some": true}
)

// unnamedBefore returns the last of those found in the two sentences before one who attack and have no name, or -1 where an armed group is named after them.
func unnamedBefore(doc *extract.Document, found []extract.Mention[extract.Actor], sentence int) int {
	for k := len(found) - 1; k >= 0; k-- {
		v, back := found[k].Value, sentence-doc.SentenceAt(found[k].Start)
		switch {
		case back == 0 || !armed[v.Kind]:
			continue
		case back > 2 || v.Canonical != "":
			return -1
		case found[k].Rule == "actor/fighter" || strings.HasSuffix(v.Text, "men") || strings.HasSuffix(v.Text, "individuals"):
			return k
		}
	}
	return -1
}
