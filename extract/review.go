package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// ErrDecision is returned for a decision that cannot be understood. ErrStale is returned for one whose
// reviewer saw another version of the incident than the one that stands.
var (
	ErrDecision = errors.New("bad decision")
	ErrStale    = errors.New("stale decision")
)

// Decision is one thing that a person decided about an incident. Decisions are kept for ever, in the order
// they came; the extractor never writes them.
type Decision struct {
	Schema      string            `json:"schema,omitempty"`
	IncidentID  string            `json:"incident_id"`
	Field       string            `json:"field,omitempty"` // see Incident.Fields; empty: the whole record
	Decision    string            `json:"decision"`        // accept | reject | correct | merge | split
	Value       json.RawMessage   `json:"value,omitempty"` // correct: the field's value. merge: an incident id, or a list. split: a list of report ids
	Reviewer    string            `json:"reviewer"`
	At          time.Time         `json:"at,omitzero"` // when it was decided; the time of taking it in where not given
	Note        string            `json:"note,omitempty"`
	SeenVersion string            `json:"seen_version"`      // Incident.Version that the reviewer looked at
	Basis       map[string]string `json:"basis,omitempty"`   // evidence of each field concerned when it was decided; set when it is taken in
	Anchors     []string          `json:"anchors,omitempty"` // of a merge: the reports of all incidents, its own first; set when it is taken in
	Stay        []string          `json:"stay,omitempty"`    // of a split: the reports that stay; set when it is taken in
	Told        []Told            `json:"told,omitempty"`    // what the reports that a merge or a split names told; set when it is taken in
	About       json.RawMessage   `json:"about,omitempty"`   // what a template tells the reviewer; not kept
}

// Told is a report as it was when somebody decided about it. Reading an article again, or a new revision of it, may give its
// reports other ids; by what they tell they are known again.
type Told struct {
	Report string `json:"report"` // its id then
	Type   string `json:"type"`
	Quote  string `json:"quote"`
}

// Review is the state of an incident's review.
type Review struct {
	State  string        `json:"state"` // unreviewed | accepted | corrected | rejected | reopened
	By     string        `json:"by,omitempty"`
	At     time.Time     `json:"at,omitzero"`
	Note   string        `json:"note,omitempty"`
	Fields []FieldReview `json:"fields,omitempty"` // of decisions about single fields, and of those reopened
}

// The states of a review.
const (
	Unreviewed = "unreviewed"
	Accepted   = "accepted"
	Corrected  = "corrected"
	Rejected   = "rejected"
	Reopened   = "reopened"
)

// FieldReview is what was decided about one field. A corrected or rejected value stands until somebody decides
// again, also when it is reopened; Reported is what the reports say instead.
type FieldReview struct {
	Field    string          `json:"field"`
	State    string          `json:"state"` // accepted | corrected | rejected | reopened
	By       string          `json:"by"`
	At       time.Time       `json:"at,omitzero"`
	Note     string          `json:"note,omitempty"`
	Reported json.RawMessage `json:"reported,omitempty"`
}

// ReadDecision reads a decision from one line of JSON and checks it. The error wraps ErrDecision.
func ReadDecision(line []byte) (Decision, error) {
	var d Decision
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		return d, fmt.Errorf("%w: %s", ErrDecision, strings.TrimPrefix(err.Error(), "json: "))
	}
	return d, d.Check()
}

// Check reports whether the decision is complete and its value fits its field. The error wraps ErrDecision.
func (d *Decision) Check() error {
	missing := func(name string) error { return fmt.Errorf("%w: %s is missing", ErrDecision, name) }
	switch {
	case d.IncidentID == "":
		return missing("incident_id")
	case d.Reviewer == "":
		return missing("reviewer")
	case d.SeenVersion == "":
		return missing("seen_version")
	}
	switch d.Decision {
	case "accept", "reject":
		return d.checkField(false)
	case "correct":
		return d.checkField(true)
	case "merge", "split":
		return d.checkIDs()
	}
	return fmt.Errorf("%w: decision %q is none of accept, reject, correct, merge, split", ErrDecision, d.Decision)
}

func (d *Decision) checkField(correct bool) error {
	switch {
	case correct && d.Field == "":
		return fmt.Errorf("%w: field is missing: a correction is of one field", ErrDecision)
	case correct && len(d.Value) == 0:
		return fmt.Errorf("%w: value is missing (null says that nothing is known)", ErrDecision)
	case d.Field == "":
		return nil
	}
	value := d.Value
	if !correct {
		value = json.RawMessage("null")
		if d.Field == "type" || d.Field == "outcome" { // the two that cannot be null
			return nil
		}
	}
	if err := CheckValue(d.Field, value); err != nil {
		return fmt.Errorf("%w: %w", ErrDecision, err)
	}
	return nil
}

