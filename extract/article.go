package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Article is the clean text of one revision of one story, with its metadata.
// Published is the document creation time (TimeML) to which relative dates are
// anchored; its own zone decides what "today" is. It is never taken from the clock.
type Article struct {
	Schema         string    `json:"schema"`
	ID             string    `json:"id"`                    // first 16 hex digits of SHA-256 of the canonical URL, or of the text where there is no URL
	ExternalID     string    `json:"external_id,omitempty"` // the id that the input gave
	Revision       int       `json:"revision"`              // 1, 2, ...: a changed text under one URL is a new revision
	URL            string    `json:"url,omitempty"`
	CanonicalURL   string    `json:"canonical_url,omitempty"`
	Outlet         string    `json:"outlet,omitempty"`         // registrable domain
	OutletName     string    `json:"outlet_name,omitempty"`    // as the configuration or the page names it
	OutletCountry  string    `json:"outlet_country,omitempty"` // ISO 3166-1 alpha-2 of the outlet's home, from the configuration
	Wire           string    `json:"wire,omitempty"`           // AP, AFP, Reuters, ...: the credit found in the text
	Section        string    `json:"section,omitempty"`
	Title          string    `json:"title,omitempty"`
	Byline         string    `json:"byline,omitempty"`
	Language       string    `json:"language,omitempty"`          // BCP 47
	Published      time.Time `json:"published,omitzero"`          // zero where unknown
	PublishedBasis string    `json:"published_basis,omitempty"`   // feed | jsonld | meta | time_tag | url | dateline | given | none
	Modified       time.Time `json:"modified,omitzero"`           // zero where unknown
	Fetched        time.Time `json:"fetched,omitzero"`            // UTC; zero where nothing was fetched
	Access         string    `json:"access,omitempty"`            // free | paywall | consent | login | error_page | ...; free where empty
	Text           string    `json:"text"`                        // paragraphs separated by one blank line
	TextSHA256     string    `json:"text_sha256"`                 // hex
	NearDuplicate  string    `json:"near_duplicate_of,omitempty"` // article id
	State          string    `json:"state,omitempty"`             // cleaned | extracted | no_incident | quarantined
	StateReason    string    `json:"state_reason,omitempty"`
	Warnings       []string  `json:"warnings,omitempty"` // what was repaired or doubted on the way
}

// The states of an article.
const (
	StateCleaned     = "cleaned"
	StateExtracted   = "extracted"
	StateNoIncident  = "no_incident"
	StateQuarantined = "quarantined"
)

// ReadBytes is how much of an article's text is read for incidents. What is longer is no story but an archive, a protocol, or
// made to keep a reader busy.
const ReadBytes = 64 << 10

// ArticleID returns the identity of an article: the first 16 hex digits of the
// SHA-256 of its canonical URL, or of its text where it has no URL.
func ArticleID(canonicalURL, text string) string {
	key := canonicalURL
	if key == "" {
		key = text
	}
	return Digest(key)[:16]
}

// Digest returns the SHA-256 of s as 64 hex digits.
func Digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
