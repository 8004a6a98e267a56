package clean

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// prune marks the blocks that are no part of the story: links to other stories, calls to
// action, credits, repeated lines, and what stands before its first and after its last words.
func (pg *page) prune(blocks []block, title, byline string) {
	markSingles(blocks, title)
	pg.markLists(blocks)
	markRepeats(blocks)
	markEdges(blocks, title, byline)
}

// markSingles judges each block by itself.
func markSingles(blocks []block, title string) {
	for i := range blocks {
		b := &blocks[i]
		switch {
		case !hasWord(b.text):
			b.why = "no words"
		case b.kind == atom.H1 || isHeading(b.kind) && sameTitle(b.text, title):
			b.why = "the title"
		case b.mostlyLinks():
			b.why = "links"
		default:
			b.why = furniture(b)
		}
	}
}

// mostlyLinks reports whether a short block is made of links. A long one is prose with many of them.
func (b *block) mostlyLinks() bool {
	n := len(b.text)
	switch {
	case b.link >= n-1:
		return n < 250
	case isHeading(b.kind) || b.kind == atom.Li:
		return 2*b.link > n && n < 200
	}
	return 5*b.link > 4*n && n < 250 || 10*b.link > 7*n && n < 90
}

// markLists judges the items of a list together: a list of links is struck as a whole, with the line that
// announces it; one that has some links among its words is kept as a whole.
func (pg *page) markLists(blocks []block) {
	for i := 0; i < len(blocks); {
		list := pg.listOf(blocks[i])
		end, bytes, link := i, 0, 0
		for end < len(blocks) && list >= 0 && pg.listOf(blocks[end]) == list {
			bytes, link, end = bytes+len(blocks[end].text), link+blocks[end].link, end+1
		}
		if end-i < 2 {
			i = max(end, i+1)
			continue
		}
		switch {
		case 2*link > bytes, 3*link > bytes && !proseAfter(blocks, end):
			for k := i; k < end; k++ {
				blocks[k].strike("list of links")
			}
			if i > 0 && len(blocks[i-1].text) <= 80 && !sentenceLike(strings.TrimRight(blocks[i-1].text, ":")) {
				blocks[i-1].strike("heading of links")
			}
		default:
			for k := i; k < end; k++ {
				if blocks[k].why == "links" {
					blocks[k].why = ""
				}
			}
		}
		i = end
	}
}

// proseAfter reports whether a paragraph follows blocks[:i].
func proseAfter(blocks []block, i int) bool {
	for ; i < len(blocks); i++ {
		if b := &blocks[i]; b.why == "" && len(b.text) >= 100 && 2*b.link < len(b.text) {
			return true
		}
	}
	return false
}

// listOf returns the list that a block stands in, or -1.
func (pg *page) listOf(b block) int {
	for i, level := b.elem, 0; i >= 0 && level < 4; i, level = pg.elems[i].parent, level+1 {
		if a := pg.elems[i].node.DataAtom; a == atom.Ul || a == atom.Ol {
			return i
		}
	}
	return -1
}

// markRepeats strikes what the page says twice: the second time of a whole block, and the
// pull quote whose words stand in a longer block.
func markRepeats(blocks []block) {
	seen := map[string]bool{}
	for i := range blocks {
		b := &blocks[i]
		if b.why != "" || len(b.text) < 20 {
			continue
		}
		if seen[b.text] {
			b.why = "repeated"
		}
		seen[b.text] = true
	}
}

// markEdges strikes what stands before the first paragraph and after the last one.
func markEdges(blocks []block, title, byline string) {
	first, last := 0, len(blocks)-1
	for i := 0; i <= last && i < 10 && blocks[i].short(); i++ {
		if blocks[i].isLead(title, byline) { // a line above byline or date is of the same kind: the section, a label
			for ; first < i; first++ {
				blocks[first].strike("before the story")
			}
		}
	}
	for first <= last && (blocks[first].why != "" || blocks[first].isLead(title, byline)) {
		blocks[first].strike("before the story")
		first++
	}
	for last > first && (blocks[last].why != "" || isHeading(blocks[last].kind) || blocks[last].isTail(byline) || afterLinks(blocks, last)) {
		blocks[last].strike("after the story")
		last--
	}
	for i := first; i+1 <= last; i++ {
		if isHeading(blocks[i].kind) && blocks[i].why == "" && furnitureHeading(blocks[i].text) {
			blocks[i].strike("heading of furniture")
		}
	}
}

// afterLinks reports whether the last block is the teaser of a story whose headline is a link.
func afterLinks(blocks []block, i int) bool {
	return len(blocks[i].text) < 140 && blocks[i-1].why == "links" && isHeading(blocks[i-1].kind)
}

func (b *block) strike(why string) {
	if b.why == "" {
		b.why = why
	}
}

// short reports whether a block is no paragraph: a label, a name, a date.
func (b *block) short() bool { return b.why != "" || len(b.text) <= 160 && !sentenceLike(b.text) }

// isLead reports whether a block ahead of the story is title, byline, date or the like.
func (b *block) isLead(title, byline string) bool {
	if len(b.text) > 160 || sentenceLike(b.text) && !sameTitle(b.text, title) {
		return false
	}
	return sameTitle(b.text, title) || byline != "" && strings.Contains(b.text, byline) || leadLine(b.text) || b.name.author || b.name.date
}

// isTail reports whether a block after the story speaks of its author or its publication.
func (b *block) isTail(byline string) bool {
	if len(b.text) > 400 {
		return false
	}
	loose := b.kind != atom.Li && b.kind != atom.Tr && b.kind != atom.Td && b.kind != atom.Pre
	return tailLine(b.text) || len(b.text) < 60 && leadLine(b.text) || b.name.author && len(b.text) < 200 || loose && len(b.text) < 40 && !sentenceLike(b.text) && wireLine(b.text) == ""
}

// sentenceLike reports whether a line ends as a sentence does.
func sentenceLike(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]`)
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '.' || r == '!' || r == '?' || r == '…' || r == ':'
}

// sameTitle reports whether two headlines are the same but for case, quotes and punctuation.
func sameTitle(a, b string) bool {
	return b != "" && fold(a) == fold(b)
}

// fold keeps the letters and digits of s in lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// hasWord reports whether a line holds a letter or a digit.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

//go:embed lexicon/furniture.txt
var furnitureText string

// furnitureRules are the expressions of lexicon/furniture.txt by section.
var furnitureRules = sync.OnceValue(func() map[string]*prefixRules { return atBeginning(furnitureText) })

// furniture says which kind of furniture a block is, or returns "".
func furniture(b *block) string {
	rules := furnitureRules()
	s := b.text
	switch {
	case len(s) <= 60 && rules["line"].match(s):
		return "furniture"
	case len(s) <= 220 && rules["call"].match(s):
		return "call to action"
	case len(s) <= 160 && b.link > 0 && rules["pointer"].match(s):
		return "pointer to another story"
	case len(s) <= 300 && rules["credit"].match(s):
		return "credit"
	case len(s) <= 60 && wireLine(s) != "": // a dateline of its own, or the agency that the story is from
		return ""
	case len(s) <= 300 && (strings.ContainsAny(s, "/|(©") || !sentenceLike(s)) && rules["credit end"].match(s):
		return "credit"
	}
	return ""
}

func furnitureHeading(s string) bool {
	return len(s) <= 80 && furnitureRules()["heading"].match(s)
}
func leadLine(s string) bool { return furnitureRules()["lead"].match(s) }
func tailLine(s string) bool { return furnitureRules()["tail"].match(s) }
