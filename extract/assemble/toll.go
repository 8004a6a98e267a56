package assemble

import (
	"slices"
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
	chosen := map[int]int{} // index of Document.Counts -> index of Report.Counts
	for _, measure := range extract.Measures {
		d.addToll(tolls[measure], chosen)
	}
	d.addParts(chosen)
}

// illOnly are the measures that only an outbreak has.
var illOnly = map[string]bool{"cases": true, "recovered": true}

// toll is what the incident's frames say of one measure.
type toll struct {
	best  int   // index of Document.Counts of the figure that stands, -1 where there is none
	added []int // further counts that are added to it: "another 12", persons named one by one
	weak  bool  // the figure says only that they were shot or struck
	less  int   // how many of it are known to have died, to be taken off
	by    []int // perpetrators counted apart
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
	t.added, t.weak = adds, d.count(t.best).Weak
	if beside := d.placedBeside(t.best); len(adds) == 0 && len(beside) > 0 {
		t.added = beside
	}
	if named := d.named(measure, t.weak); len(named) > value(d.count(t.best))+d.sum(adds) {
		t.best, t.added = named[0], named[1:]
	}
	return t
}

// ofTheHurt reports whether a count tells of dead who were counted as hurt before: "one of the five wounded died".
func (d *draft) ofTheHurt(c int) bool {
	m := d.r.doc.Counts[c]
	if m.Value.Measure != "killed" || !m.Value.Definite || m.Value.Unnumbered {
		return false
	}
	first, last := d.r.tokenRange(m.Span)
	for i := first + 1; i < last; i++ {
		if d.r.word(i) == "of" && last > i+1 {
			return hurtWords[d.r.word(last-1)]
		}
	}
	return false
}

var hurtWords = wordSet("wounded injured hurt casualties")

// withoutTheMoved takes those off a toll of the hurt who are told after it to have died.
func (d *draft) withoutTheMoved(hurt toll) toll {
	if hurt.best < 0 || hurt.less > 0 {
		return hurt
	}
	for _, c := range d.countsOf("killed") {
		if d.ofTheHurt(c) && c > hurt.best && !d.r.doc.InTitle(d.r.doc.Counts[hurt.best].Span) {
			hurt.less += value(d.count(c))
		}
	}
	return hurt
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
	for _, m := range r.doc.Places {
		if first := r.doc.TokenAt(m.Start); first > last && first <= last+4 {
			return true
		}
	}
	return false
}

// longTerm reports whether a sentence counts over months or years: "since the war began", "in recent years", "so far this year".
func (r *reader) longTerm(sentence int) bool {
	s := r.doc.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		a := r.doc.Tokens[i].Lower
		switch a {
		case "recent", "past", "last", "previous", "this", "since":
		default:
			continue // nothing else opens such a time
		}
		b, c := r.word(i+1), r.word(i+2)
		switch {
		case longUnits[b] && (a == "recent" || a == "past" || a == "last" && b != "year" && (b != "month" || r.word(i-1) == "the") || a == "previous"):
			return true
		case longUnits[c] && (a == "past" || a == "last") && b != "the":
			return true
		case b == "year" && (a == "this" || a == "last" && c != "'s"):
			return true
		case a == "since" && monthNames[b] && !r.doc.Tokens[min(i+2, len(r.doc.Tokens)-1)].Is(extract.Digit):
			return true
		case a == "since" && (c == "began" || c == "started" || r.word(i+3) == "began" || r.word(i+3) == "started" || r.word(i+3) == "broke" || c == "broke"):
			return true
		}
	}
	return false
}

var monthNames = wordSet("january february march april may june july august september october november december")

var longUnits = wordSet("year years month months decade decades")

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
			if v := d.count(c); v.Measure == measure && v.SubsetOf == nil && (v.Anchor != "period" || d.lasts() || sinceDay(v.Period)) && v.Status != "denied" && !d.sick(c) && !(v.Anchor == "period" && d.whereElse(c)) && !d.ofYears(f, c) && !d.countrywide(c) {
				cs = append(cs, c)
			}
		}
	}
	if measure == "arrested" {
		cs = append(cs, d.heldOver()...)
	}
	if d.lasts() {
		return cs
	}
	return d.withoutAside(d.withoutSince(cs))
}

// withoutAside leaves out the whole figures of sentences that pass on to something else ("Meanwhile, ..."), where others are told of the incident.
func (d *draft) withoutAside(cs []int) []int {
	own := slices.DeleteFunc(slices.Clone(cs), func(c int) bool { return d.count(c).Anchor != "incremental" && d.aside(c) })
	if len(own) == 0 {
		return cs
	}
	return own
}

// aside reports whether a count stands in another paragraph than the incident's first mention, or behind it, and behind words that pass on to something else.
func (d *draft) aside(c int) bool {
	at := d.r.doc.SentenceAt(d.r.doc.Counts[c].Start)
	for s := at; s > d.e.frames[0].sentence && d.r.doc.Sentences[s].Paragraph == d.r.doc.Sentences[at].Paragraph; s-- {
		if d.r.passesOn(s) {
			return true
		}
	}
	return at < d.e.frames[0].sentence && d.r.passesOn(at)
}

