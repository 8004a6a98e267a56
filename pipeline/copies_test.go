package pipeline

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/storage"
)

// agencyStory is a text of some length, different for each number.
func agencyStory(n int) string {
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "Officer %d%d said that convoy %d passed gate %d of district %d. ", n, i, i*n+7, i+n, n)
	}
	return b.String()
}

// TestCopies: a copy is marked as one whether its original was kept in an earlier batch or in the same, exactly or nearly
// alike; the agency that the original names is the copy's too; an original is no copy of its copies.
func TestCopies(t *testing.T) {
	store, err := storage.Open(filepath.Join(t.TempDir(), "s.db"), storage.Options{Now: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	text := agencyStory(1)
	article := func(id, text, wire string) *extract.Article {
		return &extract.Article{ID: id, Revision: 1, Text: text, TextSHA256: extract.Digest(text), Wire: wire}
	}
	keep := func(articles ...*extract.Article) {
		t.Helper()
		b, c := store.Batch(), newCopies(store)
		for _, a := range articles {
			if err := c.mark(b, a); err != nil {
				t.Fatal(err)
			}
			key := storage.RevisionKey(a.ID, a.Revision)
			storage.Mark(b, storage.Texts, a.TextSHA256+"/"+key)
			if err := storage.Put(b, storage.Articles, key, *a); err != nil {
				t.Fatal(err)
			}
		}
		if err := store.Commit(b); err != nil {
			t.Fatal(err)
		}
	}
	first, same, other := article("a1", text, "AP"), article("a2", text, ""), article("b1", agencyStory(2), "")
	keep(first, same, other)
	cut, short := article("a3", text[:len(text)*7/10], ""), article("c1", "Two sentences. No more.", "")
	keep(cut, short, article("c2", "Two sentences. No fewer.", ""))
	again := article("a1", text+" Updated.", "AP")
	again.Revision = 2
	keep(again)
	for _, c := range []struct {
		a          *extract.Article
		copy, wire string
	}{{first, "", "AP"}, {same, "a1", "AP"}, {other, "", ""}, {cut, "a1", "AP"}, {short, "", ""}, {again, "", "AP"}} {
		if c.a.NearDuplicate != c.copy || c.a.Wire != c.wire {
			t.Errorf("%s: copy of %q, agency %q; want %q, %q", c.a.ID, c.a.NearDuplicate, c.a.Wire, c.copy, c.wire)
		}
	}
}
