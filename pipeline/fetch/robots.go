package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// RobotsRecord is what is remembered of one robots.txt: the rules that concern us, never the file.
type RobotsRecord struct {
	Checked          time.Time `json:"checked,omitzero"`           // last time it was asked for
	UnreachableSince time.Time `json:"unreachable_since,omitzero"` // zero while it can be had
	Known            bool      `json:"known"`                      // Rules are of a copy that was once had (or known to be absent)
	Rules            []Rule    `json:"rules,omitempty"`
	Sitemaps         []string  `json:"sitemaps,omitempty"`
}

// Robots returns the robots.txt record of a site, asking for it if need be: `feeds discover`
// reads the sitemaps that it names.
func (c *Client) Robots(ctx context.Context, raw string) (RobotsRecord, error) {
	u, err := c.guard.parse(raw, c.limits.URLBytes)
	if err != nil {
		return RobotsRecord{}, err
	}
	return c.robotsOf(ctx, u)
}

// allowed asks robots.txt about a URL.
func (c *Client) allowed(ctx context.Context, u *url.URL) error {
	record, err := c.robotsOf(ctx, u)
	if err != nil {
		return err
	}
	if target := robotsPath(u); !allows(record.Rules, target) {
		return fmt.Errorf("%s: %w", shown(u), ErrRobots)
	}
	return nil
}

// origin is the place whose robots.txt speaks for a URL.
func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

// robotsPath is what the rules are matched against: path and query, as they are sent.
func robotsPath(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path
}

// robotsOf returns the record for a URL's origin, fetched anew when the kept one is old.
func (c *Client) robotsOf(ctx context.Context, u *url.URL) (RobotsRecord, error) {
	h, o := c.host(u), origin(u)
	h.robots.Lock()
	defer h.robots.Unlock()
	record := h.snapshot().Robots[o]
	now := c.options.Clock()
	if c.limits.trusted(record, now) {
		return record, c.usable(record, o, now)
	}
	resp, err := c.follow(ctx, Request{URL: o + "/robots.txt", Kind: Robots})
	if class := ClassOf(err); class == ClassCancelled || class == ClassBlocked || errors.Is(err, ErrRetryLater) || isOurs(err) {
		return record, c.orLastKnown(record, err)
	}
	record = c.learn(record, resp, err, c.options.Clock())
	h.remember(o, record, crawlDelayOf(resp, err, c.product()))
	if c.options.HostChanged != nil {
		c.options.HostChanged(h.name, h.snapshot())
	}
	if !record.Known && ClassOf(err) != ClassOK {
		return record, fmt.Errorf("robots.txt: %w", err)
	}
	return record, nil
}

// orLastKnown lets the last good copy rule while the host itself cannot be asked.
func (c *Client) orLastKnown(record RobotsRecord, err error) error {
	if record.Known && errors.Is(err, ErrRetryLater) {
		return nil
	}
	return err
}

// trusted reports whether a record need not be fetched anew.
func (l Limits) trusted(r RobotsRecord, now time.Time) bool {
	if r.Checked.IsZero() || r.Checked.After(now) {
		return false
	}
	if r.UnreachableSince.IsZero() {
		return now.Sub(r.Checked) < l.RobotsFresh
	}
	return now.Sub(r.Checked) < l.RobotsRetry
}

// usable is the error for a trusted record that allows nothing because it was never had.
func (c *Client) usable(r RobotsRecord, origin string, now time.Time) error {
	if r.Known {
		return nil
	}
	return &LaterError{Host: origin, Until: r.Checked.Add(c.limits.RobotsRetry), Reason: "robots.txt could not be had"}
}

// learn reads the answer as RFC 9309, section 2.3.1 says: 2xx brings rules; 4xx and too many
// redirects mean that there are none; what cannot be reached leaves the last copy in force, and
// without one forbids all, until it has been away for thirty days. 429 is treated like 5xx, as Google does.
func (c *Client) learn(old RobotsRecord, resp *Response, err error, now time.Time) RobotsRecord {
	switch {
	case err == nil && resp.Status == http.StatusOK:
		file := parseRobots(resp.Body, c.product())
		return RobotsRecord{Checked: now, Known: true, Rules: file.rules, Sitemaps: file.sitemaps}
	case isUnavailable(err):
		return RobotsRecord{Checked: now, Known: true}
	}
	old.Checked = now
	if old.UnreachableSince.IsZero() {
		old.UnreachableSince = now
	}
	if now.Sub(old.UnreachableSince) >= c.limits.RobotsGone {
		old.Known, old.Rules = true, nil
	}
	return old
}

// isUnavailable reports whether an error means that there is no robots.txt.
func isUnavailable(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		return status.Status >= 400 && status.Status < 500 && status.Status != http.StatusTooManyRequests
	}
	return errors.Is(err, ErrRedirect)
}

// crawlDelayOf is the pause that a fetched robots.txt asks for.
func crawlDelayOf(resp *Response, err error, product string) time.Duration {
	if err != nil || resp.Status != http.StatusOK {
		return 0
	}
	return parseRobots(resp.Body, product).crawlDelay
}

// remember keeps a record in the state of its host.
func (h *host) remember(origin string, r RobotsRecord, crawlDelay time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state.Robots == nil {
		h.state.Robots = map[string]RobotsRecord{}
	}
	h.state.Robots[origin] = r
	if r.UnreachableSince.IsZero() {
		h.state.CrawlDelay = crawlDelay
	}
}

