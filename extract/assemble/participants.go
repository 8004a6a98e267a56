package assemble

import (
	"slices"
	"sort"
	"strings"

	"sitrep/extract"
)

// fillActors takes the actors of the frames with the role that their clause gives them.
func (d *draft) fillActors() {
	for _, p := range withoutBystanders(d.participants(), extract.Family(d.Type)) {
		d.addActor(p.actor, p.role, p.rule)
	}
	d.fillToldBefore()
	d.fillCaptors()
	d.fillHeld()
	d.fillArresting()
	d.namesakes()
}

// participant is an actor with the role that its clause gives it.
type participant struct {
	actor      extract.Mention[extract.Actor]
	role, rule string
}

// participants returns the actors of the frames that have a role in them.
func (d *draft) participants() []participant {
	var ps []participant
	for _, f := range d.e.frames {
		for _, a := range f.actors {
			if p := d.participant(f, d.r.doc.Actors[a]); p.role != "" && !(suffers[p.role] && (d.ofAll(p.actor.Span) || d.ofOtherTimes(p.actor.Span))) {
				ps = append(ps, p)
			}
		}
	}
	return ps
}

// ofOtherTimes reports whether the words of an actor count those of months or years who are not in the report's own counts: "twelve people have been killed there
// this year". An outbreak is of months itself.
func (d *draft) ofOtherTimes(s extract.Span) bool {
	if d.isOutbreak() {
		return false
	}
	for c, m := range d.r.doc.Counts {
		if m.Value.Anchor == "period" && m.Overlaps(s) {
			return !slices.ContainsFunc(d.Evidence, func(e extract.Evidence) bool {
				return strings.HasPrefix(e.Field, "counts[") && d.rests(e, []int{c})
			})
		}
	}
	return false
}

// participant returns an actor of a frame with its role, which is "" where it has none.
func (d *draft) participant(f *frame, m extract.Mention[extract.Actor]) participant {
	role, rule := d.r.actorRole(f, m)
	switch {
	case role == "" && m.Rule == "actor/suspect":
		role, rule = "accused", m.Rule
	case role == "" || role == "perpetrator" && d.r.holdsOffice(m) && extract.Family(d.Type) != "protest":
		return participant{}
	case role == "perpetrator" && d.responds(f, m):
		role = "responder"
	}
	return participant{m, d.roleInKind(role, m.Value.Kind), rule}
}

// responds reports whether an actor that did harm did it to the attack: it shot drones down or, as the police, shot the attacker.
func (d *draft) responds(f *frame, m extract.Mention[extract.Actor]) bool {
	return d.r.intercepts(f, m) || m.Value.Kind == "police" && f != d.e.frames[0] && d.r.endsIt(f)
}

// intercepts reports whether an actor is one that shoots drones and missiles down: "air defences shot down 25 drones".
func (r *reader) intercepts(f *frame, m extract.Mention[extract.Actor]) bool {
	text := strings.ToLower(m.Value.Text)
	if strings.Contains(text, "air defence") || strings.Contains(text, "air defense") || strings.Contains(text, "anti-aircraft") {
		return true
	}
	c := r.clauseAt(f.sentence, m.Span)
	if c == nil || !r.inGroup(m.Span, c.Subject) || c.Object < 0 {
		return false
	}
	switch r.doc.Groups[c.Verb].Verb.Lemma {
	case "shoot", "intercept", "down", "destroy", "repel":
	default:
		return false
	}
	return slices.ContainsFunc(f.weapons, func(w int) bool {
		return r.doc.Weapons[w].Value.Action == "intercepted" && r.inGroup(r.doc.Weapons[w].Span, c.Object)
	})
}

// withoutBystanders leaves out civilians as doers where an armed actor did it: lists and appositions beside a verb of harm make more of them doers
// than attack.
func withoutBystanders(ps []participant, family string) []participant {
	armed := slices.ContainsFunc(ps, func(p participant) bool {
		return p.role == "perpetrator" && p.actor.Value.Kind != "civilians" && p.actor.Value.Kind != "state"
	})
	if !armed || family == "protest" {
		return ps
	}
	return slices.DeleteFunc(ps, func(p participant) bool { return p.role == "perpetrator" && p.actor.Value.Kind == "civilians" })
}

// holdsOffice reports whether an actor is a body or a person that speaks and decides, and is not read as the one who did it from grammar alone: an
// embassy, a court, a spokesman. What a state's forces do is theirs.
func (r *reader) holdsOffice(m extract.Mention[extract.Actor]) bool {
	_, last := r.tokenRange(m.Span)
	return m.Value.Kind == "state" && offices[r.word(last-1)]
}

var offices = wordSet("president minister ministers ministry embassy consulate cabinet court courts spokesman spokeswoman official officials governor mayor senator judge congress parliament commission authorities prosecutor")

