package place

import (
	"strings"

	"sitrep/extract"
)

// isPronoun reports whether "US" at token i is "us" in a text whose case was restored: it stands as an object, no noun after it, in a sentence where
// "we" or "our" speak, or after "let".
func (a *article) isPronoun(i int) bool {
	if i == 0 || a.titleCase(&mention{first: i}) {
		return false
	}
	if a.plain[i-1] == "let" || a.objectBetween(i) {
		return true
	}
	if w := a.plain[i-1]; w == "the" || w == "," || w == "in" || a.doc.Tokens[i-1].Is(extract.Capital) || i+1 < len(a.doc.Tokens) && strings.HasPrefix(a.doc.Tokens[i+1].Tag, "NN") {
		return false
	}
	return a.weSpeak(a.doc.Sentences[a.doc.Tokens[i].Sentence])
}

// objectBetween reports whether token i stands between a verb and what follows its object: "enable US to", "told US that".
func (a *article) objectBetween(i int) bool {
	return a.lex.phrase["object-verb"][a.plain[i-1]] && i+1 < len(a.plain) && a.lex.phrase["object-tail"][a.plain[i+1]]
}

// weSpeak reports whether "we" or "our" stands in a sentence.
func (a *article) weSpeak(s extract.Sentence) bool {
	for k := s.First; k < s.Last; k++ {
		switch a.plain[k] {
		case "we", "our", "ours", "ourselves":
			return true
		}
	}
	return false
}
