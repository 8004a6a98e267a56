package assemble

import (
	"cmp"
	"slices"

	"sitrep/extract"
)

// event is one incident of the article: the frames that tell of it, in order.
type event struct {
	frames  []*frame
	arrests []*frame // of those held over it
	realis  string

	wave *event // of what befell one more town: the incident of the wave of fire that fell on it

	// Of one of several attacks told together: the sites of the others, and the counts that are told of all of them.
	elsewhere, joint []int
}

func (e *event) last() *frame { return e.frames[len(e.frames)-1] }

// has reports whether a frame, or a copy that tells of one of its sites only, is one of the incident's.
func (e *event) has(f *frame) bool {
	return slices.ContainsFunc(e.frames, func(g *frame) bool { return g.Span == f.Span })
}

// gather brings the frames of one incident together. It reads them in order: each goes to the likeliest earlier
// incident that it does not contradict, or opens a new one.
func (r *reader) gather() []*event {
	var events []*event
	var effects []*frame // what befell people, told before the text says how
	var abroad []*event
	for _, f := range r.frames {
		if refusal := r.refuse(f); refusal != "" {
			r.miss(f, refusal)
			continue
		}
		if e := r.arrestOver(events, f); e != nil {
			e.arrests = append(e.arrests, f)
			continue
		}
		if e := r.casesAbroad(events, f); e != nil {
			abroad = append(abroad, e)
			continue
		}
		if e := r.antecedent(events, f); e != nil {
			e.frames = append(e.frames, f)
			continue
		}
		refusal := r.unfounded(f)
		if refusal == "assemble/effect-without-cause" || refusal == "assemble/count-without-event" {
			if e := cmp.Or(r.struckToo(events, f), r.didToo(events, f)); e != nil {
				events = append(events, e)
			} else {
				effects = append(effects, f)
			}
			continue
		}
		if refusal != "" {
			r.miss(f, refusal)
			continue
		}
		e := &event{frames: []*frame{f}, realis: r.realis(f)}
		effects = r.explain(e, effects)
		events = append(r.takeArrests(events, e), e)
	}
	for _, f := range effects {
		r.miss(f, r.unfounded(f))
	}
	return r.withoutDenied(r.partWaves(append(events, abroad...)))
}

// explain gives a new incident the effects that were told just before it, in the headline or within two sentences: "A boy has died. Deputies say that he
// was shot at home." A body that is found may have lain there for long. It returns those that stay unexplained.
func (r *reader) explain(e *event, effects []*frame) []*frame {
	f := e.frames[0]
	var told, rest []*frame
	for _, g := range effects {
		near := f.sentence-g.sentence <= 2 || g.headline && r.doc.Sentences[f.sentence].Paragraph-r.doc.Sentences[g.sentence].Paragraph <= 2
		if near && !f.apart && !r.monthly(g) && !r.contradicts(e, g) && r.harms(f) && (g.head < 0 || r.doc.Triggers[g.head].Value.Lemma != "find") {
			told = append(told, g)
		} else {
			rest = append(rest, g)
		}
	}
	e.frames = append(told, e.frames...)
	return rest
}

// monthly reports whether a frame counts over a month or a year: "169 civilians were killed in February".
func (r *reader) monthly(f *frame) bool {
	if f.day.time < 0 || f.day.said {
		return false
	}
	p := r.doc.Times[f.day.time].Value.Precision
	return p == "month" || p == "year" || p == "season"
}

// harms reports whether a frame's event is one that people come to harm by.
func (r *reader) harms(f *frame) bool {
	switch extract.Family(r.doc.Triggers[f.head].Value.Type) {
	case "attack", "accident", "explosion", "clash", "crime", "disaster":
		return true
	}
	return false
}

// antecedent returns the incident that a frame speaks of, or nil where it opens a new one.
func (r *reader) antecedent(events []*event, f *frame) *event {
	if e := r.endOf(events, f); e != nil {
		return e
	}
	var best *event
	top := 0.0
	for i, e := range events {
		if r.contradicts(e, f) {
			continue
		}
		v := r.affinity(e, f, len(events)-1-i)
		if !r.toldOf(f) && r.turnedTo(events[i+1:], f) {
			v -= 0.6
		}
		if len(events) > 1 && r.effect(f) && r.backdrop(e) {
			v -= 1.5
		}
		if best == nil || v > top {
			best, top = e, v
		}
	}
	if best == nil || top < r.threshold(f) {
		return nil
	}
	return best
}

