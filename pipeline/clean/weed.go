package clean

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// guard is the share of a page's text that no single element may hold and still be struck
// for its name or tag. Without it pages whose story stands in a form, or in a wrapper with a
// bad name, come out empty.
const guard = 0.35

// neverTags are the elements that never hold prose.
var neverTags = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Math: true, atom.Iframe: true,
	atom.Object: true, atom.Embed: true, atom.Applet: true, atom.Canvas: true, atom.Video: true, atom.Audio: true, atom.Map: true,
	atom.Select: true, atom.Textarea: true, atom.Input: true, atom.Datalist: true, atom.Dialog: true, atom.Noframes: true, atom.Frameset: true,
	atom.Button: true,
}

// never says why an element can hold no prose, or returns "". It also keeps what elements that
// hold none say about the page.
func (pg *page) never(n *html.Node) string {
	switch n.DataAtom {
	case atom.Meta:
		pg.keepMeta(n)
	case atom.Link:
		pg.link(n)
	case atom.Title:
		if pg.title == "" && n.Namespace == "" {
			pg.title = words(n, 1000)
		}
	case atom.Script:
		if n.FirstChild != nil && strings.Contains(attr(n, "type"), "ld+json") {
			pg.ld = append(pg.ld, n.FirstChild.Data)
		}
	}
	switch {
	case neverTags[n.DataAtom]:
		return "never prose"
	case !pg.reveal && hidden(n):
		pg.hidden++
		return "hidden"
	}
	return ""
}

// keepMeta keeps a meta element under each of its names.
func (pg *page) keepMeta(n *html.Node) {
	content := attr(n, "content")
	if content == "" {
		return
	}
	for _, a := range n.Attr {
		if a.Key == "name" || a.Key == "property" || a.Key == "itemprop" || a.Key == "http-equiv" {
			pg.meta = append(pg.meta, pair{strings.ToLower(strings.TrimSpace(a.Val)), content})
		}
	}
}

// hidden reports whether an element is not shown. aria-hidden is no such sign: whole stories
// stand below it while a dialog is open.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return n.DataAtom != atom.Body && n.DataAtom != atom.Html && a.Val != "until-found"
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.Val), " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return n.DataAtom != atom.Body && n.DataAtom != atom.Html
			}
		case "role":
			switch a.Val {
			case "navigation", "dialog", "alertdialog", "search", "menu", "menubar", "toolbar", "tablist":
				return true
			}
		}
	}
	return false
}

// name is what the class, id and the like of an element say of it.
type name struct {
	strong string // the word that strikes it wherever it stands
	weak   string // the word that strikes it unless a wanted word stands beside it
	wanted bool
	author bool
	date   bool
}

// nameOf reads class, id, itemprop, role and data-component of an element. The verdict on each
// value is kept: the same few classes make up most of a page.
func (pg *page) nameOf(n *html.Node) *name {
	all := &noName
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "id", "itemprop", "role", "data-component", "data-testid", "data-module", "data-type":
		default:
			continue
		}
		v, known := pg.names[a.Val]
		if !known {
			v = readName(a.Val)
			pg.names[a.Val] = v
		}
		all = all.with(v)
	}
	return all
}

// noName is the name of an element that says nothing.
var noName name

// with joins what two attributes say.
func (v *name) with(w *name) *name {
	switch {
	case *w == noName:
		return v
	case *v == noName:
		return w
	}
	return &name{first(v.strong, w.strong), first(v.weak, w.weak), v.wanted || w.wanted, v.author || w.author, v.date || w.date}
}

//go:embed lexicon/names.txt
var namesText string

// nameWords are the words of lexicon/names.txt with their kind.
var nameWords = sync.OnceValue(func() map[string]string { return sections(namesText) })

// sections reads a lexicon of the form "[kind]" and words, one or more a line. The first word of a pair is entered
// with its hyphen ("read-"), so that few pairs need be put together to be looked up.
func sections(text string) map[string]string {
	words, kind := map[string]string{}, ""
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		switch {
		case l == "" || l[0] == '#':
		case l[0] == '[':
			kind = strings.Trim(l, "[]")
		default:
			for _, w := range strings.Fields(l) {
				words[w] = kind
				if before, _, pair := strings.Cut(w, "-"); pair {
					words[before+"-"] = "pair"
				}
			}
		}
	}
	return words
}

