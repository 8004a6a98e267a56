package link

import "sitrep/extract"

// A kind is a group of types that two accounts of one incident may carry: what one paper calls a shooting is a
// homicide to the next, and a bang is an explosion until somebody knows its cause.
type kind string

const (
	violence kind = "violence"
	accident kind = "accident"
	unrest   kind = "unrest"
	policing kind = "policing"
	flooding kind = "flooding" // floods, storms and landslides come together
	tremor   kind = "tremor"   // earthquakes, tsunamis
	outbreak kind = "outbreak"
)

// The kinds of types, in lists that are made once: pairs are weighed by the million.
var (
	accidental = []kind{accident, violence}
	riotous    = []kind{unrest, policing, violence}
	bySecurity = []kind{policing, violence}
	floodings  = []kind{flooding}
	tremors    = []kind{tremor}
	outbreaks  = []kind{outbreak}
	violences  = []kind{violence}
	accidents  = []kind{accident}
	protests   = []kind{unrest}
)

// kindsOf returns the kinds under which a type is filed. Types between two kinds are filed under both.
func kindsOf(code string) []kind {
	switch code {
	case "accident.fire", "accident.industrial", "accident.collapse", "explosion.unattributed", "attack.arson", "accident.transport", "attack.vehicle":
		return accidental
	case "security.crackdown", "protest.riot":
		return riotous
	case "security.operation", "security.arrest", "security.seizure":
		return bySecurity
	case "disaster.flood", "disaster.storm", "disaster.landslide":
		return floodings
	case "disaster.earthquake", "disaster.tsunami":
		return tremors
	case "outbreak.disease", "outbreak.poisoning":
		return outbreaks
	}
	switch extract.Family(code) {
	case "attack", "clash", "abduction", "explosion", "crime":
		return violences
	case "accident":
		return accidents
	case "protest":
		return protests
	}
	return []kind{kind(code)} // the other disasters stand alone
}

// spread is how many days apart two accounts of one incident may date it, by kind: an earthquake has its
// minute, a flood its weeks.
func (k kind) spread() int {
	switch k {
	case flooding, "disaster.wildfire", "disaster.volcano", "disaster.heat", "disaster.cold":
		return 12
	case outbreak, "disaster.drought":
		return 40
	}
	return 2
}

// window is the length in days of the bins by which a kind is filed.
func (k kind) window() int {
	if k.spread() > 2 {
		return k.spread()
	}
	return 2
}

// typeMatch weighs two types: the value, and whether they can be one incident at all.
func typeMatch(a, b string) (value float64, fits bool) {
	if a == b {
		return 0.5, true
	}
	for _, k := range kindsOf(a) {
		for _, other := range kindsOf(b) {
			if k == other {
				return typeDistance(a, b), true
			}
		}
	}
	return 0, false
}

// typeDistance weighs two types of one kind.
func typeDistance(a, b string) float64 {
	fa, fb := extract.Family(a), extract.Family(b)
	switch {
	case a == "attack.other" || b == "attack.other" || a == "crime.homicide" || b == "crime.homicide" || a == "explosion.unattributed" || b == "explosion.unattributed":
		return 0.2
	case fa == "security" || fb == "security":
		return -0.3
	case fa == fb:
		return -0.2 // a bombing and a stabbing: one family, but each paper should know which
	}
	return -0.3
}
