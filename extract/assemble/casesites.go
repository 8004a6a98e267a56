package assemble

import "sitrep/extract"

// maxCaseSites is how many places of its cases stand beside the country of an outbreak.
const maxCaseSites = 3

// addCaseSites adds, to an outbreak that the text puts in a country, the provinces and towns that it names for its cases, in the order of the text.
func (d *draft) addCaseSites(country int) {
	whole := d.r.doc.Places[country].Value
	if !d.isOutbreak() || whole.Precision != "country" {
		return
	}
	added := 0
	for _, f := range d.e.frames {
		for _, p := range d.r.casePlaces(f) {
			if added < maxCaseSites && together(whole, d.r.doc.Places[p].Value) {
				d.addPlace(p, "event_site", "assemble/site-of-cases")
				added++
			}
		}
	}
}

// casePlaces returns the places finer than a country that a frame's stretch gives for the cases of its outbreak: "375 cases in Lusaka", "Zamfara and Sokoto
// were hardest hit", "Bauchi accounted for 90 of the deaths". One where somebody speaks or lies in hospital is none.
func (r *reader) casePlaces(f *frame) []int {
	var places []int
	for _, p := range within(r.doc.Places, f.Span) {
		v := r.doc.Places[p].Value
		if !v.Resolved() || fineness[v.Precision] <= fineness["country"] || v.Use != "" && v.Use != extract.Literal {
			continue
		}
		if r.sitesIt(f, p) || r.hardestHit(f, p) {
			places = append(places, p)
		}
	}
	return places
}

// sitesIt reports whether a frame that counts has a place as a site by its grammar.
func (r *reader) sitesIt(f *frame, p int) bool {
	for _, s := range f.sites {
		if s.place == p && s.role == "event_site" && s.score >= minSite && (s.rule != "assemble/site-near-trigger" || r.opensRow(f, p)) {
			return true
		}
	}
	return false
}

// opensRow reports whether a place opens a row of figures: "Mudzi - 876 cases, 40 deaths".
func (r *reader) opensRow(f *frame, p int) bool {
	return f.head < 0 && r.doc.Places[p].Start == f.Start
}

// hardestHit reports whether a place is the subject of a verb that says what share of an outbreak it has.
func (r *reader) hardestHit(f *frame, p int) bool {
	for _, c := range r.clausesOf(f.sentence) {
		if sharing[r.doc.Groups[c.Verb].Verb.Lemma] && r.inGroup(r.doc.Places[p].Span, c.Subject) {
			return true
		}
	}
	return false
}

// sharing are verbs that say what share of an outbreak a place has.
var sharing = wordSet("account report record register have")
