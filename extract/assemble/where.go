package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// maxMentioned is the number of places kept beside the sites of a report.
const maxMentioned = 6

// fillWhere chooses the site: the strongest by its grammar over all frames, a finer one inside it before it; then, with their own
// rule, the headline's and the dateline's. Other places of the frames are kept with the role that they have.
func (d *draft) fillWhere() {
	chosen, ok := d.bestSite()
	if ok {
		if p := d.jurisdiction(chosen.place); p >= 0 {
			d.addPlace(p, "event_site", "assemble/site-of-police")
			chosen.place = p
		}
		if p, rule := d.finerSite(chosen.place); p >= 0 {
			d.addPlace(p, "event_site", rule)
		}
		if p := d.villageIn(chosen.place); p >= 0 {
			d.addPlace(p, "event_site", "assemble/site-within")
		}
		d.addPlace(chosen.place, "event_site", chosen.rule)
		if p := d.around(chosen.place); p >= 0 {
			d.addPlace(p, "event_site", "assemble/site-around")
		} else if p := d.r.townOfQuarter(chosen.place); p >= 0 {
			d.addPlace(p, "event_site", "assemble/town-of-quarter")
		} else if p, rule := d.town(); p >= 0 && !d.r.doc.Places[chosen.place].Value.Resolved() && !d.r.settlement(chosen.place) {
			d.addPlace(p, "event_site", rule) // a quarter that the gazetteer lacks, and the town that it is in
		}
		for _, s := range d.coordinate(chosen) {
			d.addPlace(s.place, "event_site", "assemble/site-coordinated")
		}
		if p := d.nationOf(chosen.place); p >= 0 && !d.resolved() {
			d.addPlace(p, "event_site", "assemble/site-nation")
		} else if v := d.r.doc.Places[chosen.place].Value; !d.resolved() && v.Precision != "water" && v.Precision != "region" {
			if !d.addForceCountry() {
				d.addDatelineCountry() // a village that the gazetteer lacks lies at least there
			}
		}
	} else if p, rule := d.fallbackSite(); p >= 0 {
		d.addPlace(p, "event_site", rule)
	} else if !d.addForceCountry() && !d.addDatelineCountry() {
		d.addNamedCountry()
	}
	for _, f := range d.e.frames {
		for _, s := range f.sites {
			if len(d.Where) < maxMentioned {
				role := s.role
				if role == "event_site" {
					role = "mentioned"
				}
				d.addPlace(s.place, role, "assemble/place-in-sentence")
			}
		}
	}
}

// settlement reports whether the text calls a place a village or a town of its own: "the village of Rashin", "Rashin village".
func (r *reader) settlement(p int) bool {
	first, last := r.tokenRange(r.doc.Places[p].Span)
	if w := r.word(first - 1); w == "village" || w == "town" || settlementWords[r.word(last)] {
		return true
	}
	return r.word(first-1) == "of" && settlementWords[r.word(first-2)]
}

var settlementWords = wordSet("village town city district county township municipality territory camp island")

// townOfQuarter returns the town named last before a neighborhood, an avenue or a square that the gazetteer lacks, be it that of the dateline, or -1.
func (r *reader) townOfQuarter(p int) int {
	if r.doc.Places[p].Value.Resolved() || !r.quarter(p) {
		return -1
	}
	for q := p - 1; q >= 0; q-- {
		if r.isTown(q) {
			return q
		}
	}
	return -1
}

// quarter reports whether the words of a place, or the one behind it, call it a part of a town.
func (r *reader) quarter(p int) bool {
	_, last := r.tokenRange(r.doc.Places[p].Span)
	return quarterWords[r.word(last)] || quarterWords[r.word(last-1)]
}

var quarterWords = wordSet("neighborhood neighborhoods neighbourhood neighbourhoods quarter avenue street boulevard square plaza suburb sector slum")

// nationOf returns the demonym or country that the text puts before a place which the gazetteer lacks, or -1: "the southern Lebanese town of Rashin".
func (d *draft) nationOf(p int) int {
	if p == 0 || d.r.doc.Places[p].Value.Resolved() {
		return -1
	}
	before := d.r.doc.Places[p-1]
	if v := before.Value; v.Precision != "country" || v.Country == "" {
		return -1
	}
	first, _ := d.r.tokenRange(d.r.doc.Places[p].Span)
	for i := d.r.doc.TokenAt(before.End); i < first; i++ {
		if w := d.r.word(i); !placeModifiers[w] && w != "'s" && w != "in" && w != "near" {
			return -1
		}
	}
	return p - 1
}

