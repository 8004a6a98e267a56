package main

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"sitrep/pipeline"
	"sitrep/pipeline/source"
)

// backfillCommand takes in older material.
type backfillCommand struct {
	Sources []string `arg:"" name:"source" help:"Folders of HTML or text, .jsonl(.gz), web archives (.warc, .warc.gz), lists of URLs (.urls), feeds (.xml, JSON Feed), single documents; addresses of sitemaps and of feeds with archives."`
	Config  string   `short:"c" type:"path" placeholder:"FILE" help:"A configuration, for what it says of the network and of outlets."`
	DB      string   `name:"db" default:"sitrep.db" type:"path" help:"The database."`
	Export  string   `type:"path" placeholder:"FILE" help:"Write all incidents to FILE afterwards."`
	Since   string   `placeholder:"DATE" help:"Leave out what was published before."`
	Until   string   `placeholder:"DATE" help:"Leave out what was published after."`
	Limit   int      `placeholder:"N" help:"Stop after N items that are new or changed."`
	Verbose bool     `short:"v" help:"Log every step on a terminal too."`
}

// backfillDelay is the pause between two requests to a host where none is configured: longer than in a run, since a backfill asks for much and nobody waits.
const backfillDelay = 5 * time.Second

// Help is shown by `sitrep backfill --help`.
func (backfillCommand) Help() string {
	return `Takes older material through the same steps as a run. What is known already is passed over, so a backfill may be stopped
at any moment and started again. What cannot be read is named by file and line and counted; the rest goes on.

  sitrep backfill archive/ 2025.jsonl --since 2025-01-01
  sitrep backfill https://example.org/sitemap-2025.xml --limit 500`
}

// Run is called by kong.
func (c *backfillCommand) Run(env *environment) error {
	conf, err := c.config()
	if err != nil {
		return err
	}
	conf.HostDelay = conf.hostDelay(backfillDelay).String()
	period, err := c.period()
	if err != nil {
		return err
	}
	if err := enoughSpace(c.DB, conf.FreeSpace); err != nil {
		return err
	}
	store, err := openStore(env, c.DB, false)
	if err != nil {
		return err
	}
	defer store.Close()
	p, err := engine(env, store, conf, logger(env, c.Verbose))
	if err != nil {
		return err
	}
	p.Until = time.Time{}
	tally, err := p.Backfill(env.ctx, c.open(env, p, period), period)
	return finish(env, store, c.Export, tally, err)
}

func (c *backfillCommand) config() (*config, error) {
	if c.Config == "" {
		return &config{UserAgent: "sitrep", FreeSpace: 512, Attempts: 5}, nil
	}
	return readConfig(c.Config)
}

// period reads the bounds. A day without a time is meant whole.
func (c *backfillCommand) period() (pipeline.Period, error) {
	var p pipeline.Period
	var err error
	if c.Since != "" {
		if p.Since, err = parsePublished(c.Since); err != nil {
			return p, withExit(exitUsage, fmt.Errorf("--since: %w", err))
		}
	}
	if c.Until != "" {
		if p.Until, err = parsePublished(c.Until); err != nil {
			return p, withExit(exitUsage, fmt.Errorf("--until: %w", err))
		}
		if len(c.Until) == len(time.DateOnly) {
			p.Until = p.Until.Add(24*time.Hour - time.Second)
		}
	}
	p.Limit = c.Limit
	return p, nil
}

// open makes a source of each argument. One that cannot be opened is a source with that error, so that the others go on.
func (c *backfillCommand) open(env *environment, p *pipeline.Pipeline, period pipeline.Period) []source.Source {
	var sources []source.Source
	for _, arg := range c.Sources {
		switch {
		case strings.HasPrefix(arg, "http://"), strings.HasPrefix(arg, "https://"):
			sources = append(sources, remote(env, p, arg, period))
		default:
			s, err := source.Open(arg, env.now())
			if err != nil {
				s = unopened{arg, err}
			}
			sources = append(sources, s)
		}
	}
	return sources
}

// remote is a sitemap, or the archive of a feed. Of one that is configured, name and outlet are those of the configuration.
func remote(env *environment, p *pipeline.Pipeline, address string, period pipeline.Period) source.Source {
	name := ""
	for _, f := range p.Feeds {
		if f.URL == address {
			name = f.Name
		}
	}
	if strings.Contains(strings.ToLower(address), "sitemap") {
		return &source.Sitemap{URL: address, Label: name, Client: p.Client, Since: period.Since, Until: period.Until, Clock: env.now}
	}
	return &source.Archive{URL: address, Label: name, Client: p.Client, Clock: env.now}
}

// unopened is a source that could not be opened.
type unopened struct {
	name string
	err  error
}

// Name implements source.Source.
func (u unopened) Name() string { return u.name }

// Items implements source.Source.
func (u unopened) Items(context.Context) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) { yield(source.Item{Source: u.name, File: u.name}, u.err) }
}
