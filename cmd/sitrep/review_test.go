package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/storage"
)

// desk is a store in a folder of its own, with the commands that a reviewer uses.
type desk struct {
	t   *testing.T
	dir string
	now time.Time
}

// newDesk takes in three articles: two papers on one shooting, and one on another town's.
func newDesk(t *testing.T) *desk {
	d := &desk{t, t.TempDir(), time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)}
	var docs strings.Builder
	for i, text := range []string{
		"Two people were killed and three others wounded in a shooting outside a grocery store in Toledo, Ohio, on Monday night, police said. The dead were named as Marlon Whitcombe, 34, and Dana Ferrer, 29.",
		"Police in Toledo, Ohio, have arrested nobody yet after two people were killed and four wounded in a shooting on Monday. Marlon Whitcombe, 34, had gone to buy milk, his sister said.",
		"A man was shot dead in Boise, Idaho, on Monday, police said. Officers found Peter Lindgren, 51, in his car.",
	} {
		line, _ := json.Marshal(map[string]string{"id": fmt.Sprint("doc", i+1), "url": fmt.Sprintf("https://paper%d.example/%d", i+1, i+1),
			"title": "Police look into shooting", "published": fmt.Sprintf("2026-03-1%dT08:00:00Z", i+7), "text": text})
		docs.Write(append(line, '\n'))
	}
	d.write("docs.jsonl", docs.String())
	d.must((&backfillCommand{Sources: []string{d.path("docs.jsonl")}, DB: d.path("db")}).Run(d.env(nil)))
	return d
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, name) }

func (d *desk) write(name, text string) {
	d.must(os.WriteFile(d.path(name), []byte(text), 0o600))
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) env(stderr *bytes.Buffer) *environment {
	if stderr == nil {
		stderr = &bytes.Buffer{}
	}
	d.now = d.now.Add(time.Second)
	now := d.now
	return &environment{ctx: context.Background(), stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: stderr, now: func() time.Time { return now }}
}

// incidents exports the store and reads the export back.
func (d *desk) incidents() []extract.Incident {
	d.t.Helper()
	d.must((&exportCommand{DB: d.path("db"), Format: "jsonl", Layer: "incidents", Output: d.path("all.jsonl")}).Run(d.env(nil)))
	text, err := os.ReadFile(d.path("all.jsonl"))
	d.must(err)
	var incidents []extract.Incident
	for line := range strings.Lines(string(text)) {
		var inc extract.Incident
		d.must(json.Unmarshal([]byte(line), &inc))
		incidents = append(incidents, inc)
	}
	return incidents
}

// in returns the incident whose site is a town.
func (d *desk) in(town string) extract.Incident {
	d.t.Helper()
	for _, inc := range d.incidents() {
		if site := inc.Site(); site != nil && site.Name == town {
			return inc
		}
	}
	d.t.Fatalf("no incident in %s", town)
	return extract.Incident{}
}

// review takes lines in and returns what was said on standard error, and the exit code.
func (d *desk) review(lines ...string) (string, int) {
	d.write("review.jsonl", strings.Join(lines, "\n")+"\n")
	var stderr bytes.Buffer
	err := (&reviewCommand{File: d.path("review.jsonl"), DB: d.path("db"), Limit: 50}).Run(d.env(&stderr))
	return stderr.String(), exitCode(err)
}

func decision(inc extract.Incident, rest string) string {
	return fmt.Sprintf(`{"incident_id":%q,"reviewer":"ana","seen_version":%q,%s}`, inc.IncidentID, inc.Version, rest)
}

