package assemble

import (
	"slices"

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
			if m.Value.Effect() || m.Value.Type == "" || m.Value.Type == "security.operation" && n > 0 && d.r.endsIt(f) {
				continue
			}
			if extract.Family(m.Value.Type) == "accident" && d.byAttack() {
				continue // what an attack brought about is no accident
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
	if _, floods := votes["disaster.flood"]; floods && best == "disaster.landslide" && !d.headlined(best) {
		best = "disaster.flood" // rains that set off slides and floods
	}
	if best == "protest.demonstration" && d.r.worded(d.e.frames[0], "protest.riot") {
		best = "protest.riot" // "demonstrators protesting a tax fought police"
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

// byAttack reports whether a frame says that an attack brought an accident about: the two stand in one frame for that reason alone.
func (d *draft) byAttack() bool {
	return slices.ContainsFunc(d.e.frames, func(f *frame) bool {
		deed := false
		for _, t := range f.triggers {
			switch extract.Family(d.r.doc.Triggers[t].Value.Type) {
			case "attack":
				deed = true
			case "accident":
				if deed {
					return true
				}
			}
		}
		return false
	})
}

// headlined reports whether the headline has a word of a type.
func (d *draft) headlined(t string) bool {
	return slices.ContainsFunc(d.e.frames, func(f *frame) bool { return f.headline && d.r.worded(f, t) })
}

// worded reports whether a frame has a word of a type.
func (r *reader) worded(f *frame, t string) bool {
	return slices.ContainsFunc(f.triggers, func(i int) bool { return r.doc.Triggers[i].Value.Type == t })
}

func voteWeight(t extract.Trigger, f *frame, n int, head bool) float64 {
	w := []float64{0.1, 0.4, 1}[rank(t.Type, t.Generic)]
	if f.headline {
		w *= 1.6
	}
	if n == 0 {
		w *= 1.5
	}
	if t.Type == "attack.arson" && (n > 0 || !head) {
		w *= 0.1 // those who attack a village also set its houses on fire
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

// fillBattle makes a clash of an attack in which armed forces fought each other: rebels who attack soldiers, soldiers who kill rebels. Organised armed
// groups on both sides make a battle in the sense of ACLED's codebook; bombs, shells and air strikes keep their own types.
func (d *draft) fillBattle() {
	if d.Type != "attack.other" && d.Type != "attack.shooting" {
		return
	}
	did, hurt := d.sides()
	if len(hurt) != 1 || hurt["military"] && !did["rebel"] && !did["militia"] || !hurt["military"] && !hurt["rebel"] && !hurt["militia"] {
		return
	}
	if (hurt["rebel"] || hurt["militia"]) && !did["military"] && (len(did) > 0 || !d.killing()) {
		return
	}
	for _, c := range d.Counts {
		if c.Role != "" && c.Role != "unspecified" && c.Role != "combatant" && c.Role != "security_force" && c.Role != "perpetrator" {
			return
		}
	}
	d.Type = "clash.armed"
}

// fillCrackdown makes a crackdown of a protest whose people the police or soldiers killed: "police killed nine striking miners". Riots stay what they are.
func (d *draft) fillCrackdown() {
	if extract.Family(d.Type) != "protest" || d.Type == "protest.riot" || !d.killing() {
		return
	}
	if did, _ := d.sides(); did["police"] || did["military"] {
		d.Type = "security.crackdown"
	}
}

// sides returns the kinds of those who acted and of those who suffered it.
func (d *draft) sides() (did, hurt map[string]bool) {
	did, hurt = map[string]bool{}, map[string]bool{}
	for _, a := range d.Actors {
		switch a.Role {
		case "perpetrator":
			did[a.Kind] = true
		case "target", "victim":
			hurt[a.Kind] = true
		}
	}
	return did, hurt
}

// killing reports whether the report counts dead.
func (d *draft) killing() bool {
	return slices.ContainsFunc(d.Counts, func(c extract.Count) bool { return c.Measure == "killed" && c.Best != nil && *c.Best > 0 })
}

// refine gives an open type its finer one from the weapon used: rockets are shelling, a bomb on a body is a suicide bombing.
func (d *draft) refine(t string) string {
	murder, harmOnly := t == "crime.homicide", t == ""
	switch {
	case t == "" && d.r.tellsHarm(d.e):
		t = "attack.other"
	case murder && d.publicVictim():
		return "attack.assassination"
	case murder && d.r.wartime:
		t = "attack.other"
	}
	byWeapon := ""
	for _, w := range d.weaponsOf(murder) {
		if w.Action == "used" || w.Action == "launched" || w.Action == "hit" || w.Action == "intercepted" || w.Action == "failed" {
			if t := weaponTypes[w.Class]; t != "" && (byWeapon == "" || byWeapon == "attack.arson") {
				byWeapon = t // who also sets houses on fire attacks with his guns
			}
		}
	}
	switch t {
	case "attack.other":
		if byWeapon != "" && !(byWeapon == "attack.arson" && d.burnedToo()) {
			return byWeapon
		}
		if _, shot := d.gunman(); shot && harmOnly {
			return "attack.shooting"
		}
	case "explosion.unattributed":
		if byWeapon == "attack.bombing" || byWeapon == "attack.suicide_bombing" || byWeapon == "attack.grenade" {
			return byWeapon
		}
	case "attack.bombing":
		if d.killedSelf() {
			return "attack.suicide_bombing"
		}
		if byWeapon == "attack.suicide_bombing" || byWeapon == "attack.airstrike" {
			return byWeapon
		}
	}
	return t
}

// burnedToo reports whether houses burned in an attack that is told first by what befell people: "16 people were killed when gang members attacked a town ...
// Homes were set on fire".
func (d *draft) burnedToo() bool {
	f := d.e.frames[0]
	return d.r.harmDone(f) && !slices.ContainsFunc(f.weapons, func(w int) bool { return weaponTypes[d.r.doc.Weapons[w].Value.Class] == "attack.arson" })
}

// publicVictim reports whether one of those killed holds or seeks a public office: "killed the presidential candidate Ana Ruiz", "Judge Pardo was murdered".
func (d *draft) publicVictim() bool {
	return slices.ContainsFunc(d.e.frames, func(f *frame) bool {
		return slices.ContainsFunc(f.counts, func(c int) bool {
			m := d.r.doc.Counts[c]
			if m.Value.Measure != "killed" || value(m.Value) == 0 || value(m.Value) > 3 {
				return false
			}
			first, last := d.r.tokenRange(m.Span)
			return d.r.office(first-4, first) || d.r.office(first, last) || d.r.word(last) == "," && d.r.office(last+1, last+7)
		})
	})
}

// office reports whether a public office is named among the tokens [first:last).
func (r *reader) office(first, last int) bool {
	for i := max(0, first); i < min(last, len(r.doc.Tokens)); i++ {
		if officeWords[r.word(i)] {
			return true
		}
	}
	return false
}

var officeWords = wordSet(`president presidential minister senator governor mayor judge magistrate prosecutor candidate ambassador consul congressman congresswoman lawmaker legislator
	councilman councilwoman councillor councilor archbishop bishop monsignor diplomat politician premier envoy`)

// killedSelf reports whether the bomber is counted among the dead: "killing himself and nine soldiers".
func (d *draft) killedSelf() bool {
	for _, f := range d.e.frames {
		for _, c := range f.counts {
			if v := d.count(c); v.Measure == "killed" && v.Role == "perpetrator" && (v.Victim == "himself" || v.Victim == "herself" || v.Victim == "themselves") {
				return true
			}
		}
	}
	return false
}

// weaponsOf returns the weapons that may refine a type: all of the incident's, but for a murder only those of the sentences that call it so, for
// what else the murderers blew up is another thing.
func (d *draft) weaponsOf(murder bool) []extract.Weapon {
	if !murder {
		return d.Weapons
	}
	var ws []extract.Weapon
	for _, f := range d.e.frames {
		if !d.r.worded(f, "crime.homicide") {
			continue
		}
		for _, w := range f.weapons {
			ws = append(ws, d.r.doc.Weapons[w].Value)
		}
	}
	return ws
}

// speaksOfArmed reports whether the article speaks of armed groups or forces, so that a murder in it is more than an ordinary crime.
func (r *reader) speaksOfArmed() bool {
	for _, a := range r.doc.Actors {
		if k := a.Value.Kind; k == "rebel" || k == "militia" || k == "military" {
			return true
		}
	}
	return false
}

// tellsHarm reports whether the incident tells what befell people or things.
func (r *reader) tellsHarm(e *event) bool {
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
