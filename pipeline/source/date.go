package source

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ErrNoDate: a text that is no date, or one that could be several.
var ErrNoDate = errors.New("not a date")

// The dates that are believed: of a feed that is polled, news on the web from 1990 on; of what a person takes in, news
// from 1900 on; and neither further ahead than time zones and embargoes explain.
const (
	firstYear         = 1990
	firstYearArchived = 1900
	maxAhead          = 48 * time.Hour
)

// The zeros of clocks: 1970 of Unix, 1900 of NTP and of databases. A date as near to one as any zone can bring it was
// written by a machine that knew none.
var zeros = []time.Time{time.Unix(0, 0), time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)}

const farthestZone = 14 * time.Hour

// ParseDate reads the date of an entry, a sitemap or a document in any of the forms that are met:
// RFC 3339 and W3C notes, RFC 822 with its errors, the orders of other languages, seconds since 1970.
// It returns notes on what was assumed (no zone, an ambiguous zone name, no time of day). What cannot
// be read surely is [ErrNoDate]: 03/04/2025 is two days.
//
// A date without a time is midnight UTC of that day, so that the day is the one that was written.
func ParseDate(text string, now time.Time) (time.Time, []string, error) {
	return parseDate(text, now, firstYear)
}

// ParseArchiveDate reads as [ParseDate] does, and believes dates from 1900 on: an archive may be older than the web.
func ParseArchiveDate(text string, now time.Time) (time.Time, []string, error) {
	return parseDate(text, now, firstYearArchived)
}

// parseDate reads a date that lies in or after the first year.
func parseDate(text string, now time.Time, first int) (time.Time, []string, error) {
	trimmed := strings.Join(strings.Fields(text), " ")
	if len(trimmed) > 100 {
		return time.Time{}, nil, fmt.Errorf("%w: %.60q", ErrNoDate, trimmed)
	}
	d, err := readDate(trimmed)
	if err != nil {
		return time.Time{}, nil, fmt.Errorf("%w: %.60q", err, trimmed)
	}
	t, err := d.time()
	if err != nil {
		return time.Time{}, nil, fmt.Errorf("%w: %.60q", err, trimmed)
	}
	if t.UTC().Year() < first {
		return time.Time{}, nil, fmt.Errorf("%w: %.60q is before %d", ErrNoDate, trimmed, first)
	}
	if isZeroOfClocks(t) {
		return time.Time{}, nil, fmt.Errorf("%w: %.60q is the zero of a clock", ErrNoDate, trimmed)
	}
	if !now.IsZero() && t.After(now.Add(maxAhead)) {
		return time.Time{}, nil, fmt.Errorf("%w: %.60q lies ahead", ErrNoDate, trimmed)
	}
	return t, d.notes, nil
}

// isZeroOfClocks reports whether a time is a zero of clocks, in whatever zone.
func isZeroOfClocks(t time.Time) bool {
	return slices.ContainsFunc(zeros, func(zero time.Time) bool { return t.Sub(zero).Abs() <= farthestZone })
}

// The notes on zones, which Item.AssumeZone knows again.
const (
	noZoneNote        = "no time zone: read as UTC"
	ambiguousZoneNote = "tz_ambiguous: "
)

// written is a date as it was written.
type written struct {
	year, month, day     int
	hour, minute, second int
	nano                 int
	hasTime              bool
	zone                 *time.Location // nil where none is written
	notes                []string
}

// time checks the parts and returns the instant.
func (w *written) time() (time.Time, error) {
	if w.second == 60 { // a leap second, which this calendar does not have
		w.second = 59
	}
	midnight := w.hour == 24 && w.minute == 0 && w.second == 0
	if w.hour > 23 && !midnight || w.minute > 59 || w.second > 59 || w.year < 1 || w.year > 9998 {
		return time.Time{}, ErrNoDate
	}
	zone := w.zone
	if zone == nil {
		zone = time.UTC
		if w.hasTime {
			w.notes = append(w.notes, noZoneNote)
		}
	}
	if !w.hasTime {
		w.notes = append(w.notes, "no time of day")
		zone = time.UTC
	}
	t := time.Date(w.year, time.Month(w.month), w.day, w.hour, w.minute, w.second, w.nano, zone)
	if check := time.Date(w.year, time.Month(w.month), w.day, 0, 0, 0, 0, time.UTC); check.Day() != w.day || int(check.Month()) != w.month {
		return time.Time{}, ErrNoDate
	}
	return t, nil
}

