package storage

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"go.etcd.io/bbolt"
)

// migration brings a store from the schema version before to the one it stands for, in one transaction.
type migration struct {
	to    int
	apply func(*bbolt.Tx) error
}

// migrations are in order; the last one leads to SchemaVersion. Version 1 is the first.
var migrations = []migration{{to: 2, apply: fileAnew}, {to: 3, apply: fileAnew}}

// fileAnew leads to schema 2, in which what the link step weighs is written shorter and filed by day, and to schema 3, in which it is no
// JSON any more: all reports are filed again by the next run. The incidents, their ids and what was decided stay.
func fileAnew(tx *bbolt.Tx) error {
	for _, name := range []string{"signatures", "blocks"} {
		if err := tx.DeleteBucket([]byte(name)); err != nil {
			return err
		}
		if _, err := tx.CreateBucket([]byte(name)); err != nil {
			return err
		}
	}
	unlinked := tx.Bucket([]byte("unlinked"))
	err := tx.Bucket([]byte("reports")).ForEach(func(key, _ []byte) error { return unlinked.Put(key, nil) })
	return errors.Join(err, forgetSignatures(tx.Bucket([]byte("dirty"))))
}

// forgetSignatures takes the signatures out of the marks of what is unsettled: every report will be looked at.
func forgetSignatures(dirty *bbolt.Bucket) error {
	c, marks := newCodec(), map[string][]byte{}
	err := dirty.ForEach(func(key, value []byte) error {
		var u unsettledSince
		if err := c.decode(value, &u); err != nil {
			return fmt.Errorf("dirty %q: %w", key, err)
		}
		var err error
		marks[string(key)], err = c.encode(u)
		return err
	})
	for _, key := range slices.Sorted(maps.Keys(marks)) {
		err = errors.Join(err, dirty.Put([]byte(key), marks[key]))
	}
	return err
}

// unsettledSince is an Unsettled without a signature.
type unsettledSince struct {
	Report   string `json:"report,omitempty"`
	Incident string `json:"incident,omitempty"`
	Day      int    `json:"day,omitempty"`
}

// migrate applies the migrations after version, each in its own transaction that also writes the new version, and
// after a verified backup beside the file.
func (s *Store) migrate(version int, all []migration) error {
	for _, m := range all {
		if m.to <= version {
			continue
		}
		if _, err := s.Backup(fmt.Sprintf("%s.before-schema-%d", s.path, m.to)); err != nil {
			return fmt.Errorf("backup before migration to schema %d: %w", m.to, err)
		}
		err := s.db.Update(func(tx *bbolt.Tx) error {
			if err := m.apply(tx); err != nil {
				return err
			}
			return tx.Bucket([]byte("meta")).Put([]byte("schema"), []byte(strconv.Itoa(m.to)))
		})
		if err != nil {
			return fmt.Errorf("migrate to schema %d: %w", m.to, err)
		}
	}
	return nil
}
