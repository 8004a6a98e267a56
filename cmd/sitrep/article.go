package main

import (
	"errors"

	"sitrep/extract"
)

// article makes an article of a document, its text as it is.
func (d *document) article() (*extract.Article, error) {
	if d.Text == "" {
		return nil, errors.New("no text")
	}
	a := &extract.Article{Schema: extract.SchemaArticle, ID: extract.ArticleID(d.URL, d.Text), ExternalID: d.ID, Revision: 1, URL: d.URL,
		CanonicalURL: d.URL, Outlet: d.Outlet, Title: d.Title, Language: "en", Published: d.Published, PublishedBasis: "given", Text: d.Text,
		TextSHA256: extract.Digest(d.Text), Warnings: d.Warnings}
	if d.Published.IsZero() {
		a.PublishedBasis = "none"
	}
	return a, nil
}
