package pipeline

import (
	"time"

	"sitrep/storage"
)

// retiredInBatch is how many pages lose their bodies in one transaction.
const retiredInBatch = 500

// retain drops the bodies of pages that were fetched longer ago than KeepPages. What they are known by stays: address, time, and the SHA-256 of
// what was fetched, beside the article that was read from it. A page whose article is still to be made, or was given up and may be tried again, is kept whatever
// its age. All pages are looked at, so once a day is enough.
func (p *Pipeline) retain(t *Tally) error {
	today := p.Now().UTC().Format(time.DateOnly)
	last, err := orAbsent(storage.Get(p.Store, storage.Progress, "pages"))
	if err != nil || p.KeepPages <= 0 || last == today {
		return err
	}
	old, err := p.oldPages()
	if err != nil {
		return err
	}
	for len(old) > 0 {
		n := min(len(old), retiredInBatch)
		if err := p.retire(t, old[:n]); err != nil {
			return err
		}
		old = old[n:]
	}
	b := p.Store.Batch()
	if err := storage.Put(b, storage.Progress, "pages", today); err != nil {
		return err
	}
	return p.Store.Commit(b)
}

// oldPages lists the keys of the pages whose bodies are no longer wanted.
func (p *Pipeline) oldPages() (old []string, err error) {
	wanted, err := p.wantedPages()
	if err != nil {
		return nil, err
	}
	before := p.Now().Add(-p.KeepPages)
	err = storage.Each(p.Store, storage.PageTimes, "", func(key string, at storage.PageTime) error {
		if at.Dropped.IsZero() && !at.Fetched.IsZero() && at.Fetched.Before(before) && !wanted[key] {
			old = append(old, key)
		}
		return nil
	})
	return old, err
}

// wantedPages are the pages of items that have no article yet.
func (p *Pipeline) wantedPages() (map[string]bool, error) {
	wanted := map[string]bool{}
	err := storage.Each(p.Store, storage.Items, "", func(_ string, item storage.Item) error {
		if item.Page != "" && item.State != storage.ItemDone {
			wanted[item.Page] = true
		}
		return nil
	})
	return wanted, err
}

// retire drops the bodies of pages.
func (p *Pipeline) retire(t *Tally, keys []string) error {
	b := p.Store.Batch()
	for _, key := range keys {
		page, err := storage.Get(p.Store, storage.Pages, key)
		if err != nil {
			return err
		}
		page.Body, page.Dropped = nil, p.Now().UTC()
		if err := storage.Put(b, storage.Pages, key, page); err != nil {
			return err
		}
		t.count("retain", "old pages", "dropped")
	}
	return p.Store.Commit(b)
}
