package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"sitrep/extract"
	"sitrep/extract/english"
	"sitrep/pipeline"
	"sitrep/pipeline/clean"
	"sitrep/pipeline/link"
)

// update rewrites what the fixtures expect: go test ./cmd/sitrep -run TestFixtures -update. Read the difference line by line.
var update = flag.Bool("update", false, "rewrite the expected articles and reports of the fixtures")

const fixtures = "../../fixtures"

// fetchedAt is when the fixtures' pages were fetched.
var fetchedAt = time.Date(2026, 3, 16, 6, 0, 0, 0, time.UTC)

// TestFixtures reads each page of the fixtures and compares article and reports with what is expected of them.
func TestFixtures(t *testing.T) {
	reader, err := english.New()
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(fixtures, "articles", "*.txtar"))
	if err != nil || len(paths) < 15 {
		t.Fatalf("%d fixtures, %v", len(paths), err)
	}
	var articles []*extract.Article
	var reports [][]extract.Report
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, rs := checkFixture(t, reader, path)
			articles, reports = append(articles, a), append(reports, rs)
		})
	}
	for _, inc := range link.Incidents(articles, reports) {
		validate(t, "incident", inc)
	}
}

func checkFixture(t *testing.T, reader *english.Extractor, path string) (*extract.Article, []extract.Report) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := section(archive, "page.html")
	a, _, err := clean.Article(clean.Page{URL: urlOf(archive), Body: page, ContentType: "text/html; charset=utf-8", Fetched: fetchedAt})
	if err != nil {
		t.Fatal(err)
	}
	reading := reader.Read(a)
	reports, refused := extract.Sound(reading.Reports, a)
	if len(refused) > 0 {
		t.Errorf("the record linter refused: %s", strings.Join(refused, "\n"))
	}
	for i := range reports {
		reports[i].Extractor = "fixtures" // changes with every word of every lexicon
		validate(t, "report", reports[i])
	}
	validate(t, "article", a)
	validate(t, "annotations", extract.Annotate(reader.Annotate(a), "x"))
	for i := range reading.NearMisses {
		validate(t, "near-miss", reading.NearMisses[i])
	}
	expect(t, path, archive, "article.json", indented(t, a))
	expect(t, path, archive, "reports.json", indented(t, reports))
	checkPage(t, path, page)
	return a, reports
}

// checkPage holds that the page that the demonstration reads is that of the fixture.
func checkPage(t *testing.T, path string, page []byte) {
	lies := filepath.Join(fixtures, "pages", strings.TrimSuffix(filepath.Base(path), ".txtar")+".html")
	if *update {
		if err := os.WriteFile(lies, page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if is, err := os.ReadFile(lies); err != nil || !bytes.Equal(is, page) {
		t.Errorf("%s is not the page of %s (%v); -update writes it", lies, path, err)
	}
}

// urlOf reads the "url:" line of a fixture's comment.
func urlOf(archive *txtar.Archive) string {
	_, rest, _ := strings.Cut(string(archive.Comment), "url: ")
	url, _, _ := strings.Cut(rest, "\n")
	return url
}

func section(archive *txtar.Archive, name string) []byte {
	for _, f := range archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// expect compares a section with what is, or rewrites it.
func expect(t *testing.T, path string, archive *txtar.Archive, name string, got []byte) {
	t.Helper()
	if *update {
		setSection(archive, name, got)
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if section(archive, name) == nil {
		t.Errorf("%s has no section %s; -update writes it", path, name)
		return
	}
	if diff := cmp.Diff(string(section(archive, name)), string(got)); diff != "" {
		t.Errorf("%s of %s (-want +got):\n%s", name, path, diff)
	}
}

func setSection(archive *txtar.Archive, name string, data []byte) {
	for i := range archive.Files {
		if archive.Files[i].Name == name {
			archive.Files[i].Data = data
			return
		}
	}
	archive.Files = append(archive.Files, txtar.File{Name: name, Data: data})
}

func indented(t *testing.T, v any) []byte {
	t.Helper()
	line, err := extract.Line(v)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, line, "", "  "); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var compiled = map[string]*jsonschema.Schema{}

// validate holds a record against the schema that the program prints for its layer.
func validate(t *testing.T, name string, v any) {
	t.Helper()
	if compiled[name] == nil {
		compiled[name] = compileSchema(t, name)
	}
	line, err := extract.Line(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled[name].Validate(doc); err != nil {
		t.Errorf("%s does not fit its schema: %v\n%s", name, err, line)
	}
}

func compileSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	for _, l := range layers() {
		if l.name != name {
			continue
		}
		text, err := json.Marshal(jsonSchema(l))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource(name+".json", doc); err != nil {
			t.Fatal(err)
		}
		schema, err := c.Compile(name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		return schema
	}
	t.Fatalf("no layer %q", name)
	return nil
}

// TestSchemasCompile holds that every schema that the program prints is one.
func TestSchemasCompile(t *testing.T) {
	for _, l := range layers() {
		compileSchema(t, l.name)
	}
}

// TestReadingIsDeterministic holds that reading is the same each time, by one extractor or by two, also when many read at once.
func TestReadingIsDeterministic(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(fixtures, "pages", "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	var readings [][]byte
	for range 2 {
		reader, err := english.New()
		if err != nil {
			t.Fatal(err)
		}
		var all []byte
		for line := range pipeline.InOrder(slices.Values(slices.Concat(paths, paths)), 4, func(path string) []byte {
			page, _ := os.ReadFile(path)
			a, _, _ := clean.Article(clean.Page{Body: page, Fetched: fetchedAt})
			line, _ := extract.Line(reader.Read(a))
			return line
		}) {
			all = append(all, line...)
		}
		if half := len(all) / 2; !bytes.Equal(all[:half], all[half:]) {
			t.Error("one extractor read the same pages in two ways")
		}
		readings = append(readings, all)
	}
	if !bytes.Equal(readings[0], readings[1]) {
		t.Error("two extractors read the same pages in two ways")
	}
}
