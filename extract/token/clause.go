package token

import (
	"strings"

	"sitrep/extract"
)

// ClauseKind tells how a clause hangs on its sentence.
type ClauseKind uint8

// The kinds of clauses.
const (
	MainClause  ClauseKind = iota // finite, on its own or after "and"
	Relative                      // "who", "which", "that", or reduced: "wounded in the clash"
	Participial                   // ", killing 12": takes the event of its parent
	Complement                    // what is said, feared, planned: the content of its parent
	Adverbial                     // after "when", "after", "while", "if", "as"
	Infinitival                   // "to protest", without a governing verb beside it
)

// Clause is a verb group with its arguments. All indices but Parent and Said are of doc.Groups, or -1.
type Clause struct {
	extract.Span
	Kind    ClauseKind
	Subject int    // the noun group before; of a relative or reduced clause its head noun; of a passive the one who suffers
	Verb    int    // the verb group
	Object  int    // the noun group right behind an active verb
	Preps   []Prep // attachments behind the verb, in order
	Parent  int    // index of the clause that it hangs on, or -1
	Said    int    // index of the clause of saying that reports it ("police said"), or -1
	Speech  bool   // whether its verb is one of saying
	Linker  string // "when", "after", "if", "that", "who", ...; empty where there is none
}

// Prep is a preposition with its noun group.
type Prep struct {
	Word  string
	Group int
}

// speechVerbs introduce what somebody says, believes or learns.
var speechVerbs = formSet(`say tell report add announce confirm state claim note quote believe think know fear hope allege insist declare warn estimate deny admit
	acknowledge explain reveal suggest indicate disclose show mean ensure conclude suspect write stress argue assert inform predict expect testify recall agree learn describe`)

// linkers open an adverbial clause.
var linkers = formSet("when after while if as because since before until although though once where whereas unless whether so than")

// Clauses returns the clauses of a tagged sentence, one for each verb group, in order.
func Clauses(doc *extract.Document, sentence int) []Clause {
	r := clauseReader{doc: doc}
	r.first, r.last = SentenceGroups(doc, sentence)
	for dateline := doc.Sentences[sentence].Dateline; r.first < r.last && doc.Groups[r.first].Start < dateline.End; {
		r.first++
	}
	for g := r.first; g < r.last; g++ {
		if doc.Groups[g].Kind == extract.VerbGroup {
			r.read(g)
		}
	}
	r.shareObjects()
	r.report()
	return r.clauses
}

// clauseReader holds the groups of one sentence and the clauses read so far.
type clauseReader struct {
	doc         *extract.Document
	first, last int
	clauses     []Clause
}

func (r *clauseReader) kind(g int) extract.GroupKind { return r.doc.Groups[g].Kind }
func (r *clauseReader) word(g int) string            { return r.doc.Tokens[r.doc.Groups[g].Head].Lower }
func (r *clauseReader) tag(g int) string             { return r.doc.Tokens[r.doc.Groups[g].Head].Tag }
func (r *clauseReader) verb(g int) *extract.Verb     { return &r.doc.Groups[g].Verb }

// read adds the clause of the verb group at g.
func (r *clauseReader) read(g int) {
	c := Clause{Verb: g, Subject: -1, Object: -1, Parent: len(r.clauses) - 1, Said: -1}
	c.Speech = r.opensContent(g)
	v := r.verb(g)
	switch {
	case v.Infinitive && r.before(g) != "CC":
		c.Kind = Infinitival
		c.Subject = r.parentSubject(c.Parent)
	case v.Participle && !v.Passive && r.tag(g) == "VBG":
		r.readParticiple(g, &c)
	default:
		r.readFinite(g, &c)
	}
	r.readTail(g, &c)
	c.Span = r.doc.Groups[g].Span
	for _, k := range []int{c.Subject, c.Object} {
		if k >= r.first && (c.Kind != Relative || k > g) && (k > g || k >= r.clauseStart(g)) {
			c.Span = c.Span.Cover(r.doc.Groups[k].Span)
		}
	}
	for _, p := range c.Preps {
		c.Span = c.Span.Cover(r.doc.Groups[p.Group].Span)
	}
	r.clauses = append(r.clauses, c)
}

