package gazetteer

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Record is a place as the builder hands it to a Writer.
type Record struct {
	ID         string // stable id: "gn:98182" or a synthetic one
	Name       string
	Names      []Name // all names by which it is found, not yet normalised, Name among them
	Feature    string
	Country    string
	Lat, Lon   float64
	Population int
	Rank       uint32 // the higher, the earlier among the readings of a name
	RadiusM    int
	Admin1     string // code of the unit that it lies in, "IQ.01"
	Admin2     string // likewise, "US.OH.049"
	Unit       string // code of the unit that it is itself, or empty
}

// Name is one name of a Record.
type Name struct {
	Text     string
	Class    Class
	Skeleton bool // whether other romanisations are to be found through its skeleton
}

// Unit is an administrative unit that records refer to by its code.
type Unit struct{ Code, ISO string }

// Errors of a Writer.
var (
	ErrOrder     = errors.New("records are not in the order of their ids")
	ErrDuplicate = errors.New("two records have one id")
	ErrCollision = errors.New("two names have one hash")
	ErrCapacity  = errors.New("more than the format can hold")
)

// CompareIDs orders stable ids: GeoNames ids by number, then all others as strings.
func CompareIDs(a, b string) int {
	na, oka := geonamesID(a)
	nb, okb := geonamesID(b)
	switch {
	case oka && okb:
		return cmp.Compare(na, nb)
	case oka:
		return -1
	case okb:
		return 1
	}
	return strings.Compare(a, b)
}

func geonamesID(id string) (uint64, bool) {
	digits, ok := strings.CutPrefix(id, "gn:")
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 31)
	return n, err == nil && n > 0
}

// Writer writes an index record by record, in bounded memory: rows and strings go to temporary
// files at once, names through an external sort.
type Writer struct {
	dir           string
	rows, strings *section
	names         *Sorter
	admin1        adminTable
	admin2        adminTable
	recent        map[string]uint32 // strings written lately, so that equal ones are kept once
	features      labels            // fewer than 256
	countries     labels
	lastID        string
	count         uint32
}

// labels are strings that many rows share, numbered as they come; 0 is the empty one.
type labels struct {
	number map[string]int
	at     []uint32
}

type adminTable struct {
	index map[string]int
	bytes []byte
}

