package clean

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestX11TreeConstruction reads the documents of the html5lib tests that come with the parser's module: adoption agency, foster
// parents, templates, svg, math, select, tables, scripts, entities. Each alone, and between the words of a story, gives a text or a
// refusal, and the same one twice.
func TestX11TreeConstruction(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a corpus")
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/net").Output()
	files, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "html", "testdata", "html5lib-tests", "tree-construction", "*.dat"))
	if err != nil || len(files) == 0 {
		t.Skip("the test data of golang.org/x/net is not here:", err)
	}
	documents, articles := 0, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(text), "#data\n")[1:] {
			document, _, _ := strings.Cut(part, "\n#errors")
			for _, page := range []string{document, "<article><h1>A wall fell</h1>" + fallenWall + document + fallenWall + "</article>"} {
				documents++
				a, _, err := Article(Page{URL: "https://example.org/news/a-wall-fell", Body: []byte(page)})
				b, _, again := Article(Page{URL: "https://example.org/news/a-wall-fell", Body: []byte(page)})
				if (err == nil) != (again == nil) || a != nil && (b == nil || a.TextSHA256 != b.TextSHA256) || err == nil && a.Text == "" {
					t.Errorf("%s: %q: %v, %v", filepath.Base(file), page, err, again)
				}
				if err == nil {
					articles++
				}
			}
		}
	}
	t.Logf("%d files, %d documents, %d read as articles, the others refused", len(files), documents, articles)
}
