package token

import (
	"strings"

	"sitrep/extract"
)

// maxTokens is the length at which a sentence is cut: what is longer is a table, a list, or made to keep a reader busy, and
// rules look through a sentence for each of its words.
const maxTokens = 512

// sentences cuts the tokens into sentences. A blank line always ends one, and so does a full stop,
// question or exclamation mark with its closing quotes, unless it belongs to an abbreviation or to what follows.
func sentences(doc *extract.Document) []extract.Sentence {
	var out []extract.Sentence
	paragraph, first, opening := 0, 0, 0 // opening is the first token of the paragraph
	for i := range doc.Tokens {
		last := i+1 == len(doc.Tokens)
		blank := !last && paragraphBreak(doc, i+1)
		if !last && !blank && i+1-first < maxTokens && !endsSentence(doc, i) {
			continue
		}
		out = append(out, sentence(doc, first, i+1, paragraph))
		first = i + 1
		if blank && (!betweenFields(doc, first) || sameLabel(doc, opening, first)) {
			paragraph++
			opening = first
		}
	}
	markKinds(doc, out)
	return out
}

func sentence(doc *extract.Document, first, last, paragraph int) extract.Sentence {
	return extract.Sentence{Span: extract.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[last-1].End}, First: first, Last: last, Paragraph: paragraph}
}

// paragraphBreak reports whether a blank line, or a line break that ends a short line, stands before token i.
func paragraphBreak(doc *extract.Document, i int) bool {
	if !doc.Tokens[i].Is(extract.Newline) {
		return false
	}
	gap := doc.Text[doc.Tokens[i-1].End:doc.Tokens[i].Start]
	return strings.Count(gap, "\n") >= 2 || lineBreak(doc, i)
}

// lineBreak tells a single line break that parts two blocks from one that only wraps a line: the line before it ends a
// sentence, or is short and what follows begins with a capital, a digit, a quote or a bullet.
func lineBreak(doc *extract.Document, i int) bool {
	prev := doc.Tokens[i-1]
	if strings.ContainsAny(prev.Lower, ".!?\"") && prev.Is(extract.Punct) {
		return true
	}
	if isBullet(doc.Tokens[i].Lower) {
		return true
	}
	start := strings.LastIndexByte(doc.Text[:prev.End], '\n') + 1
	return prev.End-start < 55 && prev.Lower != "," && !unfinished[prev.Lower] && opens(doc.Tokens[i]) && !bound(doc.Word(i-1))
}

// unfinished are words after which no block ends, so that a line that ends with one is only wrapped: "killed three people in / Mosul".
var unfinished = wordSet(`a an the of in on at to by from for with near into between and or but as than that when while where who which is are was were be been has have had his her its
	their this these`)

func isBullet(w string) bool {
	return w == "•" || w == "*" || w == "·" || w == "▪" || w == "■" || w == "●"
}

// opens reports whether a token can open a sentence.
func opens(t extract.Token) bool {
	return t.Flags&(extract.Capital|extract.Digit) != 0 || t.Lower == `"` || t.Lower == "'" || t.Lower == "(" || t.Lower == "[" || isBullet(t.Lower) || t.Lower == "-"
}

func bound(w string) bool { return abbreviations().bound[strings.TrimSuffix(w, ".")] }

// endsSentence reports whether a sentence ends after token i.
func endsSentence(doc *extract.Document, i int) bool {
	next := doc.Tokens[i+1]
	if closes(next) && !next.Is(extract.Space) {
		return false // the closing quote or bracket belongs to this sentence
	}
	end := i
	for end > 0 && closes(doc.Tokens[end]) && !doc.Tokens[end].Is(extract.Space) {
		end--
	}
	switch t := doc.Tokens[end]; {
	case t.Lower == "?" || t.Lower == "!":
		return opens(next) || end == i
	case t.Lower == ".":
		return opens(next) || !next.Is(extract.Space) && next.Is(extract.Capital)
	case t.Lower == "...":
		return end < len(doc.Tokens)-1 && opens(next)
	case strings.HasSuffix(t.Lower, ".") && !t.Is(extract.Punct):
		return stopAfterAbbreviation(doc, end, next)
	}
	return false
}

func closes(t extract.Token) bool {
	return t.Lower == `"` || t.Lower == "'" || t.Lower == ")" || t.Lower == "]"
}

// stopAfterAbbreviation decides whether the full stop of an abbreviation also ends the sentence.
func stopAfterAbbreviation(doc *extract.Document, i int, next extract.Token) bool {
	w := doc.Word(i)
	if bound(w) || len(w) == 2 && i > 0 && doc.Tokens[i-1].Is(extract.Capital) {
		return false // a title, a month, or an initial within a name
	}
	return next.Is(extract.Capital) && starters[next.Lower] || next.Lower == `"` && next.Is(extract.Space)
}

// starters are words that open a sentence when they are capitalised after an abbreviation.
var starters = wordSet(`the a an in on at it its he she they we i you his her their our this that these those there but and or nor so yet
	if when while where who what how why after before since as for from with by to no not one two three four five six seven eight nine ten
	some many most all several both each another other officials police witnesses authorities meanwhile however also earlier later according
	now then here nobody nothing none about at-least more less only even still just last next`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
