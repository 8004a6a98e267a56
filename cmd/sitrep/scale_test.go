//go:build slow

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"sitrep/extract"
	"sitrep/pipeline/export"
	"sitrep/pipeline/link"
	"sitrep/storage"
)

// scaleSizes are the sizes at which the cost of a report is measured, in reports.
var scaleSizes = []int{1_000, 10_000, 100_000}

// TestScale makes a corpus on disk, links and exports it with the built binary on one core, adds another day of news, and prints what each
// took. Figures are for people to read: what it asserts are counts and digests alone. Each measured step is a process of its own; its seconds
// are user plus system time, its memory the peak of its resident set, the pages of the mapped database file among them. Run with
//
//	go test -tags slow -timeout 30m -run TestScale -v ./cmd/sitrep
//
// SITREP_SCALE_SIZES=1000,10000 measures other sizes, SITREP_SCALE_DIR=FOLDER keeps the stores for profiling.
func TestScale(t *testing.T) {
	if path := os.Getenv("SITREP_SCALE_CORPUS"); path != "" { // the child that makes the corpus: what it holds in memory is not measured
		makeCorpus(t, path, os.Getenv("SITREP_SCALE_RANGE"))
		return
	}
	s := &scale{T: t, dir: t.TempDir()}
	if dir := os.Getenv("SITREP_SCALE_DIR"); dir != "" {
		s.dir = dir
	}
	s.bin = filepath.Join(s.dir, "sitrep")
	if out, err := exec.Command("go", "build", "-o", s.bin, ".").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	for _, size := range sizesOf(t) {
		s.measure(size)
	}
}

func sizesOf(t *testing.T) []int {
	given := os.Getenv("SITREP_SCALE_SIZES")
	if given == "" {
		return scaleSizes
	}
	var sizes []int
	for part := range strings.SplitSeq(given, ",") {
		n, err := strconv.Atoi(part)
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, n)
	}
	return sizes
}

// scale is a folder of stores that are measured.
type scale struct {
	*testing.T
	dir, bin string
}

func (s *scale) measure(size int) {
	s.Helper()
	path := filepath.Join(s.dir, fmt.Sprintf("%d.db", size))
	os.Remove(path) // of an earlier run in a folder that is kept
	s.corpus(path, 0, size)
	linked := s.step("review", "--db", path, os.DevNull)
	write := s.step("export", "--db", path, "-o", path+".jsonl")
	if err := export.Verify(path + ".jsonl"); err != nil {
		s.Fatal(err)
	}
	s.Logf("%7d reports: link %.1f s, %d MB; export %.1f s, %d MB; store %d MB", size, linked.seconds, linked.megabytes, write.seconds, write.megabytes, megabytes(path))
	idle := s.step("review", "--db", path, os.DevNull)
	at := size
	for _, more := range []int{20, reportsADay} {
		s.corpus(path, at, more)
		further := s.step("review", "--db", path, os.DevNull)
		at += more
		s.Logf("%7d reports: %d further ones: %.1f ms each, %d MB", size, more, 1000*(further.seconds-idle.seconds)/float64(more), further.megabytes)
	}
	s.holds(path, at)
	if size == scaleSizes[0] {
		s.sameAtOnce(path, at)
	}
}

// corpus writes the stories that hold the given reports of the made-up world into a store, as if they had just been read.
func (s *scale) corpus(path string, first, n int) {
	s.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestScale$")
	child.Env = append(os.Environ(), "SITREP_SCALE_CORPUS="+path, fmt.Sprintf("SITREP_SCALE_RANGE=%d,%d", first, n))
	if out, err := child.CombinedOutput(); err != nil {
		s.Fatalf("corpus: %v\n%s", err, out)
	}
}

// holds checks that every report stands in an incident or was found to be none.
func (s *scale) holds(path string, reports int) {
	s.Helper()
	store, err := storage.Open(path, storage.Options{ReadOnly: true})
	if err != nil {
		s.Fatal(err)
	}
	defer store.Close()
	if n := storage.Len(store, storage.Members); n < reports {
		s.Errorf("%d reports stand in incidents, %d were linked", n, reports)
	}
	if n := storage.Len(store, storage.Dirty) + storage.Len(store, storage.Unlinked); n > 0 {
		s.Errorf("%d are left to be linked", n)
	}
}

// sameAtOnce checks that a store that was linked in portions holds what one holds that was linked at once.
func (s *scale) sameAtOnce(path string, reports int) {
	s.Helper()
	once := path + ".once"
	os.Remove(once)
	s.corpus(once, 0, reports)
	s.step("review", "--db", once, os.DevNull)
	if a, b := s.digest(path), s.digest(once); a != b {
		s.Errorf("linked in portions %s, at once %s", a, b)
	}
}

func (s *scale) digest(path string) string {
	s.Helper()
	store, err := storage.Open(path, storage.Options{ReadOnly: true})
	if err != nil {
		s.Fatal(err)
	}
	defer store.Close()
	var incidents []extract.Incident
	if err := storage.Each(store, storage.Incidents, "", func(_ string, inc extract.Incident) error { incidents = append(incidents, inc); return nil }); err != nil {
		s.Fatal(err)
	}
	return link.Digest(incidents)
}

func megabytes(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size() >> 20
}

// usage is what a process took.
type usage struct {
	seconds   float64 // user and system
	megabytes int64   // greatest resident set
}

// step runs the binary on one core.
func (s *scale) step(args ...string) usage {
	s.Helper()
	command := exec.Command(s.bin, args...)
	command.Env = append(os.Environ(), "GOMAXPROCS=1")
	if out, err := command.CombinedOutput(); err != nil {
		s.Fatalf("%v: %v\n%s", args, err, out)
	}
	state := command.ProcessState
	return usage{(state.UserTime() + state.SystemTime()).Seconds(), state.SysUsage().(*syscall.Rusage).Maxrss / 1024}
}

// makeCorpus writes the stories that hold the reports of a range, "first,count".
func makeCorpus(t *testing.T, path, reports string) {
	var first, n int
	if _, err := fmt.Sscanf(reports, "%d,%d", &first, &n); err != nil {
		t.Fatal(err)
	}
	store, err := storage.Open(path, storage.Options{Now: worldStart})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	world, seen := newNewsworld(1), 0
	for seen < first+n {
		b := store.Batch()
		for _, story := range world.tomorrow() {
			if seen >= first && seen < first+n {
				if err := keepStory(store, b, &story); err != nil {
					t.Fatal(err)
				}
			}
			seen += len(story.reports)
		}
		if err := store.Commit(b); err != nil {
			t.Fatal(err)
		}
	}
}

func keepStory(store *storage.Store, b *storage.Batch, s *worldStory) error {
	x := storage.Extraction{Extractor: "made up", ArticleID: s.article.ID, Revision: 1, Reports: s.reports}
	return errors.Join(storage.Put(b, storage.Articles, storage.RevisionKey(s.article.ID, 1), s.article), store.PutExtraction(b, x))
}