// shareObjects gives the first of two joined verbs the object of the second: "kidnapped and killed two priests".
func (r *clauseReader) shareObjects() {
	for i := 0; i+1 < len(r.clauses); i++ {
		c, next := &r.clauses[i], &r.clauses[i+1]
		if c.Object < 0 && !r.verb(c.Verb).Passive && Transitive(r.verb(c.Verb).Lemma) && next.Verb == c.Verb+2 && r.kind(c.Verb+1) == extract.Conjunction && !r.verb(next.Verb).Passive {
			c.Object = next.Object
		}
	}
}

// before returns the tag of the group before g, or "".
func (r *clauseReader) before(g int) string {
	if g <= r.first {
		return ""
	}
	return r.tag(g - 1)
}

// clauseStart returns the first group after the verb group that stands before g.
func (r *clauseReader) clauseStart(g int) int {
	for k := g - 1; k >= r.first; k-- {
		if r.kind(k) == extract.VerbGroup {
			return k + 1
		}
	}
	return r.first
}

func (r *clauseReader) parentSubject(parent int) int {
	if parent < 0 {
		return -1
	}
	return r.clauses[parent].Subject
}

// readParticiple reads ", killing 12" (of the parent) and "a blast killing 12" (of the noun before).
func (r *clauseReader) readParticiple(g int, c *Clause) {
	c.Kind = Participial
	k := g - 1
	for k >= r.first && r.kind(k) == extract.Other && strings.HasPrefix(r.tag(k), "RB") {
		k--
	}
	if k >= r.first && linkers[r.word(k)] {
		c.Linker = r.word(k)
	}
	if k >= r.first && r.kind(k) == extract.NounGroup && !IsTime(r.doc, &r.doc.Groups[k]) && r.tag(k) != "PRP" {
		c.Kind, c.Subject = Relative, k
		return
	}
	c.Parent = r.finiteBefore(len(r.clauses))
	c.Subject = r.parentSubject(c.Parent)
}

// finiteBefore returns the index of the last finite clause before index n that is no clause of saying.
func (r *clauseReader) finiteBefore(n int) int {
	for i := n - 1; i >= 0; i-- {
		c := &r.clauses[i]
		if v := r.verb(c.Verb); !v.Infinitive && (!v.Participle || v.Passive) && !(c.Speech && c.Object < 0 && i+1 < n) {
			return i
		}
	}
	return n - 1
}

// readFinite reads a clause with a finite verb or a passive participle, and finds its subject.
func (r *clauseReader) readFinite(g int, c *Clause) {
	k := g - 1
	for k >= r.first && r.kind(k) == extract.Other && strings.HasPrefix(r.tag(k), "RB") {
		k--
	}
	switch {
	case k < r.first:
		return
	case isRelative(r.tag(k)) && !(r.word(k) == "that" && k > r.first && r.kind(k-1) == extract.VerbGroup):
		c.Kind, c.Linker = Relative, r.word(k)
		c.Subject = r.headBefore(k)
		return
	case r.kind(k) == extract.Conjunction && k > r.first && len(r.clauses) > 0:
		c.Parent = r.coordinate(g)
		c.Kind = MainClause
		c.Subject = r.parentSubject(c.Parent)
		if c.Parent >= 0 && r.clauses[c.Parent].Kind == Relative {
			c.Kind = Relative
		}
		return
	}
	if v := r.verb(g); v.Participle && v.Passive && r.kind(k) == extract.VerbGroup && len(r.clauses) > 0 && !r.verb(k).Participle {
		c.Kind, c.Subject = Complement, r.found(k)
		return
	}
	c.Subject = r.subject(k, g)
	r.link(c, g)
	if v := r.verb(g); v.Participle && v.Passive && c.Subject == k {
		c.Kind = Relative
	}
}

