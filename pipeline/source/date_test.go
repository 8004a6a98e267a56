package source

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

// TestParseDate is the table of dates as publishers write them. An empty want is a date that must
// be refused; note is part of what must be said about the reading.
func TestParseDate(t *testing.T) {
	for _, c := range []struct{ in, want, note string }{
		// RFC 3339 and its relatives.
		{"2025-03-04T10:20:30Z", "2025-03-04T10:20:30Z", ""},
		{"2025-03-04t10:20:30z", "2025-03-04T10:20:30Z", ""},
		{"2025-03-04T10:20:30.123+05:30", "2025-03-04T04:50:30.123Z", ""},
		{"2025-03-04T10:20:30,5Z", "2025-03-04T10:20:30.5Z", ""},
		{"2025-03-04T10:20+0100", "2025-03-04T09:20:00Z", ""},
		{"2025-03-04T10:20:30+01", "2025-03-04T09:20:30Z", ""},
		{"2025-03-04 10:20:30 +0000", "2025-03-04T10:20:30Z", ""},
		{"2025-03-04 10:20:30 UTC", "2025-03-04T10:20:30Z", ""},
		{"2025-03-04 10:20:30", "2025-03-04T10:20:30Z", "no time zone"},
		{"2025-03-04T10:20", "2025-03-04T10:20:00Z", "no time zone"},
		{"2025-03-04", "2025-03-04T00:00:00Z", "no time of day"},
		{"2025/03/04 10:20", "2025-03-04T10:20:00Z", "no time zone"},
		{"2025.03.04", "2025-03-04T00:00:00Z", "no time of day"},
		{"20250304", "2025-03-04T00:00:00Z", "no time of day"},
		{"20250304T102030Z", "2025-03-04T10:20:30Z", ""},
		{"20250304T102030+0100", "2025-03-04T09:20:30Z", ""},
		{"2025-03-04T24:00:00Z", "2025-03-05T00:00:00Z", ""},
		{"2025-03-04T10:20:30-08:00", "2025-03-04T18:20:30Z", ""},
		{"2025-03-04T10:20:30 −03:00", "2025-03-04T13:20:30Z", ""},
		// RFC 822 and 2822.
		{"Tue, 04 Mar 2025 10:20:30 GMT", "2025-03-04T10:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 +0000", "2025-03-04T10:20:30Z", ""},
		{"Tue, 4 Mar 2025 10:20:30 -0500", "2025-03-04T15:20:30Z", ""},
		{"04 Mar 2025 10:20:30 EST", "2025-03-04T15:20:30Z", ""},
		{"Tue, 04 Mar 25 10:20 EDT", "2025-03-04T14:20:00Z", ""},
		{"Tue,04 Mar 2025 10:20:30 GMT", "2025-03-04T10:20:30Z", ""},
		{"Tue 04 Mar 2025 10:20:30 GMT", "2025-03-04T10:20:30Z", ""},
		{"Tue, 04-Mar-2025 10:20:30 GMT", "2025-03-04T10:20:30Z", ""},
		{"Tuesday, 04-Mar-25 10:20:30 GMT", "2025-03-04T10:20:30Z", ""},
		{"Tue, 04 March 2025 10:20:30 +0100", "2025-03-04T09:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 Z", "2025-03-04T10:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 UT", "2025-03-04T10:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 GMT+0100", "2025-03-04T09:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 GMT-3", "2025-03-04T13:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 +0100 (CET)", "2025-03-04T09:20:30Z", ""},
		{"Tue Mar 04 2025 10:20:30 GMT+0200 (EET)", "2025-03-04T08:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30", "2025-03-04T10:20:30Z", "no time zone"},
		{"Tue, 04 Mar 2025", "2025-03-04T00:00:00Z", "no time of day"},
		{"Mon, 04 Mar 2025 10:20:30 GMT", "2025-03-04T10:20:30Z", ""}, // the weekday is wrong, the date is not
		{"Thurs, 04 Mar 2025 10:20:30 GMT", "2025-03-04T10:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:60 GMT", "2025-03-04T10:20:59Z", ""},
		{"Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 PM GMT", "2025-03-04T22:20:30Z", ""},
		{"04 Mar 2025", "2025-03-04T00:00:00Z", "no time of day"},
		{"Tue Mar  4 10:20:30 2025", "2025-03-04T10:20:30Z", "no time zone"},
		{"Tue Mar  4 10:20:30 PST 2025", "2025-03-04T18:20:30Z", "tz_ambiguous"},
		{"Tue Mar  4 10:20:30 +0200 2025", "2025-03-04T08:20:30Z", ""},
		// Zone names.
		{"Tue, 04 Mar 2025 10:20:30 IST", "2025-03-04T04:50:30Z", "tz_ambiguous"},
		{"Tue, 04 Mar 2025 10:20:30 AEST", "2025-03-04T00:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 AEDT", "2025-03-03T23:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 CST", "2025-03-04T16:20:30Z", "tz_ambiguous"},
		{"Tue, 04 Mar 2025 10:20:30 PDT", "2025-03-04T17:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 CET", "2025-03-04T09:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 CEST", "2025-03-04T08:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 MSK", "2025-03-04T07:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 PKT", "2025-03-04T05:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 NPT", "2025-03-04T04:35:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 BST", "2025-03-04T09:20:30Z", "tz_ambiguous"},
		{"Tue, 04 Mar 2025 10:20:30 HST", "2025-03-04T20:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 NZDT", "2025-03-03T21:20:30Z", ""},
		{"Tue, 04 Mar 2025 10:20:30 XYZ", "", ""},
		{"Tue, 04 Mar 2025 10:20:30 +2400", "", ""},
		{"Tue, 04 Mar 2025 10:20:30 +0175", "", ""},
		// English in other orders.
		{"March 4, 2025", "2025-03-04T00:00:00Z", "no time of day"},
		{"March 4, 2025 10:20 AM EST", "2025-03-04T15:20:00Z", ""},
		{"Mar. 4, 2025, 10:20 p.m.", "2025-03-04T22:20:00Z", "no time zone"},
		{"Tuesday, March 4th, 2025 at 10:20 am", "2025-03-04T10:20:00Z", "no time zone"},
		{"4th March 2025, 10:20", "2025-03-04T10:20:00Z", "no time zone"},
		{"4 Sept 2024 12:05 AM", "2024-09-04T00:05:00Z", "no time zone"},
		{"10:20 GMT, 4 March 2025", "2025-03-04T10:20:00Z", ""},
		// Other languages.
		{"Dom, 16 Jun 2024 08:00:00 +0200", "2024-06-16T06:00:00Z", ""},
		{"mar., 04 mars 2025 10:20:30 +0100", "2025-03-04T09:20:30Z", ""},
		{"4 février 2025", "2025-02-04T00:00:00Z", "no time of day"},
		{"Di, 04 Mär 2025 10:20:30 +0100", "", ""},
		{"Di, 04 März 2025 10:20:30 +0100", "2025-03-04T09:20:30Z", ""},
		{"4. Dezember 2024", "2024-12-04T00:00:00Z", "no time of day"},
		{"4 de marzo de 2025", "2025-03-04T00:00:00Z", "no time of day"},
		{"4 de março de 2025 10:20", "2025-03-04T10:20:00Z", "no time zone"},
		{"lun, 04 nov 2024 10:20:30 +0100", "2024-11-04T09:20:30Z", ""},
		{"4 сентября 2024", "2024-09-04T00:00:00Z", "no time of day"},
		{"Вт, 04 мар 2025 10:20:30 +0300", "2025-03-04T07:20:30Z", ""},
		{"4 września 2024", "2024-09-04T00:00:00Z", "no time of day"},
		{"04 Ağustos 2024 10:20", "2024-08-04T10:20:00Z", "no time zone"},
		// Numbers.
		{"04.03.2025 10:20", "2025-03-04T10:20:00Z", "no time zone"},
		{"13/02/2025", "2025-02-13T00:00:00Z", "no time of day"},
		{"02/13/2025", "2025-02-13T00:00:00Z", "no time of day"},
		{"03/03/2025", "2025-03-03T00:00:00Z", "no time of day"},
		{"03/04/2025", "", ""},
		{"3-4-2025 10:20", "", ""},
		{"1741083630", "2025-03-04T10:20:30Z", ""},
		{"1741083630123", "2025-03-04T10:20:30Z", ""},
		{"991648800", "2001-06-04T10:00:00Z", ""},
		{"202503041020", "2025-03-04T10:20:00Z", "no time zone"},
		// Calendar.
		{"29 February 2024", "2024-02-29T00:00:00Z", "no time of day"},
		{"29 February 2025", "", ""},
		{"31 Apr 2024", "", ""},
		{"2025-02-30", "", ""},
		{"2025-13-01", "", ""},
		{"2025-00-10", "", ""},
		{"2025-03", "", ""},
		{"2025", "", ""},
		// Absurd.
		{"Thu, 01 Jan 1970 00:00:00 GMT", "", ""},
		{"1970-01-01T01:00:00+01:00", "", ""},
		{"1988-03-04", "", ""},
		{"0000-00-00 00:00:00", "", ""},
		{"0001-01-01T00:00:00Z", "", ""},
		{"9999-12-31T23:59:59-12:00", "", ""},
		{"2921-03-04T10:20:30Z", "", ""},
		{"2026-03-04T10:20:30Z", "", ""},
		{"2025-03-06T10:20:30Z", "2025-03-06T10:20:30Z", ""}, // within two days ahead
		{"Tue, 04 Mar 2025 25:20:30 GMT", "", ""},
		{"Tue, 04 Mar 2025 10:61:30 GMT", "", ""},
		{"yesterday", "", ""},
		{"N/A", "", ""},
		{"", "", ""},
		{"Tue, 04 Foo 2025 10:20:30 GMT", "", ""},
		{strings.Repeat("1", 200), "", ""},
	} {
		got, notes, err := ParseDate(c.in, testNow)
		if c.want == "" {
			if !errors.Is(err, ErrNoDate) || !got.IsZero() {
				t.Errorf("%q: got %v, %v, want it refused", c.in, got, err)
			}
			continue
		}
		if err != nil || got.UTC().Format(time.RFC3339Nano) != c.want || !strings.Contains(strings.Join(notes, "; "), c.note) || c.note == "" && len(notes) > 0 {
			t.Errorf("%q: got %v %q %v, want %s %q", c.in, got.UTC(), notes, err, c.want, c.note)
		}
	}
}

