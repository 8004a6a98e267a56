package assemble

import "sitrep/extract"

// typeWeapons name the weapon without which an attack would not be of its type.
var typeWeapons = map[string]string{"attack.bombing": "explosive", "attack.shooting": "small_arms", "attack.stabbing": "edged"}

// fillImpliedWeapon gives an attack that names no weapon the one that its type implies: rebels who "blew up a pylon" used an explosive. The words of the
// type support it.
func (d *draft) fillImpliedWeapon() {
	class := typeWeapons[d.Type]
	if class == "" || len(d.Weapons) > 0 || d.Realis != "actual" {
		return
	}
	m, ok := d.typeTrigger()
	if !ok {
		return
	}
	d.support(indexed("weapons", 0), m.Span, "assemble/weapon-of-type")
	d.Weapons = append(d.Weapons, extract.Weapon{Class: class, Action: "used", Text: d.r.doc.Slice(m.Span)})
}

// typeTrigger returns the first trigger of the report's type.
func (d *draft) typeTrigger() (extract.Mention[extract.Trigger], bool) {
	for _, f := range d.e.frames {
		for _, t := range f.triggers {
			if m := d.r.doc.Triggers[t]; m.Value.Type == d.Type {
				return m, true
			}
		}
	}
	return extract.Mention[extract.Trigger]{}, false
}
