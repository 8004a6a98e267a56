package trigger

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// ErrLexicon marks a lexicon that cannot be read; the error that wraps it names file and line.
var ErrLexicon = errors.New("malformed trigger lexicon")

// grammar is the compiled lexicon.
type grammar struct {
	table    lexicon.Table[reading]
	ids      map[string]int  // number of each word that a sense, a class or a condition knows, from 1
	classOf  []mask          // classes by word number; entry 0 is of all other words
	opening  bits            // words that begin a sense
	classes  map[string]mask // the classes of a word
	names    map[string]int  // class name -> bit
	realis   realisWords
	after    lexicon.Table[aftermath]
	examples []lexicon.Example // of triggers

	aftermathExamples []lexicon.Example
}

// mask is a set of up to 128 word classes.
type mask [2]uint64

func (m mask) has(n int) bool       { return m[n>>6]&(1<<(n&63)) != 0 }
func (m mask) with(n int) mask      { m[n>>6] |= 1 << (n & 63); return m }
func (m mask) overlaps(o mask) bool { return m[0]&o[0]|m[1]&o[1] != 0 }

// sense is one meaning of a word or phrase.
type sense struct {
	file, lemma, typ  string
	verb              bool
	generic           bool // its finer type comes from weapon or actor
	figurative        bool // used of sports, films and debates as well
	intransitive      bool // never a bare passive participle
	needy             bool // holds only beside other words, so that it is tried first
	general           bool // names a kind of event rather than one
	realis, outcome   string
	forbidden, needed []condition
	refinements       []refinement
}

// reading is a sense under one of its inflected forms.
type reading struct {
	sense *sense
	forms lexicon.Form // 0 for a noun in the singular, Third for its plural
	head  int          // index of the inflected word in the phrase, -1 the last
}

// refinement gives a finer type where its condition holds.
type refinement struct {
	when condition
	typ  string
}

// condition holds where one of its tests does.
type condition []test

// test asks whether a zone around the trigger holds one of the words.
type test struct {
	zone  zone
	words bits // by word number
	mask  mask
}

// bits is a set of word numbers.
type bits []uint64

func (b bits) has(n int) bool { return n>>6 < len(b) && b[n>>6]&(1<<(n&63)) != 0 }

func (b *bits) add(n int) {
	for n>>6 >= len(*b) {
		*b = append(*b, 0)
	}
	(*b)[n>>6] |= 1 << (n & 63)
}

// id returns the number of a word, giving it one if it has none.
func (g *grammar) id(word string) int {
	n, ok := g.ids[word]
	if !ok {
		n = len(g.ids) + 1
		g.ids[word] = n
	}
	return n
}

func compile(files fs.FS) (*grammar, error) {
	g := &grammar{ids: map[string]int{}, classes: map[string]mask{}, names: map[string]int{}}
	if err := g.readClasses(files); err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "lexicon/*.*.txt")
	if err != nil {
		return nil, fmt.Errorf("list trigger lexicons: %w", err)
	}
	for _, name := range names {
		if err := g.readSenses(files, name); err != nil {
			return nil, err
		}
	}
	g.table.Sort()
	g.numberClasses()
	if err := g.readRealis(files); err != nil {
		return nil, err
	}
	return g, g.readAftermath(files)
}

// numberClasses lays the classes out by word number, so that a document's tokens are looked up once.
func (g *grammar) numberClasses() {
	for word := range g.classes {
		g.id(word)
	}
	g.classOf = make([]mask, len(g.ids)+1)
	for word, m := range g.classes {
		g.classOf[g.id(word)] = m
	}
}

// readClasses reads "@name word, word" lines; a word gets its plural, "~word" its verb forms, "=word" nothing.
func (g *grammar) readClasses(files fs.FS) error {
	lines, _, err := lexicon.Read(files, "lexicon/classes.txt")
	if err != nil {
		return err
	}
	for n, line := range lines {
		name, list, _ := strings.Cut(line.Text, " ")
		if !strings.HasPrefix(name, "@") || n >= 128 {
			return line.Errorf("%w: want at most 128 lines of the form @class word, word", ErrLexicon)
		}
		g.names[name] = n
		for _, more := range line.Indented {
			list += ", " + more.Text
		}
		for _, item := range lexicon.Items(list) {
			for _, word := range expand(item) {
				g.classes[word] = g.classes[word].with(n)
			}
		}
	}
	return nil
}

// expand returns the forms of an item of a word list.
func expand(item string) []string {
	if verb, ok := strings.CutPrefix(item, "~"); ok {
		var words []string
		for _, f := range lexicon.Verb(verb) {
			words = append(words, f.Word)
		}
		return words
	}
	if word, ok := strings.CutPrefix(item, "="); ok {
		return []string{word}
	}
	if plural := lexicon.Plural(item); plural != item {
		return []string{item, plural}
	}
	return []string{item}
}

func (g *grammar) readSenses(files fs.FS, name string) error {
	lines, examples, err := lexicon.Read(files, name)
	if err != nil {
		return err
	}
	g.examples = append(g.examples, examples...)
	for _, line := range lines {
		s, lemmas, err := g.sense(line)
		if err != nil {
			return err
		}
		s.file = strings.TrimSuffix(path.Base(name), ".txt")
		for _, lemma := range lemmas {
			own := *s
			own.lemma = strings.ReplaceAll(lemma, "|", "")
			own.intransitive = g.is(lexicon.Words(own.lemma)[0], "@intransitive")
			g.enter(&own, lemma)
		}
	}
	return nil
}

