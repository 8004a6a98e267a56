package pipeline

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/pipeline/link"
	"sitrep/storage"
)

// settledInBatch is how many units of the linker are written in one transaction. Their keys lie all over the store, so that a transaction holds
// several pages of each in memory, and a larger one writes hardly fewer.
const settledInBatch = 1000

// How much is filed at once: articles between two writings of the index, which bounds the memory for its entries (about 1 kB an
// article), articles signed in one transaction, and entries written in one.
const (
	filedInRound   = 20_000
	signedInBatch  = 2_000
	indexedInBatch = 50_000

	unmarkedInBatch = 10_000 // marks taken off in one transaction
)

// link files the reports of the articles that were read since the last time and brings the incidents up to date.
func (p *Pipeline) link(ctx context.Context, t *Tally) error {
	if err := p.file(ctx); err != nil {
		return err
	}
	dirty, marks, err := p.unsettled()
	t.in("link", "changes of reports and reviews", len(marks))
	if err != nil || p.over(ctx) || len(marks) == 0 {
		t.out("link", "left for the next run", len(marks))
		return err
	}
	if err := p.settle(ctx, t, dirty); err != nil {
		return err
	}
	if ctx.Err() != nil {
		t.out("link", "left for the next run", len(marks))
		return nil
	}
	t.out("link", "settled", len(marks))
	return p.unmark(marks)
}

// unmark takes the marks off what is settled, some at a time: of those that are left when the run is killed, the next finds nothing new.
func (p *Pipeline) unmark(marks []string) error {
	for some := range slices.Chunk(marks, unmarkedInBatch) {
		b := p.Store.Batch()
		for _, mark := range some {
			storage.Delete(b, storage.Dirty, mark)
		}
		if err := p.Store.Commit(b); err != nil {
			return err
		}
	}
	return nil
}

// Link brings the incidents up to date with what was decided about them, and with what was read and not linked yet.
func (p *Pipeline) Link(ctx context.Context) (*Tally, error) {
	t := &Tally{}
	if err := p.link(ctx, t); err != nil {
		return t, err
	}
	return t, t.Check()
}

// settle writes what the linker finds. The marks of what is unsettled stay until all is written: a run that is killed
// in between finds the same again.
func (p *Pipeline) settle(ctx context.Context, t *Tally, dirty []link.Dirty) error {
	b, units := p.Store.Batch(), 0
	for result, err := range link.Update(shelf{p.Store}, dirty) {
		if err != nil {
			return err
		}
		if err := p.keepResult(t, b, result); err != nil {
			return err
		}
		if units++; units%settledInBatch == 0 {
			if err := p.Store.Commit(b); err != nil {
				return err
			}
			b = p.Store.Batch()
		}
		if ctx.Err() != nil {
			break
		}
	}
	return p.Store.Commit(b)
}

// keepResult adds the incidents that changed, and in which incident each report stands.
func (p *Pipeline) keepResult(t *Tally, b *storage.Batch, r link.Result) error {
	for _, c := range r.Changes {
		if c.Before != nil {
			for _, ref := range c.Before.Reports {
				storage.Delete(b, storage.Members, ref.ID)
			}
		}
	}
	for _, report := range slices.Sorted(maps.Keys(r.Members)) {
		if incident := r.Members[report]; incident == "" {
			storage.Delete(b, storage.Members, report)
		} else if err := storage.Put(b, storage.Members, report, incident); err != nil {
			return err
		}
	}
	for _, c := range r.Changes {
		if err := p.keepChange(t, b, c); err != nil {
			return err
		}
	}
	return nil
}

