package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"sitrep/pipeline"
	"sitrep/pipeline/clean"
	"sitrep/pipeline/fetch"
)

// errConfig is what every finding about a configuration wraps.
var errConfig = errors.New("configuration")

// config is the file that `sitrep run` reads. Every key is optional but sources; an unknown key is refused.
type config struct {
	Database  string          `yaml:"database"`   // path; sitrep.db where empty
	Export    string          `yaml:"export"`     // path of the JSONL written after each run; none where empty
	UserAgent string          `yaml:"user_agent"` // product token, asked for in robots.txt
	Contact   string          `yaml:"contact"`    // URL or mail address that publishers can write to
	Proxy     string          `yaml:"proxy"`      // URL; none where empty
	Allow     []string        `yaml:"allow"`      // networks that may be asked though they are not public: "192.168.1.5/32" for a bridge of one's own
	Ports     []uint16        `yaml:"ports"`      // that may be asked; 80 and 443 where empty
	RunTime   string          `yaml:"run_time"`   // a run begins nothing new after it; 50m where empty
	FreeSpace int             `yaml:"free_space"` // MiB that must be free before a run; 512 where empty
	Attempts  int             `yaml:"attempts"`   // before an article is given up; 5 where empty
	KeepPages int             `yaml:"keep_pages"` // days for which pages as they were fetched are kept; for ever where empty
	HostDelay string          `yaml:"host_delay"` // between two requests to a host; 2s in a run and 5s in a backfill where empty
	Sources   []pipeline.Feed `yaml:"sources"`
}

// readConfig reads a configuration and checks every value. The error names file, line and what was expected.
func readConfig(path string) (*config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, withExit(exitConfig, fmt.Errorf("%w: %w", errConfig, err))
	}
	c := &config{Database: "sitrep.db", UserAgent: "sitrep", RunTime: "50m", FreeSpace: 512, Attempts: 5}
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(c); err != nil {
		return nil, withExit(exitConfig, fmt.Errorf("%w: %s", errConfig, located(path, err)))
	}
	if err := c.check(&lineFinder{path: path, text: text}); err != nil {
		return nil, withExit(exitConfig, err)
	}
	return c, nil
}

// until is when a run that begins now must begin nothing new.
func (c *config) until(now time.Time) time.Time {
	d, err := time.ParseDuration(c.RunTime)
	if err != nil { // no configuration, so no bound
		return time.Time{}
	}
	return now.Add(d)
}

// located turns an error of the YAML decoder, "[3:5] unknown field ...", into "file:3: unknown field ...".
func located(path string, err error) string {
	text := yaml.FormatError(err, false, false)
	if m := position.FindStringSubmatch(text); m != nil {
		text = strings.TrimSpace(text[len(m[0]):])
		first, _, _ := strings.Cut(text, "\n")
		return fmt.Sprintf("%s:%s: %s", path, m[1], first)
	}
	return fmt.Sprintf("%s: %s", path, text)
}

var position = regexp.MustCompile(`^\[(\d+):\d+\]`)

// check finds all that is wrong with the values.
func (c *config) check(at *lineFinder) error {
	var found []error
	fault := func(key, format string, args ...any) {
		found = append(found, fmt.Errorf("%w: %s: %s: %s", errConfig, at.line(key), key, fmt.Sprintf(format, args...)))
	}
	if len(c.Sources) == 0 {
		fault("sources", "empty; expected a list of sources, each with name and url")
	}
	if strings.ContainsAny(c.UserAgent, " \t\r\n/") || c.UserAgent == "" {
		fault("user_agent", "%q; expected one word without a slash", c.UserAgent)
	}
	if d, err := time.ParseDuration(c.RunTime); err != nil || d <= 0 {
		fault("run_time", "%q; expected a duration like 50m or 1h30m", c.RunTime)
	}
	if c.FreeSpace < 0 || c.Attempts < 1 {
		fault("attempts", "free_space %d and attempts %d; expected at least 0 and 1", c.FreeSpace, c.Attempts)
	}
	if c.KeepPages < 0 {
		fault("keep_pages", "%d; expected a number of days, or 0 for ever", c.KeepPages)
	}
	if u, err := url.Parse(c.Proxy); c.Proxy != "" && (err != nil || u.Host == "") {
		fault("proxy", "%q; expected a URL like http://proxy.example:3128", c.Proxy)
	}
	if _, err := c.networks(); err != nil {
		fault("allow", "%v; expected networks like 192.168.1.5/32", err)
	}
	if d, err := time.ParseDuration(c.HostDelay); c.HostDelay != "" && (err != nil || d < c.leastHostDelay() || d > time.Minute) {
		fault("host_delay", "%q; expected a duration between %v and 1m, less than 1s only with allow", c.HostDelay, c.leastHostDelay())
	}
	seen := map[string]int{}
	for i := range c.Sources {
		c.checkSource(i, seen, fault)
	}
	return errors.Join(found...)
}

