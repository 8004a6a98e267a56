package link

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrSignature is returned for bytes that are no signature.
var ErrSignature = errors.New("link: no signature")

// A signature is kept as all its texts together, all its hashes together, and then its numbers, among them how many of the texts' bytes and
// of the hashes each field has. So reading one allocates little: to read what lies near a report is most of the work of linking it.

// Encode returns the signature as bytes.
func (s *Signature) Encode() []byte {
	var e encoder
	e.signature(s)
	b := make([]byte, 0, 2*binary.MaxVarintLen32+len(e.text)+4*len(e.hashes)+len(e.numbers))
	b = append(binary.AppendUvarint(b, uint64(len(e.text))), e.text...)
	b = binary.AppendUvarint(b, uint64(len(e.hashes)))
	for _, h := range e.hashes {
		b = binary.BigEndian.AppendUint32(b, h)
	}
	return append(b, e.numbers...)
}

// Decode reads what Encode wrote. The error wraps ErrSignature.
func Decode(b []byte) (Signature, error) {
	d := decoder{numbers: b}
	d.text = string(d.take(d.count(len(d.numbers))))
	d.hashes = make([]uint32, d.count(len(d.numbers)/4))
	for i := range d.hashes {
		d.hashes[i] = binary.BigEndian.Uint32(d.take(4))
	}
	s := d.signature()
	if d.broken || len(d.text)+len(d.hashes)+len(d.numbers) > 0 {
		return Signature{}, ErrSignature
	}
	return s, nil
}

// encoder gathers the parts of a signature.
type encoder struct {
	text    []byte
	hashes  []uint32
	numbers []byte
}

func (e *encoder) signature(s *Signature) {
	e.string(&s.ID, &s.Article, &s.Type, &s.Outlet, &s.Wire, &s.CopyOf)
	e.flags(s.Core, s.Denies, s.Update, s.Vague, s.Site != nil)
	e.int(s.From, s.To, s.Published, int(s.Title))
	e.hashed(s.Propers, s.Words, s.Sketch)
	e.strings(s.Streets)
	e.strings(s.Weapons)
	e.strings(s.Actors)
	e.int(len(s.Ages))
	e.int(s.Ages...)
	e.int(len(s.Tolls))
	for i := range s.Tolls {
		e.string(&s.Tolls[i].Measure)
		e.int(s.Tolls[i].Least, s.Tolls[i].Most)
	}
	e.int(len(s.Persons))
	for i := range s.Persons {
		e.string(&s.Persons[i].Name)
		e.flags(s.Persons[i].Aged)
	}
	if s.Site != nil {
		e.site(s.Site)
	}
}

func (e *encoder) site(p *Site) {
	e.string(&p.ID, &p.Country, &p.Admin1, &p.Admin2, &p.Name, &p.Text)
	e.flags(p.Point)
	e.int(p.Level)
	e.float(p.Lat, p.Lon, p.Radius)
	e.hashed(p.Words)
}

func (e *encoder) string(fields ...*string) {
	for _, s := range fields {
		e.int(len(*s))
		e.text = append(e.text, *s...)
	}
}

func (e *encoder) strings(list []string) {
	e.int(len(list))
	for i := range list {
		e.string(&list[i])
	}
}

func (e *encoder) hashed(lists ...[]uint32) {
	for _, list := range lists {
		e.int(len(list))
		e.hashes = append(e.hashes, list...)
	}
}

func (e *encoder) int(numbers ...int) {
	for _, n := range numbers {
		e.numbers = binary.AppendVarint(e.numbers, int64(n))
	}
}

func (e *encoder) float(numbers ...float64) {
	for _, x := range numbers {
		e.numbers = binary.BigEndian.AppendUint64(e.numbers, math.Float64bits(x))
	}
}

func (e *encoder) flags(set ...bool) {
	bits := byte(0)
	for i, is := range set {
		if is {
			bits |= 1 << i
		}
	}
	e.numbers = append(e.numbers, bits)
}

