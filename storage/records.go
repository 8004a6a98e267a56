package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep/extract"
)

// Set is the type of the values of a bucket that is a set of keys.
type Set struct{}

// The buckets. Their keys are described at the top of storage.go.
var (
	Sources     = Bucket[json.RawMessage]{"sources"}
	Hosts       = Bucket[json.RawMessage]{"hosts"}
	Items       = Bucket[Item]{"items"}
	Queue       = Bucket[Set]{"queue"}
	Aliases     = Bucket[string]{"aliases"}
	Pages       = Bucket[Page]{"pages"}
	Articles    = Bucket[extract.Article]{"articles"}
	Texts       = Bucket[Set]{"texts"}
	Bands       = Bucket[Set]{"bands"}
	Extractions = Bucket[Extraction]{"reports"}
	History     = Bucket[Extraction]{"history"}
	Unread      = Bucket[Set]{"unread"}
	Unlinked    = Bucket[Set]{"unlinked"}
	Incidents   = Bucket[extract.Incident]{"incidents"}
	Signatures  = Bucket[[]byte]{"signatures"}
	Blocks      = Bucket[Set]{"blocks"}
	Members     = Bucket[string]{"members"}
	Dirty       = Bucket[Unsettled]{"dirty"}
	Decided     = Bucket[[]extract.Decision]{"decided"}
	IncidentLog = Bucket[IncidentChange]{"incident_log"}
	Reviews     = Bucket[extract.Decision]{"reviews"}
	Failures    = Bucket[Failure]{"failures"}
	Inflight    = Bucket[Started]{"inflight"}
	Tombstones  = Bucket[extract.Incident]{"tombstones"}
	Progress    = Bucket[string]{"progress"}
)

// The same values, read only as far as their counts and their order: what is passed over costs a third.
var (
	ArticleStates    = Bucket[ArticleState]{"articles"}
	ExtractionCounts = Bucket[ExtractionCount]{"reports"}
	IncidentHeads    = Bucket[IncidentHead]{"incidents"}
	PageTimes        = Bucket[PageTime]{"pages"}
)

// PageTime tells how old a Page is.
type PageTime struct {
	Fetched time.Time `json:"fetched"`
	Dropped time.Time `json:"dropped"`
}

// ArticleState is the state of an extract.Article.
type ArticleState struct {
	State string `json:"state"`
}

// ExtractionCount tells how much an Extraction holds.
type ExtractionCount struct {
	ArticleID  string     `json:"article_id"`
	Reports    []struct{} `json:"reports"`
	NearMisses []struct{} `json:"near_misses"`
}

// IncidentHead is what puts an extract.Incident in its place among others.
type IncidentHead struct {
	IncidentID    string    `json:"incident_id"`
	Articles      int       `json:"articles"`
	FirstReported time.Time `json:"first_reported"`
	Changed       time.Time `json:"changed"`
	Reports       []struct {
		ID string `json:"id"`
	} `json:"reports"`
}

var bucketNames = []string{"meta", "sources", "hosts", "items", "queue", "aliases", "pages", "articles", "texts", "bands", "reports", "history", "unread", "unlinked",
	"incidents", "signatures", "blocks", "members", "dirty", "decided", "incident_log", "reviews", "failures", "inflight", "tombstones", "progress"}

// setNames are the buckets that are sets, and those of plain text: their values have no envelope.
var setNames = map[string]bool{"meta": true, "queue": true, "texts": true, "bands": true, "unread": true, "unlinked": true, "blocks": true}

// The states of an item. Every item is in one of them, and each has one next action.
const (
	ItemListed   = "listed"   // next: fetch its page, or clean what came with it
	ItemFetched  = "fetched"  // next: clean the page
	ItemDone     = "done"     // its article is kept; next: nothing, until the source lists a change
	ItemRefused  = "refused"  // it can have no article (robots.txt, an address that is not public, no text); next: nothing, until it changes
	ItemDead     = "dead"     // given up after its attempts; next: a person's redrive
	ItemRetrying = "retrying" // failed; next: the same again when NextTry has come
)

