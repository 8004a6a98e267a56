package timex

import (
	"strings"

	"sitrep/extract"
)

// This file says what is no time expression although it looks like one.

// isName reports whether the match is part of a name: "Friday Okoro", "Black Friday", "Sunday Times".
func (r *reader) isName(m *match) bool {
	if r.isBroadcast(m) {
		return true
	}
	if !m.has(weekday) && !m.has(month) && !m.has(season) && !m.has(holiday) || m.last-m.first > 1 && !m.has(part) {
		return false
	}
	return r.isAfter(m.last, nameAfter) && r.capital(m.last) || r.isBefore(m.first, nameBefore) && r.capital(m.first-1)
}

// isBroadcast reports whether "This Week" is the name of a programme: two capitals in the middle of a sentence.
func (r *reader) isBroadcast(m *match) bool {
	return m.has(unit) && m.last-m.first == 2 && m.word("this") && r.before(m.first) != "" && r.capital(m.first) && r.capital(m.first+1) &&
		r.flags(m.first+1)&extract.AllCaps == 0 && r.doc.Sentences[r.sentence(m.first)].Kind == extract.Body
}

// isMonth tells the month from "may", "march", "august", from given names and from words cut short.
func (r *reader) isMonth(m *match) bool {
	i := m.captureOf(month)
	w := r.lex[i].lower
	if m.last-m.first > 1 && i > m.first && r.lex[i-1].lower != "the" {
		return w != "may" && w != "march" || r.capitalWord(i)
	}
	switch {
	case w == "may":
		return r.capital(i) && r.isBefore(i, monthBefore) && !r.capital(i+1)
	case w == "march" && r.walked(m):
		return false
	case w == "march" || w == "august":
		if next := r.after(m.last); !r.capital(i) || (next == "of" || next == "for" || next == "on") && !r.isBefore(i, shortBefore) {
			return false
		}
	case len(w) <= 4 && w != "june" && w != "july" && w[len(w)-1] != '.':
		return r.capital(i) && r.isBefore(i, shortBefore)
	case len(w) == 4 && w[3] == '.':
		return r.isBefore(i, monthBefore)
	}
	return r.isBefore(i, monthBefore) || r.capital(i) && !r.capital(i+1) && (!r.capital(i-1) || r.before(i) == "the")
}

// walked reports whether "March" is people marching, in a headline or a text whose case was restored: an article or a word of protest stands before it and no
// noun after it ("headed a March to the embassy", "during the March, police ...").
func (r *reader) walked(m *match) bool {
	prev := r.before(m.first)
	if marchers[prev] {
		return true
	}
	if prev != "a" && prev != "the" && prev != "this" {
		return false
	}
	switch next := r.after(m.last); next {
	case "to", "against", "through", "toward", "towards", "was", "were", "by", "along", "from":
		return true
	case ",", ".", "":
		return marching[r.before(m.first-1)]
	}
	return prev == "a"
}

var (
	marchers = map[string]bool{"protest": true, "peace": true, "funeral": true, "peaceful": true, "silent": true, "long": true, "forced": true, "hunger": true, "torchlight": true, "mass": true}
	marching = map[string]bool{"during": true, "after": true, "of": true, "join": true, "joined": true, "led": true, "headed": true, "staged": true, "attended": true,
		"dispersed": true, "organized": true, "organised": true}
)

// isYear tells a bare year from other numbers of four digits.
func (r *reader) isYear(m *match) bool {
	if m.last-m.first > 1 && !m.word("-") && !m.word("/") {
		return true
	}
	y, prev, next := m.get(year), r.before(m.first), r.after(m.last)
	switch {
	case r.joinedNumber(m) || r.isBefore(m.first, yearless) || r.isSpan(m):
		return false
	case y < 1500 || y > 2100:
		return prev == "in" && (next == "" || next == "," || next == ".") || y < 1500 && (prev == "since" || prev == "year")
	case r.isBefore(m.first, yearBefore):
		return !r.counts(m) || r.capital(m.last) || y >= 1900 && r.before(m.first-1) == "" && r.capital(m.first-1) && !r.isAfter(m.last, counted) // "In 2024 floods killed nine"
	case y < 1900 || y > 2030 || r.counts(m) || r.flags(m.first-1)&extract.Digit != 0:
		return false
	}
	return prev == "" || r.before(m.first-1) == "" && !isWord(next) || !r.capital(m.first-1)
}

