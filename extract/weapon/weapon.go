// Package weapon finds what was used, launched, found or destroyed, with its number and unit and what became of it.
//
// The words are in lexicon/*.txt. Find promises mentions in the order of the text that do not overlap; a number belongs to one action alone, so that
// "launched 120 drones, 98 of them shot down" is two mentions. Verbs and nouns that imply a weapon ("shot dead", "stabbing") give it under
// the rule weapon/implied.
package weapon

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// ErrLexicon marks a lexicon that cannot be read; the error that wraps it names file and line.
var ErrLexicon = errors.New("malformed weapon lexicon")

//go:embed lexicon/*.txt
var files embed.FS

var compiled = sync.OnceValue(func() *words {
	w, err := compile(files)
	if err != nil {
		panic(fmt.Sprintf("weapon lexicons: %v", err))
	}
	return w
})

// Lexicons returns the text of all lexicons of this package, for the extractor's version.
func Lexicons() string { return lexicon.Text(files) }

// words are the compiled lexicons.
type words struct {
	weapons     lexicon.Table[weapon]
	notNext     map[string]bool
	notPrevious map[string]bool
	left, right map[string]string          // verb form -> action
	bombs       map[string]map[string]bool // what bombs.txt lists under a key
	examples    []lexicon.Example
}

// weapon is a class under one of its names.
type weapon struct {
	class    string
	implied  bool // by a verb or an event noun
	verb     bool
	singular bool
}

func compile(files fs.FS) (*words, error) {
	w := &words{notNext: map[string]bool{}, notPrevious: map[string]bool{}, left: map[string]string{}, right: map[string]string{}, bombs: map[string]map[string]bool{}}
	for _, read := range []func(fs.FS) error{w.readWeapons, w.readContext, w.readBombs} {
		if err := read(files); err != nil {
			return nil, err
		}
	}
	w.weapons.Sort()
	return w, nil
}

func (w *words) readWeapons(files fs.FS) error {
	entries, examples, err := lexicon.ReadEntries(files, "lexicon/weapons.txt", ErrLexicon)
	if err != nil {
		return err
	}
	w.examples = append(w.examples, examples...)
	for _, e := range entries {
		class, by, _ := strings.Cut(e.Key, " by ")
		for _, item := range e.Items {
			w.add(item, weapon{class: class, implied: by != "", verb: by == "verb"})
		}
	}
	return nil
}

func (w *words) add(item string, v weapon) {
	item, alone := strings.CutPrefix(item, "=")
	parts := lexicon.Words(item)
	if v.verb {
		at := 0
		for i, p := range parts {
			if strings.HasSuffix(p, "|") {
				parts[i], at = strings.TrimSuffix(p, "|"), i
			}
		}
		for _, f := range lexicon.Verb(parts[at]) {
			form := append([]string{}, parts...)
			form[at] = f.Word
			w.weapons.Add(form, v)
		}
		return
	}
	v.singular = !alone
	w.weapons.Add(parts, v)
	last := parts[len(parts)-1]
	if plural := lexicon.Plural(last); !alone && plural != last {
		v.singular = false
		w.weapons.Add(append(append([]string{}, parts[:len(parts)-1]...), plural), v)
	}
}

func (w *words) readContext(files fs.FS) error {
	pairs, examples, err := lexicon.ReadPairs(files, "lexicon/context.txt", "ACTION left|right", ErrLexicon)
	if err != nil {
		return err
	}
	w.examples = append(w.examples, examples...)
	for _, p := range pairs {
		if p.First == "not" && p.Second != "next" && p.Second != "previous" || p.First != "not" && p.Second != "left" && p.Second != "right" {
			return p.Errorf("%w: want ACTION left|right or not next|previous", ErrLexicon)
		}
		for _, item := range p.Items {
			w.addContext(p.First, p.Second, item)
		}
	}
	return nil
}

func (w *words) addContext(action, side, item string) {
	switch {
	case action == "not" && side == "next":
		w.notNext[item] = true
	case action == "not":
		w.notPrevious[item] = true
	case side == "right":
		w.right[item] = action
	default:
		verb, rest, _ := strings.Cut(item, " ")
		for _, f := range lexicon.Verb(verb) {
			key := strings.TrimSpace(f.Word + " " + rest)
			if _, ok := w.left[key]; !ok {
				w.left[key] = action
			}
		}
	}
}

