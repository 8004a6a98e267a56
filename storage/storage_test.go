package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"sitrep/extract"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func fresh(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "sitrep.db"), Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put[V any](t *testing.T, s *Store, in Bucket[V], key string, v V) {
	t.Helper()
	b := s.Batch()
	must(t, Put(b, in, key, v))
	must(t, s.Commit(b))
}

func article(id, text string) extract.Article {
	return extract.Article{Schema: extract.SchemaArticle, ID: id, Revision: 1, Text: text, TextSHA256: extract.Digest(text), State: extract.StateCleaned}
}

func TestValuesComeBack(t *testing.T) {
	s := fresh(t)
	for _, text := range []string{"", "short", strings.Repeat("long and compressed ", 500)} {
		a := article("aa", text)
		put(t, s, Articles, RevisionKey(a.ID, 1), a)
		got, err := s.LatestArticle("aa")
		must(t, err)
		if got.Text != text {
			t.Errorf("text of %d bytes came back with %d", len(text), len(got.Text))
		}
	}
	if _, err := s.LatestArticle("a"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an id that is a prefix of another: %v", err)
	}
}

func TestLatestRevision(t *testing.T) {
	s := fresh(t)
	for revision := 1; revision <= 12; revision++ {
		a := article("aa", fmt.Sprint(revision))
		a.Revision = revision
		put(t, s, Articles, RevisionKey(a.ID, revision), a)
	}
	put(t, s, Articles, RevisionKey("ab", 1), article("ab", "other"))
	got, err := s.LatestArticle("aa")
	must(t, err)
	if got.Revision != 12 {
		t.Errorf("latest revision %d, want 12", got.Revision)
	}
}

// TestBatchIsWholeOrAbsent holds that a write that fails takes the whole batch with it, and that the store then refuses to go on.
func TestBatchIsWholeOrAbsent(t *testing.T) {
	s := fresh(t)
	b := s.Batch()
	must(t, PutItem(b, Item{Key: "one", State: ItemListed}))
	must(t, Put(b, Items, strings.Repeat("k", bbolt.MaxKeySize+1), Item{}))
	if err := s.Commit(b); err == nil {
		t.Fatal("a key that is too long was written")
	}
	if Has(s, Items, "one") || Has(s, Queue, "one") {
		t.Error("a part of the batch was written")
	}
	if err := s.Commit(b); !errors.Is(err, ErrClosed) {
		t.Errorf("after a failed commit: %v, want %v", err, ErrClosed)
	}
}

// TestQueueFollowsTheItem holds that an item stands in the queue as long as it has work left.
func TestQueueFollowsTheItem(t *testing.T) {
	s := fresh(t)
	for _, c := range []struct {
		state  string
		queued bool
	}{{ItemListed, true}, {ItemRetrying, true}, {ItemFetched, true}, {ItemDone, false}, {ItemListed, true}, {ItemDead, false}, {ItemRefused, false}} {
		b := s.Batch()
		must(t, PutItem(b, Item{Key: "k", State: c.state}))
		must(t, s.Commit(b))
		if Has(s, Queue, "k") != c.queued {
			t.Errorf("%s: in the queue %v, want %v", c.state, !c.queued, c.queued)
		}
	}
}

// TestEachAllowsWrites holds that writing while iterating neither hangs nor loses a key: bbolt hangs when Update is called inside View.
func TestEachAllowsWrites(t *testing.T) {
	s := fresh(t)
	b := s.Batch()
	for i := range 3*chunk + 7 {
		must(t, Put(b, Aliases, fmt.Sprintf("u%06d", i), strings.Repeat("x", 600)))
	}
	must(t, s.Commit(b))
	seen := 0
	must(t, Each(s, Aliases, "u", func(key, _ string) error {
		seen++
		b := s.Batch()
		Delete(b, Aliases, key)
		Mark(b, Texts, key)
		return s.Commit(b)
	}))
	if want := 3*chunk + 7; seen != want || Len(s, Texts) != want || Len(s, Aliases) != 0 {
		t.Errorf("saw %d, wrote %d, left %d; want %d, %d, 0", seen, Len(s, Texts), Len(s, Aliases), want, want)
	}
}

