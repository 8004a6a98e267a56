package pipeline

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/pipeline/duplicate"
	"sitrep/storage"
)

// copies finds the articles that are copies of an earlier one: of the same text, or of nearly the same. What a
// batch adds is seen at once, though it is not written yet.
type copies struct {
	store   *storage.Store
	texts   map[string]string           // text's digest -> article, of the batch
	bands   map[string][]string         // band -> articles, of the batch
	pending map[string]*extract.Article // of the batch
}

func newCopies(s *storage.Store) *copies {
	return &copies{store: s, texts: map[string]string{}, bands: map[string][]string{}, pending: map[string]*extract.Article{}}
}

// keysInBand bounds how many articles of a band are looked at: a band of more is that of a form.
const keysInBand = 20

// mark sets what the article is a copy of, and the agency that only its original names; and adds the writing of its bands.
func (c *copies) mark(b *storage.Batch, a *extract.Article) error {
	sketch := duplicate.Of(a.Text)
	original, err := c.original(a, sketch)
	if err != nil {
		return err
	}
	if original != nil {
		a.NearDuplicate = original.ID
		if original.NearDuplicate != "" {
			a.NearDuplicate = original.NearDuplicate
		}
		if a.Wire == "" && original.Wire != "" {
			a.Wire = original.Wire
			a.Warnings = append(a.Warnings, fmt.Sprintf("agency %s named by the article that this one is a copy of", a.Wire))
		}
	}
	c.texts[a.TextSHA256], c.pending[a.ID] = a.ID, a
	for _, band := range sketch.Bands() {
		c.bands[band] = append(c.bands[band], a.ID)
		storage.Mark(b, storage.Bands, band+"/"+a.ID)
	}
	return nil
}

// original returns the article that a is a copy of, nil where it is none.
func (c *copies) original(a *extract.Article, sketch duplicate.Sketch) (*extract.Article, error) {
	for _, id := range append(c.ids(storage.Texts, a.TextSHA256), c.texts[a.TextSHA256]) {
		id, _, _ = strings.Cut(id, ".")
		if o, err := c.other(id, a.ID); o != nil || err != nil {
			return o, err
		}
	}
	articles := map[string]*extract.Article{}
	var candidates []duplicate.Candidate
	for _, id := range c.alike(sketch) {
		o, err := c.other(id, a.ID)
		if err != nil {
			return nil, err
		}
		if o != nil {
			articles[id] = o
			candidates = append(candidates, duplicate.Candidate{ID: id, Sketch: duplicate.Of(o.Text)})
		}
	}
	id, _ := duplicate.Original(sketch, candidates)
	return articles[id], nil
}

// alike lists the articles that share a band, each once.
func (c *copies) alike(sketch duplicate.Sketch) []string {
	var ids []string
	for _, band := range sketch.Bands() {
		ids = append(ids, c.ids(storage.Bands, band)...)
		ids = append(ids, c.bands[band]...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// ids lists the articles under a key of a set.
func (c *copies) ids(in storage.Bucket[storage.Set], key string) []string {
	var ids []string
	for _, k := range storage.Keys(c.store, in, key+"/", "", keysInBand) {
		ids = append(ids, strings.TrimPrefix(k, key+"/"))
	}
	return ids
}

// other returns the newest revision of an article, nil if it is the one that is asked for, a copy of that one, or away.
func (c *copies) other(id, self string) (*extract.Article, error) {
	if id == "" || id == self {
		return nil, nil
	}
	o, ok := c.pending[id]
	if !ok {
		latest, err := c.store.LatestArticle(id)
		if errors.Is(err, storage.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		o = &latest
	}
	if o.NearDuplicate == self {
		return nil, nil
	}
	return o, nil
}
