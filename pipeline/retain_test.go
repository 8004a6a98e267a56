package pipeline

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
	"sitrep/storage"
)

// TestRetain holds that of an old page whose article was made only the body goes, and that the store stays sound.
func TestRetain(t *testing.T) {
	now := time.Date(2026, 6, 1, 6, 0, 0, 0, time.UTC)
	store, err := storage.Open(filepath.Join(t.TempDir(), "db"), storage.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	p := &Pipeline{Store: store, Now: func() time.Time { return now }, KeepPages: 90 * 24 * time.Hour}
	keep := func(key, state string, daysAgo int) {
		b := store.Batch()
		page := storage.Page{URL: "https://a.example/" + key, Fetched: now.AddDate(0, 0, -daysAgo), SHA256: extract.Digest("<p>" + key), Body: []byte("<p>" + key)}
		if err := errors.Join(storage.Put(b, storage.Pages, key, page), storage.PutItem(b, storage.Item{Key: key, State: state, Page: key}), store.Commit(b)); err != nil {
			t.Fatal(err)
		}
	}
	keep("old", storage.ItemDone, 91)
	keep("young", storage.ItemDone, 89)
	keep("waiting", storage.ItemRetrying, 200)
	keep("given-up", storage.ItemDead, 200)
	tally := &Tally{}
	if err := errors.Join(p.retain(tally), p.retain(tally), tally.Check()); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"old", "young", "waiting", "given-up"} {
		page, err := storage.Get(store, storage.Pages, key)
		gone := page.Body == nil && page.Dropped.Equal(now)
		if err != nil || gone != (key == "old") || page.SHA256 != extract.Digest("<p>"+key) {
			t.Errorf("%s: %+v, %v", key, page, err)
		}
	}
	if n := tally.step("retain", "").Inputs; n != 1 {
		t.Errorf("%d dropped, want 1", n)
	}
	store.Check(func(err error) {
		if strings.HasPrefix(err.Error(), "pages") {
			t.Error(err)
		}
	})
}
