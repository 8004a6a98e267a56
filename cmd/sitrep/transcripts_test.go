package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets transcripts run this program under its name.
func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"sitrep": main}) }

// TestTranscripts runs the command sessions of the fixtures. Each sees the fixtures and the configurations in its folder;
// "exits CODE sitrep ARGS..." runs the program and compares the exit code.
func TestTranscripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   filepath.Join(fixtures, "transcripts"),
		Setup: linkFixtures,
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

func linkFixtures(env *testscript.Env) error {
	for _, folder := range []string{"fixtures", "configs"} {
		path, err := filepath.Abs(filepath.Join("..", "..", folder))
		if err != nil {
			return err
		}
		if err := os.Symlink(path, filepath.Join(env.WorkDir, folder)); err != nil {
			return err
		}
	}
	return nil
}

func exits(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS...")
	}
	code := 0
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if want, err := strconv.Atoi(args[0]); err != nil || code != want {
		ts.Fatalf("%v ended with %d, want %s", args[1:], code, args[0])
	}
}
