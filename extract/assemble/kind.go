package assemble

import (
	"sitrep/extract"
)

// fillType chooses the type: each trigger votes, the headline and the first frames more than the rest, a named kind more than a
// generic one; weapons and doers then refine what the words left open.
func (d *draft) fillType() {
	votes := map[string]float64{}
	at := map[string]extract.Mention[extract.Trigger]{}
	order := []string{}
	for n, f := range d.e.frames {
		for _, t := range f.triggers {
			m := d.r.doc.Triggers[t]
			if m.Value.Effect() || m.Value.Type == "" {
				continue
			}
			if _, ok := votes[m.Value.Type]; !ok {
				order, at[m.Value.Type] = append(order, m.Value.Type), m
			}
			votes[m.Value.Type] += voteWeight(m.Value, f, n, t == f.head)
		}
	}
	best := ""
	for _, t := range order {
		if best == "" || votes[t] > votes[best] {
			best = t
		}
	}
	m, named := at[best]
	d.Type = d.refine(best)
	if d.Type == "" {
		return
	}
	if !named {
		m = d.r.effectTrigger(d.e)
	}
	d.support("type", m.Span, m.Rule)
}

func voteWeight(t extract.Trigger, f *frame, n int, head bool) float64 {
	w := []float64{0.1, 0.4, 1}[rank(t.Type, t.Generic)]
	if f.headline {
		w *= 1.6
	}
	if n == 0 {
		w *= 1.5
	}
	if !head {
		w *= 0.7
	}
	return w
}

// effectTrigger returns the first trigger of the incident, which is then an effect.
func (r *reader) effectTrigger(e *event) extract.Mention[extract.Trigger] {
	for _, f := range e.frames {
		if f.head >= 0 {
			return r.doc.Triggers[f.head]
		}
	}
	return extract.Mention[extract.Trigger]{Span: e.frames[0].Span, Rule: "assemble/count-alone"}
}

// refine gives an open type its finer one from the weapon used: rockets are shelling, a bomb on a body is a suicide bombing.
func (d *draft) refine(t string) string {
	switch {
	case t == "" && d.r.harmful(d.e):
		t = "attack.other"
	case t == "attack.*" || t == "attack" || t == "crime.homicide" && d.r.armedContext():
		t = "attack.other"
	}
	byWeapon := ""
	for _, w := range d.Weapons {
		if w.Action == "used" || w.Action == "launched" || w.Action == "hit" || w.Action == "intercepted" || w.Action == "failed" {
			if byWeapon = weaponTypes[w.Class]; byWeapon != "" {
				break
			}
		}
	}
	switch t {
	case "attack.other", "attack.assassination":
		if byWeapon != "" && t == "attack.other" {
			return byWeapon
		}
	case "explosion.unattributed":
		if byWeapon == "attack.bombing" || byWeapon == "attack.suicide_bombing" || byWeapon == "attack.grenade" {
			return byWeapon
		}
	case "attack.bombing":
		if byWeapon == "attack.suicide_bombing" || byWeapon == "attack.airstrike" {
			return byWeapon
		}
	}
	return t
}

// armedContext reports whether the article speaks of armed groups or forces, so that a murder in it is more than an ordinary crime.
func (r *reader) armedContext() bool {
	for _, a := range r.doc.Actors {
		if k := a.Value.Kind; k == "rebel" || k == "militia" || k == "military" {
			return true
		}
	}
	return false
}

// harmful reports whether the incident tells of a killing.
func (r *reader) harmful(e *event) bool {
	for _, f := range e.frames {
		if f.head >= 0 && r.doc.Triggers[f.head].Value.Effect() {
			return true
		}
	}
	return false
}

// weaponTypes names the attack that a weapon makes.
var weaponTypes = map[string]string{
	"rocket": "attack.shelling", "missile": "attack.shelling", "mortar": "attack.shelling", "artillery": "attack.shelling", "drone": "attack.drone",
	"air_bomb": "attack.airstrike", "car_bomb": "attack.bombing", "ied": "attack.bombing", "explosive": "attack.bombing", "suicide_vest": "attack.suicide_bombing",
	"grenade": "attack.grenade", "landmine": "attack.landmine", "small_arms": "attack.shooting", "edged": "attack.stabbing", "vehicle": "attack.vehicle",
	"chemical": "attack.chemical", "incendiary": "attack.arson", "fire": "attack.arson",
}
