package clean

import (
	"strings"
	"testing"
	"time"
)

// TestX23LexiconCost tries the expressions of the lexicon of access, which are sought anywhere in a text, on texts of what they begin
// with; of 64 KiB with -tags slow. In use they see no more than the first bytes of a text, its end, and titles.
func TestX23LexiconCost(t *testing.T) {
	const size = 64 << 10 / part
	units := []string{"a ", "we ", "we use ", "we process cookies ", "your privacy ", "subscribe to ", "to continue reading ", "this page you requested ", "sorry ", "the domain ", "checking ", "enable javascript ", "403 ", "oops ", "you have ", "log in ", "sign up | ", ". ", "\n", "é"}
	worst, where := time.Duration(0), ""
	for name, rule := range accessRules() {
		for _, unit := range units {
			text := strings.Repeat(unit, size/len(unit))
			start := time.Now()
			rule.MatchString(text)
			took := time.Since(start)
			if took > worst {
				worst, where = took, name+" on "+unit
			}
			if took < 200*time.Millisecond {
				continue
			}
			start = time.Now()
			if rule.MatchString(text[:size/4]); took > 12*time.Since(start) {
				t.Errorf("%s on %q: %v for %d bytes", name, unit, took, size)
			}
		}
	}
	t.Logf("%d expressions, %d texts of %d KiB: at most %v (%s)", len(accessRules()), len(units), size>>10, worst.Round(time.Millisecond/10), where)
}
