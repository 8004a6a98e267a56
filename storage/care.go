package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"sitrep/extract"
)

// Backup writes a copy of the store, as of one moment, to path: under a temporary name, synced, opened and checked, then
// renamed. The run may go on meanwhile. It returns the SHA-256 of the copy, in hex.
func (s *Store) Backup(path string) (string, error) {
	return replace(path, func(temp *os.File) error {
		return s.db.View(func(tx *bbolt.Tx) error {
			_, err := tx.WriteTo(temp)
			return err
		})
	})
}

// Compact writes the store at path anew without its free pages, and puts it in the place of the old one.
// It returns the sizes before and after, in bytes.
func Compact(path string) (before, after int64, err error) {
	s, err := Open(path, Options{})
	if err != nil {
		return 0, 0, err
	}
	defer s.Close()
	if before, err = fileSize(path); err != nil {
		return 0, 0, err
	}
	_, err = replace(path, func(temp *os.File) error { return s.compactTo(temp.Name()) })
	if err != nil {
		return 0, 0, err
	}
	after, err = fileSize(path)
	return before, after, err
}

func (s *Store) compactTo(path string) error {
	to, err := bbolt.Open(path, 0o600, boltOptions(Options{}))
	if err != nil {
		return err
	}
	defer to.Close()
	return bbolt.Compact(to, s.db, 16<<20)
}

func fileSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// replace writes a store under a temporary name in the directory of path, checks it, and renames it to path.
func replace(path string, write func(*os.File) error) (sum string, err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return "", err
	}
	defer func() {
		temp.Close()
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	if err = errors.Join(write(temp), temp.Sync()); err != nil {
		return "", err
	}
	if err = verify(temp.Name()); err != nil {
		return "", fmt.Errorf("the copy is not sound: %w", err)
	}
	if sum, err = digest(temp.Name()); err != nil {
		return "", err
	}
	if err = os.Rename(temp.Name(), path); err != nil {
		return "", err
	}
	return sum, syncDirectory(filepath.Dir(path))
}

// verify opens a store that nobody else holds and checks its structure.
func verify(path string) error {
	if _, err := preflight(path); err != nil {
		return err
	}
	db, err := bbolt.Open(path, 0o600, boltOptions(Options{ReadOnly: true}))
	if err != nil {
		return err
	}
	defer db.Close()
	return structure(db)
}

func structure(db *bbolt.DB) error {
	return db.View(func(tx *bbolt.Tx) error {
		var found []error
		for err := range tx.Check() {
			if len(found) < 20 {
				found = append(found, err)
			}
		}
		return errors.Join(found...)
	})
}

func digest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func syncDirectory(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Check looks for damage and calls report with each finding: the structure of the file, the checksum of every value, the
// hashes of pages and texts, legal states, and every index against what it points to. A file that is damaged enough can
// end the process, so run it in a child.
func (s *Store) Check(report func(error)) error {
	if err := structure(s.db); err != nil {
		report(fmt.Errorf("structure: %w", err))
		return nil // what hangs off a broken tree cannot be walked
	}
	for _, check := range []func(*Store, func(error)) error{checkEnvelopes, checkPages, checkArticles, checkItems, checkQueue, checkExtractions, checkUnread, checkUnlinked} {
		if err := check(s, report); err != nil && !errors.Is(err, ErrDamaged) { // each damaged value was reported by the first check
			return err
		}
	}
	return nil
}

// checkEnvelopes verifies the checksum of every value.
func checkEnvelopes(s *Store, report func(error)) error {
	return s.db.View(func(tx *bbolt.Tx) error {
		for _, name := range bucketNames {
			b := tx.Bucket([]byte(name))
			if b == nil {
				report(fmt.Errorf("bucket %s is missing", name))
				continue
			}
			if setNames[name] {
				continue
			}
			if err := b.ForEach(func(k, v []byte) error {
				if err := s.codec.sound(v); err != nil {
					report(fmt.Errorf("%s %q: %w", name, k, err))
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

func checkPages(s *Store, report func(error)) error {
	return Each(s, Pages, "", func(key string, p Page) error {
		if sum := extract.Digest(string(p.Body)); sum != p.SHA256 && (p.Dropped.IsZero() || len(p.Body) > 0) {
			report(fmt.Errorf("pages %q: SHA-256 of the body is %s, %s was kept", key, sum, p.SHA256))
		}
		return nil
	})
}

func checkArticles(s *Store, report func(error)) error {
	return Each(s, Articles, "", func(key string, a extract.Article) error {
		if RevisionKey(a.ID, a.Revision) != key {
			report(fmt.Errorf("articles %q: holds article %s revision %d", key, a.ID, a.Revision))
		}
		if extract.Digest(a.Text) != a.TextSHA256 {
			report(fmt.Errorf("articles %q: SHA-256 of the text differs from the one kept", key))
		}
		read := a.State == extract.StateExtracted || a.State == extract.StateNoIncident
		if kept := Has(s, Extractions, key); read && !kept || a.State == extract.StateCleaned && !Has(s, Unread, key) {
			report(fmt.Errorf("articles %q: state %s, extraction kept: %v, waiting to be read: %v", key, a.State, kept, Has(s, Unread, key)))
		}
		return nil
	})
}

func checkItems(s *Store, report func(error)) error {
	return Each(s, Items, "", func(key string, i Item) error {
		switch i.State {
		case ItemListed, ItemFetched, ItemDone, ItemRefused, ItemDead, ItemRetrying:
		default:
			report(fmt.Errorf("items %q: state %q is none", key, i.State))
		}
		if i.Pending() != Has(s, Queue, key) {
			report(fmt.Errorf("items %q: state %s, in the queue: %v", key, i.State, Has(s, Queue, key)))
		}
		if i.Page != "" && !Has(s, Pages, i.Page) {
			report(fmt.Errorf("items %q: its page %s is missing", key, i.Page))
		}
		if i.State == ItemDone && len(i.Articles) == 0 {
			report(fmt.Errorf("items %q: done without an article", key))
		}
		for _, id := range i.Articles {
			if Last(s, Articles, id+".") == "" {
				report(fmt.Errorf("items %q: its article %s is missing", key, id))
			}
		}
		return nil
	})
}

func checkQueue(s *Store, report func(error)) error {
	for _, key := range Keys(s, Queue, "", "", 0) {
		if !Has(s, Items, key) {
			report(fmt.Errorf("queue %q: no such item", key))
		}
	}
	return nil
}

func checkExtractions(s *Store, report func(error)) error {
	return Each(s, Extractions, "", func(key string, x Extraction) error {
		a, err := Get(s, Articles, key)
		if err != nil {
			report(fmt.Errorf("reports %q: %w", key, err))
			return nil
		}
		for i := range x.Reports {
			if err := extract.Lint(&x.Reports[i], &a); err != nil {
				report(fmt.Errorf("reports %q: %w", key, err))
			}
		}
		return nil
	})
}

func checkUnread(s *Store, report func(error)) error {
	for _, key := range Keys(s, Unread, "", "", 0) {
		if !Has(s, Articles, key) {
			report(fmt.Errorf("unread %q: no such article", key))
		}
	}
	return nil
}

func checkUnlinked(s *Store, report func(error)) error {
	for _, key := range Keys(s, Unlinked, "", "", 0) {
		if !Has(s, Extractions, key) {
			report(fmt.Errorf("unlinked %q: no such extraction", key))
		}
	}
	return nil
}
