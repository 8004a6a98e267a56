package actor

import (
	"sort"
	"strings"

	"sitrep/extract/lexicon"
)

// actorBefore returns the actor that is the likely subject of token i, or -1: the last one of the stretch before it that is undivided by a verb of saying,
// and that stands in no subordinate clause or participle.
func (r *reader) actorBefore(s, i int) int {
	at := r.doc.Tokens[i].Start
	best := -1
	first := sort.Search(len(r.doc.Actors), func(k int) bool { return r.doc.Actors[k].Start >= r.doc.Sentences[s].Start })
	for k := first; k < len(r.doc.Actors) && r.doc.Actors[k].Start < at; k++ {
		if a := r.doc.Actors[k]; !r.divided(a.End, at) {
			if best < 0 || !r.subordinate(a.Start) && !r.inParticiple(r.doc.Actors[best].End, a.Start) && !r.explains(best, k) {
				best = k
			}
		}
	}
	if best >= 0 && r.ofAnother(best, i) {
		return -1
	}
	return best
}

// inParticiple reports whether byte at lies in a participle between commas that begins behind a subject which ends at byte from: "gunmen, acting with
// the police, are to blame".
func (r *reader) inParticiple(from, at int) bool {
	i := r.doc.TokenAt(from)
	if r.lower(i) != "," || r.tag(i+1) != "VBG" {
		return false
	}
	for i++; i < r.end && r.doc.Tokens[i].Start < at; i++ {
		if r.lower(i) == "," {
			return false
		}
	}
	return true
}

// explains reports whether actor k only says in an apposition who the named actor before it is: "the ADF, a rebel group, is believed".
func (r *reader) explains(named, k int) bool {
	at := r.doc.TokenAt(r.doc.Actors[k].Start)
	return r.doc.Actors[named].Value.Canonical != "" && r.doc.Actors[k].Value.Canonical == "" && r.lower(at-1) == "," && r.doc.TokenAt(r.doc.Actors[named].End) == at-1 &&
		r.lower(r.doc.TokenAt(r.doc.Actors[k].End)) == ","
}

// ofAnother reports whether the verb at token i has a relative pronoun for its subject that does not stand behind actor k.
func (r *reader) ofAnother(k, i int) bool {
	n := i - 1
	for n > r.first && (auxiliaries[r.lower(n)] || strings.HasPrefix(r.doc.Tokens[n].Tag, "RB")) {
		n--
	}
	if w := r.lower(n); w != "who" && w != "which" {
		return false
	}
	return n-r.doc.TokenAt(r.doc.Actors[k].End) > 4
}

// divided reports whether a clause ends between two bytes.
func (r *reader) divided(from, to int) bool {
	for n := r.doc.TokenAt(from); n < r.end && r.doc.Tokens[n].Start < to; n++ {
		switch r.lower(n) {
		case ";", "said", "says", "but", "while", "after", "when", "before":
			return true
		}
	}
	return false
}

// subordinate reports whether an actor hangs on a preposition and so is no subject.
func (r *reader) subordinate(at int) bool {
	i := r.doc.TokenAt(at)
	if r.lower(i-1) == "the" && r.lower(i-2) == "of" {
		return true // "the Falcons, an offshoot of the PKK"
	}
	switch r.lower(i - 1) {
	case "of", "by", "for", "in", "with", "against", "on", "from", "at", "near", "to":
		return true
	}
	return false
}

// atHand returns the first actor that begins behind token i, or -1 where another phrase or clause opens before it: those who are accused "of the murder of
// two priests" are no priests.
func (r *reader) atHand(i int) int {
	if r.lower(i) == "," {
		return -1 // "besides twelve suspects, the navy"
	}
	for n := i; n < min(i+12, r.end); n++ {
		if k := r.actorAt(n); k >= 0 {
			return k
		}
		if r.bars(n, i) {
			return -1
		}
	}
	return -1
}

// actorAt returns the actor that begins at token i, or -1.
func (r *reader) actorAt(i int) int {
	at := r.doc.Tokens[i].Start
	k := sort.Search(len(r.doc.Actors), func(k int) bool { return r.doc.Actors[k].Start >= at })
	if k < len(r.doc.Actors) && r.doc.Actors[k].Start == at {
		return k
	}
	return -1
}

// bars reports whether the word at token n, behind token i, ends the noun group that an actor could be in. People of a group and a group by its calling
// lead to its name: "leaders of the ELN", "a group calling itself Red Dawn".
func (r *reader) bars(n, i int) bool {
	switch w := r.lower(n); w {
	case "of", "from":
		return n > i && !r.n.parts[r.lower(n-1)] && !following[r.lower(n-1)]
	case "known", "called":
		return false
	case "for", "with", "on", "in", "at", "against", "that", "who", "which", "when", "after", "because", "so", ";", "said":
		return n > i
	}
	tag := r.doc.Tokens[n].Tag
	return n > i && (tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "VB") && r.n.modifiers[r.lower(n)] == "" && !strings.Contains(r.lower(n), "-")
}

// following are people who stand for the group that is named behind them.
var following = map[string]bool{"leaders": true, "leader": true, "commanders": true, "commander": true, "sectors": true, "elements": true, "supporters": true, "followers": true,
	"agents": true, "branch": true, "group": true, "groups": true, "sections": true, "factions": true, "faction": true, "leadership": true, "hands": true, "people": true, "men": true, "affiliate": true, "affiliates": true, "offshoot": true, "wing": true, "arm": true}

// upon returns whom a phrase like "blame * on" accuses: the actor right behind its verb ("blamed the rebels for the attack on ..."), else the one behind
// its preposition.
func (r *reader) upon(m lexicon.Match[frame], after int) int {
	if k := r.inside(m); k >= 0 {
		return k
	}
	return after
}

// inside returns the actor right behind the verb within the words of the phrase: "hold the rebels responsible".
func (r *reader) inside(m lexicon.Match[frame]) int {
	k := r.atHand(m.First + 1)
	if k >= 0 && k+1 < len(r.doc.Actors) && r.names(k, k+1) {
		k++
	}
	if k >= 0 && r.doc.Actors[k].End <= r.doc.Tokens[m.Last-1].End {
		return k
	}
	return -1
}

// names reports whether actor k is a name between commas right behind another one: "a student, Juan Perez,".
func (r *reader) names(other, k int) bool {
	at := r.doc.TokenAt(r.doc.Actors[k].Start)
	return r.doc.Actors[k].Rule == "actor/named" && r.doc.TokenAt(r.doc.Actors[other].End) == at-1 && r.lower(at-1) == "," && r.lower(r.doc.TokenAt(r.doc.Actors[k].End)) == ","
}

// into returns the actor in whose words a phrase ends ("said she was a member | of the ETA"), else the one after it.
func (r *reader) into(m lexicon.Match[frame], after int) int {
	k := sort.Search(len(r.doc.Actors), func(k int) bool { return r.doc.Actors[k].End >= r.doc.Tokens[m.Last-1].End })
	if k < len(r.doc.Actors) && r.doc.Actors[k].Start <= r.doc.Tokens[m.Last-1].Start && r.doc.Actors[k].Value.Canonical != "" {
		return k
	}
	return after
}

// agentAfter returns the actor after a "by" that follows within twelve tokens.
func (r *reader) agentAfter(i int) int {
	for n := i; n < min(i+12, r.end); n++ {
		if r.lower(n) == "by" {
			return r.atHand(n + 1)
		}
	}
	return -1
}
