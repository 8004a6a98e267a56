package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalise returns text in canonical form, so that offsets and hashes last: Unicode NFC,
// one space between words, no space at either end of a line, at most one blank line, no
// zero-width, formatting or control characters. Quotation marks and dashes stay as they are.
// Normalising twice changes nothing.
func Normalise(text string) string {
	var w writer
	for _, r := range strings.ToValidUTF8(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\uFFFD") {
		if r == '\n' || r == '\u2028' || r == '\u2029' {
			w.lineBreak()
		} else {
			w.rune(r)
		}
	}
	return norm.NFC.String(strings.TrimRight(string(w.buf), "\n"))
}

// line returns s as one line in canonical form.
func line(s string) string {
	var w writer
	w.text(s)
	return norm.NFC.String(string(w.buf))
}

// writer collects text with its white space collapsed. A space is held back until a word
// follows it, so that no line begins or ends with one.
type writer struct {
	buf   []byte
	space bool
}

// text appends s; every run of white space in it is one space.
func (w *writer) text(s string) {
	for i := 0; i < len(s); {
		// Runs of plain ASCII are copied whole: they are nearly all of the text.
		j := i
		for j < len(s) && s[j] > ' ' && s[j] < 0x7F {
			j++
		}
		if j > i {
			w.flushSpace()
			w.buf = append(w.buf, s[i:j]...)
			i = j
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		w.rune(r)
		i += n
	}
}

// rune appends one character, or drops or replaces it.
func (w *writer) rune(r rune) {
	switch {
	case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' || r == '\v' || r == 0x85 || r > 0x7F && unicode.IsSpace(r):
		w.space = true
	case r < ' ' || r >= 0x7F && invisible(r):
	default:
		w.flushSpace()
		w.buf = utf8.AppendRune(w.buf, r)
	}
}

func (w *writer) flushSpace() {
	if w.space && len(w.buf) > 0 && w.buf[len(w.buf)-1] != '\n' {
		w.buf = append(w.buf, ' ')
	}
	w.space = false
}

// lineBreak ends a line; two of them leave one blank line, more leave no more.
func (w *writer) lineBreak() {
	w.space = false
	n := len(w.buf)
	if n == 0 || n >= 2 && w.buf[n-1] == '\n' && w.buf[n-2] == '\n' {
		return
	}
	w.buf = append(w.buf, '\n')
}

// invisible reports whether r has no form of its own: control, format, zero-width, private use,
// noncharacters, variation selectors. The joiners of Indic and Persian script are lost with them, which costs
// nothing in the languages that are read.
func invisible(r rune) bool {
	switch {
	case r >= 0x7F && r <= 0x9F, r == 0xAD, r == 0x034F, r == 0x061C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x180E, r == 0x3164, r == 0xFFA0,
		r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFC,
		r >= 0xE000 && r <= 0xF8FF, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE, r >= 0xE0000 && r <= 0xE0FFF, r >= 0xF0000:
		return true
	}
	return false
}
