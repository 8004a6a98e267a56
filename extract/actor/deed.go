package actor

import (
	"strings"

	"sitrep/extract"
)

// deedAt reports whether the words at token i name a deed that is claimed or blamed on somebody, by a noun ("Thursday's suicide attack on the mosque", "the killing of")
// or by a verb that tells what was done ("fired two missiles", "carried out the raid").
func (r *reader) deedAt(i int) bool {
	for n := i; n < min(i+8, r.end); n++ {
		if r.deedBegins(n) {
			return true
		}
		if !r.leadsToDeed(n) {
			return false
		}
	}
	return false
}

// deedBegins reports whether a trigger of a deed, or the weapon that stands for it ("Thursday's bomb"), begins at token i.
func (r *reader) deedBegins(i int) bool {
	at := r.doc.Tokens[i].Start
	if extract.Starting(r.doc.Weapons, at) >= 0 {
		return true
	}
	k := extract.Starting(r.doc.Triggers, at)
	if k < 0 {
		return false
	}
	t := r.doc.Triggers[k].Value
	if t.Realis == "actual" && t.Outcome == "unknown" {
		return false // "shot down 20 drones"
	}
	switch extract.Family(t.Type) {
	case "attack", "abduction", "explosion", "clash":
		return true
	default:
		return t.Type == "crime.homicide" || t.Type == "effect.killed" || t.Type == "effect.injured" || t.Type == "effect.damaged"
	}
}

// leadsToDeed reports whether the word at token i may stand before the words for a deed: what belongs to their group, an auxiliary, an adverb, or a verb like "carry out".
func (r *reader) leadsToDeed(i int) bool {
	if w := r.lower(i); auxiliaries[w] || r.listed("doing", i) || w == "having" {
		return true
	}
	switch t := r.doc.Tokens[i].Tag; {
	case strings.HasPrefix(t, "NN"), strings.HasPrefix(t, "JJ"), t == "DT", t == "CD", t == "POS", t == "PRP$":
		return true
	case strings.HasPrefix(t, "RB"):
		return !negations[r.lower(i)]
	}
	return false
}

var negations = map[string]bool{"not": true, "n't": true, "never": true}

// ownDeed returns the stance of somebody who speaks of himself in the words at token i, behind a verb of saying: "on Friday that it had fired two missiles" claims a deed, "its
// men had not shelled the town" and "it had nothing to do with" deny one. It is "" where they do neither.
func (r *reader) ownDeed(i int) string {
	i = r.oneself(r.pastAside(i))
	if i < 0 {
		return ""
	}
	for n := i; n < min(i+6, r.end); n++ {
		w := r.lower(n)
		switch {
		case negations[w] && (r.deedAt(n+1) || r.concerned(n+1)), w == "no" && shares[r.lower(n+1)], w == "nothing" && r.lower(n+1) == "to" && r.lower(n+2) == "do":
			return "denies"
		case r.deedAt(n), w == "behind", w == "responsible":
			return "claims"
		case !auxiliaries[w] && !r.listed("doing", n):
			return ""
		}
	}
	return ""
}

// shares are nouns for what somebody has in a deed.
var shares = map[string]bool{"part": true, "role": true, "hand": true, "involvement": true, "share": true, "connection": true, "link": true, "links": true}

// concerned reports whether a word at token i says that somebody had to do with a deed.
func (r *reader) concerned(i int) bool {
	switch r.lower(i) {
	case "involved", "behind", "responsible", "implicated":
		return true
	}
	return false
}

// pastAside returns the token behind what stands between a verb of saying at its end i and what is said: "on Telegram that", "in a video posted on Friday,".
func (r *reader) pastAside(i int) int {
	for n := i; n < min(i+9, r.end); n++ {
		if r.oneself(n) >= 0 {
			return n
		}
		switch w, t := r.lower(n), r.doc.Tokens[n].Tag; {
		case w == "that" || w == "," || t == "IN" || t == "DT" || t == "CD" || t == "TO" || strings.HasPrefix(t, "NN") || strings.HasPrefix(t, "JJ") || t == "VBN" || t == "RB":
		default:
			return i
		}
	}
	return i
}

// oneself returns the token behind words at token i by which a speaker means himself or his own, or -1: "it", "they", "its fighters", "their men".
func (r *reader) oneself(i int) int {
	switch r.lower(i) {
	case "it", "they":
		return i + 1
	case "its", "their", "his", "her":
		n := i + 1
		for n < r.end && (strings.HasPrefix(r.doc.Tokens[n].Tag, "NN") || strings.HasPrefix(r.doc.Tokens[n].Tag, "JJ")) {
			n++
		}
		if n > i+1 && r.n.heads.Has(r.lower(n-1)) || own[r.lower(n-1)] {
			return n
		}
	}
	return -1
}

// own are people and things by which a group or a state does what it does.
var own = map[string]bool{"fighters": true, "men": true, "members": true, "drones": true, "jets": true, "boats": true, "units": true, "wing": true}
