package source

import (
	"context"
	"time"

	"sitrep/pipeline/fetch"
)

// Poll is one look at a feed. Raw is the document as it came, for keeping.
type Poll struct {
	Name     string
	Asked    fetch.Request
	Response *fetch.Response // nil where no answer came
	Feed     *Feed           // nil where there is nothing new to read: not modified, same bytes, error
	Err      error           // of fetching
	Unread   error           // of reading the document as a feed
	At       time.Time
}

// PollFeed asks for a feed once, as its state says, and reads it. It keeps nothing: the caller finds
// out which entries are new, keeps them, and stores Poll.After in the same transaction. A person's
// --force is a request without NotBefore.
func PollFeed(ctx context.Context, c *fetch.Client, name string, r fetch.Request, clock func() time.Time) *Poll {
	r.Kind = fetch.Feed
	p := &Poll{Name: name, Asked: r}
	p.Response, p.Err = c.Get(ctx, r)
	p.At = clock().UTC()
	if p.Err != nil || p.Response.NotModified || p.Response.SameBody {
		return p
	}
	p.Feed, p.Unread = ParseFeed(p.Response.Body, p.Response.ContentType, p.Response.FinalURL, p.At)
	if p.Feed == nil {
		return p
	}
	for i := range p.Feed.Items {
		p.Feed.Items[i].Source = name
	}
	return p
}

// Items are the entries that were read; none where nothing changed or nothing could be read.
func (p *Poll) Items() []Item {
	if p.Feed == nil {
		return nil
	}
	return p.Feed.Items
}

// After is the state to store with the entries of this poll. fresh is how many of them were not known before.
func (p *Poll) After(s fetch.State, fresh int, policy fetch.Policy) fetch.State {
	o := fetch.Outcome{At: p.At, Response: p.Response, Err: p.Err, Unparsable: p.Unread, New: fresh}
	if p.Feed != nil {
		o.Entries, o.EntriesPerDay = len(p.Feed.Items), p.Feed.EntriesPerDay()
		o.TTL, o.SkipHours, o.SkipDays = p.Feed.TTL, p.Feed.SkipHours, p.Feed.SkipDays
	}
	return s.After(o, policy)
}
