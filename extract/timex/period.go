package timex

import (
	"fmt"
	"strconv"
	"time"
)

// date is a day of the proleptic Gregorian calendar, counted from 1970-01-01.
type date int

// The units of lexicon.txt, from the shortest.
const (
	second = 1 + iota
	minute
	hours
	days
	weeks
	months
	quarters
	years
	decades
	centuries
	millennia
	fortnights
)

func dateOf(y int, m time.Month, d int) date {
	return date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func newDate(y, m, d int) (date, bool) {
	if m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return 0, false
	}
	return dateOf(y, time.Month(m), d), true
}

// daysIn returns the number of days of a month.
func daysIn(y, m int) int { return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day() }

func (d date) time() time.Time             { return time.Unix(int64(d)*86400, 0).UTC() }
func (d date) ymd() (int, time.Month, int) { return d.time().Date() }
func (d date) year() int                   { return d.time().Year() }
func (d date) month() int                  { return int(d.time().Month()) }

// String returns the day as "2021-07-07".
func (d date) String() string {
	y, m, day := d.ymd()
	return string([]byte{digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-', digit(int(m) / 10), digit(int(m)), '-', digit(day / 10), digit(day)})
}

func digit(n int) byte { return byte('0' + n%10) }

// weekday returns 1 for Monday to 7 for Sunday.
func (d date) weekday() int { return (int(d.time().Weekday())+6)%7 + 1 }

// period is a stretch of whole days that a unit of the calendar makes: a day, an ISO week, a month,
// a quarter, a year, a decade ("the 1990s"), a century (1900 to 1999, as newspapers mean it).
type period struct {
	from, to date
	unit     int
}

func dayPeriod(d date) period { return period{d, d, days} }

func monthPeriod(y, m int) period {
	from := dateOf(y, time.Month(m), 1)
	return period{from, from + date(daysIn(from.year(), from.month())) - 1, months}
}

func yearPeriod(y int) period {
	return period{dateOf(y, 1, 1), dateOf(y, 12, 31), years}
}

// yearsPeriod is a run of n years: a decade or a century.
func yearsPeriod(y, n, unit int) period {
	return period{dateOf(y, 1, 1), dateOf(y+n-1, 12, 31), unit}
}

func quarterPeriod(y, q int) period {
	from := dateOf(y, time.Month(3*q-2), 1)
	return period{from, dateOf(from.year(), from.time().Month()+3, 0), quarters}
}

// around returns the period of the unit that the day lies in.
func around(d date, unit int) period {
	y, m := d.year(), d.month()
	switch unit {
	case weeks, fortnights:
		monday := d - date(d.weekday()-1)
		return period{monday, monday + 6, weeks}
	case months:
		return monthPeriod(y, m)
	case quarters:
		return quarterPeriod(y, (m+2)/3)
	case years:
		return yearPeriod(y)
	case decades:
		return yearsPeriod(y-y%10, 10, decades)
	case centuries:
		return yearsPeriod(y-y%100, 100, centuries)
	case millennia:
		return yearsPeriod(y-y%1000, 1000, millennia)
	}
	return dayPeriod(d)
}

// shift moves a day by n units: months and longer keep the day of the month where it exists.
func shift(d date, n, unit int) date {
	y, m, day := d.ymd()
	switch unit {
	case days:
		return d + date(n)
	case weeks:
		return d + date(7*n)
	case fortnights:
		return d + date(14*n)
	case months, quarters:
		if unit == quarters {
			n *= 3
		}
		first := dateOf(y, m+time.Month(n), 1)
		return first + date(min(day, daysIn(first.year(), first.month()))) - 1
	case years, decades, centuries, millennia:
		y += n * map[int]int{years: 1, decades: 10, centuries: 100, millennia: 1000}[unit]
		return dateOf(y, m, min(day, daysIn(y, int(m))))
	}
	return d
}

// next returns the period n units on.
func (p period) next(n int) period { return around(shift(p.from, n, p.unit), p.unit) }

// value returns the TIMEX3 value of the period.
func (p period) value() string {
	y := p.from.year()
	switch p.unit {
	case weeks:
		y, w := p.from.time().ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case months:
		return p.from.time().Format("2006-01")
	case quarters:
		return fmt.Sprintf("%04d-Q%d", y, (p.from.month()+2)/3)
	case years:
		return fmt.Sprintf("%04d", y)
	case decades:
		return strconv.Itoa(y / 10)
	case centuries:
		return strconv.Itoa(y / 100)
	case millennia:
		return strconv.Itoa(y / 1000)
	}
	return p.from.String()
}

// precisions name how exact a period is, by its unit.
var precisions = [...]string{second: "minute", minute: "minute", hours: "hour", days: "day", weeks: "week", months: "month", quarters: "season",
	years: "year", decades: "year", centuries: "year", millennia: "year", fortnights: "week"}

// narrow returns the days that "early", "mid" and "late" leave of a period: a third of it, and of a
// month the days to the 10th, to the 20th and to its end.
func (p period) narrow(third int) (date, date) {
	n := p.to - p.from + 1
	if p.unit == days || third < 1 || third > 3 {
		return p.from, p.to
	}
	cut1, cut2 := p.from+n/3, p.from+2*n/3
	if p.unit == months {
		cut1, cut2 = p.from+10, p.from+20
	}
	switch third {
	case 1:
		return p.from, cut1 - 1
	case 2:
		return cut1, cut2 - 1
	}
	return cut2, p.to
}

// easter returns Western Easter Sunday (the anonymous Gregorian algorithm, as printed in Nature, 1876).
func easter(y int) date {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	return dateOf(y, time.Month(month), (h+l-7*m+33*month+19)%32)
}
