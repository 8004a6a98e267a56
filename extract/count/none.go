package count

import (
	"sitrep/extract"
	"sitrep/extract/token"
)

// absence tells of harm whether the text says that there was none.
type absence uint8

const (
	present absence = iota
	denied          // "no casualties"
	ofSome          // "no other injuries", "escaped without injury": it speaks of some only, and counts nobody
)

// readNone reads "no casualties", "no reports of injuries", "did not cause any deaths", "without casualties". It reports whether that is all that the noun tells.
func (r *reader) readNone(g int, one string) bool {
	told, span := r.absent(g)
	if told != denied {
		return told == ofSome
	}
	ctx := context{effect: r.doc.Tokens[r.doc.Groups[g].Head].Span, status: "reported", anchor: anchorIncident, self: -1, rule: "count/none"}
	r.attribute(&ctx, r.clauseOf(g))
	r.addZero(span, g, ctx, noneMeasures(one)...)
	return true
}

// absent returns what is said of the absence of the harm at group g, and the words that say it.
func (r *reader) absent(g int) (absence, extract.Span) {
	grp := &r.doc.Groups[g]
	if c := r.clauseOf(g); c >= 0 && r.doc.Groups[r.clauses[c].Verb].Verb.Lemma == "escape" {
		return ofSome, grp.Span
	}
	told, span := r.absentByHolder(g)
	if first := r.doc.Tokens[grp.First].Lower; told == present && (first == "no" || first == "zero" || first == "0" || r.joinedToNone(g)) {
		told = denied
	}
	switch {
	case told == present:
		return r.absentByVerb(g), span
	case told == denied && (r.immediate(grp) || r.tokenIn(grp, "other") || r.tokenIn(grp, "further") || r.tokenIn(grp, "additional")):
		return ofSome, span
	}
	return told, span
}

// joinedToNone reports whether a bare noun is joined by "or" to one that there was none of: "no severe cases or deaths".
func (r *reader) joinedToNone(g int) bool {
	grp := &r.doc.Groups[g]
	if grp.Last-grp.First > 1 || g-2 < r.first || r.word(g-1) != "or" || r.doc.Tokens[r.doc.Groups[g-2].First].Lower != "no" {
		return false
	}
	one, _ := lexicon().singular(r.word(g - 2))
	return lexicon().nouns[one].measure != ""
}

// absentByHolder returns what the words say on which harm hangs: "no reports of injuries", "no word of casualties", "without casualties".
func (r *reader) absentByHolder(g int) (absence, extract.Span) {
	span, k := r.doc.Groups[g].Span, r.holder(g)
	if k < 0 {
		return present, span
	}
	holder := &r.doc.Groups[k]
	no := r.doc.Tokens[holder.First].Lower == "no"
	switch w := r.word(k); {
	case w == "without":
		return denied, span
	case no && (w == "reports" || w == "report" || w == "sign" || w == "evidence"):
		if r.immediate(holder) {
			return ofSome, span
		}
		return denied, span.Cover(holder.Span)
	case no && holder.Kind == extract.NounGroup && r.casualtyWord(k):
		return denied, span.Cover(holder.Span)
	case w == "word" || w == "information" || w == "details":
		return ofSome, span
	}
	return present, span
}

// absentByVerb returns what the verb says of which bare harm is the object: "did not cause any deaths"; "did not expect any victims" says nothing.
func (r *reader) absentByVerb(g int) absence {
	grp, c := &r.doc.Groups[g], r.clauseOf(g)
	if c < 0 || r.clauses[c].Object != g || r.doc.Tokens[grp.First].Lower != "any" && grp.Last-grp.First > 1 {
		return present
	}
	v := &r.doc.Groups[r.clauses[c].Verb]
	switch {
	case unreal[v.Verb.Lemma] || believed[v.Verb.Lemma]:
		return ofSome
	case v.Verb.Negated || v.First > 0 && r.doc.Tokens[v.First-1].Lower == "without":
		return denied
	}
	return present
}

// noneMeasures are the measures that the absence of something leaves at 0.
func noneMeasures(one string) []string {
	switch one {
	case "injury":
		return []string{"injured"}
	case "casualty", "victim":
		return []string{"killed", "injured"}
	}
	return []string{"killed"}
}

