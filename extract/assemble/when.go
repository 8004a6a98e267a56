package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// fillWhen chooses the day: the most precise one that a frame gives, the earlier frame first; of an outbreak the day of a saying, or else that on which it began; then the day of the
// incidents that the text sums up, or of the one told hours before, unless it was "some weeks ago"; that of what is told with it in one sentence; the time in force around the first
// frame; a day that comes with a clock; the day of a
// saying; and last the publication day, each with its own basis.
func (d *draft) fillWhen() {
	if ref, f, ok := d.bestDay(false); ok {
		d.setDay(ref, f)
		return
	}
	if ref, f, ok := d.bestDay(true); ok && d.isOutbreak() && d.current() {
		d.setDay(ref, f)
		return
	}
	if ref, f, ok := d.beginning(); ok {
		d.setDay(ref, f)
		return
	}
	if d.someTimeAgo() {
		return
	}
	if ref, ok := d.dayOfSum(); ok {
		d.setDay(ref, nil)
		return
	}
	if ref, ok := d.hoursApart(); ok {
		d.setDay(ref, nil)
		d.When.Time, d.When.PartOfDay, d.When.Value, d.When.Precision = "", "", d.When.Start, "day" // its hour was another one
		return
	}
	mate, beside := d.mateDay()
	if beside && !mate.said {
		d.setDay(mate, nil)
		return
	}
	if ref, ok := d.scopedDay(); ok {
		d.setDay(ref, nil)
		return
	}
	if ref, ok := d.clockedDay(); ok && d.current() {
		d.setDay(ref, nil)
		return
	}
	if ref, f, ok := d.bestDay(true); ok && d.current() {
		d.setDay(ref, f)
		return
	}
	if beside && d.current() {
		d.setDay(mate, nil)
		return
	}
	if d.current() {
		d.setPublication()
	}
}

// someTimeAgo reports whether the first mention tells only roughly how long ago it was, so that no other day can be its own: "another bomb exploded there a few weeks ago".
func (d *draft) someTimeAgo() bool {
	f := d.e.frames[0]
	return f.head >= 0 && slices.ContainsFunc(within(d.r.doc.Times, f.Span), func(t int) bool {
		m := d.r.doc.Times[t]
		unit := d.r.doc.TokenAt(m.End) - 2
		return m.Value.Value == "PAST_REF" && m.Value.Basis == "relative" && dayUnits[d.r.word(unit)]
	})
}

// dayUnits are units of a day and longer: "a few minutes ago" is today.
var dayUnits = wordSet("days weeks months years")

// current reports whether an undated incident may be taken as news of the day: it stands in the headline or near the top, or a verb tells of it not too
// far down, and no cue puts it in the past.
func (d *draft) current() bool {
	f := d.e.frames[0]
	if f.aftermath != "" && len(d.e.frames) == 1 || d.r.told(f) || d.r.formerly(f) || d.r.longSince(f) || d.r.ranked(f) {
		return false
	}
	verb := f.head >= 0 && !d.r.doc.Triggers[f.head].Value.Noun
	return f.headline || d.r.doc.Sentences[f.sentence].Paragraph <= 4 || verb && d.r.doc.Sentences[f.sentence].Paragraph <= 10
}

// formerly reports whether a frame's event noun is told as an earlier one: "an earlier attack on the town".
func (r *reader) formerly(f *frame) bool {
	if f.head < 0 || f.headline || !r.doc.Triggers[f.head].Value.Noun {
		return false
	}
	at := r.doc.TokenAt(r.doc.Triggers[f.head].Start)
	return r.word(at-1) == "earlier" || r.word(at-1) == "previous"
}

// told reports whether a frame opens with "after": the news of its sentence is another incident, which came later ("the raid came two days after an attack").
func (r *reader) told(f *frame) bool {
	if f.Start <= r.doc.Sentences[f.sentence].Start || f.headline {
		return false
	}
	i := r.doc.TokenAt(f.Start)
	for _, t := range within(r.doc.Times, f.Span) {
		if m := r.doc.Times[t]; m.Start == f.Start {
			i = r.doc.TokenAt(m.End) // "two days after"
		}
	}
	return r.word(i) == "after"
}

