package assemble

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"sitrep/extract"
	"sitrep/extract/token"
)

// dayRef is the time that belongs to a frame.
type dayRef struct {
	time  int  // index of Document.Times, -1 where there is none
	clock int  // index of a second time expression that gives the time of day, -1 where there is none
	said  bool // only the day of the saying is given
	rule  string
}

// frameDay returns the time of the frame's own stretch that is nearest to its trigger and does not belong to a saying.
// A time beside a verb of saying is kept for want of a better one.
func (r *reader) frameDay(f *frame) dayRef {
	best, score := dayRef{time: -1, clock: -1}, -1e9
	anchor := r.anchor(f)
	s := r.doc.Sentences[f.sentence]
	for _, t := range within(r.doc.Times, f.Span) {
		m := r.doc.Times[t]
		if s.Dateline.Overlaps(m.Span) || r.datesNothing(f, m) {
			continue
		}
		ref := dayRef{time: t, clock: -1, rule: "assemble/day-in-clause"}
		v := -0.1 * float64(r.tokensBetween(anchor, m.Span))
		switch {
		case r.datesTrigger(f, m.Span):
			v, ref.rule = v+5, "assemble/day-of-event-noun"
		case r.saidThen(f, m.Span) || r.judgedThen(f, m.Span) || r.dealtWithThen(f, m.Span) || r.ofRelative(f, m.Span) || r.reportedThen(f, m.Span) || r.tollThen(f, m.Span) || r.datesAftermath(f, m.Span) || r.datesClaim(f, m.Span) || r.salvagedThen(f, m.Span) || r.asOf(m.Span):
			v -= 5
			ref.said, ref.rule = true, "assemble/day-of-saying"
		}
		v += precisionWeight[m.Value.Precision]
		if first, _ := r.tokenRange(m.Span); r.word(first) == "this" && m.Value.Precision == "year" {
			v -= 8 // "5,138 cases this year" dates nothing
		}
		if r.withTrigger(f, m.Span) {
			v++
		}
		if r.outbreakBegan(f, m.Span) {
			v -= 8 // the day of its figures tells more
		}
		if r.dated(m.Span) || r.setBefore(f, m.Span) || m.Value.Type != "DURATION" && r.afterwards(f, m.Span) {
			v -= 3
		}
		if v > score {
			best, score = ref, v
		}
	}
	if best.time >= 0 {
		best.clock = r.clockFor(f, best.time)
	}
	return best
}

// setBefore reports whether a time tells when a bomb was laid that went off later: "had been planted on Wednesday but exploded only on Thursday".
func (r *reader) setBefore(f *frame, s extract.Span) bool {
	c := r.clauseAt(f.sentence, s)
	if c == nil || c.Contains(r.anchor(f)) {
		return false
	}
	lemma := r.doc.Groups[c.Verb].Verb.Lemma
	return lemma == "plant" || lemma == "place" || lemma == "hide"
}

// ofAnotherVerb reports whether a year, a decade or a time as long stands in another clause than the frame's trigger: "the group, which was founded in
// 1985, attacked the post". A day may still be told beside another verb, a year seldom is.
func (r *reader) ofAnotherVerb(f *frame, m extract.Mention[extract.Timex]) bool {
	if m.Value.Precision != "year" && m.Value.Precision != "season" || f.head < 0 {
		return false
	}
	c := r.clauseAt(f.sentence, m.Span)
	return c != nil && !c.Contains(r.anchor(f)) && r.clausesApart(f, m.Span) > 0
}

