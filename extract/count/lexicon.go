package count

import (
	"embed"
	"maps"
	"strings"
	"sync"

	"sitrep/extract"
	lists "sitrep/extract/lexicon"
	"sitrep/extract/token"
)

//go:embed lexicon/*.txt
var files embed.FS

// frame tells where the people stand whom an effect befalls.
type frame uint8

const (
	object  frame = iota // object of the active verb, subject of the passive one
	subject              // subject of the verb
	of                   // "the killing of N", "N killings"
	counted              // "N deaths"
	head                 // "N dead"
)

// effect is a word that says what befell people.
type effect struct {
	measure  string
	frame    frame
	weak     bool // gives way to a stronger effect on the same people
	numbered bool // only with a number
	people   bool // only of nouns known to be people
	building bool // counts structures
}

// words are the lexicons of this package, read once.
type words struct {
	roles    map[string]string // person noun, singular -> role
	irregRev map[string]string // irregular plural -> singular
	things   map[string]string // noun, singular -> class
	verbs    map[string]effect // lemma
	nouns    map[string]effect // singular
	heads    map[string]effect
	labels   map[string]effect  // before a colon and a number
	hedges   map[string][]hedge // first word -> phrases, longest first
	diseases map[string]bool
	ailments []string
	wanted   map[string]bool
	injuries map[string]map[string]bool // key of injuries.txt -> words
	protests map[string]map[string]bool // key of protests.txt -> words
}

// hedge is a phrase that qualifies a number.
type hedge struct {
	words []string
	kind  string
}

var lexicon = sync.OnceValue(func() *words {
	w := &words{roles: map[string]string{}, irregRev: map[string]string{}, things: map[string]string{}, verbs: map[string]effect{},
		nouns: map[string]effect{}, heads: map[string]effect{}, labels: map[string]effect{}, hedges: map[string][]hedge{}, diseases: map[string]bool{}, wanted: map[string]bool{}, injuries: keyed("injuries.txt"), protests: keyed("protests.txt")}
	w.readPersons(lines("persons.txt"))
	w.readThings(lines("things.txt"))
	w.readEffects(lines("effects.txt"))
	w.readHedges(lines("hedges.txt"))
	for _, line := range lines("diseases.txt") {
		maps.Copy(w.diseases, wordSet(line))
	}
	for _, line := range lines("wanted.txt") {
		maps.Copy(w.wanted, wordSet(line))
	}
	for _, line := range lines("ailments.txt") {
		w.ailments = append(w.ailments, quotedFields(line)...)
	}
	return w
})

