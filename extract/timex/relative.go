package timex

import (
	"fmt"
	"time"
)

func monthOf(n int) time.Month { return time.Month(n) }

// weekdayAlone reads "Tuesday", "last Friday", "Monday of last week", "early Sunday".
func (r *reader) weekdayAlone(m *match) (reading, bool) {
	if !r.isWeekday(m) {
		return reading{}, false
	}
	d, ahead, ok := r.weekdayDate(m)
	if !ok {
		return underspecified("DATE", fmt.Sprintf("XXXX-WXX-%d", m.get(weekday)), "weekday"), true
	}
	return r.of(m, dayPeriod(d), "weekday", ahead), true
}

// weekdayDate anchors a weekday: the nearest past one, the day of publication included, unless the
// wording or the tense points ahead.
func (r *reader) weekdayDate(m *match) (d date, ahead, ok bool) {
	w := date(m.get(weekday))
	story := m.word("that") || m.word("previous") || m.word("following") || m.word("same") || m.word("preceding")
	base, ok := r.base(story, m.first, days)
	if !ok {
		return 0, false, false
	}
	back := (date(base.weekday()) - w + 7) % 7 // days since the last one
	n, stated := m.get(rel), m.has(rel)
	if u := m.unitOf(); u == weeks {
		return around(shift(base, n, weeks), weeks).from + w - 1, n > 0, true
	}
	switch {
	case stated && n < 0:
		// "Last Sunday" said on Monday is not the day before, which would be yesterday.
		return base - back - 7*date(btoi(back == 0 || back == 1 && !story)), false, true
	case stated && n > 0:
		// "Next Thursday" said on Wednesday is not the day after, which would be tomorrow.
		return base + 7 - back + 7*date(btoi(back == 6 && !story)), !story, true
	case m.word("that") || m.word("same"):
		return base - back, false, true
	case m.word("this") && r.tense(m) != past || r.weekdayAhead(m):
		return base + (7-back)%7, true, true
	}
	return base - back, false, true
}

// weekdayAhead reports whether a bare weekday is the coming one. "Friday's raid" has its tense behind it.
func (r *reader) weekdayAhead(m *match) bool {
	if r.after(m.last) == "'s" {
		return r.tenseAfter(m.last) == future
	}
	return r.tense(m) == future || r.isDeadline(m.first) || r.isScheduled(m.first)
}

// weekdaysAgo reads "two Fridays ago", "the Monday before last".
func (r *reader) weekdaysAgo(m *match) (reading, bool) {
	n := 2
	if m.has(numeral) {
		n = int(m.number())
	}
	if n < 1 || n > 8 || m.get(ago) > 0 || !r.dated {
		return reading{}, false
	}
	back := (date(r.created.weekday())-date(m.get(weekdays)+m.get(weekday))+6)%7 + 1 // days since the last one, today's not counted
	t := r.of(m, dayPeriod(r.created-back-7*date(n-1)), "relative", false)
	t.Anchor = r.created.String()
	return t, true
}

// weekdaySet reads "Mondays", "every Friday", "Tuesday nights".
func (r *reader) weekdaySet(m *match) (reading, bool) {
	w := m.get(weekday)
	if w == 0 {
		w = m.get(weekdays)
	}
	value := fmt.Sprintf("XXXX-WXX-%d", w)
	if p := m.get(part) + m.get(parts); p > 0 {
		value += "T" + partNames[p]
	}
	t := underspecified("SET", value, "weekday")
	if m.has(every) {
		t.Quant = quants[m.get(every)]
	}
	return t, true
}

// quants are the quantifiers of a SET by the value of EVERY.
var quants = [...]string{"EVERY", "EACH"}

// deictic reads "today", "yesterday", "the day after tomorrow".
func (r *reader) deictic(m *match) (reading, bool) {
	if r.isProgramme(m) {
		return reading{}, false
	}
	n := deicticDays(m)
	if !r.dated {
		return underspecified("DATE", "XXXX-XX-XX", "relative"), true
	}
	return r.of(m, dayPeriod(r.created+date(n)), "relative", n > 0), true
}

