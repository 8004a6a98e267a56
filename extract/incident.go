package extract

import (
	"encoding/json"
	"time"
)

// Incident is what all reports of one thing that happened say together. It is made again from its
// reports whenever one of them changes; only its identity and the decisions of reviewers outlive that.
//
// Changed and Tombstone tell of the store and its clock, not of the news: an export of the whole
// store leaves them out, so that the same input gives the same bytes, and one of what changed since
// a given time has them.
type Incident struct {
	Schema     string   `json:"schema"`
	IncidentID string   `json:"incident_id"`           // made once, from the first report; see MintIncidentID
	Version    string   `json:"version"`               // first 16 hex digits of SHA-256 of the record; what a reviewer has seen
	Aliases    []string `json:"aliases,omitempty"`     // ids of incidents that were found to be this one
	MergedInto string   `json:"merged_into,omitempty"` // of a tombstone
	SplitFrom  string   `json:"split_from,omitempty"`  // the incident that some of its reports once stood in

	Status  string          `json:"status"` // candidate | corroborated | contested | retracted | rejected
	Type    string          `json:"type"`
	Realis  string          `json:"realis"`  // actual, or alleged where no report says more
	Outcome string          `json:"outcome"` // occurred | attempted | foiled | unknown
	Summary string          `json:"summary"` // the sentence of one report, verbatim
	When    *Date           `json:"when"`
	Where   []Place         `json:"where"`
	Counts  []ResolvedCount `json:"counts"`
	Weapons []Weapon        `json:"weapons"`
	Actors  []Actor         `json:"actors"`
	Claims  []Claim         `json:"claims"` // Actor and By are indices of Actors

	Resolution  []Resolution `json:"resolution"` // for each filled field the rule that chose its value
	TollHistory []Toll       `json:"toll_history"`

	Reports            []ReportRef `json:"reports"` // in order of publication
	Articles           int         `json:"articles"`
	Outlets            []string    `json:"outlets"`
	IndependentSources int         `json:"independent_sources"` // near-duplicates and copies of one wire story count once
	FirstReported      time.Time   `json:"first_reported,omitzero"`
	LastReported       time.Time   `json:"last_reported,omitzero"`
	Changed            time.Time   `json:"changed,omitzero"`

	Merge     Merge      `json:"merge"`
	Review    Review     `json:"review"`
	Crosswalk Crosswalk  `json:"crosswalk"`
	Tombstone *Tombstone `json:"tombstone,omitempty"`
}

// The statuses of an incident.
const (
	StatusCandidate    = "candidate"    // one independent source
	StatusCorroborated = "corroborated" // two or more that do not contradict each other
	StatusContested    = "contested"    // sources contradict each other about the toll, or about whether it happened
	StatusRetracted    = "retracted"    // a later report says that it did not happen, or no report is left
	StatusRejected     = "rejected"     // a reviewer says that it is none
)

// ResolvedCount is the count that the incident states, with the rule that chose it among the reported ones.
type ResolvedCount struct {
	Count
	Rule     string   `json:"rule"`     // single | latest_official | latest | majority | conservative | less_died_since | review
	From     []string `json:"from"`     // ids of the reports that give it
	Evidence string   `json:"evidence"` // as in Resolution
}

// Resolution says which rule chose the value of a field, and which reports give that value.
type Resolution struct {
	Field    string   `json:"field"`    // "type", "when", "where", "weapons", "actors", "claims", "outcome", "summary"
	Rule     string   `json:"rule"`     // majority | most_precise | most_confident | union | single | review
	From     []string `json:"from"`     // report ids
	Evidence string   `json:"evidence"` // digest of the set of values that the reports give: a review is reopened when it changes
}

// Toll is one count of one report. All of them are kept, so that disagreement stays visible.
type Toll struct {
	AsOf         string `json:"as_of,omitempty"` // calendar date that the text gives, else the day of publication
	Measure      string `json:"measure"`
	Role         string `json:"role,omitempty"`
	Min          *int   `json:"min"`
	Max          *int   `json:"max"`
	Best         *int   `json:"best"`
	Qualifier    string `json:"qualifier"`
	Anchor       string `json:"anchor,omitempty"`
	Status       string `json:"status,omitempty"`
	SaidBy       string `json:"said_by,omitempty"`
	Part         bool   `json:"part,omitempty"` // part of another count of the same report
	Report       string `json:"report"`
	TemporalRole string `json:"temporal_role"` // tolls of background, anniversary and aftermath are kept but decide nothing
	Text         string `json:"text,omitempty"`
}

