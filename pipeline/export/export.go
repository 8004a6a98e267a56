// Package export writes what is kept as bytes for others: JSON Lines, JSON, CSV, GeoJSON, a page to read, and a
// table shaped like ACLED's.
//
// It promises that the same records give the same bytes; that a record that cannot be written is named and
// counted and stops none of the others; that nothing of a text can steer a terminal, a spreadsheet or a
// browser (control and direction characters are escaped, formulas are quoted); that a file appears whole or not at
// all, with a manifest beside it that says what it holds and what it lacks; and that a country's centroid is
// never drawn as a point.
package export

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"sitrep/extract"
)

// ErrFormat is returned for a format that does not exist, or not for the layer.
var ErrFormat = errors.New("no such format")

// Formats are the formats of each layer. To add one, add its name here and its case in Incidents (or the layer's own function).
var Formats = map[string][]string{
	"incidents":   {"jsonl", "json", "csv", "geojson", "html", "acled"},
	"reports":     {"jsonl", "json", "csv", "geojson"},
	"articles":    {"jsonl", "json", "csv"},
	"near-misses": {"jsonl", "json", "csv"},
}

// Layers are the layers that can be exported.
var Layers = []string{"incidents", "reports", "articles", "near-misses"}

// Check reports whether a layer can be written in a format. The error wraps ErrFormat and names those that exist.
func Check(layer, format string) error {
	formats, known := Formats[layer]
	if !known {
		return fmt.Errorf("%w: layer %q is none of %s", ErrFormat, layer, strings.Join(Layers, ", "))
	}
	if !slices.Contains(formats, format) {
		return fmt.Errorf("%w: %s can be written as %s, not as %q", ErrFormat, layer, strings.Join(formats, ", "), format)
	}
	return nil
}

// Written says how an export went.
type Written struct {
	Records int
	Failed  []error // one for each record that could not be written
}

// Incidents writes incidents in a format.
func Incidents(w io.Writer, format string, records iter.Seq2[*extract.Incident, error]) (Written, error) {
	switch format {
	case "csv":
		return writeCSV(w, incidentColumns, records)
	case "acled":
		return writeCSV(w, acledColumns, eventsOf(records))
	case "geojson":
		return writeJSON(w, featureCollection, mapped(records, incidentFeature))
	case "html":
		return writeHTML(w, records)
	}
	return writePlain(w, "incidents", format, records)
}

// Reports writes reports in a format.
func Reports(w io.Writer, format string, records iter.Seq2[*extract.Report, error]) (Written, error) {
	switch format {
	case "csv":
		return writeCSV(w, reportColumns, records)
	case "geojson":
		return writeJSON(w, featureCollection, mapped(records, reportFeature))
	}
	return writePlain(w, "reports", format, records)
}

// Articles writes articles in a format.
func Articles(w io.Writer, format string, records iter.Seq2[*extract.Article, error]) (Written, error) {
	if format == "csv" {
		return writeCSV(w, articleColumns, records)
	}
	return writePlain(w, "articles", format, records)
}

// NearMisses writes near misses in a format.
func NearMisses(w io.Writer, format string, records iter.Seq2[*extract.NearMiss, error]) (Written, error) {
	if format == "csv" {
		return writeCSV(w, nearMissColumns, records)
	}
	return writePlain(w, "near-misses", format, records)
}

// writePlain writes records as they are.
func writePlain[R any](w io.Writer, layer, format string, records iter.Seq2[R, error]) (Written, error) {
	switch format {
	case "jsonl":
		return writeJSON(w, lines, records)
	case "json":
		return writeJSON(w, array, records)
	}
	return Written{}, Check(layer, format)
}

// frame is what stands around and between JSON records.
type frame struct{ open, between, end string }

var (
	lines             = frame{"", "\n", "\n"}
	array             = frame{"[\n", ",\n", "\n]\n"}
	featureCollection = frame{`{"type":"FeatureCollection","features":[` + "\n", ",\n", "\n]}\n"}
)

// writeJSON writes records one by one, so that one that fails is left out alone and the set need not fit in memory.
func writeJSON[R any](w io.Writer, f frame, records iter.Seq2[R, error]) (Written, error) {
	out := bufio.NewWriterSize(w, 1<<16)
	var written Written
	out.WriteString(f.open)
	for record, err := range records {
		if err != nil {
			return written, err
		}
		line, err := Encode(record)
		if err != nil {
			written.Failed = append(written.Failed, err)
			continue
		}
		if written.Records > 0 {
			out.WriteString(f.between)
		}
		out.Write(line)
		written.Records++
	}
	if f.open != "" || written.Records > 0 {
		out.WriteString(f.end)
	}
	return written, out.Flush()
}

// Encode returns a record as one line of JSON without the line's end, with what could steer a terminal escaped.
func Encode(record any) ([]byte, error) {
	line, err := extract.Line(record)
	return bytes.TrimSuffix(line, []byte("\n")), err
}

// steering reports whether a character can change how what stands around it is shown or read.
func steering(c rune) bool {
	switch {
	case c < 0x20, c >= 0x7f && c <= 0x9f: // C0, DEL, C1
		return true
	case c == 0x061c, c == 0x200e, c == 0x200f, c >= 0x2028 && c <= 0x202e, c >= 0x2066 && c <= 0x2069: // direction, separators
		return true
	}
	return c == 0xfeff || c >= 0xfff9 && c <= 0xfffb
}

// mapped turns each record of a sequence into another.
func mapped[A, B any](records iter.Seq2[A, error], turn func(A) B) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		for record, err := range records {
			if err != nil {
				var none B
				yield(none, err)
				return
			}
			if !yield(turn(record), nil) {
				return
			}
		}
	}
}
