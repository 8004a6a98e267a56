package main

import (
	"slices"
	"testing"

	"sitrep/extract/gazetteer"
	"sitrep/pipeline/export"
)

// TestAttribution holds the exports to what the licence of the places asks: export may not import
// the gazetteer, so its words are compared here.
func TestAttribution(t *testing.T) {
	if !slices.Contains(export.Attribution, gazetteer.Attribution) {
		t.Errorf("the attribution of the gazetteer is missing from that of the exports:\n%s", gazetteer.Attribution)
	}
}
