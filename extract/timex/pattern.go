package timex

import (
	"fmt"
	"strings"
)

// A pattern is compiled to a small program: it has no loops, so the work at one lexeme is bounded.
type op uint8

const (
	opClass   op = iota // take a lexeme of a class and keep it in a slot
	opLiteral           // take the lexeme with this word
	opSplit             // go on here, and at the other place too
	opJump
	opEnd
)

type instruction struct {
	op    op
	class class
	slot  uint8
	x     int    // the literal, or the other place
	first starts // of a split: what its own branch can begin with
}

// starts is what a program can begin with: lexemes of some classes, some literals, or (empty) nothing at all.
type starts struct {
	classes  classes
	literals []uint64 // a set
	empty    bool
}

// admits reports whether a lexeme can be the first.
func (s *starts) admits(l *lexeme) bool {
	if s.empty || s.classes&l.classes != 0 {
		return true
	}
	if l.word == nil || l.word.literal == 0 {
		return false
	}
	n := int(l.word.literal)
	return n/64 < len(s.literals) && s.literals[n/64]>>(n%64)&1 != 0
}

func (s *starts) addLiteral(n int) {
	for len(s.literals) <= n/64 {
		s.literals = append(s.literals, 0)
	}
	s.literals[n/64] |= 1 << (n % 64)
}

// node is a parsed pattern.
type node struct {
	kind     byte // 'c' class, 'l' literal, 's' sequence, '|' choice, '?' optional
	class    class
	slot     uint8
	literal  string
	children []*node
}

// patternParser reads one pattern; definitions are the patterns of <names>.
type patternParser struct {
	items       []string
	at          int
	definitions map[string]*node
}

// splitPattern cuts a pattern into items: words, quoted marks, <names>, and the signs ( ) | ?.
func splitPattern(s string) []string {
	var items []string
	for _, field := range strings.Fields(s) {
		for field != "" {
			n := itemLength(field)
			items = append(items, field[:n])
			field = field[n:]
		}
	}
	return items
}

func itemLength(s string) int {
	if s[0] == '"' {
		return strings.IndexByte(s[1:], '"') + 2
	}
	if strings.IndexByte("()|?", s[0]) >= 0 {
		return 1
	}
	if n := strings.IndexAny(s, "()|?"); n > 0 {
		return n
	}
	return len(s)
}

func parsePattern(s string, definitions map[string]*node) (*node, error) {
	p := &patternParser{items: splitPattern(s), definitions: definitions}
	n, err := p.choice()
	if err == nil && p.at < len(p.items) {
		err = fmt.Errorf("%q: unexpected %q", s, p.items[p.at])
	}
	return n, err
}

func (p *patternParser) peek() string {
	if p.at < len(p.items) {
		return p.items[p.at]
	}
	return ""
}

func (p *patternParser) choice() (*node, error) {
	first, err := p.sequence()
	if err != nil || p.peek() != "|" {
		return first, err
	}
	n := &node{kind: '|', children: []*node{first}}
	for p.peek() == "|" {
		p.at++
		next, err := p.sequence()
		if err != nil {
			return nil, err
		}
		n.children = append(n.children, next)
	}
	return n, nil
}

func (p *patternParser) sequence() (*node, error) {
	n := &node{kind: 's'}
	for p.at < len(p.items) && p.peek() != "|" && p.peek() != ")" {
		item, err := p.item()
		if err != nil {
			return nil, err
		}
		if p.peek() == "?" {
			p.at++
			item = &node{kind: '?', children: []*node{item}}
		}
		n.children = append(n.children, item)
	}
	if len(n.children) == 0 {
		return nil, fmt.Errorf("empty pattern")
	}
	return n, nil
}

func (p *patternParser) item() (*node, error) {
	s := p.peek()
	p.at++
	switch {
	case s == "(":
		n, err := p.choice()
		if err == nil && p.peek() != ")" {
			err = fmt.Errorf("missing )")
		}
		p.at++
		return n, err
	case s[0] == '<':
		if n := p.definitions[strings.Trim(s, "<>")]; n != nil {
			return n, nil
		}
		return nil, fmt.Errorf("%s is not defined", s)
	case s[0] == '"':
		return &node{kind: 'l', literal: strings.Trim(s, `"`)}, nil
	case s[0] >= 'A' && s[0] <= 'Z' && strings.ToUpper(s) == s:
		return classItem(s)
	}
	return &node{kind: 'l', literal: strings.ToLower(s)}, nil
}

func classItem(s string) (*node, error) {
	if c, ok := classNamed(s); ok {
		return &node{kind: 'c', class: c}, nil
	}
	if name, two := strings.CutSuffix(s, "2"); two {
		if c, ok := classNamed(name); ok {
			return &node{kind: 'c', class: c, slot: 1}, nil
		}
	}
	return &node{kind: 'l', literal: strings.ToLower(s)}, nil
}

// compile appends the program of a node.
func (g *grammar) compile(prog []instruction, n *node) []instruction {
	switch n.kind {
	case 'c':
		return append(prog, instruction{op: opClass, class: n.class, slot: n.slot})
	case 'l':
		return append(prog, instruction{op: opLiteral, x: int(g.literal(n.literal))})
	case 's':
		for _, c := range n.children {
			prog = g.compile(prog, c)
		}
		return prog
	case '?':
		split := len(prog)
		prog = append(prog, instruction{op: opSplit})
		prog = g.compile(prog, n.children[0])
		prog[split].x = len(prog)
		return prog
	}
	return g.compileChoice(prog, n.children)
}

func (g *grammar) compileChoice(prog []instruction, choices []*node) []instruction {
	var jumps []int
	for i, c := range choices {
		split := len(prog)
		if i < len(choices)-1 {
			prog = append(prog, instruction{op: opSplit})
		}
		prog = g.compile(prog, c)
		if i < len(choices)-1 {
			jumps = append(jumps, len(prog))
			prog = append(prog, instruction{op: opJump})
			prog[split].x = len(prog)
		}
	}
	for _, j := range jumps {
		prog[j].x = len(prog)
	}
	return prog
}

// literal returns the number of a word or a mark that a pattern names.
func (g *grammar) literal(w string) uint16 {
	e := g.words.entry(w)
	if e.literal == 0 {
		g.literals++
		e.literal = g.literals
	}
	return e.literal
}
