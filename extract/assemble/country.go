package assemble

import "sitrep/extract"

// abroad reports whether the own sentences of an attack or an abduction name another country than that of a place, be it by its adjective, and not its own: "the
// murder of a Colombian senator" is not told of Montevideo, from where the news comes.
func (d *draft) abroad(p int) bool {
	if !violent[extract.Family(d.Type)] {
		return false
	}
	own, other := d.r.doc.Places[p].Value.Country, false
	for _, f := range d.e.frames {
		for _, q := range within(d.r.doc.Places, d.r.doc.Sentences[f.sentence].Span) {
			switch v := d.r.doc.Places[q].Value; {
			case q == p || v.Country == "" || d.r.doc.Sentences[f.sentence].Dateline.Overlaps(d.r.doc.Places[q].Span):
			case v.Country != own:
				other = other || d.r.atHome(q)
			case v.Use == extract.Literal:
				return false
			}
		}
	}
	return other
}

// atHome reports whether a place is where something is, or the nationality of what mostly is at home: "in Colombia", "a Colombian senator", not "a U.S. tourist".
func (r *reader) atHome(p int) bool {
	v := r.doc.Places[p].Value
	first, last := r.tokenRange(r.doc.Places[p].Span)
	_, weight := r.preposition(first, v.Relation)
	return v.Use == extract.Literal && weight > 0 || v.Use == extract.Demonym && homeWords[r.word(last)]
}

// headlineNation returns the only country that the headline names, be it by its adjective, of a disaster or an accident of the headline, or -1: "hikers die on
// Indonesian volcano".
func (d *draft) headlineNation() int {
	if family := extract.Family(d.Type); family != "disaster" && family != "accident" || d.r.doc.Sentences[d.e.frames[0].sentence].Paragraph > 2 {
		return -1
	}
	only := -1
	for p, m := range d.r.doc.Places {
		if !d.r.doc.InTitle(m.Span) || m.Value.Country == "" {
			continue
		}
		if m.Value.Precision != "country" || only >= 0 && d.r.doc.Places[only].Value.Country != m.Value.Country {
			return -1
		}
		only = p
	}
	return only
}

// articleCountry returns a mention of the country that the article is about, or -1: one that at least two thirds of its places, demonyms and
// forces belong to, and its dateline too where it has one. It says no more than the country.
func (d *draft) articleCountry() int {
	votes, mention, total := map[string]int{}, map[string]int{}, 0
	for p, m := range d.r.doc.Places {
		if m.Value.Country == "" || !m.Value.Resolved() {
			continue
		}
		total++
		votes[m.Value.Country]++
		if _, ok := mention[m.Value.Country]; !ok && m.Value.Precision == "country" {
			mention[m.Value.Country] = p
		}
	}
	for _, m := range d.r.doc.Places {
		country := m.Value.Country
		if p, ok := mention[country]; ok && 3*votes[country] >= 2*total && votes[country] >= 2 && d.datelineIn(country) {
			return p
		}
	}
	return -1
}

// addDatelineCountry says no more of an unsited incident than the country of the dateline, where the rest of the article lies there too.
func (d *draft) addDatelineCountry() bool {
	p := d.datelinePlace()
	if p < 0 || !d.r.doc.Places[p].Value.Resolved() || d.r.doc.Places[p].Value.CountryName == "" {
		return false
	}
	v := d.r.doc.Places[p].Value
	if !d.r.mostlyIn(v.Country) || d.abroad(p) {
		return false
	}
	d.addCountry(v, d.r.doc.Places[p].Span, "assemble/country-of-dateline", datelineCountry)
	return true
}

// mostlyIn reports whether half of the article's places and demonyms at least belong to a country.
func (r *reader) mostlyIn(country string) bool {
	in, total := 0, 0
	for _, m := range r.doc.Places {
		if m.Value.Country != "" && m.Value.Resolved() {
			total++
			if m.Value.Country == country {
				in++
			}
		}
	}
	return 2*in >= total
}