// passesOn reports whether a sentence opens with words that pass on to something else.
func (r *reader) passesOn(sentence int) bool {
	i := r.doc.Sentences[sentence].First
	switch w, next := r.word(i), r.word(i+1); w {
	case "meanwhile", "elsewhere", "separately", "similarly":
		return true
	case "in":
		return next == "addition" || next == "another"
	case "also":
		return next == "on" || next == "in"
	case "on":
		return next == "another" || next == "that" && r.word(i+2) == "occasion"
	}
	return false
}

// whereElse reports whether a count stands behind "where" and so is that of another place: "the border, where 35 people have been killed since Thursday".
func (d *draft) whereElse(c int) bool {
	first, _ := d.r.tokenRange(d.r.doc.Counts[c].Span)
	for i := first - 1; i >= max(0, first-4); i-- {
		if d.r.word(i) == "where" {
			return true
		}
	}
	return false
}

// sinceDay reports whether a period is one of hours or a few days, which may be the incident's own: "since Sunday", "in the past 24 hours".
func sinceDay(period string) bool {
	words := strings.Fields(strings.ToLower(period))
	if len(words) == 2 && words[0] == "since" {
		return strings.HasSuffix(words[1], "day")
	}
	if n := len(words); n > 3 && words[1] == "the" && (words[2] == "past" || words[2] == "last") {
		return words[n-1] == "hours" || words[n-1] == "days" && fewDays[words[n-2]]
	}
	return false
}

var fewDays = wordSet("few two three four 2 3 4")

// ofYears reports whether a count of thousands stands in a sentence that gives no day and speaks of a war or of what has been since: "10 years of war in
// which 70,000 people have died".
func (d *draft) ofYears(f *frame, c int) bool {
	v := d.count(c)
	if v.Measure != "killed" || value(v) < 1000 || f.day.time >= 0 || !attackFamilies[extract.Family(d.Type)] {
		return false
	}
	m := d.r.doc.Counts[c]
	if clause := d.r.clauseAt(f.sentence, m.Span); clause != nil && d.r.doc.Groups[clause.Verb].Verb.Perfect {
		return true
	}
	s := d.r.doc.Sentences[f.sentence]
	for i := s.First; i < s.Last; i++ {
		if warWords[d.r.word(i)] {
			return true
		}
	}
	return false
}

// countrywide reports whether the sentence of a count of an attack, another than its first, says that it holds of the whole country: "90 deaths nationwide
// last month".
func (d *draft) countrywide(c int) bool {
	m := d.r.doc.Counts[c]
	if !attackFamilies[extract.Family(d.Type)] || d.e.frames[0].Contains(m.Span) {
		return false
	}
	_, last := d.r.tokenRange(m.Span)
	for i, end := last, d.r.doc.Sentences[d.r.doc.SentenceAt(m.Start)].Last; i < end; i++ {
		w := d.r.word(i)
		if w == "nationwide" || (w == "throughout" || w == "across") && d.r.word(i+1) == "the" && (d.r.word(i+2) == "country" || d.r.word(i+2) == "nation") {
			return true
		}
	}
	return false
}

// warWords are what goes on for years.
var warWords = wordSet("war wars conflict decade decades year years months regime regimes dictatorship repression insurgency genocide")

// attackFamilies are the families of what people do to people within a day.
var attackFamilies = map[string]bool{"attack": true, "abduction": true, "crime": true, "explosion": true, "clash": true}

// heldOver returns the counts of those who were arrested over the incident, by an event mention of their own or beside it.
func (d *draft) heldOver() []int {
	var cs []int
	for _, f := range d.e.arrests {
		for _, c := range f.counts {
			if v := d.count(c); v.Measure == "arrested" && v.SubsetOf == nil && v.Anchor != "period" {
				cs = append(cs, c)
			}
		}
	}
	if len(cs) == 0 && arrestable[extract.Family(d.Type)] && d.alone() {
		return d.heldBeside()
	}
	return cs
}

// alone reports whether the article tells of no other incident than this one.
func (d *draft) alone() bool {
	return !slices.ContainsFunc(d.r.frames, func(f *frame) bool {
		return f.head >= 0 && !d.r.effect(f) && !slices.Contains(d.e.frames, f) && d.r.refuse(f) == ""
	})
}

// heldBeside returns the counts of the arrested that stand in no event mention, told after the incident: "The driver was arrested at home".
func (d *draft) heldBeside() []int {
	var cs []int
	for c, m := range d.r.doc.Counts {
		v := m.Value
		if v.Measure != "arrested" || v.Weak || v.SubsetOf != nil || v.Anchor == "period" || m.Start < d.e.frames[0].Start {
			continue
		}
		if !slices.ContainsFunc(d.r.frames, func(f *frame) bool { return f.Contains(m.Span) }) {
			cs = append(cs, c)
		}
	}
	return cs
}

// sick reports whether a count reads people in hospital as hurt, in an outbreak, where they are sick.
func (d *draft) sick(c int) bool {
	return d.r.doc.Counts[c].Rule == "count/hospital" && extract.Family(d.Type) == "outbreak"
}

