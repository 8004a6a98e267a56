package assemble

import (
	"strings"

	"sitrep/extract"
)

// fillCounts brings the counts of the frames together, measure by measure, and then what is part of them.
func (d *draft) fillCounts() {
	tolls := map[string]toll{}
	for _, measure := range extract.Measures {
		if tolls[measure] = (toll{best: -1}); !illOnly[measure] || extract.Family(d.Type) == "outbreak" {
			tolls[measure] = d.toll(measure, false)
		}
	}
	if t := tolls["arrested"]; t.best < 0 && len(t.by) == 0 && extract.Family(d.Type) == "security" {
		tolls["arrested"] = d.toll("arrested", true) // "the coast guard captured 17 pirates"
	}
	tolls["killed"] = d.oneByOne(d.singly("killed"), tolls["killed"])
	tolls["injured"] = d.larger(tolls["injured"], d.withoutTheDead(d.toll("injured", true), tolls["killed"]))
	tolls["injured"] = d.oneByOne(d.alive(d.singly("injured")), tolls["injured"])
	tolls["injured"] = d.withoutTheMoved(d.byName(tolls["injured"], tolls["killed"]))
	tolls["injured"] = d.withoutTheDying(tolls["injured"], tolls["killed"])
	if extract.Family(d.Type) == "outbreak" {
		tolls["hospitalized"] = d.larger(tolls["hospitalized"], d.numbered(d.toll("hospitalized", true)))
		tolls["cases"], tolls["affected"] = fallenIll(tolls["cases"], tolls["affected"])
	}
	chosen := map[int]int{} // index of Document.Counts -> index of Report.Counts
	for _, measure := range extract.Measures {
		d.addToll(tolls[measure], chosen)
	}
	d.addParts(chosen)
}

// numbered returns a toll that gives a number, and none for one that only speaks of somebody: "the patient is being treated".
func (d *draft) numbered(t toll) toll {
	if t.best >= 0 && d.count(t.best).Unnumbered {
		return toll{best: -1}
	}
	return t
}

// illOnly are the measures that only an outbreak has.
var illOnly = map[string]bool{"cases": true, "recovered": true}

// toll is what the incident's frames say of one measure.
type toll struct {
	best  int    // index of Document.Counts of the figure that stands, -1 where there is none
	added []int  // further counts that are added to it: "another 12", persons named one by one
	weak  bool   // the figure says only that they were shot or struck
	less  int    // how many of it are known to have died, to be taken off
	by    []int  // perpetrators counted apart
	as    string // the measure that it stands for, where that is another than its counts have
}

// toll chooses among the counts of one measure: figures of the running text before the headline's, exact effects before weak
// ones, the larger before the smaller, since a toll told again grows; "another" and "others" add; persons named one by one are summed
// where no figure is larger.
func (d *draft) toll(measure string, weak bool) toll {
	t := toll{best: -1}
	var adds []int
	for _, c := range d.countsOf(measure) {
		v := d.count(c)
		switch {
		case v.Weak != weak:
		case v.Role == "perpetrator":
			t.by = append(t.by, c)
		case v.Anchor == "incremental" && t.best >= 0 && d.toldAfter(t.best, c):
			// "the toll rose to 46 after divers recovered nine more bodies"
		case v.Anchor == "incremental" && t.best >= 0 && v.Status == "suspected" && d.count(t.best).Status != "suspected" && d.isOutbreak():
			// "another 33 suspected deaths are being investigated"
		case v.Anchor == "incremental" && t.best >= 0 && d.follows(t.best, c), t.best >= 0 && d.count(t.best).Anchor != "cumulative" && d.ofTheHurt(c):
			adds = append(adds, c)
		case t.best < 0 || d.stands(c, t.best):
			if t.best >= 0 && value(v) >= value(d.count(t.best))+d.sum(adds) {
				adds = nil
			}
			t.best = c
		}
	}
	if t.best < 0 {
		return t
	}
	t.added, t.weak = adds, weak
	if beside := d.placedBeside(t.best); len(adds) == 0 && len(beside) > 0 {
		t.added = beside
	}
	if named := d.named(measure, weak); len(named) > value(d.count(t.best))+d.sum(adds) {
		t.best, t.added = named[0], named[1:]
	}
	return t
}

func (d *draft) count(c int) extract.Count { return d.r.doc.Counts[c].Value }

func (d *draft) sum(cs []int) int {
	n := 0
	for _, c := range cs {
		n += value(d.count(c))
	}
	return n
}

