package extract

// Place is a mention of a place resolved to the gazetteer, or left unresolved with a reason.
// extract/place fills everything but Role; assemble gives each its role in a report.
type Place struct {
	Role        string      `json:"role,omitempty"`     // event_site | origin | target_area | treatment | dateline | actor_base | mentioned
	Name        string      `json:"name"`               // canonical name; the words of the text where nothing was resolved
	Text        string      `json:"text"`               // the words of the article
	Relation    string      `json:"relation,omitempty"` // in | near | offset | between | along | off
	Offset      *Offset     `json:"offset,omitempty"`
	GeonamesID  int         `json:"geonames_id,omitempty"`
	SourceID    string      `json:"source_id,omitempty"`    // stable id of another source: "oa:ORAA", "x:slug"
	Feature     string      `json:"feature,omitempty"`      // GeoNames feature code: PPLC, ADM1, AIRB, ...
	Country     string      `json:"country,omitempty"`      // ISO 3166-1 alpha-2
	CountryName string      `json:"country_name,omitempty"` // in English
	Admin1      *Admin      `json:"admin1,omitempty"`
	Admin2      *Admin      `json:"admin2,omitempty"`
	Lat         *float64    `json:"lat,omitempty"` // WGS84, at most 5 decimals; in a report absent for a country
	Lon         *float64    `json:"lon,omitempty"`
	CoordKind   string      `json:"coord_kind,omitempty"` // point | centroid | offset | none
	RadiusM     int         `json:"radius_m,omitempty"`   // extent that the point stands for, metres
	Precision   string      `json:"precision,omitempty"`  // site | locality | admin2 | admin1 | country | water | region | unknown
	Candidates  []Candidate `json:"candidates,omitempty"` // up to 3 rejected readings
	Reason      string      `json:"reason,omitempty"`     // why this one, or why none: "not in gazetteer", "ambiguous"
	Score       float64     `json:"score,omitempty"`      // confidence of the resolution, 0..1, two decimals

	// Use tells a place meant as a place from one that stands for a people, a government or
	// a force: literal | demonym ("Iraqi") | associative ("US troops", "Moscow said").
	// Only a literal one can be a site. A demonym is evidence for a country and nothing else.
	Use string `json:"use,omitempty"`
}

// The uses of a place name.
const (
	Literal     = "literal"
	Demonym     = "demonym"
	Associative = "associative"
)

// Resolved reports whether a gazetteer entry was chosen.
func (p *Place) Resolved() bool { return p.GeonamesID != 0 || p.SourceID != "" }

// Admin is an administrative unit.
type Admin struct {
	Name string `json:"name"`
	Code string `json:"code,omitempty"` // ISO 3166-2 for admin1 where there is one
}

// Offset is a distance and a direction from the named place: "30 km south of Damascus".
type Offset struct {
	KM      float64 `json:"km,omitempty"`      // 0 where only the direction is given
	Bearing *int    `json:"bearing,omitempty"` // degrees clockwise from north; null where not given
}

// Candidate is a rejected reading of a place name.
type Candidate struct {
	Name       string  `json:"name"`
	GeonamesID int     `json:"geonames_id,omitempty"`
	SourceID   string  `json:"source_id,omitempty"`
	Country    string  `json:"country,omitempty"`
	Admin1     string  `json:"admin1,omitempty"`
	Score      float64 `json:"score"`
}
