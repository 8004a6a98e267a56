//go:build !unix

package gazetteer

import (
	"io"
	"os"
	"strings"
)

// mapped reads the file: this system has no memory map that the project uses.
func mapped(f *os.File, size int64) (string, error) {
	var b strings.Builder
	b.Grow(int(size))
	_, err := io.Copy(&b, f)
	return b.String(), err
}
