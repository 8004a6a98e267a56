package weapon

// action decides what became of the weapon whose words are tokens [first, last): by the verb after it, of which it is the subject, then
// by the verb before it, of which it is the object.
func (r *reader) action(first, last int) string {
	if a := r.actionAfter(last); a != "" {
		if w := r.lower(last); (w == "fired" || w == "launched") && r.actionBefore(first) == "intercepted" {
			return "intercepted" // "intercepted a missile fired from Yemen"
		}
		if a == "seized" && r.lower(last) == "seized" && r.armedWith(first) {
			return "used" // "inmates armed with knives seized a wing"
		}
		return a
	}
	if r.lower(first) == "unexploded" || r.lower(first-1) == "unexploded" {
		return "failed"
	}
	return r.actionBefore(first)
}

// actionAfter looks up to six tokens ahead, as far as the clause goes.
func (r *reader) actionAfter(i int) string {
	for n := i; n < r.end && n-i < 6; n++ {
		w := r.lower(n)
		switch w {
		case ";", ":", "and", "but", "when", "while", "after", "who", "in", "on", "by", "at", "near", "into", "from":
			return ""
		case ",":
			if n > i || !r.passiveParticiple(n+1) {
				return ""
			}
			continue
		case "explode", "detonate", "off":
			if r.negatedBefore(n, i) {
				return "failed"
			}
		}
		if a := r.w.right[w]; a != "" && !(w == "shot" && r.lower(n+1) != "down") && !(a == "destroyed" && !r.beBefore(n)) && !(a == "seized" && !r.beBefore(n) && n > i) {
			if a == "destroyed" {
				return "destroyed"
			}
			if a == "launched" && w == "fired" && !r.beBefore(n) && n > i {
				return ""
			}
			return a
		}
	}
	return ""
}

// passiveParticiple reports whether an action's participle stands at token n.
func (r *reader) passiveParticiple(n int) bool { return r.w.right[r.lower(n)] != "" }

func (r *reader) beBefore(n int) bool {
	switch r.lower(n - 1) {
	case "was", "were", "been", "being", "are", "is", "be":
		return true
	}
	return false
}

func (r *reader) negatedBefore(n, from int) bool {
	for k := n - 1; k >= from && n-k <= 3; k-- {
		switch r.lower(k) {
		case "not", "n't", "failed", "fails", "never":
			return true
		}
	}
	return false
}

// actionBefore looks up to nine tokens back for the verb whose object it is; a list of objects ("rifles, grenades and a mine") shares one.
func (r *reader) actionBefore(i int) string {
	for n := i - 1; n >= r.first && i-n <= 12; n-- {
		w := r.lower(n)
		if a := r.w.left[w]; a != "" {
			if a == "launched" && (w == "sent" || w == "send") {
				continue
			}
			return a
		}
		if a := r.w.left[r.lower(n-1)+" "+w]; a != "" {
			return a
		}
		switch w {
		case ";", ".", "said", "with", "that", "which", "who", "after", "when", "using", "used", "by", "carrying", "armed":
			return "used"
		}
	}
	return "used"
}

// armedWith reports whether "armed with" and no more than two words stand before token i.
func (r *reader) armedWith(i int) bool {
	for n := i - 1; n > r.first && i-n <= 3; n-- {
		if r.lower(n) == "with" {
			return r.lower(n-1) == "armed"
		}
	}
	return false
}