// lines returns the lines of a lexicon without comments.
func lines(name string) []string {
	text, err := files.ReadFile("lexicon/" + name)
	if err != nil {
		return nil
	}
	var out []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

// keyed returns the words of a lexicon of lines "KEY: words".
func keyed(name string) map[string]map[string]bool {
	sets := map[string]map[string]bool{}
	for _, line := range lines(name) {
		key, list, _ := strings.Cut(line, ":")
		sets[key] = wordSet(list)
	}
	return sets
}

// quotedFields splits a line at spaces outside double quotes.
func quotedFields(line string) []string {
	var out []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

func (w *words) readPersons(lines []string) {
	for _, line := range lines {
		role, list, _ := strings.Cut(line, ":")
		for word := range strings.FieldsSeq(strings.ToLower(list)) {
			one, many, irregular := strings.Cut(word, "/")
			if _, taken := w.roles[one]; !taken {
				w.roles[one] = role
			}
			if irregular {
				w.irregRev[many] = one
			}
		}
	}
}

func (w *words) readThings(lines []string) {
	for _, line := range lines {
		class, list, _ := strings.Cut(line, ":")
		for word := range strings.FieldsSeq(list) {
			if _, taken := w.things[word]; !taken {
				w.things[word] = class
			}
		}
	}
}

func (w *words) readEffects(lines []string) {
	frames := map[string]frame{"object": object, "subject": subject, "of": of, "count": counted}
	for _, line := range lines {
		f := strings.Fields(line)
		e := effect{measure: f[2]}
		marks := f[3:]
		if f[0] == "head" || f[0] == "label" {
			e.frame = head
		} else {
			e.frame, marks = frames[f[3]], f[4:]
		}
		for _, m := range marks {
			e.weak = e.weak || m == "weak"
			e.numbered = e.numbered || m == "numbered"
			e.people = e.people || m == "people"
			e.building = e.building || m == "building"
		}
		switch f[0] {
		case "verb":
			if _, people := w.verbs[f[1]]; people && e.building { // "burn" hurts people and destroys houses
				w.verbs[f[1]+" building"] = e
				continue
			}
			w.verbs[f[1]] = e
		case "noun":
			w.nouns[f[1]] = e
		case "head":
			w.heads[f[1]], w.labels[f[1]] = e, e
		case "label":
			w.labels[f[1]] = e
		}
	}
}

func (w *words) readHedges(lines []string) {
	for _, line := range lines {
		kind, list, _ := strings.Cut(line, ":")
		for phrase := range strings.SplitSeq(list, "|") {
			h := hedge{strings.Fields(phrase), kind}
			all := append(w.hedges[h.words[0]], h)
			for i := len(all) - 1; i > 0 && len(all[i].words) > len(all[i-1].words); i-- {
				all[i], all[i-1] = all[i-1], all[i]
			}
			w.hedges[h.words[0]] = all
		}
	}
}

// singular returns the singular of a noun and whether the form was a plural.
func (w *words) singular(noun string) (string, bool) {
	if one, ok := w.irregRev[noun]; ok {
		return one, true
	}
	known := func(s string) bool { return w.roles[s] != "" || w.things[s] != "" || w.nouns[s].measure != "" }
	switch {
	case known(noun):
		return noun, noun == "police" || noun == "personnel" || noun == "taliban" || noun == "militia" || noun == "mujahedeen" || noun == "livestock" || noun == "cattle"
	case strings.HasSuffix(noun, "ies") && known(noun[:len(noun)-3]+"y"):
		return noun[:len(noun)-3] + "y", true
	case strings.HasSuffix(noun, "ves") && known(noun[:len(noun)-3]+"f"):
		return noun[:len(noun)-3] + "f", true
	case strings.HasSuffix(noun, "es") && known(noun[:len(noun)-2]):
		return noun[:len(noun)-2], true
	case strings.HasSuffix(noun, "s") && known(noun[:len(noun)-1]):
		return noun[:len(noun)-1], true
	case strings.HasSuffix(noun, "men") && len(noun) > 4:
		return noun[:len(noun)-2] + "an", true
	case strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") && !strings.HasSuffix(noun, "us"):
		return noun[:len(noun)-1], true
	}
	return noun, false
}

// role returns the role of a person noun in the singular; a compound takes its last part's.
func (w *words) role(one string) (string, bool) {
	if r, ok := w.roles[one]; ok {
		return r, true
	}
	if i := strings.LastIndexByte(one, '-'); i > 0 {
		if _, known := w.roles[one[i+1:]]; known {
			return w.roles[one[i+1:]], true
		}
		if one[i+1:] == "old" && strings.Contains(one, "year") {
			return roleUnspecified, true
		}
	}
	for _, suffix := range []string{"man", "woman", "ist", "eer"} {
		if strings.HasSuffix(one, suffix) && len(one) > len(suffix)+3 && w.things[one] == "" {
			return roleUnspecified, true
		}
	}
	return "", false
}

const roleUnspecified = "unspecified"

// effectOf returns the effect of a verb lemma.
func (w *words) effectOf(lemma string) (effect, bool) {
	e, ok := w.verbs[lemma]
	return e, ok
}

// Wanted reports whether a sentence holds a word that may say what befell somebody, so that it needs tags.
func Wanted(doc *extract.Document, sentence int) bool {
	s := &doc.Sentences[sentence]
	if s.Kind == extract.Furniture {
		return false
	}
	for i := s.First; i < s.Last; i++ {
		if t := &doc.Tokens[i]; len(t.Lower) > 2 && effectWord(t.Lower) {
			return true
		}
	}
	return false
}

// effectWord reports whether a lower-case form is one of the words that carry an effect.
func effectWord(form string) bool {
	w := lexicon()
	if w.wanted[form] || w.injuries["unhurt"][form] || w.heads[form].measure != "" {
		return true
	}
	if _, ok := w.verbs[token.Lemma(form)]; ok {
		return true
	}
	one, _ := w.singular(form)
	return w.nouns[one].measure != ""
}

// Lexicons returns the text of all lexicons of this package, in order of their names, for the extractor's version.
func Lexicons() string { return lists.Text(files) }
