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
	l := lot{keys: map[string]bool{}}
	for item, err := range s.Items(ctx) {
		if p.over(ctx) {
			break
		}
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			if err := p.unreadable(t, s.Name(), &item, err); err != nil {
				return err
			}
		case period.outside(&item):
			t.count("items", "entries", "outside of the period")
		case period.Limit > 0 && t.Get("items", "new")+t.Get("items", "changed")+len(l.items) >= period.Limit:
			t.count("items", "entries", "beyond the limit")
			return p.digest(ctx, t, s.Name(), &l)
		default:
			if len(l.items) == itemsInBatch || l.holds(&item) {
				if err := p.digest(ctx, t, s.Name(), &l); err != nil {
					return err
				}
			}
			l.add(&item)
		}
	}
	return p.digest(ctx, t, s.Name(), &l)
}

// lot is some items of a source that go through the steps together. No two of them are one story: a second version of
// it waits for the next lot, and becomes a revision of the first.
type lot struct {
	items []source.Item
	keys  map[string]bool
}

func (l *lot) holds(it *source.Item) bool {
	return slices.ContainsFunc(it.Keys(), func(key string) bool { return l.keys[key] })
}

func (l *lot) add(it *source.Item) {
	l.items = append(l.items, *it)
	for _, key := range it.Keys() {
		l.keys[key] = true
	}
}

// empty returns the items and begins a new lot.
func (l *lot) empty() []source.Item {
	items := l.items
	l.items, l.keys = nil, map[string]bool{}
	return items
}

// digest keeps some items and reads those that carry their text.
func (p *Pipeline) digest(ctx context.Context, t *Tally, name string, l *lot) error {
	items := l.empty()
	p.countBadDates(t, items)
	b, _, err := p.keepListed(t, name, items)
	if err != nil {
		return err
	}
	if err := p.Store.Commit(b); err != nil {
		return err
	}
	if !slices.ContainsFunc(items, func(it source.Item) bool { return it.Text != "" || it.HTML != "" }) {
		return nil
	}
	if err := p.cleanReady(ctx, t); err != nil {
		return err
	}
	return p.extract(ctx, t)
}

// countBadDates names the documents whose date could not be read. They are taken in without one.
func (p *Pipeline) countBadDates(t *Tally, items []source.Item) {
	for i := range items {
		for _, repair := range items[i].Repairs {
			if items[i].Published.IsZero() && strings.Contains(repair, "published: ") {
				p.Log.Warn("date not read", "file", items[i].File, "line", items[i].Line, "error", repair)
				t.count("dates", "odd dates", "unreadable")
			}
		}
	}
}

// unreadable records an item that its source could not read.
func (p *Pipeline) unreadable(t *Tally, name string, item *source.Item, err error) error {
	t.count("items", "entries", "unreadable")
	b := p.Store.Batch()
	if err := p.fail(b, "list", name+"/"+item.ID+"/"+oneLine(err), name, err, "", true); err != nil {
		return err
	}
	return p.Store.Commit(b)
}
