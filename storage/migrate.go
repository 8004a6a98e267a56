package storage

import (
	"fmt"
	"strconv"

	"go.etcd.io/bbolt"
)

// migration brings a store from the schema version before to the one it stands for, in one transaction.
type migration struct {
	to    int
	apply func(*bbolt.Tx) error
}

// migrations are in order; the last one leads to SchemaVersion. Version 1 is the first, so there are none yet to apply.
var migrations []migration

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
