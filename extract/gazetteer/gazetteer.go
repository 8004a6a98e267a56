// Package gazetteer knows the places of the world and their names: countries, administrative
// units, populated places, airports, bases, waters, regions. It answers which places a name may
// mean, and nothing else: which one is meant is for package place.
//
// The index is one block of bytes that is read where it lies. The default one is embedded in the
// program; a bigger one made from a GeoNames dump is mapped from a file. Opening costs
// microseconds and no heap; an Index is immutable and safe for concurrent use. A file that is
// damaged, empty or of another format is refused with the reason.
package gazetteer

import (
	_ "embed"
	"errors"
	"fmt"
	"hash/crc32"
	"iter"
	"math"
	"os"
	"strconv"
	"unsafe"
)

// Sentinel errors of Open and OpenFile.
var (
	ErrFormat  = errors.New("not a gazetteer index")        // another kind of file, or another version of the format
	ErrDamaged = errors.New("gazetteer index is damaged")   // cut short, or its checksum does not fit
	ErrEmpty   = errors.New("gazetteer index has no place") // well-formed, but nothing in it
)

//go:embed index.bin
var embedded string

// Index is a gazetteer. The zero value is not usable.
type Index struct {
	rows, strings, postings, directory, hashes string
	admin1, admin2, labels                     string
	source                                     string
}

// Open returns the embedded index.
func Open() (*Index, error) {
	x, err := read(embedded, false)
	if err != nil {
		return nil, fmt.Errorf("embedded gazetteer: %w", err)
	}
	return x, nil
}

// OpenFile maps an index that `sitrep gazetteer build` wrote. The mapping lasts as long as the program.
func OpenFile(path string) (*Index, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("gazetteer %s: not a regular file: %w", path, ErrFormat)
	}
	content, err := mapped(f, info.Size())
	if err != nil {
		return nil, fmt.Errorf("gazetteer %s: %w", path, err)
	}
	x, err := read(content, true)
	if err != nil {
		return nil, fmt.Errorf("gazetteer %s: %w", path, err)
	}
	return x, nil
}

