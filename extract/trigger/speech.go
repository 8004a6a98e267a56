package trigger

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// partOfSpeech reports whether the head can be what the sense asks for: a verb or a noun. Where only one
// part of speech has a sense for the words, it is taken unless the words around forbid it, since tags of headlines and restored capitals are weak.
func (r *reader) partOfSpeech(h hit, forms lexicon.Form) bool {
	switch {
	case h.verb && h.last-h.first > 1 && h.head == h.first:
		return !r.determined(h.first) && !r.dated(h) && !(h.first == r.first && forms&lexicon.Base != 0)
	case h.verb && !r.hasForm(h, false):
		return r.loneVerb(h, forms)
	case !h.verb && !r.hasForm(h, true):
		return h.first == r.first || r.before(h.first) != verbal || strings.HasPrefix(r.doc.Tokens[h.head].Tag, "N")
	}
	return h.verb == r.isVerb(h.head, h.first, h.last)
}

// dated reports whether a number stands before a noun: "the March 7 fire at the mill".
func (r *reader) dated(h hit) bool {
	return h.first > r.first && r.doc.Tokens[h.first-1].Is(extract.Digit) && strings.HasPrefix(r.doc.Tokens[h.head].Tag, "NN")
}

// loneVerb decides for a word that no sense takes as a noun. Some are nouns all the same, without being events ("a bomb", "the club"): these need
// the tag, or the words around.
func (r *reader) loneVerb(h hit, forms lexicon.Form) bool {
	t := r.doc.Tokens[h.head]
	if forms&(lexicon.Base|lexicon.Third|lexicon.Gerund) == 0 {
		return t.Tag != "NN" || strings.HasSuffix(t.Lower, "ed") && !r.determined(h.first)
	}
	opening := h.first == r.first
	if h.last-h.first == 1 && r.g.is(t.Lower, "@nounlike") {
		if t.Tag != "" && !strings.HasPrefix(t.Tag, "NNP") {
			return r.isVerb(h.head, h.first, h.last)
		}
		if opening && r.doc.Sentences[r.s].Kind == extract.Body {
			return false
		}
	}
	return opening || r.before(h.first) != nominal || r.ofDoing(h.first, h.last) || r.strikes(h.first, h.last)
}

// hasForm reports whether a sense takes the same words as a verb, or as a noun.
func (r *reader) hasForm(h hit, verb bool) bool {
	for _, m := range r.found {
		if m.Value.sense.verb == verb && m.First == h.first && m.Last == h.last {
			return true
		}
	}
	return false
}

// isVerb decides between noun and verb: by the words before, then by the tag, then by the words after.
func (r *reader) isVerb(head, first, last int) bool {
	t := r.doc.Tokens[head]
	if first > r.first {
		switch r.before(first) {
		case nominal:
			return r.ofDoing(first, last) || r.strikes(first, last)
		case verbal:
			return true
		}
	}
	ing := strings.HasSuffix(t.Lower, "ing")
	switch {
	case ing && last < r.end && r.doc.Tokens[last].Lower == "of":
		return false
	case ing && first > r.first && r.doc.Tokens[first-1].Lower == "," && last < r.end && r.opensClause(last):
		return true // ", killing all on board"
	case ing && r.opensObject(last):
		return true
	case t.Tag == "" && t.Lower == "shot" && first > r.first && last < r.end && behindShot[r.doc.Tokens[last].Lower]:
		return true // "four people shot in Dayton": the tag will tell
	case t.Tag == "" || strings.HasPrefix(t.Tag, "NNP"):
		return r.opensObject(last)
	case t.Tag == "VBG" && !r.opensObject(last):
		return false
	case strings.HasPrefix(t.Tag, "NN") && r.doc.Sentences[r.s].Kind == extract.Headline && first > r.first:
		return r.opensObject(last)
	}
	return strings.HasPrefix(t.Tag, "V")
}

// strikes reports whether a weapon's noun before token first is the subject of what has an object behind it: "an armed drone hit a bus".
func (r *reader) strikes(first, last int) bool {
	switch r.lower(first - 1) {
	case "drone", "missile", "rocket":
		return r.opensObject(last) && !strings.HasSuffix(r.lower(first), "ing") && !strings.HasPrefix(r.lower(first), "attack")
	}
	return false
}

// ofDoing reports whether a gerund behind "of" has an object: "suspected of abducting 30 girls".
func (r *reader) ofDoing(first, last int) bool {
	return first > r.first && r.lower(first-1) == "of" && strings.HasSuffix(r.lower(first), "ing") && r.opensObject(last)
}

// behindShot are words behind "shot" where somebody was shot, and nothing shot at.
var behindShot = map[string]bool{"in": true, "near": true, "outside": true, "inside": true, "by": true, "during": true, "while": true, "after": true, "multiple": true, "several": true}

type speech uint8

const (
	open speech = iota
	nominal
	verbal
)

