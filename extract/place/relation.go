package place

import (
	"math"
	"strconv"
	"strings"

	"sitrep/extract"
)

// bearings of the points of the compass, degrees clockwise from north.
var bearings = map[string]int{"north": 0, "northeast": 45, "north-east": 45, "east": 90, "southeast": 135, "south-east": 135, "south": 180, "southwest": 225, "south-west": 225,
	"west": 270, "northwest": 315, "north-west": 315, "northern": 0, "northeastern": 45, "north-eastern": 45, "eastern": 90, "southeastern": 135, "south-eastern": 135,
	"southern": 180, "southwestern": 225, "south-western": 225, "western": 270, "northwestern": 315, "north-western": 315}

// relate reads how the text places something by the name: in it, near it, at a distance and a
// bearing from it, between it and another, along it or off its coast.
func (a *article) relate(m *mention, p *extract.Place) {
	i := a.beforeArticle(m.first)
	if i < a.doc.Sentences[a.doc.Tokens[m.first].Sentence].First {
		return
	}
	switch w := a.plain[i]; w {
	case "in", "at", "inside", "within", "throughout", "across":
		p.Relation = "in"
	case "near", "outside", "around", "beyond", "toward", "towards":
		p.Relation = "near"
	case "along":
		p.Relation = "along"
	case "between":
		p.Relation = "between"
	case "off":
		p.Relation = "off"
	case "and":
		if a.betweenBefore(m) {
			p.Relation = "between"
		}
	case "of", "from":
		a.relateOf(i, p)
	case "with":
		if i > 1 && a.plain[i-1] == "border" {
			p.Relation = "near"
		}
	default:
		if b, ok := bearings[w]; ok {
			p.Relation, p.Offset = "in", &extract.Offset{Bearing: &b}
		}
	}
}

// beforeArticle returns the token before i and before an article, a type word and "of" that belong to the name.
func (a *article) beforeArticle(i int) int {
	i--
	for i >= 1 {
		switch w := a.plain[i]; {
		case w == "the", w == "nearby", w == "capital", w == "coastal", w == "port", w == "border":
			i--
		case w == "of" && i > 0 && a.lex.cue[a.plain[i-1]]&typeWord != 0:
			i -= 2
		case a.lex.cue[w]&typeWord != 0:
			i--
		default:
			return i
		}
	}
	return i
}

// relateOf reads backwards from "of" or "from": "30 km south of", "off the coast of", "outside of", "the outskirts of".
func (a *article) relateOf(i int, p *extract.Place) {
	if i < 1 {
		return
	}
	w := a.plain[i-1]
	if b, ok := bearings[w]; ok && strings.TrimSuffix(w, "ern") == w {
		p.Relation, p.Offset = "offset", &extract.Offset{Bearing: &b}
		p.Offset.KM = a.distanceBefore(i - 1)
		return
	}
	switch w {
	case "coast", "shore", "shores", "coastline":
		if i > 2 && (a.plain[i-3] == "off" || a.plain[i-2] == "off") {
			p.Relation = "off"
			return
		}
		p.Relation = "along"
	case "outskirts", "outside", "edge", "suburbs":
		p.Relation = "near"
	case "miles", "kilometers", "kilometres", "km", "mile":
		p.Relation, p.Offset = "offset", &extract.Offset{KM: a.distanceBefore(i)}
	}
}

// distanceBefore reads "30 km", "about 20 miles (32 kilometers)" right before token i, in kilometres; 0 where there is none.
func (a *article) distanceBefore(i int) float64 {
	for j := i - 1; j >= max(0, i-8); j-- {
		factor := 0.0
		switch a.plain[j] {
		case "km", "kms", "kilometers", "kilometres", "kilometer", "kilometre":
			factor = 1
		case "miles", "mile", "mi":
			factor = 1.609344
		case "(", ")", "to", "the", "or", "about":
			continue
		}
		if factor == 0 || j == 0 {
			return 0
		}
		if n, err := strconv.ParseFloat(strings.ReplaceAll(a.plain[j-1], ",", ""), 64); err == nil && n > 0 && n < 5000 {
			return math.Round(n*factor*10) / 10
		}
		return 0
	}
	return 0
}

// betweenBefore reports whether the name is the second of "between A and B".
func (a *article) betweenBefore(m *mention) bool {
	for j := m.first - 2; j >= max(0, m.first-9); j-- {
		if a.doc.Tokens[j].Sentence != a.doc.Tokens[m.first].Sentence {
			return false
		}
		if a.plain[j] == "between" {
			return true
		}
	}
	return false
}

// displaced returns the point km away from a point on a bearing, along a great circle.
func displaced(lat, lon, km float64, bearing int) (float64, float64) {
	const rad = math.Pi / 180
	d, b, la := km/6371, float64(bearing)*rad, lat*rad
	la2 := math.Asin(math.Sin(la)*math.Cos(d) + math.Cos(la)*math.Sin(d)*math.Cos(b))
	lo2 := lon*rad + math.Atan2(math.Sin(b)*math.Sin(d)*math.Cos(la), math.Cos(d)-math.Sin(la)*math.Sin(la2))
	return la2 / rad, math.Mod(lo2/rad+540, 360) - 180
}
