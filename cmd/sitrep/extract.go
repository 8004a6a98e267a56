package main

import (
	"fmt"

	"sitrep/extract"
	"sitrep/extract/english"
)

// extractCommand prints the reports of each document.
type extractCommand struct {
	documentFlags
	NearMisses bool `help:"Also write what was nearly reported, and the rule that refused it."`
}

// Help is shown by `sitrep extract --help`.
func (extractCommand) Help() string {
	return `Reads documents {"id", "url", "title", "published", "text" or "html"} and writes one line for each, in the order read:
{"schema", "id", "article_id", "reports": [...]}. An article without incident has an empty list; one that failed has "error".
Every report passed the record linter; one that does not is left out and named.

  sitrep extract articles.jsonl > reports.jsonl
  sitrep extract --published 2026-03-14 --title "Blast in market kills 12" report.txt`
}

// Run is called by kong.
func (c *extractCommand) Run(env *environment) error {
	reader, err := newReader(env)
	if err != nil {
		return err
	}
	return filter(env, c.documents(env.stdin), extract.SchemaReports, func(d document) outcome {
		a, _, err := d.article()
		if err != nil {
			return failure(d, extract.SchemaReports, err)
		}
		return c.read(reader, d.Name, a)
	})
}

// read makes the line of one article. Reports that the linter refuses are left out, and named.
func (c *extractCommand) read(reader *english.Extractor, name string, a *extract.Article) outcome {
	reading := reader.Read(a)
	kept, refused := extract.Sound(reading.Reports, a)
	o := outcome{line: extract.Reports{Schema: extract.SchemaReports, ID: lineID(a), ArticleID: a.ID, Reports: kept, Refused: refused, Unread: reading.Unread}, failed: len(refused) > 0}
	for _, f := range refused {
		o.messages = append(o.messages, fmt.Sprintf("%s: report refused: %s", name, f))
	}
	if c.NearMisses {
		line := o.line.(extract.Reports)
		line.NearMisses = reading.NearMisses
		o.line = line
	}
	return o
}