// Find returns the weapons of the document.
func Find(doc *extract.Document) []extract.Mention[extract.Weapon] {
	r := &reader{w: compiled(), doc: doc, raided: compiled().raided(doc)}
	var found []extract.Mention[extract.Weapon]
	for _, s := range doc.Sentences {
		if s.Kind == extract.Furniture {
			continue
		}
		r.first, r.end, r.floor = s.First, s.Last, s.First
		begin := len(found)
		for i := s.First; i < s.Last; {
			ms, next := r.at(i, found[begin:])
			if next == 0 {
				i++
				continue
			}
			found = append(found, ms...)
			i, r.floor = next, next
		}
	}
	return found
}

// reader finds the weapons of one sentence.
type reader struct {
	w          *words
	doc        *extract.Document
	first, end int
	floor      int  // tokens before it belong to an earlier mention
	raided     bool // the bombs of the article fell
	matches    []lexicon.Match[weapon]
}

// at returns the weapons whose words begin at token i, and the token after them; 0 where there are none.
func (r *reader) at(i int, before []extract.Mention[extract.Weapon]) ([]extract.Mention[extract.Weapon], int) {
	if ms, next := r.share(i, before); next > 0 {
		return ms, next
	}
	if !r.w.weapons.Has(r.doc.Tokens[i].Lower) {
		return nil, 0
	}
	r.matches = r.w.weapons.Matches(r.matches[:0], r.doc, i, r.end)
	for _, m := range r.matches {
		if m.Value.verb && r.firedBy(i, before) {
			continue
		}
		if r.fits(m) {
			return r.mentions(m), m.Last
		}
	}
	return nil, 0
}

// fits reports whether the words mean a weapon there.
func (r *reader) fits(m lexicon.Match[weapon]) bool {
	if !m.Value.implied {
		if w, b := r.lower(m.First), r.lower(m.First-1); (w == "mine" || w == "mines") && (!r.laid() || b == "at" || b == "in" || b == "from") {
			return false
		}
		return !r.w.notNext[r.lower(m.Last)] && !r.w.notPrevious[r.lower(m.First-1)] && !(m.Value.class == "other" && !r.swung(m))
	}
	if m.Value.verb {
		return !r.staged(m) && !r.isNoun(m.First) && r.lower(m.Last) != "out" && r.lower(m.Last) != "down" && !r.felled(m)
	}
	return !r.w.notNext[r.lower(m.Last)] && r.lower(m.Last) != "out" && !r.staged(m)
}

// felled reports whether what was shot down is meant: "three drones were shot down in the area".
func (r *reader) felled(m lexicon.Match[weapon]) bool {
	for i := m.First; i < m.Last; i++ {
		if w := r.lower(i); w == "gun" || w == "gunned" {
			return false
		} else if w == "down" {
			return true
		}
	}
	return false
}

// isNoun reports whether the verb of a phrase is a noun there: "a fire at the mill".
func (r *reader) isNoun(i int) bool {
	switch r.lower(i - 1) {
	case "a", "an", "the", "this", "that", "of", "house", "flu":
		return true
	}
	tag := r.doc.Tokens[i].Tag
	return (tag == "NN" || tag == "NNS") && !strings.HasSuffix(r.lower(i), "ed")
}

// laid reports whether the sentence speaks of mines that are laid and go off, rather than dug.
func (r *reader) laid() bool {
	laid := false
	for i := r.first; i < r.end; i++ {
		switch r.lower(i) {
		case "coal", "gold", "cobalt", "collapsed", "collapse", "miner", "miners", "shaft", "copper", "mining", "owner", "toll":
			return false
		case "exploded", "explode", "explosion", "laid", "planted", "plant", "stepped", "hit", "struck", "detonated", "clear", "cleared", "anti-personnel", "antipersonnel", "anti-tank", "blast", "blew", "placed", "killed", "wounded", "booby", "set":
			laid = true
		}
	}
	return laid
}

// firedBy reports whether the verb at token i only says what became of a weapon just named: "thirty missiles were fired at the city".
func (r *reader) firedBy(i int, before []extract.Mention[extract.Weapon]) bool {
	if !strings.HasPrefix(r.lower(i), "fir") || len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return last.Value.Class != "small_arms" && i-r.doc.TokenAt(last.End) < 6
}

// staged reports whether the sentence is about films, games or photographs, where "shot" and "shooting" are no gunfire.
func (r *reader) staged(m lexicon.Match[weapon]) bool {
	for i := r.first; i < r.end; i++ {
		switch r.lower(i) {
		case "film", "movie", "films", "scenes", "camera", "photographer", "photographed", "goal", "goals", "season", "basketball", "coach", "league", "percent", "quarterback", "vaccine", "penalty", "album", "video":
			return true
		}
	}
	return false
}

