package fetch

import "time"

// Limits bound what one exchange may cost. The reasons are measured: feeds and pages above these
// sizes are attacks or mistakes, and the libraries that parse them have been seen to need a
// gigabyte for ten megabytes.
type Limits struct {
	FeedBytes    int64 // decoded
	PageBytes    int64 // decoded
	RobotsBytes  int64 // the rest is not read
	SitemapBytes int64 // decoded
	HeaderBytes  int64 // of the response

	Dial        time.Duration // to all addresses of a host together
	TLS         time.Duration // the handshake
	FirstByte   time.Duration // from the request to the response header
	Whole       time.Duration // one exchange from dialling to the last byte
	RateWindow  time.Duration // in each window ...
	RateBytes   int64         // ... at least this many bytes of body must arrive
	Redirects   int           // hops followed for a page, a feed, a sitemap
	RobotsHops  int           // hops followed for robots.txt (RFC 9309: at least five)
	URLBytes    int           // a longer URL is refused
	Concurrency int           // exchanges at once, over all hosts

	HostDelay     time.Duration // between two requests to a host, plus up to half of it
	CrawlDelayMax time.Duration // a larger Crawl-delay allows one request a run
	RobotsFresh   time.Duration // how long robots.txt is trusted
	RobotsRetry   time.Duration // when an unreachable robots.txt is asked for again
	RobotsGone    time.Duration // unreachable for so long counts as absent

	RetryAfterMin     time.Duration
	RetryAfterMax     time.Duration
	RetryAfterUnknown time.Duration // the header cannot be read
	TooManyDefault    time.Duration // 429 without the header
	BreakerFailures   int           // in a row, until a host is left alone
	BreakerOpen       time.Duration // for so long
}

// DefaultLimits are the limits used where Options give none.
func DefaultLimits() Limits {
	return Limits{
		FeedBytes: 15 << 20, PageBytes: 10 << 20, RobotsBytes: 512 << 10, SitemapBytes: 50 << 20, HeaderBytes: 64 << 10,
		Dial: 10 * time.Second, TLS: 10 * time.Second, FirstByte: 15 * time.Second, Whole: 30 * time.Second,
		RateWindow: 10 * time.Second, RateBytes: 10 << 10,
		Redirects: 10, RobotsHops: 5, URLBytes: 8 << 10, Concurrency: 8,
		HostDelay: 2 * time.Second, CrawlDelayMax: time.Minute,
		RobotsFresh: 24 * time.Hour, RobotsRetry: time.Hour, RobotsGone: 30 * 24 * time.Hour,
		RetryAfterMin: time.Minute, RetryAfterMax: 7 * 24 * time.Hour, RetryAfterUnknown: 4 * time.Hour, TooManyDefault: time.Hour,
		BreakerFailures: 5, BreakerOpen: 30 * time.Minute,
	}
}

// withDefaults fills the zero fields.
func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	fill(&l.FeedBytes, d.FeedBytes)
	fill(&l.PageBytes, d.PageBytes)
	fill(&l.RobotsBytes, d.RobotsBytes)
	fill(&l.SitemapBytes, d.SitemapBytes)
	fill(&l.HeaderBytes, d.HeaderBytes)
	fill(&l.Dial, d.Dial)
	fill(&l.TLS, d.TLS)
	fill(&l.FirstByte, d.FirstByte)
	fill(&l.Whole, d.Whole)
	fill(&l.RateWindow, d.RateWindow)
	fill(&l.RateBytes, d.RateBytes)
	fill(&l.Redirects, d.Redirects)
	fill(&l.RobotsHops, d.RobotsHops)
	fill(&l.URLBytes, d.URLBytes)
	fill(&l.Concurrency, d.Concurrency)
	fill(&l.HostDelay, d.HostDelay)
	fill(&l.CrawlDelayMax, d.CrawlDelayMax)
	fill(&l.RobotsFresh, d.RobotsFresh)
	fill(&l.RobotsRetry, d.RobotsRetry)
	fill(&l.RobotsGone, d.RobotsGone)
	fill(&l.RetryAfterMin, d.RetryAfterMin)
	fill(&l.RetryAfterMax, d.RetryAfterMax)
	fill(&l.RetryAfterUnknown, d.RetryAfterUnknown)
	fill(&l.TooManyDefault, d.TooManyDefault)
	fill(&l.BreakerFailures, d.BreakerFailures)
	fill(&l.BreakerOpen, d.BreakerOpen)
	return l
}

// fill sets *field to value if it is zero.
func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// bodyLimit is how many decoded bytes an answer of the given kind may have.
func (l Limits) bodyLimit(k Kind) int64 {
	switch k {
	case Feed:
		return l.FeedBytes
	case Sitemap:
		return l.SitemapBytes
	case Robots:
		return l.RobotsBytes
	default:
		return l.PageBytes
	}
}

// hops is how many redirects are followed.
func (l Limits) hops(k Kind) int {
	if k == Robots {
		return l.RobotsHops
	}
	return l.Redirects
}
