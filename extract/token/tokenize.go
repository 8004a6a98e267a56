package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/extract"
)

// Tokens splits text into words, numbers and punctuation marks. Contractions and possessive
// endings are cut off after the conventions of the Penn Treebank; hyphenated words, numbers with
// separators and abbreviations with their full stops stay whole. Adjacent equal punctuation marks are one token.
func Tokens(text string) []extract.Token {
	s := scanner{text: text, tokens: make([]extract.Token, 0, len(text)/5+4)}
	for s.at < len(text) {
		s.next()
	}
	return s.tokens
}

// scanner walks once over the text. gap and line say what white space stood before the current byte.
type scanner struct {
	text      string
	at        int
	gap, line bool
	tokens    []extract.Token
}

func (s *scanner) next() {
	r, size := utf8.DecodeRuneInString(s.text[s.at:])
	broken, mark := garbledAt(s.text, s.at)
	switch {
	case broken > 0 && mark == " ":
		s.gap = true
		s.at += broken
	case broken > 0:
		s.emitGarbled(broken, mark)
	case isBlank(r):
		s.gap, s.line = true, s.line || r == '\n'
		s.at += size
	case isWordRune(r):
		s.word(s.at, s.wordEnd(s.at))
	case isApostrophe(r) && s.contraction(s.at, size) > 0:
		s.emit(s.at, s.contraction(s.at, size))
	default:
		s.emit(s.at, s.punctEnd(s.at, r, size))
	}
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\r' || isInvisible(r) || unicode.IsSpace(r)
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// isInvisible reports whether r shows nothing: zero-width spaces and joiners, the soft hyphen, the byte-order mark. Within a word they are part of it.
func isInvisible(r rune) bool {
	return r == 0x200b || r == 0x200c || r == 0x200d || r == 0x2060 || r == 0xfeff || r == 0xad
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' }

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// wordEnd returns the end of the word that begins at start, with its inner hyphens, apostrophes, full stops and separators.
func (s *scanner) wordEnd(start int) int {
	at := start
	for at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if broken, _ := garbledAt(s.text, at); broken > 0 {
			return at
		}
		if isWordRune(r) {
			at += size
			continue
		}
		if s.joins(start, at, r, size) {
			at += size
			continue
		}
		end := s.withStop(start, at)
		if !s.hyphenAfterStop(at, end) {
			return end
		}
		at = end + 1
	}
	return at
}

// hyphenAfterStop reports whether an abbreviation goes on behind its full stop: "U.S.-led".
func (s *scanner) hyphenAfterStop(at, end int) bool {
	return end > at && end+1 < len(s.text) && s.text[end] == '-' && isWordRune(rune(s.text[end+1]))
}

// joins reports whether the mark r at byte at is part of the word around it.
func (s *scanner) joins(start, at int, r rune, size int) bool {
	if at+size >= len(s.text) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s.text[at+size:])
	if !isWordRune(next) {
		return false
	}
	prev := s.text[at-1]
	digits := isDigit(prev) && isDigit(s.text[at+size])
	switch {
	case isInvisible(r):
		return true
	case r == '-' || r == '‐' || r == '‑' || r == '–' && digits || r == '&':
		return true
	case isApostrophe(r):
		return true
	case r == '.':
		return digits || s.dotted(start, at) || s.address(start, at)
	case r == ',' || r == ':' || r == '/':
		return digits
	case r == '@' || r == '_':
		return true
	}
	return false
}

// dotted reports whether text[start:at] is a run of single letters with full stops ("U.S"), so that a stop goes on with it.
func (s *scanner) dotted(start, at int) bool {
	w := s.text[start:at]
	w = w[strings.LastIndexByte(w, '-')+1:] // "D-N.J."
	if !unicode.IsLetter(rune(s.text[at+1])) || w == "" {
		return false
	}
	for i := 0; i < len(w); i++ {
		if letter := i%2 == 0; letter != isLetterByte(w[i]) || !letter && w[i] != '.' {
			return false
		}
	}
	after := at + 2
	return len(w)%2 == 1 && (after >= len(s.text) || !isLetterByte(s.text[after]))
}

// address reports whether the stop stands within a web address ("news.example.org"), where lower-case letters surround it.
func (s *scanner) address(start, at int) bool {
	prev, next := s.text[at-1], s.text[at+1]
	return isLower(prev) && isLower(next) || isDigit(prev) && isLower(next) && isLower(s.text[start])
}

