package extract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// Line encodes v as one line of JSON, ending in a line feed. It escapes nothing that JSON lets stand but
// what could harm a terminal or a reader: DEL, the C1 controls, the bidirectional controls, the line and
// paragraph separators and the byte order mark become \uXXXX (encoding/json does so for C0 alone). The bytes decode to the same value.
func Line(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return EscapeControls(b.Bytes()), nil
}

// EscapeControls replaces the code points that Line does not let stand by \uXXXX. b is JSON, so they occur within strings alone.
func EscapeControls(b []byte) []byte {
	if !hasControls(b) {
		return b
	}
	out := make([]byte, 0, len(b)+16)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if isControl(r) {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, b[i:i+n]...)
		}
		i += n
	}
	return out
}

func hasControls(b []byte) bool {
	for i := 0; i < len(b); {
		if b[i] < 0x7f {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if isControl(r) {
			return true
		}
		i += n
	}
	return false
}

// isControl reports whether r is DEL, a C1 control, a bidirectional control, a separator of lines or paragraphs, or a byte order mark.
func isControl(r rune) bool {
	switch {
	case r >= 0x7f && r <= 0x9f, r == 0x61c, r == 0x200e, r == 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0xfeff:
		return true
	}
	return false
}
