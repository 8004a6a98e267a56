package fetch

import (
	"errors"
	"math"
	"net/http"
	"slices"
	"time"
)

// State is what must be remembered of a source that is polled. It is plain data for JSON.
//
// The caller stores it in the same transaction as the entries that the answer brought, never
// before: a validator must not run ahead of what it stands for.
type State struct {
	URL             string           `json:"url"`               // where to ask now
	Aliases         []string         `json:"aliases,omitempty"` // earlier addresses, oldest first
	Validators      Validators       `json:"validators,omitzero"`
	BodySHA256      string           `json:"body_sha256,omitempty"`
	Since           time.Time        `json:"since,omitzero"`        // first attempt
	LastAttempt     time.Time        `json:"last_attempt,omitzero"` // last time a request was made
	LastSuccess     time.Time        `json:"last_success,omitzero"`
	LastChange      time.Time        `json:"last_change,omitzero"` // last time an entry was new
	LastFull        time.Time        `json:"last_full,omitzero"`   // last unconditional request that was answered
	NextCheck       time.Time        `json:"next_check,omitzero"`
	Held            bool             `json:"held,omitempty"`     // NextCheck is what the server asked for, or a slow probe: it may lie far ahead
	Failures        int              `json:"failures,omitempty"` // in a row
	FailingSince    time.Time        `json:"failing_since,omitzero"`
	LastError       string           `json:"last_error,omitempty"`
	LastClass       Class            `json:"last_class,omitempty"`
	UnparsableSince time.Time        `json:"unparsable_since,omitzero"`
	Gone            bool             `json:"gone,omitempty"`
	GoneAnswers     int              `json:"gone_answers,omitempty"` // 410 in a row
	GoneSince       time.Time        `json:"gone_since,omitzero"`
	PendingRedirect *PendingRedirect `json:"pending_redirect,omitempty"`
	EntriesPerDay   float64          `json:"entries_per_day,omitempty"`
	Polls           int              `json:"polls,omitempty"`     // requests that were made
	Unchanged       int              `json:"unchanged,omitempty"` // of them, answers without news
}

// PendingRedirect is a permanent redirect that has not lasted long enough to be believed.
type PendingRedirect struct {
	To    string    `json:"to"`
	Seen  int       `json:"seen"`
	Since time.Time `json:"since"`
}

// Policy says how often to poll. The zero value takes the defaults of [DefaultPolicy].
type Policy struct {
	MinInterval   time.Duration // never more often
	MaxInterval   time.Duration // never less often, but for Retry-After and a source that is gone
	FullInterval  time.Duration // how often at most an unconditional request is made
	RecheckFull   time.Duration // how often validators are left out, to find those that lie
	FailureBase   time.Duration // the first back-off; it doubles ...
	FailureMax    time.Duration // ... up to here
	AdoptSeen     int           // a permanent redirect is adopted after so many equal answers ...
	AdoptAfter    time.Duration // ... over so long
	GoneSeen      int           // a source is gone after so many 410 ...
	GoneAfter     time.Duration // ... over so long
	GoneProbe     time.Duration // and is then asked so often
	StaleAfter    time.Duration // without news for so long: named in the summary
	UnparsableFor time.Duration // unparsable for so long: named in the summary
	Patience      time.Duration // a source due within so long is waited for, so that an hourly run polls hourly
}

// DefaultPolicy is the politeness that feed publishers ask for: at most hourly, conditional, and
// unconditional at most once a day.
func DefaultPolicy() Policy {
	const day = 24 * time.Hour
	return Policy{MinInterval: time.Hour, MaxInterval: day, FullInterval: day, RecheckFull: 7 * day, FailureBase: time.Hour, FailureMax: day,
		AdoptSeen: 3, AdoptAfter: 72 * time.Hour, GoneSeen: 3, GoneAfter: 48 * time.Hour, GoneProbe: 7 * day,
		StaleAfter: 30 * day, UnparsableFor: 5 * day, Patience: 2 * time.Minute}
}