func TestReviewCorrectionStaysThroughReextraction(t *testing.T) {
	d := newDesk(t)
	before := d.in("Toledo")
	if said, code := d.review(decision(before, `"decision":"correct","field":"counts.injured","value":5,"note":"hospital list"`)); code != 0 {
		t.Fatal(code, said)
	}
	after := d.in("Toledo")
	if c := after.Count("injured"); c == nil || *c.Best != 5 || c.Rule != "review" || after.Review.State != extract.Corrected || after.IncidentID != before.IncidentID {
		t.Fatalf("got %+v, %+v", c, after.Review)
	}
	store, err := openStore(d.env(nil), d.path("db"), false)
	d.must(err)
	b := store.Batch()
	d.must(storage.Put(b, storage.Progress, "extractor", "another")) // as if the rules had changed
	d.must(store.Commit(b))
	store.Close()
	d.must((&reextractCommand{DB: d.path("db"), Diff: true}).Run(d.env(nil)))
	if again := d.in("Toledo"); again.Version != after.Version {
		t.Errorf("reading again with the same rules changed the record: %v", extract.Compare(&after, &again))
	}
}

func TestReviewRefusesStaleAndBadLinesAlone(t *testing.T) {
	d := newDesk(t)
	toledo, boise := d.in("Toledo"), d.in("Boise")
	stale := decision(toledo, `"decision":"accept"`)
	if said, code := d.review(decision(toledo, `"decision":"reject","field":"counts.injured"`)); code != 0 {
		t.Fatal(said)
	}
	said, code := d.review(stale, `{"incident_id":`, decision(boise, `"decision":"accept"`), decision(boise, `"decision":"correct","field":"when"`))
	if code != exitPartial || !strings.Contains(said, "review.jsonl:1: stale decision") || !strings.Contains(said, "counts.injured from") ||
		!strings.Contains(said, "review.jsonl:2: bad decision") || !strings.Contains(said, "review.jsonl:4: bad decision: value is missing") {
		t.Errorf("exit %d: %s", code, said)
	}
	if got := d.in("Boise"); got.Review.State != extract.Accepted {
		t.Errorf("the good line was lost: %+v", got.Review)
	}
}

func TestReviewTwiceIsOnce(t *testing.T) {
	d := newDesk(t)
	line := decision(d.in("Boise"), `"decision":"accept"`)
	d.review(line)
	said, code := d.review(line)
	if code != 0 || !strings.Contains(said, "0 taken in, 1 known") {
		t.Errorf("exit %d: %s", code, said)
	}
}

func TestReviewMergeAndSplit(t *testing.T) {
	d := newDesk(t)
	toledo, boise := d.in("Toledo"), d.in("Boise")
	if said, code := d.review(decision(toledo, `"decision":"merge","value":"`+boise.IncidentID+`"`)); code != 0 {
		t.Fatal(said)
	}
	merged := d.incidents()[0]
	if merged.IncidentID != toledo.IncidentID || !slices.Contains(merged.Aliases, boise.IncidentID) || len(merged.Reports) != len(toledo.Reports)+len(boise.Reports) {
		t.Fatalf("got %s, aliases %v, %d reports", merged.IncidentID, merged.Aliases, len(merged.Reports))
	}
	var gone bytes.Buffer
	env := d.env(nil)
	env.stdout = &gone
	d.must((&exportCommand{DB: d.path("db"), Format: "jsonl", Layer: "incidents", ChangedSince: "2026-03-20"}).Run(env))
	if !strings.Contains(gone.String(), `"merged_into":"`+toledo.IncidentID+`"`) || !strings.Contains(gone.String(), `"tombstone"`) {
		t.Errorf("no tombstone among what changed: %.300s", gone.String())
	}
	ids, _ := json.Marshal(reportsOf(boise))
	if said, code := d.review(decision(merged, `"decision":"split","value":`+string(ids))); code != 0 {
		t.Fatal(said)
	}
	split := d.in("Boise")
	if split.IncidentID == toledo.IncidentID || split.SplitFrom != toledo.IncidentID || len(d.in("Toledo").Reports) != len(toledo.Reports) {
		t.Errorf("got %s split from %s", split.IncidentID, split.SplitFrom)
	}
}

