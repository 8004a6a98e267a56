package assemble

import (
	"slices"
	"sort"
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// frame is one event mention: the triggers of one stretch of a sentence and the arguments that stand in it.
// All indices count the layers of the document.
type frame struct {
	extract.Span           // the stretch of the sentence that belongs to it
	sentence     int       //
	triggers     []int     // in order; empty where a count alone tells of an effect
	head         int       // index of the trigger that leads it, -1 where there is none
	counts       []int     //
	weapons      []int     //
	actors       []int     //
	day          dayRef    // the time that belongs to it
	inForce      dayRef    // the time that an earlier sentence of its paragraph gives
	sites        []siteRef // best first
	headline     bool
	aftermath    string // kind of the aftermath cue that rules it, or empty
	apart        bool   // a cue says that it is another incident than the one before
}

// findFrames returns the event mentions of the document in order.
func (r *reader) findFrames() []*frame {
	var frames []*frame
	t := 0
	for i, s := range r.doc.Sentences {
		first := t
		for t < len(r.doc.Triggers) && r.doc.Triggers[t].Start < s.End {
			t++
		}
		if s.Kind == extract.Furniture || s.Kind == extract.Caption {
			continue
		}
		frames = append(frames, r.sentenceFrames(i, first, t)...)
	}
	return frames
}

// sentenceFrames returns the event mentions of sentence i, whose triggers are [first:last).
func (r *reader) sentenceFrames(i, first, last int) []*frame {
	var frames []*frame
	for t := first; t < last; t++ {
		if t > first && r.scene(t) {
			continue
		}
		if n := len(frames); n > 0 && r.joins(frames[n-1], t) {
			frames[n-1].triggers = append(frames[n-1].triggers, t)
			continue
		}
		frames = append(frames, &frame{sentence: i, triggers: []int{t}})
	}
	if len(frames) == 0 {
		if frames = r.countFrame(i); frames == nil {
			return nil
		}
	}
	r.divide(i, frames)
	for _, f := range frames {
		r.fill(f)
	}
	return frames
}

// countFrame returns a frame for a sentence without a trigger that counts what befell people.
func (r *reader) countFrame(i int) []*frame {
	for _, c := range extract.Within(r.doc.Counts, r.doc.Sentences[i].Span) {
		if harm[c.Value.Measure] || c.Value.Measure == "affected" && r.ofIllness() {
			return []*frame{{sentence: i}}
		}
	}
	return nil
}

// ofIllness reports whether the article tells of an outbreak and of no disaster, so that those affected are ill.
func (r *reader) ofIllness() bool {
	ill := false
	for _, t := range r.doc.Triggers {
		switch extract.Family(t.Value.Type) {
		case "outbreak":
			ill = true
		case "disaster":
			return false
		}
	}
	return ill
}

// harm are the measures that by themselves tell of an incident told before.
var harm = map[string]bool{"killed": true, "injured": true, "missing": true, "abducted": true, "hospitalized": true, "cases": true, "recovered": true,
	"structures_damaged": true, "structures_destroyed": true, "displaced": true, "evacuated": true, "rescued": true}

// joins reports whether trigger t tells of the same event as the frame before it in the sentence.
func (r *reader) joins(f *frame, t int) bool {
	prev, next := r.doc.Triggers[f.triggers[len(f.triggers)-1]], r.doc.Triggers[t]
	lead := r.doc.Triggers[f.triggers[0]]
	for _, i := range f.triggers {
		if !r.doc.Triggers[i].Value.Effect() {
			lead = r.doc.Triggers[i]
			break
		}
	}
	if r.effectOf(lead, next) {
		return true
	}
	if r.whereEarlier(f, next) || r.listedDeeds(prev, next) || r.claimedAgain(prev, next) {
		return false
	}
	if !kin(lead.Value.Type, next.Value.Type) || realisApart(lead.Value, next.Value) {
		return false
	}
	if next.Start > prev.End && (prev.Value.General && r.between(":", prev.End, next.Start) || r.recalled(prev.End, next.Start)) {
		return false
	}
	if next.Value.Type != "security.arrest" && r.daysApart(r.deedBefore(f, prev), prev, next) || !sameKind(lead.Value.Type, next.Value.Type) && r.recounted(lead, next) {
		return false
	}
	return (!r.partsEvent(prev.End, next.Start) || r.sufferedIn(prev, next)) && !r.sequenced(prev, next) && !r.oneMore(prev, next)
}

// oneMore reports whether an event noun is told as the second or a later one of its kind: "a strike killed seven in Khan Younis, and a second strike hit a house".
func (r *reader) oneMore(prev, next extract.Mention[extract.Trigger]) bool {
	at := r.doc.TokenAt(next.Start)
	return next.Value.Noun && !next.Value.Definite && r.between("and", prev.End, next.Start) && (furtherWords[r.word(at-1)] || furtherWords[r.word(at-2)])
}

// deedBefore returns the first trigger of a frame where the last only tells what its event did to people, or else the last.
func (r *reader) deedBefore(f *frame, last extract.Mention[extract.Trigger]) extract.Mention[extract.Trigger] {
	if last.Value.Effect() {
		return r.doc.Triggers[f.triggers[0]]
	}
	return last
}

// daysApart reports whether an event told from trigger first to trigger prev has a day behind it, and trigger next another: "killed four farmers on Tuesday and
// abducted 30 women on Wednesday".
func (r *reader) daysApart(first, prev, next extract.Mention[extract.Trigger]) bool {
	a, b := "", ""
	end := r.doc.Sentences[r.doc.SentenceAt(prev.Start)].End
	for _, m := range r.doc.Times {
		v := m.Value
		if m.Start < first.End || m.End > end || v.Type == "DURATION" || v.Type == "SET" || v.Precision != "day" || v.Start == "" || r.saidAt(m.Span) {
			continue
		}
		switch {
		case m.End <= next.Start:
			a = v.Start
		case m.Start >= next.End && b == "":
			b = v.Start
		}
	}
	return a != "" && b != "" && a != b && r.between("and", prev.End, next.Start)
}

// recounted reports whether a trigger stands in a relative clause that has another time than the event told before it: "killed nine on Friday at a rite for a
// general who was shot in 2020".
func (r *reader) recounted(lead, next extract.Mention[extract.Trigger]) bool {
	sentence := r.doc.SentenceAt(next.Start)
	told, c := r.clauseAt(sentence, lead.Span), r.clauseAt(sentence, next.Span)
	if told == nil || c == nil || c.Kind != token.Relative || c.Linker == "" || lead.Value.Noun && next.Value.Effect() && c.Linker != "who" {
		return false // "took responsibility on Thursday for a bombing that wounded two on Sunday"
	}
	for _, own := range within(r.doc.Times, c.Span) {
		for _, t := range within(r.doc.Times, told.Span) {
			if r.calendar(own) && r.calendar(t) && !r.daysMeet(dayRef{time: own}, dayRef{time: t}) {
				return true
			}
		}
	}
	return false
}

// calendar reports whether a time is a day, a month or a year of the calendar and not when something is said.
func (r *reader) calendar(t int) bool {
	m := r.doc.Times[t]
	return m.Value.Type == "DATE" && m.Value.Start != "" && !r.saidAt(m.Span)
}

// saidAt reports whether a verb of saying stands right before a time.
func (r *reader) saidAt(s extract.Span) bool {
	first, _ := r.tokenRange(s)
	for i := first - 1; i >= max(0, first-4); i-- {
		if r.saysAt(i) {
			return true
		}
	}
	return false
}

// between reports whether a word stands between two bytes.
func (r *reader) between(word string, start, end int) bool {
	for i := r.doc.TokenAt(start); i < len(r.doc.Tokens) && r.doc.Tokens[i].Start < end; i++ {
		if r.word(i) == word {
			return true
		}
	}
	return false
}

// rankedFrom returns the byte of the "since" right before a frame's first event noun where the words before it rank what has been since, or 0.
func (r *reader) rankedFrom(f *frame) int {
	if len(f.triggers) == 0 || !r.doc.Triggers[f.triggers[0]].Value.Noun {
		return 0
	}
	at := r.doc.TokenAt(r.doc.Triggers[f.triggers[0]].Start)
	for i := at - 1; i >= max(0, at-4); i-- {
		if r.word(i) == "since" && r.superlative(r.doc.Sentences[f.sentence].First, i) {
			return r.doc.Tokens[i].Start
		}
	}
	return 0
}

// ranked reports whether a frame is only the older event that the one before it is measured by: "the worst riot since a stabbing that left three girls dead".
func (r *reader) ranked(f *frame) bool { return r.rankedFrom(f) > 0 }

// recalled reports whether an older event opens between two bytes, which the one before it is measured by: "the worst since 2016, when 140 died".
func (r *reader) recalled(start, end int) bool {
	since := false
	for i := r.doc.TokenAt(start); i < len(r.doc.Tokens) && r.doc.Tokens[i].Start < end; i++ {
		since = since || r.word(i) == "since"
		if since && r.word(i) == "when" {
			return true
		}
	}
	return false
}

// sufferedIn reports whether an effect hangs on the event noun behind it, be that another incident than the one before: "five were killed in an earlier
// attack".
func (r *reader) sufferedIn(prev, next extract.Mention[extract.Trigger]) bool {
	if !prev.Value.Effect() || !next.Value.Noun {
		return false
	}
	if at := r.doc.TokenAt(next.Start); r.word(at-1) == "separate" && r.word(at-3) == "in" && r.tokensBetween(prev.Span, next.Span) <= 12 {
		return true // "killed on Thursday in two separate gun battles"
	}
	if r.tokensBetween(prev.Span, next.Span) > 5 {
		return false
	}
	i := r.doc.TokenAt(prev.End)
	return (r.word(i) == "in" || r.word(i) == "by") && (r.word(i+1) == "a" || r.word(i+1) == "an" || r.word(i+1) == "another")
}

// effectOf reports whether a later verb in -ing only tells what the event before it did: "opened fire on a bus, killing 12 passengers" is no road accident,
// "exploded as a train passed, derailing four coaches" neither, nor is what an attack caused ("an attack which caused an oil spill", "attacked and sank a boat").
func (r *reader) effectOf(lead, next extract.Mention[extract.Trigger]) bool {
	switch extract.Family(lead.Value.Type) {
	case "attack", "clash", "explosion", "abduction", "accident", "security":
	default:
		return false
	}
	i := r.doc.TokenAt(next.Start)
	if w := r.word(i - 1); next.Value.Noun && (w == "sparking" || w == "triggering" || w == "prompting" || r.word(i-2) == "sparking" || r.word(i-2) == "triggering") {
		return true // "raided the quarter, sparking gunfights"
	}
	if f := extract.Family(lead.Value.Type); (f == "attack" || f == "explosion") && extract.Family(next.Value.Type) == "accident" && lead.Value.Realis == "actual" && r.caused(lead, next) {
		return true
	}
	return harmParticiples[r.word(i)] && !next.Value.Noun && (r.word(i-1) == "," || r.word(i-1) == "and" && r.doc.TokenAt(lead.End) < i-1) && lead.Value.Realis == "actual" &&
		(extract.Family(next.Value.Type) != "explosion")
}

// caused reports whether the words between two triggers say that the first brought the second about: a verb of causing, or no more than "and" before a verb.
func (r *reader) caused(lead, next extract.Mention[extract.Trigger]) bool {
	first, last := r.doc.TokenAt(lead.End), r.doc.TokenAt(next.Start)
	if last-first == 1 && r.word(first) == "and" && !next.Value.Noun {
		return true
	}
	for i := first; i < last; i++ {
		if causing[r.word(i)] {
			return true
		}
	}
	return false
}

var causing = wordSet("caused causing causes sparked sparking triggered triggering provoked provoking unleashed resulting resulted")

var harmParticiples = wordSet("killing injuring wounding hurting derailing overturning sinking capsizing destroying igniting sparking wrecking trapping burying taking abducting seizing kidnapping")

// sequenced keeps two named events apart that the sentence puts one after the other: "the raid followed two days after a car bombing".
func (r *reader) sequenced(prev, next extract.Mention[extract.Trigger]) bool {
	if !next.Value.Effect() && (r.timeAfter(prev.End, next.Start) || r.answers(prev, next)) {
		return true
	}
	if a, b := prev.Value.Type, next.Value.Type; chained[a][b] || chained[b][a] {
		return false // "waves smashed into villages after an undersea earthquake"
	}
	told := prev.Value.Effect() || prev.Value.Lemma == "trap" || woundNouns[lastWord(prev.Value.Lemma)]
	if told || next.Value.Effect() || next.Value.Definite || sameKind(prev.Value.Type, next.Value.Type) && !next.Value.Noun {
		return false
	}
	for i := r.doc.TokenAt(prev.End); i < len(r.doc.Tokens) && r.doc.Tokens[i].Start < next.Start; i++ {
		if w := r.word(i); (w == "after" || w == "before" || w == "since" || w == "following") && !r.hourAt(i+1) {
			return true
		}
	}
	return false
}

// hourAt reports whether token i tells an hour: "before dawn", "after 3 p.m."
func (r *reader) hourAt(i int) bool {
	return hours[r.word(i)] || i < len(r.doc.Tokens) && r.doc.Tokens[i].Is(extract.Digit)
}

var hours = wordSet("dawn daybreak sunrise noon midday dusk sunset nightfall midnight")

// answers reports whether a sentence opens with the time that has passed since one event and goes on to tell another: "ten days after the bombings in the capital,
// jets struck a camp".
func (r *reader) answers(prev, next extract.Mention[extract.Trigger]) bool {
	first, at := r.doc.Sentences[r.doc.SentenceAt(prev.Start)].First, r.doc.TokenAt(prev.Start)
	if !prev.Value.Noun || at-first > 9 || !r.between(",", prev.End, next.Start) {
		return false
	}
	for i := at - 1; i > first; i-- {
		if r.word(i) == "after" {
			return timeUnits[r.word(i-1)]
		}
	}
	return false
}

// timeAfter reports whether a span of time before "after" stands between two bytes: "came two weeks after".
func (r *reader) timeAfter(start, end int) bool {
	for i := r.doc.TokenAt(start); i < len(r.doc.Tokens) && r.doc.Tokens[i].Start < end; i++ {
		if (r.word(i) == "hours" || r.word(i) == "days" || r.word(i) == "weeks" || r.word(i) == "minutes") && r.word(i+1) == "after" && r.word(i-1) == "," {
			return true // "a car bomb killed six, hours after a helicopter was shot down"
		}
	}
	for _, m := range r.doc.Times {
		if m.Start >= start && m.End <= end && m.Value.Type == "DURATION" && r.word(r.doc.TokenAt(m.End)) == "after" {
			return true
		}
	}
	return false
}

// realisApart keeps what happened from what was feared, foiled or denied in the same sentence.
func realisApart(a, b extract.Trigger) bool {
	if a.Type == "crime.homicide" && a.Noun && a.Realis == "alleged" {
		return false // "charged with murder over the stabbing"
	}
	if a.Type == "accident.drowning" && a.Realis == "alleged" && b.Type == "accident.transport" {
		return false // "may have drowned when a boat sank"
	}
	if a.Type == b.Type && !b.Noun && b.Realis == "hypothetical" {
		return false // "fired tear gas to disperse the crowd"
	}
	return (a.Realis == "actual") != (b.Realis == "actual") && !a.Effect() && !b.Effect()
}

// partsEvent reports whether the words between two triggers of a sentence open another event.
func (r *reader) partsEvent(start, end int) bool {
	for i := r.doc.TokenAt(start); i < len(r.doc.Tokens) && r.doc.Tokens[i].Start < end; i++ {
		if w := r.word(i); w == ";" || partingWords[w] && !insideWord(r.word(i+1)) && !(w == "another" && r.countsAt(i)) {
			return true
		}
	}
	return false
}

// countsAt reports whether a count begins at token i: "another 20 people".
func (r *reader) countsAt(i int) bool {
	return extract.Starting(r.doc.Counts, r.doc.Tokens[i].Start) >= 0
}

var partingWords = wordSet("separate separately meanwhile elsewhere another while whereas following previous earlier previously")

// divide gives each frame of sentence i its stretch: the sentence is cut before the clause that holds the next frame's first trigger.
func (r *reader) divide(i int, frames []*frame) {
	s := r.doc.Sentences[i]
	start := s.Start
	for n, f := range frames {
		f.Span = extract.Span{Start: max(start, r.rankedFrom(f)), End: s.End}
		if n+1 < len(frames) {
			f.End = r.boundary(r.lastTrigger(f), r.opensEvent(r.lastTrigger(f), r.doc.Triggers[frames[n+1].triggers[0]]))
			start = f.End
		}
	}
}

// opensEvent returns the byte where the words of an event noun begin, after a byte at the earliest: "last year's bombing".
func (r *reader) opensEvent(after int, m extract.Mention[extract.Trigger]) int {
	if !m.Value.Noun {
		return m.Start
	}
	first := r.doc.TokenAt(m.Start)
	for _, t := range r.doc.Times {
		if t.Start > after && t.End < m.Start && r.word(r.doc.TokenAt(t.End)) == "'s" && first-r.doc.TokenAt(t.End) <= 3 && !r.stopBetween(r.doc.TokenAt(t.End), first) {
			return t.Start
		}
	}
	return m.Start
}

func (r *reader) lastTrigger(f *frame) int { return r.doc.Triggers[f.triggers[len(f.triggers)-1]].End }

// boundary returns the byte between two triggers where the second one's clause begins: the last conjunction, semicolon or comma between them.
func (r *reader) boundary(start, end int) int {
	cut := end
	for i := r.doc.TokenAt(end) - 1; i >= 0 && r.doc.Tokens[i].Start >= start; i-- {
		w := r.word(i)
		if w == ":" {
			return r.doc.Tokens[i].Start
		}
		if (w == "after" || w == "before") && r.counted(i) >= start {
			return r.counted(i)
		}
		if w == "when" && r.timeBefore(i) >= start {
			return r.timeBefore(i)
		}
		if w == ";" || w == "and" || w == "but" || partingWords[w] || w == "after" || w == "before" || w == "when" || w == "that" || w == "which" || w == "who" || r.clauseOpens(i) {
			return r.doc.Tokens[i].Start
		}
		if w == "," && cut == end && !r.withinAddress(i) {
			cut = r.doc.Tokens[i].Start
		}
	}
	return cut
}

// timeBefore returns the byte where the time begins that stands right before token i, a comma between at most, or -1: "since April, when 300 died".
func (r *reader) timeBefore(i int) int {
	if r.word(i-1) == "," {
		i--
	}
	for _, m := range r.doc.Times {
		if r.doc.TokenAt(m.End) == i {
			return m.Start
		}
	}
	return -1
}

// counted returns the byte where the span of time before "after" at token i begins ("two days after"), or -1.
func (r *reader) counted(i int) int {
	for _, m := range r.doc.Times {
		if lately(m) && r.doc.TokenAt(m.End) == i {
			return m.Start
		}
	}
	return -1
}

// clauseOpens reports whether "as" at token i opens a clause of its own: "as a demonstration turned violent", not "as well as", "such as", "as many as".
func (r *reader) clauseOpens(i int) bool {
	if r.word(i) != "as" || r.word(i-1) == "such" || r.word(i-1) == "well" {
		return false
	}
	switch r.word(i + 1) {
	case "a", "an", "the", "they", "he", "she", "it", "his", "her", "their":
		return r.word(i+2) != "result" && r.word(i+2) != "part"
	}
	return false
}

// withinAddress reports whether the comma at token i belongs to a place name: the one before or after the country of "Nairobi, Kenya, on Monday".
func (r *reader) withinAddress(i int) bool {
	return slices.ContainsFunc(within(r.doc.Places, r.doc.Sentences[r.doc.Tokens[i].Sentence].Span), func(p int) bool {
		m := r.doc.Places[p]
		first, last := r.tokenRange(m.Span)
		literal := m.Value.Use == "" || m.Value.Use == extract.Literal // not "after the bombings in Togo, French jets"
		return literal && r.word(first-1) == "," && (first-1 == i || last == i)
	})
}

// fill gives a frame its arguments.
func (r *reader) fill(f *frame) {
	f.headline = r.doc.InTitle(f.Span)
	f.head = r.lead(f)
	f.counts = within(r.doc.Counts, f.Span)
	f.weapons = within(r.doc.Weapons, f.Span)
	f.actors = within(r.doc.Actors, f.Span)
	f.day = r.frameDay(f)
	f.inForce = r.dayInForce(f)
	f.sites = r.frameSites(f)
	r.fillFromForm(f)
	f.aftermath = r.frameAftermath(f)
	f.apart = r.cuedApart(f)
}

// lead returns the trigger that names the event: the first that is more than an effect and not generic, else the first that is
// more than an effect, else the first.
func (r *reader) lead(f *frame) int {
	if len(f.triggers) == 0 {
		return -1
	}
	best, rank := f.triggers[0], -1
	for _, t := range f.triggers {
		v := r.doc.Triggers[t].Value
		n := 0
		if !v.Effect() {
			n = 1
			if !v.Generic && !r.minor(f, v) {
				n = 2
			}
		}
		if n > rank {
			best, rank = t, n
		}
	}
	return best
}

// anchor returns the span from which distances to arguments are measured.
func (r *reader) anchor(f *frame) extract.Span {
	if f.head >= 0 {
		return r.doc.Triggers[f.head].Span
	}
	if len(f.counts) > 0 {
		return r.doc.Counts[f.counts[0]].Span
	}
	return f.Span
}

// framesIn returns the frames of a sentence.
func (r *reader) framesIn(sentence int) []*frame {
	first := sort.Search(len(r.frames), func(k int) bool { return r.frames[k].sentence >= sentence })
	last := first
	for last < len(r.frames) && r.frames[last].sentence == sentence {
		last++
	}
	return r.frames[first:last]
}

// frameAftermath returns the kind of aftermath that rules the frame: a verb's cue anywhere in the sentence's stretch, or a noun's cue beside it.
func (r *reader) frameAftermath(f *frame) string {
	kind := ""
	if r.yearsOn(f) {
		return "anniversary"
	}
	for _, i := range within(r.doc.Aftermaths, r.doc.Sentences[f.sentence].Span) {
		m := r.doc.Aftermaths[i]
		if r.isArrest(f, m.Span) || r.ofVictims(f, m.Span) {
			continue
		}
		if m.Value.Verb {
			return m.Value.Kind
		}
		if kind == "" {
			kind = m.Value.Kind
		}
	}
	return kind
}

// isArrest reports whether what a cue takes for the sequel of another incident is the arrest that the frame tells: the arrest of two men over a killing is
// the news itself.
func (r *reader) isArrest(f *frame, cue extract.Span) bool {
	return f.head >= 0 && r.doc.Triggers[f.head].Value.Type == "security.arrest" && r.doc.Triggers[f.head].Overlaps(cue)
}

// ofVictims reports whether a cue tells what had been laid to those whom the event befell: "two farmers, who were accused of helping the police, were shot dead", "a mob
// killed two men accused of theft".
func (r *reader) ofVictims(f *frame, cue extract.Span) bool {
	if f.head < 0 {
		return false
	}
	first := r.doc.TokenAt(cue.Start)
	if slices.ContainsFunc(f.counts, func(c int) bool { return cue.Start >= r.anchor(f).End && r.doc.TokenAt(r.doc.Counts[c].End) == first }) {
		return true
	}
	c := r.clauseAt(f.sentence, r.doc.Tokens[first].Span)
	return r.doc.Triggers[f.head].Value.Passive && cue.End <= r.anchor(f).Start && c != nil && c.Kind == token.Relative && !c.Contains(r.anchor(f))
}

// yearsOn reports whether a frame's event is what years have passed since: "ten years after the earthquake".
func (r *reader) yearsOn(f *frame) bool {
	t := r.elapsed(f)
	return t >= 0 && longYears(r.doc.Times[t].Value.Value)
}

// longSince reports whether the text counts an untold number of days from a frame's event, or so many that no day comes of them, to what it tells:
// "more than a month after floods killed", "days after an attack on a wedding".
func (r *reader) longSince(f *frame) bool {
	t := r.elapsed(f)
	return t >= 0 && r.doc.Times[t].Value.Start == "" && !strings.HasPrefix(r.doc.Times[t].Value.Value, "PT")
}

// elapsed returns the duration that has passed since a frame's event, as a time of the document: the "ten years" of "ten years after the earthquake". It returns
// -1 where the text tells none.
func (r *reader) elapsed(f *frame) int {
	if f.head < 0 {
		return -1
	}
	at := r.doc.TokenAt(r.doc.Triggers[f.head].Start)
	for _, t := range within(r.doc.Times, r.doc.Sentences[f.sentence].Span) {
		_, last := r.tokenRange(r.doc.Times[t].Span)
		if r.word(last) == "to" && r.word(last+1) == "the" && r.word(last+2) == "day" {
			last += 3 // "five years to the day after"
		}
		w := r.word(last)
		if r.doc.Times[t].Value.Type == "DURATION" && (w == "after" || w == "since") && last < at && at-last <= 5 && !r.stopBetween(last, at) {
			return t
		}
	}
	return -1
}

// longYears reports whether a TIMEX3 duration is of years: "P10Y", "PXY".
func longYears(value string) bool {
	return strings.HasPrefix(value, "P") && strings.HasSuffix(value, "Y") && value != "P1Y" || strings.HasSuffix(value, "DE")
}

// cuedApart reports whether words in or just before the frame say that another incident is told: "in a separate attack", "meanwhile",
// "another bomb". "Another man" or "two other people" belong to the same one.
func (r *reader) cuedApart(f *frame) bool {
	first, last := r.tokenRange(f.Span)
	at, _ := r.tokenRange(r.anchor(f))
	_, sited := f.site()
	if r.nextOfList(f) {
		return true
	}
	if first > 0 && r.word(first) == "when" && r.recalled(r.doc.Sentences[f.sentence].Start, r.doc.Tokens[first].End) {
		return true
	}
	for i := first; i < min(last, at+1); i++ {
		w := r.word(i)
		switch {
		case apartWords[w] && (i-first < 6 || at-i < 4):
			return true
		case (w == "another" || w == "other") && r.eventFollows(i+1, at):
			return true
		case formerWords[w] && !insideWord(r.word(i+1)) && r.eventFollows(i+1, at):
			return true
		case furtherWords[w] && r.word(i-1) == "a" && sited && r.nounTrigger(i+1):
			return true // "a second strike hit a house in Rafah"
		case w == "another" && r.otherVehicle(f, i) || w == "such" && ordinals[r.word(i-1)] && f.day.time >= 0 && !f.day.said:
			return true
		case i == first && w == "earlier" && r.word(i+1) == "this" && longUnits[r.word(i+2)]:
			return true // "Earlier this month a missile hit a ship"
		case i == first && sited && r.opensDay(i) && !r.effect(f) && !r.doc.Triggers[f.head].Value.Definite:
			return true
		case i == first && (r.listed(f, i) || r.toldNew(f, i)):
			return true
		case w == "in" && i == first && r.word(i+1) == "a" && ordinals[r.word(i+2)] && r.eventFollows(i+3, at):
			return true
		}
	}
	return false
}

// opensDay reports whether the words at token i put what follows beside or before the events of the day: "The same day, a bomb went off in Lima", "Earlier in the day",
// "Earlier on Friday".
func (r *reader) opensDay(i int) bool {
	switch w := r.word(i); {
	case w == "earlier":
		return r.word(i+1) == "on" || r.word(i+1) == "in" && r.word(i+3) == "day"
	case w == "on" && r.word(i+1) == "the":
		i += 2
	case w == "the":
		i++
	default:
		return false
	}
	return r.word(i) == "same" && r.word(i+1) == "day"
}

// otherVehicle reports whether "another" at token i brings a vehicle that came to grief by itself: "another boat caught fire", not "collided with another
// boat".
func (r *reader) otherVehicle(f *frame, i int) bool {
	if f.head < 0 || extract.Family(r.doc.Triggers[f.head].Value.Type) != "accident" || insideWord(r.word(i-1)) {
		return false
	}
	return vehicleWords[r.word(i+1)] || vehicleWords[r.word(i+2)]
}

// insideWord reports whether a word is a preposition, after which something else than the subject stands.
func insideWord(w string) bool {
	_, ok := insidePrepositions[w]
	return ok || w == "and" || w == "hit" || w == "struck"
}

var vehicleWords = wordSet("boat ferry ship vessel bus minibus coach truck lorry car train plane aircraft helicopter tanker")

// articled reports whether an indefinite article or "another" stands before the frame's event noun, other nouns between.
func (r *reader) articled(f *frame) bool {
	return r.newNoun(r.doc.TokenAt(r.doc.Triggers[f.head].Start))
}

// newNoun reports whether an indefinite article or "another" stands before the noun at token i, other nouns between: "near a food distribution centre".
func (r *reader) newNoun(i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if w := r.word(k); w == "a" || w == "an" || w == "another" {
			return true
		}
	}
	return false
}

