package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// The ways in which a fetch fails. Each error of this package wraps exactly one of them, or the
// cause of the context that ended.
var (
	// ErrBadURL: not an http or https URL that can be asked for.
	ErrBadURL = errors.New("bad url")
	// ErrBlockedAddress: the host is not a public address, or the port is not allowed.
	ErrBlockedAddress = errors.New("blocked address")
	// ErrRobots: robots.txt disallows the URL.
	ErrRobots = errors.New("disallowed by robots.txt")
	// ErrRetryLater: the host asked to wait, or is left alone for a while. See [LaterError].
	ErrRetryLater = errors.New("retry later")
	// ErrUnreachable: no answer: name not found, no connection, no TLS, no header in time.
	ErrUnreachable = errors.New("unreachable")
	// ErrStatus: an answer that is neither 200 nor 304. See [StatusError].
	ErrStatus = errors.New("unexpected status")
	// ErrRedirect: too many redirects, a circle, or one without a usable target.
	ErrRedirect = errors.New("bad redirect")
	// ErrTooLarge: header or body above its limit.
	ErrTooLarge = errors.New("too large")
	// ErrTooSlow: the body came too slowly, or not whole in time.
	ErrTooSlow = errors.New("too slow")
	// ErrTruncated: the body ended before its announced length.
	ErrTruncated = errors.New("truncated body")
	// ErrEncoding: a content encoding that was not asked for, or that is broken.
	ErrEncoding = errors.New("bad content encoding")
	// ErrBogusNotModified: 304 to a request that was not conditional.
	ErrBogusNotModified = errors.New("304 to an unconditional request")
	// ErrChallenge: a page that wants a person or a browser in place of the one asked for.
	ErrChallenge = errors.New("access challenge")
	// ErrNoFile: a file: URL that names no readable file, or one that was not allowed.
	ErrNoFile = errors.New("no such file")
)

// LaterError says until when a host or a source must be left alone. It wraps [ErrRetryLater].
type LaterError struct {
	Host   string
	Until  time.Time
	Reason string
}

// Error names host, time and reason.
func (e *LaterError) Error() string {
	return fmt.Sprintf("%s: %v: not before %s (%s)", e.Host, ErrRetryLater, e.Until.UTC().Format(time.RFC3339), e.Reason)
}

// Unwrap returns [ErrRetryLater].
func (e *LaterError) Unwrap() error { return ErrRetryLater }

// StatusError is an answer that brought no document. It wraps [ErrStatus].
type StatusError struct {
	URL        string // without secrets
	Status     int
	RetryAfter time.Time // zero where not asked for
}

// Error names URL and status.
func (e *StatusError) Error() string {
	return fmt.Sprintf("%s: %v %d %s", e.URL, ErrStatus, e.Status, http.StatusText(e.Status))
}

// Unwrap returns [ErrStatus].
func (e *StatusError) Unwrap() error { return ErrStatus }

// Class groups failures by what to do about them.
type Class string

// The classes of failures.
const (
	ClassOK          Class = ""
	ClassUnreachable Class = "unreachable" // network, DNS, TLS, timeouts: ours or theirs, often passing
	ClassServer      Class = "server"      // 5xx: theirs, often passing
	ClassClient      Class = "client"      // 4xx, bad redirects, challenges: seldom passing
	ClassGone        Class = "gone"        // 410
	ClassContent     Class = "content"     // too large, truncated, undecodable, unparsable
	ClassDisallowed  Class = "robots"      // robots.txt
	ClassBlocked     Class = "blocked"     // address or URL refused by us
	ClassLater       Class = "later"       // asked to wait: no failure
	ClassCancelled   Class = "cancelled"   // our own run ended: no failure
)

// ClassOf returns the class of an error of this package; an unknown error counts as ClassContent.
func ClassOf(err error) Class {
	var status *StatusError
	switch {
	case err == nil:
		return ClassOK
	case errors.As(err, &status):
		return classOfStatus(status.Status)
	case errors.Is(err, ErrRetryLater):
		return ClassLater
	case errors.Is(err, ErrRobots):
		return ClassDisallowed
	case errors.Is(err, ErrBlockedAddress), errors.Is(err, ErrBadURL):
		return ClassBlocked
	case errors.Is(err, ErrUnreachable), errors.Is(err, ErrTooSlow):
		return ClassUnreachable
	case errors.Is(err, ErrRedirect), errors.Is(err, ErrChallenge), errors.Is(err, ErrBogusNotModified), errors.Is(err, ErrNoFile):
		return ClassClient
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return ClassCancelled
	default:
		return ClassContent
	}
}

// classOfStatus returns the class of a status that is no success.
func classOfStatus(status int) Class {
	switch {
	case status == http.StatusGone:
		return ClassGone
	case status == http.StatusTooManyRequests:
		return ClassLater
	case status >= 500:
		return ClassServer
	default:
		return ClassClient
	}
}
