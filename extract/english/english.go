// Package english says which annotators read an English article, and in which order. It is the one
// place where the language is chosen; every step returns the layer that it computed.
//
// It promises that reading is deterministic, that it never panics for the sake of one article (the caller still guards
// the article's border), and that Version changes whenever a lexicon, the gazetteer or the code does.
package english

import (
	"fmt"
	"slices"

	"sitrep/extract"
	"sitrep/extract/actor"
	"sitrep/extract/assemble"
	"sitrep/extract/count"
	"sitrep/extract/gazetteer"
	"sitrep/extract/place"
	"sitrep/extract/timex"
	"sitrep/extract/token"
	"sitrep/extract/trigger"
	"sitrep/extract/weapon"
)

// Extractor reads English articles. It is safe for concurrent use.
type Extractor struct {
	places  *place.Finder
	version string
}

// New returns an extractor with the embedded gazetteer.
func New() (*Extractor, error) {
	gaz, err := gazetteer.Open()
	if err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	return With(gaz), nil
}

// With returns an extractor with a gazetteer of one's own.
func With(gaz *gazetteer.Index) *Extractor {
	return &Extractor{places: place.New(gaz), version: version(gaz)}
}

// Annotate returns the article with all its layers.
func (x *Extractor) Annotate(a *extract.Article) *extract.Document {
	doc := token.Document(a)
	x.annotate(doc, trigger.Sentences(doc))
	return doc
}

// annotate sets the layers of a document, whose sentences with a possible trigger are known.
func (x *Extractor) annotate(doc *extract.Document, hot []bool) {
	doc.Times = timex.Find(doc)
	doc.Places = x.places.Find(doc)
	told := slices.Contains(hot, true) // without a trigger anywhere no number tells of an incident
	token.Tag(doc, func(sentence int) bool { return hot[sentence] || told && count.Wanted(doc, sentence) })
	token.Chunk(doc)
	doc.Counts = count.Find(doc)
	doc.Triggers = trigger.Find(doc)
	doc.Aftermaths = trigger.Aftermaths(doc)
	doc.Actors = actor.Find(doc)
	doc.Weapons = weapon.Find(doc)
	doc.Claims = actor.Claims(doc)
}

// Read returns the reports of an article and what was refused. An article without a possible trigger is read no further:
// it has neither.
func (x *Extractor) Read(a *extract.Article) extract.Reading {
	if !reads(a.Language) {
		return extract.Reading{Unread: "language " + a.Language}
	}
	doc := token.Document(a)
	hot := trigger.Sentences(doc)
	if !slices.Contains(hot, true) {
		return extract.Reading{}
	}
	x.annotate(doc, hot)
	reading := assemble.Read(doc)
	for i := range reading.Reports {
		reading.Reports[i].Extractor = x.version
	}
	return reading
}

// Trace returns how an article was read, a line each: the event mentions with their arguments and the incident that each went to, and what was
// refused. It is for those who write rules; its form is free to change.
func (x *Extractor) Trace(a *extract.Article) string { return assemble.Trace(x.Annotate(a)) }

// Version names the code, the lexicons and the gazetteer that reading depends on: the code's version, "+", 12 hex digits.
func (x *Extractor) Version() string { return x.version }

// codeVersion is raised with every change of the code that can change a report.
const codeVersion = "0.1.0"

func version(gaz *gazetteer.Index) string {
	return codeVersion + "+" + extract.Digest(token.Lexicons() + timex.Lexicons() + trigger.Lexicons() + count.Lexicons() + actor.Lexicons() + weapon.Lexicons() + place.Lexicons() + gaz.Digest())[:12]
}
