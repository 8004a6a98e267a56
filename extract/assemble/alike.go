package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// kinToAll reports whether the frame's type can name the incident, judged by the incident's most telling type.
func (r *reader) kinToAll(e *event, f *frame) bool {
	if f.head < 0 {
		return true
	}
	t := r.doc.Triggers[f.head].Value
	own, generic := r.leadingType(e)
	if own == "" {
		return true
	}
	if woundNouns[lastWord(t.Lemma)] && extract.Family(own) == "attack" {
		return true // who has bullet wounds may be one of those whom the blast hurt
	}
	if r.raidApart(e, f, own, t.Type) {
		return false
	}
	if t.Type == "security.operation" && extract.Family(own) == "attack" && r.endsIt(f) && f.sentence-e.last().sentence <= 4 {
		return true
	}
	if t.Type == "accident.transport" && (extract.Family(own) == "attack" || extract.Family(own) == "explosion") && r.toldOf(f) && f.sentence-e.last().sentence <= 2 {
		return true // "the ship sank"
	}
	if !kin(own, t.Type) || own == "accident.drowning" && t.Type == "accident.transport" && !r.leadOf(e, f) {
		return false // a boat that sinks drowns people; who drowned was not in every crash
	}
	if own == "security.operation" && t.Type == "security.arrest" && r.bare(f) && f.sentence-e.last().sentence <= 1 {
		return true // "a camp was raided by police; 60 people were detained"
	}
	if rank(own, generic) == 2 && rank(t.Type, t.Generic) == 2 && extract.Family(own) == extract.Family(t.Type) {
		return r.alikeKind(e, f, own)
	}
	return true
}

// bare reports whether a frame has neither a site nor a day of its own.
func (r *reader) bare(f *frame) bool {
	_, sited := f.site()
	return !sited && (f.day.time < 0 || f.day.said)
}

// bombedBefore reports whether a frame without a site or a day of its own says right after it how the incident's target "was bombed": from the air.
func (r *reader) bombedBefore(e *event, f *frame) bool {
	if !r.bare(f) || f.sentence-e.last().sentence > 3 {
		return false
	}
	for _, g := range e.frames {
		for _, i := range g.triggers {
			if t := r.doc.Triggers[i].Value; t.Type == "attack.bombing" && t.Lemma != "bomb" && t.Lemma != "bombing" {
				return false
			}
		}
	}
	return true
}

// alikeKind reports whether a frame of a named kind can tell of an incident of a named kind of the same family: the kinds are two words for one event, or
// the frame speaks of what was told of before ("the truck overturned", "officers shot the attacker"), or another of its words is of the incident's kind.
func (r *reader) alikeKind(e *event, f *frame, own string) bool {
	t := r.doc.Triggers[f.head].Value
	switch {
	case own == t.Type:
		return true
	case r.otherAccident(e, f, own):
		return false
	case sameKind(own, t.Type) || extract.Family(own) == "accident" && r.toldOf(f) || r.endsIt(f):
		return true
	case own == "attack.bombing" && t.Type == "attack.airstrike" && r.bombedBefore(e, f), r.duringIt(f), own == "protest.strike" && strings.HasPrefix(t.Lemma, "picket"):
		return true
	}
	if !r.leadOf(e, f) {
		return false
	}
	if extract.Family(own) == "outbreak" {
		return true // the headline tells of tainted food, the text of the germ
	}
	return own == "attack.bombing" && t.Type == "attack.airstrike" || slices.ContainsFunc(f.triggers, func(i int) bool { return sameKind(own, r.doc.Triggers[i].Value.Type) })
}

// otherAccident reports whether a frame brings an accident of another kind as new: "a fire at a market" after a crash is not the fire of the crash.
func (r *reader) otherAccident(e *event, f *frame, own string) bool {
	t := r.doc.Triggers[f.head].Value
	return extract.Family(own) == "accident" && t.Noun && !t.Definite && r.articled(f) && f.sentence != e.last().sentence && !r.leadOf(e, f) && len(f.counts) > 0
}

// endsIt reports whether a frame tells how the police stopped the one who did it: "officers shot the suspect dead".
func (r *reader) endsIt(f *frame) bool {
	first, last := r.tokenRange(f.Span)
	police, doer := false, false
	for i := first; i < last; i++ {
		w := r.word(i)
		police = police || w == "police" || w == "officers" || w == "officer" || w == "troops" || w == "guards" || w == "policeman" || w == "policewoman" || w == "deputies"
		doer = doer || (w == "the" || w == "both") && culpritWords[r.word(i+1)] || w == "he" && r.word(i+1) == "was"
	}
	return police && doer
}

var culpritWords = wordSet("suspect attacker attackers assailant assailants gunman gunmen shooter bomber knifeman perpetrator")

// raidApart reports whether one type is an abduction and the other an attack that the text does not tell beside it: gunmen who storm a school and carry
// off pupils do one deed.
func (r *reader) raidApart(e *event, f *frame, own, t string) bool {
	return raid(own, t) && f.sentence-e.last().sentence > 1 && !r.leadOf(e, f)
}

// kindsAgree reports whether frame and incident carry the same named kind.
func (r *reader) kindsAgree(e *event, f *frame) bool {
	if f.head < 0 {
		return false
	}
	own, generic := r.leadingType(e)
	t := r.doc.Triggers[f.head].Value
	return rank(own, generic) == 2 && rank(t.Type, t.Generic) == 2 && sameKind(own, t.Type)
}

// leadingType returns the most telling type of an incident so far, and whether it is generic.
func (r *reader) leadingType(e *event) (string, bool) {
	best, at, generic := "", -1, false
	for _, f := range e.frames {
		if f.head < 0 {
			continue
		}
		if t := r.doc.Triggers[f.head].Value; rank(t.Type, t.Generic) > at {
			best, at, generic = t.Type, rank(t.Type, t.Generic), t.Generic
		}
	}
	return best, generic
}