// ReportRef is a report as its incident shows it, readable without the store.
type ReportRef struct {
	ID           string    `json:"id"`
	ArticleID    string    `json:"article_id"`
	ExternalID   string    `json:"external_id,omitempty"`
	URL          string    `json:"url,omitempty"`
	Title        string    `json:"title,omitempty"`
	Outlet       string    `json:"outlet,omitempty"`
	Wire         string    `json:"wire,omitempty"`
	Published    time.Time `json:"published,omitzero"`
	Type         string    `json:"type"`
	TemporalRole string    `json:"temporal_role"`
	Realis       string    `json:"realis"`
	Quote        string    `json:"quote"`  // the sentence that states the incident
	Origin       string    `json:"origin"` // reports with one origin (a wire story, a copied text) count as one source
}

// Merge says why the reports are one incident, and which other reports were weighed and left out.
type Merge struct {
	Links   []MergeLink    `json:"links"`   // each joins one more report (or group of reports); empty for a single report
	Refused []MergeRefusal `json:"refused"` // the nearest misses, at most ten
}

// MergeLink is a pair of reports that was found to be about one incident.
type MergeLink struct {
	A        string         `json:"a"`
	B        string         `json:"b"`
	Score    float64        `json:"score"` // sum of the features' values, two decimals
	Features []MergeFeature `json:"features"`
}

// MergeFeature is one reason for or against a pair. Values are evidence weights: decisive ones are about 4.
type MergeFeature struct {
	Name  string  `json:"name"`  // type | place | time | toll | names | ages | words | actors | weapons | copy | review
	Value float64 `json:"value"` // two decimals
	Why   string  `json:"why"`   // in words: "3 km", "same day", "Hayes"
}

// MergeRefusal is a pair of reports that was weighed and left apart.
type MergeRefusal struct {
	A      string  `json:"a"`
	B      string  `json:"b"`
	Score  float64 `json:"score"`
	Reason string  `json:"reason"` // "too far apart: 120 km", "different dead: ...", "score 2.10 below 4.00"
}

// Tombstone marks an incident that is no more. It is still given to those who ask what changed.
type Tombstone struct {
	At         time.Time `json:"at,omitzero"`
	Reason     string    `json:"reason"` // merged | no_reports
	MergedInto string    `json:"merged_into,omitempty"`
}

// MintIncidentID makes the id of an incident from the id of its first report.
func MintIncidentID(firstReport string) string { return "inc-" + Digest(firstReport)[:16] }

// Seal computes the incident's version: a digest of the record without its version, its time of change and its tombstone.
func (inc *Incident) Seal() {
	bare := *inc
	bare.Version, bare.Changed, bare.Tombstone = "", time.Time{}, nil
	line, err := json.Marshal(&bare)
	if err != nil { // a year beyond 9999 is the only thing that cannot be written; dates are clamped long before
		line = []byte(err.Error())
	}
	inc.Version = Digest(string(line))[:16]
}

// Count returns the resolved count of a measure over all roles, or nil where no report gives one.
func (inc *Incident) Count(measure string) *ResolvedCount {
	for i := range inc.Counts {
		if c := &inc.Counts[i]; c.Measure == measure && c.SubsetOf == nil {
			return c
		}
	}
	return nil
}

// Site returns the place where the incident happened, or nil where the reports do not say.
func (inc *Incident) Site() *Place {
	for i := range inc.Where {
		if inc.Where[i].Role == "event_site" {
			return &inc.Where[i]
		}
	}
	return nil
}

// Evidence returns the digest of the values that the reports give for a field, empty where they give none.
func (inc *Incident) Evidence(field string) string {
	for _, r := range inc.Resolution {
		if r.Field == field {
			return r.Evidence
		}
	}
	for i := range inc.Counts {
		if CountField(&inc.Counts[i].Count) == field {
			return inc.Counts[i].Evidence
		}
	}
	return ""
}

// LogEntry is one line of an incident's history: which fields changed, when, and what for.
type LogEntry struct {
	IncidentID string        `json:"incident_id"`
	Version    string        `json:"version"`  // after the change
	Previous   string        `json:"previous"` // before it; empty where the incident was new
	At         time.Time     `json:"at"`
	Cause      string        `json:"cause"` // created | reports | merged | split | review | gone
	Fields     []FieldChange `json:"fields,omitempty"`
}

// Moved is a report that a reviewer named in a merge or a split, and the id that it has since its article was read again.
type Moved struct {
	Decision string `json:"decision"` // merge | split
	From     string `json:"from"`
	To       string `json:"to"` // empty where no report tells the same any more
}

// FieldChange is a field's value before and after a change.
type FieldChange struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}
