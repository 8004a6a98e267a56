package assemble

import "strings"

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// sentenceHas reports whether one of some words stands in a sentence.
func (r *reader) sentenceHas(sentence int, words map[string]bool) bool {
	s := r.doc.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		if words[r.word(i)] {
			return true
		}
	}
	return false
}

// speechVerbs are verbs of saying. A time or a place beside one belongs to the saying.
var speechVerbs = wordSet(`said says say saying told tell tells announced announce announces reported reports added stated noted confirmed declared
	revealed disclosed indicated explained asserted claimed claims admitted acknowledged denied insisted warned condemned testified commented remarked
	wrote issued released`)

// auxiliaries stand before a participle in the passive, with what may part them.
var auxiliaries = wordSet("is are was were be been being has have had also reportedly")

// gatherings are what is held at a place that is no event's site: "the talks in Caracas".
var gatherings = wordSet("meeting meetings talks summit negotiations negotiation conference session sessions dialogue")

// speakers are those who speak at a place: "a spokesman in Geneva".
var speakers = wordSet("spokesman spokeswoman spokesperson representative representatives correspondent correspondents envoy ambassador analyst analysts commentators")

// dwelling are verbs of where somebody lives, not of where anything happened.
var dwelling = wordSet("hiding exiled exile studying vacationing served serves")

// travelling are verbs and nouns beside which a place is where somebody came, met or sits: of events that other sentences tell it says nothing.
var travelling = wordSet("met meet meets arrived arrives arriving returned landed visited embassy consulate mission headquarters offices office based ministry")

// insidePrepositions are those that put an event at a place, by how firmly.
var insidePrepositions = map[string]int{"in": 4, "at": 4, "near": 4, "outside": 4, "inside": 4, "around": 3, "off": 3, "along": 3, "on": 3, "across": 3,
	"throughout": 3, "within": 3, "beside": 3, "between": 2, "over": 1, "of": 1, "into": 1, "through": 0, "through-out": 0, "under": 0, "against": 0,
	"to": -1, "toward": -2, "towards": -2, "from": -3, "by": -1, "for": -3, "with": -3, "about": -3, "like": -3, "via": -2}

// placeModifiers may stand between a preposition and a place name ("in the northern city of").
var placeModifiers = wordSet(`the a an its their his her this that nearby northern southern eastern western central north south east west northeastern northwestern
	southeastern southwestern northeast northwest southeast southwest downtown rural remote edge fringe fringes gates upper lower greater coastal mountainous city town village province department
	district region state county capital municipality suburb suburbs neighborhood neighbourhood area sector port outskirts center centre of heart farm hamlet community border
	island just sea coast restive troubled volatile war-torn neighbouring neighboring adjacent small main largest second-largest second predominantly mainly mostly jungle township zone
	park street avenue valley part parts side`)

// hospitalWords make a place one of treatment.
var hospitalWords = wordSet("hospitalized hospitalised hospital hospitals clinic clinics infirmary morgue mortuary")
