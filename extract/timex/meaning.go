package timex

import (
	"fmt"
	"time"

	"sitrep/extract"
)

// meaning turns a match into a time, or refuses it. It may shorten the match.
type meaning func(r *reader, m *match) (reading, bool)

// reading is the value of an expression and what it does to the discourse.
type reading struct {
	extract.Timex
	period  period
	settles bool // later expressions may count from it
	loose   looseness
}

// meanings are the functions that grammar.txt names.
var meanings = map[string]meaning{
	"calendar":    (*reader).calendar,
	"numeric":     (*reader).numeric,
	"secondday":   (*reader).secondDay,
	"month":       (*reader).monthAlone,
	"weekday":     (*reader).weekdayAlone,
	"weekdays":    (*reader).weekdaySet,
	"weekdaysago": (*reader).weekdaysAgo,
	"deictic":     (*reader).deictic,
	"sameday":     (*reader).sameUnit,
	"part":        (*reader).partOfDay,
	"partbare":    (*reader).partAlone,
	"clock":       (*reader).clockTime,
	"unit":        (*reader).relativeUnit,
	"weekend":     (*reader).weekend,
	"season":      (*reader).seasonOf,
	"quarter":     (*reader).quarterOf,
	"half":        (*reader).halfOf,
	"yearago":     (*reader).yearAgo,
	"yearspan":    (*reader).yearSpan,
	"decade":      (*reader).decadeOf,
	"century":     (*reader).centuryOf,
	"holiday":     (*reader).holidayOf,
	"weekof":      (*reader).weekOf,
	"weekofmonth": (*reader).weekOfMonth,
	"ago":         (*reader).unitsAgo,
	"dayago":      (*reader).dayAgo,
	"thisday":     (*reader).thisDay,
	"later":       (*reader).unitsLater,
	"openlater":   (*reader).openLater,
	"vagueago":    (*reader).vagueAgo,
	"duration":    (*reader).duration,
	"span":        (*reader).span,
	"open":        (*reader).openDuration,
	"set":         (*reader).setOf,
	"setadverb":   (*reader).setAdverb,
	"rate":        (*reader).rate,
	"ref":         (*reader).reference,
}

// mods are the TIMEX3 modifiers of "early", "mid" and "late".
var mods = [...]string{1: "START", 2: "MID", 3: "END"}

// shade returns 1, 2 or 3 for "early", "in the middle of", "late", or 0; earlier tells "earlier" and "later" from them.
func (m *match) shade() (third int, compared bool) {
	if m.has(comp) {
		return m.get(comp), true
	}
	if m.has(mod) {
		return m.get(mod), false
	}
	switch {
	case m.word("beginning") || m.word("start") || m.word("opening"):
		return 1, false
	case m.word("midpoint"):
		return 2, false
	case m.word("end") || m.word("close") || m.word("turn"):
		return 3, false
	case m.word("early"):
		return 1, false
	case m.word("late"):
		return 3, false
	}
	return 0, false
}

// of makes the reading of a period, narrowed by the shade of the match.
func (r *reader) of(m *match, p period, basis string, future bool) reading {
	t := reading{period: p, settles: true}
	t.Type, t.Value, t.Basis, t.Future = "DATE", p.value(), basis, future
	t.Precision = precisions[p.unit]
	third, compared := m.shade()
	from, to := p.narrow(third)
	if compared {
		from, to = r.compared(p, third)
	}
	if third > 0 && !compared {
		t.Mod = mods[third]
	}
	t.Start, t.End = from.String(), to.String()
	if basis != "explicit" && r.dated {
		t.Anchor = r.created.String()
	}
	if !compared && p.unit == days && third > 0 {
		t.PartOfDay = [...]string{1: "MO", 2: "", 3: "EV"}[third]
	}
	return t
}

// compared returns the days of "earlier this week" (to publication) and "later this week" (from it on).
func (r *reader) compared(p period, third int) (date, date) {
	switch {
	case !r.dated || r.created < p.from || r.created > p.to:
		return p.from, p.to
	case third == 1:
		return p.from, r.created
	}
	return r.created, p.to
}

// underspecified makes the reading of a time that nothing anchors.
func underspecified(kind, value, basis string) reading {
	return reading{Timex: extract.Timex{Type: kind, Value: value, Basis: basis}}
}

func parseDate(s string) date {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0
	}
	return date(t.Unix() / 86400)
}

// base returns the day that expressions of a unit count from: the time last settled where the wording
// refers to the story, else publication.
func (r *reader) base(story bool, at, u int) (date, bool) {
	t := &r.story
	if u <= weeks {
		t = &r.storyDay
	}
	if story && t.known && r.sentence(at)-t.sentence <= 8 {
		return t.from, true
	}
	return r.created, r.dated
}

// isCoarse reports whether the time just settled is no day and no week, so that days cannot be counted from it.
func (r *reader) isCoarse(at int) bool {
	return r.story.known && r.story.unit > weeks && r.sentence(at)-r.story.sentence <= 1
}

