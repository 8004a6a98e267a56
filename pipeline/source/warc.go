package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/textproto"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// ErrDamaged: a record of an archive that cannot be read, or not wholly.
var ErrDamaged = errors.New("damaged record")

// The bounds of a record.
const (
	maxWARCHeader = 64 << 10
	maxWARCBlock  = 8 << 20 // the rest is left out, and that is said
)

// WARC lists the pages of a web archive (ISO 28500, WARC/1.0 and 1.1), compressed record by record, as a whole, or
// not at all: responses that brought HTML with status 200, and conversions to plain text (WET). Damage is
// an error that names the offset, and never the end: the reader goes on with the next record that can be found.
type WARC struct {
	Path string
	Now  time.Time
}

// Name returns the path.
func (w *WARC) Name() string { return w.Path }

// Items implements [Source].
func (w *WARC) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		f, err := os.Open(w.Path)
		if err != nil {
			yield(Item{Source: w.Path, File: w.Path}, err)
			return
		}
		defer f.Close()
		r := &warcReader{file: f}
		for r.more() && ctx.Err() == nil {
			record, err := r.next()
			if err != nil && !yield(Item{Source: w.Path, File: w.Path}, &LineError{File: w.Path, Err: fmt.Errorf("at byte %d: %w", r.at, err)}) {
				return
			}
			if record == nil {
				continue
			}
			it, found, err := record.item()
			it.Source, it.File = w.Path, w.Path
			if err != nil {
				err = &LineError{File: w.Path, Err: fmt.Errorf("at byte %d: %w", r.at, err)}
			}
			if (found || err != nil) && !yield(it, err) {
				return
			}
		}
		if r.records == 0 && ctx.Err() == nil {
			yield(Item{Source: w.Path, File: w.Path}, &LineError{File: w.Path, Err: fmt.Errorf("%w: no record found", ErrDamaged)})
		}
	}
}

// warcRecord is one record: its header, and as much of its block as the limit allows. The block is valid until the next
// record is read.
type warcRecord struct {
	header textproto.MIMEHeader
	block  []byte
	cut    bool // the block was longer than the limit
}

// warcReader reads records one after the other.
type warcReader struct {
	file    io.ReadSeeker
	at      int64         // offset of the member, or of the record in a file that is not compressed
	begun   bool          // whether a member is open
	member  *bufio.Reader // decompressed, or the file itself
	raw     *bufio.Reader // the file, as the member is read from it
	packed  *bufio.Reader // what member is while the file is compressed
	gunzip  *gzip.Reader
	block   []byte // of the record that was read last
	plain   bool   // the file is not compressed
	done    bool
	records int
}

// more reports whether there may be another record.
func (r *warcReader) more() bool { return !r.done }

// next returns the next record. An error may come with a record, if that is usable all the same; after an error
// the reader stands where the next record can be looked for.
func (r *warcReader) next() (*warcRecord, error) {
	if !r.begun && !r.open() {
		return nil, nil
	}
	record, err := r.read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, r.endMember()
	case err != nil && record == nil:
		r.resync(r.at + 1)
	case err != nil:
		r.skipToRecord()
	}
	if record != nil {
		r.records++
	}
	return record, err
}

// open begins to read at r.at. It reports whether there is anything.
func (r *warcReader) open() bool {
	if _, err := r.file.Seek(r.at, io.SeekStart); err != nil {
		r.done = true
		return false
	}
	if r.raw == nil {
		r.raw = bufio.NewReaderSize(r.file, 64<<10)
	}
	r.raw.Reset(r.file)
	return r.openMember()
}

// openMember opens the gzip member, or the plain record, at which the raw reader stands.
func (r *warcReader) openMember() bool {
	head, err := r.raw.Peek(2)
	if err != nil {
		r.done = true
		return false
	}
	r.begun = true
	if r.plain = !(head[0] == 0x1f && head[1] == 0x8b); r.plain {
		r.member = r.raw
		return true
	}
	if err := r.openGzip(); err != nil {
		r.resync(r.at + 1)
		return false
	}
	r.member = r.packed
	return true
}

// openGzip begins to decompress a member. Its buffers serve for all members: an archive has one for each record.
func (r *warcReader) openGzip() (err error) {
	if r.gunzip == nil {
		r.gunzip, err = gzip.NewReader(r.raw)
	} else {
		err = r.gunzip.Reset(r.raw)
	}
	if err != nil {
		return err
	}
	r.gunzip.Multistream(false)
	if r.packed == nil {
		r.packed = bufio.NewReaderSize(r.gunzip, 32<<10)
	}
	r.packed.Reset(r.gunzip)
	return nil
}

// endMember goes on to what follows a member that was read to its end.
func (r *warcReader) endMember() error {
	if r.plain {
		r.done = true
		return nil
	}
	position, err := r.file.Seek(0, io.SeekCurrent)
	if err != nil {
		r.done = true
		return err
	}
	r.at = position - int64(r.raw.Buffered())
	if head, err := r.raw.Peek(2); err == nil && !(head[0] == 0x1f && head[1] == 0x8b) {
		r.resync(r.at)
		return fmt.Errorf("%w: something that is no member", ErrDamaged)
	}
	r.openMember()
	return nil
}

