package timex

import (
	"math"
	"strconv"
	"strings"
)

// unitLetters are the ISO 8601 designators of the units; a T stands before those below a day.
var unitLetters = [...]string{second: "S", minute: "M", hours: "H", days: "D", weeks: "W", months: "M", quarters: "Q", years: "Y",
	decades: "Y", centuries: "Y", millennia: "Y", fortnights: "W"}

// unitFactors say how many of its designator a unit is.
var unitFactors = [...]float64{second: 1, minute: 1, hours: 1, days: 1, weeks: 1, months: 1, quarters: 1, years: 1,
	decades: 10, centuries: 100, millennia: 1000, fortnights: 2}

// hedges are the TIMEX3 modifiers of the words before a number.
var hedges = []struct{ words, mod string }{
	{"no more than", "EQUAL_OR_LESS"}, {"not more than", "EQUAL_OR_LESS"}, {"no less than", "EQUAL_OR_MORE"},
	{"more than", "MORE_THAN"}, {"less than", "LESS_THAN"}, {"fewer than", "LESS_THAN"}, {"at least", "EQUAL_OR_MORE"},
	{"at most", "EQUAL_OR_LESS"}, {"up to", "EQUAL_OR_LESS"}, {"as many as", "EQUAL_OR_LESS"}, {"as much as", "EQUAL_OR_LESS"}, {"over", "MORE_THAN"},
	{"under", "LESS_THAN"}, {"nearly", "LESS_THAN"}, {"almost", "LESS_THAN"}, {"about", "APPROX"}, {"around", "APPROX"},
	{"approximately", "APPROX"}, {"roughly", "APPROX"}, {"some", "APPROX"}, {"or so", "APPROX"},
}

// hedge returns the modifier that the words of the match state, or "".
func (m *match) hedge() string {
	for _, h := range hedges {
		first, _, _ := strings.Cut(h.words, " ")
		if m.word(first) && m.phrase(h.words) {
			return h.mod
		}
	}
	return ""
}

func (m *match) hedged() bool { return m.hedge() != "" }

// phrase reports whether the words follow each other within the match.
func (m *match) phrase(words string) bool {
	want := strings.Fields(words)
	for i := m.first; i+len(want) <= m.last; i++ {
		ok := true
		for j, w := range want {
			ok = ok && m.lex[i+j].lower == w
		}
		if ok {
			return true
		}
	}
	return false
}

// quantity returns the unit and the whole number of units; ok is false where the number is open ("several").
func (m *match) quantity() (u, n int, ok bool) {
	u = m.unitOf()
	if m.has(vague) {
		return u, 0, false
	}
	if m.has(numeral) {
		f := m.number()
		return u, int(math.Round(f)), f >= 1 && f < 5000
	}
	if m.word("couple") {
		return u, 2, true
	}
	return u, 1, true
}

func (m *match) number() float64 { return m.lex[m.captureOf(numeral)].number }

// duration reads "three days", "more than four hours", "a two-week siege", "several years".
func (r *reader) duration(m *match) (reading, bool) {
	u := m.unitOf()
	if r.isAge(m) || r.isSomeDay(m) || r.isFraction(m, u) || r.isTitle(m) || r.isRated(m) || r.cutOff(m) || u == second && !m.has(numeral) {
		return reading{}, false
	}
	if m.has(vague) {
		return openValue(m, u), !(m.word("many") && r.before(m.first) == "as") // "the third in as many weeks"
	}
	n := m.howMany()
	if n2, two := m.second(numeral); n <= 0 || n > 1e5 || two && float64(n2) <= n { // "two to three weeks"
		return reading{}, false
	}
	t := underspecified("DURATION", durationValue(n, u), "")
	if t.Mod = m.hedge(); t.Mod == "" && r.before(m.first) == "about" {
		t.Mod = "APPROX"
	}
	return t, true
}

// cutOff reports whether the match is a piece of something longer: the "a year" of "a year-earlier", the "50 days" of "$1.50 days".
func (r *reader) cutOff(m *match) bool {
	if r.joined(m.last) && r.lower(m.last) == "-" && m.word("a") {
		return true
	}
	before := r.lower(m.first - 1)
	return r.joined(m.first) && (before == "$" || before == "." || before == "/")
}

// howMany returns the number of units: of digits or words, one for "a", a half more where the text says so.
func (m *match) howMany() float64 {
	n := 1.0
	switch {
	case m.has(numeral):
		n = m.number()
	case m.word("couple"):
		n = 2
	case m.word("half") && !m.word("and"):
		return 0.5
	}
	if m.has(half) || m.word("half") {
		n += 0.5
	}
	return n
}

// durationValue writes n units as an ISO 8601 duration; a half is given in the next smaller unit where it is whole.
func durationValue(n float64, u int) string {
	prefix := "P"
	if u <= hours {
		prefix = "PT"
	}
	n *= unitFactors[u]
	whole := math.Floor(n)
	if n-whole == 0.5 {
		if rest := halves[u]; rest != "" {
			s := ""
			if whole > 0 {
				s = strconv.FormatFloat(whole, 'f', -1, 64) + unitLetters[u]
			}
			return prefix + s + rest
		}
	}
	return prefix + strconv.FormatFloat(n, 'f', -1, 64) + unitLetters[u]
}

