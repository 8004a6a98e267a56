// Package place finds the names of places in a document and resolves them to the gazetteer.
//
// A name is looked for wherever a capital letter begins a word, the longest entry first, and kept
// if the words around it speak for a place rather than a person, a team or an ordinary word.
// Which of its namesakes is meant is settled over the whole article: by what qualifies the name,
// by what else is named, by the dateline, by where the outlet sits, by size. Every choice carries
// its rivals, a score and a reason; where the best reading is not clearly better, the mention
// stays unresolved and says so.
//
// Find is deterministic, works without part-of-speech tags, and is linear in the length of the text.
package place

import (
	"cmp"
	"slices"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// Finder finds places with one gazetteer. It is immutable and safe for concurrent use.
type Finder struct {
	gaz *gazetteer.Index
	lex *lexicon
}

// New returns a Finder over the index.
func New(gaz *gazetteer.Index) *Finder { return &Finder{gaz: gaz, lex: newLexicon(gaz)} }

// Find returns the mentions of places, sorted by start and not overlapping.
func (f *Finder) Find(doc *extract.Document) []extract.Mention[extract.Place] {
	a := f.read(doc)
	a.findPeople()
	a.findInitials()
	a.findShips()
	a.scan()
	a.link()
	a.gather()
	a.judge()
	a.misplaced()
	a.resolve()
	a.setFarAside()
	return a.mentions()
}

// article is the state of reading one document.
type article struct {
	*Finder
	doc      *extract.Document
	norm     []string   // normalised form of each token
	plain    []string   // its lower-case form without a closing full stop, as the lexicon writes words
	covering []*mention // the mention that each token belongs to
	person   []bool     // tokens that are part of a person's name
	titled   []int8     // by sentence: 1 where nearly all words have capitals, -1 where not, 0 where not asked yet
	people   map[string]bool
	notPlace map[string]bool // names that are no places in this article
	found    []*mention
	groups   []*group
	byName   map[string]*group
	known    map[string][]*reading
	tail     int              // the first token of the title's tail that names the outlet
	seat     *gazetteer.Place // where the outlet sits, if that is known
	all      *evidence        // of the whole article, once it is resolved
	focus    string           // the country that the article is about, or ""

	lowercase bool // the text has no capitals
}

func (f *Finder) read(doc *extract.Document) *article {
	a := &article{Finder: f, doc: doc, norm: make([]string, len(doc.Tokens)), plain: make([]string, len(doc.Tokens)), person: make([]bool, len(doc.Tokens)), covering: make([]*mention, len(doc.Tokens)),
		titled: make([]int8, len(doc.Sentences)), people: map[string]bool{}, notPlace: map[string]bool{}, byName: map[string]*group{}, known: map[string][]*reading{}}
	for i, t := range doc.Tokens {
		a.plain[i] = plainWord(t.Lower)
		a.norm[i] = normalWord(t)
	}
	a.lowercase = withoutCapitals(doc)
	a.tail = a.titleTail()
	return a
}

// plainWord drops the full stop of an abbreviation: "gov." is looked up as "gov".
func plainWord(s string) string {
	if n := len(s); n > 1 && s[n-1] == '.' {
		return s[:n-1]
	}
	return s
}

// normalWord normalises a token; the plain ASCII word, by far the most common, costs nothing.
func normalWord(t extract.Token) string {
	for i := 0; i < len(t.Lower); i++ {
		if c := t.Lower[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return gazetteer.Normalise(t.Lower)
		}
	}
	switch t.Lower {
	case "st", "ft", "mt":
		return gazetteer.Normalise(t.Lower)
	}
	return t.Lower
}

// mention is a name in the text that may be a place's.
type mention struct {
	first, last int // tokens, half-open
	span        extract.Span
	key         string // normalised name
	kind        kind
	unit        *gazetteer.Place // of demonyms and short forms: what they stand for
	readings    []*reading       // all places that it may mean
	group       *group
	want        feature // what the words around it say that it is
	wantWords   extract.Span
	inside      *mention // the name that qualifies it: Texas of "Paris, Texas"
	outside     bool     // the name that qualifies it holds none of its readings
	qualifies   bool     // it qualifies another
	holding     *mention // the name that it qualifies and may hold: Paris of "Paris, Texas"
	dateline    bool
	article     bool    // "the" stands before it, as before seas and regions
	score       float64 // for being a place, in nats
	kept        bool
	shortForm   bool
	unknown     bool // not in the gazetteer, but the words around it say that it is a place
	inList      bool // it goes on with a list of places
	certain     bool // the word that it is part of says that it is a place: "Kent-based"
	skeleton    bool // found by its skeleton only
	isRoad      bool // the words around it say that it is a road
}

type kind uint8

const (
	named kind = iota
	demonym
	abbreviation
	other   // a phrase that is no place
	capital // "the capital", "the Iraqi capital"
)

// group is one name with all its mentions in the article: one sense a discourse.
type group struct {
	key      string
	mentions []*mention
	readings []*reading
	cue      float64 // the best evidence for a place at any of its mentions
	aside    string  // why the name stays unresolved

	held   bool             // whether its holder was looked for
	within *gazetteer.Place // the holder
}

// reading is one place that a name may mean.
type reading struct {
	place gazetteer.Place
	class gazetteer.Class
	prior float64
	score float64
	share float64 // probability among the readings of the name
}

// link joins names that qualify each other, then sorts the mentions into groups.
func (a *article) link() {
	slices.SortStableFunc(a.found, func(x, y *mention) int { return cmp.Compare(x.first, y.first) })
	for _, m := range a.found {
		for j := m.first; j < m.last; j++ {
			a.covering[j] = m
		}
		if m.kind == named {
			m.want, m.wantWords = a.wanted(m)
		}
	}
	for i := range a.found {
		a.qualify(i)
	}
}

func (a *article) gather() {
	for _, m := range a.found {
		g := a.byName[m.key]
		if g == nil {
			g = &group{key: m.key, readings: m.readings}
			a.byName[m.key] = g
			a.groups = append(a.groups, g)
		}
		m.group = g
		g.mentions = append(g.mentions, m)
	}
}