// decoder takes a signature apart in the order in which encoder put it together. Once it is broken, it gives zero values.
type decoder struct {
	text    string
	hashes  []uint32
	numbers []byte
	broken  bool
}

func (d *decoder) signature() Signature {
	var s Signature
	var sited bool
	d.string(&s.ID, &s.Article, &s.Type, &s.Outlet, &s.Wire, &s.CopyOf)
	d.flags(&s.Core, &s.Denies, &s.Update, &s.Vague, &sited)
	var title int
	d.int(&s.From, &s.To, &s.Published, &title)
	s.Title = uint32(title)
	d.hashed(&s.Propers, &s.Words, &s.Sketch)
	d.strings(&s.Streets)
	d.strings(&s.Weapons)
	d.strings(&s.Actors)
	s.Ages = room[int](d)
	for i := range s.Ages {
		d.int(&s.Ages[i])
	}
	s.Tolls = room[Toll](d)
	for i := range s.Tolls {
		d.string(&s.Tolls[i].Measure)
		d.int(&s.Tolls[i].Least, &s.Tolls[i].Most)
	}
	s.Persons = room[Person](d)
	for i := range s.Persons {
		d.string(&s.Persons[i].Name)
		d.flags(&s.Persons[i].Aged)
	}
	if sited {
		s.Site = d.site()
	}
	return s
}

func (d *decoder) site() *Site {
	p := &Site{}
	d.string(&p.ID, &p.Country, &p.Admin1, &p.Admin2, &p.Name, &p.Text)
	d.flags(&p.Point)
	d.int(&p.Level)
	d.float(&p.Lat, &p.Lon, &p.Radius)
	d.hashed(&p.Words)
	return p
}

// room returns a list as long as the next number says, nil where it is empty. Each entry takes at least a byte.
func room[V any](d *decoder) []V {
	var n int
	d.int(&n)
	if n <= 0 || n > len(d.numbers) {
		d.broken = d.broken || n != 0
		return nil
	}
	return make([]V, n)
}

// take returns the next bytes, which may be used until the next call.
func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.numbers) {
		d.broken, d.numbers = true, nil
		return make([]byte, min(max(n, 0), 8))
	}
	b := d.numbers[:n]
	d.numbers = d.numbers[n:]
	return b
}

// count reads a length that is at most most.
func (d *decoder) count(most int) int {
	n, size := binary.Uvarint(d.numbers)
	if size <= 0 || n > uint64(most) {
		d.broken, d.numbers = true, nil
		return 0
	}
	d.numbers = d.numbers[size:]
	return int(n)
}

func (d *decoder) int(fields ...*int) {
	for _, field := range fields {
		n, size := binary.Varint(d.numbers)
		if size <= 0 {
			d.broken, d.numbers = true, nil
			return
		}
		*field, d.numbers = int(n), d.numbers[size:]
	}
}

func (d *decoder) float(fields ...*float64) {
	for _, field := range fields {
		*field = math.Float64frombits(binary.BigEndian.Uint64(d.take(8)))
	}
}

func (d *decoder) flags(fields ...*bool) {
	bits := d.take(1)[0]
	for i, field := range fields {
		*field = bits&(1<<i) != 0
	}
}

func (d *decoder) string(fields ...*string) {
	for _, field := range fields {
		var n int
		if d.int(&n); n < 0 || n > len(d.text) {
			d.broken = true
			return
		}
		*field, d.text = d.text[:n], d.text[n:]
	}
}

func (d *decoder) strings(list *[]string) {
	*list = room[string](d)
	for i := range *list {
		d.string(&(*list)[i])
	}
}

func (d *decoder) hashed(lists ...*[]uint32) {
	for _, list := range lists {
		var n int
		if d.int(&n); n < 0 || n > len(d.hashes) {
			d.broken = true
			return
		}
		if n > 0 {
			*list, d.hashes = d.hashes[:n:n], d.hashes[n:]
		}
	}
}