// Item is what a source listed, and how far it has come.
type Item struct {
	Key      string          `json:"key"`
	Source   string          `json:"source"`
	State    string          `json:"state"`
	Reason   string          `json:"reason,omitempty"`
	Digest   string          `json:"digest"`             // of what the source said, so that a change is seen
	Listed   time.Time       `json:"listed"`             // UTC
	Attempts int             `json:"attempts,omitempty"` // that failed since it was listed or changed
	NextTry  time.Time       `json:"next_try,omitzero"`  // UTC
	Page     string          `json:"page,omitempty"`     // key of the page that was fetched last
	Articles []string        `json:"articles,omitempty"`
	Payload  json.RawMessage `json:"payload"` // the item as the source gave it
}

// Pending reports whether the item has work left.
func (i *Item) Pending() bool {
	return i.State == ItemListed || i.State == ItemFetched || i.State == ItemRetrying
}

// PutItem adds the writing of an item and keeps the queue in step with it.
func PutItem(b *Batch, i Item) error {
	if i.Pending() {
		Mark(b, Queue, i.Key)
	} else {
		Delete(b, Queue, i.Key)
	}
	return Put(b, Items, i.Key, i)
}

// Page is a response as it was fetched: never changed, so that cleaning can be done again.
type Page struct {
	URL         string    `json:"url"`
	FinalURL    string    `json:"final_url,omitempty"`
	ContentType string    `json:"content_type,omitempty"`
	Status      int       `json:"status,omitempty"`
	Fetched     time.Time `json:"fetched,omitzero"`
	SHA256      string    `json:"sha256"` // of Body, hex
	Body        []byte    `json:"body"`
	Dropped     time.Time `json:"dropped,omitzero"` // when the body was, for its age; SHA256 is still that of what was fetched
}

// PageKey returns the key of a page.
func PageKey(articleID string, p *Page) string { return articleID + "/" + p.SHA256 }

// Extraction is what one extractor read in one revision of an article.
type Extraction struct {
	Extractor  string             `json:"extractor"`
	ArticleID  string             `json:"article_id"`
	Revision   int                `json:"revision"`
	Reports    []extract.Report   `json:"reports"`
	NearMisses []extract.NearMiss `json:"near_misses,omitempty"`
	Refused    []string           `json:"refused,omitempty"` // findings of the record linter on reports that were not kept
}

// RevisionKey is the key of an article's revision and of what was read in it.
func RevisionKey(articleID string, revision int) string {
	return fmt.Sprintf("%s.%06d", articleID, revision)
}

// LatestArticle returns the newest revision of an article, or ErrNotFound.
func (s *Store) LatestArticle(id string) (extract.Article, error) {
	key := Last(s, Articles, id+".")
	if key == "" {
		return extract.Article{}, fmt.Errorf("article %q: %w", id, ErrNotFound)
	}
	return Get(s, Articles, key)
}

// Report returns one report of the current extraction by its id, or ErrNotFound.
func (s *Store) Report(id string) (extract.Report, error) {
	article, rest, _ := strings.Cut(id, ".")
	number, _, _ := strings.Cut(rest, ".")
	revision, err := strconv.Atoi(number)
	if err != nil {
		return extract.Report{}, fmt.Errorf("report %q: %w", id, ErrNotFound)
	}
	x, err := Get(s, Extractions, RevisionKey(article, revision))
	if err != nil {
		return extract.Report{}, err
	}
	for i := range x.Reports {
		if x.Reports[i].ID == id {
			return x.Reports[i], nil
		}
	}
	return extract.Report{}, fmt.Errorf("report %q: %w", id, ErrNotFound)
}

