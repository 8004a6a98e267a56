package assemble

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestRefusals holds that every rule that refuses says in words what it refuses, and that nothing is said of rules that are gone. The rules are
// read from the returned strings of the functions that refuse.
func TestRefusals(t *testing.T) {
	rules := refusalRules(t)
	if len(rules) < 5 {
		t.Fatalf("only the rules %v: do the functions that refuse still have these names?", rules)
	}
	for _, rule := range rules {
		if refusals[rule] == "" {
			t.Errorf("%s refuses without a reason in words", rule)
		}
	}
	for rule := range refusals {
		if !slices.Contains(rules, rule) {
			t.Errorf("%s has a reason in words, but nothing refuses by it", rule)
		}
	}
}

// refusalRules returns the names that the functions refuse, unfounded, unfoundedEffect, report and refused return.
func refusalRules(t *testing.T) []string {
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && slices.Contains([]string{"refuse", "unfounded", "unfoundedEffect", "report", "refused"}, f.Name.Name) {
				rules = append(rules, returned(f)...)
			}
		}
	}
	return rules
}

// returned lists the string literals that a function returns, as rules.
func returned(f *ast.FuncDecl) []string {
	var rules []string
	ast.Inspect(f, func(n ast.Node) bool {
		r, ok := n.(*ast.ReturnStmt)
		if !ok {
			return true
		}
		for _, x := range r.Results {
			if l, ok := x.(*ast.BasicLit); ok && l.Kind == token.STRING && l.Value != `""` {
				rule, _ := strconv.Unquote(l.Value)
				rules = append(rules, "assemble/"+strings.TrimPrefix(rule, "assemble/"))
			}
		}
		return false
	})
	return rules
}
