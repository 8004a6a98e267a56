package lexicon

import (
	"sort"
	"strings"

	"sitrep/extract"
)

// Gap in a phrase stands for one to eight tokens without a sentence-internal break: "set * on fire".
const Gap = "*"

// maxGap bounds what Gap stands for.
const maxGap = 8

// Table finds phrases at a token of a document by the lower forms of the tokens.
type Table[V any] struct {
	byFirst map[string][]phrase[V]
	sorted  bool
}

type phrase[V any] struct {
	rest  []string
	value V
}

// Match is a phrase found in a document.
type Match[V any] struct {
	First, Last int // half-open range of tokens
	Value       V
}

// Add enters a phrase of lower-case words, as tokens have them.
func (t *Table[V]) Add(words []string, v V) {
	if len(words) == 0 {
		return
	}
	if t.byFirst == nil {
		t.byFirst = map[string][]phrase[V]{}
	}
	t.byFirst[words[0]] = append(t.byFirst[words[0]], phrase[V]{words[1:], v})
	t.sorted = false
}

// Sort brings the phrases into the order in which Matches gives them. Call it once after the last Add.
func (t *Table[V]) Sort() {
	for _, ps := range t.byFirst {
		sort.SliceStable(ps, func(i, j int) bool { return len(ps[i].rest) > len(ps[j].rest) })
	}
	t.sorted = true
}

// Has reports whether a phrase begins with the word.
func (t *Table[V]) Has(word string) bool { return len(t.byFirst[word]) > 0 }

// Matches appends to found the phrases that stand at token i and end before token end: those of
// most words first, then in the order in which they were added.
func (t *Table[V]) Matches(found []Match[V], doc *extract.Document, i, end int) []Match[V] {
	for _, p := range t.byFirst[doc.Tokens[i].Lower] {
		if last, ok := follow(doc, p.rest, i+1, end); ok {
			found = append(found, Match[V]{i, last, p.value})
		}
	}
	return found
}

func follow(doc *extract.Document, rest []string, at, end int) (int, bool) {
	for k, word := range rest {
		if word == Gap {
			return leap(doc, rest[k+1:], at, end)
		}
		if at >= end || doc.Tokens[at].Lower != word {
			return 0, false
		}
		at++
	}
	return at, true
}

func leap(doc *extract.Document, rest []string, at, end int) (int, bool) {
	for skip := 1; skip <= maxGap && at+skip < end; skip++ {
		if strings.ContainsAny(doc.Tokens[at+skip-1].Lower, ".;:()") && doc.Tokens[at+skip-1].Is(extract.Punct) {
			return 0, false
		}
		if last, ok := follow(doc, rest, at+skip, end); ok {
			return last, true
		}
	}
	return 0, false
}

// Words splits a phrase into the lower-case words that tokens would have.
func Words(text string) []string {
	text = strings.NewReplacer("’", "'", "‘", "'", "–", "-", "—", "-").Replace(strings.ToLower(text))
	var words []string
	for _, w := range strings.Fields(text) {
		words = append(words, split(w)...)
	}
	return words
}

// split cuts possessive endings and brackets off a word.
func split(w string) []string {
	var after []string
	for {
		stem, cut := w, ""
		for _, ending := range []string{"'s", "'", ")", ","} {
			if s, ok := strings.CutSuffix(w, ending); ok && s != "" {
				stem, cut = s, ending
				break
			}
		}
		if cut == "" {
			break
		}
		w, after = stem, append([]string{cut}, after...)
	}
	if s, ok := strings.CutPrefix(w, "("); ok && s != "" {
		return append([]string{"(", s}, after...)
	}
	return append([]string{w}, after...)
}
