package clean

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode"
)

// lexiconPatterns reads a lexicon of the form "[section]" and one expression a line.
func lexiconPatterns(text string) map[string][]string {
	parts, section := map[string][]string{}, ""
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		switch {
		case l == "" || l[0] == '#':
		case l[0] == '[' && l[len(l)-1] == ']':
			section = l[1 : len(l)-1]
		default:
			parts[section] = append(parts[section], "(?:"+l+")")
		}
	}
	return parts
}

// anywhere compiles each section of a lexicon to one expression that is sought anywhere in a text.
func anywhere(text string) map[string]*regexp.Regexp {
	rules := map[string]*regexp.Regexp{}
	for section, list := range lexiconPatterns(text) {
		rules[section] = regexp.MustCompile("(?i)(?:" + strings.Join(list, "|") + ")")
	}
	return rules
}

// prefixRules are the expressions of one section that are matched from the beginning of a block, by the first
// byte that they can begin with: most blocks are told from furniture by their first letter alone, and the
// expressions are the larger part of what cleaning costs beside parsing.
type prefixRules struct {
	byFirst [256]func() *regexp.Regexp // nil where no expression begins so
}

// match reports whether one of the section's expressions matches s from its beginning.
func (p *prefixRules) match(s string) bool {
	if s == "" || p.byFirst[s[0]] == nil {
		return false
	}
	return p.byFirst[s[0]]().MatchString(s)
}

// atBeginning prepares each section of a lexicon; the expressions of a first byte are compiled when one is met.
func atBeginning(text string) map[string]*prefixRules {
	rules := map[string]*prefixRules{}
	for section, list := range lexiconPatterns(text) {
		var by [256][]string
		for _, pattern := range list {
			tree, err := syntax.Parse("(?i)"+pattern, syntax.Perl)
			if err != nil {
				panic("lexicon: " + pattern + ": " + err.Error()) // a mistake in the embedded lexicon, found by any test
			}
			var can firstBytes
			can.add(tree)
			for b := range can {
				if can[b] {
					by[b] = append(by[b], pattern)
				}
			}
		}
		rules[section] = &prefixRules{}
		for b := range by {
			if len(by[b]) > 0 {
				rules[section].byFirst[b] = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("(?i)^(?:" + strings.Join(by[b], "|") + ")") })
			}
		}
	}
	return rules
}

// firstBytes are the bytes that a match can begin with.
type firstBytes [256]bool

// add enters the first bytes of re, and reports whether re can match nothing at all.
func (f *firstBytes) add(re *syntax.Regexp) (empty bool) {
	switch re.Op {
	case syntax.OpLiteral:
		f.rune(re.Rune[0])
		return false
	case syntax.OpCharClass:
		f.class(re.Rune)
		return false
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		f.class([]rune{0, unicode.MaxRune})
		return false
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if !f.add(sub) {
				return false
			}
		}
		return true
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			empty = f.add(sub) || empty
		}
		return empty
	case syntax.OpCapture, syntax.OpPlus:
		return f.add(re.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		f.add(re.Sub[0])
		return true
	case syntax.OpRepeat:
		return f.add(re.Sub[0]) || re.Min == 0
	}
	return true // anchors and boundaries
}

// rune enters the first byte of r in either case.
func (f *firstBytes) rune(r rune) {
	for _, c := range []rune{unicode.ToLower(r), unicode.ToUpper(r)} {
		f[string(c)[0]] = true
	}
	f[string(r)[0]] = true
}

// class enters a character class, given as pairs of first and last rune.
func (f *firstBytes) class(pairs []rune) {
	for i := 0; i+1 < len(pairs); i += 2 {
		for r := pairs[i]; r <= min(pairs[i+1], 0x7F); r++ {
			f[r] = true
		}
		if pairs[i+1] > 0x7F {
			for b := 0x80; b < 0x100; b++ {
				f[b] = true
			}
		}
	}
}
