package fetch

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"
)

// HostState is what must be remembered of a host when the process ends. It is plain data for JSON.
type HostState struct {
	LastRequest time.Time               `json:"last_request,omitzero"` // when the last exchange ended
	CrawlDelay  time.Duration           `json:"crawl_delay,omitempty"` // nanoseconds, as robots.txt asks
	HoldUntil   time.Time               `json:"hold_until,omitzero"`   // 429: the whole host waits
	Failures    int                     `json:"failures,omitempty"`    // connect, timeout, 5xx, in a row
	OpenUntil   time.Time               `json:"open_until,omitzero"`   // the breaker: nothing is asked until then
	Robots      map[string]RobotsRecord `json:"robots,omitempty"`      // by origin: scheme://host:port
}

// host is a HostState at work.
type host struct {
	name string
	turn chan struct{} // holds one token: whoever has it may speak to the host

	mu    sync.Mutex // guards the fields below
	state HostState
	used  bool // in this process
	up    bool // answered at least once in this process
	down  bool // failed to answer in this process
	ours  bool // the last failure was that of our own network or its name servers

	robots sync.Mutex // held while robots.txt is being fetched, so that it is fetched once
}

// newHost returns a host with its turn free.
func newHost(name string, s HostState) *host {
	h := &host{name: name, turn: make(chan struct{}, 1), state: s}
	h.turn <- struct{}{}
	return h
}

// sharedHosts are the domains whose subdomains all live on one service, which should feel us as one visitor.
var sharedHosts = []string{"wordpress.com", "blogspot.com", "substack.com", "tumblr.com", "medium.com", "feedburner.com", "wixsite.com", "squarespace.com"}

// HostKey returns the name under which the state of a URL's host is kept: the host, with its port
// if it has one, or the domain of a service that many share.
func HostKey(u *url.URL) string {
	name := strings.ToLower(u.Host)
	for _, shared := range sharedHosts {
		if strings.HasSuffix(name, "."+shared) {
			return shared
		}
	}
	return name
}

// host returns the host of a URL, a new one if it was not met before.
func (c *Client) host(u *url.URL) *host {
	key := HostKey(u)
	c.mu.Lock()
	defer c.mu.Unlock()
	h, ok := c.hosts[key]
	if !ok {
		h = newHost(key, HostState{})
		c.hosts[key] = h
	}
	return h
}

// Hosts returns a copy of what must be remembered of each host.
func (c *Client) Hosts() map[string]HostState {
	c.mu.Lock()
	defer c.mu.Unlock()
	states := make(map[string]HostState, len(c.hosts))
	for name, h := range c.hosts {
		states[name] = h.snapshot()
	}
	return states
}

// snapshot copies the state.
func (h *host) snapshot() HostState {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.state
	s.Robots = maps.Clone(s.Robots)
	return s
}

// enter waits for the turn at the host and for the pause since its last exchange. A host that
// asked for a longer wait is not waited for: the error says until when.
func (c *Client) enter(ctx context.Context, h *host) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-h.turn:
	}
	if err := c.ready(ctx, h); err != nil {
		h.turn <- struct{}{}
		return err
	}
	select {
	case <-ctx.Done():
		h.turn <- struct{}{}
		return context.Cause(ctx)
	case c.slots <- struct{}{}:
		return nil
	}
}

// ready waits out the pause, or refuses.
func (c *Client) ready(ctx context.Context, h *host) error {
	now := c.options.Clock()
	h.mu.Lock()
	s, used := h.state, h.used
	h.mu.Unlock()
	if until, reason := c.limits.held(s, used, now); reason != "" {
		return &LaterError{Host: h.name, Until: until, Reason: reason}
	}
	return c.waitUntil(ctx, c.limits.nextTurn(h.name, s, now))
}