// datesNothing reports whether a time can be no day of a frame's event: it is no point in time, bounds a period, names a group or a make, or goes with another verb.
func (r *reader) datesNothing(f *frame, m extract.Mention[extract.Timex]) bool {
	switch {
	case m.Value.Start == "" || m.Value.Type == "SET" || m.Value.Type == "DURATION" && !lately(m):
		return true
	case f.head < 0 && r.samePeriod(m.Span), f.head >= 0 && spreading[r.doc.Triggers[f.head].Value.Type] && r.dayBefore(m.Span):
		return true
	case r.inName(m.Span) || r.tooLate(f, m.Value) || r.compared(m.Span) || r.closesRange(m.Span) || lately(m) && r.beforeOther(f, m.Span):
		return true
	}
	return !r.datesTrigger(f, m.Span) && (r.bounds(m.Span) || r.ofAnotherVerb(f, m) || r.modelYear(m) || r.measuredBy(f, m.Span))
}

// inName reports whether a time is part of a group's name: "the 19 April Movement", "the 9 May Liberation Forces".
func (r *reader) inName(s extract.Span) bool {
	first, last := r.tokenRange(s)
	the := r.word(first-1) == "the"
	return slices.ContainsFunc(within(r.doc.Actors, r.doc.Sentences[r.doc.SentenceAt(s.Start)].Span), func(a int) bool {
		m := r.doc.Actors[a]
		return m.Contains(s) || the && r.doc.TokenAt(m.Start) == last
	})
}

// modelYear reports whether a year names a make rather than a day: "a 1981 blue Chevrolet".
func (r *reader) modelYear(m extract.Mention[extract.Timex]) bool {
	first, _ := r.tokenRange(m.Span)
	return m.Value.Precision == "year" && (r.word(first-1) == "a" || r.word(first-1) == "an")
}

// withTrigger reports whether a time stands in the relative clause of one of the frame's verbs: "the tsunami that killed 220,000 people in 2004".
func (r *reader) withTrigger(f *frame, s extract.Span) bool {
	c := r.clauseAt(f.sentence, s)
	if c == nil || c.Kind != token.Relative {
		return false
	}
	for _, t := range f.triggers {
		if m := r.doc.Triggers[t]; !m.Value.Noun && c.Contains(m.Span) {
			return true
		}
	}
	return false
}

// tooLate reports whether a time begins after the article was published, when what is told as having happened can not have happened.
func (r *reader) tooLate(f *frame, v extract.Timex) bool {
	published := r.published()
	return published != "" && len(v.Start) >= len(published) && v.Start[:len(published)] > published && (f.head < 0 || r.doc.Triggers[f.head].Value.Realis == "actual")
}

// dayInForce returns the time of the nearest earlier sentence of the frame's paragraph that gives one.
func (r *reader) dayInForce(f *frame) dayRef {
	for i := f.sentence - 1; i >= 0 && r.doc.Sentences[i].Paragraph == r.doc.Sentences[f.sentence].Paragraph; i-- {
		if ref := r.sentenceDay(i); ref.time >= 0 && !ref.said {
			return ref
		}
	}
	return dayRef{time: -1, clock: -1}
}

// sentenceDay returns the time that a sentence gives whatever it tells of.
func (r *reader) sentenceDay(i int) dayRef {
	ref, ok := r.days[i]
	if !ok {
		ref = r.frameDay(&frame{Span: r.doc.Sentences[i].Span, sentence: i, head: -1})
		r.days[i] = ref
	}
	return ref
}

// datesTrigger reports whether a time stands before an event noun as part of its group, or hangs on it: "the 2024 shooting", "Thursday's bombing", "the massacre of
// 1997".
func (r *reader) datesTrigger(f *frame, s extract.Span) bool {
	return slices.ContainsFunc(f.triggers, func(t int) bool {
		m := r.doc.Triggers[t]
		noun := m.Value.Noun || strings.HasSuffix(r.doc.Slice(m.Span), "ing") // "a 2019 bombing" may carry the tag of a verb
		return noun && (r.timeOpens(m.Span, s) || r.timeCloses(m.Span, s))
	})
}

// timeOpens reports whether a time stands before an event noun in its group: "Thursday's bombing".
func (r *reader) timeOpens(noun, s extract.Span) bool {
	if s.End > noun.Start || r.tokensBetween(s, noun) > 2 || r.verbParts(s, noun) {
		return false
	}
	behind, at := r.doc.TokenAt(s.End), r.doc.TokenAt(noun.Start)
	return r.word(behind) != "after" && !hangers[r.word(at-1)] && !hangers[r.word(at-2)] && !r.stopBetween(behind, at)
}

