package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"time"

	"sitrep/extract"
	"sitrep/pipeline"
	"sitrep/pipeline/export"
	"sitrep/storage"
)

// exportCommand writes what is kept for others.
type exportCommand struct {
	DB           string   `name:"db" default:"sitrep.db" type:"path" help:"The database."`
	Output       string   `short:"o" type:"path" placeholder:"FILE" help:"Write FILE, whole or not at all, with FILE.manifest.json beside it. Standard output otherwise."`
	Format       string   `short:"f" default:"jsonl" help:"jsonl, json, csv, geojson, html (one page to read), or acled (a table in ACLED's columns)."`
	Layer        string   `default:"incidents" help:"incidents, reports, articles or near-misses."`
	Since        string   `placeholder:"DATE" help:"Only what may have happened on DATE or later."`
	Until        string   `placeholder:"DATE" help:"Only what may have happened on DATE or before."`
	Country      []string `placeholder:"CODE" help:"Only in these countries (ISO 3166-1 alpha-2)."`
	Box          string   `placeholder:"W,S,E,N" help:"Only within a box in degrees."`
	Near         string   `placeholder:"LAT,LON,KM" help:"Only within KM of a point."`
	Type         []string `placeholder:"TYPE" help:"Only these types, or families: attack, disaster.flood."`
	Toll         []string `placeholder:"MEASURE=N" help:"Only with at least N: killed=5."`
	Status       []string `placeholder:"STATUS" help:"Only candidate, corroborated, contested, retracted or rejected ones."`
	Review       []string `placeholder:"STATE" help:"Only unreviewed, accepted, corrected, rejected or reopened ones."`
	ChangedSince string   `placeholder:"TIME" help:"Only incidents that changed after TIME, and tombstones of those that are no more."`
	Verify       bool     `help:"Write nothing: check that the file given with -o is what its manifest says."`
	Losses       bool     `help:"Write nothing: say what the format leaves out."`
}

// Help is shown by `sitrep export --help`.
func (exportCommand) Help() string {
	return `Writes incidents, or another layer of the record. The same store gives the same bytes.

  sitrep export -f csv -o incidents.csv
  sitrep export --type attack --country IQ --since 2026-03-01 --toll killed=5
  sitrep export --changed-since 2026-03-14T06:00:00Z     to keep a copy in step; the next TIME is the manifest's cursor`
}

// Run is called by kong.
func (c *exportCommand) Run(env *environment) error {
	if err := export.Check(c.Layer, c.Format); err != nil {
		return withExit(exitUsage, err)
	}
	switch {
	case c.Losses:
		return c.printLosses(env.stdout)
	case c.Verify:
		return c.verify()
	}
	e, err := c.open(env)
	if err != nil {
		return err
	}
	defer e.store.Close()
	if c.Output == "" {
		written, err := e.write(env.stdout)
		return finishExport(env, written, err)
	}
	written, err := e.toFile(c.Output)
	return finishExport(env, written, err)
}

// open reads the flags and opens the store.
func (c *exportCommand) open(env *environment) (*exporter, error) {
	filter, err := c.filter()
	if err != nil {
		return nil, withExit(exitUsage, err)
	}
	since, err := changedSince(c.ChangedSince, c.Layer)
	if err != nil {
		return nil, withExit(exitUsage, err)
	}
	store, err := openExisting(env, c.DB)
	if err != nil {
		return nil, err
	}
	return &exporter{store: store, layer: c.Layer, format: c.Format, filter: filter, since: since, given: c.given()}, nil
}

func (c *exportCommand) printLosses(w io.Writer) error {
	for _, loss := range export.Losses(c.Format) {
		if _, err := fmt.Fprintln(w, loss); err != nil {
			return err
		}
	}
	return nil
}

func (c *exportCommand) verify() error {
	if c.Output == "" {
		return withExit(exitUsage, errors.New("--verify needs the file: -o FILE"))
	}
	err := export.Verify(c.Output)
	if errors.Is(err, export.ErrManifest) {
		return withExit(exitData, err)
	}
	return err
}

// openExisting opens a store for reading; a path that does not exist is not made into one.
func openExisting(env *environment, path string) (*storage.Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	return openStore(env, path, true)
}

// filter reads the flags that choose records.
func (c *exportCommand) filter() (*export.Filter, error) {
	f := &export.Filter{Since: c.Since, Until: c.Until, Types: c.Type, Statuses: c.Status, Reviews: c.Review}
	for _, country := range c.Country {
		f.Countries = append(f.Countries, strings.ToUpper(country))
	}
	for _, s := range c.Toll {
		toll, err := export.ReadToll(s)
		if err != nil {
			return nil, err
		}
		f.Tolls = append(f.Tolls, toll)
	}
	var err error
	if c.Box != "" {
		if f.Box, err = export.ReadBox(c.Box); err != nil {
			return nil, err
		}
	}
	if c.Near != "" {
		if f.Circle, err = export.ReadCircle(c.Near); err != nil {
			return nil, err
		}
	}
	return f, f.Check()
}

