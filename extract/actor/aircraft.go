package actor

import (
	"strings"

	"sitrep/extract"
)

// resolveAircraft gives "military aircraft" the air force that the article names, where it names one alone.
func resolveAircraft(found []extract.Mention[extract.Actor]) {
	var force *extract.Actor
	for i := range found {
		if v := &found[i].Value; strings.HasSuffix(strings.ToLower(v.Canonical), " air force") {
			if force != nil && v.Canonical != force.Canonical {
				return
			}
			force = v
		}
	}
	for i := range found {
		v := &found[i].Value
		if force != nil && v.Kind == "military" && v.Canonical == "" && (v.Country == "" || v.Country == force.Country) && flies(v.Text) {
			v.Canonical, v.Country = force.Canonical, force.Country
		}
	}
}

// flies reports whether a description is of aircraft or of the air force.
func flies(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	switch words[len(words)-1] {
	case "aircraft", "helicopter", "helicopters", "plane", "planes", "jet", "jets", "warplane", "warplanes", "gunship", "gunships":
		return true
	}
	return strings.HasSuffix(strings.ToLower(text), "air force")
}
