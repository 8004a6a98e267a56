package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/pipeline"
	"sitrep/pipeline/link"
)

// reextractCommand runs the current rules over the kept articles.
type reextractCommand struct {
	DB      string `name:"db" default:"sitrep.db" type:"path" help:"The database."`
	Diff    bool   `help:"Print each incident that changed, one JSON line: which fields, from what, to what."`
	Export  string `type:"path" placeholder:"FILE" help:"Write all incidents to FILE afterwards."`
	Verbose bool   `short:"v" help:"Log every step on a terminal too."`
}

// Help is shown by `sitrep reextract --help`.
func (reextractCommand) Help() string {
	return `Articles that were read by another version of the rules (see sitrep version) are read again, without the network. Incidents keep
their ids; what reviewers decided stays, and is reopened where its evidence changed. A run does the same by itself, so this
is for seeing what new rules do.

  sitrep reextract --diff > changed.jsonl`
}

// changedLine tells what became of one incident.
type changedLine struct {
	IncidentID string                `json:"incident_id"`
	Cause      string                `json:"cause"` // created | reports | merged | split | gone
	Before     string                `json:"before,omitempty"`
	After      string                `json:"after,omitempty"`
	MergedInto string                `json:"merged_into,omitempty"`
	Title      string                `json:"title,omitempty"`
	Fields     []extract.FieldChange `json:"fields"`
}

// Run is called by kong.
func (c *reextractCommand) Run(env *environment) error {
	if _, err := os.Stat(c.DB); err != nil {
		return err
	}
	store, err := openStore(env, c.DB, false)
	if err != nil {
		return err
	}
	defer store.Close()
	reader, err := newReader(env)
	if err != nil {
		return err
	}
	touched := map[string]int{}
	var failed error
	p := &pipeline.Pipeline{Store: store, Read: reader.Read, Extractor: reader.Version(), Now: env.now, Attempts: 5, Log: logger(env, c.Verbose), Progress: progressBar(env.stderr)}
	p.Changed = func(change link.Change) {
		fields := extract.Compare(change.Before, &change.After)
		for _, f := range fields {
			touched[f.Field]++
		}
		if c.Diff && failed == nil {
			failed = writeLine(env.stdout, lineOf(change, fields))
		}
	}
	tally, err := p.Reextract(env.ctx)
	if err == nil && failed != nil {
		err = withExit(exitIO, fmt.Errorf("write output: %w", failed))
	}
	if err == nil {
		fmt.Fprint(env.stderr, fieldsTouched(touched))
	}
	return finish(env, store, c.Export, tally, err)
}

func lineOf(change link.Change, fields []extract.FieldChange) changedLine {
	line := changedLine{IncidentID: change.After.IncidentID, Cause: change.Cause, After: change.After.Version, MergedInto: change.After.MergedInto, Fields: fields}
	if change.Before != nil {
		line.Before = change.Before.Version
	}
	if change.After.Tombstone != nil {
		line.After = ""
	}
	if len(change.After.Reports) > 0 {
		line.Title = change.After.Reports[0].Title
	}
	return line
}

// fieldsTouched says in how many incidents each field changed.
func fieldsTouched(touched map[string]int) string {
	if len(touched) == 0 {
		return "fields   nothing changed\n"
	}
	var words []string
	for _, field := range slices.Sorted(maps.Keys(touched)) {
		words = append(words, fmt.Sprintf("%s %d", field, touched[field]))
	}
	return "fields   changed in incidents: " + strings.Join(words, ", ") + "\n"
}