// timeCloses reports whether an event noun is told by its time: "the massacre of 1997", but not "the first murder of 2015".
func (r *reader) timeCloses(noun, s extract.Span) bool {
	return noun.End < s.Start && r.tokensBetween(noun, s) == 1 && r.word(r.doc.TokenAt(s.Start)-1) == "of" && r.word(r.doc.TokenAt(noun.Start)-1) == "the"
}

// hangers hang an event noun on what stands before it: "referred today to the murder" and "Monday's wave of killings" date no murder by themselves.
var hangers = wordSet("of to for about over on against into from with that")

// datesAftermath reports whether a time says when what followed took place: "was sentenced on Friday", "on Sunday marked the day".
func (r *reader) datesAftermath(f *frame, s extract.Span) bool {
	if c := r.clauseAt(f.sentence, s); c != nil && !c.Contains(r.anchor(f)) && r.aftermathOpens(f) && r.doc.Groups[c.Verb].Start > r.anchor(f).End {
		return true // "the trial of a man accused of killing nine opened on Thursday"
	}
	for _, i := range within(r.doc.Aftermaths, r.doc.Sentences[f.sentence].Span) {
		m := r.doc.Aftermaths[i]
		if m.Contains(s) && r.isArrest(f, m.Span) || r.ofVictims(f, m.Span) {
			continue // "arrested four men on Thursday over"
		}
		if c := r.clauseAt(f.sentence, s); c != nil && c.Kind == token.Relative && !c.Contains(m.Span) && slices.ContainsFunc(f.triggers, func(t int) bool { return c.Contains(r.doc.Triggers[t].Span) }) {
			continue // "the driver who hit a cyclist in August has been jailed"
		}
		near := r.tokensBetween(m.Span, s)
		if r.anchor(f).End <= s.Start && s.End <= m.Start && r.word(r.doc.TokenAt(m.Start)-1) == "to" {
			continue // "a blast hit a rite on Friday to mourn the dead"
		}
		if m.Value.Verb && near <= 6 && (near < r.tokensBetween(r.anchor(f), s) || near <= 1 && m.End <= s.Start && s.End <= r.anchor(f).Start) {
			return true // "found guilty on Thursday of planting"
		}
	}
	return false
}

// aftermathOpens reports whether a sentence begins with what followed or recalls an incident: "The trial of".
func (r *reader) aftermathOpens(f *frame) bool {
	first := r.doc.Sentences[f.sentence].First
	for _, i := range within(r.doc.Aftermaths, r.doc.Sentences[f.sentence].Span) {
		m := r.doc.Aftermaths[i]
		at, last := r.tokenRange(m.Span)
		if !m.Value.Verb && at-first <= 2 && (r.word(last) == "of" || r.word(last) == "for" || r.word(last) == "into" || r.word(last) == "over") {
			return true
		}
	}
	return false
}

// precisionWeight prefers the time that says most.
var precisionWeight = map[string]float64{"minute": 0.6, "hour": 0.6, "day": 0.6, "days": 0.3, "week": 0, "month": 0, "season": -0.5, "year": -0.5}

// datesClaim reports whether a time says when a claim was made: another verb parts it from the trigger ("in a message sent on Sunday").
func (r *reader) datesClaim(f *frame, s extract.Span) bool {
	return s.Start > r.anchor(f).End && r.clausesApart(f, s) > 0 && (len(within(r.doc.Claims, f.Span)) > 0 || r.answeredFor(f))
}

// answeredFor reports whether the trigger stands behind "responsibility for", whoever takes it.
func (r *reader) answeredFor(f *frame) bool {
	first, _ := r.tokenRange(r.anchor(f))
	for i := first - 1; i >= max(0, first-6); i-- {
		switch r.word(i) {
		case "responsibility", "credit":
			return true
		case ".", ",", ";":
			return false
		}
	}
	return false
}

