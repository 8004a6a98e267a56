package count

import (
	"sort"
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// party is a noun group that may name people (or structures) whom an effect befell.
type party struct {
	group      int
	span       extract.Span
	q          quantity
	role       string
	victim     string // head noun, name or pronoun
	name       bool
	pronoun    bool
	person     bool // known to be people
	plural     bool
	unnumbered bool
	structure  bool
}

// party reads the noun group at g; ok is false where it cannot be counted at all.
func (r *reader) party(g int) (p party, ok bool) {
	if g < 0 || r.doc.Groups[g].Kind != extract.NounGroup {
		return p, false
	}
	p = party{group: g, span: r.doc.Groups[g].Span, role: roleUnspecified}
	if r.allBut(g) {
		return p, false
	}
	whole, ok := r.allOfThem(g)
	if !ok {
		whole, ok = r.everyoneAboard(g)
	}
	if !ok {
		whole, ok = r.allOfWhom(g)
	}
	if ok {
		p.q, p.role, p.person, p.plural, p.victim = whole.q, whole.role, true, true, whole.victim
		p.q.definite = true
		return p, true
	}
	if n, ok := r.anothers(g); ok {
		p.q, p.person, p.victim = quantity{lo: n, hi: n, best: n, qualifier: "exact", incremental: true}, true, "another"
		return p, true
	}
	if zero, span := r.nobody(g); zero {
		p.q = quantity{qualifier: "none"}
		p.span, p.person, p.victim = span, true, "nobody"
		return p, true
	}
	if r.noCount(g) {
		return p, false
	}
	grp := &r.doc.Groups[g]
	q, numbered := readQuantity(r.doc, grp.First, grp.Last)
	if before, ok := r.bracketed(grp); ok && !numbered {
		p.span.Start = r.doc.Tokens[before.first].Start
		return r.headed(p, before, true)
	}
	if numbered && (q.last >= grp.Last && grp.Head < q.last || q.last == grp.Last-1 && r.doc.Tokens[q.last].Lower == "more" || r.doc.Tokens[grp.Head].Tag == "CD") {
		return r.bare(p, q)
	}
	return r.headed(p, q, numbered)
}

// allOfThem reads "all", "all of them" at the beginning of a sentence: the people whom the sentence before numbered, if it numbered one group only.
func (r *reader) allOfThem(g int) (party, bool) {
	grp := &r.doc.Groups[g]
	sent := &r.doc.Sentences[r.sentence]
	if grp.First != sent.First || r.doc.Tokens[grp.First].Lower != "all" || grp.Last-grp.First > 1 || r.sentence == 0 {
		return party{}, false
	}
	if inner := r.ofGroup(g); inner >= 0 && r.word(inner) != "them" {
		return party{}, false
	}
	first, last := token.SentenceGroups(r.doc, r.sentence-1)
	var whole party
	found := 0
	for k := first; k < last; k++ {
		if r.kind(k) != extract.NounGroup {
			continue
		}
		if p, ok := r.party(k); ok && p.person && !p.unnumbered && p.victim != "one" && p.q.qualifier == "exact" {
			whole = p
			found++
		}
	}
	return whole, found == 1
}

// everyoneAboard reads "everyone on board", "all aboard": those whom the sentence or the one before numbered as being on board.
func (r *reader) everyoneAboard(g int) (party, bool) {
	grp := &r.doc.Groups[g]
	switch r.doc.Tokens[grp.First].Lower {
	case "everyone", "everybody", "all":
	default:
		return party{}, false
	}
	if grp.Last-grp.First > 1 || !r.aboard(grp.Last) {
		return party{}, false
	}
	first := r.first
	if r.sentence > 0 {
		first, _ = token.SentenceGroups(r.doc, r.sentence-1)
	}
	for k := g - 1; k >= first; k-- {
		if r.kind(k) != extract.NounGroup || !r.aboard(r.doc.Groups[k].Last) {
			continue
		}
		if p, ok := r.party(k); ok && p.person && !p.unnumbered {
			p.span = grp.Span
			return p, true
		}
	}
	return party{}, false
}

// aboard reports whether "aboard" or "on board" stands at token i.
func (r *reader) aboard(i int) bool {
	if i+1 >= len(r.doc.Tokens) {
		return false
	}
	return r.doc.Tokens[i].Lower == "aboard" || r.doc.Tokens[i].Lower == "on" && r.doc.Tokens[i+1].Lower == "board"
}

// allBut reports whether a group is what is left out of a whole: "all but three".
func (r *reader) allBut(g int) bool {
	grp := &r.doc.Groups[g]
	for i := grp.First - 2; i < grp.Last; i++ {
		if i >= 0 && i+1 < len(r.doc.Tokens) && r.doc.Tokens[i].Lower == "all" && r.doc.Tokens[i+1].Lower == "but" {
			return true
		}
	}
	return false
}

// anothers reads an ordinal that stands for one more person: "killed two colleagues and wounded a third".
func (r *reader) anothers(g int) (int, bool) {
	grp := &r.doc.Groups[g]
	if grp.Last-grp.First != 2 || r.doc.Tokens[grp.First].Lower != "a" || r.ofGroup(g) >= 0 {
		return 0, false
	}
	switch r.doc.Tokens[grp.Head].Lower {
	case "second", "third", "fourth", "fifth":
		return 1, len(r.found) > 0
	}
	return 0, false
}

// noCount reports whether the group is a time, money, an age, a share or a measure.
func (r *reader) noCount(g int) bool {
	grp := &r.doc.Groups[g]
	if token.IsTime(r.doc, grp) || r.overlapsTime(grp) || r.doc.Tokens[grp.First].Lower == "the" && r.tokenIn(grp, "number") {
		return true
	}
	for i := max(0, grp.First-1); i < grp.Last && i < grp.First+2; i++ {
		if r.doc.Tokens[i].Lower == "how" && i+1 < len(r.doc.Tokens) && r.doc.Tokens[i+1].Lower == "many" {
			return true // "did not say how many died"
		}
	}
	for i := grp.First; i < grp.Last; i++ {
		switch r.doc.Tokens[i].Lower {
		case "$", "%", "percent", "dollars", "euros", "pounds":
			return true
		}
	}
	if next := grp.Last; next < len(r.doc.Tokens) {
		switch r.doc.Tokens[next].Lower {
		case "%", "percent", "°":
			return true
		}
	}
	return false
}

// overlapsTime reports whether the head of a group lies in a time expression.
func (r *reader) overlapsTime(grp *extract.Group) bool {
	t := r.doc.Tokens[grp.Head].Span
	for _, m := range overlapping(r.doc.Times, t) {
		if m.Contains(t) {
			return true
		}
	}
	return false
}

// inPlace reports whether the head of a group lies in a place name that is meant as a place.
func (r *reader) inPlace(grp *extract.Group) bool {
	t := r.doc.Tokens[grp.Head].Span
	for _, m := range overlapping(r.doc.Places, t) {
		if m.Contains(t) && m.Value.Use != extract.Demonym {
			return true
		}
	}
	return false
}

// wholePlace reports whether a place name covers all capitalised words of a group; "Cristobal Perez" is no place though Perez may be one.
func (r *reader) wholePlace(grp *extract.Group) bool {
	i := grp.First
	for i < grp.Head && !r.doc.Tokens[i].Is(extract.Capital) {
		i++
	}
	s := extract.Span{Start: r.doc.Tokens[i].Start, End: r.doc.Tokens[grp.Head].End}
	for _, m := range overlapping(r.doc.Places, s) {
		if m.Contains(s) && m.Value.Use != extract.Demonym {
			return true
		}
	}
	return false
}

// longest is more than the bytes of any mention of a time or a place.
const longest = 200

// overlapping returns the mentions that overlap a span; ms is sorted by start.
func overlapping[V any](ms []extract.Mention[V], s extract.Span) []extract.Mention[V] {
	var over []extract.Mention[V]
	for i := sort.Search(len(ms), func(k int) bool { return ms[k].Start >= s.End-longest }); i < len(ms) && ms[i].Start < s.End; i++ {
		if ms[i].Overlaps(s) {
			over = append(over, ms[i])
		}
	}
	return over
}

// bare reads a number without a noun: "killing 12", "17 of the 30 soldiers", "five of them".
func (r *reader) bare(p party, q quantity) (party, bool) {
	p.q, p.plural, p.person = q, q.best != 1, true
	p.victim = "one"
	grp := &r.doc.Groups[p.group]
	if head := r.doc.Tokens[grp.Head].Lower; (isYear(head) || head == "911" || head == "999") && q.qualifier == "exact" {
		return p, false // nor does a telephone number count people
	}
	if people, first, ok := r.agesOf(p.group); ok {
		if first && people >= 0 {
			return r.party(people)
		}
		return p, false
	}
	if r.age(p.group) || r.money(p.group) || r.ofAnimals(p.group) {
		return p, false
	}
	if r.agedOver(p.group) {
		return r.party(p.group - 1)
	}
	if r.ageOf(p.group) {
		return r.party(p.group - 2)
	}
	inner := r.ofGroup(p.group)
	if inner < 0 {
		return p, true
	}
	whole, ok := r.party(inner)
	p.q.definite = true
	switch {
	case ok:
		p.role, p.victim, p.person, p.structure = whole.role, whole.victim, whole.person, whole.structure
	case lexicon().heads[r.word(inner)].measure != "" || r.word(inner) == "cases": // "one of the wounded", "two of these cases"
	case r.word(inner) == "them" || r.word(inner) == "whom" || r.word(inner) == "those":
		p.victim = "them"
	default:
		return p, false
	}
	p.span = p.span.Cover(r.doc.Groups[inner].Span)
	return p, true
}

// ofAnimals reports whether the bare number at g goes on counting animals that the sentence numbered before: "has 87 pigs, of which 39 have died".
func (r *reader) ofAnimals(g int) bool {
	for k := g - 1; k >= r.first; k-- {
		if r.kind(k) != extract.NounGroup {
			continue
		}
		one, _ := lexicon().singular(r.word(k))
		if _, person := lexicon().role(one); person {
			return false
		}
		if _, numbered := readQuantity(r.doc, r.doc.Groups[k].First, r.doc.Groups[k].Last); numbered && lexicon().things[one] == "animal" {
			return true
		}
	}
	return false
}

// age reports whether the bare number at g is an age: "John Smith, 34, was".
func (r *reader) age(g int) bool {
	if g < 2 {
		return false
	}
	return r.word(g-1) == "," && r.kind(g-2) == extract.NounGroup && g+1 < len(r.doc.Groups) && strings.ContainsAny(r.word(g+1), ",.;") && len(r.doc.Tokens[r.doc.Groups[g].Head].Lower) <= 2
}

// ageOf reports whether the bare number at g is the age of who stands before it: "a woman of 38", "two people aged over 70".
func (r *reader) ageOf(g int) bool {
	if g-2 >= r.first && r.word(g-1) == "aged" && r.kind(g-2) == extract.NounGroup {
		return true
	}
	if g-2 < r.first || r.word(g-1) != "of" || r.doc.Groups[g].Last-r.doc.Groups[g].First > 1 {
		return false
	}
	switch r.word(g - 2) {
	case "man", "woman", "boy", "girl", "teenager", "youth", "child":
		return true
	}
	return false
}

// money reports whether the bare number at g is one of losses: "millions in losses".
func (r *reader) money(g int) bool {
	if r.word(g+1) != "in" && r.word(g+1) != "worth" {
		return false
	}
	switch r.word(g + 2) {
	case "losses", "damage", "damages", "cash", "loot", "ransom", "property", "goods":
		return true
	}
	return r.word(g+1) == "worth"
}

// agesOf reports whether the bare number at g stands in a list of ages, whether it is the first of them, and which noun group they are the ages of, or -1: "two men, ages
// 20 and 22".
func (r *reader) agesOf(g int) (people int, first, ok bool) {
	at := r.doc.Groups[g].First
	for i := at; i >= r.doc.Groups[r.first].First; i-- {
		switch t := r.doc.Tokens[i]; {
		case t.Lower == "ages" || t.Lower == "aged":
			return r.groupBefore(g, i), first, true
		case t.Is(extract.Digit):
			first = i == at
		case t.Lower != "," && t.Lower != "and" && t.Lower != "to":
			return -1, false, false
		}
	}
	return -1, false, false
}

// groupBefore returns the noun group before g that ends right before token i, or before the comma there, or -1.
func (r *reader) groupBefore(g, i int) int {
	if i > 0 && r.doc.Tokens[i-1].Lower == "," {
		i--
	}
	for k := g - 1; k >= r.first; k-- {
		if grp := r.doc.Groups[k]; grp.Kind == extract.NounGroup && grp.First < i && i <= grp.Last {
			return k
		}
	}
	return -1
}

// agedOver reports whether the bare number at g tells the age of the person right before it: "a person over 65", "a man under 30".
func (r *reader) agedOver(g int) bool {
	first := r.doc.Tokens[r.doc.Groups[g].First].Lower
	if g-1 < r.first || first != "over" && first != "under" && first != "aged" || r.doc.Groups[g].First != r.doc.Groups[g-1].Last {
		return false
	}
	before, ok := r.party(g - 1)
	return ok && before.person
}

// ofGroup returns the noun group that hangs on g by "of", or -1.
func (r *reader) ofGroup(g int) int {
	if g+2 < len(r.doc.Groups) && r.word(g+1) == "of" && (r.kind(g+2) == extract.NounGroup || r.word(g+2) == "whom") {
		return g + 2
	}
	return -1
}

// isYear reports whether a bare figure reads as a year.
func isYear(w string) bool {
	return len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && isDecimal(w)
}

// headed reads a group with a noun: numbered, or one or more of them by its form.
func (r *reader) headed(p party, q quantity, numbered bool) (party, bool) {
	grp := &r.doc.Groups[p.group]
	head := r.doc.Tokens[grp.Head].Lower
	w := lexicon()
	if pro, ok := pronouns[head]; ok {
		p.q = oneOf(true)
		p.victim, p.pronoun, p.person, p.unnumbered = head, true, true, true
		return p, pro
	}
	one, plural := w.singular(head)
	role, person := w.role(one)
	p.plural, p.person, p.victim = plural || r.doc.Tokens[grp.Head].Tag == "NNS", person, one
	p.structure = w.things[one] == "structure"
	switch {
	case person:
		p.role = role
		if one == "worker" && r.inHealth(grp) {
			p.role = "health_worker"
		}
	case r.loneName(grp):
		p.name, p.person, p.plural, p.victim = true, true, false, head
	case head == "others" || head == "other" || head == "another":
		p.person, p.victim = true, "other"
	case head == "family", r.demonym(grp):
		p.person = true
	case numbered && (head == "families" || head == "households"):
		return p, false // a number of families is no number of people
	}
	if class := w.things[one]; class != "" && !person && !p.structure && !collectives[head] {
		return p, false
	}
	if r.isName(grp) {
		p.name, p.person, p.plural = true, true, false
		p.victim = strings.ToLower(r.nameText(grp))
		if !person {
			p.role = r.titleRole(grp)
		}
	}
	if numbered {
		if !q.definite && r.doc.Tokens[q.last-1].Lower == "one" && !p.person && !p.structure {
			return p, false
		}
		p.q = q
		return p, !r.inPlace(grp) || p.person
	}
	return r.unnumbered(p, grp, head)
}

// demonym reports whether a group with an article or a number is headed by the name of a people: "a Colombian", "three Italians".
func (r *reader) demonym(grp *extract.Group) bool {
	if grp.Last-grp.First < 2 || r.doc.Tokens[grp.First].Lower == "the" {
		return false
	}
	for _, m := range overlapping(r.doc.Places, r.doc.Tokens[grp.Head].Span) {
		if m.Span == r.doc.Tokens[grp.Head].Span && m.Value.Use == extract.Demonym {
			return true
		}
	}
	return false
}

// inHealth reports whether a word before the head of a group says that its people work in health care.
func (r *reader) inHealth(grp *extract.Group) bool {
	for i := grp.First; i < grp.Head; i++ {
		switch r.doc.Tokens[i].Lower {
		case "health", "healthcare", "health-care", "medical", "hospital", "ambulance":
			return true
		}
	}
	return false
}

// pronouns that stand for one person, and whether they can be counted.
var pronouns = map[string]bool{"he": true, "she": true, "him": true, "her": true, "himself": true, "herself": true, "they": false, "them": false, "themselves": false, "it": false, "itself": false,
	"we": false, "us": false, "i": false, "me": false, "you": false, "there": false, "this": false, "that": false, "these": false, "those": false, "everyone": false, "everybody": false, "all": false, "who": false, "someone": false, "somebody": false, "self": true, "anyone": false, "anybody": false}

// unnumbered gives a group without a number its value from its form: "a farmer" 1, "farmers" 2 or more.
func (r *reader) unnumbered(p party, grp *extract.Group, head string) (party, bool) {
	p.unnumbered = true
	first := r.doc.Tokens[grp.First].Lower
	definite := first == "the" || first == "that" || first == "this" || first == "these" || first == "those" || r.doc.Tokens[grp.First].Tag == "PRP$" || possessive(r.doc, grp)
	p.q = oneOf(definite || p.name)
	switch {
	case first == "most" || first == "few" || first == "fewer" || first == "each" || first == "every" || first == "any" || first == "no" || first == "neither" || first == "either":
		return p, false
	case first == "another":
		p.q.incremental = true
	}
	switch {
	case head == "couple" || head == "twins" || head == "pair" || head == "duo":
		p.q.lo, p.q.hi, p.q.best, p.person = 2, 2, 2, true
	case head == "trio" || head == "triplets":
		p.q.lo, p.q.hi, p.q.best, p.person = 3, 3, 3, true
	case head == "quartet":
		p.q.lo, p.q.hi, p.q.best, p.person = 4, 4, 4, true
	case collectives[head]:
		return r.collective(p)
	case head == "police" || head == "personnel" || head == "militia":
		return p, false
	case p.plural:
		p.q.lo, p.q.hi, p.q.best, p.q.qualifier = 2, -1, 2, "vague"
	}
	return p, p.person && !(r.inPlace(grp) && !p.name)
}

// collectives are groups of people whose number stands behind "of".
var collectives = wordSet("family families crew group team gang band party convoy unit squad")

// collective reads "a family of five", "a group of 12 tourists".
func (r *reader) collective(p party) (party, bool) {
	inner := r.ofGroup(p.group)
	if inner < 0 {
		return p, false
	}
	whole, ok := r.party(inner)
	if !ok || whole.unnumbered && !whole.plural {
		return p, false
	}
	whole.group, whole.span = p.group, p.span.Cover(whole.span)
	if whole.victim == "one" {
		whole.victim = p.victim
	}
	return whole, true
}

// possessive reports whether a group holds a possessor: "Smith's brother".
func possessive(doc *extract.Document, grp *extract.Group) bool {
	for i := grp.First; i < grp.Head; i++ {
		if doc.Tokens[i].Tag == "POS" {
			return true
		}
	}
	return false
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

func (r *reader) kind(g int) extract.GroupKind { return r.doc.Groups[g].Kind }

// word returns the lower-case head of a group, "" beyond the ends.
func (r *reader) word(g int) string {
	if g < 0 || g >= len(r.doc.Groups) {
		return ""
	}
	return r.doc.Tokens[r.doc.Groups[g].Head].Lower
}
