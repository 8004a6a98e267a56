package link

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sitrep/extract"
)

// Person is a name of the article that may be of somebody concerned. Aged says that an age stands beside
// it, as it does with victims and suspects and hardly ever with officials.
type Person struct {
	Name string // first and last word, in lower case
	Aged bool
}

//go:embed lexicon/common.txt
var commonText string

//go:embed lexicon/titles.txt
var titlesText string

//go:embed lexicon/bodies.txt
var bodiesText string

//go:embed lexicon/streets.txt
var streetsText string

// The words that decide what a run of capitalised words stands for.
var (
	common  = wordList(commonText)  // of any news: no content of their own
	titles  = wordList(titlesText)  // before the name of an official or somebody quoted
	bodies  = wordList(bodiesText)  // part of the name of an institution, a building or a region
	streets = wordList(streetsText) // last word of a street's name
)

// wordList reads words from a lexicon: one or several a line, # begins a comment.
func wordList(text string) map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		for _, w := range strings.Fields(line) {
			words[w] = true
		}
	}
	return words
}

const (
	maxPersons = 16
	maxStreets = 6
	maxAges    = 8
	maxWords   = 48
	maxPropers = 40
	sketchSize = 16
)

// readText fills what the words themselves tell: names, streets, ages, content words, and the sketch of the text.
func (s *Signature) readText(t *wording, reports []extract.Report, i int) {
	r := &reports[i]
	words := t.about(t.room[:0], reports, i)
	t.used = max(t.used, len(words))
	s.Persons, s.Streets = names(words, r.Where)
	s.Ages = ages(words)
	s.Propers = propers(words)
	s.Sketch = t.sketch(reports)
	words = scanOn(scanOn(words[:0], r.Title), r.Summary)
	s.Words = contentWords(words)
	s.Title = titleHash(t.headline)
	t.room = words
}

// wording is what the reports of one article share of its words, so that a text is split once.
type wording struct {
	article   *extract.Article // nil where only reports are known
	headline  string
	titleCase bool
	whole     []uint32 // sketch of the whole text
	sketched  bool
	room      []word // for the words that are looked at
	used      int    // of the room
}

// rooms are for words that live only while a signature is read from them: they are many times what stays.
var rooms = sync.Pool{New: func() any { return new([]word) }}

// roomy is how many words a room may have that is kept: more than all but the longest texts.
const roomy = 1 << 14

func wordingOf(a *extract.Article, reports []extract.Report) *wording {
	t := &wording{article: a, room: *rooms.Get().(*[]word)}
	if len(reports) > 0 {
		t.headline = headline(reports[0].Title)
		t.titleCase = titleCase(t.headline)
	}
	return t
}

// release gives the room back, without the text that its words are parts of.
func (t *wording) release() {
	if cap(t.room) <= roomy {
		clear(t.room[:t.used])
		room := t.room[:0]
		rooms.Put(&room)
	}
}

// sketch is the sketch of the whole text, nil where that does not stand for one incident.
func (t *wording) sketch(reports []extract.Report) []uint32 {
	switch {
	case t.article == nil || !sketchable(reports):
		return nil
	case !t.sketched:
		t.keepSketch(scan(t.article.Text))
	}
	return t.whole
}

func (t *wording) keepSketch(text []word) { t.whole, t.sketched = sketch(text), true }

// sketchable reports whether the text as a whole stands for one incident.
func sketchable(reports []extract.Report) bool { return cores(reports) <= 1 }

func cores(reports []extract.Report) int {
	n := 0
	for i := range reports {
		if role := reports[i].TemporalRole; role == "main" || role == "update" || role == "" {
			n++
		}
	}
	return n
}

// about appends the words that are about one report: those of headline and summary, and of the article all where that is the only one
// that tells of an incident, else those of the paragraphs that hold its evidence.
func (t *wording) about(words []word, reports []extract.Report, i int) []word {
	if !t.titleCase {
		words = scanOn(words, t.headline)
	}
	words = scanOn(words, reports[i].Summary)
	if t.article == nil {
		return words
	}
	role := reports[i].TemporalRole
	if cores(reports) == 1 && (role == "main" || role == "update") || len(reports) == 1 {
		at := len(words)
		words = scanOn(words, t.article.Text)
		t.keepSketch(words[at:])
		return words
	}
	start := 0
	for paragraph := range strings.SplitSeq(t.article.Text, "\n\n") {
		end := start + utf8.RuneCountInString(paragraph)
		if slices.ContainsFunc(reports[i].Evidence, func(e extract.Evidence) bool { return e.In == "" && e.Start < end && e.End > start }) {
			words = scanOn(words, paragraph)
		}
		start = end + 2
	}
	return words
}

