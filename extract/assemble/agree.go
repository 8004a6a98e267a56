package assemble

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/extract"
)

// daysAgree compares the days: 1 where they meet, -1 where they exclude each other, 0 where one is not given.
func (r *reader) daysAgree(e *event, f *frame) int {
	day := r.toldDay(f)
	if day.time < 0 {
		return 0
	}
	rel := 0
	for _, g := range e.frames {
		other := r.toldDay(g)
		if other.time < 0 {
			continue
		}
		if r.daysMeet(other, day) || r.spanOf(other, day, f) {
			rel = 1
		} else if !r.assumed(other) && !r.assumed(day) {
			return -1
		}
	}
	return rel
}

// assumed reports whether the text gives a time of day alone.
func (r *reader) assumed(d dayRef) bool { return r.doc.Times[d.time].Value.Assumed }

// spanOf reports whether the text first told of a few days ("over the weekend") and then says of the same event on which it began: "The attack began
// late on Thursday."
func (r *reader) spanOf(other, day dayRef, f *frame) bool {
	x, y := r.doc.Times[other.time].Value, r.doc.Times[day.time].Value
	if x.Start == r.lastDay(other.time) || f.head < 0 || !r.doc.Triggers[f.head].Value.Definite || !r.doc.Triggers[f.head].Value.Noun || f.apart {
		return false
	}
	before, ok1 := daysBetween(y.Start, x.Start)
	after, ok2 := daysBetween(r.lastDay(other.time), y.End)
	return ok1 && ok2 && before <= 3 && after <= 1
}

// toldDay returns the day of a frame: its own, or the day in force in its paragraph where it brings something new ("a missile strike"). The day of a
// saying is none.
func (r *reader) toldDay(f *frame) dayRef {
	day := f.day
	if day.time < 0 && r.indefinite(f) {
		day = f.inForce
	}
	if day.said || f.head >= 0 && r.doc.Triggers[f.head].Value.Definite && r.answeredFor(f) {
		day.time = -1 // "denied responsibility for the attack on Sunday" may tell the day of either
	}
	return day
}

// indefinite reports whether a frame's event noun brings something new: "a missile strike".
func (r *reader) indefinite(f *frame) bool {
	return f.head >= 0 && r.doc.Triggers[f.head].Value.Noun && !r.doc.Triggers[f.head].Value.Definite && !f.headline
}

// daysMeet reports whether two times can be one day. What is counted back in months is rough. A week may begin on Sunday or on Monday; a night may be told by the day before it or by the day
// after it, unless both are told from the same today ("last night", "this morning").
func (r *reader) daysMeet(a, b dayRef) bool {
	x, y := r.doc.Times[a.time].Value, r.doc.Times[b.time].Value
	if r.beforeToday(a, y) || r.beforeToday(b, x) || otherWeekday(x, y) || otherWeekday(y, x) || countedBack(x, y) || countedBack(y, x) {
		return false
	}
	slack := max(r.slackAgo(a, y), r.slackAgo(b, x))
	if (x.Precision == "week") != (y.Precision == "week") || nightly(x, y) || nightly(y, x) {
		slack = max(slack, 1)
	}
	d1, ok1 := daysBetween(r.lastDay(a.time), y.Start)
	d2, ok2 := daysBetween(r.lastDay(b.time), x.Start)
	return !ok1 || !ok2 || d1 <= slack && d2 <= slack
}

// beforeToday reports whether a time is told as earlier in the week or month of publication, and another is the day of publication itself.
func (r *reader) beforeToday(a dayRef, other extract.Timex) bool {
	m := r.doc.Times[a.time]
	return r.word(r.doc.TokenAt(m.Start)) == "earlier" && m.Value.Start != m.Value.End && other.Start != "" && other.Start == other.End && other.Start >= r.published()
}

// slackAgo returns how many days off another time may be from one that counts back in months: "a month ago" may be five weeks, but no news of this week.
func (r *reader) slackAgo(d dayRef, other extract.Timex) int {
	m := r.doc.Times[d.time]
	days, ok := daysBetween(other.End, r.published())
	if m.Rule != "timex/ago/count" || m.Value.Precision != "month" || !ok || days < 8 {
		return 0
	}
	return 15
}

