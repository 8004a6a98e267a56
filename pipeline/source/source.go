// Package source lists items: the stories that a feed, a sitemap, a folder, a JSONL file or a list
// of URLs speaks of. It reads what publishers really send: wrong encodings, feeds cut in the
// middle, dates in odd forms, identifiers that are none.
//
// It promises that
//   - nothing that could be read is dropped, and what was repaired is said in Item.Repairs;
//   - what could not be read is an error that names the file and the line, or the entry, and the
//     rest goes on;
//   - a date that is absurd, ambiguous or no date at all is absent, never guessed;
//   - no document, however it is built, costs more than its limits: nesting, tokens, items.
//
// A new kind of source is one file with a type that has Name and Items.
package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"
)

// The ways in which a document is refused. Each error of this package wraps one of them or one of package fetch.
var (
	// ErrEmpty: no bytes, or white space only.
	ErrEmpty = errors.New("empty document")
	// ErrBinary: not text.
	ErrBinary = errors.New("binary document")
	// ErrNotFeed: text, but no feed.
	ErrNotFeed = errors.New("not a feed")
	// ErrHTML: a page where a feed was expected. See [PageError].
	ErrHTML = errors.New("a page, not a feed")
	// ErrTooDeep: elements or base URLs nested beyond any use.
	ErrTooDeep = errors.New("nested too deeply")
	// ErrTooMany: more tokens, entries or pages than the limit.
	ErrTooMany = errors.New("too many")
	// ErrNotJSON: a line that is not a JSON object.
	ErrNotJSON = errors.New("not a json object")
	// ErrNoDocument: a JSON object without text, html or url.
	ErrNoDocument = errors.New("no text, html or url")
	// ErrNotURL: a line that is not an http or https URL.
	ErrNotURL = errors.New("not a url")
	// ErrNotSitemap: text, but no sitemap.
	ErrNotSitemap = errors.New("not a sitemap")
	// ErrUnknownKind: a file whose name and content say nothing that can be read.
	ErrUnknownKind = errors.New("unknown kind of file")
)

// Source is a place that lists items. Items yields each item, or an error for an item that could not be
// read, in which case File and Line of the Item say where; the iteration goes on after such an error.
type Source interface {
	Name() string
	Items(ctx context.Context) iter.Seq2[Item, error]
}

// Item is one story as a source lists it. Only what the source says is filled; times are zero where unknown.
type Item struct {
	Source        string    `json:"source,omitempty"`
	ID            string    `json:"id,omitempty"` // as the source gives it: a GUID, the id of a line, the path of a file
	URL           string    `json:"url,omitempty"`
	Title         string    `json:"title,omitempty"` // plain text
	Author        string    `json:"author,omitempty"`
	Published     time.Time `json:"published,omitzero"`
	Updated       time.Time `json:"updated,omitzero"`
	PublishedText string    `json:"published_text,omitempty"` // as the source wrote it
	Language      string    `json:"language,omitempty"`       // BCP 47, as the source says
	Outlet        string    `json:"outlet,omitempty"`         // domain or name, as the source says
	Categories    []string  `json:"categories,omitempty"`
	Summary       string    `json:"summary,omitempty"`      // HTML
	Content       string    `json:"content,omitempty"`      // HTML: the full text, if the feed carries it
	Text          string    `json:"text,omitempty"`         // the document itself as plain text, verbatim
	HTML          string    `json:"html,omitempty"`         // the document itself as a page: raw bytes, in whatever encoding ("html_base64" in JSON where it is not UTF-8)
	ContentType   string    `json:"content_type,omitempty"` // of HTML, as its server said; empty where nobody said
	Fetched       time.Time `json:"fetched,omitzero"`       // when an archive fetched the page
	File          string    `json:"file,omitempty"`
	Line          int       `json:"line,omitempty"`
	Repairs       []string  `json:"repairs,omitempty"` // what was repaired or doubted
}

