package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"
)

// What the filters can say of their input, beside the name of the file and the line.
var (
	errEmpty   = errors.New("empty file")
	errBinary  = errors.New("binary file, neither text nor JSON")
	errNoJSON  = errors.New("no JSON object")
	errTooLong = errors.New("line too long")
	errNoText  = errors.New(`neither "text" nor "html"`)
)

// maxLine bounds one line of JSONL, in bytes: a page of 10 MiB, with its escapes.
const maxLine = 64 << 20

// document is one input of clean, annotate or extract. One that could not be read has an error, and its name still.
type document struct {
	Name string // "file.jsonl:3", "page.html", "standard input:1"
	Err  error

	ID          string `json:"id"`
	URL         string `json:"url"`
	Title       string `json:"title"`
	PublishedAt string `json:"published"` // RFC 3339 or a date
	Outlet      string `json:"outlet"`
	Text        string `json:"text"`
	HTML        string `json:"html"`

	Published time.Time `json:"-"`
	Warnings  []string  `json:"-"`
	raw       []byte    // an HTML file as it is, for its character set
}

// documentFlags say where documents come from and what a plain file does not say itself.
type documentFlags struct {
	Files     []string `arg:"" optional:"" name:"file" help:"JSONL (.jsonl, .ndjson, .json), plain text (.txt) or HTML (.html) files, .gz too; standard input (JSONL) where none is named or for \"-\"."`
	As        string   `enum:"auto,jsonl,text,html" default:"auto" help:"What the input is: ${enum}; auto goes by the name of the file and its first character."`
	ID        string   `placeholder:"ID" help:"The id of a plain text or HTML document."`
	URL       string   `placeholder:"URL" help:"The address of a plain text or HTML document."`
	Title     string   `help:"The title of a plain text or HTML document."`
	Published string   `placeholder:"DATE" help:"When a plain text or HTML document was published (RFC 3339 or a date); relative dates count from it."`
}

// documents lists the documents of all files, in order. It reads a line at a time and ends when the consumer does.
func (f *documentFlags) documents(stdin io.Reader) iter.Seq[document] {
	return func(yield func(document) bool) {
		for _, name := range f.files() {
			for d := range f.file(name, stdin) {
				if !yield(d) {
					return
				}
			}
		}
	}
}

func (f *documentFlags) files() []string {
	if len(f.Files) == 0 {
		return []string{"-"}
	}
	return f.Files
}

// file lists the documents of one file; a file that cannot be read is one document with an error.
func (f *documentFlags) file(name string, stdin io.Reader) iter.Seq[document] {
	return func(yield func(document) bool) {
		in, shown, closeFile, err := open(name, stdin)
		if err != nil {
			yield(document{Name: shown, Err: err})
			return
		}
		defer closeFile()
		r := bufio.NewReaderSize(in, 64<<10)
		head, err := r.Peek(4 << 10)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(document{Name: shown, Err: err})
			return
		}
		switch kind, err := f.kind(name, head); {
		case err != nil:
			yield(document{Name: shown, Err: err})
		case kind == "jsonl":
			lines(r, shown, yield)
		default:
			yield(f.single(r, shown, kind))
		}
	}
}

// open opens a file, unzips it where its name ends in .gz, and returns the name to show.
func open(name string, stdin io.Reader) (io.Reader, string, func(), error) {
	if name == "-" {
		return stdin, "standard input", func() {}, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, name, nil, errors.Unwrap(err)
	}
	if !strings.HasSuffix(name, ".gz") {
		return file, name, func() { file.Close() }, nil
	}
	unzip, err := gzip.NewReader(file)
	if err != nil {
		file.Close()
		return nil, name, nil, fmt.Errorf("gzip: %w", err)
	}
	return unzip, name, func() { file.Close() }, nil
}

// kind tells what a file holds, by the flag, its name, or its beginning.
func (f *documentFlags) kind(name string, head []byte) (string, error) {
	if len(bytes.TrimSpace(head)) == 0 {
		return "", errEmpty
	}
	if isBinary(head) {
		return "", errBinary
	}
	if f.As != "auto" && f.As != "" {
		return f.As, nil
	}
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz"))) {
	case ".jsonl", ".ndjson", ".json":
		return "jsonl", nil
	case ".txt", ".text":
		return "text", nil
	case ".html", ".htm", ".xhtml":
		return "html", nil
	}
	switch first := bytes.TrimSpace(head)[0]; {
	case first == '{' || name == "-" && first != '<':
		return "jsonl", nil
	case first == '<':
		return "html", nil
	}
	return "text", nil
}

