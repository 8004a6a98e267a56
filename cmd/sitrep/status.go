package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sitrep/extract"
	"sitrep/pipeline"
	"sitrep/pipeline/fetch"
	"sitrep/storage"
)

// statusCommand says what is in the store, what failed and what is due.
type statusCommand struct {
	Config   string `short:"c" type:"path" placeholder:"FILE" help:"A configuration, for its database."`
	DB       string `name:"db" type:"path" placeholder:"FILE" help:"The database, in place of the configured one; sitrep.db where neither is given."`
	Failures int    `default:"20" help:"How many failures to name, newest first."`
}

// Run is called by kong.
func (c *statusCommand) Run(env *environment) error {
	path, err := c.database()
	if err != nil {
		return err
	}
	store, err := openExisting(env, path)
	if err != nil {
		return err
	}
	defer store.Close()
	for _, part := range []func(io.Writer, *storage.Store) error{c.contents, c.sources(env.now()), c.failures} {
		if err := part(env.stdout, store); err != nil {
			return err
		}
	}
	return nil
}

// database is the path of the store.
func (c *statusCommand) database() (string, error) {
	if c.DB != "" || c.Config == "" {
		return cmp.Or(c.DB, "sitrep.db"), nil
	}
	conf, err := readConfig(c.Config)
	if err != nil {
		return "", err
	}
	return conf.Database, nil
}

// contents counts what is kept, by state.
func (c *statusCommand) contents(w io.Writer, store *storage.Store) error {
	items, articles, reports := map[string]int{}, map[string]int{}, 0
	err := storage.Each(store, storage.Items, "", func(_ string, i storage.Item) error { items[i.State]++; return nil })
	if err == nil {
		err = storage.Each(store, storage.Articles, "", func(_ string, a extract.Article) error { articles[a.State]++; return nil })
	}
	if err == nil {
		err = storage.Each(store, storage.Extractions, "", func(_ string, x storage.Extraction) error { reports += len(x.Reports); return nil })
	}
	if err != nil {
		return err
	}
	extractor, _ := storage.Get(store, storage.Progress, "extractor") // absent before the first run
	_, err = fmt.Fprintf(w, "items      %s\npages      %d\narticles   %s\nreports    %d\nincidents  %d\nwaiting    %d in the queue, %d to be read, %d to be linked\nextractor  %s\n",
		byState(items), storage.Len(store, storage.Pages), byState(articles), reports, storage.Len(store, storage.Incidents),
		storage.Len(store, storage.Queue), storage.Len(store, storage.Unread), storage.Len(store, storage.Unlinked)+storage.Len(store, storage.Dirty), extractor)
	return err
}

func byState(n map[string]int) string {
	total, words := 0, []string{}
	for state, k := range n {
		total += k
		words = append(words, fmt.Sprintf("%d %s", k, state))
	}
	slices.Sort(words)
	if total == 0 {
		return "0"
	}
	return fmt.Sprintf("%d: %s", total, strings.Join(words, ", "))
}

// sources lists those whose health is not good.
func (c *statusCommand) sources(now time.Time) func(io.Writer, *storage.Store) error {
	return func(w io.Writer, store *storage.Store) error {
		names := storage.Keys(store, storage.Sources, "", "", 0)
		due := 0
		var sick []string
		for _, name := range names {
			s, err := pipeline.ReadSourceState(store, name)
			if err != nil {
				return err
			}
			if s.Due(now, fetch.DefaultPolicy()) {
				due++
			}
			if health := s.Health(now, fetch.DefaultPolicy()); health != "ok" && health != "new" {
				sick = append(sick, fmt.Sprintf("  %-12s %s: %s", health, name, safe(reason(s.LastError, s.URL))))
			}
		}
		fmt.Fprintf(w, "sources    %d, %d due\n", len(names), due)
		for _, line := range sick {
			fmt.Fprintln(w, line)
		}
		return nil
	}
}

// failures names what failed, newest first.
func (c *statusCommand) failures(w io.Writer, store *storage.Store) error {
	var all []storage.Failure
	if err := storage.Each(store, storage.Failures, "", func(_ string, f storage.Failure) error { all = append(all, f); return nil }); err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b storage.Failure) int { return b.Last.Compare(a.Last) })
	fmt.Fprintf(w, "failures   %d\n", len(all))
	for _, f := range all[:min(len(all), max(c.Failures, 0))] {
		state := "will be tried again"
		if f.Dead {
			state = "given up"
		}
		fmt.Fprintf(w, "  %-7s %s: %s (%s, last %s, %s)\n", f.Step, safe(f.Name), safe(reason(f.Error, f.Step+" "+f.Name, f.Name)), times(f.Attempts), f.Last.Format("2006-01-02 15:04"), state)
	}
	return nil
}

// reason is an error without the names before it that are said already.
func reason(text string, names ...string) string {
	for _, name := range names {
		text = strings.TrimPrefix(text, name+": ")
	}
	return text
}

// times says how often.
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
