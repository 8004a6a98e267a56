package assemble

import (
	"slices"

	"sitrep/extract"
)

// event is one incident of the article: the frames that tell of it, in order.
type event struct {
	frames  []*frame
	arrests []*frame // of those held over it
	realis  string
}

func (e *event) last() *frame { return e.frames[len(e.frames)-1] }

// gather brings the frames of one incident together. It reads them in order: each goes to the likeliest earlier
// incident that it does not contradict, or opens a new one.
func (r *reader) gather() []*event {
	var events []*event
	var effects []*frame // what befell people, told before the text says how
	for _, f := range r.frames {
		if refusal := r.refuse(f); refusal != "" {
			r.miss(f, refusal)
			continue
		}
		if e := r.arrestOver(events, f); e != nil {
			e.arrests = append(e.arrests, f)
			continue
		}
		if e := r.antecedent(events, f); e != nil {
			e.frames = append(e.frames, f)
			continue
		}
		refusal := r.unfounded(f)
		if refusal == "assemble/effect-without-cause" || refusal == "assemble/count-without-event" {
			if e := r.struckToo(events, f); e != nil {
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
		events = append(events, e)
	}
	for _, f := range effects {
		r.miss(f, r.unfounded(f))
	}
	return r.withoutDenied(events)
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

// arrestOver returns the incident over which people were arrested, where an article that tells of it first goes on to say so: "Fifteen people were
// detained." It is nil where the arrests are told first, have a site of their own elsewhere, or go with other arrests.
func (r *reader) arrestOver(events []*event, f *frame) *event {
	if len(events) == 0 || f.head < 0 || r.doc.Triggers[f.head].Value.Type != "security.arrest" || f.apart || f.headline || r.doc.Triggers[f.head].Value.Realis != "actual" || r.otherMatter(f.sentence) {
		return nil
	}
	for _, e := range events {
		if own, _ := r.leadingType(e); own == "security.arrest" || own == "security.operation" || own == "security.seizure" {
			return nil
		}
	}
	e := events[len(events)-1]
	if own, _ := r.leadingType(e); !arrestable[extract.Family(own)] && own != "security.crackdown" || extract.Family(own) != "protest" && r.ofUnrest(f.sentence) || r.sitesAgree(e, f) < 0 || e.realis != "actual" || r.longAgo(e) || r.longTerm(f.sentence) {
		return nil
	}
	return e
}

// otherMatter reports whether a sentence names an offence of which no attack, accident or protest consists: those held for it are held over something else.
func (r *reader) otherMatter(sentence int) bool {
	s := r.doc.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		if offences[r.word(i)] {
			return true
		}
	}
	return false
}

var offences = wordSet("drug drugs smuggling smugglers trafficking traffickers fraud corruption bribery embezzlement laundering prostitution gambling counterfeit cocaine heroin tax")

// ofUnrest reports whether a sentence speaks of protests or riots.
func (r *reader) ofUnrest(sentence int) bool {
	s := r.doc.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		if unrestWords[r.word(i)] {
			return true
		}
	}
	return false
}

var unrestWords = wordSet("protest protests protesting protesters demonstration demonstrations demonstrators riot riots rioting unrest vigil march")

// longAgo reports whether an incident is dated more than ten days before publication.
func (r *reader) longAgo(e *event) bool {
	for _, f := range e.frames {
		if day := r.toldDay(f); day.time >= 0 {
			days, ok := daysBetween(r.doc.Times[day.time].Value.End, r.published())
			return ok && days > 10
		}
	}
	return false
}

// arrestable are the families of incidents over which people are arrested.
var arrestable = map[string]bool{"attack": true, "crime": true, "accident": true, "abduction": true, "protest": true, "explosion": true, "outbreak": true}

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
	case r.sumsUp(f, t):
		return "assemble/sum-of-several"
	case t.General && !r.particular(f, t) || r.rate(f) || r.yearly(f, t):
		return "assemble/general-statement"
	case t.Effect() && r.ofPeriod(f):
		return "assemble/toll-of-a-period"
	case t.Realis == "hypothetical" && !r.harmDone(f):
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
	for _, c := range f.counts {
		if r.doc.Counts[c].Value.Anchor != "period" {
			return false
		}
	}
	return !slices.ContainsFunc(r.doc.Triggers, func(m extract.Mention[extract.Trigger]) bool {
		family := extract.Family(m.Value.Type)
		return family == "disaster" || family == "outbreak"
	})
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
	return false
}