// keepChange adds one incident that is new, changed or gone, and its entry in the log.
func (p *Pipeline) keepChange(t *Tally, b *storage.Batch, c link.Change) error {
	now, outcome := p.Now().UTC(), "changed"
	entry := storage.IncidentChange{At: now, Incident: c.After.IncidentID, Cause: c.Cause, After: c.After.Version, Moved: c.Moved}
	p.logMoved(c.After.IncidentID, c.Moved)
	if c.Before == nil {
		outcome = "new"
	} else {
		entry.Before, entry.Fields = c.Before.Version, extract.Compare(c.Before, &c.After)
	}
	c.After.Changed = now
	if p.Changed != nil {
		p.Changed(c)
	}
	if c.After.Tombstone != nil {
		outcome, entry.After = "gone", ""
		c.After.Tombstone.At = now
		storage.Delete(b, storage.Incidents, c.After.IncidentID)
		t.count("incidents", "incidents", outcome)
		return errors.Join(storage.Put(b, storage.Tombstones, c.After.IncidentID, c.After), storage.Append(b, storage.IncidentLog, entry))
	}
	storage.Delete(b, storage.Tombstones, c.After.IncidentID)
	t.count("incidents", "incidents", outcome)
	return errors.Join(storage.Put(b, storage.Incidents, c.After.IncidentID, c.After), storage.Append(b, storage.IncidentLog, entry))
}

// logMoved tells of reports that a reviewer named and that have other ids now, or are no more.
func (p *Pipeline) logMoved(incident string, moved []extract.Moved) {
	for _, m := range moved {
		if m.To == "" {
			p.Log.Warn("a report that a reviewer named is no more", "incident", incident, "decision", m.Decision, "report", m.From)
			continue
		}
		p.Log.Info("a report that a reviewer named has another id now", "incident", incident, "decision", m.Decision, "report", m.From, "now", m.To)
	}
}

// file makes the signatures of the reports of every article that was read, in place of those that were kept of it, and files them.
// The index is written after the signatures, in its own order, since the keys of articles in any order lie all over it; an article's mark
// goes with the last of it, so that a run that is killed in between files the same again.
func (p *Pipeline) file(ctx context.Context) error {
	var articles []string
	for _, key := range storage.Keys(p.Store, storage.Unlinked, "", "", 0) {
		if id, _, _ := strings.Cut(key, "."); len(articles) == 0 || articles[len(articles)-1] != id {
			articles = append(articles, id)
		}
	}
	for round := range slices.Chunk(articles, filedInRound) {
		entries, err := p.signRound(ctx, round)
		if err != nil || ctx.Err() != nil {
			return err
		}
		if err := p.index(entries); err != nil {
			return err
		}
		if err := p.filed(round); err != nil {
			return err
		}
	}
	return nil
}

