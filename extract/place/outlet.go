package place

import (
	_ "embed"
	"strings"
	"sync"

	"sitrep/extract/gazetteer"
)

//go:embed lexicon/outlets.txt
var outletTable string

// outletTowns maps call signs and domains to the "Town, ST" or the "ST" where the newsroom sits.
var outletTowns = sync.OnceValue(func() map[string]string {
	towns := map[string]string{}
	for line := range entries(outletTable) {
		town, outlets, _ := strings.Cut(line, ":")
		for outlet := range strings.FieldsSeq(outlets) {
			towns[outlet] = town
		}
	}
	return towns
})

// outletTown returns where the outlet of a host sits by the table, the host's own name first ("dfw.cbslocal.com"), then its
// domain, then the call sign in the domain's label.
func (a *article) outletTown(host, domain, label string) (gazetteer.Place, bool) {
	for _, key := range []string{host, domain, callSign(label)} {
		if town := outletTowns()[key]; town != "" {
			return a.town(town)
		}
	}
	return gazetteer.Place{}, false
}

// callSign returns the call sign that a domain's label is made of ("wnct", "wcti12", "ksfytv", "kcen-tv"), or "".
func callSign(label string) string {
	sign := strings.TrimRight(strings.ReplaceAll(label, "-", ""), "0123456789")
	for _, tail := range []string{"online", "news", "radio", "tv", "am", "fm"} {
		if s, ok := strings.CutSuffix(sign, tail); ok && len(s) >= 3 {
			sign = strings.TrimRight(s, "0123456789")
			break
		}
	}
	if len(sign) < 3 || len(sign) > 4 || sign[0] != 'k' && sign[0] != 'w' {
		return ""
	}
	return sign
}

// town finds "Springfield, MO", the largest of the name in that state, or the state of "MO".
func (a *article) town(name string) (gazetteer.Place, bool) {
	town, state, ok := strings.Cut(name, ", ")
	if !ok {
		return a.gaz.Unit("US." + name)
	}
	var best gazetteer.Place
	found := false
	for r := range a.gaz.Lookup(gazetteer.Normalise(town)) {
		p := a.gaz.Place(r.Place)
		if p.Country == "US" && p.Admin1.Code == "US."+state && strings.HasPrefix(p.Feature, "PPL") && (!found || p.Population > best.Population) {
			best, found = p, true
		}
	}
	return best, found
}
