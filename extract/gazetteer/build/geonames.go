package build

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"

	"sitrep/extract/gazetteer"
)

// Dump names the files of a GeoNames dump (download.geonames.org/export/dump), zipped or not. Only Places is needed.
type Dump struct {
	Places    string // allCountries.zip, or a country's
	Names     string // alternateNamesV2.zip; without it the alternates within Places are used
	Admin1    string // admin1CodesASCII.txt
	Admin2    string // admin2Codes.txt
	Countries string // countryInfo.txt
}

// keptFeatures are the feature codes taken from a dump beside all of class A and P.
var keptFeatures = func() map[string]bool {
	m := map[string]bool{}
	for class, codes := range map[string]string{
		"L": "RGN RGNE CONT MILB INSM PRT PRK OILF GASF CMP CMPRF",
		"S": "AIRB AIRP AIRF AIRH NVB DIP GOVL HSP PRN NUCR DAM MSQE SCH UNIV BDG CRSS RFNY MALL STDM SQR PS",
		"T": "MT MTS PEN ISL ISLS DSRT VAL PASS",
		"H": "SEA STRT GULF BAY OCN LK RSV STM CNL CHN",
	} {
		for _, code := range strings.Fields(codes) {
			m[class+" "+code] = true
		}
	}
	return m
}()

// Import builds an index from the packages in dir and a GeoNames dump, in bounded memory: the rows
// and the names of the dump are sorted in files. A row of the dump replaces the place of the same id;
// the aliases of the project's own table stay.
func Import(dir string, d Dump, path string) ([]string, error) {
	w, err := merged(dir)
	if err != nil {
		return nil, err
	}
	return w.Tally, w.importDump(d, path)
}

func (w *world) importDump(d Dump, path string) error {
	tmp, err := os.MkdirTemp("", "gazetteer")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	in := &dump{places: gazetteer.NewSorter(tmp, "places"), names: gazetteer.NewSorter(tmp, "alternates"), unit: map[string]string{}, country: map[string]bool{}, hasNames: d.Names != ""}
	if err := in.readPlaces(d.Places); err != nil {
		return err
	}
	if err := in.readNames(d.Names); err != nil {
		return err
	}
	if err := in.readUnits(d.Admin1, d.Admin2); err != nil {
		return err
	}
	if err := w.readCountries(d.Countries); err != nil {
		return err
	}
	w.tally("GeoNames dump: %d rows, %d kept; %d names", in.rows, in.kept, in.alternates)
	w.repoint(in)
	return w.writeWith(in, tmp, path)
}

// dump is what was read of a GeoNames dump.
type dump struct {
	places, names          *gazetteer.Sorter
	unit                   map[string]string // code of a unit -> its id
	country                map[string]bool
	hasNames               bool
	rows, kept, alternates int
}

// readPlaces sorts the rows that are kept by id: eight bytes of it, then the line.
func (in *dump) readPlaces(path string) error {
	return eachLine(path, func(n int, line []byte) error {
		in.rows++
		col := bytes.Split(line, []byte{'\t'})
		if len(col) != 19 {
			return fmt.Errorf("%s:%d: %d columns, want 19: %w", path, n, len(col), ErrSource)
		}
		class, code := string(col[6]), string(col[7])
		if class != "A" && class != "P" && !keptFeatures[class+" "+code] {
			return nil
		}
		id, err := strconv.ParseUint(string(col[0]), 10, 31)
		if err != nil || id == 0 {
			return fmt.Errorf("%s:%d: id %q: %w", path, n, col[0], ErrSource)
		}
		in.kept++
		in.country[string(col[8])] = true
		unit := string(col[8]) + "." + string(col[10])
		switch code {
		case "ADM2":
			unit += "." + string(col[11])
			fallthrough
		case "ADM1":
			in.unit[unit] = "gn:" + string(col[0])
		}
		return in.places.Add(append(binary.BigEndian.AppendUint64(nil, id), line...))
	})
}

// skippedLanguages are pseudo-languages of alternateNamesV2 that are no names in a text.
var skippedLanguages = map[string]bool{"link": true, "post": true, "iata": true, "icao": true, "faac": true, "unlc": true, "tcid": true, "wkdt": true, "abbr": true, "phon": true, "piny": true}