func reportsOf(inc extract.Incident) []string {
	var ids []string
	for _, r := range inc.Reports {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestReviewEditedExport(t *testing.T) {
	d := newDesk(t)
	boise := d.in("Boise")
	line, err := extract.Line(boise)
	d.must(err)
	edited := strings.Replace(string(line), `"type":"`+boise.Type+`"`, `"type":"attack.stabbing"`, 1)
	var stderr bytes.Buffer
	d.write("edited.jsonl", edited)
	d.must((&reviewCommand{File: d.path("edited.jsonl"), DB: d.path("db"), Reviewer: "ana"}).Run(d.env(&stderr)))
	if got := d.in("Boise"); got.Type != "attack.stabbing" || got.Review.By != "ana" {
		t.Errorf("%s: got %s, %+v", stderr.String(), got.Type, got.Review)
	}
	d.write("edited.jsonl", strings.Replace(string(line), `"summary":"`, `"summary":"so they say: `, 1))
	if code := exitCode((&reviewCommand{File: d.path("edited.jsonl"), DB: d.path("db"), Reviewer: "ana"}).Run(d.env(&stderr))); code != exitPartial {
		t.Errorf("a stale, edited summary was taken in: %s", stderr.String())
	}
}

// Of a file whose pages are overwritten a command says that it is damaged, and what to do.
func TestDamagedStore(t *testing.T) {
	d := newDesk(t)
	text, err := os.ReadFile(d.path("db"))
	d.must(err)
	clear(text[2*os.Getpagesize():])
	d.must(os.WriteFile(d.path("damaged"), text, 0o600))
	err = undamaged(func() error {
		return (&exportCommand{DB: d.path("damaged"), Format: "jsonl", Layer: "incidents"}).Run(d.env(nil))
	})
	if exitCode(err) != exitData || !strings.Contains(fmt.Sprint(err), "restore a backup") {
		t.Errorf("exit %d: %v", exitCode(err), err)
	}
}

// A store that another process holds can be copied.
func TestBackupWhileRunning(t *testing.T) {
	d := newDesk(t)
	run, err := storage.Open(d.path("db"), storage.Options{})
	d.must(err)
	defer run.Close()
	var out bytes.Buffer
	env := d.env(nil)
	env.stdout = &out
	d.must((&dbBackupCommand{DB: d.path("db"), To: d.path("copy")}).Run(env))
	d.must((&dbCheckCommand{DB: d.path("copy"), Here: true}).Run(env))
	if !strings.Contains(out.String(), "is sound") {
		t.Error(out.String())
	}
}

func TestReviewTemplateComesBack(t *testing.T) {
	d := newDesk(t)
	env := d.env(nil)
	var out bytes.Buffer
	env.stdout = &out
	d.must((&reviewCommand{DB: d.path("db"), Template: true, Limit: 1}).Run(env))
	if strings.Count(out.String(), "\n") != 1 || !strings.Contains(out.String(), `"why":[`) {
		t.Fatal(out.String())
	}
	if said, code := d.review(strings.TrimSpace(out.String())); code != 0 || !strings.Contains(said, "1 lines without a decision") {
		t.Errorf("exit %d: %s", code, said)
	}
	filled := strings.NewReplacer(`"decision":""`, `"decision":"accept"`, `"reviewer":""`, `"reviewer":"bo"`).Replace(strings.TrimSpace(out.String()))
	if said, code := d.review(filled); code != 0 || !strings.Contains(said, "1 taken in") {
		t.Errorf("exit %d: %s", code, said)
	}
}

// The same store gives the same bytes, and a second store of the same input gives the same incidents.
func TestExportIsReproducible(t *testing.T) {
	read := func(d *desk) string {
		d.incidents()
		text, err := os.ReadFile(d.path("all.jsonl"))
		d.must(err)
		return string(text)
	}
	d := newDesk(t)
	first := read(d)
	if read(d) != first || read(newDesk(t)) != first {
		t.Error("other bytes")
	}
}