// backdrop reports whether an incident is only what a protest is about or a toll is counted from: "riots over the killing of a boy", "89 deaths since the floods".
func (r *reader) backdrop(e *event) bool {
	f := e.frames[0]
	if f.head < 0 || !r.doc.Triggers[f.head].Value.Noun {
		return false
	}
	at := r.doc.TokenAt(r.doc.Triggers[f.head].Start)
	if w := r.word(at - 1); w == "the" || w == "a" {
		at--
	}
	return r.word(at-1) == "over" || r.word(at-1) == "since"
}

// turnedTo reports whether one of some incidents is of a frame's family and no mere memory: the story has turned to it since.
func (r *reader) turnedTo(events []*event, f *frame) bool {
	return slices.ContainsFunc(events, func(e *event) bool {
		own, _ := r.leadingType(e)
		return f.head >= 0 && extract.Family(own) == extract.Family(r.doc.Triggers[f.head].Value.Type) && !r.longAgo(e)
	})
}

// threshold is the affinity that a frame needs to speak of an incident told before: little for a definite noun, an effect or a
// frame without arguments of its own, more for one that brings its own place and toll.
func (r *reader) threshold(f *frame) float64 {
	if f.head < 0 {
		return -9
	}
	t := r.doc.Triggers[f.head].Value
	_, sited := f.site()
	switch {
	case f.apart:
		return 4
	case t.Effect() || t.Definite:
		return -9
	case t.Noun && r.dispatched(f):
		return -1
	case t.Noun && !woundNouns[lastWord(t.Lemma)] && r.doc.Sentences[f.sentence].Paragraph > r.retold() && (sited || f.day.time >= 0 && !f.day.said || len(f.counts) > 0):
		return 1.2
	case sited && f.day.time >= 0 && !f.day.said && (rank(t.Type, t.Generic) == 2 || t.Type == "accident.drowning"):
		return 0.5
	}
	if r.wartime {
		return -0.25 // where war is, attacks are many; an ordinary story has one
	}
	return -1
}

// retold returns the paragraph up to which an event noun with arguments of its own is rather the news told again than another incident: the lead of a bulletin of war is
// short, an ordinary story tells its one incident over and over.
func (r *reader) retold() int {
	if r.wartime {
		return 2
	}
	return 5
}

// dispatched reports whether the frame's event noun is what police or crews were called to, which is the incident of the story unless the words say that
// it came later: "officers went where shots had been reported".
func (r *reader) dispatched(f *frame) bool {
	at, _ := r.tokenRange(r.doc.Triggers[f.head].Span)
	found := false
	for i := at - 1; i >= 0 && r.doc.Tokens[i].Sentence == f.sentence; i-- {
		w := r.word(i)
		if w == "later" || w == "after" || apartWords[w] {
			return false
		}
		found = found || dispatchWords[w]
	}
	return found
}

var dispatchWords = wordSet("responded responding respond called dispatched report reports call calls regards regarding")

// woundNouns name what an attack leaves rather than the attack.
var woundNouns = wordSet("gunshot gunfire bullet shot wound injury gunshots shots bullets wounds injuries inhalation")

// affinity says how well a frame fits an incident that it does not contradict; behind counts the incidents told since.
func (r *reader) affinity(e *event, f *frame, behind int) float64 {
	v := -0.15 * float64(behind)
	v -= 0.1 * float64(min(10, r.doc.Sentences[f.sentence].Paragraph-r.doc.Sentences[e.last().sentence].Paragraph))
	if f.sentence == e.last().sentence {
		v += 0.5
	}
	if rel := r.daysAgree(e, f); rel > 0 {
		v += 1.5
	}
	if rel := r.sitesAgree(e, f); rel > 0 {
		v += 1.5
	}
	if r.kindsAgree(e, f) {
		v += 1
	}
	if r.leadOf(e, f) {
		v += 1.5 // the lead tells the headline's news again, with its own day and site
	}
	if r.realis(f) != e.realis {
		v -= 0.5
	}
	if f.apart && len(e.frames) == 1 && e.last().headline && r.kindsAgree(e, f) && r.sitesAgree(e, f) > 0 && r.doc.Sentences[f.sentence].Paragraph <= 2 {
		v += 2.5 // "suspect in school bombing held": the text says that it was last year's
	}
	if own, _ := r.leadingType(e); extract.Family(own) == "disaster" && f.head >= 0 && r.doc.Triggers[f.head].Value.Type == "accident.drowning" {
		v++ // floods and storms drown people
	}
	if r.atListed(e, f) {
		v += 2.5 // the text listed the places and goes through them
	}
	v += 0.05 * float64(min(6, len(e.frames))) // what the article is about is spoken of again and again
	return v
}

