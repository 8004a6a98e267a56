package clean

import (
	"bytes"
	"slices"
)

// maxNodes bounds the tree of a page. Each node costs some 500 bytes until the article is there, and pages of news have
// a few thousand. A page that would have more is read by its tokens alone.
const maxNodes = 400_000

// formatting are the elements that a parser opens again in each block that follows while they are not closed: a page of
// unclosed ones, a few hundred kilobytes long, would make a tree of gigabytes.
var formatting = map[string]bool{"a": true, "b": true, "big": true, "code": true, "em": true, "font": true, "i": true, "nobr": true, "s": true, "small": true, "strike": true, "strong": true, "tt": true, "u": true}

// countNodes returns about how many nodes the tree of a page would have, rather more than fewer, and stops counting beyond
// maxNodes. It is a look at tags and no parser: it costs a twentieth of one.
func countNodes(markup []byte) int {
	var c nodeCount
	for len(markup) > 0 && c.nodes <= maxNodes {
		at := bytes.IndexByte(markup, '<')
		if at < 0 || at+1 >= len(markup) {
			break
		}
		markup = markup[at:]
		switch next := markup[1]; {
		case next == '!':
			markup = c.after(markup, "-->", bytes.HasPrefix(markup, []byte("<!--")))
		case next == '/':
			c.end(tagName(markup[2:]))
			markup = markup[2:]
		case isLetter(next):
			markup = c.start(markup)
		default:
			markup = markup[1:]
		}
	}
	return c.nodes
}

// nodeCount is a count under way.
type nodeCount struct {
	nodes  int
	open   []string // formatting elements, each with its attributes
	absent []string // ends that do not come any more
}

// start counts a start tag, with what it opens again and the text behind it, and returns what follows: nothing where the tag
// has no end.
func (c *nodeCount) start(markup []byte) []byte {
	name, end := tagName(markup[1:]), bytes.IndexByte(markup, '>')
	if end < 0 {
		return nil
	}
	tag, rest := markup[:end], markup[end:]
	c.nodes += 2 + len(c.open)
	if len(tag) > 4<<10 {
		c.nodes += bytes.Count(tag, []byte("=")) / 2
	}
	switch {
	case name == "script" || name == "style":
		return c.after(rest, "</"+name, true)
	case formatting[name] && c.alike(string(tag)) < 3: // of those that are alike a parser keeps three
		c.open = append(c.open, string(tag))
	}
	return rest
}

// alike counts the open elements with the same name and attributes. A link within a link ends it.
func (c *nodeCount) alike(tag string) (n int) {
	if name := tagName([]byte(tag[1:])); name == "a" || name == "nobr" {
		c.end(name)
		return 0
	}
	for _, o := range c.open {
		if o == tag {
			n++
		}
	}
	if len(c.open) >= 512 { // a parser gives up
		return 3
	}
	return n
}

// end closes the last formatting element of a name.
func (c *nodeCount) end(name string) {
	if !formatting[name] {
		return
	}
	for i := len(c.open) - 1; i >= 0; i-- {
		if tagName([]byte(c.open[i][1:])) == name {
			c.open = append(c.open[:i], c.open[i+1:]...)
			return
		}
	}
}

// after returns what follows the next end, or the next character where there is none. An end that was sought in vain once is
// not sought again: a page of comments that never end is not read for each of them.
func (c *nodeCount) after(markup []byte, end string, sought bool) []byte {
	if sought && !slices.Contains(c.absent, end) {
		if at := bytes.Index(markup, []byte(end)); at >= 0 {
			return markup[at:]
		}
		c.absent = append(c.absent, end)
	}
	return markup[1:]
}

// tagName returns the name at the beginning of b in lower case, as far as names matter here.
func tagName(b []byte) string {
	var name [8]byte
	n := 0
	for n < len(b) && n < len(name) && (isLetter(b[n]) || n > 0 && b[n] >= '0' && b[n] <= '9') {
		name[n] = b[n] | 0x20
		n++
	}
	return string(name[:n])
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
