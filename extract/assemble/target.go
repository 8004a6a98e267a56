package assemble

import (
	"sitrep/extract"
)

// otherTarget reports whether a frame brings a new thing that was hit ("a public bus"), of another name than every thing that the incident hit so far. A thing
// with a definite article, and people, may be those told of before.
func (r *reader) otherTarget(e *event, f *frame) bool {
	head, fresh := r.target(f)
	if own, _ := r.leadingType(e); head == "" || !fresh || extract.Family(own) == "disaster" {
		return false
	}
	others := false
	for _, g := range e.frames {
		h, _ := r.target(g)
		if h == head || g.sentence == f.sentence {
			return false
		}
		others = others || h != "" && !(settlements[h] && houses[head])
	}
	return others
}

// settlements are hit in their houses: gunmen who attack a village set homes on fire.
var (
	settlements = wordSet("village villages town towns")
	houses      = wordSet("home homes house houses building buildings shop shops store stores church mosque school")
)

// target returns the head noun of the thing that a frame's trigger verb hits, and whether its words present it as new. It is empty for people.
func (r *reader) target(f *frame) (head string, fresh bool) {
	for _, t := range f.triggers {
		m := r.doc.Triggers[t]
		c := r.clauseAt(f.sentence, m.Span)
		if c == nil || m.Value.Noun || !r.doc.Groups[c.Verb].Overlaps(m.Span) {
			continue
		}
		g := c.Object
		if r.doc.Groups[c.Verb].Verb.Passive {
			g = c.Subject
		}
		if g < 0 || !targetThings[r.word(r.doc.Groups[g].Head)] {
			continue
		}
		return r.word(r.doc.Groups[g].Head), r.presentsNew(g)
	}
	return "", false
}

// presentsNew reports whether a noun group has an indefinite article, a number or none.
func (r *reader) presentsNew(g int) bool {
	switch w := r.word(r.doc.Groups[g].First); w {
	case "the", "this", "that", "these", "those", "his", "her", "their", "its", "our":
		return false
	}
	return !r.doc.Tokens[r.doc.Groups[g].Head].Is(extract.Capital)
}

// targetThings are things that attacks hit, by which two attacks are told apart.
var targetThings = wordSet(`bus buses truck trucks car cars vehicle vehicles train trains bridge bridges tower towers pylon pylons post posts pole poles station stations
	bank banks office offices building buildings house houses home homes residence embassy consulate hotel restaurant brothel brothels church mosque temple school schools
	university hospital clinic market store stores shop shops supermarket mall headquarters barracks garrison base bases substation plant factory pipeline pipelines oil
	warehouse airport plane aircraft helicopter ship boat ferry tanker checkpoint outpost convoy patrol motorcade newspaper theater cinema monument statue farm ranch estate
	village villages town towns facilities installations branch branches transformer transformers railroad track tracks court courthouse prison jail`)

// otherDisease reports whether a frame names a disease and the incident is an outbreak of another one.
func (r *reader) otherDisease(e *event, f *frame) bool {
	own := r.diseases(f)
	if len(own) == 0 {
		return false
	}
	other := false
	for _, g := range e.frames {
		for name := range r.diseases(g) {
			if own[name] {
				return false
			}
			other = true
		}
	}
	return other
}

// diseases returns the diseases that a frame's stretch names.
func (r *reader) diseases(f *frame) map[string]bool {
	var named map[string]bool
	first, last := r.tokenRange(f.Span)
	for i := first; i < last; i++ {
		if w := r.word(i); diseaseNames[w] {
			if named == nil {
				named = map[string]bool{}
			}
			named[w] = true
		}
	}
	return named
}

// diseaseNames are diseases of one word by which two outbreaks are told apart.
var diseaseNames = wordSet(`cholera ebola measles dengue polio malaria meningitis typhoid plague anthrax mpox zika chikungunya rabies tuberculosis leptospirosis salmonella listeria
	norovirus marburg lassa hantavirus nipah mumps rubella pertussis diphtheria hepatitis botulism encephalitis mers legionella covid-19 klebsiella smallpox chickenpox`)
