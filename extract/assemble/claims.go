package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// fillClaims takes the claims that stand in the incident's sentences, with their speakers as actors.
func (d *draft) fillClaims() {
	for _, f := range d.e.frames {
		for _, c := range within(d.r.doc.Claims, d.r.doc.Sentences[f.sentence].Span) {
			d.addClaim(d.r.doc.Claims[c])
		}
		for _, c := range d.r.following(f) {
			d.addClaim(d.r.doc.Claims[c])
		}
	}
}

// following returns the claims of the next sentence, where that tells of no incident itself: "Washington blamed the militias."
func (r *reader) following(f *frame) []int {
	next := f.sentence + 1
	if next >= len(r.doc.Sentences) || len(r.framesIn(next)) > 0 {
		return nil
	}
	if fs := r.framesIn(f.sentence); len(fs) > 0 && fs[len(fs)-1].Start > f.Start {
		return nil
	}
	return within(r.doc.Claims, r.doc.Sentences[next].Span)
}

// addStrayClaims gives the main incident the claims of sentences that tell of no incident that was kept: "Iran denies that it supports such attacks." What is
// said of several deeds goes to each that was told before it: "The police blamed the ELN for both attacks."
func (r *reader) addStrayClaims(reports []*draft) {
	attacks := slices.DeleteFunc(slices.Clone(reports), func(d *draft) bool { return !claimable[extract.Family(d.Type)] })
	for c, m := range r.doc.Claims {
		if slices.ContainsFunc(reports, func(d *draft) bool { return d.sufferer(m.Value) }) {
			continue
		}
		if r.ofSeveral(m.Span) {
			toldBefore(attacks, m)
		}
		if main := slices.IndexFunc(attacks, func(d *draft) bool { return d.TemporalRole == "main" }); main >= 0 && !r.claimed(reports, c) {
			attacks[main].addClaim(m)
		}
	}
}

// claimable are the families of deeds that are claimed and blamed on somebody.
var claimable = map[string]bool{"attack": true, "abduction": true, "explosion": true, "clash": true}

// toldBefore gives a claim to each incident of the news that was told before it and of which no other group is said to have done it.
func toldBefore(attacks []*draft, m extract.Mention[extract.Claim]) {
	for _, d := range attacks {
		if d.e.frames[0].Start < m.Start && (d.TemporalRole == "main" || d.TemporalRole == "update") && !d.hasCulprit() {
			d.addClaim(m)
		}
	}
}

// hasCulprit reports whether a group that is known by name did it or is said to have done it.
func (d *draft) hasCulprit() bool {
	return slices.ContainsFunc(d.Actors, func(a extract.Actor) bool {
		return a.Canonical != "" && (a.Role == "perpetrator" || a.Role == "claimant" || a.Role == "accused")
	})
}

// ofSeveral reports whether a claim is about several deeds told before it: "these attacks", "the three bombings".
func (r *reader) ofSeveral(s extract.Span) bool {
	first, last := r.tokenRange(s)
	for i := max(first-8, r.doc.Sentences[r.doc.Tokens[first].Sentence].First); i < min(last+8, r.doc.Sentences[r.doc.Tokens[first].Sentence].Last); i++ {
		if w := r.word(i); deedsWords[r.word(i+1)] && (w == "both" || w == "these" || w == "all" || w == "two" || w == "three" || w == "the") {
			return true
		}
	}
	return false
}

var deedsWords = wordSet("attacks bombings murders killings explosions blasts kidnappings assassinations bombs incidents crimes shootings")

// claimed reports whether a report holds the claim already.
func (r *reader) claimed(reports []*draft, c int) bool {
	q := r.doc.Quote("", r.doc.Claims[c].Span, "")
	for _, d := range reports {
		for _, e := range d.Evidence {
			if strings.HasPrefix(e.Field, "claims") && e.Start == q.Start && e.In == q.In {
				return true
			}
		}
	}
	return false
}