// bestDay returns the best time of the frames; said asks for the days of sayings.
func (d *draft) bestDay(said bool) (dayRef, *frame, bool) {
	var best dayRef
	var of *frame
	top := -1e9
	for n, f := range d.e.frames {
		if f.day.time >= 0 && d.isOutbreak() && d.r.doc.Times[f.day.time].Value.Precision == "year" && !d.r.ofFormerYear(f) {
			continue // "since week 1 of 2026"
		}
		if f.day.time >= 0 && d.isOutbreak() && d.r.beganThen(d.r.doc.Times[f.day.time].Span) {
			continue
		}
		if f.day.time < 0 || f.day.said != said || !said && d.isOutbreak() && d.r.effect(f) {
			continue // the day on which one of the sick died
		}
		v := precisionWeight[d.r.doc.Times[f.day.time].Value.Precision] - 0.12*float64(min(n, 8))
		if f.headline {
			v -= 0.2
		}
		if d.r.doc.Times[f.day.time].Value.Assumed {
			v -= 2 // the words give the hour alone
		}
		if d.isOutbreak() && d.r.asOf(d.r.doc.Times[f.day.time].Span) {
			v += 2 // the day of the figures
		}
		if d.isOutbreak() && len(f.counts) > 0 {
			v += 0.3
		}
		if d.r.effect(f) || d.r.dies(f) {
			v -= 0.5
		}
		if v > top {
			best, of, top = f.day, f, v
		}
	}
	return best, of, of != nil
}

// dayOfSum returns the day of an earlier sentence that tells together what the text goes on to tell one by one: "18 people were killed in two attacks on Monday".
func (d *draft) dayOfSum() (dayRef, bool) {
	for _, g := range d.r.frames {
		if g.sentence < d.e.last().sentence && g.head >= 0 && g.day.time >= 0 && !g.day.said && d.r.sumsUp(g) {
			return dayRef{time: g.day.time, clock: -1, rule: "assemble/day-of-the-sum"}, true
		}
	}
	return dayRef{}, false
}

// hoursApart returns the day of the incident told before, where the text says that this one came hours or minutes before or after it: "Hours earlier, a
// drone ...", "An hour later, another bomb ...".
func (d *draft) hoursApart() (dayRef, bool) {
	f := d.e.frames[0]
	first, last := d.r.tokenRange(f.Span)
	for i := first; i+1 < min(last, first+6); i++ {
		if !hourWords[d.r.word(i)] || !laterWords[d.r.word(i+1)] {
			continue
		}
		for k := len(d.r.frames) - 1; k >= 0; k-- {
			if g := d.r.frames[k]; g.sentence < f.sentence && f.sentence-g.sentence <= 3 && g.day.time >= 0 && !g.day.said {
				return dayRef{time: g.day.time, clock: -1, rule: "assemble/hours-apart"}, true
			}
		}
	}
	return dayRef{}, false
}

var (
	hourWords  = wordSet("hour hours minute minutes shortly")
	laterWords = wordSet("earlier later before after afterwards afterward")
)

// mateDay returns the day of another incident that one sentence tells together with the report's first frame, be it the day of a saying: "shot dead three
// robbers and arrested four others in Nairobi on Thursday".
func (d *draft) mateDay() (dayRef, bool) {
	f := d.e.frames[0]
	for _, g := range d.r.framesIn(f.sentence) {
		if g.day.time >= 0 && !d.e.has(g) && (d.r.atOnce(f, g) || d.r.atOnce(g, f)) && !d.r.tooLate(f, d.r.doc.Times[g.day.time].Value) {
			return dayRef{time: g.day.time, clock: -1, said: g.day.said, rule: "assemble/day-in-sentence"}, true
		}
	}
	return dayRef{}, false
}

