// Package clean turns a fetched page into an article: the words of the story as canonical
// text, with title, byline, dates, outlet, language and wire credit, each from where the page
// states it.
//
// It promises that the same bytes give the same article; that time and memory grow linearly
// with the page; that no single rule removes more than about a third of a page's text; and
// that a page which is no article (a homepage, an error, a consent wall, a picture) is refused
// with the reason and not read as one. It never asks the clock: a date is in the future when
// it lies after Page.Fetched or Hints.NotAfter.
//
// The flow is: decode (bytes to UTF-8) → parse (goquery) → survey (measure every element once)
// → weed (strike what is never prose) → choose (the container of the story) → blocks (its
// paragraphs) → prune (strike furniture between them) → metadata. Explanation says what each
// step kept and struck.
//
// One page is read, the one that was handed in. Where that is a print or AMP version, the identity is that of
// the story which it names as canonical. Where it only links to such a version, the explanation notes the address
// and nothing more is fetched: a second request for every story doubles the load on the outlet and ties the text to the
// moment of two fetches, so that the kept page no longer yields the same bytes; what the page states of itself in JSON-LD serves
// as the cross-check.
package clean

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"sitrep/extract"
)

// The reasons for which a page gives no article. All are wrapped with the page's address.
var (
	ErrNoText     = errors.New("no article text")
	ErrHomepage   = errors.New("a homepage or index, not an article")
	ErrBinary     = errors.New("not text")
	ErrTooLarge   = errors.New("page too large")
	ErrErrorPage  = errors.New("an error page")
	ErrConsent    = errors.New("a consent wall")
	ErrLogin      = errors.New("a login page")
	ErrPaywall    = errors.New("a paywall without text")
	ErrWrongStory = errors.New("another story than the one announced")
)

// MaxBytes is the largest page that is read, in bytes after content decoding.
const MaxBytes = 10 << 20

// leastText is the length in bytes below which a text is no article.
const leastText = 80

// A page below fragmentBytes is a fragment, whose text may be as short as leastFragment.
const (
	fragmentBytes = 1000
	leastFragment = 25
)

// Values of extract.Article.Access.
const (
	AccessFree      = "free"
	AccessPaywall   = "paywall"
	AccessConsent   = "consent"
	AccessLogin     = "login"
	AccessErrorPage = "error_page"
)

// Page is one page as it was fetched.
type Page struct {
	URL         string    // after redirects; may be empty
	ContentType string    // of the response header; may be empty
	Body        []byte    // decoded (no gzip)
	Fetched     time.Time // zero where nothing was fetched
	Hints       Hints
}

// Hints is what is known about an article from outside its page: from the feed, the
// configuration or the input line. Empty fields say nothing.
type Hints struct {
	URL                string // where Page.URL is empty, and for Plain
	Title, Byline      string
	Outlet, OutletName string // registrable domain; name
	OutletCountry      string // ISO 3166-1 alpha-2
	Language           string // BCP 47
	Published          time.Time
	PublishedBasis     string    // "feed" or "given"; empty means given
	NotAfter           time.Time // dates after it are in the future; zero: Page.Fetched decides
	Selectors          *Selectors
	ExternalID         string
	Content            string         // the feed's full text as HTML, read where the page is unusable
	TrustContent       bool           // Content is read in place of the page
	Zone               *time.Location // of dates that name none; nil means UTC
}