// word is one word of a text as the linker reads it.
type word struct {
	text, lower string
	hash        uint32 // of lower
	capital     bool   // begins with an upper-case letter
	first       bool   // begins a sentence or a line
	glued       bool   // a comma or other mark that ends a name stands before it
}

// scan splits a text into words. Possessive endings are cut off.
func scan(text string) []word { return scanOn(nil, text) }

// scanOn appends the words of a text, as if it stood after what the words are from as a paragraph of its own.
func scanOn(words []word, text string) []word {
	words = slices.Grow(words, len(text)/5+2)
	from := len(words)
	first, glued := true, from > 0
	for i := 0; i < len(text); {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		if !wordly(c) {
			first = first || c == '.' && !afterInitial(words[from:], text, i) || c == '!' || c == '?' || c == '\n' || c == '|'
			glued = glued || c != ' '
			i += n
			continue
		}
		end := wordEnd(text, i)
		w := word{text: strings.TrimSuffix(strings.TrimSuffix(text[i:end], "'s"), "’s"), capital: unicode.IsUpper(c), first: first, glued: glued}
		w.lower = strings.ToLower(w.text)
		w.hash = hash(w.lower)
		words = append(words, w)
		first, glued = false, false
		i = end
	}
	return words
}

// wordly reports whether a character makes a word: a letter or a digit.
func wordly(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c)
}

// wordEnd returns the end of the word that begins at i: letters, digits, inner apostrophes and hyphens.
func wordEnd(text string, i int) int {
	for i < len(text) {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		if !wordly(c) {
			if c != '\'' && c != '’' && c != '-' {
				break
			}
			if next, _ := utf8.DecodeRuneInString(text[i+n:]); !wordly(next) {
				break
			}
		}
		i += n
	}
	return i
}

// afterInitial reports whether a full stop belongs to an initial or a title ("J.", "Sgt.") and ends no sentence.
func afterInitial(words []word, text string, i int) bool {
	if len(words) == 0 || !strings.HasSuffix(text[:i], words[len(words)-1].text) {
		return false
	}
	last := words[len(words)-1]
	return last.capital && (len(last.text) == 1 || len(last.text) <= 4 && (titles[last.lower] || streets[last.lower] || last.lower == "jr" || last.lower == "sr"))
}

// names finds persons and streets: runs of two to four capitalised words that are no institution, no place of
// the report and nobody's title.
func names(words []word, where []extract.Place) (persons []Person, roads []string) {
	places := placeWords(where)
	for i := 0; i < len(words); {
		end := runEnd(words, i)
		if end == i {
			i++
			continue
		}
		run := words[i:end]
		if road := street(run); road != "" && len(roads) < maxStreets {
			roads = insert(roads, road)
		} else if name := person(words, i, end, places); name != "" {
			persons = addPerson(persons, Person{name, agedAt(words, i, end)})
		}
		i = end
	}
	slices.SortFunc(persons, func(a, b Person) int { return strings.Compare(a.Name, b.Name) })
	return persons, roads
}

// runEnd returns the end of the run of capitalised words that begins at i, or i.
func runEnd(words []word, i int) int {
	end := i
	for end < len(words) && end < i+6 && words[end].capital && (end == i || !words[end].glued && !words[end].first || initial(words, end)) {
		end++
	}
	return end
}

// initial reports whether the word follows an initial's or a title's full stop: "Antwone J. Price".
func initial(words []word, i int) bool {
	before := words[i-1].text
	return !words[i].first && len(before) == 1 && unicode.IsUpper(rune(before[0]))
}

func placeWords(where []extract.Place) map[string]bool {
	words := map[string]bool{}
	add := func(s string) {
		for _, w := range strings.Fields(strings.ToLower(s)) {
			words[strings.Trim(w, ".,()")] = true
		}
	}
	for i := range where {
		add(where[i].Name)
		add(where[i].Text)
		add(where[i].CountryName)
		if where[i].Admin1 != nil {
			add(where[i].Admin1.Name)
		}
		if where[i].Admin2 != nil {
			add(where[i].Admin2.Name)
		}
	}
	return words
}

