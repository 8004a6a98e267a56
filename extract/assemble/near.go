package assemble

import (
	"math"
	"strings"

	"sitrep/extract"
)

// together reports whether one place lies in the other, is it, or lies close by.
func together(a, b extract.Place) bool {
	if strings.EqualFold(a.Name, b.Name) || sameID(a, b) {
		return true
	}
	if a.Country == "" || b.Country == "" || a.Country != b.Country {
		return false
	}
	if a.Precision == "country" || b.Precision == "country" {
		return true
	}
	if holds(a, b) || holds(b, a) {
		return true
	}
	km, ok := distance(a, b)
	return ok && km <= 25 && a.Precision != "admin1" && b.Precision != "admin1"
}

func sameID(a, b extract.Place) bool {
	return a.GeonamesID != 0 && a.GeonamesID == b.GeonamesID || a.SourceID != "" && a.SourceID == b.SourceID
}

// holds reports whether the administrative unit a holds b.
func holds(a, b extract.Place) bool {
	switch a.Precision {
	case "admin1":
		return a.Admin1 != nil && b.Admin1 != nil && *a.Admin1 == *b.Admin1
	case "admin2":
		return a.Admin2 != nil && b.Admin2 != nil && *a.Admin2 == *b.Admin2
	}
	return false
}

// apart reports whether two places exclude each other as the site of one incident.
func apart(a, b extract.Place) bool {
	if !a.Resolved() || !b.Resolved() || a.Precision == "water" || b.Precision == "water" || a.Precision == "region" || b.Precision == "region" {
		return false
	}
	return !together(a, b)
}

// distance returns the great-circle distance in kilometres by the haversine formula.
func distance(a, b extract.Place) (float64, bool) {
	if a.Lat == nil || b.Lat == nil || a.Lon == nil || b.Lon == nil {
		return 0, false
	}
	rad := math.Pi / 180
	dLat, dLon := (*b.Lat-*a.Lat)*rad, (*b.Lon-*a.Lon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(*a.Lat*rad)*math.Cos(*b.Lat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 12742 * math.Asin(math.Min(1, math.Sqrt(h))), true
}
