package actor

import (
	"sort"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Claims returns who claims, denies, is blamed, suspected or convicted, read from the actors of Document.Actors: the indices in the claims count them.
// A claim without an actor ("no group has claimed responsibility") is none.
func Claims(doc *extract.Document) []extract.Mention[extract.Claim] {
	r := &reader{n: compiled(), doc: doc}
	var found []extract.Mention[extract.Claim]
	var ms []lexicon.Match[frame]
	for s, sentence := range doc.Sentences {
		if sentence.Kind == extract.Furniture {
			continue
		}
		r.first, r.end = sentence.First, sentence.Last
		for i := r.first; i < r.end; i++ {
			if !r.n.claims.Has(doc.Tokens[i].Lower) {
				continue
			}
			ms = r.n.claims.Matches(ms[:0], doc, i, r.end)
			if len(ms) == 0 {
				continue
			}
			if c, ok := r.claim(s, ms[0]); ok {
				found = append(append(found, c), r.beside(c)...)
				i = ms[0].Last - 1
			}
		}
	}
	return found
}

// claim reads the claim of a phrase in sentence s: who is said to have done it, and by whom.
func (r *reader) claim(s int, m lexicon.Match[frame]) (extract.Mention[extract.Claim], bool) {
	none := extract.Mention[extract.Claim]{}
	kind, ok := r.frameOf(s, m)
	if !ok {
		return none, false
	}
	c := extract.Claim{Stance: m.Value.stance}
	c.Actor, c.By = r.sides(s, m, kind)
	if c.Actor != nil && (r.attributive(m) && r.doc.TokenAt(r.doc.Actors[*c.Actor].Start) > m.Last || c.By != nil && *c.By == *c.Actor) {
		return none, false // "28 suspected cases, among them four nurses"
	}
	if kind == "subject" && c.Actor == nil {
		c.Actor = index(r.anaphor(s, m.First))
	}
	if c.Actor == nil {
		return none, false
	}
	r.settle(&c, m, kind)
	return r.claimed(c, m), true
}

// frameOf returns the frame of a phrase as it stands in sentence s, active or passive; false where it is no claim there.
func (r *reader) frameOf(s int, m lexicon.Match[frame]) (string, bool) {
	if r.negatedBefore(m.First) || r.isNoun(s, m.First) || r.strays(m) {
		return "", false
	}
	kind, passive := m.Value.frame, r.passiveBefore(m.First)
	if strings.HasPrefix(r.lower(m.First), "admit") && (passive || r.ward(m.Last)) {
		return "", false // "patients admitted to the hospital"
	}
	switch {
	case passive && (kind == "object" || kind == "within"):
		return "passive", true
	case kind == "passive" && !passive && !r.isPlead(m.First) && !r.hangsOnActor(m.First):
		return "", false
	}
	return kind, true
}

// sides returns who is said to have done it and who says so, by the frame of a phrase; nil where the sentence has none.
func (r *reader) sides(s int, m lexicon.Match[frame], kind string) (actor, by *int) {
	before, after := r.actorBefore(s, m.First), r.atHand(m.Last)
	switch kind {
	case "subject":
		return index(r.unless(r.surmised(m.First) || r.describes(m.First, before), before)), nil
	case "by":
		return index(after), nil
	case "onto":
		if r.passiveBefore(m.First) {
			return index(after), index(r.agentAfter(s, m.First))
		}
		return index(r.upon(m, after)), index(before)
	case "object":
		return index(after), index(before)
	case "within":
		return index(r.inside(m)), index(before)
	case "passive":
		spoilt := before >= 0 && r.subordinate(r.doc.Actors[before].Start) || r.surmised(m.First) || r.placed(m)
		return index(r.unless(spoilt, before)), index(r.agentAfter(s, m.First))
	}
	return nil, nil
}

// settle gives a claim the group that its speaker stands for, and blame that somebody takes upon himself the stance of a claim.
func (r *reader) settle(c *extract.Claim, m lexicon.Match[frame], kind string) {
	switch {
	case c.Stance == "claims" || c.Stance == "denies":
		*c.Actor = r.represented(*c.Actor)
	case c.Stance == "blames" && kind == "subject":
		c.Stance = r.owned(m.First, *c.Actor)
	}
}

// claimed returns the mention of a claim with its words.
func (r *reader) claimed(c extract.Claim, m lexicon.Match[frame]) extract.Mention[extract.Claim] {
	span := extract.Span{Start: r.doc.Tokens[m.First].Start, End: r.doc.Tokens[m.Last-1].End}
	if c.By != nil {
		c.ByText = r.doc.Actors[*c.By].Value.Text
	}
	c.Text = r.doc.Slice(span)
	return extract.Mention[extract.Claim]{Span: span, Value: c, Rule: "actor/" + m.Value.stance}
}

// strays reports whether a denial runs on to the "that" of another clause: "denied that the group attacked and said that it".
func (r *reader) strays(m lexicon.Match[frame]) bool {
	if m.Value.stance != "denies" {
		return false
	}
	for n := m.First; n < m.Last-2; n++ {
		if r.lower(n) == "that" {
			return true
		}
	}
	return false
}

// represented returns the armed group that actor k speaks for, or k: "the spokesman of the ELN claimed", "a caller from the ETA".
func (r *reader) represented(k int) int {
	i := r.doc.TokenAt(r.doc.Actors[k].End)
	if k+1 == len(r.doc.Actors) || !voices[r.lower(i-1)] {
		return k
	}
	switch r.lower(i) {
	case "of", "for", "from":
	default:
		return k
	}
	next := r.doc.Actors[k+1]
	if to := r.doc.TokenAt(next.Start); to-i > 2 || next.Value.Canonical == "" || !armed[next.Value.Kind] {
		return k
	}
	return k + 1
}

// voices are those who speak for a group that is named behind them, armed the kinds of groups that claim attacks.
var (
	voices = map[string]bool{"spokesman": true, "spokesmen": true, "spokeswoman": true, "spokesperson": true, "representative": true, "commander": true, "official": true, "officials": true}
	armed  = map[string]bool{"rebel": true, "militia": true, "criminal": true, "unknown": true}
)

// attributive reports whether "suspected" or "alleged" stands before a noun that it describes.
func (r *reader) attributive(m lexicon.Match[frame]) bool {
	w := r.lower(m.First)
	return m.Last-m.First == 1 && (w == "suspected" || w == "alleged" || w == "accused") && !r.passiveBefore(m.First) && strings.HasPrefix(r.doc.Tokens[min(m.Last, r.end-1)].Tag, "N")
}

// owned returns the stance of "X was behind the blast": a claim where X says it of itself, a suspicion where somebody only believes it, else blame.
func (r *reader) owned(i, actor int) string {
	switch w := r.lower(i - 1); {
	case (w == "it" || w == "they") && r.doc.TokenAt(r.doc.Actors[actor].End) < i-1:
		return "claims"
	case r.believed(actor):
		return "suspects"
	}
	return "blames"
}

// believed reports whether somebody only believes what is said of an actor: "police believe the ETA was behind the blast".
func (r *reader) believed(actor int) bool {
	at := r.doc.TokenAt(r.doc.Actors[actor].Start)
	for n := at - 1; n >= r.first && at-n <= 3; n-- {
		switch r.lower(n) {
		case "believe", "believes", "believed", "suspect", "suspects", "suspected", "think", "thinks", "thought", "fear", "feared":
			return true
		}
	}
	return false
}

// beside returns the claims of those who are joined to the one of a claim: "both the army and the rebels denied", "blamed the regime and its army".
func (r *reader) beside(c extract.Mention[extract.Claim]) []extract.Mention[extract.Claim] {
	var more []extract.Mention[extract.Claim]
	before := r.doc.Actors[*c.Value.Actor].End <= c.Start
	for k := *c.Value.Actor + 1; k < len(r.doc.Actors) && r.joined(k) && (!before || r.doc.Actors[k].End <= c.Start); k++ {
		if !before && r.opensClause(k) {
			break
		}
		next := c
		next.Value.Actor = index(k)
		more = append(more, next)
	}
	return more
}

// joined reports whether "and" alone stands between actor k and the one before it.
func (r *reader) joined(k int) bool {
	from, to := r.doc.TokenAt(r.doc.Actors[k-1].End), r.doc.TokenAt(r.doc.Actors[k].Start)
	if r.lower(from) != "and" {
		return false
	}
	switch r.lower(from + 1) {
	case "the", "its", "their", "his":
		return to-from == 2
	}
	return to-from == 1
}

// opensClause reports whether a verb follows actor k, whose own clause that is: "blamed the rebels and the army said".
func (r *reader) opensClause(k int) bool {
	switch r.tag(r.doc.TokenAt(r.doc.Actors[k].End)) {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// isNoun reports whether a word like "suspect", "blame" or "arrest" is a noun there: it is tagged so, and no actor stands right before it.
func (r *reader) isNoun(s, i int) bool {
	t := r.doc.Tokens[i]
	if t.Tag == "" || strings.HasPrefix(t.Tag, "V") {
		return false
	}
	switch t.Lower {
	case "suspect", "suspects", "fault":
		b := r.actorBefore(s, i)
		return b < 0 || r.doc.TokenAt(r.doc.Actors[b].End) != i
	case "claim", "claims", "arrest", "arrests", "charge", "charges", "blame", "link", "links", "question", "attribute", "attributes":
		return i > r.first && nounBefore[r.doc.Tokens[i-1].Tag] && r.lower(i+1) != "of"
	}
	return false
}

// nounBefore are tags of words behind which a noun stands.
var nounBefore = map[string]bool{"DT": true, "JJ": true, "PRP$": true, "NN": true, "IN": true, "CD": true, "POS": true}

// surmised reports whether token i is what somebody should or might have done: "it would have claimed responsibility".
func (r *reader) surmised(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 3; n-- {
		switch r.lower(n) {
		case "should", "would", "could", "might", "may", "must":
			return true
		}
	}
	return false
}

// describes reports whether "responsible" at token i only describes a noun that is not actor k: "find the men responsible for".
func (r *reader) describes(i, k int) bool {
	if w := r.lower(i); w != "responsible" && w != "guilty" && w != "to" || k < 0 || r.doc.TokenAt(r.doc.Actors[k].End) == i {
		return false
	}
	n := i - 1
	for n > r.first && (strings.HasPrefix(r.doc.Tokens[n].Tag, "RB") || r.lower(n) == "most") {
		n--
	}
	return !auxiliaries[r.lower(n)] && r.lower(n) != "as"
}

// hangsOnActor reports whether a participle at token i stands right behind an actor: "officers involved in the massacre".
func (r *reader) hangsOnActor(i int) bool {
	if r.doc.Tokens[i].Tag != "VBN" && r.doc.Tokens[i].Tag != "VBD" {
		return false
	}
	switch r.lower(i) {
	case "involved", "implicated", "accused", "suspected", "charged", "convicted":
	default:
		return false
	}
	for k := range r.doc.Actors {
		if r.doc.TokenAt(r.doc.Actors[k].End) == i && r.doc.Actors[k].End <= r.doc.Tokens[i].Start && r.doc.Actors[k].Start >= r.doc.Tokens[r.first].Start {
			return true
		}
	}
	return false
}

// placed reports whether a phrase that ends in "in" goes on with a place: those arrested "in Trujillo" are suspected of nothing by that.
func (r *reader) placed(m lexicon.Match[frame]) bool {
	if r.lower(m.Last-1) != "in" || m.Last >= r.end {
		return false
	}
	from, to := r.doc.Tokens[m.Last].Start, r.doc.Tokens[min(m.Last+4, r.end)-1].End
	k := sort.Search(len(r.doc.Places), func(k int) bool { return r.doc.Places[k].Start >= from })
	return k < len(r.doc.Places) && r.doc.Places[k].Start < to
}

// ward reports whether a hospital is named at token i or soon behind it.
func (r *reader) ward(i int) bool {
	for n := i; n < i+6; n++ {
		switch r.lower(n) {
		case "hospital", "hospitals", "clinic", "clinics", "intensive", "icu", "care", "ward", "emergency", "isolation", "treatment":
			return true
		}
	}
	return false
}

// unless returns actor a, or -1 where the condition holds.
func (r *reader) unless(condition bool, a int) int {
	if condition {
		return -1
	}
	return a
}

func index(i int) *int {
	if i < 0 {
		return nil
	}
	return &i
}

func (r *reader) isPlead(i int) bool {
	switch r.lower(i) {
	case "plead", "pleads", "pleaded", "pled", "pleading":
		return true
	}
	return false
}

// negatedBefore reports whether the frame is denied: "no group claimed", "has not claimed", "nobody has".
func (r *reader) negatedBefore(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 9; n-- {
		switch r.lower(n) {
		case "no", "not", "n't", "never", "nobody", "none", "neither", "without", "deny", "denied", "denies", "denying", "whether":
			return true
		case ",", ";", "but", "and", "that", "said":
			return false
		}
	}
	return false
}

func (r *reader) passiveBefore(i int) bool {
	if strings.HasSuffix(r.lower(i), "ing") {
		return false // "the press and the police are blaming the cartel"
	}
	for n := i - 1; n >= r.first && i-n <= 3; n-- {
		switch r.lower(n) {
		case "was", "were", "is", "are", "been", "being", "be", "stand", "stands":
			return true
		}
	}
	return false
}

// actorBefore returns the actor that is the likely subject of token i: the first one of the nearest stretch without a verb of saying.
func (r *reader) actorBefore(s, i int) int {
	at := r.doc.Tokens[i].Start
	best := -1
	for k, a := range r.doc.Actors {
		if a.Start >= at {
			break
		}
		if a.Start >= r.doc.Sentences[s].Start && !r.divided(a.End, at) {
			if best < 0 || !r.subordinate(a.Start) && !r.inParticiple(r.doc.Actors[best].End, a.Start) {
				best = k
			}
		}
	}
	if best >= 0 && r.ofAnother(best, i) {
		return -1
	}
	return best
}

// inParticiple reports whether byte at lies in a participle between commas that begins behind a subject which ends at byte from: "gunmen, acting with
// the police, are to blame".
func (r *reader) inParticiple(from, at int) bool {
	i := r.doc.TokenAt(from)
	if r.lower(i) != "," || r.tag(i+1) != "VBG" {
		return false
	}
	for i++; i < r.end && r.doc.Tokens[i].Start < at; i++ {
		if r.lower(i) == "," {
			return false
		}
	}
	return true
}

// ofAnother reports whether the verb at token i has a relative pronoun for its subject that does not stand behind actor k.
func (r *reader) ofAnother(k, i int) bool {
	n := i - 1
	for n > r.first && (auxiliaries[r.lower(n)] || strings.HasPrefix(r.doc.Tokens[n].Tag, "RB")) {
		n--
	}
	if w := r.lower(n); w != "who" && w != "which" {
		return false
	}
	return n-r.doc.TokenAt(r.doc.Actors[k].End) > 4
}

var auxiliaries = map[string]bool{"has": true, "have": true, "had": true, "was": true, "were": true, "is": true, "are": true, "been": true, "being": true, "be": true, "also": true,
	"would": true, "should": true, "could": true, "may": true, "might": true, "will": true, "later": true}

// divided reports whether a clause ends between two bytes.
func (r *reader) divided(from, to int) bool {
	for n := r.doc.TokenAt(from); n < r.end && r.doc.Tokens[n].Start < to; n++ {
		switch r.lower(n) {
		case ";", "said", "says", "but", "while", "after", "when", "before":
			return true
		}
	}
	return false
}

// subordinate reports whether an actor hangs on a preposition and so is no subject.
func (r *reader) subordinate(at int) bool {
	i := r.doc.TokenAt(at)
	if r.lower(i-1) == "the" && r.lower(i-2) == "of" {
		return true // "the Falcons, an offshoot of the PKK"
	}
	switch r.lower(i - 1) {
	case "of", "by", "for", "in", "with", "against", "on", "from", "at", "near", "to":
		return true
	}
	return false
}

// atHand returns the first actor that begins behind token i, or -1 where another phrase or clause opens before it: those who are accused "of the murder of
// two priests" are no priests.
func (r *reader) atHand(i int) int {
	if r.lower(i) == "," {
		return -1 // "besides twelve suspects, the navy"
	}
	for n := i; n < min(i+12, r.end); n++ {
		if k := r.actorAt(n); k >= 0 {
			return k
		}
		if r.bars(n, i) {
			return -1
		}
	}
	return -1
}

// actorAt returns the actor that begins at token i, or -1.
func (r *reader) actorAt(i int) int {
	at := r.doc.Tokens[i].Start
	k := sort.Search(len(r.doc.Actors), func(k int) bool { return r.doc.Actors[k].Start >= at })
	if k < len(r.doc.Actors) && r.doc.Actors[k].Start == at {
		return k
	}
	return -1
}

// bars reports whether the word at token n, behind token i, ends the noun group that an actor could be in. People of a group and a group by its calling
// lead to its name: "leaders of the ELN", "a group calling itself Red Dawn".
func (r *reader) bars(n, i int) bool {
	switch w := r.lower(n); w {
	case "of", "from":
		return n > i && !r.n.parts[r.lower(n-1)] && !following[r.lower(n-1)]
	case "calling", "itself", "themselves", "known", "as", "called":
		return false
	case "for", "with", "on", "in", "at", "against", "that", "who", "which", "when", "after", "because", "so", ";", "said":
		return n > i
	}
	tag := r.doc.Tokens[n].Tag
	return n > i && (tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "VB") && r.n.modifiers[r.lower(n)] == "" && !strings.Contains(r.lower(n), "-")
}

// following are people who stand for the group that is named behind them.
var following = map[string]bool{"leaders": true, "leader": true, "commanders": true, "commander": true, "sectors": true, "elements": true, "supporters": true, "followers": true,
	"agents": true, "branch": true, "group": true, "groups": true, "sections": true, "factions": true, "faction": true, "leadership": true, "hands": true, "people": true, "men": true}

// upon returns whom a phrase like "blame * on" accuses: the actor right behind its verb ("blamed the rebels for the attack on ..."), else the one behind
// its preposition.
func (r *reader) upon(m lexicon.Match[frame], after int) int {
	if k := r.atHand(m.First + 1); k >= 0 && r.doc.Actors[k].End <= r.doc.Tokens[m.Last-1].End {
		return k
	}
	return after
}

// inside returns the actor right behind the verb within the words of the phrase: "hold the rebels responsible".
func (r *reader) inside(m lexicon.Match[frame]) int {
	if k := r.atHand(m.First + 1); k >= 0 && r.doc.Actors[k].End <= r.doc.Tokens[m.Last-1].End {
		return k
	}
	return -1
}

// agentAfter returns the actor after a "by" that follows within twelve tokens.
func (r *reader) agentAfter(s, i int) int {
	for n := i; n < min(i+12, r.end); n++ {
		if r.lower(n) == "by" {
			return r.atHand(n + 1)
		}
	}
	return -1
}
