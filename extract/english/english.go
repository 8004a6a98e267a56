// Package english says which annotators read an English article, and in which order. It is the one
// place where the language is chosen; every step returns the layer that it computed.
//
// It promises that reading is deterministic, that it never panics for the sake of one article (the caller still guards
// the article's border), and that Version changes whenever a lexicon, the gazetteer or the code does.
package english

import (
	"fmt"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
	"sitrep/extract/place"
	"sitrep/extract/timex"
	"sitrep/extract/token"
)

// Extractor reads English articles. It is safe for concurrent use.
type Extractor struct {
	places *place.Finder
}

// New returns an extractor with the embedded gazetteer.
func New() (*Extractor, error) {
	gaz, err := gazetteer.Open()
	if err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	return &Extractor{places: place.New(gaz)}, nil
}

// Annotate returns the article with all its layers.
func (x *Extractor) Annotate(a *extract.Article) *extract.Document {
	doc := token.Document(a)
	doc.Times = timex.Find(doc)
	doc.Places = x.places.Find(doc)
	return doc
}

// Read returns the reports of an article and what was refused.
func (x *Extractor) Read(a *extract.Article) extract.Reading {
	x.Annotate(a)
	return extract.Reading{}
}

// Version names the code, the lexicons and the gazetteer that reading depends on.
func (x *Extractor) Version() string { return "0.1.0" }
