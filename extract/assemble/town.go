package assemble

import (
	"slices"

	"sitrep/extract"
)

// town returns the town that a story is about, where no frame names one: that of the police that speaks, or else the local town; and its rule, or -1.
func (d *draft) town() (int, string) {
	if p := d.policePlace(); p >= 0 {
		return p, "assemble/site-of-police"
	}
	return d.localTown()
}

// localTown returns the town of a local story: that of the dateline, the one that the article names most often, or the seat of the outlet as the page's
// title gives it; and its rule, or -1.
func (d *draft) localTown() (int, string) {
	if d.r.wartime {
		return -1, ""
	}
	if p := d.datelinePlace(); p >= 0 && d.r.isTown(p) && !d.filedFrom(p) && !d.onlyNamed() {
		return p, "assemble/site-dateline"
	}
	if p := d.mostNamed(d.r.isTown); p >= 0 && d.timesNamed(p) > 1 {
		return p, "assemble/town-of-article"
	}
	for p, m := range d.r.doc.Places {
		if m.Rule == ofOutlet && d.r.isTown(p) {
			return p, "assemble/town-of-outlet"
		}
	}
	return -1, ""
}

// onlyNamed reports whether the text tells of the incident by its name alone, as of what the reader knows: "the strike that followed Judge Ruiz's murder".
func (d *draft) onlyNamed() bool {
	return !slices.ContainsFunc(d.e.frames, func(f *frame) bool { return f.headline || d.r.deed(f) })
}

// filedFrom reports whether the dateline only says where the news was filed: a capital, for a disaster, a hijacking, or a story that puts its event in
// another country.
func (d *draft) filedFrom(p int) bool {
	v := d.r.doc.Places[p].Value
	if v.Feature != "PPLC" {
		return false
	}
	if family := extract.Family(d.Type); family == "disaster" || family == "abduction" || family == "outbreak" {
		return true
	}
	for _, f := range d.e.frames {
		for _, s := range f.sites {
			if c := d.r.doc.Places[s.place].Value.Country; c != "" && c != v.Country {
				return true
			}
		}
	}
	return false
}

// isTown reports whether a place is a town of the gazetteer.
func (r *reader) isTown(p int) bool {
	v := r.doc.Places[p].Value
	return v.Resolved() && v.Precision == "locality" && v.Use != extract.Demonym
}

// timesNamed counts the mentions of a place.
func (d *draft) timesNamed(p int) int {
	n := 0
	for _, m := range d.r.doc.Places {
		if m.Rule != ofOutlet && m.Value.Name == d.r.doc.Places[p].Value.Name {
			n++
		}
	}
	return n
}

// datelinePlace returns the first place of the article's dateline that is no country, or -1.
func (d *draft) datelinePlace() int {
	for _, s := range d.r.doc.Sentences {
		if s.Dateline.Len() == 0 {
			continue
		}
		for _, p := range within(d.r.doc.Places, s.Dateline) {
			if v := d.r.doc.Places[p].Value; v.Use != extract.Demonym && v.Precision != "country" && !d.speaksFrom(v) {
				return p
			}
		}
		return -1
	}
	return -1
}

// speaksFrom reports whether a place is one where health agencies only speak of an outbreak.
func (d *draft) speaksFrom(v extract.Place) bool { return d.isOutbreak() && healthSeats[v.Name] }

// healthSeats are the seats of the WHO and of the American centres for disease control.
var healthSeats = map[string]bool{"Geneva": true, "Atlanta": true}

// ofOutlet is the rule of a place that a page's title names as the seat of the outlet.
const ofOutlet = "place/outlet"

// policePlace returns the town whose police, deputies or firefighters the article names first, or -1: a local force speaks of what happened in its town.
func (d *draft) policePlace() int {
	return d.forcePlace("locality", "admin2")
}

// forcePlace returns the first place of some levels whose police or other force the article names, or -1.
func (d *draft) forcePlace(levels ...string) int {
	for p, m := range d.r.doc.Places {
		if v := m.Value; !slices.Contains(levels, v.Precision) || !v.Resolved() {
			continue
		}
		_, last := d.r.tokenRange(m.Span)
		if last >= len(d.r.doc.Tokens) || d.r.doc.Tokens[last].Sentence != d.r.doc.Tokens[last-1].Sentence || m.Rule == ofOutlet {
			continue
		}
		if w := d.r.word(last); policeWords[w] || w == "'s" && policeWords[d.r.word(last+1)] || w == "county" && policeWords[d.r.word(last+1)] {
			return p
		}
	}
	return -1
}

