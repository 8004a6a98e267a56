package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrNotOPML: a document that is no OPML subscription list.
var ErrNotOPML = errors.New("not opml")

// Subscription is a feed of an OPML list.
type Subscription struct {
	Title string
	URL   string // of the feed
	Site  string
	Path  string // the folders that it lies in, joined by "/"

	Name     string // under which sitrep knows the source; other programs pass it over
	Language string // BCP 47
}

// outlineElement is an outline of OPML 1.0 and 2.0.
type outlineElement struct {
	Text     string           `xml:"text,attr"`
	Title    string           `xml:"title,attr,omitempty"`
	Type     string           `xml:"type,attr,omitempty"`
	URL      string           `xml:"xmlUrl,attr,omitempty"`
	Site     string           `xml:"htmlUrl,attr,omitempty"`
	Language string           `xml:"language,attr,omitempty"`
	Name     string           `xml:"sitrepName,attr,omitempty"`
	Outlines []outlineElement `xml:"outline"`
}

// opml is the document.
type opml struct {
	XMLName  xml.Name         `xml:"opml"`
	Version  string           `xml:"version,attr"`
	Title    string           `xml:"head>title"`
	Outlines []outlineElement `xml:"body>outline"`
}

// ReadOPML reads a subscription list: each feed once, in the order of the document. Outlines whose
// URL is none are errors, joined in the second result; the third is for a document that cannot be read.
func ReadOPML(body []byte) ([]Subscription, []error, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, nil, ErrEmpty
	}
	text, _ := decodeText(body, "")
	text = cleanXML(text)
	if _, err := prescan(text); err != nil {
		return nil, nil, err
	}
	var doc opml
	if err := newDecoder(text).Decode(&doc); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrNotOPML, err)
	}
	r := opmlReader{seen: map[string]bool{}}
	r.walk(doc.Outlines, nil)
	return r.found, r.problems, nil
}

// opmlReader gathers subscriptions.
type opmlReader struct {
	found    []Subscription
	problems []error
	seen     map[string]bool
}

// walk takes outlines and those below them.
func (r *opmlReader) walk(outlines []outlineElement, path []string) {
	for _, o := range outlines {
		title := plainText(firstNonEmpty(o.Title, o.Text))
		if o.URL != "" {
			r.take(o, title, path)
		}
		if len(o.Outlines) > 0 {
			r.walk(o.Outlines, append(path[:len(path):len(path)], title))
		}
	}
}

// take adds one feed.
func (r *opmlReader) take(o outlineElement, title string, path []string) {
	// Some programs write feed: where they mean http:.
	address := o.URL
	if rest, ok := strings.CutPrefix(address, "feed:"); ok {
		address = strings.TrimPrefix(rest, "//")
		if !strings.HasPrefix(address, "http") {
			address = "http://" + address
		}
	}
	target, err := resolve("", address)
	if err != nil {
		r.problems = append(r.problems, fmt.Errorf("outline %.80q: %w", title, err))
		return
	}
	if r.seen[target] {
		return
	}
	r.seen[target] = true
	r.found = append(r.found, Subscription{Title: title, URL: target, Site: o.Site, Path: strings.Join(path, "/"), Name: o.Name, Language: o.Language})
}

// WriteOPML writes a subscription list, with one folder for each Path.
func WriteOPML(w io.Writer, title string, subscriptions []Subscription) error {
	doc := opml{Version: "2.0", Title: title}
	folders := map[string]int{}
	for _, s := range subscriptions {
		o := outlineElement{Text: s.Title, Title: s.Title, Type: "rss", URL: s.URL, Site: s.Site, Language: s.Language, Name: s.Name}
		if s.Path == "" {
			doc.Outlines = append(doc.Outlines, o)
			continue
		}
		i, ok := folders[s.Path]
		if !ok {
			i = len(doc.Outlines)
			folders[s.Path] = i
			doc.Outlines = append(doc.Outlines, outlineElement{Text: s.Path, Title: s.Path})
		}
		doc.Outlines[i].Outlines = append(doc.Outlines[i].Outlines, o)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
