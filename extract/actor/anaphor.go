package actor

import (
	"strings"

	"sitrep/extract"
)

// remember keeps the armed group that was named last, to which "the group" may refer.
func (r *reader) remember(m extract.Mention[extract.Actor]) {
	if m.Value.Canonical != "" && (m.Value.Kind == "rebel" || m.Value.Kind == "criminal" || m.Value.Kind == "militia") {
		r.last = m
	}
}

// theGroup reads "the group" before a verb as the armed group that was named last, in the sentence or the one before.
func (r *reader) theGroup(i int) (extract.Mention[extract.Actor], int) {
	none := extract.Mention[extract.Actor]{}
	if w := r.lower(i); w != "the" && w != "this" || !bandNouns[r.lower(i+1)] || r.last.Len() == 0 {
		return none, 0
	}
	if tag := r.tag(i + 2); !strings.HasPrefix(tag, "VB") && tag != "MD" {
		return none, 0
	}
	if r.doc.SentenceAt(r.doc.Tokens[i].Start)-r.doc.SentenceAt(r.last.Start) > 1 {
		return none, 0
	}
	v := r.last.Value
	return r.mention(i, i+2, extract.Actor{Canonical: v.Canonical, Kind: v.Kind, Country: v.Country}, "group-resolved"), i + 2
}

// bandNouns are nouns for an armed group told of before.
var bandNouns = map[string]bool{"group": true, "organization": true, "organisation": true, "gang": true, "cartel": true}

func (r *reader) tag(i int) string {
	if i < r.first || i >= r.end {
		return ""
	}
	return r.doc.Tokens[i].Tag
}

// anaphor returns the group that "the group", "the militants" or "it" before token i speaks of in a claim: the last armed group named in this sentence or the two
// before it, or -1.
func (r *reader) anaphor(s, i int) int {
	if !r.refersBack(i) {
		return -1
	}
	from, at := r.doc.Sentences[max(0, s-2)].Start, r.doc.Tokens[i].Start
	for k := len(r.doc.Actors) - 1; k >= 0; k-- {
		a := r.doc.Actors[k]
		if a.Start >= at || a.Value.Canonical == "" {
			continue
		}
		if a.Start < from {
			return -1
		}
		if a.Value.Kind == "rebel" || a.Value.Kind == "militia" || a.Value.Kind == "criminal" {
			return k
		}
	}
	return -1
}

// shortName returns the armed group, named before, of whose name a capitalised word is the last: "the Tigers"; or -1.
func (r *reader) shortName(word string) int {
	for k := len(r.doc.Actors) - 1; k >= 0; k-- {
		if a := r.doc.Actors[k].Value; a.Kind == "rebel" && strings.HasSuffix(strings.ToLower(a.Text), " "+word) {
			return k
		}
	}
	return -1
}

// refersBack reports whether the subject right before token i is a pronoun or a definite noun for a group.
func (r *reader) refersBack(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 4; n-- {
		switch w := r.lower(n); {
		case w == "it" || w == "they":
			return true
		case r.is(n, extract.Capital) && r.lower(n-1) == "the" && n > r.first && r.shortName(w) >= 0:
			return true
		case groupNouns[w]:
			return (r.lower(n-1) == "the" || r.lower(n-2) == "the") && r.lower(n-2) != "of" // "a faction of the group" is not the group
		case w == "," || w == ";" || w == "no":
			return false
		}
	}
	return false
}

var groupNouns = map[string]bool{"group": true, "movement": true, "organization": true, "organisation": true, "rebels": true, "militants": true, "insurgents": true, "guerrillas": true,
	"militia": true, "faction": true, "separatists": true, "fighters": true, "jihadists": true, "network": true, "outfit": true}
