package place

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// mentions turns what was kept into the layer that Find returns.
func (a *article) mentions() []extract.Mention[extract.Place] {
	var out []extract.Mention[extract.Place]
	for _, m := range a.found {
		if !m.kept || m.skeleton && !a.countryNamed(m) {
			continue
		}
		p := extract.Place{Text: a.doc.Slice(m.span), Name: a.doc.Slice(m.span)}
		var rule string
		p.Use, rule = a.use(m)
		if m.unit != nil {
			a.describe(m.unit, &p)
			p.Reason, p.Score = "stands for "+m.unit.Name, 0.95
			if m.kind == capital {
				p.Reason = "capital of " + p.CountryName
			}
		} else {
			a.choose(m, &p)
		}
		a.relate(m, &p)
		displace(&p)
		out = append(out, extract.Mention[extract.Place]{Span: m.span, Value: p, Rule: rule})
	}
	slices.SortFunc(out, func(x, y extract.Mention[extract.Place]) int { return cmp.Compare(x.Start, y.Start) })
	return slices.CompactFunc(out, func(x, y extract.Mention[extract.Place]) bool { return x.Overlaps(y.Span) })
}

// countryNamed reports whether something else in the article speaks for the country of the best
// reading of a name that was found by its skeleton only.
func (a *article) countryNamed(m *mention) bool {
	if len(m.readings) == 0 {
		return false
	}
	best := slices.MaxFunc(m.readings, func(x, y *reading) int { return cmp.Compare(x.share, y.share) })
	for _, n := range a.found {
		if !n.kept || n.key == m.key {
			continue
		}
		if n.unit != nil && n.unit.Country == best.place.Country {
			return true
		}
		for _, r := range n.readings {
			if r.share > 0.5 && r.place.Country == best.place.Country {
				return true
			}
		}
	}
	return false
}

// choose takes the best reading of a name for one mention, or abstains.
func (a *article) choose(m *mention, p *extract.Place) {
	if len(m.readings) == 0 {
		p.Reason = "not in gazetteer"
		a.unplaced(m, p)
		return
	}
	if m.group.aside != "" {
		a.leaveAside(m, p)
		return
	}
	rs := make([]*reading, len(m.readings))
	for i, r := range m.readings {
		own := *r
		own.score += a.fit(m, r) / 2
		rs[i] = &own
	}
	share(rs, sharpness[len(sharpness)-1])
	slices.SortStableFunc(rs, func(x, y *reading) int { return cmp.Compare(y.share, x.share) })
	best := rs[0]
	confidence := together(rs, best)
	p.Score = math.Round(100*min(confidence, 0.99)) / 100
	p.Candidates = rivals(rs, best)
	if confidence < abstainBelow {
		p.Reason, p.Precision, p.CoordKind = "ambiguous", "unknown", "none"
		p.Candidates = rivals(rs, nil)
		return
	}
	if a.abroad(m, best) {
		p.Reason, p.Candidates, p.Score = "not in gazetteer where the article is about", rivals(rs, nil), 0
		a.unplaced(m, p)
		return
	}
	a.describe(&best.place, p)
	p.Reason = a.reason(m, best, len(rs))
}

// place returns what a qualifying name stands for, or nil.
func (m *mention) place() *gazetteer.Place {
	if m.unit != nil {
		return m.unit
	}
	var best *reading
	for _, r := range m.readings {
		if best == nil || r.share > best.share {
			best = r
		}
	}
	if best == nil {
		return nil
	}
	return &best.place
}

// together adds up the shares of readings that lie where the best one lies: a town and the county around it.
func together(rs []*reading, best *reading) float64 {
	sum := 0.0
	for _, r := range rs {
		if r == best || r.place.Country == best.place.Country && gazetteer.Distance(r.place.Lat, r.place.Lon, best.place.Lat, best.place.Lon) < 40 {
			sum += r.share
		}
	}
	return sum
}

func rivals(rs []*reading, best *reading) []extract.Candidate {
	var out []extract.Candidate
	for _, r := range rs {
		if r == best || r.share < 0.005 || len(out) == 3 {
			continue
		}
		c := extract.Candidate{Name: r.place.Name, GeonamesID: r.place.GeonamesID, SourceID: r.place.SourceID, Country: firstCountry(r.place.Country), Score: math.Round(100*r.share) / 100}
		if r.place.Admin1.OK {
			c.Admin1 = r.place.Admin1.Code
		}
		out = append(out, c)
	}
	return out
}

// reason says in words why this reading was taken.
func (a *article) reason(m *mention, best *reading, n int) string {
	switch {
	case n == 1:
		return "the only entry of this name"
	case m.inside != nil && a.containment(m.inside, &best.place) > 0.4:
		return "within " + a.doc.Slice(m.inside.span)
	case m.want != 0 && m.want.fits(&best.place):
		return fmt.Sprintf("%q", a.doc.Slice(m.wantWords))
	case best.score-best.prior > 1.5:
		return "other names of the article lie near"
	}
	return "the most prominent of this name"
}

