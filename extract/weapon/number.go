package weapon

import (
	"strconv"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// quantity is a number before a weapon, from token first on.
type quantity struct {
	first, last    int
	min, max, best *int
	qualifier      string
	unit           string
}

func (q quantity) fill(v *extract.Weapon) {
	v.Min, v.Max, v.Best, v.Qualifier, v.Unit = q.min, q.max, q.best, q.qualifier, q.unit
}

var smallNumbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}

// vague numbers take the floor that the record's documentation gives.
var vague = map[string]int{"several": 3, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "tens": 10}

var units = map[string]string{"kg": "kg", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg", "kilogramme": "kg", "kilogrammes": "kg", "ton": "t", "tons": "t", "tonne": "t", "tonnes": "t", "kgs": "kg"}

// quantity reads the number, unit and article before a weapon: "at least 12 mortar shells", "500 kg of explosives", "a bomb".
func (r *reader) quantity(m lexicon.Match[weapon]) quantity {
	n := m.First
	for n > r.floor && m.First-n < 4 && r.modifies(n-1) {
		n--
	}
	if q := r.numberEnding(n); q.best != nil {
		q.unit = "piece"
		return q
	}
	if r.lower(n-1) == "of" && n-2 >= r.floor {
		if unit := units[r.lower(n-2)]; unit != "" {
			if q := r.numberEnding(n - 2); q.best != nil {
				q.unit = unit
				return q
			}
		}
	}
	if w := r.lower(n - 1); n-1 >= r.floor && m.Value.singular && countable(m.Value.class) && !r.namesAttack(m) && (w == "a" || w == "an" || w == "the" || w == "another") {
		return quantity{first: n - 1, min: extract.Int(1), max: extract.Int(1), best: extract.Int(1), qualifier: "exact", unit: "piece"}
	}
	return quantity{first: n}
}

// countable reports whether an article before a class counts one of it: "the rifle" may be anybody's, but a bomb is one.
func countable(class string) bool { return class != "artillery" }

// namesAttack reports whether a weapon that is sent in numbers only says of which kind an attack was: "a drone attack".
func (r *reader) namesAttack(m lexicon.Match[weapon]) bool {
	switch m.Value.class {
	case "drone", "missile", "rocket", "mortar", "grenade":
		return attackNouns[r.lower(m.Last)]
	}
	return false
}

var attackNouns = map[string]bool{"attack": true, "strike": true, "assault": true, "raid": true, "barrage": true, "ambush": true}

// modifies reports whether token n may stand between the number and the weapon.
func (r *reader) modifies(n int) bool {
	t := r.doc.Tokens[n]
	switch t.Lower {
	case "powerful", "large", "small", "homemade", "home-made", "heavy", "hand-held", "high-power", "medium-intensity", "low-intensity", "iranian", "iranian-made", "russian", "suspected", "more", "unidentified", "long-range", "short-range",
		"explosive-laden", "explosives-laden", "medium-sized", "huge", "massive", "loaded", "stolen", "crude", "armed", "unmanned", "remote-controlled", "remote-control", "fragmentation", "strong", "attack", "military", "automatic", "8-inch", "katyusha", "grad", "122-mm", "81-mm":
		return true
	}
	return t.Tag == "JJ" && !t.Is(extract.Digit) && vague[t.Lower] == 0
}

// numberEnding reads the number that ends before token i with the words that bound it.
func (r *reader) numberEnding(i int) quantity {
	n := i - 1
	if n < r.floor || n < r.first {
		return quantity{}
	}
	w := r.lower(n)
	if floor, ok := vague[w]; ok {
		return quantity{first: n, last: i, min: extract.Int(floor), best: extract.Int(floor), qualifier: "vague"}
	}
	value, first, ok := r.value(n)
	if !ok {
		return quantity{}
	}
	return r.bounded(quantity{first: first, last: i}, value)
}

// value reads digits, a number word, or "two dozen".
func (r *reader) value(n int) (value, first int, ok bool) {
	w := r.lower(n)
	if w == "dozen" {
		if k := smallNumbers[r.lower(n-1)]; k > 0 && n-1 >= r.floor {
			return 12 * k, n - 1, true
		}
		return 12, n, true
	}
	if v, ok := smallNumbers[w]; ok {
		return v, n, true
	}
	if tens, one, cut := strings.Cut(w, "-"); cut && smallNumbers[tens] >= 20 && smallNumbers[one] > 0 {
		return smallNumbers[tens] + smallNumbers[one], n, true
	}
	v, err := strconv.Atoi(strings.ReplaceAll(w, ",", ""))
	return v, n, err == nil && v > 0 && v < 10_000_000 && !(v >= 1900 && v <= 2100 && !strings.Contains(w, ","))
}

// bounded reads "at least", "more than", "up to" and "about" before a number.
func (r *reader) bounded(q quantity, value int) quantity {
	q.min, q.max, q.best, q.qualifier = extract.Int(value), extract.Int(value), extract.Int(value), "exact"
	a, b := r.lower(q.first-2), r.lower(q.first-1)
	begins := func(words int) bool { return q.first-words >= r.floor }
	switch {
	case a == "at" && b == "least" && begins(2):
		q.first, q.max, q.qualifier = q.first-2, nil, "at_least"
	case (a == "more" && b == "than") && begins(2):
		q.first, q.min, q.max, q.best, q.qualifier = q.first-2, extract.Int(value+1), nil, extract.Int(value+1), "more_than"
	case (b == "over" || b == "above") && begins(1):
		q.first, q.min, q.max, q.best, q.qualifier = q.first-1, extract.Int(value+1), nil, extract.Int(value+1), "more_than"
	case a == "up" && b == "to" && begins(2):
		q.first, q.min, q.qualifier = q.first-2, nil, "at_most"
	case (b == "about" || b == "around" || b == "some" || b == "approximately" || b == "nearly" || b == "roughly" || b == "almost") && begins(1):
		q.first, q.qualifier = q.first-1, "approx"
	}
	return q
}

// partBefore reads the "40 of" of "40 of 54 drones" that ends before token i.
func (r *reader) partBefore(i int) (quantity, bool) {
	n := i
	if r.lower(n-1) == "the" {
		n--
	}
	if r.lower(n-1) != "of" || n-2 < r.floor {
		return quantity{}, false
	}
	q := r.numberEnding(n - 1)
	return q, q.best != nil
}