// toldNew reports whether a frame that opens with "after" at token i or behind it brings another incident by an event noun with an indefinite article ("two days after
// an attack") or, behind a span of time, by a new subject.
func (r *reader) toldNew(f *frame, i int) bool {
	if !r.told(f) {
		return false
	}
	timed := r.word(i) != "after" || hourWords[r.word(i-1)]
	return r.indefinite(f) && r.articled(f) || timed && r.newDoer(f)
}

// newDoer reports whether the frame's verb has a subject that is told for the first time: "hours after a bomb wounded three of his colleagues".
func (r *reader) newDoer(f *frame) bool {
	if f.head < 0 || r.doc.Triggers[f.head].Value.Noun || r.effect(f) {
		return false
	}
	c := r.clauseAt(f.sentence, r.doc.Triggers[f.head].Span)
	if c == nil || c.Subject < 0 {
		return false
	}
	w := r.word(r.doc.Groups[c.Subject].First)
	return w == "a" || w == "an"
}

// listed reports whether the frame's sentence opens like the next item of a list of incidents: "In addition, a bus was burned". What
// only befell people ("In addition, ten were wounded") may still belong to the one before.
func (r *reader) listed(f *frame, i int) bool {
	if r.effect(f) || r.doc.Triggers[f.head].Value.Definite {
		return false
	}
	a, b := r.word(i), r.word(i+1)
	return listWords[a] && (b == "," || a == "another") || a == "in" && b == "addition" || a == "in" && b == "other" || a == "at" && b == "the" && r.word(i+2) == "same" && r.word(i+3) == "time" ||
		a == "on" && b == "the" && r.word(i+2) == "other" && r.word(i+3) == "hand" || a == "another" && reportWords[b]
}

