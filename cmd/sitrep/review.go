package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/pipeline"
	"sitrep/storage"
)

// reviewCommand takes decisions in.
type reviewCommand struct {
	File     string `arg:"" optional:"" type:"path" help:"Decisions, one JSON object a line, or exported incidents edited by hand. - is standard input."`
	DB       string `name:"db" default:"sitrep.db" type:"path" help:"The database."`
	Reviewer string `placeholder:"NAME" help:"Who decided, where a line does not say."`
	Note     string `placeholder:"WORDS" help:"A note for edited records."`
	DryRun   bool   `help:"Check every line and keep nothing."`
	Template bool   `help:"Print what deserves a look first, as decisions to be filled in."`
	Limit    int    `default:"50" placeholder:"N" help:"How many incidents the template has."`
}

// Help is shown by `sitrep review --help`.
func (reviewCommand) Help() string {
	return `A decision is {"incident_id", "field", "decision", "value", "reviewer", "at", "note", "seen_version"}:
  accept, reject   a field (type, outcome, when, where, weapons, actors, claims, counts.killed, ...), or without field the whole record
  correct          a field to a value; a count may be a bare number, null says that it is not known
  merge            the incident with the one whose id is the value, or with a list of them
  split            the reports whose ids are the value off the incident

seen_version is the "version" of the record that was looked at. A decision about another version than the one that stands is
refused, with what changed. Decisions are kept for ever; a decided field is reopened only when its evidence changes.

  sitrep review --template > todo.jsonl     then fill in decision, value and reviewer
  sitrep review todo.jsonl
  sitrep export -o all.jsonl; edit all.jsonl; sitrep review --reviewer ana all.jsonl`
}

// Run is called by kong.
func (c *reviewCommand) Run(env *environment) error {
	switch {
	case c.Template:
		return c.template(env)
	case c.File == "":
		return withExit(exitUsage, errors.New("review needs a FILE, or --template"))
	}
	in, name, err := c.input(env)
	if err != nil {
		return err
	}
	defer in.Close()
	if _, err := os.Stat(c.DB); err != nil {
		return err
	}
	store, err := openStore(env, c.DB, c.DryRun)
	if err != nil {
		return err
	}
	defer store.Close()
	intake := &intake{reviewCommand: c, env: env, store: store}
	if err := intake.read(in, name); err != nil {
		return err
	}
	return intake.finish(env.ctx)
}

func (c *reviewCommand) input(env *environment) (io.ReadCloser, string, error) {
	if c.File == "-" {
		return io.NopCloser(env.stdin), "standard input", nil
	}
	file, err := os.Open(c.File)
	return file, c.File, err
}

// intake takes decisions in, one by one: each is on disk before the next is looked at.
type intake struct {
	*reviewCommand
	env                            *environment
	store                          *storage.Store
	taken, known, undecided, wrong int
}

// read takes in a file. A bad line is named and counted, and the rest goes on.
func (in *intake) read(r io.Reader, name string) error {
	lines := bufio.NewReaderSize(r, 1<<16)
	for n := 1; in.env.ctx.Err() == nil; n++ {
		line, err := lines.ReadBytes('\n')
		if text := bytes.TrimSpace(line); len(text) > 0 {
			if err := in.line(text); errors.Is(err, errStore) {
				return err
			} else if err != nil {
				in.wrong++
				fmt.Fprintf(in.env.stderr, "sitrep: %s:%d: %s\n", name, n, safe(err.Error()))
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return withExit(exitIO, fmt.Errorf("%s: %w", name, err))
		}
	}
	return nil
}

// errStore marks what ends the intake: the store cannot be read or written.
var errStore = errors.New("store")

// line takes in one line: a decision, or an edited record.
func (in *intake) line(text []byte) error {
	var kind struct {
		Schema   string `json:"schema"`
		Decision string `json:"decision"`
	}
	if err := json.Unmarshal(text, &kind); err != nil {
		return fmt.Errorf("%w: no JSON: %s", extract.ErrDecision, err)
	}
	if kind.Schema == extract.SchemaIncident {
		return in.edited(text)
	}
	if strings.HasPrefix(kind.Schema, "sitrep/") && kind.Schema != extract.SchemaReview {
		return fmt.Errorf("%w: schema %q is neither a decision nor an incident", extract.ErrDecision, kind.Schema)
	}
	return in.decision(text)
}

// decision takes in one decision. A line of a template that was left open is passed over.
func (in *intake) decision(text []byte) error {
	var bare extract.Decision
	if json.Unmarshal(text, &bare) == nil && bare.Decision == "" && len(bare.About) > 0 {
		in.undecided++
		return nil
	}
	text, err := in.signed(text)
	if err != nil {
		return err
	}
	d, err := extract.ReadDecision(text)
	if err != nil {
		return err
	}
	return in.take(d)
}

// signed enters the reviewer given as a flag where the line names none.
func (in *intake) signed(text []byte) ([]byte, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, fmt.Errorf("%w: %s", extract.ErrDecision, err)
	}
	if name := fields["reviewer"]; in.Reviewer != "" && (len(name) == 0 || string(name) == `""`) {
		fields["reviewer"], _ = json.Marshal(in.Reviewer)
	}
	return json.Marshal(fields)
}

