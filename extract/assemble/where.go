package assemble

import (
	"slices"

	"sitrep/extract"
)

// maxMentioned is the number of places kept beside the sites of a report.
const maxMentioned = 6

// fillWhere chooses the site: the strongest by its grammar over all frames, a finer one inside it before it; then what fallbackSite finds, and at last no
// more than a country, with what an outbreak's cases say of it. Other places of the frames are kept with the role that they have.
func (d *draft) fillWhere() {
	if chosen, ok := d.bestSite(); ok {
		d.addSite(chosen)
	} else if d.overCountries() {
		return
	} else if p, rule := d.fallbackSite(); p >= 0 {
		d.addPlace(p, "event_site", rule)
	} else if !d.addForceCountry() && !d.addDatelineCountry() {
		d.addNamedCountry()
	}
	d.addCaseSites()
	d.addMentioned()
}

// addSite adds the site that the frames give, what lies in it and was hit before it, and what it lies in behind it.
func (d *draft) addSite(chosen siteRef) {
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
	if p, rule := d.wherein(chosen.place); p >= 0 {
		d.addPlace(p, "event_site", rule)
	}
	for _, s := range d.coordinate(chosen) {
		d.addPlace(s.place, "event_site", "assemble/site-coordinated")
	}
	if !d.resolved() {
		d.addNation(chosen.place)
	}
}

// wherein returns the unit or the town in which a place lies that the gazetteer lacks, with its rule, or -1.
func (d *draft) wherein(p int) (int, string) {
	if q := d.around(p); q >= 0 {
		return q, "assemble/site-around"
	}
	if q := d.r.townOfQuarter(p); q >= 0 {
		return q, "assemble/town-of-quarter"
	}
	if d.r.doc.Places[p].Value.Resolved() || d.r.settlement(p) {
		return -1, ""
	}
	return d.town()
}

// addNation adds the country in which a site lies that the gazetteer lacks: the one that the text puts before it or that reports the outbreak, or at least that
// of the forces or the dateline.
func (d *draft) addNation(site int) {
	for _, p := range []int{d.nationOf(site), d.reporter()} {
		if p >= 0 {
			d.addPlace(p, "event_site", "assemble/site-nation")
			return
		}
	}
	if v := d.r.doc.Places[site].Value.Precision; v != "water" && v != "region" && !d.addForceCountry() {
		d.addDatelineCountry()
	}
}

// addMentioned adds the other places of the frames, each with the role that it has.
func (d *draft) addMentioned() {
	for _, f := range d.e.frames {
		for _, s := range f.sites {
			role := s.role
			if role == "event_site" {
				role = "mentioned"
			}
			if len(d.Where) < maxMentioned {
				d.addPlace(s.place, role, "assemble/place-in-sentence")
			}
		}
	}
}

// resolved reports whether a site of the report is known to the gazetteer.
func (d *draft) resolved() bool {
	return slices.ContainsFunc(d.Where, func(p extract.Place) bool { return p.Role == "event_site" && p.Country != "" })
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

// refines reports whether b is a finer place that lies within a, or beside it where a is a water.
func (d *draft) refines(a, b siteRef) bool {
	x, y := d.r.doc.Places[a.place].Value, d.r.doc.Places[b.place].Value
	if d.besideWater(a.place, b.place) {
		return true
	}
	if y.Precision == "unknown" && !d.r.settlement(b.place) || x.Precision == "unknown" && !d.r.settlement(a.place) {
		return false
	}
	return fineness[y.Precision] > fineness[x.Precision] && together(x, y)
}

var fineness = map[string]int{"country": 1, "region": 1, "water": 1, "admin1": 2, "admin2": 3, "unknown": 3, "locality": 4, "site": 5}

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