// countsOf returns the counts of a measure in the incident's frames that are whole figures of this incident: no parts of another
// count and no totals of a longer time.
func (d *draft) countsOf(measure string) []int {
	var cs []int
	for _, f := range d.e.frames {
		if len(f.counts) > 0 && len(d.e.frames) > 1 && f != d.e.frames[0] && !d.lasts() && d.r.longTerm(f.sentence) {
			continue // "hundreds have been abducted in recent years" is no toll of this one
		}
		for _, c := range f.counts {
			if v := d.count(c); v.Measure == measure && v.SubsetOf == nil && v.Status != "denied" && d.ofItsTime(f, c) && !d.sick(c) && !d.protestedOver(c) {
				cs = append(cs, c)
			}
		}
	}
	if measure == "arrested" {
		cs = append(cs, d.heldOver()...)
	}
	if d.lasts() {
		return d.withoutYears(cs)
	}
	return d.withoutAside(d.withoutSince(cs))
}

// lasts reports whether the incident is of a kind that goes on for weeks, so that what is counted "since May" is its own toll.
func (d *draft) lasts() bool {
	f := extract.Family(d.Type)
	return f == "outbreak" || f == "disaster"
}

// stands reports whether count c is to stand rather than old.
func (d *draft) stands(c, old int) bool {
	v, w := d.count(c), d.count(old)
	switch headline := d.r.doc.InTitle(d.r.doc.Counts[old].Span); {
	case headline && v.Anchor == "incremental" && value(v) < value(w):
		return false // "Five shot" above "three others were taken to hospital"
	case headline && value(v) > 0 && (!v.Unnumbered && (value(v) > 1 || value(w) <= 1) || value(v) == value(w)):
		return true
	case v.Unnumbered && value(v) > 1 && value(w) > 0:
		return false // "the victims" says no number
	case v.Measure == "killed" && (v.Status == "suspected") != (w.Status == "suspected"):
		return w.Status == "suspected" // "up to 50 are feared dead, but 13 deaths are confirmed"
	}
	return value(v) > value(w)
}

// follows reports whether an added count ("two others") adds to count c: c stands before it in its sentence or, where that sentence
// counts nothing before it, in the one before. Others than the dead of the same sentence are no addition to the injured told elsewhere.
func (d *draft) follows(c, added int) bool {
	a, b := d.r.doc.Counts[c], d.r.doc.Counts[added]
	sa, sb := d.r.doc.SentenceAt(a.Start), d.r.doc.SentenceAt(b.Start)
	if sa == sb {
		return a.Start < b.Start
	}
	first, alone := d.r.doc.Sentences[sb].Start, true
	for i := added - 1; i >= 0 && d.r.doc.Counts[i].Start >= first; i-- {
		if d.r.doc.Counts[i].Value.Measure != b.Value.Measure {
			return false
		}
		alone = false // "18 died in the north and three in the south"
	}
	near := sb-sa == 1 || sb-sa == 2 && alone && b.Value.Measure == "killed" && !b.Value.Name && !strings.Contains(strings.ToLower(b.Value.Text), "other") // "two guards were also killed"
	return near && !d.r.doc.InTitle(a.Span) && d.r.doc.Sentences[sa].Kind != extract.Headline
}

// toldAfter reports whether a toll holds those added behind an "after" or a "with" of its own sentence already: "the toll rose to 46 with nine more bodies".
func (d *draft) toldAfter(total, added int) bool {
	a, b := d.r.doc.Counts[total], d.r.doc.Counts[added]
	if a.Value.Anchor != "cumulative" || a.Start > b.Start || d.r.doc.SentenceAt(a.Start) != d.r.doc.SentenceAt(b.Start) {
		return false
	}
	for i := d.r.doc.TokenAt(a.End); i < len(d.r.doc.Tokens) && d.r.doc.Tokens[i].Start < b.Start; i++ {
		if w := d.r.word(i); w == "after" || w == "as" || w == "when" || w == "with" {
			return true
		}
	}
	return false
}

