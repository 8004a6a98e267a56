package pipeline

import (
	"context"
	"encoding/json"
	"errors"

	"sitrep/extract"
	"sitrep/storage"
)

// readBy is the mark of the extractor under which all articles were read, or stand in the queue to be.
const readBy = "extractor"

// markStale queues all articles for reading when the extractor is another one than before.
func (p *Pipeline) markStale() error {
	if by, err := storage.Get(p.Store, storage.Progress, readBy); err == nil && by == p.Extractor {
		return nil
	}
	b := p.Store.Batch()
	for after := ""; ; {
		keys := storage.Keys(p.Store, storage.Articles, "", after, itemsInBatch)
		for _, key := range keys {
			storage.Mark(b, storage.Unread, key)
		}
		if len(keys) < itemsInBatch {
			break
		}
		if err := p.Store.Commit(b); err != nil {
			return err
		}
		b, after = p.Store.Batch(), keys[len(keys)-1]
	}
	if err := storage.Put(b, storage.Progress, readBy, p.Extractor); err != nil {
		return err
	}
	return p.Store.Commit(b)
}

// read is what reading one article gave.
type read struct {
	article    extract.Article
	extraction storage.Extraction
	unread     string // why the article was not read
}

// extract reads the articles that wait for it.
func (p *Pipeline) extract(ctx context.Context, t *Tally) error {
	keys := storage.Keys(p.Store, storage.Unread, "", "", 0)
	t.in("extract", "articles", len(keys))
	done, err := run(ctx, p, keys, job[read]{step: "extract", do: p.readOne, keep: func(b *storage.Batch, r result[read]) error { return p.keepRead(t, b, r) }})
	t.out("extract", "left for the next run", len(keys)-done)
	return err
}

// readOne reads one article. The record linter judges every report.
func (p *Pipeline) readOne(key string) (read, error) {
	a, err := storage.Get(p.Store, storage.Articles, key)
	if err != nil {
		return read{}, err
	}
	reading := p.Read(&a)
	kept, refused := extract.Sound(reading.Reports, &a)
	return read{a, storage.Extraction{Extractor: p.Extractor, ArticleID: a.ID, Revision: a.Revision, Reports: kept, NearMisses: reading.NearMisses, Refused: refused}, reading.Unread}, nil
}

// keepRead writes what was read in an article.
func (p *Pipeline) keepRead(t *Tally, b *storage.Batch, r result[read]) error {
	storage.Delete(b, storage.Unread, r.key)
	if r.err != nil {
		return p.quarantine(t, b, r)
	}
	a, x := r.value.article, r.value.extraction
	outcome := "with incidents"
	a.State, a.StateReason = extract.StateExtracted, ""
	if len(x.Reports) == 0 {
		a.State, a.StateReason, outcome = extract.StateNoIncident, r.value.unread, "no incident"
	}
	t.out("extract", outcome, 1)
	t.in("reports", "reports", len(x.Reports)+len(x.Refused))
	t.out("reports", "kept", len(x.Reports))
	t.out("reports", "unsound", len(x.Refused))
	mend(b, "extract", r.key)
	for _, finding := range x.Refused {
		if err := p.fail(b, "lint", r.key, first(a.URL, a.ExternalID, a.ID), errors.New(finding), "", true); err != nil {
			return err
		}
	}
	if len(x.Refused) == 0 {
		mend(b, "lint", r.key)
	}
	return errors.Join(storage.Put(b, storage.Articles, r.key, a), p.Store.PutExtraction(b, x))
}

// quarantine sets one article aside that cannot be read, with the reason. A new extractor will try it again.
func (p *Pipeline) quarantine(t *Tally, b *storage.Batch, r result[read]) error {
	t.out("extract", "quarantined", 1)
	a, err := storage.Get(p.Store, storage.Articles, r.key)
	if err != nil { // damaged: there is nothing to mark
		return p.fail(b, "extract", r.key, r.key, errors.Join(r.err, err), r.stack, true)
	}
	a.State, a.StateReason = extract.StateQuarantined, oneLine(r.err)
	return errors.Join(storage.Put(b, storage.Articles, r.key, a), p.fail(b, "extract", r.key, first(a.URL, a.ExternalID, a.ID), r.err, r.stack, true))
}

func marshal(v any) (json.RawMessage, error) { return json.Marshal(v) }
