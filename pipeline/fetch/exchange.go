package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// newTransport returns a transport without proxy from the environment, cookies, or decompression
// out of our sight.
func (c *Client) newTransport() *http.Transport {
	t := &http.Transport{
		DialContext:            c.dialOrProxy,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    c.limits.TLS,
		ResponseHeaderTimeout:  c.limits.FirstByte,
		MaxResponseHeaderBytes: c.limits.HeaderBytes,
		MaxIdleConnsPerHost:    1,
		MaxIdleConns:           64,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
	}
	if c.options.Proxy != nil {
		t.Proxy = http.ProxyURL(c.options.Proxy)
	}
	return t
}

// CloseIdleConnections closes what is kept open between requests.
func (c *Client) CloseIdleConnections() { c.transport.CloseIdleConnections() }

// follow gets a URL through its redirects. Each hop is checked, asks robots.txt and waits for its host anew.
func (c *Client) follow(ctx context.Context, r Request) (*Response, error) {
	u, err := c.guard.parse(r.URL, c.limits.URLBytes)
	if err != nil {
		return nil, err
	}
	var hops []Redirect
	seen := map[string]bool{}
	for {
		seen[u.String()] = true
		resp, err := c.visit(ctx, r, u)
		if resp != nil {
			resp.URL, resp.Redirects = r.URL, hops
		}
		if err != nil || !isRedirect(resp.Status) {
			return resp, err
		}
		next, err := c.next(u, resp)
		if err != nil {
			return resp, err
		}
		hops = append(hops, Redirect{From: u.String(), To: next.String(), Status: resp.Status})
		if len(hops) > c.limits.hops(r.Kind) || seen[next.String()] {
			resp.Redirects = hops
			return resp, fmt.Errorf("%s: %w: gave up after %d hops", shown(u), ErrRedirect, len(hops))
		}
		u = next
	}
}

// isRedirect reports whether a status sends elsewhere.
func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// next returns the checked target of a redirect.
func (c *Client) next(from *url.URL, resp *Response) (*url.URL, error) {
	location := resp.Header.Get("Location")
	if location == "" {
		return nil, fmt.Errorf("%s: %w: %d without a location", shown(from), ErrRedirect, resp.Status)
	}
	target, err := from.Parse(location)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: location is no url", shown(from), ErrRedirect)
	}
	if err := c.guard.check(target); err != nil {
		return nil, fmt.Errorf("redirect from %s: %w", shown(from), err)
	}
	return target, nil
}

// visit makes one exchange, when robots.txt and host allow it.
func (c *Client) visit(ctx context.Context, r Request, u *url.URL) (*Response, error) {
	if r.Kind != Robots {
		if err := c.allowed(ctx, u); err != nil {
			return nil, err
		}
	}
	h := c.host(u)
	if err := c.enter(ctx, h); err != nil {
		return nil, err
	}
	resp, err := c.exchange(ctx, r, u)
	c.leave(h, resp, err)
	return resp, err
}

// exchange sends the request and reads the answer within the time for a whole exchange.
func (c *Client) exchange(ctx context.Context, r Request, u *url.URL) (*Response, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.limits.Whole, fmt.Errorf("%w: not done after %s", ErrTooSlow, c.limits.Whole))
	defer cancel()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	req, conditional := c.request(ctx, r, u)
	raw, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", shown(u), exchangeError(ctx, err))
	}
	defer raw.Body.Close()
	resp := c.head(r, u, raw, conditional)
	if err := judge(u, resp); err != nil || resp.Status != http.StatusOK {
		drain(raw)
		return resp, err
	}
	err = c.readBody(r, raw, resp, stop)
	if err != nil {
		return resp, fmt.Errorf("%s: %w", shown(u), exchangeError(ctx, err))
	}
	resp.SameBody = r.BodySHA256 != "" && r.BodySHA256 == resp.BodySHA256
	return resp, nil
}

// drain reads the rest of a short answer that nobody wants, so that its connection serves again.
func drain(raw *http.Response) {
	if raw.ContentLength > 0 && raw.ContentLength <= 16<<10 {
		_, _ = io.Copy(io.Discard, raw.Body)
	}
}

