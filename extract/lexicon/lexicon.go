// Package lexicon reads the word lists of the annotators and finds their entries in a document.
//
// A lexicon is a text file with one entry a line; "#" begins a comment, a line that is indented
// belongs to the entry before it, and "# example: SENTENCE => EXPECTED" is a test of the
// entries above it. The package inflects English verbs and nouns, so that a list gives lemmas only,
// and matches entries of several words at a token, longest first. It promises that a malformed
// list is an error that names file and line, and that matching depends on nothing but list and tokens.
package lexicon

import (
	"bufio"
	"fmt"
	"io/fs"
	"sort"
	"strings"
)

// Line is an entry with the indented lines that belong to it.
type Line struct {
	File     string
	Number   int // of the entry's line in File, from 1
	Text     string
	Indented []Line
}

// Errorf returns an error that begins with the line's file and number.
func (l Line) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", l.File, l.Number, fmt.Errorf(format, args...))
}

// Example is a sentence of a list with what must be found in it.
type Example struct {
	File     string
	Number   int
	Sentence string
	Expected string
}

// Read returns the entries and examples of the files that match pattern, in the order of their names.
func Read(files fs.FS, pattern string) ([]Line, []Example, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return nil, nil, fmt.Errorf("lexicon pattern %q: %w", pattern, err)
	}
	sort.Strings(names)
	var lines []Line
	var examples []Example
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, nil, fmt.Errorf("read lexicon: %w", err)
		}
		l, x, err := parse(name, string(content))
		if err != nil {
			return nil, nil, err
		}
		lines, examples = append(lines, l...), append(examples, x...)
	}
	return lines, examples, nil
}

// Text returns the text of all files of the folder "lexicon", in order of their names, for the extractor's version.
func Text(files fs.FS) string {
	var all strings.Builder
	names, _ := fs.Glob(files, "lexicon/*")
	for _, name := range names {
		b, _ := fs.ReadFile(files, name)
		all.Write(b)
	}
	return all.String()
}

func parse(name, content string) (lines []Line, examples []Example, err error) {
	scan := bufio.NewScanner(strings.NewReader(content))
	for n := 1; scan.Scan(); n++ {
		text := scan.Text()
		line := Line{File: name, Number: n, Text: strings.TrimSpace(text)}
		switch {
		case strings.HasPrefix(line.Text, "# example:"):
			sentence, expected, ok := strings.Cut(strings.TrimPrefix(line.Text, "# example:"), "=>")
			if !ok {
				return nil, nil, line.Errorf("example without =>")
			}
			examples = append(examples, Example{name, n, strings.TrimSpace(sentence), strings.TrimSpace(expected)})
		case line.Text == "" || strings.HasPrefix(line.Text, "#"):
		case text[0] != ' ' && text[0] != '\t':
			lines = append(lines, line)
		case len(lines) == 0:
			return nil, nil, line.Errorf("indented line without an entry above it")
		default:
			last := &lines[len(lines)-1]
			last.Indented = append(last.Indented, line)
		}
	}
	return lines, examples, scan.Err()
}

// Entry is a line "KEY: word, word" with the words of its list and of its indented lines.
type Entry struct {
	Line
	Key   string
	Items []string
}

// ReadEntries reads a lexicon of entries "KEY: word, word". A line without a colon is an error that wraps malformed.
func ReadEntries(files fs.FS, pattern string, malformed error) ([]Entry, []Example, error) {
	lines, examples, err := Read(files, pattern)
	if err != nil {
		return nil, nil, err
	}
	var entries []Entry
	for _, line := range lines {
		key, list, ok := strings.Cut(line.Text, ":")
		if !ok {
			return nil, nil, line.Errorf("%w: want KEY: word, word", malformed)
		}
		items := Items(list)
		for _, more := range line.Indented {
			items = append(items, Items(more.Text)...)
		}
		entries = append(entries, Entry{line, key, items})
	}
	return entries, examples, nil
}

// Items splits a list at commas and drops empty items.
func Items(list string) []string {
	var items []string
	for _, item := range strings.Split(list, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// Pair is an entry whose key is of two words: "rebel fighter: guerrilla, insurgent".
type Pair struct {
	Line
	First, Second string
	Items         []string
}

// ReadPairs reads a lexicon of entries "FIRST SECOND: word, word". A key of one word is an error that wraps malformed and says what the key must be, as in "KIND CLASS".
func ReadPairs(files fs.FS, pattern, want string, malformed error) ([]Pair, []Example, error) {
	entries, examples, err := ReadEntries(files, pattern, malformed)
	if err != nil {
		return nil, nil, err
	}
	var pairs []Pair
	for _, e := range entries {
		first, second, ok := strings.Cut(e.Key, " ")
		if !ok {
			return nil, nil, e.Errorf("%w: want %s: word, word", malformed, want)
		}
		pairs = append(pairs, Pair{e.Line, first, second, e.Items})
	}
	return pairs, examples, nil
}
