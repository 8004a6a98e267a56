package assemble

import "sitrep/extract/token"

// A field of a form tells its event with the day and the site that other fields give: "Date: 4 June 2026 / Place: Mubi, Nigeria / Incident: bombing at a
// mosque".

// fillFromForm gives a frame that is a field of a form, and brings neither, the day and the sites of the fields beside it.
func (r *reader) fillFromForm(f *frame) {
	if kind, _ := token.FieldOf(r.doc, r.doc.Sentences[f.sentence].First); kind == "" {
		return
	}
	if f.day.time < 0 {
		f.day = r.fieldDay(f.sentence)
	}
	if _, sited := f.site(); !sited {
		f.sites = append(r.fieldSites(f.sentence), f.sites...)
	}
}

// fieldDay returns the day of the form that holds a sentence, with the time of day of a field of its own.
func (r *reader) fieldDay(sentence int) dayRef {
	ref := dayRef{time: -1, clock: -1, rule: "assemble/day-of-form"}
	for _, i := range r.fieldsOf(sentence, "day") {
		for _, t := range within(r.doc.Times, r.doc.Sentences[i].Span) {
			switch v := r.doc.Times[t].Value; {
			case v.Start != "" && v.Type != "DURATION" && ref.time < 0:
				ref.time = t
			case v.Type == "TIME" && ref.clock < 0:
				ref.clock = t
			}
		}
	}
	return ref
}

// fieldSites returns the places of the form that holds a sentence, those of the first field and the first of a field before the others.
func (r *reader) fieldSites(sentence int) []siteRef {
	var sites []siteRef
	for _, i := range r.fieldsOf(sentence, "site") {
		for _, p := range within(r.doc.Places, r.doc.Sentences[i].Span) {
			sites = append(sites, siteRef{place: p, score: 4 - 0.5*float64(len(sites)) + finer[r.doc.Places[p].Value.Precision], rule: "assemble/site-of-form", role: "event_site"})
		}
	}
	return sites
}

// fieldsOf returns the sentences of the form that holds a sentence whose labels are of a kind.
func (r *reader) fieldsOf(sentence int, kind string) []int {
	var fields []int
	paragraph := r.doc.Sentences[sentence].Paragraph
	first := sentence
	for first > 0 && r.doc.Sentences[first-1].Paragraph == paragraph {
		first--
	}
	for i := first; i < len(r.doc.Sentences) && r.doc.Sentences[i].Paragraph == paragraph; i++ {
		if k, _ := token.FieldOf(r.doc, r.doc.Sentences[i].First); k == kind {
			fields = append(fields, i)
		}
	}
	return fields
}
