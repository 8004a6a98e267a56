//go:build slow

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/pipeline/export"
	"sitrep/storage"
)

// rounds is how many portions of documents the ordeal has. Each is three kills, and the reviews at the end are twenty more.
const rounds = 60

// TestKilledAtAnyMoment kills backfill, export, reextract and review at random moments, 200 times in all. After each kill the
// store opens, holds at least what it held before, and its check is clean; an exported file is whole. In the end the record is,
// byte for byte, that of a store that nobody disturbed. Each portion is killed twice and then finished: what is being read when
// the process dies for the third time is set aside on purpose. Run with: go test -tags slow -timeout 30m -run Killed ./cmd/sitrep
func TestKilledAtAnyMoment(t *testing.T) {
	d := &ordeal{T: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(2026, 3))}
	d.bin = filepath.Join(d.dir, "sitrep")
	if out, err := exec.Command("go", "build", "-o", d.bin, ".").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	db, calm := d.path("db"), d.path("calm.db")
	d.write("all.jsonl", manyDocuments(0, rounds*portion))
	d.run("backfill", "--db", calm, d.path("all.jsonl"))
	for k := range rounds {
		d.write("docs.jsonl", manyDocuments(k*portion, portion))
		for range 2 {
			d.killed("backfill", "--db", db, d.path("docs.jsonl"))
			d.sound(db)
		}
		d.run("backfill", "--db", db, d.path("docs.jsonl"))
		d.killedLate(k, db)
		d.sound(db)
	}
	d.run("reextract", "--db", db)
	d.same(calm, db)
	d.write("review.jsonl", d.decisions(d.path("b.jsonl"), 60))
	for range 20 {
		d.killed("review", "--db", db, d.path("review.jsonl"))
		d.sound(db)
	}
	d.run("review", "--db", db, d.path("review.jsonl"))
	d.decidedOnce(db, 60)
}

// portion is how many documents a round takes in.
const portion = 12

// killedLate kills an export, or now and then a reading of everything by other rules.
func (d *ordeal) killedLate(round int, db string) {
	if round%15 == 14 {
		d.spoil(db)
		d.killed("reextract", "--db", db)
		d.run("reextract", "--db", db)
		return
	}
	d.killed("export", "--db", db, "-o", d.path("out.jsonl"))
	d.whole(d.path("out.jsonl"))
}

// spoil makes all articles stale, as if the rules had changed.
func (d *ordeal) spoil(path string) {
	d.Helper()
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		d.Fatal(err)
	}
	defer store.Close()
	b := store.Batch()
	if err := storage.Put(b, storage.Progress, "extractor", "another"); err != nil {
		d.Fatal(err)
	}
	if err := store.Commit(b); err != nil {
		d.Fatal(err)
	}
}

// ordeal is a folder in which commands are run and killed.
type ordeal struct {
	*testing.T
	dir, bin string
	random   *rand.Rand
	held     [3]int // articles, reports of extractions, reviews: never fewer than before
}

func (d *ordeal) path(name string) string { return filepath.Join(d.dir, name) }

func (d *ordeal) write(name, text string) {
	if err := os.WriteFile(d.path(name), []byte(text), 0o600); err != nil {
		d.Fatal(err)
	}
}