// lasts reports whether the incident is of a kind that goes on for weeks, so that what is counted "since May" is its own toll.
func (d *draft) lasts() bool {
	f := extract.Family(d.Type)
	return f == "outbreak" || f == "disaster"
}

// withoutSince leaves out what has happened up to now where the incident's own figure is told: "gangs have kidnapped hundreds in the region".
func (d *draft) withoutSince(cs []int) []int {
	var own, named []int
	for _, c := range cs {
		switch {
		case !d.upToNow(c):
			own = append(own, c)
		case d.besideEvent(c):
			named = append(named, c)
		}
	}
	if len(own) == 0 {
		return named
	}
	return own
}

// besideEvent reports whether a count stands in a frame that names an event, not only what befell people.
func (d *draft) besideEvent(c int) bool {
	for _, f := range d.e.frames {
		if f.Contains(d.r.doc.Counts[c].Span) {
			return !d.r.effect(f)
		}
	}
	return false
}

// upToNow reports whether a count stands with an active verb in the present perfect.
func (d *draft) upToNow(c int) bool {
	m := d.r.doc.Counts[c]
	clause := d.r.clauseAt(d.r.doc.SentenceAt(m.Start), m.Span)
	if clause == nil {
		return false
	}
	v := d.r.doc.Groups[clause.Verb].Verb
	return v.Perfect && !v.Past && !v.Passive && v.Lemma != "die" && v.Lemma != "rise"
}

// stands reports whether count c is to stand rather than old.
func (d *draft) stands(c, old int) bool {
	v, w := d.count(c), d.count(old)
	if t := d.r.doc.InTitle(d.r.doc.Counts[old].Span); t && value(v) > 0 && (!v.Unnumbered && (value(v) > 1 || value(w) <= 1) || value(v) == value(w)) {
		return true
	}
	if v.Unnumbered && value(v) > 1 && value(w) > 0 {
		return false // "the victims" says no number
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

// toldAfter reports whether a toll holds those added behind an "after" of its own sentence already.
func (d *draft) toldAfter(total, added int) bool {
	a, b := d.r.doc.Counts[total], d.r.doc.Counts[added]
	if a.Value.Anchor != "cumulative" || a.Start > b.Start || d.r.doc.SentenceAt(a.Start) != d.r.doc.SentenceAt(b.Start) {
		return false
	}
	for i := d.r.doc.TokenAt(a.End); i < len(d.r.doc.Tokens) && d.r.doc.Tokens[i].Start < b.Start; i++ {
		if w := d.r.word(i); w == "after" || w == "as" || w == "when" {
			return true
		}
	}
	return false
}

// withoutTheDead takes the dead off those of whom only the shot or struck are counted: who was shot and died is not among the injured.
func (d *draft) withoutTheDead(hurt, dead toll) toll {
	if hurt.best < 0 || !hurt.weak || dead.best < 0 || d.count(hurt.best).Anchor == "incremental" {
		return hurt
	}
	if d.toldApart(hurt.best, dead.best) {
		return hurt
	}
	n := value(d.count(hurt.best)) + d.sum(hurt.added)
	k := value(d.count(dead.best)) + d.sum(dead.added)
	if n <= k {
		return toll{best: -1}
	}
	hurt.less = k
	return hurt
}

// toldApart reports whether a sentence sets the hurt against the dead: the one told later in it is a new one, "the driver is in critical condition and a
// cyclist has been pronounced dead".
func (d *draft) toldApart(hurt, dead int) bool {
	a, b := d.r.doc.Counts[hurt], d.r.doc.Counts[dead]
	if a.Start > b.Start {
		a, b = b, a
	}
	if d.r.doc.SentenceAt(a.Start) != d.r.doc.SentenceAt(b.Start) || a.End > b.Start || b.Value.Definite || b.Value.Pronoun || b.Value.Name {
		return false
	}
	first := d.r.word(d.r.doc.TokenAt(b.Start))
	return first == "a" || first == "an" || first == "another"
}

// larger returns the larger of the figure of those who are said to be hurt and the figure of those who were shot or struck less the dead.
func (d *draft) larger(exact, weak toll) toll {
	if weak.best >= 0 && exact.best >= 0 && d.count(exact.best).Anchor == "incremental" && value(d.count(weak.best)) <= value(d.count(exact.best)) && d.follows(weak.best, exact.best) {
		weak.added = append(append(weak.added, exact.best), exact.added...)
		weak.by = append(weak.by, exact.by...)
		return weak // "a man was shot, two others were hurt"
	}
	if weak.best < 0 || exact.best >= 0 && value(d.count(exact.best))+d.sum(exact.added) >= value(d.count(weak.best))+d.sum(weak.added)-weak.less {
		return exact
	}
	if exact.best >= 0 && !d.r.doc.InTitle(d.r.doc.Counts[weak.best].Span) && d.count(weak.best).Unnumbered {
		return exact
	}
	weak.by = append(weak.by, exact.by...)
	return weak
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
