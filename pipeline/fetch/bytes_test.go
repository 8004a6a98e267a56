package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// script is a server that answers each connection with what a function writes, valid HTTP or not.
// It returns a client and the server's URL. robots.txt is always absent.
func script(t *testing.T, answer func(conn net.Conn, path string)) (*Client, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				path, err := readHead(conn)
				switch {
				case err != nil:
				case path == "/robots.txt":
					io.WriteString(conn, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
				default:
					answer(conn, path)
				}
			}()
		}
	}()
	clock := newClock()
	port := l.Addr().(*net.TCPAddr).Port
	c := New(Options{UserAgent: "sitrep/1.0", Clock: clock.now, Sleep: clock.sleep, Allow: []netip.Prefix{loopback}, Ports: []uint16{uint16(port)}, Resolver: names{}})
	t.Cleanup(c.CloseIdleConnections)
	return c, fmt.Sprintf("http://127.0.0.1:%d", port)
}

// readHead reads a request head and returns its path.
func readHead(r io.Reader) (string, error) {
	var head []byte
	one := make([]byte, 1)
	for !bytes.HasSuffix(head, []byte("\r\n\r\n")) {
		if _, err := r.Read(one); err != nil {
			return "", err
		}
		head = append(head, one[0])
	}
	parts := strings.Fields(string(head))
	return parts[1], nil
}

// zip compresses.
func zip(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

// zeros reads n zero bytes.
func zeros(n int64) io.Reader { return io.LimitReader(zeroReader{}, n) }

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestX05Encodings: bombs and broken or wrong encodings are named errors; odd but honest ones are read. Brotli is not offered, so
// that a bomb of it is one of these (X06).
func TestX05Encodings(t *testing.T) {
	page := []byte("<html><body>text</body></html>")
	var bomb bytes.Buffer
	w, _ := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	io.Copy(w, zeros(64<<20))
	w.Close()
	var deflated, zlibbed bytes.Buffer
	fw, _ := flate.NewWriter(&deflated, 6)
	fw.Write(page)
	fw.Close()
	zw := zlib.NewWriter(&zlibbed)
	zw.Write(page)
	zw.Close()
	members := bytes.Repeat(zip([]byte("<p>a</p>")), 20000)
	for _, c := range []struct {
		name, encoding string
		body           []byte
		want           error
	}{
		{"plain", "", page, nil},
		{"identity", "identity", page, nil},
		{"gzip", "gzip", zip(page), nil},
		{"x-gzip", "x-gzip", zip(page), nil},
		{"upper case", "GZIP", zip(page), nil},
		{"bomb", "gzip", bomb.Bytes(), ErrTooLarge},
		{"gzip within gzip", "gzip", zip(zip(page)), ErrEncoding},
		{"gzip, gzip", "gzip, gzip", zip(zip(page)), ErrEncoding},
		{"many members", "gzip", members, nil},
		{"junk after", "gzip", append(zip(page), "<!-- junk -->"...), nil},
		{"cut", "gzip", zip(bytes.Repeat(page, 1000))[:60], ErrTruncated},
		{"no end", "gzip", zip(page)[:len(zip(page))-6], ErrTruncated},
		{"wrong sum", "gzip", append(zip(page)[:len(zip(page))-8], 1, 2, 3, 4, 30, 0, 0, 0), ErrEncoding},
		{"labelled gzip but plain", "gzip", page, nil},
		{"labelled gzip but broken", "gzip", append([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}, "garbage that is no deflate"...), ErrEncoding},
		{"unlabelled gzip", "", zip(page), nil},
		{"deflate, bare", "deflate", deflated.Bytes(), nil},
		{"deflate, zlib", "deflate", zlibbed.Bytes(), nil},
		{"br, not asked for", "br", []byte{0x0b, 0x02, 0x80, 'x', 3}, ErrEncoding},
		{"zstd, not asked for", "zstd", []byte{0x28, 0xb5, 0x2f, 0xfd}, ErrEncoding},
		{"unknown", "rot13", page, ErrEncoding},
		{"empty", "gzip", nil, nil},
	} {
		server, client, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
			if c.encoding != "" {
				w.Header().Set("Content-Encoding", c.encoding)
			}
			w.Header().Set("Content-Type", "text/html")
			w.Write(c.body)
		}))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		resp, err := client.Get(context.Background(), Request{URL: server.URL})
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
			continue
		}
		if mib := (after.TotalAlloc - before.TotalAlloc) >> 20; mib > 96 {
			t.Errorf("%s: %d MiB allocated", c.name, mib)
		}
		t.Logf("%-26s %v", c.name, err)
		if c.want == nil && c.name != "many members" && c.body != nil && string(resp.Body) != string(page) {
			t.Errorf("%s: body %q", c.name, resp.Body)
		}
	}
}

