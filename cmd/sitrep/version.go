package main

import (
	"fmt"
	"runtime"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// versionCommand prints what produced a record.
type versionCommand struct{}

// Run is called by kong.
func (versionCommand) Run(env *environment) error {
	reader, err := newReader(env)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.stdout, "sitrep extractor %s, record schema %s, %s %s/%s\n%s\n", reader.Version(), extract.SchemaVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH, gazetteer.Attribution)
	return err
}