// The forms that begin with the year, or are a number alone.
var (
	isoDate = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:(?:[Tt ,]+|\s*[-]\s+)(.*))?$`)
	compact = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:[Tt ]?(\d{2})(\d{2})(\d{2})?(.*))?$`)
	epoch   = regexp.MustCompile(`^(\d{9}$|\d{10})(\d{3})?(?:\.\d+)?$`)
)

// readDate reads any form.
func readDate(s string) (*written, error) {
	if m := epoch.FindStringSubmatch(s); m != nil {
		return readEpoch(m)
	}
	if m := compact.FindStringSubmatch(s); m != nil && m[2] <= "12" {
		return readCompact(m)
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		w := &written{year: number(m[1]), month: number(m[2]), day: 1}
		if m[3] == "" {
			return nil, ErrNoDate // a month is not the first of the month
		}
		w.day = number(m[3])
		return w, w.readClock(m[4])
	}
	return readWords(s)
}

// readEpoch reads seconds or milliseconds since 1970.
func readEpoch(m []string) (*written, error) {
	seconds, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return nil, ErrNoDate
	}
	t := time.Unix(seconds, 0).UTC()
	return &written{year: t.Year(), month: int(t.Month()), day: t.Day(), hour: t.Hour(), minute: t.Minute(), second: t.Second(), hasTime: true, zone: time.UTC}, nil
}

// readCompact reads 20250304 and 20250304T120000Z.
func readCompact(m []string) (*written, error) {
	w := &written{year: number(m[1]), month: number(m[2]), day: number(m[3])}
	if m[4] == "" {
		return w, nil
	}
	w.hour, w.minute, w.second, w.hasTime = number(m[4]), number(m[5]), number(m[6]), true
	return w, w.readZone(m[7])
}

// clock matches a time of day with what follows it.
var clock = regexp.MustCompile(`(?i)^(\d{1,2})(?:[:.h](\d{1,2})(?:[:.](\d{1,2})(?:[.,](\d{1,9}))?)?)?\s*(a\.?m\.?|p\.?m\.?)?\s*(.*)$`)

// readClock reads a time of day and a zone; both may be absent.
func (w *written) readClock(s string) error {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	m := clock.FindStringSubmatch(s)
	if m == nil || m[2] == "" && m[5] == "" {
		return w.readZone(s)
	}
	w.hour, w.minute, w.second, w.hasTime = number(m[1]), number(m[2]), number(m[3]), true
	if m[4] != "" {
		w.nano = number((m[4] + "000000000")[:9])
	}
	if err := w.halfDay(m[5]); err != nil {
		return err
	}
	return w.readZone(m[6])
}

// halfDay applies am and pm. 14:30 pm is half past two all the same.
func (w *written) halfDay(mark string) error {
	switch {
	case mark == "":
	case w.hour > 23 || w.hour == 0 && mark[0]|0x20 == 'p':
		return ErrNoDate
	case mark[0]|0x20 == 'p' && w.hour < 12:
		w.hour += 12
	case mark[0]|0x20 == 'a' && w.hour == 12:
		w.hour = 0
	}
	return nil
}

// The forms of a zone: "+01:00", "GMT+1", "EST", "+0100 (CET)".
var (
	offset   = regexp.MustCompile(`^(?i:UTC|GMT|UT|Z)?\s*([+\-−])\s*(\d{1,2}):?(\d{2})?(?::?00)?(?:\s*\(?[A-Za-z/_ ]*\)?)?$`)
	zoneName = regexp.MustCompile(`^\(?([A-Za-z]{1,5})\)?(?:\s*\(.*\))?$`)
)

// readZone reads the zone that follows a time of day.
func (w *written) readZone(s string) error {
	s = strings.Trim(s, " ,.")
	if s == "" {
		return nil
	}
	if m := offset.FindStringSubmatch(s); m != nil {
		return w.setOffset(m[1] != "+", number(m[2]), number(m[3]))
	}
	if rest, ok := strings.CutPrefix(s, "EST5EDT"); ok && rest == "" {
		s = "ET"
	}
	m := zoneName.FindStringSubmatch(s)
	if m == nil {
		return ErrNoDate
	}
	return w.setName(strings.ToUpper(m[1]))
}

