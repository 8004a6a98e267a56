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
	// Which rules can begin with a lexeme of a class, or with a literal.
	byClass   [numClasses]ruleSet
	byLiteral []ruleSet
	holidays  []feast
	feasts    map[string][]int // first word -> holidays, longest name first
}

// rule is a pattern with a name and a meaning.
type rule struct {
	name     string
	meaning  meaning
	argument string
	line     int
	program  []instruction
	// What its first lexeme can be.
	first starts
	// What its second lexeme can be; empty where it can be of one, or where the first can be several.
	second starts
}

// ruleSet is a set of rules by their index.
type ruleSet []uint64

func (s ruleSet) add(i int) { s[i/64] |= 1 << (i % 64) }

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
	if err := g.readRules(rules); err != nil {
		return nil, err
	}
	g.index()
	return g, nil
}

// index notes for every class and literal which rules can begin with it.
func (g *grammar) index() {
	words := (len(g.rules) + 63) / 64
	for c := range g.byClass {
		g.byClass[c] = make(ruleSet, words)
	}
	g.byLiteral = make([]ruleSet, g.literals+1)
	for l := range g.byLiteral {
		g.byLiteral[l] = make(ruleSet, words)
	}
	for i := range g.rules {
		for c := range numClasses {
			if g.rules[i].first.classes.has(c) {
				g.byClass[c].add(i)
			}
		}
		for l := range g.byLiteral {
			if s := g.rules[i].first.literals; l/64 < len(s) && s[l/64]>>(l%64)&1 != 0 {
				g.byLiteral[l].add(i)
			}
		}
	}
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
	r.first.collect(r.program, 0)
	r.second.collectSecond(r.program, 0)
	for pc := range r.program {
		if in := &r.program[pc]; in.op == opSplit {
			in.first.collect(r.program, pc+1)
		}
	}
	g.rules = append(g.rules, r)
	g.markCores(n)
	return nil
}

// collect adds what the program may begin with from pc on.
func (s *starts) collect(program []instruction, pc int) {
	switch in := &program[pc]; in.op {
	case opClass:
		s.classes |= of(in.class)
	case opLiteral:
		s.addLiteral(in.x)
	case opSplit:
		s.collect(program, pc+1)
		s.collect(program, in.x)
	case opJump:
		s.collect(program, in.x)
	case opEnd:
		s.empty = true
	}
}

// collectSecond adds what may follow the first lexeme that the program takes from pc on.
func (s *starts) collectSecond(program []instruction, pc int) {
	switch in := &program[pc]; in.op {
	case opClass:
		if in.class == numeral || in.class == year || in.class == holiday {
			s.empty = true
		}
		s.collect(program, pc+1)
	case opLiteral:
		s.collect(program, pc+1)
	case opSplit:
		s.collectSecond(program, pc+1)
		s.collectSecond(program, in.x)
	case opJump:
		s.collectSecond(program, in.x)
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