// isSpan reports whether a bare number of four digits is a time of day between which and another one something holds: "between 1800 and 0600".
func (r *reader) isSpan(m *match) bool {
	other := ""
	switch r.after(m.last) {
	case "and", "to", "until", "-":
		other = r.after(m.last + 1)
	}
	return len(other) == 4 && other[0] == '0' && other[1] <= '9' && other >= "0000" && other <= "0959"
}

// counts reports whether the word after a number looks like what it counts: a plural noun.
func (r *reader) counts(m *match) bool {
	if r.isAfter(m.last, counted) {
		return true
	}
	prev := r.before(m.first)
	return prev != "the" && prev != "its" && r.isPlural(m.last)
}

// joinedNumber reports whether a sign or a further number is joined to the match: "$1990", "1990.5", "1990%".
func (r *reader) joinedNumber(m *match) bool {
	if r.joined(m.first) {
		switch r.lower(m.first - 1) {
		case "$", "#", "£", "€", "/", ".", "+", "@", "_":
			return true
		case "-":
			return r.flags(m.first-2)&extract.Digit != 0
		}
	}
	if !r.joined(m.last) {
		return false
	}
	w := r.after(m.last)
	return w == "%" || w == "/" || w == "°" || w == "-" && r.joined(m.last+1)
}

// standsAlone reports whether no further "/" or "-" is joined to a date in digits.
func (r *reader) standsAlone(m *match) bool {
	before, after := r.lower(m.first-1), r.lower(m.last)
	return !(r.joined(m.first) && (before == "/" || before == "-") || r.joined(m.last) && (after == "/" || after == "-"))
}

// isWeekday tells the day from a given name and from "sun", "sat" and "mon".
func (r *reader) isWeekday(m *match) bool {
	i := m.captureOf(weekday)
	w := r.lex[i].lower
	switch {
	case len(w) <= 5 && w[len(w)-1] != '.': // cut short without a stop
		return false
	case (w == "sun." || w == "sat.") && !r.capital(i):
		return false
	}
	opens := m.last == m.first+1 && r.before(i) == ""
	return !(opens && r.capital(i+1) && !r.isTime(i+1) && r.flags(i+1)&extract.AllCaps == 0 && r.isSurname(i+1))
}

// isSurname reports whether what follows "Friday" at the start of a sentence reads like a person: one capital word, then a verb.
func (r *reader) isSurname(i int) bool {
	w := r.after(i + 1)
	return r.isAfter(i+1, pastCue) || r.isAfter(i+1, aheadCue) || isRegularPast(w) || w == "is" || w == ","
}

// isSeason tells the season from the verbs "fall" and "spring" and from names.
func (r *reader) isSeason(m *match) bool {
	next := r.after(m.last)
	switch {
	case r.isAfter(m.last, games):
		return false
	case m.has(year):
		return true
	case m.has(rel) || m.word("this"):
		return r.lex[m.captureOf(season)].lower != "fall" || next != "of"
	}
	return m.last-m.first > 1 && r.isBefore(m.first, seasonBefore) && next != "of" && !r.isPlural(m.last)
}

// isPoint tells noon and midnight from names ("Midnight Express").
func (r *reader) isPoint(m *match) bool {
	i := m.captureOf(point)
	return r.before(i) != "high" && (!r.capital(i) || r.before(i) == "" || m.last-m.first > 1)
}

// isClock reports whether a preposition of time stands before bare digits like "2:15".
func (r *reader) isClock(m *match) bool {
	if strings.Contains(r.lex[m.captureOf(clock)].lower, ".") {
		return false
	}
	return r.isBefore(m.first, clockBefore) || r.is(m.first, clockBefore) || r.filledIn(m.first)
}

