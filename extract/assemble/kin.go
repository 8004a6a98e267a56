package assemble

import (
	"sitrep/extract"
)

// kinships are families whose mentions may speak of one incident.
var kinships = map[string]map[string]bool{
	"attack":    {"attack": true, "clash": true, "explosion": true, "crime": true, "effect": true},
	"clash":     {"attack": true, "clash": true, "effect": true, "explosion": true},
	"explosion": {"attack": true, "explosion": true, "accident": true, "effect": true, "clash": true},
	"crime":     {"crime": true, "attack": true, "effect": true},
	"abduction": {"abduction": true, "effect": true},
	"accident":  {"accident": true, "effect": true, "explosion": true, "disaster": true},
	"disaster":  {"disaster": true, "effect": true, "accident": true},
	"outbreak":  {"outbreak": true, "effect": true},
	"protest":   {"protest": true, "effect": true},
	"security":  {"security": true, "effect": true},
	"effect": {"attack": true, "clash": true, "explosion": true, "crime": true, "abduction": true, "accident": true, "disaster": true,
		"outbreak": true, "protest": true, "security": true, "effect": true},
}

// kin reports whether two types may name one incident. Two different disasters are one only where one sets off the other.
func kin(a, b string) bool {
	fa, fb := extract.Family(a), extract.Family(b)
	if fa == "disaster" && fb == "disaster" && a != b {
		return chained[a][b] || chained[b][a]
	}
	if fa == "disaster" && b == "accident.transport" || fb == "disaster" && a == "accident.transport" {
		return false // a crash in a storm is told apart from the storm
	}
	if fa == "effect" && handling[b] || fb == "effect" && handling[a] {
		return false // who was killed was not killed by the arrest that is told beside it
	}
	return kinships[fa][fb] || dispersal(a, b) || raid(a, b)
}

// raid reports whether one type is a kidnapping and the other the attack in which it was done.
func raid(a, b string) bool {
	return a == "abduction.kidnapping" && (b == "attack.other" || b == "clash.armed") || b == "abduction.kidnapping" && (a == "attack.other" || a == "clash.armed")
}

// handling are what forces do without harm.
var handling = map[string]bool{"security.arrest": true, "security.seizure": true}

// dispersal reports whether one type is a protest and the other what the police did to it.
func dispersal(a, b string) bool {
	return a == "security.crackdown" && extract.Family(b) == "protest" || b == "security.crackdown" && extract.Family(a) == "protest"
}

// chained names the disasters that come in the train of another.
var chained = map[string]map[string]bool{
	"disaster.tsunami":   {"disaster.earthquake": true},
	"disaster.landslide": {"disaster.flood": true, "disaster.storm": true, "disaster.earthquake": true},
	"disaster.flood":     {"disaster.storm": true, "disaster.avalanche": true},
}

// rank orders the types by how much they say: an effect says least, a generic family more, a named kind most.
func rank(t string, generic bool) int {
	switch {
	case t == "" || extract.Family(t) == "effect":
		return 0
	case generic || t == "attack.other" || t == "explosion.unattributed" || t == "accident.drowning":
		return 1
	}
	return 2
}

// kindredKinds are named kinds that one attack often shows together, so that the second does not tell of another incident.
var kindredKinds = map[string]string{
	"attack.suicide_bombing": "bomb", "attack.bombing": "bomb", "attack.grenade": "bomb", "explosion.unattributed": "bomb",
	"attack.landmine": "bomb", "attack.shelling": "air", "attack.airstrike": "air", "attack.drone": "air",
	"attack.shooting": "gun", "attack.assassination": "gun", "crime.homicide": "gun", "clash.armed": "gun",
	"attack.stabbing": "knife", "attack.arson": "fire", "crime.robbery": "rob",
	"protest.demonstration": "protest", "protest.riot": "protest", "protest.blockade": "protest",
}

// accidentOf names the kind of accident that another comes with: a plane that crashes burns, a mine that explodes falls in.
var accidentOf = map[string]string{"accident.fire": "accident.industrial", "accident.collapse": "accident.industrial", "accident.transport": "accident.fire"}

// sameKind reports whether two named types can be two words for one event.
func sameKind(a, b string) bool {
	if a == b {
		return true
	}
	if accidentOf[a] == b || accidentOf[b] == a || chained[a][b] || chained[b][a] {
		return true
	}
	ka, kb := kindredKinds[a], kindredKinds[b]
	if ka == kb && ka != "" {
		return true
	}
	return b == "crime.homicide" && ka == "knife" || a == "crime.homicide" && kb == "knife" ||
		b == "attack.assassination" && ka != "" || a == "attack.assassination" && kb != ""
}