// propers returns the hashes of capitalised words within sentences that are neither common nor of an institution:
// "Carmine", "Ybor", "Creekwood". Names of people and places are among them, in pieces.
func propers(words []word) []uint32 {
	var hashes []uint32
	for _, w := range words {
		if !w.capital || w.first || len(w.text) < 4 || common[w.lower] || bodies[w.lower] || titles[w.lower] || streets[w.lower] || allCaps(w.text) {
			continue
		}
		if k, dup := slices.BinarySearch(hashes, w.hash); !dup && len(hashes) < maxPropers {
			hashes = slices.Insert(hashes, k, w.hash)
		}
	}
	return hashes
}

// street returns the name of a street, "creston avenue", or nothing.
func street(run []word) string {
	last := len(run) - 1
	if last < 1 || !streets[run[last].lower] {
		return ""
	}
	first := last - 1
	for first > 0 && last-first < 2 && !common[run[first-1].lower] {
		first--
	}
	for first < last-1 && direction(run[first].lower) {
		first++
	}
	var name []string
	for _, w := range run[first:last] {
		name = append(name, w.lower)
	}
	return strings.Join(name, " ") // "Avenue" and "Ave." are one
}

func direction(w string) bool {
	switch w {
	case "north", "south", "east", "west", "n", "s", "e", "w", "ne", "nw", "se", "sw", "northeast", "northwest", "southeast", "southwest":
		return true
	}
	return false
}

// person returns a person's first and last name in lower case, or nothing: middle names come and go.
func person(words []word, i, end int, places map[string]bool) string {
	if i > 0 && titles[words[i-1].lower] && !words[i].first {
		return ""
	}
	var name []string
	for k := i; k < end; k++ {
		w := words[k]
		switch {
		case titles[w.lower]:
			return ""
		case bodies[w.lower] || unicode.IsDigit(rune(w.text[0])) || allCaps(w.text):
			return ""
		case common[w.lower] && len(name) == 0: // "Police say Quanice Hayes", "The"
			continue
		case common[w.lower] || places[w.lower] && len(name) == 0:
			return ""
		case len(w.text) == 1 || w.lower == "jr" || w.lower == "sr":
			continue
		}
		name = append(name, w.lower)
	}
	if len(name) < 2 || len(name) > 4 || end < len(words) && !words[end].first && speaks(words[end].lower) {
		return ""
	}
	return name[0] + " " + name[len(name)-1]
}

func allCaps(s string) bool { return len(s) > 1 && strings.ToUpper(s) == s }

// speaks reports whether the word after a name shows that its bearer is quoted.
func speaks(w string) bool {
	switch w {
	case "said", "says", "told", "reports", "reported", "tweeted", "contributed", "explained", "added":
		return true
	}
	return false
}

// agedAt reports whether an age stands beside the name: "Hayes, 17" or "17-year-old Quanice Hayes".
func agedAt(words []word, i, end int) bool {
	if end < len(words) && words[end].glued && !words[end].first && age(words[end].text) > 0 {
		return true
	}
	return i > 0 && yearsOld(words[i-1].lower) > 0 || i > 1 && yearsOld(words[i-2].lower) > 0
}

func addPerson(persons []Person, p Person) []Person {
	for k := range persons {
		if persons[k].Name == p.Name {
			persons[k].Aged = persons[k].Aged || p.Aged
			return persons
		}
	}
	if len(persons) == maxPersons {
		for k := range persons { // a name with an age is worth more than one without
			if p.Aged && !persons[k].Aged {
				persons[k] = p
				break
			}
		}
		return persons
	}
	return append(persons, p)
}

// ages returns the ages that the text gives for people: "17-year-old", "Hayes, 17,".
func ages(words []word) []int {
	var found []int
	add := func(n int) {
		if k, dup := slices.BinarySearch(found, n); n > 0 && !dup && len(found) < maxAges {
			found = slices.Insert(found, k, n)
		}
	}
	for i, w := range words {
		add(yearsOld(w.lower))
		if i+2 < len(words) && strings.HasPrefix(words[i+1].lower, "year") && words[i+2].lower == "old" {
			add(age(w.text))
		}
		if i > 0 && w.glued && !w.first && words[i-1].capital && !common[words[i-1].lower] && len(words[i-1].text) > 2 {
			if i+1 == len(words) || words[i+1].glued {
				add(age(w.text))
			}
		}
	}
	return found
}

