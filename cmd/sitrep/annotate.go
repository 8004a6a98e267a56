package main

import (
	"sitrep/extract"
)

// annotateCommand prints the layers of mentions of each document.
type annotateCommand struct{ documentFlags }

// Help is shown by `sitrep annotate --help`.
func (annotateCommand) Help() string {
	return `Reads documents {"id", "url", "title", "published", "text" or "html"} and writes one line for each, in the order read:
{"schema", "id", "article_id", "times", "places", "counts", "triggers", "actors", "weapons"}. Offsets count code points of the text.

  sitrep annotate articles.jsonl > mentions.jsonl
  sitrep annotate --published 2026-03-14 report.txt`
}

// Run is called by kong.
func (c *annotateCommand) Run(env *environment) error {
	reader, err := newReader(env)
	if err != nil {
		return err
	}
	return filter(env, c.documents(env.stdin), extract.SchemaAnnotations, func(d document) outcome {
		a, _, err := d.article()
		if err != nil {
			return failure(d, extract.SchemaAnnotations, err)
		}
		return outcome{line: extract.Annotate(reader.Annotate(a), lineID(a))}
	})
}
