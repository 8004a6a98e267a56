package actor

// represented returns the armed group that actor k speaks for, or k: "the spokesman of the ELN claimed", "a caller from the ETA".
func (r *reader) represented(k int) int {
	i := r.doc.TokenAt(r.doc.Actors[k].End)
	if k+1 == len(r.doc.Actors) || !voices[r.lower(i-1)] {
		return k
	}
	switch r.lower(i) {
	case "of", "for", "from":
	default:
		return k
	}
	next := r.doc.Actors[k+1]
	if to := r.doc.TokenAt(next.Start); to-i > 2 || next.Value.Canonical == "" || !armed[next.Value.Kind] {
		return k
	}
	return k + 1
}

// voices are those who speak for a group that is named behind them, armed the kinds of groups that claim attacks.
var (
	voices = map[string]bool{"spokesman": true, "spokesmen": true, "spokeswoman": true, "spokesperson": true, "representative": true, "commander": true, "official": true, "officials": true}
	armed  = map[string]bool{"rebel": true, "militia": true, "criminal": true, "unknown": true}
)