// edited takes in a record that was edited by hand.
func (in *intake) edited(text []byte) error {
	var record extract.Incident
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&record); err != nil {
		return fmt.Errorf("%w: %s", extract.ErrDecision, err)
	}
	stands, err := in.incident(record.IncidentID)
	if err != nil {
		return err
	}
	if record.Version != stands.Version {
		return in.staleRecord(&record, stands)
	}
	decisions, err := stands.Edits(&record, cmp.Or(in.Reviewer, record.Review.By), cmp.Or(in.Note, record.Review.Note))
	if err != nil {
		return err
	}
	if len(decisions) == 0 {
		in.undecided++
	}
	for _, d := range decisions {
		if err := in.take(d); err != nil {
			return err
		}
	}
	return nil
}

// staleRecord refuses an edited record of an older version, unless nothing was edited in what has not changed since: then
// it is only an old copy.
func (in *intake) staleRecord(record, stands *extract.Incident) error {
	d := extract.Decision{IncidentID: record.IncidentID, Decision: "accept", Reviewer: "-", SeenVersion: record.Version}
	history, err := in.history(record.IncidentID)
	if err != nil {
		return err
	}
	return d.Against(stands, nil, history, in.env.now())
}

// incident returns an incident by its id or one of its former ids.
func (in *intake) incident(id string) (*extract.Incident, error) {
	inc, err := storage.Get(in.store, storage.Incidents, id)
	for hops := 0; errors.Is(err, storage.ErrNotFound) && hops < 100; hops++ {
		tomb, tombErr := storage.Get(in.store, storage.Tombstones, id)
		switch {
		case errors.Is(tombErr, storage.ErrNotFound):
			return nil, fmt.Errorf("%w: there is no incident %q", extract.ErrDecision, id)
		case tombErr != nil:
			return nil, errors.Join(errStore, tombErr)
		case tomb.MergedInto == "":
			return nil, fmt.Errorf("%w: %s is no more: %s", extract.ErrStale, id, tomb.Tombstone.Reason)
		}
		id = tomb.MergedInto
		inc, err = storage.Get(in.store, storage.Incidents, id)
	}
	if err != nil {
		return nil, errors.Join(errStore, err)
	}
	return &inc, nil
}

// take keeps a decision that holds against the incident as it stands. One that was taken in before is counted and passed over.
func (in *intake) take(d extract.Decision) error {
	seen, err := in.repeated(d)
	if err != nil || seen {
		return err
	}
	inc, err := in.incident(d.IncidentID)
	if err != nil {
		return err
	}
	if inc.IncidentID != d.IncidentID {
		return fmt.Errorf("%w: %s was merged into %s", extract.ErrStale, d.IncidentID, inc.IncidentID)
	}
	var history []extract.LogEntry
	if inc.Version != d.SeenVersion {
		if history, err = in.history(d.IncidentID); err != nil {
			return err
		}
	}
	others := func(id string) *extract.Incident {
		other, err := in.incident(id)
		if err != nil {
			return nil
		}
		return other
	}
	if err := d.Against(inc, others, history, in.env.now()); err != nil {
		return err
	}
	return in.keep(d)
}

// repeated reports whether the same decision is kept already.
func (in *intake) repeated(d extract.Decision) (bool, error) {
	decided, err := storage.Get(in.store, storage.Decided, d.IncidentID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return false, errors.Join(errStore, err)
	}
	same := func(k extract.Decision) bool {
		return k.Field == d.Field && k.Decision == d.Decision && bytes.Equal(k.Value, d.Value) && k.Reviewer == d.Reviewer && k.SeenVersion == d.SeenVersion && k.Note == d.Note
	}
	if slices.ContainsFunc(decided, same) {
		in.known++
		return true, nil
	}
	return false, nil
}