// otherWeekday reports whether x is a day of the week that nothing anchors and y a day that fell on another one.
func otherWeekday(x, y extract.Timex) bool {
	n, ok := strings.CutPrefix(x.Value, "XXXX-WXX-")
	day, err := time.Parse(time.DateOnly, y.Start)
	return ok && err == nil && y.Start == y.End && n != strconv.Itoa((int(day.Weekday())+6)%7+1)
}

// countedBack reports whether x is a week that the text counts back from day y: "on Monday ... a week earlier".
func countedBack(x, y extract.Timex) bool {
	return x.Precision == "week" && x.Basis == "relative" && x.Anchor == y.Start && y.Start == y.End && x.End < y.Start
}

// nightly reports whether x is a night that y may tell by the day after it.
func nightly(x, y extract.Timex) bool {
	if x.PartOfDay != "NI" && x.PartOfDay != "EV" || x.Basis == "relative" && y.Basis == "relative" {
		return false
	}
	days, ok := daysBetween(x.End, y.Start)
	return ok && days == 1 && (y.PartOfDay == "MO" || y.PartOfDay == "")
}

// sitesAgree compares the sites: 1 where one holds the other, -1 where they exclude each other, 0 where one is not given. Where the text puts an event
// in several places, one in common is enough.
func (r *reader) sitesAgree(e *event, f *frame) int {
	s, ok := r.resolvedSite(f)
	if !ok {
		return 0
	}
	if r.listHolds(e, s.place) {
		return 1
	}
	rel := 0
	for _, g := range e.frames {
		t, ok := r.resolvedSite(g)
		if !ok {
			continue
		}
		switch a, b := r.doc.Places[t.place].Value, r.doc.Places[s.place].Value; {
		case together(a, b) || r.shareSite(g, f) || a.Precision == "country" && b.Precision == "country" && r.shareCountry(g, f):
			rel = 1
		case apart(a, b):
			return -1
		}
	}
	return rel
}

// resolvedSite returns the best site of a frame that the gazetteer knows, or else the best: of "near Tamba in Mali" the country tells more than a
// village that nobody can place.
func (r *reader) resolvedSite(f *frame) (siteRef, bool) {
	for _, s := range f.sites {
		if s.role == "event_site" && s.score >= minSite && r.doc.Places[s.place].Value.Resolved() {
			return s, true
		}
	}
	return f.site()
}

// atListed reports whether a frame tells of one of the sites that the incident lists.
func (r *reader) atListed(e *event, f *frame) bool {
	s, ok := f.site()
	return ok && r.listHolds(e, s.place)
}

// listHolds reports whether a place is, lies in or holds one of the sites that a frame of the incident lists: "bombs went off in Lima and Arequipa", "the Arequipa
// blast".
func (r *reader) listHolds(e *event, place int) bool {
	return slices.ContainsFunc(e.frames, func(g *frame) bool {
		places := r.sitesListed(g)
		return len(places) > 1 && slices.ContainsFunc(places, func(p int) bool {
			a, b := r.doc.Places[p].Value, r.doc.Places[place].Value
			return sameID(a, b) || a.Country == b.Country && a.Country != "" && (a.Precision == "country" || holds(a, b))
		})
	})
}

// shareCountry reports whether two frames sited in countries name one in common: "in Iraq and Syria", "in Syria".
func (r *reader) shareCountry(g, f *frame) bool {
	return r.share(g, f, func(siteRef, siteRef) bool { return true })
}

// share reports whether two frames name one place as site that fits.
func (r *reader) share(g, f *frame, fits func(s, t siteRef) bool) bool {
	return slices.ContainsFunc(g.sites, func(s siteRef) bool {
		return s.role == "event_site" && slices.ContainsFunc(f.sites, func(t siteRef) bool {
			return t.role == "event_site" && sameID(r.doc.Places[s.place].Value, r.doc.Places[t.place].Value) && fits(s, t)
		})
	})
}

// finerSited reports whether a frame's site is finer than a country or a department.
func (r *reader) finerSited(f *frame) bool {
	s, ok := f.site()
	return ok && fineness[r.doc.Places[s.place].Value.Precision] > fineness["admin1"]
}

// shareSite reports whether two frames name one place as site, be it not the first of them.
func (r *reader) shareSite(g, f *frame) bool {
	return r.share(g, f, func(s, t siteRef) bool {
		p := r.doc.Places[s.place].Value.Precision
		if p == "country" || p == "admin1" && r.finerSited(g) && r.finerSited(f) {
			return false // two towns of one country or department are two places
		}
		return max(s.score, t.score) >= minSite
	})
}