// TestX08HugeHeader: a header above its limit is refused, as is a flood of interim answers.
func TestX08HugeHeader(t *testing.T) {
	c, url := script(t, func(conn net.Conn, path string) {
		switch path {
		case "/big":
			io.WriteString(conn, "HTTP/1.1 200 OK\r\nX-Big: "+strings.Repeat("a", 5<<20)+"\r\n\r\n")
		case "/many":
			io.WriteString(conn, "HTTP/1.1 200 OK\r\n"+strings.Repeat("X-Many: a\r\n", 100000)+"\r\n")
		case "/interim":
			for range 100000 {
				if _, err := io.WriteString(conn, "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"); err != nil {
					return
				}
			}
		}
	})
	for _, path := range []string{"/big", "/many", "/interim"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, err := c.Get(context.Background(), Request{URL: url + path})
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("%s: accepted", path)
		}
		if path != "/interim" && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", path, err)
		}
		if mib := (after.TotalAlloc - before.TotalAlloc) >> 20; mib > 24 {
			t.Errorf("%s: %d MiB allocated", path, mib)
		}
		t.Logf("%s: %v", path, time.Since(start).Round(time.Millisecond))
	}
}

// TestX09LengthLies: nothing that was cut off is taken for whole.
func TestX09LengthLies(t *testing.T) {
	const page = "<html><body>text</body></html>"
	c, url := script(t, func(conn net.Conn, path string) {
		head := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
		switch path {
		case "/long":
			fmt.Fprintf(conn, "%sContent-Length: %d\r\n\r\n%s", head, len(page)+10, page)
		case "/short":
			fmt.Fprintf(conn, "%sContent-Length: 10\r\n\r\n%s", head, page)
		case "/negative":
			fmt.Fprintf(conn, "%sContent-Length: -5\r\n\r\n%s", head, page)
		case "/twice":
			fmt.Fprintf(conn, "%sContent-Length: 10\r\nContent-Length: 30\r\n\r\n%s", head, page)
		case "/chunk-cut":
			fmt.Fprintf(conn, "%sTransfer-Encoding: chunked\r\n\r\n40\r\n%s", head, page)
		case "/chunk-no-end":
			fmt.Fprintf(conn, "%sTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", head, len(page), page)
		case "/close-cut":
			fmt.Fprintf(conn, "%s\r\n%s", head, page[:15])
		case "/close-whole":
			fmt.Fprintf(conn, "%s\r\n%s", head, page)
		case "/reset":
			fmt.Fprintf(conn, "%sContent-Length: %d\r\n\r\n%s", head, len(page), page[:15])
			conn.(*net.TCPConn).SetLinger(0)
		}
	})
	for path, want := range map[string]string{"/long": "error", "/short": "truncated", "/negative": "error", "/twice": "error", "/chunk-cut": "error", "/chunk-no-end": "error", "/close-cut": "truncated", "/close-whole": "whole", "/reset": "error"} {
		resp, err := c.Get(context.Background(), Request{URL: url + path})
		got := "whole"
		switch {
		case err != nil:
			got = "error"
		case resp.Truncated:
			got = "truncated"
		}
		if got != want {
			t.Errorf("%s: %s (%v), want %s", path, got, err, want)
		}
		t.Logf("%-14s %s", path, got)
		// Each of these is another fault of one host: it must not be held for it here.
		c.hosts = map[string]*host{}
	}
}

// TestX08AtItsLimit: a header is read to its last byte, and refused from the next on.
func TestX08AtItsLimit(t *testing.T) {
	limit := int(DefaultLimits().HeaderBytes)
	c, url := script(t, func(conn net.Conn, path string) {
		var size int
		fmt.Sscanf(path, "/%d", &size)
		head, end := "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\nX-Pad: ", "\r\n\r\n"
		io.WriteString(conn, head+strings.Repeat("a", size-len(head)-len(end))+end)
	})
	least, most := limit-1024, limit+8192 // the library counts a little more than the header's bytes, and reads in blocks
	if _, err := c.Get(context.Background(), Request{URL: fmt.Sprintf("%s/%d", url, least)}); err != nil {
		t.Errorf("%d bytes: %v", least, err)
	}
	c.hosts = map[string]*host{}
	fails(t, c, Request{URL: fmt.Sprintf("%s/%d", url, most)}, ErrTooLarge)
	t.Logf("limit %d: %d bytes are read, %d refused", limit, least, most)
}

