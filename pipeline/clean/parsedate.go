package clean

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoDate = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[T ]|, )(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|z|[+-]\d{1,2}:?\d{2}|[A-Za-z]{2,5})?)?`)
	isoDay  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2})(?::?(\d{2}))?)?(Z|[+-]\d{2}:?\d{2})?$`)
	epoch   = regexp.MustCompile(`^(\d{10})(\d{3})?$`)
	monthly = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	daily   = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s-]+(\d{4})\b`)
	slashes = regexp.MustCompile(`\b(\d{1,2})([./-])(\d{1,2})[./-](\d{4})\b`)
	ymd     = regexp.MustCompile(`\b(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})\b`)
	hours   = regexp.MustCompile(`(?i)\b(\d{1,2})(?::|h|\.)(\d{2})(?::(\d{2}))?\s*([ap]\.?m\b\.?)?\s*\(?(z\b|gmt[+-]\d{1,2}(?::?\d{2})?|utc[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|[a-z]{2,5}\b)?|\b(\d{1,2})\s*([ap]\.?m\b\.?)\s*\(?([a-z]{2,5}\b)?`)
)

// parseDate reads a date as pages write it, in English or ISO 8601; it returns the zero time where
// it cannot. A date without a zone is read in loc; one without a time of day is midnight there,
// so that its day never shifts. "03/04/2025" can mean two days and is not read here (see order).
func parseDate(s string, loc *time.Location) time.Time {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 300 {
		return time.Time{}
	}
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return moment(m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], loc)
	}
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return moment(m[1], m[2], m[3], m[4], m[5], m[6], "", m[7], loc)
	}
	if m := epoch.FindStringSubmatch(s); m != nil {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		return time.Unix(n, 0).UTC()
	}
	year, month, day, rest := dayOf(s)
	if year == "" {
		return time.Time{}
	}
	h, m, sec, half, zone := clockOf(rest)
	return moment(year, month, day, h, m, sec, half, zone, loc)
}

// dayOf finds the calendar day in s; rest is s without it.
func dayOf(s string) (year, month, day, rest string) {
	if at := monthly.FindStringSubmatchIndex(s); at != nil {
		return s[at[6]:at[7]], s[at[2]:at[3]], s[at[4]:at[5]], s[:at[0]] + " " + s[at[1]:]
	}
	if at := daily.FindStringSubmatchIndex(s); at != nil {
		return s[at[6]:at[7]], s[at[4]:at[5]], s[at[2]:at[3]], s[:at[0]] + " " + s[at[1]:]
	}
	if at := ymd.FindStringSubmatchIndex(s); at != nil {
		return s[at[2]:at[3]], s[at[4]:at[5]], s[at[6]:at[7]], s[:at[0]] + " " + s[at[1]:]
	}
	at := slashes.FindStringSubmatchIndex(s)
	if at == nil {
		return "", "", "", ""
	}
	a, b, y, sep := s[at[2]:at[3]], s[at[6]:at[7]], s[at[8]:at[9]], s[at[4]:at[5]]
	first, _ := strconv.Atoi(a)
	second, _ := strconv.Atoi(b)
	rest = s[:at[0]] + " " + s[at[1]:]
	switch {
	case sep == "." || first > 12 || first == second: // only day-first countries write points
		return y, b, a, rest
	case second > 12:
		return y, a, b, rest
	}
	return "", "", "", ""
}

// clockOf finds the time of day in s.
func clockOf(s string) (hour, minute, second, half, zone string) {
	m := hours.FindStringSubmatch(s)
	switch {
	case m == nil:
		return "", "", "", "", ""
	case m[6] != "":
		return m[6], "00", "", m[7], m[8]
	}
	return m[1], m[2], m[3], m[4], m[5]
}

// moment builds a time from its parts, or the zero time where they name none.
func moment(year, month, day, hour, minute, second, half, zoneName string, loc *time.Location) time.Time {
	y, _ := strconv.Atoi(year)
	mo, ok := monthNumber(month)
	d, _ := strconv.Atoi(day)
	if !ok || d < 1 || y < 1 {
		return time.Time{}
	}
	h, mi := 0, 0
	if hour != "" {
		if h, mi, ok = clock(hour, minute, half); !ok {
			h, mi = 0, 0
		} else if z, known := zone(zoneName); known {
			loc = z
		}
	}
	sec, _ := strconv.Atoi(second)
	at := time.Date(y, time.Month(mo), d, h, mi, min(sec, 59), 0, loc) // a leap second is the second before it
	if at.Day() != d || int(at.Month()) != mo {
		return time.Time{} // 30 February
	}
	return at
}

// clock reads hour, minute and "a.m." or "pm".
func clock(hour, minute, half string) (h, m int, ok bool) {
	h, _ = strconv.Atoi(hour)
	m, _ = strconv.Atoi(minute)
	switch half = strings.ToLower(strings.ReplaceAll(half, ".", "")); {
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	return h, m, h < 24 && m < 60
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// monthNumber reads "11", "nov" or "November".
func monthNumber(s string) (int, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, n >= 1 && n <= 12
	}
	if len(s) >= 3 {
		for i, m := range months {
			if strings.EqualFold(s[:3], m) {
				return i + 1, true
			}
		}
	}
	return 0, false
}

// zones are the names of time zones that news pages print, in hours east of Greenwich. Names that
// mean several zones (IST, CST as China's) are read as English-language outlets use them; IST is left out.
var zones = map[string]float64{
	"z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "sast": 2, "cat": 2, "wat": 1, "eat": 3, "trt": 3,
	"est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6, "mt": -7, "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5,
	"gst": 4, "pkt": 5, "npt": 5.75, "wib": 7, "ict": 7, "sgt": 8, "hkt": 8, "pht": 8, "myt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}

var numericZone = regexp.MustCompile(`^(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?$`)

// zone reads a zone's name or offset. An offset of a day or more is none.
func zone(s string) (*time.Location, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if h, ok := zones[s]; ok {
		if h == 0 {
			return time.UTC, true
		}
		return time.FixedZone("", int(h*3600)), true
	}
	m := numericZone.FindStringSubmatch(s)
	if m == nil {
		return nil, false
	}
	h, _ := strconv.Atoi(m[2])
	mi, _ := strconv.Atoi(m[3])
	if h > 14 || mi > 59 {
		return nil, false
	}
	offset := h*3600 + mi*60
	if m[1] == "-" {
		offset = -offset
	}
	if offset == 0 {
		return time.UTC, true
	}
	return time.FixedZone("", offset), true
}

// dayOnly reports whether a date that parseDate reads names no time of day.
func dayOnly(s string) bool {
	s = strings.TrimSpace(s)
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return m[4] == ""
	}
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return m[4] == ""
	}
	if epoch.MatchString(s) {
		return false
	}
	_, _, _, rest := dayOf(s)
	h, _, _, _, _ := clockOf(rest)
	return h == ""
}
