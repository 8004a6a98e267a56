package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says, for each package of this module, which others of it the package may import (tests may import more).
// A pattern ends in "/*" for the packages directly below. It is the table of the architecture: change it there first.
var mayImport = []struct {
	pkg   string
	allow []string
}{
	{"extract", nil},
	{"extract/token", []string{"extract"}},
	{"extract/lexicon", []string{"extract"}}, // reads the word lists of annotators
	{"extract/gazetteer", []string{"extract"}},
	{"extract/gazetteer/*", []string{"extract", "extract/gazetteer", "extract/gazetteer/*"}},
	{"extract/place", []string{"extract", "extract/token", "extract/lexicon", "extract/gazetteer"}},
	{"extract/english", []string{"extract", "extract/*"}},
	{"extract/*", []string{"extract", "extract/token", "extract/lexicon"}}, // annotators do not know each other
	{"storage", []string{"extract"}},
	{"pipeline/source", []string{"extract", "pipeline/fetch"}},
	{"pipeline", []string{"extract", "storage", "pipeline/*"}},
	{"pipeline/cluster", []string{"extract", "storage", "pipeline", "pipeline/*"}},
	{"pipeline/*", []string{"extract"}},
	{"cmd/*", []string{"extract", "extract/*", "extract/gazetteer/*", "storage", "pipeline", "pipeline/*"}},
	{"fixtures", nil},
}

// TestImports reads the sources themselves, so that the test cache sees a violation; `go list` would hide it.
func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && file != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			checkImport(t, filepath.ToSlash(rel), spec.Path.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImport(t *testing.T, pkg, quoted string) {
	t.Helper()
	imported, err := strconv.Unquote(quoted)
	if err != nil {
		t.Fatal(err)
	}
	imported, ours := strings.CutPrefix(imported, "sitrep/")
	for _, only := range []struct{ module, pkg string }{{"github.com/jdkato/prose/v2", "extract/token"}, {"go.etcd.io/bbolt", "storage"}, {"github.com/mmcdole/gofeed", "pipeline/source"}} {
		if imported == only.module && pkg != only.pkg {
			t.Errorf("%s imports %s, which is for %s alone", pkg, only.module, only.pkg)
		}
	}
	if !ours {
		return
	}
	row := slices.IndexFunc(mayImport, func(r struct {
		pkg   string
		allow []string
	}) bool {
		return matches(r.pkg, pkg)
	})
	if row < 0 {
		t.Errorf("%s is in no row of the import table", pkg)
		return
	}
	if !slices.ContainsFunc(mayImport[row].allow, func(pattern string) bool { return matches(pattern, imported) }) {
		t.Errorf("%s imports %s; it may import %v", pkg, imported, mayImport[row].allow)
	}
}

func matches(pattern, pkg string) bool {
	if dir, ok := strings.CutSuffix(pattern, "/*"); ok {
		return path.Dir(pkg) == dir
	}
	return pattern == pkg
}

// TestTopLevel holds that the repository has the folders that the architecture names, and no other Go code at its root.
func TestTopLevel(t *testing.T) {
	found, err := filepath.Glob(filepath.Join("..", "..", "*.go"))
	if err != nil || len(found) > 0 {
		t.Errorf("Go files at the root: %v %v", found, err)
	}
	for _, pkg := range []string{"go.mod", "LICENSE", "NOTICE", "README.md"} {
		if m, _ := filepath.Glob(filepath.Join("..", "..", pkg)); len(m) != 1 {
			t.Errorf("%s is missing", pkg)
		}
	}
}
