package place

import (
	_ "embed"
	"strings"
	"sync"

	"sitrep/extract/gazetteer"
)

//go:embed lexicon/demonyms.tsv
var demonymTable string

//go:embed lexicon/abbreviations.tsv
var abbreviationTable string

//go:embed lexicon/capitals.tsv
var capitalTable string

//go:embed lexicon/words.txt
var wordList string

//go:embed lexicon/givennames.txt
var givenNameList string

//go:embed lexicon/surnames.txt
var surnameList string

//go:embed lexicon/others.txt
var otherList string

//go:embed lexicon/cues.txt
var cueTable string

//go:embed lexicon/phrases.txt
var phraseTable string

// Lexicons returns the text of all tables of this package, for the extractor's version.
func Lexicons() string {
	return demonymTable + abbreviationTable + capitalTable + wordList + givenNameList + surnameList + otherList + cueTable + phraseTable + outletTable
}

// lexicon is what the words beside and within a name tell.
type lexicon struct {
	*words
	demonyms      map[string]*gazetteer.Place // by the form as written, words separated by one space
	abbreviations map[string]shortForm
	capitals      map[string]*gazetteer.Place // by ISO 3166-1 alpha-2
}

// words depends on no gazetteer, and is read once.
type words struct {
	common  map[string]bool
	given   map[string]bool
	surname map[string]bool
	other   map[string]bool // as written: well known as something else than a place
	cue     map[string]cue
	phrase  map[string]map[string]bool // kind of phrases.txt -> words
}

type shortForm struct {
	place     *gazetteer.Place
	qualifier bool
}

// cue is a set of kinds of words.
type cue uint32

const (
	title cue = 1 << iota
	speech
	human
	locative
	weakLocative
	modifier
	groupWord
	organisation
	way
	firstOrder
	secondOrder
	townWord
	airWord
	campWord
	waterWord
	landWord
	never
)

var cueNames = map[string]cue{"title": title, "speech": speech, "human": human, "locative": locative, "weak-locative": weakLocative, "modifier": modifier, "group": groupWord,
	"organisation": organisation, "way": way, "first": firstOrder, "second": secondOrder, "town": townWord, "air": airWord, "camp": campWord, "water": waterWord,
	"land": landWord, "never": never}

const typeWord = firstOrder | secondOrder | townWord | airWord | campWord | waterWord | landWord

var sharedWords = sync.OnceValue(func() *words {
	w := &words{common: map[string]bool{}, given: map[string]bool{}, surname: map[string]bool{}, other: map[string]bool{}, cue: map[string]cue{}, phrase: map[string]map[string]bool{}}
	for line := range entries(wordList) {
		w.common[line] = true
	}
	for line := range entries(givenNameList) {
		w.given[line] = true
	}
	for line := range entries(surnameList) {
		w.surname[line] = true
	}
	for line := range entries(otherList) {
		w.other[line] = true
	}
	for line := range entries(cueTable) {
		kind, list, _ := strings.Cut(line, ":")
		for word := range strings.FieldsSeq(list) {
			w.cue[word] |= cueNames[kind]
		}
	}
	for line := range entries(phraseTable) {
		kind, list, _ := strings.Cut(line, ":")
		w.phrase[kind] = map[string]bool{}
		for word := range strings.FieldsSeq(list) {
			w.phrase[kind][word] = true
		}
	}
	return w
})

// entries yields the lines of a table that are not empty and no comment.
func entries(table string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(table) {
			if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// newLexicon ties the tables to the gazetteer. A form whose place the gazetteer lacks is left out:
// a small gazetteer of the user's need not know every country.
func newLexicon(gaz *gazetteer.Index) *lexicon {
	l := &lexicon{words: sharedWords(), demonyms: map[string]*gazetteer.Place{}, abbreviations: map[string]shortForm{}, capitals: map[string]*gazetteer.Place{}}
	for line := range entries(capitalTable) {
		country, id, _ := strings.Cut(line, "\t")
		if p, ok := gaz.ByID(id); ok {
			l.capitals[country] = &p
		}
	}
	for line := range entries(demonymTable) {
		form, id, _ := strings.Cut(line, "\t")
		if p, ok := stands(gaz, id); ok {
			l.demonyms[form] = &p
		}
	}
	for line := range entries(abbreviationTable) {
		if col := strings.Split(line, "\t"); len(col) == 3 {
			if p, ok := stands(gaz, col[1]); ok {
				l.abbreviations[col[0]] = shortForm{&p, col[2] == "qualifier"}
			}
		}
	}
	return l
}

// stands finds what a line of a table stands for: a country by its code, another place by its stable id.
func stands(gaz *gazetteer.Index, id string) (gazetteer.Place, bool) {
	if len(id) == 2 {
		return gaz.Unit(id)
	}
	return gaz.ByID(id)
}
