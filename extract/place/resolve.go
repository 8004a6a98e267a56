package place

import (
	"math"
	"slices"
	"strings"

	"sitrep/extract/gazetteer"
)

// prior is how likely a name means a place before anything else is known, in decades of population.
func prior(p gazetteer.Place, class gazetteer.Class) float64 {
	size := math.Log10(float64(max(p.Population, 100)))
	v := size
	switch f := p.Feature; {
	case f == "PCLI":
		v = 7.4
	case f == "CONT", f == "OCN":
		v = 7.5
	case f == "ADM1":
		v = min(6.6, size)
	case f == "ADM2":
		v = min(5.5, size) - 0.8
	case f == "PPLC":
		v = max(size, 5) + 0.7
	case f == "PPLX":
		v = min(size, 3.7)
	case f == "PPLQ", f == "PPLH", f == "PPLW":
		v = 1.5
	case strings.HasPrefix(f, "PPLA"):
		v = size + 0.2
	case strings.HasPrefix(f, "PPL"):
	case f == "AIRP", f == "AIRH", f == "AIRF":
		v = 3
	case f == "AIRB", f == "INSM":
		v = 4.2
	case f == "SEA", f == "RGN", f == "GULF", f == "ISL", f == "ISLS", f == "GOVL", f == "STRT", f == "PEN":
		v = 5.8
	default:
		v = 4.4
	}
	switch class {
	case gazetteer.Alternate:
		v -= 0.6
		if size > 5.5 && strings.HasPrefix(p.Feature, "PPL") {
			v -= 0.3
		}
	case gazetteer.Derived:
		v -= 0.9
	}
	return v
}

// evidence is what the article says about where it is, as weights over countries, first-order units and squares of two degrees.
type evidence struct {
	country map[string]float64
	admin1  map[string]float64
	square  map[square]float64
}

type square struct{ lat, lon int16 }

func squareOf(lat, lon float64) square {
	return square{int16(math.Floor(lat)), int16(math.Floor(lon))}
}

func newEvidence() *evidence {
	return &evidence{country: map[string]float64{}, admin1: map[string]float64{}, square: map[square]float64{}}
}

// add votes for where a place lies.
func (e *evidence) add(p *gazetteer.Place, weight float64) {
	if len(p.Country) == 2 {
		e.country[p.Country] += weight
	}
	if p.Admin1.OK {
		e.admin1[p.Admin1.Code] += weight
	}
	if p.Feature != "PCLI" && p.Feature != "ADM1" && p.Feature != "RGN" {
		e.square[squareOf(p.Lat, p.Lon)] += weight
	}
}

// near is the weight in the nine squares around a place.
func (e *evidence) near(p *gazetteer.Place) float64 {
	if len(e.square) == 0 {
		return 0
	}
	c, sum := squareOf(p.Lat, p.Lon), 0.0
	for lat := c.lat - 1; lat <= c.lat+1; lat++ {
		for lon := c.lon - 1; lon <= c.lon+1; lon++ {
			sum += e.square[square{lat, lon}]
		}
	}
	return sum
}

// The weights of the context, in decades of population: a name in a country that the whole article
// is about gains as much as a place a hundred times as large.
const (
	countryWeight = 1.9
	admin1Weight  = 1.9
	nearWeight    = 1.6
	sharpness     = 1.7 // nats a decade
	rounds        = 3
	abstainBelow  = 0.25
)

// resolve settles what each name means, over the whole article.
func (a *article) resolve() {
	fixed := a.settled()
	for _, g := range a.groups {
		for _, r := range g.readings {
			r.score = r.prior
		}
		g.prefer(a)
		g.normalise()
	}
	for range rounds {
		all := a.collect(fixed)
		for _, g := range a.groups {
			if !g.used() {
				continue
			}
			own := g.votes(newEvidence(), -1)
			for _, r := range g.readings {
				r.score = r.prior + all.favour(&r.place, own)
			}
			g.prefer(a)
		}
		for _, g := range a.groups {
			g.normalise()
		}
	}
}

// favour is what the context adds to a reading. The name's own votes are taken out.
func (e *evidence) favour(p *gazetteer.Place, own *evidence) float64 {
	s := 0.0
	if len(p.Country) == 2 {
		s += countryWeight * saturate(e.country[p.Country]+own.country[p.Country], 1)
	}
	if p.Admin1.OK && p.Feature != "ADM1" {
		s += admin1Weight * saturate(e.admin1[p.Admin1.Code]+own.admin1[p.Admin1.Code], 1.2)
	}
	if p.Feature != "PCLI" && p.Feature != "ADM1" {
		s += nearWeight * saturate(e.near(p)+own.near(p), 1)
	} else {
		s += nearWeight / 2
	}
	return s
}

