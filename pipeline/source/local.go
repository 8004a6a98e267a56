package source

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// maxDocument is how many bytes one document may have: a file, or a line of JSONL.
const maxDocument = 16 << 20

// Open returns the source for a path: a folder, a JSONL file, a list of URLs, or one document. Kinds are told
// by name and content: .warc and .wet, .jsonl, .ndjson and .json, each also with .gz, .urls and .txt whose lines are all URLs, .html, .htm and .xhtml, .txt
// and .text and .md, and feeds and sitemaps kept as files, .xml, .rss, .atom, and .json that says it is a JSON Feed. now judges dates that lie ahead.
func Open(path string, now time.Time) (Source, error) {
	facts, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if facts.IsDir() {
		return &Folder{Path: path, Now: now}, nil
	}
	return openFile(path, now)
}

// openFile returns the source for one file.
func openFile(path string, now time.Time) (Source, error) {
	switch kindOf(path) {
	case ".warc", ".wet":
		return &WARC{Path: path, Now: now}, nil
	case ".jsonl", ".ndjson", ".json":
		if namesJSONFeed(path) {
			return &FeedFile{Path: path, Now: now}, nil
		}
		return &JSONL{Path: path, Now: now}, nil
	case ".urls", ".url":
		return &URLList{Path: path}, nil
	case ".xml", ".rss", ".atom", ".rdf":
		return &FeedFile{Path: path, Now: now}, nil
	case ".html", ".htm", ".xhtml", ".shtml":
		return &Document{Path: path}, nil
	case ".txt", ".text", ".md", "":
		if onlyURLs(path) {
			return &URLList{Path: path}, nil
		}
		return &Document{Path: path}, nil
	}
	return nil, &LineError{File: path, Err: fmt.Errorf("%w: expected .html, .txt, .jsonl, .urls, .xml or .warc", ErrUnknownKind)}
}

// kindOf is the ending of a file's name that says what it is, without a ".gz" where that is understood.
func kindOf(path string) string {
	name := strings.ToLower(path)
	if inner := filepath.Ext(strings.TrimSuffix(name, ".gz")); slices.Contains([]string{".warc", ".wet", ".jsonl", ".ndjson", ".json"}, inner) {
		return inner
	}
	return filepath.Ext(name)
}

// jsonFeedVersion is what a JSON Feed says of itself, at its top (JSON Feed 1.1, "version").
var jsonFeedVersion = regexp.MustCompile(`"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version`)

// namesJSONFeed reports whether the first bytes of a file say that it is a JSON Feed.
func namesJSONFeed(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 4<<10))
	return err == nil && jsonFeedVersion.Match(head)
}

// onlyURLs reports whether the first lines of a file are URLs.
func onlyURLs(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	lines := bufio.NewScanner(io.LimitReader(f, 64<<10))
	some := false
	for lines.Scan() && lines.Err() == nil {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if !strings.HasPrefix(line, "http://") && !strings.HasPrefix(line, "https://") {
			return false
		}
		some = true
	}
	return some
}

// Folder lists the documents under a folder, in the order of their names, with all files that are
// of no known kind as errors. Hidden files and folders are left out.
type Folder struct {
	Path string
	Now  time.Time
}

// Name returns the path.
func (f *Folder) Name() string { return f.Path }

// Items implements [Source].
func (f *Folder) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		err := filepath.WalkDir(f.Path, func(path string, entry fs.DirEntry, err error) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				return f.refuse(yield, path, err)
			}
			return f.visit(ctx, yield, path, entry)
		})
		if err != nil && !errors.Is(err, fs.SkipAll) {
			yield(Item{Source: f.Path}, err)
		}
	}
}