// held says until when a host must be left alone, and why; the reason is empty where it need not be.
func (l Limits) held(s HostState, used bool, now time.Time) (time.Time, string) {
	// A time further ahead than any that is ever set was written by a wrong clock.
	ahead := func(t time.Time, most time.Duration) bool { return t.After(now) && t.Sub(now) <= most }
	switch {
	case ahead(s.HoldUntil, l.RetryAfterMax):
		return s.HoldUntil, "the host answered 429"
	case ahead(s.OpenUntil, l.BreakerOpen):
		return s.OpenUntil, "the host failed several times in a row"
	case used && s.CrawlDelay > l.CrawlDelayMax && ahead(s.LastRequest.Add(s.CrawlDelay), s.CrawlDelay):
		return s.LastRequest.Add(s.CrawlDelay), "crawl-delay"
	}
	return time.Time{}, ""
}

// nextTurn is when the pause since the last exchange is over: the delay, or the crawl-delay if it
// is longer, and up to half of it more. The addition is drawn from name and time, not from chance.
func (l Limits) nextTurn(name string, s HostState, now time.Time) time.Time {
	if s.LastRequest.IsZero() || s.LastRequest.After(now) {
		return now
	}
	delay := max(l.HostDelay, min(s.CrawlDelay, l.CrawlDelayMax))
	return s.LastRequest.Add(delay + time.Duration(float64(delay)*jitter(name, s.LastRequest)/2))
}

// jitter is a number in [0, 1) that depends on name and time alone.
func jitter(name string, t time.Time) float64 {
	sum := fnv.New64a()
	sum.Write([]byte(name))
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(t.UnixNano()))
	sum.Write(b[:])
	x := sum.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return float64(x>>11) / (1 << 53)
}

// leave gives the turn back and notes what the exchange says of the host.
func (c *Client) leave(h *host, resp *Response, err error) {
	now := c.options.Clock()
	h.mu.Lock()
	h.used = true
	h.state.LastRequest = now
	c.noteHealth(h, resp, err, now)
	h.mu.Unlock()
	if c.options.HostChanged != nil {
		c.options.HostChanged(h.name, h.snapshot())
	}
	<-c.slots
	h.turn <- struct{}{}
}

// noteHealth counts failures in a row, opens the breaker, and holds the host on 429.
func (c *Client) noteHealth(h *host, resp *Response, err error, now time.Time) {
	class := ClassOf(err)
	switch {
	case class == ClassCancelled:
	case resp != nil && resp.Status == http.StatusTooManyRequests:
		h.up = true
		h.state.HoldUntil = resp.RetryAfter
		if resp.RetryAfter.IsZero() {
			h.state.HoldUntil = now.Add(c.limits.TooManyDefault)
		}
	case isOurs(err): // says nothing of the host
		h.down, h.ours = true, true
	case class == ClassUnreachable || class == ClassServer:
		h.up, h.down, h.ours = h.up || class == ClassServer, h.down || class == ClassUnreachable, false
		if h.state.Failures++; h.state.Failures >= c.limits.BreakerFailures {
			h.state.OpenUntil = now.Add(c.limits.BreakerOpen)
		}
	case class != ClassBlocked:
		h.up = true
		h.state.Failures, h.state.OpenUntil = 0, time.Time{}
	}
}

// isOurs reports whether a failure speaks of our own network: no route at all, or no name server that answers.
func isOurs(err error) bool {
	var lookup *net.DNSError
	return errors.Is(err, syscall.ENETUNREACH) || errors.As(err, &lookup) && !lookup.IsNotFound
}

// minHostsOffline is how many hosts must have been tried before their silence alone says something of us.
const minHostsOffline = 3

// Offline reports whether the network is gone on our side. Of the hosts tried in this process, either
// all failed for want of a route or a name server, or there were at least three and more than four
// in five gave no answer. Failures seen while offline say nothing of the sources and must not be
// counted against them.
func (c *Client) Offline() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	tried, down, ours := 0, 0, 0
	for _, h := range c.hosts {
		h.mu.Lock()
		silent := h.down && !h.up
		tried += count(h.up || h.down)
		down += count(silent)
		ours += count(silent && h.ours)
		h.mu.Unlock()
	}
	return tried > 0 && ours == tried || tried >= minHostsOffline && down*5 > tried*4
}

// count is 1 for true.
func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
