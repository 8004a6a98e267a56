package place

import "sitrep/extract"

// road reports whether a name is that of a road: "Spain Street", "Lake Mary Boulevard", "the 900 block of Pennsylvania", "Lynn and Michigan
// streets", "the corner of 57th Street and La Salle".
func (a *article) road(m *mention) bool {
	if m.inside != nil && m.inside.kind != demonym {
		return false // "Street, Maryland"
	}
	if m.kind == abbreviation && m.first+1 == m.last && a.quadrant(m) {
		return true
	}
	return a.wayFollows(m.last, 2) || a.waysFollow(m) || a.inBlock(m) || a.meetsWay(m)
}

// wayFollows reports whether the capitalised words from token j on, at most between of them, end in a word of a street. What goes on behind it is an
// office or a person: "Highway Patrol", "Street Superintendent Lee". Courts are streets only next to the name, since more of them are courts of law.
func (a *article) wayFollows(j, between int) bool {
	for n := 0; n <= between && j < len(a.doc.Tokens); n, j = n+1, j+1 {
		t, c := a.doc.Tokens[j], a.lex.cue[a.plain[j]]
		switch {
		case t.Sentence != a.doc.Tokens[j-1].Sentence || t.Is(extract.Newline) || !t.Is(extract.Capital):
			return false
		case c&way != 0 && c&organisation == 0 && a.plain[j] != "ct" && !highways[a.plain[j]]:
			return !a.nameFollows(j) || compass[a.plain[j+1]]
		case c&(typeWord|organisation|groupWord|title|never|way) != 0:
			return false
		}
	}
	return false
}

// highways are roads that bear the name of the state or country that they run through.
var highways = map[string]bool{"highway": true, "hwy": true, "route": true, "interstate": true, "turnpike": true, "expressway": true, "freeway": true, "pike": true}

// compass are the quarters of a city that follow the name of a street: "N Street Southwest", "19th Street NW".
var compass = map[string]bool{"ne": true, "nw": true, "se": true, "sw": true, "n": true, "s": true, "e": true, "w": true, "north": true, "south": true, "east": true, "west": true,
	"northeast": true, "northwest": true, "southeast": true, "southwest": true}

// numbersRoad reports whether a state or country numbers a road: "U.S. Route 4", "Illinois 159", "Florida Highway 27".
func (a *article) numbersRoad(m *mention) bool {
	if m.last >= len(a.doc.Tokens) || a.doc.Tokens[m.last].Sentence != a.doc.Tokens[m.first].Sentence {
		return false
	}
	t := a.doc.Tokens[m.last]
	return t.Is(extract.Capital) && highways[a.plain[m.last]] || m.kind == abbreviation && t.Is(extract.Digit) && t.Len() <= 3
}

// ways are roads in the plural, as after two names.
var ways = map[string]bool{"streets": true, "avenues": true, "roads": true, "drives": true, "lanes": true, "boulevards": true, "sts": true, "aves": true}

// waysFollow reports whether the name is one of two roads that are named together: "Pecos and East Gowan roads", "Craft and Goodman Road".
func (a *article) waysFollow(m *mention) bool {
	j := m.last
	if j >= len(a.doc.Tokens) || ways[a.plain[j]] {
		return j < len(a.doc.Tokens)
	}
	if w := a.plain[j]; w != "and" && w != "&" && w != "/" {
		return false
	}
	for k := j + 1; k < min(j+5, len(a.doc.Tokens)) && a.doc.Tokens[k].Sentence == a.doc.Tokens[j].Sentence; k++ {
		t := a.doc.Tokens[k]
		if ways[a.plain[k]] {
			return true
		}
		if k > j+1 && a.lex.cue[a.plain[k]]&way != 0 && a.lex.cue[a.plain[k]]&organisation == 0 && t.Is(extract.Capital) {
			return a.atCorner(m.first)
		}
		if !t.Is(extract.Capital) && !t.Is(extract.Digit) {
			return false
		}
	}
	return false
}

// atCorner reports whether what stands before token i is where corners stand: "at", "near", "on", "the corner of".
func (a *article) atCorner(i int) bool {
	i--
	if i >= 0 && a.lex.cue[a.plain[i]]&modifier != 0 {
		i--
	}
	if i < 0 {
		return false
	}
	switch a.plain[i] {
	case "at", "near", "on", "off":
		return true
	case "of":
		return i > 0 && corner[a.plain[i-1]]
	}
	return false
}

var corner = map[string]bool{"corner": true, "intersection": true, "junction": true, "block": true, "blocks": true}

// inBlock reports whether the name stands behind "the 900 block of" or "the corner of", with a point of the compass or not.
func (a *article) inBlock(m *mention) bool {
	i := m.first - 1
	for i >= 0 && a.lex.cue[a.plain[i]]&modifier != 0 {
		i--
	}
	return i > 0 && a.plain[i] == "of" && corner[a.plain[i-1]]
}

// meetsWay reports whether the name is the second of two crossing roads: "57th Street and La Salle", "Burt Road & Chicago".
func (a *article) meetsWay(m *mention) bool {
	i := m.first - 1
	for i >= 0 && a.lex.cue[a.plain[i]]&modifier != 0 && a.doc.Tokens[i].Is(extract.Capital) {
		i--
	}
	if i < 1 || a.plain[i] != "and" && a.plain[i] != "&" && a.plain[i] != "/" || !a.doc.Tokens[i-1].Is(extract.Capital) || a.lex.cue[a.plain[i-1]]&way == 0 {
		return false
	}
	return a.doc.Tokens[i-1].Sentence == a.doc.Tokens[m.first].Sentence
}

// quadrant reports whether a short form is the point of the compass of an address: "Longfellow Court NE".
func (a *article) quadrant(m *mention) bool {
	return m.first > 0 && a.plain[m.first] == "ne" && a.lex.cue[a.plain[m.first-1]]&way != 0
}
