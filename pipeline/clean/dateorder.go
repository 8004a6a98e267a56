package clean

import (
	"regexp"
	"strings"
	"time"
)

// order is how an outlet writes the days that can be read in two ways: "05/10/2018".
type order byte

const (
	orderUnknown order = iota
	dayFirst
	monthFirst
)

// dayFirstCountries write the day ahead of the month wherever both are numbers (Unicode CLDR, short date format of
// the country's main languages). Countries that do both (Canada, the Philippines) are left out, and so are
// those whose top-level domain is sold to the world (.co, .io, .me, .tv).
var dayFirstCountries = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields(`ae ar at au ba bd be bg bo br bw by ch cl cm cr cy cz de dk do dz ec ee eg es et fi fr gb gh gr gt hk hn hr
		id ie il in iq is it jm jo ke kw lb lk lu lv ma mk mt mw mx my mz na ng ni nl no nz om pe pk pl pt py qa ro rs ru rw sa sd se sg si sk sn sv
		sy th tn tr tt tz ua ug uk uy ve vn ye zm zw`) {
		m[c] = true
	}
	return m
}()

// orderOf returns the order of the outlet's country, else that of the country of its domain.
func orderOf(country, domain string) order {
	c := strings.ToLower(country)
	if c == "" {
		c = domain[strings.LastIndexByte(domain, '.')+1:]
	}
	switch {
	case c == "us" || c == "gov" || c == "mil":
		return monthFirst
	case dayFirstCountries[c]:
		return dayFirst
	}
	return orderUnknown
}

var (
	ambiguousDay = regexp.MustCompile(`\b(\d{1,2})([/-])(\d{1,2})[/-]((?:19|20)\d\d)\b`)
	spokenDay    = regexp.MustCompile(`(?i)\b(\d{1,2})(?:\.|er|º|°)?\s+(?:de\s+|del\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)`)
	eastAsianDay = regexp.MustCompile(`((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`)
)

// readDate reads a date in English or ISO 8601, and else one in the outlet's own order of day and month or with the
// month's name in another language.
func (pg *page) readDate(s string, loc *time.Location) time.Time {
	if at := parseDate(s, loc); !at.IsZero() {
		return at
	}
	at := parseDate(pg.order.rewrite(s), loc)
	if at.IsZero() && pg.doubtful == "" && len(s) <= 300 {
		pg.doubtful = ambiguousDay.FindString(s)
	}
	return at
}

// rewrite puts a date that parseDate cannot read into a form that it can; what it does not know it leaves as it is.
func (o order) rewrite(s string) string {
	if len(s) > 300 {
		return s
	}
	if m := eastAsianDay.FindStringSubmatchIndex(s); m != nil {
		return s[:m[0]] + s[m[2]:m[3]] + "-" + pad(s[m[4]:m[5]]) + "-" + pad(s[m[6]:m[7]]) + s[m[1]:]
	}
	if m := spokenDay.FindStringSubmatchIndex(s); m != nil {
		if name, ok := foreignMonths[strings.ToLower(s[m[4]:m[5]])]; ok {
			return s[:m[0]] + s[m[2]:m[3]] + " " + name + " " + s[m[6]:m[7]] + s[m[1]:]
		}
	}
	m := ambiguousDay.FindStringSubmatchIndex(s)
	if m == nil || o == orderUnknown {
		return s
	}
	day, month := s[m[2]:m[3]], s[m[6]:m[7]]
	if o == monthFirst {
		day, month = month, day
	}
	return s[:m[0]] + s[m[8]:m[9]] + "-" + pad(month) + "-" + pad(day) + s[m[1]:]
}

// foreignMonths are the names of months, in full and as they are shortened, in the languages of large parts of the
// press: only a page's date is read so, never its text.
var foreignMonths = func() map[string]string {
	m := map[string]string{}
	for i, names := range []string{
		"enero ene janeiro janv janvier januar gennaio gen januari января січня stycznia ocak",
		"febrero fevereiro fev février févr februar febbraio februari февраля лютого lutego şubat",
		"marzo março mars märz maart марта березня marca mart maret",
		"abril abr avril avr april aprile апреля квітня kwietnia nisan",
		"mayo maio mai maggio mag mei мая травня maja mayıs maj",
		"junio junho juin juni giugno giu июня червня czerwca haziran",
		"julio julho juillet juil juli luglio lug июля липня lipca temmuz",
		"agosto ago août august augustus augusti августа серпня sierpnia ağustos agustus",
		"septiembre setiembre setembro set septembre septembar settembre сентября вересня września eylül",
		"octubre outubro out octobre oktober okt ottobre ott октября жовтня października ekim",
		"noviembre novembro novembre ноября листопада listopada kasım",
		"diciembre dic dezembro dez décembre déc dezember dicembre desember декабря грудня grudnia aralık",
	} {
		for _, name := range strings.Fields(names) {
			m[name] = time.Month(i + 1).String()[:3]
		}
	}
	return m
}()
