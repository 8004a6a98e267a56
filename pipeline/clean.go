package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"sitrep/extract"
	"sitrep/pipeline/clean"
	"sitrep/pipeline/source"
	"sitrep/storage"
)

// ahead is how far in the future a date of publication may lie: clocks and zones differ.
const ahead = 48 * time.Hour

// cleaned is what cleaning one item gave: several articles of a live blog, one of any other page.
type cleaned struct {
	item     storage.Item
	page     *storage.Page // of a document that came with its page and was not fetched; nil otherwise
	articles []*extract.Article
}

// clean makes articles of the items that have their text, and counts those that are left.
func (p *Pipeline) clean(ctx context.Context, t *Tally) error {
	if err := p.cleanReady(ctx, t); err != nil {
		return err
	}
	left, err := p.toClean()
	t.in("clean", "pages", len(left))
	t.out("clean", "left for the next run", len(left))
	return err
}

// cleanReady goes on until no item is left that could be cleaned now: one whose story came twice in a batch waits for the next.
func (p *Pipeline) cleanReady(ctx context.Context, t *Tally) error {
	for before := -1; !p.over(ctx); {
		keys, err := p.toClean()
		if err != nil || len(keys) == 0 || len(keys) == before {
			return err
		}
		before = len(keys)
		if err := p.cleanAll(ctx, t, keys); err != nil {
			return err
		}
	}
	return nil
}