// TestX10ResetMidBody: a connection that is reset brings nothing, and the next run asks again.
func TestX10ResetMidBody(t *testing.T) {
	const resets = 1000
	n := 0
	c, url := script(t, func(conn net.Conn, _ string) {
		n++
		fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n%s", strings.Repeat("x", 500))
		conn.(*net.TCPConn).SetLinger(0)
	})
	partial := 0
	for range resets {
		resp, err := c.Get(context.Background(), Request{URL: url + "/", Kind: Feed})
		if err == nil || resp != nil && resp.BodySHA256 != "" {
			partial++
		}
		c.hosts = map[string]*host{}
	}
	if partial > 0 || n != resets {
		t.Errorf("%d partial of %d", partial, n)
	}
	t.Logf("%d resets, %d taken for whole", n, partial)
}

// TestX20Challenge: the page of a gatekeeper is not the page that was asked for.
func TestX20Challenge(t *testing.T) {
	for _, status := range []int{200, 403, 503} {
		server, c, _ := serve(t, robotsAbsent(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cf-Mitigated", "challenge")
			w.WriteHeader(status)
			fmt.Fprint(w, "<html>Just a moment</html>")
		}))
		for _, kind := range []Kind{Page, Feed, Sitemap} {
			if resp := fails(t, c, Request{URL: server.URL, Kind: kind}, ErrChallenge); len(resp.Body) > 0 {
				t.Errorf("%d: the page of the gatekeeper was taken in", status)
			}
		}
		t.Logf("under %d: 0 taken in", status)
	}
}

// TestX07Trickle: however slowly a server answers, the worker is free again after half a minute.
// The clock of this test is the bubble's, so nobody waits.
func TestX07Trickle(t *testing.T) {
	head := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
	drip := func(conn net.Conn, text string, pause time.Duration) {
		for i := range len(text) {
			if _, err := io.WriteString(conn, text[i:i+1]); err != nil {
				return
			}
			time.Sleep(pause)
		}
	}
	for name, answer := range map[string]func(net.Conn){
		"silence":      func(conn net.Conn) { time.Sleep(time.Hour) },
		"header drips": func(conn net.Conn) { drip(conn, head, time.Second) },
		"body drips":   func(conn net.Conn) { io.WriteString(conn, head); drip(conn, strings.Repeat("x", 3000), time.Second) },
		"body stops":   func(conn net.Conn) { io.WriteString(conn, head+"<html>"); time.Sleep(time.Hour) },
		"slow but steady": func(conn net.Conn) {
			io.WriteString(conn, head)
			drip(conn, strings.Repeat("x", 1<<20), time.Millisecond/2)
		},
		"never closes":      func(conn net.Conn) { io.WriteString(conn, head+"<html></html>"); time.Sleep(time.Hour) },
		"header never ends": func(conn net.Conn) { io.WriteString(conn, "HTTP/1.1 200 OK\r\n"); time.Sleep(time.Hour) },
	} {
		synctest.Test(t, func(t *testing.T) {
			c := New(Options{UserAgent: "sitrep/1.0", Resolver: names{"news.example": {"93.184.215.14"}}, Dial: func(context.Context, string, string) (net.Conn, error) {
				client, server := net.Pipe()
				go func() {
					defer server.Close()
					path, err := readHead(server)
					if err != nil {
						return
					}
					if path == "/robots.txt" {
						io.WriteString(server, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
						return
					}
					answer(server)
				}()
				return client, nil
			}})
			if _, err := c.Robots(context.Background(), "http://news.example/"); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute) // so that the pause at the host is over
			start := time.Now()
			_, err := c.Get(context.Background(), Request{URL: "http://news.example/"})
			took := time.Since(start)
			if ClassOf(err) != ClassUnreachable || took > 31*time.Second {
				t.Errorf("%s: %v after %v", name, err, took)
			}
			c.CloseIdleConnections()
			time.Sleep(2 * time.Hour) // the servers come to their ends
			t.Logf("%s: %v", name, took.Round(time.Second))
		})
	}
}

// TestCancel: a run that is stopped frees the worker at once, and the failure is nobody's.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	c, url := script(t, func(conn net.Conn, _ string) {
		cancel()
		io.Copy(io.Discard, conn)
	})
	_, err := c.Get(ctx, Request{URL: url + "/"})
	if ClassOf(err) != ClassCancelled || c.Hosts()[strings.TrimPrefix(url, "http://")].Failures != 0 {
		t.Errorf("got %v, %+v", err, c.Hosts())
	}
}