// product is the token by which robots.txt may name us: the User-Agent up to the slash.
func (c *Client) product() string {
	name, _, _ := strings.Cut(c.options.UserAgent, "/")
	return strings.ToLower(strings.TrimSpace(name))
}

// Rule is one Allow or Disallow line.
type Rule struct {
	Allow   bool   `json:"allow"`
	Pattern string `json:"pattern"`
}

// robotsFile is what a robots.txt says to one product.
type robotsFile struct {
	rules      []Rule
	crawlDelay time.Duration
	sitemaps   []string
}

// The bounds of a robots.txt: more rules and longer patterns are not read.
const (
	maxRobotsRules   = 2000
	maxRobotsPattern = 2048
)

// group is a set of rules and whom it is for.
type group struct {
	agents []string
	file   robotsFile
}

// parseRobots reads a robots.txt by RFC 9309: every line that can be read counts, groups for one
// product merge, and a group for * is for those who have none of their own.
func parseRobots(body []byte, product string) robotsFile {
	var groups []*group
	var sitemaps []string
	var current *group
	open := false // whether another User-agent line still joins the current group
	for line := range bytes.Lines(bytes.TrimPrefix(body, []byte("\ufeff"))) {
		for _, part := range bytes.Split(line, []byte("\r")) {
			key, value := robotsLine(string(part))
			switch key {
			case "user-agent":
				if !open {
					current = &group{}
					groups = append(groups, current)
				}
				current.agents = append(current.agents, agentToken(value))
				open = true
			case "allow", "disallow":
				open = false
				current.add(key == "allow", value)
			case "crawl-delay":
				open = false
				current.delay(value)
			case "sitemap":
				sitemaps = append(sitemaps, value)
			}
		}
	}
	return choose(groups, product, sitemaps)
}

// robotsLine splits a line into its key and value; the key is empty where there is none.
func robotsLine(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok := strings.Cut(line, ":")
	if !ok {
		return "", ""
	}
	key = strings.ToLower(strings.TrimSpace(key))
	if key == "useragent" || key == "user agent" {
		key = "user-agent"
	}
	return key, strings.TrimSpace(value)
}

// agentToken is the product token of a User-agent line: its leading letters, "-" and "_".
func agentToken(value string) string {
	if strings.HasPrefix(value, "*") {
		return "*"
	}
	end := strings.IndexFunc(value, func(r rune) bool {
		return !(r == '-' || r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	})
	if end < 0 {
		end = len(value)
	}
	return strings.ToLower(value[:end])
}

// add appends a rule; rules outside a group and empty patterns say nothing.
func (g *group) add(allow bool, pattern string) {
	if g == nil || pattern == "" || len(pattern) > maxRobotsPattern || len(g.file.rules) >= maxRobotsRules {
		return
	}
	g.file.rules = append(g.file.rules, Rule{Allow: allow, Pattern: normalEscapes(pattern)})
}

// delay notes a Crawl-delay.
func (g *group) delay(value string) {
	if g == nil {
		return
	}
	d, err := time.ParseDuration(value + "s")
	if err == nil && d > 0 {
		g.file.crawlDelay = clampDuration(d, 0, 24*time.Hour)
	}
}

// choose merges the groups for the product, or else those for *.
func choose(groups []*group, product string, sitemaps []string) robotsFile {
	for _, agent := range []string{product, "*"} {
		file, found := robotsFile{sitemaps: sitemaps}, false
		for _, g := range groups {
			for _, a := range g.agents {
				if a == agent {
					found = true
					file.rules = append(file.rules, g.file.rules...)
					file.crawlDelay = max(file.crawlDelay, g.file.crawlDelay)
					break
				}
			}
		}
		if found {
			return file
		}
	}
	return robotsFile{sitemaps: sitemaps}
}

// allows applies the rules to a path: the longest pattern that matches wins, and Allow wins a tie.
func allows(rules []Rule, path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = normalEscapes(path)
	longest, allow := -1, true
	for _, r := range rules {
		if n := len(r.Pattern); n >= longest && matches(r.Pattern, path) {
			allow = r.Allow || n == longest && allow
			longest = n
		}
	}
	return allow
}

// matches reports whether a pattern with * and a final $ matches the beginning of a path. Each
// piece between two stars is looked for once, so the cost is linear in the path for each.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	pieces := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, pieces[0]) {
		return false
	}
	path = path[len(pieces[0]):]
	if len(pieces) == 1 {
		return !anchored || path == ""
	}
	last := pieces[len(pieces)-1]
	for _, piece := range pieces[1 : len(pieces)-1] {
		i := strings.Index(path, piece)
		if i < 0 {
			return false
		}
		path = path[i+len(piece):]
	}
	if anchored {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}

// normalEscapes brings percent escapes into one form (RFC 3986): unreserved characters bare,
// others as upper-case escapes, bytes outside ASCII escaped.
func normalEscapes(s string) string {
	const hexDigits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			if v := unhex(s[i+1])<<4 | unhex(s[i+2]); isUnreserved(v) {
				b.WriteByte(v)
			} else {
				b.WriteString(strings.ToUpper(s[i : i+3]))
			}
			i += 2
			continue
		}
		if c >= 0x80 {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// isHex reports whether c is a hexadecimal digit.
func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// unhex returns the value of a hexadecimal digit.
func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return (c | 0x20 - 'a') + 10
}

// isUnreserved reports whether a character never needs an escape (RFC 3986, section 2.3).
func isUnreserved(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