func deicticDays(m *match) int {
	n := 0
	switch {
	case m.word("yesterday"):
		n = -1
	case m.word("tomorrow"):
		n = 1
	}
	if m.word("before") {
		n--
	} else if m.word("after") {
		n++
	}
	return n
}

// unitsAgo reads "two years ago": counted from publication, as exact as its unit.
func (r *reader) unitsAgo(m *match) (reading, bool) {
	u, n, ok := m.quantity()
	if !ok {
		return r.vagueAgo(m)
	}
	if u <= hours {
		return r.hoursAgo(m, u, n)
	}
	if n == 1 && u == years {
		if t, ok := r.quarterBefore(m, -1, u); ok {
			return t, true
		}
	}
	if !r.dated {
		return underspecified("DATE", unanchored(u), "relative"), true
	}
	return r.counted(m, r.created, m.get(ago)*n, u), true
}

// dayAgo reads "two years ago today", "a week ago on Friday": the day so long before today's or the last such weekday's.
func (r *reader) dayAgo(m *match) (reading, bool) {
	u, n, ok := m.quantity()
	if !ok || u < days || !r.dated {
		return reading{}, false
	}
	base := r.created
	if w := m.get(weekday); w > 0 {
		base -= date(base.weekday()-w+7) % 7
	}
	t := r.of(m, dayPeriod(shift(base, -n, u)), "relative", false)
	t.Anchor = base.String()
	return t, true
}

// thisDay reads "this day in 1988".
func (r *reader) thisDay(m *match) (reading, bool) {
	if !r.dated {
		return reading{}, false
	}
	return r.of(m, dayPeriod(shift(r.created, m.get(year)-r.created.year(), years)), "relative", false), true
}

// counted makes the reading of n units from a day.
func (r *reader) counted(m *match, base date, n, u int) reading {
	if u == fortnights {
		n, u = 2*n, weeks
	}
	p := around(shift(base, n, u), u)
	if u >= decades { // "a decade ago" means the year
		p = yearPeriod(shift(base, n, u).year())
	}
	t := r.of(m, p, "relative", base+1 > r.created && n > 0)
	t.Anchor = base.String()
	if m.hedged() {
		t.Mod = m.hedge()
	}
	return t
}

func (r *reader) hoursAgo(m *match, u, n int) (reading, bool) {
	t := underspecified("TIME", "XXXX-XX-XX", "relative")
	if !r.dated {
		return t, true
	}
	d := r.created - date(n/24)
	t.Value, t.Start, t.End, t.Anchor = d.String(), d.String(), d.String(), r.created.String()
	t.Precision = precisions[u]
	t.Type = "DURATION"
	t.Value = fmt.Sprintf("PT%d%s", n, unitLetters[u])
	return t, true
}

// unitsLater reads "two days later", "a week earlier": counted from the event time last settled. Before a noun
// ("two days after the attack") it is a duration, which still says on which day.
func (r *reader) unitsLater(m *match) (reading, bool) {
	u, n, ok := m.quantity()
	if !ok || u < days {
		return reading{}, false
	}
	n *= m.get(dir) + m.get(ago)
	if m.isOpen() && !r.clauseEnds(m.last) {
		return r.distance(m, n, u)
	}
	if u == years && (n == -1 || n == 1) {
		if t, ok := r.quarterBefore(m, n, u); ok {
			return t, true
		}
	}
	base, ok := r.base(!r.comparesMonths(m, u), m.first, u)
	if !ok {
		return underspecified("DATE", unanchored(u), "relative"), true
	}
	if !r.story.known && n > 0 || u <= weeks && r.isCoarse(m.first) { // later than nothing, or than a whole month
		return underspecified("DATE", unanchored(u), "relative"), true
	}
	return r.counted(m, base, n, u), true
}

// comparesMonths reports whether "a year earlier" compares a run of months just named with the year before.
func (r *reader) comparesMonths(m *match, u int) bool {
	return u == years && r.inMonths >= 0 && r.sentence(m.first)-r.inMonths <= 2
}