func (d *Decision) checkIDs() error {
	ids := d.IDs()
	switch {
	case d.Field != "":
		return fmt.Errorf("%w: a %s is of whole incidents: leave field out", ErrDecision, d.Decision)
	case len(ids) == 0 && d.Decision == "merge":
		return fmt.Errorf("%w: value must be the id of the other incident, or a list of such", ErrDecision)
	case len(ids) == 0:
		return fmt.Errorf("%w: value must be the list of report ids that leave the incident", ErrDecision)
	case slices.Contains(ids, d.IncidentID):
		return fmt.Errorf("%w: %s cannot be merged with itself", ErrDecision, d.IncidentID)
	}
	return nil
}

// IDs returns the incident ids of a merge or the report ids of a split.
func (d *Decision) IDs() []string {
	var id string
	if json.Unmarshal(d.Value, &id) == nil && id != "" {
		return []string{id}
	}
	var ids []string
	if json.Unmarshal(d.Value, &ids) != nil || slices.Contains(ids, "") {
		return nil
	}
	return ids
}

// Against compares a decision with the incident as it stands and completes it for keeping: its time where it has none,
// and the evidence that it rests on. others returns the incidents that a merge names, nil for an unknown one. The error wraps ErrStale and names the fields that changed, where log tells.
func (d *Decision) Against(inc *Incident, others func(id string) *Incident, log []LogEntry, now time.Time) error {
	if d.SeenVersion != inc.Version {
		return fmt.Errorf("%w: %s was seen at version %s and stands at %s%s", ErrStale, d.IncidentID, d.SeenVersion, inc.Version, changedSince(d.SeenVersion, log))
	}
	switch d.Decision {
	case "split":
		if err := d.split(inc); err != nil {
			return err
		}
	case "merge":
		if err := d.merge(inc, others); err != nil {
			return err
		}
	}
	d.Schema, d.About = SchemaReview, nil
	if d.At.IsZero() {
		d.At = now.UTC().Truncate(time.Second)
	}
	d.Basis = map[string]string{}
	for _, f := range inc.Fields() {
		if d.Field == "" || d.Field == f {
			d.Basis[f] = inc.Evidence(f)
		}
	}
	return nil
}

// split notes which reports stay.
func (d *Decision) split(inc *Incident) error {
	out := d.IDs()
	for _, id := range out {
		if !slices.ContainsFunc(inc.Reports, func(r ReportRef) bool { return r.ID == id }) {
			return fmt.Errorf("%w: %s has no report %s", ErrDecision, inc.IncidentID, id)
		}
	}
	d.Stay, d.Told = nil, nil
	for i := range inc.Reports {
		r := &inc.Reports[i]
		d.Told = append(d.Told, r.told())
		if !slices.Contains(out, r.ID) {
			d.Stay = append(d.Stay, r.ID)
		}
	}
	if len(d.Stay) == 0 {
		return fmt.Errorf("%w: a split must leave a report in %s", ErrDecision, inc.IncidentID)
	}
	return nil
}

// merge notes which reports are told to be of one incident, whatever becomes of the incidents' ids.
func (d *Decision) merge(inc *Incident, others func(id string) *Incident) error {
	d.Anchors, d.Told = nil, nil
	d.anchor(inc)
	for _, id := range d.IDs() {
		other := others(id)
		if other == nil || len(other.Reports) == 0 {
			return fmt.Errorf("%w: there is no incident %s", ErrDecision, id)
		}
		d.anchor(other)
	}
	return nil
}

func (d *Decision) anchor(inc *Incident) {
	for i := range inc.Reports {
		d.Anchors, d.Told = append(d.Anchors, inc.Reports[i].ID), append(d.Told, inc.Reports[i].told())
	}
}

func (r *ReportRef) told() Told { return Told{r.ID, r.Type, r.Quote} }

// changedSince tells which fields the log says were changed after a version.
func changedSince(version string, log []LogEntry) string {
	at := slices.IndexFunc(log, func(e LogEntry) bool { return e.Version == version })
	if at < 0 {
		return ""
	}
	var changed []string
	for _, e := range log[at+1:] {
		for _, c := range e.Fields {
			changed = append(changed, fmt.Sprintf("%s from %s to %s", c.Field, brief(c.Before), brief(c.After)))
		}
	}
	if len(changed) == 0 {
		return ""
	}
	return ": changed " + strings.Join(changed, "; ")
}

