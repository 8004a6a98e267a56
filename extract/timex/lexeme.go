package timex

import (
	"strconv"
	"strings"

	"sitrep/extract"
)

// lexeme is what the grammar reads: a token, or a part of one ("two", "-" and "year" of "two-year",
// "7", "/", "4" of "7/4"). Numbers, years and holidays may reach over several lexemes.
type lexeme struct {
	extract.Span
	lower   string
	word    *word // its entry in the lexicon, or none
	classes classes
	number  float64 // value of the cardinal that begins here
	token   int32   // index of Document.Tokens
	digits  int32   // its value where it is made of digits; minutes of a clock time; first year of a decade
	year    int16
	holiday int16
	// How many lexemes the cardinal, the year and the holiday that begin here take.
	numberWidth, yearWidth, holidayWidth uint8
}

// value returns what the lexeme stands for in a class.
func (l *lexeme) value(c class) int {
	switch c {
	case numeral:
		return int(l.number)
	case year:
		return int(l.year)
	case day, mm, yy, n4, clock:
		return int(l.digits)
	case hour:
		return l.hour()
	case holiday:
		return int(l.holiday)
	case half:
		return 1
	case decade:
		if l.digits != 0 {
			return int(l.digits)
		}
	}
	if l.word == nil {
		return 0
	}
	return l.word.value(c)
}

func (l *lexeme) hour() int {
	if l.word != nil && l.word.classes.has(card) {
		return l.word.value(card)
	}
	return int(l.digits)
}

// width returns how many lexemes the class takes from here on.
func (l *lexeme) width(c class) int {
	switch c {
	case numeral:
		return int(l.numberWidth)
	case year:
		return int(l.yearWidth)
	case holiday:
		return int(l.holidayWidth)
	}
	return 1
}

// lexemes cuts the document's tokens into lexemes and marks their classes.
func (g *grammar) lexemes(doc *extract.Document) []lexeme {
	lex := make([]lexeme, 0, len(doc.Tokens)+len(doc.Tokens)/8+8)
	for i := range doc.Tokens {
		lex = g.cut(lex, doc, i)
	}
	for i := range lex {
		if lex[i].classes&(of(card, scale, numeral)) != 0 || lex[i].lower == "a" || lex[i].lower == "couple" {
			markNumber(lex, i)
		}
		if lex[i].word != nil && lex[i].word.core {
			g.markHoliday(lex, i)
		}
		if lex[i].lower == "next" && i+1 < len(lex) && (lex[i+1].lower == "to" || lex[i+1].lower == "door") {
			lex[i].classes &^= of(rel) // "went off Monday next to a bus"
		}
	}
	return lex
}

// cut appends token i, in parts where a hyphen, a slash or a stop joins time words or numbers.
func (g *grammar) cut(lex []lexeme, doc *extract.Document, i int) []lexeme {
	t := &doc.Tokens[i]
	if w := g.words[t.Lower]; w != nil || t.Lower == "1/2" || t.Len() == 1 || t.Flags&extract.Punct != 0 {
		return append(lex, g.lexeme(doc, i, t.Span, t.Lower))
	}
	if t.Len() == len(t.Lower) && t.Len() <= 40 {
		if cuts := g.joints(t); cuts != nil {
			return g.appendParts(lex, doc, i, cuts)
		}
	}
	return append(lex, g.lexeme(doc, i, t.Span, t.Lower))
}

func (g *grammar) appendParts(lex []lexeme, doc *extract.Document, i int, cuts []int) []lexeme {
	t := &doc.Tokens[i]
	for k := 0; k+1 < len(cuts); k++ {
		s := extract.Span{Start: t.Start + cuts[k], End: t.Start + cuts[k+1]}
		lex = append(lex, g.lexeme(doc, i, s, t.Lower[cuts[k]:cuts[k+1]]))
	}
	return lex
}

// joints returns the bytes at which a token falls into parts, or nil where it stays whole.
func (g *grammar) joints(t *extract.Token) []int {
	s := t.Lower
	if n := dayHalf(s); n > 0 {
		return []int{0, n, len(s)}
	}
	sep := byte('-')
	if t.Is(extract.Digit) && strings.IndexByte(s, '-') < 0 {
		sep = separator(s)
	}
	if strings.IndexByte(s, sep) < 0 || sep == '-' && !g.hasTimePart(s) {
		return nil
	}
	return splitAt(s, sep)
}