// isBinary reports whether a file begins like none of text: with a NUL that no UTF-16 explains, or with many controls.
func isBinary(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return false
	}
	controls := 0
	for _, b := range head {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			controls++
		}
	}
	return bytes.HasPrefix(head, []byte("%PDF-")) || bytes.HasPrefix(head, []byte("PK\x03\x04")) || controls*20 > len(head)
}

// single reads a plain text or HTML file as one document.
func (f *documentFlags) single(r io.Reader, shown, kind string) document {
	body, err := io.ReadAll(io.LimitReader(r, maxLine))
	if err != nil {
		return document{Name: shown, Err: err}
	}
	d := document{Name: shown, ID: f.ID, URL: f.URL, Title: f.Title, PublishedAt: f.Published}
	if kind == "html" {
		d.raw = body
	} else {
		d.Text = strings.ToValidUTF8(string(body), "\ufffd")
	}
	d.date()
	return d
}

// lines reads JSONL. A line that is no document is one with an error; the rest goes on.
func lines(r *bufio.Reader, shown string, yield func(document) bool) {
	for n := 1; ; n++ {
		line, err := readLine(r)
		name := fmt.Sprintf("%s:%d", shown, n)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errTooLong) {
			yield(document{Name: name, Err: err})
			return
		}
		if errors.Is(err, errTooLong) {
			if !yield(document{Name: name, Err: err}) {
				return
			}
			continue
		}
		if line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff"))); len(line) > 0 && !yield(parseDocument(line, name)) {
			return
		}
		if err != nil {
			return
		}
	}
}

// readLine reads up to the next line feed; one longer than maxLine is read to its end and refused.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for tooLong := false; ; {
		part, err := r.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(part) > maxLine; !tooLong {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if tooLong {
			return nil, errTooLong
		}
		return line, err
	}
}

// parseDocument reads one line of JSONL.
func parseDocument(line []byte, name string) document {
	d := document{Name: name}
	var in struct {
		ID, URL, Title, Published, Outlet, Text, HTML loose
	}
	if err := json.Unmarshal(line, &in); err != nil {
		d.Err = fmt.Errorf("%w: %s", errNoJSON, plainJSONError(err))
		return d
	}
	d.ID, d.URL, d.Title, d.PublishedAt = string(in.ID), string(in.URL), string(in.Title), string(in.Published)
	d.Outlet, d.Text, d.HTML = string(in.Outlet), string(in.Text), string(in.HTML)
	switch {
	case d.Text != "" || d.HTML != "":
	case len(strings.Fields(d.Title)) >= sentenceWords:
		d.Warnings = append(d.Warnings, "neither text nor html: the title alone is read")
	default:
		d.Err = errNoText
	}
	d.date()
	return d
}

// sentenceWords is the least number of words in a title that may tell news by itself.
const sentenceWords = 3

// loose is a string that may be null, or a number where an id is one.
type loose string

func (s *loose) UnmarshalJSON(b []byte) error {
	var text string
	switch {
	case string(b) == "null":
	case b[0] == '"':
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
	case b[0] == '-' || b[0] >= '0' && b[0] <= '9':
		text = string(b)
	default:
		return fmt.Errorf("%.40s where a string was expected", b)
	}
	*s = loose(text)
	return nil
}

// plainJSONError says what is wrong with a line without Go's own words.
func plainJSONError(err error) string {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("%v at byte %d", err, syntax.Offset)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// date reads the date of publication that was given. One that cannot be is a warning, and no date.
func (d *document) date() {
	given := strings.TrimSpace(d.PublishedAt)
	if given == "" {
		return
	}
	at, err := parsePublished(given)
	if err != nil {
		d.Warnings = append(d.Warnings, err.Error())
		return
	}
	d.Published = at
}

// parsePublished reads RFC 3339, with or without seconds and zone, or a calendar date. Without a zone it is UTC.
func parsePublished(s string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05Z07:00"} {
		if at, err := time.Parse(layout, s); err == nil && at.Year() >= 1800 && at.Year() < 2200 {
			return at, nil
		}
	}
	if len(s) > 40 {
		s = s[:40]
	}
	return time.Time{}, fmt.Errorf("published %q is no date; expected RFC 3339 or YYYY-MM-DD", safe(s))
}

// safe makes a string from outside fit for a terminal or a log: one line, no control characters, valid UTF-8.
func safe(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r <= 0x9f || r == utf8.RuneError || r == 0x61c || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '\ufffd'
		}
		return r
	}, s)
}
