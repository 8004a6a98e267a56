package assemble

import (
	"strings"

	"sitrep/extract"
)

// fallbackSite looks where no frame names a site, in the order of the ways below, and returns the place and its rule, or -1.
func (d *draft) fallbackSite() (int, string) {
	for _, way := range []struct {
		rule string
		find func() int
	}{
		{"assemble/site-of-hospital", d.hospitalPlace},
		{"assemble/site-of-take-off", d.takeOff},
		{"assemble/country-of-article", d.nationwide},
		{"assemble/site-told-before", d.sameTown},
		{"assemble/site-told-before", d.sameRegion},
		{"assemble/site-in-scope", d.scopedSite},
		{"assemble/site-dateline", d.datelineSite},
		{"assemble/seat-of-state", d.seatOfState},
		{"assemble/site-of-police", d.policePlace},
		{"assemble/town-of-headline", d.headlineTown},
	} {
		if p := way.find(); p >= 0 {
			return p, way.rule
		}
	}
	if p, rule := d.localTown(); p >= 0 && d.early() && !d.abroad(p) {
		return p, rule
	}
	return d.fallbackUnit()
}

// fallbackUnit returns the province of the forces or the country that an unsited incident lies in, and its rule, or -1.
func (d *draft) fallbackUnit() (int, string) {
	if p := d.forcePlace("admin1"); p >= 0 {
		return p, "assemble/site-of-police"
	}
	if p := d.articleCountry(); p >= 0 {
		return p, "assemble/country-of-article"
	}
	return d.headlineNation(), "assemble/nation-of-headline"
}

// datelineSite returns the place of the dateline where the incident may be sited there, or -1: never a capital, which files other countries' news.
func (d *draft) datelineSite() int {
	if p := d.datelinePlace(); p >= 0 && d.datelineFits(p) && !d.abroad(p) {
		return p
	}
	return -1
}

// seatOfState returns the capital of the dateline where the incident befell what stands in a capital, an embassy or a parliament, or -1: "stormed Parliament".
func (d *draft) seatOfState() int {
	p := d.datelinePlace()
	if p < 0 || d.r.doc.Places[p].Value.Feature != "PPLC" || !d.early() || d.abroad(p) {
		return -1
	}
	first, last := d.r.tokenRange(d.e.frames[0].Span)
	for i := first; i < last; i++ {
		if seats[d.r.word(i)] && d.r.word(i+1) != "in" && !d.r.saysAt(i+1) {
			return p
		}
	}
	return -1
}

// seats are what stands in the capital of a state.
var seats = wordSet("embassy parliament")

// nationwide returns the country that the article is about where the incident's own sentence says "across the country", or -1.
func (d *draft) nationwide() int {
	f := d.e.frames[0]
	first, last := d.r.tokenRange(f.Span)
	for i := first; i+1 < last; i++ {
		if d.r.nationwideAt(i) {
			return d.articleCountry()
		}
	}
	return -1
}

// sameRegion returns the region or province named last before the incident's first frame, where that speaks of it without its name ("in the troubled
// region"), or -1.
func (d *draft) sameRegion() int {
	f := d.e.frames[0]
	first, last := d.r.tokenRange(f.Span)
	for i := first; i+1 < last; i++ {
		if d.r.word(i) != "the" || !insideWord(d.r.word(i-1)) {
			continue
		}
		for k := i + 1; k < min(i+4, last); k++ {
			if regionWords[d.r.word(k)] && !d.r.placeFollows(k+1) && len(within(d.r.doc.Places, extract.Span{Start: d.r.doc.Tokens[i].Start, End: d.r.doc.Tokens[k].End})) == 0 {
				return d.lastRegion(f.Start)
			}
		}
	}
	return -1
}

// regionWords speak of a region without its name.
var regionWords = wordSet("region province territory enclave peninsula republic archipelago")

// lastRegion returns the region or province, or what the text calls one, that is named last before byte start, or -1.
func (d *draft) lastRegion(start int) int {
	for p := len(d.r.doc.Places) - 1; p >= 0; p-- {
		m := d.r.doc.Places[p]
		if m.End > start || m.Value.Use != "" && m.Value.Use != extract.Literal {
			continue
		}
		_, last := d.r.tokenRange(m.Span)
		switch m.Value.Precision {
		case "region", "admin1", "admin2":
			return p
		case "country":
			if regionWords[d.r.word(last)] {
				return p // "Kosovo province"
			}
		}
	}
	return -1
}

