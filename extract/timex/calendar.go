package timex

import (
	"fmt"
	"strconv"
	"strings"
)

// calendar reads dates that name a year, a month or a day of the month, in any order and with any of them missing.
func (r *reader) calendar(m *match) (reading, bool) {
	mo := m.get(month)
	if mo == 0 {
		mo = m.get(mm)
	}
	d := m.get(day)
	if d == 0 {
		d = m.get(ordinal)
	}
	y, known := r.yearOf(m)
	switch {
	case mo == 0:
		return r.yearAlone(m)
	case d == 0:
		return r.monthOf(m, mo, y, known)
	case known && m.has(yy) && m.get(yy) <= 31 && m.word(",") && !m.word("'"): // "March 17, 18 and 19"
		return reading{}, false
	case known:
		return r.fullDate(m, y, mo, d)
	}
	return r.dayOfMonth(m, mo, d)
}

// yearOf returns the year that the match names: in four digits, in two, or as "last year".
func (r *reader) yearOf(m *match) (int, bool) {
	if m.has(year) {
		return m.get(year), true
	}
	if m.has(yy) {
		return r.expand(m.get(yy)), true
	}
	if m.has(numeral) && m.word("year") {
		return m.get(numeral), m.get(numeral) >= 1000 && m.get(numeral) < 2200
	}
	if m.unitOf() != years || !r.dated {
		return 0, false
	}
	if m.word("that") && r.story.known {
		return r.story.from.year(), true
	}
	return r.created.year() + m.get(rel), true
}

// expand gives a two-digit year its century: the one that brings it nearest to publication, and
// without one 1930 to 2029.
func (r *reader) expand(y int) int {
	if y >= 100 {
		return y
	}
	if !r.dated {
		return 1930 + (y-30+100)%100
	}
	now := r.created.year()
	best := now - now%100 + y
	if best > now+20 {
		best -= 100
	}
	return best
}

func (r *reader) fullDate(m *match, y, mo, d int) (reading, bool) {
	from, ok := newDate(y, mo, d)
	if !ok {
		return reading{}, false
	}
	return r.daysFrom(m, from, "explicit"), true
}

// daysFrom reads one day, or "May 3-5" where a second day of the month follows.
func (r *reader) daysFrom(m *match, from date, basis string) reading {
	t := r.of(m, dayPeriod(from), basis, r.dated && from > r.created)
	if d2, ok := m.second(day); ok && d2 > m.get(day) && d2 <= daysIn(from.year(), from.month()) {
		t.End = (from + date(d2-m.get(day))).String()
		t.Precision = "days"
	}
	return t
}

// dayOfMonth gives "June 30" its year: the nearest past one, or a day less than half a year ahead
// where the wording points ahead or tells no past.
func (r *reader) dayOfMonth(m *match, mo, d int) (reading, bool) {
	if !r.dated {
		return underspecified("DATE", fmt.Sprintf("XXXX-%02d-%02d", mo, d), "explicit"), d <= daysIn(2000, mo)
	}
	if mo == 9 && d == 11 && r.isAfter(m.last, attacks) { // the attacks of 2001 are named by their day
		return r.daysFrom(m, dateOf(2001, 9, 11), "explicit"), true
	}
	if y, ok := r.yearOfStretch(m, mo); ok {
		from, valid := newDate(y, mo, d)
		return r.daysFrom(m, from, "explicit"), valid
	}
	y := r.created.year()
	past, ahead := date(-1<<30), date(1<<30)
	for _, y := range []int{y - 1, y, y + 1} {
		c, ok := newDate(y, mo, d)
		if ok && c <= r.created+1 {
			past = c
		} else if ok && ahead == 1<<30 {
			ahead = c
		}
	}
	if past == -1<<30 && ahead == 1<<30 {
		return reading{}, false
	}
	chosen := r.nearest(m, past, ahead)
	if y, ok := r.storyYear(m, chosen); ok {
		if c, ok := newDate(y, mo, d); ok {
			chosen = c
		}
	}
	t := r.daysFrom(m, chosen, "explicit")
	t.Anchor = r.created.String()
	return t, true
}

