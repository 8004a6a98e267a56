package token

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon/abbreviations.txt
var abbreviationsText string

//go:embed lexicon/captions.txt
var captionsText string

//go:embed lexicon/fields.txt
var fieldsText string

// Lexicons returns the text of all lexicons of this package, for the extractor's version.
func Lexicons() string { return abbreviationsText + captionsText + fieldsText + verbsText }

// abbreviationSet tells the words that keep their full stop; bound ones never end a sentence.
type abbreviationSet struct{ all, bound map[string]bool }

func (s abbreviationSet) has(w string) bool { return s.all[w] }

var abbreviations = sync.OnceValue(func() abbreviationSet {
	set := abbreviationSet{map[string]bool{}, map[string]bool{}}
	for line := range strings.Lines(abbreviationsText) {
		line = strings.TrimSpace(line)
		rest, bound := strings.CutPrefix(line, ">")
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(rest) {
			set.all[w] = true
			set.bound[w] = set.bound[w] || bound
		}
	}
	return set
})

// captionWords are the phrases of captions.txt by their kind.
type captionWords struct{ caption, furniture, credit, list []string }

var captions = sync.OnceValue(func() captionWords {
	var words captionWords
	for line := range strings.Lines(captionsText) {
		kind, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		phrases := strings.Split(list, "; ")
		switch kind {
		case "caption":
			words.caption = phrases
		case "furniture":
			words.furniture = phrases
		case "credit":
			words.credit = phrases
		case "list":
			words.list = phrases
		}
	}
	return words
})