// toClean lists the items whose text has come.
func (p *Pipeline) toClean() ([]string, error) {
	var keys []string
	for _, key := range storage.Keys(p.Store, storage.Queue, "", "", 0) {
		item, err := storage.Get(p.Store, storage.Items, key)
		if err != nil {
			return nil, err
		}
		listed, err := payload(item)
		if err != nil {
			return nil, err
		}
		if item.State == storage.ItemFetched || p.complete(item, listed) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

func (p *Pipeline) cleanAll(ctx context.Context, t *Tally, keys []string) error {
	written, copies := map[string]string{}, newCopies(p.Store) // texts of the articles of the batch, by id
	_, err := run(ctx, p, keys, job[cleaned]{step: "clean", do: p.cleanOne, keep: func(b *storage.Batch, r result[cleaned]) error {
		if b.Len() == 0 {
			clear(written)
			copies = newCopies(p.Store)
		}
		return p.keepCleaned(t, b, r, written, copies)
	}})
	return err
}

// cleanOne makes the articles of one item.
func (p *Pipeline) cleanOne(key string) (cleaned, error) {
	item, err := storage.Get(p.Store, storage.Items, key)
	if err != nil {
		return cleaned{}, err
	}
	listed, err := payload(item)
	if err != nil {
		return cleaned{item: item}, err
	}
	hints := p.hints(item, listed)
	if listed.Text != "" {
		return cleaned{item: item, articles: []*extract.Article{clean.Plain(listed.Text, hints)}}, nil
	}
	kept, given, err := p.page(item, listed)
	if err != nil {
		return cleaned{item: item}, err
	}
	page := clean.Page{URL: kept.FinalURL, ContentType: kept.ContentType, Body: kept.Body, Fetched: kept.Fetched, Hints: hints}
	if isFile(page.URL) {
		page.URL = ""
	}
	a, _, err := clean.Article(page)
	if err != nil {
		return cleaned{item: item, page: given}, err
	}
	a.Warnings = append(a.Warnings, listed.Repairs...)
	return cleaned{item, given, clean.Entries(a)}, nil
}

// page returns the page of an item: the one that was fetched, the one that came with it (given, to be kept), or a frame for the text of its feed.
func (p *Pipeline) page(item storage.Item, listed source.Item) (page storage.Page, given *storage.Page, err error) {
	switch {
	case listed.HTML != "":
		page = storage.Page{URL: listed.URL, FinalURL: listed.URL, ContentType: listed.ContentType, Fetched: listed.Fetched, SHA256: extract.Digest(listed.HTML), Body: []byte(listed.HTML)}
		return page, &page, nil
	case item.Page != "":
		page, err = storage.Get(p.Store, storage.Pages, item.Page)
		return page, nil, err
	}
	frame := "<!DOCTYPE html><html><body><article>" + listed.Content + "</article></body></html>"
	return storage.Page{URL: listed.URL, FinalURL: listed.URL, ContentType: "text/html; charset=utf-8", Fetched: item.Listed, Body: []byte(frame)}, nil, nil
}

// hints are what is known of an article beside its page.
func (p *Pipeline) hints(item storage.Item, listed source.Item) clean.Hints {
	f := p.feed(item.Source)
	h := clean.Hints{Title: listed.Title, Byline: listed.Author, OutletName: f.Outlet, OutletCountry: f.Country, Language: first(f.Language, listed.Language),
		Published: listed.Published, PublishedBasis: "feed", Selectors: f.Selectors, Content: listed.Content, TrustContent: f.TrustContent}
	if !isFile(listed.URL) {
		h.URL = listed.URL
	}
	if zone, err := time.LoadLocation(f.Zone); err == nil {
		h.Zone = zone
	}
	if f.Name == "" { // a document of a folder or a JSONL file
		h.PublishedBasis, h.ExternalID, h.Outlet = "given", listed.ID, listed.Outlet
		return h
	}
	h.NotAfter = item.Listed.Add(ahead)
	return h
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// keepCleaned writes the articles of an item, each as a new revision where its text is new.
func (p *Pipeline) keepCleaned(t *Tally, b *storage.Batch, r result[cleaned], written map[string]string, copies *copies) error {
	item := r.value.item
	if r.err != nil {
		t.in("clean", "pages", 1)
		return p.refuse(t, b, r)
	}
	for _, a := range r.value.articles {
		if text, twice := written[a.ID]; twice && text != a.TextSHA256 {
			return nil // the same story twice in one batch, with different texts: the second is a revision of the first, in the next batch
		}
	}
	t.in("clean", "pages", 1)
	outcome := "unchanged"
	item.Articles = nil
	for _, a := range r.value.articles {
		fresh, err := p.keepArticle(b, a, written, copies)
		if err != nil {
			return err
		}
		if fresh {
			outcome = "cleaned"
		}
		item.Articles = append(item.Articles, a.ID)
	}
	t.out("clean", outcome, 1)
	return p.close(b, item, r.value.page)
}

// keepArticle writes an article unless its text is known. It reports whether it was new.
func (p *Pipeline) keepArticle(b *storage.Batch, a *extract.Article, written map[string]string, copies *copies) (fresh bool, err error) {
	if _, twice := written[a.ID]; twice {
		return false, nil
	}
	latest, err := p.Store.LatestArticle(a.ID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return false, err
	}
	if err == nil && latest.TextSHA256 == a.TextSHA256 {
		return false, nil
	}
	a.Revision, a.State = latest.Revision+1, extract.StateCleaned
	written[a.ID] = a.TextSHA256
	if err := copies.mark(b, a); err != nil {
		return false, err
	}
	key := storage.RevisionKey(a.ID, a.Revision)
	storage.Mark(b, storage.Unread, key)
	storage.Mark(b, storage.Texts, a.TextSHA256+"/"+key)
	return true, storage.Put(b, storage.Articles, key, *a)
}

// close marks an item as done. Its text is kept in its page and article now, so the payload lets go of it.
func (p *Pipeline) close(b *storage.Batch, item storage.Item, given *storage.Page) error {
	if given != nil {
		item.Page = storage.PageKey(item.Key, given)
		if err := storage.Put(b, storage.Pages, item.Page, *given); err != nil {
			return err
		}
	}
	item.State, item.Attempts = storage.ItemDone, 0
	listed, err := payload(item)
	if err != nil {
		return err
	}
	listed.Text, listed.HTML, listed.Content = "", "", ""
	if item.Payload, err = marshal(listed); err != nil {
		return err
	}
	mend(b, "clean", item.Key)
	return storage.PutItem(b, item)
}

// refuse closes an item that has no article: for good where the page is none, with a failure where the cleaner broke down.
func (p *Pipeline) refuse(t *Tally, b *storage.Batch, r result[cleaned]) error {
	item := r.value.item
	if item.Key == "" { // it panicked, or could not be read
		var err error
		if item, err = storage.Get(p.Store, storage.Items, r.key); err != nil {
			return err
		}
	}
	outcome := "quarantined"
	item.State, item.Reason = storage.ItemDead, oneLine(r.err)
	if r.stack == "" && !errors.Is(r.err, errDeath) && !errors.Is(r.err, storage.ErrDamaged) {
		item.State, outcome = storage.ItemRefused, "refused"
	}
	if given := r.value.page; given != nil {
		item.Page = storage.PageKey(item.Key, given)
		if err := storage.Put(b, storage.Pages, item.Page, *given); err != nil {
			return err
		}
	}
	t.out("clean", outcome, 1)
	return errors.Join(storage.PutItem(b, item), p.fail(b, "clean", item.Key, p.nameOf(item), r.err, r.stack, true))
}

// nameOf is what a person knows an item by: its address, or its file and line.
func (p *Pipeline) nameOf(item storage.Item) string {
	listed, err := payload(item)
	switch {
	case err != nil:
		return item.Key
	case listed.File != "" && listed.Line > 0:
		return fmt.Sprintf("%s:%d", listed.File, listed.Line)
	}
	return first(listed.URL, listed.File, listed.ID, item.Key)
}

// within reports whether path lies in the folder of a file, or in a folder beside that one.
func within(file, path string) bool {
	root, err1 := filepath.Abs(filepath.Dir(filepath.Dir(file)))
	full, err2 := filepath.Abs(path)
	return err1 == nil && err2 == nil && strings.HasPrefix(full, root+string(filepath.Separator))
}