// TestParseArchiveDate: an archive may be older than the web, but not than the news agencies' wires; the zeros of clocks are no dates in any zone.
func TestParseArchiveDate(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"1988-03-04", "1988-03-04T00:00:00Z"},
		{"Fri, 04 Mar 1988 10:20:30 EST", "1988-03-04T15:20:30Z"},
		{"Fri, 04 Mar 88 10:20:30 GMT", "1988-03-04T10:20:30Z"},
		{"573480000", "1988-03-04T12:00:00Z"},
		{"12 September 1974", "1974-09-12T00:00:00Z"},
		{"1969-07-20T20:17:00Z", "1969-07-20T20:17:00Z"},
		{"1970-01-03", "1970-01-03T00:00:00Z"},
		{"1912-04-15", "1912-04-15T00:00:00Z"},
		{"2025-03-04T10:20:30Z", "2025-03-04T10:20:30Z"},
		{"1899-12-31", ""},
		{"1900-01-01T00:00:00Z", ""},
		{"1970-01-01", ""},
		{"1970-01-01T00:00:00Z", ""},
		{"1970-01-01T01:00:00+01:00", ""},
		{"1969-12-31 19:00:00 -0500", ""},
		{"Thu, 01 Jan 1970 05:30:00", ""},
		{"0001-01-01T00:00:00Z", ""},
		{"2026-03-04T10:20:30Z", ""},
		{"04/03/1988", ""},
	} {
		got, _, err := ParseArchiveDate(c.in, testNow)
		if c.want == "" && (!errors.Is(err, ErrNoDate) || !got.IsZero()) || c.want != "" && (err != nil || got.UTC().Format(time.RFC3339) != c.want) {
			t.Errorf("%q: got %v, %v, want %q", c.in, got.UTC(), err, c.want)
		}
	}
}