// addToll writes one toll into the report, with the words of all that went into it.
func (d *draft) addToll(t toll, chosen map[int]int) {
	if t.best >= 0 {
		v := d.count(t.best)
		for _, c := range t.added {
			v = plus(v, d.count(c))
		}
		v = minus(v, t.less)
		at := indexed("counts", len(d.Counts))
		for _, c := range append([]int{t.best}, t.added...) {
			d.support(at, d.r.doc.Counts[c].Span, d.r.doc.Counts[c].Rule)
			chosen[c] = len(d.Counts)
		}
		if v = plain(v); besideOthers(v) {
			v.Anchor = "incident"
		}
		if t.as != "" {
			v.Measure = t.as
		}
		d.Counts = append(d.Counts, v)
	}
	if len(t.by) > 0 {
		best := t.by[0]
		for _, c := range t.by {
			if value(d.count(c)) > value(d.count(best)) {
				best = c
			}
		}
		d.support(indexed("counts", len(d.Counts)), d.r.doc.Counts[best].Span, d.r.doc.Counts[best].Rule)
		chosen[best] = len(d.Counts)
		v := plain(d.count(best))
		if v.Anchor == "incremental" {
			v.Anchor = "incident" // "14 attackers were also killed" adds to no attackers
		}
		d.Counts = append(d.Counts, v)
	}
}

// besideOthers reports whether a count tells of others than those of another measure: in "killed two and wounded nine others" nine are all the wounded.
func besideOthers(v extract.Count) bool {
	return v.Anchor == "incremental" && (strings.HasSuffix(v.Text, "others") || strings.Contains(v.Text, " other ")) && !strings.Contains(v.Text, "nother")
}

// addParts writes the counts that are part of a toll that stands: "including three children".
func (d *draft) addParts(chosen map[int]int) {
	for _, f := range d.e.frames {
		for _, c := range f.counts {
			v := d.count(c)
			if v.SubsetOf == nil {
				continue
			}
			whole, ok := chosen[*v.SubsetOf]
			if !ok || value(v) > value(d.Counts[whole]) {
				continue
			}
			v.SubsetOf = extract.Int(whole)
			d.support(indexed("counts", len(d.Counts)), d.r.doc.Counts[c].Span, d.r.doc.Counts[c].Rule)
			d.Counts = append(d.Counts, plain(v))
		}
	}
}

// plain leaves only what the record shows.
func plain(v extract.Count) extract.Count {
	return extract.Count{Measure: v.Measure, Role: v.Role, Min: v.Min, Max: v.Max, Best: v.Best, Qualifier: v.Qualifier, Anchor: v.Anchor,
		AsOf: v.AsOf, Period: v.Period, Status: v.Status, SaidBy: v.SaidBy, SubsetOf: v.SubsetOf, Text: v.Text}
}

// plus adds two counts bound by bound; what is open in one is open in the sum.
func plus(a, b extract.Count) extract.Count {
	a.Min, a.Max, a.Best = add(a.Min, b.Min), add(a.Max, b.Max), add(a.Best, b.Best)
	if a.Qualifier == "exact" && b.Qualifier != "" {
		a.Qualifier = b.Qualifier
	}
	if a.Role != b.Role {
		a.Role = "unspecified"
	}
	a.Anchor = "incident"
	return a
}

func add(x, y *int) *int {
	if x == nil || y == nil {
		return nil
	}
	return extract.Int(*x + *y)
}

// minus takes n off all bounds.
func minus(a extract.Count, n int) extract.Count {
	if n == 0 {
		return a
	}
	for _, p := range []**int{&a.Min, &a.Max, &a.Best} {
		if *p != nil {
			*p = extract.Int(max(0, **p-n))
		}
	}
	return a
}

// value is the number by which two counts compare.
func value(c extract.Count) int {
	for _, p := range []*int{c.Best, c.Min, c.Max} {
		if p != nil {
			return *p
		}
	}
	return 0
}

// placedBeside returns the counts that the same verb gives for other places beside count c: "killed 19 people in Jamaica and 25 in Haiti".
func (d *draft) placedBeside(c int) []int {
	var beside []int
	m := d.r.doc.Counts[c]
	for _, k := range d.countsOf(m.Value.Measure) {
		n := d.r.doc.Counts[k]
		if k == c || n.Value.Effect != m.Value.Effect || n.Value.Role == "perpetrator" || d.r.doc.SentenceAt(n.Start) != d.r.doc.SentenceAt(m.Start) || !d.r.placeBehind(k) {
			continue
		}
		beside = append(beside, k)
	}
	if len(beside) > 0 && !d.r.placeBehind(c) {
		return nil
	}
	return beside
}

// placeBehind reports whether a place stands right behind a count: "25 in Haiti".
func (r *reader) placeBehind(c int) bool {
	_, last := r.tokenRange(r.doc.Counts[c].Span)
	if r.word(last) != "in" {
		return false
	}
	p := extract.From(r.doc.Places, r.doc.Tokens[last].End)
	return p < len(r.doc.Places) && r.doc.TokenAt(r.doc.Places[p].Start) <= last+4
}
