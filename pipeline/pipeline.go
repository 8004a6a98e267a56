// Package pipeline puts the steps in order: list, fetch, clean, extract, link. Each step reads what the step before it
// stored and stores what it made, so that any of them runs alone, stops, and goes on where it was.
//
// Promises: every item is always in one state with a next action; "seen" and "kept" are written in one transaction, and
// what a source is asked with next time never before the entries that it stands for; one bad item fails alone, is
// recorded and counted, also when it makes the reader panic or ends the process; the inputs of every step equal the sum of
// its outcomes. The package is handed its clock, its logger, its HTTP client and the reader of texts; it knows no language.
package pipeline

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"time"

	"sitrep/extract"
	"sitrep/pipeline/fetch"
	"sitrep/pipeline/link"
	"sitrep/storage"
)

// The errors of a run.
var (
	ErrTally   = errors.New("the tally does not add up")
	ErrOffline = errors.New("no host answers: offline; nothing was counted against the sources")
)

// Pipeline is what a run works with. Read and Extractor come from the language that is read.
type Pipeline struct {
	Store     *storage.Store
	Client    *fetch.Client
	Feeds     []Feed
	Policy    fetch.Policy
	Read      func(*extract.Article) extract.Reading
	Extractor string // version; articles read under another one are stale
	Now       func() time.Time
	Log       *slog.Logger
	Attempts  int             // before an article is given up
	Until     time.Time       // nothing new is begun after it; zero: no end
	KeepPages time.Duration   // how long the bodies of pages are kept after their articles were made; for ever where 0
	Workers   int             // goroutines that read; all cores where 0
	Force     bool            // poll sources that are not due
	Only      map[string]bool // poll these sources alone; all where empty

	Changed  func(link.Change)                  // told of each incident that changed; may be nil
	Progress func(step string, done, total int) // told of each batch; may be nil
}

// Run makes one pass: it polls the sources that are due, fetches what they listed, cleans, extracts and links. When the
// context ends, it stops after what it is at, without an error; the next run goes on there.
func (p *Pipeline) Run(ctx context.Context) (*Tally, error) {
	t := &Tally{}
	if err := p.recoverInflight(); err != nil {
		return t, err
	}
	offline := p.list(ctx, t)
	if offline != nil && !errors.Is(offline, ErrOffline) {
		return t, offline
	}
	if err := p.fetchAndDerive(ctx, t); err != nil {
		return t, err
	}
	if err := p.retain(t); err != nil {
		return t, err
	}
	return t, errors.Join(offline, t.Check())
}

// derive makes what follows from what is kept: articles of pages, reports of articles, incidents of reports.
func (p *Pipeline) derive(ctx context.Context, t *Tally) error {
	if err := p.markStale(); err != nil {
		return err
	}
	if err := p.clean(ctx, t); err != nil {
		return err
	}
	if err := p.extract(ctx, t); err != nil {
		return err
	}
	return p.link(ctx, t)
}

// Reextract reads all articles again that were read by another extractor, and links what changed. It needs no network.
func (p *Pipeline) Reextract(ctx context.Context) (*Tally, error) {
	t := &Tally{}
	if err := p.recoverInflight(); err != nil {
		return t, err
	}
	if err := p.derive(ctx, t); err != nil {
		return t, err
	}
	return t, t.Check()
}

func (p *Pipeline) workers() int {
	if p.Workers > 0 {
		return p.Workers
	}
	return runtime.GOMAXPROCS(0)
}

// over reports whether nothing new should be begun.
func (p *Pipeline) over(ctx context.Context) bool {
	return ctx.Err() != nil || !p.Until.IsZero() && p.Now().After(p.Until)
}

func (p *Pipeline) progress(step string, done, total int) {
	if p.Progress != nil {
		p.Progress(step, done, total)
	}
}