// swung reports whether a thing that is no weapon by nature is used as one: with it somebody was hit, or it was thrown.
func (r *reader) swung(m lexicon.Match[weapon]) bool {
	for i := m.First - 1; i >= r.first && m.First-i <= 6; i-- {
		switch r.lower(i) {
		case "threw", "throw", "thrown", "throwing", "hurled", "hurling", "hurl", "pelted", "pelting", "beaten", "beat", "beating", "bludgeoned", "struck", "swung", "swinging", "hit", "fired", "used", "wielding", "armed", "stoned", "attacked", "brandishing":
			return true
		case ".", ";":
			return false
		}
	}
	return false
}

func (r *reader) lower(i int) string {
	if i < r.first || i >= r.end {
		return ""
	}
	return r.doc.Tokens[i].Lower
}

// mentions returns the weapon of a match, and before it the part of it that a share names: "40 of 54 drones".
func (r *reader) mentions(m lexicon.Match[weapon]) []extract.Mention[extract.Weapon] {
	v := extract.Weapon{Class: m.Value.class, Action: "used"}
	if m.Value.implied {
		if v.Class == "explosive" && r.bombardment(m) {
			v.Class = "air_bomb"
		}
		return []extract.Mention[extract.Weapon]{r.mention(m.First, m.Last, v, "implied")}
	}
	if v.Class == "explosive" {
		v.Class = r.bomb(m)
	}
	q := r.numberOf(m, v.Class)
	v.Action = r.action(q.first, m.Last)
	if part, ok := r.partBefore(q.first); ok && q.best != nil {
		return r.shared(m, v, q, part)
	}
	q.fill(&v)
	return []extract.Mention[extract.Weapon]{r.mention(q.first, m.Last, v, "noun")}
}

// numberOf returns the number of a weapon: three wounds are not three guns, nor 50 kg of dynamite in a car 50 cars.
func (r *reader) numberOf(m lexicon.Match[weapon], class string) quantity {
	q := r.quantity(m)
	if traces[r.lower(m.Last-1)] || class == "car_bomb" && m.Value.class == "explosive" {
		return quantity{first: q.first}
	}
	return q
}

// shared returns the part of the weapons that a share names, with the action that befell it, and the whole: "shot down 20 of the 25 rockets launched".
func (r *reader) shared(m lexicon.Match[weapon], v extract.Weapon, q, part quantity) []extract.Mention[extract.Weapon] {
	share := v
	part.fill(&share)
	if a := r.actionBefore(part.first); a != "used" {
		share.Action = a
	}
	if v.Action == "intercepted" || v.Action == "hit" || v.Action == "failed" {
		v.Action = "launched"
	}
	q.fill(&v)
	return []extract.Mention[extract.Weapon]{r.mention(part.first, part.last, share, "share"), r.mention(q.first, m.Last, v, "noun")}
}

// traces are what a weapon leaves; their number is not that of the weapons.
var traces = map[string]bool{"wound": true, "wounds": true, "hole": true, "holes": true, "casing": true, "casings": true, "gunshot": true, "gunshots": true}

func (r *reader) mention(first, last int, v extract.Weapon, rule string) extract.Mention[extract.Weapon] {
	span := extract.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End}
	v.Text = r.doc.Slice(span)
	return extract.Mention[extract.Weapon]{Span: span, Value: v, Rule: "weapon/" + rule}
}

// share reads "98 of them" or "of which 29" after a weapon of the same sentence: a number of the same class with an action of its own.
func (r *reader) share(i int, before []extract.Mention[extract.Weapon]) ([]extract.Mention[extract.Weapon], int) {
	if len(before) == 0 {
		return nil, 0
	}
	last := i + 1
	switch {
	case r.lower(i-1) == "which" && r.lower(i-2) == "of" && r.lower(i-3) == ",":
	case r.lower(i+1) == "of" && partPronouns[r.lower(i+2)]:
		last = i + 3
	default:
		return nil, 0
	}
	q := r.numberEnding(i + 1)
	if q.best == nil {
		return nil, 0
	}
	v := extract.Weapon{Class: before[len(before)-1].Value.Class, Action: r.action(q.first, last)}
	q.fill(&v)
	return []extract.Mention[extract.Weapon]{r.mention(q.first, last, v, "share")}, last
}

var partPronouns = map[string]bool{"them": true, "which": true, "these": true, "those": true}
