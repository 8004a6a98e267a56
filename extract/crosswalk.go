package extract

import "strings"

// Crosswalk is the incident's type in the words of other codebooks, null where nothing of theirs fits: never the nearest.
type Crosswalk struct {
	ACLED  *ACLEDType `json:"acled"`
	PLOVER *string    `json:"plover"` // event type, or type:mode
	CAMEO  *string    `json:"cameo"`  // a string, as codes may begin with 0
	GTD    *int       `json:"gtd"`    // attack type
	GLIDE  *string    `json:"glide"`  // hazard code
}

// ACLEDType is ACLED's pair of event type and sub-event type. SubEvent is empty where the reports do not tell between them.
type ACLEDType struct {
	Event    string `json:"event_type"`
	SubEvent string `json:"sub_event_type,omitempty"`
}

// crosswalkRow is one line of the table: empty strings and 0 for "nothing fits".
type crosswalkRow struct {
	event, sub, plover, cameo string
	gtd                       int
	glide                     string
}

const (
	acledVAC     = "Violence against civilians"
	acledERV     = "Explosions/Remote violence"
	acledSD      = "Strategic developments"
	acledProtest = "Protests"
)

// crosswalk follows PLOVER 0.8, ACLED's event categories, CAMEO's code list, GTD's attack types and
// the hazard codes of GLIDE. Types that are missing have no counterpart.
var crosswalk = map[string]crosswalkRow{
	"attack.bombing":         {acledERV, "Remote explosive/landmine/IED", "ASSAULT:explosives", "183", 3, ""},
	"attack.suicide_bombing": {acledERV, "Suicide bomb", "ASSAULT:suicide-attack", "1831", 3, ""},
	"attack.airstrike":       {acledERV, "Air/drone strike", "ASSAULT:aerial", "195", 0, ""},
	"attack.drone":           {acledERV, "Air/drone strike", "ASSAULT:drone", "195", 3, ""},
	"attack.shelling":        {acledERV, "Shelling/artillery/missile attack", "ASSAULT:heavy-weapons", "194", 3, ""},
	"attack.grenade":         {acledERV, "Grenade", "ASSAULT:explosives", "183", 3, ""},
	"attack.landmine":        {acledERV, "Remote explosive/landmine/IED", "ASSAULT:explosives", "", 3, ""},
	"attack.chemical":        {acledERV, "Chemical weapon", "ASSAULT:unconventional", "2041", 0, ""},
	"attack.shooting":        {acledVAC, "Attack", "ASSAULT:firearms", "180", 2, ""},
	"attack.stabbing":        {acledVAC, "Attack", "ASSAULT:primitive", "182", 2, ""},
	"attack.vehicle":         {acledVAC, "Attack", "ASSAULT:primitive", "182", 8, ""},
	"attack.assassination":   {acledVAC, "Attack", "ASSAULT:targeted", "186", 1, ""},
	"attack.arson":           {acledSD, "Looting/property destruction", "ASSAULT:destroy", "1712", 7, ""},
	"attack.sexual_violence": {acledVAC, "Sexual violence", "ASSAULT:sexual", "1821", 0, ""},
	"attack.other":           {acledVAC, "Attack", "ASSAULT", "180", 0, ""},
	"clash.armed":            {"Battles", "Armed clash", "ASSAULT", "190", 2, ""},
	"abduction.kidnapping":   {acledVAC, "Abduction/forced disappearance", "ASSAULT:abduct", "181", 6, ""},
	"abduction.hijacking":    {"", "", "ASSAULT:abduct", "", 4, ""},
	"protest.demonstration":  {acledProtest, "Peaceful protest", "PROTEST:demo", "141", 0, ""},
	"protest.riot":           {"Riots", "", "PROTEST:riot", "145", 0, ""},
	"protest.strike":         {"", "", "PROTEST:strike", "143", 0, ""},
	"protest.blockade":       {acledProtest, "", "PROTEST:obstruct", "144", 0, ""},
	"security.arrest":        {acledSD, "Arrests", "COERCE:arrest", "173", 0, ""},
	"security.seizure":       {acledSD, "Disrupted weapons use", "COERCE:seize", "171", 0, ""},
	"security.crackdown":     {acledProtest, "Excessive force against protesters", "ASSAULT:crowd-control", "175", 0, ""},
	"disaster.earthquake":    {glide: "EQ"},
	"disaster.flood":         {glide: "FL"},
	"disaster.landslide":     {glide: "LS"},
	"disaster.wildfire":      {glide: "WF"},
	"disaster.volcano":       {glide: "VO"},
	"disaster.drought":       {glide: "DR"},
	"disaster.heat":          {glide: "HT"},
	"disaster.cold":          {glide: "CW"},
	"disaster.avalanche":     {glide: "AV"},
	"disaster.tsunami":       {glide: "TS"},
	"accident.transport":     {glide: "AC"},
	"accident.industrial":    {glide: "AC"},
	"accident.fire":          {glide: "FR"},
	"outbreak.disease":       {glide: "EP"},
}

// Crosswalk returns the incident's counterparts in other codebooks.
func (inc *Incident) crosswalkRow() crosswalkRow {
	row := crosswalk[inc.Type]
	switch inc.Type {
	case "attack.assassination":
		if inc.Outcome == "attempted" || inc.Outcome == "foiled" {
			row.cameo = "185"
		}
	case "protest.demonstration": // with dead or wounded it may be any of three sub-events
		if hurt(inc.Count("killed")) || hurt(inc.Count("injured")) {
			row.sub = ""
		}
	case "disaster.storm": // GLIDE tells a tropical cyclone from other storms
		row.glide = stormCode(inc.Summary)
	}
	return row
}

func hurt(c *ResolvedCount) bool { return c != nil && (c.Best == nil || *c.Best > 0) }

// stormCode returns GLIDE's code for the kind of storm that the words name, or nothing where they name none.
func stormCode(words string) string {
	words = strings.ToLower(words)
	for _, kind := range []struct{ word, code string }{
		{"cyclone", "TC"}, {"hurricane", "TC"}, {"typhoon", "TC"}, {"tropical storm", "TC"}, {"tornado", "TO"}, {"thunderstorm", "ST"}, {"hailstorm", "ST"},
	} {
		if strings.Contains(words, kind.word) {
			return kind.code
		}
	}
	return ""
}

// CrosswalkOf returns the counterparts of an incident's type in other codebooks.
func CrosswalkOf(inc *Incident) Crosswalk {
	row, x := inc.crosswalkRow(), Crosswalk{}
	if row.event != "" {
		x.ACLED = &ACLEDType{row.event, row.sub}
	}
	x.PLOVER, x.CAMEO, x.GLIDE = filled(row.plover), filled(row.cameo), filled(row.glide)
	if row.gtd != 0 {
		x.GTD = Int(row.gtd)
	}
	return x
}

func filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
