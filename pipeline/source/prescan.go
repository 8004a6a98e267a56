package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The bounds of an XML document. The feed parser recurses for each level and multiplies base URLs,
// so that a few kilobytes could end the process: these are checked before it sees a byte.
const (
	maxDepth     = 256
	maxBaseDepth = 16
	maxTokens    = 5_000_000
	maxItems     = 20_000
)

// outline is what a first pass over an XML document learns.
type outline struct {
	root      xml.Name // with the prefix in Space
	rootStart int64    // offset of the root's start tag
	rootEnd   int64    // offset after it
	items     []extent // those that are closed
	opened    int      // items begun, closed or not
	closed    bool     // the root element was closed
	err       error    // where the document stops being XML; nil if it does not
}

// extent is a half-open range of bytes.
type extent struct{ start, end int64 }

// scanner is a pass over an XML document.
type scanner struct {
	outline
	decoder *xml.Decoder
	depth   int
	bases   []int // depths at which xml:base was set
	item    int64 // start of the open item, -1 where none is open
	itemAt  int   // its depth
}

// newDecoder returns a decoder that takes what publishers send: any entity of HTML, unquoted
// attributes, bare ampersands.
func newDecoder(text []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// prescan walks over an XML document without building anything. The error is ErrTooDeep or
// ErrTooMany; a document that is no XML after some point is no error but noted in the outline.
func prescan(text []byte) (*outline, error) {
	s := &scanner{decoder: newDecoder(text), item: -1}
	s.rootStart = -1
	for tokens := 0; ; tokens++ {
		if tokens > maxTokens {
			return nil, fmt.Errorf("%w: more than %d tokens", ErrTooMany, maxTokens)
		}
		at := s.decoder.InputOffset()
		token, err := s.decoder.RawToken()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				s.err = err
			}
			return &s.outline, nil
		}
		if err := s.see(token, at); err != nil {
			return nil, err
		}
	}
}

// see takes one token that begins at offset at.
func (s *scanner) see(token xml.Token, at int64) error {
	switch t := token.(type) {
	case xml.StartElement:
		return s.open(t, at)
	case xml.EndElement:
		s.close(t.Name)
	}
	return nil
}

// open takes a start tag.
func (s *scanner) open(t xml.StartElement, at int64) error {
	s.depth++
	if s.rootStart < 0 {
		s.root, s.rootStart, s.rootEnd = t.Name, at, s.decoder.InputOffset()
	}
	if s.depth > maxDepth {
		return fmt.Errorf("%w: more than %d levels of elements", ErrTooDeep, maxDepth)
	}
	for _, a := range t.Attr {
		if a.Name.Local == "base" && a.Name.Space == "xml" {
			s.bases = append(s.bases, s.depth)
		}
	}
	if len(s.bases) > maxBaseDepth {
		return fmt.Errorf("%w: more than %d levels of xml:base", ErrTooDeep, maxBaseDepth)
	}
	if isItem(t.Name) && (s.item < 0 || s.depth == s.itemAt+1) {
		return s.openItem(at)
	}
	return nil
}

// openItem notes the beginning of an item. One that is still open then was never closed.
func (s *scanner) openItem(at int64) error {
	if s.opened++; s.opened > maxItems {
		return fmt.Errorf("%w: more than %d entries", ErrTooMany, maxItems)
	}
	s.item, s.itemAt = at, s.depth
	return nil
}

// close takes an end tag.
func (s *scanner) close(name xml.Name) {
	if isItem(name) && s.item >= 0 {
		s.items = append(s.items, extent{s.item, s.decoder.InputOffset()})
		s.item, s.depth = -1, s.itemAt
	}
	if s.depth--; s.depth <= 0 || name == s.root {
		s.closed = true
		s.depth = max(s.depth, 0)
	}
	for len(s.bases) > 0 && s.bases[len(s.bases)-1] > s.depth {
		s.bases = s.bases[:len(s.bases)-1]
	}
}

// isItem reports whether an element is an entry of a feed.
func isItem(n xml.Name) bool {
	local := strings.ToLower(n.Local)
	return local == "item" && (n.Space == "" || n.Space == "rss") || local == "entry"
}