// changedSince reads the time of --changed-since.
func changedSince(s, layer string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if layer != "incidents" {
		return time.Time{}, errors.New("--changed-since is for incidents: other layers have no history")
	}
	for _, format := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(format, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("--changed-since %q: want a time like 2026-03-14T06:00:00Z, or a date", s)
}

// given lists the filters for the manifest.
func (c *exportCommand) given() map[string]string {
	given := map[string]string{"since": c.Since, "until": c.Until, "country": strings.Join(c.Country, ","), "box": c.Box, "near": c.Near, "type": strings.Join(c.Type, ","),
		"toll": strings.Join(c.Toll, ","), "status": strings.Join(c.Status, ","), "review": strings.Join(c.Review, ","), "changed-since": c.ChangedSince}
	for name, value := range given {
		if value == "" {
			delete(given, name)
		}
	}
	return given
}

// exporter writes one layer of a store.
type exporter struct {
	store  *storage.Store
	layer  string
	format string
	filter *export.Filter
	since  time.Time // of --changed-since; zero for a whole export
	given  map[string]string
}

// exportAll writes all incidents as JSON Lines, for the commands that can do so when they are done.
func exportAll(env *environment, store *storage.Store, path string) error {
	e := &exporter{store: store, layer: "incidents", format: "jsonl", filter: &export.Filter{}}
	written, err := e.toFile(path)
	if err == nil {
		fmt.Fprintf(env.stderr, "export   %6d incidents: %s\n", written.Records, path)
	}
	return finishExport(env, written, err)
}

// toFile writes the file, and then its manifest.
func (e *exporter) toFile(path string) (written export.Written, err error) {
	size, sum, err := export.File(path, func(w io.Writer) error {
		written, err = e.write(w)
		return err
	})
	if err != nil {
		return written, err
	}
	manifest, err := e.manifest()
	if err != nil {
		return written, err
	}
	manifest.Records, manifest.Failed, manifest.Bytes, manifest.SHA256 = written.Records, len(written.Failed), size, sum
	return written, export.WriteManifest(path, manifest)
}

// write writes the layer.
func (e *exporter) write(w io.Writer) (export.Written, error) {
	switch e.layer {
	case "reports":
		return export.Reports(w, e.format, e.reports())
	case "articles":
		return export.Articles(w, e.format, e.articles())
	case "near-misses":
		return export.NearMisses(w, e.format, e.nearMisses())
	}
	return export.Incidents(w, e.format, e.incidents())
}

// finishExport names what could not be written.
func finishExport(env *environment, written export.Written, err error) error {
	if err != nil {
		return err
	}
	for _, failed := range written.Failed {
		fmt.Fprintln(env.stderr, "sitrep:", safe(failed.Error()))
	}
	if len(written.Failed) > 0 {
		return withExit(exitPartial, fmt.Errorf("%d records could not be written", len(written.Failed)))
	}
	return nil
}

// ordered is where an incident stands in an export.
type ordered struct {
	id       string
	day      string // of the first report
	articles int
	first    string // report
	gone     bool
}

// incidents yields the chosen incidents by the day on which they were first reported, of one day the most reported first.
// Only their order is held in memory.
func (e *exporter) incidents() iter.Seq2[*extract.Incident, error] {
	return func(yield func(*extract.Incident, error) bool) {
		chosen, err := e.choose()
		if err != nil {
			yield(nil, err)
			return
		}
		for _, o := range chosen {
			bucket := storage.Incidents
			if o.gone {
				bucket = storage.Tombstones
			}
			inc, err := storage.Get(e.store, bucket, o.id)
			if e.since.IsZero() {
				inc.Changed = time.Time{} // of the store, not of the news: see extract.Incident
			}
			if !yield(&inc, err) || err != nil {
				return
			}
		}
	}
}

// choose lists the incidents to write. Without a filter only their heads are read.
func (e *exporter) choose() ([]ordered, error) {
	var chosen []ordered
	var err error
	if e.filter.Empty() {
		err = storage.Each(e.store, storage.IncidentHeads, "", func(_ string, h storage.IncidentHead) error {
			chosen = e.note(chosen, &h)
			return nil
		})
	} else {
		err = storage.Each(e.store, storage.Incidents, "", func(_ string, inc extract.Incident) error {
			if e.filter.Incident(&inc) {
				chosen = e.note(chosen, headOf(&inc))
			}
			return nil
		})
	}
	if err == nil && !e.since.IsZero() { // a copy must be told of all that is gone, whatever it had chosen
		err = storage.Each(e.store, storage.Tombstones, "", func(_ string, inc extract.Incident) error {
			if inc.Tombstone != nil && inc.Tombstone.At.After(e.since) {
				chosen = append(chosen, orderOf(headOf(&inc), true))
			}
			return nil
		})
	}
	slices.SortFunc(chosen, func(a, b ordered) int {
		return cmp.Or(strings.Compare(a.day, b.day), cmp.Compare(b.articles, a.articles), strings.Compare(a.first, b.first), strings.Compare(a.id, b.id))
	})
	return chosen, err
}

// note adds an incident that changed lately enough.
func (e *exporter) note(chosen []ordered, h *storage.IncidentHead) []ordered {
	if e.since.IsZero() || h.Changed.After(e.since) {
		return append(chosen, orderOf(h, false))
	}
	return chosen
}

func headOf(inc *extract.Incident) *storage.IncidentHead {
	h := &storage.IncidentHead{IncidentID: inc.IncidentID, Articles: inc.Articles, FirstReported: inc.FirstReported, Changed: inc.Changed}
	for _, r := range inc.Reports[:min(1, len(inc.Reports))] {
		h.Reports = append(h.Reports, struct {
			ID string `json:"id"`
		}{r.ID})
	}
	return h
}

func orderOf(h *storage.IncidentHead, gone bool) ordered {
	o := ordered{id: h.IncidentID, articles: h.Articles, gone: gone}
	if !h.FirstReported.IsZero() {
		o.day = h.FirstReported.UTC().Format(time.DateOnly)
	}
	if len(h.Reports) > 0 {
		o.first = h.Reports[0].ID
	}
	return o
}

// errEnough ends an iteration whose reader has had enough.
var errEnough = errors.New("enough")

// extractions yields what was read in the newest revision of each article.
func (e *exporter) extractions(yield func(storage.Extraction) bool) error {
	err := storage.Each(e.store, storage.Extractions, "", func(key string, x storage.Extraction) error {
		if storage.Last(e.store, storage.Articles, x.ArticleID+".") != key {
			return nil
		}
		if !yield(x) {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

func (e *exporter) reports() iter.Seq2[*extract.Report, error] {
	return func(yield func(*extract.Report, error) bool) {
		err := e.extractions(func(x storage.Extraction) bool {
			for i := range x.Reports {
				if e.filter.Report(&x.Reports[i]) && !yield(&x.Reports[i], nil) {
					return false
				}
			}
			return true
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

func (e *exporter) nearMisses() iter.Seq2[*extract.NearMiss, error] {
	return func(yield func(*extract.NearMiss, error) bool) {
		err := e.extractions(func(x storage.Extraction) bool {
			for i := range x.NearMisses {
				if !yield(&x.NearMisses[i], nil) {
					return false
				}
			}
			return true
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

func (e *exporter) articles() iter.Seq2[*extract.Article, error] {
	return func(yield func(*extract.Article, error) bool) {
		err := storage.Each(e.store, storage.Articles, "", func(_ string, a extract.Article) error {
			if e.filter.Article(&a) && !yield(&a, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, err)
		}
	}
}

// manifest says what the export is made of.
func (e *exporter) manifest() (export.Manifest, error) {
	coverage, err := e.coverage()
	if err != nil {
		return export.Manifest{}, err
	}
	extractor, _ := storage.Get(e.store, storage.Progress, "extractor") // absent before the first run
	cursor, err := e.cursor()
	return export.Manifest{Program: "sitrep " + programVersion, Format: e.format, Layer: e.layer, Filters: e.given, Cursor: cursor,
		Extractor: extractor, Coverage: coverage, Losses: export.Losses(e.format)}, err
}

// cursor is the time of the last change, for the next --changed-since.
func (e *exporter) cursor() (string, error) {
	key := storage.Last(e.store, storage.IncidentLog, "")
	if key == "" {
		return "", nil
	}
	last, err := storage.Get(e.store, storage.IncidentLog, key)
	return last.At.UTC().Format(time.RFC3339Nano), err
}

// coverage counts what the store had seen.
func (e *exporter) coverage() (export.Coverage, error) {
	c := export.Coverage{Articles: map[string]int{}, Incidents: storage.Len(e.store, storage.Incidents), Failures: storage.Len(e.store, storage.Failures),
		Stale: storage.Len(e.store, storage.Unread)}
	err := storage.Each(e.store, storage.ArticleStates, "", func(_ string, a storage.ArticleState) error {
		c.Articles[cmp.Or(a.State, extract.StateCleaned)]++
		return nil
	})
	if err == nil {
		err = storage.Each(e.store, storage.ExtractionCounts, "", func(key string, x storage.ExtractionCount) error {
			if storage.Last(e.store, storage.Articles, x.ArticleID+".") == key {
				c.Reports, c.NearMisses = c.Reports+len(x.Reports), c.NearMisses+len(x.NearMisses)
			}
			return nil
		})
	}
	if err == nil {
		c.FeedsPolled, c.FeedsFailed, err = feedHealth(e.store)
	}
	return c, err
}

// feedHealth counts the feeds that were ever polled and names those whose last poll failed.
func feedHealth(store *storage.Store) (polled int, failed []string, err error) {
	failed = []string{}
	for _, name := range storage.Keys(store, storage.Sources, "", "", 0) {
		state, err := pipeline.ReadSourceState(store, name)
		if err != nil {
			return polled, failed, err
		}
		polled++
		if state.LastError != "" {
			failed = append(failed, name)
		}
	}
	return polled, failed, nil
}
