package actor

import (
	"sort"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// people reads a nation's people by number or kind: "tens of thousands of Cubans", "ethnic Albanians".
func (r *reader) people(i int) (extract.Mention[extract.Actor], int) {
	t := r.doc.Tokens[i]
	code := r.n.nations[t.Lower]
	if code == "" || !strings.HasSuffix(t.Lower, "s") || !strings.HasPrefix(t.Tag, "NN") || r.n.countries.Has(t.Lower) {
		return extract.Mention[extract.Actor]{}, 0
	}
	first := r.extend(i, true)
	if w := r.lower(first); first == i || articles[w] && i-first == 1 {
		return extract.Mention[extract.Actor]{}, 0
	}
	return r.mention(first, i+1, extract.Actor{Kind: "civilians", Country: code}, "people"), i + 1
}

// described reads an actor by its head noun with the words before it: "two masked men", "Iraqi security forces".
func (r *reader) described(i int) (extract.Mention[extract.Actor], int) {
	none := extract.Mention[extract.Actor]{}
	if !r.n.heads.Has(r.doc.Tokens[i].Lower) {
		return none, 0
	}
	r.heads = r.n.heads.Matches(r.heads[:0], r.doc, i, r.end)
	for _, m := range r.heads {
		if r.lower(m.First) == "suspect" && r.floor == m.First && m.First > r.first {
			return none, 0 // "police suspect the rebels"
		}
		if r.attacks(m) {
			return r.mention(m.First, m.Last, extract.Actor{Kind: m.Value.kind, Country: r.nation(max(m.First-1, r.floor), m.Last)}, m.Value.class), m.Last
		}
		if !r.isModifier(m.Last, m.Value) && !r.acronymWord(m) && !strings.HasPrefix(r.doc.Tokens[m.Last-1].Tag, "VB") {
			return r.headed(m)
		}
	}
	return none, 0
}

// headed reads the actor of which a match is the head: by the band, force or organisation that it is counted to, else by its own words.
func (r *reader) headed(m lexicon.Match[head]) (extract.Mention[extract.Actor], int) {
	first := r.extend(m.First, true)
	if r.lower(first) == "many" && r.lower(first-1) == "how" {
		return extract.Mention[extract.Actor]{}, 0 // "did not say how many villagers died"
	}
	if r.disguise(first) {
		return extract.Mention[extract.Actor]{}, 0
	}
	if a, rule, last := r.countedTo(m); last > 0 {
		return r.mention(first, last, a, rule), last
	}
	clad := r.clad(m.Last)
	if m.Value.class == "person" && clad == m.Last && !r.qualified(first, m.First) {
		return extract.Mention[extract.Actor]{}, 0
	}
	a := extract.Actor{Kind: m.Value.kind, Country: r.nation(first, m.Last)}
	if m.Value.class == "force" || m.Value.class == "body" {
		a.Canonical = r.canonical(first, m)
	}
	if n := r.nameEnd(clad); clad == m.Last && n-clad >= 2 && (m.Value.class == "fighter" || m.Value.class == "person") && !strings.HasSuffix(r.lower(m.Last-1), "s") {
		clad = n // "the Saudi militant Salim al-Harbi"
	}
	return r.mention(first, clad, a, m.Value.class), clad
}

// disguise reports whether those at token i are only what somebody looks like: "gunmen disguised as (airport) security agents".
func (r *reader) disguise(i int) bool {
	return r.lower(i-1) == "as" && disguises[r.lower(i-2)] || r.lower(i-2) == "as" && disguises[r.lower(i-3)]
}

// disguises are the words before "as" and what somebody only looks like.
var disguises = map[string]bool{"disguised": true, "dressed": true, "posing": true, "masquerading": true, "posed": true}

// countedTo returns the group, the force or the organisation that people are counted to, the rule and the token after its name; 0 where they are counted to none:
// "guerrillas of the FARC", "the guerrilla organization Shining Path", "members of the Salvadoran army".
func (r *reader) countedTo(m lexicon.Match[head]) (a extract.Actor, rule string, last int) {
	class := m.Value.class
	if g, last := r.belongsTo(m.Last); g != nil && (class == "fighter" || class == "person") {
		return extract.Actor{Canonical: g.canonical, Kind: g.kind, Country: g.country}, "group", last
	}
	if g, last := r.nameBehind(m); g != nil {
		return extract.Actor{Canonical: g.canonical, Kind: g.kind, Country: g.country}, "group", last
	}
	if f, last := r.ofForce(m.Last); last > 0 && class != "body" && class != "crowd" {
		return f, "force", last
	}
	if f, last := r.believedForce(m.Last); last > 0 && (class == "fighter" || class == "person") {
		return f, "force", last
	}
	a, last = r.organizationOf(m)
	return a, "organization", last
}

// nameBehind returns the group that is named right behind a description of it: "the guerrilla organization Shining Path".
func (r *reader) nameBehind(m lexicon.Match[head]) (*group, int) {
	i := m.Last
	if quote[r.lower(i)] {
		i++
	}
	if m.Value.class != "fighter" || i >= r.end {
		return nil, 0
	}
	g, last, _ := r.groupName(i)
	return g, last
}

// attacks reports whether a word for rebels says whose attack the next word is: "a guerrilla ambush", "rebel attacks". A "terrorist attack" may be anybody's.
func (r *reader) attacks(m lexicon.Match[head]) bool {
	switch r.lower(m.First) {
	case "guerrilla", "guerilla", "rebel", "insurgent":
		return m.Last-m.First == 1 && assaults[r.lower(m.Last)]
	}
	return false
}

// assaults are nouns of attack before which a word for rebels names the attackers.
var assaults = map[string]bool{"attack": true, "attacks": true, "ambush": true, "ambushes": true, "raid": true, "raids": true, "assault": true, "assaults": true, "bombing": true,
	"bombings": true, "shelling": true, "sabotage": true, "bombardment": true, "mortar": true, "fire": true}

// clad returns the token after the words that say what people wear behind token i ("wearing military uniforms", "in police uniforms"), or i.
func (r *reader) clad(i int) int {
	switch r.lower(i) {
	case "wearing", "dressed", "in", "clad":
	default:
		return i
	}
	for n := i + 1; n < min(i+6, r.end); n++ {
		switch w := r.lower(n); w {
		case "uniform", "uniforms", "fatigues", "masks", "hoods", "balaclavas":
			return n + 1
		case "as", "in", "with", "a", "the", "and":
		default:
			if tag := r.doc.Tokens[n].Tag; !strings.HasPrefix(tag, "JJ") && !strings.HasPrefix(tag, "NN") && tag != "CD" && tag != "VBN" {
				return i
			}
		}
	}
	return i
}

// acronymWord reports whether a head that is an acronym ("WHO", "UN", "AU") stands there as a common word.
func (r *reader) acronymWord(m lexicon.Match[head]) bool {
	switch r.lower(m.First) {
	case "fbi", "dea", "atf", "swat", "who", "un", "eu", "au", "oas", "nato", "unicef":
		return m.Last-m.First == 1 && !r.is(m.First, extract.AllCaps)
	}
	return false
}

// isModifier reports whether a head that ends before token i only modifies the noun there: "police station", "guerrilla attack".
func (r *reader) isModifier(i int, h head) bool {
	if i >= r.end {
		return false
	}
	t := r.doc.Tokens[i]
	if r.n.modified[t.Lower] {
		return true
	}
	return !h.plural && h.class != "body" && (t.Tag == "NN" || t.Tag == "NNS") && !t.Is(extract.Capital)
}

// extend goes back from token i over the words of its noun group.
func (r *reader) extend(i int, determiners bool) int {
	n := i
	for n > r.floor && i-n < 8 && r.belongs(n-1, determiners) && !r.overNumber(n) {
		if n--; articles[r.lower(n)] {
			break
		}
	}
	for n < i && (r.n.unopening[r.lower(n)] && r.lower(n) != "at" && r.lower(n) != "more" && r.lower(n) != "up" || r.is(n, extract.Punct) || r.lower(n) == "'s") {
		n++
	}
	return n
}

// overNumber reports whether token n is a number that opens its group behind the end of a verb: "(shot dead) two farmers".
func (r *reader) overNumber(n int) bool {
	if n >= r.end || r.n.modifiers[r.lower(n)] != "determiner" && !(r.is(n, extract.Digit) && r.doc.Tokens[n].Tag == "CD") || articles[r.lower(n)] {
		return false
	}
	return states[r.lower(n-1)]
}

// states end a verb that has its object after them.
var states = map[string]bool{"dead": true, "arrested": true, "injured": true, "wounded": true, "killed": true, "detained": true, "free": true, "alive": true, "hostage": true, "captive": true}

// articles open a noun group: nothing before them belongs to it.
var articles = map[string]bool{"the": true, "a": true, "an": true, "this": true, "these": true, "those": true, "another": true}

// belongs reports whether token n may stand in a noun group before its head.
func (r *reader) belongs(n int, determiners bool) bool {
	t := r.doc.Tokens[n]
	if t.Is(extract.Digit) && r.timed(t.Span) {
		return false // "at 0620 FMLN units"
	}
	switch kind := r.n.modifiers[t.Lower]; kind {
	case "determiner":
		return determiners && r.opensGroup(n)
	case "strong", "weak":
		return t.Tag != "VBD" && !r.perfect(n)
	}
	if r.n.nations[t.Lower] != "" && t.Is(extract.Capital) || t.Is(extract.Digit) || strings.HasSuffix(t.Lower, "-year-old") || strings.HasSuffix(t.Lower, "-backed") || strings.HasSuffix(t.Lower, "-led") || strings.HasSuffix(t.Lower, "-linked") {
		return true
	}
	if t.Lower == "'s" {
		return n-1 >= r.first && r.n.nations[r.doc.Tokens[n-1].Lower] != ""
	}
	return t.Tag == "JJ" || t.Tag == "JJS" || t.Tag == "CD" || r.properModifier(n)
}

// perfect reports whether token n is the participle of a verb that has its object after it: "the bishops have accused militias".
func (r *reader) perfect(n int) bool {
	if !strings.HasSuffix(r.lower(n), "ed") {
		return false
	}
	if n--; strings.HasPrefix(r.tag(n), "RB") {
		n--
	}
	switch r.lower(n) {
	case "have", "has", "had", "'ve":
		return true
	}
	return false
}

// timed reports whether a span lies in a time expression.
func (r *reader) timed(s extract.Span) bool {
	k := sort.Search(len(r.doc.Times), func(k int) bool { return r.doc.Times[k].Start > s.Start }) - 1
	return k >= 0 && r.doc.Times[k].Contains(s)
}

// properModifier reports whether token n is a name that tells whose police or whose residents they are: "Albany police", "a Richmond man".
func (r *reader) properModifier(n int) bool {
	t := r.doc.Tokens[n]
	if t.Is(extract.Capital) && (t.Tag == "NNP" || t.Tag == "NNPS") && !calendar[t.Lower] && !t.Is(extract.Punct) {
		return true
	}
	return t.Lower == "'s" && n-1 >= r.floor && r.is(n-1, extract.Capital) && r.doc.Tokens[n-1].Tag == "NNP"
}

// opensGroup keeps "of" and "to" only where they stand in "a group of" or "up to".
func (r *reader) opensGroup(n int) bool {
	switch r.lower(n) {
	case "of":
		switch r.lower(n - 1) {
		case "number":
			return r.lower(n-2) != "the" // "the number of people killed" is a figure
		case "group", "groups", "band", "unit", "units", "members", "gang", "crowd", "dozens", "hundreds", "thousands", "scores":
			return true
		}
		return false
	case "to":
		return r.lower(n-1) == "up"
	case "at":
		return r.lower(n+1) == "least"
	case "up":
		return r.lower(n+1) == "to"
	}
	return true
}

// qualified reports whether the words before a plain person make an actor of it: a strong qualifier, an age, a number or an article.
func (r *reader) qualified(first, i int) bool {
	for n := first; n < i; n++ {
		w := r.lower(n)
		if k := r.n.modifiers[w]; k == "strong" || k == "determiner" && w != "the" && w != "our" && w != "all" && w != "any" && w != "no" || strings.HasSuffix(w, "-year-old") || r.is(n, extract.Digit) {
			return true
		}
	}
	switch r.lower(i) {
	case "suspect", "suspects", "parolee", "gunwoman":
		return true
	}
	return false
}

// nation returns the country of the first adjective or possessive of one among the tokens.
func (r *reader) nation(first, last int) string {
	for n := first; n < last; n++ {
		if code := r.n.nations[r.lower(n)]; code != "" && r.is(n, extract.Capital) {
			return code
		}
	}
	return ""
}

// canonical returns the words of a force or body from its nationality on, without the aircraft or the people in which it acts: "Iraqi security forces" of "the
// Iraqi security forces", "Salvadoran air force" of "Salvadoran air force helicopters".
func (r *reader) canonical(first int, m lexicon.Match[head]) string {
	last := r.forceEnd(m)
	for n := first; n < m.First; n++ {
		if r.n.nations[r.lower(n)] != "" && r.is(n, extract.Capital) {
			return r.doc.Slice(extract.Span{Start: r.doc.Tokens[n].Start, End: r.doc.Tokens[last-1].End})
		}
	}
	return ""
}

// forceEnd returns the token after the name of the force that a head begins with: "army" of "army troops", "air force" of "air force planes".
func (r *reader) forceEnd(m lexicon.Match[head]) int {
	switch {
	case r.lower(m.First) == "army":
		return m.First + 1
	case r.lower(m.First) == "air" && r.lower(m.First+1) == "force":
		return m.First + 2
	}
	return m.Last
}
