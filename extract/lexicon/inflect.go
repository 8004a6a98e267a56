package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed irregular.txt
var irregularText string

// Forms of a verb.
type Form uint8

// The forms of a verb. A word can be several of them: "killed" is Past and Participle.
const (
	Base       Form = 1 << iota // kill
	Third                       // kills
	Past                        // killed, shot
	Participle                  // killed, shot, slain
	Gerund                      // killing
)

// Inflected is a word with the forms it can be.
type Inflected struct {
	Word  string
	Forms Form
}

// irregulars maps a verb to past and participle (each with variants split by "/"), and optionally a gerund; and a noun to its plural.
var irregulars = sync.OnceValue(func() map[string][]string {
	verbs := map[string][]string{}
	for _, line := range strings.Split(irregularText, "\n") {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			verbs[f[0]] = f[1:]
		}
	}
	return verbs
})

// Verb returns the forms of a verb given by its base form.
func Verb(base string) []Inflected {
	past, participle, gerund := []string{pastOf(base)}, []string{pastOf(base)}, gerundOf(base)
	if f := irregulars()["v:"+base]; f != nil {
		past, participle = strings.Split(f[0], "/"), strings.Split(f[min(1, len(f)-1)], "/")
		if len(f) > 2 {
			gerund = f[2]
		}
	}
	forms := []Inflected{{base, Base}}
	add := func(word string, form Form) {
		for i := range forms {
			if forms[i].Word == word {
				forms[i].Forms |= form
				return
			}
		}
		forms = append(forms, Inflected{word, form})
	}
	add(sibilant(base), Third)
	for _, w := range past {
		add(w, Past)
	}
	for _, w := range participle {
		add(w, Participle)
	}
	add(gerund, Gerund)
	return forms
}

// Plural returns the plural of a noun.
func Plural(noun string) string {
	if f := irregulars()["n:"+noun]; f != nil {
		return f[0]
	}
	if strings.HasSuffix(noun, "man") && !strings.HasSuffix(noun, "human") && !strings.HasSuffix(noun, "german") {
		return strings.TrimSuffix(noun, "an") + "en"
	}
	return sibilant(noun)
}

// sibilant adds the ending s as plurals and third persons take it.
func sibilant(word string) string {
	switch {
	case word == "":
		return ""
	case hasAnySuffix(word, "s", "x", "z", "ch", "sh"):
		return word + "es"
	case consonantY(word):
		return word[:len(word)-1] + "ies"
	}
	return word + "s"
}

func pastOf(base string) string {
	switch {
	case strings.HasSuffix(base, "e"):
		return base + "d"
	case consonantY(base):
		return base[:len(base)-1] + "ied"
	case doubles(base):
		return base + base[len(base)-1:] + "ed"
	}
	return base + "ed"
}

func gerundOf(base string) string {
	switch {
	case strings.HasSuffix(base, "ie"):
		return base[:len(base)-2] + "ying"
	case strings.HasSuffix(base, "e") && !hasAnySuffix(base, "ee", "oe", "ye"):
		return base[:len(base)-1] + "ing"
	case doubles(base):
		return base + base[len(base)-1:] + "ing"
	}
	return base + "ing"
}

func hasAnySuffix(word string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(word, s) {
			return true
		}
	}
	return false
}

func consonantY(word string) bool {
	return len(word) > 1 && strings.HasSuffix(word, "y") && !isVowel(word[len(word)-2])
}

// doubles reports whether a verb of one syllable doubles its last consonant: stab, ram, rob.
// Longer ones that do (kidnap) are irregular here.
func doubles(word string) bool {
	n := len(word)
	if n < 3 || isVowel(word[n-1]) || strings.IndexByte("wxy", word[n-1]) >= 0 || !isVowel(word[n-2]) || isVowel(word[n-3]) && word[n-3] != 'u' {
		return false
	}
	for i := 0; i < n-3; i++ {
		if isVowel(word[i]) {
			return false
		}
	}
	return true
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }
