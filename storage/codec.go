package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"

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
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// newCodec cannot fail: the options are constant and known good.
func newCodec() codec {
	enc, err1 := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	dec, err2 := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxValue))
	if err1 != nil || err2 != nil {
		panic(fmt.Sprint("zstd options: ", err1, err2))
	}
	return codec{enc, dec}
}

// encode returns a byte of encoding, a checksum over the rest, and the value as JSON.
func (c codec) encode(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	b := make([]byte, 5, 5+len(text))
	if len(text) >= compressFrom {
		b[0] = compressed
		b = c.enc.EncodeAll(text, b)
	} else {
		b = append(b, text...)
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
		var err error
		if text, err = c.dec.DecodeAll(text, nil); err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}
