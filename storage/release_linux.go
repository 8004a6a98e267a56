package storage

import (
	"bytes"
	"os"
	"strconv"
	"syscall"

	"go.etcd.io/bbolt"
)

// release gives the pages of the mapped file that were read back to the system where they have become many. The system keeps them in its own
// cache; else every page that was ever read counts as memory of the process until it ends. The file is mapped for reading alone, so
// nothing can be lost. The open transaction keeps bbolt from mapping the file elsewhere meanwhile.
func release(db *bbolt.DB) {
	if mappedPages()*os.Getpagesize() < mappedMost {
		return
	}
	db.View(func(tx *bbolt.Tx) error { //nolint:errcheck // the body returns none
		if length := uintptr(tx.Size()); length > 0 {
			syscall.Syscall(syscall.SYS_MADVISE, db.Info().Data, length, syscall.MADV_DONTNEED) //nolint:errcheck // a matter of memory alone
		}
		return nil
	})
}

// mappedPages returns how many pages of files are mapped and resident: the third number of proc(5) statm; 0 where it cannot be read.
func mappedPages() int {
	text, err := os.ReadFile("/proc/self/statm")
	fields := bytes.Fields(text)
	if err != nil || len(fields) < 3 {
		return 0
	}
	n, _ := strconv.Atoi(string(fields[2])) // 0 where it is no number
	return n
}