// filledIn reports whether lexeme i fills a field for the time, alone or behind its date: "Time: 14:15", "When: 4 June 2026, 22:30".
func (r *reader) filledIn(i int) bool {
	if r.before(i) == ":" {
		return r.before(i-1) == "time" || r.before(i-1) == "when"
	}
	year := r.before(i - 1)
	return r.before(i) == "," && len(year) == 4 && allDigits(year)
}

// genericPart reports whether "the morning", "dawn" is no time of the story: "the dawn of peace", "The Night Watch".
func (r *reader) genericPart(m *match) bool {
	if m.has(edge) {
		return r.capital(m.captureOf(edge)) || r.after(m.last) == "of" || !r.isBefore(m.first, edgeBefore)
	}
	return r.capital(m.captureOf(part)) || r.after(m.last) == "of" || !m.word("in") && !r.isBefore(m.first, partBefore)
}

// isAdjective reports whether "overnight" modifies a noun ("the overnight rate").
func (r *reader) isAdjective(m *match) bool {
	prev := r.before(m.first)
	return prev == "the" || prev == "an" || prev == "of"
}

// isProgramme reports whether "Today" is the name of a broadcast or a paper: "on Today's Business".
func (r *reader) isProgramme(m *match) bool {
	return m.last-m.first == 1 && r.after(m.last) == "'s" && r.capital(m.first) && r.before(m.first) != "" && r.capital(m.last+1)
}

// isNoReference reports whether a word of "now", "current", "the past" and their like is no time here.
func (r *reader) isNoReference(m *match) bool {
	prev, next := r.before(m.first), r.after(m.last)
	switch r.lex[m.first].lower {
	case "current":
		return next == "-" || prev == "-" || r.capital(m.first) && prev != ""
	case "now":
		return r.capital(m.first) && prev != "" && r.capital(m.last)
	case "the":
		last := m.lexAt(m.last - 1)
		return last == "term" && isWord(next) && !r.isAfter(m.last, pastNext) && !r.isAfter(m.last, preposition) || r.isNumber(m.last) || last == "past" && (r.isTime(m.last) || isWord(next) && !r.isAfter(m.last, pastNext))
	case "one":
		return isWord(next) && !r.isBefore(m.first, aheadCue)
	}
	return false
}

// isAge reports whether a duration tells an age: "8-year-old", "30 years old", "aged three years", "five years of age".
func (r *reader) isAge(m *match) bool {
	i := m.last
	if r.joined(i) && r.lower(i) == "-" {
		i++
	}
	switch r.after(i) {
	case "old", "olds", "older", "younger":
		return true
	case "of":
		return r.after(i+1) == "age"
	}
	prev := r.before(m.first)
	return prev == "aged" || prev == "age"
}

// isSomeDay reports whether "one day" is some day to come: "will one day be".
func (r *reader) isSomeDay(m *match) bool {
	return m.last-m.first == 2 && m.lexAt(m.first) == "one" && m.word("day") && r.isBefore(m.first, aheadCue)
}

// isFraction reports whether "quarter" is a part of something, "second" an ordinal.
func (r *reader) isFraction(m *match, u int) bool {
	if u == quarters {
		next := r.after(m.last)
		return next == "of" || next == "-" || m.word("a") || m.word("-")
	}
	return u == second && !m.has(units) && !m.word("-")
}

// isTitle reports whether a duration is the name of a broadcast: "60 Minutes".
func (r *reader) isTitle(m *match) bool {
	i := m.last - 1
	return i > m.first && r.capital(i) && r.flags(i)&extract.AllCaps == 0 && !r.capital(m.first)
}

// isRated reports whether "a day" tells a rate: it stands behind a price, a number or what is counted by time.
func (r *reader) isRated(m *match) bool {
	return m.word("a") && m.last-m.first == 2 && m.first > 0 && (r.isNumber(m.first-1) || r.is(m.first-1, rated))
}

// isDailyName reports whether "daily" belongs to a newspaper or modifies one, or "quarterly" a noun of business.
func (r *reader) isDailyName(m *match) bool {
	if m.get(adverb) == quarters && isWord(r.after(m.last)) && !r.isAfter(m.last, preposition) {
		return true
	}
	return r.capital(m.first) && (r.before(m.first) != "" || r.capital(m.last)) || r.isAfter(m.last, dailyThing)
}
