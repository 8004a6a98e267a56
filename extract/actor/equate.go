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

// countsTo reports whether the words of a sentence before byte at count those told of before to what follows: "They were", "The attackers belonged to the", "Police believe they belong to the".
func countsTo(doc *extract.Document, at int) bool {
	last := doc.TokenAt(at)
	i := takenUp(doc, doc.Sentences[doc.SentenceAt(at)].First, last)
	if i >= last || doc.Tokens[i].Lower != "they" && !compiled().words["attackers"][doc.Tokens[i].Lower] {
		return false
	}
	return counting(doc.Tokens[i+1 : last])
}

// takenUp returns the token that may take up those told of before: the first one of a sentence, or the first behind who believes or says it, an article passed over
// ("Police believe they belong to the").
func takenUp(doc *extract.Document, first, last int) int {
	i := first
	for n := first; n < min(first+6, last); n++ {
		switch doc.Tokens[n].Lower {
		case "believe", "believes", "believed", "think", "suspect", "say", "says", "said":
			if i = n + 1; doc.Tokens[i].Lower == "that" {
				i++
			}
		}
	}
	if w := doc.Tokens[i].Lower; w == "the" || w == "these" {
		i++
	}
	return i
}

// counting reports whether words do nothing but count somebody to a group, with a verb among them: "were believed to be from the".
func counting(words []extract.Token) bool {
	bound := false
	for _, t := range words {
		if !compiled().words["counting"][t.Lower] && !t.Is(extract.Digit) {
			return false
		}
		bound = bound || t.Lower == "was" || t.Lower == "were" || t.Lower == "are" || strings.HasPrefix(t.Lower, "belong")
	}
	return bound
}

// unnamedBefore returns the last of those found in the two sentences before one who attack and have no name, or -1 where an armed group is named after them.
func unnamedBefore(doc *extract.Document, found []extract.Mention[extract.Actor], sentence int) int {
	for k := len(found) - 1; k >= 0; k-- {
		v, back := found[k].Value, sentence-doc.SentenceAt(found[k].Start)
		switch {
		case back > 2:
			return -1
		case back == 0 || !armed[v.Kind]:
			continue
		case v.Canonical != "":
			return -1
		case found[k].Rule == "actor/fighter" || strings.HasSuffix(v.Text, "men") || strings.HasSuffix(v.Text, "individuals"):
			return k
		}
	}
	return -1
}
