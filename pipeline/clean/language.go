package clean

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed lexicon/stopwords.txt
var stopwordsText string

// stopwords maps a frequent word to the languages that use it, in the order of the lexicon.
var stopwords = sync.OnceValue(func() map[string][]string {
	words, lang := map[string][]string{}, ""
	for l := range strings.Lines(stopwordsText) {
		l = strings.TrimSpace(l)
		switch {
		case l == "" || l[0] == '#':
		case l[0] == '[':
			lang = strings.Trim(l, "[]")
		default:
			for _, w := range strings.Fields(l) {
				words[w] = append(words[w], lang)
			}
		}
	}
	return words
})

// sample is the number of bytes by which a language is told.
const sample = 3000

// Language tells the language of a text by its script and by the share of its words that are the most
// frequent ones of a language; BCP 47, "und" where neither says enough. It is a gate, no
// classifier: it must not call English another language, nor another language English.
func Language(text string) string {
	text = clip(text, sample)
	if lang := scriptLanguage(text); lang != "" {
		return lang
	}
	hits, order, total := map[string]int{}, []string{}, 0
	known := stopwords()
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		total++
		for _, lang := range known[w] {
			if hits[lang] == 0 {
				order = append(order, lang)
			}
			hits[lang]++
		}
	}
	best, second := "und", 0
	for _, lang := range order {
		switch {
		case best == "und" || hits[lang] > hits[best]:
			if best != "und" {
				second = hits[best]
			}
			best = lang
		case hits[lang] > second:
			second = hits[lang]
		}
	}
	if total < 5 || best == "und" || hits[best]*100 < total*12 || hits[best]-second < 2 {
		return "und"
	}
	return best
}

// scripts tell a language where nearly only one is written in them.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Han, "zh"}, {unicode.Arabic, "ar"}, {unicode.Hebrew, "he"}, {unicode.Greek, "el"},
	{unicode.Thai, "th"}, {unicode.Devanagari, "hi"}, {unicode.Bengali, "bn"}, {unicode.Tamil, "ta"}, {unicode.Telugu, "te"}, {unicode.Gujarati, "gu"}, {unicode.Gurmukhi, "pa"},
	{unicode.Kannada, "kn"}, {unicode.Malayalam, "ml"}, {unicode.Sinhala, "si"}, {unicode.Myanmar, "my"}, {unicode.Khmer, "km"}, {unicode.Lao, "lo"}, {unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"}, {unicode.Ethiopic, "am"}, {unicode.Tibetan, "bo"},
}

// scriptLanguage names the language of a text whose letters are mostly of one script other than
// Latin and Cyrillic. Japanese is told from Chinese by its kana, Persian, Urdu and Pashto from Arabic by
// letters that Arabic lacks.
func scriptLanguage(text string) string {
	letters, latin := 0, 0
	counts := make([]int, len(scripts))
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf || unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			letters++
			for i := range scripts {
				if unicode.Is(scripts[i].table, r) {
					counts[i]++
					break
				}
			}
		}
	}
	if letters*2 < latin-letters || letters < 10 {
		return ""
	}
	if counts[0]+counts[1] > letters/10 {
		return "ja"
	}
	for i := range scripts {
		if counts[i]*2 > letters {
			return arabicOr(scripts[i].lang, text)
		}
	}
	return ""
}

func arabicOr(lang, text string) string {
	switch {
	case lang != "ar":
		return lang
	case strings.ContainsAny(text, "ټډړږښڼ"):
		return "ps"
	case strings.ContainsAny(text, "ٹڈڑےہ"):
		return "ur"
	case strings.Count(text, "ی")+strings.Count(text, "گ")+strings.Count(text, "پ") > 3:
		return "fa"
	}
	return "ar"
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