// sense reads "verb bomb, blow up > attack.bombing generic" and its indented conditions.
func (g *grammar) sense(line lexicon.Line) (*sense, []string, error) {
	head, result, ok := strings.Cut(line.Text, ">")
	kind, lemmas, _ := strings.Cut(strings.TrimSpace(head), " ")
	words := strings.Fields(result)
	if !ok || len(words) == 0 || kind != "verb" && kind != "noun" {
		return nil, nil, line.Errorf("%w: want verb|noun LEMMAS > TYPE FLAGS", ErrLexicon)
	}
	s := &sense{verb: kind == "verb", typ: words[0]}
	if err := checkType(line, s.typ); err != nil {
		return nil, nil, err
	}
	if err := s.setFlags(line, words[1:]); err != nil {
		return nil, nil, err
	}
	for _, l := range line.Indented {
		if err := g.addCondition(s, l); err != nil {
			return nil, nil, err
		}
	}
	return s, lexicon.Items(lemmas), nil
}

// is reports whether a word is of a class.
func (g *grammar) is(word, class string) bool { return g.classes[word].has(g.names[class]) }

func checkType(line lexicon.Line, typ string) error {
	if typ == none || extract.Family(typ) == "effect" || slices.Contains(extract.Types, typ) {
		return nil
	}
	return line.Errorf("%w: type %q is not in the taxonomy", ErrLexicon, typ)
}

func (s *sense) setFlags(line lexicon.Line, flags []string) error {
	for _, f := range flags {
		switch f {
		case "generic":
			s.generic = true
		case "figurative":
			s.figurative = true
		case "general":
			s.general = true
		case "attempted", "foiled", "unknown":
			s.outcome = f
		case "threatened", "planned", "negated", "hypothetical", "exercise", "alleged":
			s.realis = f
		default:
			return line.Errorf("%w: unknown flag %q", ErrLexicon, f)
		}
	}
	return nil
}

func (g *grammar) addCondition(s *sense, line lexicon.Line) error {
	kind, rest, _ := strings.Cut(line.Text, " ")
	rest, typ, typed := strings.Cut(rest, ">")
	c, err := g.condition(line, rest)
	if err != nil {
		return err
	}
	typ = strings.TrimSpace(typ)
	switch {
	case kind == "if" && typed:
		if err := checkType(line, typ); err != nil {
			return err
		}
		s.refinements = append(s.refinements, refinement{c, typ})
	case kind == "not":
		s.forbidden = append(s.forbidden, c)
	case kind == "need":
		s.needed, s.needy = append(s.needed, c), true
	default:
		return line.Errorf("%w: want not|need ZONE WORDS or if ZONE WORDS > TYPE", ErrLexicon)
	}
	return nil
}

// condition reads "ZONE WORDS or ZONE WORDS".
func (g *grammar) condition(line lexicon.Line, text string) (condition, error) {
	var c condition
	for _, part := range strings.Split(text, " or ") {
		name, list, _ := strings.Cut(strings.TrimSpace(part), " ")
		z, ok := zones[name]
		if !ok {
			return nil, line.Errorf("%w: unknown zone %q", ErrLexicon, name)
		}
		t := test{zone: z}
		for _, item := range lexicon.Items(list) {
			if strings.HasPrefix(item, "@") {
				n, ok := g.names[item]
				if !ok {
					return nil, line.Errorf("%w: unknown class %q", ErrLexicon, item)
				}
				t.mask = t.mask.with(n)
				continue
			}
			if strings.Contains(item, " ") {
				return nil, line.Errorf("%w: condition of several words %q", ErrLexicon, item)
			}
			for _, word := range expand(item) {
				t.words.add(g.id(word))
			}
		}
		c = append(c, t)
	}
	return c, nil
}

// enter puts all forms of a lemma into the table. The inflected word of a phrase is its first for a verb and its last for a noun,
// unless one ends with "|".
func (g *grammar) enter(s *sense, lemma string) {
	words := lexicon.Words(lemma)
	head := len(words) - 1
	if s.verb {
		head = 0
	}
	for i, w := range words {
		if strings.HasSuffix(w, "|") {
			words[i], head = strings.TrimSuffix(w, "|"), i
		}
	}
	at := head
	if slices.Contains(words[:head], lexicon.Gap) {
		at = -1
	}
	for _, f := range s.inflect(words[head]) {
		form := slices.Clone(words)
		form[head] = f.Word
		g.table.Add(form, reading{s, f.Forms, at})
		g.opening.add(g.id(form[0]))
	}
}

func (s *sense) inflect(word string) []lexicon.Inflected {
	if s.verb {
		return lexicon.Verb(word)
	}
	forms := []lexicon.Inflected{{Word: word}}
	if plural := lexicon.Plural(word); plural != word {
		forms = append(forms, lexicon.Inflected{Word: plural, Forms: lexicon.Third})
	}
	return forms
}