// found returns whom the verb group at k found, left or reported in the state that a participle behind it names: "were found murdered".
func (r *clauseReader) found(k int) int {
	last := &r.clauses[len(r.clauses)-1]
	if last.Verb != k {
		return -1
	}
	if r.verb(k).Passive {
		return last.Subject
	}
	return last.Object
}

// coordinate returns the clause with which the verb at g is joined by "and": the last one of its form.
func (r *clauseReader) coordinate(g int) int {
	v := r.verb(g)
	for i := len(r.clauses) - 1; i >= 0; i-- {
		w := r.verb(r.clauses[i].Verb)
		if w.Infinitive == v.Infinitive && (w.Participle == v.Participle || w.Passive == v.Passive) && !(r.clauses[i].Speech && r.clauses[i].Object < 0 && !r.verb(r.clauses[i].Verb).Passive) {
			return i
		}
	}
	return len(r.clauses) - 1
}

func isRelative(tag string) bool { return tag == "WP" || tag == "WDT" || tag == "WP$" }

// headBefore returns the noun group that a relative pronoun at k refers to.
func (r *clauseReader) headBefore(k int) int {
	if whole := r.wholeBefore(k); whole >= 0 {
		return whole
	}
	for k--; k >= r.first; k-- {
		switch r.kind(k) {
		case extract.NounGroup:
			if r.land(k) {
				k -= 3 // "a boy in Ocana, Colombia, who"
				continue
			}
			if elsewhere := r.inPlace(k) || IsTime(r.doc, &r.doc.Groups[k]); !elsewhere || k-1 < r.first || r.kind(k-1) != extract.Preposition {
				return k
			}
			k-- // a place or a time behind a preposition is not what "who" asks for
		case extract.VerbGroup:
			return -1
		}
	}
	return -1
}

// wholeBefore returns the noun group of whom a part is told between commas before the relative pronoun at k, or -1: "six nuns, five of them Poles, who".
func (r *clauseReader) wholeBefore(k int) int {
	if k-1 < r.first || r.word(k-1) != "," {
		return -1
	}
	open := r.openingComma(k - 1)
	if open <= r.first || r.kind(open-1) != extract.NounGroup {
		return -1
	}
	for j := open + 1; j+1 < k; j++ {
		if w := r.word(j + 1); r.word(j) == "of" && (w == "them" || w == "whom") {
			return open - 1
		}
	}
	return -1
}

// inPlace reports whether the head of group k lies in a place name, where places are already found.
func (r *clauseReader) inPlace(k int) bool {
	head := r.doc.Tokens[r.doc.Groups[k].Head].Span
	for _, m := range r.doc.Places {
		if m.Start > head.Start {
			return false
		}
		if m.Contains(head) {
			return true
		}
	}
	return false
}

