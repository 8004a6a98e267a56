package storage

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
)

// The layout of a bbolt meta page (go.etcd.io/bbolt internal/common/meta.go): a page header of 16 bytes, then these fields, little-endian.
const (
	pageHeader   = 16
	boltMagic    = 0xED0CDAED
	boltVersion  = 2
	metaLen      = 64
	offMagic     = 0
	offVersion   = 4
	offPageSize  = 8
	offHighWater = 40 // pgid: one past the last page in use
	offTxid      = 48
	offChecksum  = 56 // FNV-64a of the bytes before it
)

// preflight looks at a file without mapping it into memory: bbolt dies of SIGBUS on one that is cut short.
// fresh reports that nothing lies at path.
func preflight(path string) (fresh bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, errors.Join(ErrForeign, errors.New("not a regular file"))
	case info.Size() == 0:
		return false, ErrEmpty
	}
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	return false, checkMeta(file, info.Size())
}

// checkMeta holds the high-water mark of the newest meta page against the size of the file.
func checkMeta(r io.ReaderAt, size int64) error {
	newest, err := newestMeta(r)
	if err == nil && int64(newest.highWater)*int64(newest.pageSize) > size {
		return ErrTruncated
	}
	return err
}

// newestMeta finds the newest meta page with a valid checksum, or ErrForeign.
func newestMeta(r io.ReaderAt) (newest meta, err error) {
	err = ErrForeign
	for _, at := range metaOffsets(r) {
		m, ok := readMeta(r, at)
		if ok && (err != nil || m.txid > newest.txid) {
			newest, err = m, nil
		}
	}
	return newest, err
}

type meta struct {
	pageSize  uint32
	highWater uint64
	txid      uint64
}

// metaOffsets lists where the two meta pages may lie: the first at 0, the second one page further, of a size that the
// first tells, or of any usual one where the first is damaged.
func metaOffsets(r io.ReaderAt) []int64 {
	if m, ok := readMeta(r, 0); ok {
		return []int64{0, int64(m.pageSize)}
	}
	var at []int64
	for size := int64(1024); size <= 64<<10; size *= 2 {
		at = append(at, size)
	}
	return at
}

func readMeta(r io.ReaderAt, at int64) (meta, bool) {
	b := make([]byte, metaLen)
	if _, err := r.ReadAt(b, at+pageHeader); err != nil {
		return meta{}, false
	}
	sum := fnv.New64a()
	sum.Write(b[:offChecksum])
	ok := binary.LittleEndian.Uint32(b[offMagic:]) == boltMagic && binary.LittleEndian.Uint32(b[offVersion:]) == boltVersion &&
		binary.LittleEndian.Uint64(b[offChecksum:]) == sum.Sum64()
	m := meta{binary.LittleEndian.Uint32(b[offPageSize:]), binary.LittleEndian.Uint64(b[offHighWater:]), binary.LittleEndian.Uint64(b[offTxid:])}
	return m, ok && m.pageSize >= 512 && m.highWater < 1<<48
}
