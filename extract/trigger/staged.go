package trigger

import (
	"slices"

	"sitrep/extract"
)

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

var (
	stories  = map[string]bool{"film": true, "movie": true, "novel": true, "thriller": true, "drama": true, "sitcom": true, "screenplay": true}
	tellings = map[string]bool{"opens": true, "begins": true, "tells": true, "follows": true, "depicts": true, "imagines": true, "portrays": true, "stars": true, "centers": true, "centres": true, "revolves": true}
)

// reminisces reports whether the sentence recalls somebody's childhood: "when I was little they were bombing us".
func (r *reader) reminisces() bool {
	for i := r.first; i+3 < r.end; i++ {
		if r.lower(i) != "when" || r.lower(i+2) != "was" && r.lower(i+2) != "were" {
			continue
		}
		switch r.lower(i + 1) {
		case "i", "we", "he", "she":
			return r.of(i+3, "@young") || (r.lower(i+3) == "a" || r.lower(i+3) == "just") && r.of(i+4, "@young")
		}
	}
	return false
}