// contradicts reports whether a frame cannot speak of an incident.
func (r *reader) contradicts(e *event, f *frame) bool {
	if !r.kinToAll(e, f) || r.strikesBack(e, f) || r.downsOther(e, f) || r.otherTarget(e, f) && !r.atListed(e, f) || r.otherVictim(e, f) || r.otherMurder(e, f) || r.otherMassacre(e, f) || r.otherDisease(e, f) || r.otherYear(e, f) {
		return true
	}
	if (r.daysAgree(e, f) < 0 && !r.diedLater(e, f) && !r.sankLater(e, f) || r.longBefore(e, f)) && !r.goesOn(e, f) {
		return true
	}
	if r.sitesAgree(e, f) < 0 && !(r.toldOf(f) && r.kindsAgree(e, f)) && !r.leadOf(e, f) && !r.spreads(e, f) {
		return true
	}
	return r.realis(f) != e.realis && r.realis(f) == "actual" != (e.realis == "actual" || e.realis == "alleged") && !r.effect(f) && r.standsAlone(f) && !r.theBomb(f)
}

// longBefore reports whether a frame brings a new event of months ago where the incident is the undated news of the article's opening: "A car bomb went off at
// the embassy three years later".
func (r *reader) longBefore(e *event, f *frame) bool {
	first := e.frames[0]
	if f.day.time < 0 || f.day.said || f.head < 0 || r.effect(f) || r.toldOf(f) || r.theDated(f) || first.aftermath != "" || r.doc.Sentences[first.sentence].Paragraph > 1 {
		return false
	}
	told := false
	for _, g := range e.frames {
		_, sited := g.site()
		told = told || sited || len(g.counts) > 0
		if g.day.time >= 0 && !g.day.said {
			return false
		}
	}
	days, ok := daysBetween(r.doc.Times[f.day.time].Value.End, r.published())
	return ok && told && days > 60
}

// theDated reports whether a frame's event noun has the definite article before its date: "the Oct. 23 shooting" may be what the article opened with.
func (r *reader) theDated(f *frame) bool {
	first, _ := r.tokenRange(r.doc.Times[f.day.time].Span)
	return r.word(first-1) == "the" && r.datesTrigger(f, r.doc.Times[f.day.time].Span)
}

// diedLater reports whether a frame tells only that somebody died in the weeks after the incident: "He died on Thursday."
func (r *reader) diedLater(e *event, f *frame) bool {
	if f.head < 0 || f.apart || !r.dies(f) {
		return false
	}
	told := r.toldDay(f)
	if told.time < 0 {
		return false
	}
	day := r.doc.Times[told.time].Value
	for _, g := range e.frames {
		if other := r.toldDay(g); other.time >= 0 {
			if n, ok := daysBetween(r.doc.Times[other.time].Value.End, day.Start); !ok || n < 0 || n > 30 {
				return false
			}
		}
	}
	return true
}

// sankLater reports whether a frame tells that the ship that was attacked went down, be it days later.
func (r *reader) sankLater(e *event, f *frame) bool {
	own, _ := r.leadingType(e)
	return extract.Family(own) == "attack" && f.head >= 0 && r.doc.Triggers[f.head].Value.Lemma == "sink" && r.toldOf(f)
}

var deathVerbs = wordSet("die succumb")