func saturate(w, half float64) float64 { return max(w, 0) / (max(w, 0) + half) }

// settled are the votes that no choice among namesakes changes: demonyms, short forms, the outlet's home.
func (a *article) settled() *evidence {
	e := newEvidence()
	seen := map[string]int{}
	for _, m := range a.found {
		if m.unit == nil || !m.kept {
			continue
		}
		seen[m.key]++
		e.add(m.unit, 0.8/float64(seen[m.key]))
	}
	a.home(e)
	return e
}

func (a *article) collect(fixed *evidence) *evidence {
	all := newEvidence()
	for k, v := range fixed.country {
		all.country[k] = v
	}
	for k, v := range fixed.admin1 {
		all.admin1[k] = v
	}
	for k, v := range fixed.square {
		all.square[k] = v
	}
	for _, g := range a.groups {
		if g.used() {
			g.votes(all, 1)
		}
	}
	return all
}

// votes adds the shares of a name's readings, times sign, to e.
func (g *group) votes(e *evidence, sign float64) *evidence {
	w := sign * g.weight()
	for _, r := range g.readings {
		if r.share > 0.02 {
			e.add(&r.place, w*r.share)
		}
	}
	return e
}

// weight grows slowly with the number of mentions; a dateline counts more.
func (g *group) weight() float64 {
	n, w := 0, 0.0
	for _, m := range g.mentions {
		if m.kept {
			n++
			if m.dateline {
				w = 0.5
			}
		}
	}
	return w + math.Min(2, 0.6+0.25*float64(n))
}

func (g *group) used() bool {
	return len(g.readings) > 0 && slices.ContainsFunc(g.mentions, func(m *mention) bool { return m.kept })
}

// prefer adds what the words around the mentions say to the scores of the readings.
func (g *group) prefer(a *article) {
	for _, r := range g.readings {
		best, sum, n := 0.0, 0.0, 0
		for _, m := range g.mentions {
			if !m.kept {
				continue
			}
			s := a.fit(m, r)
			sum += s
			n++
			best = max(best, s)
		}
		if n > 0 {
			r.score += (best + sum/float64(n)) / 2
		}
	}
}

// normalise turns scores into shares.
func (g *group) normalise() { share(g.readings) }

func share(rs []*reading) {
	top := math.Inf(-1)
	for _, r := range rs {
		top = max(top, r.score)
	}
	total := 0.0
	for _, r := range rs {
		r.share = math.Exp(sharpness * (r.score - top))
		total += r.share
	}
	for _, r := range rs {
		r.share /= total
	}
}

// fit is what one mention's own words say about a reading: the name that qualifies it, the type of place asked for.
func (a *article) fit(m *mention, r *reading) float64 {
	s := 0.0
	if m.inside != nil {
		s += 5 * a.containment(m.inside, &r.place)
	}
	if m.want != 0 {
		if m.want.fits(&r.place) {
			s += 2.5
		} else {
			s -= 2
		}
	}
	return s
}

// containment is the share of the qualifier's readings that hold the place.
func (a *article) containment(q *mention, p *gazetteer.Place) float64 {
	if q.unit != nil {
		return truth(holds(q.unit, p))
	}
	best := 0.0
	for _, r := range q.readings {
		if holds(&r.place, p) {
			best = max(best, 0.5+0.5*r.share)
		}
	}
	return best
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// holds reports whether the unit u contains p and is not p itself.
func holds(u, p *gazetteer.Place) bool {
	if u.ID == p.ID {
		return false
	}
	switch {
	case u.Feature == "PCLI":
		return p.Country == u.Country && p.Feature != "PCLI"
	case u.Feature == "ADM1":
		return p.Admin1.OK && p.Admin1.Code == u.Admin1.Code && p.Feature != "ADM1"
	case u.Feature == "ADM2":
		return p.Admin2.OK && p.Admin2.Code == u.Admin2.Code && p.Feature != "ADM2" ||
			p.Country == u.Country && strings.HasPrefix(p.Feature, "PPL") && gazetteer.Distance(p.Lat, p.Lon, u.Lat, u.Lon)*1000 < float64(max(u.RadiusM, 15_000))
	case u.Feature == "RGN" || u.Feature == "ISL" || u.Feature == "ISLS":
		return strings.Contains(u.Country, p.Country) && p.Country != "" && gazetteer.Distance(p.Lat, p.Lon, u.Lat, u.Lon) < 400
	case strings.HasPrefix(u.Feature, "PPL"):
		return p.Country == u.Country && p.Population < u.Population && gazetteer.Distance(p.Lat, p.Lon, u.Lat, u.Lon) < 25
	}
	return false
}