// packedItem is an Item as JSON: bytes that are no UTF-8 would not survive as a string.
type packedItem struct {
	plainItem
	HTMLBytes []byte `json:"html_base64,omitempty"`
}

// plainItem is an Item without its methods.
type plainItem Item

// MarshalJSON writes the item so that its page comes back byte for byte.
func (it Item) MarshalJSON() ([]byte, error) {
	p := packedItem{plainItem: plainItem(it)}
	if !utf8.ValidString(it.HTML) {
		p.HTML, p.HTMLBytes = "", []byte(it.HTML)
	}
	return json.Marshal(p)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (it *Item) UnmarshalJSON(b []byte) error {
	var p packedItem
	if err := json.Unmarshal(b, &p); err != nil {
		return err
	}
	*it = Item(p.plainItem)
	if len(p.HTMLBytes) > 0 {
		it.HTML = string(p.HTMLBytes)
	}
	return nil
}

// repair notes something that was repaired.
func (it *Item) repair(format string, args ...any) {
	it.Repairs = append(it.Repairs, fmt.Sprintf(format, args...))
}

// Keys are the identities under which an item is known within its source: its id, and its URL in
// one canonical form. An item of which either is known is no new one, so that a feed that renews
// its GUIDs, or moves to new URLs, does not bring everything again. Without both, the digest of
// title and content stands in. Keys are hex, and so safe as file names and database keys.
func (it *Item) Keys() []string {
	var keys []string
	if it.ID != "" {
		keys = append(keys, key("id", it.Source, it.ID))
	}
	if it.URL != "" {
		keys = append(keys, key("url", it.Source, canonicalURL(it.URL)))
	}
	if len(keys) == 0 {
		keys = append(keys, key("text", it.Source, it.Title, it.Summary, it.Content, it.Text, it.HTML))
	}
	return keys
}

// Fingerprint is a digest of what the source says of the story. Another fingerprint under a known
// key means that the entry changed: a new revision.
func (it *Item) Fingerprint() string {
	return key("entry", it.Title, it.Summary, it.Content, it.Text, it.HTML, it.Updated.UTC().Format(time.RFC3339))
}

// key hashes parts so that none can run into the next.
func key(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:", len(p))
		io.WriteString(h, p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// AssumeZone reads dates that were written without a zone, or with an abbreviation that several
// zones use, as times of the outlet's own zone. A date without a time of day stays the day that it is.
func (it *Item) AssumeZone(home *time.Location) {
	for i, note := range it.Repairs {
		field, what, _ := strings.Cut(note, ": ")
		var t *time.Time
		switch field {
		case "published":
			t = &it.Published
		case "updated":
			t = &it.Updated
		default:
			continue
		}
		local := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), home)
		abbreviation, _ := local.Zone()
		if what == noZoneNote || strings.HasPrefix(what, ambiguousZoneNote+abbreviation+" ") {
			*t = local
			it.Repairs[i] = fmt.Sprintf("%s: time zone of the outlet: %s", field, home)
		}
	}
}

// LineError says where in a file something could not be read.
type LineError struct {
	File string
	Line int // from 1; 0 where the whole file is meant
	Err  error
}

// Error is "file:line: reason".
func (e *LineError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %v", e.File, e.Err)
	}
	return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
}

// Unwrap returns the reason.
func (e *LineError) Unwrap() error { return e.Err }

// PageError is a page where a feed was expected, with the feeds that it offers. It wraps [ErrHTML].
type PageError struct {
	Feeds []FeedLink
}

// Error names the feeds that the page offers.
func (e *PageError) Error() string {
	if len(e.Feeds) == 0 {
		return ErrHTML.Error()
	}
	var urls []string
	for _, f := range e.Feeds {
		urls = append(urls, f.URL)
	}
	return fmt.Sprintf("%v; it offers %s", ErrHTML, strings.Join(urls, ", "))
}

// Unwrap returns [ErrHTML].
func (e *PageError) Unwrap() error { return ErrHTML }