// spreads reports whether the incident is a disaster or an outbreak that may reach from one place of a country to the other, and the frame gives no other day.
func (r *reader) spreads(e *event, f *frame) bool {
	own, _ := r.leadingType(e)
	if family := extract.Family(own); family != "disaster" && family != "outbreak" || r.toldDay(f).time >= 0 {
		return false
	}
	s, ok := f.site()
	if !ok || own == "outbreak.disease" && r.countsElsewhere(e, f) {
		return false
	}
	for _, g := range e.frames {
		if t, ok := g.site(); ok && r.doc.Places[t.place].Value.Country == r.doc.Places[s.place].Value.Country {
			return true
		}
	}
	return false
}

// countsElsewhere reports whether a frame counts the cases of another state or province than the one that an outbreak was told of.
func (r *reader) countsElsewhere(e *event, f *frame) bool {
	s, ok := r.resolvedSite(f)
	t, told := r.resolvedSite(e.frames[0])
	if !ok || !told || r.effect(f) {
		return false
	}
	x, y := r.doc.Places[s.place].Value, r.doc.Places[t.place].Value
	a, b := x.Admin1, y.Admin1
	return (a != nil && b != nil && *a != *b || x.Country != y.Country) && slices.ContainsFunc(f.counts, func(c int) bool { return r.doc.Counts[c].Value.Measure == "cases" })
}

// standsAlone reports whether a frame of another reality than an incident is told with a site or a day of its own, or as foiled: without
// them "detectives believe that he may have fired" still speaks of the shooting before it.
func (r *reader) standsAlone(f *frame) bool {
	_, sited := f.site()
	return sited || f.day.time >= 0 && !f.day.said || r.doc.Triggers[f.head].Value.Outcome == "foiled"
}

// leadOf reports whether the frame stands in the opening of the text and the incident is so far only the headline's: a headline shortens its places.
func (r *reader) leadOf(e *event, f *frame) bool {
	return e.last().headline && !f.apart && r.doc.Sentences[f.sentence].Paragraph-r.doc.Sentences[e.last().sentence].Paragraph <= 2
}

// toldOf reports whether the frame's subject is somebody or something told of before ("it blew up", "the car exploded"), or its object the bomb told of.
func (r *reader) toldOf(f *frame) bool {
	if f.head < 0 {
		return false
	}
	if r.theBomb(f) {
		return true
	}
	m := r.doc.Triggers[f.head]
	c := r.clauseAt(f.sentence, m.Span)
	if m.Value.Noun || c == nil || c.Subject < 0 {
		return m.Value.Definite
	}
	switch r.word(r.doc.Groups[c.Subject].First) {
	case "the", "it", "they", "this", "these", "he", "she":
		return true
	}
	return false
}

// dies reports whether a frame tells that somebody died and not how, but for the wounds: "he received two bullet wounds and died at noon".
func (r *reader) dies(f *frame) bool {
	return (r.effect(f) || woundNouns[lastWord(r.doc.Triggers[f.head].Value.Lemma)]) && slices.ContainsFunc(f.triggers, func(t int) bool { return deathVerbs[r.doc.Triggers[t].Value.Lemma] })
}

// theBomb reports whether the object of the frame's verb is a bomb told of before: "rebels planted the bomb in the home of a teacher".
func (r *reader) theBomb(f *frame) bool {
	c := r.clauseAt(f.sentence, r.doc.Triggers[f.head].Span)
	if c == nil || c.Object < 0 {
		return false
	}
	g := r.doc.Groups[c.Object]
	return r.word(g.First) == "the" && bombWords[r.word(g.Last-1)]
}

var bombWords = wordSet("bomb bombs device devices charge charges explosives grenade mine")

// duringIt reports whether the frame's sentence opens with the attack told of before: "During the attack the office was set on fire."
func (r *reader) duringIt(f *frame) bool {
	i := r.doc.Sentences[f.sentence].First
	_, of := insidePrepositions[r.word(i+3)] // "in the attack on Lima" may be another one
	return (r.word(i) == "during" || r.word(i) == "in") && r.word(i+1) == "the" && attackWords[r.word(i+2)] && !of
}

var attackWords = wordSet("attack attacks assault raid ambush")

func (r *reader) effect(f *frame) bool { return f.head < 0 || r.doc.Triggers[f.head].Value.Effect() }
