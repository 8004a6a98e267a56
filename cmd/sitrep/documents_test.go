package main

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestParsePublished(t *testing.T) {
	for given, want := range map[string]string{
		"2026-03-14":                "2026-03-14T00:00:00Z",
		"2026-03-14T18:20:00+01:00": "2026-03-14T18:20:00+01:00",
		"2026-03-14T18:20Z":         "2026-03-14T18:20:00Z",
		"2026-03-14 18:20":          "2026-03-14T18:20:00Z",
		"1989-07-01":                "1989-07-01T00:00:00Z",
		"14/03/2026":                "",
		"2026-02-30":                "",
		"9999-01-01":                "",
		"yesterday":                 "",
	} {
		at, err := parsePublished(given)
		if want == "" && err == nil || want != "" && (err != nil || at.Format(time.RFC3339) != want) {
			t.Errorf("%q: %v, %v; want %q", given, at, err, want)
		}
	}
}

// TestSafe holds that nothing from outside can steer a terminal or forge a line of a log.
func TestSafe(t *testing.T) {
	for _, bad := range []string{"\x1b[31m", "a\nb", "\u009b31m", "\u202eabc", "\x7f", "\r", "\x00", "\u2028", "\xff"} {
		if got := safe("x" + bad); strings.ContainsAny(got, "\x1b\n\r\x00\x7f\u009b\u202e\u2028") || got == "x"+bad {
			t.Errorf("%q is shown as %q", bad, got)
		}
	}
}

func TestLongLineIsRefusedAlone(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	in := bufio.NewReaderSize(strings.NewReader(`{"id":"1","text":"a"}`+"\n"+`{"id":"2","text":"`+long+`"}`+"\n"+`{"id":"3","text":"c"}`), 4096)
	var ids []string
	lines(in, "x", func(d document) bool { ids = append(ids, d.ID); return true })
	if strings.Join(ids, " ") != "1 2 3" {
		t.Errorf("ids %q", ids)
	}
}

// FuzzDocuments holds that any input gives documents, each with a name, and ends.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte(`{"id":"1","published":"2026-03-14","text":"a"}`))
	f.Add([]byte("<html>"))
	f.Add([]byte("%PDF-"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for d := range (&documentFlags{As: "auto"}).documents(bytes.NewReader(b)) {
			if d.Name == "" {
				t.Error("a document without a name")
			}
		}
	})
}

// FuzzConfig holds that any configuration is read or refused with its name.
func FuzzConfig(f *testing.F) {
	f.Add([]byte("sources: [{name: a, url: \"https://a.example\"}]"))
	f.Add([]byte("run_time: {"))
	path := filepath.Join(f.TempDir(), "c.yaml")
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readConfig(path); err != nil && !strings.Contains(err.Error(), "c.yaml") {
			t.Errorf("%v does not name the file", err)
		}
	})
}

// TestConfigurations holds that the configurations that come with sitrep are sound, and that the one of real feeds is large enough to begin with.
func TestConfigurations(t *testing.T) {
	for name, least := range map[string]int{"sitrep.yaml": 25, "demo.yaml": 3} {
		c, err := readConfig(filepath.Join("..", "..", "configs", name))
		if err != nil || len(c.Sources) < least {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range c.Sources {
			if s.Outlet == "" || s.Country == "" || s.Language == "" {
				t.Errorf("%s: source %s lacks outlet, country or language", name, s.Name)
			}
		}
	}
}
