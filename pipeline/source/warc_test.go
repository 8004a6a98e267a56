package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// warcResponse is a response record with a page; length overrides its Content-Length unless empty.
func warcResponse(n int, length string) string {
	body := fmt.Sprintf("<html><body>Story %d %s</body></html>", n, strings.Repeat("of a town ", 50))
	block := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	if length == "" {
		length = fmt.Sprint(len(block))
	}
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\nWARC-Date: 2025-03-0%dT10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n", n, n, length, block)
}

// gzipped compresses each record into a member of its own.
func gzipped(records ...string) []byte {
	var b bytes.Buffer
	for _, r := range records {
		w := gzip.NewWriter(&b)
		w.Write([]byte(r))
		w.Close()
	}
	return b.Bytes()
}

// TestWARCDamage: three records, the second damaged. What is left is read, and what is not is said.
func TestWARCDamage(t *testing.T) {
	one, three := warcResponse(1, ""), warcResponse(3, "")
	flipped := gzipped(warcResponse(2, ""))
	flipped[len(flipped)/2] ^= 0xff
	withoutLength := strings.Replace(warcResponse(2, "x"), "Content-Length: x\r\n", "", 1)
	bare := strings.ReplaceAll(strings.SplitN(warcResponse(2, ""), "\r\n\r\n", 2)[0], "\r\n", "\n") + "\n\n" + strings.SplitN(warcResponse(2, ""), "\r\n\r\n", 2)[1]
	long := "WARC/1.0\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n"
	joined := func(middle string) []byte { return append(append(gzipped(one), gzipped(middle)...), gzipped(three)...) }
	for name, c := range map[string]struct {
		file     []byte
		want     string
		reported bool
	}{
		"sound":                       {gzipped(one, warcResponse(2, ""), three), "1 2 3", false},
		"sound, plain":                {[]byte(one + warcResponse(2, "") + three), "1 2 3", false},
		"length too large":            {joined(warcResponse(2, "99999")), "1 3", true},
		"length too large, plain":     {[]byte(one + warcResponse(2, "900") + three), "1 3", true},
		"length too small":            {joined(warcResponse(2, "300")), "1 2 3", true},
		"length too small, plain":     {[]byte(one + warcResponse(2, "300") + three), "1 2 3", true},
		"length missing":              {joined(withoutLength), "1 3", true},
		"length negative":             {joined(warcResponse(2, "-5")), "1 3", true},
		"bit flip in a member":        {bytes.Join([][]byte{gzipped(one), flipped, gzipped(three)}, nil), "1 3", true},
		"last member cut off":         {gzipped(one, warcResponse(2, ""), three)[:len(gzipped(one, warcResponse(2, "")))+100], "1 2", true},
		"garbage between":             {bytes.Join([][]byte{gzipped(one), []byte("garbage \x1f\x8b\x08 more"), gzipped(warcResponse(2, ""), three)}, nil), "1 2 3", true},
		"several records in a member": {gzipped(one + warcResponse(2, "") + three), "1 2 3", false},
		"header line without an end":  {joined(long), "1 3", true},
		"bare line feeds":             {joined(bare), "1 2 3", false},
		"nothing in a member":         {joined(""), "1 3", false},
		"no archive":                  {[]byte("<html></html>"), "", true},
		"empty":                       {nil, "", true},
	} {
		path := filepath.Join(t.TempDir(), "x.warc.gz")
		if err := os.WriteFile(path, c.file, 0o600); err != nil {
			t.Fatal(err)
		}
		items, problems := collect(open(t, path))
		var got []string
		for _, it := range items {
			got = append(got, strings.TrimPrefix(it.URL, "https://a.example/"))
		}
		if strings.Join(got, " ") != c.want || len(problems) > 0 != c.reported {
			t.Errorf("%s: got %v, %v", name, got, problems)
		}
		for _, p := range problems {
			if !errors.Is(p, ErrDamaged) || !strings.Contains(p.Error(), "x.warc.gz") {
				t.Errorf("%s: %v", name, p)
			}
		}
	}
}