// separator returns what stands between the numbers of a token: "7/4/2021", "04.07.2021", "13,2013".
func separator(s string) byte {
	if strings.Count(s, ".") == 2 {
		return '.'
	}
	if n := strings.IndexByte(s, ','); n == 1 || n == 2 {
		if next := strings.IndexAny(s[n+1:]+",", ",:"); next == 4 { // a year, no thousands
			return ','
		}
	}
	return '/'
}

func splitAt(s string, sep byte) []int {
	cuts := []int{0}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == sep:
			cuts = append(cuts, i, i+1)
		case s[i] == 't' && len(cuts) == 5 && i+1 < len(s) && isDigit(s[i+1]) && isDigit(s[i-1]): // 2021-07-07T12:30
			cuts = append(cuts, i, i+1)
		}
	}
	if cuts[len(cuts)-1] == len(s) {
		return cuts
	}
	return append(cuts, len(s))
}

// dayHalf returns where "a.m." begins in a fused clock time ("5pm", "10.30am"), or 0.
func dayHalf(s string) int {
	if !isDigit(s[0]) {
		return 0
	}
	n := strings.TrimRight(s, ".m")
	n = strings.TrimRight(n, "ap.")
	if tail := s[len(n):]; tail == "am" || tail == "pm" || tail == "a.m." || tail == "p.m." || tail == "a.m" || tail == "p.m" {
		return len(n)
	}
	return 0
}

// hasTimePart reports whether a part between hyphens is a time word, or all parts are digits.
func (g *grammar) hasTimePart(s string) bool {
	digits := true
	for part := range strings.SplitSeq(s, "-") {
		if w := g.words[part]; w != nil && w.classes != 0 {
			return true
		}
		if len(part) == 4 && allDigits(part) && (part[:2] == "19" || part[:2] == "20") {
			return true
		}
		digits = digits && part != "" && (allDigits(part) || isDecade(part) || isDigit(part[0]) && isDigit(part[len(part)-1]))
	}
	return digits || strings.Contains(s, "t") && strings.Count(s, "-") == 2 && allDigits(s[:min(4, len(s))])
}