// hostDelay is the pause between two requests to a host, or the default where none is configured.
func (c *config) hostDelay(otherwise time.Duration) time.Duration {
	if d, err := time.ParseDuration(c.HostDelay); err == nil {
		return d
	}
	return otherwise
}

// leastHostDelay is the shortest pause between two requests to a host: a second, but for servers of one's own.
func (c *config) leastHostDelay() time.Duration {
	if len(c.Allow) > 0 {
		return time.Millisecond
	}
	return time.Second
}

// networks parses the networks that may be asked.
func (c *config) networks() ([]netip.Prefix, error) {
	var networks []netip.Prefix
	for _, text := range c.Allow {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("%q is no network", text)
		}
		networks = append(networks, network.Masked())
	}
	return networks, nil
}

var (
	countryCode  = regexp.MustCompile(`^[A-Z]{2}$`)
	languageCode = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	sourceName   = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)
)

// checkSource checks one stanza and compiles its selectors.
func (c *config) checkSource(i int, seen map[string]int, fault func(key, format string, args ...any)) {
	s := &c.Sources[i]
	key := func(name string) string { return fmt.Sprintf("sources[%d].%s", i, name) }
	if !sourceName.MatchString(s.Name) {
		fault(key("name"), "%q; expected lower-case letters, digits, dots and hyphens", s.Name)
	} else if before, twice := seen[s.Name]; twice {
		fault(key("name"), "%q is the name of sources[%d] too; names must differ", s.Name, before)
	}
	seen[s.Name] = i
	if u, err := url.Parse(s.URL); err != nil || u.Scheme != "file" && (u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		fault(key("url"), "%q; expected an http, https or file address", s.URL)
	} else if u.User != nil {
		fault(key("url"), "it holds a name or password; expected an address without")
	}
	if s.Country != "" && !countryCode.MatchString(s.Country) {
		fault(key("country"), "%q; expected two capital letters (ISO 3166-1)", s.Country)
	}
	if s.Language != "" && !languageCode.MatchString(s.Language) {
		fault(key("language"), "%q; expected a code like en or pt-BR", s.Language)
	}
	if _, err := time.LoadLocation(s.Zone); err != nil {
		fault(key("zone"), "%q; expected an IANA name like Europe/London", s.Zone)
	}
	checkInterval(s.Interval, fetch.DefaultPolicy(), func(format string, args ...any) { fault(key("interval"), format, args...) })
	if s.Selectors != nil {
		compiled, err := clean.CompileSelectors(*s.Selectors)
		if err != nil {
			fault(key("selectors"), "%v", err)
			return
		}
		s.Selectors = compiled
	}
}

// checkInterval checks how often a source is to be polled. The bounds are those of the policy: publishers ask for no
// more than once an hour, and a source that is asked less than daily loses entries.
func checkInterval(i pipeline.Interval, p fetch.Policy, fault func(format string, args ...any)) {
	bounds := []time.Duration{p.MinInterval, p.MaxInterval}
	for k, text := range []string{i.Min, i.Max} {
		if text == "" {
			continue
		}
		d, err := time.ParseDuration(text)
		if err != nil || d < p.MinInterval || d > p.MaxInterval {
			fault("%q; expected a duration from 1h to 24h", text)
			return
		}
		bounds[k] = d
	}
	if bounds[0] > bounds[1] {
		fault("min %s is more than max %s", i.Min, i.Max)
	}
}

// lineFinder finds the line of a key, so that a message can name it.
type lineFinder struct {
	path string
	text []byte
	file *ast.File
}

// line returns "file:line" of a key like sources[3].url, of its parent where the key is absent, or the file alone.
func (f *lineFinder) line(key string) string {
	if f.file == nil {
		f.file, _ = parser.ParseBytes(f.text, 0) // it parsed before
	}
	for ; f.file != nil && key != ""; key = parent(key) {
		path, err := yaml.PathString("$." + key)
		if err != nil {
			continue
		}
		if node, err := path.FilterFile(f.file); err == nil && node != nil && node.GetToken() != nil {
			return fmt.Sprintf("%s:%d", f.path, node.GetToken().Position.Line)
		}
	}
	return f.path
}

func parent(key string) string {
	return key[:max(0, strings.LastIndexAny(key, ".["))]
}
