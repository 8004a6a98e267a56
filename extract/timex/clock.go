package timex

// partNames are the TIMEX3 names of the parts of the day.
var partNames = [...]string{1: "MO", 2: "AF", 3: "EV", 4: "NI", 5: "DT"}

// partValue returns the part of the day that the match names: of PART or of EDGE.
func partValue(m *match) int {
	if m.has(part) {
		return m.get(part)
	}
	if m.has(edge) {
		return m.get(edge)
	}
	if m.word("tonight") || m.word("overnight") {
		return 4
	}
	return m.get(parts)
}

// dayOf returns the day that a match names beside a time of day, and whether it names one.
func (r *reader) dayOf(m *match) (reading, bool) {
	switch {
	case m.has(month):
		return r.calendar(m)
	case m.has(weekday):
		return r.weekdayAlone(m)
	case m.word("yesterday") || m.word("today") || m.word("tomorrow"):
		return r.deictic(m)
	case m.has(units):
		return r.unitsAgo(m)
	}
	return reading{}, false
}

// partOfDay reads "Tuesday night", "dawn on Friday", "last night", "tonight", "this morning".
func (r *reader) partOfDay(m *match) (reading, bool) {
	p := partValue(m)
	if p == 0 {
		return reading{}, false
	}
	if t, ok := r.dayOf(m); ok {
		return withPart(t, p), true
	}
	if m.has(month) || m.has(weekday) {
		return reading{}, false
	}
	n := m.get(rel)
	story := m.word("that") || m.word("same") || m.word("following") || m.word("previous") || m.word("day") || m.word("next")
	base, ok := r.base(story, m.first, days)
	if m.word("overnight") && r.isAdjective(m) {
		return reading{}, false
	}
	if !ok {
		return underspecified("TIME", "XXXX-XX-XXT"+partNames[p], "relative"), true
	}
	if m.word("before") || m.word("last") || m.word("past") {
		n = -1
	} else if m.word("after") {
		n = 1
	}
	if m.word("overnight") {
		return r.overnight(m, base), true
	}
	t := r.of(m, dayPeriod(base+date(n)), "relative", m.word("tonight") && r.tense(m) == future)
	t.Anchor = base.String()
	if !m.has(rel) && n == 0 && !m.word("this") && !m.word("tonight") {
		t.loose = loosely
	}
	return withPart(t, p), true
}

// overnight is the night that led to the day: it lies on both.
func (r *reader) overnight(m *match, base date) reading {
	t := withPart(r.of(m, dayPeriod(base-1), "relative", false), 4)
	t.End, t.Precision, t.Anchor, t.settles, t.loose = base.String(), "days", base.String(), false, closely
	return t
}

// withPart turns a day into a part of it.
func withPart(t reading, p int) reading {
	t.Type, t.Value, t.PartOfDay = "TIME", t.Value+"T"+partNames[p], partNames[p]
	return t
}

// partAlone reads "the evening" and "dawn": of the day that the text is at.
func (r *reader) partAlone(m *match) (reading, bool) {
	p := partValue(m)
	if p == 0 || r.genericPart(m) {
		return reading{}, false
	}
	base, ok := r.base(true, m.first, days)
	if !ok {
		return underspecified("TIME", "XXXX-XX-XXT"+partNames[p], "relative"), true
	}
	t := r.of(m, dayPeriod(base), "relative", false)
	t.Anchor, t.settles, t.loose = base.String(), false, loosely
	return withPart(t, p), true
}

// clockTime reads "12:30 p.m. local time", "10 p.m. Wednesday", "0430 GMT", "noon".
func (r *reader) clockTime(m *match) (reading, bool) {
	minutes, exact, ok := r.minutesOf(m)
	if !ok {
		return reading{}, false
	}
	t, named := r.dayOf(m)
	if !named && (m.has(month) || m.has(weekday)) {
		return reading{}, false
	}
	if part := m.get(part); named && part > 0 {
		t.Value = t.Value[:min(len(t.Value), 10)]
	}
	if apart := r.dayOfLocal(m, minutes); named && apart != 0 && t.period.unit == days {
		t = r.of(m, dayPeriod(t.period.from+apart), t.Basis, false)
	}
	if !named {
		base, known := r.base(true, m.first, days)
		if !known {
			t := underspecified("TIME", "XXXX-XX-XXT"+formatMinutes(minutes), "")
			if minutes < 1440 {
				t.Clock = formatMinutes(minutes)
			}
			return t, true
		}
		t = r.of(m, dayPeriod(r.toldBy(base, minutes, m)), "relative", false)
		t.Anchor, t.settles, t.loose = base.String(), false, loosely
	}
	t.Type, t.Value, t.Clock = "TIME", t.Value+"T"+formatMinutes(minutes), formatMinutes(minutes)
	t.Mod, t.PartOfDay = "", partOfMinutes(minutes)
	t.Precision = "minute"
	if !exact {
		t.Precision = "hour"
	}
	if minutes == 1440 {
		t = midnight(m, t)
	}
	return t, true
}

