package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sitrep/pipeline"
	"sitrep/pipeline/fetch"
	"sitrep/storage"
)

// programVersion is the version of the program, as the User-Agent and the exports state it.
const programVersion = "0.1.0"

// openStore opens the store at path, and gives each way of failing its exit code.
func openStore(env *environment, path string, readOnly bool) (*storage.Store, error) {
	store, err := storage.Open(path, storage.Options{ReadOnly: readOnly, Now: env.now()})
	switch {
	case err == nil:
		return store, nil
	case errors.Is(err, storage.ErrLocked):
		return nil, withExit(exitTryLater, err)
	case errors.Is(err, storage.ErrNewer):
		return nil, withExit(exitConfig, err)
	case errors.Is(err, storage.ErrForeign), errors.Is(err, storage.ErrEmpty), errors.Is(err, storage.ErrTruncated):
		return nil, withExit(exitData, err)
	}
	return nil, err
}

// engine makes the pipeline of a configuration over an open store.
func engine(env *environment, store *storage.Store, c *config, log *slog.Logger) (*pipeline.Pipeline, error) {
	reader, err := newReader(env)
	if err != nil {
		return nil, err
	}
	client, err := newClient(env, store, c, log)
	if err != nil {
		return nil, err
	}
	return &pipeline.Pipeline{Store: store, Client: client, Feeds: c.Sources, Policy: fetch.DefaultPolicy(), Read: reader.Read, Extractor: reader.Version(),
		Now: env.now, Log: log, Attempts: c.Attempts, KeepPages: time.Duration(c.KeepPages) * 24 * time.Hour, Until: c.until(env.now()), Progress: progressBar(env.stderr)}, nil
}

// newClient makes the HTTP client. What it learns of a host is written at once, so that pauses outlive a killed process.
func newClient(env *environment, store *storage.Store, c *config, log *slog.Logger) (*fetch.Client, error) {
	hosts, err := pipeline.Hosts(store)
	if err != nil {
		return nil, err
	}
	var proxy *url.URL
	if c.Proxy != "" {
		if proxy, err = url.Parse(c.Proxy); err != nil {
			return nil, withExit(exitConfig, err)
		}
	}
	networks, err := c.networks()
	if err != nil {
		return nil, withExit(exitConfig, err)
	}
	return fetch.New(fetch.Options{UserAgent: c.UserAgent + "/" + programVersion, Contact: c.Contact, Proxy: proxy, Allow: networks, Ports: c.Ports, Clock: env.now, Logger: log, Hosts: hosts,
		Limits: fetch.Limits{HostDelay: c.hostDelay(0)},
		HostChanged: func(host string, s fetch.HostState) {
			if err := pipeline.KeepHost(store, host, s); err != nil {
				log.Error("host not kept", "host", host, "error", err)
			}
		}}), nil
}

// enoughSpace refuses to begin where the disk is nearly full: max(free MiB, twice the store).
func enoughSpace(path string, freeMiB int) error {
	need := int64(freeMiB) << 20
	if info, err := os.Stat(path); err == nil {
		need = max(need, 2*info.Size())
	}
	free, err := freeSpace(filepath.Dir(path))
	if err != nil || free >= need { // where it cannot be told, the store's own limit is the fence
		return nil
	}
	return withExit(exitTryLater, fmt.Errorf("%s: %d MiB free, %d needed", filepath.Dir(path), free>>20, need>>20))
}

// logger writes to standard error: a line for everything in a log file, only what is wrong on a terminal that has the progress bar.
func logger(env *environment, verbose bool) *slog.Logger {
	level := slog.LevelInfo
	if isTerminal(env.stderr) && !verbose {
		level = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(env.stderr, &slog.HandlerOptions{Level: level, ReplaceAttr: withoutControls}))
}

// withoutControls makes text from outside fit for a log, and leaves the time to whoever keeps the log.
func withoutControls(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindString {
		return slog.String(a.Key, safe(a.Value.String()))
	}
	if err, ok := a.Value.Any().(error); ok {
		return slog.String(a.Key, safe(err.Error()))
	}
	return a
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

// progressBar shows how far a step has come, on a terminal alone.
func progressBar(w io.Writer) func(step string, done, total int) {
	if !isTerminal(w) {
		return nil
	}
	return func(step string, done, total int) {
		const width = 30
		filled := width * done / max(total, 1)
		end := ""
		if done >= total {
			end = "\n"
		}
		fmt.Fprintf(w, "\r%-8s [%s%s] %d/%d%s", step, strings.Repeat("#", filled), strings.Repeat(".", width-filled), done, total, end)
	}
}