func (in *intake) keep(d extract.Decision) error {
	in.taken++
	if in.DryRun {
		return nil
	}
	b := in.store.Batch()
	if err := in.store.PutDecision(b, d); err != nil {
		return errors.Join(errStore, err)
	}
	if err := in.store.Commit(b); err != nil {
		return errors.Join(errStore, err)
	}
	return nil
}

// history returns the log of one incident.
func (in *intake) history(id string) ([]extract.LogEntry, error) {
	var history []extract.LogEntry
	err := storage.Each(in.store, storage.IncidentLog, "", func(_ string, e storage.IncidentChange) error {
		if e.Incident == id {
			history = append(history, extract.LogEntry{IncidentID: id, Version: e.After, Previous: e.Before, At: e.At, Cause: e.Cause, Fields: e.Fields})
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(errStore, err)
	}
	return history, nil
}

// finish links what was decided and prints the tally.
func (in *intake) finish(ctx context.Context) error {
	changed := 0
	if !in.DryRun {
		p := &pipeline.Pipeline{Store: in.store, Now: in.env.now, Log: logger(in.env, false)}
		tally, err := p.Link(ctx)
		if err != nil {
			return err
		}
		changed = tally.Get("incidents", "new") + tally.Get("incidents", "changed") + tally.Get("incidents", "gone")
	}
	verb := "taken in"
	if in.DryRun {
		verb = "would be taken in"
	}
	fmt.Fprintf(in.env.stderr, "review   %6d decisions: %d %s, %d known, %d refused; %d lines without a decision; %d incidents changed\n",
		in.taken+in.known+in.wrong, in.taken, verb, in.known, in.wrong, in.undecided, changed)
	if in.wrong > 0 {
		return withExit(exitPartial, fmt.Errorf("%d lines were refused", in.wrong))
	}
	return nil
}

// about is what a template tells of an incident.
type about struct {
	Why       []string        `json:"why"`
	Type      string          `json:"type"`
	Status    string          `json:"status"`
	When      string          `json:"when,omitempty"`
	Where     string          `json:"where,omitempty"`
	Counts    map[string]*int `json:"counts,omitempty"`
	Quote     string          `json:"quote"`
	URLs      []string        `json:"urls"`
	MaybeSame []string        `json:"maybe_same,omitempty"` // reports that were nearly merged
}

// blank is a decision to be filled in.
type blank struct {
	IncidentID  string          `json:"incident_id"`
	Field       string          `json:"field"`
	Decision    string          `json:"decision"`
	Value       json.RawMessage `json:"value"`
	Reviewer    string          `json:"reviewer"`
	Note        string          `json:"note"`
	SeenVersion string          `json:"seen_version"`
	About       about           `json:"about"`
}

// template prints the incidents that deserve a look most.
func (c *reviewCommand) template(env *environment) error {
	store, err := openExisting(env, c.DB)
	if err != nil {
		return err
	}
	defer store.Close()
	type urgent struct {
		id    string
		score float64
	}
	var all []urgent
	err = storage.Each(store, storage.Incidents, "", func(id string, inc extract.Incident) error {
		if score, _ := inc.Urgency(); score > 0 {
			all = append(all, urgent{id, score})
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b urgent) int { return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.id, b.id)) })
	for _, u := range all[:min(len(all), c.Limit)] {
		inc, err := storage.Get(store, storage.Incidents, u.id)
		if err != nil {
			return err
		}
		if err := writeLine(env.stdout, blankFor(&inc, c.Reviewer)); err != nil {
			return err
		}
	}
	return nil
}

func blankFor(inc *extract.Incident, reviewer string) blank {
	_, why := inc.Urgency()
	a := about{Why: why, Type: inc.Type, Status: inc.Status, Quote: inc.Summary, URLs: []string{}, Counts: map[string]*int{}}
	if inc.When != nil {
		a.When = inc.When.Start
	}
	if site := inc.Site(); site != nil {
		a.Where = strings.Join(slices.DeleteFunc([]string{site.Name, site.CountryName}, func(s string) bool { return s == "" }), ", ")
	}
	for i := range inc.Counts {
		a.Counts[extract.CountField(&inc.Counts[i].Count)] = inc.Counts[i].Best
	}
	for _, r := range inc.Reports {
		a.URLs = append(a.URLs, cmp.Or(r.URL, r.ExternalID, r.ArticleID))
	}
	for _, r := range inc.Merge.Refused {
		a.MaybeSame = append(a.MaybeSame, r.A+" "+r.B+": "+r.Reason)
	}
	return blank{IncidentID: inc.IncidentID, Value: json.RawMessage("null"), Reviewer: reviewer, SeenVersion: inc.Version, About: a}
}
