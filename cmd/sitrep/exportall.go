package main

import (
	"fmt"
	"os"
	"path/filepath"

	"sitrep/extract"
	"sitrep/storage"
)

// exportAll writes all incidents as JSONL: under another name first, so that the file is whole or as it was.
func exportAll(env *environment, store *storage.Store, path string) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if temp.Close(); err != nil {
			os.Remove(temp.Name())
		}
	}()
	n := 0
	if err := storage.Each(store, storage.Incidents, "", func(_ string, inc extract.Incident) error {
		n++
		return writeLine(temp, inc)
	}); err != nil {
		return err
	}
	if err := temp.Sync(); err != nil {
		return err
	}
	fmt.Fprintf(env.stderr, "export   %6d incidents: %s\n", n, path)
	return os.Rename(temp.Name(), path)
}
