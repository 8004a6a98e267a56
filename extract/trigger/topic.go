package trigger

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