// tellsNone reports whether a frame says only that nobody came to harm: "No injuries were reported." It tells that of the incident before it.
func (r *reader) tellsNone(f *frame) bool {
	return r.effect(f) && len(f.counts) > 0 && !slices.ContainsFunc(f.counts, func(c int) bool { return value(r.doc.Counts[c].Value) > 0 })
}

// withinDrill reports whether a frame without day and site of its own goes on with a drill that opened the article: "crews put out a blaze in a bus that stood
// in for a jet".
func (r *reader) withinDrill(f *frame) bool {
	if _, sited := f.site(); sited || f.day.time >= 0 && !f.day.said {
		return false
	}
	for _, g := range r.frames {
		if g.head < 0 || r.doc.Triggers[g.head].Value.Effect() {
			continue
		}
		return g.sentence < f.sentence && r.doc.Triggers[g.head].Value.Realis == "exercise"
	}
	return false
}

// sumsUp reports whether a frame tells together what the article goes on to tell one by one: "At least 18 people were killed in two attacks", with a bomb in
// one town and a drone in another.
func (r *reader) sumsUp(f *frame, t extract.Trigger) bool {
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
func (r *reader) yearly(f *frame, t extract.Trigger) bool {
	if !t.Noun || !t.Plural || f.day.time < 0 || r.doc.Times[f.day.time].Value.Precision != "year" {
		return false
	}
	switch r.word(r.doc.TokenAt(r.doc.Triggers[f.head].Start) - 1) {
	case "twin", "two", "three", "both":
		return false // "in 2013, twin blasts killed 96"
	}
	return extract.Family(t.Type) != "disaster" && extract.Family(t.Type) != "outbreak" && slices.ContainsFunc(f.counts, func(c int) bool { return value(r.doc.Counts[c].Value) >= 20 })
}

// particular reports whether a frame whose words may be general ("air strikes") tells of what happened once: it has its own day, or a
// plural without article has its own site and toll.
func (r *reader) particular(f *frame, t extract.Trigger) bool {
	_, sited := f.site()
	dated := f.day.time >= 0 && !f.day.said && r.doc.Times[f.day.time].Value.Precision != "year"
	return t.Plural && (dated || sited && len(f.counts) > 0 || f.day.time >= 0 && r.harmDone(f)) || extract.Family(t.Type) == "outbreak" && len(f.counts) > 0 && !r.ofPeriod(f)
}

// unfounded names the rule by which a frame opens no incident of its own: an effect without a cause, a site, a day or a weapon,
// or an event noun without any argument.
func (r *reader) unfounded(f *frame) string {
	if f.head < 0 {
		return "assemble/count-without-event"
	}
	t := r.doc.Triggers[f.head].Value
	_, sited := f.site()
	arguments := 0
	for _, has := range []bool{sited, f.day.time >= 0 && (!f.day.said || extract.Family(t.Type) == "outbreak"), len(f.counts) > 0, len(f.weapons) > 0, r.hasDoer(f)} {
		if has {
			arguments++
		}
	}
	if t.Effect() {
		return r.unfoundedEffect(f, arguments)
	}
	if arguments == 0 && !f.headline {
		return "assemble/no-arguments"
	}
	return ""
}

// unfoundedEffect asks of a frame that tells only what befell people for somebody who did it or a weapon.
func (r *reader) unfoundedEffect(f *frame, arguments int) string {
	if r.doc.Triggers[f.head].Value.Type == "effect.damaged" && r.armedDoer(f) && arguments >= 2 {
		return ""
	}
	t := r.doc.Triggers[f.head].Value
	if t.Type == "effect.injured" && arguments >= 3 && len(f.weapons) > 0 && r.hasDoer(f) {
		return "" // "a man with a machete wounded three people"
	}
	killed := t.Type == "effect.killed" && t.Lemma != "die" && !r.noneHarmed(f)
	if killed && arguments >= 2 && (r.hasDoer(f) || len(f.weapons) > 0 || len(f.counts) > 0 && r.armedContext()) {
		return ""
	}
	if killed && arguments >= 3 && t.Passive && r.attackBefore(f) {
		return "" // "the day before, a policeman was killed in Medellin"
	}
	return "assemble/effect-without-cause"
}

// attackBefore reports whether the sentence before a frame tells of an attack on another day.
func (r *reader) attackBefore(f *frame) bool {
	for _, g := range r.frames {
		if g.sentence != f.sentence-1 || g.head < 0 || g.day.time < 0 || f.day.time < 0 || r.doc.Sentences[g.sentence].Paragraph != r.doc.Sentences[f.sentence].Paragraph {
			continue
		}
		t := r.doc.Triggers[g.head].Value
		if extract.Family(t.Type) == "attack" && t.Realis == "actual" && !r.daysMeet(g.day, f.day) {
			return true
		}
	}
	return false
}

// noneHarmed reports whether a frame counts nobody: "no soldiers were killed".
func (r *reader) noneHarmed(f *frame) bool {
	for _, c := range f.counts {
		if value(r.doc.Counts[c].Value) > 0 {
			return false
		}
	}
	return len(f.counts) > 0
}

// hasDoer reports whether somebody stands in the frame who, by its clause, did it.
func (r *reader) hasDoer(f *frame) bool {
	for _, a := range f.actors {
		if m := r.doc.Actors[a]; doers[m.Value.Kind] {
			if role, _ := r.actorRole(f, m); role == "perpetrator" {
				return true
			}
		}
	}
	return r.theyWho(f) >= 0
}

// armedDoer reports whether an armed group does what the frame's trigger says.
func (r *reader) armedDoer(f *frame) bool {
	for _, a := range f.actors {
		m := r.doc.Actors[a]
		if k := m.Value.Kind; k == "rebel" || k == "militia" {
			if role, _ := r.actorRole(f, m); role == "perpetrator" {
				return true
			}
		}
	}
	return false
}

var doers = map[string]bool{"rebel": true, "militia": true, "criminal": true, "military": true, "unknown": true, "state": true, "police": true, "protesters": true}

// antecedent returns the incident that a frame speaks of, or nil where it opens a new one.
func (r *reader) antecedent(events []*event, f *frame) *event {
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
		if best == nil || v > top {
			best, top = e, v
		}
	}
	if best == nil || top < r.threshold(f) {
		return nil
	}
	return best
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
	case t.Noun && !woundNouns[lastName(t.Lemma)] && r.doc.Sentences[f.sentence].Paragraph > r.retold() && (sited || f.day.time >= 0 && !f.day.said || len(f.counts) > 0):
		return 1.2
	case sited && f.day.time >= 0 && !f.day.said && !t.Definite && (rank(t.Type, t.Generic) == 2 || t.Type == "accident.drowning"):
		return 0.5
	}
	if r.armedContext() {
		return -0.25 // where war is, attacks are many; an ordinary story has one
	}
	return -1
}

