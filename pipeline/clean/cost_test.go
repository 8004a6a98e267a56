package clean

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
	"time"
)

// TestX23LexiconCost: a search that only asks whether an expression occurs costs at most the length of the text times the number of the
// expression's states (the promise of package regexp), so no expression of the lexicon of access may have many. The time that each takes on
// texts of what they begin with, of 64 KiB with -tags slow, is logged; in use they see no more than the first bytes of a text, its end, and titles.
func TestX23LexiconCost(t *testing.T) {
	const size, most = 64 << 10 / part, 3000
	units := []string{"a ", "we ", "we use ", "we process cookies ", "your privacy ", "subscribe to ", "to continue reading ", "this page you requested ", "sorry ", "the domain ", "checking ", "enable javascript ", "403 ", "oops ", "you have ", "log in ", "sign up | ", ". ", "\n", "é"}
	worst, where, largest := time.Duration(0), "", 0
	for name, rule := range accessRules() {
		n := states(t, rule)
		if largest = max(largest, n); n > most {
			t.Errorf("%s has %d states, more than %d", name, n, most)
		}
		for _, unit := range units {
			text, begin := strings.Repeat(unit, size/len(unit)), time.Now()
			rule.MatchString(text)
			if took := time.Since(begin); took > worst {
				worst, where = took, name+" on "+unit
			}
		}
	}
	t.Logf("%d expressions of at most %d states, %d texts of %d KiB: at most %v (%s)", len(accessRules()), largest, len(units), size>>10, worst.Round(time.Millisecond/10), where)
}

// states is the number of instructions that an expression compiles to.
func states(t *testing.T, rule *regexp.Regexp) int {
	t.Helper()
	parsed, err := syntax.Parse(rule.String(), syntax.Perl)
	if err != nil {
		t.Fatal(err)
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		t.Fatal(err)
	}
	return len(program.Inst)
}