// skipToRecord leaves the rest of a record whose length was wrong.
func (r *warcReader) skipToRecord() {
	if r.plain {
		r.resync(r.position())
		return
	}
	if _, err := io.Copy(io.Discard, r.member); err != nil {
		r.resync(r.at + 1)
		return
	}
	r.endMember() //nolint:errcheck // the next call meets what is wrong here
}

// position is the offset of the next byte of a plain file.
func (r *warcReader) position() int64 {
	position, err := r.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return r.at + 1
	}
	return position - int64(r.raw.Buffered())
}

// mark is what a record begins with.
var mark = []byte("WARC/")

// resync looks for the next record from an offset on: a gzip member that opens with the mark, or the mark at the beginning of a line.
func (r *warcReader) resync(from int64) {
	r.begun = false
	for offset := from; ; {
		next := r.find(offset)
		if next < 0 {
			r.done = true
			return
		}
		if r.opensRecord(next) {
			r.at = next
			return
		}
		offset = next + 1
	}
}

// find returns the offset of the next thing that looks like the beginning of a record, -1 for none.
func (r *warcReader) find(from int64) int64 {
	pattern := []byte{0x1f, 0x8b, 0x08}
	if r.plain {
		pattern = append([]byte("\n"), mark...)
	}
	if _, err := r.file.Seek(from, io.SeekStart); err != nil {
		return -1
	}
	buffer := make([]byte, 256<<10)
	kept := 0
	for offset := from; ; {
		n, err := io.ReadFull(r.file, buffer[kept:])
		if i := bytes.Index(buffer[:kept+n], pattern); i >= 0 {
			if r.plain {
				i++
			}
			return offset - int64(kept) + int64(i)
		}
		if err != nil {
			return -1
		}
		offset += int64(n)
		kept = copy(buffer, buffer[kept+n-len(pattern)+1:kept+n])
	}
}

// opensRecord reports whether a record begins at an offset.
func (r *warcReader) opensRecord(offset int64) bool {
	if _, err := r.file.Seek(offset, io.SeekStart); err != nil {
		return false
	}
	var in io.Reader = bufio.NewReader(r.file)
	if !r.plain {
		z, err := gzip.NewReader(in)
		if err != nil {
			return false
		}
		in = z
	}
	head := make([]byte, len(mark))
	_, err := io.ReadFull(in, head)
	return err == nil && bytes.Equal(head, mark)
}

// read reads one record from the open member. io.EOF is its end.
func (r *warcReader) read() (*warcRecord, error) {
	if r.plain {
		r.at = r.position()
	}
	header, err := readWARCHeader(r.member)
	if err != nil {
		return nil, err
	}
	length, err := strconv.ParseInt(strings.TrimSpace(header.Get("Content-Length")), 10, 64)
	if err != nil || length < 0 {
		return nil, fmt.Errorf("%w: content-length %.40q", ErrDamaged, header.Get("Content-Length"))
	}
	if err := r.readBlock(min(length, maxWARCBlock)); err != nil {
		return nil, fmt.Errorf("%w: the block ends early", ErrDamaged)
	}
	record := &warcRecord{header: header, block: r.block, cut: length > maxWARCBlock}
	if record.cut {
		if n, err := io.CopyN(io.Discard, r.member, length-maxWARCBlock); err != nil {
			return nil, fmt.Errorf("%w: the block ends early, after %d bytes", ErrDamaged, maxWARCBlock+n)
		}
	}
	if !endsRecord(r.member) {
		return r.misjudged(record)
	}
	return record, nil
}

// readBlock reads a block of a length within the limit. A length that lies costs no more memory than there are bytes.
func (r *warcReader) readBlock(length int64) error {
	r.block = r.block[:0]
	for int64(len(r.block)) < length {
		step := min(length-int64(len(r.block)), 1<<20)
		r.block = slices.Grow(r.block, int(step))
		n, err := io.ReadFull(r.member, r.block[len(r.block):len(r.block)+int(step)])
		r.block = r.block[:len(r.block)+n]
		if err != nil {
			return err
		}
	}
	return nil
}

// misjudged is what to do with a record that is not followed by its end: the length is wrong. In a member it was too
// small, and what there is of the block is kept; in a plain file it may have reached into the next record.
func (r *warcReader) misjudged(record *warcRecord) (*warcRecord, error) {
	err := fmt.Errorf("%w: the block is not as long as it says", ErrDamaged)
	if i := bytes.Index(record.block, []byte("\r\n\r\nWARC/1.")); r.plain && i >= 0 {
		return nil, err
	}
	return record, err
}

// endsRecord takes the two empty lines that end a record; less is forgiven at the end of the stream and before another record.
func endsRecord(in *bufio.Reader) bool {
	for range 2 {
		line, err := in.Peek(2)
		switch {
		case err != nil && len(line) == 0:
			return true
		case line[0] == '\n':
			in.Discard(1) //nolint:errcheck // it was peeked
		case string(line) == "\r\n":
			in.Discard(2) //nolint:errcheck // it was peeked
		default:
			return string(line) == "WA"
		}
	}
	return true
}

