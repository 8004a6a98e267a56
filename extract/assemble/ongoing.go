package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// An outbreak goes on for weeks or months: the days of its figures are many, the day on which it began is only the first, and what an older one did is no part
// of it.

// goesOn reports whether a frame may tell of a later day of an outbreak, so that another day does not part it from what was told of it before.
func (r *reader) goesOn(e *event, f *frame) bool {
	own, _ := r.leadingType(e)
	if own != "outbreak.disease" || r.sitesAgree(e, f) < 0 || r.ofFormerYear(f) {
		return false
	}
	return !slices.ContainsFunc(e.frames, r.ofFormerYear)
}

// otherYear reports whether a frame recalls an outbreak of former years, by which the present one is measured: "The epidemic of 2003 killed 774 people."
func (r *reader) otherYear(e *event, f *frame) bool {
	own, _ := r.leadingType(e)
	return own == "outbreak.disease" && r.ofFormerYear(f) && !r.beganThen(r.doc.Times[f.day.time].Span) && !slices.ContainsFunc(e.frames, r.ofFormerYear)
}

// fromMemory reports whether a frame recalls an outbreak of former years without the country where it was: "The epidemic of 2003 killed 774 people."
func (r *reader) fromMemory(f *frame) bool {
	if r.doc.Triggers[f.head].Value.Type != "outbreak.disease" || !r.ofFormerYear(f) {
		return false
	}
	s, sited := r.resolvedSite(f)
	return !sited || r.doc.Places[s.place].Value.Country == ""
}

// pandemic reports whether a frame without a site counts in millions whom a disease befell, as all remember it: "COVID-19 killed an estimated 20 million people".
func (r *reader) pandemic(f *frame) bool {
	if _, sited := f.site(); sited || r.doc.Triggers[f.head].Value.Type != "outbreak.disease" {
		return false
	}
	return slices.ContainsFunc(f.counts, func(c int) bool { return value(r.doc.Counts[c].Value) >= 1_000_000 })
}

// nobodyIll reports whether a frame says that a thing made nobody ill: "No one was sickened by the lettuce". That no people were infected says nothing of
// the poultry ("no human cases have been found").
func (r *reader) nobodyIll(f *frame) bool {
	return extract.Family(r.doc.Triggers[f.head].Value.Type) == "outbreak" && r.noneHarmed(f) && slices.ContainsFunc(f.counts, func(c int) bool {
		v := r.doc.Counts[c].Value
		return v.Measure == "cases" && v.Victim == "nobody"
	})
}

// ofFormerYear reports whether a frame has a day of its own that lies most of a year before publication, or a former year.
func (r *reader) ofFormerYear(f *frame) bool {
	if f.day.time < 0 || f.day.said {
		return false
	}
	v := r.doc.Times[f.day.time].Value
	days, ok := daysBetween(v.End, r.published())
	return ok && (days > 300 || days > 0 && v.Precision == "year")
}

// outbreakBegan reports whether a time says when the outbreak of a frame began.
func (r *reader) outbreakBegan(f *frame, s extract.Span) bool {
	return f.head >= 0 && r.doc.Triggers[f.head].Value.Type == "outbreak.disease" && r.beganThen(s)
}

// beganThen reports whether a time says when something began: "the outbreak, which began last week".
func (r *reader) beganThen(s extract.Span) bool {
	first, _ := r.tokenRange(s)
	for i := first - 1; i >= max(0, first-5) && !r.doc.Tokens[i].Is(extract.Punct); i-- {
		if beginWords[r.word(i)] {
			return true
		}
	}
	return false
}

var beginWords = wordSet("began begun begin beginning started start starting emerged emerging surfaced erupted broke")

// beginning returns the day on which an outbreak began, for want of the day of its figures.
func (d *draft) beginning() (dayRef, *frame, bool) {
	if !d.isOutbreak() {
		return dayRef{}, nil, false
	}
	for _, f := range d.e.frames {
		if f.day.time >= 0 && !f.day.said && d.r.beganThen(d.r.doc.Times[f.day.time].Span) {
			return f.day, f, true
		}
	}
	return dayRef{}, nil, false
}

// withoutYears leaves out what has been counted since a former year where figures of the present outbreak are told: "Since March 2022, the country has registered
// 58,730 cases."
func (d *draft) withoutYears(cs []int) []int {
	if !d.isOutbreak() {
		return cs
	}
	own := slices.DeleteFunc(slices.Clone(cs), func(c int) bool { return d.r.sinceFormerYear(d.r.doc.Counts[c]) })
	if len(own) == 0 {
		own = cs
	}
	return d.withoutWorld(own)
}

// sinceFormerYear reports whether a count stands for what has been since a day most of a year before publication, or since a former year, as all figures do of a
// sentence that opens so: "Since 2003, the country has reported 75 cases, including 45 deaths."
func (r *reader) sinceFormerYear(m extract.Mention[extract.Count]) bool {
	s := r.doc.Sentences[r.doc.SentenceAt(m.Start)]
	if r.word(s.First) != "since" && (m.Value.Anchor != "period" || !strings.HasPrefix(strings.ToLower(m.Value.Period), "since ")) {
		return false
	}
	for _, t := range within(r.doc.Times, s.Span) {
		first, _ := r.tokenRange(r.doc.Times[t].Span)
		if days, ok := daysBetween(r.doc.Times[t].Value.Start, r.published()); ok && days > 300 && r.word(first-1) == "since" {
			return true
		}
	}
	return false
}

// casesOfYears reports whether a frame counts a disease from one year to another: "From January 2003 to March 2023, 873 cases were reported".
func (r *reader) casesOfYears(f *frame) bool {
	if family := extract.Family(r.doc.Triggers[f.head].Value.Type); family != "outbreak" && family != "effect" {
		return false
	}
	times := within(r.doc.Times, f.Span)
	for k := 1; k < len(times); k++ {
		a, b := r.doc.Times[times[k-1]], r.doc.Times[times[k]]
		first, last := r.tokenRange(a.Span)
		if !r.spans(first-1) || r.doc.TokenAt(b.Start) != last+1 {
			continue
		}
		if days, ok := daysBetween(a.Value.Start, b.Value.End); ok && days > 366 {
			return true
		}
	}
	return false
}