// readNames sorts the alternate names by the id that they belong to. Historic and colloquial ones are left out.
func (in *dump) readNames(path string) error {
	if path == "" {
		return nil
	}
	return eachLine(path, func(n int, line []byte) error {
		col := strings.Split(string(line), "\t")
		if len(col) < 8 {
			return fmt.Errorf("%s:%d: %d columns, want 8 or 10: %w", path, n, len(col), ErrSource)
		}
		id, err := strconv.ParseUint(col[1], 10, 31)
		if err != nil {
			return fmt.Errorf("%s:%d: id %q: %w", path, n, col[1], ErrSource)
		}
		if skippedLanguages[col[2]] || col[6] == "1" || col[7] == "1" || !usefulAlternate(col[3]) {
			return nil
		}
		class := gazetteer.Alternate
		if col[2] == "en" && col[4] == "1" {
			class = gazetteer.Preferred
		}
		in.alternates++
		return in.names.Add(append(append(binary.BigEndian.AppendUint64(nil, id), byte(class)), col[3]...))
	})
}

// readUnits reads the code files: code, name, ASCII name, id.
func (in *dump) readUnits(paths ...string) error {
	for _, path := range paths {
		if path == "" {
			continue
		}
		err := eachLine(path, func(n int, line []byte) error {
			col := strings.Split(string(line), "\t")
			if len(col) < 4 {
				return fmt.Errorf("%s:%d: %d columns, want 4: %w", path, n, len(col), ErrSource)
			}
			if in.country[strings.SplitN(col[0], ".", 2)[0]] {
				in.unit[col[0]] = "gn:" + col[3]
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readCountries takes populations from countryInfo.txt: ISO code first, population in the eighth column.
func (w *world) readCountries(path string) error {
	if path == "" {
		return nil
	}
	return eachLine(path, func(n int, line []byte) error {
		if len(line) == 0 || line[0] == '#' {
			return nil
		}
		col := strings.Split(string(line), "\t")
		if len(col) < 17 {
			return fmt.Errorf("%s:%d: %d columns, want 17 or more: %w", path, n, len(col), ErrSource)
		}
		if e := w.country[col[0]]; e != nil {
			if pop, err := strconv.Atoi(col[7]); err == nil {
				e.Population = pop
			}
			e.add(col[4], gazetteer.Alternate)
		}
		return nil
	})
}

// eachLine calls do with each line of a file, or of the first .txt of a zip that is no readme. Lines may be long.
func eachLine(path string, do func(n int, line []byte) error) error {
	r, err := openTable(path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer r.Close()
	b := bufio.NewReaderSize(r, 1<<20)
	for n := 1; ; n++ {
		line, err := b.ReadBytes('\n')
		if len(line) > 0 {
			if err := do(n, bytes.TrimRight(line, "\r\n")); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w: %w", path, n, ErrSource, err)
		}
	}
}

func openTable(path string) (io.ReadCloser, error) {
	if !strings.HasSuffix(strings.ToLower(path), ".zip") {
		return os.Open(path)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if name := strings.ToLower(f.Name); strings.HasSuffix(name, ".txt") && !strings.Contains(name, "readme") && !strings.HasPrefix(name, "iso-languagecodes") {
			r, err := f.Open()
			if err != nil {
				z.Close()
				return nil, err
			}
			return zipped{r, z}, nil
		}
	}
	z.Close()
	return nil, fmt.Errorf("no .txt within: %w", ErrSource)
}

type zipped struct {
	io.ReadCloser
	archive *zip.ReadCloser
}

func (z zipped) Close() error {
	z.ReadCloser.Close()
	return z.archive.Close()
}

// repoint gives units their GeoNames ids, and drops places without id of countries that the dump
// covers, unless the project's own table names them.
func (w *world) repoint(in *dump) {
	w.entries = slices.DeleteFunc(w.entries, func(e *entry) bool {
		return strings.HasPrefix(e.ID, "cj:") && in.country[e.Country] && !e.supplied
	})
	for _, e := range w.entries {
		id, ok := in.unit[e.Unit]
		if !ok || e.Unit == "" || w.byID[id] != nil || strings.HasPrefix(e.ID, "gn:") {
			continue
		}
		delete(w.byID, e.ID)
		e.ID = id
		w.byID[id] = e
	}
}

// writeWith merges the world with the sorted dump, both in the order of ids, and writes the index.
func (w *world) writeWith(in *dump, tmp, path string) error {
	for _, e := range w.entries {
		if e.noPoint && !strings.HasPrefix(e.ID, "gn:") {
			delete(w.byID, e.ID)
		}
	}
	w.entries = slices.DeleteFunc(w.entries, func(e *entry) bool { return e.noPoint && w.byID[e.ID] == nil })
	slices.SortFunc(w.entries, func(a, b *entry) int { return gazetteer.CompareIDs(a.ID, b.ID) })
	out, err := gazetteer.NewWriter(tmp, w.unitsWith(in, 1), w.unitsWith(in, 2))
	if err != nil {
		return err
	}
	places, stop := iter.Pull2(in.places.Sorted())
	defer stop()
	names := newNameReader(in.names.Sorted())
	defer names.stop()
	n := 0
	put := func(e *entry) error {
		if e.noPoint {
			return nil
		}
		n++
		e.finish()
		return out.Add(e.Record)
	}
	row, err, more := places()
	next := 0
	for more || next < len(w.entries) {
		if err != nil {
			return err
		}
		var e *entry
		c := 1
		if more {
			c = -1
			if next < len(w.entries) {
				c = gazetteer.CompareIDs("gn:"+strconv.FormatUint(binary.BigEndian.Uint64(row), 10), w.entries[next].ID)
			}
		}
		if c >= 0 {
			e = w.entries[next]
			next++
		}
		if c <= 0 {
			if e, err = in.entry(row, e); err != nil {
				return err
			}
			row, err, more = places()
		}
		if err := names.addTo(e); err != nil {
			return err
		}
		if perr := put(e); perr != nil {
			return perr
		}
	}
	w.tally("index: %d places", n)
	return out.Finish(path)
}

// entry makes a place of a row of the dump, on top of what is known of it already.
func (in *dump) entry(row []byte, known *entry) (*entry, error) {
	col := strings.Split(string(row[8:]), "\t")
	r, err := geonamesRow(col)
	if err != nil {
		return nil, fmt.Errorf("geonameid %s: %w", col[0], err)
	}
	e := known
	if e == nil {
		e = &entry{names: map[string]gazetteer.Class{}}
	}
	if known != nil {
		r.RadiusM, r.Unit = known.RadiusM, known.Unit
		r.Population = max(r.Population, known.Population)
		if strings.HasPrefix(known.Feature, "PCL") || known.Feature == "CONT" {
			r.Name, r.Feature, r.Country = known.Name, known.Feature, known.Country // countries keep their English names
		}
	}
	switch r.Feature {
	case "ADM1":
		r.Unit = r.Admin1
	case "ADM2":
		r.Unit = r.Admin2
	}
	e.Record, e.noPoint = r, false
	e.add(r.Name, gazetteer.Preferred)
	e.add(col[2], gazetteer.Preferred)
	if !in.hasNames {
		for alt := range strings.SplitSeq(col[3], ",") {
			if usefulAlternate(alt) {
				e.add(alt, gazetteer.Alternate)
			}
		}
	}
	return e, nil
}

// unitsWith lists all units of an order (1: countries and first order, 2: second) of the world and the dump.
func (w *world) unitsWith(in *dump, order int) []gazetteer.Unit {
	iso := map[string]string{}
	for code, e := range w.unit {
		if dots := strings.Count(code, "."); dots == order || order == 1 && dots == 0 {
			iso[code] = e.iso
		}
	}
	for code := range in.unit {
		if _, ok := iso[code]; !ok && strings.Count(code, ".") == order {
			iso[code] = ""
		}
	}
	var units []gazetteer.Unit
	for code, i := range iso {
		units = append(units, gazetteer.Unit{Code: code, ISO: i})
	}
	slices.SortFunc(units, func(a, b gazetteer.Unit) int { return strings.Compare(a.Code, b.Code) })
	return units
}

// nameReader hands out the sorted alternate names id by id.
type nameReader struct {
	next func() ([]byte, error, bool)
	stop func()
	head []byte
	more bool
	err  error
}

func newNameReader(seq iter.Seq2[[]byte, error]) *nameReader {
	r := &nameReader{}
	r.next, r.stop = iter.Pull2(seq)
	r.head, r.err, r.more = r.next()
	return r
}

// addTo adds the names of the entry's id. Entries must come in the order of their ids.
func (r *nameReader) addTo(e *entry) error {
	digits, ok := strings.CutPrefix(e.ID, "gn:")
	if !ok {
		return r.err
	}
	id, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return fmt.Errorf("id %q: %w", e.ID, ErrSource)
	}
	for r.more && r.err == nil && binary.BigEndian.Uint64(r.head) <= id {
		if binary.BigEndian.Uint64(r.head) == id {
			e.add(string(r.head[9:]), gazetteer.Class(r.head[8]))
		}
		r.head, r.err, r.more = r.next()
	}
	return r.err
}