// readWARCHeader reads the version line and the fields, whose lines may end in a bare line feed.
func readWARCHeader(in *bufio.Reader) (textproto.MIMEHeader, error) {
	header := textproto.MIMEHeader{}
	size, last := 0, ""
	for first := true; ; {
		line, err := headerLine(in, &size)
		if err != nil {
			return nil, err
		}
		switch {
		case first && line == "":
			continue // empty lines between records
		case first && !strings.HasPrefix(line, string(mark)):
			return nil, fmt.Errorf("%w: %.20q is no beginning of a record", ErrDamaged, line)
		case first:
			first = false
		case line == "":
			return header, nil
		case (line[0] == ' ' || line[0] == '\t') && last != "":
			values := header[last]
			values[len(values)-1] += " " + strings.TrimSpace(line)
		default:
			name, value, found := strings.Cut(line, ":")
			if !found {
				return nil, fmt.Errorf("%w: header line %.40q", ErrDamaged, line)
			}
			last = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
			header[last] = append(header[last], strings.TrimSpace(value))
		}
	}
}

// headerLine reads a line within the size that all of them may have. io.EOF comes only before the first byte of a header.
func headerLine(in *bufio.Reader, size *int) (string, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if *size += len(part); *size > maxWARCHeader {
			return "", fmt.Errorf("%w: header of more than %d bytes", ErrDamaged, maxWARCHeader)
		}
		line = append(line, part...)
		switch {
		case err == nil:
			return strings.TrimRight(string(line), "\r\n"), nil
		case errors.Is(err, io.EOF) && *size == 0:
			return "", io.EOF
		case errors.Is(err, io.EOF) && len(bytes.TrimSpace(line)) == 0:
			return "", io.EOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
}

// item makes an item of a record; found is false where it is nothing to read.
func (w *warcRecord) item() (it Item, found bool, err error) {
	it = Item{URL: strings.Trim(w.header.Get("Warc-Target-Uri"), "<> ")}
	if t, err := time.Parse(time.RFC3339, w.header.Get("Warc-Date")); err == nil {
		it.Fetched = t.UTC()
	}
	if w.cut {
		it.repair("cut at %d bytes", maxWARCBlock)
	}
	if target, err := resolve("", it.URL); err == nil {
		it.URL = target
	} else {
		return it, false, nil // dns:, metadata and the like
	}
	switch strings.ToLower(w.header.Get("Warc-Type")) {
	case "response":
		found, err = it.setResponse(w.block)
	case "conversion":
		it.Text, found = string(w.block), strings.HasPrefix(w.header.Get("Content-Type"), "text/plain") && len(bytes.TrimSpace(w.block)) > 0
	}
	return it, found, err
}

// setResponse takes the page out of an HTTP response.
func (it *Item) setResponse(block []byte) (bool, error) {
	unread := bytes.NewReader(block)
	in := bufio.NewReader(unread)
	resp, err := http.ReadResponse(in, nil)
	if err != nil {
		return false, fmt.Errorf("%w: %s: no http response", ErrDamaged, it.URL)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK || !isPageType(resp.Header.Get("Content-Type")) {
		return false, nil
	}
	// Archives often keep the body as it was decoded, under the header as it was sent: the record says how long it is.
	body := block[len(block)-unread.Len()-in.Buffered():]
	if len(resp.TransferEncoding) > 0 {
		if dechunked, err := io.ReadAll(resp.Body); err == nil {
			body = dechunked
		}
	}
	if body, err = decoded(body, resp.Header.Get("Content-Encoding")); err != nil {
		return false, fmt.Errorf("%w: %s: %w", ErrDamaged, it.URL, err)
	}
	it.HTML, it.ContentType = string(body), resp.Header.Get("Content-Type")
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		return false, nil
	case isBinary(body):
		return false, fmt.Errorf("%w: %s", ErrBinary, it.URL)
	}
	return true, nil
}

// isPageType reports whether a media type is that of a page.
func isPageType(contentType string) bool {
	media, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	media = strings.TrimSpace(media)
	return media == "text/html" || media == "application/xhtml+xml"
}

// decoded undoes the encoding of a body, within the limit of a block. The header may speak of one that the archive has
// undone already, so it is asked only where the bytes are no text; gzip shows itself.
func decoded(body []byte, encoding string) ([]byte, error) {
	zipped := len(body) > 1 && body[0] == 0x1f && body[1] == 0x8b
	if !zipped && !isBinary(body) {
		return body, nil
	}
	in, err := decoder(bytes.NewReader(body), zipped, strings.ToLower(strings.TrimSpace(encoding)))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(in, maxWARCBlock))
}

// decoder returns a reader of what is encoded.
func decoder(in io.Reader, zipped bool, encoding string) (io.Reader, error) {
	switch {
	case zipped:
		return gzip.NewReader(in)
	case encoding == "br":
		return brotli.NewReader(in), nil
	case encoding == "deflate":
		return zlib.NewReader(in)
	case encoding == "zstd":
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxWARCBlock))
		return z, err
	}
	return in, nil
}
