package assemble

import (
	"slices"

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
			if built && plainBomb(m.Value) || robbed && m.Value.Class == "fire" || d.r.ofAnotherDeed(f, m.Span) {
				continue
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
