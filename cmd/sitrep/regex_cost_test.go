package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
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

// runes is a text that counts what is read of it.
type runes struct {
	*strings.Reader
	read int
}

func (r *runes) ReadRune() (rune, int, error) {
	c, n, err := r.Reader.ReadRune()
	r.read += n
	return c, n, err
}

// read is the number of bytes that finding all matches in a text reads, each search beginning where the last match ended; it stops at the limit.
func read(re *regexp.Regexp, text string, limit int) int {
	total := 0
	for total < limit {
		r := &runes{Reader: strings.NewReader(text)}
		match := re.FindReaderIndex(r)
		total += r.read
		if match == nil || match[1] >= len(text) {
			break
		}
		_, first := utf8.DecodeRuneInString(text)
		text = text[max(match[1], first):]
	}
	return total
}

// TestX23RegexCost: finding all matches of each expression in each costly text, of 64 KiB with -tags slow, reads the text no more than a
// few times over; what grows with the square of the text would read it thousands of times. The time that it takes is logged.
func TestX23RegexCost(t *testing.T) {
	if testing.Short() {
		t.Skip("a few thousand searches")
	}
	const most = 8 // times that a text may be read
	if square := strings.Repeat("a", searched); read(regexp.MustCompile("a.*b|"+"a"), square, most*searched+1) <= most*searched {
		t.Error("an expression that looks for the end of the text from every letter is not seen")
	}
	all, worst, where, over := patterns(t), time.Duration(0), "", map[string]bool{}
	for at, re := range all {
		for _, unit := range costly {
			text := strings.Repeat(unit, searched/len(unit))
			if n := read(re, text, most*len(text)+1); n > most*len(text) {
				t.Errorf("%s on %q reads the text more than %d times over", at, unit, most)
			}
			begin := time.Now()
			re.FindAllStringIndex(text, -1)
			took := time.Since(begin)
			if took > worst {
				worst, where = took, at+" on "+strconv.Quote(unit)
			}
			over[at] = over[at] || took > 20*time.Millisecond
		}
	}
	maps.DeleteFunc(over, func(_ string, slow bool) bool { return !slow })
	if len(all) < 50 {
		t.Errorf("only %d expressions were found", len(all))
	}
	t.Logf("%d expressions, %d texts of %d KiB: at most %v (%s); %d expressions above 20ms", len(all), len(costly), searched>>10, worst.Round(time.Millisecond/10), where, len(over))
}
