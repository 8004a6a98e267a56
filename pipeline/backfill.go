package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"sitrep/pipeline/fetch"
	"sitrep/pipeline/source"
	"sitrep/storage"
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
// it may be stopped at any moment and run again; a walk through many documents goes on where it was. An item that cannot
// be read is counted and recorded, and the rest goes on.
func (p *Pipeline) Backfill(ctx context.Context, sources []source.Source, period Period) (*Tally, error) {
	t := &Tally{}
	if err := p.recoverInflight(); err != nil {
		return t, err
	}
	if err := p.markStale(); err != nil {
		return t, err
	}
	var offline error
	var walks []string
	for _, s := range sources {
		in, err := p.begin(s, period)
		if err == nil && in.place != walked {
			err = p.takeIn(ctx, t, in, period)
		}
		if in != nil && in.walk != nil {
			walks = append(walks, in.mark)
		}
		switch {
		case errors.Is(err, ErrOffline):
			offline = err
		case err != nil:
			return t, err
		}
	}
	if err := p.fetchAndDerive(ctx, t); err != nil {
		return t, err
	}
	if !p.over(ctx) {
		if err := p.forgetWalks(walks); err != nil {
			return t, err
		}
	}
	return t, errors.Join(offline, t.Check())
}

// forgetWalks forgets the walks that came to their end: what they listed was fetched, and the next one begins anew.
func (p *Pipeline) forgetWalks(marks []string) error {
	b := p.Store.Batch()
	for _, mark := range marks {
		place, err := storage.Get(p.Store, storage.Progress, mark)
		switch {
		case err == nil && place == walked:
			storage.Delete(b, storage.Progress, mark)
		case err != nil && !errors.Is(err, storage.ErrNotFound):
			return err
		}
	}
	return p.Store.Commit(b)
}

// walked is the place of a walk that came to its end in a backfill that has not.
const walked = "end"

// intake is one source on its way in.
type intake struct {
	lot
	source source.Source
	walk   source.Walk     // the source, where it is one; nil otherwise
	mark   string          // under which the store remembers how far the walk came
	place  string          // what it remembers
	faults map[string]bool // keys of what could not be read this time
}

// begin prepares the taking in of a source. How far a walk came is remembered for a period: in another one, other
// documents matter.
func (p *Pipeline) begin(s source.Source, period Period) (*intake, error) {
	in := &intake{lot: lot{keys: map[string]bool{}}, source: s, faults: map[string]bool{}}
	walk, ok := s.(source.Walk)
	if !ok {
		return in, nil
	}
	in.walk, in.mark = walk, "walk/"+strings.Join([]string{s.Name(), day(period.Since), day(period.Until)}, " ")
	place, err := storage.Get(p.Store, storage.Progress, in.mark)
	if errors.Is(err, storage.ErrNotFound) {
		return in, nil
	}
	if err != nil {
		return nil, err
	}
	p.Log.Info("the walk goes on where it was stopped", "source", s.Name(), "ended", place == walked)
	in.place = place
	walk.Resume(place)
	return in, nil
}

func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format(time.RFC3339)
}

// takeIn reads one source to its end, some items at a time, each lot through all steps that need no network.
func (p *Pipeline) takeIn(ctx context.Context, t *Tally, in *intake, period Period) error {
	for item, err := range in.source.Items(ctx) {
		if p.over(ctx) {
			return p.digest(ctx, t, in)
		}
		switch {
		case err != nil:
			if err := p.unread(t, in, &item, err); err != nil {
				return errors.Join(err, p.digest(ctx, t, in))
			}
		case period.outside(&item):
			t.count("items", "entries", "outside of the period")
		case period.Limit > 0 && t.Get("items", "new")+t.Get("items", "changed")+len(in.items) >= period.Limit:
			t.count("items", "entries", "beyond the limit")
			return p.digest(ctx, t, in)
		default:
			if len(in.items) == itemsInBatch || in.holds(&item) || in.moved() {
				if err := p.digest(ctx, t, in); err != nil {
					return err
				}
			}
			in.add(&item)
		}
	}
	if err := p.digest(ctx, t, in); err != nil || ctx.Err() != nil {
		return err
	}
	b := p.Store.Batch()
	p.forgetFaults(b, in.source.Name(), in.faults)
	return p.Store.Commit(b)
}

// moved reports whether a walk has finished a document since its place was written: what it brought is kept before the
// next one, since asking for a document again costs more than writing a batch.
func (in *intake) moved() bool {
	if in.walk == nil || len(in.items) == 0 {
		return false
	}
	place, _ := in.walk.Progress()
	return place != in.place
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

// digest keeps some items and reads those that carry their text. How far a walk has come is written with them.
func (p *Pipeline) digest(ctx context.Context, t *Tally, in *intake) error {
	items := in.empty()
	p.countBadDates(t, items)
	b, _, err := p.keepListed(t, in.source.Name(), items)
	if err != nil {
		return err
	}
	if err := keepPlace(b, in); err != nil {
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

// keepPlace adds the writing of how far a walk has come.
func keepPlace(b *storage.Batch, in *intake) error {
	if in.walk == nil {
		return nil
	}
	place, ended := in.walk.Progress()
	if in.place = place; ended {
		in.place = walked
	}
	if in.place == "" {
		storage.Delete(b, storage.Progress, in.mark)
		return nil
	}
	return storage.Put(b, storage.Progress, in.mark, in.place)
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

// unread judges what a source could not read: a walk that pauses or is asked to wait is left for later, one that finds
// our own network away returns ErrOffline, and anything else is recorded as a failure.
func (p *Pipeline) unread(t *Tally, in *intake, item *source.Item, err error) error {
	class := fetch.ClassOf(err)
	switch {
	case class == fetch.ClassCancelled:
		return nil
	case errors.Is(err, source.ErrPaused):
		p.Log.Warn("the walk is long", "source", in.source.Name(), "error", err)
		t.count("items", "entries", "left for the next run")
		return nil
	case class == fetch.ClassLater:
		p.Log.Warn("the walk waits", "source", in.source.Name(), "error", err)
		t.count("items", "entries", "postponed")
		return nil
	case class == fetch.ClassUnreachable && p.Client.Offline():
		t.count("items", "entries", "postponed")
		return ErrOffline
	}
	t.count("items", "entries", "unreadable")
	key := faultKey(in.source.Name(), item.ID, err)
	in.faults[storage.FailureKey("list", key)] = true
	b := p.Store.Batch()
	if err := p.fail(b, "list", key, in.source.Name(), err, "", true); err != nil {
		return err
	}
	return p.Store.Commit(b)
}

// faultMark parts the name of a source from what was wrong in it, in the key of a failure.
const faultMark = "\t"

func faultKey(sourceName, id string, err error) string {
	return sourceName + faultMark + id + "/" + oneLine(err)
}

// forgetFaults forgets what was wrong with a source when it was read before, and is no longer: it was read to its end now.
func (p *Pipeline) forgetFaults(b *storage.Batch, sourceName string, faults map[string]bool) {
	for _, key := range storage.Keys(p.Store, storage.Failures, storage.FailureKey("list", sourceName+faultMark), "", 0) {
		if !faults[key] {
			storage.Delete(b, storage.Failures, key)
		}
	}
}
