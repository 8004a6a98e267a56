package weapon

import (
	"strings"
	"testing"
)

// The sentences of the benchmarks: a third of them hold a trigger, as in news of incidents.
var benchText = strings.Repeat(`Gunmen opened fire on a bus near the market on Tuesday, killing four passengers and wounding nine, the interior ministry said.

Residents said they had heard several explosions before the attack. The mayor asked the council to meet in the evening and promised help for the families of the victims.

The country held an election in May, and the new parliament will debate the budget in the autumn, when farmers expect a better harvest than in the last two years.

`, 6)

func BenchmarkFind(b *testing.B) {
	doc := read(benchText)
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		Find(doc)
	}
}
