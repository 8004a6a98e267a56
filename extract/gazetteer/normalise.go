package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalise returns the form under which a name is kept and looked up: lower case, without
// marks, apostrophes dropped, every other run of punctuation and space a single space, and the
// short forms St, Ft and Mt written out ("Port St. Lucie" and "Port Saint Lucie" are one name).
// It is empty for a name without a letter or digit.
func Normalise(name string) string {
	var b strings.Builder
	b.Grow(len(name) + 4)
	start := 0
	flush := func() {
		if long, ok := writtenOut[b.String()[start:]]; ok {
			head := b.String()[:start]
			b.Reset()
			b.WriteString(head)
			b.WriteString(long)
		}
	}
	pending := false
	emit := func(r rune) {
		if pending && b.Len() > 0 {
			flush()
			b.WriteByte(' ')
			start = b.Len()
		}
		pending = false
		b.WriteRune(r)
	}
	for _, r := range decomposed(name) {
		switch kind, folded := fold(r); kind {
		case letter:
			for _, f := range folded {
				emit(f)
			}
		case gap:
			pending = true
		}
	}
	flush()
	return b.String()
}

// writtenOut are the words that stand for a longer one in names of places.
var writtenOut = map[string]string{"st": "saint", "ft": "fort", "mt": "mount"}

func decomposed(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return norm.NFKD.String(s)
		}
	}
	return s
}

type runeKind uint8

const (
	dropped runeKind = iota
	letter
	gap
)

// ascii folds the letters and digits of ASCII without allocation.
var ascii = func() (t [128]string) {
	for c := range byte(128) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			t[c] = string(rune(c))
		case c >= 'A' && c <= 'Z':
			t[c] = string(rune(c + 'a' - 'A'))
		}
	}
	return t
}()

// fold tells a letter (with its lower-case form), a gap between words, and what leaves no trace.
func fold(r rune) (runeKind, string) {
	if r < 128 {
		if s := ascii[r]; s != "" {
			return letter, s
		}
		if r == '\'' || r == '`' {
			return dropped, ""
		}
		return gap, ""
	}
	switch r {
	case '’', '‘', 'ʿ', 'ʾ', 'ʼ', '´', 'ʻ', 'ˈ', 'ʹ', 'ʺ', '·':
		return dropped, ""
	case 'ı', 'İ':
		return letter, "i"
	case 'ø', 'Ø':
		return letter, "o"
	case 'đ', 'Đ', 'ð', 'Ð':
		return letter, "d"
	case 'ł', 'Ł':
		return letter, "l"
	case 'ß', 'ẞ':
		return letter, "ss"
	case 'æ', 'Æ':
		return letter, "ae"
	case 'œ', 'Œ':
		return letter, "oe"
	case 'ə', 'Ə', 'ǝ', 'Ǝ':
		return letter, "a"
	case 'þ', 'Þ':
		return letter, "th"
	}
	switch {
	case unicode.Is(unicode.M, r):
		return dropped, ""
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return letter, string(unicode.ToLower(r))
	}
	return gap, ""
}

// Skeleton returns a key that the usual romanisations of one Arabic, Persian, Hebrew, Slavic or
// South Asian name share: articles dropped, digraphs and doubled letters reduced, long and short
// vowels made one. "Deir al-Zour" and "Deir ez-Zor" give "der zor". It takes a normalised name,
// and is empty where less than four letters would be left to compare.
func Skeleton(normalised string) string {
	var words []string
	letters := 0
	for w := range strings.FieldsSeq(normalised) {
		if articles[w] {
			continue
		}
		w = reduce(w)
		letters += len(w)
		words = append(words, w)
	}
	if letters < 4 {
		return ""
	}
	return strings.Join(words, " ")
}

// articles are the Arabic article and its assimilated (sun-letter) forms.
var articles = map[string]bool{"al": true, "el": true, "ad": true, "ed": true, "as": true, "es": true, "ash": true, "esh": true, "ar": true, "er": true,
	"at": true, "et": true, "az": true, "ez": true, "an": true, "en": true, "ath": true, "adh": true, "ul": true, "il": true}

var digraphs = strings.NewReplacer("ay", "e", "ey", "e", "ei", "e", "ai", "e", "ou", "o", "oo", "o", "ow", "o", "au", "o", "aw", "o", "ee", "i", "ie", "i",
	"kh", "k", "gh", "g", "dh", "d", "th", "t", "ph", "f", "ck", "k", "q", "k", "y", "i", "u", "o", "w", "v", "j", "g", "zh", "z", "ts", "s", "tz", "s")

func reduce(word string) string {
	word = strings.TrimSuffix(digraphs.Replace(word), "h")
	var b strings.Builder
	var last rune
	for _, r := range word {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	s := b.String()
	if n := len(s); n > 3 && (s[n-1] == 'a' || s[n-1] == 'e') {
		s = s[:n-1]
	}
	return s
}