// villageIn returns the place that the gazetteer lacks and in which, by the text, the site was hit, or -1: the one put right before a mention of the site in
// which it lies ("in San Luis de la Reina, San Miguel Department", "in the Chapinero neighborhood in Bogota"), or the one where a later sentence says that
// it took place.
func (d *draft) villageIn(site int) int {
	v := d.r.doc.Places[site].Value
	if !v.Resolved() {
		return -1
	}
	if d.before(site) {
		return site - 1
	}
	for _, f := range d.e.frames {
		for _, p := range within(d.r.doc.Places, d.r.doc.Sentences[f.sentence].Span) {
			if p != site && sameID(d.r.doc.Places[p].Value, v) && d.before(p) {
				return p - 1
			}
		}
	}
	return d.villageLater(v)
}

// before reports whether a place that the gazetteer lacks stands right before place p as what lies in it.
func (d *draft) before(p int) bool {
	q := p - 1
	if q < 0 || d.r.doc.Places[q].Value.Resolved() || !d.isSite(q) {
		return false
	}
	for i := d.r.doc.TokenAt(d.r.doc.Places[q].End); i < d.r.doc.TokenAt(d.r.doc.Places[p].Start); i++ {
		if w := d.r.word(i); !placeModifiers[w] && !withinWords[w] {
			return false
		}
	}
	return true
}

// villageLater returns the place that the gazetteer lacks and where a later frame, which names no other, puts the incident: a village where the site is a
// department, a neighborhood where it is a town.
func (d *draft) villageLater(site extract.Place) int {
	for _, f := range d.e.frames[1:] {
		s, ok := f.site()
		if !ok || s.score < 3 || d.r.doc.Places[s.place].Value.Resolved() {
			continue
		}
		quarter := d.r.quarter(s.place)
		if site.Precision == "locality" && quarter || site.Precision == "admin1" && !quarter {
			return s.place
		}
	}
	return -1
}

// withinWords may stand between a village or a quarter and where it lies.
var withinWords = wordSet("in of the , neighborhood neighbourhood suburb district quarter area village town hamlet municipality sector zone community canton city jurisdiction corregimiento")

// isSite reports whether a frame of the incident puts it at a place.
func (d *draft) isSite(p int) bool {
	return slices.ContainsFunc(d.e.frames, func(f *frame) bool {
		return slices.ContainsFunc(f.sites, func(s siteRef) bool { return s.place == p && s.role == "event_site" && s.score > 0 })
	})
}

// resolved reports whether a site of the report is known to the gazetteer.
func (d *draft) resolved() bool {
	return slices.ContainsFunc(d.Where, func(p extract.Place) bool { return p.Role == "event_site" && p.Country != "" })
}

// around returns the unit that the text names right behind a place that the gazetteer lacks, as where it lies, or -1: "San Benito, Huila Department".
func (d *draft) around(p int) int {
	if d.r.doc.Places[p].Value.Resolved() || p+1 >= len(d.r.doc.Places) || !d.r.qualifies(p+1) || !d.r.doc.Places[p+1].Value.Resolved() {
		return -1
	}
	return p + 1
}

// bestSite returns the strongest site of the frames; a finer place that lies within it wins over it.
func (d *draft) bestSite() (siteRef, bool) {
	var best siteRef
	found, top := false, 0.0
	for n, f := range d.e.frames {
		for _, s := range f.sites {
			if s.role != "event_site" || s.score < minSite || found && d.partly(f) {
				continue
			}
			v := s.score - 0.35*float64(min(n, 6))
			if f.headline {
				v -= 0.5
				if rel := d.r.doc.Places[s.place].Value.Relation; rel == "near" || rel == "offset" {
					v -= 2 // a headline names the city that readers know; the text says where
				}
			}
			if found && !f.headline && d.headlines(best) && d.sharpens(best, s) {
				v += 1.2 // the headline names the city that readers know, the text the town beside it
			}
			if found && n > 0 && d.elsewhere(best, s) {
				v -= 2
			}
			if found && d.refines(best, s) {
				v += 2
			} else if found && d.refines(s, best) {
				v -= 2
			}
			if !found || v > top {
				best, top, found = s, v, true
			}
		}
	}
	return best, found
}

