package fetch

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// isLocal reports whether a URL names a file of this machine.
func isLocal(raw string) bool {
	return len(raw) >= 5 && strings.EqualFold(raw[:5], "file:")
}

// LocalPath returns the path that a file: URL names: "file:///abs/path" or "file:rel/path",
// relative to the working directory. A host other than localhost is refused.
func LocalPath(raw string) (string, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "file" {
		return "", fmt.Errorf("%w: %q is no file: url", ErrBadURL, raw)
	}
	if u.Host != "" && u.Host != "localhost" {
		return "", fmt.Errorf("%w: %q names a file of another machine", ErrBadURL, raw)
	}
	path := u.Path
	if u.Opaque != "" {
		if path, err = url.PathUnescape(u.Opaque); err != nil {
			return "", fmt.Errorf("%w: %q", ErrBadURL, raw)
		}
	}
	if path == "" || strings.ContainsRune(path, 0) {
		return "", fmt.Errorf("%w: %q names no path", ErrBadURL, raw)
	}
	return filepath.FromSlash(path), nil
}

// getLocal reads a file: URL that a person configured. A link found in a document from the network is never one.
func (c *Client) getLocal(r Request) (*Response, error) {
	if !r.Local {
		return nil, fmt.Errorf("%w: %q: a file: url is read only where the configuration names it", ErrBadURL, r.URL)
	}
	path, err := LocalPath(r.URL)
	if err != nil {
		return nil, err
	}
	body, err := c.readLocal(path, r.Kind)
	if err != nil {
		return nil, err
	}
	now := c.options.Clock().UTC()
	resp := &Response{URL: r.URL, FinalURL: r.URL, Status: http.StatusOK, Header: http.Header{}, Body: body, BodySHA256: digest(body), Fetched: now, LengthKnown: true}
	resp.SameBody = r.BodySHA256 != "" && r.BodySHA256 == resp.BodySHA256
	resp.Truncated = looksTruncated(r.Kind, body)
	return resp, nil
}

// readLocal reads a regular file within the limit of its kind.
func (c *Client) readLocal(path string, k Kind) ([]byte, error) {
	facts, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoFile, err)
	}
	if !facts.Mode().IsRegular() {
		return nil, fmt.Errorf("%w: %s is no regular file", ErrNoFile, path)
	}
	if limit := c.limits.bodyLimit(k); facts.Size() > limit {
		return nil, fmt.Errorf("%s: %w: %d bytes, more than %d", path, ErrTooLarge, facts.Size(), limit)
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoFile, err)
	}
	body, err = unwrap(k, body, false, c.limits.bodyLimit(k))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return body, nil
}