func (d *ordeal) run(args ...string) {
	d.Helper()
	if out, err := exec.Command(d.bin, args...).CombinedOutput(); err != nil {
		d.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// killed starts a command and kills it after up to a second, if it is still at work then.
func (d *ordeal) killed(args ...string) {
	d.Helper()
	command := exec.Command(d.bin, args...)
	if err := command.Start(); err != nil {
		d.Fatal(err)
	}
	time.Sleep(time.Duration(d.random.IntN(1000)) * time.Millisecond)
	command.Process.Kill() //nolint:errcheck // it may have ended
	command.Wait()         //nolint:errcheck // it was killed
}

// sound opens a store and checks that nothing is lost. A store that was not made yet is sound.
func (d *ordeal) sound(path string) {
	d.Helper()
	if _, err := os.Stat(path); err != nil {
		return
	}
	if out, err := exec.Command(d.bin, "db", "check", "--db", path).CombinedOutput(); err != nil && !bytes.Contains(out, []byte("empty")) {
		d.Fatalf("check: %v\n%s", err, out)
	}
	store, err := storage.Open(path, storage.Options{})
	if err != nil {
		d.Fatal(err)
	}
	defer store.Close()
	holds := [3]int{storage.Len(store, storage.Articles), storage.Len(store, storage.Extractions), storage.Len(store, storage.Reviews)}
	for i := range holds {
		if holds[i] < d.held[i] {
			d.Fatalf("the store held %v and holds %v", d.held, holds)
		}
	}
	d.held = holds
}

// whole checks that an exported file, if it is there, is JSON Lines to its end.
func (d *ordeal) whole(path string) {
	d.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		return
	}
	for line := range bytes.Lines(text) {
		if !json.Valid(line) || !bytes.HasSuffix(line, []byte("\n")) {
			d.Fatalf("%s is cut off: %.80s", path, line)
		}
	}
}

// same compares the records of two stores.
func (d *ordeal) same(a, b string) {
	d.Helper()
	d.run("export", "--db", a, "-o", d.path("a.jsonl"))
	d.run("export", "--db", b, "-o", d.path("b.jsonl"))
	x, _ := os.ReadFile(d.path("a.jsonl"))
	y, _ := os.ReadFile(d.path("b.jsonl"))
	if len(x) == 0 || !bytes.Equal(x, y) {
		d.Fatalf("%d and %d bytes: the records differ", len(x), len(y))
	}
	if err := export.Verify(d.path("b.jsonl")); err != nil {
		d.Fatal(err)
	}
}

// decisions accepts the first n incidents of an export.
func (d *ordeal) decisions(path string, n int) string {
	text, err := os.ReadFile(path)
	if err != nil {
		d.Fatal(err)
	}
	var lines bytes.Buffer
	for line := range bytes.Lines(text) {
		var inc extract.Incident
		if err := json.Unmarshal(line, &inc); err != nil {
			d.Fatal(err)
		}
		if n--; n >= 0 {
			fmt.Fprintf(&lines, `{"incident_id":%q,"decision":"accept","reviewer":"ana","seen_version":%q}`+"\n", inc.IncidentID, inc.Version)
		}
	}
	return lines.String()
}

// decidedOnce checks that each decision is kept, and once.
func (d *ordeal) decidedOnce(path string, want int) {
	d.Helper()
	store, err := storage.Open(path, storage.Options{ReadOnly: true})
	if err != nil {
		d.Fatal(err)
	}
	defer store.Close()
	seen := map[string]int{}
	if err := storage.Each(store, storage.Reviews, "", func(_ string, r extract.Decision) error { seen[r.IncidentID]++; return nil }); err != nil {
		d.Fatal(err)
	}
	for id, n := range seen {
		if n != 1 {
			d.Errorf("the decision about %s is kept %d times", id, n)
		}
	}
	if len(seen) != want {
		d.Errorf("%d decisions are kept, %d were taken in", len(seen), want)
	}
}

// manyDocuments makes short reports about incidents in a few towns, each told twice: n of them, from the number first on.
func manyDocuments(first, n int) string {
	towns := []string{"Toledo, Ohio", "Boise, Idaho", "Kirkuk, Iraq", "Herat, Afghanistan", "Huaraz, Peru", "Kano, Nigeria", "Quetta, Pakistan", "Lyon, France"}
	var docs bytes.Buffer
	for i := first; i < first+n; i++ {
		day := time.Date(2026, 1, 1+i/4, 9, 0, 0, 0, time.UTC)
		text := fmt.Sprintf("Gunmen shot dead %d people in %s on %s, police said. %d others were wounded.", 2+i/2%7, towns[i/2%len(towns)], day.AddDate(0, 0, -1).Weekday(), 1+i/2%5)
		line, _ := json.Marshal(map[string]string{"id": fmt.Sprint(i), "url": fmt.Sprintf("https://paper%d.example/%d", i%9, i), "title": "Gunmen attack", "published": day.Format(time.RFC3339), "text": text})
		docs.Write(append(line, '\n'))
	}
	return docs.String()
}