// subject looks left from group k for the subject of the verb at g: over prepositional phrases,
// parentheses between commas and reduced clauses.
func (r *clauseReader) subject(k, g int) int {
	jumped := false
	for k >= r.first {
		switch r.kind(k) {
		case extract.NounGroup:
			if jumped && r.saysWho(k) {
				return k - 2 // "Luis Mena, the brother of the mayor, head of the union, was hurt"
			}
			if IsTime(r.doc, &r.doc.Groups[k]) && k > r.first {
				k--
				if r.kind(k) == extract.Preposition {
					k--
				}
				continue
			}
			if v := r.verb(g); k == g-1 && k > r.first && v.Participle && v.Passive && r.kind(k-1) == extract.VerbGroup && r.tag(k) != "PRP" {
				return k // "left five people wounded"
			}
			if k > r.first+1 && (r.age(k) || r.land(k)) {
				k -= 2
				continue
			}
			if k > r.first && r.kind(k-1) == extract.Preposition && !linkers[r.word(k-1)] && r.word(k-1) != "that" {
				if v := r.verb(g); k == g-1 && v.Participle && v.Passive && r.nearest(k) {
					return k // "the sister of the boy killed", "among four people shot"
				}
				k -= 2
				continue
			}
			if k > r.first && r.kind(k-1) == extract.VerbGroup && !r.opensContent(k-1) {
				if v := r.verb(k - 1); v.Participle && !v.Passive || r.reduced(k-1) {
					k -= 2
					continue
				}
			}
			return k
		case extract.VerbGroup:
			if v := r.verb(k); v.Participle {
				k--
				continue
			}
			if k = r.relativeBefore(k); k < r.first {
				return -1
			}
		case extract.Other:
			if open := r.openingComma(k); open >= r.first {
				k, jumped = open-1, true
				continue
			}
		case extract.Conjunction:
			return -1
		}
		k--
	}
	return -1
}

// saysWho reports whether the group at k stands behind a person's name and a comma and is a common noun with an article.
func (r *clauseReader) saysWho(k int) bool {
	if k-2 < r.first || r.word(k-1) != "," || r.kind(k-2) != extract.NounGroup || r.doc.Tokens[r.doc.Groups[k].First].Tag != "DT" {
		return false
	}
	name := &r.doc.Groups[k-2]
	return r.tag(k-2) == "NNP" && name.Last-name.First > 1 && r.doc.Tokens[r.doc.Groups[k].Head].Tag == "NN" && !r.inPlace(k-2)
}

// nearest reports whether a reduced clause behind group k belongs to it rather than to what it hangs on.
func (r *clauseReader) nearest(k int) bool {
	switch r.word(k - 1) {
	case "of", "among", "with":
		return true
	}
	for i := r.doc.Groups[k].First; i < r.doc.Groups[k].Head; i++ {
		if r.doc.Tokens[i].Tag == "CD" {
			return true
		}
	}
	return false
}

// age reports whether the group at k is an age between commas behind a name: "John Smith, 34, was".
func (r *clauseReader) age(k int) bool {
	g := &r.doc.Groups[k]
	return k+1 < r.last && r.word(k+1) == "," && g.Last-g.First == 1 && len(r.word(k)) <= 2 && numberForm(&r.doc.Tokens[g.Head]) && r.word(k-1) == "," && r.kind(k-2) == extract.NounGroup
}

// land reports whether the group at k is the land between commas behind a place: "near Ocana, Colombia, on Monday".
func (r *clauseReader) land(k int) bool {
	return k-3 >= r.first && r.word(k-1) == "," && k+1 < r.last && r.word(k+1) == "," && r.kind(k-3) == extract.Preposition && r.kind(k-2) == extract.NounGroup && r.inPlace(k-2) && r.inPlace(k)
}

// relativeBefore returns the relative pronoun that opens the clause of the verb at k, or -1: the subject of what follows the
// clause stands before it.
func (r *clauseReader) relativeBefore(k int) int {
	for k--; k >= r.first && r.kind(k) != extract.VerbGroup; k-- {
		if isRelative(r.tag(k)) {
			return k
		}
	}
	return -1
}

// opensContent reports whether what follows the verb at k is a clause of its own ("police said gunmen").
func (r *clauseReader) opensContent(k int) bool {
	lemma := r.verb(k).Lemma
	return speechVerbs[lemma] && !(lemma == "claim" && k+1 < r.last && (r.word(k+1) == "lives" || r.word(k+1) == "life")) // "the fire claimed eight lives"
}

// reduced reports whether the verb group at k belongs to a relative clause that is still open.
func (r *clauseReader) reduced(k int) bool {
	for i := len(r.clauses) - 1; i >= 0; i-- {
		if r.clauses[i].Verb == k {
			return r.clauses[i].Kind == Relative
		}
	}
	return false
}

