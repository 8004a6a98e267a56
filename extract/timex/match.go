package timex

import (
	"math/bits"
	"slices"
)

// capture is a lexeme that a pattern took under a class.
type capture struct {
	class class
	slot  uint8
	at    int
}

// match is a rule that fits the lexemes first..last (half-open).
type match struct {
	rule        *rule
	first, last int
	captures    []capture
	lex         []lexeme
}

// has reports whether the pattern took a lexeme of the class.
func (m *match) has(c class) bool { _, ok := m.slot(c, 0); return ok }

// get returns the value of the class, 0 where it was not taken.
func (m *match) get(c class) int { v, _ := m.slot(c, 0); return v }

// second returns the value of the class's second slot.
func (m *match) second(c class) (int, bool) { return m.slot(c, 1) }

func (m *match) slot(c class, slot uint8) (int, bool) {
	for _, x := range m.captures {
		if x.class == c && x.slot == slot {
			return m.lex[x.at].value(c), true
		}
	}
	return 0, false
}

// without returns the captures but those of some classes.
func (m *match) without(cs classes) []capture {
	return slices.DeleteFunc(slices.Clone(m.captures), func(x capture) bool { return cs.has(x.class) })
}

// word returns whether a literal word occurs in the match.
func (m *match) word(w string) bool {
	for i := m.first; i < m.last; i++ {
		if m.lex[i].lower == w {
			return true
		}
	}
	return false
}

// matcher runs the programs of the rules at one place of the text.
type matcher struct {
	lex   []lexeme
	end   int // lexemes beyond it belong to another sentence
	trail []capture
	best  []capture
	last  int
}

// run follows the program from pc at lexeme i and keeps the longest way to its end.
func (m *matcher) run(program []instruction, pc, i int) {
	for {
		in := &program[pc]
		switch in.op {
		case opEnd:
			if i > m.last {
				m.last, m.best = i, append(m.best[:0], m.trail...)
			}
			return
		case opJump:
			pc = in.x
		case opSplit:
			if i < m.end && in.first.admits(&m.lex[i]) || in.first.empty {
				n := len(m.trail)
				m.run(program, pc+1, i)
				m.trail = m.trail[:n]
			}
			pc = in.x
		case opLiteral:
			if i >= m.end || m.lex[i].word == nil || int(m.lex[i].word.literal) != in.x {
				return
			}
			i, pc = i+1, pc+1
		default:
			if i >= m.end || !m.lex[i].classes.has(in.class) || i+m.lex[i].width(in.class) > m.end {
				return
			}
			m.trail = append(m.trail, capture{in.class, in.slot, i})
			i, pc = i+m.lex[i].width(in.class), pc+1
		}
	}
}

// matches returns what fits at lexeme i within the sentence that ends at end, longest first; of two
// equally long ones that of the earlier rule stands first.
func (g *grammar) matches(lex []lexeme, i, end int) []match {
	var all []match
	run := matcher{lex: lex, end: end}
	l := &lex[i]
	for w := range g.byClass[0] {
		for set := g.candidates(l, w); set != 0; set &= set - 1 {
			r := &g.rules[64*w+bits.TrailingZeros64(set)]
			if !r.second.empty && (i+1 >= end || !r.second.admits(&lex[i+1])) {
				continue
			}
			run.trail, run.last = run.trail[:0], 0
			run.run(r.program, 0, i)
			if run.last > 0 {
				all = insert(all, match{rule: r, first: i, last: run.last, captures: slices.Clone(run.best), lex: lex})
			}
		}
	}
	return all
}

// candidates returns the rules 64*w to 64*w+63 that can begin with the lexeme.
func (g *grammar) candidates(l *lexeme, w int) uint64 {
	var set uint64
	if l.word != nil {
		set = g.byLiteral[l.word.literal][w]
	}
	for c := l.classes; c != 0; c &= c - 1 {
		set |= g.byClass[bits.TrailingZeros64(uint64(c))][w]
	}
	return set
}

func insert(all []match, m match) []match {
	at := len(all)
	for at > 0 && all[at-1].last < m.last {
		at--
	}
	all = append(all, match{})
	copy(all[at+1:], all[at:])
	all[at] = m
	return all
}
