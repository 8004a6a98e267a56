package place

import (
	"cmp"
	"strings"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

const (
	farKM     = 250 // beyond it a local outlet names the state
	quarterKM = 60  // beyond it a place is no quarter of the outlet's city
)

// The priors below which a namesake that is far off, or abroad, needs a second word for it: about 200,000 and 400,000 people.
const (
	famousHere   = 5.3
	famousAbroad = 5.65
)

// setFarAside leaves names unresolved whose best reading lies far from where the outlet sits, is no place that everybody knows, and has nothing else
// of the article near it: the text then means a quarter, a hamlet or a building of its own region that the gazetteer lacks.
func (a *article) setFarAside() {
	for _, g := range a.groups {
		if !g.used() || g.qualified() {
			continue
		}
		best := g.best()
		switch {
		case best == nil:
		case strings.HasPrefix(best.place.Feature, "PPL") && g.quarter(a) && a.farFromAll(g, best.place):
			g.aside = "a part of a town, not in gazetteer"
		case a.seat != nil && a.obscure(best) && gazetteer.Distance(a.seat.Lat, a.seat.Lon, best.place.Lat, best.place.Lon) > farKM && !a.spokenOf(g, &best.place):
			g.aside = "far from where the outlet sits"
		case a.namesakeAbroad(g, best):
			g.aside = asideAbroad
		}
	}
}

// asideAbroad is why a name stays unresolved that the gazetteer knows only in another country.
const asideAbroad = "abroad, and nothing else of the article is"

// namesakeAbroad reports whether the best reading of a name lies abroad of the dateline, is no place that everybody knows, and the text names no other place of that
// country: a village of the dateline's country that the gazetteer lacks is meant.
func (a *article) namesakeAbroad(g *group, best *reading) bool {
	home := a.datelineCountry()
	f := best.place.Feature
	if home == "" || best.place.Country == home || best.prior >= famousAbroad || f == "PCLI" || f == "PPLC" || len(best.place.Country) != 2 {
		return false
	}
	for _, o := range a.groups {
		if r := o.best(); o != g && o.used() && r != nil && r.share > 0.5 && r.place.Country == best.place.Country {
			return false
		}
	}
	return true
}

// datelineCountry returns the country that the article was filed from, or "".
func (a *article) datelineCountry() string {
	for _, g := range a.groups {
		for _, m := range g.mentions {
			if r := g.best(); m.kept && m.dateline && r != nil && r.share > 0.5 {
				return r.place.Country
			}
		}
	}
	return ""
}

// qualified reports whether the text says at any mention in which unit the name lies, or files from there.
func (g *group) qualified() bool {
	for _, m := range g.mentions {
		if m.kept && (m.inside != nil || m.dateline || m.kind != named) {
			return true
		}
	}
	return false
}

// best returns the reading with the largest share, or nil.
func (g *group) best() *reading {
	var best *reading
	for _, r := range g.readings {
		if best == nil || r.share > best.share {
			best = r
		}
	}
	return best
}

// obscure reports whether a reading is a town, a county or a site that not everybody knows.
func (a *article) obscure(r *reading) bool {
	if f := r.place.Feature; !strings.HasPrefix(f, "PPL") && f != "ADM2" || f == "PPLC" {
		return false
	}
	if r.place.Country != a.seat.Country {
		return r.prior < famousAbroad
	}
	return r.prior < famousHere
}

// spokenOf reports whether another name of the article lies in the same first-order unit, or abroad in the same country.
func (a *article) spokenOf(g *group, p *gazetteer.Place) bool {
	home := p.Country == a.seat.Country
	for _, o := range a.groups {
		if o == g || !o.used() {
			continue
		}
		q := o.unit()
		if q == nil {
			if r := o.best(); r != nil && r.share > 0.5 {
				q = &r.place
			}
		}
		if q == nil || q.Country != p.Country || q.Feature == "PCLI" && home {
			continue
		}
		if !home || q.Admin1.OK && q.Admin1.Code == p.Admin1.Code {
			return true
		}
	}
	return false
}

// unit returns what a demonym or short form stands for, or nil.
func (g *group) unit() *gazetteer.Place {
	for _, m := range g.mentions {
		if m.kept && m.unit != nil {
			return m.unit
		}
	}
	return nil
}

// quarterWords name a part of a town.
var quarterWords = map[string]bool{"neighborhood": true, "neighbourhood": true, "subdivision": true, "community": true}

// quarter reports whether the text calls the name a part of a town.
func (g *group) quarter(a *article) bool {
	for _, m := range g.mentions {
		if m.kept && m.last < len(a.doc.Tokens) && quarterWords[a.doc.Word(m.last)] && a.doc.Tokens[m.last].Sentence == a.doc.Tokens[m.first].Sentence {
			return true
		}
	}
	return false
}

// farFromAll reports whether a place lies far from where the outlet sits and from every other town of the article, if there is any.
func (a *article) farFromAll(g *group, p gazetteer.Place) bool {
	anchored := a.seat != nil
	if a.seat != nil && gazetteer.Distance(a.seat.Lat, a.seat.Lon, p.Lat, p.Lon) <= quarterKM {
		return false
	}
	for _, o := range a.groups {
		r := o.best()
		if o == g || !o.used() || r == nil || r.share < 0.5 || r.place.Feature == "PCLI" || r.place.Feature == "ADM1" {
			continue
		}
		anchored = true
		if gazetteer.Distance(r.place.Lat, r.place.Lon, p.Lat, p.Lon) <= quarterKM {
			return false
		}
	}
	return anchored
}

// leaveAside describes a mention that stays unresolved. What has only a hamlet's name abroad lies in the country that the article was filed
// from, or else in the outlet's.
func (a *article) leaveAside(m *mention, p *extract.Place) {
	p.Reason, p.Precision, p.CoordKind = m.group.aside, "unknown", "none"
	p.Candidates = rivals(m.readings, nil)
	if m.group.aside == asideAbroad && m.group.top() >= hamlet {
		return
	}
	a.inCountry(cmp.Or(a.datelineCountry(), a.seatCountry(), a.focus), p)
}

// seatCountry returns the country in which the outlet is known to sit, or "".
func (a *article) seatCountry() string {
	if a.seat == nil {
		return ""
	}
	return a.seat.Country
}

// inCountry says of a place no more than its country.
func (a *article) inCountry(code string, p *extract.Place) {
	if c, ok := a.gaz.Unit(code); ok && len(code) == 2 {
		p.Country, p.CountryName = code, c.Name
	}
}