// partly reports whether a frame tells only of some of those whom an outbreak, a wide disaster or a wave of strikes befell: the whole is where the text put it before.
func (d *draft) partly(f *frame) bool {
	strikes := d.Type == "attack.airstrike" || d.Type == "attack.drone" || d.Type == "attack.shelling"
	if !d.r.effect(f) && !strikes {
		return false
	}
	if d.isOutbreak() {
		return true
	}
	if extract.Family(d.Type) != "disaster" && !strikes || len(f.counts) == 0 {
		return false
	}
	people := 0
	for _, c := range f.counts {
		v := d.r.doc.Counts[c].Value
		if v.Measure == "structures_damaged" || v.Measure == "structures_destroyed" {
			continue
		}
		people++
		if value(v) >= d.most(v.Measure) {
			return false
		}
	}
	return people > 0
}

// most returns the largest figure of a measure that the incident's frames give.
func (d *draft) most(measure string) int {
	n := 0
	for _, f := range d.e.frames {
		for _, c := range f.counts {
			if v := d.r.doc.Counts[c].Value; v.Measure == measure {
				n = max(n, value(v))
			}
		}
	}
	return n
}

func (d *draft) isOutbreak() bool { return d.Type == "outbreak.disease" }

// headlines reports whether a site stands in the headline.
func (d *draft) headlines(s siteRef) bool { return d.r.doc.InTitle(d.r.doc.Places[s.place].Span) }

// sharpens reports whether b is another town of the province or state of a.
func (d *draft) sharpens(a, b siteRef) bool {
	x, y := d.r.doc.Places[a.place].Value, d.r.doc.Places[b.place].Value
	return x.Precision == "locality" && y.Precision == "locality" && !sameID(x, y) && x.Admin1 != nil && y.Admin1 != nil && x.Country == y.Country && x.Admin1.Code == y.Admin1.Code && b.score >= 3
}

// elsewhere reports whether a disaster's later place lies in another country than the one that the text put it in first.
func (d *draft) elsewhere(a, b siteRef) bool {
	x, y := d.r.doc.Places[a.place].Value, d.r.doc.Places[b.place].Value
	return extract.Family(d.Type) == "disaster" && x.Country != y.Country && x.Country != "" && y.Country != ""
}

// refines reports whether b is a finer place that lies within a.
func (d *draft) refines(a, b siteRef) bool {
	x, y := d.r.doc.Places[a.place].Value, d.r.doc.Places[b.place].Value
	if y.Precision == "unknown" && !d.r.settlement(b.place) || x.Precision == "unknown" && !d.r.settlement(a.place) {
		return false
	}
	return fineness[y.Precision] > fineness[x.Precision] && together(x, y)
}

var fineness = map[string]int{"country": 1, "region": 1, "water": 1, "admin1": 2, "admin2": 3, "unknown": 3, "locality": 4, "site": 5}

// coordinate returns the places that the text joins to the site by "and": "in Kherson and Zaporizhzhia", "in Lima, Callao and Arequipa".
func (d *draft) coordinate(s siteRef) []siteRef {
	var more []siteRef
	for _, f := range d.e.frames {
		more = append(more, d.r.joined(f, s)...)
	}
	return more
}

// joined returns the sites of a frame that stand in one list with site s.
func (r *reader) joined(f *frame, s siteRef) []siteRef {
	first, last := r.list(s.place)
	var more []siteRef
	for _, t := range f.sites {
		if t.place != s.place && (first <= t.place && t.place <= last && t.role == "event_site" || r.listedWith(f, s, t)) {
			more = append(more, t)
		}
	}
	return more
}

// list returns the first and the last of the places that stand in one list with place p: commas and one "and" at least part them, and none qualifies
// another. A place that stands in no list is its own, and so is one that says between or near which places the one site lies.
func (r *reader) list(p int) (first, last int) {
	conj := false
	for last = p; last+1 < len(r.doc.Places) && r.parallel(last, last+1); last++ {
		conj = conj || r.andBetween(last, last+1)
	}
	for first = p; first > 0 && r.parallel(first-1, first); first-- {
		conj = conj || r.andBetween(first-1, first)
	}
	before, _ := r.tokenRange(r.doc.Places[first].Span)
	if rel := r.doc.Places[first].Value.Relation; !conj || rel == "near" || rel == "offset" || r.word(before-1) == "between" {
		return p, p
	}
	return first, last
}

