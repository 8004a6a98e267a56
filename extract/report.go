package extract

import "time"

// Report is one article's account of one incident. Every filled field has at least one Evidence.
type Report struct {
	Schema       string     `json:"schema"`
	ID           string     `json:"id"` // article id + "." + revision + "." + ordinal from 1
	ArticleID    string     `json:"article_id"`
	ExternalID   string     `json:"external_id,omitempty"`
	URL          string     `json:"url,omitempty"`
	Title        string     `json:"title,omitempty"`
	Published    time.Time  `json:"published,omitzero"`
	Type         string     `json:"type"`
	Realis       string     `json:"realis"`        // actual | negated | hypothetical | threatened | planned | exercise | alleged
	TemporalRole string     `json:"temporal_role"` // main | update | background | anniversary | aftermath
	Outcome      string     `json:"outcome"`       // occurred | attempted | foiled | unknown
	When         *Date      `json:"when"`
	Where        []Place    `json:"where"`
	Counts       []Count    `json:"counts"`
	Weapons      []Weapon   `json:"weapons"`
	Actors       []Actor    `json:"actors"`
	Claims       []Claim    `json:"claims"`
	Summary      string     `json:"summary"` // the sentence that states the incident best, verbatim
	Confidence   Confidence `json:"confidence"`
	Evidence     []Evidence `json:"evidence"`
	Extractor    string     `json:"extractor"` // version + hash over code version, lexicons and gazetteer
}

// Confidence is how far a report can be trusted, with its reasons.
type Confidence struct {
	Score   float64  `json:"score"` // 0..1, two decimals
	Reasons []string `json:"reasons"`
}

// Evidence is the quoted words, and the rule, that support a field. Start and End are half-open
// offsets in Unicode code points of the article's text, or of its title where In is "title".
type Evidence struct {
	Field string `json:"field"` // path: "type", "when", "where[0]", "counts[1]", "claims[0]"
	In    string `json:"in,omitempty"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
	Rule  string `json:"rule"`
}

// NearMiss is a sentence with a trigger and a number that gave no report, and the rule that refused it.
type NearMiss struct {
	Schema    string `json:"schema"`
	ArticleID string `json:"article_id"`
	Trigger   string `json:"trigger"`
	Type      string `json:"type,omitempty"`
	In        string `json:"in,omitempty"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Quote     string `json:"quote"`
	Rule      string `json:"rule"`   // the rule that refused it
	Reason    string `json:"reason"` // in words
}

// Reading is all that one article gave: its reports, and the near misses that were refused.
type Reading struct {
	Reports    []Report
	NearMisses []NearMiss
	Unread     string // why the article was not read, "language fr"; empty where it was
}
