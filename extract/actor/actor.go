// Package actor finds who did it, who suffered it and who speaks of it: armed groups by name, the forces and
// governments of states, and people known only by a description ("two masked men").
//
// Knowledge is in lexicon/*.txt. Find promises mentions in the order of the text that do not overlap, each with its kind, and with a
// canonical name and a country where the words give one. Which of them attacked and which suffered is left to the assembler. Claims says
// who is said to have done it, and by whom.
package actor

import (
	"embed"
	"errors"
	"fmt"
	"sync"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// ErrLexicon marks a lexicon that cannot be read; the error that wraps it names file and line.
var ErrLexicon = errors.New("malformed actor lexicon")

//go:embed lexicon/*.txt
var files embed.FS

var compiled = sync.OnceValue(func() *names {
	n, err := compile(files)
	if err != nil {
		panic(fmt.Sprintf("actor lexicons: %v", err))
	}
	return n
})

// Lexicons returns the text of all lexicons of this package, for the extractor's version.
func Lexicons() string { return lexicon.Text(files) }

// Find returns the actors of the document. Rules: actor/group (a named armed group), actor/group-resolved ("the group" of one just named), actor/acronym (one that the article defined),
// actor/force (of a state), actor/fighter, actor/fighter-resolved ("the rebels" of a named group), actor/crowd, actor/body, actor/person (described), actor/people (of a nation), actor/named (a person by name and age), actor/suspect ("the gunman, Juan Perez"), actor/state
// (a state that acts, speaks or fires), actor/organization (a name that ends like one of an armed group, or that a group gives itself, but is in no list).
func Find(doc *extract.Document) []extract.Mention[extract.Actor] {
	r := &reader{n: compiled(), doc: doc, acronyms: map[string]*group{}}
	r.prepare()
	var found []extract.Mention[extract.Actor]
	for _, s := range doc.Sentences {
		if s.Kind == extract.Furniture {
			continue
		}
		r.first, r.end, r.floor = s.First, s.Last, s.First
		for i := s.First; i < s.Last; {
			m, next := r.at(i)
			if next == 0 {
				i++
				continue
			}
			found = append(found, m)
			i, r.floor = next, next
			r.remember(m)
		}
	}
	resolve(doc, found)
	return found
}

// reader finds the actors of one document, a sentence at a time.
type reader struct {
	n          *names
	doc        *extract.Document
	first, end int // of the sentence
	floor      int // tokens before it belong to an earlier mention
	acronyms   map[string]*group
	named      map[*group]bool                // groups that the article names
	spelled    map[*group]bool                // those of them that it names by more than an acronym
	surnames   map[string]string              // surname -> full name of a person
	last       extract.Mention[extract.Actor] // the armed group named last
	groups     []lexicon.Match[alias]
	heads      []lexicon.Match[head]
	places     []lexicon.Match[country]
}

// at returns the actor that begins or has its head at token i, and the token after it; 0 where there is none.
func (r *reader) at(i int) (extract.Mention[extract.Actor], int) {
	if m, next := r.group(i); next > 0 {
		return m, next
	}
	if m, next := r.theGroup(i); next > 0 {
		return m, next
	}
	if m, next := r.described(i); next > 0 {
		return m, next
	}
	if m, next := r.band(i); next > 0 {
		return m, next
	}
	if m, next := r.selfStyled(i); next > 0 {
		return m, next
	}
	if !r.doc.Tokens[i].Is(extract.Capital) {
		return extract.Mention[extract.Actor]{}, 0
	}
	if m, next := r.people(i); next > 0 {
		return m, next
	}
	if m, next := r.nationalFire(i); next > 0 {
		return m, next
	}
	if m, next := r.organization(i); next > 0 {
		return m, next
	}
	if m, next := r.state(i); next > 0 {
		return m, next
	}
	return r.person(i)
}

func (r *reader) mention(first, last int, a extract.Actor, rule string) extract.Mention[extract.Actor] {
	span := extract.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End}
	a.Text = r.doc.Slice(span)
	return extract.Mention[extract.Actor]{Span: span, Value: a, Rule: "actor/" + rule}
}

func (r *reader) lower(i int) string {
	if i < r.first || i >= r.end {
		return ""
	}
	return r.doc.Tokens[i].Lower
}

func (r *reader) is(i int, f extract.Flags) bool {
	return i >= r.first && i < r.end && r.doc.Tokens[i].Is(f)
}
