package assemble

import (
	"slices"

	"sitrep/extract"
)

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
// which it lies ("in San Benito, Huila Department", "in the Miraflores neighborhood in Lima"), or the one where a later sentence says that
// it took place.
func (d *draft) villageIn(site int) int {
	v := d.r.doc.Places[site].Value
	if !v.Resolved() {
		return -1
	}
	if d.liesBefore(site) {
		return site - 1
	}
	for _, f := range d.e.frames {
		for _, p := range within(d.r.doc.Places, d.r.doc.Sentences[f.sentence].Span) {
			if p != site && sameID(d.r.doc.Places[p].Value, v) && d.liesBefore(p) {
				return p - 1
			}
		}
	}
	return d.villageLater(v)
}

// liesBefore reports whether a place that the gazetteer lacks stands right before place p as what lies in it.
func (d *draft) liesBefore(p int) bool {
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

// around returns the unit that the text names right behind a place that the gazetteer lacks, as where it lies, or -1: "San Benito, Huila Department".
func (d *draft) around(p int) int {
	if d.r.doc.Places[p].Value.Resolved() || p+1 >= len(d.r.doc.Places) || !d.r.qualifies(p+1) || !d.r.doc.Places[p+1].Value.Resolved() {
		return -1
	}
	return p + 1
}