// saysAt reports whether a verb of saying stands at token i. Statements are released, and so are captives; and where "clashes were reported near the border on
// Monday", they happened there and then.
func (r *reader) saysAt(i int) bool {
	switch r.word(i) {
	case "released":
		return !r.frees(i + 1)
	case "reported":
		return !r.reportsEvent(i) && !r.findsIllness(i)
	case "confirmed", "declared":
		return !r.findsIllness(i)
	case "claimed", "claims", "claiming":
		return !r.takesLives(i)
	}
	return speechVerbs[r.word(i)]
}

// takesLives reports whether the verb at token i has lives or victims for its object, a number before them: "claimed at least 12 lives".
func (r *reader) takesLives(i int) bool {
	for n := i + 1; n <= i+5; n++ {
		switch r.word(n) {
		case "life", "lives", "victims":
			return true
		}
	}
	return false
}

// reportsEvent reports whether an event that the text has not told before is the subject of the passive participle at token i.
func (r *reader) reportsEvent(i int) bool {
	for i--; auxiliaries[r.word(i)]; i-- {
	}
	t, ok := r.nounAt(i)
	return ok && !t.Definite
}

// findsIllness reports whether the cases or the disease that stand before the participle at token i are what was found there: "a case of polio was confirmed in Multan",
// "cholera has been declared in Lilongwe".
func (r *reader) findsIllness(i int) bool {
	for i--; auxiliaries[r.word(i)]; i-- {
	}
	for k := i; k >= max(0, i-4) && !r.doc.Tokens[k].Is(extract.Punct); k-- {
		if t, ok := r.nounAt(k); ok {
			return extract.Family(t.Type) == "outbreak"
		}
	}
	return false
}

// frees reports whether those who are released begin at token i, and no statement: "him", "two farmers".
func (r *reader) frees(i int) bool {
	switch r.word(i) {
	case "him", "her", "them", "all":
		return true
	}
	return i < len(r.doc.Tokens) && r.doc.Tokens[i].Tag == "CD"
}

// saidThen reports whether a time hangs on a verb of saying and not on the trigger: the verb stands up to four tokens before it or three behind it, and no
// trigger stands as near.
func (r *reader) saidThen(f *frame, s extract.Span) bool {
	if c := r.clauseOf(f.sentence, s); c != nil && c.Speech && !c.Contains(r.anchor(f)) && (c.Contains(s) || c.Object < 0) {
		return true // "said on Friday", "On 7 January the minister acknowledged that"
	}
	first, last := r.tokenRange(s)
	if r.sourcedAt(first) {
		return true
	}
	near := 99
	for d := 1; d <= 4; d++ {
		if r.saysAt(first-d) && !r.stopBetween(first-d, first) && r.word(first-1) != "that" && r.word(first-2) != "that" || d <= 3 && r.saysAt(last+d-1) && !r.stopBetween(last, last+d-1) {
			near = d
			break
		}
	}
	if near == 99 {
		return false
	}
	for _, t := range f.triggers {
		if d := r.tokensBetween(r.doc.Triggers[t].Span, s); d+1 < near || d == 0 {
			return false
		}
	}
	return true
}

// judgedThen reports whether a time says when somebody spoke of the event: it stands in a clause whose verb judges the trigger, as in "the council
// condemned the bombing in Nairobi on Thursday", or lays it to somebody, and the time stands before it: "the minister on Thursday blamed the group
// for the bombing".
func (r *reader) judgedThen(f *frame, s extract.Span) bool {
	c := r.clauseAt(f.sentence, s)
	if c == nil || !c.Contains(r.anchor(f)) || r.doc.Groups[c.Verb].End > r.anchor(f).Start {
		return false
	}
	lemma := r.doc.Groups[c.Verb].Verb.Lemma
	return judgingVerbs[lemma] || layingVerbs[lemma] && s.End <= r.anchor(f).Start
}

