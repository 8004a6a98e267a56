//go:build unix

package gazetteer

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// mapped maps the file into memory, read-only.
func mapped(f *os.File, size int64) (string, error) {
	if size == 0 {
		return "", nil
	}
	b, err := unix.Mmap(int(f.Fd()), 0, int(size), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return "", err
	}
	return unsafe.String(unsafe.SliceData(b), len(b)), nil
}