// Article reads the article of a page. Beside one of this package's errors it still returns
// what it could read, with State quarantined and StateReason set; the article is nil only for
// ErrBinary and ErrTooLarge. The explanation is never nil.
func Article(p Page) (*extract.Article, *Explanation, error) {
	why := &Explanation{}
	address := first(p.URL, p.Hints.URL)
	markup, err := decode(p)
	if err != nil {
		return nil, why, fmt.Errorf("clean %s: %w", address, err)
	}
	if json.Valid(markup) {
		return nil, why, fmt.Errorf("clean %s: %w: a JSON document", address, ErrBinary)
	}
	if plainText(p.ContentType, markup) {
		a := Text(string(markup), p.Hints)
		a.Fetched = p.Fetched.UTC()
		return a, why, enough(a, address)
	}
	pg, err := survey(markup, why, false)
	if err != nil {
		return nil, why, fmt.Errorf("clean %s: %w", address, err)
	}
	a := pg.article(p, why)
	if pg.hidden > 0 && len(a.Text) < unread {
		pg, a = revealed(p, markup, pg, a, why)
	}
	if err := pg.refuse(a, p); err != nil {
		a.State, a.StateReason = extract.StateQuarantined, err.Error()
		return a, why, fmt.Errorf("clean %s: %w", address, err)
	}
	return a, why, nil
}

// unread is the length of text, in bytes, below which what a page hides and what its feed gave are tried.
const unread = 250

// revealed reads a page once more with the elements that it hides until its script shows them, and returns the
// reading that found more.
func revealed(p Page, markup []byte, pg *page, a *extract.Article, why *Explanation) (*page, *extract.Article) {
	again := &Explanation{}
	all, err := survey(markup, again, true)
	if err != nil {
		return pg, a
	}
	if b := all.article(p, again); len(b.Text) > 2*len(a.Text) && len(b.Text) >= unread {
		b.Warnings = append(b.Warnings, "text taken from what the page hides")
		*why = *again
		return all, b
	}
	return pg, a
}

// article puts text and metadata together.
func (pg *page) article(p Page, why *Explanation) *extract.Article {
	a := &extract.Article{Schema: extract.SchemaArticle, Revision: 1, State: extract.StateCleaned}
	pg.identify(a, p)
	why.Version, why.Others = pg.versionOf(a.URL), pg.otherVersions(a.URL)
	a.Text = pg.text(a, p, why)
	pg.date(a, p)
	seal(a, p.Hints)
	a.Access = pg.access(a)
	return a
}

// Plain makes an article of a text that came in as text: it is kept verbatim, so that offsets
// count in what was handed in.
func Plain(text string, h Hints) *extract.Article {
	a := &extract.Article{Schema: extract.SchemaArticle, Revision: 1, State: extract.StateCleaned, Text: text}
	(&page{}).identify(a, Page{Hints: h})
	(&page{}).date(a, Page{Hints: h})
	seal(a, h)
	return a
}

// Text makes an article of a text in canonical form; see Normalise.
func Text(text string, h Hints) *extract.Article { return Plain(Normalise(text), h) }

// seal fills what follows from text and address: identity, hash, language, wire.
func seal(a *extract.Article, h Hints) {
	a.ExternalID = h.ExternalID
	a.ID = extract.ArticleID(a.CanonicalURL, a.Text)
	a.TextSHA256 = extract.Digest(a.Text)
	if read := Language(a.Text); read != "und" {
		a.Language = withRegion(read, a.Language)
	}
	a.Language = first(a.Language, "und")
	a.Wire = Wire(a.Text, a.Byline)
	if len(a.Text) > extract.ReadBytes {
		a.Warnings = append(a.Warnings, fmt.Sprintf("long text: the first %d of %d bytes are read for incidents", extract.ReadBytes, len(a.Text)))
	}
}

// withRegion keeps the declared language ("en-GB") where its language is the one that was read.
func withRegion(read, declared string) string {
	if base, _, _ := strings.Cut(declared, "-"); strings.EqualFold(base, read) {
		return declared
	}
	return read
}

// enough refuses a plain text without words.
func enough(a *extract.Article, address string) error {
	if len(a.Text) >= leastText {
		return nil
	}
	a.State, a.StateReason = extract.StateQuarantined, ErrNoText.Error()
	return fmt.Errorf("clean %s: %w", address, ErrNoText)
}

// first returns the first string that is not empty.
func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
