package main

import (
	"sitrep/extract"
	"sitrep/pipeline/clean"
)

// article makes an article of a document: its text as it is, or what the cleaner finds in its page. Beside an error it
// may still return what could be read.
func (d *document) article() (*extract.Article, *clean.Explanation, error) {
	hints := clean.Hints{URL: d.URL, ExternalID: d.ID, Title: d.Title, Published: d.Published, PublishedBasis: "given", Outlet: d.Outlet}
	if d.Text != "" || d.HTML == "" && d.raw == nil {
		a := clean.Plain(d.Text, hints)
		a.Warnings = append(a.Warnings, d.Warnings...)
		if a.Text == "" {
			a.ID = extract.ArticleID(a.CanonicalURL, a.Title) // many titles come without a text
		}
		return a, &clean.Explanation{}, nil
	}
	page := clean.Page{URL: d.URL, Body: d.raw, Hints: hints}
	if d.raw == nil {
		page.Body, page.ContentType = []byte(d.HTML), "text/html; charset=utf-8"
	}
	a, why, err := clean.Article(page)
	if a != nil {
		a.Warnings = append(a.Warnings, d.Warnings...)
	}
	return a, why, err
}