// listedWith reports whether a frame puts its event at two places that exclude each other, each behind its own preposition of place: "at the air base and
// at the embassy in Baghdad".
func (r *reader) listedWith(f *frame, s, t siteRef) bool {
	x, y := r.doc.Places[s.place], r.doc.Places[t.place]
	if !f.Contains(x.Span) || !f.Contains(y.Span) || s.score < 3 || t.score < 3 || t.role != "event_site" || y.Value.Precision == "country" || !apart(x.Value, y.Value) {
		return false
	}
	if r.word(r.doc.TokenAt(min(x.Start, y.Start))-1) == "between" {
		return false
	}
	for i := r.doc.TokenAt(min(x.End, y.End)); i < r.doc.TokenAt(max(x.Start, y.Start)); i++ {
		if r.word(i) == "and" {
			return true
		}
	}
	return false
}

// parallel reports whether only commas, "and", place modifiers and counts stand between two neighbouring places of one level that do not hold each other:
// "three in Cucuta, two in Pasto and four in Neiva".
func (r *reader) parallel(a, b int) bool {
	x, y := r.doc.Places[a], r.doc.Places[b]
	if level(x.Value.Precision) != level(y.Value.Precision) || y.Start-x.End > 40 || y.Value.Resolved() && x.Value.Resolved() && holds(y.Value, x.Value) {
		return false
	}
	for i := r.doc.TokenAt(x.End); i < r.doc.TokenAt(y.Start); i++ {
		w, before := r.word(i), r.word(i-1)
		again := w == "in" && (before == "and" || before == "," || r.counts(i-1)) // "in Kenya and in Uganda", not "the embassies of France in Kenya"
		if w != "and" && w != "," && !placeModifiers[w] && !again && !(w == "of" && placeModifiers[before]) && !r.counts(i) {
			return false
		}
	}
	return true
}

// counts reports whether token i stands in a count.
func (r *reader) counts(i int) bool {
	for _, m := range r.doc.Counts {
		if m.Contains(r.doc.Tokens[i].Span) {
			return true
		}
	}
	return false
}

// level puts the precisions of what a list may mix together: towns, their quarters, and names that the gazetteer lacks.
func level(precision string) string {
	switch precision {
	case "site", "unknown":
		return "locality"
	}
	return precision
}

func (r *reader) andBetween(a, b int) bool {
	for i := r.doc.TokenAt(r.doc.Places[a].End); i < r.doc.TokenAt(r.doc.Places[b].Start); i++ {
		if r.word(i) == "and" {
			return true
		}
	}
	return false
}

// fallbackSite looks where no frame names a site: in the article's other sentences nearest to the incident, then in the dateline (but
// never a capital that files other countries' news), then at the home of the police force that speaks of it.
func (d *draft) fallbackSite() (int, string) {
	if p := d.hospitalPlace(); p >= 0 {
		return p, "assemble/site-of-hospital"
	}
	if p := d.takeOff(); p >= 0 {
		return p, "assemble/site-of-take-off"
	}
	if p := d.nationwide(); p >= 0 {
		return p, "assemble/country-of-article"
	}
	if p := d.sameTown(); p >= 0 {
		return p, "assemble/site-told-before"
	}
	if p := d.scopedSite(); p >= 0 {
		return p, "assemble/site-in-scope"
	}
	if p := d.datelinePlace(); p >= 0 && d.datelineFits(d.r.doc.Places[p].Value) && !d.abroad(p) {
		return p, "assemble/site-dateline"
	}
	if p := d.policePlace(); p >= 0 {
		return p, "assemble/site-of-police"
	}
	if p := d.headlineTown(); p >= 0 && !d.abroad(p) {
		return p, "assemble/town-of-headline"
	}
	if p, rule := d.town(); p >= 0 && d.datelineFits(extract.Place{}) && !d.abroad(p) {
		return p, rule
	}
	if p := d.forcePlace("admin1"); p >= 0 {
		return p, "assemble/site-of-police"
	}
	if p := d.articleCountry(); p >= 0 {
		return p, "assemble/country-of-article"
	}
	if p := d.headlineNation(); p >= 0 {
		return p, "assemble/nation-of-headline"
	}
	return -1, ""
}