func firstCountry(list string) string {
	first, _, _ := strings.Cut(list, ",")
	return first
}

// describe copies a gazetteer entry into the mention's value.
func (a *article) describe(g *gazetteer.Place, p *extract.Place) {
	p.Name, p.GeonamesID, p.SourceID, p.Feature = g.Name, g.GeonamesID, g.SourceID, g.Feature
	lat, lon := g.Lat, g.Lon
	p.Lat, p.Lon = &lat, &lon
	if len(g.Country) == 2 {
		p.Country = g.Country
		if c, ok := a.gaz.Unit(g.Country); ok {
			p.CountryName = c.Name
		}
	}
	p.Admin1, p.Admin2 = a.unit(g.Admin1), a.unit(g.Admin2)
	p.Precision, p.CoordKind = precision(g.Feature)
	p.RadiusM = radius(g)
}

func (a *article) unit(u gazetteer.Admin) *extract.Admin {
	if !u.OK || int(u.Unit) >= a.gaz.Len() {
		return nil
	}
	code := u.ISO
	if code == "" {
		code = u.Code
	}
	return &extract.Admin{Name: a.gaz.Place(u.Unit).Name, Code: code}
}

// precision says what kind of extent a feature code stands for, and of which kind its point is.
func precision(code string) (precision, coordKind string) {
	switch {
	case strings.HasPrefix(code, "PCL"):
		return "country", "centroid"
	case code == "ADM1":
		return "admin1", "centroid"
	case strings.HasPrefix(code, "ADM"):
		return "admin2", "centroid"
	case code == "SEA" || code == "OCN" || code == "GULF" || code == "STRT" || code == "STM" || code == "LK" || code == "BAY" || code == "CHN" || code == "CNL":
		return "water", "centroid"
	case code == "RGN" || code == "CONT" || code == "ISL" || code == "ISLS" || code == "PEN" || code == "MTS" || code == "DSRT" || code == "VAL" || code == "DLTA" || code == "FRST":
		return "region", "centroid"
	case strings.HasPrefix(code, "PPL"):
		return "locality", "point"
	}
	return "site", "point"
}

// radius is the extent that the entry's point stands for, metres: that of the index for units, about
// 20 people a hectare for towns, a kilometre for sites, and a guess for the rest.
func radius(g *gazetteer.Place) int {
	if g.RadiusM > 0 {
		return g.RadiusM
	}
	switch precision, _ := precision(g.Feature); precision {
	case "locality":
		return max(500, int(math.Round(math.Sqrt(float64(max(g.Population, 1000))/2000/math.Pi)*10))*100)
	case "site":
		return 1000
	case "admin2":
		return 20_000
	case "admin1", "water", "region":
		return 150_000
	}
	return 300_000
}

// displace moves the point where the text gives a distance and a bearing, and widens the extent where it says near.
func displace(p *extract.Place) {
	if p.Lat == nil {
		return
	}
	switch {
	case p.Offset != nil && p.Offset.KM > 0 && p.Offset.Bearing != nil:
		lat, lon := displaced(*p.Lat, *p.Lon, p.Offset.KM, *p.Offset.Bearing)
		lat, lon = math.Round(lat*1e5)/1e5, math.Round(lon*1e5)/1e5
		p.Lat, p.Lon, p.CoordKind = &lat, &lon, "offset"
		p.RadiusM = max(p.RadiusM/2, int(p.Offset.KM*250))
	case p.Offset != nil && p.Offset.KM > 0:
		p.RadiusM += int(p.Offset.KM * 1000)
	case p.Relation == "near":
		p.RadiusM += 10_000
	}
}

// Within reports whether a lies in b, as far as the codes of country and units tell: a town in its
// district, province and country, a province in its country. Nothing lies in a place that is not resolved,
// and a unit does not lie in itself.
func Within(a, b extract.Place) bool {
	if !a.Resolved() || !b.Resolved() || a.Country == "" || a.Country != b.Country {
		return false
	}
	switch b.Precision {
	case "country":
		return a.Precision != "country"
	case "admin1":
		return a.Precision != "admin1" && a.Precision != "country" && same(a.Admin1, b.Admin1)
	case "admin2":
		return (a.Precision == "locality" || a.Precision == "site") && same(a.Admin1, b.Admin1) && same(a.Admin2, b.Admin2)
	case "locality":
		return a.Precision == "site" && Distance(a, b)*1000 <= float64(b.RadiusM)
	}
	return false
}

func same(a, b *extract.Admin) bool { return a != nil && b != nil && a.Code == b.Code }

// Distance returns the distance between the points of two places in kilometres, infinite where one has none.
func Distance(a, b extract.Place) float64 {
	if a.Lat == nil || a.Lon == nil || b.Lat == nil || b.Lon == nil {
		return math.Inf(1)
	}
	return gazetteer.Distance(*a.Lat, *a.Lon, *b.Lat, *b.Lon)
}
