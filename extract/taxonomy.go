package extract

import "strings"

// Types are the codes of the taxonomy, in its order.
var Types = []string{
	"attack.bombing", "attack.suicide_bombing", "attack.airstrike", "attack.drone", "attack.shelling", "attack.grenade", "attack.landmine",
	"attack.chemical", "attack.shooting", "attack.stabbing", "attack.vehicle", "attack.assassination", "attack.arson", "attack.sexual_violence", "attack.other",
	"clash.armed",
	"abduction.kidnapping", "abduction.hijacking",
	"explosion.unattributed",
	"crime.robbery", "crime.homicide",
	"protest.demonstration", "protest.riot", "protest.strike", "protest.blockade",
	"security.arrest", "security.seizure", "security.operation", "security.crackdown",
	"disaster.earthquake", "disaster.flood", "disaster.storm", "disaster.landslide", "disaster.wildfire", "disaster.volcano", "disaster.drought",
	"disaster.heat", "disaster.cold", "disaster.avalanche", "disaster.tsunami",
	"accident.transport", "accident.industrial", "accident.fire", "accident.collapse", "accident.drowning",
	"outbreak.disease", "outbreak.poisoning",
}

// Family returns the first word of a code: "attack" of "attack.bombing".
func Family(code string) string {
	family, _, _ := strings.Cut(code, ".")
	return family
}
