// Package fetch is the one HTTP client of sitrep: polite, bounded and guarded.
//
// It promises that
//   - only public addresses are spoken to, over http and https on ports 80 and 443, checked on
//     every hop and again at the moment of dialling, with no proxy unless one is configured;
//   - no answer costs more than its limits: header, body as sent, body decoded, time, rate;
//   - one host hears one request at a time, with a pause between two, and none before the time
//     that it asked for (Retry-After, Crawl-delay) or that its failures suggest;
//   - robots.txt (RFC 9309) is kept for pages, feeds and sitemaps alike;
//   - requests are conditional: validators go back byte for byte, only to the URL that gave them;
//   - no cookie, no Referer, no credentials, and a User-Agent that says whom to write to.
//
// What must outlive the process is plain data: a [State] for each source, a [HostState] for each
// host. The caller stores them; [State.After] and [Client.Hosts] say what to store. The package
// reads neither clock nor randomness but those it was handed.
package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"
)

// Kind is what a request hopes to get. It decides limits, Accept header and checks.
type Kind string

// The kinds of requests.
const (
	Feed    Kind = "feed"
	Page    Kind = "page"
	Robots  Kind = "robots"
	Sitemap Kind = "sitemap"
)

// Options configure a Client. The zero value is usable but for UserAgent.
type Options struct {
	UserAgent string // product and version: "sitrep/1.0"; its product token is what robots.txt is asked for
	Contact   string // a URL or mail address, shown in the User-Agent; empty where none is configured

	Limits Limits         // zero fields take the defaults of [DefaultLimits]
	Proxy  *url.URL       // nil: none. The environment is never asked
	Allow  []netip.Prefix // addresses allowed although they are not public
	Ports  []uint16       // nil: 80 and 443

	Clock    func() time.Time                                                     // nil: time.Now
	Sleep    func(ctx context.Context, d time.Duration) error                     // nil: a timer
	Dial     func(ctx context.Context, network, address string) (net.Conn, error) // nil: a net.Dialer; gets a checked address
	Resolver Resolver                                                             // nil: net.DefaultResolver
	Logger   *slog.Logger                                                         // nil: silent

	Hosts map[string]HostState // what an earlier process knew
	// HostChanged is called after each exchange, if set, so that pauses outlive even a killed process.
	// Several hosts may call at once.
	HostChanged func(host string, s HostState)
}

// Resolver finds the addresses of a host. *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Request says what to get.
type Request struct {
	URL        string
	Kind       Kind       // Page where empty
	Validators Validators // sent only if they belong to URL
	BodySHA256 string     // of the body known so far: an equal body is reported as SameBody
	NotBefore  time.Time  // the client waits until then
	Local      bool       // file: URLs are allowed, because a person configured this one
}

// Response is what came back. Body is decoded and within its limit.
type Response struct {
	URL           string // as asked
	FinalURL      string // after redirects
	Status        int
	Header        http.Header
	ContentType   string
	Body          []byte
	BodySHA256    string // hex; of the decoded body, empty without one
	NotModified   bool   // 304: the body known so far holds
	SameBody      bool   // 200, but the body is the one known so far
	Conditional   bool   // validators were sent
	Validators    Validators
	Redirects     []Redirect
	Fetched       time.Time     // when the answer began, by our clock
	FreshFor      time.Duration // max-age, else Expires; 0 where the server says nothing
	RetryAfter    time.Time     // zero where not asked for
	LengthKnown   bool          // false: the end of the body is only the end of the connection
	Truncated     bool          // the body looks cut off (no closing tag)
	EncodingNotes []string      // what was repaired in decoding
}

// Redirect is one hop.
type Redirect struct {
	From, To string
	Status   int
}

// Client fetches. It is safe for concurrent use.
type Client struct {
	options   Options
	limits    Limits
	guard     *guard
	transport *http.Transport
	log       *slog.Logger
	slots     chan struct{} // one token for each exchange under way

	mu    sync.Mutex
	hosts map[string]*host
}

// New returns a client.
func New(o Options) *Client {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	c := &Client{options: o, limits: o.Limits.withDefaults(), guard: newGuard(o.Allow, o.Ports), log: o.Logger, hosts: map[string]*host{}}
	c.slots = make(chan struct{}, c.limits.Concurrency)
	for name, s := range o.Hosts {
		c.hosts[name] = newHost(name, s)
	}
	c.transport = c.newTransport()
	return c
}

// Get asks for a URL and reads the whole answer.
//
// It waits for its turn at the host. The error wraps one of the sentinels of this package; a
// Response comes along with an error whenever a status line arrived, so that its header can
// be judged. 304 is no error: see Response.NotModified.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	if r.Kind == "" {
		r.Kind = Page
	}
	if isLocal(r.URL) {
		return c.getLocal(r)
	}
	if err := c.waitUntil(ctx, r.NotBefore); err != nil {
		return nil, err
	}
	resp, err := c.follow(ctx, r)
	if err == nil && r.Kind == Page && resp.Truncated && !resp.LengthKnown {
		resp = c.refetchTruncated(ctx, r, resp)
	}
	return resp, err
}

// refetchTruncated asks once more for a page whose end may have been lost, and keeps the longer.
func (c *Client) refetchTruncated(ctx context.Context, r Request, first *Response) *Response {
	r.Validators = Validators{}
	second, err := c.follow(ctx, r)
	if err != nil || len(second.Body) <= len(first.Body) {
		return first
	}
	return second
}

// waitUntil sleeps until t by the client's clock.
func (c *Client) waitUntil(ctx context.Context, t time.Time) error {
	d := t.Sub(c.options.Clock())
	if t.IsZero() || d <= 0 {
		return ctx.Err()
	}
	return c.options.Sleep(ctx, d)
}

// sleep waits for d or for the end of ctx.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// digest returns the SHA-256 of b as hex digits.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
