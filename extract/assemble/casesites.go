package assemble

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// maxCaseSites is how many places of its cases stand beside the country of an outbreak.
const maxCaseSites = 3

// addCaseSites adds, to an outbreak that the text puts in no more than a country, or nowhere, the provinces and towns that it names for its cases, in the
// order of the text: those of its frames first, then those that other sentences call the worst hit.
func (d *draft) addCaseSites() {
	if !d.isOutbreak() || len(d.Where) > 0 && d.Where[0].Precision != "country" {
		return
	}
	before := len(d.Where)
	for _, p := range append(d.casePlaces(), d.worstHit()...) {
		if len(d.Where)-before < maxCaseSites && (before == 0 || together(d.Where[0], d.r.doc.Places[p].Value)) {
			d.addPlace(p, "event_site", "assemble/site-of-cases")
		}
	}
}

// overCountries reports whether the sentence that tells of an outbreak first counts it over several countries and names none: "235 cases were reported in
// four countries".
func (d *draft) overCountries() bool {
	f := d.e.frames[0]
	if !d.isOutbreak() || len(within(d.r.doc.Places, f.Span)) > 0 {
		return false
	}
	s := d.r.doc.Sentences[f.sentence]
	return d.r.between("countries", s.Start, s.End)
}

// casePlaces returns the places finer than a country that the frames of an outbreak give for its cases: "375 cases in Lusaka", "Mudzi - 876 cases".
func (d *draft) casePlaces() []int {
	var places []int
	for _, f := range d.e.frames {
		for _, p := range d.r.finePlaces(f.Span) {
			if d.r.sitesIt(f, p) {
				places = append(places, p)
			}
		}
	}
	return places
}

// worstHit returns the places that the sentences behind an outbreak's first one say have most of its cases: "Bauchi accounted for 90 of the deaths", "The
// most affected cities are Lusaka and Ndola".
func (d *draft) worstHit() []int {
	var places []int
	for i := d.e.frames[0].sentence + 1; i < len(d.r.doc.Sentences); i++ {
		for _, p := range d.r.finePlaces(d.r.doc.Sentences[i].Span) {
			if d.r.callsWorst(i) || d.r.hasShare(i, p) && d.r.sentenceHas(i, caseWords) {
				places = append(places, p)
			}
		}
	}
	return places
}

var caseWords = wordSet("case cases death deaths infections")

// finePlaces returns the places within a span that are finer than a country and meant as places, be they such as the gazetteer lacks.
func (r *reader) finePlaces(s extract.Span) []int {
	return slices.DeleteFunc(within(r.doc.Places, s), func(p int) bool {
		v := r.doc.Places[p].Value
		return fineness[v.Precision] <= fineness["country"] || v.Use != "" && v.Use != extract.Literal
	})
}

// sitesIt reports whether a frame has a place as a site by its grammar.
func (r *reader) sitesIt(f *frame, p int) bool {
	return slices.ContainsFunc(f.sites, func(s siteRef) bool {
		return s.place == p && s.role == "event_site" && s.score >= minSite && s.rule != "assemble/site-near-trigger"
	})
}

// hasShare reports whether a place is the subject of a verb that says what share of an outbreak it has.
func (r *reader) hasShare(sentence, p int) bool {
	return slices.ContainsFunc(r.clausesOf(sentence), func(c token.Clause) bool {
		return sharing[r.doc.Groups[c.Verb].Verb.Lemma] && r.inGroup(r.doc.Places[p].Span, c.Subject)
	})
}

// sharing are verbs that say what share of an outbreak a place has.
var sharing = wordSet("account report record register have")

// callsWorst reports whether a sentence says where an outbreak is worst: "the worst-hit districts", "the most affected cities", "the largest number
// of cases".
func (r *reader) callsWorst(sentence int) bool {
	s := r.doc.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		before, worst := r.word(i-1), false
		switch r.word(i) {
		case "worst-hit", "hardest-hit", "worst-affected":
			worst = true
		case "hit", "affected":
			worst = before == "hardest" || before == "worst" || before == "most"
		case "number":
			worst = (before == "largest" || before == "highest") && r.word(i+1) == "of" && caseWords[r.word(i+2)]
		}
		if worst {
			return true
		}
	}
	return false
}

// reporter returns the country that reports an outbreak, or -1: "Guinea declared an outbreak after seven people fell ill in Nzebalo".
func (d *draft) reporter() int {
	for _, f := range d.e.frames {
		for _, s := range f.sites {
			if s.rule == "assemble/site-reporting" && d.isOutbreak() && d.r.doc.Places[s.place].Value.Precision == "country" {
				return s.place
			}
		}
	}
	return -1
}