// abroad reports whether the own sentences of an attack or an abduction name another country than that of a place, be it by its adjective, and not its own: "the murder of a
// Colombian senator" is not told of Montevideo, from where the news comes.
func (d *draft) abroad(p int) bool {
	own, other := d.r.doc.Places[p].Value.Country, false
	if !violent[extract.Family(d.Type)] {
		return false
	}
	for _, f := range d.e.frames {
		for _, q := range within(d.r.doc.Places, d.r.doc.Sentences[f.sentence].Span) {
			v := d.r.doc.Places[q].Value
			if q == p || v.Country == "" || d.r.doc.Sentences[f.sentence].Dateline.Overlaps(d.r.doc.Places[q].Span) {
				continue
			}
			if v.Country == own && v.Use == extract.Literal {
				return false
			}
			first, last := d.r.tokenRange(d.r.doc.Places[q].Span)
			_, weight := d.r.preposition(first, v.Relation)
			other = other || v.Country != own && (v.Use == extract.Literal && weight > 0 || v.Use == extract.Demonym && homeWords[d.r.word(last)])
		}
	}
	return other
}

// headlineNation returns the only country that the headline names, be it by its adjective, of a disaster or an accident of the headline, or -1: "hikers die on
// Indonesian volcano".
func (d *draft) headlineNation() int {
	if family := extract.Family(d.Type); family != "disaster" && family != "accident" || d.r.doc.Sentences[d.e.frames[0].sentence].Paragraph > 2 {
		return -1
	}
	only := -1
	for p, m := range d.r.doc.Places {
		if !d.r.doc.InTitle(m.Span) || m.Value.Country == "" {
			continue
		}
		if m.Value.Precision != "country" || only >= 0 && d.r.doc.Places[only].Value.Country != m.Value.Country {
			return -1
		}
		only = p
	}
	return only
}

