package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/goccy/go-yaml"

	"sitrep/pipeline"
	"sitrep/pipeline/fetch"
	"sitrep/pipeline/source"
	"sitrep/storage"
)

// feedsCommand finds feeds and looks after them.
type feedsCommand struct {
	Discover feedsDiscoverCommand `cmd:"" help:"Find the feeds and sitemaps of a site from one of its addresses."`
	List     feedsListCommand     `cmd:"" help:"List the configured sources with their health."`
	Show     feedsShowCommand     `cmd:"" help:"Read one feed, sitemap or file and print its items as JSON lines, with what was repaired."`
	Import   feedsImportCommand   `cmd:"" help:"Turn an OPML subscription list into sources of the configuration."`
	Export   feedsExportCommand   `cmd:"" help:"Write the configured sources as an OPML subscription list."`
}

// feedsDiscoverCommand finds feeds.
type feedsDiscoverCommand struct {
	URL    string `arg:"" name:"url" help:"Any address of the site."`
	Config string `short:"c" type:"path" placeholder:"FILE" help:"A configuration, for what it says of the network."`
	JSON   bool   `name:"json" help:"Print JSON lines."`
}

// Help is shown by `sitrep feeds discover --help`.
func (feedsDiscoverCommand) Help() string {
	return `Looks at the address itself, at the feeds that its page names, at the places where feeds often are, and at the sitemaps that
robots.txt names. It asks politely, and so takes some seconds for each.

  sitrep feeds discover https://example.org/news`
}

// Run is called by kong.
func (c *feedsDiscoverCommand) Run(env *environment) error {
	client, err := looseClient(env, c.Config)
	if err != nil {
		return err
	}
	address := c.URL
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	found, err := source.Discover(env.ctx, client, address, env.now)
	if err != nil {
		return fetchExit(err)
	}
	for _, d := range found {
		if c.JSON {
			err = printJSON(env.stdout, d)
		} else {
			_, err = fmt.Fprintln(env.stdout, discoveredLine(d))
		}
		if err != nil {
			return err
		}
	}
	if len(found) == 0 {
		return withExit(exitData, fmt.Errorf("%s: no feed and no sitemap found", address))
	}
	return nil
}

// discoveredLine says in one line what was found.
func discoveredLine(d source.Discovered) string {
	facts := []string{d.Kind, "via " + d.Via}
	if d.Format != "" {
		facts = append(facts, d.Format, fmt.Sprintf("%d entries", d.Entries))
	}
	if d.EntriesPerDay > 0 {
		facts = append(facts, fmt.Sprintf("%.1f a day", d.EntriesPerDay))
	}
	if !d.Newest.IsZero() {
		facts = append(facts, "newest "+d.Newest.UTC().Format("2006-01-02 15:04"))
	}
	if d.FullText {
		facts = append(facts, "full text")
	}
	if d.Title != "" {
		facts = append(facts, fmt.Sprintf("%q", d.Title))
	}
	if d.Error != "" {
		facts = append(facts, "cannot be read: "+d.Error)
	}
	return safe(d.URL + "  " + strings.Join(facts, ", "))
}

// looseClient makes a client for a command that a person types: nothing is remembered of hosts.
func looseClient(env *environment, configPath string) (*fetch.Client, error) {
	o := fetch.Options{UserAgent: "sitrep/" + programVersion, Clock: env.now}
	if configPath == "" {
		return fetch.New(o), nil
	}
	conf, err := readConfig(configPath)
	if err != nil {
		return nil, err
	}
	o.UserAgent, o.Contact, o.Ports = conf.UserAgent+"/"+programVersion, conf.Contact, conf.Ports
	o.Limits.HostDelay = conf.hostDelay(0)
	if o.Allow, err = conf.networks(); err != nil {
		return nil, withExit(exitConfig, err)
	}
	if conf.Proxy != "" {
		if o.Proxy, err = url.Parse(conf.Proxy); err != nil {
			return nil, withExit(exitConfig, err)
		}
	}
	return fetch.New(o), nil
}

