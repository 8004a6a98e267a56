package pipeline

import (
	"errors"

	"sitrep/extract"
	"sitrep/storage"
)

// Redrive lets what was given up or set aside be tried again by the next run: items without an article, and articles that
// could not be read. Their failures stay on record until they succeed. It returns how many there are.
func Redrive(store *storage.Store) (int, error) {
	b, n := store.Batch(), 0
	err := storage.Each(store, storage.Items, "", func(_ string, item storage.Item) error {
		if item.State != storage.ItemDead && item.State != storage.ItemRefused {
			return nil
		}
		n++
		item.State, item.Attempts = storage.ItemListed, 0
		if item.Page != "" {
			item.State = storage.ItemFetched
		}
		return errors.Join(storage.PutItem(b, item), revive(store, b, "fetch", item.Key), revive(store, b, "clean", item.Key))
	})
	if err != nil {
		return 0, err
	}
	err = storage.Each(store, storage.Articles, "", func(key string, a extract.Article) error {
		if a.State != extract.StateQuarantined {
			return nil
		}
		n++
		storage.Mark(b, storage.Unread, key)
		return revive(store, b, "extract", key)
	})
	if err != nil {
		return 0, err
	}
	return n, store.Commit(b)
}

// revive notes that a failure is to be tried again.
func revive(store *storage.Store, b *storage.Batch, step, key string) error {
	name := storage.FailureKey(step, key)
	f, err := storage.Get(store, storage.Failures, name)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	f.Dead = false
	return storage.Put(b, storage.Failures, name, f)
}
