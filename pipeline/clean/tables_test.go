package clean

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	paris := time.FixedZone("", 3600)
	for _, c := range []struct{ in, want string }{
		{"2024-03-11T18:30:00+01:00", "2024-03-11T18:30:00+01:00"},
		{"2024-03-11T18:30:00.123Z", "2024-03-11T18:30:00Z"},
		{"2024-03-11T18:30:00-0500", "2024-03-11T18:30:00-05:00"},
		{"2024-03-11 18:30:05", "2024-03-11T18:30:05Z"},
		{"2024-03-11 6:30 PM EST", "2024-03-11T18:30:00-05:00"},
		{"2024-03-11", "2024-03-11T00:00:00Z"},
		{"20240311", "2024-03-11T00:00:00Z"},
		{"20240311T183000Z", "2024-03-11T18:30:00Z"},
		{"1710181800", "2024-03-11T18:30:00Z"},
		{"1710181800000", "2024-03-11T18:30:00Z"},
		{"Mon, 11 Mar 2024 18:30:00 GMT", "2024-03-11T18:30:00Z"},
		{"Mon, 11 Mar 2024 23:59:60 +0200", "2024-03-11T23:59:59+02:00"},
		{"Mon Mar 11 2024 18:30:00 GMT+0100 (CET)", "2024-03-11T18:30:00+01:00"},
		{"March 11, 2024", "2024-03-11T00:00:00Z"},
		{"Mar. 11, 2024 6:30 p.m. ET", "2024-03-11T18:30:00-05:00"},
		{"11th March 2024", "2024-03-11T00:00:00Z"},
		{"11-Mar-2024", "2024-03-11T00:00:00Z"},
		{"Published: Monday, March 11, 2024, 04:05 pm PT (07:05 pm ET)", "2024-03-11T16:05:00-08:00"},
		{"Published 12:15 am, Monday, March 11, 2024", "2024-03-11T00:15:00Z"},
		{"updated at 5:36 PM CST on Mar 11, 2024", "2024-03-11T17:36:00-06:00"},
		{"6pm, 11 March 2024", "2024-03-11T18:00:00Z"},
		{"31.12.2023 23:05", "2023-12-31T23:05:00Z"},
		{"2024/03/11", "2024-03-11T00:00:00Z"},
		{"25/12/2023", "2023-12-25T00:00:00Z"},
		{"12/25/2023", "2023-12-25T00:00:00Z"},
		{"29 February 2024", "2024-02-29T00:00:00Z"},
		// what cannot be known is not guessed
		{"03/04/2025", ""},
		{"29 February 2023", ""},
		{"2024-13-01", ""},
		{"2024-00-10", ""},
		{"Dom, 16 Jun", ""},
		{"yesterday", ""},
		{"0000-00-00 00:00:00", ""},
		{"", ""},
		// an offset of a day or more is none, a zone that means several is none
		{"2024-03-11T18:30:00+2400", "2024-03-11T18:30:00Z"},
		{"2024-03-11 18:30 IST", "2024-03-11T18:30:00Z"},
	} {
		got := parseDate(c.in, time.UTC)
		if s := got.Format(time.RFC3339); s != c.want && !(got.IsZero() && c.want == "") {
			t.Errorf("%q: got %s, want %s", c.in, s, c.want)
		}
	}
	if got := parseDate("11 March 2024 18:30", paris).Format(time.RFC3339); got != "2024-03-11T18:30:00+01:00" {
		t.Error("without a zone a date is read in the outlet's:", got)
	}
}

func TestImplausible(t *testing.T) {
	fetched := Page{Fetched: time.Date(2024, 3, 12, 0, 0, 0, 0, time.UTC)}
	for in, bad := range map[string]bool{
		"2024-03-12T20:00:00Z": false, "2024-03-14": true, "1970-01-01": true, "0001-01-01": true, "9999-12-31": true, "1988-05-01": false, "1851-09-18": false,
	} {
		if got := implausible(parseDate(in, time.UTC), fetched) != ""; got != bad {
			t.Errorf("%s: refused %v, want %v", in, got, bad)
		}
	}
}

