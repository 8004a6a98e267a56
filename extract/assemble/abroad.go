package assemble

import "slices"

// casesAbroad returns the outbreak in another country where a sentence without an event of its own counts the cases there: "Spain has reported 21 cases" in
// news of an outbreak in Portugal. What the disease is, and when, the outbreak told before it says; it is nil where none is.
func (r *reader) casesAbroad(events []*event, f *frame) *event {
	s, ok := r.resolvedSite(f)
	if f.head >= 0 || !ok || !r.countsCases(f) || r.doc.Places[s.place].Value.Country == "" {
		return nil
	}
	var home *event
	for _, e := range events {
		if own, _ := r.leadingType(e); own != "outbreak.disease" || e.realis != "actual" {
			continue
		}
		if r.namesCountry(e, r.doc.Places[s.place].Value.Country) {
			return nil
		}
		home = e
	}
	if home == nil {
		return nil
	}
	return &event{frames: []*frame{f, r.doneIn(home.frames[0])}, realis: home.realis}
}

// countsCases reports whether a frame gives a number of cases of a disease.
func (r *reader) countsCases(f *frame) bool {
	return slices.ContainsFunc(f.counts, func(c int) bool {
		v := r.doc.Counts[c].Value
		return v.Measure == "cases" && value(v) > 0
	})
}

// namesCountry reports whether a place of one of an incident's frames lies in a country, or they name none.
func (r *reader) namesCountry(e *event, country string) bool {
	sited := false
	for _, f := range e.frames {
		for _, s := range f.sites {
			v := r.doc.Places[s.place].Value
			if v.Country == country {
				return true
			}
			sited = sited || v.Country != ""
		}
	}
	return !sited
}
