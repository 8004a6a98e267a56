package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"sitrep/extract"
	"sitrep/pipeline/clean"
	"sitrep/pipeline/fetch"
	"sitrep/pipeline/source"
	"sitrep/storage"
)

// retryAfter are the pauses after the first, second, ... failure of an article: five attempts over 72 hours.
var retryAfter = []time.Duration{2 * time.Hour, 6 * time.Hour, 16 * time.Hour, 48 * time.Hour}

// errNoAddress is an item without an address that its page could be fetched from.
var errNoAddress = errors.New("no http or https address")

// fetched is what asking for one page brought.
type fetched struct {
	item     storage.Item
	response *fetch.Response
	err      error
}

// fetchAndDerive gets the pages of what was listed and makes of them what follows. Where two sources list one page, it is
// asked for once: the second item looks, when the first has been read, whether there is an article at its address.
func (p *Pipeline) fetchAndDerive(ctx context.Context, t *Tally) error {
	for again := false; ; again = true {
		twins, err := p.fetch(ctx, t, again)
		if err != nil {
			return err
		}
		if err := p.derive(ctx, t); err != nil || twins == 0 {
			return err
		}
		if p.over(ctx) || p.Client.Offline() {
			t.in("fetch", "pages", twins)
			t.out("fetch", "left for the next run", twins)
			return nil
		}
	}
}

// fetch gets the pages of the items that are due, but for the twins of others among them, which it counts. Hosts are
// asked beside each other, the pages of one host in turn. Pages that are not due are counted unless that was done before.
func (p *Pipeline) fetch(ctx context.Context, t *Tally, again bool) (twins int, err error) {
	byHost, total, twins, err := p.toFetch(t, again)
	if err != nil {
		return 0, err
	}
	results := make(chan fetched)
	go func() {
		defer close(results)
		var hosts sync.WaitGroup
		for _, items := range byHost {
			hosts.Go(func() { p.fetchAll(ctx, items, results) })
		}
		hosts.Wait()
	}()
	var unreachable []fetched
	done := 0
	for r := range results {
		switch {
		case err != nil: // drain the channel
		case fetch.ClassOf(r.err) == fetch.ClassUnreachable:
			unreachable = append(unreachable, r)
		default:
			err = p.keepFetched(t, r)
		}
		done++
		p.progress("fetch", done, total)
	}
	if err != nil {
		return 0, err
	}
	if len(unreachable) > 0 && p.Client.Offline() {
		t.out("fetch", "postponed", len(unreachable))
		return twins, nil
	}
	for _, r := range unreachable {
		if err := p.keepFetched(t, r); err != nil {
			return 0, err
		}
	}
	return twins, nil
}

// toFetch groups the items whose page is due by host. Items that carry their text need no page; of those at one address,
// the first is taken and the others are counted as twins.
func (p *Pipeline) toFetch(t *Tally, again bool) (byHost map[string][]storage.Item, total, twins int, err error) {
	byHost, taken, postponed := map[string][]storage.Item{}, map[string]bool{}, 0
	for _, key := range storage.Keys(p.Store, storage.Queue, "", "", 0) {
		item, err := storage.Get(p.Store, storage.Items, key)
		if err != nil {
			return nil, 0, 0, err
		}
		listed, err := payload(item)
		if err != nil {
			return nil, 0, 0, err
		}
		if item.State == storage.ItemFetched || p.complete(item, listed) {
			continue
		}
		id := articleAt(listed.URL)
		switch {
		case item.NextTry.After(p.Now()):
			postponed++
			continue
		case id != "" && taken[id]:
			twins++
			continue
		}
		taken[id] = true
		total++
		host := hostOf(listed.URL)
		byHost[host] = append(byHost[host], item)
	}
	if again {
		postponed = 0
	}
	t.in("fetch", "pages", total+postponed)
	t.out("fetch", "postponed", postponed)
	return byHost, total, twins, nil
}

// complete reports whether an item can be cleaned without its page.
func (p *Pipeline) complete(item storage.Item, listed source.Item) bool {
	return listed.Text != "" || listed.HTML != "" || listed.Content != "" && p.feed(item.Source).TrustContent
}

// feed returns the configuration of a source, empty for one that is not configured (a folder, a JSONL file).
func (p *Pipeline) feed(name string) Feed {
	for _, f := range p.Feeds {
		if f.Name == name {
			return f
		}
	}
	return Feed{}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return fetch.HostKey(u)
}

func payload(item storage.Item) (source.Item, error) {
	var listed source.Item
	if err := json.Unmarshal(item.Payload, &listed); err != nil {
		return listed, fmt.Errorf("item %s: %w: %w", item.Key, storage.ErrDamaged, err)
	}
	return listed, nil
}

// fetchAll asks for the pages of one host, one after the other.
func (p *Pipeline) fetchAll(ctx context.Context, items []storage.Item, results chan<- fetched) {
	for _, item := range items {
		r := fetched{item: item}
		if p.over(ctx) {
			r.err = context.Canceled
		} else {
			r.response, r.err = p.fetchOne(ctx, item)
		}
		results <- r
	}
}

