package assemble

import (
	"slices"

	"sitrep/extract"
)

// scene reports whether a protest, a rally or a storm is only what the event told just before it happened in: "a stampede at a political rally", "capsized in a storm", or what set off
// the wave told before it: "a tsunami triggered by the eruption of a volcano".
func (r *reader) scene(t int) bool {
	m, before := r.doc.Triggers[t], r.doc.Triggers[t-1]
	if !m.Value.Noun {
		return r.setRunning(t)
	}
	switch family := extract.Family(before.Value.Type); m.Value.Type {
	case "security.crackdown":
		return r.setRunning(t)
	case "disaster.volcano", "disaster.earthquake":
		return before.Value.Type == "disaster.tsunami" && r.between("triggered", before.End, m.Start)
	case "disaster.storm":
		return before.Value.Type == "accident.transport" && (r.inScene(m, before.End) || r.insideOf(m, before.End))
	default:
		return extract.Family(m.Value.Type) == "protest" && (family == "accident" || family == "attack" || family == "explosion") && r.inScene(m, before.End)
	}
}

// setRunning reports whether a crackdown is only what set the crowd of the stampede told before it running: "a stampede when police fired tear gas".
func (r *reader) setRunning(t int) bool {
	m := r.doc.Triggers[t]
	if m.Value.Type != "security.crackdown" {
		return false
	}
	first := r.doc.Sentences[r.doc.SentenceAt(m.Start)].Start
	for k := t - 1; k >= 0 && r.doc.Triggers[k].Start >= first; k-- {
		if b := r.doc.Triggers[k]; b.Value.Type == "accident.collapse" {
			return r.between("when", b.End, m.Start) || r.between("after", b.End, m.Start)
		}
	}
	return false
}

// insideOf reports whether "in" and no more than two words stand before an event noun, behind byte after: "sank off the cape in a violent storm".
func (r *reader) insideOf(m extract.Mention[extract.Trigger], after int) bool {
	at := r.doc.TokenAt(m.Start)
	for i := at - 1; i >= max(at-3, r.doc.TokenAt(after)); i-- {
		if r.word(i) == "in" {
			return true
		}
	}
	return false
}

// takeArrests gives a protest those who are told just before it to have been held in it: "17 people were arrested and four officers hurt during a protest". It returns the
// incidents that stay their own.
func (r *reader) takeArrests(events []*event, e *event) []*event {
	f, last := e.frames[0], len(events)-1
	if last < 0 || f.head < 0 || extract.Family(r.doc.Triggers[f.head].Value.Type) != "protest" || len(events[last].frames) > 1 {
		return events
	}
	g := events[last].frames[0]
	if g.sentence != f.sentence || g.head < 0 || r.doc.Triggers[g.head].Value.Type != "security.arrest" {
		return events
	}
	if m := r.doc.Triggers[f.head]; !r.inScene(m, g.End) && r.word(r.doc.TokenAt(m.Start)-1) != "in" { // "in unrest"
		return events
	}
	e.arrests = append(e.arrests, g)
	return events[:last]
}

// inScene reports whether "at" or "during" stands before an event noun, no more than its own words between, and behind byte after.
func (r *reader) inScene(m extract.Mention[extract.Trigger], after int) bool {
	at := r.doc.TokenAt(m.Start)
	for i := at - 1; i >= max(at-5, r.doc.TokenAt(after)); i-- {
		if w := r.word(i); w == "at" || w == "during" {
			return true
		}
	}
	return false
}

// minor reports whether a trigger of a frame does not lead it beside another: those who attack a village also set its houses on fire, and a bomb is planted
// before it explodes.
func (r *reader) minor(f *frame, v extract.Trigger) bool {
	return v.Type == "attack.arson" || (v.Lemma == "plant" || v.Lemma == "place") && slices.ContainsFunc(f.triggers, func(t int) bool {
		lemma := r.doc.Triggers[t].Value.Lemma
		return lemma == "explode" || lemma == "detonate" || lemma == "go off"
	})
}

// whereEarlier reports whether a trigger brings an earlier event at the place of the frame, with a day of its own: "an aftershock on Friday injured six people in Hatay, where a quake on
// Monday had killed 90".
func (r *reader) whereEarlier(f *frame, next extract.Mention[extract.Trigger]) bool {
	s := r.doc.Sentences[r.doc.SentenceAt(next.Start)]
	if !next.Value.Noun || next.Value.Definite || !r.between("where", r.lastTrigger(f), next.Start) {
		return false
	}
	own, told := "", ""
	for _, t := range within(r.doc.Times, s.Span) {
		switch m := r.doc.Times[t]; {
		case m.Value.Precision != "day":
		case m.End <= next.Start:
			told = m.Value.Start
		case own == "":
			own = m.Value.Start
		}
	}
	return own != "" && told != "" && own != told
}
