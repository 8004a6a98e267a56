package assemble

import (
	"sort"
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// siteRef is a place that may be the site of a frame, with how strongly its grammar says so.
type siteRef struct {
	place int // index of Document.Places
	score float64
	rule  string
	role  string // event_site, or what the place is instead
}

// minSite is the score from which a place counts as the site.
const minSite = 0.5

// frameSites returns the places of the frame's stretch, the likeliest site first.
func (r *reader) frameSites(f *frame) []siteRef {
	var sites []siteRef
	for _, p := range within(r.doc.Places, f.Span) {
		if ref, ok := r.siteRef(f, p); ok {
			sites = append(sites, ref)
		}
	}
	sort.SliceStable(sites, func(i, j int) bool { return sites[i].score > sites[j].score })
	return sites
}

// siteRef judges one place by the words around it.
func (r *reader) siteRef(f *frame, p int) (siteRef, bool) {
	m := r.doc.Places[p]
	s := r.doc.Sentences[f.sentence]
	if m.Value.Use != "" && m.Value.Use != extract.Literal || s.Dateline.Overlaps(m.Span) {
		return siteRef{}, false
	}
	ref := siteRef{place: p, role: "event_site", rule: "assemble/site-near-trigger"}
	first, last := r.tokenRange(m.Span)
	prep, weight := r.preposition(first, m.Value.Relation)
	anchor := r.anchor(f)
	ref.score = weight - 0.06*float64(r.tokensBetween(anchor, m.Span)) + finer[m.Value.Precision]
	if anchor.End <= m.Start {
		ref.score += 0.5
	}
	if weight > 1 {
		ref.rule = "assemble/site-" + prep
	}
	switch {
	case r.modifiesEvent(last) && r.doesIt(f, m.Value):
		ref.role, ref.score = "actor_base", ref.score-2
	case m.Value.Precision == "country" && (r.word(first-1) == "a" || r.word(first-1) == "an" || r.ownsVessel(last)):
		ref.role, ref.score = "mentioned", ref.score-4 // "a US base", "the U.S. destroyer"
	case first == s.First && r.word(last) == ":" && !f.headline:
		ref.score, ref.rule = ref.score+4, "assemble/site-heads-item" // "Uganda: 243 new cases were reported"
	case r.modifiesEvent(last):
		ref.score, ref.rule = ref.score+3, "assemble/site-modifies-event"
	case r.struck(f, m.Span) && !r.qualifies(p):
		ref.score, ref.rule = ref.score+4-max(0, weight), "assemble/site-struck"
	case r.reached(f, m.Span) && !r.qualifies(p):
		ref.score, ref.rule = ref.score+4-max(0, weight)+2*min(0, finer[m.Value.Precision]), "assemble/site-struck"
	case r.reportsCases(f, m.Span):
		ref.score, ref.rule = ref.score+4-max(0, weight), "assemble/site-reporting"
	default:
		apart := r.clausesApart(f, m.Span)
		ref.score -= 1.2 * float64(apart)
		if r.comesAfter(m.Span, anchor) || r.afterIt(f) && !r.rightBehind(anchor, first) {
			ref.score -= 4
		}
		if r.judgedAt(f, m.Span) {
			ref.score -= 5
		}
		if anchor.Start > m.End && (apart > 0 || r.between("when", m.End, anchor.Start)) && f.head >= 0 && first-s.First > 2 && r.gathered(first) {
			ref.score -= 4.5 // "the talks in Quito were called off after the killing of ten miners", "was coming from a meeting in Quito when he was attacked"
		}
	}
	r.lower(&ref, f, first, last, prep)
	r.nest(&ref, first, last)
	return ref, true
}

// ownsVessel reports whether a kind of ship or aircraft stands behind a country, which is then its flag.
func (r *reader) ownsVessel(last int) bool {
	w := strings.TrimSuffix(r.word(last), "s")
	return vesselWords[w] || w == "navy" && vesselWords[strings.TrimSuffix(r.word(last+1), "s")]
}

var vesselWords = wordSet("destroyer frigate warship cruiser corvette submarine gunboat carrier tanker freighter trawler ship vessel boat jet helicopter airliner plane drone")

// judgedAt reports whether a place is where people judge an event that is told already: "in Lyon, residents condemned the attack".
func (r *reader) judgedAt(f *frame, s extract.Span) bool {
	c := r.clauseAt(f.sentence, r.anchor(f))
	return c != nil && opining[r.doc.Groups[c.Verb].Verb.Lemma] && s.End <= r.doc.Groups[c.Verb].Start && r.doc.Groups[c.Verb].End <= r.anchor(f).Start
}

// opining are the verbs of what people think of an event.
var opining = wordSet("condemn denounce deplore mourn decry lament criticize criticise repudiate call describe")

// comesAfter reports whether the words between a place and a later trigger put what was at the place after it: "the violence in Yida came one day after bombings".
func (r *reader) comesAfter(place, trigger extract.Span) bool {
	came := false
	for i := r.doc.TokenAt(place.End); place.End <= trigger.Start && i < len(r.doc.Tokens) && r.doc.Tokens[i].Start < trigger.Start; i++ {
		switch r.word(i) {
		case "came", "comes", "come", "coming", "occurred", "happened":
			came = true
		case "after", "before":
			if came && !r.doc.Tokens[i+1].Is(extract.Digit) { // a clock: "happened shortly before 1 p.m."
				return true
			}
		case "follows", "followed":
			return true
		}
	}
	return false
}

// afterIt reports whether the frame's event noun only says after what something else was: "the car was found in Newark after the shooting".
func (r *reader) afterIt(f *frame) bool {
	if f.head < 0 {
		return false
	}
	m := r.doc.Triggers[f.head]
	first, _ := r.tokenRange(m.Span)
	return m.Value.Noun && m.Value.Definite && r.word(first-1) == "the" && afterWords[r.word(first-2)]
}

var afterWords = wordSet("after before since")

// rightBehind reports whether the words at token first stand right behind an event noun: "after the shooting in Newark".
func (r *reader) rightBehind(anchor extract.Span, first int) bool {
	at := r.doc.TokenAt(anchor.End)
	return first >= at && first-at <= 3 && !r.stopBetween(at, first)
}

// doesIt reports whether a country before an event noun is who did it: "the US air strikes" are not in the US, "the Haiti earthquake" is in Haiti.
func (r *reader) doesIt(f *frame, p extract.Place) bool {
	if p.Precision != "country" || f.head < 0 {
		return false
	}
	switch extract.Family(r.doc.Triggers[f.head].Value.Type) {
	case "attack", "clash", "security", "abduction":
		return true
	}
	return false
}

// qualifies reports whether a place only says where the one before it lies: "Kenya" in "the port of Mombasa, Kenya".
func (r *reader) qualifies(p int) bool {
	first, _ := r.tokenRange(r.doc.Places[p].Span)
	return p > 0 && r.word(first-1) == "," && r.doc.TokenAt(r.doc.Places[p-1].End) == first-1
}

// struck reports whether the place is what a trigger's verb hits: its object, or the subject of a passive.
func (r *reader) struck(f *frame, s extract.Span) bool {
	for _, t := range f.triggers {
		c := r.clauseAt(f.sentence, r.doc.Triggers[t].Span)
		if c == nil || r.doc.Triggers[t].Value.Noun || !r.doc.Groups[c.Verb].Overlaps(r.doc.Triggers[t].Span) {
			continue
		}
		g := c.Object
		if r.doc.Groups[c.Verb].Verb.Passive {
			g = c.Subject
		}
		if r.inGroup(s, g) && r.heads(s, g) || r.partOf(s, g) {
			return true
		}
	}
	return false
}

// reportsCases reports whether a place is the subject of a verb that reports an outbreak: "Foshan has reported 40 cases of cholera".
func (r *reader) reportsCases(f *frame, s extract.Span) bool {
	if f.head < 0 && !r.countsCases(f) || f.head >= 0 && !spreading[r.doc.Triggers[f.head].Value.Type] {
		return false
	}
	for _, c := range r.clausesOf(f.sentence) {
		if reportingVerbs[r.doc.Groups[c.Verb].Verb.Lemma] && c.Subject >= 0 && (r.inGroup(s, c.Subject) && r.heads(s, c.Subject) || r.ofSubject(s, &c)) {
			return true
		}
	}
	return false
}

// ofSubject reports whether a place hangs by "of" on the subject of a clause: "the Ministry of Health of Angola".
func (r *reader) ofSubject(s extract.Span, c *token.Clause) bool {
	first, _ := r.tokenRange(s)
	return r.word(first-1) == "of" && s.Start > r.doc.Groups[c.Subject].End && s.End <= r.doc.Groups[c.Verb].Start && first-r.doc.Groups[c.Subject].First < 12
}

// spreading are the types whose victims a country counts over its whole extent.
var spreading = map[string]bool{"outbreak.disease": true, "outbreak.poisoning": true, "disaster.heat": true, "disaster.cold": true, "disaster.drought": true}

// reportingVerbs are what a place does that has an outbreak.
var reportingVerbs = wordSet("report record confirm register detect log see declare notify count tally")

// reached reports whether the place is what a disaster comes over: "a tornado tore through Andover", "a storm that hit Tennessee and Mississippi".
func (r *reader) reached(f *frame, s extract.Span) bool {
	if f.head < 0 || extract.Family(r.doc.Triggers[f.head].Value.Type) != "disaster" || !r.doc.Triggers[f.head].Value.Noun {
		return false
	}
	for _, c := range r.clausesOf(f.sentence) {
		if !strikingVerbs[r.doc.Groups[c.Verb].Verb.Lemma] || r.doc.Groups[c.Verb].Verb.Passive {
			continue
		}
		if r.inGroup(s, c.Object) && r.heads(s, c.Object) || r.partOf(s, c.Object) {
			return true
		}
		for _, p := range c.Preps {
			if reachingPrepositions[p.Word] && r.inGroup(s, p.Group) {
				return true
			}
		}
	}
	return false
}

// partOf reports whether a place stands behind "of" after a noun group that names a part of it: "a thinly settled corner of northern Chile".
func (r *reader) partOf(s extract.Span, g int) bool {
	return g >= 0 && g+2 < len(r.doc.Groups) && placeModifiers[r.word(r.doc.Groups[g].Head)] && r.word(r.doc.Groups[g+1].First) == "of" && r.doc.Groups[g+2].Overlaps(s)
}

var (
	strikingVerbs        = wordSet("hit strike batter lash pound pummel devastate ravage sweep tear rip roar barrel slam shake jolt rock rattle hammer engulf bury destroy flatten inundate swamp flood race move pass wipe blow plough plow wreck damage cross")
	reachingPrepositions = wordSet("through across over into out")
)

// heads reports whether the place is a group's own name and not a modifier in it: "hit Erbil airport", not "hit a US base".
func (r *reader) heads(s extract.Span, g int) bool {
	for _, k := range append(token.Conjuncts(r.doc, g), g) {
		if r.doc.Groups[k].Overlaps(s) && (r.doc.Tokens[r.doc.Groups[k].Head].End <= s.End || r.unitBehind(s, r.doc.Groups[k].Head)) {
			return true
		}
	}
	return false
}

// unitBehind reports whether the head of a group is the word for the unit that the place before it names: "Tshopo province".
func (r *reader) unitBehind(s extract.Span, head int) bool {
	_, last := r.tokenRange(s)
	switch r.word(head) {
	case "province", "state", "county", "district", "region", "department", "prefecture", "governorate", "territory", "municipality":
		return head == last
	}
	return false
}

// clausesApart counts, up to two, the verb groups of other clauses that stand between the trigger and the place.
func (r *reader) clausesApart(f *frame, s extract.Span) int {
	a := r.anchor(f)
	if a.Start > s.Start {
		a, s = s, a
	}
	n := 0
	for i := sort.Search(len(r.doc.Groups), func(k int) bool { return r.doc.Groups[k].Start >= a.End }); i < len(r.doc.Groups) && r.doc.Groups[i].End <= s.Start; i++ {
		if g := r.doc.Groups[i]; g.Kind == extract.VerbGroup && !r.triggered(f, g.Span) {
			n++
		}
	}
	return min(n, 2)
}

// triggered reports whether a group holds one of the frame's triggers.
func (r *reader) triggered(f *frame, s extract.Span) bool {
	for _, t := range f.triggers {
		if s.Overlaps(r.doc.Triggers[t].Span) {
			return true
		}
	}
	return false
}

// finer prefers the place that says most.
var finer = map[string]float64{"site": 1, "locality": 1, "admin2": 0.6, "admin1": 0.3, "country": -0.6, "region": -0.6, "water": 0, "unknown": 0}

// lower takes from a place what its surroundings say against it, and names the role it has instead.
func (r *reader) lower(ref *siteRef, f *frame, first, last int, prep string) {
	if v := r.doc.Places[ref.place].Value; v.Precision == "region" && v.Country == "" {
		ref.score -= 1.5 // a continent
	}
	switch {
	case r.besideSpeech(first, last):
		ref.score -= 4
		ref.role = "mentioned"
	case borderWords[r.word(last)] && r.doc.Places[ref.place].Value.Precision == "country":
		ref.score -= 4 // "near the Pakistan border" is on this side of it
		ref.role = "mentioned"
	case r.nearHospital(first, last):
		ref.score -= 4
		ref.role = "treatment"
	case r.felt(first) || r.seat(first) || r.bodyIn(ref.place, first) || r.ownsMission(first) || r.namesBody(ref.place, first, last):
		ref.score -= 4
		ref.role = "mentioned"
	case r.measuresOther(ref.place, first):
		ref.score -= 4
		ref.role = "mentioned"
	case prep == "from":
		ref.role = "origin"
	case r.namesWater(ref.place, last):
		ref.score -= 4
		ref.role = "mentioned"
	}
	if r.doc.Places[ref.place].Value.Precision == "country" && prep == "" {
		ref.score -= 1
	}
}

var borderWords = wordSet("border frontier")

// measuresOther reports whether a place only says how far off the one right before it lies: "in Karanga, 40 miles north of Lusaka".
func (r *reader) measuresOther(p, first int) bool {
	if p == 0 || r.doc.Places[p].Value.Relation != "offset" {
		return false
	}
	_, at := r.tokenRange(r.doc.Places[p-1].Span)
	if r.word(at) != "," && r.word(at) != "(" {
		return false
	}
	for i := at + 1; i < first; i++ {
		if t := r.doc.Tokens[i]; !t.Is(extract.Digit) && !t.Is(extract.Punct) && !distanceWords[t.Lower] {
			return false
		}
	}
	return true
}

var distanceWords = wordSet(`about some around roughly approximately nearly just over km kms kilometer kilometers kilometre kilometres mile miles to the of from
	north south east west northeast northwest southeast southwest north-east north-west south-east south-west`)

// felt reports whether a place is one where an earthquake was only felt.
func (r *reader) felt(first int) bool {
	for i := first - 1; i >= max(0, first-6) && r.doc.Tokens[i].Sentence == r.doc.Tokens[first].Sentence; i-- {
		if r.word(i) == "felt" {
			return true
		}
	}
	return false
}

// ownsMission reports whether a country is the one whose embassy is meant, not where it stands: "the embassies of Norway in Sudan".
func (r *reader) ownsMission(first int) bool {
	i := first - 1
	if r.word(i) == "the" {
		i--
	}
	return r.word(i) == "of" && missions[r.word(i-1)]
}

// bodyIn reports whether a country says only where a party or a movement is at home: "the deputy head of a leftist movement in Bolivia".
func (r *reader) bodyIn(p, first int) bool {
	return r.doc.Places[p].Value.Precision == "country" && r.word(first-1) == "in" && bodies[r.word(first-2)]
}

var bodies = wordSet("movement party organization organisation federation association coalition union")

// gathered reports whether a gathering stands before the place whose first token is given, in its clause: "the talks scheduled for May in Quito".
func (r *reader) gathered(first int) bool {
	for i := first - 1; i >= max(0, first-14) && !r.doc.Tokens[i].Is(extract.Punct); i-- {
		if gatherings[r.word(i)] {
			return true
		}
	}
	return false
}

// namesBody reports whether a country is part of the name of a body or a thing, or a town of that of a unit or a gang: "the Peruvian-German Trade Institute",
// "the Cali cartel".
func (r *reader) namesBody(p, first, last int) bool {
	if units[r.word(last)] {
		return true
	}
	if r.doc.Places[p].Value.Precision != "country" || last >= len(r.doc.Tokens) || r.doc.Tokens[last].Sentence != r.doc.Tokens[first].Sentence {
		return false
	}
	hyphened := r.doc.Tokens[first].Start < r.doc.Places[p].Start || r.word(first-1) == "-"
	return hyphened || r.doc.Tokens[last].Is(extract.Capital) && insidePrepositions[r.word(first-1)] == 0
}

var units = wordSet("battalion brigade regiment division detachment cartel")

var missions = wordSet("embassy embassies consulate consulates ambassador ambassadors citizens nationals")

// seat reports whether a place is the seat of an institution that no attack hits: "the Geological Survey in Golden, Colorado". What is named as new is no
// body that everybody knows: "near a food distribution centre in Rafah".
func (r *reader) seat(first int) bool {
	if r.word(first-1) == "," && r.placeEndsAt(first-1) {
		return r.seat(r.placeBefore(first - 1))
	}
	return r.word(first-1) == "in" && institutions[r.word(first-2)] && !r.newNoun(first-2) && !r.struckAt(first-2)
}

// institutions are bodies of science that stand in a place without its being a site: "the Geological Survey in Golden".
var institutions = wordSet("survey center centre institute university observatory laboratory institution academy headquarters")

// namesWater reports whether a place that is none of water only lends a river or a lake its name: "the Orange River".
func (r *reader) namesWater(p, last int) bool {
	w := r.word(last)
	return (w == "river" || w == "lake" || w == "creek") && r.doc.Tokens[last].Is(extract.Capital) && r.doc.Places[p].Value.Precision != "water"
}

// preposition returns the preposition that governs the place whose first token is given, and its weight.
func (r *reader) preposition(first int, relation string) (string, float64) {
	for i := first - 1; i >= 0 && i >= first-10; i-- {
		w := r.word(i)
		if t, ok := r.nounAt(i - 1); ok && w == "for" && extract.Family(t.Type) == "clash" {
			return w, 3 // "the battle for the town"
		}
		if weight, ok := insidePrepositions[w]; ok {
			if w == "of" && i > 0 && placeModifiers[r.word(i-1)] {
				continue // "the city of X": the preposition stands before "the city"
			}
			return w, float64(weight)
		}
		if w == "," && r.placeEndsAt(i) {
			return r.preposition(r.placeBefore(i), relation)
		}
		if w == "," && namedTowns[r.word(i-1)] {
			return r.ofTown(i - 1)
		}
		if w == "and" && r.placeEndsAt(i) {
			prep, weight := r.preposition(r.placeBefore(i), relation)
			return prep, weight - 0.4
		}
		if w == "and" && i > 0 && placeModifiers[r.word(i-1)] {
			continue // "in central and southeastern Mexico"
		}
		if !placeModifiers[w] && !r.doc.Tokens[i].Is(extract.Capital) && w != "'s" {
			break
		}
	}
	if relation == "near" || relation == "offset" || relation == "off" || relation == "along" {
		return relation, 3
	}
	return "", 0
}

// ofTown returns the preposition before words that describe the place named behind them, the last of which is given: "in the country's second-largest city,
// Cebu".
func (r *reader) ofTown(last int) (string, float64) {
	for i := last - 1; i >= max(0, last-6) && !r.doc.Tokens[i].Is(extract.Punct); i-- {
		if weight, ok := insidePrepositions[r.word(i)]; ok && r.word(i) != "of" {
			return r.word(i), float64(weight)
		}
	}
	return "", 0
}

// namedTowns are nouns behind which the name of what they describe may follow.
var namedTowns = wordSet("city town village capital port suburb")

// placeEndsAt reports whether a place mention ends right before token i.
func (r *reader) placeEndsAt(i int) bool { return r.placeBefore(i) >= 0 }

// placeBefore returns the first token of the place mention that ends right before token i, or -1.
func (r *reader) placeBefore(i int) int {
	if i == 0 {
		return -1
	}
	end := r.doc.Tokens[i-1].End
	at := sort.Search(len(r.doc.Places), func(k int) bool { return r.doc.Places[k].End >= end })
	if at < len(r.doc.Places) && r.doc.Places[at].End == end {
		return r.doc.TokenAt(r.doc.Places[at].Start)
	}
	return -1
}

// modifiesEvent reports whether a trigger noun follows token last at once: "the Karachi blast", "Monday's Kabul suicide bombing".
func (r *reader) modifiesEvent(last int) bool {
	for i := last; i < last+3 && i < len(r.doc.Tokens) && r.doc.Tokens[i].Sentence == r.doc.Tokens[last-1].Sentence; i++ {
		if w := r.word(i); w == "'s" || w == "suicide" || w == "bomb" || w == "car" || w == "terror" || w == "terrorist" || diseaseNames[w] {
			continue
		}
		return r.nounTrigger(i)
	}
	return false
}

// besideSpeech reports whether the place hangs on a verb of saying or dwelling, on a gathering or on who speaks there: "said in Geneva",
// "told reporters in Baghdad", "the talks in Caracas", "hiding in Miami".
func (r *reader) besideSpeech(first, last int) bool {
	if (r.saysAt(last) || r.word(last) == "heard") && r.word(first-1) == "in" && !r.nounTrigger(first-2) {
		return true // "the embassy in Abuja said"
	}
	for i := first - 1; i >= max(0, first-5); i-- {
		w := r.word(i)
		if r.saysAt(i) && !r.speaksOf(i, first) || dwelling[w] && !r.anExile(i) || i >= first-3 && r.word(i+1) == "in" && (speakers[w] || gatherings[w] && !r.heldAt(i) && !r.struckAt(i)) {
			return true
		}
		if r.doc.Tokens[i].Is(extract.Punct) || w == "that" {
			return false
		}
	}
	return false
}

// speaksOf reports whether the verb of saying at token i is of an event that is named before token at: "claimed an ambush in Borno" tells where the ambush was, "reported
// hearing shots in Elm Street" where they were heard.
func (r *reader) speaksOf(i, at int) bool {
	if strings.HasPrefix(r.word(i), "report") {
		return false
	}
	for i++; i < at; i++ {
		if r.nounTrigger(i) {
			return true
		}
	}
	return false
}

// anExile reports whether "exile" at token i is somebody: "the home of an exile in Alexandria", not "in exile in Miami".
func (r *reader) anExile(i int) bool { return r.word(i) == "exile" && r.word(i-1) != "in" }

// heldAt reports whether the gathering at token i is where the event was: "blew up outside the peace talks".
func (r *reader) heldAt(i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		switch r.word(k) {
		case "at", "on", "outside", "near", "during", "against", "inside":
			return true
		}
	}
	return false
}