func brief(value json.RawMessage) string {
	if len(value) == 0 {
		return "null"
	}
	runes := []rune(string(value))
	if len(runes) > 80 {
		return string(runes[:80]) + "..."
	}
	return string(runes)
}

// Decide lays the decisions about an incident over what its reports say, in their order. Merges and splits are
// none of its business: they were heeded when the reports were put together.
func (inc *Incident) Decide(decisions []Decision) {
	inc.Review = Review{State: Unreviewed}
	reported := *inc
	fields := map[string]Decision{}
	for _, d := range decisions {
		switch {
		case d.Decision == "merge" || d.Decision == "split":
		case d.Field != "":
			fields[d.Field] = d
		default:
			inc.decideWhole(d)
		}
	}
	for _, f := range sortedKeys(fields) {
		inc.decideField(&reported, fields[f])
	}
}

// decideWhole takes a decision about the whole record; the last one stands.
func (inc *Incident) decideWhole(d Decision) {
	review := Review{State: Accepted, By: d.Reviewer, At: d.At, Note: d.Note}
	if d.Decision == "reject" {
		review.State = Rejected
	}
	for _, f := range inc.Fields() {
		if basis, seen := d.Basis[f]; inc.Evidence(f) != basis || !seen {
			review.Fields = append(review.Fields, FieldReview{Field: f, State: Reopened, By: d.Reviewer, At: d.At, Note: "evidence changed since"})
		}
	}
	if d.Decision == "reject" {
		inc.Status = StatusRejected
	} else if inc.Status == StatusRejected {
		inc.Status = inc.unreviewedStatus()
	}
	if len(review.Fields) > 0 {
		review.State = Reopened
	}
	inc.Review = review
}

// unreviewedStatus is the status of an incident whose rejection was taken back, as far as its own record tells.
func (inc *Incident) unreviewedStatus() string {
	if inc.IndependentSources > 1 {
		return StatusCorroborated
	}
	return StatusCandidate
}

// decideField takes a decision about one field. reported is the incident as its reports have it.
func (inc *Incident) decideField(reported *Incident, d Decision) {
	said := reported.Value(d.Field)
	review := FieldReview{Field: d.Field, State: Accepted, By: d.Reviewer, At: d.At, Note: d.Note}
	stands := said
	switch d.Decision {
	case "correct":
		review.State, stands = Corrected, d.Value
		if inc.SetValue(d.Field, d.Value) == nil {
			inc.resolvedByReview(d.Field, reported.Evidence(d.Field))
			stands = inc.Value(d.Field)
		}
	case "reject":
		review.State, stands = Rejected, json.RawMessage("null")
		if inc.SetValue(d.Field, stands) == nil {
			inc.resolvedByReview(d.Field, reported.Evidence(d.Field))
		}
	}
	if reported.Evidence(d.Field) != d.Basis[d.Field] && (d.Decision == "accept" || !agree(d.Field, said, stands)) {
		review.State, review.Note = Reopened, strings.TrimPrefix(d.Note+"; evidence changed since", "; ")
	}
	if d.Decision != "accept" {
		review.Reported = said
	}
	inc.noteField(review)
}

// agree reports whether two values of a field say the same, whatever words they come from.
func agree(field string, a, b json.RawMessage) bool {
	type essence struct {
		Start, End     string
		Min, Max, Best *int
	}
	if field != "when" && !strings.HasPrefix(field, "counts.") {
		return bytes.Equal(a, b)
	}
	var x, y *essence
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil || x == nil || y == nil {
		return x == nil && y == nil
	}
	return x.Start == y.Start && x.End == y.End && sameInt(x.Min, y.Min) && sameInt(x.Max, y.Max) && sameInt(x.Best, y.Best)
}

func sameInt(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }

// noteField enters a field's review and lifts the state of the whole.
func (inc *Incident) noteField(review FieldReview) {
	inc.Review.Fields = slices.DeleteFunc(inc.Review.Fields, func(r FieldReview) bool { return r.Field == review.Field })
	inc.Review.Fields = append(inc.Review.Fields, review)
	slices.SortFunc(inc.Review.Fields, func(a, b FieldReview) int { return strings.Compare(a.Field, b.Field) })
	state := inc.Review.State
	switch {
	case slices.ContainsFunc(inc.Review.Fields, func(r FieldReview) bool { return r.State == Reopened }):
		state = Reopened
	case state == Reopened: // what had been reopened is decided now
		state = Accepted
	}
	if (state == Unreviewed || state == Accepted) && review.State != Accepted && review.State != Reopened {
		state = Corrected
	}
	if state == Unreviewed {
		state = Accepted
	}
	inc.Review.State = state
	if review.At.After(inc.Review.At) || inc.Review.By == "" {
		inc.Review.By, inc.Review.At = review.By, review.At
	}
}

