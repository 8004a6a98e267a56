package timex

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed lexicon.txt
var lexiconText string

// word is an entry of the lexicon: the classes that it belongs to, its value in each, and the
// number under which patterns know it as a literal (0 where none asks for it).
type word struct {
	classes classes
	literal uint16
	values  []classValue
	core    bool   // a literal that can carry a time expression alone: "now"
	cues    uint64 // the cues that it gives, a set
}

type classValue struct {
	class class
	value int
}

// lexicon maps lower-case words to their entries.
type lexicon map[string]*word

// readLexicon reads the lines "CLASS value: word word ..." and "CUE name: word word ...".
func readLexicon(text string) (lexicon, error) {
	lex := lexicon{}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if err := lex.readLine(line); err != nil {
			return nil, fmt.Errorf("lexicon.txt:%d: %w", n+1, err)
		}
	}
	return lex, nil
}

func (lex lexicon) readLine(line string) error {
	if rest, ok := strings.CutPrefix(line, "CUE "); ok {
		return lex.readCue(rest)
	}
	head, words, ok := strings.Cut(line, ":")
	name, number, ok2 := strings.Cut(head, " ")
	value, err := strconv.Atoi(number)
	c, known := classNamed(name)
	if !ok || !ok2 || err != nil || !known {
		return fmt.Errorf("%q: want CLASS value: words", line)
	}
	for _, w := range strings.Fields(words) {
		e := lex.entry(w)
		e.classes |= of(c)
		e.values = append(e.values, classValue{c, value})
	}
	return nil
}

// readCue reads "name: word word ..." of a line of cues.
func (lex lexicon) readCue(line string) error {
	name, words, _ := strings.Cut(line, ":")
	c := slices.Index(cueNames[:], name)
	if c < 0 {
		return fmt.Errorf("no cue %q", name)
	}
	for _, w := range strings.Fields(words) {
		lex.entry(w).cues |= 1 << c
	}
	return nil
}

func (lex lexicon) entry(w string) *word {
	e := lex[w]
	if e == nil {
		e = &word{}
		lex[w] = e
	}
	return e
}

func (w *word) value(c class) int {
	for _, v := range w.values {
		if v.class == c {
			return v.value
		}
	}
	return 0
}

func classNamed(name string) (class, bool) {
	for c, n := range classNames {
		if n == name {
			return class(c), true
		}
	}
	return 0, false
}

// Lexicons returns the text of the grammar and of all lexicons of this package, for the extractor's version.
func Lexicons() string { return grammarText + lexiconText + holidaysText }
