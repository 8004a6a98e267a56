package token

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon/verbs.txt
var verbsText string

// verbForms holds what is known of the inflected forms of the verbs of the lexicon.
type verbForms struct {
	lemma      map[string]string // form -> lemma
	transitive map[string]bool   // lemma -> whether its bare participle is passive
	past       map[string]bool   // forms that are a past tense or a past participle
}

var verbs = sync.OnceValue(func() *verbForms { return readVerbs(verbsText) })

// readVerbs reads the lexicon and generates the regular forms.
func readVerbs(text string) *verbForms {
	v := &verbForms{map[string]string{}, map[string]bool{}, map[string]bool{}}
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 0 && words[0] != "#" {
			v.add(words)
		}
	}
	return v
}

// add enters one line of the lexicon.
func (v *verbForms) add(words []string) {
	lemma, double := words[0], false
	var irregular []string
	for _, w := range words[1:] {
		switch w {
		case "+t":
			v.transitive[lemma] = true
		case "+d":
			double = true
		default:
			irregular = append(irregular, w)
		}
	}
	s, ed, ing := inflect(lemma, double)
	if len(irregular) == 0 {
		irregular = []string{ed}
	}
	for _, form := range irregular {
		v.set(form, lemma)
		v.past[form] = true
	}
	v.set(lemma, lemma)
	v.set(s, lemma)
	v.set(ing, lemma)
}

// set keeps the first lemma that claims a form: "found" is find's, "felled" is fell's.
func (v *verbForms) set(form, lemma string) {
	if _, taken := v.lemma[form]; !taken || form == lemma {
		v.lemma[form] = lemma
	}
}

// inflect returns the regular third person, past and -ing forms of a verb.
func inflect(lemma string, double bool) (s, ed, ing string) {
	last := lemma[len(lemma)-1]
	before := byte('x')
	if len(lemma) > 1 {
		before = lemma[len(lemma)-2]
	}
	switch {
	case strings.HasSuffix(lemma, "ie"):
		return lemma + "s", lemma + "d", lemma[:len(lemma)-2] + "ying"
	case strings.HasSuffix(lemma, "ee"):
		return lemma + "s", lemma + "d", lemma + "ing"
	case last == 'e':
		return lemma + "s", lemma + "d", lemma[:len(lemma)-1] + "ing"
	case last == 'y' && !strings.ContainsRune("aeou", rune(before)):
		return lemma[:len(lemma)-1] + "ies", lemma[:len(lemma)-1] + "ied", lemma + "ing"
	}
	stem := lemma
	if double {
		stem += string(last)
	}
	if strings.HasSuffix(lemma, "s") || strings.HasSuffix(lemma, "sh") || strings.HasSuffix(lemma, "ch") || last == 'x' || last == 'o' {
		return lemma + "es", stem + "ed", stem + "ing"
	}
	return lemma + "s", stem + "ed", stem + "ing"
}

// irregularBe are the forms of be, have and do that no rule gives.
var irregularBe = map[string]string{"am": "be", "is": "be", "are": "be", "were": "be", "'s": "be", "'re": "be", "'m": "be",
	"has": "have", "'ve": "have", "does": "do", "wound": "wound", "lain": "lie", "dead": "dead", "got": "get"}

// Lemma returns the dictionary form of a verb form in lower case ("killed" -> "kill").
// Verbs outside the lexicon are cut by rule; a form that no rule knows is returned as it is.
func Lemma(form string) string {
	if l, ok := irregularBe[form]; ok {
		return l
	}
	if l, ok := verbs().lemma[form]; ok {
		return l
	}
	switch {
	case strings.HasSuffix(form, "ied") && len(form) > 4:
		return form[:len(form)-3] + "y"
	case strings.HasSuffix(form, "ies") && len(form) > 4:
		return form[:len(form)-3] + "y"
	case strings.HasSuffix(form, "ed") && len(form) > 4:
		return restore(form[:len(form)-2])
	case strings.HasSuffix(form, "ing") && len(form) > 5:
		return restore(form[:len(form)-3])
	case strings.HasSuffix(form, "ches"), strings.HasSuffix(form, "shes"), strings.HasSuffix(form, "sses"), strings.HasSuffix(form, "xes"):
		return form[:len(form)-2]
	case strings.HasSuffix(form, "s") && !strings.HasSuffix(form, "ss") && len(form) > 3:
		return form[:len(form)-1]
	}
	return form
}

// restore gives a bare stem its final e back, or takes a doubled consonant away.
func restore(stem string) string {
	n := len(stem)
	if n < 3 {
		return stem
	}
	last, before := stem[n-1], stem[n-2]
	vowel := func(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }
	switch {
	case last == before && strings.IndexByte("bdgmnprt", last) >= 0:
		return stem[:n-1]
	case last == 'v' || last == 'z' || last == 'u' || last == 'c':
		return stem + "e"
	case last == 's' && vowel(before), last == 'g' && (before == 'n' || before == 'd' || vowel(before)), last == 'l' && !vowel(before) && before != 'l' && before != 'r' && before != 'w':
		return stem + "e"
	case strings.HasSuffix(stem, "at") && n > 4, strings.HasSuffix(stem, "ur") && n > 3, strings.HasSuffix(stem, "ir") && n > 3, strings.HasSuffix(stem, "iz"), strings.HasSuffix(stem, "ut") && n > 5, strings.HasSuffix(stem, "ap") && before == 'a':
		return stem + "e"
	}
	return stem
}

// Transitive reports whether the bare participle of a lemma is passive: "wounded in the clash".
func Transitive(lemma string) bool { return verbs().transitive[lemma] }

// pastForm reports whether a form is a past tense or participle, irregular ones by the lexicon.
func pastForm(form string) bool { return strings.HasSuffix(form, "ed") || verbs().past[form] }
