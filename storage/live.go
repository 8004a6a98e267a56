package storage

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// How BackupLive copies: so many bytes between two looks at whether something was committed meanwhile, and so often anew.
const (
	liveStride   = 8 << 20
	liveAttempts = 200
)

// errOvertaken ends an attempt at copying during which something was committed.
var errOvertaken = errors.New("something was committed meanwhile")

// BackupLive is Backup for a store that another process holds. It asks for no lock: a transaction of bbolt writes only to pages that were
// free in the one before, so that what is copied between two commits is the store as of the first of them, whatever the second has begun
// to write. A copy that a commit overtook is begun anew, at once, as then the next commit is farthest. The copy is checked as any
// other. Where the commits follow one another too fast, the error wraps ErrLocked.
func BackupLive(path, to string) (sum string, err error) {
	if _, err := preflight(path); err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	from, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer from.Close()
	return replace(to, func(temp *os.File) error {
		for range liveAttempts {
			if err := copyCommitted(from, temp); !errors.Is(err, errOvertaken) {
				return err
			}
		}
		return fmt.Errorf("%s: %w, and writes faster than it can be copied", path, ErrLocked)
	})
}

// copyCommitted copies the newest committed state, or returns errOvertaken.
func copyCommitted(from io.ReaderAt, to *os.File) error {
	newest, err := newestMeta(from)
	if err != nil {
		return err
	}
	size := int64(newest.highWater) * int64(newest.pageSize)
	heads := make([]byte, 2*newest.pageSize) // both meta pages, read before all else
	if _, err := from.ReadAt(heads, 0); err != nil {
		return err
	}
	if err := to.Truncate(0); err != nil {
		return err
	}
	for at := int64(0); at < size; at += liveStride {
		if _, err := io.Copy(io.NewOffsetWriter(to, at), io.NewSectionReader(from, at, min(liveStride, size-at))); err != nil {
			return err
		}
		now, err := newestMeta(from)
		if err != nil {
			return err
		}
		if now.txid != newest.txid {
			return errOvertaken
		}
	}
	_, err = to.WriteAt(heads, 0)
	return err
}