// dayOfLocal returns how many days the local time lies from the day that is named beside the time at Greenwich: -1 for "2230 (0230 GMT on 12 January)".
// No place is half a day and more from Greenwich but for a few islands, so the clocks alone tell.
func (r *reader) dayOfLocal(m *match, local int) date {
	n, both := m.second(n4)
	if !both {
		return 0
	}
	switch apart := local - (n/100*60 + n%100); {
	case apart > 12*60:
		return -1
	case apart < -12*60:
		return 1
	}
	return 0
}

// toldBy moves a time of the day of publication that was still to come when the article was published to
// the day before, unless the wording points ahead. A publication at 00:00 knows its day alone.
func (r *reader) toldBy(base date, minutes int, m *match) date {
	if !r.dated || base != r.created || r.doc.Article == nil {
		return base
	}
	h, min, sec := r.doc.Article.Published.Clock()
	if h+min+sec == 0 || minutes <= 60*h+min || r.tense(m) == future {
		return base
	}
	return base - 1
}

// midnight reads "midnight Friday" as the end of the day, and "shortly after midnight on Friday" as its beginning.
func midnight(m *match, t reading) reading {
	if t.Clock = ""; m.word("after") {
		t.Value, t.Clock = t.Value[:len(t.Value)-6]+"T00:00", "00:00"
	}
	t.PartOfDay = "NI"
	return t
}

// minutesOf returns the minutes after midnight, and whether the text gives minutes.
func (r *reader) minutesOf(m *match) (int, bool, bool) {
	n, exact := 0, true
	switch {
	case m.has(point):
		return m.get(point) + pastHour(m), false, r.isPoint(m)
	case m.has(clock):
		n = m.get(clock)
		if !m.has(ampm) && !m.has(part) && !m.has(zone) && !m.word("time") && !m.word("hours") && !r.isClock(m) {
			return 0, false, false
		}
	case m.has(n4):
		n = m.get(n4)/100*60 + m.get(n4)%100
		if m.get(n4)%100 > 59 {
			return 0, false, false
		}
	default:
		n, exact = 60*m.get(hour)+pastHour(m), false
		if m.word("in") && !r.atHour(m) {
			return 0, false, false
		}
	}
	return r.halfDay(m, n, exact)
}

// pastHour returns the minutes that stand before an hour: "half past four", "a quarter to midnight".
func pastHour(m *match) int {
	switch {
	case m.word("half"):
		return 30
	case m.word("quarter") && m.word("to"):
		return -15
	case m.word("quarter"):
		return 15
	}
	return 0
}

// atHour reports whether the words before a bare hour with its part of the day are for a time: "at two in the morning", not "killed two in the morning".
func (r *reader) atHour(m *match) bool {
	switch r.lower(m.first - 1) {
	case "at", "by", "until", "till", "from", "since", "before", "after", "about", "around":
		return true
	}
	return m.word("about") || m.word("around") || m.word("after") || m.word("before")
}

// halfDay adds the twelve hours of "p.m." and of "in the evening".
func (r *reader) halfDay(m *match, n int, exact bool) (int, bool, bool) {
	pm := m.has(ampm) && m.get(ampm) == 1 || m.has(part) && m.get(part) > 1
	am := m.has(ampm) && m.get(ampm) == 0 || m.has(part) && m.get(part) == 1
	switch {
	case (pm || am) && n >= 13*60 && m.has(ampm), n > 1440:
		return 0, false, false
	case pm && n < 12*60:
		n += 12 * 60
	case am && n >= 12*60 && n < 13*60:
		n -= 12 * 60
	}
	return n, exact, true
}

func partOfMinutes(n int) string {
	switch h := n / 60; {
	case h < 6 || h >= 21:
		return "NI"
	case h < 12:
		return "MO"
	case h < 18:
		return "AF"
	}
	return "EV"
}

// captureOf returns the lexeme that the match took under a class, or the first of the match.
func (m *match) captureOf(c class) int {
	for _, x := range m.captures {
		if x.class == c {
			return x.at
		}
	}
	return m.first
}

func (m *match) lexAt(i int) string { return m.lex[i].lower }