// nationwide returns the country that the article is about where the incident's own sentence says "across the country", or -1.
func (d *draft) nationwide() int {
	f := d.e.frames[0]
	first, last := d.r.tokenRange(f.Span)
	for i := first; i+1 < last; i++ {
		if w := d.r.word(i); w == "nationwide" || (w == "across" || w == "throughout" || w == "around") && d.r.word(i+1) == "the" && (d.r.word(i+2) == "country" || d.r.word(i+2) == "nation") {
			return d.articleCountry()
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
	s := r.doc.Sentences[f.sentence]
	for i := s.First; i < s.Last; i++ {
		if travelWords[r.word(i)] {
			return true
		}
	}
	return false
}

var travelWords = wordSet("returned returning travelled traveled travelling traveling arrived arriving imported flew flight came visited visiting trip shipped recalled sent")

// town returns the town that a local story is about, where no frame names one: that of the police that speaks, of the dateline, the one that the
// article names most often, or the seat of the outlet as the page's title gives it, or -1.
func (d *draft) town() (int, string) {
	if p := d.policePlace(); p >= 0 {
		return p, "assemble/site-of-police"
	}
	if d.r.armedContext() {
		return -1, ""
	}
	if p := d.datelinePlace(); p >= 0 && d.r.isTown(p) && !d.filedFrom(p) && !d.onlyNamed() {
		return p, "assemble/site-dateline"
	}
	if p := d.mostNamed(d.r.isTown); p >= 0 && d.timesNamed(p) > 1 {
		return p, "assemble/town-of-article"
	}
	for p, m := range d.r.doc.Places {
		if m.Rule == ofOutlet && d.r.isTown(p) {
			return p, "assemble/town-of-outlet"
		}
	}
	return -1, ""
}

// onlyNamed reports whether the text tells of the incident by its name alone, as of what the reader knows: "the strike that followed Judge Ruiz's murder".
func (d *draft) onlyNamed() bool {
	return !slices.ContainsFunc(d.e.frames, func(f *frame) bool { return f.headline || d.r.deed(f) })
}

// filedFrom reports whether the dateline only says where the news was filed: a capital, for a disaster, a hijacking, or a story that puts its event in
// another country.
func (d *draft) filedFrom(p int) bool {
	v := d.r.doc.Places[p].Value
	if v.Feature != "PPLC" {
		return false
	}
	if family := extract.Family(d.Type); family == "disaster" || family == "abduction" || family == "outbreak" {
		return true
	}
	for _, f := range d.e.frames {
		for _, s := range f.sites {
			if c := d.r.doc.Places[s.place].Value.Country; c != "" && c != v.Country {
				return true
			}
		}
	}
	return false
}

// isTown reports whether a place is a town of the gazetteer.
func (r *reader) isTown(p int) bool {
	v := r.doc.Places[p].Value
	return v.Resolved() && v.Precision == "locality" && v.Use != extract.Demonym
}

// timesNamed counts the mentions of a place.
func (d *draft) timesNamed(p int) int {
	n := 0
	for _, m := range d.r.doc.Places {
		if m.Rule != ofOutlet && m.Value.Name == d.r.doc.Places[p].Value.Name {
			n++
		}
	}
	return n
}

// articleCountry returns a mention of the country that the article is about, or -1: one that at least two thirds of its places, demonyms and
// forces belong to, and its dateline too where it has one. It says no more than the country.
func (d *draft) articleCountry() int {
	votes, mention, total := map[string]int{}, map[string]int{}, 0
	for p, m := range d.r.doc.Places {
		if m.Value.Country == "" || !m.Value.Resolved() {
			continue
		}
		total++
		votes[m.Value.Country]++
		if _, ok := mention[m.Value.Country]; !ok && m.Value.Precision == "country" {
			mention[m.Value.Country] = p
		}
	}
	for _, m := range d.r.doc.Places {
		country := m.Value.Country
		if p, ok := mention[country]; ok && 3*votes[country] >= 2*total && votes[country] >= 2 && d.datelineIn(country) {
			return p
		}
	}
	return -1
}

// addDatelineCountry says no more of an unsited incident than the country of the dateline, where the rest of the article lies there too.
func (d *draft) addDatelineCountry() bool {
	p := d.datelinePlace()
	if p < 0 || !d.r.doc.Places[p].Value.Resolved() || d.r.doc.Places[p].Value.CountryName == "" {
		return false
	}
	v := d.r.doc.Places[p].Value
	if !d.r.mostlyIn(v.Country) || d.abroad(p) {
		return false
	}
	d.addCountry(v, d.r.doc.Places[p].Span, "assemble/country-of-dateline", datelineCountry)
	return true
}

// mostlyIn reports whether half of the article's places and demonyms at least belong to a country.
func (r *reader) mostlyIn(country string) bool {
	in, total := 0, 0
	for _, m := range r.doc.Places {
		if m.Value.Country != "" && m.Value.Resolved() {
			total++
			if m.Value.Country == country {
				in++
			}
		}
	}
	return 2*in >= total
}

// addNamedCountry says no more of an unsited incident than the one country that its own sentences name, be it by its adjective, where half the article's places
// belong to it as well.
func (d *draft) addNamedCountry() {
	only := -1
	for _, f := range d.e.frames {
		for _, p := range within(d.r.doc.Places, d.r.doc.Sentences[f.sentence].Span) {
			v := d.r.doc.Places[p].Value
			if first, last := d.r.tokenRange(d.r.doc.Places[p].Span); v.Country == "" || d.r.gathered(first) || d.r.visited(first) || v.Use == extract.Demonym && !homeWords[d.r.word(last)] {
				continue // "Peruvian tourists" may be anywhere, a Peruvian town and the Peruvian army are in Peru
			}
			if only >= 0 && v.Country != d.r.doc.Places[only].Value.Country {
				return
			}
			if only < 0 {
				only = p
			}
		}
	}
	if only < 0 || !d.r.mostlyIn(d.r.doc.Places[only].Value.Country) {
		return
	}
	d.addCountry(d.r.doc.Places[only].Value, d.r.doc.Places[only].Span, "assemble/country-of-sentence", sentenceCountry)
}

// addCountry adds the country of a place as the site, for want of a finer one, with the words that it rests on.
func (d *draft) addCountry(v extract.Place, s extract.Span, rule, reason string) {
	d.support(indexed("where", len(d.Where)), s, rule)
	d.Where = append(d.Where, extract.Place{Role: "event_site", Name: v.CountryName, Text: d.r.doc.Slice(s), Country: v.Country, CountryName: v.CountryName,
		CoordKind: "none", Precision: "country", Reason: reason})
}

// addForceCountry says no more of an unsited incident than the country of the armed groups, the forces and the police that its sentences name, where it is one and the
// article names a place of it: such groups mostly act at home. It reports whether it did.
func (d *draft) addForceCountry() bool {
	at, country := -1, ""
	for _, f := range d.e.frames {
		for _, a := range f.actors {
			v := d.r.doc.Actors[a].Value
			if !homeForces[v.Kind] || v.Country == "" {
				continue
			}
			if country != "" && country != v.Country {
				return false
			}
			if at < 0 {
				at, country = a, v.Country
			}
		}
	}
	if at < 0 {
		return false
	}
	for _, m := range d.r.doc.Places {
		if m.Value.Country == country && m.Value.CountryName != "" {
			d.addCountry(m.Value, d.r.doc.Actors[at].Span, "assemble/country-of-forces", forceCountry)
			return true
		}
	}
	return false
}

// homeWords name what is mostly at home where an adjective of nationality stands before it.
var homeWords = wordSet(`army military troops soldiers police government president minister ministry authorities guerrilla guerrillas rebels rebel senator presidential capital town village city
	province region department district coast border politician leader judge judges lawmakers parliament congress newspaper civilians peasants`)

// homeForces are the kinds of actors that mostly act in their own country.
var homeForces = map[string]bool{"rebel": true, "militia": true, "military": true, "police": true}

// The reasons of a site that is no more than a country, where nothing in the text puts the incident there outright.
const (
	datelineCountry = "country of the dateline"
	forceCountry    = "country of the forces in it"
	sentenceCountry = "the one country that its sentences name"
)

// inferredCountry holds them; such a site adds nothing to the confidence in a report.
var inferredCountry = map[string]bool{datelineCountry: true, forceCountry: true, sentenceCountry: true}

// datelineIn reports whether the article's dateline, if it has one, lies in a country.
func (d *draft) datelineIn(country string) bool {
	p := d.datelinePlace()
	return p < 0 || d.r.doc.Places[p].Value.Country == country
}

// datelinePlace returns the first place of the article's dateline that is no country, or -1.
func (d *draft) datelinePlace() int {
	for _, s := range d.r.doc.Sentences {
		if s.Dateline.Len() == 0 {
			continue
		}
		for _, p := range within(d.r.doc.Places, s.Dateline) {
			if v := d.r.doc.Places[p].Value; v.Use != extract.Demonym && v.Precision != "country" {
				return p
			}
		}
		return -1
	}
	return -1
}

// ofOutlet is the rule of a place that a page's title names as the seat of the outlet.
const ofOutlet = "place/outlet"

// policePlace returns the town whose police, deputies or firefighters the article names first, or -1: a local force speaks of what happened in its town.
func (d *draft) policePlace() int {
	return d.forcePlace("locality", "admin2")
}

// forcePlace returns the first place of some levels whose police or other force the article names, or -1.
func (d *draft) forcePlace(levels ...string) int {
	for p, m := range d.r.doc.Places {
		if v := m.Value; !slices.Contains(levels, v.Precision) || !v.Resolved() {
			continue
		}
		_, last := d.r.tokenRange(m.Span)
		if last >= len(d.r.doc.Tokens) || d.r.doc.Tokens[last].Sentence != d.r.doc.Tokens[last-1].Sentence || m.Rule == ofOutlet {
			continue
		}
		if w := d.r.word(last); policeWords[w] || w == "'s" && policeWords[d.r.word(last+1)] || w == "county" && policeWords[d.r.word(last+1)] {
			return p
		}
	}
	return -1
}

// jurisdiction returns the town of the police that speaks of an ordinary crime or accident, where the site that was found lies far from it: then the
// name of a street, a park or a neighbourhood was taken for a town elsewhere. It returns -1 where the two agree or the site's region is named with it.
func (d *draft) jurisdiction(site int) int {
	p := d.policePlace()
	if p < 0 || d.r.armedContext() || d.r.qualified(site) {
		return -1
	}
	a, b := d.r.doc.Places[site].Value, d.r.doc.Places[p].Value
	if km, ok := distance(a, b); !ok || km < 60 || a.Precision != "locality" && a.Precision != "site" || a.Country != b.Country {
		return -1
	}
	return p
}

// qualified reports whether the text says in which region a place lies: "Paris, Texas".
func (r *reader) qualified(p int) bool {
	_, last := r.tokenRange(r.doc.Places[p].Span)
	if r.word(last) != "," || p+1 >= len(r.doc.Places) || r.doc.TokenAt(r.doc.Places[p+1].Start) != last+1 {
		return false
	}
	next := r.doc.Places[p+1].Value.Precision
	return next == "admin1" || next == "country"
}

var policeWords = wordSet("police sheriff sheriffs deputies officers officer detectives homicide firefighters fire pd coroner paramedics")

// finerSite returns a place of the article that lies within a site of the level of a county, a state or a country and says more: the dateline's, the
// police's, or the first one that the text puts an event at.
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
	if q := d.datelinePlace(); q >= 0 && !(d.r.armedContext() && whole.Precision == "admin1") && d.finerWithin(whole, q) && !strings.EqualFold(whole.Text, d.r.doc.Places[q].Value.Text) && d.datelineFits(d.r.doc.Places[q].Value) {
		return q, "assemble/site-dateline"
	}
	if q := d.townWithin(whole); q >= 0 && whole.Precision != "country" && !d.r.armedContext() && !d.isOutbreak() {
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

// townWithin returns the town within a county or state that the article names most often, the first of equals, or -1. A town that stands only beside
// a hospital or a saying is none.
func (d *draft) townWithin(whole extract.Place) int {
	return d.mostNamed(func(p int) bool { return d.finerWithin(whole, p) })
}

// mostNamed returns the place named most often among those that fit, the first of equals, or -1.
func (d *draft) mostNamed(fits func(p int) bool) int {
	times, best := map[string]int{}, -1
	for _, m := range d.r.doc.Places {
		times[m.Value.Name]++
	}
	for p, m := range d.r.doc.Places {
		first, last := d.r.tokenRange(m.Span)
		if m.Rule == ofOutlet || !fits(p) || d.r.besideSpeech(first, last) || d.r.nearHospital(first, last) || m.Value.Use == extract.Demonym {
			continue
		}
		if best < 0 || times[m.Value.Name] > times[d.r.doc.Places[best].Value.Name] {
			best = p
		}
	}
	return best
}

// headlineTown returns the town that an ordinary local story names in its headline or its first paragraph, in whatever use ("a Springfield mother"), or -1.
func (d *draft) headlineTown() int {
	if d.r.armedContext() || !d.opens() {
		return -1
	}
	return d.mostNamed(func(p int) bool {
		m := d.r.doc.Places[p]
		s := d.r.doc.Sentences[d.r.doc.SentenceAt(m.Start)]
		return m.Value.Resolved() && m.Value.Precision == "locality" && !(s.Dateline.Len() > 0 && s.Dateline.Overlaps(m.Span)) && (d.r.doc.InTitle(m.Span) || d.r.doc.Sentences[d.r.doc.SentenceAt(m.Start)].Paragraph <= 1)
	})
}

func (d *draft) finerWithin(whole extract.Place, q int) bool {
	v := d.r.doc.Places[q].Value
	return v.Precision == "locality" && v.Resolved() && together(whole, v)
}

// datelineFits reports whether the incident may be sited at the dateline: its first frame opens the article.
func (d *draft) datelineFits(p extract.Place) bool {
	return d.r.doc.Sentences[d.e.frames[0].sentence].Paragraph <= 2 && p.Feature != "PPLC"
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

// addPlace adds a place once, with its role. A country loses its point: a centroid is no site.
func (d *draft) addPlace(p int, role, rule string) {
	m := d.r.doc.Places[p]
	for i := range d.Where {
		if d.Where[i].Name == m.Value.Name && d.Where[i].GeonamesID == m.Value.GeonamesID {
			return
		}
	}
	v := m.Value
	v.Role = role
	if v.Precision == "country" {
		v.Lat, v.Lon, v.CoordKind, v.RadiusM = nil, nil, "none", 0
	}
	d.support(indexed("where", len(d.Where)), m.Span, rule)
	d.Where = append(d.Where, v)
}