// yearOfStretch returns the year of the day on which a stretch of days begins, where only its end names one: "between 1 January and 31 December 2025", "from 9 November
// to 4 January 2026".
func (r *reader) yearOfStretch(m *match, mo int) (int, bool) {
	if !r.isAfter(m.last, stretch) || r.lex[m.last].lower == "and" && (m.first == 0 || r.lex[m.first-1].lower != "between") {
		return 0, false
	}
	end := 0
	for i := m.last + 1; i < min(m.last+5, len(r.lex)); i++ {
		switch l := &r.lex[i]; {
		case l.classes.has(month):
			end = l.value(month)
		case l.classes.has(year) && end >= mo:
			return l.value(year), true
		case l.classes.has(year):
			return l.value(year) - 1, end > 0
		case !l.classes.has(day) && l.lower != ",":
			return 0, false
		}
	}
	return 0, false
}

// storyYear returns the year that a day or month without one takes from the story: the last year named in the
// eight sentences before, where it is over and the year chosen by nearness is doubtful. It is doubtful for a
// day more than five months back, whose year news would name, and for one ahead that no wording places there.
func (r *reader) storyYear(m *match, chosen date) (int, bool) {
	ago := r.created - chosen
	if r.namedYear == 0 || r.namedYear >= r.created.year() || r.sentence(m.first)-r.namedAt > 8 || ago >= 0 && ago < 150 {
		return 0, false
	}
	t := r.tense(m)
	return r.namedYear, t == past || t == untold && ago > 0
}

// secondDay reads the "6" of "April 4 and 6": a day of the month that the mention right before it names.
func (r *reader) secondDay(m *match) (reading, bool) {
	n := len(r.found) - 1
	d := m.get(day) + m.get(ordinal)
	at := m.captureOf(day)
	if m.has(ordinal) {
		at = m.captureOf(ordinal)
	}
	if n < 0 || r.found[n].End != r.lex[m.first].Start && r.found[n].End+1 != r.lex[m.first].Start || !strings.HasPrefix(r.found[n].Rule, "timex/date/month-day") {
		return reading{}, false
	}
	if m.last < len(r.lex) && r.lex[m.last].classes.has(month) {
		return reading{}, false // "between 1 March and 21 April"
	}
	before := parseDate(r.found[n].Value.Start)
	if next := r.after(m.last); before == 0 || isWord(next) && !r.isAfter(m.last, preposition) && !r.isTime(m.last) || next == "%" || next == "-" {
		return reading{}, false
	}
	y, mo, first := before.ymd()
	c, ok := newDate(y, int(mo), d)
	m.first = at
	return r.of(m, dayPeriod(c), "explicit", r.found[n].Value.Future), ok && d > first
}

// near is how many days ahead of publication a day without a year is still the one meant rather than
// the one of the year before, since news older than ten months names its year: veryNear in a clause of any tense.
const (
	veryNear = 45
	near     = 75
)

// nearest chooses between the last such day and the next: the next where the wording points ahead, or where it
// is near and no verb of the past stands before; else the last.
func (r *reader) nearest(m *match, last, next date) date {
	gap := next - r.created
	switch {
	case last == -1<<30:
		return next
	case next == 1<<30 || gap >= 183:
		return last
	case gap <= veryNear && !r.toldBefore(m.first) || gap <= near && r.tense(m) != past && !r.toldBefore(m.first):
		return next
	case r.tense(m) == future || gap < 120 && r.tense(m) == untold:
		return next
	}
	return last
}

// monthOf reads a month with a year, or "July last year".
func (r *reader) monthOf(m *match, mo, y int, known bool) (reading, bool) {
	if !known {
		if m.unitOf() != 0 && m.unitOf() != years {
			return reading{}, false
		}
		return r.monthAlone(m)
	}
	return r.of(m, monthPeriod(y, mo), "explicit", r.dated && monthPeriod(y, mo).from > r.created), true
}

// monthAlone gives a bare month its year: the nearest past one, the month of publication included,
// unless the wording points ahead.
func (r *reader) monthAlone(m *match) (reading, bool) {
	mo := m.get(month)
	if !r.isMonth(m) {
		return reading{}, false
	}
	if !r.dated {
		return underspecified("DATE", fmt.Sprintf("XXXX-%02d", mo), "explicit"), true
	}
	y, now := r.created.year(), r.created.month()
	n, stated := m.get(rel), m.has(rel)
	ahead := false
	switch {
	case stated && n < 0:
		y -= btoi(mo >= now)
	case stated && n > 0:
		y, ahead = y+btoi(mo <= now), true
	case stated || m.word("this"):
	case r.monthAhead(m, (mo-now+12)%12):
		y, ahead = y+btoi(mo < now), true
	default:
		y -= btoi(mo > now)
	}
	if named, ok := r.storyYear(m, monthPeriod(y, mo).to); ok && !stated {
		y, ahead = named, false
	}
	t := r.of(m, monthPeriod(y, mo), "explicit", ahead)
	t.Anchor = r.created.String()
	return t, true
}

