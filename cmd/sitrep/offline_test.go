package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// cutOff runs the program in a network of its own in which there is nothing, not even itself.
func cutOff(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	unshare, err := exec.LookPath("unshare")
	if err != nil {
		t.Skip("unshare is not here, so the network cannot be taken away:", err)
	}
	if out, err := exec.Command(unshare, "-n", "true").CombinedOutput(); err != nil {
		t.Skipf("the network cannot be taken away: %v %s", err, out)
	}
	return exec.Command(unshare, append([]string{"-n", program(t)}, args...)...)
}

// TestF19Offline takes the network away from a run over fifty sources. It leaves with "try later" within a minute, and nothing is
// held against any source.
func TestF19Offline(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process")
	}
	dir := t.TempDir()
	config, db := filepath.Join(dir, "offline.yaml"), filepath.Join(dir, "offline.db")
	text := "free_space: 1\nsources:\n"
	for i := range 50 {
		text += fmt.Sprintf("  - {name: outlet-%d, url: \"https://outlet%d.example/feed\"}\n", i, i)
	}
	text += "  - {name: by-number, url: \"https://93.184.215.14/feed\"}\n"
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	run, start := cutOff(t, "run", "-c", config, "--db", db), time.Now()
	out, _ := run.CombinedOutput()
	took := time.Since(start)
	if code := run.ProcessState.ExitCode(); code != exitTryLater || took > time.Minute || !strings.Contains(string(out), "offline") {
		t.Errorf("ended with %d after %v: %s", code, took, out)
	}
	list, err := exec.Command(program(t), "feeds", "list", "-c", config, "--db", db, "--json").Output()
	if n := strings.Count(string(list), `"health":"new"`); err != nil || n != 51 || strings.Count(string(list), `"failures":0`) != 51 {
		t.Errorf("%v: %d sources as before: %s", err, n, list)
	}
	t.Logf("51 sources, exit %d after %v, nothing counted", run.ProcessState.ExitCode(), took.Round(time.Millisecond))
}
