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

// spent is the least time that finding all matches took, of so many tries.
func spent(re *regexp.Regexp, text string, tries int) time.Duration {
	least := time.Hour
	for range tries {
		start := time.Now()
		re.FindAllStringIndex(text, -1)
		least = min(least, time.Since(start))
	}
	return least
}

// TestX23RegexCost tries each expression on each costly text, of 64 KiB with -tags slow. A fourfold text may cost twelve times as
// much, where it costs enough to be measured: what grows with the square would cost sixteen times as much.
func TestX23RegexCost(t *testing.T) {
	if testing.Short() {
		t.Skip("a few thousand searches")
	}
	all, worst, where, over := patterns(t), time.Duration(0), "", map[string]bool{}
	for at, re := range all {
		for _, unit := range costly {
			text := strings.Repeat(unit, searched/len(unit))
			took := spent(re, text, 1)
			if took > 20*time.Millisecond {
				took = min(took, spent(re, text, 5))
			}
			if took > worst {
				worst, where = took, at+" on "+strconv.Quote(unit)
			}
			if took < 20*time.Millisecond {
				continue
			}
			over[at] = true
			if quarter := spent(re, text[:len(text)/4], 5); took > 12*quarter {
				t.Errorf("%s on %q: %v for %d bytes, %v for %d", at, unit, quarter, searched/4, took, searched)
			}
		}
	}
	if len(all) < 50 {
		t.Errorf("only %d expressions were found", len(all))
	}
	t.Logf("%d expressions, %d texts of %d KiB: at most %v (%s); %d expressions above 20ms: %v", len(all), len(costly), searched>>10, worst.Round(time.Millisecond/10), where, len(over), over)
}