func TestKeys(t *testing.T) {
	s := fresh(t)
	b := s.Batch()
	for _, k := range []string{"a/1", "a/2", "a/3", "b/1"} {
		Mark(b, Bands, k)
	}
	must(t, s.Commit(b))
	for _, c := range []struct {
		prefix, after string
		limit         int
		want          string
	}{{"", "", 0, "a/1 a/2 a/3 b/1"}, {"a/", "", 0, "a/1 a/2 a/3"}, {"a/", "a/1", 0, "a/2 a/3"}, {"a/", "a/1", 1, "a/2"}, {"a/", "a/15", 0, "a/2 a/3"}, {"c", "", 0, ""}} {
		if got := strings.Join(Keys(s, Bands, c.prefix, c.after, c.limit), " "); got != c.want {
			t.Errorf("keys of %q after %q: %s, want %s", c.prefix, c.after, got, c.want)
		}
	}
	for prefix, want := range map[string]string{"a/": "a/3", "b": "b/1", "": "b/1", "z": ""} {
		if got := Last(s, Bands, prefix); got != want {
			t.Errorf("last of %q: %q, want %q", prefix, got, want)
		}
	}
}

// TestExtractionHistory holds that the same extractor replaces its extraction and that another one's is kept.
func TestExtractionHistory(t *testing.T) {
	s := fresh(t)
	for _, extractor := range []string{"v1", "v1", "v2"} {
		b := s.Batch()
		must(t, s.PutExtraction(b, Extraction{Extractor: extractor, ArticleID: "aa", Revision: 1}))
		must(t, s.Commit(b))
	}
	if got := Keys(s, History, "", "", 0); len(got) != 1 || got[0] != "aa.000001/v1" {
		t.Errorf("history %q", got)
	}
	now, err := Get(s, Extractions, "aa.000001")
	must(t, err)
	if now.Extractor != "v2" || !Has(s, Unlinked, "aa.000001") {
		t.Errorf("current extraction by %s, unlinked %v", now.Extractor, Has(s, Unlinked, "aa.000001"))
	}
}

func TestAppend(t *testing.T) {
	s := fresh(t)
	for i := range 300 {
		b := s.Batch()
		must(t, Append(b, Reviews, extract.Decision{Note: fmt.Sprint(i)}))
		must(t, s.Commit(b))
	}
	n := 0
	must(t, Each(s, Reviews, "", func(_ string, v extract.Decision) error {
		if v.Note != fmt.Sprint(n) {
			t.Errorf("entry %d is %s", n, v.Note)
		}
		n++
		return nil
	}))
	if n != 300 {
		t.Errorf("%d entries, want 300", n)
	}
}

func TestSecondOpenIsRefused(t *testing.T) {
	s := fresh(t)
	if _, err := Open(s.Path(), Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("second open: %v, want %v", err, ErrLocked)
	}
}

// TestPreflight holds that a file that is none of ours, or cut short anywhere, is refused and left as it is, and never maps.
func TestPreflight(t *testing.T) {
	dir := t.TempDir()
	sound := filepath.Join(dir, "sound.db")
	s, err := Open(sound, Options{Now: noon})
	must(t, err)
	put(t, s, Pages, "aa/1", Page{Body: bytes.Repeat([]byte("incompressible? no"), 4000)})
	must(t, s.Close())
	whole, err := os.ReadFile(sound)
	must(t, err)

	refused := func(name string, content []byte, want error) {
		t.Helper()
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, content, 0o600))
		s, err := Open(path, Options{Now: noon})
		if err == nil {
			s.Close()
		}
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, content) {
			t.Errorf("%s was changed", name)
		}
	}
	refused("empty.db", nil, ErrEmpty)
	refused("garbage.db", bytes.Repeat([]byte("garbage "), 9000), ErrForeign)
	refused("short.db", []byte("x"), ErrForeign)
	newest, ok := readMeta(bytes.NewReader(whole), 0)
	if second, _ := readMeta(bytes.NewReader(whole), int64(newest.pageSize)); !ok || second.txid > newest.txid {
		newest = second
	}
	inUse := int(newest.highWater) * int(newest.pageSize) // the file is longer: bbolt grows it ahead
	for cut := 4096; cut < inUse; cut += 4096 {
		refused(fmt.Sprintf("cut-%d.db", cut), whole[:cut], ErrTruncated)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrForeign) {
		t.Errorf("a directory: %v", err)
	}
	if _, err := Open(filepath.Join(dir, "absent.db"), Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an absent file opened for reading: %v", err)
	}
}