// TestArchiveOlderThanTheWeb: what a person takes in keeps its dates; a feed that is polled has none that is older than the web.
func TestArchiveOlderThanTheWeb(t *testing.T) {
	feed := []byte(`<rss version="2.0"><channel><title>t</title><item><title>Train derails</title><link>https://a.example/1</link><pubDate>Fri, 04 Mar 1988 10:00:00 GMT</pubDate></item></channel></rss>`)
	polled, err1 := ParseFeed(feed, "", "https://a.example/feed", testNow)
	archived, err2 := ParseArchive(feed, "", "https://a.example/feed", testNow)
	if err := errors.Join(err1, err2); err != nil || !polled.Items[0].Published.IsZero() || day(archived.Items[0].Published) != "1988-03-04T10:00:00Z" {
		t.Errorf("feed: polled %v, archived %v, %v", polled.Items[0].Published, archived.Items[0].Published, err)
	}
	line, err := ParseDocument([]byte(`{"published": "1988-03-04", "text": "A train derailed."}`), testNow)
	if err != nil || day(line.Published) != "1988-03-04T00:00:00Z" {
		t.Errorf("jsonl: %v, %v", line.Published, err)
	}
	m, err := ParseSitemap([]byte(`<urlset><url><loc>https://a.example/1</loc><news><publication_date>1988-03-04</publication_date></news></url></urlset>`), "https://a.example/s.xml", testNow)
	if err != nil || day(m.Items[0].Published) != "1988-03-04T00:00:00Z" {
		t.Errorf("sitemap: %v, %v", m.Items, err)
	}
}

