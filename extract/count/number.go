package count

import (
	"strconv"
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// quantity is a number as the words give it. lo and hi bound it, -1 where it is open; best is the
// exact number or the bound given.
type quantity struct {
	lo, hi, best int
	qualifier    string // exact | at_least | more_than | at_most | fewer_than | approx | range | vague | none
	incremental  bool   // "another 12", "nine others"
	definite     bool   // "the 12", "both"
	estimated    bool   // "an estimated 50"
	first, last  int    // tokens
}

// oneOf is the quantity of one person or thing told without a number, definite where it is known from before.
func oneOf(definite bool) quantity {
	return quantity{lo: 1, hi: 1, best: 1, qualifier: "exact", definite: definite}
}

// maxCount bounds what is read as a number of people; beyond it a text is wrong or counts something else.
const maxCount = 100_000_000

// numeral values; scales multiply what stands before them.
var (
	units = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
		"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
	tens   = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	scales = map[string]int{"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12, "score": 20, "lakh": 100_000, "crore": 10_000_000, "m": 1_000_000, "mn": 1_000_000, "k": 1000}
	// vague words take the floor of the record: open above.
	vague = map[string]int{"dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 1_000_000, "lakhs": 100_000, "crores": 10_000_000,
		"several": 3, "few": 3, "handful": 3, "many": 0, "numerous": 0, "countless": 0, "multiple": 0, "various": 0, "some": 0}
)

// readQuantity reads the number phrase in tokens[i:last]: determiner, hedges, number, range. ok is false where none begins at i.
func readQuantity(doc *extract.Document, i, last int) (q quantity, ok bool) {
	q = quantity{lo: -1, hi: -1, first: i}
	i = skipDeterminer(doc, i, last, &q)
	kind := ""
	for {
		h, n := hedgeAt(doc, i, last)
		if n > 0 && i+n+1 < last && token.IsQuote(&doc.Tokens[i+n]) {
			n++ // ‘at least’ four
		}
		if n == 0 || i+n >= last || !numberAhead(doc, i+n, last) {
			break
		}
		switch {
		case h.kind == "incremental":
			q.incremental = true
		case h.kind != "exact":
			q.estimated = q.estimated || h.words[len(h.words)-1] == "estimated"
			kind = h.kind
		}
		i += n
	}
	i = skipDeterminer(doc, i, last, &q)
	if i < last && hyphenated(&doc.Tokens[i]) {
		if lo, hi, ok := hyphenRange(doc.Tokens[i].Lower); ok {
			q.set("range", lo, hi)
			q.last = i + 1
			q.suffix(doc, last)
			return q, true
		}
	}
	n, open, end := readNumber(doc, i, last)
	if end == i || isAge(doc, end, last) {
		return q, false
	}
	q.last = end
	second, secondEnd := rangeEnd(doc, end, last, kind)
	switch {
	case secondEnd > 0 && second >= n:
		q.set("range", n, second)
		q.last = secondEnd
	case open:
		q.set("vague", n, -1)
		if kind == "more_than" {
			q.set("vague", n+1, -1)
		}
	default:
		q.qualify(kind, n)
	}
	q.suffix(doc, last)
	return q, q.best <= maxCount
}

// isAge reports whether the tokens from i on make the number before them an age: "3 year-old boy", "15 year old student".
func isAge(doc *extract.Document, i, last int) bool {
	if i >= last {
		return false
	}
	switch doc.Tokens[i].Lower {
	case "year-old", "month-old", "years-old", "months-old":
		return true
	case "year", "years", "yr", "month", "months":
		return i+1 < len(doc.Tokens) && doc.Tokens[i+1].Lower == "old"
	}
	return false
}

// set gives the bounds; the best is the lower one.
func (q *quantity) set(qualifier string, lo, hi int) {
	q.qualifier, q.lo, q.hi, q.best = qualifier, lo, hi, lo
}

// qualify applies a hedge to the number n.
func (q *quantity) qualify(kind string, n int) {
	switch kind {
	case "at_least":
		q.set(kind, n, -1)
	case "more_than":
		q.set(kind, n+1, -1)
	case "at_most":
		q.qualifier, q.lo, q.hi, q.best = kind, -1, n, n
	case "fewer_than":
		q.qualifier, q.lo, q.hi, q.best = kind, -1, max(n-1, 0), max(n-1, 0)
	case "approx":
		q.set(kind, n, n)
	default:
		q.set("exact", n, n)
	}
	if n == 0 {
		q.set("none", 0, 0)
	}
}

// suffix reads "or more", "or so", "others", "more" behind the number.
func (q *quantity) suffix(doc *extract.Document, last int) {
	word := func(k int) string {
		if k >= len(doc.Tokens) || k > last+2 || q.last > 0 && doc.Tokens[k].Sentence != doc.Tokens[q.last-1].Sentence {
			return "" // nor what the next sentence begins with
		}
		return doc.Tokens[k].Lower
	}
	switch {
	case word(q.last) == "or" && word(q.last+1) == "more":
		q.set("at_least", q.best, -1)
	case word(q.last) == "or" && word(q.last+1) == "so", word(q.last) == "-" && word(q.last+1) == "odd":
		q.qualifier = "approx"
	case word(q.last) == "or" && (word(q.last+1) == "fewer" || word(q.last+1) == "less"):
		q.qualify("at_most", q.best)
	case word(q.last) == "more" || word(q.last) == "additional" || word(q.last) == "further":
		q.incremental = true
	}
	for k := q.last; k < last; k++ {
		if w := word(k); w == "other" || w == "others" {
			q.incremental = true
		}
	}
}

// skipDeterminer passes "the", "those", "his", "all", "both", and "the other" of two parts.
func skipDeterminer(doc *extract.Document, i, last int, q *quantity) int {
	for i+1 < last {
		switch doc.Tokens[i].Lower {
		case "the", "these", "those", "his", "her", "their", "its", "our", "my", "your":
			q.definite = true
		case "all", "any":
		case "other":
			if !q.definite || !numberAhead(doc, i+1, last) || doc.Tokens[i+1].Is(extract.Digit) {
				return i // "one 16 and the other 17"
			}
		case "both":
			q.definite = true
			return i
		default:
			return i
		}
		i++
	}
	return i
}

// hedgeAt returns the hedge at token i and its number of tokens.
func hedgeAt(doc *extract.Document, i, last int) (hedge, int) {
	if i >= last {
		return hedge{}, 0
	}
phrases:
	for _, h := range lexicon().hedges[doc.Tokens[i].Lower] {
		if i+len(h.words) > last {
			continue
		}
		for k, w := range h.words {
			if doc.Tokens[i+k].Lower != w {
				continue phrases
			}
		}
		return h, len(h.words)
	}
	return hedge{}, 0
}

// numberAhead reports whether a number or another hedge begins at i.
func numberAhead(doc *extract.Document, i, last int) bool {
	for range 3 {
		if _, _, end := readNumber(doc, i, last); end > i {
			return true
		}
		_, n := hedgeAt(doc, i, last)
		if n == 0 {
			return i < last && hyphenated(&doc.Tokens[i])
		}
		i += n
	}
	return false
}

// rangeEnd reads the second number of "12 to 15", "12-15", "between 12 and 15"; end is 0 where there is none.
func rangeEnd(doc *extract.Document, i, last int, kind string) (n, end int) {
	if i+1 >= last {
		return 0, 0
	}
	switch w := doc.Tokens[i].Lower; {
	case w == "to" || w == "-" || w == "or", w == "and" && kind == "range":
		n, open, e := readNumber(doc, i+1, last)
		if e > i+1 && !open {
			return n, e
		}
	}
	return 0, 0
}

// readNumber reads the number whose first token is i: digits, words, scaled ("1.2 million"), or a vague word.
// open tells a vague number; end is i where there is none.
func readNumber(doc *extract.Document, i, last int) (n int, open bool, end int) {
	if i >= last {
		return 0, false, i
	}
	w := doc.Tokens[i].Lower
	next := ""
	if i+1 < last {
		next = doc.Tokens[i+1].Lower
	}
	switch {
	case (w == "a" || w == "an") && next == "couple":
		return 2, false, skipOf(doc, i+2, last)
	case (w == "a" || w == "an") && (vague[next] > 0 && next != "dozens" && next != "several"):
		return readVague(doc, i+1, last)
	case w == "couple" && i > 0 && doc.Tokens[i-1].Lower == "a":
		return 2, false, skipOf(doc, i+1, last)
	case (w == "a" || w == "an") && scales[next] >= 12:
		return readScaled(doc, 1, i+1, last)
	case w == "half" && (next == "a" || next == "an") && i+2 < last && scales[doc.Tokens[i+2].Lower] >= 12:
		return scales[doc.Tokens[i+2].Lower] / 2, false, i + 3
	case w == "both":
		return 2, false, i + 1
	case w == "few" && (i == 0 || doc.Tokens[i-1].Lower != "a"):
		return 0, false, i // "few people" is no number
	case vague[w] > 0:
		return readVague(doc, i, last)
	case scales[w] >= 12 && w != "score":
		return readScaled(doc, 1, i, last)
	}
	return readFigure(doc, i, last)
}

func skipOf(doc *extract.Document, i, last int) int {
	if i < last && doc.Tokens[i].Lower == "of" {
		return i + 1
	}
	return i
}

// readVague reads "dozens", "tens of thousands", "several hundred", "a few dozen".
// A scale after "several" or "a few" is the floor itself: "a few hundred" is at least 100.
func readVague(doc *extract.Document, i, last int) (int, bool, int) {
	n, small := vague[doc.Tokens[i].Lower], vague[doc.Tokens[i].Lower] == 3
	j := i + 1
	if small && j < last && scales[doc.Tokens[j].Lower] >= 12 {
		n = scales[doc.Tokens[j].Lower]
		j++
		for j < last && scales[doc.Tokens[j].Lower] >= 1000 {
			n *= scales[doc.Tokens[j].Lower]
			j++
		}
	}
	for j+1 < last && doc.Tokens[j].Lower == "of" {
		inner := vague[doc.Tokens[j+1].Lower]
		if inner < 100 || n > 1000 {
			break
		}
		n, j = n*inner, j+2
	}
	return n, true, skipOf(doc, j, last)
}

// readScaled multiplies n by the scale at i and reads on: "two hundred and fifty", "1.2 million".
func readScaled(doc *extract.Document, n, i, last int) (int, bool, int) {
	for i < last && scales[doc.Tokens[i].Lower] >= 12 && n < maxCount {
		n *= scales[doc.Tokens[i].Lower]
		i++
	}
	j := i
	if j+1 < last && doc.Tokens[j].Lower == "and" {
		j++
	}
	if m, e := readSmall(doc, j, last); e > j && m < 100 && n >= 100 && n%100 == 0 {
		return n + m, false, e
	} else if e > j && m < 1000 && n%1000 == 0 && n >= 1000 && j == i {
		if e < last && scales[doc.Tokens[e].Lower] == 100 {
			m, _, e = readScaled(doc, m, e, last)
		}
		return n + m, false, e
	}
	return n, false, i
}

// readSmall reads a number below 100 in words.
func readSmall(doc *extract.Document, i, last int) (int, int) {
	if i >= last {
		return 0, i
	}
	w := doc.Tokens[i].Lower
	if n, ok := units[w]; ok {
		return n, i + 1
	}
	if n, ok := tens[w]; ok {
		if i+1 < last && units[doc.Tokens[i+1].Lower] > 0 && units[doc.Tokens[i+1].Lower] < 10 {
			return n + units[doc.Tokens[i+1].Lower], i + 2
		}
		return n, i + 1
	}
	for k := 5; k <= len(w)-3 && k <= 7; k++ { // "thirtythree"
		if n := tens[w[:k]]; n > 0 && units[w[k:]] > 0 && units[w[k:]] < 10 {
			return n + units[w[k:]], i + 1
		}
	}
	if a, b, ok := strings.Cut(w, "-"); ok && tens[a] > 0 && units[b] > 0 && units[b] < 10 {
		return tens[a] + units[b], i + 1
	}
	return 0, i
}

// readFigure reads digits or small number words, then scales.
func readFigure(doc *extract.Document, i, last int) (int, bool, int) {
	if n, e := readSmall(doc, i, last); e > i {
		if e < last && scales[doc.Tokens[e].Lower] >= 12 {
			return readScaled(doc, n, e, last)
		}
		return n, false, e
	}
	if !doc.Tokens[i].Is(extract.Digit) {
		return 0, false, i
	}
	text := strings.ReplaceAll(doc.Tokens[i].Lower, ",", "")
	scale := 1
	for _, suffix := range []string{"k", "mn", "m"} {
		if body, ok := strings.CutSuffix(text, suffix); ok && isDecimal(body) {
			text, scale = body, scales[suffix]
			break
		}
	}
	j := i + 1
	for j < last && scales[doc.Tokens[j].Lower] >= 100 && scale < maxCount {
		scale *= scales[doc.Tokens[j].Lower]
		j++
	}
	if j < last && doc.Tokens[j].Lower == "dozen" {
		scale, j = 12, j+1
	}
	n, ok := decimal(text, scale)
	if !ok || scale == 1 && !wellSeparated(doc.Tokens[i].Lower) {
		return 0, false, i
	}
	return n, false, j
}

// isDecimal reports whether s is digits with at most one point.
func isDecimal(s string) bool {
	if s == "" || strings.Count(s, ".") > 1 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if (s[i] < '0' || s[i] > '9') && s[i] != '.' {
			return false
		}
	}
	return true
}

// decimal returns text times scale, if that is a whole number in range. "1.400" with three digits after the point is no 1.4.
func decimal(text string, scale int) (int, bool) {
	if !isDecimal(text) || len(text) > 12 {
		return 0, false
	}
	whole, frac, pointed := strings.Cut(text, ".")
	if pointed && scale == 1 {
		return 0, false
	}
	n, err := strconv.Atoi(whole)
	if err != nil || n > maxCount {
		return 0, false
	}
	n *= scale
	for _, c := range frac {
		scale /= 10
		n += int(c-'0') * scale
	}
	return n, n <= maxCount
}

// wellSeparated reports whether commas stand only before groups of three digits.
func wellSeparated(s string) bool {
	parts := strings.Split(s, ",")
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return true
}

// hyphenated reports whether a token is a range such as "12-15".
func hyphenated(t *extract.Token) bool {
	_, _, ok := hyphenRange(t.Lower)
	return ok && t.Is(extract.Digit)
}

// hyphenRange reads a token such as "12-15" as a range.
func hyphenRange(word string) (lo, hi int, ok bool) {
	a, b, cut := strings.Cut(word, "-")
	if !cut || !isDecimal(a) || !isDecimal(b) {
		return 0, 0, false
	}
	lo, okA := decimal(a, 1)
	hi, okB := decimal(b, 1)
	return lo, hi, okA && okB && lo < hi && !(len(a) == 4 && len(b) >= 2 && a[0] <= '2')
}
