package timex

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"
)

// feast is a holiday and how its day is found: a fixed day, the nth weekday of a month, or a number of days from Easter.
type feast struct {
	words       []string
	month, day  int
	nth, wday   int // nth weekday of the month where nth is not 0; -1 the last
	easter      bool
	easterShift int
}

// in returns the day of the feast in a year.
func (f *feast) in(y int) date {
	switch {
	case f.easter:
		return easter(y) + date(f.easterShift)
	case f.nth < 0:
		last := dateOf(y, time.Month(f.month), daysIn(y, f.month))
		return last - date((last.weekday()-f.wday+7)%7)
	case f.nth > 0:
		first := dateOf(y, time.Month(f.month), 1)
		return first + date((f.wday-first.weekday()+7)%7) + date(7*(f.nth-1))
	}
	return dateOf(y, time.Month(f.month), f.day)
}

// readHolidays reads the lines of holidays.txt.
func (g *grammar) readHolidays(text string) error {
	g.feasts = map[string][]int{}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		how, names, _ := strings.Cut(line, ":")
		f, err := parseFeast(how)
		if err != nil {
			return fmt.Errorf("holidays.txt:%d: %w", n+1, err)
		}
		for _, name := range strings.Split(names, "|") {
			f.words = strings.Fields(name)
			g.addFeast(f)
		}
	}
	for _, at := range g.feasts {
		sort.SliceStable(at, func(i, j int) bool { return len(g.holidays[at[i]].words) > len(g.holidays[at[j]].words) })
	}
	return nil
}

func (g *grammar) addFeast(f feast) {
	g.holidays = append(g.holidays, f)
	first := f.words[0]
	g.words.entry(first).core = true
	g.feasts[first] = append(g.feasts[first], len(g.holidays)-1)
}

func parseFeast(how string) (feast, error) {
	if rest, ok := strings.CutPrefix(how, "easter"); ok {
		n, err := strconv.Atoi(rest)
		return feast{easter: true, easterShift: n}, err
	}
	var f feast
	if _, err := fmt.Sscanf(how, "%d-%d", &f.month, &f.day); err == nil {
		return f, nil
	}
	f.day = 0
	_, err := fmt.Sscanf(how, "%d %d %d", &f.month, &f.nth, &f.wday)
	return f, err
}

// markHoliday marks the holiday whose name begins at lexeme i.
func (g *grammar) markHoliday(lex []lexeme, i int) {
	for _, k := range g.feasts[lex[i].lower] {
		words := g.holidays[k].words
		if i+len(words) > len(lex) {
			continue
		}
		ok := true
		for j, w := range words {
			ok = ok && lex[i+j].lower == w
		}
		if ok {
			lex[i].holiday, lex[i].holidayWidth = int16(k), uint8(len(words))
			lex[i].classes |= of(holiday)
			return
		}
	}
}