// visit yields the items of one file.
func (f *Folder) visit(ctx context.Context, yield func(Item, error) bool, path string, entry fs.DirEntry) error {
	hidden := strings.HasPrefix(entry.Name(), ".") && path != f.Path
	switch {
	case entry.IsDir() && hidden:
		return fs.SkipDir
	case entry.IsDir() || hidden:
		return nil
	case !entry.Type().IsRegular():
		return nil // a link may lead anywhere
	}
	src, err := openFile(path, f.Now)
	if err != nil {
		return f.refuse(yield, path, err)
	}
	if d, ok := src.(*Document); ok {
		d.Within = f.Path
		d.id = f.relative(path)
	}
	for it, err := range src.Items(ctx) {
		it.Source = f.Path
		if !yield(it, err) {
			return fs.SkipAll
		}
	}
	return nil
}

// relative is the path below the folder, which is what stays the same when the folder moves.
func (f *Folder) relative(path string) string {
	rel, err := filepath.Rel(f.Path, path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}

// refuse yields an error for a file.
func (f *Folder) refuse(yield func(Item, error) bool, path string, err error) error {
	if !yield(Item{Source: f.Path, File: path}, err) {
		return fs.SkipAll
	}
	return nil
}

// Document is one file that is one story: a page, or plain text.
type Document struct {
	Path   string
	Within string // the name of the source that it is part of; empty: its own path
	id     string
}

// Name returns the name of the source.
func (d *Document) Name() string { return firstNonEmpty(d.Within, d.Path) }

// Items implements [Source].
func (d *Document) Items(context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		it := Item{Source: d.Name(), File: d.Path, ID: firstNonEmpty(d.id, filepath.ToSlash(filepath.Clean(d.Path)))}
		body, err := readFile(d.Path)
		if err == nil {
			err = it.setBody(d.Path, body)
		}
		if err != nil {
			err = &LineError{File: d.Path, Err: err}
		}
		yield(it, err)
	}
}

// readFile reads a file within the limit. An empty or binary one is an error.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxDocument+1))
	switch {
	case err != nil:
		return nil, err
	case len(body) > maxDocument:
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooMany, maxDocument)
	case len(bytes.TrimSpace(body)) == 0:
		return nil, ErrEmpty
	case isBinary(body):
		return nil, ErrBinary
	}
	return body, nil
}

// setBody sets page or text. A page keeps its bytes, since it says itself what they mean.
func (it *Item) setBody(path string, body []byte) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm", ".xhtml", ".shtml":
		it.HTML = string(body)
		return nil
	}
	if isPage(body) {
		it.HTML = string(body)
		return nil
	}
	text, notes := decodeText(body, "")
	it.Text, it.Repairs = string(text), append(it.Repairs, notes...)
	return nil
}

// FeedFile is a feed or a sitemap kept as a file.
type FeedFile struct {
	Path string
	Base string // the URL that links are relative to; the file's own where empty
	Now  time.Time
}

// Name returns the path.
func (f *FeedFile) Name() string { return f.Path }

// Items implements [Source].
func (f *FeedFile) Items(context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		items, problems, err := f.read()
		if err != nil {
			yield(Item{Source: f.Path, File: f.Path}, &LineError{File: f.Path, Err: err})
			return
		}
		for _, it := range items {
			it.Source, it.File = f.Path, f.Path
			if !yield(it, nil) {
				return
			}
		}
		for _, p := range problems {
			if !yield(Item{Source: f.Path, File: f.Path}, &LineError{File: f.Path, Err: p}) {
				return
			}
		}
	}
}

// read reads the file as a feed, or as a sitemap.
func (f *FeedFile) read() ([]Item, []error, error) {
	body, err := readFile(f.Path)
	if err != nil {
		return nil, nil, err
	}
	base := firstNonEmpty(f.Base, "file:"+filepath.ToSlash(f.Path))
	if isSitemap(body) {
		m, err := ParseSitemap(body, base, f.Now)
		if err != nil {
			return nil, nil, err
		}
		return m.Items, m.Problems, nil
	}
	feed, err := ParseArchive(body, "", base, f.Now)
	if err == nil && f.Base == "" && firstNonEmpty(feed.Self, feed.Link) != "" {
		// A feed that was kept says itself where it came from.
		feed, err = ParseArchive(body, "", firstNonEmpty(feed.Self, feed.Link), f.Now)
	}
	if err != nil {
		return nil, nil, err
	}
	return feed.Items, feed.Problems, nil
}

