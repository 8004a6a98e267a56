package timex

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed grammar.txt
var grammarText string

//go:embed holidays.txt
var holidaysText string

// grammar is the compiled knowledge of the package: the lexicon, the rules, the holidays.
type grammar struct {
	words    lexicon
	literals uint16
	rules    []rule
	holidays []feast
	feasts   map[string][]int // first word -> holidays, longest name first
}

// rule is a pattern with a name and a meaning.
type rule struct {
	name     string
	meaning  meaning
	argument string
	line     int
	program  []instruction
	// What its first lexeme can be.
	firstClasses  classes
	firstLiterals map[uint16]bool
}

// english compiles the grammar once; its files are part of the program and are checked by the tests.
var english = sync.OnceValue(func() *grammar {
	g, err := readGrammar(lexiconText, grammarText, holidaysText)
	if err != nil {
		panic(err) // cannot happen: the files are embedded and tested
	}
	return g
})

func readGrammar(words, rules, holidays string) (*grammar, error) {
	lex, err := readLexicon(words)
	if err != nil {
		return nil, err
	}
	g := &grammar{words: lex}
	if err := g.readHolidays(holidays); err != nil {
		return nil, err
	}
	return g, g.readRules(rules)
}

// readRules reads the definitions, the rules and their patterns.
func (g *grammar) readRules(text string) error {
	definitions := map[string]*node{}
	var current rule
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		var err error
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "def "):
			err = define(definitions, line)
		case strings.HasPrefix(line, "rule "):
			current, err = newRule(line)
		default:
			current.line = n + 1
			err = g.addPattern(current, line, definitions)
		}
		if err != nil {
			return fmt.Errorf("grammar.txt:%d: %w", n+1, err)
		}
	}
	return nil
}

func define(definitions map[string]*node, line string) error {
	name, pattern, _ := strings.Cut(strings.TrimPrefix(line, "def "), "=")
	n, err := parsePattern(pattern, definitions)
	definitions[strings.TrimSpace(name)] = n
	return err
}

func newRule(line string) (rule, error) {
	f := strings.Fields(line)
	if len(f) != 3 {
		return rule{}, fmt.Errorf("%q: want rule NAME MEANING", line)
	}
	name, argument, _ := strings.Cut(f[2], ":")
	m, ok := meanings[name]
	if !ok {
		return rule{}, fmt.Errorf("no meaning %q", name)
	}
	return rule{name: f[1], meaning: m, argument: argument}, nil
}

func (g *grammar) addPattern(r rule, pattern string, definitions map[string]*node) error {
	if r.meaning == nil {
		return fmt.Errorf("pattern outside of a rule")
	}
	n, err := parsePattern(pattern, definitions)
	if err != nil {
		return err
	}
	r.program = append(g.compile(nil, n), instruction{op: opEnd})
	r.firstLiterals = map[uint16]bool{}
	r.first(0)
	g.rules = append(g.rules, r)
	g.markCores(n)
	return nil
}

// first collects what the program at pc may begin with.
func (r *rule) first(pc int) {
	switch in := r.program[pc]; in.op {
	case opClass:
		r.firstClasses |= of(in.class)
	case opLiteral:
		r.firstLiterals[uint16(in.x)] = true
	case opSplit:
		r.first(pc + 1)
		r.first(in.x)
	case opJump:
		r.first(in.x)
	}
}

// markCores marks the literals of patterns that may have no core class, so that the scan does not pass them over.
func (g *grammar) markCores(n *node) {
	if n.kind == 's' && !hasCore(n) {
		for _, w := range literals(n) {
			if !glue[w] {
				g.words.entry(w).core = true
			}
		}
	}
}

// glue are words that occur in patterns everywhere and carry no time by themselves.
var glue = map[string]bool{"the": true, "a": true, "an": true, "of": true, "in": true, "on": true, "at": true, "to": true, "and": true, "or": true,
	",": true, "-": true, "for": true, "as": true, "this": true, "that": true, "one": true, "only": true, "more": true, "most": true, "just": true, "too": true,
	"not": true, "right": true, "near": true, "quite": true, "long": true, "(": true, ")": true, "'": true, "/": true, "some": true, "over": true}

func hasCore(n *node) bool {
	switch n.kind {
	case 'c':
		return cores.has(n.class)
	case '?':
		return false
	case '|':
		for _, c := range n.children {
			if !hasCore(c) {
				return false
			}
		}
		return true
	}
	for _, c := range n.children {
		if hasCore(c) {
			return true
		}
	}
	return false
}

func literals(n *node) []string {
	if n.kind == 'l' {
		return []string{n.literal}
	}
	var all []string
	for _, c := range n.children {
		all = append(all, literals(c)...)
	}
	return all
}