func (p *Pipeline) fetchOne(ctx context.Context, item storage.Item) (*fetch.Response, error) {
	listed, err := payload(item)
	if err != nil {
		return nil, err
	}
	if id := articleAt(listed.URL); item.Page == "" && id != "" && storage.Last(p.Store, storage.Articles, id+".") != "" {
		return nil, nil // another source brought the same story
	}
	configured := p.feed(item.Source).URL
	return p.Client.Get(ctx, fetch.Request{URL: listed.URL, Kind: fetch.Page, Local: isFile(configured) && besides(configured, listed.URL)})
}

// articleAt returns the id that the article at an address has, or "".
func articleAt(address string) string {
	canonical, err := clean.CanonicalURL(address)
	if err != nil || canonical == "" {
		return ""
	}
	return extract.ArticleID(canonical, "")
}

// besides reports whether a file: address lies in the folder of a configured file or in one beside it: a local feed may
// bring its own pages and nothing else of this machine.
func besides(configured, address string) bool {
	root, err1 := fetch.LocalPath(configured)
	path, err2 := fetch.LocalPath(address)
	return err1 == nil && err2 == nil && within(root, path)
}

// keepFetched writes a page, or what its failure means for the item.
func (p *Pipeline) keepFetched(t *Tally, r fetched) error {
	b := p.Store.Batch()
	outcome, err := p.judgeFetched(b, &r)
	if err != nil {
		return err
	}
	t.out("fetch", outcome, 1)
	return p.Store.Commit(b)
}

// judgeFetched adds what came of asking for a page, and says how it is counted.
func (p *Pipeline) judgeFetched(b *storage.Batch, r *fetched) (outcome string, err error) {
	listed, err := payload(r.item)
	if err != nil {
		return "", err
	}
	switch class := fetch.ClassOf(r.err); {
	case r.err == nil && r.response == nil:
		return "known", p.alreadyKept(b, r.item, articleAt(listed.URL))
	case r.err == nil:
		mend(b, "fetch", r.item.Key)
		return "fetched", p.keepPage(b, r.item, listed, r.response)
	case class == fetch.ClassCancelled:
		return "left for the next run", nil
	case class == fetch.ClassLater:
		return "postponed", p.postpone(b, r)
	case listed.Content != "" && (class == fetch.ClassDisallowed || class == fetch.ClassGone || r.item.Attempts+1 >= p.Attempts):
		return "fetched", p.useContent(b, r)
	case class == fetch.ClassDisallowed || class == fetch.ClassBlocked:
		r.item.State, r.item.Reason = storage.ItemRefused, oneLine(r.err)
		return "refused", storage.PutItem(b, r.item)
	}
	return p.retry(b, r, listed)
}

// alreadyKept closes an item whose story another source brought.
func (p *Pipeline) alreadyKept(b *storage.Batch, item storage.Item, articleID string) error {
	item.State, item.Reason, item.Articles = storage.ItemDone, "kept from another source", []string{articleID}
	return storage.PutItem(b, item)
}

// keepPage writes a page as it came, and what is to be done next.
func (p *Pipeline) keepPage(b *storage.Batch, item storage.Item, listed source.Item, r *fetch.Response) error {
	page := storage.Page{URL: listed.URL, FinalURL: r.FinalURL, ContentType: r.ContentType, Status: r.Status, Fetched: r.Fetched.UTC(), SHA256: extract.Digest(string(r.Body)), Body: r.Body}
	item.State, item.Page, item.Attempts, item.NextTry = storage.ItemFetched, storage.PageKey(item.Key, &page), 0, time.Time{}
	if err := storage.Put(b, storage.Pages, item.Page, page); err != nil {
		return err
	}
	return storage.PutItem(b, item)
}

// postpone keeps an item for when its host will be asked again. It is no failure.
func (p *Pipeline) postpone(b *storage.Batch, r *fetched) error {
	var later *fetch.LaterError
	r.item.NextTry = p.Now().Add(time.Hour).UTC()
	if errors.As(r.err, &later) {
		r.item.NextTry = later.Until.UTC()
	} else if r.response != nil && !r.response.RetryAfter.IsZero() {
		r.item.NextTry = r.response.RetryAfter.UTC()
	}
	return storage.PutItem(b, r.item)
}

// useContent goes on with the full text that the feed gave, since the page cannot be had.
func (p *Pipeline) useContent(b *storage.Batch, r *fetched) error {
	r.item.State, r.item.Reason, r.item.Page = storage.ItemFetched, "text of the feed: "+oneLine(r.err), ""
	return storage.PutItem(b, r.item)
}

// retry notes a failure and when the page is asked for again, or gives the item up.
func (p *Pipeline) retry(b *storage.Batch, r *fetched, listed source.Item) (outcome string, err error) {
	r.item.Attempts++
	dead := r.item.Attempts >= p.Attempts || fetch.ClassOf(r.err) == fetch.ClassGone
	r.item.State, r.item.Reason, outcome = storage.ItemRetrying, oneLine(r.err), "failed"
	r.item.NextTry = p.Now().Add(retryAfter[min(r.item.Attempts, len(retryAfter))-1]).UTC()
	if dead {
		r.item.State, r.item.NextTry, outcome = storage.ItemDead, time.Time{}, "given up"
	}
	name := listed.URL
	if !strings.Contains(name, "://") {
		r.err = fmt.Errorf("%w: %w", errNoAddress, r.err)
	}
	return outcome, errors.Join(storage.PutItem(b, r.item), p.fail(b, "fetch", r.item.Key, name, r.err, "", dead))
}
