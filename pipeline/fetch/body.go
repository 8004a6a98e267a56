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
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// readBody reads the body, decodes it, and sets what is known of it. stop cuts the exchange.
func (c *Client) readBody(r Request, raw *http.Response, resp *Response, stop context.CancelCauseFunc) error {
	limit := c.limits.bodyLimit(r.Kind)
	source := &countingReader{r: raw.Body}
	defer c.watchRate(source, stop)()
	decoded, err := decodeStream(source, raw.Header)
	if err != nil {
		return err
	}
	body, err := readBounded(decoded.r, limit, r.Kind == Robots)
	if err != nil {
		return bodyError(err)
	}
	if decoded.junk {
		resp.EncodingNotes = append(resp.EncodingNotes, "bytes after the compressed body")
	}
	resp.EncodingNotes = append(resp.EncodingNotes, decoded.notes...)
	if body, err = unwrap(r.Kind, body, decoded.compressed, limit); err != nil {
		return err
	}
	resp.Body, resp.BodySHA256 = body, digest(body)
	resp.Truncated = looksTruncated(r.Kind, body)
	return nil
}

// readBounded reads up to limit bytes. More is an error, unless the rest may be left unread.
func readBounded(r io.Reader, limit int64, cut bool) ([]byte, error) {
	parts, n, err := readParts(io.LimitReader(r, limit+1))
	switch {
	case n > limit && !cut:
		return nil, fmt.Errorf("%w: body of more than %d bytes", ErrTooLarge, limit)
	case n <= limit && err != nil:
		return nil, err
	}
	return bytes.Join(parts, nil)[:min(n, limit)], nil
}

// readParts reads all there is, in parts: a buffer that grows by copying holds three times as much while it does, and
// a body that is refused need never be one piece.
func readParts(r io.Reader) (parts [][]byte, total int64, err error) {
	for size := int64(16 << 10); ; size = min(2*size, 1<<20) {
		part := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead)) // so that it does not grow to find the end
		n, err := io.CopyN(part, r, size)
		parts, total = append(parts, part.Bytes()), total+n
		if errors.Is(err, io.EOF) {
			return parts, total, nil
		}
		if err != nil {
			return parts, total, err
		}
	}
}

// bodyError finds the sentinel for an error of reading.
func bodyError(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: %w", ErrTruncated, err)
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, zlib.ErrChecksum), errors.Is(err, zlib.ErrHeader), errors.As(err, &corrupt):
		return fmt.Errorf("%w: %w", ErrEncoding, err)
	default:
		return err
	}
}

// decodedStream is a body with its content encoding undone.
type decodedStream struct {
	r          io.Reader
	compressed bool
	notes      []string
	junk       bool // set while reading: bytes followed the last gzip member
}

// decodeStream undoes the one encoding that was asked for, and deflate, which some servers send
// all the same. Anything else would be kept as text that it is not, so it is an error.
func decodeStream(r io.Reader, h http.Header) (*decodedStream, error) {
	encoding := strings.ToLower(strings.TrimSpace(strings.Join(h.Values("Content-Encoding"), ",")))
	d := &decodedStream{r: r}
	switch encoding {
	case "", "identity", "none":
		return d, nil
	case "gzip", "x-gzip":
		return d, d.gunzip()
	case "deflate":
		return d, d.inflate()
	default:
		return nil, fmt.Errorf("%w: %q was not asked for", ErrEncoding, encoding)
	}
}