var judgingVerbs = wordSet("condemn denounce deplore mourn regret decry lament protest criticize criticise repudiate discuss investigate recall")

// layingVerbs lay an event to somebody or speak of it; a time beside one may still be the event's where it stands behind the event.
var layingVerbs = wordSet("refer accuse blame charge attribute describe call comment mention reject demand urge appeal express justify")

// verbParts reports whether a verb group stands between two spans: "Saturday condemned the bombing".
func (r *reader) verbParts(a, b extract.Span) bool {
	for i := sort.Search(len(r.doc.Groups), func(k int) bool { return r.doc.Groups[k].Start >= a.End }); i < len(r.doc.Groups) && r.doc.Groups[i].End <= b.Start; i++ {
		if r.doc.Groups[i].Kind == extract.VerbGroup {
			return true
		}
	}
	return false
}

// reportedThen reports whether a time is that of a report of an outbreak, which began before: "confirmed two cases on Friday".
func (r *reader) reportedThen(f *frame, s extract.Span) bool {
	if f.head < 0 || r.doc.Triggers[f.head].Value.Type != "outbreak.disease" {
		return false
	}
	c := r.clauseOf(f.sentence, s)
	return c != nil && (reportingVerbs[r.doc.Groups[c.Verb].Verb.Lemma] || r.doc.Groups[c.Verb].Verb.Lemma == "warn" || r.doc.Groups[c.Verb].Verb.Lemma == "inform")
}

// lately reports whether a span of time tells a day before another one: "two days after a quake", told of Tuesday, puts the quake on Sunday.
func lately(m extract.Mention[extract.Timex]) bool {
	return m.Rule == "timex/ago/later" && m.Value.Anchor != "" && m.Value.Start < m.Value.Anchor
}

// tollThen reports whether a time says when a toll rose, not when people came to harm: "the death toll rose to 114 on Thursday".
func (r *reader) tollThen(f *frame, s extract.Span) bool {
	c := r.clauseAt(f.sentence, s)
	if c == nil || !rising[r.doc.Groups[c.Verb].Verb.Lemma] || s.Start < r.doc.Groups[c.Verb].Start {
		return false
	}
	for g := c.Verb - 1; g >= 0 && r.doc.Groups[g].Start >= r.doc.Sentences[f.sentence].Start; g-- {
		group := r.doc.Groups[g]
		for i := group.First; i < group.Last; i++ {
			if w := r.word(i); w == "toll" || w == "tally" || w == "total" || (w == "number" || w == "count") && r.word(group.First) == "the" {
				return true // "the number of people killed by floods in the south rose to 410 on Tuesday"
			}
		}
	}
	return false
}

var rising = wordSet("rise climb reach increase stand pass exceed jump soar go top hit surpass near approach")

// asOf reports whether a time says of which day the figures are: "64 cases as of 15 June", "64 cases by 15 June".
func (r *reader) asOf(s extract.Span) bool {
	first, _ := r.tokenRange(s)
	return r.word(first-1) == "by" || r.word(first-1) == "of" && r.word(first-2) == "as"
}

// stopBetween reports whether punctuation parts two tokens.
func (r *reader) stopBetween(a, b int) bool {
	for i := a; i < b && i < len(r.doc.Tokens); i++ {
		if i >= 0 && r.doc.Tokens[i].Is(extract.Punct) {
			return true
		}
	}
	return false
}

// dated reports whether the time belongs to something else than an event: a treaty's or a law's year, a birth.
func (r *reader) dated(s extract.Span) bool {
	first, last := r.tokenRange(s)
	return notEvents[r.word(last)] || notEvents[r.word(last+1)] && r.doc.Tokens[last].Tag == "JJ" || r.word(first-1) == "born" || r.word(first-2) == "born"
}