func isLetterByte(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
func isLower(b byte) bool      { return 'a' <= b && b <= 'z' }

// withStop takes the full stop after an abbreviation or an initial into the word.
func (s *scanner) withStop(start, end int) int {
	if end >= len(s.text) || s.text[end] != '.' || end+1 < len(s.text) && s.text[end+1] == '.' {
		return end
	}
	w := s.text[start:end]
	single := len(w) == 1 && 'A' <= w[0] && w[0] <= 'Z'
	if single || strings.ContainsRune(w, '.') && !isDigit(w[0]) && len(w) <= 7 || abbreviations().has(w) {
		return end + 1
	}
	return end
}

// word emits the word, its contraction or possessive ending apart.
func (s *scanner) word(start, end int) {
	w := s.text[start:end]
	cut := len(w)
	for i, r := range w {
		if i > 0 && isApostrophe(r) && isEnding(w[i+utf8.RuneLen(r):]) {
			cut = i
		}
	}
	if n := len(w); cut == n && n > 3 && isApostropheAt(w, "t") && (w[0]|0x20) >= 'a' {
		cut = notStart(w)
	}
	if cut <= 0 || cut >= len(w) {
		s.emit(start, end)
		return
	}
	s.emit(start, start+cut)
	s.emit(start+cut, end)
}

// isEnding reports whether w, the letters after an apostrophe, is a clitic: 's, 're, 've, 'll, 'd, 'm.
func isEnding(w string) bool {
	switch w {
	case "s", "S", "re", "ve", "ll", "d", "m", "RE", "VE", "LL", "D", "M":
		return true
	}
	return false
}

// isApostropheAt reports whether w ends in an apostrophe and the given letters.
func isApostropheAt(w, ending string) bool {
	if !strings.HasSuffix(strings.ToLower(w), ending) {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(w[:len(w)-len(ending)])
	return isApostrophe(r)
}

// notStart returns where "n't" begins in w, or 0.
func notStart(w string) int {
	r, size := utf8.DecodeLastRuneInString(w[:len(w)-1])
	if !isApostrophe(r) {
		return 0
	}
	at := len(w) - 1 - size - 1
	if at > 0 && w[at]|0x20 == 'n' {
		return at
	}
	return 0
}

// contraction returns the end of a clitic behind an apostrophe of the given size that stands after a word's end ("soldiers'"), or 0.
func (s *scanner) contraction(at, size int) int {
	if at == 0 || s.gap {
		return 0
	}
	end := at + size
	for end < len(s.text) && isLetterByte(s.text[end]) {
		end++
	}
	if isEnding(s.text[at+size : end]) {
		return end
	}
	return 0
}

// punctEnd returns the end of a run of one punctuation mark; brackets stand alone.
func (s *scanner) punctEnd(at int, r rune, size int) int {
	end := at + size
	if strings.ContainsRune("()[]{}$%", r) {
		return end
	}
	for end < len(s.text) {
		next, n := utf8.DecodeRuneInString(s.text[end:])
		if next != r {
			break
		}
		end += n
	}
	return end
}

func (s *scanner) emit(start, end int) {
	t := extract.Token{Span: extract.Span{Start: start, End: end}, Flags: s.flags(start, end)}
	t.Lower = lower(s.text[start:end], t.Flags)
	s.tokens = append(s.tokens, t)
	s.at, s.gap, s.line = end, false, false
}

// emitGarbled emits a broken mark, with its clitic where it was an apostrophe, as what it stood for.
func (s *scanner) emitGarbled(size int, mark string) {
	start, end := s.at, s.at+size
	if clitic := s.contraction(start, size); mark == "'" && clitic > 0 {
		end = clitic
	}
	s.emit(start, end)
	t := &s.tokens[len(s.tokens)-1]
	t.Lower = mark + strings.ToLower(s.text[start+size:end])
	t.Flags &^= extract.Capital | extract.AllCaps
	if end == start+size {
		t.Flags |= extract.Punct
	}
}

func (s *scanner) flags(start, end int) extract.Flags {
	f := form(s.text[start:end])
	if s.gap || start == 0 {
		f |= extract.Space
	}
	if s.line {
		f |= extract.Newline
	}
	return f
}

// form returns the flags that depend on the word alone.
func form(w string) extract.Flags {
	var f extract.Flags
	first, _ := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsUpper(first):
		f |= extract.Capital
	case unicode.IsDigit(first):
		f |= extract.Digit
	}
	upper, letters, word := 0, 0, false
	for _, r := range w {
		word = word || isWordRune(r)
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	if upper >= 2 && upper == letters {
		f |= extract.AllCaps
	}
	if !word {
		f |= extract.Punct
	}
	return f
}

// lower returns the lower-case form with quotes straightened and dashes made "-".
func lower(w string, f extract.Flags) string {
	if f&extract.Punct != 0 {
		return mark(w)
	}
	w = strings.ToLower(w)
	if isASCII(w) {
		return w
	}
	return straighten.Replace(w)
}

var straighten = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "", "’", "'", "‘", "'", "ʼ", "'", "–", "-", "‐", "-", "‑", "-")

// mark returns the plain form of a punctuation mark: all double quotes are `"`, all dashes "-", an ellipsis "...".
func mark(w string) string {
	switch w {
	case "“", "”", "„", "«", "»", "``", "''", "\"\"", "‘‘", "’’":
		return `"`
	case "‘", "’", "`", "ʼ", "‚":
		return "'"
	case "–", "—", "―", "--", "---", "−", "‐", "‑", "__", "_":
		return "-"
	case "…", "..", "....":
		return "..."
	}
	return w
}

func isASCII(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
