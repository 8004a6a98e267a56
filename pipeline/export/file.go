package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"sitrep/extract"
)

// ErrManifest is returned by Verify for a file that is not what its manifest says.
var ErrManifest = errors.New("file and manifest differ")

// Manifest stands beside an exported file and says what it is. It holds no time of its making: the same store gives the
// same manifest.
type Manifest struct {
	Schema      string            `json:"schema"`
	Program     string            `json:"program"` // name and version
	File        string            `json:"file"`
	Format      string            `json:"format"`
	Layer       string            `json:"layer"`
	Records     int               `json:"records"`
	Failed      int               `json:"failed"` // records that could not be written
	Bytes       int64             `json:"bytes"`
	SHA256      string            `json:"sha256"`
	Filters     map[string]string `json:"filters,omitempty"` // as they were given
	Cursor      string            `json:"cursor,omitempty"`  // what to give to --changed-since the next time
	Extractor   string            `json:"extractor"`
	Gazetteer   string            `json:"gazetteer,omitempty"`
	Coverage    Coverage          `json:"coverage"`
	Losses      []string          `json:"losses,omitempty"` // what the format leaves out
	Attribution []string          `json:"attribution"`
}

// Coverage is what the store that was exported had seen, and what it had not.
type Coverage struct {
	Articles    map[string]int `json:"articles"` // by state
	Stale       int            `json:"stale"`    // articles extracted by another version than Extractor
	Reports     int            `json:"reports"`
	Incidents   int            `json:"incidents"`
	NearMisses  int            `json:"near_misses"`
	Failures    int            `json:"failures"` // items that failed and wait or were given up
	FeedsPolled int            `json:"feeds_polled"`
	FeedsFailed []string       `json:"feeds_failed"` // names or addresses, sorted
}

// Attribution says whose data the records rest on.
var Attribution = []string{
	"Quotes belong to the publishers named with them.",
	"This product includes data from GeoNames (https://www.geonames.org/), licensed under the Creative Commons Attribution 4.0 International " +
		"licence (https://creativecommons.org/licenses/by/4.0/). The data have been modified: filtered, normalised, merged with other sources and " +
		"re-indexed. GeoNames gives no warranty of accuracy, timeliness or completeness. Made with Natural Earth. Airport data: OurAirports, public domain, no warranty.",
}

// ManifestPath returns the manifest's path for a file.
func ManifestPath(file string) string { return file + ".manifest.json" }

// File writes a file whole or not at all: under a temporary name in the same folder, flushed to the disk,
// renamed, and the folder flushed. It returns the length and SHA-256 of what was written.
func File(path string, write func(io.Writer) error) (size int64, sum string, err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".sitrep-*.tmp")
	if err != nil {
		return 0, "", err
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	counted := &counter{hash: sha256.New(), to: bufio.NewWriterSize(temp, 1<<18)}
	if err = write(counted); err != nil {
		return 0, "", err
	}
	if err = counted.to.Flush(); err != nil {
		return 0, "", err
	}
	if err = settle(temp, path, counted.size); err != nil {
		return 0, "", err
	}
	return counted.size, hex.EncodeToString(counted.hash.Sum(nil)), nil
}

// settle makes a complete temporary file durable and gives it its name.
func settle(temp *os.File, path string, size int64) error {
	if stat, err := temp.Stat(); err != nil || stat.Size() != size {
		return errors.Join(fmt.Errorf("%s: %d bytes were to be written", temp.Name(), size), err)
	}
	if err := temp.Chmod(0o644); err != nil {
		return err
	}
	if err := temp.Sync(); err != nil {
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes a rename durable.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

// counter counts and hashes what passes through it.
type counter struct {
	hash hash.Hash
	to   *bufio.Writer
	size int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	c.hash.Write(b[:n])
	c.size += int64(n)
	return n, err
}

// WriteManifest writes the manifest beside its file, which must be complete.
func WriteManifest(path string, m Manifest) error {
	m.Schema, m.File = extract.SchemaManifest, filepath.Base(path)
	if m.Attribution == nil {
		m.Attribution = Attribution
	}
	if m.Coverage.FeedsFailed == nil {
		m.Coverage.FeedsFailed = []string{}
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	_, _, err = File(ManifestPath(path), func(w io.Writer) error {
		_, err := w.Write(append(extract.EscapeControls(text), '\n'))
		return err
	})
	return err
}

// Verify reads a file and its manifest and reports whether they belong together. The error wraps ErrManifest and names the file.
func Verify(path string) error {
	text, err := os.ReadFile(ManifestPath(path))
	if err != nil {
		return err
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return fmt.Errorf("%w: %s: %s", ErrManifest, ManifestPath(path), err)
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, file)
	if err != nil {
		return err
	}
	if size != m.Bytes || hex.EncodeToString(sum.Sum(nil)) != m.SHA256 {
		return fmt.Errorf("%w: %s", ErrManifest, path)
	}
	return nil
}