// roleInKind turns the role that the clause gives into the one that an incident of the report's type has: nobody is the target of an
// earthquake, and those who go on strike take part.
func (d *draft) roleInKind(role, kind string) string {
	if role == "perpetrator" && kind == "police" && d.Type == "attack.bombing" {
		return "responder" // "the police placed the bomb in a flower bed, where it went off"
	}
	switch family := extract.Family(d.Type); family {
	case "accident", "disaster", "outbreak":
		moved := d.Type == "accident.transport" // only who drives or steers brings an accident about
		if role == "perpetrator" && !moved && (kind == "state" || kind == "international") {
			return "responder"
		}
		if role == "target" || role == "perpetrator" && !moved {
			return "victim" // "108 passengers caught the virus"
		}
	case "security":
		if role == "responder" {
			return "perpetrator" // an arrest is what the police do; who did it is the first actor of the record, as in ACLED's
		}
	case "protest":
		if role == "victim" && (kind == "civilians" || kind == "protesters") {
			return "participant" // "the miners go on strike"
		}
	}
	return role
}

// namesakes gives a group the role of the fighters that it names: "terrorists of the FMLN", "Shining Path guerrillas".
func (d *draft) namesakes() {
	for _, f := range d.e.frames {
		for _, a := range f.actors {
			m := d.r.doc.Actors[a]
			if m.Value.Kind != "rebel" && m.Value.Kind != "militia" && m.Value.Kind != "criminal" && m.Value.Kind != "military" {
				continue
			}
			for _, b := range f.actors {
				if b != a && d.has(d.r.doc.Actors[b], "perpetrator") && d.r.names(m.Span, d.r.doc.Actors[b].Span) {
					d.addActor(m, "perpetrator", "assemble/actor-names-fighters")
				}
			}
		}
	}
}

// has reports whether an actor stands in the report with a role.
func (d *draft) has(m extract.Mention[extract.Actor], role string) bool {
	for _, a := range d.Actors {
		if a.Role == role && canonical(a) == canonical(m.Value) {
			return true
		}
	}
	return false
}

// names reports whether a group's name stands right before the fighters' word, or after it behind "of", "from", "belonging to" or "in the pay of".
func (r *reader) names(name, fighters extract.Span) bool {
	if name.End <= fighters.Start {
		return r.tokensBetween(name, fighters) == 0
	}
	_, i := r.tokenRange(fighters)
	first, _ := r.tokenRange(name)
	for ; i < first; i++ {
		if !belongings[r.word(i)] {
			return false
		}
	}
	return true
}

// belongings are the words that bind fighters to the group behind them.
var belongings = wordSet("of from the belonging to members 's ( [ in at on pay service payroll employ working for hired paid by")

// addActor adds an actor once for each role and returns its index.
func (d *draft) addActor(m extract.Mention[extract.Actor], role, rule string) int {
	name := canonical(m.Value)
	for i, b := range d.Actors {
		if (b.Role == role || suffers[b.Role] && suffers[role]) && canonical(b) == name {
			return i
		}
	}
	v := m.Value
	v.Role = role
	d.support(indexed("actors", len(d.Actors)), m.Span, rule)
	d.Actors = append(d.Actors, v)
	return len(d.Actors) - 1
}

// suffers are the roles of those who come to harm; one actor has one of them.
var suffers = map[string]bool{"target": true, "victim": true}

