package timex_test

import (
	"strings"
	"testing"

	"sitrep/extract/timex"
)

// report is a paragraph with the usual share of times.
const report = `LAGOS, July 6 - Gunmen killed at least 12 people in an attack on a market in the town of Damasak on Monday night, police said on Tuesday.
The attackers arrived on motorcycles at around 7:30 p.m. local time and opened fire for more than two hours, according to witnesses who fled to the bush.
It was the third such raid in the area this month. Two weeks ago nine farmers were abducted near the same village; they were released a week later.
The governor, who took office in May 2019, said that more than 2,000 families had been displaced since January and promised that troops would be sent next week.

`

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat(report, 3000/len(report)+1)[:3000]
	doc := document("Gunmen kill 12 in market attack", text, defaultPublished)
	b.SetBytes(3000)
	b.ReportAllocs()
	for b.Loop() {
		timex.Find(doc)
	}
}