// NewWriter begins an index whose records lie in the given units. Temporary files go to dir.
func NewWriter(dir string, admin1, admin2 []Unit) (*Writer, error) {
	w := &Writer{dir: dir, recent: map[string]uint32{}}
	var err error
	if w.rows, err = newSection(dir, "rows"); err != nil {
		return nil, err
	}
	if w.strings, err = newSection(dir, "strings"); err != nil {
		return nil, err
	}
	w.names = NewSorter(dir, "names")
	if w.admin1, err = w.units(admin1, math.MaxUint16); err != nil {
		return nil, err
	}
	if w.admin2, err = w.units(admin2, 1<<24-1); err != nil {
		return nil, err
	}
	for _, l := range []*labels{&w.features, &w.countries} {
		l.number = map[string]int{}
		if _, err = w.label(l, ""); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (w *Writer) units(units []Unit, most int) (adminTable, error) {
	if len(units) > most {
		return adminTable{}, fmt.Errorf("%d administrative units: %w", len(units), ErrCapacity)
	}
	t := adminTable{index: map[string]int{}}
	for i, u := range units {
		code, err := w.text(u.Code)
		if err != nil {
			return t, err
		}
		iso, err := w.text(u.ISO)
		if err != nil {
			return t, err
		}
		t.index[u.Code] = i + 1
		t.bytes = binary.LittleEndian.AppendUint32(t.bytes, code)
		t.bytes = binary.LittleEndian.AppendUint32(t.bytes, iso)
		t.bytes = binary.LittleEndian.AppendUint32(t.bytes, math.MaxUint32)
	}
	return t, nil
}

// own notes that the record numbered id is the unit with the code.
func (t adminTable) own(code string, id uint32) {
	if i := t.index[code]; i > 0 {
		binary.LittleEndian.PutUint32(t.bytes[(i-1)*adminSize+8:], id)
	}
}

// Add writes one record. Records must come in the order of CompareIDs.
func (w *Writer) Add(r Record) error {
	if w.count > 0 {
		switch c := CompareIDs(w.lastID, r.ID); {
		case c == 0:
			return fmt.Errorf("%s (%s): %w", r.ID, r.Name, ErrDuplicate)
		case c > 0:
			return fmt.Errorf("%s after %s: %w", r.ID, w.lastID, ErrOrder)
		}
	}
	if w.count >= 1<<29-1 {
		return fmt.Errorf("%d places: %w", w.count, ErrCapacity)
	}
	row, err := w.row(r)
	if err != nil {
		return fmt.Errorf("%s (%s): %w", r.ID, r.Name, err)
	}
	if err := w.rows.write(row); err != nil {
		return err
	}
	if r.Unit != "" {
		w.admin1.own(r.Unit, w.count)
		w.admin2.own(r.Unit, w.count)
	}
	if err := w.addNames(r); err != nil {
		return err
	}
	w.lastID = r.ID
	w.count++
	return nil
}

func (w *Writer) row(r Record) ([]byte, error) {
	var id uint32
	if n, ok := geonamesID(r.ID); ok {
		id = uint32(n)
	} else {
		at, err := w.text(r.ID)
		if err != nil {
			return nil, err
		}
		id = at | synthetic
	}
	name, err := w.text(r.Name)
	if err != nil {
		return nil, err
	}
	feature, err := w.label(&w.features, r.Feature)
	if err != nil {
		return nil, err
	}
	country, err := w.label(&w.countries, r.Country)
	if err != nil {
		return nil, err
	}
	if feature > math.MaxUint8 || country > math.MaxUint16 {
		return nil, fmt.Errorf("feature code or country number %d: %w", max(feature, country), ErrCapacity)
	}
	b := make([]byte, 0, rowSize)
	b = binary.LittleEndian.AppendUint32(b, id)
	b = binary.LittleEndian.AppendUint32(b, uint32(int32(math.Round(r.Lat*1e5))))
	b = binary.LittleEndian.AppendUint32(b, uint32(int32(math.Round(r.Lon*1e5))))
	b = binary.LittleEndian.AppendUint32(b, uint32(min(max(r.Population, 0), math.MaxUint32)))
	b = binary.LittleEndian.AppendUint32(b, name)
	b = binary.LittleEndian.AppendUint16(b, uint16(w.admin1.index[r.Admin1]))
	a2 := w.admin2.index[r.Admin2]
	b = append(b, byte(a2), byte(a2>>8), byte(a2>>16), byte(feature))
	b = binary.LittleEndian.AppendUint16(b, uint16(country))
	return binary.LittleEndian.AppendUint16(b, uint16(min(r.RadiusM/100, math.MaxUint16))), nil
}

// addNames puts a tuple for every key of the record into the sort: hash, rank (descending), place, class.
func (w *Writer) addNames(r Record) error {
	seen := map[uint64]bool{}
	for class := Preferred; class <= Derived; class++ {
		for _, n := range r.Names {
			if n.Class != class {
				continue
			}
			key := Normalise(n.Text)
			if key == "" {
				continue
			}
			if err := w.addKey(seen, Hash(0, key), r.Rank, class); err != nil {
				return err
			}
			if s := Skeleton(key); n.Skeleton && s != "" {
				if err := w.addKey(seen, Hash(skeletonSeed, s), r.Rank, class); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (w *Writer) addKey(seen map[uint64]bool, h uint64, rank uint32, class Class) error {
	h = Finish(h)
	if seen[h] {
		return nil
	}
	seen[h] = true
	var b [17]byte
	binary.BigEndian.PutUint64(b[:], h)
	binary.BigEndian.PutUint32(b[8:], ^rank)
	binary.BigEndian.PutUint32(b[12:], w.count)
	b[16] = byte(class)
	return w.names.Add(b[:])
}

func (w *Writer) label(l *labels, s string) (int, error) {
	if i, ok := l.number[s]; ok {
		return i, nil
	}
	at, err := w.text(s)
	if err != nil {
		return 0, err
	}
	i := len(l.at)
	l.number[s] = i
	l.at = append(l.at, at)
	return i, nil
}

// text appends a string to the strings and returns where it begins.
func (w *Writer) text(s string) (uint32, error) {
	if at, ok := w.recent[s]; ok {
		return at, nil
	}
	at := w.strings.size
	if at >= synthetic {
		return 0, fmt.Errorf("%d bytes of strings: %w", at, ErrCapacity)
	}
	if len(w.recent) >= 1<<20 {
		clear(w.recent)
	}
	w.recent[s] = uint32(at)
	b := binary.AppendUvarint(nil, uint64(len(s)))
	return uint32(at), w.strings.write(append(b, s...))
}

// Finish sorts the names and writes the whole index to path, complete or not at all.
func (w *Writer) Finish(path string) error {
	postings, err := newSection(w.dir, "postings")
	if err != nil {
		return err
	}
	hashes, err := newSection(w.dir, "hashes")
	if err != nil {
		return err
	}
	directory := make([]uint32, buckets+1)
	if err := w.table(postings, hashes, directory); err != nil {
		return err
	}
	var dir, shared []byte
	for _, n := range directory {
		dir = binary.LittleEndian.AppendUint32(dir, n)
	}
	for _, at := range append(slices.Grow(w.features.at, firstCountry)[:firstCountry:firstCountry], w.countries.at...) {
		shared = binary.LittleEndian.AppendUint32(shared, at)
	}
	return assemble(path, w.rows, w.strings, postings, inMemory(dir), hashes, inMemory(w.admin1.bytes), inMemory(w.admin2.bytes), inMemory(shared))
}

// table turns the sorted tuples into slots, postings and the directory of buckets.
func (w *Writer) table(postings, hashes *section, directory []uint32) error {
	var group []Reading
	var hash uint64
	var slots uint32
	flush := func() error {
		if len(group) == 0 {
			return nil
		}
		value := uint32(group[0].Place)<<2 | uint32(group[0].Class)
		if len(group) > 1 {
			if postings.size >= several {
				return fmt.Errorf("%d bytes of postings: %w", postings.size, ErrCapacity)
			}
			value = uint32(postings.size) | several
			b := binary.AppendUvarint(nil, uint64(len(group)))
			for _, r := range group {
				b = binary.AppendUvarint(b, uint64(r.Place)<<2|uint64(r.Class))
			}
			if err := postings.write(b); err != nil {
				return err
			}
		}
		slot := make([]byte, 0, slotSize)
		slot = append(slot, byte(hash>>8), byte(hash>>16), byte(hash>>24), byte(hash>>32), byte(hash>>40))
		slot = binary.LittleEndian.AppendUint32(slot, value)
		directory[hash>>48+1]++
		slots++
		group = group[:0]
		return hashes.write(slot)
	}
	for tuple, err := range w.names.Sorted() {
		if err != nil {
			return err
		}
		h := binary.BigEndian.Uint64(tuple)
		if h != hash {
			if err := flush(); err != nil {
				return err
			}
			if slots > 0 && h>>8 == hash>>8 {
				return fmt.Errorf("hash %x: %w", h, ErrCollision)
			}
			hash = h
		}
		group = append(group, Reading{ID(binary.BigEndian.Uint32(tuple[12:])), Class(tuple[16])})
	}
	if err := flush(); err != nil {
		return err
	}
	for i := range buckets {
		directory[i+1] += directory[i]
	}
	return nil
}

// section is a part of the index on its way: a temporary file, or bytes.
type section struct {
	file *os.File
	buf  *bufio.Writer
	mem  []byte
	size int64
}

func newSection(dir, name string) (*section, error) {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	return &section{file: f, buf: bufio.NewWriterSize(f, 1<<20)}, nil
}

func inMemory(b []byte) *section { return &section{mem: b, size: int64(len(b))} }

func (s *section) write(b []byte) error {
	s.size += int64(len(b))
	_, err := s.buf.Write(b)
	return err
}

func (s *section) copyTo(w io.Writer) error {
	if s.file == nil {
		_, err := w.Write(s.mem)
		return err
	}
	defer s.file.Close()
	if err := s.buf.Flush(); err != nil {
		return err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, s.file)
	return err
}

func assemble(path string, parts ...*section) (err error) {
	head := []byte(magic + "\x00\x00\x00\x00")
	at := uint64(headerSize)
	for _, s := range parts {
		head = binary.LittleEndian.AppendUint64(head, at)
		head = binary.LittleEndian.AppendUint64(head, uint64(s.size))
		at += uint64(s.size)
	}
	out, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			out.Close()
			os.Remove(path + ".part")
		}
	}()
	sum := crc32.New(castagnoli)
	sum.Write(head[len(magic)+4:])
	if _, err = out.Write(head); err != nil {
		return err
	}
	for _, s := range parts {
		if err = s.copyTo(io.MultiWriter(out, sum)); err != nil {
			return err
		}
	}
	if _, err = out.WriteAt(binary.LittleEndian.AppendUint32(nil, sum.Sum32()), int64(len(magic))); err != nil {
		return err
	}
	if err = out.Sync(); err != nil {
		return err
	}
	if err = out.Close(); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}
