package timex

import (
	"strings"

	"sitrep/extract"
)

// tense is where a clause places what it tells.
type tense uint8

const (
	untold tense = iota
	past
	future
)

// tense reads the words before the match, back to the start of its clause, and then those after it.
func (r *reader) tense(m *match) tense {
	if t := r.tenseBefore(m.first); t != untold {
		return t
	}
	return r.tenseAfter(m.last)
}

func (r *reader) tenseBefore(i int) tense {
	s := r.sentence(i)
	for k := i - 1; k >= 0 && k >= i-16 && r.sentence(k) == s; k-- {
		l := r.lex[k].lower
		if l == ";" || l == "``" || l == "''" || l == "\"" {
			return untold
		}
		if t := r.cue(k); t != untold {
			return t
		}
	}
	return untold
}

func (r *reader) tenseAfter(i int) tense {
	for k := i; k < len(r.lex) && k < i+10 && r.sentence(k) == r.sentence(i-1); k++ {
		if t := r.cue(k); t != untold {
			return t
		}
	}
	return untold
}

// cue returns the tense that a single word tells. A participle after "be" or "to" waits for the word before.
func (r *reader) cue(k int) tense {
	w := r.lex[k].lower
	switch {
	case aheadWords[w]:
		if r.before(k) == "been" && k > 1 && r.lex[k-2].lower == "had" {
			return past
		}
		return future
	case w == "as" && k+1 < len(r.lex) && (r.lex[k+1].lower == "soon" || r.lex[k+1].lower == "early"):
		return future
	case w == "to" && k > 0 && aheadBefore[r.lower(k-1)]:
		return future
	case w == "be" && r.before(k) == "to" && !thought[r.before(k-1)]:
		return future
	case pastWords[w] && !r.afterInfinitive(k):
		return past
	case len(w) > 3 && strings.HasSuffix(w, "ed") && !notPast[w] && !r.afterInfinitive(k):
		return past
	}
	return untold
}

// afterInfinitive reports whether "be" stands shortly before a participle: "will be released", "to be held".
func (r *reader) afterInfinitive(k int) bool {
	for j := k - 1; j >= 0 && j >= k-2; j-- {
		if w := r.lex[j].lower; w == "be" || w == "being" || w == "get" {
			return true
		}
	}
	return false
}

// toldBefore reports whether a verb of the past stands right before lexeme i, but for a preposition: "killed on".
func (r *reader) toldBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3 && r.sentence(k) == r.sentence(i); k-- {
		if t := r.cue(k); t != untold {
			return t == past && !moved[r.lex[k].lower]
		}
		if w := r.lex[k].lower; w != "on" && w != "in" && w != "of" && w != "," && w != "by" && w != "the" && w != "about" && w != "around" {
			return false
		}
	}
	return false
}

