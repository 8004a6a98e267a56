package source

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decodeText turns a document into UTF-8. It returns the text, and notes on what was assumed.
//
// A byte order mark decides; then the pattern of a "<" or "{" in UTF-16 or UTF-32; then, if the bytes
// are valid UTF-8 with something beyond ASCII in it, UTF-8, since that does not happen by chance; then
// the charset of the header, the one of the XML declaration, and windows-1252, which the
// unlabelled rest mostly is.
func decodeText(body []byte, contentType string) ([]byte, []string) {
	if enc, size := byBOM(body); enc != nil {
		return decodeWith(enc, body[size:], nil)
	}
	if enc := byPattern(body); enc != nil {
		return decodeWith(enc, body, nil)
	}
	header, declared := labelOf(contentType), declaredEncoding(body)
	if isPlainUTF8(body) && !hasEscapes(header) && !hasEscapes(declared) && !isEBCDIC(declared) {
		return body, mislabelled(header, declared, body)
	}
	for _, label := range []string{header, declared} {
		if enc := lookupEncoding(label); enc != nil {
			return decodeWith(enc, body, nil)
		}
	}
	return decodeUnlabelled(body)
}

// decodeUnlabelled reads bytes that nothing speaks for: UTF-8 with a few broken bytes in it, or windows-1252.
func decodeUnlabelled(body []byte) ([]byte, []string) {
	if good, bad := countUTF8(body); good > 10*bad {
		return bytes.ToValidUTF8(body, []byte("\ufffd")), []string{fmt.Sprintf("%d bytes were no utf-8", bad)}
	}
	return decodeWith(charmap.Windows1252, body, []string{"encoding not declared: read as windows-1252"})
}

// countUTF8 counts the multi-byte characters and the stray bytes.
func countUTF8(body []byte) (good, bad int) {
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		body = body[size:]
	}
	return good, bad
}

// decodeWith decodes; bytes that are none of the encoding become U+FFFD.
func decodeWith(enc encoding.Encoding, body []byte, notes []string) ([]byte, []string) {
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\ufffd")), append(notes, "undecodable bytes")
	}
	return bytes.ToValidUTF8(text, []byte("\ufffd")), notes
}

// byBOM returns the encoding that a byte order mark announces, and the mark's length.
func byBOM(b []byte) (encoding.Encoding, int) {
	switch {
	case bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return unicode.UTF8, 3
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	}
	return nil, 0
}

// byPattern returns the encoding in which the first character is ASCII but not one byte long, and
// EBCDIC, in which "<?xm" has a form of its own (XML 1.0, appendix F).
func byPattern(b []byte) encoding.Encoding {
	if len(b) < 4 {
		return nil
	}
	switch zero := [4]bool{b[0] == 0, b[1] == 0, b[2] == 0, b[3] == 0}; zero {
	case [4]bool{true, true, true, false}:
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case [4]bool{false, true, true, true}:
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case [4]bool{true, false, true, false}:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case [4]bool{false, true, false, true}:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	if bytes.HasPrefix(b, []byte{0x4c, 0x6f, 0xa7, 0x94}) {
		return charmap.CodePage037
	}
	return nil
}

// labelOf returns the charset of a Content-Type header.
func labelOf(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return strings.ToLower(params["charset"])
}

// xmlDeclaration matches an XML declaration at the beginning of a document.
var xmlDeclaration = regexp.MustCompile(`(?s)^\s*<\?xml\b(.{0,200}?)\?>`)

// encodingAttribute matches the encoding within an XML declaration.
var encodingAttribute = regexp.MustCompile(`encoding\s*=\s*["']?([A-Za-z0-9._:-]+)`)

// declaredEncoding returns the encoding that an XML declaration names.
func declaredEncoding(body []byte) string {
	declaration := xmlDeclaration.Find(body[:min(len(body), 1024)])
	if m := encodingAttribute.FindSubmatch(declaration); m != nil {
		return strings.ToLower(string(m[1]))
	}
	return ""
}

// lookupEncoding returns the encoding of a label. UTF-8 and ASCII give none here: bytes that
// were valid have been taken for UTF-8 already.
func lookupEncoding(label string) encoding.Encoding {
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "u8":
		return nil
	case "utf-32", "utf32", "ucs-4":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case "hz", "hz-gb-2312":
		return simplifiedchinese.HZGB2312
	case "latin9", "latin-9", "latin-0":
		return charmap.ISO8859_15
	}
	if isEBCDIC(label) {
		return charmap.CodePage037
	}
	for _, l := range []string{label, strings.TrimPrefix(label, "x-"), strings.ReplaceAll(label, "_", "-"), "windows-" + strings.TrimPrefix(label, "cp")} {
		if enc, name := charset.Lookup(l); enc != nil && enc != encoding.Replacement && name != "utf-8" {
			return enc
		}
	}
	return lookupCodePage(label)
}

// lookupCodePage returns the encodings of old systems that the web's index does not list.
func lookupCodePage(label string) encoding.Encoding {
	switch strings.NewReplacer("ibm", "", "cp", "", "-", "", "_", "").Replace(label) {
	case "437":
		return charmap.CodePage437
	case "850":
		return charmap.CodePage850
	case "852":
		return charmap.CodePage852
	case "855":
		return charmap.CodePage855
	case "858":
		return charmap.CodePage858
	case "860":
		return charmap.CodePage860
	case "862":
		return charmap.CodePage862
	case "863":
		return charmap.CodePage863
	case "865":
		return charmap.CodePage865
	case "1047":
		return charmap.CodePage1047
	case "1140":
		return charmap.CodePage1140
	}
	return nil
}

// isEBCDIC reports whether a label names a form of EBCDIC.
func isEBCDIC(label string) bool {
	return strings.HasPrefix(label, "ebcdic") || label == "cp037" || label == "ibm037"
}

// hasEscapes reports whether an encoding writes other scripts with bytes of ASCII.
func hasEscapes(label string) bool {
	return strings.HasPrefix(label, "iso-2022") || strings.HasPrefix(label, "csiso2022") || strings.HasPrefix(label, "hz") || label == "utf-7"
}

// isPlainUTF8 reports whether the bytes are valid UTF-8.
func isPlainUTF8(b []byte) bool { return utf8.Valid(b) }

// mislabelled notes that a document says that it is in another encoding than it is.
func mislabelled(header, declared string, body []byte) []string {
	label := header
	if label == "" {
		label = declared
	}
	if lookupEncoding(label) == nil || isASCII(body) {
		return nil
	}
	return []string{fmt.Sprintf("declared as %s but is utf-8", label)}
}

// isASCII reports whether all bytes are below 0x80.
func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// isBinary reports whether bytes are no text in any encoding that is read here: NULs or other
// control characters that no text has.
func isBinary(b []byte) bool {
	if enc, _ := byBOM(b); enc != nil || byPattern(b) != nil {
		return false
	}
	head := b[:min(len(b), 4096)]
	controls := 0
	for _, c := range head {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			controls++
		}
	}
	return controls*50 > len(head)
}