// withDefaults fills the zero fields.
func (p Policy) withDefaults() Policy {
	d := DefaultPolicy()
	fill(&p.MinInterval, d.MinInterval)
	fill(&p.MaxInterval, d.MaxInterval)
	fill(&p.FullInterval, d.FullInterval)
	fill(&p.RecheckFull, d.RecheckFull)
	fill(&p.FailureBase, d.FailureBase)
	fill(&p.FailureMax, d.FailureMax)
	fill(&p.AdoptSeen, d.AdoptSeen)
	fill(&p.AdoptAfter, d.AdoptAfter)
	fill(&p.GoneSeen, d.GoneSeen)
	fill(&p.GoneAfter, d.GoneAfter)
	fill(&p.GoneProbe, d.GoneProbe)
	fill(&p.StaleAfter, d.StaleAfter)
	fill(&p.UnparsableFor, d.UnparsableFor)
	fill(&p.Patience, d.Patience)
	return p
}

// Due reports whether the source should be polled in a run that starts at now. Request waits out
// the rest where NextCheck lies a little ahead. A NextCheck further ahead than any that is set
// without being asked for was written by a wrong clock, and is not believed. A file is always due.
func (s State) Due(now time.Time, p Policy) bool {
	p = p.withDefaults()
	ahead := s.earliest(p).Sub(now)
	if ahead <= p.Patience || isLocal(s.URL) {
		return true
	}
	if s.Held {
		return ahead > max(DefaultLimits().RetryAfterMax, p.GoneProbe)+p.MaxInterval/10
	}
	longest := max(p.MaxInterval, p.FullInterval, p.FailureMax)
	return ahead > longest+longest/10
}

// earliest is when the next request may be made: at NextCheck, and without validators not within
// a day of the last full answer.
func (s State) earliest(p Policy) time.Time {
	if s.Validators.Empty() && !s.LastFull.IsZero() {
		return later(s.NextCheck, s.LastFull.Add(p.FullInterval))
	}
	return s.NextCheck
}

// Request is the poll that is due: conditional, but for a first one and for the weekly one that
// finds out validators which never change.
func (s State) Request(now time.Time, p Policy) Request {
	p = p.withDefaults()
	r := Request{URL: s.URL, Kind: Feed, BodySHA256: s.BodySHA256}
	if earliest := s.earliest(p); earliest.Sub(now) <= p.Patience {
		r.NotBefore = earliest
	}
	if s.LastFull.IsZero() || now.Sub(s.LastFull) < p.RecheckFull || s.LastFull.After(now) {
		r.Validators = s.Validators
	}
	return r
}

// Outcome is what a poll brought.
type Outcome struct {
	At         time.Time // when it was done
	Response   *Response // nil where no answer came
	Err        error     // of Get
	Unparsable error     // of reading the body as a feed

	Entries       int           // in the document
	New           int           // of them, not known before
	EntriesPerDay float64       // as the dates in the document suggest; 0 unknown
	TTL           time.Duration // as the document asks
	SkipHours     []int         // 0-23, UTC, as the document asks
	SkipDays      []time.Weekday
}

// After returns the state after a poll. It changes nothing where the outcome says nothing of the
// source: a run that was stopped. Whoever polls must drop outcomes of class
// ClassUnreachable when [Client.Offline] turns out to be true.
func (s State) After(o Outcome, p Policy) State {
	p = p.withDefaults()
	class := ClassOf(o.Err)
	if class == ClassCancelled {
		return s
	}
	if o.Err == nil && o.Unparsable != nil {
		class = ClassContent
	}
	if o.Response == nil && class == ClassLater {
		return s.postponed(o, p)
	}
	if s.Since.IsZero() {
		s.Since = o.At
	}
	s.LastAttempt = o.At
	s.Polls++
	s = s.followRedirect(o, p)
	s = s.noteFull(o)
	switch class {
	case ClassOK:
		return s.succeeded(o, p)
	case ClassLater:
		return s.asked(o, p)
	case ClassGone:
		return s.gone(o, p)
	default:
		return s.failed(o, class, p)
	}
}

// noteFull notes an unconditional request that was answered with a whole document.
func (s State) noteFull(o Outcome) State {
	if o.Response != nil && o.Response.BodySHA256 != "" && !o.Response.Conditional {
		s.LastFull = o.At
	}
	return s
}

