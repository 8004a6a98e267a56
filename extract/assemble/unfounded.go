package assemble

import "sitrep/extract"

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
	switch {
	case r.fromMemory(f), r.pandemic(f):
		return "assemble/mentioned-only"
	case t.Lemma == "state of emergency" && r.ofIllness():
		return "assemble/health-measure"
	case r.nobodyIll(f):
		return "assemble/negated"
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
	if killed && arguments >= 2 && (r.hasDoer(f) || len(f.weapons) > 0 || len(f.counts) > 0 && r.wartime) {
		return ""
	}
	if killed && arguments >= 3 && t.Passive && r.attackBefore(f) {
		return "" // "the day before, a policeman was killed in Medellin"
	}
	return "assemble/effect-without-cause"
}

// attackBefore reports whether the sentence before a frame tells of an attack on another day.
func (r *reader) attackBefore(f *frame) bool {
	for _, g := range r.framesIn(f.sentence - 1) {
		if g.head < 0 || g.day.time < 0 || f.day.time < 0 || r.doc.Sentences[g.sentence].Paragraph != r.doc.Sentences[f.sentence].Paragraph {
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
