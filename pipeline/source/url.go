package source

import (
	"fmt"
	"net/url"
	"path"
	"sort"
	"strings"
)

// trackingParameters tell who clicked, not what is shown. A name that ends in "*" is a prefix.
var trackingParameters = []string{"utm_*", "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "at_medium", "at_campaign",
	"cmpid", "cmp", "ns_*", "ftag", "xtor", "traffic_source", "ocid", "smid", "_hsenc", "_hsmi", "wt_mc", "wt_zmc", "ito", "partner", "feedid", "rss"}

// isTracking reports whether a query parameter is of no matter for what is shown.
func isTracking(name string) bool {
	name = strings.ToLower(name)
	for _, t := range trackingParameters {
		if prefix, ok := strings.CutSuffix(t, "*"); ok && strings.HasPrefix(name, prefix) || t == name {
			return true
		}
	}
	return false
}

// canonicalURL brings a URL into one form for comparison: lower-case scheme and host without "www."
// or default port, https for http, no fragment, no tracking parameters, the others in order, no
// slash at the end. It is a key, not an address to fetch. What is no URL is returned as it is.
func canonicalURL(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return raw
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	var kept []string
	for p := range strings.SplitSeq(u.RawQuery, "&") {
		if name, _, _ := strings.Cut(p, "="); p != "" && !isTracking(name) {
			kept = append(kept, p)
		}
	}
	sort.Strings(kept)
	key := "https://" + host + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(kept) > 0 {
		key += "?" + strings.Join(kept, "&")
	}
	return key
}

// maxURL is the length beyond which a link is no address.
const maxURL = 8 << 10

// resolve makes a link absolute. Only http and https links are links; file: links only in a
// document that is itself a file.
func resolve(base, link string) (string, error) {
	link = strings.TrimSpace(link)
	if link == "" || len(link) > maxURL {
		return "", fmt.Errorf("%w: %d bytes", ErrNotURL, len(link))
	}
	u, err := url.Parse(link)
	if err != nil {
		return "", fmt.Errorf("%w: %.100q", ErrNotURL, link)
	}
	b, err := url.Parse(base)
	if err != nil {
		b = &url.URL{}
	}
	if b.Scheme == "file" && (u.Scheme == "" || u.Scheme == "file") {
		return resolveFile(b, u, link)
	}
	u = b.ResolveReference(u)
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", fmt.Errorf("%w: %.100q", ErrNotURL, link)
	}
	return u.String(), nil
}

// resolveFile resolves a link of a document read from a file. A relative file: URL stays relative
// to the working directory, so that results do not depend on where the project lies.
func resolveFile(base, u *url.URL, link string) (string, error) {
	switch {
	case u.Host != "":
		return "", fmt.Errorf("%w: %.100q", ErrNotURL, link)
	case u.Scheme == "file" || strings.HasPrefix(u.Path, "/"):
		u.Scheme = "file"
		return u.String(), nil
	case base.Opaque != "":
		return "file:" + path.Join(path.Dir(base.Opaque), u.EscapedPath()), nil
	default:
		return "file://" + path.Join(path.Dir(base.EscapedPath()), u.EscapedPath()), nil
	}
}
