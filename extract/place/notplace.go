package place

import "sitrep/extract"

// findInitials remembers the names in brackets that are made of the initials of the words before: after "the Marine Airborne Logistics Institute (Mali)" the
// name is no country anywhere in the article, be it written with one capital.
func (a *article) findInitials() {
	for i := 1; i+1 < len(a.doc.Tokens); i++ {
		if open := a.plain[i-1]; (open == "(" || open == "[") && len(a.norm[i]) > 2 && a.spelledBefore(a.norm[i], i-2) {
			a.notPlace[a.norm[i]] = true
		}
	}
}

// findShips remembers the names that a ship's prefix or kind stands before: "HMS Cardiff" and "the frigate Cardiff" are no town where the article goes on
// to speak of "the Cardiff".
func (a *article) findShips() {
	for i := 1; i < len(a.doc.Tokens); i++ {
		if !a.doc.Tokens[i].Is(extract.Capital) || a.doc.Tokens[i].Is(extract.AllCaps) || a.doc.Tokens[i].Sentence != a.doc.Tokens[i-1].Sentence {
			continue
		}
		if shipPrefixes[a.doc.Word(i-1)] || shipKinds[a.plain[i-1]] && !a.locatedElsewhere(a.norm[i]) {
			a.notPlace[a.norm[i]] = true
		}
	}
}

// locatedElsewhere reports whether the article says that something is in, at, off or near a name, or goes to it: "the ferry Dover to Calais".
func (a *article) locatedElsewhere(name string) bool {
	for i := 1; i+1 < len(a.doc.Tokens); i++ {
		if a.norm[i] != name {
			continue
		}
		switch a.plain[i-1] {
		case "in", "at", "off", "near", "from", "to":
			return true
		}
		if next := a.plain[i+1]; next == "to" || next == "-" {
			return true
		}
	}
	return false
}

// shipKinds are kinds of ships that stand before a ship's name.
var shipKinds = map[string]bool{"frigate": true, "destroyer": true, "corvette": true, "cruiser": true, "battleship": true, "minesweeper": true, "submarine": true, "trawler": true, "ferry": true,
	"tanker": true, "freighter": true, "yacht": true, "liner": true, "schooner": true, "gunboat": true, "warship": true, "carrier": true}

var shipPrefixes = map[string]bool{"USS": true, "HMS": true, "HMCS": true, "HMAS": true, "INS": true, "RFA": true, "MV": true, "M/V": true, "FV": true, "SS": true, "USCGC": true}

// spelledBefore reports whether the words that end at token i begin with the letters of a name, the last word with the last one.
func (a *article) spelledBefore(name string, i int) bool {
	n := len(name) - 1
	for ; n >= 0 && i >= 0; i-- {
		t := a.doc.Tokens[i]
		switch {
		case t.Is(extract.Punct):
			return false
		case a.norm[i] != "" && a.norm[i][0] == name[n]:
			n--
		case !particles[t.Lower]:
			return false
		}
	}
	return n < 0
}
