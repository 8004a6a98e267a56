package storage

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Batch is a list of writes that are applied together or not at all. Values are encoded when they are added, so a value
// that cannot be stored fails its own item before the transaction begins.
type Batch struct {
	codec  codec
	writes []write
}

// write is one change of one bucket.
type write struct {
	bucket, key string
	value       []byte
	kind        int
}

// The kinds of a write.
const (
	writePut = iota
	writeDelete
	writeAppend // at the end of an append-only bucket; key is empty
)

// Batch returns an empty batch.
func (s *Store) Batch() *Batch { return &Batch{codec: s.codec} }

// Len returns the number of writes.
func (b *Batch) Len() int { return len(b.writes) }

// Put adds the writing of v under key.
func Put[V any](b *Batch, in Bucket[V], key string, v V) error {
	value, err := b.codec.encode(v)
	if err != nil {
		return fmt.Errorf("%s %q: %w", in.name, key, err)
	}
	b.writes = append(b.writes, write{in.name, key, value, writePut})
	return nil
}

// Mark adds the key to a set.
func Mark(b *Batch, in Bucket[Set], key string) {
	b.writes = append(b.writes, write{in.name, key, nil, writePut})
}

// Delete adds the removal of key; one that is not there is no error.
func Delete[V any](b *Batch, in Bucket[V], key string) {
	b.writes = append(b.writes, write{in.name, key, nil, writeDelete})
}

// Append adds v at the end of an append-only bucket.
func Append[V any](b *Batch, in Bucket[V], v V) error {
	value, err := b.codec.encode(v)
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	b.writes = append(b.writes, write{in.name, "", value, writeAppend})
	return nil
}

// fill is how full a page is left when it is split. Keys of these buckets come in order, at least for the most part, so that
// little is ever inserted into what lies behind; others come in any order, for which half is best.
var fill = map[string]float64{"incident_log": 0.9, "reviews": 0.9, "blocks": 0.8, "signatures": 0.7}

// apply applies the writes bucket by bucket in the order of their keys, as then each page is looked for and changed once. Of one
// key, and of one append-only bucket, the order of adding is kept.
func (b *Batch) apply(tx *bbolt.Tx) error {
	slices.SortStableFunc(b.writes, func(x, y write) int {
		return cmp.Or(strings.Compare(x.bucket, y.bucket), strings.Compare(x.key, y.key))
	})
	var bucket *bbolt.Bucket
	for i, w := range b.writes {
		if i == 0 || w.bucket != b.writes[i-1].bucket {
			bucket = tx.Bucket([]byte(w.bucket))
			bucket.FillPercent = cmp.Or(fill[w.bucket], bbolt.DefaultFillPercent)
		}
		if err := w.apply(bucket); err != nil {
			return err
		}
	}
	return nil
}

func (w *write) apply(bucket *bbolt.Bucket) error {
	switch w.kind {
	case writeDelete:
		return bucket.Delete([]byte(w.key))
	case writeAppend:
		n, err := bucket.NextSequence()
		if err != nil {
			return err
		}
		return bucket.Put(sequence(n), w.value)
	}
	return bucket.Put([]byte(w.key), w.value)
}

// Commit applies a batch in one transaction; when it returns nil, the batch is on disk. After a commit that failed it is
// not known whether it was applied (bbolt syncs the data before the meta page), so the store refuses to write on: close
// it and run again. All writes are idempotent but Append, whose callers look before they write.
func (s *Store) Commit(b *Batch) error {
	s.write.Lock()
	defer s.write.Unlock()
	if s.failed != nil {
		return fmt.Errorf("%s: %w: %w", s.path, ErrClosed, s.failed)
	}
	if len(b.writes) == 0 {
		return nil
	}
	err := s.db.Update(b.apply)
	s.touch(int64(len(b.writes) / 16)) // in the order of their keys they lie close together
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, bolterrors.ErrMaxSizeReached) {
		err = fmt.Errorf("%w: %w", ErrFull, err)
	}
	if err != nil {
		s.failed = err
		return fmt.Errorf("%s: commit of %d writes: %w", s.path, len(b.writes), err)
	}
	return nil
}