// addNamedCountry says no more of an unsited incident than the one country that its own sentences name, be it by its adjective, where half the article's places
// belong to it as well.
func (d *draft) addNamedCountry() {
	only := -1
	for _, f := range d.e.frames {
		for _, p := range within(d.r.doc.Places, d.r.doc.Sentences[f.sentence].Span) {
			v := d.r.doc.Places[p].Value
			if first, last := d.r.tokenRange(d.r.doc.Places[p].Span); v.Country == "" || d.speaksFrom(v) || d.r.gathered(first) || d.r.visited(first) || v.Use == extract.Demonym && !homeWords[d.r.word(last)] {
				continue // "Peruvian tourists" may be anywhere, a Peruvian town and the Peruvian army are in Peru
			}
			if only >= 0 && v.Country != d.r.doc.Places[only].Value.Country {
				return
			}
			if only < 0 {
				only = p
			}
		}
	}
	if only < 0 || !d.r.mostlyIn(d.r.doc.Places[only].Value.Country) {
		return
	}
	if d.r.doc.Places[only].Value.Precision == "country" && d.r.doc.Places[only].Value.Use == extract.Literal {
		d.addPlace(only, "event_site", "assemble/country-of-sentence")
		return
	}
	d.addCountry(d.r.doc.Places[only].Value, d.r.doc.Places[only].Span, "assemble/country-of-sentence", sentenceCountry)
}

// addCountry adds the country of a place as the site, for want of a finer one, with the words that it rests on.
func (d *draft) addCountry(v extract.Place, s extract.Span, rule, reason string) {
	d.support(indexed("where", len(d.Where)), s, rule)
	d.Where = append(d.Where, extract.Place{Role: "event_site", Name: v.CountryName, Text: d.r.doc.Slice(s), Country: v.Country, CountryName: v.CountryName,
		CoordKind: "none", Precision: "country", Reason: reason})
}

// addForceCountry says no more of an unsited incident than the country of the armed groups, the forces and the police that its sentences name, where it is one and the
// article names a place of it: such groups mostly act at home. It reports whether it did.
func (d *draft) addForceCountry() bool {
	at, country := -1, ""
	for _, f := range d.e.frames {
		for _, a := range f.actors {
			v := d.r.doc.Actors[a].Value
			if !homeForces[v.Kind] || v.Country == "" {
				continue
			}
			if country != "" && country != v.Country {
				return false
			}
			if at < 0 {
				at, country = a, v.Country
			}
		}
	}
	if at < 0 {
		return false
	}
	for _, m := range d.r.doc.Places {
		if m.Value.Country == country && m.Value.CountryName != "" {
			d.addCountry(m.Value, d.r.doc.Actors[at].Span, "assemble/country-of-forces", forceCountry)
			return true
		}
	}
	return false
}

// homeWords name what is mostly at home where an adjective of nationality stands before it.
var homeWords = wordSet(`army military troops soldiers police government president minister ministry authorities guerrilla guerrillas rebels rebel senator presidential capital town village city
	province region department district coast border politician leader judge judges lawmakers parliament congress newspaper civilians peasants`)

// homeForces are the kinds of actors that mostly act in their own country.
var homeForces = map[string]bool{"rebel": true, "militia": true, "military": true, "police": true}

// The reasons of a site that is no more than a country, where nothing in the text puts the incident there outright.
const (
	datelineCountry = "country of the dateline"
	forceCountry    = "country of the forces in it"
	sentenceCountry = "the one country that its sentences name"
)

// inferredCountry holds them; such a site adds nothing to the confidence in a report.
var inferredCountry = map[string]bool{datelineCountry: true, forceCountry: true, sentenceCountry: true}

// datelineIn reports whether the article's dateline, if it has one, lies in a country.
func (d *draft) datelineIn(country string) bool {
	p := d.datelinePlace()
	return p < 0 || d.r.doc.Places[p].Value.Country == country
}
