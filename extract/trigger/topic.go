package trigger

import (
	"slices"

	"sitrep/extract"
)

// topic reports whether the article is about a class of words: at least four tokens, and one to each eighty.
func (r *reader) topic(m mask) bool {
	if r.topics == nil {
		r.countTopics()
	}
	n := 0
	for class, count := range r.topics {
		if count > 0 && m.has(class) {
			n += count
		}
	}
	return n >= 4 && n*80 >= len(r.doc.Tokens)
}

// countTopics counts the classes that are topics over the whole article.
func (r *reader) countTopics() {
	r.topics = make([]int, len(r.g.names))
	sport, fiction := r.g.names["@sport"], r.g.names["@fiction"]
	for i := range r.ids {
		m := r.classes(i)
		if m.has(sport) {
			r.topics[sport]++
		}
		if m.has(fiction) {
			r.topics[fiction]++
		}
	}
}

// figurative reports whether the words around say that h is meant of a game, a story or a debate: a sentence with a word of sports
// or fiction, or two where each alone may mean something else ("the director", "a match"), or an article about them, and no word of real harm beside it.
func (r *reader) figurative(h hit) bool {
	play := mask{}.with(r.g.names["@sport"]).with(r.g.names["@fiction"])
	harm, ambiguous := mask{}.with(r.g.names["@harm"]), mask{}.with(r.g.names["@ambiguous"])
	played := 0
	if r.topic(play) {
		played = 2
	}
	for i := r.first; i < r.end; i++ {
		if i >= h.first && i < h.last {
			continue
		}
		if harm.overlaps(r.classes(i)) && r.lower(i+1) != "off" {
			return false
		}
		switch c := r.classes(i); {
		case !play.overlaps(c):
		case ambiguous.overlaps(c):
			played++
		default:
			played += 2
		}
	}
	return played > 1
}

// quantify says whether the trigger names one event, several, a known one or a kind.
func (r *reader) quantify(t *extract.Trigger, h hit) {
	if r.staged(h) || r.reminisces() {
		t.General = true
		return
	}
	if !t.Noun {
		t.General = h.sense.general || r.timeless(h) || r.summary(h)
		return
	}
	if t.Type == "clash.armed" && endings[r.lower(h.first-1)] {
		t.General = true
		return
	}
	word := r.doc.Tokens[h.last-1].Lower
	t.Plural = word != h.sense.lemma && len(word) > 0 && word[len(word)-1] == 's'
	bare := true
	for i := h.first - 1; i >= r.first && h.first-i <= 5; i-- {
		w := r.doc.Tokens[i]
		if w.Is(extract.Digit) {
			bare = false
			break
		}
		switch kind := r.g.realis.kind[w.Lower]; {
		case kind == "definite":
			t.Definite, bare = true, false
		case kind == "indefinite":
			bare = false
		case kind == "general":
			t.General = true
		case w.Lower == "of" && r.kind(i-1) == "series":
			t.General, bare = true, false
		case r.nounModifier(i):
			continue
		}
		break
	}
	t.General = t.General || h.sense.general || r.atLarge(t, h, bare)
}

// staged reports whether the words tell what happens in a film or a novel: the headline calls the article a review, or the sentence says that a film opens
// with it.
func (r *reader) staged(h hit) bool {
	if r.review() {
		return true
	}
	for i := r.first; i+1 < h.first; i++ {
		if !stories[r.doc.Tokens[i].Lower] {
			continue
		}
		for k := i + 1; k < h.first; k++ {
			if tellings[r.doc.Tokens[k].Lower] {
				return true
			}
		}
	}
	return false
}

// review reports whether the headline calls the article a review, and its words are those of fiction.
func (r *reader) review() bool {
	if len(r.doc.Sentences) == 0 {
		return false
	}
	s := r.doc.Sentences[0]
	if s.Kind != extract.Headline {
		return false
	}
	for i := s.First; i+1 < s.Last; i++ {
		if r.doc.Tokens[i].Lower != "review" || r.doc.Tokens[i+1].Lower != ":" {
			continue
		}
		return slices.ContainsFunc(r.ids, func(id int) bool { return r.g.classOf[id].has(r.g.names["@fiction"]) })
	}
	return false
}

// endings stand before a war that a deal or a plea is to bring to its end: "a pact meant to end fighting in the east".
var endings = map[string]bool{"end": true, "ending": true, "halt": true, "halting": true, "stop": true, "stopping": true}

var (
	stories  = map[string]bool{"film": true, "movie": true, "novel": true, "thriller": true, "drama": true, "sitcom": true, "screenplay": true}
	tellings = map[string]bool{"opens": true, "begins": true, "tells": true, "follows": true, "depicts": true, "imagines": true, "portrays": true, "stars": true, "centers": true, "centres": true, "revolves": true}
)

// timeless reports whether a verb stands in the simple present within running text, as in statements of habit ("pirates take hostages").
// The first sentences of a text may be its headline, whose present is past.
func (r *reader) timeless(h hit) bool {
	tag := r.doc.Tokens[h.head].Tag
	return (tag == "VBP" || tag == "VBZ") && r.s > 2 && r.doc.Sentences[r.s].Kind == extract.Body && r.doc.Sentences[r.s].Paragraph > 0
}

// nounModifier reports whether token i can stand between a determiner and its noun.
func (r *reader) nounModifier(i int) bool {
	t := r.doc.Tokens[i]
	switch t.Tag {
	case "JJ", "JJS", "JJR", "NN", "NNP", "NNS", "NNPS", "VBN", "VBG", "CD":
		return true
	case "":
		return !t.Is(extract.Punct) && r.g.realis.kind[t.Lower] == ""
	}
	return false
}

// trend reports whether the sentence tells how often such events happen.
func (r *reader) trend(h hit) bool {
	for i := h.first - 14; i < h.last+12; i++ {
		if i >= r.first && i < r.end && r.g.realis.kind[r.doc.Tokens[i].Lower] == "trend" {
			return true
		}
	}
	return false
}