// retold returns the paragraph up to which an event noun with arguments of its own is rather the news told again than another incident: the lead of a bulletin of war is
// short, an ordinary story tells its one incident over and over.
func (r *reader) retold() int {
	if r.armedContext() {
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
var woundNouns = wordSet("gunshot gunfire bullet shot wound injury gunshots shots bullets wounds injuries")

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
	if !r.kinToAll(e, f) || r.daysAgree(e, f) < 0 && !r.diedLater(e, f) && !r.sankLater(e, f) || r.otherTarget(e, f) && !r.atListed(e, f) || r.otherVictim(e, f) || r.otherMurder(e, f) || r.otherDisease(e, f) || r.longBefore(e, f) {
		return true
	}
	if r.sitesAgree(e, f) < 0 && !(r.toldOf(f) && r.kindsAgree(e, f)) && !r.leadOf(e, f) && !r.spreads(e, f) {
		return true
	}
	return r.realis(f) != e.realis && r.realis(f) == "actual" != (e.realis == "actual" || e.realis == "alleged") && !r.effect(f) && r.standsAlone(f)
}

// longBefore reports whether a frame brings a new event of months ago where the incident is the undated news of the article's opening: "A car bomb went off at
// the embassy three years later".
func (r *reader) longBefore(e *event, f *frame) bool {
	first := e.frames[0]
	if f.day.time < 0 || f.day.said || f.head < 0 || r.effect(f) || r.toldOf(f) || first.aftermath != "" || r.doc.Sentences[first.sentence].Paragraph > 1 {
		return false
	}
	told := false
	for _, g := range e.frames {
		_, sited := g.site()
		told = told || sited || len(g.counts) > 0
		if g.day.time >= 0 {
			return false
		}
	}
	days, ok := daysBetween(r.doc.Times[f.day.time].Value.End, r.published())
	return ok && told && days > 60
}

// diedLater reports whether a frame tells only that somebody died in the weeks after the incident: "He died on Thursday."
func (r *reader) diedLater(e *event, f *frame) bool {
	if f.head < 0 || !r.effect(f) || f.apart || !slices.ContainsFunc(f.triggers, func(t int) bool { return deathVerbs[r.doc.Triggers[t].Value.Lemma] }) {
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
	s, _ := f.site()
	if own == "outbreak.disease" && r.countsElsewhere(e, f) {
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

// toldOf reports whether the frame's subject is somebody or something told of before: "it blew up", "the car exploded".
func (r *reader) toldOf(f *frame) bool {
	if f.head < 0 {
		return false
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

func (r *reader) effect(f *frame) bool { return f.head < 0 || r.doc.Triggers[f.head].Value.Effect() }

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
	if woundNouns[lastName(t.Lemma)] && extract.Family(own) == "attack" {
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
	if rank(own, generic) == 2 && rank(t.Type, t.Generic) == 2 && extract.Family(own) == extract.Family(t.Type) {
		return r.alikeKind(e, f, own)
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
	return extract.Family(own) == "accident" && own != t.Type && t.Noun && !t.Definite && r.articled(f) && f.sentence != e.last().sentence && !r.leadOf(e, f) && len(f.counts) > 0
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

// daysAgree compares the days: 1 where they meet, -1 where they exclude each other, 0 where one is not given.
func (r *reader) daysAgree(e *event, f *frame) int {
	day := r.toldDay(f)
	if day.time < 0 {
		return 0
	}
	rel := 0
	for _, g := range e.frames {
		other := r.toldDay(g)
		if other.time < 0 {
			continue
		}
		if r.daysMeet(other, day) || r.spanOf(other, day, f) {
			rel = 1
		} else if !r.assumed(other) && !r.assumed(day) {
			return -1
		}
	}
	return rel
}

// assumed reports whether the text gives a time of day alone.
func (r *reader) assumed(d dayRef) bool { return r.doc.Times[d.time].Value.Assumed }

// spanOf reports whether the text first told of a few days ("over the weekend") and then says of the same event on which it began: "The attack began
// late on Thursday."
func (r *reader) spanOf(other, day dayRef, f *frame) bool {
	x, y := r.doc.Times[other.time].Value, r.doc.Times[day.time].Value
	if x.Start == x.End || f.head < 0 || !r.doc.Triggers[f.head].Value.Definite || !r.doc.Triggers[f.head].Value.Noun || f.apart {
		return false
	}
	before, ok1 := daysBetween(y.Start, x.Start)
	after, ok2 := daysBetween(x.End, y.End)
	return ok1 && ok2 && before <= 3 && after <= 1
}

// toldDay returns the day of a frame: its own, or the day in force in its paragraph where it brings something new ("a missile strike"). The day of a
// saying is none.
func (r *reader) toldDay(f *frame) dayRef {
	day := f.day
	if day.time < 0 && r.indefinite(f) {
		day = f.inForce
	}
	if day.said || f.head >= 0 && r.doc.Triggers[f.head].Value.Definite && r.answeredFor(f) {
		day.time = -1 // "denied responsibility for the attack on Sunday" may tell the day of either
	}
	return day
}

// indefinite reports whether a frame's event noun brings something new: "a missile strike".
func (r *reader) indefinite(f *frame) bool {
	return f.head >= 0 && r.doc.Triggers[f.head].Value.Noun && !r.doc.Triggers[f.head].Value.Definite && !f.headline
}

// daysMeet reports whether two times can be one day. A week may begin on Sunday or on Monday; a night may be told by the day before it or by the day
// after it, unless both are told from the same today ("last night", "this morning").
func (r *reader) daysMeet(a, b dayRef) bool {
	x, y := r.doc.Times[a.time].Value, r.doc.Times[b.time].Value
	if r.beforeToday(a, y) || r.beforeToday(b, x) {
		return false
	}
	slack := 0
	if (x.Precision == "week") != (y.Precision == "week") || nightly(x, y) || nightly(y, x) {
		slack = 1
	}
	d1, ok1 := daysBetween(x.End, y.Start)
	d2, ok2 := daysBetween(y.End, x.Start)
	return !ok1 || !ok2 || d1 <= slack && d2 <= slack
}

// beforeToday reports whether a time is told as earlier in the week or month of publication, and another is the day of publication itself.
func (r *reader) beforeToday(a dayRef, other extract.Timex) bool {
	m := r.doc.Times[a.time]
	return r.word(r.doc.TokenAt(m.Start)) == "earlier" && m.Value.Start != m.Value.End && other.Start != "" && other.Start == other.End && other.Start >= r.published()
}

// nightly reports whether x is a night that y may tell by the day after it.
func nightly(x, y extract.Timex) bool {
	if x.PartOfDay != "NI" && x.PartOfDay != "EV" || x.Basis == "relative" && y.Basis == "relative" {
		return false
	}
	days, ok := daysBetween(x.End, y.Start)
	return ok && days == 1 && (y.PartOfDay == "MO" || y.PartOfDay == "")
}

// sitesAgree compares the sites: 1 where one holds the other, -1 where they exclude each other, 0 where one is not given. Where the text puts an event
// in several places, one in common is enough.
func (r *reader) sitesAgree(e *event, f *frame) int {
	s, ok := r.resolvedSite(f)
	if !ok {
		return 0
	}
	if r.listHolds(e, s.place) {
		return 1
	}
	rel := 0
	for _, g := range e.frames {
		t, ok := r.resolvedSite(g)
		if !ok {
			continue
		}
		switch a, b := r.doc.Places[t.place].Value, r.doc.Places[s.place].Value; {
		case together(a, b) || r.shareSite(g, f) || a.Precision == "country" && b.Precision == "country" && r.shareCountry(g, f):
			rel = 1
		case apart(a, b):
			return -1
		}
	}
	return rel
}

// resolvedSite returns the best site of a frame that the gazetteer knows, or else the best: of "near Tamba in Mali" the country tells more than a
// village that nobody can place.
func (r *reader) resolvedSite(f *frame) (siteRef, bool) {
	for _, s := range f.sites {
		if s.role == "event_site" && s.score >= minSite && r.doc.Places[s.place].Value.Resolved() {
			return s, true
		}
	}
	return f.site()
}

// atListed reports whether a frame tells of one of the sites that the incident lists.
func (r *reader) atListed(e *event, f *frame) bool {
	s, ok := f.site()
	return ok && r.listHolds(e, s.place)
}

// listHolds reports whether a place is, lies in or holds one of the sites that a frame of the incident lists: "bombs went off in Lima and Arequipa", "the Arequipa
// blast".
func (r *reader) listHolds(e *event, place int) bool {
	return slices.ContainsFunc(e.frames, func(g *frame) bool {
		places := r.sitesListed(g)
		return len(places) > 1 && slices.ContainsFunc(places, func(p int) bool {
			a, b := r.doc.Places[p].Value, r.doc.Places[place].Value
			return sameID(a, b) || a.Country == b.Country && a.Country != "" && (a.Precision == "country" || holds(a, b))
		})
	})
}

// shareCountry reports whether two frames sited in countries name one in common: "in Iraq and Syria", "in Syria".
func (r *reader) shareCountry(g, f *frame) bool {
	for _, s := range g.sites {
		for _, t := range f.sites {
			if s.role == "event_site" && t.role == "event_site" && sameID(r.doc.Places[s.place].Value, r.doc.Places[t.place].Value) {
				return true
			}
		}
	}
	return false
}

// finerSited reports whether a frame's site is finer than a country or a department.
func (r *reader) finerSited(f *frame) bool {
	s, ok := f.site()
	return ok && fineness[r.doc.Places[s.place].Value.Precision] > fineness["admin1"]
}

// shareSite reports whether two frames name one place as site, be it not the first of them.
func (r *reader) shareSite(g, f *frame) bool {
	for _, s := range g.sites {
		for _, t := range f.sites {
			if p := r.doc.Places[s.place].Value.Precision; p == "country" || p == "admin1" && r.finerSited(g) && r.finerSited(f) {
				continue // two towns of one country or department are two places
			}
			if s.role == "event_site" && t.role == "event_site" && max(s.score, t.score) >= minSite && sameID(r.doc.Places[s.place].Value, r.doc.Places[t.place].Value) {
				return true
			}
		}
	}
	return false
}
