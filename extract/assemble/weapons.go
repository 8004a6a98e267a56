package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// fillWeapons takes the weapons of the frames, each class and action once, the one with a number before one without. A bomb that the text calls a car
// bomb, or that it says was planted, is no second one where it is plainly a bomb.
func (d *draft) fillWeapons() {
	at := map[[2]string]int{}
	built, robbed := d.builtBomb(), d.robbery()
	for _, f := range d.e.frames {
		for _, w := range f.weapons {
			m := d.r.doc.Weapons[w]
			if built && plainBomb(m.Value) || robbed && m.Value.Class == "fire" || d.r.ofAnotherDeed(f, m.Span) || f.headline && d.ofOthers(m.Value.Class) {
				continue // no weapon of this deed, or no second one
			}
			key := [2]string{m.Value.Class, m.Value.Action}
			if i, ok := at[key]; ok {
				if d.Weapons[i].Best == nil && m.Value.Best != nil {
					d.Weapons[i] = m.Value
					d.support(indexed("weapons", i), m.Span, m.Rule)
				}
				continue
			}
			at[key] = len(d.Weapons)
			d.support(indexed("weapons", len(d.Weapons)), m.Span, m.Rule)
			d.Weapons = append(d.Weapons, m.Value)
		}
	}
}

// disarm leaves no weapons to an accident or a disaster: what blew up there was stored or fuel, and the mine that a blast hit was dug.
func (d *draft) disarm() {
	if f := extract.Family(d.Type); f != "accident" && f != "disaster" {
		return
	}
	d.Weapons = []extract.Weapon{}
	d.Evidence = slices.DeleteFunc(d.Evidence, func(e extract.Evidence) bool { return strings.HasPrefix(e.Field, "weapons[") })
}

// ofOthers reports whether the text arms this incident with other weapons than one that its headline names, and another incident with that: "Bomb and drone kill
// 15" tells of a bomb in one town and a drone in the next.
func (d *draft) ofOthers(class string) bool {
	own, others := map[string]bool{}, map[string]bool{}
	for _, f := range d.r.frames {
		if f.headline {
			continue
		}
		for _, w := range f.weapons {
			if d.e.has(f) {
				own[d.r.doc.Weapons[w].Value.Class] = true
			} else {
				others[d.r.doc.Weapons[w].Value.Class] = true
			}
		}
	}
	return len(own) > 0 && !own[class] && others[class]
}

// plainBomb reports whether of a bomb that was used the text tells neither how it was built nor how it was laid.
func plainBomb(w extract.Weapon) bool { return w.Class == "explosive" && w.Action == "used" }

// builtBomb reports whether a frame of the incident says how the bomb that was used was built or laid.
func (d *draft) builtBomb() bool {
	return slices.ContainsFunc(d.e.frames, func(f *frame) bool {
		return slices.ContainsFunc(f.weapons, func(w int) bool {
			v := d.r.doc.Weapons[w].Value
			return (v.Class == "ied" || v.Class == "car_bomb" || v.Class == "suicide_vest") && v.Action == "used"
		})
	})
}

// robbery reports whether the incident is first told as a robbery: the fire that the robbers then set to their car is no weapon of it.
func (d *draft) robbery() bool {
	f := d.e.frames[0]
	return f.head >= 0 && d.r.doc.Triggers[f.head].Value.Type == "crime.robbery"
}

// ofAnotherDeed reports whether a weapon is only implied by the noun of a deed that a murder or a kidnapping is told beside: "the bombings and the murder of
// six priests".
func (r *reader) ofAnotherDeed(f *frame, weapon extract.Span) bool {
	if f.head < 0 || !singled[r.doc.Triggers[f.head].Value.Type] {
		return false
	}
	return slices.ContainsFunc(f.triggers, func(t int) bool {
		m := r.doc.Triggers[t]
		return t != f.head && m.Value.Noun && m.Overlaps(weapon) && (m.Value.Type == "attack.bombing" || m.Value.Type == "attack.airstrike")
	})
}

// singled are the deeds done to chosen persons.
var singled = map[string]bool{"attack.assassination": true, "crime.homicide": true, "abduction.kidnapping": true}

// downsOther reports whether a frame tells that drones or missiles were shot down that are none of the incident's: it has its own weapons and none of these
// ("Russian shelling killed two people. Moscow said it had downed 19 drones."), or another nation's ("Ukrainian drones").
func (r *reader) downsOther(e *event, f *frame) bool {
	return slices.ContainsFunc(f.weapons, func(w int) bool {
		m := r.doc.Weapons[w]
		return m.Value.Action == "intercepted" && (r.armedOtherwise(e, m.Value.Class) || r.ofAnotherNation(e, m.Span))
	})
}

// armedOtherwise reports whether an incident is told with weapons, and none of a class.
func (r *reader) armedOtherwise(e *event, class string) bool {
	armed := false
	for _, g := range e.frames {
		for _, w := range g.weapons {
			if armed = true; r.doc.Weapons[w].Value.Class == class {
				return false
			}
		}
	}
	return armed
}

// ofAnotherNation reports whether the words of a weapon name a nation and the incident is told of the forces or the fire of others.
func (r *reader) ofAnotherNation(e *event, weapon extract.Span) bool {
	named := within(r.doc.Places, weapon)
	if len(named) == 0 {
		return false
	}
	others := false
	for _, g := range e.frames {
		for _, a := range g.actors {
			m := r.doc.Actors[a]
			if role, _ := r.actorRole(g, m); role != "perpetrator" || m.Value.Country == "" {
				continue
			}
			if others = true; m.Value.Country == r.doc.Places[named[0]].Value.Country {
				return false
			}
		}
	}
	return others
}
