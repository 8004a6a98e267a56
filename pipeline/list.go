package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"sitrep/pipeline/fetch"
	"sitrep/pipeline/source"
	"sitrep/storage"
)

// pollsAtOnce bounds how many sources are polled at once; the client holds to one request a host besides.
const pollsAtOnce = 8

// itemsInBatch is how many items of a poll are written in one transaction. What the source is asked with next time is
// written with the last of them.
const itemsInBatch = 1000

// errNothing is an item that there is nothing to be had of.
var errNothing = errors.New("neither address nor text")

// polled is what polling one source brought.
type polled struct {
	feed  Feed
	state fetch.State // before
	*source.Poll
}

// list polls the sources that are due and keeps what they list. It returns ErrOffline when it is our own network that is away.
func (p *Pipeline) list(ctx context.Context, t *Tally) error {
	due := p.due(t)
	results := make(chan polled)
	go func() {
		defer close(results)
		var group errgroup.Group
		group.SetLimit(pollsAtOnce)
		for _, feed := range due {
			group.Go(func() error { results <- p.poll(ctx, feed); return nil })
		}
		group.Wait() //nolint:errcheck // none of them returns one
	}()
	var unreachable []polled
	var failed error
	done := 0
	for r := range results {
		switch {
		case failed != nil: // drain the channel
		case fetch.ClassOf(r.Err) == fetch.ClassUnreachable:
			unreachable = append(unreachable, r)
		default:
			failed = p.keepPoll(t, r)
		}
		done++
		p.progress("list", done, len(due))
	}
	if failed != nil {
		return failed
	}
	return p.judgeUnreachable(t, unreachable)
}

// judgeUnreachable counts failures to reach a source against it, unless no host could be reached at all.
func (p *Pipeline) judgeUnreachable(t *Tally, rs []polled) error {
	if p.Client.Offline() {
		t.out("list", "postponed", len(rs))
		return ErrOffline
	}
	for _, r := range rs {
		if err := p.keepPoll(t, r); err != nil {
			return err
		}
	}
	return nil
}

// due lists the sources to poll now and counts the others.
func (p *Pipeline) due(t *Tally) []Feed {
	t.in("list", "sources", len(p.Feeds))
	var due []Feed
	for _, f := range p.Feeds {
		switch state := p.state(f); {
		case f.Disabled:
			t.out("list", "disabled", 1)
		case len(p.Only) > 0 && !p.Only[f.Name]:
			t.out("list", "not asked for", 1)
		case !p.Force && !state.Due(p.Now(), f.Interval.within(p.Policy)):
			t.out("list", "not due", 1)
		default:
			due = append(due, f)
		}
	}
	return due
}

// state returns what is remembered of a source. A source whose configured address changed is a new one.
func (p *Pipeline) state(f Feed) fetch.State {
	raw, err := storage.Get(p.Store, storage.Sources, f.Name)
	kept := struct {
		Configured string `json:"configured"`
		fetch.State
	}{}
	if err != nil || json.Unmarshal(raw, &kept) != nil || kept.Configured != f.URL {
		return fetch.State{URL: f.URL}
	}
	return kept.State
}

// keepState adds the writing of a source's state.
func keepState(b *storage.Batch, f Feed, s fetch.State) error {
	raw, err := json.Marshal(struct {
		Configured string `json:"configured"`
		fetch.State
	}{f.URL, s})
	if err != nil {
		return err
	}
	return storage.Put(b, storage.Sources, f.Name, json.RawMessage(raw))
}

// poll asks a source once and parses what it sent. A parser that panics makes the source unparsable.
func (p *Pipeline) poll(ctx context.Context, f Feed) (r polled) {
	r = polled{f, p.state(f), &source.Poll{Name: f.Name, At: p.Now().UTC(), Err: context.Canceled}}
	defer func() {
		if v := recover(); v != nil {
			r.Feed, r.Err, r.Unread = nil, nil, fmt.Errorf("panic: %v", v)
		}
	}()
	if p.over(ctx) {
		return r
	}
	request := r.state.Request(p.Now(), f.Interval.within(p.Policy))
	request.Local = isFile(f.URL)
	if p.Force {
		request.NotBefore = time.Time{}
	}
	r.Poll = source.PollFeed(ctx, p.Client, f.Name, request, p.Now)
	if zone, err := time.LoadLocation(f.Zone); err == nil && f.Zone != "" {
		for i := range r.Items() {
			r.Items()[i].AssumeZone(zone)
		}
	}
	return r
}

