package storage

import (
	"errors"
	"fmt"
	"syscall"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Batch is a list of writes that are applied together or not at all. Values are encoded when they are added, so a value
// that cannot be stored fails its own item before the transaction begins.
type Batch struct {
	codec  codec
	writes []func(*bbolt.Tx) error
}

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
	b.writes = append(b.writes, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(in.name)).Put([]byte(key), value) })
	return nil
}

// Mark adds the key to a set.
func Mark(b *Batch, in Bucket[Set], key string) {
	b.writes = append(b.writes, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(in.name)).Put([]byte(key), nil) })
}

// Delete adds the removal of key; one that is not there is no error.
func Delete[V any](b *Batch, in Bucket[V], key string) {
	b.writes = append(b.writes, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(in.name)).Delete([]byte(key)) })
}

// Append adds v at the end of an append-only bucket.
func Append[V any](b *Batch, in Bucket[V], v V) error {
	value, err := b.codec.encode(v)
	if err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	b.writes = append(b.writes, func(tx *bbolt.Tx) error {
		bucket := tx.Bucket([]byte(in.name))
		n, err := bucket.NextSequence()
		if err != nil {
			return err
		}
		return bucket.Put(sequence(n), value)
	})
	return nil
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
	err := s.db.Update(func(tx *bbolt.Tx) error {
		for _, write := range b.writes {
			if err := write(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, bolterrors.ErrMaxSizeReached) {
		err = fmt.Errorf("%w: %w", ErrFull, err)
	}
	if err != nil {
		s.failed = err
		return fmt.Errorf("%s: commit of %d writes: %w", s.path, len(b.writes), err)
	}
	return nil
}