// JSONL lists documents, one JSON object a line: {"id", "url", "title", "published", "outlet",
// "language", "text" or "html"}. A line that is none is an error that names file and line, and the
// rest goes on. Reader may stand in for the file.
type JSONL struct {
	Path   string // its name in messages, where Reader is set
	Reader io.Reader
	Now    time.Time // judges dates that lie ahead; zero: none does
}

// Name returns the path.
func (j *JSONL) Name() string { return j.Path }

// Items implements [Source].
func (j *JSONL) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		r := j.Reader
		if r == nil {
			f, err := os.Open(j.Path)
			if err != nil {
				yield(Item{Source: j.Path, File: j.Path}, err)
				return
			}
			defer f.Close()
			if r, err = unpacked(f); err != nil {
				yield(Item{Source: j.Path, File: j.Path}, &LineError{File: j.Path, Err: err})
				return
			}
		}
		j.lines(ctx, bufio.NewReaderSize(r, 64<<10), yield)
	}
}

// unpacked reads a file, through gzip if it begins like that.
func unpacked(f io.Reader) (io.Reader, error) {
	in := bufio.NewReader(f)
	if head, err := in.Peek(2); err != nil || head[0] != 0x1f || head[1] != 0x8b {
		return in, nil
	}
	return gzip.NewReader(in)
}

// lines yields an item or an error for each line that is not blank.
func (j *JSONL) lines(ctx context.Context, r *bufio.Reader, yield func(Item, error) bool) {
	some := false
	for n := 1; ; n++ {
		line, err := readLine(r)
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		if ctx.Err() != nil {
			yield(Item{Source: j.Path, File: j.Path, Line: n}, ctx.Err())
			return
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) > 0 || errors.Is(err, ErrTooMany) {
			some = true
			if !j.line(line, n, err, yield) {
				return
			}
		}
		if err != nil && !errors.Is(err, ErrTooMany) {
			if !errors.Is(err, io.EOF) {
				yield(Item{Source: j.Path, File: j.Path, Line: n}, &LineError{File: j.Path, Line: n, Err: err})
			}
			break
		}
	}
	if !some {
		yield(Item{Source: j.Path, File: j.Path}, &LineError{File: j.Path, Err: ErrEmpty})
	}
}

// readLine reads a line without its end. One that is too long is skipped to its end, and ErrTooMany.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		part, err := r.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(part) > maxDocument; !tooLong {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if tooLong {
			return nil, fmt.Errorf("%w: a line of more than %d bytes", ErrTooMany, maxDocument)
		}
		return bytes.TrimRight(line, "\r\n"), err
	}
}

// line yields what one line holds.
func (j *JSONL) line(line []byte, n int, err error, yield func(Item, error) bool) bool {
	it := Item{}
	if err == nil || errors.Is(err, io.EOF) {
		it, err = ParseDocument(line, j.Now)
	}
	it.Source, it.File, it.Line = j.Path, j.Path, n
	for i, r := range it.Repairs {
		it.Repairs[i] = fmt.Sprintf("%s:%d: %s", j.Path, n, r)
	}
	if err != nil {
		return yield(it, &LineError{File: j.Path, Line: n, Err: err})
	}
	return yield(it, nil)
}

// document is a line of JSONL as it is written. Numbers are taken for ids and times as well.
type document struct {
	ID        any    `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Author    any    `json:"author"`
	Byline    any    `json:"byline"`
	Published any    `json:"published"`
	Outlet    string `json:"outlet"`
	Language  string `json:"language"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
}

