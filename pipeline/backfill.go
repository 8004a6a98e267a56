package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"sitrep/pipeline/source"
)

// Period bounds a backfill. Zero fields bound nothing.
type Period struct {
	Since, Until time.Time // of publication; an item without a date is inside
	Limit        int       // items that are new or changed
}

func (b Period) outside(it *source.Item) bool {
	return !it.Published.IsZero() && (!b.Since.IsZero() && it.Published.Before(b.Since) || !b.Until.IsZero() && it.Published.After(b.Until))
}

// Backfill takes in older material: the same steps as a run, from other sources. What is known already is passed over, so
// it may be stopped at any moment and run again. An item that cannot be read is counted and recorded, and the rest goes on.
func (p *Pipeline) Backfill(ctx context.Context, sources []source.Source, period Period) (*Tally, error) {
	t := &Tally{}
	if err := p.recoverInflight(); err != nil {
		return t, err
	}
	if err := p.markStale(); err != nil {
		return t, err
	}
	for _, s := range sources {
		if err := p.takeIn(ctx, t, s, period); err != nil {
			return t, err
		}
	}
	if err := p.fetch(ctx, t); err != nil {
		return t, err
	}
	if err := p.derive(ctx, t); err != nil {
		return t, err
	}
	return t, t.Check()
}

// takeIn reads one source to its end, some items at a time, each lot through all steps that need no network.
func (p *Pipeline) takeIn(ctx context.Context, t *Tally, s source.Source, period Period) error {
	var lot []source.Item
	for item, err := range s.Items(ctx) {
		if p.over(ctx) {
			break
		}
		switch {
		case err != nil:
			if errors.Is(err, context.Canceled) {
				continue
			}
			if err := p.unreadable(t, s.Name(), &item, err); err != nil {
				return err
			}
		case period.outside(&item):
			t.in("items", "entries", 1)
			t.out("items", "outside of the period", 1)
		case period.Limit > 0 && t.Get("items", "new")+t.Get("items", "changed")+len(lot) >= period.Limit:
			t.in("items", "entries", 1)
			t.out("items", "beyond the limit", 1)
			return p.digest(ctx, t, s.Name(), lot)
		default:
			lot = append(lot, item)
		}
		if len(lot) == itemsInBatch {
			if err := p.digest(ctx, t, s.Name(), lot); err != nil {
				return err
			}
			lot = lot[:0]
		}
	}
	return p.digest(ctx, t, s.Name(), lot)
}

// digest keeps some items and reads those that carry their text.
func (p *Pipeline) digest(ctx context.Context, t *Tally, name string, lot []source.Item) error {
	p.countBadDates(t, lot)
	b, _, err := p.keepListed(t, name, lot)
	if err != nil {
		return err
	}
	if err := p.Store.Commit(b); err != nil {
		return err
	}
	if !slices.ContainsFunc(lot, func(it source.Item) bool { return it.Text != "" || it.HTML != "" }) {
		return nil
	}
	if err := p.cleanReady(ctx, t); err != nil {
		return err
	}
	return p.extract(ctx, t)
}

// countBadDates names the documents whose date could not be read. They are taken in without one.
func (p *Pipeline) countBadDates(t *Tally, lot []source.Item) {
	for i := range lot {
		for _, repair := range lot[i].Repairs {
			if lot[i].Published.IsZero() && strings.HasPrefix(repair, "published:") {
				p.Log.Warn("date not read", "file", lot[i].File, "line", lot[i].Line, "error", repair)
				t.in("dates", "odd dates", 1)
				t.out("dates", "unreadable", 1)
			}
		}
	}
}

// unreadable records an item that its source could not read.
func (p *Pipeline) unreadable(t *Tally, name string, item *source.Item, err error) error {
	t.in("items", "entries", 1)
	t.out("items", "unreadable", 1)
	b := p.Store.Batch()
	if err := p.fail(b, "list", name+"/"+item.ID+"/"+oneLine(err), name, err, "", true); err != nil {
		return err
	}
	return p.Store.Commit(b)
}
