package main

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"runtime"
	"runtime/debug"

	"sitrep/extract"
	"sitrep/pipeline"
)

// outcome is what a filter made of one document: a line to write, and what there is to say about it.
type outcome struct {
	line     any
	failed   bool     // the line tells an error, or something was refused
	messages []string // for standard error
}

// failedLine is the line for a document that gave nothing else.
type failedLine struct {
	Schema string `json:"schema"`
	ID     string `json:"id"`
	Error  string `json:"error"`
}

// filter writes one line for each document, in the order read, using all cores. It ends with exit code 3 where some failed.
func filter(env *environment, docs iter.Seq[document], schema string, apply func(document) outcome) error {
	out := bufio.NewWriterSize(env.stdout, 64<<10)
	total, failed := 0, 0
	for o := range pipeline.InOrder(docs, runtime.GOMAXPROCS(0), func(d document) outcome { return guarded(d, schema, apply) }) {
		total++
		if o.failed {
			failed++
		}
		for _, m := range o.messages {
			fmt.Fprintln(env.stderr, "sitrep:", safe(m))
		}
		if err := writeLine(out, o.line); err != nil {
			return withExit(exitIO, fmt.Errorf("write output: %w", err))
		}
		if env.ctx.Err() != nil {
			break
		}
	}
	if err := out.Flush(); err != nil {
		return withExit(exitIO, fmt.Errorf("write output: %w", err))
	}
	if failed > 0 {
		return withExit(exitPartial, fmt.Errorf("%d of %d documents had something wrong", failed, total))
	}
	return nil
}

func writeLine(w io.Writer, v any) error {
	line, err := extract.Line(v)
	if err == nil {
		_, err = w.Write(line)
	}
	return err
}

// guarded applies a filter to one document. One that cannot be read, or that makes the reader panic, fails alone.
func guarded(d document, schema string, apply func(document) outcome) (o outcome) {
	defer func() {
		if p := recover(); p != nil {
			o = failure(d, schema, fmt.Errorf("panic: %v", p))
			o.messages = append(o.messages, string(debug.Stack()))
		}
	}()
	if d.Err != nil {
		return failure(d, schema, d.Err)
	}
	o = apply(d)
	for _, w := range d.Warnings {
		o.failed = true
		o.messages = append(o.messages, d.Name+": "+w)
	}
	return o
}

func failure(d document, schema string, err error) outcome {
	id := d.ID
	if id == "" {
		id = d.Name
	}
	return outcome{line: failedLine{schema, id, err.Error()}, failed: true, messages: []string{d.Name + ": " + err.Error()}}
}

// lineID is the id of a line: the one that the document came with, or the article's own.
func lineID(a *extract.Article) string {
	if a.ExternalID != "" {
		return a.ExternalID
	}
	return a.ID
}
