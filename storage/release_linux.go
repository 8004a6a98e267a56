package storage

import (
	"syscall"

	"go.etcd.io/bbolt"
)

// release gives the pages of the mapped file that were read back to the system, which keeps them in its own cache: else every page that was
// ever read counts as memory of the process until it ends. The file is mapped for reading alone, so nothing can be lost. The open
// transaction keeps bbolt from mapping the file elsewhere meanwhile.
func release(db *bbolt.DB) {
	db.View(func(tx *bbolt.Tx) error { //nolint:errcheck // the body returns none
		if length := uintptr(tx.Size()); length > 0 {
			syscall.Syscall(syscall.SYS_MADVISE, db.Info().Data, length, syscall.MADV_DONTNEED) //nolint:errcheck // a matter of memory alone
		}
		return nil
	})
}