// ParseDocument reads one document of JSONL. A published that is no date is a note in Repairs, not
// an error: the text is there all the same. The error is ErrBinary, ErrNotJSON or ErrNoDocument.
func ParseDocument(line []byte, now time.Time) (Item, error) {
	if isBinary(line) {
		return Item{}, ErrBinary
	}
	var d document
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	if err := decoder.Decode(&d); err != nil {
		return Item{}, fmt.Errorf("%w: %s", ErrNotJSON, jsonReason(err))
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Item{}, fmt.Errorf("%w: something follows the object", ErrNotJSON)
	}
	it := Item{ID: scalar(d.ID), URL: d.URL, Title: d.Title, Author: firstNonEmpty(scalar(d.Byline), scalar(d.Author)),
		Outlet: d.Outlet, Language: d.Language, Text: d.Text, HTML: d.HTML, PublishedText: scalar(d.Published)}
	it.setPublished(now)
	if strings.TrimSpace(it.Text) == "" && strings.TrimSpace(it.HTML) == "" && it.URL == "" {
		return it, ErrNoDocument
	}
	return it, nil
}

// setPublished reads PublishedText.
func (it *Item) setPublished(now time.Time) {
	if strings.TrimSpace(it.PublishedText) == "" {
		return
	}
	t, notes, err := ParseArchiveDate(it.PublishedText, now)
	if err != nil {
		it.repair("published: %v", err)
		return
	}
	it.Published = t
	for _, n := range notes {
		it.repair("published: %s", n)
	}
}

// scalar turns a JSON string or number into text; lists of them are joined, anything else is absent.
func scalar(v any) string {
	switch x := v.(type) {
	case string:
		return strings.TrimSpace(x)
	case json.Number:
		return x.String()
	case []any:
		var parts []string
		for _, e := range x {
			if s := scalar(e); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

// jsonReason says what is wrong with a line in words for people.
func jsonReason(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("%v at byte %d", syntax, syntax.Offset)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Sprintf("found a %s", kind.Value)
	case errors.As(err, &kind):
		return fmt.Sprintf("%q is a %s, expected a %s", kind.Field, kind.Value, kind.Type)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "the line ends within the object"
	}
	return err.Error()
}

// URLList lists the URLs of a file, one a line; "#" begins a comment, and words after the URL are its title.
type URLList struct {
	Path   string
	Reader io.Reader
}

// Name returns the path.
func (u *URLList) Name() string { return u.Path }

// Items implements [Source].
func (u *URLList) Items(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		r := u.Reader
		if r == nil {
			f, err := os.Open(u.Path)
			if err != nil {
				yield(Item{Source: u.Path, File: u.Path}, err)
				return
			}
			defer f.Close()
			r = f
		}
		u.lines(ctx, r, yield)
	}
}

// lines yields each line that is not blank.
func (u *URLList) lines(ctx context.Context, r io.Reader, yield func(Item, error) bool) {
	reader := bufio.NewReader(r)
	some := false
	for n := 1; ; n++ {
		line, err := readLine(reader)
		text, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(string(line), "\ufeff")), " #")
		if text != "" && !strings.HasPrefix(text, "#") {
			some = true
			it, problem := u.line(text, n)
			if !yield(it, problem) || ctx.Err() != nil {
				return
			}
		}
		if err != nil {
			break
		}
	}
	if !some {
		yield(Item{Source: u.Path, File: u.Path}, &LineError{File: u.Path, Err: ErrEmpty})
	}
}

// line reads one line.
func (u *URLList) line(text string, n int) (Item, error) {
	link, title, _ := strings.Cut(strings.ReplaceAll(text, "\t", " "), " ")
	it := Item{Source: u.Path, File: u.Path, Line: n, Title: plainText(title)}
	target, err := resolve("", link)
	if err != nil {
		return it, &LineError{File: u.Path, Line: n, Err: err}
	}
	it.URL = target
	return it, nil
}
