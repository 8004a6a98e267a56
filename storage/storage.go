// Package storage keeps what sitrep knows in one bbolt file. It knows the records of package extract and nothing of
// language, HTML or the network; what fetching and linking remember it keeps as values that it does not look into.
//
// Promises: a batch is written whole or not at all, and is on disk when Commit returns; every value carries a checksum and
// is refused with ErrDamaged rather than returned wrong; one process writes, a second one gets ErrLocked within a second;
// a file that is truncated, empty, foreign or newer is refused before anything is read from it or written to it.
// No method runs a caller's code inside a transaction, so writing while iterating cannot hang.
//
// # Key schema
//
//	meta       "app", "schema", "created"       -> text
//	sources    source name                      -> what the poller remembers of it: validators, next check, failures
//	hosts      host                             -> what the fetcher remembers of it: next request, breaker, robots.txt
//	items      item key                         -> Item: what a source listed, its state, attempts, next try
//	queue      item key                         -> "" for every item with work left; written with items
//	aliases    an identity of an item           -> item key : its GUID, its canonical URL, each hashed
//	pages      article id "/" SHA-256 of body   -> Page: response facts and raw bytes, these until they are dropped for their age
//	articles   article id "." revision (6)      -> extract.Article
//	texts      SHA-256 of the text "/" article  -> "" : articles of the same words
//	bands      band of a sketch "/" article     -> "" : articles of nearly the same words
//	reports    article id "." revision (6)      -> Extraction: the reports and near misses of one revision, and who read them
//	history    as reports, "/" extractor        -> Extraction: what an earlier extractor read
//	unread     article id "." revision (6)      -> "" : articles that the current extractor has not read
//	unlinked   article id "." revision (6)      -> "" : extractions that the link step has not seen
//	incidents  incident id                      -> extract.Incident
//	signatures report id                        -> what the link step weighs of a report, in bytes of its own
//	blocks     block key (8 bytes) report id    -> "" : which reports may be about one incident
//	members    report id                        -> incident id
//	dirty      "report/" or "incident/" id      -> Unsettled : what the incidents do not reflect yet
//	decided    incident id                      -> the decisions about it, in their order
//	incident_log, reviews   sequence (8 bytes, big-endian) -> one change or decision, append-only
//	failures   step "/" key                     -> Failure
//	inflight   step "/" key                     -> Started: what was being read when the process died
//	tombstones incident id                      -> extract.Incident that is no more
//	progress   name of a mark                   -> how far a step has come ("extractor": whose reading is complete)
//
// A value is one byte of encoding (0 plain, 1 zstd, 2 no JSON), four bytes of CRC-32C over all that follows them, and the JSON or the bytes.
// Sets ("" above) have empty values and live by their keys.
package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The errors of opening a store.
var (
	ErrLocked    = errors.New("another run holds the database")
	ErrNewer     = errors.New("the database was written by a newer sitrep")
	ErrForeign   = errors.New("not a database of sitrep")
	ErrEmpty     = errors.New("the database file is empty; remove it to begin a new one, or restore a backup")
	ErrTruncated = errors.New("the database file is cut short; restore a backup")
)

// The errors of reading and writing.
var (
	ErrNotFound = errors.New("not found")
	ErrDamaged  = errors.New("damaged value")
	ErrFull     = errors.New("no room: the disk is full, or the database has reached its greatest size")
	ErrClosed   = errors.New("the database stopped after a failed commit; run again")
)

// SchemaVersion is the version of the key schema above.
const SchemaVersion = 3

const (
	appName     = "sitrep"
	lockTimeout = time.Second
	maxSize     = 8 << 30
)

// Options are what a caller decides about a store.
type Options struct {
	ReadOnly bool
	MaxSize  int       // bytes the file may grow to; 8 GiB where 0
	Now      time.Time // written as the time of creation of a new store
}