// sameTown returns the town or camp named last before the incident's first frame, where that speaks of it without its name ("in the city centre", "shelling
// of the camp"), or -1.
func (d *draft) sameTown() int {
	f := d.e.frames[0]
	first, last := d.r.tokenRange(f.Span)
	for i := first; i+1 < last; i++ {
		if d.r.word(i) == "the" && insideWord(d.r.word(i-1)) && townWords[d.r.word(i+1)] && !d.r.placeFollows(i+2) {
			return d.lastTown(f.Start, d.r.word(i+1))
		}
	}
	return -1
}

var townWords = wordSet("city town village camp")

// placeFollows reports whether the words at token i go on to name the place: "the city of Homs".
func (r *reader) placeFollows(i int) bool {
	return r.word(i) == "of" || r.doc.Tokens[min(i, len(r.doc.Tokens)-1)].Is(extract.Capital)
}

// lastTown returns the last town before a byte of the text, or camp where that is asked for, or -1.
func (d *draft) lastTown(before int, word string) int {
	best := -1
	for p, m := range d.r.doc.Places {
		if m.Start >= before || d.r.doc.InTitle(m.Span) && best >= 0 {
			break
		}
		camp := m.Value.Precision == "site" && strings.Contains(strings.ToLower(m.Value.Name), "camp")
		if word == "camp" && camp || word != "camp" && d.r.isTown(p) && d.r.doc.Sentences[d.r.doc.SentenceAt(m.Start)].Dateline.Len() == 0 {
			best = p
		}
	}
	return best
}

// hospitalPlace returns the place of the hospital where the sick of an outbreak lie, or the one that they come from, or -1.
func (d *draft) hospitalPlace() int {
	if extract.Family(d.Type) != "outbreak" {
		return -1
	}
	for _, f := range d.e.frames {
		for _, s := range f.sites {
			if (s.role == "treatment" || s.role == "origin" && !d.r.travels(f)) && d.r.doc.Places[s.place].Value.Precision != "country" {
				return s.place
			}
		}
	}
	return -1
}

// casesIn returns the place that the sentence behind an outbreak's first one gives for its cases, or -1: "All are from two health zones in Kasai province."
func (d *draft) casesIn() int {
	if !d.isOutbreak() {
		return -1
	}
	for _, f := range d.e.frames {
		next := f.sentence + 1
		if f.headline || next >= len(d.r.doc.Sentences) || d.r.doc.Sentences[next].Paragraph != d.r.doc.Sentences[f.sentence].Paragraph {
			continue
		}
		first := d.r.doc.Sentences[next].First
		if w := d.r.word(first); w != "all" && w != "most" && w != "both" {
			continue
		}
		for _, p := range within(d.r.doc.Places, d.r.doc.Sentences[next].Span) {
			if v := d.r.doc.Places[p].Value; v.Resolved() && v.Precision != "country" && v.Use != extract.Demonym {
				return p
			}
		}
	}
	return -1
}

// takeOff returns the airport or town after whose take-off an aircraft crashed, or -1.
func (d *draft) takeOff() int {
	if d.Type != "accident.transport" {
		return -1
	}
	for _, f := range d.e.frames {
		for _, s := range f.sites {
			if first, _ := d.r.tokenRange(d.r.doc.Places[s.place].Span); s.role == "origin" && takingOff[d.r.word(first-2)] {
				return s.place
			}
		}
	}
	return -1
}

var takingOff = wordSet("take-off takeoff off")

// travels reports whether a frame's sentence tells of somebody who came from elsewhere: "a case imported from Goa".
func (r *reader) travels(f *frame) bool {
	return r.sentenceHas(f.sentence, travelWords)
}

var travelWords = wordSet("returned returning travelled traveled travelling traveling arrived arriving imported flew flight came visited visiting trip shipped recalled sent")

