package english

import (
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/actor"
	"sitrep/extract/assemble"
	"sitrep/extract/count"
	"sitrep/extract/timex"
	"sitrep/extract/token"
	"sitrep/extract/trigger"
)

// The two articles are about 3 kB each: attacks told in every paragraph, and a council's evening without one.
var (
	violent = &extract.Article{ID: "violent", Language: "en", Title: "Twin blasts kill 19 in market town", Text: strings.Repeat(`MARDAN, Pakistan (Press) - At least 19 people were killed and 40 others wounded on Tuesday when two bombs exploded in a crowded market in the northwestern town of Mardan, police and hospital officials said.

The first device, hidden in a parked motorcycle, went off near a bus stop shortly after 9 a.m. As shopkeepers ran to help, a suicide bomber blew himself up among them, district police chief Imran Yousaf told reporters. Two policemen and a four-year-old girl were among the dead, he said.

No group claimed responsibility, but the Taliban have carried out similar attacks in Khyber Pakhtunkhwa. Last month, gunmen on motorcycles shot dead three health workers outside Peshawar and abducted a doctor who was later released.

Hours after the blasts, soldiers raided a house in Charsadda and killed two suspected militants, the army said in a statement. One soldier was injured in the clash.

`, 3)}
	peaceful = &extract.Article{ID: "peaceful", Language: "en", Title: "Council puts off vote on library", Text: strings.Repeat(`The Ashford town council on Monday evening put off a vote on a new library until September, after members asked for a second estimate of what the roof would cost.

Mayor Ellen Pryce said the plans, which were drawn up by a firm from Manchester, were sound but that the town should know the whole price before it signs. "We have waited eleven years for this building," she said. "We can wait two more months."

The library would stand beside the school on Mill Street and hold about 60,000 books, twice as many as today. The county has promised to pay a third of the 4.2 million pounds, and a trust in London will give the furniture.

Residents who filled the hall asked about parking, about opening hours on Sundays, and whether the old oak by the gate could stay. The architect said that it could.

`, 4)}
)

// BenchmarkRead measures a whole article, from text to reports.
func BenchmarkRead(b *testing.B) {
	x, err := New()
	if err != nil {
		b.Fatal(err)
	}
	for _, a := range []*extract.Article{violent, peaceful} {
		x.Read(a) // loads the lexicons
		b.Run(a.ID, func(b *testing.B) {
			b.SetBytes(int64(len(a.Text)))
			b.ReportAllocs()
			for b.Loop() {
				x.Read(a)
			}
		})
	}
}

// BenchmarkSteps measures each step on the article of attacks, with the layers before it already there.
func BenchmarkSteps(b *testing.B) {
	x, err := New()
	if err != nil {
		b.Fatal(err)
	}
	doc := x.Annotate(violent)
	for _, step := range []struct {
		name string
		run  func()
	}{
		{"token", func() { token.Document(violent) }},
		{"timex", func() { timex.Find(doc) }},
		{"place", func() { x.places.Find(doc) }},
		{"sentences", func() { trigger.Sentences(doc) }},
		{"tag", func() {
			for i := range doc.Sentences {
				doc.Sentences[i].Tagged = false
			}
			token.Tag(doc, func(int) bool { return true })
		}},
		{"chunk", func() { token.Chunk(doc) }},
		{"count", func() { count.Find(doc) }},
		{"trigger", func() { trigger.Find(doc) }},
		{"actor", func() { actor.Find(doc) }},
		{"assemble", func() { assemble.Read(doc) }},
	} {
		b.Run(step.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				step.run()
			}
		})
	}
}
