package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// costly are the texts that expressions were seen to be slow on, or might be: what most of them begin with, again and again.
var costly = []string{"a", " ", "\n", "1", "1 ", "1,", "12:30 ", "2026-01-01 ", "1 Jan 2026, ", "Jan 1, 2026 ", "Jan", "A", "Aa ", "AB ", "Ärger ", "<", "<a", "<item", "</item ", "<title>", "&", "&#", "&#1", "(", "[", "\"", "'", "-", "–", "|", "/", ".", "@a", "a@b.", "http://", "/2026/01/", "_2026-01-",
	"by ", "updated ", "in brief ", "Mon, ", "on Monday ", "GMT+1 ", "utc", "a.m. ", "de ", "年", "encoding=", "<?xml ", "{", "x y ", "\u00a0", "subscribe to ", "we use cookies "}

// patterns returns the expressions that stand in the sources as literals, each with where it stands.
func patterns(t *testing.T) map[string]*regexp.Regexp {
	t.Helper()
	found, files := map[string]*regexp.Regexp{}, token.NewFileSet()
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if expression, at := literal(n); expression != "" {
				found[files.Position(at).String()] = regexp.MustCompile(expression)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// literal returns the expression of a call of regexp.MustCompile, if it is one literal.
func literal(n ast.Node) (expression string, at token.Pos) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return "", 0
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	text, is := call.Args[0].(*ast.BasicLit)
	if !ok || !is || f.Sel.Name != "MustCompile" {
		return "", 0
	}
	expression, _ = strconv.Unquote(text.Value)
	return expression, call.Pos()
}

// spent is the least time of the processor that finding all matches took, of so many tries: what else the machine does is not counted.
func spent(t *testing.T, re *regexp.Regexp, text string, tries int) time.Duration {
	t.Helper()
	least := time.Hour
	for range tries {
		start := busy(t)
		re.FindAllStringIndex(text, -1)
		least = min(least, busy(t)-start)
	}
	return least
}

// busy is the time of the processor that this process has had.
func busy(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Skip("nobody tells what time this process has had:", err)
	}
	return time.Duration(usage.Utime.Nano())
}

// TestX23RegexCost tries each expression on each costly text, of 64 KiB with -tags slow. Where that takes long enough to be measured,
// a text four times as long may take twelve times as long: what grows with the square would take sixteen times as long. (A shorter
// text is no measure: the library has a faster way for those.)
func TestX23RegexCost(t *testing.T) {
	if testing.Short() {
		t.Skip("a few thousand searches")
	}
	all, worst, where, over := patterns(t), time.Duration(0), "", map[string]bool{}
	for at, re := range all {
		for _, unit := range costly {
			took := spent(t, re, strings.Repeat(unit, searched/len(unit)), 1)
			if took > 20*time.Millisecond {
				took = min(took, spent(t, re, strings.Repeat(unit, searched/len(unit)), 5))
			}
			if took > worst {
				worst, where = took, at+" on "+strconv.Quote(unit)
			}
			if took < 20*time.Millisecond {
				continue
			}
			over[at] = true
			if fourfold := spent(t, re, strings.Repeat(unit, 4*searched/len(unit)), 5); fourfold > 12*took {
				t.Errorf("%s on %q: %v for %d bytes, %v for %d", at, unit, took, searched, fourfold, 4*searched)
			}
		}
	}
	if len(all) < 50 {
		t.Errorf("only %d expressions were found", len(all))
	}
	t.Logf("%d expressions, %d texts of %d KiB: at most %v (%s); %d expressions above 20ms", len(all), len(costly), searched>>10, worst.Round(time.Millisecond/10), where, len(over))
}