func TestURLDate(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.org/2019/11/19/x":                "2019-11-19",
		"https://a.org/news/2019/nov/9/x":           "2019-11-09",
		"https://a.org/news/2019-11-19-x-y":         "2019-11-19",
		"https://a.org/x-20191119.html":             "2019-11-19",
		"https://a.org/2019/11/x":                   "",
		"https://a.org/columnists/2019111810773434": "",
		"https://a.org/article/3834/1":              "",
		"https://a.org/v/2019/13/40":                "",
	} {
		if got := urlDate(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestCanonicalURL(t *testing.T) {
	for in, want := range map[string]string{
		"http://www.Example.org:80/a/b/?utm_source=x&id=3&fbclid=y#top": "https://example.org/a/b?id=3",
		"https://example.org":                        "https://example.org/",
		"https://example.org/?b=2&a=1":               "https://example.org/?a=1&b=2",
		"https://example.org/a//b/../c/":             "https://example.org/a/c",
		"https://example.org/a%2Fb?q=%C3%A9":         "https://example.org/a%2Fb?q=%C3%A9",
		"https://example.org:8443/x":                 "https://example.org:8443/x",
		"https://[2001:db8::1]/x":                    "https://[2001:db8::1]/x",
		" https://example.org/view.asp?ID=7&cid=12 ": "https://example.org/view.asp?ID=7&cid=12",
	} {
		got, err := CanonicalURL(in)
		if err != nil || got != want {
			t.Errorf("%s: got %s %v, want %s", in, got, err, want)
		}
		if again, _ := CanonicalURL(got); again != got {
			t.Errorf("%s is not its own canonical form: %s", got, again)
		}
	}
	for _, in := range []string{"", "mailto:a@b.org", "ftp://a.org/x", "/a/b", "http://", "https://a b.org/"} {
		if got, err := CanonicalURL(in); !errors.Is(err, ErrURL) {
			t.Errorf("%q: got %q, %v", in, got, err)
		}
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Two people were killed when a bus left the road near the coast, the police said on Monday.":              "en",
		"TWO PEOPLE WERE KILLED WHEN A BUS LEFT THE ROAD NEAR THE COAST, THE POLICE SAID.":                        "en",
		"Le car a quitté la route de la côte et deux personnes sont mortes, selon la police.":                     "fr",
		"Dos personas murieron cuando un autobús se salió de la carretera, según informó la policía.":             "es",
		"Zwei Menschen sind bei einem Unfall mit einem Bus auf der Küstenstraße ums Leben gekommen.":              "de",
		"Duas pessoas morreram quando um ônibus saiu da estrada, segundo a polícia, e nove ficaram":               "pt",
		"Два человека погибли, когда автобус съехал с дороги, и девять были ранены, по данным полиции":            "ru",
		"قتل شخصان وأصيب تسعة آخرون في حادث حافلة على الطريق الساحلي، بحسب الشرطة":                                "ar",
		"دو نفر در سانحه اتوبوس در جاده ساحلی کشته شدند و پلیس می\u200cگوید که گزارش\u200cهای بیشتری می\u200cرسد": "fa",
		"两人在沿海公路的巴士事故中死亡，警方星期一表示。":                                                                                "zh",
		"バスが海岸道路から転落し、二人が死亡したと警察が発表した。":                                                                           "ja",
		"12 34 56": "und",
		"":         "und",
	} {
		if got := Language(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestWire(t *testing.T) {
	for _, c := range []struct{ text, byline, want string }{
		{"PORT HARROW (AP) — Two people were killed.", "", "AP"},
		{"PORT HARROW, March 11 (Xinhua) -- Two people were killed.", "", "Xinhua"},
		{"PORT HARROW, March 11 (Reuters) - Two people were killed.", "", "Reuters"},
		{"(Reuters) — Two people were killed.", "", "Reuters"},
		{"Two people were killed.\n\nAFP", "", "AFP"},
		{"Two people were killed.\n\n– dpa", "", "dpa"},
		{"Two people were killed.\n\nThe Associated Press contributed to this report.", "", "AP"},
		{"Two people were killed.", "Ann Sorrel, Associated Press", "AP"},
		{"Two people were killed. The AP later said so.", "", ""},
		{"The company is owned by Thomson Reuters, which said nothing.", "", ""},
		{"The happy town of APPLE.", "NAPA", ""},
	} {
		if got := Wire(c.text, c.byline); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"a\u00a0 b\r\n\r\n\r\n\tc \u200b": "a b\n\nc",
		"cafe\u0301 “x” 'y' – z":          "café “x” 'y' – z",
		"a\u0000b\u0007\u202ec\ufeff":     "abc",
		"one\ntwo\n":                      "one\ntwo",
		"  \n\n ":                         "",
	} {
		if got := Normalise(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestPlainIsVerbatim(t *testing.T) {
	text := "PORT  HARROW (AP) \u2014\r\n two\u00a0people were killed when a bus left the road, and nine were hurt in it.\n\n\n"
	a := Plain(text, Hints{ExternalID: "7", Title: "Bus leaves road", URL: "https://www.example.org/a?utm_source=x", Published: time.Date(2024, 3, 11, 0, 0, 0, 0, time.UTC)})
	if a.Text != text || a.Wire != "AP" || a.ExternalID != "7" || a.CanonicalURL != "https://example.org/a" || a.PublishedBasis != "given" || a.Language != "en" || a.Title != "Bus leaves road" || a.Outlet != "example.org" {
		t.Errorf("%+v", a)
	}
}

func TestCompileSelectors(t *testing.T) {
	if _, err := CompileSelectors(Selectors{Body: "div.story", Remove: []string{".a", "p >"}}); !errors.Is(err, ErrSelector) {
		t.Error("a wrong selector must be refused:", err)
	} else if want := `bad selector: remove[1] "p >"`; len(err.Error()) < len(want) || err.Error()[:len(want)] != want {
		t.Error(err)
	}
	if _, err := CompileSelectors(Selectors{Body: "div.story, #main > p"}); err != nil {
		t.Error(err)
	}
}

func TestEntriesAtClockTimes(t *testing.T) {
	a := Plain("09:10 GMT\n\nThe second thing of the day.\n\n00:20 GMT\n\nThe first thing of the day.\n\n23:50 GMT\n\nThe last thing of the day before.", Hints{URL: "https://example.org/live", Published: time.Date(2024, 3, 11, 10, 0, 0, 0, time.UTC)})
	var got string
	for _, e := range Entries(a) {
		got += e.Published.Format("2 15:04 ") + e.Text + "; "
	}
	if want := "11 09:10 The second thing of the day.; 11 00:20 The first thing of the day.; 10 23:50 The last thing of the day before.; "; got != want {
		t.Error(got)
	}
	latest := Plain("The Latest on the storm (all times local):\n\n9 a.m.\n\nFerries sail again.\n\n___\n\n11:45 p.m. Sunday\n\nA bus left the road.\n\n___\n\n8:05 p.m.\n\nTrees are down.", Hints{Published: time.Date(2024, 3, 11, 15, 0, 0, 0, time.UTC)})
	got = ""
	for _, e := range Entries(latest) {
		got += e.Published.Format("2 15:04 ") + clip(e.Text, 12) + "; "
	}
	if want := "11 15:00 The Latest o; 11 09:00 Ferries sail; 10 23:45 A bus left t; 10 20:05 Trees are do; "; got != want {
		t.Error(got)
	}
	heads := Plain("10:40 GMT – Ferries sail again.\n\nAll of them.\n\n09:15 GMT – A bus left the road.\n\n08:05 GMT – Trees are down.", Hints{Published: time.Date(2024, 3, 11, 15, 0, 0, 0, time.UTC)})
	if all := Entries(heads); len(all) != 3 || all[0].Text != "10:40 GMT – Ferries sail again.\n\nAll of them." || all[2].Published.Hour() != 8 {
		t.Errorf("%+v", all)
	}
	if one := Entries(Plain("10:00 GMT\n\nOne alone.", Hints{})); len(one) != 1 || one[0].Text != "10:00 GMT\n\nOne alone." {
		t.Error("a text with one time is no live blog")
	}
}

// TestDoubtfulDate holds that a date that can be read in two ways is left out with a warning, unless the outlet's country decides.
func TestDoubtfulDate(t *testing.T) {
	const body = `<html><head><meta name="pubdate" content="03/04/2025"></head><body><article><h1>Bridge closed at Lund</h1>
		<p>The old bridge over the river was closed on Thursday after engineers found cracks in two of its piers, the council said in a note to residents.</p></article></body></html>`
	for address, want := range map[string]string{"https://paper.example/a": "", "https://paper.de/a": "2025-04-03"} {
		a, _, err := Article(Page{URL: address, Body: []byte(body), ContentType: "text/html; charset=utf-8"})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if !a.Published.IsZero() {
			got = a.Published.Format(time.DateOnly)
		}
		if warned := strings.Contains(strings.Join(a.Warnings, " "), "either way"); got != want || warned != (want == "") {
			t.Errorf("%s: published %q, want %q; warnings %q", address, got, want, a.Warnings)
		}
	}
}