// signRound keeps the signatures of articles and returns the entries of the index.
func (p *Pipeline) signRound(ctx context.Context, articles []string) (entries []string, err error) {
	for batch := range slices.Chunk(articles, signedInBatch) {
		if ctx.Err() != nil {
			return nil, nil
		}
		b := p.Store.Batch()
		for f := range InOrder(slices.Values(batch), p.workers(), p.sign) {
			if f.err != nil {
				return nil, f.err
			}
			if err := p.keepSigned(b, f); err != nil {
				return nil, err
			}
			entries = append(entries, f.entries()...)
		}
		if err := p.Store.Commit(b); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// index writes entries of the index.
func (p *Pipeline) index(entries []string) error {
	slices.Sort(entries)
	for batch := range slices.Chunk(entries, indexedInBatch) {
		b := p.Store.Batch()
		for _, entry := range batch {
			storage.Mark(b, storage.Blocks, entry)
		}
		if err := p.Store.Commit(b); err != nil {
			return err
		}
	}
	return nil
}

// filed takes the marks off articles that are filed.
func (p *Pipeline) filed(articles []string) error {
	b := p.Store.Batch()
	for _, id := range articles {
		for _, key := range storage.Keys(p.Store, storage.Unlinked, id+".", "", 0) {
			storage.Delete(b, storage.Unlinked, key)
		}
	}
	return p.Store.Commit(b)
}

// signed are the signatures of one article's reports.
type signed struct {
	article    string
	signatures []link.Signature
	err        error
}

// entries are the entries of the index for the signatures: a key, then the report's id.
func (f *signed) entries() []string {
	var entries []string
	for i := range f.signatures {
		for _, key := range f.signatures[i].Keys() {
			entries = append(entries, key+f.signatures[i].ID)
		}
	}
	return entries
}

// sign makes the signatures of an article's newest revision.
func (p *Pipeline) sign(articleID string) signed {
	s := signed{article: articleID}
	a, err := p.Store.LatestArticle(articleID)
	if err != nil {
		s.err = err
		return s
	}
	x, err := storage.Get(p.Store, storage.Extractions, storage.RevisionKey(a.ID, a.Revision))
	if err != nil && !errors.Is(err, storage.ErrNotFound) { // not read, or quarantined: no reports
		s.err = err
		return s
	}
	for i, signature := range link.SignAll(&a, x.Reports) {
		if fits, _ := link.Links(&x.Reports[i]); fits {
			s.signatures = append(s.signatures, signature)
		}
	}
	return s
}

// keepSigned adds the signatures of an article and the marks of what the incidents do not reflect. What was filed of the signatures
// before leaves the index with them.
func (p *Pipeline) keepSigned(b *storage.Batch, f signed) error {
	before := map[string][]byte{}
	for _, id := range storage.Keys(p.Store, storage.Signatures, f.article+".", "", 0) {
		raw, err := storage.Get(p.Store, storage.Signatures, id)
		if err != nil {
			return err
		}
		was, err := link.Decode(raw)
		if err != nil {
			return err
		}
		before[id] = raw
		storage.Delete(b, storage.Signatures, id)
		for _, key := range was.Keys() {
			storage.Delete(b, storage.Blocks, key+id)
		}
		if err := p.Store.PutUnsettled(b, storage.Unsettled{Report: id, Was: raw, Day: was.Published}); err != nil {
			return err
		}
	}
	for i := range f.signatures {
		s := &f.signatures[i]
		err := errors.Join(storage.Put(b, storage.Signatures, s.ID, s.Encode()),
			p.Store.PutUnsettled(b, storage.Unsettled{Report: s.ID, Was: before[s.ID], Day: s.Published}))
		if err != nil {
			return err
		}
	}
	return nil
}

// unsettled lists what the incidents do not reflect yet, with the keys of the marks.
func (p *Pipeline) unsettled() (dirty []link.Dirty, marks []string, err error) {
	err = storage.Each(p.Store, storage.Dirty, "", func(key string, u storage.Unsettled) error {
		d := link.Dirty{Report: u.Report, Incident: u.Incident, Day: u.Day}
		if len(u.Was) > 0 {
			was, err := link.Decode(u.Was)
			if err != nil {
				return err
			}
			d.Was = &was
		}
		dirty, marks = append(dirty, d), append(marks, key)
		return nil
	})
	return dirty, marks, err
}

// shelf lets the linker read the store.
type shelf struct{ store *storage.Store }

// Filed implements link.Shelf.
func (s shelf) Filed(keys []string) ([]string, error) {
	return storage.Tails(s.store, storage.Blocks, keys), nil
}

// Signature implements link.Shelf.
func (s shelf) Signature(report string) (*link.Signature, error) {
	raw, err := storage.Get(s.store, storage.Signatures, report)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	signature, err := link.Decode(raw)
	return &signature, err
}

// Reports implements link.Shelf.
func (s shelf) Reports(article string) ([]string, error) {
	ids := append(storage.Keys(s.store, storage.Signatures, article+".", "", 0), storage.Keys(s.store, storage.Members, article+".", "", 0)...)
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// Report implements link.Shelf.
func (s shelf) Report(id string) (*extract.Report, error) {
	r, err := s.store.Report(id)
	return &r, err
}

// IncidentOf implements link.Shelf.
func (s shelf) IncidentOf(report string) (string, error) {
	return orAbsent(storage.Get(s.store, storage.Members, report))
}

// Incident implements link.Shelf.
func (s shelf) Incident(id string) (*extract.Incident, error) {
	inc, err := storage.Get(s.store, storage.Incidents, id)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	return &inc, err
}

// Decisions implements link.Shelf.
func (s shelf) Decisions(incident string) ([]extract.Decision, error) {
	return orAbsent(storage.Get(s.store, storage.Decided, incident))
}

// orAbsent gives the zero value for what is not there.
func orAbsent[V any](v V, err error) (V, error) {
	if errors.Is(err, storage.ErrNotFound) {
		return v, nil
	}
	return v, err
}