// setOffset sets a zone by its hours and minutes. The world has none beyond -12 and +14.
func (w *written) setOffset(west bool, hours, minutes int) error {
	if hours > 14 || minutes > 59 {
		return ErrNoDate
	}
	east := hours*3600 + minutes*60
	if west {
		east = -east
	}
	w.zone = time.FixedZone("", east)
	return nil
}

// setName sets a zone by its abbreviation.
func (w *written) setName(name string) error {
	if name == "Z" {
		w.zone = time.UTC
		return nil
	}
	z, ok := zones[name]
	if !ok {
		return ErrNoDate
	}
	if z.ambiguous != "" {
		w.notes = append(w.notes, ambiguousZoneNote+name+" read as "+z.ambiguous)
	}
	w.zone = time.FixedZone("", z.minutes*60)
	return nil
}

// zone is what an abbreviation stands for: minutes east of Greenwich, and, where it is used for
// several zones, the one that was chosen.
type zone struct {
	minutes   int
	ambiguous string
}

// zones are the abbreviations of the IANA time zone database, RFC 822, and common use in news. The
// reading of an ambiguous one is that of the largest press that uses it.
var zones = map[string]zone{
	"UTC": {}, "GMT": {}, "UT": {}, "WET": {}, "UCT": {}, "ZULU": {},
	"EST": {minutes: -300}, "EDT": {minutes: -240}, "CST": {minutes: -360, ambiguous: "US Central"}, "CDT": {minutes: -300},
	"MST": {minutes: -420}, "MDT": {minutes: -360}, "PST": {minutes: -480, ambiguous: "US Pacific"}, "PDT": {minutes: -420},
	"AKST": {minutes: -540}, "AKDT": {minutes: -480}, "HST": {minutes: -600}, "AST": {minutes: -240, ambiguous: "Atlantic"}, "ADT": {minutes: -180},
	"NST": {minutes: -210}, "NDT": {minutes: -150}, "BRT": {minutes: -180}, "ART": {minutes: -180}, "CLT": {minutes: -240}, "COT": {minutes: -300}, "PET": {minutes: -300}, "VET": {minutes: -240},
	"BST": {minutes: 60, ambiguous: "British Summer Time"}, "WEST": {minutes: 60}, "CET": {minutes: 60}, "CEST": {minutes: 120}, "MEZ": {minutes: 60}, "MESZ": {minutes: 120}, "MET": {minutes: 60}, "MEST": {minutes: 120},
	"EET": {minutes: 120}, "EEST": {minutes: 180}, "MSK": {minutes: 180}, "MSD": {minutes: 240}, "TRT": {minutes: 180}, "FET": {minutes: 180}, "IDT": {minutes: 180},
	"SAST": {minutes: 120}, "CAT": {minutes: 120}, "EAT": {minutes: 180}, "WAT": {minutes: 60},
	"IRST": {minutes: 210}, "IRDT": {minutes: 270}, "AFT": {minutes: 270}, "GST": {minutes: 240, ambiguous: "Gulf"}, "PKT": {minutes: 300}, "UZT": {minutes: 300},
	"IST": {minutes: 330, ambiguous: "India"}, "NPT": {minutes: 345}, "MMT": {minutes: 390}, "ICT": {minutes: 420}, "WIB": {minutes: 420}, "WITA": {minutes: 480}, "WIT": {minutes: 540},
	"HKT": {minutes: 480}, "SGT": {minutes: 480}, "MYT": {minutes: 480}, "PHT": {minutes: 480}, "PHST": {minutes: 480}, "AWST": {minutes: 480},
	"JST": {minutes: 540}, "KST": {minutes: 540}, "ACST": {minutes: 570}, "ACDT": {minutes: 630}, "AEST": {minutes: 600}, "AEDT": {minutes: 660}, "NZST": {minutes: 720}, "NZDT": {minutes: 780},
}

// months are the names of months, whole or shortened, in the languages of feeds that are met. A key
// is the lower-case beginning; the longest that fits decides.
var months = monthTable()