// TestForeignDatabase holds that another program's bbolt file is refused.
func TestForeignDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(path, 0o600, nil)
	must(t, err)
	must(t, db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err }))
	must(t, db.Close())
	if _, err := Open(path, Options{}); !errors.Is(err, ErrForeign) {
		t.Errorf("%v, want %v", err, ErrForeign)
	}
}

// TestKilledWhileCreating holds that a file that bbolt made, and that no bucket was written to, becomes a store.
func TestKilledWhileCreating(t *testing.T) {
	path := filepath.Join(t.TempDir(), "void.db")
	db, err := bbolt.Open(path, 0o600, nil)
	must(t, err)
	must(t, db.Close())
	s, err := Open(path, Options{Now: noon})
	must(t, err)
	s.Close()
}

func setSchema(t *testing.T, path, version string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	must(t, err)
	must(t, db.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("schema"), []byte(version)) }))
	must(t, db.Close())
}

func TestNewerSchemaIsRefused(t *testing.T) {
	s := fresh(t)
	must(t, s.Close())
	setSchema(t, s.Path(), "99")
	if _, err := Open(s.Path(), Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("%v, want %v", err, ErrNewer)
	}
}

// TestMigration holds that a migration that fails leaves the old schema, one that succeeds the new, each with a backup beside it.
func TestMigration(t *testing.T) {
	s := fresh(t)
	boom := errors.New("boom")
	fail := []migration{{to: SchemaVersion + 1, apply: func(tx *bbolt.Tx) error {
		if err := tx.DeleteBucket([]byte("aliases")); err != nil {
			return err
		}
		return boom
	}}}
	if err := s.migrate(SchemaVersion, fail); !errors.Is(err, boom) {
		t.Fatalf("%v, want %v", err, boom)
	}
	if v, err := s.schema(); v != SchemaVersion || err != nil {
		t.Errorf("after a failed migration: schema %d, %v", v, err)
	}
	put(t, s, Aliases, "u", "still here")
	must(t, s.migrate(SchemaVersion, []migration{{to: SchemaVersion + 1, apply: func(tx *bbolt.Tx) error { return nil }}}))
	if v, _ := s.schema(); v != SchemaVersion+1 {
		t.Errorf("schema %d, want %d", v, SchemaVersion+1)
	}
	must(t, verify(fmt.Sprintf("%s.before-schema-%d", s.Path(), SchemaVersion+1)))
}

// TestFiledAnew holds that the way to schema 3 leaves every report to be filed again and keeps what was unsettled.
func TestFiledAnew(t *testing.T) {
	s := fresh(t)
	b := s.Batch()
	must(t, Put(b, Extractions, "aa.000001", Extraction{ArticleID: "aa", Revision: 1}))
	must(t, Put(b, Bucket[json.RawMessage]{"signatures"}, "aa.1.1", json.RawMessage(`{"id":"aa.1.1"}`)))
	must(t, Put(b, Bucket[json.RawMessage]{"dirty"}, "report/bb.1.1", json.RawMessage(`{"report":"bb.1.1","was":{"id":"bb.1.1"},"day":7}`)))
	must(t, Put(b, Members, "aa.1.1", "inc-1"))
	Mark(b, Blocks, "v|violence|1|aa.1.1")
	must(t, s.Commit(b))
	must(t, s.Close())
	setSchema(t, s.Path(), "1")
	s, err := Open(s.Path(), Options{})
	must(t, err)
	defer s.Close()
	if n := Len(s, Signatures) + Len(s, Blocks); n != 0 || !Has(s, Unlinked, "aa.000001") || !Has(s, Members, "aa.1.1") {
		t.Errorf("%d of the old index are left, to be filed: %v, member: %v", n, Has(s, Unlinked, "aa.000001"), Has(s, Members, "aa.1.1"))
	}
	if u, err := Get(s, Dirty, "report/bb.1.1"); err != nil || u.Report != "bb.1.1" || u.Was != nil || u.Day != 7 {
		t.Errorf("got %+v, %v", u, err)
	}
}