// resolvedByReview says in the record that a person chose the value.
func (inc *Incident) resolvedByReview(field, evidence string) {
	if strings.HasPrefix(field, "counts.") {
		for i := range inc.Counts {
			if CountField(&inc.Counts[i].Count) == field {
				inc.Counts[i].Evidence = evidence
			}
		}
		return
	}
	inc.Resolution = slices.DeleteFunc(slices.Clone(inc.Resolution), func(r Resolution) bool { return r.Field == field })
	inc.Resolution = append(inc.Resolution, Resolution{field, "review", []string{}, evidence})
}

// Edits returns the decisions that a record edited by hand stands for, compared with the record as it was given out.
// Only what a review can decide may be edited; the error wraps ErrDecision and names what else was.
func (inc *Incident) Edits(edited *Incident, reviewer, note string) ([]Decision, error) {
	if field := inc.editedElsewhere(edited); field != "" {
		return nil, fmt.Errorf("%w: %s cannot be edited", ErrDecision, field)
	}
	head := Decision{IncidentID: inc.IncidentID, Reviewer: reviewer, Note: note, SeenVersion: edited.Version}
	var decisions []Decision
	for _, change := range Compare(inc, edited) {
		d := head
		switch {
		case change.Field == "status" && edited.Status == StatusRejected, change.Field == "review" && edited.Review.State == Rejected:
			d.Decision = "reject"
		case change.Field == "review" && edited.Review.State == Accepted:
			d.Decision = "accept"
		case change.Field == "status" || change.Field == "review":
			return nil, fmt.Errorf("%w: %s can be edited to %s or %s, not to %s", ErrDecision, change.Field, Accepted, Rejected, change.After)
		default:
			d.Field, d.Decision, d.Value = change.Field, "correct", change.After
		}
		if err := d.Check(); err != nil {
			return nil, err
		}
		decisions = append(decisions, d)
	}
	return decisions, nil
}

// editedElsewhere names a field that differs although no review decides it, or nothing.
func (inc *Incident) editedElsewhere(edited *Incident) string {
	same := func(a, b any) bool {
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		return bytes.Equal(x, y)
	}
	for _, f := range []struct {
		name string
		same bool
	}{
		{"incident_id", inc.IncidentID == edited.IncidentID}, {"aliases", same(inc.Aliases, edited.Aliases)}, {"realis", inc.Realis == edited.Realis},
		{"summary", inc.Summary == edited.Summary}, {"toll_history", same(inc.TollHistory, edited.TollHistory)}, {"reports", same(inc.Reports, edited.Reports)},
		{"merge", same(inc.Merge, edited.Merge)}, {"crosswalk", same(inc.Crosswalk, edited.Crosswalk)},
	} {
		if !f.same {
			return f.name
		}
	}
	return ""
}

// Urgency says how much an incident deserves a look, and why: what was reopened, what is contested, what is uncertain, what is large.
// An incident that was decided and not reopened has none.
func (inc *Incident) Urgency() (score float64, why []string) {
	if inc.Review.State != Unreviewed && inc.Review.State != Reopened {
		return 0, nil
	}
	add := func(value float64, reason string) {
		score += value
		why = append(why, reason)
	}
	if inc.Review.State == Reopened {
		add(6, "reopened: its evidence changed since it was reviewed")
	}
	if inc.Status == StatusContested {
		add(4, "contested: sources contradict each other")
	}
	for i := range inc.Counts {
		if c := &inc.Counts[i]; c.Rule == "conservative" {
			add(2, "sources differ about "+CountField(&c.Count))
		}
	}
	if toll := inc.heavy(); toll > 0 {
		add(math.Log2(1+float64(toll)), fmt.Sprintf("%d killed or injured", toll))
		if inc.IndependentSources < 2 {
			add(1, "only one independent source")
		}
	}
	if inc.When == nil || inc.When.Basis == "publication" {
		add(1, "the day is not told")
	}
	if site := inc.Site(); site == nil || !site.Resolved() {
		add(1, "the place is not known")
	}
	if len(inc.Merge.Refused) > 0 {
		add(0.5, "may be the same as another")
	}
	return score, why
}

// heavy is the number of dead and injured.
func (inc *Incident) heavy() int {
	toll := 0
	for _, measure := range []string{"killed", "injured"} {
		if c := inc.Count(measure); c != nil && c.Best != nil {
			toll += *c.Best
		}
	}
	return toll
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
