// Command sitrep reads the world's news and keeps a record of incidents: what happened, where, when, how many
// were hurt, who is said to have done it, and the very words that say so.
//
// This package wires the other packages together: flags and configuration come in, exit codes and lines for people go out.
// One file is one command. Data goes to standard output, everything else to standard error; the exit codes are in exit.go.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// commands are the commands of sitrep. To add one, write its file and add its line here.
type commands struct {
	Places string `name:"gazetteer" type:"path" placeholder:"FILE" help:"An index of places made by 'sitrep gazetteer build', instead of the one within the program."`

	Run       runCommand       `cmd:"" help:"Make one pass over all sources that are due: list, fetch, clean, extract, link. For cron."`
	Backfill  backfillCommand  `cmd:"" help:"Take in older material: folders, JSONL, sitemaps, lists of URLs. Resumable."`
	Clean     cleanCommand     `cmd:"" help:"Turn pages into clean articles, one JSON line each."`
	Annotate  annotateCommand  `cmd:"" help:"Mark times, places, counts, triggers, actors and weapons, one JSON line a document."`
	Extract   extractCommand   `cmd:"" help:"Read the incidents that documents report, one JSON line a document."`
	Export    exportCommand    `cmd:"" help:"Write incidents, reports, articles or near misses to a file or to standard output."`
	Review    reviewCommand    `cmd:"" help:"Take in what people decided about incidents, or print what deserves a look."`
	Reextract reextractCommand `cmd:"" help:"Read the kept articles with the current rules, and say what changed."`
	Show      showCommand      `cmd:"" help:"Show an article with its marks, and why each field of a record has its value."`
	Feeds     feedsCommand     `cmd:"" help:"Find feeds, list their health, look into one, exchange lists of them."`
	Status    statusCommand    `cmd:"" help:"Say what is in the store, what failed and what is due."`
	DB        dbCommand        `cmd:"" name:"db" help:"Check, back up or compact the database."`
	Gazetteer gazetteerCommand `cmd:"" help:"Make an index of places, or show the readings of a name."`
	Schema    schemaCommand    `cmd:"" help:"Print the JSON Schema of a layer of records."`
	Version   versionCommand   `cmd:"" help:"Print the version of the program and of its rules."`
}

// environment is what a command is handed of the world around it.
type environment struct {
	ctx    context.Context // done after SIGINT or SIGTERM
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time

	gazetteer string // file of the index of places; empty for the embedded one
}

func main() { os.Exit(run(os.Args[1:])) }

// run parses the arguments, runs the command that they name and returns the exit code.
func run(args []string) int {
	var cli commands
	parser, err := kong.New(&cli, kong.Name("sitrep"), kong.Description(description), kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(os.Stderr, "sitrep:", err)
		return exitUsage
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "sitrep: %v\nTry \"sitrep --help\".\n", err)
		return exitUsage
	}
	ctx, received := untilSignal()
	env := &environment{ctx: ctx, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, now: time.Now, gazetteer: cli.Places}
	err = undamaged(func() error { return command.Run(env) })
	if signalled := received(); signalled != 0 {
		fmt.Fprintln(os.Stderr, "sitrep: stopped by a signal; what was done is kept, run it again to go on")
		return signalled
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "sitrep:", err)
	}
	return exitCode(err)
}

// undamaged turns the panic with which bbolt meets a page that is none into an error.
func undamaged(run func() error) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case string:
			if !strings.HasPrefix(r, "assertion failed") {
				panic(r)
			}
			err = withExit(exitData, fmt.Errorf("the database is damaged: %s; \"sitrep db check\" tells more, else restore a backup", r))
		default:
			panic(r)
		}
	}()
	return run()
}

// untilSignal returns a context that ends with SIGINT or SIGTERM, and a function that tells the exit code of the
// signal that came, 0 where none did. A second signal ends the process at once.
func untilSignal() (context.Context, func() int) {
	ctx, cancel := context.WithCancel(context.Background())
	signals, code := make(chan os.Signal, 1), make(chan int, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		got := <-signals
		signal.Stop(signals)
		code <- 128 + int(got.(syscall.Signal))
		cancel()
	}()
	return ctx, func() int {
		select {
		case c := <-code:
			return c
		default:
			return 0
		}
	}
}

const description = `Reads news and keeps a record of incidents, each value with the words that say so.

A first look, nothing is stored:
  sitrep extract --published 2026-03-14 report.txt

Exit codes: 0 all well; 3 some items failed; 64 used wrongly; 65 bad data; 74 input or output failed;
75 try later (another run holds the database, disk full, offline); 78 configuration, or a store of a newer
version; 130 and 143 stopped cleanly by a signal.`