// atOnce reports whether frame g goes on where f ends and tells by a verb what was done at the same time: behind "and" or "when", with no verb of saying before
// its own, or by a participle behind a comma.
func (r *reader) atOnce(f, g *frame) bool {
	if f.End != g.Start || g.head < 0 || r.doc.Triggers[g.head].Value.Noun {
		return false
	}
	first, verb := r.doc.TokenAt(g.Start), r.doc.TokenAt(r.doc.Triggers[g.head].Start)
	for i := first; i < verb; i++ {
		if r.saysAt(i) {
			return false
		}
	}
	if r.word(first) == "," {
		return verb == first+1 && strings.HasSuffix(r.word(verb), "ing")
	}
	return r.word(first) == "and" || r.word(first) == "when" || r.word(first) == "but"
}

// scopedDay returns the time in force at the incident's first frame: that of the sentence before it in its paragraph, or of the one after it where
// that tells of no other incident; an arrest has not the day of the crime told before it. Times of sayings are not in force.
func (d *draft) scopedDay() (dayRef, bool) {
	f := d.e.frames[0]
	if f.headline && len(d.e.frames) > 1 && d.r.theyWho(d.e.frames[1]) >= 0 {
		f = d.e.frames[1]
	}
	for _, i := range []int{f.sentence - 1, f.sentence + 1} {
		if i < 0 || i >= len(d.r.doc.Sentences) || d.r.doc.Sentences[i].Paragraph != d.r.doc.Sentences[f.sentence].Paragraph || i > f.sentence && d.r.toldIn(i, d.e) || d.Type == "security.arrest" && d.r.crimeIn(i) {
			continue
		}
		if ref := d.r.sentenceDay(i); ref.time >= 0 && !ref.said {
			ref.rule = "assemble/day-in-scope"
			return ref, true
		}
	}
	return dayRef{}, false
}

// clockedDay returns the first day of the text that comes with a time of day, not after publication: news of the day gives
// the hour of its own incident once, be it paragraphs below ("Officers were called at about 10 p.m. Monday"). A date in full
// with a time is rather when the page was posted.
func (d *draft) clockedDay() (dayRef, bool) {
	published := d.r.published()
	for i, m := range d.r.doc.Times {
		v := m.Value
		if m.Start < d.r.doc.Body || v.Start == "" || v.Start != v.End || v.Basis == "explicit" || v.Future {
			continue
		}
		if first, _ := d.r.tokenRange(m.Span); v.Clock == "" && v.PartOfDay == "" && !laterWords[d.r.word(first)] {
			continue // "earlier today" will do
		}
		if published != "" && v.Start > published || d.r.toldIn(d.r.doc.SentenceAt(m.Start), d.e) {
			continue
		}
		return dayRef{time: i, clock: -1, rule: "assemble/day-with-clock"}, true
	}
	return dayRef{}, false
}

// crimeIn reports whether sentence i tells of an attack or a crime, whose day is not that of the arrest.
func (r *reader) crimeIn(i int) bool {
	return slices.ContainsFunc(r.framesIn(i), func(f *frame) bool {
		if f.head < 0 {
			return false
		}
		family := extract.Family(r.doc.Triggers[f.head].Value.Type)
		return family == "attack" || family == "crime" || family == "abduction"
	})
}

// toldIn reports whether sentence i tells of another incident.
func (r *reader) toldIn(i int, e *event) bool {
	for _, f := range r.framesIn(i) {
		if f.head >= 0 {
			return !e.has(f)
		}
	}
	return false
}

func (d *draft) setDay(ref dayRef, f *frame) {
	d.When = d.r.date(ref)
	if f != nil && f.headline {
		d.When.Basis = "headline"
	}
	if day := d.r.published(); d.isOutbreak() && d.When.Start <= day && day < d.When.End {
		d.When.End = day // an outbreak of "this summer", told in July, goes on
	}
	d.support("when", d.r.doc.Times[ref.time].Span, ref.rule)
	if ref.clock >= 0 {
		d.support("when", d.r.doc.Times[ref.clock].Span, "assemble/clock")
	}
}

// setPublication takes the publication day as the last resort. Its evidence is the sentence that gives no day.
func (d *draft) setPublication() {
	day := d.r.published()
	if day == "" {
		return
	}
	d.When = &extract.Date{Start: day, End: day, Precision: "day", Basis: "publication"}
	d.support("when", d.r.doc.Sentences[d.e.frames[0].sentence].Span, "assemble/publication-day")
}
