package clean

import (
	"golang.org/x/net/html/atom"
)

// The method is that of Readability (Arc90, 2009): paragraphs give points to the elements
// around them, link density discounts them, the best container wins. Ours measures each element
// once, breaks ties by document order, and lets the page's own statement (itemprop articleBody) go first.

const (
	leastParagraph = 25  // bytes of own text below which a block gives no points
	widen          = 0.2 // of the best score: a sibling this good shares its parent with it
)

// choose returns the elements that hold the story, in document order: mostly one. The page must
// have been weeded.
func (pg *page) choose() []int {
	if len(pg.elems) == 0 {
		return nil
	}
	pg.scoreParagraphs()
	best := pg.body
	top := 0.0
	pg.alive(pg.body, len(pg.elems), func(i int) {
		e := &pg.elems[i]
		if e.score == 0 {
			return
		}
		if s := pg.rank(i); s > top {
			best, top = i, s
		}
	})
	best = pg.widened(best, top)
	if declared := pg.declared(best); declared != best {
		return []int{declared}
	}
	return pg.pieces(best)
}

// pieces adds to the best container the others of its class: outlets cut a story into several
// and put pictures, notices and boxes between them. A container beyond another headline, or in another
// article element, holds another story.
func (pg *page) pieces(best int) []int {
	e := &pg.elems[best]
	class := attr(e.node, "class")
	if class == "" || e.node.DataAtom == atom.Article || pg.holds(best, best+1, atom.H1) {
		return []int{best}
	}
	var all []int
	story := pg.enclosing(best, atom.Article)
	pg.alive(pg.body, len(pg.elems), func(i int) {
		o := &pg.elems[i]
		if len(all) > 0 && i < pg.elems[all[len(all)-1]].end {
			return
		}
		around := i < best && o.end > best
		if i == best || o.node.DataAtom == e.node.DataAtom && !around && o.text >= 100 && 4*o.link < o.text && attr(o.node, "class") == class &&
			pg.enclosing(i, atom.Article) == story && !pg.headlineBetween(i, best) && pg.prose(i) {
			all = append(all, i)
		}
	})
	return all
}

// prose reports whether elems[i] holds a whole paragraph.
func (pg *page) prose(i int) bool {
	for k := i; k < pg.elems[i].end; k++ {
		if e := &pg.elems[k]; e.own >= 80 && 3*e.ownLink < e.own {
			return true
		}
	}
	return false
}

// headlineBetween reports whether a heading of the first rank stands between two elements, or in one of them.
func (pg *page) headlineBetween(i, k int) bool {
	from, to := min(i, k), max(pg.elems[i].end, pg.elems[k].end)
	for _, h := range pg.h1 {
		if h >= from && h < to {
			return true
		}
	}
	return false
}

// holds reports whether an element of the tag stands in elems[from:end of i].
func (pg *page) holds(i, from int, tag atom.Atom) bool {
	for k := from; k < pg.elems[i].end; k++ {
		if pg.elems[k].node.DataAtom == tag {
			return true
		}
	}
	return false
}

// enclosing returns the nearest element of the tag above i, or -1.
func (pg *page) enclosing(i int, tag atom.Atom) int {
	for i = pg.elems[i].parent; i >= 0 && pg.elems[i].node.DataAtom != tag; {
		i = pg.elems[i].parent
	}
	return i
}

// scoreParagraphs gives the points of each block to the elements around it.
func (pg *page) scoreParagraphs() {
	pg.alive(pg.body, len(pg.elems), func(i int) {
		e := &pg.elems[i]
		if e.own < leastParagraph || isHeading(e.node.DataAtom) {
			return
		}
		free := 1 - float64(e.ownLink)/float64(e.own)
		points := (1 + float64(e.commas) + min(float64(e.own)/100, 3)) * free * free
		at := i
		if e.node.DataAtom != atom.Div && e.node.DataAtom != atom.Section && e.node.DataAtom != atom.Article && e.node.DataAtom != atom.Body && e.node.DataAtom != atom.Td {
			at = e.parent
		} else {
			// Text directly within a container: paragraphs divided by br.
			points = (1 + float64(e.commas) + float64(e.own)/200) * free * free
		}
		for level := 0; at >= 0 && level < 5; at, level = pg.elems[at].parent, level+1 {
			pg.elems[at].score += points * levelShare[level]
		}
	})
}

