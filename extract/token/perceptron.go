package token

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jdkato/prose/v2"
	"github.com/mingrammer/commonregex"

	"sitrep/extract"
)

// perceptron is the averaged perceptron tagger (Honnibal 2013) with the model that prose carries. The library's own reading of
// the model adds floating-point weights in the order of a map and lets a map's order break ties, so that a tag could differ
// from run to run, and it builds a map for every token. Here the weights, which are thousandths, are added as
// integers: the same sums and tags, always, at a tenth of the cost.
type perceptron struct {
	fixed    map[string]string  // words of one tag only
	features map[uint64]ballots // by the hash of their names
	votes    []vote
	tags     []string // in alphabetical order; the first of equal scores wins
}

// ballots is a range of perceptron.votes.
type ballots struct{ first, last uint32 }

// vote is what a feature adds to the score of a tag, in thousandths.
type vote struct {
	tag    uint8 // index of perceptron.tags
	weight int32
}

// maxTags bounds the tags of a model: a set of them is one word of the machine.
const maxTags = 64

// tagger is the model, loaded once when the first sentence asks for it.
var tagger = sync.OnceValues(func() (*perceptron, error) {
	p := &perceptron{}
	var weights map[string]map[string]float64
	if err := decodeModel("tags", &p.fixed); err != nil {
		return nil, err
	}
	if err := decodeModel("weights", &weights); err != nil {
		return nil, err
	}
	return p, p.compile(weights)
})

// decodeModel reads one part of prose's model.
func decodeModel(part string, into any) error {
	b, err := prose.Asset("model/AveragedPerceptron/" + part + ".gob")
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(b)).Decode(into)
	}
	if err != nil {
		return fmt.Errorf("tagger's %s: %w", part, err)
	}
	return nil
}

// compile numbers the tags and lays out the votes of each feature, all in one slice.
func (p *perceptron) compile(weights map[string]map[string]float64) error {
	number, total := map[string]uint8{}, 0
	for _, byTag := range weights {
		total += len(byTag)
		for tag := range byTag {
			number[tag] = 0
		}
	}
	for tag := range number {
		p.tags = append(p.tags, tag)
	}
	if len(p.tags) > maxTags {
		return fmt.Errorf("tagger's weights: %d tags, more than %d", len(p.tags), maxTags)
	}
	slices.Sort(p.tags)
	for i, tag := range p.tags {
		number[tag] = uint8(i)
	}
	p.features = make(map[uint64]ballots, len(weights))
	p.votes = make([]vote, 0, total)
	for feature, byTag := range weights {
		first := len(p.votes)
		for tag, w := range byTag {
			p.votes = append(p.votes, vote{number[tag], int32(math.Round(w * 1000))})
		}
		p.features[hash(offset, feature)] = ballots{uint32(first), uint32(len(p.votes))}
	}
	if len(p.features) < len(weights) {
		return fmt.Errorf("tagger's weights: two features of one hash")
	}
	return nil
}

// tag sets the tags of the pieces of one sentence, each by its neighbours and the two tags before it.
func (p *perceptron) tag(pieces []piece) {
	context := make([]string, 0, len(pieces)+4)
	context = append(context, "-START-", "-START2-")
	for _, t := range pieces {
		context = append(context, normalForm(t.text))
	}
	context = append(context, "-END-", "-END2-")
	before, before2 := "-START-", "-START2-"
	b := ballot{model: p}
	for i := range pieces {
		tag, ok := p.certain(pieces[i].text)
		if !ok {
			tag = b.predict(context[i:i+5], pieces[i].text, before, before2)
		}
		pieces[i].tag = tag
		before, before2 = tag, before
	}
}

// certain returns the tag of a word that needs no context. The order is that of the model's training.
func (p *perceptron) certain(word string) (string, bool) {
	switch {
	case word == "-":
		return "-", true
	case emoticons[word]:
		return "SYM", true
	case word[0] == '@', strings.IndexByte(word, '.') >= 0 && commonregex.LinkRegex.MatchString(word), strings.IndexByte(word, '@') >= 0 && commonregex.EmailRegex.MatchString(word):
		return "NN", true
	case word == "0" || word == "*":
		return "-NONE-", true // the Treebank's traces
	}
	tag, ok := p.fixed[word]
	return tag, ok
}

// emoticons are those of the training that one word of ours can be.
var emoticons = map[string]bool{"8D": true, "8-D": true, "xD": true, "xDD": true, "XDD": true, "o_O": true, "O_o": true, "o_o": true, "o_0": true, "O.o": true, "V_V": true, "v_v": true}

// ballot counts the votes for the tags of one token after another.
type ballot struct {
	model  *perceptron
	scores [maxTags]int32
	stood  uint64 // the tags that had a vote
}

