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

// resolveAircraft gives "military aircraft" the air force that the article names, where it names one alone.
func resolveAircraft(found []extract.Mention[extract.Actor]) {
	var force *extract.Actor
	for i := range found {
		if v := &found[i].Value; strings.HasSuffix(strings.ToLower(v.Canonical), " air force") {
			if force != nil && v.Canonical != force.Canonical {
				return
			}
			force = v
		}
	}
	for i := range found {
		v := &found[i].Value
		if force != nil && v.Kind == "military" && v.Canonical == "" && (v.Country == "" || v.Country == force.Country) && flies(v.Text) {
			v.Canonical, v.Country = force.Canonical, force.Country
		}
	}
}

// flies reports whether a description is of aircraft or of the air force.
func flies(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	switch words[len(words)-1] {
	case "aircraft", "helicopter", "helicopters", "plane", "planes", "jet", "jets", "warplane", "warplanes", "gunship", "gunships":
		return true
	}
	return strings.HasSuffix(strings.ToLower(text), "air force")
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
	words := strings.Fields(strings.ToLower(text))
	for len(words) > 1 && (open[words[0]] || nationality(words[0])) {
		words = words[1:]
	}
	return bodies[strings.Join(words, " ")]
}

// some reports whether a description means a number of the rebels of a country: "over 500 guerrilla fighters". Where an article names one group alone they
// are of that group.
func some(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	for len(words) > 1 && (open[words[0]] || nationality(words[0]) || numbers[words[0]] || words[0][0] >= '0' && words[0][0] <= '9') {
		words = words[1:]
	}
	return bodies[strings.Join(words, " ")]
}

// numbers open a description of some of many.
var numbers = map[string]bool{"a": true, "an": true, "some": true, "several": true, "about": true, "over": true, "at": true, "least": true, "two": true, "three": true, "four": true,
	"five": true, "six": true, "seven": true, "eight": true, "nine": true, "ten": true, "dozens": true, "of": true, "approximately": true, "more": true, "than": true, "armed": true}

// open are words before the name of a body of rebels that leave it one.
var open = map[string]bool{"the": true, "our": true, "alleged": true, "suspected": true, "presumed": true, "leftist": true, "urban": true}

// bodies are names of the rebels of a country as a body and of its parts.
var bodies = map[string]bool{"guerrillas": true, "rebels": true, "subversives": true, "insurgents": true, "commandos": true, "guerrilla": true, "rebel": true, "insurgent": true, "guerrilla units": true,
	"guerrilla columns": true, "guerrilla forces": true, "guerrilla commandos": true, "rebel commandos": true, "rebel units": true, "rebel forces": true, "rebel columns": true, "guerrilla fighters": true,
	"guerrilla organization": true, "guerrilla group": true, "rebel group": true, "insurgent group": true, "guerrilla squad": true, "commando units": true, "guerrilla urban commandos": true, "guerrilla urban commando units": true, "guerrilla urban commando": true, "guerrilla urban commands": true, "rebel squad": true, "guerrilla cell": true, "rebel fighters": true, "guerrilla unit": true, "guerrilla column": true, "guerrilla commando": true, "rebel unit": true, "rebel column": true}

func nationality(word string) bool { return compiled().nations[word] != "" }

// definite reports whether a description is one that refers back.
func definite(text string) bool {
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	return first == "the" || first == "these" || first == "those" || first == "this" || first == "our"
}