// openingComma returns the comma that opens the parenthesis which the comma at k closes, or -1.
func (r *clauseReader) openingComma(k int) int {
	if r.word(k) != "," && r.word(k) != ")" && r.word(k) != "-" {
		return -1
	}
	open := r.word(k)
	if open == ")" {
		open = "("
	}
	for j := k - 1; j >= r.first; j-- {
		if r.kind(j) == extract.Other && r.word(j) == open {
			return j
		}
	}
	return -1
}

// link finds the word that joins the clause to the one before: "when", "after", "that", or the verb of saying.
func (r *clauseReader) link(c *Clause, g int) {
	start := c.Subject
	if start < 0 {
		start = g
	}
	k := start - 1
	for k >= r.first && k > start-4 && (r.kind(k) == extract.NounGroup || r.kind(k) == extract.Conjunction || r.kind(k) == extract.Other && r.word(k) != ",") && !linkers[r.word(k)] && r.word(k) != "that" {
		k--
	}
	switch {
	case k < r.first || k < start-4:
	case linkers[r.word(k)]:
		c.Kind, c.Linker = Adverbial, r.word(k)
	case r.word(k) == "that" && r.kind(k) != extract.NounGroup:
		c.Kind, c.Linker = Complement, "that"
	case r.tag(k) == "WP$":
		c.Kind, c.Linker = Relative, "whose"
	case r.kind(k) == extract.VerbGroup && r.opensContent(k):
		c.Kind = Complement
	case r.word(k) == "with":
		c.Kind, c.Linker = Participial, "with"
	}
}

// readTail reads object and prepositional attachments behind the verb.
func (r *clauseReader) readTail(g int, c *Clause) {
	prep := ""
	for k := g + 1; k < r.last; k++ {
		switch r.kind(k) {
		case extract.VerbGroup:
			if v := r.verb(k); !(v.Participle && v.Passive) {
				r.cutSubject(c, k)
				return
			}
			return
		case extract.Preposition:
			prep = r.word(k)
			if prep == "that" || linkers[prep] && r.startsClause(k) {
				return
			}
		case extract.NounGroup:
			switch {
			case prep != "":
				c.Preps = append(c.Preps, Prep{prep, k})
			case c.Object < 0 && !r.verb(g).Passive && !IsTime(r.doc, &r.doc.Groups[k]) && (k <= g+2 || k == g+3 && (toDeath(r.doc, g+1, r.last) || onDay(r.doc, g+1, r.last)) || k == g+5 && between(r.doc, g+1, r.last) == g+4):
				c.Object = k
			}
			prep = ""
		case extract.Conjunction:
			prep = ""
		case extract.Other:
			if isRelative(r.tag(k)) || r.tag(k) == "WRB" || r.word(k) == ";" || r.word(k) == ":" {
				return
			}
			if r.word(k) != "," && !strings.HasPrefix(r.tag(k), "RB") {
				prep = ""
			}
			if r.word(k) == "," {
				prep = ""
			}
		}
	}
}

// startsClause reports whether a finite verb follows the linker at k before the next boundary ("after a bomb exploded").
func (r *clauseReader) startsClause(k int) bool {
	nouns := 0
	for j := k + 1; j < r.last; j++ {
		switch r.kind(j) {
		case extract.VerbGroup:
			v := r.verb(j)
			return nouns > 0 && !v.Infinitive && !(v.Participle && v.Passive)
		case extract.NounGroup:
			nouns++
		case extract.Other:
			if r.word(j) == "," || r.word(j) == ";" || isRelative(r.tag(j)) {
				return false
			}
		}
	}
	return false
}