var levelShare = [5]float64{1, 1. / 2, 1. / 6, 1. / 9, 1. / 12}

// rank is the score of a container: its points and what its tag and name add, less the share of links.
func (pg *page) rank(i int) float64 {
	e := &pg.elems[i]
	bonus := 0.0
	switch e.node.DataAtom {
	case atom.Article, atom.Main:
		bonus = 15
	case atom.Div, atom.Section:
		bonus = 5
	case atom.Td, atom.Blockquote, atom.Pre:
		bonus = 3
	case atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Form, atom.Address, atom.Figure:
		bonus = -3
	}
	switch {
	case e.name.wanted:
		bonus += 10
	case e.name.weak != "" || e.name.strong != "":
		bonus -= 25
	}
	density := float64(e.link) / float64(max(e.text, 1))
	return (e.score + bonus) * (1 - density)
}

// widened goes up from the best container while what stands beside it is of the story too, looking
// over up to three wrappers that hold nothing else.
func (pg *page) widened(best int, top float64) int {
	from := best
	for up, level := pg.elems[best].parent, 0; up >= pg.body && best != pg.body && level < 3; up, level = pg.elems[up].parent, level+1 {
		if a := pg.elems[from].node.DataAtom; a == atom.Article || a == atom.Main {
			break
		}
		if pg.shared(up, from, top, level == 0) {
			best, level = up, -1
		}
		from = up
	}
	return best
}

// shared reports whether another child of up is of the same tag and as full of paragraphs as the one that was chosen, or,
// right beside it, scores like it.
func (pg *page) shared(up, best int, top float64, direct bool) bool {
	for k := up + 1; k < pg.elems[up].end; k = pg.elems[k].end {
		e := &pg.elems[k]
		if k == best || e.why != "" || pg.holds(k, k, atom.H1) {
			continue
		}
		if direct && e.score > 0 && pg.rank(k) > widen*top || e.node.DataAtom == pg.elems[best].node.DataAtom && 4*e.text > pg.elems[best].text && pg.solid(k) {
			return true
		}
	}
	return false
}

// solid reports whether an element is made of paragraphs and of little else, as a part of a story is and a
// card with the teaser of another is not.
func (pg *page) solid(i int) bool {
	e := &pg.elems[i]
	if e.text < 200 || 6*e.link > e.text {
		return false
	}
	prose, paragraphs := 0, 0
	for k := i; k < e.end; k++ {
		if p := &pg.elems[k]; p.why == "" && p.node.DataAtom == atom.P && p.own >= 60 && 3*p.ownLink < p.own && pg.isAlive(k) {
			prose, paragraphs = prose+p.own, paragraphs+1
		}
	}
	return paragraphs >= 2 && 10*prose > 8*e.text
}

// declared prefers the elements that say of themselves that they are the article's body,
// where they hold a good share of the text that was found without them.
func (pg *page) declared(best int) int {
	found := -1
	pg.alive(pg.body, len(pg.elems), func(i int) {
		if attr(pg.elems[i].node, "itemprop") != "articleBody" || pg.elems[i].text < 250 {
			return
		}
		if found < 0 {
			found = i
		} else if i >= pg.elems[found].end {
			found = pg.common(found, i)
		}
	})
	if found >= 0 && 2*pg.elems[found].text > pg.elems[best].text {
		return found
	}
	return best
}

// common returns the nearest element that holds both.
func (pg *page) common(i, k int) int {
	for i != k {
		if i > k {
			i = pg.elems[i].parent
		} else {
			k = pg.elems[k].parent
		}
	}
	return i
}