// samePeriod reports whether a time is "the same period", be it of last year, by which figures are only compared.
func (r *reader) samePeriod(s extract.Span) bool {
	first, _ := r.tokenRange(s)
	return r.word(first+1) == "same" && r.word(first+2) == "period"
}

// dayBefore reports whether a time is the day before, by which the figures of an outbreak are compared: "42 deaths, after 45 the day before".
func (r *reader) dayBefore(s extract.Span) bool {
	first, last := r.tokenRange(s)
	return r.word(last-1) == "before" && r.word(last-2) == "day" || r.word(first) == "the" && r.word(first+1) == "previous" && r.word(first+2) == "day"
}

// compared reports whether a time is that of an older figure: "81 cases, up from 68 last week", "twice as many as in May".
func (r *reader) compared(s extract.Span) bool {
	first, _ := r.tokenRange(s)
	for i := first - 1; i >= max(1, first-9); i-- {
		if w := r.word(i - 1); r.word(i) == "from" && (w == "up" || w == "down") || r.word(i) == "with" && w == "compared" || r.word(i) == "as" && w == "many" {
			return true
		}
	}
	return false
}

// beforeOther reports whether a span of time tells how long after something else the event took place: "three days after an election".
func (r *reader) beforeOther(f *frame, s extract.Span) bool {
	i := r.doc.TokenAt(s.End)
	if r.word(i) != "after" {
		return false
	}
	for _, t := range f.triggers {
		if m := r.doc.Triggers[t]; m.Start > s.End {
			return r.stopBetween(i, r.doc.TokenAt(m.Start))
		}
	}
	return true
}

// afterwards reports whether a time tells when something was done after the event: "searched for survivors on Thursday after a quake".
func (r *reader) afterwards(f *frame, s extract.Span) bool {
	anchor := r.anchor(f)
	return s.End <= anchor.Start && r.between("after", s.End, anchor.Start)
}

// bounds reports whether a time says since when or until when something holds: a period's end is not the day of an event.
func (r *reader) bounds(s extract.Span) bool {
	first, last := r.tokenRange(s)
	if r.word(last) == "," && r.word(last+1) == "when" {
		return false // "the deadliest strike since April, when 300 died in the camp"
	}
	return r.word(first-1) == "since" || r.word(first-1) == "until"
}

var notEvents = wordSet("agreement treaty accord accords deal law constitution election elections revival census budget season act pact ceasefire cease-fire convention")

// clockFor returns a time of the frame that gives the clock for the day chosen, or -1.
func (r *reader) clockFor(f *frame, chosen int) int {
	day := r.doc.Times[chosen].Value
	if day.Clock != "" {
		return -1
	}
	for _, t := range within(r.doc.Times, f.Span) {
		if v := r.doc.Times[t].Value; t != chosen && v.Type == "TIME" && (v.Clock != "" || v.PartOfDay != "") && (v.Start == "" || v.Start >= day.Start && v.Start <= day.End) {
			return t
		}
	}
	return -1
}

// date turns a time of the text into the date of a record.
func (r *reader) date(ref dayRef) *extract.Date {
	v := r.doc.Times[ref.time].Value
	d := &extract.Date{Start: v.Start, End: v.End, Time: v.Clock, PartOfDay: partOfDay(v.PartOfDay), Precision: v.Precision, Basis: v.Basis,
		Anchor: v.Anchor, Value: v.Value, Text: r.doc.Slice(r.doc.Times[ref.time].Span)}
	if d.End == "" {
		d.End = d.Start
	}
	if end := r.lastDay(ref.time); end > d.End {
		d.End, d.Precision = end, "days"
	}
	if r.doc.Times[ref.time].Rule == "timex/ago/count" && v.Precision == "week" && v.Mod == "" {
		weekAgo(d)
	}
	if ref.clock >= 0 {
		c := r.doc.Times[ref.clock].Value
		d.Time, d.PartOfDay = c.Clock, partOfDay(c.PartOfDay)
	}
	if ref.said {
		d.Basis = "reported"
	}
	if r.asOf(r.doc.Times[ref.time].Span) {
		d.Basis = "as_of"
	}
	if d.Time == "24:00" {
		d.Time, d.PartOfDay = "", "NI" // "midnight Saturday" may be either end of the day
	}
	if d.Precision == "" {
		d.Precision = "day"
	}
	if d.Basis == "" {
		d.Basis = "explicit"
	}
	return d
}