// eventFollows reports whether an event word or the trigger at token at stands at token i or just after it.
func (r *reader) eventFollows(i, at int) bool {
	for k := i; k < i+3; k++ {
		if k == at && r.nounTrigger(k) || eventWords[r.word(k)] {
			return true
		}
	}
	return false
}

// nounTrigger reports whether a trigger noun begins at token k.
func (r *reader) nounTrigger(k int) bool {
	_, ok := r.nounAt(k)
	return ok
}

// nounAt returns the trigger noun that begins at token k; it is false where none does.
func (r *reader) nounAt(k int) (extract.Trigger, bool) {
	if k < 0 || k >= len(r.doc.Tokens) {
		return extract.Trigger{}, false
	}
	t := extract.Starting(r.doc.Triggers, r.doc.Tokens[k].Start)
	if t < 0 || !r.doc.Triggers[t].Value.Noun {
		return extract.Trigger{}, false
	}
	return r.doc.Triggers[t].Value, true
}

var (
	formerWords = wordSet("previous earlier last past")
	listWords   = wordSet("finally additionally moreover furthermore likewise also similarly subsequently")
	reportWords = wordSet("report source version")
	apartWords  = wordSet("separate separately elsewhere meanwhile similar")
	ordinals    = wordSet("second third fourth different similar separate related")
	eventWords  = wordSet("attack attacks incident incidents development developments blast blasts bombing violence shooting case cases event events bomb bombs explosion device outbreak outbreaks epidemic earthquake quake flood floods")
)
