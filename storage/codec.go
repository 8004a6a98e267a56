package storage

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The encodings of a value.
const (
	plain      = 0
	compressed = 1
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

// encode returns a byte of encoding, a checksum over the rest, and the value as JSON.
func (c codec) encode(v any) ([]byte, error) {
	text, raw := v.(json.RawMessage)
	if !raw {
		var err error
		if text, err = json.Marshal(v); err != nil {
			return nil, fmt.Errorf("encode %T: %w", v, err)
		}
	} else if !json.Valid(text) {
		return nil, fmt.Errorf("encode %T: no JSON", v)
	}
	b := make([]byte, 5, 5+len(text))
	switch {
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

// decode is the inverse of encode. It copies: b may be a slice of the database.
func (c codec) decode(b []byte, v any) error {
	if len(b) < 5 || b[0] > compressed {
		return fmt.Errorf("%w: no envelope", ErrDamaged)
	}
	if crc32.Checksum(b[5:], castagnoli) != binary.BigEndian.Uint32(b[1:5]) {
		return fmt.Errorf("%w: checksum", ErrDamaged)
	}
	text := b[5:]
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
		*raw = append([]byte(nil), text...)
		return nil
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}