// TestTails holds that sorted prefixes find what unsorted ones find, each tail once.
func TestTails(t *testing.T) {
	s := fresh(t)
	b := s.Batch()
	for _, key := range []string{"aa1", "aa2", "ab1", "ac3", "b1", "ba1"} {
		Mark(b, Blocks, key)
	}
	must(t, s.Commit(b))
	for _, tt := range []struct{ prefixes, want []string }{
		{nil, nil},
		{[]string{"aa", "ab"}, []string{"1", "2"}},
		{[]string{"ab", "aa"}, []string{"1", "2"}},
		{[]string{"a_", "aa", "ab", "ac", "ad", "ae", "b", "ba", "c", "d"}, []string{"1", "2", "3", "a1"}},
		{[]string{"d", "c", "aa", "aa", "ac"}, []string{"1", "2", "3"}},
	} {
		got := Tails(s, Blocks, tt.prefixes)
		if slices.Sort(got); !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.prefixes, got, tt.want)
		}
	}
}

func TestBackupAndCompact(t *testing.T) {
	s := fresh(t)
	for i := range 40 {
		put(t, s, Pages, fmt.Sprint(i), Page{Body: noise(i, 50_000)})
	}
	path := s.Path()
	copied := filepath.Join(t.TempDir(), "copy.db")
	sum, err := s.Backup(copied)
	must(t, err)
	if got, _ := digest(copied); got != sum {
		t.Errorf("digest %s, said %s", got, sum)
	}
	b := s.Batch()
	for i := range 38 {
		Delete(b, Pages, fmt.Sprint(i))
	}
	must(t, s.Commit(b))
	must(t, s.Close())
	before, after, err := Compact(path)
	must(t, err)
	if after*2 > before {
		t.Errorf("compacted %d to %d bytes", before, after)
	}
	for path, want := range map[string]int{path: 2, copied: 40} {
		s, err := Open(path, Options{})
		must(t, err)
		if got := Len(s, Pages); got != want {
			t.Errorf("%s holds %d pages, want %d", path, got, want)
		}
		s.Close()
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*.tmp*")); len(left) > 0 {
		t.Errorf("left behind: %s", left)
	}
}

// noise is reproducible and does not compress.
func noise(seed, n int) []byte {
	b, x := make([]byte, n), uint32(seed)*2654435761+1
	for i := range b {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b[i] = byte(x)
	}
	return b
}

// TestFull holds that a store that may not grow says so, loses nothing that was kept, and opens again.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "full.db")
	s, err := Open(path, Options{Now: noon, MaxSize: 1 << 20})
	must(t, err)
	kept := 0
	for err == nil {
		b := s.Batch()
		must(t, Put(b, Pages, fmt.Sprint(kept), Page{Body: noise(kept, 100_000)}))
		if err = s.Commit(b); err == nil {
			kept++
		}
	}
	if !errors.Is(err, ErrFull) || kept == 0 {
		t.Fatalf("after %d pages: %v, want %v", kept, err, ErrFull)
	}
	must(t, s.Close())
	s, err = Open(path, Options{})
	must(t, err)
	defer s.Close()
	if n := Len(s, Pages); n != kept {
		t.Errorf("%d pages, want %d", n, kept)
	}
	must(t, structure(s.db))
}