// TestWARCContents: what counts as a page, and how it is packed.
func TestWARCContents(t *testing.T) {
	record := func(kind, uri, contentType, block string) string {
		return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2025-03-01T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, contentType, len(block), block)
	}
	response := func(path, head, body string) string {
		return record("response", "https://a.example/"+path, "application/http", "HTTP/1.1 "+head+"\r\n\r\n"+body)
	}
	page := "<html><title>Caf\xe9</title>" + strings.Repeat("<p>A street caf\xe9 was shut for the day.</p>", 9) + "</html>"
	file := gzipped(
		record("warcinfo", "", "application/warc-fields", "software: x"),
		record("request", "https://a.example/plain", "application/http", "GET / HTTP/1.1\r\n\r\n"),
		response("plain", "200 OK\r\nContent-Type: text/html; charset=iso-8859-1", page),
		response("zipped", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", string(gzipped(page))),
		response("chunked", "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", "5\r\n<html\r\n7\r\n>x</ht\n\r\n0\r\n\r\n"),
		response("dechunked", "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", page),
		response("unzipped", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", page),
		response("brotli", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", encoded(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }, page)),
		response("deflate", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: deflate", encoded(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, page)),
		response("zstd", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd", encoded(func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }, page)),
		response("longer-than-sent", "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 7", page),
		response("missing", "404 Not Found\r\nContent-Type: text/html", page),
		response("picture", "200 OK\r\nContent-Type: image/png", "\x89PNG"),
		response("empty", "200 OK\r\nContent-Type: text/html", ""),
		response("huge", "200 OK\r\nContent-Type: text/html", strings.Repeat("<p>text</p>", 1<<20)),
		record("revisit", "https://a.example/plain", "application/http", "HTTP/1.1 200 OK\r\n\r\n"),
		record("response", "dns:a.example", "text/dns", "1.2.3.4"),
		record("conversion", "https://a.example/wet", "text/plain", "Plain text of a story."),
	)
	path := filepath.Join(t.TempDir(), "y.warc.gz")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	items, problems := collect(open(t, path))
	var got []string
	for _, it := range items {
		got = append(got, strings.TrimPrefix(it.URL, "https://a.example/"))
		if !it.Fetched.Equal(time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: fetched %v", it.URL, it.Fetched)
		}
	}
	if strings.Join(got, " ") != "plain zipped chunked dechunked unzipped brotli deflate zstd longer-than-sent huge wet" || len(problems) > 0 {
		t.Fatalf("got %v, %v", got, problems)
	}
	for _, i := range []int{0, 1, 3, 4, 5, 6, 7, 8} {
		if items[i].HTML != page {
			t.Errorf("%s: %q", items[i].URL, items[i].HTML)
		}
	}
	if items[0].ContentType != "text/html; charset=iso-8859-1" || len(items[9].Repairs) != 1 || items[10].Text != "Plain text of a story." {
		t.Errorf("items %+v", items)
	}
}

// encoded is a body as a server sends it in some encoding.
func encoded(writer func(io.Writer) io.WriteCloser, body string) string {
	var b bytes.Buffer
	w := writer(&b)
	io.WriteString(w, body)
	w.Close()
	return b.String()
}

// TestWARCBodiesThatCannotBeDecoded: a body whose encoding is broken or unknown fails alone and is named; a bomb is cut at the limit of a record.
func TestWARCBodiesThatCannotBeDecoded(t *testing.T) {
	response := func(path, head, body string) string {
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + "\r\n\r\n" + body
		return fmt.Sprintf("WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", path, len(block), block)
	}
	noise := make([]byte, 3000)
	rand.NewChaCha8([32]byte{1}).Read(noise)
	bomb := string(gzipped("<html>" + strings.Repeat(" ", 64<<20)))
	file := gzipped(warcResponse(1, ""), response("br", "Content-Encoding: br", string(noise)), response("unknown", "Content-Encoding: sdch", string(noise)),
		response("cut", "Content-Encoding: gzip", bomb[:2000]), response("bomb", "Content-Encoding: gzip", bomb), "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/no-http\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n", warcResponse(3, ""))
	path := filepath.Join(t.TempDir(), "z.warc.gz")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	items, problems := collect(open(t, path))
	if len(items) != 3 || items[0].URL != "https://a.example/1" || items[2].URL != "https://a.example/3" || len(items[1].HTML) != maxWARCBlock {
		t.Errorf("%d items", len(items))
	}
	for i, url := range []string{"https://a.example/br", "https://a.example/unknown", "https://a.example/cut", "https://a.example/no-http"} {
		if len(problems) != 4 || !strings.Contains(problems[i].Error(), url) {
			t.Fatalf("problems %v, want one of %s", problems, url)
		}
	}
}

// TestWARCReadersBesideEachOther: eight readers of one archive see the same records, none the buffers of another.
func TestWARCReadersBesideEachOther(t *testing.T) {
	var records []string
	for n := range 200 {
		records = append(records, strings.ReplaceAll(warcResponse(1, ""), "a.example/1", fmt.Sprintf("a.example/%03d", n)))
	}
	path := filepath.Join(t.TempDir(), "w.warc.gz")
	if err := os.WriteFile(path, gzipped(records...), 0o600); err != nil {
		t.Fatal(err)
	}
	seen := make([]string, 8)
	var readers sync.WaitGroup
	for k := range seen {
		readers.Go(func() {
			for it, err := range (&WARC{Path: path}).Items(context.Background()) {
				seen[k] += fmt.Sprintln(it.URL, len(it.HTML), err)
			}
		})
	}
	readers.Wait()
	for k := range seen {
		if strings.Count(seen[k], "<nil>") != 200 || seen[k] != seen[0] {
			t.Errorf("reader %d saw something else", k)
		}
	}
}

// FuzzWARC: any bytes are read to their end.
func FuzzWARC(f *testing.F) {
	f.Add([]byte(warcResponse(1, "") + warcResponse(2, "300")))
	f.Add(gzipped(warcResponse(1, ""), warcResponse(2, "")))
	f.Fuzz(func(t *testing.T, file []byte) {
		r := &warcReader{file: bytes.NewReader(file)}
		for n := 0; r.more(); n++ {
			if record, _ := r.next(); record != nil {
				record.item()
			}
			if n > len(file)+10 {
				t.Fatal("the reader does not come to an end")
			}
		}
	})
}
