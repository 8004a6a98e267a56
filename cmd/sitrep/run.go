package main

import (
	"errors"
	"fmt"

	"sitrep/pipeline"
	"sitrep/storage"
)

// runCommand makes one pass over all sources that are due.
type runCommand struct {
	Config  string   `short:"c" default:"configs/sitrep.yaml" type:"path" help:"The configuration."`
	DB      string   `name:"db" type:"path" placeholder:"FILE" help:"The database, in place of the configured one."`
	Export  string   `type:"path" placeholder:"FILE" help:"Write all incidents to FILE after the run, in place of the configured one."`
	Force   bool     `help:"Poll sources that are not due yet too. Publishers ask not to do this often."`
	Only    []string `placeholder:"NAME" help:"Poll only these sources."`
	Verbose bool     `short:"v" help:"Log every step on a terminal too."`
}

// Help is shown by `sitrep run --help`.
func (runCommand) Help() string {
	return `Polls the sources that are due, fetches the pages of what is new, cleans and reads them, links the reports to incidents, and
prints the tally. Meant for cron; a run that is stopped goes on with the next one, and two never run at once.

  sitrep run -c configs/demo.yaml      offline, on the stories that come with sitrep
  */10 * * * *  sitrep run -c /etc/sitrep/sitrep.yaml`
}

// Run is called by kong.
func (c *runCommand) Run(env *environment) error {
	conf, err := readConfig(c.Config)
	if err != nil {
		return err
	}
	if c.DB != "" {
		conf.Database = c.DB
	}
	if c.Export != "" {
		conf.Export = c.Export
	}
	only, err := conf.only(c.Only)
	if err != nil {
		return err
	}
	if err := enoughSpace(conf.Database, conf.FreeSpace); err != nil {
		return err
	}
	store, err := openStore(env, conf.Database, false)
	if err != nil {
		return err
	}
	defer store.Close()
	p, err := engine(env, store, conf, logger(env, c.Verbose))
	if err != nil {
		return err
	}
	p.Force, p.Only = c.Force, only
	tally, err := p.Run(env.ctx)
	return finish(env, store, conf.Export, tally, err)
}

// only checks that the named sources are configured.
func (c *config) only(names []string) (map[string]bool, error) {
	only := map[string]bool{}
	for _, name := range names {
		known := false
		for _, s := range c.Sources {
			known = known || s.Name == name
		}
		if !known {
			return nil, withExit(exitUsage, fmt.Errorf("no source %q in the configuration", name))
		}
		only[name] = true
	}
	return only, nil
}

// finish prints the tally, writes the export, and turns what happened into an exit code.
func finish(env *environment, store *storage.Store, exportTo string, tally *pipeline.Tally, err error) error {
	fmt.Fprint(env.stderr, tally)
	if err != nil && !errors.Is(err, pipeline.ErrOffline) {
		return err
	}
	if exportTo != "" && env.ctx.Err() == nil {
		if err := exportAll(env, store, exportTo); err != nil {
			return err
		}
	}
	if err != nil {
		return withExit(exitTryLater, err)
	}
	if bad := tally.Bad(); bad > 0 {
		return withExit(exitPartial, fmt.Errorf("items with something wrong: %d; see sitrep status", bad))
	}
	return nil
}