// deadline reports whether "until" or "by" before lexeme i closes what was put off or set: "extended until Tuesday".
func (r *reader) deadline(i int) bool {
	if w := r.before(i); w != "until" && w != "by" && w != "to" && w != "till" {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-10 && r.sentence(k) == r.sentence(i); k-- {
		if deadlines[r.lex[k].lower] {
			return true
		}
	}
	return false
}

var (
	deadlines = wordSet("deadline deadlines extended extend postponed postpone delayed delay ultimatum given rescheduled adjourned")
	thought   = wordSet("believed said found thought appeared known reported considered")
)

// moved are past forms whose date lies ahead: "extended to Nov. 20".
var moved = wordSet("set extended postponed delayed moved rescheduled called until said has have completed")

// The words that tell the tense. Irregular past forms are those that newspapers date events with.
var (
	aheadWords = wordSet(`will 'll wo shall would scheduled expected due planned plans plan slated upcoming
		mature matures maturing expire expires expiring forthcoming expects intends hopes unless supposed payable effective`)
	aheadBefore = wordSet("is are going set due want wants need needs likely ready able about")
	pastWords   = wordSet(`was were had did said told began came went took made left held met fell rose hit struck shot fought fled
		died broke burst blew sank sent gave got saw won lost led found caught brought bought sold threw drove flew grew knew put ran spoke stood wrote
		became built kept paid read rode sat slid stole swept tore woke has have been since says`)
	notPast = wordSet("need indeed speed feed breed bleed united armed wounded red bed hundred exceed proceed succeed unidentified")
)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// lower returns the lower form of lexeme i of the same text, or "".
func (r *reader) lower(i int) string {
	if i < 0 || i >= len(r.lex) {
		return ""
	}
	return r.lex[i].lower
}

// before returns the word before lexeme i in the same sentence, or "".
func (r *reader) before(i int) string {
	if i <= 0 || r.sentence(i-1) != r.sentence(i) {
		return ""
	}
	return r.lex[i-1].lower
}

// after returns the word after lexeme i-1 in the same sentence, or "".
func (r *reader) after(i int) string {
	if i >= len(r.lex) || r.sentence(i) != r.sentence(i-1) {
		return ""
	}
	return r.lex[i].lower
}

// flags returns the flags of the token that lexeme i belongs to.
func (r *reader) flags(i int) extract.Flags {
	if i < 0 || i >= len(r.lex) {
		return 0
	}
	return r.doc.Tokens[r.lex[i].token].Flags
}

func (r *reader) capital(i int) bool { return r.flags(i)&extract.Capital != 0 }

// joined reports whether no white space stands between lexemes i-1 and i.
func (r *reader) joined(i int) bool {
	return i > 0 && i < len(r.lex) && r.lex[i-1].End == r.lex[i].Start
}

// isTime reports whether the lexeme can be part of a time expression.
func (r *reader) isTime(i int) bool {
	return i >= 0 && i < len(r.lex) && r.lex[i].classes&(of(month, weekday, part, clock, holiday, rel, units, unit, ampm, day, year)) != 0
}

// clauseEnds reports whether nothing that "after" could govern follows lexeme i-1.
func (r *reader) clauseEnds(i int) bool {
	w := r.after(i)
	return w == "" || strings.ContainsAny(w[:1], ".,;:!?)-'\"") || w == "and" || w == "but" || w == "in" || w == "at" || w == "on" || w == "when" || w == "by"
}

// isName reports whether the match is part of a name: "Friday Okoro", "Black Friday", "Sunday Times".
func (r *reader) isName(m *match) bool {
	if !m.has(weekday) && !m.has(month) && !m.has(season) && !m.has(holiday) || m.last-m.first > 1 && !m.has(part) {
		return false
	}
	if paperNames[r.after(m.last)] && r.capital(m.last) {
		return true
	}
	return nameBefore[r.before(m.first)] && r.capital(m.first-1)
}

var (
	paperNames = wordSet("times telegraph herald mail express mirror post tribune mosque star world live football magazine republican movement group brigade")
	nameBefore = wordSet("black bloody fat ruby cyber super mr mr. mrs mrs. ms ms. miss president minister theresa operation")
)

// namesBeforeTime are words after which a month or a year stands.
var prepositions = wordSet(`in since until till by of from to through during before after last this next late early mid and or between around
	about for on - -- than beyond into ( , at ending ended with throughout`)

// isMonth tells the month from "may", "march", "august" and from given names.
func (r *reader) isMonth(m *match) bool {
	i := m.captureOf(month)
	l := &r.lex[i]
	if m.last-m.first > 1 && i > m.first && r.lex[i-1].lower != "the" {
		return l.lower != "may" && l.lower != "march" || r.capital(i)
	}
	switch l.lower {
	case "may":
		return r.capital(i) && monthBefore[r.before(i)] && !r.capital(i+1)
	case "march", "august", "mar", "jan", "sept", "sep", "dec", "jun", "jul", "apr", "feb", "oct", "nov", "aug":
		if !r.capital(i) || len(l.lower) < 5 && !shortBefore[r.before(i)] {
			return false
		}
		if w := r.after(m.last); (w == "of" || w == "for" || w == "on") && !shortBefore[r.before(i)] {
			return false
		}
	case "mar.", "jan.", "feb.", "apr.", "jun.", "jul.":
		return monthBefore[r.before(i)]
	}
	if !r.capital(i) {
		return monthBefore[r.before(i)]
	}
	return monthBefore[r.before(i)] || !r.capital(i+1) && (!r.capital(i-1) || r.before(i) == "the")
}

var shortBefore = wordSet("in since until last this next late early mid during")

var monthBefore = wordSet("in since until till by of from through during last this next late early mid before after between for - than into to each every and or")

// isYear tells a bare year from other numbers of four digits.
func (r *reader) isYear(m *match) bool {
	if m.last-m.first > 1 && !m.word("-") && !m.word("/") {
		return true
	}
	i := m.captureOf(year)
	y := m.get(year)
	prev, next := r.before(m.first), r.after(m.last)
	if r.joinedNumber(m) || yearlessBefore[prev] || r.lex[i].classes.has(units) {
		return false
	}
	if y < 1500 || y > 2100 {
		return prev == "in" && (next == "" || next == "," || next == ".") || y >= 1000 && y < 1500 && (prev == "since" || prev == "year")
	}
	if yearBefore[prev] {
		return !countedNoun(next, prev) || r.capital(m.last)
	}
	return y >= 1900 && y <= 2030 && !countedNoun(next, prev) && !(r.flags(m.first-1)&extract.Digit != 0) && (prev == "" || !r.capital(m.first-1) || yearAfterName(next))
}

var (
	yearBefore = wordSet(`in since until till by of from through during before after late early mid between year spring summer fall autumn winter
		fiscal the its ( throughout and to - around circa a an that 's`)
	yearlessBefore = wordSet(`at $ # no no. flight number route highway room about some nearly almost than least up over approximately roughly
		boeing airbus page channel £ € most only another population`)
)

// countedNoun reports whether the word after a number looks like what it counts: a plural noun.
func countedNoun(next, prev string) bool {
	if next == "" || prev == "the" || prev == "its" {
		return countedNouns[next]
	}
	if countedNouns[next] {
		return true
	}
	n := len(next)
	return n > 3 && next[n-1] == 's' && next[n-2] != 's' && next[n-2] != '\'' && !notPlural[next] && next[0] >= 'a'
}

var (
	countedNouns = wordSet("people men women children soldiers troops dead others persons police percent % km miles meters metres feet meter hectares tons tonnes dollars pounds workers civilians houses homes more gmt hours local of block blk street avenue ave road")
	notPlural    = wordSet("was has is his this does its as says elections sales earnings results olympics games it's")
)

func yearAfterName(next string) bool { return next == "," || next == "." || next == ")" || next == "" }

// joinedNumber reports whether a sign or a letter is joined to the match: "1,984", "$1990", "A1990", "1990.5".
func (r *reader) joinedNumber(m *match) bool {
	if r.joined(m.first) {
		switch r.lower(m.first - 1) {
		case "$", "#", "£", "€", "/", ".", "+", "-", "@", "_":
			return r.lower(m.first-1) != "-" || r.flags(m.first-2)&extract.Digit != 0
		}
	}
	w := r.after(m.last)
	return r.joined(m.last) && (w == "%" || w == "/" || w == "°") || r.joined(m.last) && w == "-" && r.joined(m.last+1)
}

// standsAlone reports whether no further "/" or "." with digits is joined to a date in digits.
func (r *reader) standsAlone(m *match) bool {
	for _, i := range []int{m.first, m.last} {
		if r.joined(i) {
			if w := r.lower(i - btoi(i == m.first)); w == "/" || w == "-" {
				return false
			}
		}
	}
	return true
}

// isWeekday tells the day from a given name and from "sun", "sat" and "mon".
func (r *reader) isWeekday(m *match) bool {
	i := m.captureOf(weekday)
	w := r.lex[i].lower
	if len(w) <= 5 && w[len(w)-1] != '.' { // abbreviations without their stop
		return false
	}
	if strings.HasSuffix(w, ".") && len(w) == 4 && (w == "sun." || w == "sat.") && !r.capital(i) {
		return false
	}
	return !(i == m.first && m.last == i+1 && r.before(i) == "" && r.capital(i+1) && !r.isTime(i+1) && r.flags(i+1)&extract.AllCaps == 0 && r.surname(i+1))
}

// surname reports whether what follows "Friday" at the start of a sentence reads like a person: one capital word, then a verb.
func (r *reader) surname(i int) bool {
	w := r.after(i + 1)
	return pastWords[w] || strings.HasSuffix(w, "ed") || aheadWords[w] || w == "is" || w == "," && r.capital(i)
}

// isSeason tells the season from the verbs "fall" and "spring" and from names.
func (r *reader) isSeason(m *match) bool {
	i := m.captureOf(season)
	w := r.lex[i].lower
	if r.isOlympic(m.last) {
		return false
	}
	if m.has(year) || m.has(rel) || m.word("this") {
		return !(w == "fall" && r.after(m.last) == "of" && !m.has(year))
	}
	if w == "fall" || w == "spring" || w == "autumn" || w == "winter" || w == "summer" {
		prev := r.before(m.first)
		next := r.after(m.last)
		if m.last-m.first == 1 {
			return false
		}
		return (prev == "in" || prev == "by" || prev == "during" || prev == "until" || prev == "since" || prev == "through" || prev == "of" || prev == "for" || prev == "into" || prev == "over") && next != "of" && !r.isPluralNoun(m.last)
	}
	return false
}

func (r *reader) isOlympic(i int) bool {
	w := r.after(i)
	return w == "olympics" || w == "games" || w == "palace" || w == "olympic"
}

func (r *reader) isPluralNoun(i int) bool {
	w := r.after(i)
	return len(w) > 3 && w[len(w)-1] == 's' && !notPlural[w]
}

// isPoint tells noon and midnight from names ("High Noon", "Midnight Express").
func (r *reader) isPoint(m *match) bool {
	i := m.captureOf(point)
	return !r.capital(i) || r.before(i) == "" || m.last-m.first > 1
}

// isClock reports whether a preposition of time stands before bare digits like "2:15".
func (r *reader) isClock(m *match) bool {
	if strings.Contains(r.lex[m.captureOf(clock)].lower, ".") {
		return false
	}
	return clockBefore[r.before(m.first)] || clockBefore[r.lex[m.first].lower]
}

var clockBefore = wordSet("at around about before after since until till by from to approximately between past")

// genericPart reports whether "the morning", "dawn" is no time of the story: "in the dead of the night", "the dawn of peace", "The Night Watch".
func (r *reader) genericPart(m *match) bool {
	i := m.captureOf(part)
	if m.has(edge) {
		i = m.captureOf(edge)
		prev := r.before(m.first)
		return r.capital(i) || r.after(m.last) == "of" || !(prev == "at" || prev == "before" || prev == "by" || prev == "until" || prev == "after" || prev == "since" || prev == "as" || prev == "around" || prev == "from" || prev == "near" || prev == "just")
	}
	prev := r.before(m.first)
	return r.capital(i) || r.after(m.last) == "of" || !(m.word("in") || prev == "by" || prev == "in" || prev == "during" || prev == "through" || prev == "of" || prev == "until" || prev == "for" || prev == "throughout")
}

// overnightAsAdjective reports whether "overnight" modifies a noun ("the overnight rate").
func (r *reader) overnightAsAdjective(m *match) bool {
	prev := r.before(m.first)
	return prev == "the" || prev == "an" || prev == "of"
}

func (r *reader) isTitleBefore(m *match) bool {
	return m.last-m.first == 1 && r.capital(m.first) && r.before(m.first) != "" && r.capital(m.last+1)
}

// refused reports whether a word of "now", "recent" and their like is no time here.
func (r *reader) refused(m *match) bool {
	first, next := r.lex[m.first].lower, r.after(m.last)
	prev := r.before(m.first)
	switch first {
	case "current":
		return next == "-" || prev == "-" || r.capital(m.first) && r.before(m.first) != ""
	case "now":
		return r.capital(m.first) && prev != "" && r.capital(m.last)
	case "the":
		return m.lexAt(m.last-1) == "past" && (r.isTime(m.last) || isWordByte(next) && !pastNext[next]) || r.lexIsNumber(m.last) || m.lexAt(m.last-1) == "term"
	case "future":
		return prev == "a" || next == "prices"
	case "recent":
		return false
	case "soon":
		return next == "after" || next == "as" || prev == "as" || prev == "so" || prev == "too" || prev == "how"
	case "one":
		return !(next == "" || next == "," || next == ".")
	case "in":
		return isWordByte(next) && !pastNext[next]
	}
	return false
}

var pastNext = wordSet("and but or he she they it when that have has had was were to as")

func isWordByte(w string) bool {
	return w != "" && w[0] >= 'a' && w[0] <= 'z' || w != "" && isDigit(w[0])
}

func (r *reader) lexIsNumber(i int) bool {
	return i < len(r.lex) && r.lex[i].classes.has(numeral)
}

// isAge reports whether a duration tells an age: "8-year-old", "30 years old", "aged three years", "five years of age".
func (r *reader) isAge(m *match) bool {
	w := r.after(m.last)
	if w == "-" && r.joined(m.last) {
		w = r.after(m.last + 1)
	}
	if w == "old" || w == "olds" || w == "of" && r.after(m.last+1) == "age" || w == "older" || w == "younger" {
		return true
	}
	prev := r.before(m.first)
	return prev == "aged" || prev == "age"
}

// isFraction reports whether "quarter" is a part of something, "second" an ordinal.
func (r *reader) isFraction(m *match, u int) bool {
	w := r.after(m.last)
	if u == quarters {
		return w == "of" || m.word("a") || w == "-" || m.word("-")
	}
	return u == second && !m.has(units) && !m.word("-")
}

// isCount reports whether a number of units is a duration and not the second half of another number.
func (r *reader) isCount(m *match, u int) bool {
	if i := m.last - 1; r.capital(i) && r.flags(i)&extract.AllCaps == 0 && i > m.first && !r.capital(m.first) {
		return false // "60 Minutes"
	}
	if r.joined(m.first) {
		w := r.lower(m.first - 1)
		return w != "$" && w != "." && w != "/"
	}
	return !(m.word("a") && m.last-m.first == 2 && r.isRate(m.first-1))
}

// isRate reports whether the word before "a day" is a price, a number or what is counted by time.
func (r *reader) isRate(i int) bool {
	if i < 0 {
		return false
	}
	l := &r.lex[i]
	w := l.lower
	return l.classes.has(numeral) || w == "million" || w == "billion" || w == "%" || w == "percent" || w == "cents" || w == "dollars" || w == "times" ||
		w == "tons" || w == "hours" || w == "barrels" || w == "once" || w == "twice" || w == "units" || w == "days"
}

// lastsFor reports whether a word before a bare plural ("years") makes it a duration.
func (r *reader) lastsFor(m *match) bool { return durationBefore[r.before(m.first)] }

var durationBefore = wordSet("for in within over after of through took takes take lasting lasted last during many these")

// isAdverbName reports whether "daily" belongs to a newspaper or modifies the paper itself.
func (r *reader) isAdverbName(m *match) bool {
	next := r.after(m.last)
	if m.get(adverb) == quarters && isWordByte(next) && !prepositions[next] {
		return true
	}
	return r.capital(m.first) && (r.before(m.first) != "" || r.capital(m.last)) || next == "newspaper" || next == "newspapers" || next == "life" || next == "magazine"
}