// halves are half a unit in the next smaller one; a half day and a half week have none.
var halves = [...]string{minute: "30S", hours: "30M", days: "", weeks: "", months: "", quarters: "", years: "6M", decades: "", centuries: "", millennia: "", fortnights: ""}

// openValue is a duration of an open number of units: "PXD".
func openValue(m *match, u int) reading {
	prefix := "PX"
	if u <= hours {
		prefix = "PTX"
	}
	letter := unitLetters[u]
	if u >= decades && u != fortnights {
		letter = map[int]string{decades: "E", centuries: "C", millennia: "L"}[u]
		prefix = "PX"
	}
	t := underspecified("DURATION", prefix+letter, "")
	t.Mod = m.hedge()
	return t
}

// span reads "the past two weeks", "the next few days": a duration that reaches to or from publication.
func (r *reader) span(m *match) (reading, bool) {
	u := m.unitOf()
	open := m.has(vague)
	n := 2.0
	if m.has(numeral) {
		n = m.number()
	}
	if n <= 0 || n > 1e4 || u == fortnights || !m.has(numeral) && !open && !m.word("couple") {
		return reading{}, false
	}
	if _, two := m.second(numeral); two {
		open = true
	}
	r.leaveQuarter(m, u)
	var t reading
	if open {
		t = openValue(m, u)
	} else {
		t = underspecified("DURATION", durationValue(n, u), "")
	}
	if r.dated && !open && u >= hours && m.has(rel) {
		r.stretch(&t, m, int(n), u)
	}
	return t, true
}

// stretch fills the days that a span before or after publication covers.
func (r *reader) stretch(t *reading, m *match, n, u int) {
	if u == hours {
		n, u = (n+23)/24, days
	}
	from, to := shift(r.created, -n, u), r.created
	if m.get(rel) > 0 {
		from, to = r.created, shift(r.created, n, u)
		t.Future = true
	}
	t.Start, t.End, t.Anchor, t.Basis = from.String(), to.String(), r.created.String(), "relative"
	t.Precision = precisions[u]
	if u == days {
		t.Precision = "days"
	}
}

// openDuration reads "recent weeks", "months" and "decades-long".
func (r *reader) openDuration(m *match) (reading, bool) {
	u := m.unitOf()
	if !m.has(units) {
		if !m.word("long") {
			return reading{}, false
		}
		return underspecified("DURATION", durationValue(1, u), ""), true
	}
	bare := m.last == m.first+1
	if r.isAge(m) || u == second || u == quarters && bare || bare && !r.isBefore(m.first, durationBefore) {
		return reading{}, false
	}
	if bare && r.before(m.first) == "many" && r.before(m.first-1) == "as" { // "the third in as many days"
		return reading{}, false
	}
	if u2, ok := m.second(units); ok && u2 < days {
		return reading{}, false
	}
	if m.has(late) && m.get(late) < 0 && u == years { // "recent years" have no number even in principle
		return underspecified("DATE", "PAST_REF", ""), true
	}
	return openValue(m, u), true
}

// setOf reads "every day", "each July", "twice a week".
func (r *reader) setOf(m *match) (reading, bool) {
	t := underspecified("SET", "", "")
	if m.has(every) {
		t.Quant = quants[m.get(every)]
	}
	switch {
	case m.has(month):
		t.Value = "XXXX-" + twoDigits(m.get(month))
	case m.has(season):
		t.Value = "XXXX-" + seasonNames[m.get(season)]
	case m.has(ordinal):
		t.Value = durationValue(float64(m.get(ordinal)), m.unitOf())
	default:
		t.Value = durationValue(r.interval(m), m.unitOf())
		t.Freq = frequency(m)
	}
	return t, m.unitOf() != second || m.has(month) || m.has(season)
}

// interval is the number of units of "every two weeks"; the number of "three times a week" is none.
func (r *reader) interval(m *match) float64 {
	switch {
	case m.has(numeral) && !m.word("times"):
		return m.number()
	case m.word("other"):
		return 2
	}
	return 1
}

func frequency(m *match) string {
	switch {
	case m.word("once"):
		return "1X"
	case m.word("twice"):
		return "2X"
	case m.word("times") && m.has(numeral):
		return strconv.Itoa(m.get(numeral)) + "X"
	}
	return ""
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// setAdverb reads "daily", "annually".
func (r *reader) setAdverb(m *match) (reading, bool) {
	if r.isDailyName(m) {
		return reading{}, false
	}
	u := m.get(adverb)
	if u == quarters {
		return underspecified("SET", "P3M", ""), true
	}
	return underspecified("SET", durationValue(1, u), ""), true
}

// rate reads the "a day" of "$40 a day".
func (r *reader) rate(m *match) (reading, bool) {
	u := m.unitOf()
	if u == second || m.word("per") && u == hours || !m.word("per") && !r.isRated(m) {
		return reading{}, false
	}
	m.first += btoi(m.word("per"))
	return underspecified("SET", durationValue(1, u), ""), true
}
