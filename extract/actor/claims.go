package actor

import (
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
			for k := 0; k < len(ms) && ms[k].Last == ms[0].Last; k++ {
				if c, ok := r.claim(s, ms[k]); ok {
					found = append(append(found, c), r.beside(c)...)
					i = ms[k].Last - 1
					break
				}
			}
		}
	}
	return found
}

// claim reads the claim of a phrase in sentence s: who is said to have done it, and by whom.
func (r *reader) claim(s int, m lexicon.Match[frame]) (extract.Mention[extract.Claim], bool) {
	none := extract.Mention[extract.Claim]{}
	kind, ok := r.frameOf(s, m)
	if !ok || m.Value.deed && !r.deedAt(m.Last) {
		return none, false
	}
	c := extract.Claim{Stance: m.Value.stance}
	if kind == "own" {
		if c.Stance = r.ownDeed(m.Last); c.Stance == "" {
			return none, false
		}
	}
	c.Actor, c.By = r.sides(s, m, kind)
	if c.Actor != nil && (r.attributive(m) && r.doc.TokenAt(r.doc.Actors[*c.Actor].Start) > m.Last || c.By != nil && *c.By == *c.Actor) {
		return none, false // "28 suspected cases, among them four nurses"
	}
	if (kind == "subject" || kind == "own") && c.Actor == nil {
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
	case passive && (kind == "object" || kind == "within" || kind == "onto" && r.lower(m.First+1) == "for"):
		return "passive", true // "were blamed for a raid on"
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
		return index(unless(r.surmised(m.First) || r.describes(m.First, before), before)), nil
	case "own":
		return index(unless(r.surmised(m.First) || before >= 0 && !r.answers(before), before)), nil
	case "mutual":
		if before > 0 && r.joined(before) {
			return index(before), index(before - 1)
		}
		return nil, nil
	case "by":
		return index(r.into(m, after)), nil
	case "onto":
		if r.passiveBefore(m.First) {
			return index(after), index(r.agentAfter(m.First))
		}
		return index(r.upon(m, after)), index(before)
	case "object":
		return index(after), index(before)
	case "within":
		return index(r.inside(m)), index(before)
	case "passive":
		spoilt := before >= 0 && r.subordinate(r.doc.Actors[before].Start) || r.surmised(m.First) || r.placed(m)
		return index(unless(spoilt, before)), index(r.agentAfter(m.First))
	}
	return nil, nil
}

// settle gives a claim the group that its speaker stands for, and blame that somebody takes upon himself the stance of a claim.
func (r *reader) settle(c *extract.Claim, m lexicon.Match[frame], kind string) {
	switch {
	case c.Stance == "claims" || c.Stance == "denies":
		*c.Actor = r.represented(*c.Actor)
		if kind == "within" {
			c.By = nil // "the army dismissed a claim by the rebels"
		}
	case c.Stance == "blames" && kind == "subject":
		c.Stance = r.owned(m.First, *c.Actor)
	}
}

// claimed returns the mention of a claim with its words and those for its actor: "Belgrade denied any involvement".
func (r *reader) claimed(c extract.Claim, m lexicon.Match[frame]) extract.Mention[extract.Claim] {
	span := extract.Span{Start: r.doc.Tokens[m.First].Start, End: r.doc.Tokens[m.Last-1].End}
	if c.By != nil {
		c.ByText = r.doc.Actors[*c.By].Value.Text
	}
	c.Text = r.doc.Slice(span.Cover(r.doc.Actors[*c.Actor].Span))
	return extract.Mention[extract.Claim]{Span: span, Value: c, Rule: "actor/" + c.Stance}
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

// answers reports whether actor k is one whose own deeds are claimed when it tells of them: an armed group or a state, not the police that shot a robber.
func (r *reader) answers(k int) bool {
	v := r.doc.Actors[k].Value
	return armed[v.Kind] && v.Canonical != "" || (v.Kind == "state" || v.Kind == "military") && v.Country != ""
}

// unless returns actor a, or -1 where the condition holds.
func unless(condition bool, a int) int {
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
