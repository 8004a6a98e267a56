package english

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
)

// repeated are the texts on which a rule could look for its end again and again, each as often as it fills a text.
var repeated = []string{
	"a", "a ", ".", ". ", "(", "\"", "“", "'", "-", "—", ",", "1", "1 ", "1,", "12 people ", "killed ", "and ", "and 12 ", "of the ", "at least ", "Mr. ", "A. ", "Aa ", "AB ", "Mosul, ", "near Mosul ", "San ", "New York City of ",
	"Monday ", "on Monday, ", "Jan. ", "1 Jan 2025, ", "last week of ", "between 1 and ", "the first half of ", "bomb ", "a bomb killed 3 people in Mosul and ", "police said ", "no ", "not ", "the army of the republic of ", "\n", "\n\n", "a\n\n", "x-y-", "é", "爆", "💥", "\u00a0", "12:30 ", "$1 million ", "who was ", "that ", "A bomb killed 3 people in Mosul. ", "Gunmen killed two soldiers in Herat on Tuesday. A bomb killed three in Kabul on May 3.\n\n",
}

// TestX23RuleCost reads texts of each, with -tags slow up to all that is ever read: four times as much may cost eight times the
// memory. What grows with the square of a text would cost sixteen times as much. Of a longer text no more than that is read.
func TestX23RuleCost(t *testing.T) {
	if testing.Short() {
		t.Skip("reads megabytes")
	}
	x := extractor(t)
	worst, where := time.Duration(0), ""
	for _, unit := range repeated {
		read := func(size int) (uint64, time.Duration) {
			a := &extract.Article{ID: "cost", Revision: 1, Language: "en", Title: "Bomb kills three in Mosul", Text: "A bomb killed 3 people in Mosul on Monday. " + strings.Repeat(unit, size/len(unit)), Published: time.Date(2025, 3, 12, 0, 0, 0, 0, time.UTC)}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			x.Read(a)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc, took
		}
		small, _ := read(largest / 4)
		large, took := read(largest)
		if took > worst {
			worst, where = took, unit
		}
		if large > 8*small && large > 16<<20 {
			t.Errorf("%q: grows with the square", unit)
		}
	}
	t.Logf("%d texts of %d KiB: at most %v (%q)", len(repeated), largest>>10, worst.Round(time.Millisecond), where)
}

// TestLongText: of a text of a megabyte the beginning is read, and what is read of it is sound.
func TestLongText(t *testing.T) {
	x := extractor(t)
	a := article("Bomb kills three in Mosul", strings.Repeat("The choir sang in the hall of the town. ", 1600)+strings.Repeat("A bomb killed 3 people in Mosul on Monday. ", 25_000), time.Date(2025, 3, 12, 0, 0, 0, 0, time.UTC))
	if doc := x.Annotate(a); len(doc.Text)-doc.Body > extract.ReadBytes || len(doc.Text)-doc.Body < extract.ReadBytes-100 {
		t.Errorf("%d bytes are read of %d", len(doc.Text)-doc.Body, len(a.Text))
	}
	checkReading(t, a, x.Read(a))
}
