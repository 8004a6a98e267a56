package clean

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a paragraph, a heading, a list item, a row: what stands between two blank lines.
type block struct {
	text  string
	kind  atom.Atom // of the block element that holds it
	elem  int
	link  int   // bytes of it within links
	marks int   // bytes of it within em, i, strong, b
	lead  int   // bytes of these that open it
	name  *name // of its element
	why   string
}

// blocks returns the text below elems[i] block by block, in document order.
func (pg *page) blocks(i int) []block {
	w := blockWriter{pg: pg}
	w.open(i)
	w.walk(i)
	w.close()
	return w.out
}

type blockWriter struct {
	writer
	pg    *page
	out   []block
	at    int // the block element that is open
	link  int
	marks int
	lead  int
	links int // depth within links
	bolds int
}

func (w *blockWriter) open(i int) { w.at = i }

// close ends the open block.
func (w *blockWriter) close() {
	text := strings.TrimRight(string(w.buf), "\n")
	if text != "" {
		e := &w.pg.elems[w.at]
		w.out = append(w.out, block{text: text, kind: e.node.DataAtom, elem: w.at, link: w.link, marks: w.marks, lead: w.lead, name: e.name})
	}
	w.buf, w.space, w.link, w.marks, w.lead = w.buf[:0], false, 0, 0, 0
}

func (w *blockWriter) walk(i int) {
	k := i + 1
	for c := w.pg.elems[i].node.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.inline(c.Data)
		case html.ElementNode:
			if w.pg.elems[k].why == "" {
				w.element(k, i)
			} else if isBlock(c.DataAtom) {
				w.close()
			}
			k = w.pg.elems[k].end
		}
	}
}

func (w *blockWriter) inline(s string) {
	before := len(w.buf)
	w.text(s)
	if w.links > 0 {
		w.link += len(w.buf) - before
	}
	if w.bolds > 0 {
		if w.lead == before {
			w.lead = len(w.buf)
		}
		w.marks += len(w.buf) - before
	}
}

func (w *blockWriter) element(k, parent int) {
	n := w.pg.elems[k].node
	switch a := n.DataAtom; {
	case a == atom.Br:
		w.br()
	case a == atom.Tr && w.row(k):
	case isBlock(a):
		w.close()
		outer := w.at
		w.at = k
		w.walk(k)
		w.close()
		w.at = outer
	case a == atom.A:
		w.links++
		w.walk(k)
		w.links--
	case a == atom.B || a == atom.Strong || a == atom.Em || a == atom.I:
		w.bolds++
		w.walk(k)
		w.bolds--
	default:
		w.walk(k)
	}
}

// br ends a line, and the paragraph where it follows another one.
func (w *blockWriter) br() {
	w.space = false
	if n := len(w.buf); n > 0 && w.buf[n-1] == '\n' {
		w.close()
	} else if n > 0 {
		w.buf = append(w.buf, '\n')
	}
}

// row writes the cells of a table's row as one line, "a | b | c", and reports whether it did:
// cells that hold blocks of their own are layout and are walked as such.
func (w *blockWriter) row(k int) bool {
	for d := k + 1; d < w.pg.elems[k].end; d++ {
		if a := w.pg.elems[d].node.DataAtom; isBlock(a) && a != atom.Td && a != atom.Th || a == atom.Br {
			return false
		}
	}
	cells := 0
	w.close()
	w.at = k
	for c := k + 1; c < w.pg.elems[k].end; c = w.pg.elems[c].end {
		before := len(w.buf)
		if cells > 0 {
			w.inline(" | ")
		}
		bar := len(w.buf)
		if w.pg.elems[c].why == "" {
			w.walk(c)
		}
		if len(w.buf) == bar {
			w.buf, w.space = w.buf[:before], false
		} else {
			cells++
		}
	}
	w.close()
	return true
}
