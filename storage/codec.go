package storage

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/klauspost/compress/zstd"
)

// The encodings of a value.
const (
	plain      = 0 // JSON
	compressed = 1 // JSON under zstd
	opaque     = 2 // bytes that the store does not look into
)

// compressFrom is the length of JSON, in bytes, from which compression pays.
const compressFrom = 256

// maxValue bounds a value once it is decompressed, in bytes: a page of 10 MiB in base64, with its facts.
const maxValue = 64 << 20

// castagnoli is the polynomial of CRC-32C (RFC 3720).
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// codec turns values into stored bytes and back.
type codec struct {
	enc   *zstd.Encoder
	quick *zstd.Encoder // of records: half the time, and short texts come out no longer
	dec   *zstd.Decoder
}

// quickTo is the length of JSON, in bytes, up to which the quick encoder is taken: all but pages as they were fetched.
const quickTo = 32 << 10

// newCodec cannot fail: the options are constant and known good.
func newCodec() codec {
	enc, err1 := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	quick, err2 := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	dec, err3 := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxValue))
	if err := errors.Join(err1, err2, err3); err != nil {
		panic(fmt.Sprint("zstd options: ", err))
	}
	return codec{enc, quick, dec}
}

// rooms are for texts that live only while a value is read from them.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// encode returns a byte of encoding, a checksum over the rest, and the value: bytes as they are, all else as JSON.
func (c codec) encode(v any) ([]byte, error) {
	text, bare := v.([]byte)
	if !bare {
		var err error
		if text, err = marshal(v); err != nil {
			return nil, fmt.Errorf("encode %T: %w", v, err)
		}
	}
	b := make([]byte, 5, 5+len(text))
	switch {
	case bare:
		b[0] = opaque
		b = append(b, text...)
	case len(text) < compressFrom:
		b = append(b, text...)
	case len(text) <= quickTo:
		b[0] = compressed
		b = c.quick.EncodeAll(text, b)
	default:
		b[0] = compressed
		b = c.enc.EncodeAll(text, b)
	}
	binary.BigEndian.PutUint32(b[1:5], crc32.Checksum(b[5:], castagnoli))
	return b, nil
}

func marshal(v any) ([]byte, error) {
	if text, raw := v.(json.RawMessage); raw && !json.Valid(text) {
		return nil, errors.New("no JSON")
	} else if raw {
		return text, nil
	}
	return json.Marshal(v)
}

// reading are the options of reading JSON. What is read was written by encoding/json, which lets a RawMessage stand as it came.
var reading = jsonv2.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// sound reports damage of a stored value of any type.
func (c codec) sound(b []byte) error {
	if len(b) > 0 && b[0] == opaque {
		return c.decode(b, new([]byte))
	}
	return c.decode(b, new(any))
}

// decode is the inverse of encode. It copies: b may be a slice of the database.
func (c codec) decode(b []byte, v any) error {
	if len(b) < 5 || b[0] > opaque {
		return fmt.Errorf("%w: no envelope", ErrDamaged)
	}
	if crc32.Checksum(b[5:], castagnoli) != binary.BigEndian.Uint32(b[1:5]) {
		return fmt.Errorf("%w: checksum", ErrDamaged)
	}
	text := b[5:]
	if bare, ok := v.(*[]byte); ok != (b[0] == opaque) {
		return fmt.Errorf("%w: encoding %d for %T", ErrDamaged, b[0], v)
	} else if ok {
		*bare = bytes.Clone(text)
		return nil
	}
	if b[0] == compressed {
		room := rooms.Get().(*[]byte)
		defer rooms.Put(room)
		var err error
		if text, err = c.dec.DecodeAll(text, (*room)[:0]); err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if cap(text) <= quickTo { // a page's room would be held for ever
			*room = text
		}
	}
	if raw, ok := v.(*json.RawMessage); ok {
		*raw = bytes.Clone(text)
		return nil
	}
	if err := jsonv2.Unmarshal(text, v, reading); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}
