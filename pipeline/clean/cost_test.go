package clean

import (
	"errors"
	"regexp"
	"strings"
	"syscall"
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
			took := spent(t, rule, text)
			if took > worst {
				worst, where = took, name+" on "+unit
			}
			if took < 20*time.Millisecond {
				continue
			}
			if longer := spent(t, rule, strings.Repeat(text, 4)); longer > 12*took {
				t.Errorf("%s on %q: %v for %d bytes, %v for four times as many", name, unit, took, size, longer)
			}
		}
	}
	t.Logf("%d expressions, %d texts of %d KiB: at most %v (%s)", len(accessRules()), len(units), size>>10, worst.Round(time.Millisecond/10), where)
}

// spent is the least time of the processor that a search took, of three: what else the machine does is not counted.
func spent(t *testing.T, rule *regexp.Regexp, text string) time.Duration {
	t.Helper()
	least := time.Hour
	for range 3 {
		var before, after syscall.Rusage
		err1 := syscall.Getrusage(syscall.RUSAGE_SELF, &before)
		rule.MatchString(text)
		err2 := syscall.Getrusage(syscall.RUSAGE_SELF, &after)
		if err := errors.Join(err1, err2); err != nil {
			t.Skip("nobody tells what time this process has had:", err)
		}
		least = min(least, time.Duration(after.Utime.Nano()-before.Utime.Nano()))
	}
	return least
}
