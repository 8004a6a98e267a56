package source

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// webPage makes a page of about 100 kB that a compressor shrinks to a fifth, as pages of news do.
func webPage(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 11))
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><title>A page</title></head><body>")
	for b.Len() < 100<<10 {
		fmt.Fprintf(&b, "<div class=\"teaser teaser--%d\"><a href=\"/news/%x\" data-track=\"click\">", r.IntN(9), r.Uint32())
		for range 12 {
			fmt.Fprintf(&b, "word%d ", int(r.ExpFloat64()*300))
		}
		b.WriteString("</a></div>\n")
	}
	b.WriteString("</body></html>")
	return b.String()
}

// webArchive writes an archive of n pages, each with its request, as crawlers do, and returns its path, its size unpacked, and the archive.
func webArchive(b *testing.B, n int) (path string, unpacked int64, packed []byte) {
	b.Helper()
	var records []string
	for i := range n {
		body := webPage(uint64(i % 50))
		block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		request := fmt.Sprintf("GET /%d HTTP/1.1\r\nHost: a.example\r\n\r\n", i)
		for _, record := range []struct{ kind, media, block string }{{"request", "application/http; msgtype=request", request}, {"response", "application/http; msgtype=response", block}} {
			records = append(records, fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://a.example/%d\r\nWARC-Date: 2025-03-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:%032x>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", record.kind, i, i, record.media, len(record.block), record.block))
			unpacked += int64(len(records[len(records)-1]))
		}
	}
	packed = gzipped(records...)
	path = filepath.Join(b.TempDir(), "bench.warc.gz")
	if err := os.WriteFile(path, packed, 0o600); err != nil {
		b.Fatal(err)
	}
	return path, unpacked, packed
}

// BenchmarkWARC reads an archive of 300 pages, 31 MB unpacked. gunzip, alone, is the bound that it is measured against; records
// stops before the pages are taken out.
func BenchmarkWARC(b *testing.B) {
	path, unpacked, packed := webArchive(b, 300)
	b.Run("gunzip", func(b *testing.B) {
		b.SetBytes(unpacked)
		for b.Loop() {
			z, err := gzip.NewReader(bytes.NewReader(packed))
			if err != nil {
				b.Fatal(err)
			}
			if n, err := io.Copy(io.Discard, z); n != unpacked || err != nil {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("records", func(b *testing.B) {
		b.SetBytes(unpacked)
		b.ReportAllocs()
		for b.Loop() {
			f, err := os.Open(path)
			if err != nil {
				b.Fatal(err)
			}
			r := &warcReader{file: f}
			for r.more() {
				if _, err := r.next(); err != nil {
					b.Fatal(err)
				}
			}
			f.Close()
			if r.records != 600 {
				b.Fatalf("%d records", r.records)
			}
		}
	})
	b.Run("items", func(b *testing.B) {
		b.SetBytes(unpacked)
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			for _, err := range (&WARC{Path: path}).Items(b.Context()) {
				if n++; err != nil {
					b.Fatal(err)
				}
			}
			if n != 300 {
				b.Fatalf("%d items", n)
			}
		}
	})
}
