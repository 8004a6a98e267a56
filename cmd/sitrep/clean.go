package main

import (
	"fmt"

	"sitrep/extract"
	"sitrep/pipeline/clean"
)

// cleanCommand prints the article of each page.
type cleanCommand struct {
	documentFlags
	Explain bool `help:"Also say on standard error which block of the page was kept or dropped, and why."`
}

// cleanLine is an article with the id that its document came with.
type cleanLine struct {
	Schema    string `json:"schema"`
	ID        string `json:"id"`
	ArticleID string `json:"article_id"`
	extract.Article
	Error string `json:"error,omitempty"`
}

// Help is shown by `sitrep clean --help`.
func (cleanCommand) Help() string {
	return `Reads documents {"id", "url", "title", "published", "html" or "text"} and writes the article of each as one line, in the order
read: {"schema", "id", "article_id", "title", "published", ..., "text"}. A page without an article has "error".

  sitrep clean --url https://example.org/story page.html
  sitrep clean --explain page.html > /dev/null`
}

// Run is called by kong.
func (c *cleanCommand) Run(env *environment) error {
	return filter(env, c.documents(env.stdin), extract.SchemaArticle, func(d document) outcome {
		a, why, err := d.article()
		if a == nil {
			return failure(d, extract.SchemaArticle, err)
		}
		line := cleanLine{Schema: extract.SchemaArticle, ID: lineID(a), ArticleID: a.ID, Article: *a}
		line.ExternalID = ""
		if n := len(clean.Entries(a)); n > 1 {
			line.Warnings = append(line.Warnings, fmt.Sprintf("%d stories in one page: run and backfill keep them apart", n))
		}
		o := outcome{line: &line}
		if err != nil {
			line.Error, o.failed = err.Error(), true
			o.messages = append(o.messages, d.Name+": "+err.Error())
		}
		if c.Explain {
			o.messages = append(o.messages, explanation(d.Name, why)...)
		}
		return o
	})
}

// explanation says what the cleaner decided, a line a block.
func explanation(name string, why *clean.Explanation) []string {
	lines := []string{fmt.Sprintf("%s: text from %s %s", name, why.Source, why.Container)}
	if why.Version != "" {
		lines = append(lines, "  the page is the "+why.Version+" version of its story")
	}
	for _, other := range why.Others {
		lines = append(lines, "  another version, not fetched: "+other)
	}
	for _, s := range why.Steps {
		verdict := "dropped"
		if s.Kept {
			verdict = "kept"
		}
		lines = append(lines, fmt.Sprintf("  %-7s %6d bytes  %-24s %-28s %s", verdict, s.Bytes, s.What, s.Why, s.Quote))
	}
	return lines
}