// peek returns the first n bytes, or fewer, and puts them back.
func (d *decodedStream) peek(n int) ([]byte, error) {
	head := make([]byte, n)
	got, err := io.ReadFull(d.r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	d.r = io.MultiReader(bytes.NewReader(head[:got]), d.r)
	return head[:got], nil
}

// gunzip reads gzip; a body that only says that it is gzip is taken as it is.
func (d *decodedStream) gunzip() error {
	head, err := d.peek(2)
	if err != nil {
		return err
	}
	if !isGzip(head) {
		if len(head) > 0 {
			d.notes = append(d.notes, "labelled gzip but plain")
		}
		return nil
	}
	members, err := gzip.NewReader(d.r)
	if err != nil {
		return bodyError(err)
	}
	d.compressed, d.r = true, &memberReader{gzip: members, junk: &d.junk}
	return nil
}

// inflate reads zlib, or the bare deflate that some servers send under its name.
func (d *decodedStream) inflate() error {
	head, err := d.peek(2)
	if err != nil {
		return err
	}
	d.compressed = true
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		d.r, err = zlib.NewReader(d.r)
		return err
	}
	d.r = flate.NewReader(d.r)
	return nil
}

// memberReader reads gzip members and stops at bytes that are none, as browsers do.
type memberReader struct {
	gzip *gzip.Reader
	some bool
	junk *bool
}

// Read implements io.Reader.
func (m *memberReader) Read(p []byte) (int, error) {
	n, err := m.gzip.Read(p)
	m.some = m.some || n > 0
	if m.some && errors.Is(err, gzip.ErrHeader) {
		*m.junk = true
		err = io.EOF
	}
	return n, err
}

// isGzip reports whether b begins like gzip.
func isGzip(b []byte) bool { return len(b) >= 2 && b[0] == 0x1f && b[1] == 0x8b }

// unwrap undoes gzip that is the document's own form (feed.xml.gz, sitemap.xml.gz) once. Gzip
// within a gzip encoding is only known from sitemaps; elsewhere it is an error, never text.
func unwrap(k Kind, body []byte, compressed bool, limit int64) ([]byte, error) {
	if !isGzip(body) {
		return body, nil
	}
	if compressed && k != Sitemap {
		return nil, fmt.Errorf("%w: gzip within gzip", ErrEncoding)
	}
	inner, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, bodyError(err)
	}
	plain, err := readBounded(inner, limit, false)
	if err != nil {
		return nil, bodyError(err)
	}
	if isGzip(plain) {
		return nil, fmt.Errorf("%w: gzip within gzip", ErrEncoding)
	}
	return plain, nil
}

// countingReader counts the bytes that came.
type countingReader struct {
	r io.Reader
	n atomic.Int64
}

// Read implements io.Reader.
func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// watchRate cuts the exchange when a window passes with too few bytes. It returns what ends the watch.
func (c *Client) watchRate(source *countingReader, stop context.CancelCauseFunc) func() {
	done := make(chan struct{})
	go func() {
		ticker := time.NewTicker(c.limits.RateWindow)
		defer ticker.Stop()
		for before := int64(0); ; {
			select {
			case <-done:
				return
			case <-ticker.C:
			}
			now := source.n.Load()
			if now-before < c.limits.RateBytes {
				stop(fmt.Errorf("%w: %d bytes in %s", ErrTooSlow, now-before, c.limits.RateWindow))
				return
			}
			before = now
		}
	}()
	return func() { close(done) }
}

// looksTruncated reports whether a document lacks the tag that ends it.
func looksTruncated(k Kind, body []byte) bool {
	if k == Robots || len(body) == 0 {
		return false
	}
	tail := bytes.ToLower(body[max(0, len(body)-2048):])
	head := bytes.ToLower(bytes.TrimSpace(body[:min(len(body), 2048)]))
	switch {
	case bytes.Contains(head, []byte("<html")), bytes.HasPrefix(head, []byte("<!doctype html")):
		return !bytes.Contains(tail, []byte("</html")) && !bytes.Contains(tail, []byte("</body"))
	case bytes.Contains(head, []byte("<rss")):
		return !bytes.Contains(tail, []byte("</rss"))
	case bytes.Contains(head, []byte("<feed")):
		return !bytes.Contains(tail, []byte("feed>"))
	}
	return false
}
