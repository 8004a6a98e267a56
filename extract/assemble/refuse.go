package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// withoutDenied leaves out what only the headline tells and the text takes back: "Blast at port was a rumour ... There was no explosion".
func (r *reader) withoutDenied(events []*event) []*event {
	return slices.DeleteFunc(events, func(e *event) bool {
		if !e.last().headline {
			return false
		}
		return slices.ContainsFunc(r.frames, func(f *frame) bool {
			return !f.headline && r.refuse(f) == "assemble/negated" && r.kinToAll(e, f) && !r.effect(f) && r.sitesAgree(e, f) >= 0
		})
	})
}

// realis returns the reality of a frame: that of its leading trigger, or actual where a count alone speaks.
func (r *reader) realis(f *frame) string {
	if f.head < 0 {
		return "actual"
	}
	if realis := r.doc.Triggers[f.head].Value.Realis; realis != "hypothetical" || !r.harmDone(f) {
		return realis
	}
	return "actual"
}

// harmDone reports whether a frame counts whom its event killed or hurt, so that only the kind of the event is in doubt: "killed in a possible drive-by
// shooting".
func (r *reader) harmDone(f *frame) bool {
	if extract.Family(r.doc.Triggers[f.head].Value.Type) == "outbreak" {
		return false // "flooding kills 14, cholera feared"
	}
	for _, t := range f.triggers {
		if v := r.doc.Triggers[t].Value; (v.Type == "effect.killed" || v.Type == "effect.injured") && v.Realis == "actual" && len(f.counts) > 0 {
			return true
		}
	}
	return false
}

// refuse names the rule that keeps a frame out of every incident, or returns "".
func (r *reader) refuse(f *frame) string {
	if f.head < 0 {
		return ""
	}
	t := r.doc.Triggers[f.head].Value
	switch {
	case f.headline && r.severalKinds(f):
		return "assemble/round-up-headline"
	case r.sumsUp(f):
		return "assemble/sum-of-several"
	case t.General && !r.particular(f) || r.rate(f) || r.yearly(f) || r.doneSince(f):
		return "assemble/general-statement"
	case (t.Effect() || r.behindSince(f) || r.sinceThen(f)) && r.ofPeriod(f), r.casesOfYears(f):
		return "assemble/toll-of-a-period"
	case r.realis(f) == "hypothetical":
		return "assemble/hypothetical"
	case t.Realis == "negated" && !r.tellsNone(f):
		return "assemble/negated"
	case t.Realis == "exercise" || r.withinDrill(f):
		return "assemble/exercise"
	}
	return ""
}

// severalKinds reports whether a headline lists weapons of three kinds of attacks: "Car bomb, gunfire and mortars".
func (r *reader) severalKinds(f *frame) bool {
	kinds := map[string]bool{r.doc.Triggers[f.head].Value.Type: true}
	for _, w := range f.weapons {
		if t := weaponTypes[r.doc.Weapons[w].Value.Class]; t != "" {
			kinds[t] = true
		}
	}
	return len(kinds) > 2
}

// ofPeriod reports whether a frame tells only what befell people over months or years: "13,000 have been killed since 1980". It is the toll of
// no incident, and its place no site. What floods or a disease did since May is theirs.
func (r *reader) ofPeriod(f *frame) bool {
	if len(f.counts) == 0 || f.day.time >= 0 && !f.day.said && r.doc.Times[f.day.time].Value.Precision == "day" {
		return false
	}
	years, period := r.overYears(f), false
	for _, c := range f.counts {
		v := r.doc.Counts[c].Value
		if period = period || v.Anchor == "period"; v.Anchor != "period" && !years && !(period && v.Measure == "displaced") {
			return false // but "the war has killed 9,000 people and displaced a million"
		}
	}
	return !slices.ContainsFunc(r.doc.Triggers, func(m extract.Mention[extract.Trigger]) bool {
		family := extract.Family(m.Value.Type)
		return family == "disaster" || family == "outbreak"
	})
}

// doneSince reports whether a frame without day and site sums up what people have done since something else: "extremists have bombed two towns since the talks
// broke off". Floods and diseases go on.
func (r *reader) doneSince(f *frame) bool {
	c := r.clauseAt(f.sentence, r.anchor(f))
	if c == nil || !r.bare(f) || !r.doc.Groups[c.Verb].Verb.Perfect || !r.between("since", r.anchor(f).End, r.doc.Sentences[f.sentence].End) {
		return false
	}
	family := extract.Family(r.doc.Triggers[f.head].Value.Type)
	return attackFamilies[family] || family == "security"
}

// behindSince reports whether a frame's event is only the beginning that it counts from: "thousands have died since rebels invaded the province".
func (r *reader) behindSince(f *frame) bool {
	c := r.clauseAt(f.sentence, r.doc.Triggers[f.head].Span)
	return c != nil && c.Linker == "since"
}

// sinceThen reports whether a frame tells what befell people or who was arrested from a year or a month on: "Since 2004, when the army came, 90 soldiers have been
// killed fighting rebels".
func (r *reader) sinceThen(f *frame) bool {
	first := r.doc.Triggers[f.triggers[0]].Value
	if !first.Effect() && first.Type != "security.arrest" || r.word(r.doc.Sentences[f.sentence].First) != "since" {
		return false
	}
	return !slices.ContainsFunc(f.counts, func(c int) bool { return sinceDay(r.doc.Counts[c].Value.Period) })
}

