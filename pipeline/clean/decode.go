package clean

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decode returns the page as UTF-8. The character set is that of the byte order mark, else of
// the bytes themselves where they are UTF-8 or UTF-16 beyond doubt, else of the header, else of
// the page's own meta element, else windows-1252 (the HTML standard's default).
func decode(p Page) ([]byte, error) {
	if len(p.Body) > MaxBytes {
		return nil, fmt.Errorf("%w: %d bytes, at most %d are read", ErrTooLarge, len(p.Body), MaxBytes)
	}
	if kind := binary(p.Body, p.ContentType); kind != "" {
		return nil, fmt.Errorf("%w: %s", ErrBinary, kind)
	}
	body := bytes.TrimPrefix(p.Body, []byte("\xEF\xBB\xBF"))
	if enc := wide(body); enc != nil {
		return decoded(body, enc)
	}
	body = withoutNUL(body)
	if utf8.Valid(body) {
		return body, nil
	}
	enc, name, _ := charset.DetermineEncoding(body, p.ContentType)
	if name == "utf-8" {
		if share := invalidShare(body); share > 0.02 {
			enc, _ = charset.Lookup("windows-1252")
			return decoded(body, enc)
		}
		return bytes.ToValidUTF8(body, []byte("\uFFFD")), nil
	}
	return decoded(body, enc)
}

// withoutNUL drops the NUL bytes that pages are strewn with: the parser would replace them in titles and drop them
// in text, and the two would no longer agree.
func withoutNUL(body []byte) []byte {
	if bytes.IndexByte(body, 0) < 0 {
		return body
	}
	return bytes.ReplaceAll(body, []byte{0}, nil)
}

// decoded decodes body. Decoders replace what they cannot read, so an error does not occur in
// practice; if it does the page is no text.
func decoded(body []byte, enc encoding.Encoding) ([]byte, error) {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBinary, err)
	}
	return out, nil
}

// wide recognises UTF-16, by its mark or by the zero bytes of markup written in it.
func wide(b []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	head := b[:min(len(b), 512)]
	even, odd := 0, 0
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch {
	case len(head) >= 8 && even > len(head)*3/10 && odd < len(head)/20:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case len(head) >= 8 && odd > len(head)*3/10 && even < len(head)/20:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	return nil
}

// invalidShare returns the share of bytes outside of ASCII that are not valid UTF-8.
func invalidShare(b []byte) float64 {
	high, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		high += n
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		i += n
	}
	return float64(bad) / float64(max(high, 1))
}

// magic are the first bytes of formats that servers send under any name.
var magic = []struct{ prefix, kind string }{
	{"%PDF-", "PDF"}, {"PK\x03\x04", "ZIP"}, {"GIF8", "GIF"}, {"\x89PNG", "PNG"}, {"\xFF\xD8\xFF", "JPEG"}, {"RIFF", "RIFF"},
	{"\x1F\x8B", "gzip"}, {"\x28\xB5\x2F\xFD", "zstd"}, {"\x00\x00\x00\x18ftyp", "MP4"}, {"ID3", "MP3"}, {"OggS", "Ogg"}, {"\x7FELF", "ELF"}, {"wOF2", "WOFF2"},
}

// binary names the format of a body that is no text, or returns "".
func binary(b []byte, contentType string) string {
	for _, m := range magic {
		if bytes.HasPrefix(b, []byte(m.prefix)) {
			return m.kind
		}
	}
	kind, _, _ := mime.ParseMediaType(contentType)
	for _, family := range []string{"image/", "audio/", "video/", "font/", "application/pdf", "application/zip"} {
		if strings.HasPrefix(kind, family) {
			return kind
		}
	}
	if head := b[:min(len(b), 4096)]; wide(b) == nil && controls(head) > len(head)/10 {
		return "control characters"
	}
	return ""
}

// controls counts the control characters that no text holds. NUL is not counted before it makes
// up a fifth: pages of otherwise good text are strewn with it.
func controls(b []byte) int {
	n, nul := 0, 0
	for _, c := range b {
		switch {
		case c == 0:
			nul++
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B, c == 0x7F:
			n++
		}
	}
	if nul > len(b)/5 {
		n += nul
	}
	return n
}

// plainText reports whether a body is plain text and not markup.
func plainText(contentType string, body []byte) bool {
	kind, _, _ := mime.ParseMediaType(contentType)
	if kind != "" && kind != "text/plain" {
		return false
	}
	head := string(body[:min(len(body), 4096)])
	return kind == "text/plain" && !strings.Contains(strings.ToLower(head), "<html") && !strings.Contains(head, "<p") || !strings.Contains(head, "<")
}