// keepPoll writes the items of a poll and, with the last of them, the state of its source.
func (p *Pipeline) keepPoll(t *Tally, r polled) error {
	b, fresh, err := p.keepListed(t, r.feed.Name, r.Items())
	if err != nil {
		return err
	}
	if err := p.keepProblems(t, b, r); err != nil {
		return err
	}
	outcome, err := p.judgePoll(b, r)
	if err != nil {
		return err
	}
	t.out("list", outcome, 1)
	log := p.Log.With("source", r.feed.Name)
	if outcome == "postponed" {
		log = log.With("reason", r.Err)
	}
	log.Info("polled", "outcome", outcome, "entries", len(r.Items()), "new", fresh)
	if err := keepState(b, r.feed, r.After(r.state, fresh, r.feed.Interval.within(p.Policy))); err != nil {
		return err
	}
	return p.Store.Commit(b)
}

// keepProblems records the entries of a feed that could not be read, and forgets those of before.
func (p *Pipeline) keepProblems(t *Tally, b *storage.Batch, r polled) error {
	if r.Feed == nil {
		return nil
	}
	faults := map[string]bool{}
	for _, problem := range r.Feed.Problems {
		t.count("items", "entries", "unreadable")
		key := faultKey(r.feed.Name, "", problem)
		faults[storage.FailureKey("list", key)] = true
		if err := p.fail(b, "list", key, r.feed.Name, problem, "", true); err != nil {
			return err
		}
	}
	p.forgetFaults(b, r.feed.Name, faults)
	return nil
}

// judgePoll says how a poll is counted, and records or forgets the failure of its source.
func (p *Pipeline) judgePoll(b *storage.Batch, r polled) (outcome string, err error) {
	class, failure := fetch.ClassOf(r.Err), r.Err
	if failure == nil {
		failure = r.Unread
	}
	switch {
	case class == fetch.ClassCancelled:
		return "left for the next run", nil
	case class == fetch.ClassLater:
		return "postponed", nil
	case failure != nil:
		return "failed", p.fail(b, "list", r.feed.Name, r.feed.Name, failure, "", false)
	}
	mend(b, "list", r.feed.Name)
	if r.Feed == nil {
		return "unchanged", nil
	}
	return "changed", nil
}

// keepListed writes items in batches. It returns the last batch, not yet committed, and how many were new or changed.
func (p *Pipeline) keepListed(t *Tally, sourceName string, items []source.Item) (b *storage.Batch, fresh int, err error) {
	t.in("items", "entries", len(items))
	b, seen := p.Store.Batch(), map[string]bool{}
	for i := range items {
		items[i].Source = sourceName
		outcome, err := p.keepItem(b, &items[i], seen)
		if err != nil {
			return b, fresh, err
		}
		if outcome == "new" || outcome == "changed" {
			fresh++
		}
		t.out("items", outcome, 1)
		if (i+1)%itemsInBatch == 0 && i+1 < len(items) {
			if err := p.Store.Commit(b); err != nil {
				return b, fresh, err
			}
			b, seen = p.Store.Batch(), map[string]bool{}
		}
	}
	return b, fresh, nil
}

// keepItem adds the writing of one item, unless it is known and has not changed. seen holds the keys of the batch so far.
func (p *Pipeline) keepItem(b *storage.Batch, it *source.Item, seen map[string]bool) (outcome string, err error) {
	keys := it.Keys()
	for _, k := range keys {
		if seen[k] {
			return "known", nil
		}
	}
	for _, k := range keys {
		seen[k] = true
	}
	known, found := p.lookup(keys)
	if found && known.Digest == it.Fingerprint() {
		return "known", addAliases(b, known.Key, keys)
	}
	outcome = "changed"
	if !found {
		outcome, known = "new", storage.Item{Key: keys[0], Source: it.Source, Listed: p.Now().UTC()}
	}
	known.Digest, known.State, known.Reason, known.Attempts, known.NextTry = it.Fingerprint(), storage.ItemListed, "", 0, time.Time{}
	mend(b, "list", known.Key)
	if it.URL == "" && it.Text == "" && it.HTML == "" && it.Content == "" {
		known.State, known.Reason, outcome = storage.ItemRefused, errNothing.Error(), "unreadable"
		err = p.fail(b, "list", known.Key, it.Source+": "+first(it.Title, it.ID), errNothing, "", true)
	}
	if err != nil {
		return "", err
	}
	if known.Payload, err = json.Marshal(it); err != nil {
		return "", err
	}
	return outcome, errors.Join(addAliases(b, known.Key, keys), storage.PutItem(b, known))
}

// lookup finds the item that is known under one of the keys.
func (p *Pipeline) lookup(keys []string) (storage.Item, bool) {
	for _, k := range keys {
		key, err := storage.Get(p.Store, storage.Aliases, k)
		if err != nil {
			continue
		}
		if item, err := storage.Get(p.Store, storage.Items, key); err == nil {
			return item, true
		}
	}
	return storage.Item{}, false
}

func addAliases(b *storage.Batch, key string, keys []string) error {
	for _, k := range keys {
		if err := storage.Put(b, storage.Aliases, k, key); err != nil {
			return err
		}
	}
	return nil
}

func isFile(url string) bool { return strings.HasPrefix(strings.ToLower(url), "file:") }
