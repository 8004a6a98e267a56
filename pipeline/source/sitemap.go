package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// maxSitemapURLs is the limit of the protocol (sitemaps.org).
const maxSitemapURLs = 50_000

// SitemapDocument is a sitemap, or an index of sitemaps.
type SitemapDocument struct {
	Items    []Item       // pages; URL, Updated, and Title, Published and Language where there are news tags
	Children []SitemapRef // sitemaps, of an index
	Problems []error      // entries that could not be read
}

// SitemapRef is an entry of a sitemap index.
type SitemapRef struct {
	URL      string
	Modified time.Time // zero where unknown
}

// sitemapEntry is a url or sitemap element.
type sitemapEntry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Title       string `xml:"title"`
		Date        string `xml:"publication_date"`
		Publication struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
}

// isSitemap reports whether a document is an XML sitemap.
func isSitemap(body []byte) bool {
	text, _ := decodeText(body[:min(len(body), 8<<10)], "")
	head := bytes.ToLower(text)
	return bytes.Contains(head, []byte("<urlset")) || bytes.Contains(head, []byte("<sitemapindex"))
}

// ParseSitemap reads a sitemap or a sitemap index in XML, or a list of URLs as plain text. What
// comes after a broken place is lost, what came before is kept. The error is ErrEmpty, ErrBinary,
// ErrNotSitemap or ErrTooMany.
func ParseSitemap(body []byte, finalURL string, now time.Time) (*SitemapDocument, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, ErrEmpty
	}
	if isBinary(body) {
		return nil, ErrBinary
	}
	text, _ := decodeText(body, "")
	text = cleanXML(text)
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("<")) {
		return parseTextSitemap(text)
	}
	if !isSitemap(text) {
		return nil, ErrNotSitemap
	}
	if _, err := prescan(text); err != nil {
		return nil, err
	}
	m := &SitemapDocument{}
	return m, m.read(newDecoder(text), finalURL, now)
}

// read takes the entries one by one.
func (m *SitemapDocument) read(d *xml.Decoder, base string, now time.Time) error {
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			m.Problems = append(m.Problems, fmt.Errorf("the sitemap breaks off: %w", err))
			return nil
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var e sitemapEntry
		if err := d.DecodeElement(&e, &start); err != nil {
			m.Problems = append(m.Problems, fmt.Errorf("the sitemap breaks off: %w", err))
			return nil
		}
		m.add(e, start.Name.Local, base, now)
		if len(m.Items)+len(m.Children) > maxSitemapURLs {
			return fmt.Errorf("%w: more than %d urls in a sitemap", ErrTooMany, maxSitemapURLs)
		}
	}
}

// add takes one entry.
func (m *SitemapDocument) add(e sitemapEntry, kind, base string, now time.Time) {
	target, err := resolve(base, e.Loc)
	if err != nil {
		m.Problems = append(m.Problems, err)
		return
	}
	modified, _, _ := ParseArchiveDate(e.LastMod, now)
	if kind == "sitemap" {
		m.Children = append(m.Children, SitemapRef{URL: target, Modified: modified})
		return
	}
	it := Item{URL: target, Updated: modified, Title: plainText(e.News.Title), Language: strings.TrimSpace(e.News.Publication.Language),
		Outlet: plainText(e.News.Publication.Name), PublishedText: strings.TrimSpace(e.News.Date)}
	it.setPublished(now)
	m.Items = append(m.Items, it)
}

// parseTextSitemap reads a list of URLs.
func parseTextSitemap(text []byte) (*SitemapDocument, error) {
	m := &SitemapDocument{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		target, err := resolve("", line)
		if err != nil {
			m.Problems = append(m.Problems, err)
			continue
		}
		m.Items = append(m.Items, Item{URL: target})
		if len(m.Items) > maxSitemapURLs {
			return nil, fmt.Errorf("%w: more than %d urls in a sitemap", ErrTooMany, maxSitemapURLs)
		}
	}
	if len(m.Items) == 0 {
		return nil, ErrNotSitemap
	}
	return m, nil
}