// TestCheckFindsFlips holds that a bit flipped in any live value is reported, and nothing in a sound store.
func TestCheckFindsFlips(t *testing.T) {
	s := fresh(t)
	page := Page{URL: "https://example.org/a", Body: []byte("needle of a page that is quite short")}
	page.SHA256 = extract.Digest(string(page.Body))
	put(t, s, Pages, PageKey("aa", &page), page)
	a := article("aa", "needle of an article")
	a.State = extract.StateQuarantined
	put(t, s, Articles, RevisionKey("aa", 1), a)
	count := func() (n int) {
		must(t, s.Check(func(error) { n++ }))
		return n
	}
	if n := count(); n != 0 {
		t.Fatalf("%d findings in a sound store", n)
	}
	must(t, s.Close())
	raw, err := os.ReadFile(s.Path())
	must(t, err)
	at := bytes.Index(raw, []byte(`"text":"needle of an article"`))
	if at < 0 {
		t.Fatal("the article does not lie open in the file")
	}
	raw[at+10] ^= 0x04
	must(t, os.WriteFile(s.Path(), raw, 0o600))
	if s, err = Open(s.Path(), Options{}); err != nil {
		t.Fatal(err)
	}
	if n := count(); n == 0 {
		t.Error("the flipped bit was not found")
	}
	if _, err := s.LatestArticle("aa"); !errors.Is(err, ErrDamaged) {
		t.Errorf("reading it: %v, want %v", err, ErrDamaged)
	}
}

// TestBackupLive holds that a copy made while another writes is the store as of one commit.
func TestBackupLive(t *testing.T) {
	s := fresh(t)
	write := func(n int) error {
		b := s.Batch()
		for i := range 200 {
			if err := Put(b, Aliases, fmt.Sprintf("%03d", (i*37+n)%1000), strings.Repeat("x", (i*n)%900)); err != nil {
				return err
			}
		}
		for i := range 20 {
			if err := Put(b, Progress, fmt.Sprint(i), fmt.Sprint(n)); err != nil {
				return err
			}
		}
		return s.Commit(b)
	}
	must(t, write(0))
	done, finished := make(chan struct{}), make(chan error)
	go func() {
		var err error
		for n := 1; err == nil; n++ {
			select {
			case <-done:
				finished <- nil
				return
			default:
				err = write(n)
			}
		}
		finished <- err
	}()
	for i := range 10 {
		to := filepath.Join(t.TempDir(), fmt.Sprint(i))
		_, err := BackupLive(s.Path(), to)
		if errors.Is(err, ErrLocked) { // it may write too fast; it may not be copied wrong
			t.Log("too fast")
			continue
		}
		must(t, err)
		asOfOneCommit(t, to)
	}
	close(done)
	must(t, <-finished)
	to := filepath.Join(t.TempDir(), "idle")
	_, err := BackupLive(s.Path(), to)
	must(t, err)
	asOfOneCommit(t, to)
}

func asOfOneCommit(t *testing.T, path string) {
	t.Helper()
	s, err := Open(path, Options{ReadOnly: true})
	must(t, err)
	defer s.Close()
	want, err := Get(s, Progress, "0")
	must(t, err)
	must(t, Each(s, Progress, "", func(key, got string) error {
		if got != want {
			t.Errorf("%s is of commit %s, 0 of %s", key, got, want)
		}
		return nil
	}))
	must(t, Each(s, Aliases, "", func(string, string) error { return nil }))
}

func FuzzPreflight(f *testing.F) {
	f.Add([]byte("garbage"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := checkMeta(bytes.NewReader(b), int64(len(b))); err == nil && len(b) < 1024 {
			t.Errorf("%d bytes pass for a database", len(b))
		}
	})
}

func FuzzDecode(f *testing.F) {
	c := newCodec()
	b, _ := c.encode(Item{Key: "k"})
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		var i Item
		if err := c.decode(b, &i); err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("%v is not %v", err, ErrDamaged)
		}
	})
}