// followRedirect counts equal permanent redirects, and adopts one that has lasted. A chain counts
// only as far as all its hops are permanent.
func (s State) followRedirect(o Outcome, p Policy) State {
	if o.Response == nil || o.Err != nil {
		return s
	}
	target := permanentTarget(o.Response.Redirects)
	if target == "" || target == s.URL {
		s.PendingRedirect = nil
		return s
	}
	if s.PendingRedirect == nil || s.PendingRedirect.To != target {
		s.PendingRedirect = &PendingRedirect{To: target, Seen: 1, Since: o.At}
		return s
	}
	pending := *s.PendingRedirect
	pending.Seen++
	s.PendingRedirect = &pending
	if pending.Seen >= p.AdoptSeen && o.At.Sub(pending.Since) >= p.AdoptAfter {
		s.Aliases = append(slices.Clone(s.Aliases), s.URL)
		s.URL, s.PendingRedirect = target, nil
	}
	return s
}

// permanentTarget is where the leading permanent redirects of a chain lead.
func permanentTarget(hops []Redirect) string {
	target := ""
	for _, h := range hops {
		if h.Status != http.StatusMovedPermanently && h.Status != http.StatusPermanentRedirect {
			break
		}
		target = h.To
	}
	return target
}

// succeeded notes an answer that could be read.
func (s State) succeeded(o Outcome, p Policy) State {
	elapsed := o.At.Sub(s.LastSuccess)
	first := s.LastSuccess.IsZero()
	s.LastSuccess, s.Failures, s.FailingSince, s.LastError, s.LastClass = o.At, 0, time.Time{}, "", ClassOK
	s.Gone, s.GoneAnswers, s.GoneSince, s.UnparsableSince = false, 0, time.Time{}, time.Time{}
	s.Validators = s.keepValidators(o)
	if o.Response.BodySHA256 != "" {
		s.BodySHA256 = o.Response.BodySHA256
	}
	if o.New > 0 {
		s.LastChange = o.At
	} else {
		s.Unchanged++
	}
	s.EntriesPerDay = rate(s.EntriesPerDay, o, elapsed, first)
	s.Held = false
	s.NextCheck = skipped(o.At.Add(s.interval(o, p)), o)
	return s
}

// keepValidators returns the validators to ask with next time. Those that came from the far end of
// a redirect belong to that URL, and are kept for the day when it is adopted.
func (s State) keepValidators(o Outcome) Validators {
	if o.Response.NotModified && o.Response.Validators.Empty() {
		return s.Validators
	}
	return o.Response.Validators
}

// rate is the running estimate of new entries a day. A first answer is judged by the dates in it,
// since all its entries are new to us; later ones by what was new, weighed by the time that passed
// (an exponential mean over about a week).
func rate(before float64, o Outcome, elapsed time.Duration, first bool) float64 {
	if first && o.EntriesPerDay == 0 {
		return 24 // unknown: hourly, until it shows
	}
	if first {
		return round2(min(o.EntriesPerDay, 1000))
	}
	days := max(elapsed.Hours()/24, 1.0/48)
	weight := 1 - math.Exp(-days/7)
	return round2(before + weight*(min(float64(o.New)/days, 1000)-before))
}

// round2 keeps two decimals, so that states are the same bytes everywhere.
func round2(x float64) float64 { return math.Round(x*100) / 100 }

// interval is the time until the next poll: about half the time between two entries, within the
// policy; longer where the feed or its server asks for it; a day where only a full answer can be
// had. The part that is more than the least gets a tenth of jitter either way.
func (s State) interval(o Outcome, p Policy) time.Duration {
	d := p.MaxInterval
	if s.EntriesPerDay > 0 {
		d = time.Duration(float64(24*time.Hour) / s.EntriesPerDay / 2)
	}
	if o.Entries > 0 && o.New*2 > o.Entries {
		d = min(d, p.MinInterval) // more than half was new: entries may fall out unseen
	}
	d = max(d, o.TTL, o.Response.FreshFor)
	if s.Validators.Empty() && !o.Response.isLocal() {
		d = max(d, p.FullInterval)
	}
	d = clampDuration(d, p.MinInterval, p.MaxInterval)
	d += time.Duration(float64(d) * 0.1 * (2*jitter(s.URL, o.At) - 1))
	if s.Validators.Empty() && !o.Response.isLocal() {
		d = max(d, p.FullInterval)
	}
	if d < p.MinInterval+p.MinInterval/5 {
		return p.MinInterval // so that an hourly run polls hourly
	}
	return d
}

