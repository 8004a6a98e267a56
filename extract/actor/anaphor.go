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
