package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"sitrep/storage"
)

// program returns the path of this program: the copy of the test's own binary that is there for transcripts (see TestMain).
func program(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("sitrep")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// news writes n documents, some of which tell of an incident, and returns the file.
func news(t *testing.T, n int) string {
	t.Helper()
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	cities := []string{"Herat", "Kirkuk", "Mosul", "Kandahar", "Aleppo", "Maiduguri"}
	for i := range n {
		text := fmt.Sprintf("A bomb killed %d people in the city of %s on Friday, police said. It lay in a cart near shop number %d.", i%40+2, cities[i%len(cities)], i)
		if i%5 == 0 {
			text = fmt.Sprintf("The choir sang for the %dth time in the old hall, and %d people came to listen to it.", i+4, i+30)
		}
		day := time.Date(2026, 1, 2+7*(i%9), 0, 0, 0, 0, time.UTC)
		if err := enc.Encode(map[string]any{"id": fmt.Sprint(i), "url": fmt.Sprintf("https://news.example/%d", i), "published": day.Format(time.DateOnly), "text": text}); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "news.jsonl")
	if err := os.WriteFile(path, lines.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestKill holds that a backfill that is killed at any moment, again and again, leaves a sound store, and that the one
// that ends leaves the same bytes as one that was never disturbed.
func TestKill(t *testing.T) {
	kills, documents := 2, 100
	if testing.Short() {
		t.Skip("kills processes")
	}
	if n := os.Getenv("SITREP_KILLS"); n != "" { // the long loop: SITREP_KILLS=200
		fmt.Sscan(n, &kills) //nolint:errcheck // stays as it is
	}
	sitrep, input, dir := program(t), news(t, documents), t.TempDir()
	db, calm := filepath.Join(dir, "killed.db"), filepath.Join(dir, "calm.db")
	chance := rand.New(rand.NewPCG(1, 2))
	for range kills {
		cmd := exec.Command(sitrep, "backfill", "--db", db, input)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(chance.IntN(1500)) * time.Millisecond)
		cmd.Process.Kill() //nolint:errcheck // it may have ended
		cmd.Wait()         //nolint:errcheck // killed
		checkSound(t, db)
	}
	mustRun(t, sitrep, "backfill", "--db", db, "--export", db+".jsonl", input)
	mustRun(t, sitrep, "backfill", "--db", calm, "--export", calm+".jsonl", input)
	checkSound(t, db)
	a, _ := os.ReadFile(db + ".jsonl")
	b, _ := os.ReadFile(calm + ".jsonl")
	if len(a) == 0 || !bytes.Equal(a, b) {
		t.Errorf("after %d kills the incidents are %d bytes, undisturbed %d bytes, and differ", kills, len(a), len(b))
	}
}

func checkSound(t *testing.T, db string) {
	t.Helper()
	s, err := storage.Open(db, storage.Options{})
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, storage.ErrEmpty) { // killed before it was made
		os.Remove(db)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(func(err error) { t.Errorf("after a kill: %v", err) }); err != nil {
		t.Fatal(err)
	}
}

func mustRun(t *testing.T, program string, args ...string) {
	t.Helper()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// TestTermination holds that SIGTERM ends a run cleanly with 143, and that the next one goes on.
func TestTermination(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	sitrep, input, db := program(t), news(t, 300), filepath.Join(t.TempDir(), "term.db")
	cmd := exec.Command(sitrep, "backfill", "--db", db, input)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 200 { // until it is at work
		if info, err := os.Stat(db); err == nil && info.Size() > 64<<10 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitTerminated) { // nil: it was done before
		t.Fatalf("ended with %v, want exit code %d", err, exitTerminated)
	}
	checkSound(t, db)
	mustRun(t, sitrep, "backfill", "--db", db, input)
	checkSound(t, db)
}

// TestSecondRunLeaves holds that a second run leaves with "try later" while the first holds the database.
func TestSecondRunLeaves(t *testing.T) {
	sitrep, input, db := program(t), news(t, 3), filepath.Join(t.TempDir(), "held.db")
	s, err := storage.Open(db, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	out, err := exec.Command(sitrep, "backfill", "--db", db, input).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitTryLater || !bytes.Contains(out, []byte("another run holds the database")) {
		t.Errorf("ended with %v: %s", err, out)
	}
}