// cutSubject takes the subject of the verb at next away from the clause before it.
func (r *clauseReader) cutSubject(c *Clause, next int) {
	for k := next - 1; k > c.Verb; k-- {
		if r.kind(k) != extract.NounGroup {
			continue
		}
		if n := len(c.Preps); n > 0 && c.Preps[n-1].Group == k {
			return
		}
		if c.Object == k && c.Speech {
			c.Object = -1
		}
		return
	}
}

// report joins clauses of saying with what they report: the complement behind, or, where the
// saying closes the sentence (", police said"), the clauses before it.
func (r *clauseReader) report() {
	for i := range r.clauses {
		c := &r.clauses[i]
		if !c.Speech || c.Kind == Relative {
			continue
		}
		if r.hasContent(i) {
			r.mark(i+1, len(r.clauses), i)
			continue
		}
		if i > 0 && r.trailing(c) {
			r.mark(0, i, i)
		}
	}
}

// hasContent reports whether the clause of saying at i is followed by its content, relative clauses of its subject between.
func (r *clauseReader) hasContent(i int) bool {
	for j := i + 1; j < len(r.clauses) && (r.clauses[j].Kind == Relative || r.clauses[j].Kind == Complement); j++ {
		if r.clauses[j].Kind == Complement {
			return true
		}
	}
	return false
}

// trailing reports whether a clause of saying follows a comma and what it reports.
func (r *clauseReader) trailing(c *Clause) bool {
	start := c.Subject
	if start < 0 || start > c.Verb {
		start = c.Verb
	}
	return start > r.first && (r.word(start-1) == "," || r.word(start-1) == `"` || r.word(start-1) == "''")
}

// mark sets who reports the clauses from..to that nobody reports yet.
func (r *clauseReader) mark(from, to, speech int) {
	for i := from; i < to; i++ {
		if i != speech && r.clauses[i].Said < 0 && !r.clauses[i].Speech {
			r.clauses[i].Said = speech
			if r.clauses[i].Parent < 0 || r.clauses[i].Kind == Complement {
				r.clauses[i].Parent = speech
			}
		}
	}
}

// Conjuncts returns the noun groups that are coordinated with the one at g, g among them, in order:
// "two soldiers, a guard and three civilians". A group that the next finite verb needs as its subject
// after an object ("killed two soldiers and three civilians were hurt") is not one of them.
func Conjuncts(doc *extract.Document, g int) []int {
	s := doc.SentenceAt(doc.Groups[g].Start)
	first, last := SentenceGroups(doc, s)
	return conjuncts{doc, first, last}.of(g)
}

// conjuncts walks the groups of one sentence, doc.Groups[first:last].
type conjuncts struct {
	doc         *extract.Document
	first, last int
}

func (r conjuncts) of(g int) []int {
	var left []int
	for k, ok := r.step(g, -1); ok; k, ok = r.step(k, -1) {
		left = append(left, k)
	}
	out := make([]int, 0, len(left)+1)
	for i := len(left) - 1; i >= 0; i-- {
		out = append(out, left[i])
	}
	out = append(out, g)
	for k, ok := r.step(g, 1); ok; k, ok = r.step(k, 1) {
		out = append(out, k)
	}
	return out
}

