package timex

import "strconv"

// quarterOf reads "the third quarter", "the first quarter of 1990", "this year's third quarter".
func (r *reader) quarterOf(m *match) (reading, bool) {
	q := m.get(ordinal) + m.get(fourth)
	if m.unitOf() != quarters && !m.has(fourth) || q < 1 || q > 4 {
		return reading{}, false
	}
	if m.has(units) { // "the first two quarters of 1990"
		return r.halfReading(m, m.get(year), 1), q == 1 && m.word("two")
	}
	if m.has(year) {
		return r.quarterReading(m, quarterPeriod(m.get(year), q), "explicit"), true
	}
	if !r.dated {
		return underspecified("DATE", "XXXX-Q"+strconv.Itoa(q), "relative"), true
	}
	y := r.created.year()
	u2, named := m.second(unit)
	switch {
	case named && u2 == years:
		y += m.get(rel)
	case m.word("last"):
		y -= btoi(quarterPeriod(y, q).to >= r.created)
	case r.tense(m) == future: // a quarter that ended lately is still to be reported
		y += btoi(quarterPeriod(y, q).to < r.created-120)
	default:
		y -= btoi(quarterPeriod(y, q).from > r.created)
	}
	return r.quarterReading(m, quarterPeriod(y, q), "relative"), true
}

func (r *reader) quarterReading(m *match, p period, basis string) reading {
	return r.of(m, p, basis, p.from > r.created)
}

// namedQuarter reads "the quarter" and "the latest quarter": the one last named, or the last complete one.
func (r *reader) namedQuarter(m *match, n int) (reading, bool) {
	if p, ok := r.quarterEnding(m.last); ok && n == 0 {
		return r.of(m, p, "relative", false), true
	}
	if r.inQuarter >= 0 {
		p := r.quarter
		if n != 0 {
			p = quarterShift(p, 4*n)
		}
		return r.of(m, p, "relative", false), true
	}
	if !r.dated {
		return underspecified("DATE", "XXXX-QX", "relative"), true
	}
	return r.of(m, quarterShift(around(r.created, quarters), 4*n-1), "relative", false), true
}

// quarterEnding reads the month behind "the quarter ended": the last such quarter before publication.
func (r *reader) quarterEnding(i int) (period, bool) {
	w := r.lower(i)
	if w != "ended" && w != "ending" || i+1 >= len(r.lex) || !r.lex[i+1].classes.has(month) || !r.dated {
		return period{}, false
	}
	p := r.quarterEndingIn(r.lex[i+1].value(month))
	if w == "ended" && p.from > r.created {
		p = quarterShift(p, -4)
	}
	return p, true
}

// quarterEndingIn returns the quarter of the calendar that holds most of three months of this year, the last of them given.
func (r *reader) quarterEndingIn(mo int) period {
	return around(dateOf(r.created.year(), monthOf(mo-1), 15), quarters)
}

// leaveQuarter notes that the report goes on to several months ("the first nine months"): "a year earlier" no longer
// means its quarter.
func (r *reader) leaveQuarter(m *match, u int) {
	if u == months && m.has(numeral) && !m.has(rel) {
		r.inQuarter, r.inMonths = -1, r.sentence(m.first)
	}
}

func quarterShift(p period, n int) period { return around(shift(p.from, n, quarters), quarters) }

// quarterBefore reads "a year earlier" in a text that compares quarters: the quarter last named, a year before it.
func (r *reader) quarterBefore(m *match, n, u int) (reading, bool) {
	if u != years || r.inQuarter < 0 || r.sentence(m.first)-r.inQuarter > 6 {
		return reading{}, false
	}
	t := r.of(m, quarterShift(r.quarter, 4*n), "relative", false)
	t.settles = false
	return t, true
}

// yearAgo reads "the year-earlier quarter", "the corresponding period last year", "the latest quarter".
func (r *reader) yearAgo(m *match) (reading, bool) {
	if m.word("latest") || m.word("recent") {
		return r.latest(m)
	}
	n := -1
	if m.has(year) && r.inQuarter >= 0 {
		n = m.get(year) - r.quarter.from.year()
	}
	if q := m.get(ordinal); q > 0 && q <= 4 && r.dated {
		y := r.created.year() - btoi(quarterPeriod(r.created.year(), q).from > r.created)
		return r.held(r.of(m, quarterPeriod(y-1, q), "relative", false)), true
	}
	if r.inQuarter >= 0 || m.word("quarter") {
		t, ok := r.namedQuarter(m, n)
		return r.held(t), ok
	}
	if !r.dated {
		return underspecified("DATE", "XXXX", "relative"), true
	}
	y := r.created.year() + n
	if m.has(year) {
		y = m.get(year)
	}
	return r.held(r.of(m, yearPeriod(y), "relative", false)), true
}

// latest reads "the latest quarter": the last one that is over.
func (r *reader) latest(m *match) (reading, bool) {
	switch {
	case !r.dated:
		return underspecified("DATE", "XXXX", "relative"), true
	case m.word("year"):
		return r.of(m, yearPeriod(r.created.year()-btoi(r.created.month() < 7)), "relative", false), true
	case r.inQuarter >= 0 && r.quarter.from.year() == r.created.year():
		return r.of(m, r.quarter, "relative", false), true
	}
	return r.of(m, quarterShift(around(r.created, quarters), -1), "relative", false), true
}

// held is a reading that later expressions do not count from.
func (r *reader) held(t reading) reading { t.settles = false; return t }

// halfOf reads "the first half of 2020", "the second half".
func (r *reader) halfOf(m *match) (reading, bool) {
	n := m.get(ordinal)
	if m.word("last") || m.word("latter") {
		n = 2
	}
	u2, named := m.second(unit)
	if n < 1 || n > 2 || named && u2 != years || !named && !m.has(year) && !m.word("fiscal") {
		return reading{}, false
	}
	y := m.get(year)
	if y == 0 {
		if !r.dated {
			return underspecified("DATE", "XXXX-H"+strconv.Itoa(n), "relative"), true
		}
		y = r.created.year() + m.get(rel)
	}
	return r.halfReading(m, y, n), true
}

func (r *reader) halfReading(m *match, y, n int) reading {
	p := period{dateOf(y, monthOf(6*n-5), 1), dateOf(y, monthOf(6*n+1), 0), quarters}
	t := r.of(m, p, "explicit", false)
	t.settles = false
	t.Value = strconv.Itoa(y) + "-H" + strconv.Itoa(n)
	return t
}