// fetchExit gives an error of fetching its exit code: try later where it may pass.
func fetchExit(err error) error {
	switch fetch.ClassOf(err) {
	case fetch.ClassUnreachable, fetch.ClassServer, fetch.ClassLater:
		return withExit(exitTryLater, err)
	case fetch.ClassBlocked:
		if errors.Is(err, fetch.ErrBlockedAddress) {
			err = fmt.Errorf("%w (a configuration may allow it: -c FILE, with its network under allow and its port under ports)", err)
		}
		return withExit(exitUsage, err)
	}
	return withExit(exitData, err)
}

// printJSON prints one line.
func printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// feedsListCommand lists sources.
type feedsListCommand struct {
	Config string `short:"c" default:"configs/sitrep.yaml" type:"path" help:"The configuration."`
	DB     string `name:"db" type:"path" placeholder:"FILE" help:"The database, in place of the configured one."`
	Sick   bool   `help:"List only those that need a look."`
	JSON   bool   `name:"json" help:"Print JSON lines."`
}

// Help is shown by `sitrep feeds list --help`.
func (feedsListCommand) Help() string {
	return `Health is one of: ok, new (never polled), waiting (it asked for a pause), failing, stale (no news for 30 days), unparsable (for 5
days), blocked_by_robots, gone (410; probed once a week), disabled. No source is ever given up by itself.`
}

// sourceHealth is a source with its health.
type sourceHealth struct {
	Name          string    `json:"name"`
	Health        string    `json:"health"`
	LastSuccess   time.Time `json:"last_success,omitzero"`
	LastChange    time.Time `json:"last_change,omitzero"`
	NextCheck     time.Time `json:"next_check,omitzero"`
	Failures      int       `json:"failures"`
	FailingSince  time.Time `json:"failing_since,omitzero"`
	EntriesPerDay float64   `json:"entries_per_day"`
	URL           string    `json:"url"`
	MovedTo       string    `json:"moved_to,omitempty"` // a permanent redirect that was adopted
	LastError     string    `json:"last_error,omitempty"`
}

// Run is called by kong.
func (c *feedsListCommand) Run(env *environment) error {
	conf, err := readConfig(c.Config)
	if err != nil {
		return err
	}
	if c.DB != "" {
		conf.Database = c.DB
	}
	all, err := sourcesHealth(env, conf)
	if err != nil {
		return err
	}
	if c.Sick {
		all = onlySick(all)
	}
	if c.JSON {
		for _, h := range all {
			if err := printJSON(env.stdout, h); err != nil {
				return err
			}
		}
		return nil
	}
	return printHealth(env.stdout, all)
}

