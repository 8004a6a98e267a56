package clean

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parse parses markup once. A page of too many nodes, or of more than 512 open elements, which x/net/html
// refuses, is read by its tokens alone into a flat tree, and flat is true.
func parse(markup []byte) (doc *goquery.Document, flat bool, err error) {
	if countNodes(markup) <= maxNodes {
		if root, err := html.Parse(bytes.NewReader(markup)); err == nil {
			return goquery.NewDocumentFromNode(root), false, nil
		}
	}
	root, err := flatten(markup)
	if err != nil {
		return nil, true, err
	}
	return goquery.NewDocumentFromNode(root), true, nil
}

// flatten builds a tree of depth four (html, body, block, link) from the tokens of markup:
// nesting is lost, text, links and what the head says are kept. What stands in scripts, styles,
// navigation and the like is left out by counting their tags. What comes after maxNodes nodes is one block of text.
func flatten(markup []byte) (*html.Node, error) {
	root := &html.Node{Type: html.DocumentNode}
	page := child(root, atom.Html)
	f := flattener{head: child(page, atom.Head), body: child(page, atom.Body)}
	z := html.NewTokenizer(bytes.NewReader(markup))
	z.SetMaxBuf(MaxBytes)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, err
			}
			f.finish()
			return root, nil
		}
		f.token(kind, z)
	}
}

type flattener struct {
	head, body *html.Node
	block      *html.Node // the open block
	link       *html.Node // the open link within it
	raw        *html.Node // the open title or script of the head
	skip       atom.Atom  // the open element that is left out
	depth      int        // of elements of that name
	nodes      int        // made so far
	rest       []byte     // text for which no nodes are left
}

// full reports whether no more nodes may be made, and counts one.
func (f *flattener) full() bool {
	f.nodes++
	return f.nodes > maxNodes
}

// finish makes one block of the text for which no nodes were left.
func (f *flattener) finish() {
	if len(f.rest) > 0 {
		child(f.body, atom.P).AppendChild(&html.Node{Type: html.TextNode, Data: string(f.rest)})
	}
}

func (f *flattener) token(kind html.TokenType, z *html.Tokenizer) {
	switch kind {
	case html.TextToken:
		f.text(string(z.Text()))
	case html.StartTagToken, html.SelfClosingTagToken:
		f.start(startTag(z), kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		name, _ := z.TagName()
		f.end(atom.Lookup(name))
	}
}

// startTag returns a start tag; one that is longer than any that says something, without its attributes.
func startTag(z *html.Tokenizer) html.Token {
	if len(z.Raw()) <= 64<<10 {
		return z.Token()
	}
	name, _ := z.TagName()
	return html.Token{Type: html.StartTagToken, DataAtom: atom.Lookup(name), Data: string(name)}
}

func (f *flattener) text(s string) {
	switch {
	case f.raw != nil:
		f.raw.AppendChild(&html.Node{Type: html.TextNode, Data: s})
	case f.skip != 0 || strings.TrimSpace(s) == "":
	case f.full():
		f.rest = append(append(f.rest, ' '), s...)
	default:
		at := f.link
		if at == nil {
			at = f.open(atom.P)
		}
		at.AppendChild(&html.Node{Type: html.TextNode, Data: s})
	}
}

// open returns the open block, or begins one.
func (f *flattener) open(a atom.Atom) *html.Node {
	if f.block == nil {
		f.block = child(f.body, a)
	}
	return f.block
}

func (f *flattener) start(t html.Token, closed bool) {
	switch a := t.DataAtom; {
	case f.skip != 0:
		if a == f.skip && !closed {
			f.depth++
		}
	case neverTags[a] && !closed && a != atom.Head && a != atom.Input && a != atom.Embed && !(a == atom.Script && isLinkedData(t)):
		f.skip, f.depth = a, 1
	case f.full():
	case a == atom.Meta || a == atom.Link:
		child(f.head, a).Attr = t.Attr
	case a == atom.Title || a == atom.Script:
		f.raw = child(f.head, a)
		f.raw.Attr = t.Attr
	case a == atom.A:
		f.link = child(f.open(atom.P), atom.A)
	case a == atom.Br:
		child(f.open(atom.P), atom.Br)
	case isBlock(a):
		f.block, f.link = nil, nil
		if isHeading(a) || a == atom.Li || a == atom.Blockquote || a == atom.Time {
			f.open(a)
		}
	}
}

// isLinkedData reports whether a script holds what the page says of itself.
func isLinkedData(t html.Token) bool {
	return strings.Contains(attr(&html.Node{Attr: t.Attr}, "type"), "ld+json")
}

func (f *flattener) end(a atom.Atom) {
	switch {
	case f.skip != 0:
		if a == f.skip {
			if f.depth--; f.depth == 0 {
				f.skip = 0
			}
		}
	case a == atom.Title || a == atom.Script:
		f.raw = nil
	case a == atom.A:
		f.link = nil
	case isBlock(a):
		f.block, f.link = nil, nil
	}
}

// child appends a new element to n.
func child(n *html.Node, a atom.Atom) *html.Node {
	c := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	n.AppendChild(c)
	return c
}