// monthAhead reports whether a bare month, n months on, is the next one: the tense says so, it is
// a deadline of the coming half year ("by February"), or it is so near that the one of the year
// before would be called "last February".
func (r *reader) monthAhead(m *match, n int) bool {
	switch r.before(m.first) {
	case "by", "until", "through", "till":
		return n <= 6 && !r.toldBefore(m.first)
	}
	return r.tense(m) == future || 0 < n && n <= 2 && !r.toldBefore(m.first) && !r.recalls(m) || n == 3 && r.tense(m) != past && !r.opens(m.first)
}

// recalls reports whether a time opens a sentence that goes on in the past: "In August, nine people were killed".
func (r *reader) recalls(m *match) bool { return r.opens(m.first) && r.tenseAfter(m.last) == past }

// opens reports whether lexeme i begins its sentence but for a preposition: "In January, a week after".
func (r *reader) opens(i int) bool {
	return r.before(i) == "" || r.is(i-1, preposition) && r.before(i-1) == ""
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// yearAlone reads "1956", "early 2020", "fiscal 1989".
func (r *reader) yearAlone(m *match) (reading, bool) {
	y, ok := r.yearOf(m)
	if !ok || y < 1000 || y >= 2200 || !r.isYear(m) {
		return reading{}, false
	}
	return r.of(m, yearPeriod(y), "explicit", r.dated && y > r.created.year()), true
}

// yearSpan reads "1988-90".
func (r *reader) yearSpan(m *match) (reading, bool) {
	from := m.get(year)
	to, ok := m.second(year)
	if !ok {
		to = from - from%100 + m.get(yy)
	}
	if from < 1700 || to <= from || to > from+99 || !r.isYear(m) {
		return reading{}, false
	}
	t := r.of(m, yearPeriod(from), "explicit", false)
	t.End = yearPeriod(to).to.String()
	return t, true
}

// numeric reads dates in digits. With full stops the day stands first. With slashes the order is that of the
// outlet's country; where that is unknown, that of the reading nearest to publication, and the month first in a tie.
func (r *reader) numeric(m *match) (reading, bool) {
	a := m.get(numeral)
	b, _ := m.second(numeral)
	y, ok := r.yearOf(m)
	if !ok || a < 1 || b < 1 || a > 31 || b > 31 || !r.standsAlone(m) {
		return reading{}, false
	}
	dayFirst, ok1 := newDate(y, b, a)
	monthFirst, ok2 := newDate(y, a, b)
	switch {
	case !ok1 && !ok2:
		return reading{}, false
	case !ok2 || ok1 && (m.word(".") || r.dayFirst(dayFirst, monthFirst)):
		return r.of(m, dayPeriod(dayFirst), "explicit", false), true
	}
	return r.of(m, dayPeriod(monthFirst), "explicit", false), true
}

func (r *reader) dayFirst(dayFirst, monthFirst date) bool {
	if a := r.doc.Article; a != nil && a.OutletCountry != "" {
		return a.OutletCountry != "US"
	}
	if !r.dated {
		return false
	}
	return gap(dayFirst, r.created) < gap(monthFirst, r.created)
}

// gap is the distance of two days; one ahead of publication counts as further away.
func gap(d, created date) date {
	if d > created {
		return 2 * (d - created)
	}
	return created - d
}

// decadeOf reads "the 1990s", "the late '80s", "the nineties".
func (r *reader) decadeOf(m *match) (reading, bool) {
	y := m.get(decade)
	switch {
	case y < 20 || y < 100 && !m.word("the") && !m.word("'") || r.isBefore(m.first, possessor): // "in her early 20s"
		return reading{}, false
	case y < 100:
		y += 1900
	case y%100 == 0 && y < 2000: // "the 1800s"
		return r.of(m, yearsPeriod(y, 100, centuries), "explicit", false), true
	}
	return r.of(m, yearsPeriod(y, 10, decades), "explicit", false), true
}

// centuryOf reads "the 19th century".
func (r *reader) centuryOf(m *match) (reading, bool) {
	n := m.get(ordinal)
	if m.unitOf() != centuries || n < 1 || n > 22 {
		return reading{}, false
	}
	t := r.of(m, yearsPeriod(100*(n-1), 100, centuries), "explicit", false)
	t.Value = fmt.Sprintf("%02d", n-1)
	return t, true
}

// holidayOf reads "Christmas Day", "last Thanksgiving", "Easter 2019".
func (r *reader) holidayOf(m *match) (reading, bool) {
	f := &r.g.holidays[m.get(holiday)]
	if !r.capitalWord(m.captureOf(holiday)) || len(f.words) == 1 && r.isAfter(m.last, feastThing) {
		return reading{}, false
	}
	y, known := r.yearOf(m)
	if !known && !r.dated {
		return underspecified("DATE", f.unanchored(), "explicit"), true
	}
	ahead := false
	if !known {
		y, ahead = r.feastYear(m, f)
	}
	d := f.in(y)
	if m.word("eve") && f.words[len(f.words)-1] != "eve" {
		d--
	}
	unit := days
	if m.word("week") {
		unit = weeks
	}
	return r.of(m, around(d, unit), "explicit", ahead), true
}

func (r *reader) feastYear(m *match, f *feast) (int, bool) {
	last := r.created.year()
	last -= btoi(f.in(last) > r.created+1)
	switch {
	case m.word("last"):
		return last - btoi(f.in(last) >= r.created), false
	case m.word("next") || r.nearest(m, f.in(last), f.in(last+1)) == f.in(last+1):
		return last + 1, true
	}
	return last, false
}

func (f *feast) unanchored() string {
	if f.easter || f.nth != 0 {
		return "XXXX-XX-XX"
	}
	return fmt.Sprintf("XXXX-%02d-%02d", f.month, f.day)
}

// seasons are the TIMEX3 names of the seasons and the months in which they begin in the northern hemisphere.
var seasonNames = [...]string{1: "SP", 2: "SU", 3: "FA", 4: "WI"}

// seasonPeriod returns the meteorological season of a year; winter begins in December of the year it is named by.
func seasonPeriod(y, s int) period {
	first := dateOf(y, monthOf(3*s), 1)
	last := dateOf(first.year(), first.time().Month()+3, 0)
	return period{first, last, quarters}
}

// seasonOf reads "last summer", "the spring of 2019", "this fall".
func (r *reader) seasonOf(m *match) (reading, bool) {
	s := m.get(season)
	if !r.isSeason(m) {
		return reading{}, false
	}
	y, known := m.get(year), m.has(year)
	if !known && !r.dated {
		return underspecified("DATE", "XXXX-"+seasonNames[s], "relative"), true
	}
	ahead := false
	if !known {
		y = r.created.year()
		begun := seasonPeriod(y, s).from <= r.created
		over := seasonPeriod(y, s).to < r.created
		switch n := m.get(rel); {
		case n < 0:
			y -= btoi(!over)
		case n > 0 || !m.word("this") && r.tense(m) == future:
			y, ahead = y+btoi(begun), true
		case !m.word("this"):
			y -= btoi(!begun)
		}
	}
	basis := "relative"
	if known {
		basis = "explicit"
	}
	t := r.of(m, seasonPeriod(y, s), basis, ahead)
	t.Value, t.Precision = strconv.Itoa(y)+"-"+seasonNames[s], "season"
	return t, true
}

// weekOfMonth reads "the first week of June": its days 1 to 7, 8 to 14 and so on; the last are its last seven.
// The value is the ISO week that holds most of them.
func (r *reader) weekOfMonth(m *match) (reading, bool) {
	n := m.get(ordinal)
	if m.unitOf() != weeks || n > 4 || n == 0 && !m.word("last") {
		return reading{}, false
	}
	inner := *m
	inner.captures = m.without(of(unit, ordinal))
	t, ok := r.calendar(&inner)
	if !ok || t.Start == "" {
		return t, ok
	}
	from := t.period.from + date(7*(n-1))
	if n == 0 {
		from = t.period.to - 6
	}
	w := r.of(m, around(from+3, weeks), "explicit", t.Future)
	w.Start, w.End, w.Anchor, w.Mod = from.String(), (from + 6).String(), t.Anchor, ""
	return w, true
}

// weekOf reads "the week of June 14".
func (r *reader) weekOf(m *match) (reading, bool) {
	t, ok := r.calendar(m)
	if !ok || !m.word("week") || t.Start == "" {
		return t, ok
	}
	w := around(t.period.from, weeks)
	if m.word("ending") {
		w.from, w.to = t.period.from-6, t.period.from
	}
	t = r.of(m, w, t.Basis, t.Future)
	return t, true
}