// sourcesHealth reads the health of each configured source. Without a database all are new.
func sourcesHealth(env *environment, conf *config) ([]sourceHealth, error) {
	var store *storage.Store
	if _, err := os.Stat(conf.Database); err == nil {
		if store, err = openStore(env, conf.Database, true); err != nil {
			return nil, err
		}
		defer store.Close()
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var all []sourceHealth
	for _, f := range conf.Sources {
		h, err := health(env, store, f)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, nil
}

// health reads the health of one source.
func health(env *environment, store *storage.Store, f pipeline.Feed) (sourceHealth, error) {
	h := sourceHealth{Name: f.Name, Health: "new", URL: f.URL}
	if f.Disabled {
		h.Health = "disabled"
	}
	if store == nil {
		return h, nil
	}
	s, err := pipeline.ReadSourceState(store, f.Name)
	if errors.Is(err, storage.ErrNotFound) || err == nil && s.Configured != f.URL {
		return h, nil
	}
	if err != nil {
		return h, err
	}
	if !f.Disabled {
		h.Health = s.Health(env.now(), fetch.DefaultPolicy())
	}
	h.LastSuccess, h.LastChange, h.NextCheck, h.Failures, h.FailingSince = s.LastSuccess, s.LastChange, s.NextCheck, s.Failures, s.FailingSince
	h.EntriesPerDay, h.LastError = s.EntriesPerDay, s.LastError
	if s.URL != f.URL {
		h.MovedTo = s.URL
	}
	return h, nil
}

// onlySick leaves those that need a look.
func onlySick(all []sourceHealth) []sourceHealth {
	var sick []sourceHealth
	for _, h := range all {
		if h.Health != "ok" && h.Health != "new" && h.Health != "disabled" || h.MovedTo != "" {
			sick = append(sick, h)
		}
	}
	return sick
}

// printHealth prints a table.
func printHealth(w io.Writer, all []sourceHealth) error {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "NAME\tHEALTH\tLAST SUCCESS\tLAST CHANGE\tFAILURES\tNEXT CHECK\tA DAY\tURL\tERROR")
	for _, h := range all {
		address := h.URL
		if h.MovedTo != "" {
			address += " -> " + h.MovedTo
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\t%s\t%.1f\t%s\t%s\n", h.Name, h.Health, minute(h.LastSuccess), minute(h.LastChange), h.Failures, minute(h.NextCheck), h.EntriesPerDay, safe(address), safe(cmp.Or(reason(h.LastError, h.URL, h.MovedTo), "-")))
	}
	return t.Flush()
}

// minute writes a time to the minute, "-" where there is none.
func minute(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// feedsShowCommand prints items.
type feedsShowCommand struct {
	Source string `arg:"" name:"source" help:"The address of a feed or sitemap, a file of any kind that backfill reads, or, with -c, the name of a source."`
	Config string `short:"c" type:"path" placeholder:"FILE" help:"A configuration, for its sources and for what it says of the network."`
	Limit  int    `placeholder:"N" help:"Print only the first N items."`
}

// Run is called by kong.
func (c *feedsShowCommand) Run(env *environment) error {
	zone, err := c.configured()
	if err != nil {
		return err
	}
	if !strings.HasPrefix(c.Source, "http://") && !strings.HasPrefix(c.Source, "https://") {
		return c.file(env, zone)
	}
	return c.address(env, zone)
}

// configured puts the address of a configured source in the place of its name, and returns the zone of its dates, nil where
// nothing is said of it.
func (c *feedsShowCommand) configured() (*time.Location, error) {
	if c.Config == "" {
		return nil, nil
	}
	conf, err := readConfig(c.Config)
	if err != nil {
		return nil, err
	}
	for _, f := range conf.Sources {
		if f.Name != c.Source && f.URL != c.Source {
			continue
		}
		c.Source = f.URL
		if f.Zone == "" {
			return nil, nil
		}
		return time.LoadLocation(f.Zone)
	}
	if sourceName.MatchString(c.Source) {
		if _, err := os.Stat(c.Source); err != nil {
			return nil, withExit(exitUsage, fmt.Errorf("%s is neither a source of %s nor a file", c.Source, c.Config))
		}
	}
	return nil, nil
}

// address prints the items of a feed of the network.
func (c *feedsShowCommand) address(env *environment, zone *time.Location) error {
	client, err := looseClient(env, c.Config)
	if err != nil {
		return err
	}
	poll := source.PollFeed(env.ctx, client, c.Source, fetch.Request{URL: c.Source}, env.now)
	if poll.Err != nil {
		return fetchExit(poll.Err)
	}
	if poll.Unread != nil {
		return withExit(exitData, fmt.Errorf("%s: %w", c.Source, poll.Unread))
	}
	fmt.Fprintln(env.stderr, safe(feedLine(poll.Feed)))
	bad := 0
	for _, note := range poll.Feed.Repairs {
		fmt.Fprintln(env.stderr, "sitrep: repaired:", safe(note))
	}
	for _, problem := range poll.Feed.Problems {
		bad++
		fmt.Fprintln(env.stderr, "sitrep:", safe(problem.Error()))
	}
	return c.print(env, inZone(poll.Feed.Items, zone), bad)
}

// inZone reads dates without a zone as the source has them.
func inZone(items []source.Item, zone *time.Location) []source.Item {
	if zone != nil {
		for i := range items {
			items[i].AssumeZone(zone)
		}
	}
	return items
}

// feedLine says in one line what a feed is.
func feedLine(f *source.Feed) string {
	text := fmt.Sprintf("%s: %q, %d entries", f.Format, f.Title, len(f.Items))
	if perDay := f.EntriesPerDay(); perDay > 0 {
		text += fmt.Sprintf(", %.1f a day", perDay)
	}
	return text
}

// file prints the items of a file or folder.
func (c *feedsShowCommand) file(env *environment, zone *time.Location) error {
	s, err := source.Open(strings.TrimPrefix(c.Source, "file:"), env.now())
	if errors.Is(err, fs.ErrNotExist) && c.Config == "" {
		return fmt.Errorf("%w (a source is shown by its name with -c FILE)", err)
	}
	if err != nil {
		return err
	}
	var items []source.Item
	bad := 0
	for it, err := range s.Items(env.ctx) {
		if err != nil {
			bad++
			fmt.Fprintln(env.stderr, "sitrep:", safe(err.Error()))
			continue
		}
		items = append(items, it)
	}
	return c.print(env, inZone(items, zone), bad)
}

// print prints items; bad is how many could not be read.
func (c *feedsShowCommand) print(env *environment, items []source.Item, bad int) error {
	if c.Limit > 0 {
		items = items[:min(len(items), c.Limit)]
	}
	for _, it := range items {
		if err := printJSON(env.stdout, it); err != nil {
			return err
		}
	}
	switch {
	case bad > 0 && len(items) == 0:
		return withExit(exitData, fmt.Errorf("nothing in %s could be read", c.Source))
	case bad > 0:
		return withExit(exitPartial, fmt.Errorf("%d items could not be read", bad))
	}
	return nil
}

// feedsImportCommand reads OPML.
type feedsImportCommand struct {
	File   string `arg:"" type:"existingfile" help:"The OPML file."`
	Config string `short:"c" type:"path" placeholder:"FILE" help:"Leave out what this configuration has already."`
	Add    bool   `help:"Add the sources to the configuration in place of printing them."`
}

// Help is shown by `sitrep feeds import --help`.
func (feedsImportCommand) Help() string {
	return `Prints the sources as they stand in a configuration, for the person to look over and to complete with country and language.

  sitrep feeds import subscriptions.opml >> configs/sitrep.yaml
  sitrep feeds import subscriptions.opml -c configs/sitrep.yaml --add`
}

// newSource is a stanza to print; the keys are those of pipeline.Feed.
type newSource struct {
	Name     string `yaml:"name"`
	URL      string `yaml:"url"`
	Outlet   string `yaml:"outlet,omitempty"`
	Language string `yaml:"language,omitempty"`
}

// Run is called by kong.
func (c *feedsImportCommand) Run(env *environment) error {
	body, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	subscriptions, problems, err := source.ReadOPML(body)
	if err != nil {
		return withExit(exitData, fmt.Errorf("%s: %w", c.File, err))
	}
	for _, p := range problems {
		fmt.Fprintf(env.stderr, "sitrep: %s: %s\n", c.File, safe(p.Error()))
	}
	known, err := c.known()
	if err != nil {
		return err
	}
	fresh := freshSources(subscriptions, known)
	stanzas, err := yaml.MarshalWithOptions(fresh, yaml.IndentSequence(true))
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stderr, "%d feeds, %d of them new\n", len(subscriptions), len(fresh))
	if err := c.deliver(env, indent(stanzas), len(fresh)); err != nil {
		return err
	}
	if len(problems) > 0 {
		return withExit(exitPartial, fmt.Errorf("%d outlines could not be read", len(problems)))
	}
	return nil
}

// known are the sources of the configuration, if one is given.
func (c *feedsImportCommand) known() ([]pipeline.Feed, error) {
	if c.Config == "" {
		if c.Add {
			return nil, withExit(exitUsage, errors.New("--add needs a configuration: -c FILE"))
		}
		return nil, nil
	}
	conf, err := readConfig(c.Config)
	if err != nil {
		return nil, err
	}
	return conf.Sources, nil
}

// deliver prints the stanzas, or adds them to the end of the configuration.
func (c *feedsImportCommand) deliver(env *environment, stanzas []byte, n int) error {
	if n == 0 {
		return nil
	}
	if !c.Add {
		_, err := env.stdout.Write(stanzas)
		return err
	}
	return appendSources(c.Config, stanzas, n)
}

// appendSources writes stanzas behind those of a configuration. The result is read before it takes the old one's place,
// so that a file in which the list of sources is not the last thing is refused, not broken.
func appendSources(path string, stanzas []byte, n int) error {
	before, err := readConfig(path)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text = append(append(bytes.TrimRight(text, "\n"), '\n'), stanzas...)
	tmp, err := os.CreateTemp(filepath.Dir(path), ".sitrep-*.yaml")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // once renamed, there is nothing to remove
	if _, err := tmp.Write(text); err != nil {
		return errors.Join(err, tmp.Close())
	}
	if err := errors.Join(tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	after, err := readConfig(tmp.Name())
	if err != nil || len(after.Sources) != len(before.Sources)+n {
		return withExit(exitConfig, fmt.Errorf("%w: %s: the list of sources is not the last thing in it; print them without --add", errConfig, path))
	}
	if facts, err := os.Stat(path); err == nil {
		if err := os.Chmod(tmp.Name(), facts.Mode().Perm()); err != nil {
			return err
		}
	}
	return os.Rename(tmp.Name(), path)
}

// indent puts the stanzas below "sources:".
func indent(stanzas []byte) []byte {
	var b bytes.Buffer
	for line := range bytes.Lines(stanzas) {
		b.WriteString("  ")
		b.Write(bytes.TrimPrefix(line, []byte("  ")))
	}
	return b.Bytes()
}

// freshSources are the subscriptions that are not configured yet, each under a name of its own.
func freshSources(subscriptions []source.Subscription, known []pipeline.Feed) []newSource {
	names, urls := map[string]bool{}, map[string]bool{}
	for _, f := range known {
		names[f.Name], urls[f.URL] = true, true
	}
	fresh := []newSource{}
	for _, s := range subscriptions {
		if urls[s.URL] {
			continue
		}
		name := s.Name
		if !sourceName.MatchString(name) {
			name = slug(s.Title, s.URL)
		}
		for i, base := 2, name; names[name]; i++ {
			name = fmt.Sprintf("%s-%d", base, i)
		}
		names[name], urls[s.URL] = true, true
		fresh = append(fresh, newSource{Name: name, URL: s.URL, Outlet: outletOf(s), Language: languageOf(s)})
	}
	return fresh
}

// outletOf is the title of a subscription, unless it is only the name of its source.
func outletOf(s source.Subscription) string {
	if s.Title == s.Name {
		return ""
	}
	return s.Title
}

// languageOf is the language of a subscription, if it is a code.
func languageOf(s source.Subscription) string {
	if languageCode.MatchString(s.Language) {
		return s.Language
	}
	return ""
}

// slug makes a name of a title, or of the host where the title has no letters that a name may have.
func slug(title, address string) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r > 0x7f, r == '\'':
			return -1
		}
		return '-'
	}, title), "-")
	for strings.Contains(name, "--") {
		name = strings.ReplaceAll(name, "--", "-")
	}
	if len(name) < 3 {
		u, err := url.Parse(address)
		if err != nil {
			return "feed"
		}
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return strings.TrimRight(name[:min(len(name), 40)], "-")
}

// feedsExportCommand writes OPML.
type feedsExportCommand struct {
	Config string `short:"c" default:"configs/sitrep.yaml" type:"path" help:"The configuration."`
}

// Help is shown by `sitrep feeds export --help`.
func (feedsExportCommand) Help() string {
	return `The name of each source stands beside its title, so that a source that comes back by import goes on with its history. What else a
configuration says of a source (country, zone, interval, selectors) has no place in OPML: keep the configuration too.

  sitrep feeds export -c configs/sitrep.yaml > sources.opml`
}

// Run is called by kong.
func (c *feedsExportCommand) Run(env *environment) error {
	conf, err := readConfig(c.Config)
	if err != nil {
		return err
	}
	var subscriptions []source.Subscription
	for _, f := range conf.Sources {
		subscriptions = append(subscriptions, source.Subscription{Title: cmp.Or(f.Outlet, f.Name), URL: f.URL, Name: f.Name, Language: f.Language})
	}
	return source.WriteOPML(env.stdout, "Sources of sitrep", subscriptions)
}