// yearsOld reads "17-year-old"; 0 where it is none.
func yearsOld(w string) int {
	number, rest, ok := strings.Cut(w, "-")
	if !ok || !strings.HasPrefix(rest, "year") {
		return 0
	}
	if n := age(number); n > 0 {
		return n
	}
	return spelled[number]
}

var spelled = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
	"twelve": 12}

// age reads a number of one or two digits, or just over a hundred; 0 where it is none.
func age(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 109 || s[0] == '0' {
		return 0
	}
	return n
}

// contentWords returns the hashes of those words that tell a text from other news, sorted.
func contentWords(words []word) []uint32 {
	var hashes []uint32
	for _, w := range words {
		if common[w.lower] || len(w.lower) < 3 {
			continue
		}
		h := hash(stem(w.lower))
		if k, dup := slices.BinarySearch(hashes, h); !dup && len(hashes) < maxWords {
			hashes = slices.Insert(hashes, k, h)
		}
	}
	return hashes
}

// stem takes the commonest endings off, so that "shooting", "shootings" and "shoots" meet.
func stem(w string) string {
	for _, ending := range []string{"ings", "ing", "ed", "es", "s"} {
		if strings.HasSuffix(w, ending) && len(w)-len(ending) >= 4 {
			return w[:len(w)-len(ending)]
		}
	}
	return w
}

// hash is FNV-1a, which is kept in signatures and must not change.
func hash(s string) uint32 {
	h := fnvOffset
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

const (
	fnvOffset uint32 = 2166136261
	fnvPrime  uint32 = 16777619
)

// titleHash returns a hash of a headline's content words, 0 where they are too few to mean anything.
// What follows a bar or a spaced dash is taken for the name of the outlet.
func titleHash(headline string) uint32 {
	words := contentWords(scan(headline))
	if len(words) < 3 {
		return 0
	}
	var b []byte
	for _, w := range words {
		b = append(b, byte(w), byte(w>>8), byte(w>>16), byte(w>>24))
	}
	return hash(string(b))
}

// headline cuts the outlet's name off a page title.
func headline(title string) string {
	for _, mark := range []string{" | ", " – ", " — ", " - "} {
		if i := strings.LastIndex(title, mark); i > 20 {
			title = title[:i]
		}
	}
	return title
}

// titleCase reports whether a headline capitalises most of its words, so that capitals tell nothing about names.
func titleCase(title string) bool {
	long, capital := 0, 0
	for _, w := range scan(title) {
		if len(w.text) >= 4 {
			long++
			if w.capital {
				capital++
			}
		}
	}
	return 3*capital > 2*long
}

// sketch returns the smallest hashes of the text's shingles of four words: the share that two sketches have
// in common estimates the share that two texts have (Broder 1997, bottom-k).
func sketch(words []word) []uint32 {
	if len(words) < 24 {
		return nil
	}
	smallest := make([]uint32, 0, sketchSize+1)
	for i := 0; i+4 <= len(words); i++ {
		h := shingle(words[i : i+4])
		if len(smallest) == sketchSize && h >= smallest[sketchSize-1] {
			continue
		}
		if k, dup := slices.BinarySearch(smallest, h); !dup {
			smallest = slices.Insert(smallest, k, h)
			smallest = smallest[:min(len(smallest), sketchSize)]
		}
	}
	return smallest
}

// shingle hashes words by their hashes, and mixes the bits (the finaliser of MurmurHash3) since the smallest hashes are to be any ones.
func shingle(words []word) uint32 {
	h := fnvOffset
	for i := range words {
		h = (h ^ words[i].hash) * fnvPrime
	}
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}

// resemblance estimates the share of shingles that two texts have in common.
func resemblance(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	union, both := 0, 0
	for i, j := 0, 0; union < sketchSize && (i < len(a) || j < len(b)); union++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return float64(both) / float64(union)
}

// addActor notes an actor by its name, as a person where it looks like one.
func (s *Signature) addActor(actor *extract.Actor) {
	name := actor.Canonical
	if name == "" {
		name = actor.Text
	}
	if actor.Kind == "unknown" && actor.Canonical == "" {
		return
	}
	if (actor.Role == "perpetrator" || actor.Role == "accused" || actor.Role == "claimant") && len(s.Actors) < 6 {
		s.Actors = insert(s.Actors, strings.ToLower(name))
	}
}