// Store is an open database. Its methods may be called from several goroutines.
type Store struct {
	db     *bbolt.DB
	path   string
	codec  codec
	write  sync.Mutex // one commit at a time
	failed error      // the first commit that failed: whether it was applied is not known

	touched atomic.Int64 // places of the file that were read
}

// Open opens the store at path. A path that does not exist becomes a new store (mode 0600); any other file must be one.
// The errors wrap ErrLocked, ErrNewer, ErrForeign, ErrEmpty or ErrTruncated with the path.
func Open(path string, o Options) (*Store, error) {
	fresh, err := preflight(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if fresh && o.ReadOnly {
		return nil, fmt.Errorf("%s: %w", path, fs.ErrNotExist)
	}
	if fresh {
		if err := found(path, o); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	db, err := bbolt.Open(path, 0o600, boltOptions(o))
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("%s: %w", path, ErrLocked)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	s := &Store{db: db, path: path, codec: newCodec()}
	if err := s.adopt(o); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

func boltOptions(o Options) *bbolt.Options {
	options := *bbolt.DefaultOptions
	options.Timeout, options.ReadOnly, options.FreelistType, options.MaxSize = lockTimeout, o.ReadOnly, bbolt.FreelistMapType, maxSize
	if o.MaxSize > 0 {
		options.MaxSize = o.MaxSize
	}
	return &options
}

// found makes a store under a name of its own and gives it its name when it is whole, so that a process killed meanwhile leaves no
// empty file there. Where another process was faster, its store stays.
func found(path string, o Options) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	draft.Close()
	db, err := bbolt.Open(draft.Name(), 0o600, boltOptions(o))
	if err != nil {
		return err
	}
	s := &Store{db: db, path: path, codec: newCodec()}
	if err := errors.Join(s.create(o.Now), db.Close()); err != nil {
		return err
	}
	if err := os.Link(draft.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return os.Rename(draft.Name(), path) // a file system without links
}

// adopt checks and migrates a store.
func (s *Store) adopt(o Options) error {
	version, err := s.schema()
	if errors.Is(err, ErrForeign) && !o.ReadOnly && s.isVoid() { // killed between the making of the file and of its buckets
		return s.create(o.Now)
	}
	switch {
	case err != nil:
		return err
	case version > SchemaVersion:
		return fmt.Errorf("%w (schema %d, this one knows %d); update sitrep", ErrNewer, version, SchemaVersion)
	case version < SchemaVersion && o.ReadOnly:
		return fmt.Errorf("%w (schema %d): open it once for writing to migrate it", ErrForeign, version)
	}
	return s.migrate(version, migrations)
}

func (s *Store) create(now time.Time) error {
	return s.db.Update(func(tx *bbolt.Tx) error {
		for _, name := range bucketNames {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return err
			}
		}
		meta := tx.Bucket([]byte("meta"))
		return errors.Join(
			meta.Put([]byte("app"), []byte(appName)),
			meta.Put([]byte("created"), []byte(now.UTC().Format(time.RFC3339))),
			meta.Put([]byte("schema"), []byte(strconv.Itoa(SchemaVersion))))
	})
}

// isVoid reports whether the file holds no bucket at all.
func (s *Store) isVoid() bool {
	err := s.db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func([]byte, *bbolt.Bucket) error { return ErrForeign })
	})
	return err == nil
}

// schema reads the version of the key schema, or ErrForeign.
func (s *Store) schema() (int, error) {
	version := 0
	err := s.db.View(func(tx *bbolt.Tx) error {
		meta := tx.Bucket([]byte("meta"))
		if meta == nil || string(meta.Get([]byte("app"))) != appName {
			return ErrForeign
		}
		var err error
		if version, err = strconv.Atoi(string(meta.Get([]byte("schema")))); err != nil {
			return fmt.Errorf("%w: no schema version", ErrForeign)
		}
		return nil
	})
	return version, err
}

// Close releases the file.
func (s *Store) Close() error { return s.db.Close() }

// Path returns where the store lies.
func (s *Store) Path() string { return s.path }