// isLocal reports whether the answer came from a file.
func (r *Response) isLocal() bool { return isLocal(r.FinalURL) }

// skipped moves a time out of the hours and days in which the document asks not to be polled, by at most two days.
func skipped(t time.Time, o Outcome) time.Time {
	for range 48 {
		u := t.UTC()
		if !slices.Contains(o.SkipHours, u.Hour()) && !slices.Contains(o.SkipDays, u.Weekday()) {
			return t
		}
		t = u.Truncate(time.Hour).Add(time.Hour)
	}
	return t
}

// postponed notes that nothing was asked, because the host wants, or needs, a pause.
func (s State) postponed(o Outcome, p Policy) State {
	s.LastError, s.LastClass = o.Err.Error(), ClassLater
	s.NextCheck, s.Held = o.At.Add(p.MinInterval), true
	var wait *LaterError
	if errors.As(o.Err, &wait) && wait.Until.After(o.At) {
		s.NextCheck = wait.Until
	}
	return s
}

// asked notes a 429: the pause that it asks for, and no less than the back-off.
func (s State) asked(o Outcome, p Policy) State {
	s = s.failed(o, ClassLater, p)
	s.Held = true
	return s
}

// later returns the later of two times.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// gone counts 410. One of them drops nothing: several over two days make the source gone, and even
// then it is asked once a week.
func (s State) gone(o Outcome, p Policy) State {
	if s.GoneAnswers++; s.GoneAnswers == 1 {
		s.GoneSince = o.At
	}
	s = s.failed(o, ClassGone, p)
	if s.GoneAnswers >= p.GoneSeen && o.At.Sub(s.GoneSince) >= p.GoneAfter {
		s.Gone, s.Held, s.NextCheck = true, true, o.At.Add(p.GoneProbe)
	}
	return s
}

// failed backs off: the base, doubled with each failure, up to the longest interval, for ever. What
// seldom passes by itself (4xx, robots, a blocked address) starts four times as high.
func (s State) failed(o Outcome, class Class, p Policy) State {
	err := o.Err
	if err == nil {
		err = o.Unparsable
	}
	if s.Failures == 0 {
		s.FailingSince = o.At
	}
	s.Failures++
	s.LastError, s.LastClass = err.Error(), class
	if o.Unparsable != nil && s.UnparsableSince.IsZero() {
		s.UnparsableSince = o.At
	}
	if class != ClassGone {
		s.GoneAnswers, s.GoneSince, s.Gone = 0, time.Time{}, false
	}
	wait := backOff(s.Failures, class, p)
	if s.LastFull.Equal(o.At) && s.Validators.Empty() {
		wait = max(wait, p.FullInterval)
	}
	s.Held = false
	s.NextCheck = o.At.Add(wait)
	if o.Response != nil && o.Response.RetryAfter.After(s.NextCheck) {
		s.NextCheck, s.Held = o.Response.RetryAfter, true
	}
	return s
}

// backOff is the wait after the n-th failure in a row.
func backOff(n int, class Class, p Policy) time.Duration {
	base := p.FailureBase
	switch class {
	case ClassClient, ClassDisallowed, ClassBlocked:
		base *= 4
	}
	for range min(n-1, 10) {
		base *= 2
	}
	return clampDuration(base, p.MinInterval, max(p.MinInterval, p.FailureMax))
}

// Health is a source's state in one word, for summaries: "ok", "new", "failing", "gone", "stale"
// (no news for long), "unparsable" (for long), "blocked_by_robots", "waiting" (as the server asked).
func (s State) Health(now time.Time, p Policy) string {
	p = p.withDefaults()
	switch {
	case s.Gone:
		return "gone"
	case s.LastAttempt.IsZero():
		return "new"
	case !s.UnparsableSince.IsZero() && now.Sub(s.UnparsableSince) >= p.UnparsableFor:
		return "unparsable"
	case s.LastClass == ClassDisallowed:
		return "blocked_by_robots"
	case s.LastClass == ClassLater:
		return "waiting"
	case s.Failures > 0:
		return "failing"
	case now.Sub(later(s.LastChange, s.Since)) >= p.StaleAfter:
		return "stale"
	default:
		return "ok"
	}
}