// distance reads the "two days" of "two days after the attack". Where its sentence has already said when, it tells
// the day of what follows; else it tells the day of what it stands beside.
func (r *reader) distance(m *match, n, u int) (reading, bool) {
	m.last--
	t, ok := r.duration(m)
	if base, known := r.weekdayBehind(m); ok && known && m.get(dir) > 0 && u <= weeks {
		p := around(shift(base, -n, u), u)
		t.Start, t.End, t.Precision, t.Basis, t.Anchor = p.from.String(), p.to.String(), precisions[p.unit], "relative", base.String()
		return t, true
	}
	if base, known := r.base(true, m.first, u); ok && known && r.storyDay.known {
		if r.story.known && r.story.sentence == r.sentence(m.first) || r.cameAt(m.first) && !m.word("less") { // "killed on Tuesday, a week after the raid": when the raid was
			n = -n
		}
		p := around(shift(base, n, u), u)
		t.Start, t.End, t.Precision, t.Basis, t.Anchor = p.from.String(), p.to.String(), precisions[p.unit], "relative", base.String()
	}
	return t, ok
}

// cameAt reports whether the sentence of lexeme i opens with saying that what was told on a day right before it came or happened then: "It came two days after an attack", "The
// raid came a day after".
func (r *reader) cameAt(i int) bool {
	s := r.doc.Sentences[r.sentence(i)]
	if r.storyDay.unit > days || r.storyDay.sentence < r.sentence(i)-2 {
		return false
	}
	for k := s.First + 1; k <= s.First+2 && k < s.Last; k++ {
		switch r.doc.Tokens[k].Lower {
		case "came", "comes", "happened", "occurred":
			return true
		}
	}
	return false
}

// weekdayBehind returns the day that a sentence opening with "three days after a ferry sank" goes on to tell: ", divers on Friday ended the search".
func (r *reader) weekdayBehind(m *match) (date, bool) {
	s := r.doc.Sentences[r.sentence(m.first)]
	if !r.dated || r.doc.TokenAt(r.lex[m.first].Start) > s.First {
		return 0, false
	}
	for i := m.last + 1; i < len(r.lex) && r.lex[i].Start < s.End; i++ {
		if r.lex[i].classes.has(weekday) && r.lower(i-1) == "on" {
			return r.created - (date(r.created.weekday())-date(r.lex[i].value(weekday))+7)%7, true
		}
	}
	return 0, false
}

// openLater reads "hours later", and the "weeks" of "in the weeks before the raid".
func (r *reader) openLater(m *match) (reading, bool) {
	if m.isOpen() {
		m.last--
	}
	return openValue(m, m.unitOf()), !r.isAge(m)
}

// isOpen reports whether the match ends in a word that what follows completes: "after", "before".
func (m *match) isOpen() bool {
	switch m.lexAt(m.last - 1) {
	case "before", "after", "prior":
		return true
	}
	return false
}

// vagueAgo reads "years ago", "several months ago".
func (r *reader) vagueAgo(m *match) (reading, bool) {
	t := underspecified("DATE", "PAST_REF", "relative")
	return t, true
}

// weekend reads "the weekend", "last weekend".
func (r *reader) weekend(m *match) (reading, bool) {
	if !r.dated {
		return underspecified("DATE", "XXXX-WXX-WE", "relative"), true
	}
	week := around(r.created, weeks)
	n, ahead := r.weekendShift(m)
	week = week.next(n)
	t := r.of(m, period{week.from + 5, week.to, weeks}, "relative", ahead)
	y, w := week.from.time().ISOWeek()
	t.Value, t.Precision = fmt.Sprintf("%04d-W%02d-WE", y, w), "days"
	return t, true
}

// weekendShift returns which week's weekend is meant: on Saturday and Sunday this one, early in the week the last.
func (r *reader) weekendShift(m *match) (int, bool) {
	wd := r.created.weekday()
	switch n := m.get(rel); {
	case n < 0 || m.word("past"):
		return -1, false
	case n > 0:
		return btoi(wd >= 6), true
	case r.tense(m) == future:
		return 0, true
	case m.word("this") && r.tense(m) != past, wd >= 6:
		return 0, wd < 6
	case wd == 5 && r.tense(m) != past:
		return 0, true
	}
	return -1, false
}
