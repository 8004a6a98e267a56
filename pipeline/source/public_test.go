package source

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// moduleDir returns the folder of a module that this one uses. Its test data is somebody else's corpus: it is read where it
// lies, and not copied here.
func moduleDir(t *testing.T, module string) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	dir := strings.TrimSpace(string(out))
	if _, gone := os.Stat(filepath.Join(dir, "testdata")); err != nil || dir == "" || gone != nil {
		t.Skipf("the test data of %s is not here: %v", module, errors.Join(err, gone))
	}
	return filepath.Join(dir, "testdata")
}

// TestX15Wellformed reads the sound feeds that come with the feed parser's module, most of them cases of the well-known Python
// parser, one feature each. None is dropped, and each has as many entries as its maker says.
func TestX15Wellformed(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a corpus")
	}
	root := moduleDir(t, "github.com/mmcdole/gofeed")
	for _, format := range []string{"atom", "rss"} {
		files, err := filepath.Glob(filepath.Join(root, "parser", format, "*.xml"))
		if err != nil || len(files) == 0 {
			t.Fatal(err, "no files")
		}
		right := 0
		for _, file := range files {
			document, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			f, err := ParseFeed(document, "", "https://a.example/feed", testNow)
			if want := entriesOf(t, file); err != nil && len(document) > 0 || len(itemsOf(f)) < want {
				t.Errorf("%s: %v, %d entries of %d", filepath.Base(file), err, len(itemsOf(f)), want)
				continue
			}
			right++
		}
		t.Logf("%s: %d of %d", format, right, len(files))
	}
}

// entriesOf says how many entries the maker of a corpus expects.
func entriesOf(t *testing.T, file string) int {
	t.Helper()
	text, err := os.ReadFile(strings.TrimSuffix(file, ".xml") + ".json")
	if err != nil {
		return 0
	}
	var want struct{ Items, Entries []any }
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return len(want.Items) + len(want.Entries)
}
