package link

import (
	"slices"
	"strings"
	"time"

	"sitrep/extract"
)

// tollHistory lists every toll of every report, also those that decide nothing.
func (acc *account) tollHistory() []extract.Toll {
	history := []extract.Toll{}
	for _, m := range acc.all {
		for i := range m.Counts {
			c := &m.Counts[i]
			history = append(history, extract.Toll{AsOf: asOf(m, c), Measure: c.Measure, Role: c.Role, Min: c.Min, Max: c.Max, Best: c.Best, Qualifier: c.Qualifier,
				Anchor: c.Anchor, Status: c.Status, SaidBy: c.SaidBy, Part: c.SubsetOf != nil, Report: m.ID, TemporalRole: m.TemporalRole, Text: c.Text})
		}
	}
	slices.SortStableFunc(history, func(a, b extract.Toll) int { return strings.Compare(a.AsOf, b.AsOf) })
	return history
}

func asOf(m member, c *extract.Count) string {
	switch {
	case c.AsOf != "":
		return c.AsOf
	case m.Published.IsZero():
		return ""
	}
	return m.Published.Format(time.DateOnly)
}

// statement is what one report says last about one measure.
type statement struct {
	member
	count *extract.Count
	asOf  string
}

// statements returns the voices' statements on a field ("counts.killed"), in the order of their days.
func (acc *account) statements(voices []member, field string) []statement {
	var said []statement
	for _, m := range voices {
		var last *extract.Count
		for i := range m.Counts {
			c := &m.Counts[i]
			if extract.CountField(c) != field || c.SubsetOf != nil || c.Anchor == "period" || c.Status == "denied" {
				continue
			}
			if last == nil || later(c, last) {
				last = c
			}
		}
		if last != nil {
			said = append(said, statement{m, last, asOf(m, last)})
		}
	}
	slices.SortStableFunc(said, func(a, b statement) int { return strings.Compare(a.asOf, b.asOf) })
	return said
}

// later reports whether c replaces d within one report: a newer day, else the larger number ("rose from 12 to 19").
func later(c, d *extract.Count) bool {
	if (c.Anchor == "incremental") != (d.Anchor == "incremental") {
		return d.Anchor == "incremental"
	}
	if c.AsOf != d.AsOf {
		return c.AsOf > d.AsOf
	}
	return worth(c) > worth(d)
}

// worth is the number by which counts are compared.
func worth(c *extract.Count) int {
	switch {
	case c.Best != nil:
		return *c.Best
	case c.Min != nil:
		return *c.Min
	case c.Max != nil:
		return *c.Max
	}
	return 0
}

// resolveCounts chooses one value for each measure and role, by the first of these rules that applies: the only one
// (single); the last one that an authority stands behind (latest_official); of what independent sources said last, the only one
// of the last two days (latest), the one that most of them give (majority), the lowest (conservative). Anniversaries, trials and mentions in passing do not vote
// where anybody reported the incident itself.
func (acc *account) resolveCounts() []extract.ResolvedCount {
	resolved := []extract.ResolvedCount{}
	for _, field := range acc.countFields() {
		if c, ok := acc.resolveCount(field); ok {
			resolved = append(resolved, c)
		}
	}
	extract.SortCounts(resolved)
	acc.moveTheDead(resolved)
	return resolved
}

func (acc *account) countFields() []string {
	fields := map[string]bool{}
	for _, m := range acc.voices {
		for i := range m.Counts {
			if m.Counts[i].SubsetOf == nil {
				fields[extract.CountField(&m.Counts[i])] = true
			}
		}
	}
	return sortedIDs(fields)
}

func (acc *account) resolveCount(field string) (extract.ResolvedCount, bool) {
	said := acc.statements(acc.voices, field)
	if len(said) == 0 {
		return extract.ResolvedCount{}, false
	}
	said = addIncrements(said)
	chosen, rule := acc.choose(said)
	c := extract.ResolvedCount{Count: *chosen.count, Rule: rule, From: []string{}}
	if c.Role == "unspecified" {
		c.Role = ""
	}
	keys := map[string]bool{}
	for _, s := range said {
		keys[countKey(s.count)] = true
		if countKey(s.count) == countKey(chosen.count) {
			c.From = append(c.From, s.ID)
		}
	}
	c.From = unique(c.From)
	c.Evidence = extract.Digest(field + "\n" + strings.Join(sortedIDs(keys), "\n"))[:8]
	return c, true
}

func countKey(c *extract.Count) string {
	return (bounded{numberOr(c.Min, 0), numberOr(c.Max, -1)}).String() + "/" + bounded{numberOr(c.Best, -1), numberOr(c.Best, -1)}.String()
}

func numberOr(n *int, other int) int {
	if n == nil {
		return other
	}
	return *n
}