func (d *draft) addClaim(m extract.Mention[extract.Claim]) {
	c := m.Value
	if d.sufferer(c) || d.r.harmless(m) || d.ofElsewhere(m.Span) {
		return
	}
	if c.Actor != nil {
		c.Actor = extract.Int(d.addActor(d.r.doc.Actors[*c.Actor], claimRoles[c.Stance], m.Rule))
	}
	for _, old := range d.Claims {
		if old.Stance == c.Stance && old.ByText == c.ByText && sameIndex(old.Actor, c.Actor) {
			return
		}
	}
	if c.By != nil {
		c.By = extract.Int(d.addActor(d.r.doc.Actors[*c.By], "attributor", m.Rule))
	}
	d.support(indexed("claims", len(d.Claims)), m.Span, m.Rule)
	d.Claims = append(d.Claims, c)
}

// ofElsewhere reports whether a claim is about another of several attacks told together: "claimed the Peshawar attack" says nothing of the one in Quetta.
func (d *draft) ofElsewhere(s extract.Span) bool {
	end := d.r.doc.Sentences[d.r.doc.SentenceAt(s.Start)].End
	named := within(d.r.doc.Places, extract.Span{Start: s.Start, End: end})
	other := slices.ContainsFunc(named, func(p int) bool {
		return slices.ContainsFunc(d.e.elsewhere, func(o int) bool { return d.r.with(p, o) })
	})
	return other && !slices.ContainsFunc(named, func(p int) bool {
		return slices.ContainsFunc(d.Where, func(w extract.Place) bool { return w.Role == "event_site" && sameID(w, d.r.doc.Places[p].Value) })
	})
}

// sufferer reports whether a claim accuses those who came to harm in the incident itself: "peasants who were accused of feeding the soldiers were shot".
func (d *draft) sufferer(c extract.Claim) bool {
	if c.Actor == nil || claimRoles[c.Stance] != "accused" {
		return false
	}
	m := d.r.doc.Actors[*c.Actor]
	return m.Value.Canonical == "" && (d.has(m, "victim") || d.has(m, "target"))
}

// harmless reports whether a claim accuses of a doing that harms nobody: "accused of feeding the soldiers". An accusation without a verb ("of the crime") may
// speak of any deed.
func (r *reader) harmless(m extract.Mention[extract.Claim]) bool {
	_, i := r.tokenRange(m.Span)
	for n := i - 1; n < min(i+6, len(r.doc.Tokens)-1); n++ {
		if r.word(n) == "of" && r.doc.Tokens[n+1].Tag == "VBG" {
			return m.Value.Stance == "blames" && !r.harmsFrom(n+1)
		}
	}
	return false
}

// harmsFrom reports whether a verb of harm, or a word of guilt, stands at token i or soon behind it: "of murdering", "of having planted", "of being behind".
func (r *reader) harmsFrom(i int) bool {
	for n := i; n < min(i+6, len(r.doc.Tokens)) && !subordinators[r.word(n)]; n++ {
		if harmful[r.word(n)] {
			return true
		}
	}
	return false
}

// harmful are the forms of verbs that say which deed somebody is accused of, and words that refer to one.
var harmful = formsOf(`kill murder assassinate attack bomb shoot kidnap abduct plant place carry perpetrate order plan mastermind commit execute massacre burn destroy
	fire shell ambush torture wound injure detonate blow set launch stage participate plot rape stab strangle beat slay gun bombard seize hijack raid rob loot blast throw threaten extort
	involve`, "responsible behind part crime crimes death deaths killings explosion explosions act acts deed deeds")

// formsOf returns the forms of verbs together with other words.
func formsOf(verbs, words string) map[string]bool {
	forms := wordSet(words)
	for _, verb := range strings.Fields(verbs) {
		for _, f := range lexicon.Verb(verb) {
			forms[f.Word] = true
		}
	}
	return forms
}

func sameIndex(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

var claimRoles = map[string]string{"claims": "claimant", "denies": "accused", "blames": "accused", "suspects": "accused", "convicted": "accused"}