// jurisdiction returns the town of the police that speaks of an ordinary crime or accident, where the site that was found lies far from it: then the
// name of a street, a park or a neighbourhood was taken for a town elsewhere. It returns -1 where the two agree or the site's region is named with it, and
// for a city that a story goes on to: no street is taken for one there ("Two men were arrested in Dayton" in news of Toledo).
func (d *draft) jurisdiction(site int) int {
	p := d.policePlace()
	if p < 0 || d.r.wartime || d.r.qualified(site) || !d.opens() && d.r.doc.Places[site].Value.RadiusM >= cityRadius {
		return -1
	}
	a, b := d.r.doc.Places[site].Value, d.r.doc.Places[p].Value
	if km, ok := distance(a, b); !ok || km < 60 || a.Precision != "locality" && a.Precision != "site" || a.Country != b.Country {
		return -1
	}
	return p
}

// cityRadius is the extent, in metres, from which a town is a city: that of about 50,000 people.
const cityRadius = 3000

// qualified reports whether the text says in which region a place lies: "Paris, Texas".
func (r *reader) qualified(p int) bool {
	_, last := r.tokenRange(r.doc.Places[p].Span)
	if r.word(last) != "," || p+1 >= len(r.doc.Places) || r.doc.TokenAt(r.doc.Places[p+1].Start) != last+1 {
		return false
	}
	next := r.doc.Places[p+1].Value.Precision
	return next == "admin1" || next == "country"
}

var policeWords = wordSet("police sheriff sheriffs deputies officers officer detectives homicide firefighters fire pd coroner paramedics")

// townWithin returns the town within a county or state that the article names most often, the first of equals, or -1.
func (d *draft) townWithin(whole extract.Place) int {
	return d.mostNamed(func(p int) bool { return d.finerWithin(whole, p) })
}

// mostNamed returns the place named most often among those that fit, the first of equals, or -1. One that stands beside a hospital or a saying is none.
func (d *draft) mostNamed(fits func(p int) bool) int {
	times, best := map[string]int{}, -1
	for _, m := range d.r.doc.Places {
		times[m.Value.Name]++
	}
	for p, m := range d.r.doc.Places {
		first, last := d.r.tokenRange(m.Span)
		if m.Rule == ofOutlet || !fits(p) || d.r.besideSpeech(first, last) || d.r.nearHospital(first, last) || m.Value.Use == extract.Demonym {
			continue
		}
		if best < 0 || times[m.Value.Name] > times[d.r.doc.Places[best].Value.Name] {
			best = p
		}
	}
	return best
}

// headlineTown returns the town that an ordinary local story names in its headline or its first paragraph, in whatever use ("a Springfield mother"), or -1.
func (d *draft) headlineTown() int {
	if d.r.wartime || !d.opens() {
		return -1
	}
	p := d.mostNamed(func(p int) bool {
		m := d.r.doc.Places[p]
		s := d.r.doc.Sentences[d.r.doc.SentenceAt(m.Start)]
		return m.Value.Resolved() && m.Value.Precision == "locality" && !s.Dateline.Overlaps(m.Span) && (d.r.doc.InTitle(m.Span) || s.Paragraph <= 1) && !d.ofMaker(p)
	})
	if p >= 0 && d.abroad(p) {
		return -1
	}
	return p
}

// ofMaker reports whether a place is only where those sit who made what an outbreak is laid to: "Acme Foods of Topeka, Kansas, has recalled its eggs".
func (d *draft) ofMaker(p int) bool {
	return d.isOutbreak() && d.r.sentenceHas(d.r.doc.SentenceAt(d.r.doc.Places[p].Start), recallWords)
}

var recallWords = wordSet("recall recalls recalled recalling")

// datelineFits reports whether the incident may be sited at a dateline's place: the article opens with it, and the place is no capital.
func (d *draft) datelineFits(p int) bool {
	return d.early() && d.r.doc.Places[p].Value.Feature != "PPLC"
}

// early reports whether the incident is told in the first two paragraphs.
func (d *draft) early() bool { return d.r.doc.Sentences[d.e.frames[0].sentence].Paragraph <= 2 }
