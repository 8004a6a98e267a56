package fetch

import (
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
	"time"
)

// grown runs f and returns by how much it raised the most memory that the process ever held, in MiB. It skips the test where
// the system does not say.
func grown(t *testing.T, f func()) int {
	t.Helper()
	runtime.GC()
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Skip("nobody tells what this process held:", err)
	}
	before := held(t)
	f()
	return (held(t) - before) >> 10
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// held is the most memory that the process ever held, in KiB.
func held(t *testing.T) int {
	status, err := os.ReadFile("/proc/self/status")
	m := highWater.FindSubmatch(status)
	if err != nil || m == nil {
		t.Skip("nobody tells what this process held:", err)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// packedZeros is one gzip member of so many MiB of zeros. Each MiB is the same few bytes, as none refers to one before it.
func packedZeros(t *testing.T, mib int) []byte {
	t.Helper()
	var one bytes.Buffer
	w, err := flate.NewWriter(&one, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(make([]byte, 1<<20))
	w.Flush()
	return append([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3}, bytes.Repeat(one.Bytes(), mib)...)
}

// TestX05GzipBomb: a gigabyte in a megabyte is given up at its limit, and half a million members cost no more than their bytes.
func TestX05GzipBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("measures memory")
	}
	gigabyte := packedZeros(t, 1024)
	for _, c := range []struct {
		name string
		body []byte
		kind Kind
		want error
	}{
		{"1 GiB as a page", gigabyte, Page, ErrTooLarge},
		{"1 GiB as a feed", gigabyte, Feed, ErrTooLarge},
		{"1 GiB as robots.txt", gigabyte, Robots, nil},
		{"500,000 empty members", bytes.Repeat(zip(nil), 500_000), Page, nil},
		{"500,000 members of a byte", bytes.Repeat(zip([]byte("x")), 500_000), Page, nil},
		{"1 GiB within gzip", zip(gigabyte), Page, ErrEncoding},
	} {
		server, client, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(c.body)
		}))
		var err error
		start := time.Now()
		mib := grown(t, func() { _, err = client.Get(context.Background(), Request{URL: server.URL, Kind: c.kind}) })
		if !errors.Is(err, c.want) || mib > 32 {
			t.Errorf("%s: %v with %d MiB more, want %v and at most 32", c.name, err, mib, c.want)
		}
		t.Logf("%-26s %6d KiB sent, %2d MiB more held, %v", c.name, len(c.body)>>10, mib, time.Since(start).Round(time.Millisecond))
	}
}