// FuzzParseDate checks that whatever is read is a time that JSON can write, and is not absurd.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"Tue, 04 Mar 2025 10:20:30 GMT", "2025-03-04T10:20:30+14:00", "4 de marzo de 2025", "1741083630"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, _, err := ParseDate(s, testNow)
		if err != nil {
			return
		}
		if _, err := json.Marshal(got); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		if got.UTC().Year() < firstYear || got.After(testNow.Add(maxAhead)) {
			t.Errorf("%q: absurd %v", s, got)
		}
	})
}

// TestAssumeZone: a date without a zone is a time of the outlet's; an ambiguous zone is the outlet's if it is its own.
func TestAssumeZone(t *testing.T) {
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Skip(err)
		}
		return z
	}
	for _, c := range []struct{ text, home, want string }{
		{"2025-03-04 10:20", "Asia/Kathmandu", "2025-03-04T04:35:00Z"},
		{"Tue, 04 Mar 2025 10:20:30 IST", "Asia/Jerusalem", "2025-03-04T08:20:30Z"},
		{"Tue, 04 Mar 2025 10:20:30 IST", "Asia/Kolkata", "2025-03-04T04:50:30Z"},
		{"Tue, 04 Mar 2025 10:20:30 IST", "America/New_York", "2025-03-04T04:50:30Z"},
		{"Tue, 04 Mar 2025 10:20:30 CST", "Asia/Shanghai", "2025-03-04T02:20:30Z"},
		{"2025-03-04", "Pacific/Auckland", "2025-03-04T00:00:00Z"},
		{"2025-03-04T10:20:30Z", "Pacific/Auckland", "2025-03-04T10:20:30Z"},
	} {
		it := Item{PublishedText: c.text}
		it.setPublished(testNow)
		it.AssumeZone(zone(c.home))
		if got := it.Published.UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.text, c.home, got, c.want)
		}
	}
}