// PutExtraction adds what was read in an article. What another extractor had read there before goes to the history; the
// link step will see the new reports.
func (s *Store) PutExtraction(b *Batch, x Extraction) error {
	key := RevisionKey(x.ArticleID, x.Revision)
	before, err := Get(s, Extractions, key)
	if err == nil && before.Extractor != x.Extractor {
		if err := Put(b, History, key+"/"+before.Extractor, before); err != nil {
			return err
		}
	}
	Mark(b, Unlinked, key)
	return Put(b, Extractions, key, x)
}

// Failure is an item of work that failed: which step, on what, why, how often.
type Failure struct {
	Step     string    `json:"step"` // list | fetch | clean | extract | link
	Key      string    `json:"key"`
	Name     string    `json:"name,omitempty"` // URL, or file and line
	Error    string    `json:"error"`
	Stack    string    `json:"stack,omitempty"` // of a panic
	Attempts int       `json:"attempts"`
	First    time.Time `json:"first"`
	Last     time.Time `json:"last"`
	Dead     bool      `json:"dead"` // not tried again before a person says so
}

// FailureKey returns the key of a failure.
func FailureKey(step, key string) string { return step + "/" + key }

// PutFailure adds a failure, counted on from one that is there already.
func (s *Store) PutFailure(b *Batch, f Failure) error {
	key := FailureKey(f.Step, f.Key)
	f.First, f.Attempts = f.Last, 1
	if before, err := Get(s, Failures, key); err == nil {
		f.First, f.Attempts = before.First, before.Attempts+1
	}
	return Put(b, Failures, key, f)
}

// Started is written before something is read that could end the process, and removed with the result.
type Started struct {
	Step   string    `json:"step"`
	Key    string    `json:"key"`
	At     time.Time `json:"at"`
	Active bool      `json:"active,omitempty"` // being read; false for what a dead process left, until it is read again
	Alone  bool      `json:"alone,omitempty"`  // nothing else was being read
	Deaths int       `json:"deaths"`           // of the process while this was read alone
}

// Unsettled is a report or an incident that the incidents do not reflect yet.
type Unsettled struct {
	Report   string `json:"report,omitempty"`
	Was      []byte `json:"was,omitempty"` // the signature that the incidents reflect, of a report that changed or is gone
	Incident string `json:"incident,omitempty"`
	Day      int    `json:"day,omitempty"` // around which its neighbours lie, days since 1970-01-01
}

// IncidentChange is an entry of the log of incidents.
type IncidentChange struct {
	At       time.Time `json:"at"`
	Incident string    `json:"incident_id"`
	Cause    string    `json:"cause"`            // created | reports | merged | split | review | gone
	Before   string    `json:"before,omitempty"` // version
	After    string    `json:"after,omitempty"`  // version

	Fields []extract.FieldChange `json:"fields,omitempty"` // what changed; nothing of an incident that is new
	Moved  []extract.Moved       `json:"moved,omitempty"`  // reports that a reviewer named and that have other ids now
}

// PutUnsettled adds the mark that a report is new, changed or gone. u.Was is its signature before, nil for a new one;
// a mark that is there already keeps the signature that the incidents reflect.
func (s *Store) PutUnsettled(b *Batch, u Unsettled) error {
	key := "report/" + u.Report
	if before, err := Get(s, Dirty, key); err == nil {
		u.Was = before.Was
	}
	return Put(b, Dirty, key, u)
}

// PutDecision adds a decision to the log of reviews and to those of its incident, and marks the incident for linking.
// A batch takes one decision about an incident at most.
func (s *Store) PutDecision(b *Batch, d extract.Decision) error {
	decided, err := Get(s, Decided, d.IncidentID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	return errors.Join(Append(b, Reviews, d), Put(b, Decided, d.IncidentID, append(decided, d)),
		Put(b, Dirty, "incident/"+d.IncidentID, Unsettled{Incident: d.IncidentID}))
}