// step returns the next noun group in a direction if "and", "or" or a comma stands between, and nothing
// else but adverbs and prepositional phrases ("two soldiers of the 3rd brigade and a guard").
func (r conjuncts) step(g, dir int) (int, bool) {
	joined := false
	for k := g + dir; k >= r.first && k < r.last; k += dir {
		x := &r.doc.Groups[k]
		w := r.doc.Tokens[x.First].Lower
		switch {
		case x.Kind == extract.Conjunction && w != "but", x.Kind == extract.Other && (w == "," || w == ";"):
			joined = true
		case x.Kind == extract.Other && strings.HasPrefix(r.doc.Tokens[x.First].Tag, "RB"):
		case x.Kind == extract.Other && (w == "(" && dir > 0 || w == ")" && dir < 0):
			if k = r.closing(k, dir); k < 0 {
				return 0, false
			}
		case x.Kind == extract.Other && w == "-" && r.dashed(k, dir) >= 0:
			k = r.dashed(k, dir) // "six monks -- two of them Poles -- and a cook"
		case x.Kind == extract.NounGroup && joined && dir > 0 && r.ofWhom(k) > 0:
			k = r.ofWhom(k) // "four nuns, (three of whom were Irish,) and a cook"
		case dir < 0 && joined && x.Kind == extract.NounGroup && r.relativeOf(k) >= 0:
			k = r.relativeOf(k) + 1 // "two guards (who acted as her drivers) and a clerk"
		case x.Kind == extract.Preposition && w == "of" && joined && dir > 0 && r.doc.Tokens[r.doc.Groups[k-1].First].Tag == "CC":
		case x.Kind == extract.NounGroup && joined && dir < 0 && (w == "them" || w == "whom") && k-2 >= r.first && r.prep(k-1):
			k -= 2 // "16 were hurt, (12 of them seriously,) and 400 residents were moved"
		case x.Kind == extract.NounGroup && joined && dir < 0 && r.prep(k-1):
			k-- // "(from the base) and a civilian": look for what the phrase hangs on
		case x.Kind == extract.NounGroup && joined && dir > 0 && r.describes(g, k) && r.afterDescription(k) > 0:
			k = r.afterDescription(k) - 1 // "Maria Soto, (leader of the union,) and her driver"
		case x.Kind == extract.NounGroup && joined:
			return k, !r.ownVerb(k, dir, g)
		case x.Kind == extract.Preposition && !joined && dir > 0 && k+1 < r.last && r.doc.Groups[k+1].Kind == extract.NounGroup && !linkers[w]:
			k++
		default:
			return 0, false
		}
	}
	return 0, false
}

// describes reports whether the group at k, right behind a comma, says who the name at g is: a common noun without article, or with one in the singular.
func (r conjuncts) describes(g, k int) bool {
	name, x := &r.doc.Groups[g], &r.doc.Groups[k]
	if k < 1 || r.doc.Tokens[r.doc.Groups[k-1].First].Lower != "," || k-1 != g+1 {
		return false
	}
	head, own := &r.doc.Tokens[x.Head], &r.doc.Tokens[name.Head]
	return own.Is(extract.Capital) && strings.HasPrefix(own.Tag, "NNP") && head.Tag == "NN" && !head.Is(extract.Capital) && r.doc.Tokens[x.First].Tag != "CD" && r.doc.Tokens[x.First].Tag != "PRP$"
}

// afterDescription returns the group of the "and" that follows the description at k, with prepositional phrases, an acronym in brackets and a closing comma between, or 0.
func (r conjuncts) afterDescription(k int) int {
	for i := k + 1; i+1 < r.last; i++ {
		x := &r.doc.Groups[i]
		switch w := r.doc.Tokens[x.First].Lower; {
		case x.Kind == extract.Preposition && r.doc.Groups[i+1].Kind == extract.NounGroup:
			i++
		case w == "(" && r.closing(i, 1) > 0:
			i = r.closing(i, 1) // "the Workers' Party (PT)"
		case x.Kind == extract.Other && w == ",":
			if c := &r.doc.Groups[i+1]; c.Kind == extract.Conjunction && r.doc.Tokens[c.First].Lower == "and" {
				return i + 1
			}
			return 0
		default:
			return 0
		}
	}
	return 0
}

// closing returns the other bracket of a parenthesis of a few groups that opens at k, or -1.
func (r conjuncts) closing(k, dir int) int {
	want := ")"
	if dir < 0 {
		want = "("
	}
	for j := k + dir; j >= r.first && j < r.last && j != k+8*dir; j += dir {
		if r.doc.Tokens[r.doc.Groups[j].First].Lower == want {
			return j
		}
	}
	return -1
}

