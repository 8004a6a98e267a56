package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"

	"sitrep/pipeline"
	"sitrep/storage"
)

// dbCommand takes care of the database file.
type dbCommand struct {
	Check   dbCheckCommand   `cmd:"" help:"Look for damage: structure, checksums, hashes, indexes."`
	Backup  dbBackupCommand  `cmd:"" help:"Write a verified copy, also while a run goes on."`
	Compact dbCompactCommand `cmd:"" help:"Write the file anew without its free pages."`
	Redrive dbRedriveCommand `cmd:"" help:"Let what was given up or set aside be tried again by the next run."`
}

// dbCheckCommand looks for damage in a child process, since a file that is damaged enough ends the process that reads it.
type dbCheckCommand struct {
	DB   string `name:"db" default:"sitrep.db" type:"path" help:"The database."`
	Here bool   `hidden:"" help:"Check in this process."`
}

// Run is called by kong.
func (c *dbCheckCommand) Run(env *environment) error {
	if c.Here {
		return c.check(env)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	child := exec.CommandContext(env.ctx, self, "db", "check", "--here", "--db", c.DB)
	child.Stdout, child.Stderr = env.stdout, env.stderr
	err = child.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit) && exit.ExitCode() > 2: // 2 is Go's own, for a panic
		return withExit(exit.ExitCode(), errors.New("check failed"))
	case errors.As(err, &exit):
		return withExit(exitData, fmt.Errorf("%s: the check itself died (%v): the file is badly damaged; restore a backup", c.DB, err))
	}
	return err
}

func (c *dbCheckCommand) check(env *environment) error {
	if _, err := os.Stat(c.DB); err != nil {
		return err
	}
	store, err := openStore(env, c.DB, true)
	if err != nil {
		return err
	}
	defer store.Close()
	found := 0
	if err := store.Check(func(err error) {
		found++
		fmt.Fprintln(env.stdout, safe(err.Error()))
	}); err != nil {
		return withExit(exitData, err)
	}
	if found > 0 {
		return withExit(exitData, fmt.Errorf("%s: %d findings", c.DB, found))
	}
	_, err = fmt.Fprintf(env.stdout, "%s is sound\n", c.DB)
	return err
}

// dbBackupCommand writes a copy.
type dbBackupCommand struct {
	DB string `name:"db" default:"sitrep.db" type:"path" help:"The database."`
	To string `arg:"" type:"path" help:"Where the copy goes; written under another name first, and checked."`
}

// Run is called by kong.
func (c *dbBackupCommand) Run(env *environment) error {
	sum, err := c.backup(env)
	if errors.Is(err, storage.ErrLocked) {
		return withExit(exitTryLater, err)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "%s  %s\n", sum, c.To)
	return err
}

// backup copies the store, also one that another process holds.
func (c *dbBackupCommand) backup(env *environment) (sum string, err error) {
	store, err := openExisting(env, c.DB)
	if errors.Is(err, storage.ErrLocked) {
		return storage.BackupLive(c.DB, c.To)
	}
	if err != nil {
		return "", err
	}
	defer store.Close()
	return store.Backup(c.To)
}

// dbCompactCommand writes the file anew.
type dbCompactCommand struct {
	DB string `name:"db" default:"sitrep.db" type:"path" help:"The database."`
}

// Run is called by kong.
func (c *dbCompactCommand) Run(env *environment) error {
	if _, err := os.Stat(c.DB); err != nil {
		return err
	}
	if store, err := openStore(env, c.DB, true); err != nil { // says what is wrong with its own exit code
		return err
	} else if err := store.Close(); err != nil {
		return err
	}
	before, after, err := storage.Compact(c.DB)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "%s: %d MiB before, %d MiB after\n", c.DB, before>>20, after>>20)
	return err
}

// dbRedriveCommand gives what failed for good another chance, after a rule or a configuration was mended.
type dbRedriveCommand struct {
	DB string `name:"db" default:"sitrep.db" type:"path" help:"The database."`
}

// Run is called by kong.
func (c *dbRedriveCommand) Run(env *environment) error {
	if _, err := os.Stat(c.DB); err != nil {
		return err
	}
	store, err := openStore(env, c.DB, false)
	if err != nil {
		return err
	}
	defer store.Close()
	n, err := pipeline.Redrive(store)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "%d to be tried again by the next run\n", n)
	return err
}