// nearHospital reports whether the place is, or names, where the hurt were taken.
func (r *reader) nearHospital(first, last int) bool {
	for i := max(0, first-4); i < min(len(r.doc.Tokens), last+3); i++ {
		if hospitalWords[r.word(i)] && r.doc.Tokens[i].Sentence == r.doc.Tokens[first].Sentence {
			return r.taken(i)
		}
	}
	return false
}

// taken reports whether the hospital at token i is where somebody is brought or lies, not what was hit.
func (r *reader) taken(i int) bool {
	for k := i - 1; k >= max(0, i-12); k-- {
		switch r.word(k) {
		case "taken", "transported", "to", "airlifted", "rushed", "died", "treated", "hospitalized", "flown", "admitted", "brought", "condition", "isolated", "isolation":
			return true
		}
	}
	return false
}

// tokensBetween counts the tokens between two spans.
func (r *reader) tokensBetween(a, b extract.Span) int {
	if a.Start > b.Start {
		a, b = b, a
	}
	return max(0, r.doc.TokenAt(b.Start)-r.doc.TokenAt(a.End))
}

// site returns the best site of a frame, or false where none is likely enough.
func (f *frame) site() (siteRef, bool) {
	for _, s := range f.sites {
		if s.role == "event_site" && s.score >= minSite {
			return s, true
		}
	}
	return siteRef{}, false
}