// holder returns what group g hangs on: the group before "of" or "or", the preposition "without", or -1.
func (r *reader) holder(g int) int {
	switch {
	case g-1 >= r.first && r.word(g-1) == "without":
		return g - 1
	case g-2 >= r.first && (r.word(g-1) == "of" || r.word(g-1) == "or" || r.word(g-1) == "and" || r.word(g-1) == "on"):
		return g - 2
	}
	return -1
}

// casualtyWord reports whether group k speaks of casualties, so that "no deaths or injuries" denies both.
func (r *reader) casualtyWord(k int) bool {
	one, _ := lexicon().singular(r.word(k))
	return one == "casualty" || one == "injury" || one == "death" || one == "fatality" || one == "victim" || one == "damage"
}

// immediate reports whether a denial only says that nothing is known yet: "no immediate reports of casualties".
func (r *reader) immediate(grp *extract.Group) bool {
	for i := grp.First; i < grp.Last; i++ {
		if w := r.doc.Tokens[i].Lower; w == "immediate" || w == "immediately" || w == "confirmed" {
			return true
		}
	}
	return false
}

// none adds the count of 0 that "nobody was hurt" states; "hurt" and "harmed" speak of the killed as well.
func (r *reader) none(ctx context, span extract.Span, word string) {
	if ctx.building || ctx.weak {
		return
	}
	measures := []string{ctx.measure}
	if word == "hurt" || word == "harmed" {
		measures = append(measures, "killed")
	}
	r.addZero(span, -1, ctx, measures...)
}

// addZero adds that nobody came to harm by some measures.
func (r *reader) addZero(span extract.Span, g int, ctx context, measures ...string) {
	for _, ctx.measure = range measures {
		r.add([]party{{span: span, q: quantity{qualifier: "none"}, role: roleUnspecified, victim: "nobody", group: g}}, ctx)
	}
}

// neither reports whether the group opens a pair of which nothing is true: "neither the driver nor his wife were hurt".
func (r *reader) neither(g int) bool {
	for _, k := range token.Conjuncts(r.doc, g) {
		first := r.doc.Groups[k].First
		if r.doc.Tokens[first].Lower == "neither" || first > 0 && (r.doc.Tokens[first-1].Lower == "neither" || r.doc.Tokens[first-1].Lower == "nor") {
			return true
		}
	}
	return false
}

// elseBehind reports whether a group is followed by "else", so that it speaks of others only: "no one else was hurt".
func (r *reader) elseBehind(g int) bool {
	last := r.doc.Groups[g].Last
	return last < len(r.doc.Tokens) && r.doc.Tokens[last].Lower == "else"
}

// nobodyBelieved reports whether clause c says of anyone what is not believed: "it did not seem that anyone was hurt".
func (r *reader) nobodyBelieved(c, target int) bool {
	cl := &r.clauses[c]
	if w := r.word(target); w != "anyone" && w != "anybody" || cl.Kind != complement || cl.Parent < 0 {
		return false
	}
	parent := &r.doc.Groups[r.clauses[cl.Parent].Verb].Verb
	return parent.Negated && believed[parent.Lemma]
}

// nobody reads "nobody", "no one", "none of the ...", "no people", "not a single person".
func (r *reader) nobody(g int) (bool, extract.Span) {
	grp := &r.doc.Groups[g]
	first, head := r.doc.Tokens[grp.First].Lower, r.doc.Tokens[grp.Head].Lower
	switch {
	case first == "a" && grp.First > 0 && r.doc.Tokens[grp.First-1].Lower == "not" && r.tokenIn(grp, "single"):
		return true, grp.Span
	case first == "no" && grp.Last-grp.First > 1 && (r.doc.Tokens[grp.First+1].Lower == "fewer" || r.doc.Tokens[grp.First+1].Lower == "less" || r.doc.Tokens[grp.First+1].Lower == "more"):
	case head == "nobody" || head == "none" || head == "no-one" || first == "no" && (head == "one" || head == "person" || head == "people" || head == "else"):
		return true, grp.Span
	case first == "no" || first == "none":
		one, _ := lexicon().singular(head)
		_, person := lexicon().role(one)
		return person, grp.Span
	}
	return false, grp.Span
}