// weekAgo narrows the week of "a week ago" to the same day of the week and the days beside it, and that of "three weeks ago", which is said more roughly, not at all.
func weekAgo(d *extract.Date) {
	monday, err1 := time.Parse(time.DateOnly, d.Start)
	anchor, err2 := time.Parse(time.DateOnly, d.Anchor)
	if err1 != nil || err2 != nil || anchor.Sub(monday) > 21*24*time.Hour {
		return
	}
	day := monday.AddDate(0, 0, (int(anchor.Weekday())+6)%7)
	d.Start, d.End, d.Precision = day.AddDate(0, 0, -1).Format(time.DateOnly), day.AddDate(0, 0, 1).Format(time.DateOnly), "days"
}

// rangeEnd returns the last day of a stretch of days that begins with time t, or "": "between June 29 and July 2", "from Oct. 6 to 9", "on Saturday and Sunday".
func (r *reader) rangeEnd(t int) string {
	m := r.doc.Times[t]
	first, last := r.tokenRange(m.Span)
	if m.Value.Precision != "day" || !r.bridges(r.word(first-1), r.word(last)) {
		return ""
	}
	if t+1 < len(r.doc.Times) && r.doc.TokenAt(r.doc.Times[t+1].Start) == last+1 && r.doc.Times[t+1].Value.Precision == "day" {
		end := r.doc.Times[t+1].Value.End
		if n, ok := daysBetween(m.Value.End, end); r.spans(first-1) || ok && n == 1 {
			return end
		}
		return ""
	}
	if n, err := strconv.Atoi(r.word(last + 1)); r.spans(first-1) && err == nil && n <= 31 && len(m.Value.End) == len(time.DateOnly) {
		return fmt.Sprintf("%s-%02d", m.Value.End[:7], n)
	}
	return ""
}

// lastDay returns the last day of a time or of the stretch of days that it opens.
func (r *reader) lastDay(t int) string {
	return max(r.doc.Times[t].Value.End, r.rangeEnd(t))
}

// bridges reports whether a day behind one word and before another may open a stretch of days: "between Monday and", "from Monday to", "on Monday and".
func (r *reader) bridges(before, behind string) bool {
	switch before {
	case "between", "from":
		return behind == "and" || behind == "to" || behind == "through" || behind == "until" || behind == "till" || behind == "-"
	}
	return behind == "and"
}

// spans reports whether the word at token i opens a stretch of days.
func (r *reader) spans(i int) bool { return r.word(i) == "between" || r.word(i) == "from" }

// closesRange reports whether a time is the end of the stretch of days that the one before it opens.
func (r *reader) closesRange(s extract.Span) bool {
	t := sort.Search(len(r.doc.Times), func(k int) bool { return r.doc.Times[k].Start >= s.Start }) - 1
	if t < 0 {
		return false
	}
	_, last := r.tokenRange(r.doc.Times[t].Span)
	first, _ := r.tokenRange(s)
	return first == last+1 && r.rangeEnd(t) != ""
}

func partOfDay(p string) string {
	switch p {
	case "MO", "AF", "EV", "NI":
		return p
	}
	return ""
}

// published returns the publication day in its own zone, or "".
func (r *reader) published() string {
	p := r.doc.Article.Published
	if p.IsZero() {
		return ""
	}
	return p.Format(time.DateOnly)
}

// daysBetween returns the number of days from a to b, and whether both are calendar dates.
func daysBetween(a, b string) (int, bool) {
	x, err1 := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	if err1 != nil || err2 != nil {
		return 0, false
	}
	return int(y.Sub(x).Hours() / 24), true
}