func isDecade(s string) bool {
	n := len(s) - 1
	return (n == 2 || n == 4) && s[n] == 's' && allDigits(s[:n])
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// lexeme makes one lexeme of a token or a part of it.
func (g *grammar) lexeme(doc *extract.Document, token int, s extract.Span, lower string) lexeme {
	l := lexeme{Span: s, token: int32(token), lower: lower}
	if l.word = g.words[lower]; l.word != nil {
		l.classes = l.word.classes
		if v := l.word.value(card); l.classes.has(card) && v <= 12 {
			l.classes |= of(hour)
		}
	}
	switch {
	case lower == "1/2" || lower == "½":
		l.classes |= of(half)
	case isDigit(lower[0]):
		l.readDigits()
	}
	return l
}

// readDigits finds the classes of a numeral by its form.
func (l *lexeme) readDigits() {
	s := l.lower
	switch {
	case allDigits(s) && len(s) <= 6:
		n, _ := strconv.Atoi(s)
		l.digits, l.number, l.numberWidth = int32(n), float64(n), 1
		l.classes |= of(numeral) | digitClasses(len(s), n)
		if l.classes.has(year) {
			l.year, l.yearWidth = int16(n), 1
		}
	case isDecade(s):
		n, _ := strconv.Atoi(s[:len(s)-1])
		if l.digits = int32(n); n%10 == 0 && (len(s) == 3 || n >= 1000 && n < 2200) {
			l.classes |= of(decade)
		}
	case isClock(s):
		l.readClock()
	default:
		l.readSeparated()
	}
}

// digitClasses returns the classes of a whole number of so many digits.
func digitClasses(width, n int) classes {
	var c classes
	switch width {
	case 1, 2:
		if 1 <= n && n <= 31 {
			c |= of(day)
		}
		if 1 <= n && n <= 12 {
			c |= of(mm)
		}
		if n <= 24 {
			c |= of(hour)
		}
		if width == 2 {
			c |= of(yy)
		}
	case 4:
		c |= of(n4)
		if 1000 <= n && n < 2200 {
			c |= of(year)
		}
	}
	return c
}

// isClock reports whether s is "12:30", "12:30:15" or "10.30".
func isClock(s string) bool {
	n := strings.IndexAny(s, ":.")
	return (n == 1 || n == 2) && len(s) >= n+3 && allDigits(s[:n]) && allDigits(s[n+1:n+3]) &&
		(len(s) == n+3 || len(s) == n+6 && s[n] == ':' && s[n+3] == ':' && allDigits(s[n+4:]))
}

func (l *lexeme) readClock() {
	n := strings.IndexAny(l.lower, ":.")
	h, _ := strconv.Atoi(l.lower[:n])
	m, _ := strconv.Atoi(l.lower[n+1 : n+3])
	if h <= 24 && m < 60 {
		l.digits = int32(60*h + m)
		l.classes |= of(clock)
	}
	if l.lower[n] == '.' {
		l.number, _ = strconv.ParseFloat(l.lower, 64)
		l.numberWidth = 1
		l.classes |= of(numeral)
	}
}

// readSeparated reads "1,400", "3.5" and "1/2".
func (l *lexeme) readSeparated() {
	n, err := strconv.ParseFloat(strings.ReplaceAll(l.lower, ",", ""), 64)
	if err == nil && n < 1e7 {
		l.number, l.numberWidth = n, 1
		l.classes |= of(numeral)
	}
}

// markNumber reads the cardinal in words, or digits with a scale, that begins at lexeme i, and the
// year in words: "two", "twenty-four", "a hundred", "2 million", "nineteen ninety-six".
func markNumber(lex []lexeme, i int) {
	l := &lex[i]
	total, width := readCardinal(lex, i)
	if width == 0 {
		return
	}
	l.number, l.numberWidth = total, uint8(width)
	l.classes |= of(numeral)
	if width == 1 && (total == 19 || total == 20 || total == 18) && i+1 < len(lex) && l.digits == 0 {
		if rest, w := readCardinal(lex, i+1); w > 0 && rest >= 10 && rest < 100 && lex[i+1].digits == 0 && lex[i+1].lower != "a" {
			l.year, l.yearWidth = int16(100*total+rest), uint8(1+w)
			l.classes |= of(year)
		}
	}
}

// readCardinal returns the number that begins at lexeme i and how many lexemes it takes, at most eight.
func readCardinal(lex []lexeme, i int) (float64, int) {
	l := &lex[i]
	switch {
	case l.lower == "a":
		return readArticleNumber(lex, i)
	case l.lower == "couple":
		if i+1 < len(lex) && lex[i+1].lower == "of" {
			return 2, 2
		}
		return 0, 0
	case l.numberWidth > 0 && !l.classes.has(card):
		if i+1 < len(lex) && lex[i+1].classes.has(scale) && lex[i+1].lower != "score" {
			return l.number * float64(lex[i+1].word.value(scale)), 2
		}
		return l.number, 1
	case l.classes.has(card):
		return readWords(lex, i)
	}
	return 0, 0
}

// readArticleNumber reads "a hundred", "a dozen" and "a couple of".
func readArticleNumber(lex []lexeme, i int) (float64, int) {
	if i+1 >= len(lex) {
		return 0, 0
	}
	next := &lex[i+1]
	if next.lower == "couple" {
		if i+2 < len(lex) && lex[i+2].lower == "of" {
			return 2, 3
		}
		return 2, 2
	}
	if next.classes.has(scale) {
		return float64(next.word.value(scale)), 2
	}
	return 0, 0
}

func readWords(lex []lexeme, i int) (float64, int) {
	total, current, width := 0, 0, 0
	for at := i; at < len(lex) && at < i+8; at++ {
		l := &lex[at]
		switch {
		case l.classes.has(card) && fits(current, l.word.value(card)):
			current += l.word.value(card)
		case l.classes.has(scale) && current > 0:
			current *= l.word.value(scale)
			if l.word.value(scale) >= 1000 {
				total, current = total+current, 0
			}
		case (l.lower == "-" || l.lower == "and" && (total > 0 || current >= 100)) && at+1 < len(lex) && lex[at+1].classes.has(card) && fits(current, lex[at+1].word.value(card)):
			continue
		default:
			at = len(lex)
			continue
		}
		width = at + 1 - i
	}
	return float64(total + current), width
}

// fits reports whether a cardinal below a hundred may follow: "twenty" + "four", "hundred" + "six".
func fits(current, n int) bool {
	switch tail := current % 100; {
	case tail == 0:
		return true
	case tail >= 20 && tail%10 == 0:
		return n < 10
	}
	return false
}
