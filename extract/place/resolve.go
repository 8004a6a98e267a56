package place

import (
	"maps"
	"math"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// prior is how likely a name means a place before anything else is known, in decades of population.
func prior(p gazetteer.Place, class gazetteer.Class) float64 {
	size := math.Log10(float64(max(p.Population, 100)))
	v := size
	switch f := p.Feature; {
	case f == "PCLI":
		v = countryPrior
	case f == "CONT", f == "OCN":
		v = 7.5
	case f == "ADM1":
		v = min(6.6, size)
	case f == "ADM2":
		v = min(5.5, size) - 0.8
	case f == "PPLC", f == "PPLG": // La Paz, The Hague: where the government sits
		v = min(max(size, 5)+1.3, capitalPrior)
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
		v -= 0.7
		if anglophone[p.Country] && strings.HasPrefix(p.Feature, "PPL") {
			v -= 0.8 // mostly names of long ago
		}
	case gazetteer.Derived:
		v -= 0.9
	}
	return v
}

// anglophone are the countries whose places English knows by their own names, and whose towns most
// outlets that write English are named after.
var anglophone = map[string]bool{"US": true, "GB": true, "CA": true, "AU": true, "NZ": true, "IE": true, "ZA": true}

// evidence is what the article says about where it is, as weights over countries, first-order units and squares of two degrees.
type evidence struct {
	country map[string]float64
	admin1  map[string]float64
	admin2  map[string]float64
	square  map[square]float64
	total   float64
}

type square struct{ lat, lon int16 }

func squareOf(lat, lon float64) square {
	return square{int16(math.Floor(lat)), int16(math.Floor(lon))}
}

func newEvidence() *evidence {
	return &evidence{country: map[string]float64{}, admin1: map[string]float64{}, admin2: map[string]float64{}, square: map[square]float64{}}
}

// add votes for where a place lies.
func (e *evidence) add(p *gazetteer.Place, weight float64) {
	e.total += weight
	if len(p.Country) == 2 {
		e.country[p.Country] += weight
	}
	if p.Admin1.OK {
		e.admin1[p.Admin1.Code] += weight
	}
	if p.Admin2.OK {
		e.admin2[p.Admin2.Code] += weight
	}
	if pointLike(p) {
		e.square[squareOf(p.Lat, p.Lon)] += weight
	}
}

// pointLike reports whether the place's point says where it is to a hundred kilometres or two.
func pointLike(p *gazetteer.Place) bool {
	switch p.Feature {
	case "PCLI":
		return p.RadiusM > 0 && p.RadiusM < 150_000
	case "ADM1":
		return p.RadiusM > 0 && p.RadiusM < 60_000
	case "RGN", "CONT", "OCN", "SEA":
		return false
	}
	return true
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
// is about gains almost as much as a place a thousand times as large. They were set by hand, by
// reading mistakes in newspaper articles of all kinds, and nothing hangs on the second digit.
const (
	countryWeight = 3.0
	admin1Weight  = 3.5
	admin2Weight  = 3.0
	nearWeight    = 2.5
	countryHalf   = 1.0 // the evidence that gives half of the weight
	unitHalf      = 0.8
	nearHalf      = 1.0
	doubt         = 0.25 // how much more evidence a village needs against a city of its name, a decade
	spread        = 0.1  // how much evidence for elsewhere counts against it
	priorSlope    = 1.1
	abstainBelow  = 0.35 // confidence under which a name stays unresolved
)

// The priors of whole countries and of capitals, on the scale of decades of population.
const (
	countryPrior = 8.4
	capitalPrior = 7.5
)

// sharpness is how fast the share of a reading falls with its score, in nats a decade. It grows from
// round to round, so that namesakes that lie together can find each other before size decides.
var sharpness = [...]float64{0.5, 0.8, 1.2, 1.7}

// resolve settles what each name means, over the whole article.
func (a *article) resolve() {
	fixed := a.settled()
	for _, g := range a.groups {
		for _, r := range g.readings {
			r.score = priorSlope * r.prior
		}
		g.prefer(a)
		share(g.readings, sharpness[0])
	}
	for _, sharp := range sharpness[1:] {
		all := a.collect(fixed)
		for _, g := range a.groups {
			if !g.used() {
				continue
			}
			own := g.votes(newEvidence(), -1)
			for _, r := range g.readings {
				r.score = priorSlope*r.prior + all.favour(&r.place, own, 1+doubt*max(0, g.top()-r.prior-2))
			}
			g.prefer(a)
		}
		for _, g := range a.groups {
			share(g.readings, sharp)
		}
	}
	a.all = a.collect(fixed)
	a.focus = a.all.focus()
	a.nameCapitals(a.all)
}

// favour is what the context adds to a reading. The name's own votes are taken out.
func (e *evidence) favour(p *gazetteer.Place, own *evidence, doubt float64) float64 {
	s := 0.0
	total := e.total + own.total
	if len(p.Country) == 2 {
		s += countryWeight * saturate(e.country[p.Country]+own.country[p.Country], countryHalf*doubt, total)
	}
	if p.Admin1.OK && p.Feature != "ADM1" {
		s += admin1Weight * saturate(e.admin1[p.Admin1.Code]+own.admin1[p.Admin1.Code], unitHalf*doubt, total)
	}
	if p.Feature != "PCLI" && p.Feature != "ADM1" {
		s += nearWeight * saturate(e.near(p)+own.near(p), nearHalf*doubt, total)
	}
	if p.Admin2.OK {
		s += admin2Weight * saturate(e.admin2[p.Admin2.Code]+own.admin2[p.Admin2.Code], nearHalf*doubt, total)
	}
	return s
}

// saturate grows from 0 to 1 with a weight, the slower the more evidence lies elsewhere.
func saturate(w, half, total float64) float64 {
	w = max(w, 0)
	return w / (w + half + spread*max(0, total-w))
}

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

// nameCapitals says of which country the bare "capital" is: the one that holds most of the evidence for any.
func (a *article) nameCapitals(all *evidence) {
	best, sum := "", 0.0
	for _, country := range slices.Sorted(maps.Keys(all.country)) {
		w := all.country[country]
		sum += w
		if w > all.country[best] {
			best = country
		}
	}
	for _, m := range a.found {
		if m.kind != capital || m.unit != nil {
			continue
		}
		m.unit = a.lex.capitals[best]
		m.kept = m.unit != nil && all.country[best] > 0.6*sum
	}
}

func (a *article) collect(fixed *evidence) *evidence {
	all := newEvidence()
	for k, v := range fixed.country {
		all.country[k] = v
	}
	for k, v := range fixed.admin1 {
		all.admin1[k] = v
	}
	for k, v := range fixed.admin2 {
		all.admin2[k] = v
	}
	for k, v := range fixed.square {
		all.square[k] = v
	}
	all.total = fixed.total
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

// top is the highest prior among the readings.
func (g *group) top() float64 {
	top := 0.0
	for _, r := range g.readings {
		top = max(top, r.prior)
	}
	return top
}

// used reports whether the name was kept at any of its mentions.
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

// share turns scores into shares.
func share(rs []*reading, sharp float64) {
	top := math.Inf(-1)
	for _, r := range rs {
		top = max(top, r.score)
	}
	total := 0.0
	for _, r := range rs {
		r.share = math.Exp(sharp * (r.score - top))
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
	if m.holding != nil && namesake(m, &r.place) {
		s -= 4
	}
	if m.qualifies && slices.ContainsFunc(m.readings, func(o *reading) bool {
		return r.place.Feature == "PPLA" && outshines(o, r) || seatOf(r, o) && !a.endsList(m)
	}) {
		s -= 4 // "Osage County, Oklahoma" does not lie in Oklahoma City, nor "Nova Kakhovka, Kherson" in the city
	}
	if m.article && wantLand.fits(&r.place) || m.article && wantWater.fits(&r.place) {
		s += 1.5
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

// endsList reports whether "and" and another name follow, so that a name behind a comma rather stands in a list: "in Lima, Callao and Arequipa".
func (a *article) endsList(m *mention) bool {
	return m.last+1 < len(a.doc.Tokens) && a.plain[m.last] == "and" && a.doc.Tokens[m.last+1].Is(extract.Capital)
}

// namesake reports whether a reading of a qualifier is no more than a namesake of the unit meant, since it holds none of the name's readings and a unit does: the
// Georgia of "Albany, Georgia" is no country, the New York of "Rochester, New York" and the Washington of "Spokane, Washington" no city.
func namesake(m *mention, p *gazetteer.Place) bool {
	if p.Feature != "PCLI" && p.Feature != "PPL" && p.Feature != "PPLC" || holdsAny(p, m.holding) {
		return false
	}
	return slices.ContainsFunc(m.readings, func(o *reading) bool {
		return holdsAny(&o.place, m.holding) && (p.Feature == "PCLI" || o.place.Feature == "ADM1" && o.place.Country == p.Country)
	})
}

// holdsAny reports whether a unit holds a place of the name q.
func holdsAny(unit *gazetteer.Place, q *mention) bool {
	return slices.ContainsFunc(q.readings, func(r *reading) bool { return holds(unit, &r.place) })
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