// request builds the request: nothing but what is needed to be understood and to be conditional.
func (c *Client) request(ctx context.Context, r Request, u *url.URL) (*http.Request, bool) {
	req := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}).WithContext(ctx)
	req.Header.Set("User-Agent", c.userAgent())
	req.Header.Set("Accept", accept(r.Kind))
	req.Header.Set("Accept-Encoding", "gzip")
	return req, r.Validators.apply(req.Header, u.String())
}

// userAgent names the program and whom to write to.
func (c *Client) userAgent() string {
	if c.options.Contact == "" {
		return c.options.UserAgent
	}
	return fmt.Sprintf("%s (+%s)", c.options.UserAgent, c.options.Contact)
}

// accept is the Accept header for what is hoped for.
func accept(k Kind) string {
	switch k {
	case Feed:
		return "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
	case Sitemap:
		return "application/xml, text/xml;q=0.9, application/gzip;q=0.9, text/plain;q=0.8, */*;q=0.1"
	case Robots:
		return "text/plain, */*;q=0.1"
	default:
		return "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
	}
}

// head reads the facts of the header.
func (c *Client) head(r Request, u *url.URL, raw *http.Response, conditional bool) *Response {
	now := c.options.Clock()
	return &Response{
		URL: r.URL, FinalURL: u.String(), Status: raw.StatusCode, Header: raw.Header,
		ContentType: raw.Header.Get("Content-Type"),
		NotModified: raw.StatusCode == http.StatusNotModified, Conditional: conditional,
		Validators: validatorsOf(raw.Header, u.String(), raw.StatusCode, r.Validators),
		Fetched:    now.UTC(),
		FreshFor:   freshFor(raw.Header, now),
		RetryAfter: c.limits.retryAfter(raw.Header, now),
		// The end of a body without a length under HTTP/1 is any end of the connection.
		LengthKnown: raw.ContentLength >= 0 || raw.ProtoMajor >= 2 || len(raw.TransferEncoding) > 0,
	}
}

// judge turns a status that brings nothing into an error.
func judge(u *url.URL, resp *Response) error {
	switch {
	case resp.NotModified && !resp.Conditional:
		return fmt.Errorf("%s: %w", shown(u), ErrBogusNotModified)
	case resp.Header.Get("Cf-Mitigated") == "challenge":
		return fmt.Errorf("%s: %w", shown(u), ErrChallenge)
	case resp.Status == http.StatusOK, resp.NotModified, isRedirect(resp.Status):
		return nil
	default:
		return &StatusError{URL: shown(u), Status: resp.Status, RetryAfter: resp.RetryAfter}
	}
}

// exchangeError finds the sentinel of a failed exchange: the reason for which we cut it, one of
// ours from the dialler, or else a host that could not be reached.
func exchangeError(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	for _, own := range []error{ErrBlockedAddress, ErrBadURL, ErrUnreachable, ErrTooLarge, ErrTruncated, ErrEncoding, ErrTooSlow} {
		if errors.Is(err, own) {
			return err
		}
	}
	if strings.Contains(err.Error(), "server response headers exceeded") {
		return fmt.Errorf("%w: response header", ErrTooLarge)
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}

// shown is a URL for messages and logs: without the values of parameters that may be secrets.
func shown(u *url.URL) string {
	v := *u
	v.User = nil
	if v.RawQuery != "" {
		v.RawQuery = hideSecrets(v.RawQuery)
	}
	return v.String()
}

// hideSecrets masks the values of parameters whose names speak of keys and passwords.
func hideSecrets(query string) string {
	parts := strings.Split(query, "&")
	for i, p := range parts {
		name, _, ok := strings.Cut(p, "=")
		if ok && isSecretName(strings.ToLower(name)) {
			parts[i] = name + "=***"
		}
	}
	return strings.Join(parts, "&")
}

// isSecretName reports whether a parameter's name speaks of a key or a password.
func isSecretName(name string) bool {
	for _, word := range []string{"token", "key", "pass", "secret", "auth", "sig", "session", "credential"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