// readName looks up every word of a class list, and every two words that follow each other in
// one class ("most-read", "mostRead").
func readName(value string) *name {
	v := new(name)
	known := nameWords()
	if len(value) > 600 {
		value = value[:600]
	}
	blog := strings.Contains(value, "hentry") || strings.Contains(value, "type-post") || strings.Contains(value, "status-publish")
	for _, class := range strings.Fields(value) {
		if blog && taxonomy(class) {
			continue
		}
		before := ""
		for _, w := range camel(class) {
			if before == "has" || before == "no" || before == "with" || before == "without" || state[w] && v.drop(known[before], before) {
				before = w
				continue
			}
			v.add(known[w], w)
			if before != "" && known[before+"-"] != "" {
				v.add(known[before+"-"+w], before+"-"+w)
			}
			before = w
		}
	}
	return v
}

// state are the words that make a class a statement about an element ("comments-open") and not its name.
var state = map[string]bool{"open": true, "closed": true, "enabled": true, "disabled": true, "on": true, "off": true}

// taxonomy reports whether a class says what a blog's post is about: WordPress writes each tag and category
// of a post into its classes.
func taxonomy(class string) bool {
	return strings.HasPrefix(class, "tag-") || strings.HasPrefix(class, "category-") || strings.HasPrefix(class, "author-") || strings.HasPrefix(class, "topic-")
}

// drop takes back the word that struck the element, and reports whether it did.
func (v *name) drop(kind, word string) bool {
	switch {
	case word != "" && kind == "strong" && v.strong == word:
		v.strong = ""
	case word != "" && kind == "weak" && v.weak == word:
		v.weak = ""
	default:
		return false
	}
	return true
}

func (v *name) add(kind, word string) {
	switch kind {
	case "strong":
		v.strong = first(v.strong, word)
	case "weak":
		v.weak = first(v.weak, word)
	case "wanted":
		v.wanted = true
	case "author":
		v.author = true
		v.weak = first(v.weak, word)
	case "date":
		v.date = true
		v.weak = first(v.weak, word)
	}
}

// camel splits a class into its words, in lower case: "storyBody__share-bar" gives story, body,
// share, bar.
func camel(class string) []string {
	out := make([]string, 0, 6)
	start, lower := -1, false
	for i, r := range class {
		letter := unicode.IsLetter(r)
		switch {
		case !letter && start >= 0:
			out, start = append(out, strings.ToLower(class[start:i])), -1
		case letter && start < 0:
			start = i
		case letter && unicode.IsUpper(r) && lower:
			out, start = append(out, strings.ToLower(class[start:i])), i
		}
		lower = unicode.IsLower(r)
	}
	if start >= 0 {
		out = append(out, strings.ToLower(class[start:]))
	}
	return out
}

// weed strikes what is no prose by tag and by name.
func (pg *page) weed(why *Explanation) {
	limit := int(guard * float64(pg.total))
	pg.alive(pg.body+1, len(pg.elems), func(i int) {
		e := &pg.elems[i]
		reason := e.unwanted()
		if reason == "" {
			return
		}
		if e.text > limit && e.text > 0 {
			why.note(true, describe(e.node), "kept in spite of "+reason+": holds more than a third of the text", e.text, "")
			return
		}
		if e.text > 0 {
			why.note(false, describe(e.node), reason, e.text, words(e.node, 60))
		}
		pg.strike(i, reason)
	})
}

// unwanted says why an element is no part of a story, or returns "".
func (e *elem) unwanted() string {
	switch e.node.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside, atom.Menu, atom.Dir:
		return "tag " + e.node.Data
	case atom.Figure, atom.Figcaption, atom.Caption:
		if !holdsProse(e) {
			return "caption"
		}
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return ""
	case atom.P, atom.H1, atom.A, atom.Blockquote, atom.Em, atom.Strong, atom.B, atom.I, atom.Td, atom.Tr, atom.Tbody:
		// Marks on single words and cells say little about the text; only the strong ones count.
		if e.name.strong != "" && e.node.DataAtom != atom.H1 {
			return "name " + e.name.strong
		}
		return ""
	}
	switch {
	case e.name.strong != "":
		return "name " + e.name.strong
	case e.name.weak != "" && !e.name.wanted:
		return "name " + e.name.weak
	case e.node.DataAtom == atom.Form && e.text < 400:
		return "form"
	}
	return ""
}

// holdsProse reports whether a figure is used for a table or a quotation.
func holdsProse(e *elem) bool {
	for c := e.node.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Table || c.DataAtom == atom.Blockquote {
			return true
		}
	}
	return false
}

// describe names an element as a selector would: "div#main.story".
func describe(n *html.Node) string {
	s := n.Data
	if id := attr(n, "id"); id != "" {
		s += "#" + id
	}
	if class := strings.Fields(attr(n, "class")); len(class) > 0 {
		s += "." + strings.Join(class[:min(len(class), 3)], ".")
	}
	return clip(s, 100)
}
