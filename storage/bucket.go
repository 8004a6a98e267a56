package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"
)

// Bucket is a named bucket whose values have one type.
type Bucket[V any] struct{ name string }

// The pages of the mapped file are given back when mappedMost bytes of them have become resident, which is looked after whenever
// touchedBetween places of the file were read. The system maps 64 kB around each page, and a place is reached through several. With a heap of
// 200 MB at most while 100,000 reports are linked, all together stays below 500 MB; half as much would be mapped anew twice as often.
const (
	mappedMost     = 240 << 20
	touchedBetween = 200
)

// view reads in a transaction that touches about so many places of the file.
func (s *Store) view(places int64, f func(*bbolt.Tx) error) error {
	err := s.db.View(f)
	s.touch(places)
	return err
}

// touch counts places of the file that were read, and releases its pages where they have become many.
func (s *Store) touch(places int64) {
	if now := s.touched.Add(places); now/touchedBetween != (now-places)/touchedBetween {
		release(s.db)
	}
}

// Get returns the value under key, or ErrNotFound.
func Get[V any](s *Store, b Bucket[V], key string) (V, error) {
	var v V
	err := s.view(1, func(tx *bbolt.Tx) error {
		raw := tx.Bucket([]byte(b.name)).Get([]byte(key))
		if raw == nil {
			return fmt.Errorf("%s %q: %w", b.name, key, ErrNotFound)
		}
		if err := s.codec.decode(raw, &v); err != nil {
			return fmt.Errorf("%s %q: %w", b.name, key, err)
		}
		return nil
	})
	return v, err
}

// Has reports whether key stands in the bucket.
func Has[V any](s *Store, b Bucket[V], key string) bool {
	has := false
	s.view(1, func(tx *bbolt.Tx) error { //nolint:errcheck // the body returns none
		has = tx.Bucket([]byte(b.name)).Get([]byte(key)) != nil
		return nil
	})
	return has
}

// Keys returns up to limit keys (all where limit is 0) that begin with prefix and stand after the key after, in their order.
func Keys[V any](s *Store, b Bucket[V], prefix, after string, limit int) []string {
	var keys []string
	s.view(1, func(tx *bbolt.Tx) error { //nolint:errcheck // the body returns none
		c := tx.Bucket([]byte(b.name)).Cursor()
		for k := seekAfter(c, prefix, after); k != nil && bytes.HasPrefix(k, []byte(prefix)) && (limit == 0 || len(keys) < limit); k, _ = c.Next() {
			keys = append(keys, string(k))
		}
		return nil
	})
	return keys
}

// Tails returns what follows the prefix in the keys that begin with one of the prefixes, each once, all read in one transaction. Prefixes that
// are sorted cost less: what stands beside what was read last is not looked for anew.
func Tails[V any](s *Store, b Bucket[V], prefixes []string) []string {
	var tails []string
	seen := map[string]bool{}
	s.view(1, func(tx *bbolt.Tx) error { //nolint:errcheck // the body returns none
		c := tx.Bucket([]byte(b.name)).Cursor()
		var k []byte // the first key that is not less than the prefix before
		for i, prefix := range prefixes {
			if i == 0 || string(k) < prefix || prefix < prefixes[i-1] {
				k, _ = c.Seek([]byte(prefix))
			}
			for ; k != nil && bytes.HasPrefix(k, []byte(prefix)); k, _ = c.Next() {
				if tail := k[len(prefix):]; !seen[string(tail)] {
					tails = append(tails, string(tail))
					seen[tails[len(tails)-1]] = true
				}
			}
		}
		return nil
	})
	return tails
}

func seekAfter(c *bbolt.Cursor, prefix, after string) []byte {
	k, _ := c.Seek([]byte(max(prefix, after)))
	if after != "" && string(k) == after {
		k, _ = c.Next()
	}
	return k
}

// Last returns the greatest key that begins with prefix, or "".
func Last[V any](s *Store, b Bucket[V], prefix string) string {
	last := ""
	s.view(1, func(tx *bbolt.Tx) error { //nolint:errcheck // the body returns none
		c := tx.Bucket([]byte(b.name)).Cursor()
		k, _ := c.Seek([]byte(prefix + "\xff"))
		if k == nil {
			k, _ = c.Last()
		} else {
			k, _ = c.Prev()
		}
		if bytes.HasPrefix(k, []byte(prefix)) {
			last = string(k)
		}
		return nil
	})
	return last
}

// Len returns the number of keys in the bucket.
func Len[V any](s *Store, b Bucket[V]) int {
	n := 0
	s.view(1, func(tx *bbolt.Tx) error { //nolint:errcheck // the body returns none
		n = tx.Bucket([]byte(b.name)).Stats().KeyN
		return nil
	})
	return n
}

// chunk is how many values Each reads in one transaction.
const chunk = 256

// Each calls f for every key that begins with prefix, in order, with its value. No transaction is open while f runs, so f
// may write; keys written during the iteration behind the current one are seen. A damaged value ends it with ErrDamaged.
func Each[V any](s *Store, b Bucket[V], prefix string, f func(key string, v V) error) error {
	for after := ""; ; {
		keys, values, err := read(s, b, prefix, after)
		if err != nil {
			return err
		}
		for i, key := range keys {
			if err := f(key, values[i]); err != nil {
				return err
			}
		}
		if len(keys) < chunk {
			return nil
		}
		after = keys[len(keys)-1]
	}
}

// read reads the next values in one transaction.
func read[V any](s *Store, b Bucket[V], prefix, after string) (keys []string, values []V, err error) {
	err = s.view(chunk/16, func(tx *bbolt.Tx) error {
		c := tx.Bucket([]byte(b.name)).Cursor()
		for k := seekAfter(c, prefix, after); k != nil && bytes.HasPrefix(k, []byte(prefix)) && len(keys) < chunk; k, _ = c.Next() {
			var v V
			if err := s.codec.decode(tx.Bucket([]byte(b.name)).Get(k), &v); err != nil {
				return fmt.Errorf("%s %q: %w", b.name, k, err)
			}
			keys, values = append(keys, string(k)), append(values, v)
		}
		return nil
	})
	return keys, values, err
}

// sequence is the key of an entry of an append-only bucket.
func sequence(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