// predict returns the tag of a word in the middle of a context of five normal forms, after two tags.
func (b *ballot) predict(context []string, word, before, before2 string) string {
	b.scores, b.stood = [maxTags]int32{}, 0
	b.count(bias)
	b.count(suffix, ending(word))
	b.count(initial, word[:1])
	b.count(tagBefore, before)
	b.count(tagBefore2, before2)
	b.count(tagsBefore, before, " ", before2)
	b.count(thisWord, context[2])
	b.count(tagAndWord, before, " ", context[2])
	b.count(wordBefore, context[1])
	b.count(suffixBefore, ending(context[1]))
	b.count(wordBefore2, context[0])
	b.count(wordAfter, context[3])
	b.count(suffixAfter, ending(context[3]))
	b.count(wordAfter2, context[4])
	return b.winner()
}

// The hashed beginnings of the names of features; the names are the model's.
var (
	bias         = hash(offset, "bias")
	suffix       = hash(offset, "i suffix ")
	initial      = hash(offset, "i pref1 ")
	tagBefore    = hash(offset, "i-1 tag ")
	tagBefore2   = hash(offset, "i-2 tag ")
	tagsBefore   = hash(offset, "i tag+i-2 tag ")
	thisWord     = hash(offset, "i word ")
	tagAndWord   = hash(offset, "i-1 tag+i word ")
	wordBefore   = hash(offset, "i-1 word ")
	suffixBefore = hash(offset, "i-1 suffix ")
	wordBefore2  = hash(offset, "i-2 word ")
	wordAfter    = hash(offset, "i+1 word ")
	suffixAfter  = hash(offset, "i+1 suffix ")
	wordAfter2   = hash(offset, "i+2 word ")
)

// The numbers of FNV-1a, 64 bits (Fowler, Noll, Vo).
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

// hash goes on with the FNV-1a hash of a longer string whose beginning hashed to h.
func hash(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * prime
	}
	return h
}

// count adds the votes of the feature whose name begins as hashed and goes on with the parts.
func (b *ballot) count(name uint64, parts ...string) {
	for _, part := range parts {
		name = hash(name, part)
	}
	f := b.model.features[name]
	for _, v := range b.model.votes[f.first:f.last] {
		b.scores[v.tag] += v.weight
		b.stood |= 1 << v.tag
	}
}

func (b *ballot) winner() string {
	best, tag := int32(math.MinInt32), ""
	for i, name := range b.model.tags {
		if b.stood>>i&1 == 1 && b.scores[i] > best {
			best, tag = b.scores[i], name
		}
	}
	return tag
}

// ending returns the last three bytes.
func ending(word string) string { return word[max(0, len(word)-3):] }

// normalForm is a word as the model knows it in a context: hyphened words, years and numbers are one each.
func normalForm(word string) string {
	switch digit := word[0] >= '0' && word[0] <= '9'; {
	case word[0] != '-' && strings.IndexByte(word, '-') >= 0:
		return "!HYPHEN"
	case len(word) == 4 && isInteger(word):
		return "!YEAR"
	case digit:
		return "!DIGITS"
	}
	return strings.ToLower(word)
}

func isInteger(word string) bool {
	_, err := strconv.Atoi(word)
	return err == nil
}

// piece is a word as the model knows it: "cannot" may be two.
type piece struct {
	text, tag string
	of        formPart
}

// formPart says which part of a token's form a piece is: its first is 0. The sentence's last token has an empty form.
type formPart struct {
	form string
	part int
}

// split cuts the tokens of a sentence as the model's training did. A sentence all in capitals is read in small letters, for the model knows its words by
// those: "TWO SOLDIERS DIED".
func split(tokens []extract.Token, doc *extract.Document) []piece {
	pieces := make([]piece, 0, len(tokens)+8)
	loud := Capitals(tokens)
	for i, t := range tokens {
		form := taggerForm(t, doc.Text[t.Start:t.End])
		if loud {
			form = strings.ToLower(form)
		}
		known := form
		if i == len(tokens)-1 {
			known = ""
		}
		if isWhole(form) {
			pieces = append(pieces, piece{text: form, of: formPart{form: known}})
			continue
		}
		cut, err := prose.NewDocument(form, prose.WithSegmentation(false), prose.WithTagging(false), prose.WithExtraction(false))
		if err != nil {
			continue
		}
		for part, p := range cut.Tokens() {
			pieces = append(pieces, piece{text: p.Text, of: formPart{known, part}})
		}
	}
	return pieces
}

// Capitals reports whether the words of some tokens, four or more, are all in capitals.
func Capitals(tokens []extract.Token) bool {
	words := 0
	for _, t := range tokens {
		switch {
		case t.Is(extract.AllCaps):
			words++
		case len(t.Lower) > 1 && !t.Is(extract.Punct) && !t.Is(extract.Digit) && t.Lower[0] != '\'' && t.Lower != "n't":
			return false
		}
	}
	return words >= 4
}