// addIncrements turns "three more have died" into a total, where a total was given before; else it stands as it is.
func addIncrements(said []statement) []statement {
	out := slices.Clone(said)
	total := -1
	for i := range out {
		c := out[i].count
		if c.Anchor != "incremental" {
			total = worth(c)
			continue
		}
		if total < 0 || out[i].sig == nil || !out[i].sig.Core {
			continue
		}
		total += worth(c)
		sum := *c
		sum.Min, sum.Max, sum.Best, sum.Anchor = extract.Int(total), nil, extract.Int(total), "cumulative"
		if c.Qualifier == "exact" {
			sum.Max = extract.Int(total)
		}
		out[i].count = &sum
	}
	return out
}

// choose applies the rules. said is in the order of days.
func (acc *account) choose(said []statement) (statement, string) {
	last := acc.lastWords(said)
	if len(last) == 1 {
		return last[0], "single"
	}
	for i := len(said) - 1; i >= 0; i-- {
		if official(said[i].count) {
			return surest(said, i), "latest_official"
		}
	}
	if last = newest(last); len(last) == 1 {
		return last[0], "latest"
	}
	votes := map[string]int{}
	for _, s := range last {
		votes[countKey(s.count)]++
	}
	for i := len(last) - 1; i >= 0; i-- {
		if 2*votes[countKey(last[i].count)] > len(last) {
			return last[i], "majority"
		}
	}
	least := last[0]
	for _, s := range last[1:] {
		if worth(s.count) < worth(least.count) {
			least = s
		}
	}
	return least, "conservative"
}

// newest keeps the statements of the last two days: what was said before is superseded, not contradicted.
func newest(said []statement) []statement {
	latest := 0
	for _, s := range said {
		latest = max(latest, epochDay(s.asOf))
	}
	var kept []statement
	for _, s := range said {
		if epochDay(s.asOf) >= latest-1 {
			kept = append(kept, s)
		}
	}
	return kept
}

// surest prefers, among the official statements of the same day as said[i], the highest: tolls rise.
func surest(said []statement, i int) statement {
	best := said[i]
	for k := i - 1; k >= 0 && said[k].asOf == said[i].asOf; k-- {
		if official(said[k].count) && worth(said[k].count) > worth(best.count) {
			best = said[k]
		}
	}
	return best
}

// lastWords keeps of each independent source what it said last.
func (acc *account) lastWords(said []statement) []statement {
	at := map[int]int{}
	for i, s := range said {
		at[acc.origins[s.ID]] = i
	}
	var last []statement
	for i, s := range said {
		if at[acc.origins[s.ID]] == i {
			last = append(last, s)
		}
	}
	return last
}

// officialWords name those who count the dead by office.
var officialWords = []string{"police", "official", "authorit", "ministry", "minister", "government", "governor", "mayor", "coroner", "sheriff",
	"hospital", "medic", "doctor", "army", "military", "spokes", "agency", "department", "civil defen", "fire service", "firefighter", "who", "united nations", "prosecutor"}

// official reports whether an authority stands behind a count.
func official(c *extract.Count) bool {
	if c.Status == "confirmed" {
		return true
	}
	by := strings.ToLower(c.SaidBy)
	return by != "" && slices.ContainsFunc(officialWords, func(w string) bool { return strings.Contains(by, w) })
}

// moveTheDead lowers the injured by those who died of their wounds: where an update raises the dead of an earlier
// report and says nothing of the injured, the number of the injured is still that of before.
func (acc *account) moveTheDead(resolved []extract.ResolvedCount) {
	dead, hurt := pick(resolved, "counts.killed"), pick(resolved, "counts.injured")
	if dead == nil || hurt == nil || hurt.Best == nil || dead.Best == nil {
		return
	}
	said := addIncrements(acc.statements(acc.voices, "counts.killed"))
	injured := acc.statements(acc.voices, "counts.injured")
	if len(injured) == 0 {
		return
	}
	then, now := 0, injured[len(injured)-1]
	moved := false
	for _, s := range said {
		if !s.Published.After(now.Published) {
			then = max(then, worth(s.count))
		} else if s.TemporalRole == "update" {
			moved = true
		}
	}
	if died := *dead.Best - then; moved && died > 0 && died <= *hurt.Best {
		hurt.Min, hurt.Best, hurt.Rule = less(hurt.Min, died), less(hurt.Best, died), "less_died_since"
		hurt.Max = less(hurt.Max, died)
	}
}

func less(n *int, by int) *int {
	if n == nil {
		return nil
	}
	return extract.Int(max(0, *n-by))
}

func pick(counts []extract.ResolvedCount, field string) *extract.ResolvedCount {
	for i := range counts {
		if extract.CountField(&counts[i].Count) == field {
			return &counts[i]
		}
	}
	return nil
}

// disputed reports whether independent sources contradict each other about a measure on the same day, beyond what
// first reports differ by anyway.
func (acc *account) disputed(measure string) bool {
	last := acc.lastWords(acc.statements(acc.voices, "counts."+measure))
	for i, a := range last {
		for _, b := range last[:i] {
			lowA, highA := bounds(a.count)
			lowB, highB := bounds(b.count)
			gap := max(lowA-highB, lowB-highA)
			if a.asOf == b.asOf && gap >= 3 && 2*gap > max(worth(a.count), worth(b.count)) {
				return true
			}
		}
	}
	return false
}