// relativeUnit reads "last week", "earlier this year", "the current quarter", "that month", "next year".
func (r *reader) relativeUnit(m *match) (reading, bool) {
	u, n := m.unitOf(), m.get(rel)
	if u < days || u == fortnights && !m.has(rel) {
		return reading{}, false
	}
	story := m.word("that") || m.word("same") || m.word("following") || m.word("preceding") || m.word("previous") && m.word("the")
	bare := !m.has(rel) && !m.word("fiscal") && !story && !m.word("this") && !m.word("current")
	if bare && !r.bareUnit(m, u) {
		return reading{}, false
	}
	if t, ok := r.yearEnding(m, u); ok {
		return t, true
	}
	if u == quarters && (bare || m.word("that") || m.word("latest")) {
		return r.namedQuarter(m, 0)
	}
	base, ok := r.base(story || bare && u != years, m.first, u)
	if !ok {
		return underspecified("DATE", unanchored(u), "relative"), true
	}
	t := r.of(m, around(shift(base, n, u), u), "relative", n > 0 && !story)
	t.Anchor = base.String()
	if m.word("year") && m.word("end") && bare { // "year-end", "the year's end"
		t.settles = false
		if m.word("-") {
			t.Value = t.period.next(-btoi(r.before(m.first) == "since")).to.String()
		}
	}
	return t, true
}

// yearEnding reads "the year" of "the year ended March 31": a duration.
func (r *reader) yearEnding(m *match, u int) (reading, bool) {
	w := r.after(m.last)
	if u != years || m.has(rel) || w != "ended" && w != "ending" {
		return reading{}, false
	}
	return underspecified("DURATION", "P1Y", ""), true
}

// bareUnit decides whether "the year", "the week", "the end of the month" names one.
func (r *reader) bareUnit(m *match, u int) bool {
	if third, compared := m.shade(); third > 0 || m.word("sometime") {
		return u >= weeks || compared && u == days
	}
	if m.last < len(r.lex) && r.lex[m.last].lower == "of" {
		return false
	}
	prev := r.lower(m.first - 1)
	return u == quarters && !(r.joined(m.last) && r.lower(m.last) == "-") || u == years && (prev == "of" || prev == "for" || prev == "in" || prev == "during" || prev == "through") ||
		(u == weeks || u == months) && (prev == "during" || prev == "for" || prev == "of")
}

func (m *match) unitOf() int {
	if m.has(unit) {
		return m.get(unit)
	}
	return m.get(units)
}

// unanchored is the value of a unit of unknown place.
func unanchored(u int) string {
	switch u {
	case days:
		return "XXXX-XX-XX"
	case weeks, fortnights:
		return "XXXX-WXX"
	case months:
		return "XXXX-XX"
	case quarters:
		return "XXXX-QX"
	}
	return "XXXX"
}

// sameUnit reads "that day", "the same day", "the day before", "the following month", "a week earlier".
func (r *reader) sameUnit(m *match) (reading, bool) {
	u := m.unitOf()
	if u < days {
		if !m.word("day") {
			return reading{}, false
		}
		u = days
	}
	n := m.get(rel)
	if m.word("before") || m.word("earlier") && !m.has(comp) {
		n = -1
	} else if m.word("after") || m.word("later") && !m.has(comp) {
		n = 1
	}
	if (m.word("before") || m.word("after")) && !r.clauseEnds(m.last) {
		return reading{}, false
	}
	if m.word("past") && n < 0 { // "the past decade" reaches to publication
		return r.lastOf(m, u), true
	}
	story := n == 0 || m.word("before") || m.word("after") || m.word("earlier") || m.word("later") || m.word("previous") || m.word("preceding") ||
		m.word("following") || m.word("next")
	if story && u <= weeks && r.isCoarse(m.first) {
		return underspecified("DATE", unanchored(u), "relative"), true
	}
	base, ok := r.base(story && !m.word("current"), m.first, u)
	if !ok {
		return underspecified("DATE", unanchored(u), "relative"), true
	}
	if u == years && story && n != 0 {
		if t, ok := r.quarterBefore(m, n, u); ok {
			return t, true
		}
	}
	t := r.of(m, around(shift(base, n, u), u), "relative", n > 0 && base >= r.created)
	t.Anchor = base.String()
	t.Mod = ""
	return t, true
}

// lastOf reads "the past decade": a duration of one unit that ends at publication.
func (r *reader) lastOf(m *match, u int) reading {
	t := underspecified("DURATION", durationValue(1, u), "")
	if r.dated {
		r.stretch(&t, m, 1, u)
	}
	return t
}

// reference reads "now", "recently", "the future".
func (r *reader) reference(m *match) (reading, bool) {
	if r.isNoReference(m) {
		return reading{}, false
	}
	t := underspecified("DATE", m.rule.argument, "")
	return t, true
}

// formatMinutes returns minutes after midnight as "12:30".
func formatMinutes(n int) string { return fmt.Sprintf("%02d:%02d", n/60, n%60) }
