package clean

import (
	"errors"
	"fmt"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// ErrSelector is a CSS selector of the configuration that cannot be read.
var ErrSelector = errors.New("bad selector")

// Selectors say where one outlet's pages keep their parts, as CSS selectors. Empty ones say
// nothing. They must be compiled (CompileSelectors) before use: a wrong selector would match
// nothing, silently.
type Selectors struct {
	Body   string   `yaml:"body,omitempty" json:"body,omitempty"`     // the elements of the story, in order
	Remove []string `yaml:"remove,omitempty" json:"remove,omitempty"` // never part of it
	Title  string   `yaml:"title,omitempty" json:"title,omitempty"`
	Date   string   `yaml:"date,omitempty" json:"date,omitempty"` // its datetime, content or text

	body, title, date cascadia.Selector
	remove            []cascadia.Selector
}

// CompileSelectors compiles s and refuses what is no selector (ErrSelector), naming the field.
func CompileSelectors(s Selectors) (*Selectors, error) {
	var err error
	compile := func(field, text string) cascadia.Selector {
		if text == "" || err != nil {
			return nil
		}
		group, e := cascadia.Compile(text)
		if e != nil {
			err = fmt.Errorf("%w: %s %q: %w", ErrSelector, field, text, e)
		}
		return group
	}
	s.body, s.title, s.date = compile("body", s.Body), compile("title", s.Title), compile("date", s.Date)
	s.remove = nil
	for i, r := range s.Remove {
		s.remove = append(s.remove, compile(fmt.Sprintf("remove[%d]", i), r))
	}
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// selected strikes what the outlet's selectors remove and returns the elements that its body
// selector names; selected is false where there is none or it matches nothing.
func (pg *page) selected(s *Selectors, why *Explanation) (found []int, selected bool) {
	if s == nil {
		return nil, false
	}
	for _, r := range s.remove {
		for _, i := range pg.match(r) {
			why.note(false, describe(pg.elems[i].node), "selector remove", pg.elems[i].text, words(pg.elems[i].node, 60))
			pg.strike(i, "selector remove")
		}
	}
	end := 0
	for _, i := range pg.match(s.body) {
		if i >= end && pg.isAlive(i) {
			found, end = append(found, i), pg.elems[i].end
		}
	}
	if s.body != nil && len(found) == 0 {
		why.note(true, "page", "selector body matched nothing: read without it", pg.total, "")
	}
	return found, len(found) > 0
}

// match returns the elements that a selector names, in document order.
func (pg *page) match(group cascadia.Selector) []int {
	if group == nil {
		return nil
	}
	nodes := pg.doc.FindMatcher(group).Nodes
	wanted := make(map[*html.Node]bool, len(nodes))
	for _, n := range nodes {
		wanted[n] = true
	}
	var found []int
	for i := range pg.elems {
		if wanted[pg.elems[i].node] {
			found = append(found, i)
		}
	}
	return found
}

// pick returns the first element that a selector names, or nil.
func (pg *page) pick(group cascadia.Selector) *html.Node {
	if group == nil || pg.doc == nil {
		return nil
	}
	if found := pg.doc.FindMatcher(group); found.Length() > 0 {
		return found.Nodes[0]
	}
	return nil
}