// Layout of the file, all numbers little-endian: the header below, then the sections one after
// the other.
//
//	magic    8 bytes
//	checksum uint32, CRC-32C of everything after it
//	sections as many pairs of uint64: offset and length
const (
	magic      = "sitgaz\x00\x02"
	sections   = 8
	headerSize = len(magic) + 4 + sections*16
	rowSize    = 30
	adminSize  = 12
	slotSize   = 9 // five bytes of hash, four of value
	buckets    = 1 << 16

	firstCountry = 256 // among the labels: features stand before it
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func read(content string, verify bool) (*Index, error) {
	if len(content) == 0 {
		return nil, fmt.Errorf("the file is empty: %w", ErrEmpty)
	}
	if len(content) < headerSize || content[:len(magic)-1] != magic[:len(magic)-1] {
		return nil, ErrFormat
	}
	if content[len(magic)-1] != magic[len(magic)-1] {
		return nil, fmt.Errorf("format %d, this program reads %d: %w", content[len(magic)-1], magic[len(magic)-1], ErrFormat)
	}
	if verify && crc32.Checksum(unsafe.Slice(unsafe.StringData(content), len(content))[len(magic)+4:], castagnoli) != u32(content, len(magic)) {
		return nil, fmt.Errorf("checksum does not fit: %w", ErrDamaged)
	}
	x := &Index{}
	for i, part := range []*string{&x.rows, &x.strings, &x.postings, &x.directory, &x.hashes, &x.admin1, &x.admin2, &x.labels} {
		at := len(magic) + 4 + i*16
		off, n := u64(content, at), u64(content, at+8)
		if off > uint64(len(content)) || n > uint64(len(content))-off {
			return nil, fmt.Errorf("section %d reaches beyond the end: %w", i, ErrDamaged)
		}
		*part = content[off : off+n]
	}
	if len(x.rows)%rowSize != 0 || len(x.hashes)%slotSize != 0 || len(x.directory) != 4*(buckets+1) {
		return nil, fmt.Errorf("odd section length: %w", ErrDamaged)
	}
	if x.Len() == 0 || len(x.hashes) == 0 {
		return nil, ErrEmpty
	}
	x.source = fmt.Sprintf("%08x", u32(content, len(magic)))
	return x, nil
}

// Digest identifies the content of the index, 8 hex digits.
func (x *Index) Digest() string { return x.source }

// Len returns the number of places.
func (x *Index) Len() int { return len(x.rows) / rowSize }

// Names returns the number of distinct names.
func (x *Index) Names() int { return len(x.hashes) / slotSize }

// ID names a place within one Index; it is not stable across indexes.
type ID uint32

// Class says how close a name is to the place's own.
type Class uint8

// The classes of names.
const (
	Preferred Class = iota
	Alternate       // another name or spelling
	Derived         // made from another name by dropping a type word or an article
)

// Reading is one place that a name may mean.
type Reading struct {
	Place ID
	Class Class
}

// Place is one entry of the gazetteer. Strings share the memory of the index.
type Place struct {
	ID         ID
	GeonamesID int    // 0 where GeoNames has none
	SourceID   string // "oa:ORAA", "x:sahel"; empty where there is a GeonamesID
	Name       string
	Feature    string // GeoNames feature code
	Country    string // ISO 3166-1 alpha-2, several separated by commas for a region, or empty
	Lat, Lon   float64
	Population int
	RadiusM    int // extent, metres; 0 where unknown
	Admin1     Admin
	Admin2     Admin
}

// Admin is an administrative unit that a place lies in.
type Admin struct {
	Code string // GeoNames code: "IQ.01", "US.OH.049"
	ISO  string // ISO 3166-2, of first-order units where known
	Unit ID     // its own entry
	OK   bool   // whether it is known at all; without it the other fields are empty
}

// Place returns an entry. It panics if id is not of this index.
func (x *Index) Place(id ID) Place {
	row := x.rows[int(id)*rowSize : int(id)*rowSize+rowSize]
	p := Place{
		ID:         id,
		Lat:        float64(int32(u32(row, 4))) / 1e5,
		Lon:        float64(int32(u32(row, 8))) / 1e5,
		Population: int(u32(row, 12)),
		Name:       x.text(u32(row, 16)),
		Admin1:     x.admin(x.admin1, int(u16(row, 20))),
		Admin2:     x.admin(x.admin2, int(u16(row, 22))|int(row[24])<<16),
		Feature:    x.label(int(row[25])),
		Country:    x.label(firstCountry + int(u16(row, 26))),
		RadiusM:    int(u16(row, 28)) * 100,
	}
	if n := u32(row, 0); n&synthetic == 0 {
		p.GeonamesID = int(n)
	} else {
		p.SourceID = x.text(n &^ synthetic)
	}
	return p
}

// synthetic marks a row's id as an offset of a string, not a GeoNames number.
const synthetic = 1 << 31

// Lookup returns the places that a normalised name may mean, the most prominent first.
func (x *Index) Lookup(normalised string) iter.Seq[Reading] { return x.readings(Hash(0, normalised)) }

// LookupSkeleton returns the places with a name of the same skeleton.
func (x *Index) LookupSkeleton(skeleton string) iter.Seq[Reading] {
	return x.readings(Hash(skeletonSeed, skeleton))
}

// LookupHash is Lookup for a name that was hashed in pieces with Hash.
func (x *Index) LookupHash(h uint64) iter.Seq[Reading] { return x.readings(h) }

// Has reports whether any place has the name that was hashed.
func (x *Index) Has(h uint64) bool {
	_, ok := x.slot(Finish(h))
	return ok
}

func (x *Index) readings(h uint64) iter.Seq[Reading] {
	value, ok := x.slot(Finish(h))
	return func(yield func(Reading) bool) {
		if !ok {
			return
		}
		if value&several == 0 {
			yield(Reading{ID(value >> 2), Class(value & 3)})
			return
		}
		at := int(value &^ several)
		n, at := uvarint(x.postings, at)
		for range n {
			var v uint64
			v, at = uvarint(x.postings, at)
			if !yield(Reading{ID(v >> 2), Class(v & 3)}) {
				return
			}
		}
	}
}

// several marks a slot's value as an offset into the postings, not a place.
const several = 1 << 31

// slot finds a finished hash: its upper 16 bits choose the bucket, the next 40 are compared.
func (x *Index) slot(h uint64) (uint32, bool) {
	bucket := int(h >> 48)
	from, to := int(u32(x.directory, 4*bucket)), int(u32(x.directory, 4*bucket+4))
	want := h >> 8 & (1<<40 - 1)
	for i := from; i < to; i++ {
		at := i * slotSize
		if uint64(u32(x.hashes, at))|uint64(x.hashes[at+4])<<32 == want {
			return u32(x.hashes, at+5), true
		}
	}
	return 0, false
}

// Hash extends the hash h (0 to begin) of a normalised name by more of it, so that all prefixes
// of a run of words are hashed in one pass. FNV-1a; Finish spreads it over all bits.
func Hash(h uint64, s string) uint64 {
	if h == 0 {
		h = 14695981039346656037
	}
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// skeletonSeed begins the hash of a skeleton, so that both kinds of key share one table.
var skeletonSeed = Hash(0, "\x00skeleton\x00")

// Finish is the finaliser of MurmurHash3 (Appleby, public domain).
func Finish(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// ByID finds a place by its stable id, "gn:98182" or a synthetic one.
func (x *Index) ByID(id string) (Place, bool) {
	lo, hi := 0, x.Len()
	for lo < hi {
		mid := (lo + hi) / 2
		if CompareIDs(x.Place(ID(mid)).StableID(), id) < 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < x.Len() {
		if p := x.Place(ID(lo)); p.StableID() == id {
			return p, true
		}
	}
	return Place{}, false
}

// Unit finds a country by its ISO 3166-1 alpha-2 code, or a first-order unit by its GeoNames code ("US.OH").
func (x *Index) Unit(code string) (Place, bool) {
	lo, hi := 0, len(x.admin1)/adminSize
	for lo < hi {
		mid := (lo + hi) / 2
		if x.text(u32(x.admin1, mid*adminSize)) < code {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(x.admin1)/adminSize {
		return Place{}, false
	}
	u := x.admin(x.admin1, lo+1)
	if u.Code != code || int(u.Unit) >= x.Len() {
		return Place{}, false
	}
	return x.Place(u.Unit), true
}

// StableID returns the id that is the same in every index: "gn:" and the GeoNames id, or the source id.
func (p Place) StableID() string {
	if p.GeonamesID != 0 {
		return "gn:" + strconv.Itoa(p.GeonamesID)
	}
	return p.SourceID
}

func (x *Index) admin(table string, i int) Admin {
	if i == 0 || i*adminSize > len(table) {
		return Admin{}
	}
	at := (i - 1) * adminSize
	return Admin{Code: x.text(u32(table, at)), ISO: x.text(u32(table, at+4)), Unit: ID(u32(table, at+8)), OK: true}
}

// label returns the i-th of the strings that many rows share: feature codes and countries.
func (x *Index) label(i int) string { return x.text(u32(x.labels, 4*i)) }

func (x *Index) text(at uint32) string {
	n, from := uvarint(x.strings, int(at))
	return x.strings[from : from+int(n)]
}

// Distance returns the great-circle distance between two points, kilometres (haversine, mean radius 6,371 km).
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	dlat, dlon := (lat2-lat1)*rad/2, (lon2-lon1)*rad/2
	h := math.Sin(dlat)*math.Sin(dlat) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Sin(dlon)*math.Sin(dlon)
	return 12742 * math.Asin(math.Sqrt(min(1, h)))
}

func u16(s string, i int) uint16 { return uint16(s[i]) | uint16(s[i+1])<<8 }
func u32(s string, i int) uint32 {
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}
func u64(s string, i int) uint64 { return uint64(u32(s, i)) | uint64(u32(s, i+4))<<32 }

func uvarint(s string, i int) (uint64, int) {
	var v uint64
	for shift := 0; ; shift += 7 {
		b := s[i]
		i++
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v, i
		}
	}
}
