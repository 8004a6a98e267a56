package clean

import (
	"bytes"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is a parsed page: every element in document order with its measures, and what the
// page says about itself.
type page struct {
	doc             *goquery.Document
	elems           []elem
	body            int // index of the body element; 0 where there is none
	total           int // bytes of visible text that can be prose
	names           map[string]*name
	meta            []pair   // name or property or itemprop, lower case, and content; in order
	order           order    // of day and month in numeric dates
	doubtful        string   // a date that can be read in two ways, and that nothing decides
	links           []pair   // rel and href
	versions        []pair   // "print" or "amp", and the address of that version
	styles, printed int      // style sheets; those for paper alone
	ld              []string // JSON-LD scripts
	says            *story   // what they say, once read
	times           []stamp
	title           string // of the title element
	h1              []int  // headings of the first rank
	lang            string
	flat            bool
	reveal          bool // hidden elements are read too
	hidden          int  // elements that were left out since the page hides them
}

type pair struct{ key, value string }

// elem is an element with its measures. Elements stand in document order, so that those below
// elems[i] are elems[i+1:end].
type elem struct {
	node         *html.Node
	parent, end  int
	text, link   int // bytes of visible text below it; of these within links
	own, ownLink int // of the text whose nearest block element this is
	commas       int // within own
	score        float64
	why          string // why it was struck, or empty
	name         *name  // never nil
}

// maxTimes bounds the dates of one page that are looked at.
const maxTimes = 1000

// stamp is a time element, or an element that is named as one.
type stamp struct {
	elem      int
	value     string
	published bool // says of itself that it is the publication
	modified  bool
}

// survey parses the page and measures it in one walk. What the page hides is left out unless it is asked for.
func survey(markup []byte, why *Explanation, reveal bool) (*page, error) {
	doc, flat, err := parse(markup)
	if err != nil {
		return nil, err
	}
	pg := &page{doc: doc, flat: flat, reveal: reveal, names: map[string]*name{}}
	why.Flat = flat
	pg.elems = make([]elem, 0, min(8+bytes.Count(markup, []byte("<"))-bytes.Count(markup, []byte("</")), 1<<15))
	for n := doc.Nodes[0].FirstChild; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode {
			pg.walk(n, -1, -1, false)
		}
	}
	if len(pg.elems) > 0 {
		pg.total = pg.elems[pg.body].text
	}
	return pg, nil
}

// walk measures n and everything below it. block is the nearest block element above.
func (pg *page) walk(n *html.Node, parent, block int, link bool) int {
	i := len(pg.elems)
	pg.elems = append(pg.elems, elem{node: n, parent: parent, name: &noName})
	pg.elems[i].why = pg.never(n)
	if pg.elems[i].why == "" || n.DataAtom == atom.Head {
		pg.note(n, i)
		link = link || n.DataAtom == atom.A
		if block < 0 || isBlock(n.DataAtom) {
			block = i
		}
		pg.children(n, i, block, link)
	}
	pg.elems[i].end = len(pg.elems)
	return i
}

func (pg *page) children(n *html.Node, i, block int, link bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			pg.measure(c.Data, i, block, link)
		case html.ElementNode:
			k := pg.walk(c, i, block, link)
			if pg.elems[k].why == "" {
				pg.elems[i].text += pg.elems[k].text
				pg.elems[i].link += pg.elems[k].link
			}
		}
	}
}

// measure counts a text node's visible bytes; a run of white space counts as one.
func (pg *page) measure(s string, i, block int, link bool) {
	visible, commas, space := 0, 0, true
	for k := 0; k < len(s); k++ {
		c := s[k]
		if c <= ' ' {
			if !space {
				visible++
			}
			space = true
			continue
		}
		space = false
		visible++
		if c == ',' || c == 0xD8 && k+1 < len(s) && s[k+1] == 0x8C { // , and the Arabic comma
			commas++
		}
	}
	e, b := &pg.elems[i], &pg.elems[block]
	e.text += visible
	b.own += visible
	b.commas += commas
	if link {
		e.link += visible
		b.ownLink += visible
	}
}

// strike takes an element and everything below it out of the page.
func (pg *page) strike(i int, why string) {
	e := &pg.elems[i]
	if e.why != "" {
		return
	}
	e.why = why
	for p := e.parent; p >= 0; p = pg.elems[p].parent {
		pg.elems[p].text -= e.text
		pg.elems[p].link -= e.link
	}
}

// alive calls visit with each element within elems[from:to] that was not struck, nor stands
// below one that was. It may strike elements as it goes.
func (pg *page) alive(from, to int, visit func(i int)) {
	for i := from; i < to; i++ {
		if pg.elems[i].why == "" {
			visit(i)
		}
		if pg.elems[i].why != "" {
			i = pg.elems[i].end - 1
		}
	}
}

// isAlive reports whether neither elems[i] nor an element above it was struck.
func (pg *page) isAlive(i int) bool {
	for ; i >= 0; i = pg.elems[i].parent {
		if pg.elems[i].why != "" && pg.elems[i].node.DataAtom != atom.Head {
			return false
		}
	}
	return true
}

// note keeps what an element says about the page.
func (pg *page) note(n *html.Node, i int) {
	switch n.DataAtom {
	case atom.Html:
		pg.lang = attr(n, "lang")
	case atom.Body:
		pg.body = i
	case atom.H1:
		pg.h1 = append(pg.h1, i)
	case atom.Time:
		if len(pg.times) < maxTimes {
			pg.times = append(pg.times, timeTag(n, i))
		}
	}
	pg.elems[i].name = pg.nameOf(n)
	if n.DataAtom != atom.Time && len(pg.times) < maxTimes {
		pg.dated(n, i)
	}
}

// attr returns an attribute of n, trimmed, or "".
func attr(n *html.Node, key string) string {
	for k := range n.Attr {
		if n.Attr[k].Key == key {
			return strings.TrimSpace(n.Attr[k].Val)
		}
	}
	return ""
}

// words returns the text below n with white space collapsed, at most about limit bytes of it.
func words(n *html.Node, limit int) string {
	var w writer
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && len(w.buf) < limit; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				w.text(c.Data)
			case c.Type == html.ElementNode && c.DataAtom != atom.Script && c.DataAtom != atom.Style:
				if isBlock(c.DataAtom) || c.DataAtom == atom.Br {
					w.space = true
				}
				walk(c)
			}
		}
	}
	walk(n)
	return string(w.buf)
}

// isBlock reports whether a tag begins and ends a block of text.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Pre, atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption,
		atom.Figure, atom.Figcaption, atom.Form, atom.Fieldset, atom.Address, atom.Hr, atom.Details, atom.Summary,
		atom.Body, atom.Html, atom.Center, atom.Hgroup, atom.Menu, atom.Dir, atom.Legend:
		return true
	}
	return false
}

// isHeading reports whether a tag is a heading.
func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
