package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Validators are what a server gave to ask again with. They are opaque: kept and sent back byte
// for byte, quotes included, never parsed and never made up. They belong to the one URL that gave them.
type Validators struct {
	URL          string `json:"url,omitempty"`
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Empty reports whether there is nothing to ask with.
func (v Validators) Empty() bool { return v.ETag == "" && v.LastModified == "" }

// apply sets the conditional headers if the validators belong to url, and reports whether it did.
func (v Validators) apply(h http.Header, url string) bool {
	if v.Empty() || v.URL != url {
		return false
	}
	// Assigned rather than Set: the values must not be touched.
	if v.ETag != "" {
		h["If-None-Match"] = []string{v.ETag}
	}
	if v.LastModified != "" {
		h["If-Modified-Since"] = []string{v.LastModified}
	}
	return true
}

// validatorsOf reads the validators of an answer. A 304 updates what it brings and keeps the rest
// (RFC 9111, section 3.2); any other answer replaces both.
func validatorsOf(h http.Header, url string, status int, sent Validators) Validators {
	v := Validators{URL: url, ETag: h.Get("ETag"), LastModified: h.Get("Last-Modified")}
	if status == http.StatusNotModified {
		if v.ETag == "" {
			v.ETag = sent.ETag
		}
		if v.LastModified == "" {
			v.LastModified = sent.LastModified
		}
	}
	if v.Empty() {
		return Validators{}
	}
	return v
}

// maxFresh bounds what a server may claim, and keeps the arithmetic from overflowing.
const maxFresh = 366 * 24 * time.Hour

// freshFor is how long an answer calls itself fresh: max-age unless no-cache or no-store, else
// Expires less Date; 0 where it says nothing or has expired.
func freshFor(h http.Header, now time.Time) time.Duration {
	maxAge, found := time.Duration(0), false
	for directive := range strings.SplitSeq(strings.ToLower(strings.Join(h.Values("Cache-Control"), ",")), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			maxAge, found = seconds(strings.Trim(value, `" `))
		}
	}
	if found {
		return clampDuration(maxAge, 0, maxFresh)
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return 0
	}
	return clampDuration(expires.Sub(serverTime(h, now)), 0, maxFresh)
}

// serverTime is the server's own Date, so that a wrong clock there cancels out; ours where it has none.
func serverTime(h http.Header, now time.Time) time.Time {
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		return date
	}
	return now
}

// seconds reads a number of seconds; one that is too large is the largest.
func seconds(s string) (time.Duration, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > int64(maxFresh/time.Second) {
		return maxFresh, true
	}
	return time.Duration(n) * time.Second, true
}

// retryAfter reads the Retry-After header, in seconds or as a date, clamped to the limits. It
// returns the zero time where there is no such header.
func (l Limits) retryAfter(h http.Header, now time.Time) time.Time {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return time.Time{}
	}
	wait, ok := seconds(value)
	if !ok {
		wait, ok = l.retryDate(value, h, now)
	}
	if !ok {
		wait = l.RetryAfterUnknown
	}
	return now.Add(clampDuration(wait, l.RetryAfterMin, l.RetryAfterMax))
}

// retryDate reads a date or a negative number, which asks for nothing and gets the least wait.
func (l Limits) retryDate(value string, h http.Header, now time.Time) (time.Duration, bool) {
	if rest, negative := strings.CutPrefix(value, "-"); negative {
		_, ok := seconds(rest)
		return 0, ok
	}
	date, err := http.ParseTime(value)
	return date.Sub(serverTime(h, now)), err == nil
}

// clampDuration bounds d.
func clampDuration(d, low, high time.Duration) time.Duration { return min(max(d, low), high) }
