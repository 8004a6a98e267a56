package weapon

import "sitrep/extract/lexicon"

// rigged reports whether the explosive of a match makes a bomb of the vehicle that it is in: "a truck packed with dynamite", "a bomb placed in a parked car".
// What lies under a car, or in the car of its victim, does not.
func (r *reader) rigged(m lexicon.Match[weapon]) bool {
	return r.loaded(m.First) || r.inVehicle(m.Last)
}

// loaded reports whether "loaded with" behind a vehicle stands shortly before token i: "car loaded with 50 kg of".
func (r *reader) loaded(i int) bool {
	for n := i - 1; n > r.first && i-n <= 5; n-- {
		if r.lower(n) == "with" {
			return r.w.bombs["loaded"][r.lower(n-1)] && r.vehicleBefore(n-1)
		}
	}
	return false
}

// vehicleBefore reports whether a vehicle stands within four tokens before token i.
func (r *reader) vehicleBefore(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 4; n-- {
		if r.w.bombs["vehicle"][r.lower(n)] {
			return true
		}
	}
	return false
}

// inVehicle reports whether a bomb that ends before token i was put in a vehicle that is nobody's in particular.
func (r *reader) inVehicle(i int) bool {
	put := false
	for n := i; n < r.end && n-i <= 8; n++ {
		switch w := r.lower(n); {
		case r.w.bombs["placed"][w]:
			put = true
		case (w == "in" || w == "inside") && put:
			return r.anyVehicle(n + 1)
		case w == ";" || w == "under" || w == "near" || w == "beside":
			return false
		}
	}
	return false
}

// anyVehicle reports whether the words at token i name a vehicle with the article "a": "a stolen car", "the trunk of a taxi".
func (r *reader) anyVehicle(i int) bool {
	if r.lower(i) == "the" && r.lower(i+2) == "of" {
		i += 3
	}
	if r.lower(i) != "a" && r.lower(i) != "an" {
		return false
	}
	for n := i + 1; n < r.end && n-i <= 3; n++ {
		if r.w.bombs["vehicle"][r.lower(n)] {
			return true
		}
	}
	return false
}
