package token

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// markKinds finds headlines, captions, furniture and datelines. Sentences must be in order.
func markKinds(doc *extract.Document, ss []extract.Sentence) {
	listed := false
	for i := 0; i < len(ss); {
		j := i + 1
		for j < len(ss) && ss[j].Paragraph == ss[i].Paragraph {
			j++
		}
		markParagraph(doc, ss[i:j], j == len(ss))
		if listed = headsList(doc, ss[i:j]) || listed && isLink(doc, ss[i:j]); listed {
			setKind(ss[i:j], extract.Furniture)
		}
		i = j
	}
}

// headsList reports whether a paragraph is the heading of a list of links to other stories: "Most read".
func headsList(doc *extract.Document, ss []extract.Sentence) bool {
	text := strings.TrimRight(strings.ToLower(strings.TrimSpace(doc.Text[ss[0].Start:ss[len(ss)-1].End])), ": ")
	return !doc.InTitle(ss[0].Span) && slices.Contains(captions().list, text)
}

// isLink reports whether a paragraph of such a list is the headline of another story: short, and without a full stop at its end.
func isLink(doc *extract.Document, ss []extract.Sentence) bool {
	last := ss[len(ss)-1].Last
	return last-ss[0].First <= 18 && !strings.ContainsAny(doc.Tokens[last-1].Lower, ".!")
}

func setKind(ss []extract.Sentence, kind extract.SentenceKind) {
	for i := range ss {
		ss[i].Kind, ss[i].Dateline = kind, extract.Span{}
	}
}

// markParagraph sets the kind of the sentences of one paragraph.
func markParagraph(doc *extract.Document, ss []extract.Sentence, last bool) {
	kind := paragraphKind(doc, ss, last)
	for i := range ss {
		ss[i].Kind = kind
		if kind == extract.Body && i == 0 && repeatsTitle(doc, ss[i]) {
			ss[i].Kind = extract.Headline
		}
	}
	if kind == extract.Body {
		ss[0].Dateline = dateline(doc, ss[0])
	}
}

func paragraphKind(doc *extract.Document, ss []extract.Sentence, last bool) extract.SentenceKind {
	first, end := ss[0].First, ss[len(ss)-1].Last
	if doc.InTitle(ss[0].Span) {
		return extract.Headline
	}
	opening := strings.ToLower(doc.Text[ss[0].Start:min(ss[0].End, ss[0].Start+60)])
	switch words := captions(); {
	case hasPrefix(opening, words.furniture):
		return extract.Furniture
	case hasPrefix(opening, words.caption):
		return extract.Caption
	case end-first <= 16 && containsAny(strings.ToLower(doc.Text[ss[0].Start:ss[len(ss)-1].End]), words.credit):
		return extract.Furniture
	case isByline(doc, first, end):
		return extract.Furniture
	}
	if len(ss) == 1 && !last && end-first <= 14 && !strings.ContainsAny(doc.Tokens[end-1].Lower, `.!?":;,`) && doc.Tokens[first].Is(extract.Capital) {
		return extract.Headline
	}
	return extract.Body
}

// repeatsTitle reports whether a sentence says the title again, as many texts do at their top.
func repeatsTitle(doc *extract.Document, s extract.Sentence) bool {
	return doc.Body > 0 && strings.Trim(doc.Slice(s.Span), ". \"") == strings.Trim(doc.Article.Title, ". \"")
}

// isByline reports whether the paragraph is a name alone behind "By".
func isByline(doc *extract.Document, first, end int) bool {
	if doc.Tokens[first].Lower != "by" || end-first < 3 || end-first > 9 {
		return false
	}
	for _, t := range doc.Tokens[first+1 : end] {
		if !t.Is(extract.Capital) && !t.Is(extract.Punct) && t.Lower != "and" && t.Lower != "of" {
			return false
		}
	}
	return true
}

func hasPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) && (len(s) == len(p) || !isLetterByte(s[len(p)]) || !isLetterByte(p[len(p)-1])) {
			return true
		}
	}
	return false
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// datelineLimit is the number of tokens within which a dateline must end.
const datelineLimit = 22

// dateline returns the span of the dateline that opens a sentence: a place in capitals or with an agency or a date, then a dash
// or a colon ("WASHINGTON (AP) -", "San Salvador, 3 Jan 90 --", "Lima, 7 may 89 --", "PESHAWAR:"). Bracketed remarks after it belong to it.
func dateline(doc *extract.Document, s extract.Sentence) extract.Span {
	dash := datelineDash(doc, s)
	if dash < 0 {
		return extract.Span{}
	}
	end := dash + 1
	for end < s.Last && doc.Tokens[end].Lower == "[" {
		closing := end
		for closing < s.Last && doc.Tokens[closing].Lower != "]" {
			closing++
		}
		end = min(closing+1, s.Last)
	}
	if end >= s.Last {
		return extract.Span{}
	}
	return extract.Span{Start: s.Start, End: doc.Tokens[end-1].End}
}

// datelineDash returns the index of the token that closes the dateline, or -1.
func datelineDash(doc *extract.Document, s extract.Sentence) int {
	if !doc.Tokens[s.First].Is(extract.Capital) {
		return -1
	}
	sure, depth := doc.Tokens[s.First].Is(extract.AllCaps), 0
	for i := s.First; i < min(s.Last-1, s.First+datelineLimit); i++ {
		t := doc.Tokens[i]
		switch {
		case t.Lower == "(":
			depth++
		case t.Lower == ")":
			depth--
			sure = true
		case t.Lower == "-" && i > s.First:
			return sureDash(sure, i)
		case t.Lower == ":" && i > s.First && i <= s.First+4:
			return sureDash(doc.Tokens[s.First].Is(extract.AllCaps), i)
		case t.Is(extract.Digit):
			sure = true
		case depth > 0 || t.Is(extract.Punct) || t.Is(extract.Capital) || particles[t.Lower] || t.Lower == "may" && doc.Tokens[i-1].Is(extract.Digit):
		default:
			return -1
		}
	}
	return -1
}

func sureDash(sure bool, i int) int {
	if sure {
		return i
	}
	return -1
}

var particles = wordSet("de la del las los el al an of the and di da city bin ez el- al- province")