// overYears reports whether the time of a frame is longer than a year: "two million died in the war, from 1983 to 2005".
func (r *reader) overYears(f *frame) bool {
	if f.day.time < 0 {
		return false
	}
	v := r.doc.Times[f.day.time].Value
	days, ok := daysBetween(v.Start, v.End)
	return ok && days > 366
}

// rate reports whether a frame without a day tells how often such things happen: "road crashes kill 1,900 people a year".
func (r *reader) rate(f *frame) bool {
	if f.day.time >= 0 && !f.day.said {
		return false
	}
	for _, t := range within(r.doc.Times, f.Span) {
		if r.doc.Times[t].Value.Type == "SET" {
			return true
		}
	}
	return extract.Family(r.doc.Triggers[f.head].Value.Type) == "outbreak" && slices.ContainsFunc(f.counts, func(c int) bool {
		return everyYear[strings.ToLower(r.doc.Counts[c].Value.Period)]
	})
}

// everyYear are periods over which the victims of a disease are counted time and again.
var everyYear = map[string]bool{"a year": true, "each year": true, "every year": true, "annually": true}

// tellsNone reports whether a frame says only that nobody came to harm: "No injuries were reported." It tells that of the incident before it.
func (r *reader) tellsNone(f *frame) bool {
	return r.effect(f) && r.noneHarmed(f)
}

// withinDrill reports whether a frame without day and site of its own goes on with a drill that opened the article: "crews put out a blaze in a bus that stood
// in for a jet".
func (r *reader) withinDrill(f *frame) bool {
	if _, sited := f.site(); sited || f.day.time >= 0 && !f.day.said {
		return false
	}
	for _, g := range r.frames {
		if r.effect(g) {
			continue
		}
		return g.sentence < f.sentence && r.doc.Triggers[g.head].Value.Realis == "exercise"
	}
	return false
}

// sumsUp reports whether a frame tells together what the article goes on to tell one by one: "At least 18 people were killed in two attacks", with a bomb in
// one town and a drone in another.
func (r *reader) sumsUp(f *frame) bool {
	t := r.doc.Triggers[f.head].Value
	if !t.Noun || !t.Plural || len(f.counts) == 0 || !r.numbered(f) {
		return false
	}
	var own []siteRef
	for _, g := range r.frames {
		if g.sentence <= f.sentence || g.head < 0 || r.effect(g) || !kin(t.Type, r.doc.Triggers[g.head].Value.Type) {
			continue
		}
		if s, ok := r.resolvedSite(g); ok && r.finerSited(g) && !slices.ContainsFunc(own, func(o siteRef) bool { return !apart(r.doc.Places[o.place].Value, r.doc.Places[s.place].Value) }) {
			own = append(own, s)
		}
	}
	return len(own) >= 2
}

// numbered reports whether a number of at least two stands before the frame's event noun: "two attacks", "three separate bombings".
func (r *reader) numbered(f *frame) bool {
	at := r.doc.TokenAt(r.doc.Triggers[f.head].Start)
	for i := at - 1; i >= max(0, at-3); i-- {
		switch r.word(i) {
		case "two", "three", "four", "five", "six", "several", "twin", "multiple", "separate":
			return true
		}
	}
	return false
}

// yearly reports whether a plural event noun is counted over a year: "more than 300 homicides last year".
func (r *reader) yearly(f *frame) bool {
	t := r.doc.Triggers[f.head].Value
	if !t.Noun || !t.Plural || f.day.time < 0 || r.doc.Times[f.day.time].Value.Precision != "year" {
		return false
	}
	switch r.word(r.doc.TokenAt(r.doc.Triggers[f.head].Start) - 1) {
	case "twin", "two", "three", "both":
		return false // "in 2013, twin blasts killed 96"
	}
	return extract.Family(t.Type) != "disaster" && extract.Family(t.Type) != "outbreak" && slices.ContainsFunc(f.counts, func(c int) bool { return value(r.doc.Counts[c].Value) >= 20 })
}

// particular reports whether a frame whose words may be general tells of what happened once: a plural ("air strikes") that has its own day, or its own
// site and toll, or a disease that has cases of its own.
func (r *reader) particular(f *frame) bool {
	t := r.doc.Triggers[f.head].Value
	_, sited := f.site()
	dated := f.day.time >= 0 && !f.day.said && r.doc.Times[f.day.time].Value.Precision != "year"
	return t.Plural && (dated || sited && r.numbers(f) || f.day.time >= 0 && r.harmDone(f)) || extract.Family(t.Type) == "outbreak" && len(f.counts) > 0 && !r.ofPeriod(f)
}

// numbers reports whether one of a frame's counts gives a number: "nine villagers", not "villagers".
func (r *reader) numbers(f *frame) bool {
	return slices.ContainsFunc(f.counts, func(c int) bool { return r.doc.Counts[c].Value.Qualifier != "vague" })
}
