package assemble

import (
	"strings"

	"sitrep/extract"
)

// typeWeapons name the weapon without which an attack would not be of its type.
var typeWeapons = map[string]string{"attack.bombing": "explosive", "attack.shooting": "small_arms", "attack.stabbing": "edged"}

// fillImpliedWeapon gives an attack that names no weapon the one that its type implies: rebels who "blew up a pylon" used an explosive. The words of the
// type support it.
func (d *draft) fillImpliedWeapon() {
	if len(d.Weapons) > 0 || d.Realis != "actual" {
		return
	}
	if m, ok := d.typeTrigger(); ok && typeWeapons[d.Type] != "" {
		d.addImplied(typeWeapons[d.Type], m.Span, "assemble/weapon-of-type")
	} else if g, ok := d.gunman(); ok && gunmensDeeds[d.Type] {
		d.addImplied("small_arms", g, "assemble/weapon-of-gunman")
	}
}

// gunmensDeeds are the types of attacks in which gunmen use their guns, where the text arms them with nothing else.
var gunmensDeeds = map[string]bool{"attack.assassination": true, "attack.other": true, "attack.shooting": true}

func (d *draft) addImplied(class string, s extract.Span, rule string) {
	d.support(indexed("weapons", 0), s, rule)
	d.Weapons = append(d.Weapons, extract.Weapon{Class: class, Action: "used", Text: d.r.doc.Slice(s)})
}

// gunman returns the gunmen by whom the text says that somebody was killed: "was killed by two gunmen on a motorcycle".
func (d *draft) gunman() (extract.Span, bool) {
	for _, f := range d.e.frames {
		for _, a := range f.actors {
			m := d.r.doc.Actors[a]
			if role, _ := d.r.actorRole(f, m); role == "perpetrator" && strings.Contains(strings.ToLower(m.Value.Text), "gunm") {
				return m.Span, true
			}
		}
	}
	return extract.Span{}, false
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