// dashed returns the other dash of a pair that stands within twelve groups of the one at k and has no verb between, or -1.
func (r conjuncts) dashed(k, dir int) int {
	for j := k + dir; j >= r.first && j < r.last && j != k+12*dir; j += dir {
		switch x := &r.doc.Groups[j]; {
		case x.Kind == extract.VerbGroup && !x.Verb.Participle:
			return -1
		case x.Kind == extract.Other && r.doc.Tokens[x.First].Lower == "-":
			return j
		}
	}
	return -1
}

// relativeOf returns the group that a relative clause hangs on which ends with the group at k and has one verb, or -1.
func (r conjuncts) relativeOf(k int) int {
	verb := -1
	for j := k - 1; j > r.first && j > k-6; j-- {
		x := &r.doc.Groups[j]
		switch {
		case x.Kind == extract.VerbGroup && verb < 0:
			verb = j
		case isRelative(r.doc.Tokens[x.First].Tag):
			if verb == j+1 && r.doc.Groups[j-1].Kind == extract.NounGroup {
				return j - 1
			}
			return -1
		case x.Kind == extract.VerbGroup, x.Kind == extract.Conjunction, x.Kind == extract.Other && verb < 0 && !strings.HasPrefix(r.doc.Tokens[x.First].Tag, "RB"):
			return -1
		}
	}
	return -1
}

// ofWhom returns the comma that closes a clause like "three of whom were Irish" which opens at the group k, or 0.
func (r conjuncts) ofWhom(k int) int {
	if k+2 >= r.last || r.doc.Tokens[r.doc.Groups[k+1].First].Lower != "of" || r.doc.Tokens[r.doc.Groups[k+2].First].Lower != "whom" {
		return 0
	}
	for j := k + 3; j < min(k+9, r.last); j++ {
		if r.doc.Tokens[r.doc.Groups[j].First].Lower == "," {
			return j
		}
	}
	return 0
}

// prep reports whether the group at k is a preposition that joins no clause.
func (r conjuncts) prep(k int) bool {
	w := r.doc.Tokens[r.doc.Groups[max(k, 0)].Head].Lower
	return k >= r.first && r.doc.Groups[k].Kind == extract.Preposition && !linkers[w] && w != "that"
}

// ownVerb reports whether a link would cross from the object of one verb to the subject of another:
// "killed two soldiers and three civilians were hurt".
func (r conjuncts) ownVerb(k, dir, g int) bool {
	left, right := k, g
	if dir > 0 {
		left, right = g, k
	}
	return r.finiteAfter(right) && r.objectOf(left)
}

// finiteAfter reports whether a verb with a subject of its own follows the group at k.
func (r conjuncts) finiteAfter(k int) bool {
	for k++; k < r.last; k++ {
		switch x := &r.doc.Groups[k]; {
		case x.Kind == extract.VerbGroup:
			return !x.Verb.Infinitive && (!x.Verb.Participle || x.Verb.Passive)
		case x.Kind == extract.NounGroup && r.prep(k-1), x.Kind == extract.Preposition && r.prep(k):
		case x.Kind == extract.Other && strings.HasPrefix(r.doc.Tokens[x.First].Tag, "RB"):
		default:
			return false
		}
	}
	return false
}

// objectOf reports whether a verb stands before the group at k with nothing but its list between.
func (r conjuncts) objectOf(k int) bool {
	for k--; k >= r.first; k-- {
		switch x := &r.doc.Groups[k]; {
		case x.Kind == extract.VerbGroup:
			return !speechVerbs[x.Verb.Lemma] && x.Verb.Lemma != "include"
		case x.Kind == extract.Preposition && linkers[r.doc.Tokens[x.Head].Lower]:
			return false
		case x.Kind == extract.Other && (r.doc.Tokens[x.First].Tag == "WRB" || isRelative(r.doc.Tokens[x.First].Tag)):
			return false // "an attack in which his driver and a guard were killed"
		}
	}
	return false
}