// before tells what the word before token i makes of it.
func (r *reader) before(i int) speech {
	p := r.doc.Tokens[i-1]
	switch p.Lower {
	case "the", "a", "an", "this", "these", "those", "their", "its", "his", "our", "my", "your", "'s", "'", "no", "any", "every", "each", "another", "several", "some",
		"deadly", "recent", "latest", "new", "two", "three", "four", "five", "six", "other", "such", "of", "in", "major", "massive", "bloody", "fatal", "deadliest", "military", "terrorist",
		"air", "suicide", "armed", "drone", "missile", "rocket", "first", "second", "third", "last", "similar", "separate", "guerrilla", "rebel",
		"possible", "apparent", "potential", "mass", "drive-by", "double", "triple", "quadruple", "random", "accidental", "nonfatal", "non-fatal", "botched", "brazen", "targeted", "initiation",
		"gangland", "officer-involved", "police-involved", "deputy-involved":
		return nominal
	case "to", "will", "would", "could", "may", "might", "must", "can", "should", "did", "does", "do", "not", "n't", "never", "he", "she", "they", "we", "i", "who", "be", "been", "being", "was", "were", "is", "are",
		"had", "has", "have", "also", "reportedly", "allegedly":
		return verbal
	}
	if (p.Lower == "or" || p.Lower == "and") && i-2 >= r.first && r.doc.Tokens[i-2].Tag == "VB" {
		return verbal
	}
	if strings.HasSuffix(p.Lower, "ly") {
		return verbal
	}
	return open
}

// opensObject reports whether token i begins a noun group, as an object does.
func (r *reader) opensObject(i int) bool {
	if i >= r.end {
		return false
	}
	t := r.doc.Tokens[i]
	switch t.Lower {
	case "the", "a", "an", "his", "her", "their", "its", "at", "least", "some", "several", "dozens", "hundreds", "scores", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"him", "them", "himself", "themselves", "more", "about", "nearly", "one", "up", "many", "over", "around", "almost", "civilians", "people", "us", "another", "each", "both", "this", "that":
		return t.Lower != "at" || i+1 < r.end && r.doc.Tokens[i+1].Lower == "least"
	}
	return t.Is(extract.Digit)
}

// opensClause reports whether what stands at token i may be the object of a gerund.
func (r *reader) opensClause(i int) bool {
	t := r.doc.Tokens[i]
	return !t.Is(extract.Punct) && t.Tag != "CC" && (t.Tag != "IN" || t.Lower == "as")
}

// determined reports whether a determiner stands directly before token i.
func (r *reader) determined(i int) bool {
	if i <= r.first {
		return false
	}
	switch r.doc.Tokens[i-1].Lower {
	case "the", "a", "an", "his", "her", "their", "its", "flu", "this":
		return true
	}
	return false
}

// passive reports whether the verb is passive: after a form of "be" or "get", or as a bare participle that no object follows.
func (r *reader) passive(h hit, m reading) bool {
	if m.forms&lexicon.Participle == 0 {
		return false
	}
	for i, n := h.head-1, 0; i >= r.first && n < 4; i, n = i-1, n+1 {
		switch r.doc.Tokens[i].Lower {
		case "was", "were", "been", "being", "be", "is", "are", "get", "got", "gets", "getting", "'re":
			return true
		case "have", "has", "had", "having", "'ve", "who", "which", "that", "he", "she", "they", "it", "we", "i":
			return false
		}
		if !r.adverb(i) {
			break
		}
	}
	return !m.sense.intransitive && m.head == 0 && h.last-h.first == 1 && r.bareParticiple(h)
}

func (r *reader) bareParticiple(h hit) bool {
	if h.last >= r.end {
		return true
	}
	if r.opensNumber(h.last) {
		return false
	}
	t := r.doc.Tokens[h.last]
	switch t.Lower {
	case "by", "in", "on", "at", "when", "near", "outside", "after", "during", "and", ",", ".", "while", "as", "along", "inside", "off", "yesterday", "today", "last", "with", "late", "early", "earlier",
		"this", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "to", "from", "since", "or", "for", "here", "there", "around", "overnight", "following", "amid", "dead":
		return true
	}
	return false
}

// opensNumber reports whether the words at token i bound a number, so that what they open is an object: "killed at least nine", "wounded around 40", "seized as many as 12".
func (r *reader) opensNumber(i int) bool {
	switch next := r.lower(i + 1); r.lower(i) {
	case "at":
		return next == "least" || next == "most"
	case "as":
		return next == "many" || next == "few"
	case "around":
		return r.is(i+1, extract.Digit)
	}
	return false
}

// adverb reports whether token i may stand within a verb group.
func (r *reader) adverb(i int) bool {
	t := r.doc.Tokens[i]
	if t.Tag == "RB" || strings.HasSuffix(t.Lower, "ly") {
		return true
	}
	switch t.Lower {
	case "not", "n't", "never", "also", "then", "later", "already", "even", "still", "almost", "just", "both", "all", "either", "now", "soon", "once", "ever", "yet", "thus", "again":
		return true
	}
	return false
}