// canonical returns the name by which two actors are one: the known name, or the words without articles and numbers, in lower case, so
// that the headline's "Masked men" are the text's "Three masked men".
func canonical(a extract.Actor) string {
	if a.Canonical != "" {
		return strings.ToLower(a.Canonical)
	}
	words := strings.Fields(strings.ToLower(a.Text))
	for len(words) > 1 && quantities[words[0]] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

var quantities = wordSet("a an the at least about some more than nearly around one two three four five six seven eight nine ten eleven twelve several many dozens of")

// actorRole decides by the clause what an actor does in a frame: the subject of an active verb of harm, or who stands behind "by", did it; the object
// suffered it.
func (r *reader) actorRole(f *frame, m extract.Mention[extract.Actor]) (role, rule string) {
	if m.Value.Role != "" {
		return m.Value.Role, m.Rule
	}
	if r.speaks(f.sentence, m.Span) {
		return "", ""
	}
	first, last := r.tokenRange(m.Span)
	if r.listedPlace(first) || r.whereIt(m, first) {
		return "", ""
	}
	if r.word(first-1) == "by" && inquiries[r.word(first-2)] {
		return "", "" // "underwent interrogations by the FBI"
	}
	if r.word(first-1) == "by" || (r.word(first-1) == "the" || r.word(first-1) == "a" || r.word(first-1) == "some") && r.word(first-2) == "by" {
		if v := r.verbBefore(first); v >= 0 && handled[r.doc.Groups[v].Verb.Lemma] {
			return "responder", "assemble/actor-by"
		}
		if r.behindHarm(f, first) {
			return "perpetrator", "assemble/actor-by"
		}
	}
	for _, t := range f.triggers {
		m2 := r.doc.Triggers[t]
		if role := r.roleAt(m2, m, first, last); role != "" {
			return role, "assemble/actor-clause"
		}
	}
	return "", ""
}

// listedPlace reports whether the name at token i goes on with a list of places: "the bombings in Kenya and Uganda killed 17" names no state that kills.
func (r *reader) listedPlace(i int) bool {
	if r.word(i-1) != "and" {
		return false
	}
	for _, m := range r.doc.Places {
		if first, last := r.tokenRange(m.Span); last == i-1 {
			w := r.word(first - 1)
			return w == "in" || w == "across" || w == "near" || w == ","
		}
	}
	return false
}

// whereIt reports whether the name of a state at token i says where something is rather than who does it: "floods in central Vietnam have killed 41".
func (r *reader) whereIt(m extract.Mention[extract.Actor], i int) bool {
	if m.Value.Kind != "state" || m.Value.Country == "" {
		return false
	}
	if placeModifiers[r.word(i-1)] {
		i--
	}
	switch r.word(i - 1) {
	case "in", "across", "throughout", "over", "near", "into":
		return true
	}
	return false
}

// speaks reports whether an actor is the subject of a clause of saying that reports what comes before it: "killing two workers, the governor said".
func (r *reader) speaks(sentence int, s extract.Span) bool {
	for _, c := range r.clausesOf(sentence) {
		if c.Speech && c.Subject >= 0 && (r.doc.Groups[c.Subject].Overlaps(s) || r.speaksWith(s, c.Subject)) && s.Start > r.doc.Sentences[sentence].Start {
			return true
		}
	}
	return false
}

// speaksWith reports whether a comma and then the words at s stand before "and" and the subject of a clause of saying: "killed nine, rescue workers and the army said".
func (r *reader) speaksWith(s extract.Span, subject int) bool {
	k := subject - 2
	return k > 0 && r.doc.Groups[k].Overlaps(s) && r.word(r.doc.Groups[k+1].First) == "and" && r.word(r.doc.Groups[k-1].First) == ","
}

// behindHarm reports whether the "by" before token i hangs on a trigger of the frame: on its verb, on a verb that makes its noun a deed ("the attack
// carried out by"), or on the noun itself. "Following a speech by the president" hangs on another.
func (r *reader) behindHarm(f *frame, i int) bool {
	verb := r.verbBefore(i)
	for _, t := range f.triggers {
		m := r.doc.Triggers[t]
		if m.End > r.doc.Tokens[i].Start {
			continue
		}
		if verb >= 0 && r.ofInquiry(verb) {
			return false
		}
		if verb < 0 || r.doc.Groups[verb].End <= m.Start || r.doc.Groups[verb].Overlaps(m.Span) || supportVerbs[r.doc.Groups[verb].Verb.Lemma] || r.doc.Groups[verb].Verb.Passive && effectVerbs[r.doc.Groups[verb].Verb.Lemma] {
			return true
		}
	}
	return false
}

// ofInquiry reports whether a verb carries out what follows upon a deed: "autopsies performed by", "an investigation conducted by".
func (r *reader) ofInquiry(verb int) bool {
	return verb > 0 && inquiries[r.word(r.doc.Groups[verb-1].Head)]
}

var inquiries = wordSet("allegation allegations claim claims accusation accusations charge charges statement statements report reports request requests demand demands decision announcement speech autopsy autopsies investigation investigations inquiry inquiries interrogation interrogations search searches test tests examination examinations study probe survey")

// verbBefore returns the verb group that stands last before token i in its sentence, or -1.
func (r *reader) verbBefore(i int) int {
	start := r.doc.Sentences[r.doc.Tokens[i].Sentence].Start
	k := sort.Search(len(r.doc.Groups), func(k int) bool { return r.doc.Groups[k].Start >= r.doc.Tokens[i].Start }) - 1
	for ; k >= 0 && r.doc.Groups[k].Start >= start; k-- {
		if r.doc.Groups[k].Kind == extract.VerbGroup {
			return k
		}
	}
	return -1
}

// effectVerbs are verbs of harm that may name the doer of a trigger before them: "a bomb that was planted by rebels".
var effectVerbs = wordSet("leave lay abandon bury hide kill wound injure hurt shoot murder attack destroy damage hit bomb plant place fire throw hurl detonate abduct kidnap burn blow ambush set take capture seize hold")