// finerSite returns a place of the article that lies within a site of the level of a county, a state or a country and says more: where the sick lie or the
// flight began, then the home of the police, the dateline, the town that the article names most often, the province of the forces; or -1.
func (d *draft) finerSite(p int) (int, string) {
	whole := d.r.doc.Places[p].Value
	if fineness[whole.Precision] >= 4 || fineness[whole.Precision] == 0 || d.r.throughout(p) {
		return -1, ""
	}
	if q := d.hospitalPlace(); q >= 0 && together(whole, d.r.doc.Places[q].Value) {
		return q, "assemble/site-of-hospital"
	}
	if q := d.casesIn(); q >= 0 && together(whole, d.r.doc.Places[q].Value) {
		return q, "assemble/site-of-cases"
	}
	if q := d.takeOff(); q >= 0 && together(whole, d.r.doc.Places[q].Value) {
		return q, "assemble/site-of-take-off"
	}
	if q := d.policePlace(); q >= 0 && d.finerWithin(whole, q) {
		return q, "assemble/site-of-police"
	}
	if q := d.datelinePlace(); q >= 0 && !d.isOutbreak() && !(d.r.wartime && whole.Precision == "admin1") && d.finerWithin(whole, q) && !strings.EqualFold(whole.Text, d.r.doc.Places[q].Value.Text) && d.datelineFits(q) {
		return q, "assemble/site-dateline"
	}
	if q := d.townWithin(whole); q >= 0 && whole.Precision != "country" && !d.r.wartime && !d.isOutbreak() {
		return q, "assemble/town-of-article"
	}
	if q := d.forcePlace("admin1"); q >= 0 && whole.Precision == "country" && together(whole, d.r.doc.Places[q].Value) {
		return q, "assemble/site-of-police"
	}
	return -1, ""
}

// throughout reports whether the text puts the event all over a place: "across the Gaza Strip".
func (r *reader) throughout(p int) bool {
	i, _ := r.tokenRange(r.doc.Places[p].Span)
	if r.word(i-1) == "the" {
		i--
	}
	return r.word(i-1) == "across" || r.word(i-1) == "throughout"
}

func (d *draft) finerWithin(whole extract.Place, q int) bool {
	v := d.r.doc.Places[q].Value
	return v.Precision == "locality" && v.Resolved() && together(whole, v)
}

// scopedSite returns the literal place in force at the incident's first frame, or -1: that of its own sentence, of the one before it, or of those up to two steps
// away in its paragraph. What other paragraphs name further off is the site of other things.
func (d *draft) scopedSite() int {
	f := d.e.frames[0]
	for _, i := range []int{f.sentence, f.sentence - 1, f.sentence + 1, f.sentence - 2, f.sentence + 2} {
		if i < 0 || i >= len(d.r.doc.Sentences) || i != f.sentence-1 && d.r.doc.Sentences[i].Paragraph != d.r.doc.Sentences[f.sentence].Paragraph {
			continue
		}
		if k := d.r.doc.Sentences[i].Kind; k == extract.Furniture || k == extract.Caption {
			continue
		}
		if p := d.siteOf(i); p >= 0 {
			return p
		}
	}
	return -1
}

// siteOf returns the place of a sentence that stands after a preposition of place, finest first, or -1.
func (d *draft) siteOf(sentence int) int {
	s := d.r.doc.Sentences[sentence]
	f := &frame{Span: s.Span, sentence: sentence, head: -1}
	for _, ref := range d.r.frameSites(f) {
		v := d.r.doc.Places[ref.place].Value
		first, _ := d.r.tokenRange(d.r.doc.Places[ref.place].Span)
		if _, w := d.r.preposition(first, v.Relation); (w >= 3 || d.r.entered(first)) && !d.r.visited(first) && !d.r.gathered(first) && ref.role == "event_site" && v.Precision != "country" && v.Precision != "region" {
			return ref.place
		}
	}
	return -1
}

// entered reports whether the place whose first token is given is what somebody came into by force: "guerrillas entered the town of Caldono".
func (r *reader) entered(first int) bool {
	i := first - 1
	for i > 0 && (placeModifiers[r.word(i)] || r.word(i) == "of") {
		i--
	}
	return enteringVerbs[r.word(i)]
}

var enteringVerbs = wordSet("entered enter entering stormed storming occupied occupying overran invaded besieged")

// visited reports whether the place whose first token is given is where somebody came, met or sits: "met in Geneva", "the embassy in Quito".
func (r *reader) visited(first int) bool {
	for i := first - 1; i >= max(1, first-5); i-- {
		if r.word(i) == "in" {
			return travelling[r.word(i-1)]
		}
	}
	return false
}
