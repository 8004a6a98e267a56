package actor

import (
	"strings"

	"sitrep/extract"
)

// resolve gives "the rebels" and "the guerrillas" the name of the rebel group that they stand for: the one that the article names or, where it names
// several, the only one named in their sentence before them or in the sentence before.
func resolve(doc *extract.Document, found []extract.Mention[extract.Actor]) {
	equate(doc, found)
	resolveAircraft(found)
	resolveAges(doc, found)
	named := namedRebels(found)
	if len(named) == 0 {
		return
	}
	only := oneGroup(named)
	for i := range found {
		v := &found[i].Value
		if v.Kind != "rebel" || v.Canonical != "" {
			continue
		}
		g := only
		if g == nil && (definite(v.Text) || collective(v.Text)) {
			g = oneGroup(lately(doc, named, found[i].Start))
		}
		if g == nil || v.Country != "" && v.Country != g.Value.Country {
			continue
		}
		if collective(v.Text) || only != nil && some(v.Text) || definite(v.Text) && named[0].Start < found[i].Start {
			v.Canonical, v.Country, found[i].Rule = g.Value.Canonical, g.Value.Country, "actor/fighter-resolved"
		}
	}
}

// namedRebels returns the mentions of known rebel groups, in the order of the text.
func namedRebels(found []extract.Mention[extract.Actor]) []extract.Mention[extract.Actor] {
	var named []extract.Mention[extract.Actor]
	for _, m := range found {
		if m.Value.Kind == "rebel" && m.Value.Canonical != "" && m.Rule != "actor/organization" {
			named = append(named, m)
		}
	}
	return named
}

// oneGroup returns the first mention where all name one group, or nil.
func oneGroup(named []extract.Mention[extract.Actor]) *extract.Mention[extract.Actor] {
	for _, m := range named {
		if m.Value.Canonical != named[0].Value.Canonical {
			return nil
		}
	}
	if len(named) == 0 {
		return nil
	}
	return &named[0]
}

// lately returns those named before byte at in its sentence or, where that names none, in the sentence before.
func lately(doc *extract.Document, named []extract.Mention[extract.Actor], at int) []extract.Mention[extract.Actor] {
	s := doc.SentenceAt(at)
	for back := 0; back <= 1 && s-back >= 0; back++ {
		var near []extract.Mention[extract.Actor]
		for _, m := range named {
			if m.Start < at && doc.SentenceAt(m.Start) == s-back {
				near = append(near, m)
			}
		}
		if len(near) > 0 {
			return near
		}
	}
	return nil
}

// collective reports whether a description means the rebels of a country as a body: news of one rebel group says "guerrillas" or "the Salvadoran
// rebels" for it before and after naming it. "Terrorists" and "militants" may be anybody's, a number of men are some of them.
func collective(text string) bool {
	return isBody(text, func(string) bool { return false })
}

// isBody reports whether a description names a body of rebels behind the words that leave it one, a nationality and such as opens it.
func isBody(text string, opens func(word string) bool) bool {
	words := strings.Fields(strings.ToLower(text))
	for len(words) > 1 && (open[words[0]] || nationality(words[0]) || opens(words[0])) {
		words = words[1:]
	}
	return compiled().words["body"][strings.Join(words, " ")]
}

// some reports whether a description means a number of the rebels of a country: "over 500 guerrilla fighters". Where an article names one group alone they
// are of that group.
func some(text string) bool {
	return isBody(text, func(word string) bool { return numbers[word] || word[0] >= '0' && word[0] <= '9' })
}

// numbers open a description of some of many.
var numbers = map[string]bool{"a": true, "an": true, "some": true, "several": true, "about": true, "over": true, "at": true, "least": true, "two": true, "three": true, "four": true,
	"five": true, "six": true, "seven": true, "eight": true, "nine": true, "ten": true, "dozens": true, "of": true, "approximately": true, "more": true, "than": true, "armed": true}

// open are words before the name of a body of rebels that leave it one.
var open = map[string]bool{"the": true, "our": true, "alleged": true, "suspected": true, "presumed": true, "leftist": true, "urban": true}

func nationality(word string) bool { return compiled().nations[word] != "" }

// definite reports whether a description is one that refers back.
func definite(text string) bool {
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	return first == "the" || first == "these" || first == "those" || first == "this" || first == "our"
}