// monthTable builds months from one line a language.
func monthTable() map[string]int {
	table := map[string]int{}
	for _, language := range []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"jan febr mrz apr mai juni juli aug sept okt nov dez",
		"januar februar märz april mai juni juli august september oktober november dezember",
		"jänner feber maerz apr mai jun jul aug sep oct nov dec",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"janv févr mars avr mai juin juil août sept oct nov déc",
		"janv fevrier mars avr mai juin juil aout sept oct nov decembre",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene feb mar abr may jun jul ago set oct nov dic",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"jan fev mar abr mai jun jul ago set out nov dez",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"gen feb mar apr mag giu lug ago set ott nov dic",
		"januari februari maart april mei juni juli augustus september oktober november december",
		"jan feb mrt apr mei jun jul aug sep okt nov dec",
		"januari februari mars april maj juni juli augusti september oktober november december",
		"januar februar marts april maj juni juli august september oktober november desember",
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
		"sty lut mar kwi maj cze lip sie wrz paź lis gru",
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"янв фев мар апр май июн июл авг сен окт ноя дек",
		"січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
		"ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
		"oca şub mar nis may haz tem ağu eyl eki kas ara",
		"január február március április május június július augusztus szeptember október november december",
		"ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
		"ιαν φεβ μαρ απρ μαι ιουν ιουλ αυγ σεπ οκτ νοε δεκ",
	} {
		for i, name := range strings.Fields(language) {
			table[name] = i + 1
		}
	}
	return table
}

// The forms with words, and with numbers in an order that must be guessed.
var (
	dayMonthYear = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ \-./]*(?:de |of )?(\pL+)\.?,?[ \-./]*(?:de |del )?(\d{4}|\d{2})(?:\s*,?\s*(?:г\.?|at|um|à|-|@|\|)?\s*(.*))?$`)
	monthDayYear = regexp.MustCompile(`^(\pL+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:\s*,?\s*(?:at|-|@|\|)?\s*(.*))?$`)
	ansi         = regexp.MustCompile(`^(\pL+)\.? (\d{1,2}),? (\d{1,2}:\d{2}(?::\d{2})?)(?: ([A-Za-z+\-0-9:]+))? (\d{4})(.*)$`)
	numbers      = regexp.MustCompile(`^(\d{1,2})([/.\-])(\d{1,2})[/.\-](\d{4}|\d{2})(?:[ ,T]+(.*))?$`)
	weekday      = regexp.MustCompile(`^(\pL{2,14})\.?(?:,| -)\s*|^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s+`)
	timeFirst    = regexp.MustCompile(`^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?),? (.*\d{4})$`)
)

// readWords reads the forms that name their month, and dd/mm/yyyy where it can be nothing else.
func readWords(s string) (*written, error) {
	s = strings.TrimSpace(weekday.ReplaceAllString(s, ""))
	if m := timeFirst.FindStringSubmatch(s); m != nil {
		s = m[2] + " " + m[1]
		s = strings.TrimSpace(weekday.ReplaceAllString(s, ""))
	}
	if m := dayMonthYear.FindStringSubmatch(s); m != nil {
		return named(m[3], m[2], m[1], m[4])
	}
	if m := monthDayYear.FindStringSubmatch(s); m != nil {
		return named(m[3], m[1], m[2], m[4])
	}
	if m := ansi.FindStringSubmatch(s); m != nil {
		return named(m[5], m[1], m[2], m[3]+" "+firstNonEmpty(m[6], m[4]))
	}
	if m := numbers.FindStringSubmatch(s); m != nil {
		return numeric(m)
	}
	if m := isoDate.FindStringSubmatch(s); m != nil && m[3] != "" {
		w := &written{year: number(m[1]), month: number(m[2]), day: number(m[3])}
		return w, w.readClock(m[4])
	}
	return nil, ErrNoDate
}

// named makes a date of a month's name.
func named(year, month, day, rest string) (*written, error) {
	n, ok := months[strings.ToLower(month)]
	if !ok {
		return nil, ErrNoDate
	}
	w := &written{year: fullYear(year), month: n, day: number(day)}
	return w, w.readClock(rest)
}

// numeric makes a date of numbers. With points the day comes first, as in all countries that write
// so; with slashes or hyphens only numbers above twelve tell.
func numeric(m []string) (*written, error) {
	first, second := number(m[1]), number(m[3])
	w := &written{year: fullYear(m[4]), month: second, day: first}
	switch {
	case m[2] == "." || first > 12 || first == second:
	case second > 12:
		w.month, w.day = first, second
	default:
		return nil, fmt.Errorf("%w: day and month cannot be told apart", ErrNoDate)
	}
	return w, w.readClock(m[5])
}

// fullYear completes a year of two digits as RFC 2822 does.
func fullYear(s string) int {
	n := number(s)
	switch {
	case len(s) > 2:
		return n
	case n < 50:
		return 2000 + n
	}
	return 1900 + n
}

// number reads digits; the empty string is 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
