package assemble

// strikesBack reports whether a frame tells of jets, drones or shells that hit those who did the incident: "Rebels fired on a convoy. The army launched air strikes
// against the rebels in the hills". What the two sides of a clash do to each other is the clash.
func (r *reader) strikesBack(e *event, f *frame) bool {
	if f.head < 0 || !fromAfar[r.doc.Triggers[f.head].Value.Type] {
		return false
	}
	hit, did := r.actorsWith(f, func(role string) bool { return suffers[role] }), r.actorsWith(f, isPerpetrator)
	for _, g := range e.frames {
		for name := range r.actorsWith(g, isPerpetrator) {
			if hit[name] && !did[name] {
				return true
			}
		}
	}
	return false
}

func isPerpetrator(role string) bool { return role == "perpetrator" }

// actorsWith returns the names of the actors that have a role in a frame.
func (r *reader) actorsWith(f *frame, has func(role string) bool) map[string]bool {
	names := map[string]bool{}
	for _, a := range f.actors {
		m := r.doc.Actors[a]
		if role, _ := r.actorRole(f, m); has(role) {
			names[canonical(m.Value)] = true
		}
	}
	return names
}

// fromAfar are the types of attacks by which one side answers another somewhere else.
var fromAfar = map[string]bool{"attack.airstrike": true, "attack.drone": true, "attack.shelling": true}
