package actor

import "sitrep/extract"

// band reads an armed band without a name: "a clandestine group", "'far-right' groups", where quotation marks stand within the group of words.
func (r *reader) band(i int) (extract.Mention[extract.Actor], int) {
	none := extract.Mention[extract.Actor]{}
	if !bandHeads[r.lower(i)] || r.isModifier(i+1, head{}) {
		return none, 0
	}
	first, violent := i, false
	for first > r.floor && i-first < 8 && !articles[r.lower(first)] {
		n := r.bandWord(first)
		if n == first {
			break
		}
		for k := n; k < first; k++ {
			violent = violent || r.n.bands[r.lower(k)]
		}
		first = n
	}
	for first < i && r.n.unopening[r.lower(first)] {
		first++
	}
	if !violent {
		return none, 0
	}
	return r.mention(first, i+1, extract.Actor{Kind: "unknown"}, "fighter"), i + 1
}

// bandWord returns the first token of the word, or of the words in quotation marks, that belong to the group of words before token i, or i.
func (r *reader) bandWord(i int) int {
	if !quote[r.lower(i-1)] {
		if r.n.bands[r.lower(i-1)] || r.belongs(i-1, true) {
			return i - 1
		}
		return i
	}
	for n := i - 2; n >= max(r.floor, i-5); n-- {
		if quote[r.lower(n)] {
			return n
		}
	}
	return i
}

// bandHeads are nouns of those who are armed only by the words before them.
var bandHeads = map[string]bool{"group": true, "groups": true, "organization": true, "organizations": true, "organisation": true, "organisations": true, "faction": true, "factions": true}
