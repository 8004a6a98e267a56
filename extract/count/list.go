package count

import (
	"slices"

	"sitrep/extract"
	"sitrep/extract/token"
)

// list returns the noun groups that are joined to g and share what befell it, in order, g among them.
func (r *reader) list(g int) []int {
	chain := r.beyondRelative(r.sinceVerb(r.ofCorpses(token.Conjuncts(r.doc, g))))
	chain = r.sinceHarm(r.sinceIncluding(chain, g), g)
	return r.withoutAges(r.ofPeople(r.withoutSpeakers(chain, g), g))
}

// ofCorpses puts, for the bodies that a list begins with, those whose they are: "the bodies of Ana Vega and Juan Rios, who were kidnapped".
func (r *reader) ofCorpses(chain []int) []int {
	if inner := r.ofGroup(chain[0]); len(chain) > 1 && corpses[r.word(chain[0])] && inner >= 0 {
		chain[0] = inner
	}
	return chain
}

var corpses = wordSet("body bodies corpse corpses remains")

// withoutAges leaves out the bare numbers that stand between commas behind as many people: "two men, 27 and 32, were shot".
func (r *reader) withoutAges(chain []int) []int {
	for i, k := range chain {
		p, ok := r.party(k)
		if !ok || !p.person || p.unnumbered {
			continue
		}
		last := i + 1
		for last < len(chain) && r.bareNumber(chain[last]) {
			last++
		}
		if n := last - i - 1; n > 0 && n == p.q.best && r.word(chain[i+1]-1) == "," {
			return slices.Delete(slices.Clone(chain), i+1, last)
		}
	}
	return chain
}

// bareNumber reports whether group k is no more than a number.
func (r *reader) bareNumber(k int) bool {
	grp := &r.doc.Groups[k]
	return grp.Last-grp.First == 1 && r.doc.Tokens[grp.Head].Is(extract.Digit)
}

// sinceVerb adds the groups that stand between a list and the verb before it where a comma ends the clause of that verb, so that they are none of its
// objects: "shots rang out, and (Juan Rios, Luis Mena and) Ana Vega were killed".
func (r *reader) sinceVerb(chain []int) []int {
	var before []int
	for k := chain[0] - 1; k >= r.first; k-- {
		switch w := r.word(k); {
		case w == "them" || w == "whom":
			return chain // "sixteen died, among them the driver, and 24 were hurt"
		case r.kind(k) == extract.VerbGroup:
			if !r.closed(k) {
				return chain
			}
			slices.Reverse(before)
			return append(before, chain...)
		case r.kind(k) == extract.NounGroup:
			if k == r.first || r.kind(k-1) != extract.Preposition {
				before = append(before, k)
			}
		case w != "," && w != "and" && (r.kind(k) != extract.Preposition || opensClause[w]):
			return chain
		}
	}
	return chain
}

// closed reports whether what follows the verb at group k up to the next comma is none of its objects: nothing, or phrases that name no people, "based on
// calls from the coast, Juan Rios, his wife and two others were killed".
func (r *reader) closed(k int) bool {
	if r.word(k+1) == "," {
		return !r.doc.Groups[k].Verb.Participle
	}
	for g := k + 1; g+1 < r.last && r.word(g) != ","; g += 2 {
		if r.kind(g) != extract.Preposition || opensClause[r.word(g)] || r.kind(g+1) != extract.NounGroup {
			return false
		}
		if p, ok := r.party(g + 1); ok && p.person && !r.organised(g+1) {
			return false
		}
	}
	return true
}

// organised reports whether group g is headed by a body of people, which is told of but not joined to those behind a comma.
func (r *reader) organised(g int) bool { return organisations[r.word(g)] }

// beyondRelative adds the group behind a list that a relative clause has for its object, where the verb that follows is of the clause around it: "the men who
// killed three bakers and (two porters) on Monday burned five vans".
func (r *reader) beyondRelative(chain []int) []int {
	last := chain[len(chain)-1]
	for _, c := range r.clauses {
		if c.Kind != token.Relative || c.Linker != "who" && c.Linker != "that" && c.Linker != "which" || !slices.Contains(chain, c.Object) || c.Verb >= c.Object {
			continue
		}
		next := last + 1
		for next < r.last && (r.word(next) == "," || r.kind(next) == extract.Preposition || r.kind(next) == extract.NounGroup && r.kind(next-1) == extract.Preposition) {
			next++
		}
		if next+1 < r.last && r.word(next) == "and" && r.kind(next+1) == extract.NounGroup && !r.hasVerb(c.Subject, last) && r.verbAfter(next+2) {
			return append(chain, next+1)
		}
	}
	return chain
}

// hasVerb reports whether the group at g is the subject of a verb behind group k that is in no relative clause.
func (r *reader) hasVerb(g, k int) bool {
	return slices.ContainsFunc(r.clauses, func(c token.Clause) bool { return c.Subject == g && c.Verb > k && c.Kind != token.Relative })
}

// sinceIncluding cuts off who is told before g as part of what another verb counts: "killed 14, including the pilot, and 25 people injured".
func (r *reader) sinceIncluding(chain []int, g int) []int {
	if chain[0] < g && chain[0] > r.first && r.word(chain[0]-1) == "including" && r.befallen(chain[0]-2) {
		return chain[slices.Index(chain, g):]
	}
	return chain
}

// befallen reports whether group g, or the one before the comma at g, is the object of an effect.
func (r *reader) befallen(g int) bool {
	if g > r.first && r.word(g) == "," {
		g--
	}
	return slices.ContainsFunc(r.clauses, func(c token.Clause) bool {
		_, ok := lexicon().effectOf(r.doc.Groups[c.Verb].Verb.Lemma)
		return ok && c.Object == g
	})
}

// sinceHarm cuts off who stands before a verb of harm that stands before g: "rebels who staged a raid that left 21 dead and 400 injured" were not injured.
func (r *reader) sinceHarm(chain []int, g int) []int {
	for i := slices.Index(chain, g); i > 0; i-- {
		for k := chain[i-1] + 1; k < chain[i]; k++ {
			if v := r.doc.Groups[k].Verb; r.kind(k) == extract.VerbGroup && !v.Passive && harmful[v.Lemma] {
				return chain[i:]
			}
		}
	}
	return chain
}

var harmful = wordSet("leave kill injure wound hurt cause")

// withoutSpeakers cuts a list before those who say so: "killing two pupils and a teacher, witnesses and an official said".
func (r *reader) withoutSpeakers(chain []int, g int) []int {
	next := chain[len(chain)-1] + 1
	if next+2 < r.last && r.kind(next) == extract.Conjunction {
		next += 2
	}
	if next+2 < r.last && (r.word(next) == "'" || r.word(next) == "'s") {
		next += 2 // "the union and a doctors' group said"
	}
	if next >= r.last || r.kind(next) != extract.VerbGroup || !attributing[r.doc.Groups[next].Verb.Lemma] {
		return chain
	}
	for i := len(chain) - 1; i > 0; i-- {
		if chain[i] > g && r.word(chain[i]-1) == "," {
			return chain[:i]
		}
	}
	return chain
}

var attributing = wordSet("say tell report add announce confirm state")

// sharesNumber reports whether a bare plural behind "and" is counted by the number before it: "ten forest workers and rescuers".
func (r *reader) sharesNumber(p *party) bool {
	if !p.unnumbered || !p.plural || p.name || p.group-2 < r.first || r.word(p.group-1) != "and" {
		return false
	}
	if grp := &r.doc.Groups[p.group]; grp.First != grp.Head {
		return false
	}
	before, ok := r.party(p.group - 2)
	return ok && before.person && !before.unnumbered && before.q.best > 2
}

// ofPeople cuts a list before and behind group g where an event stands in it: "the murder of two priests, the release of the thieves and ...".
func (r *reader) ofPeople(chain []int, g int) []int {
	from, to := 0, len(chain)
	for i, k := range chain {
		one, _ := lexicon().singular(r.word(k))
		if _, event := lexicon().nouns[one]; !event || k == g {
			continue
		}
		if k > g {
			to = i
			break
		}
		from = i + 1
	}
	return chain[from:to]
}

// linked reports whether "and" or "or" stands somewhere in the chain: commas alone make an apposition. A headline leaves the "and" out before a number: "her brother,
// 3 cousins".
func (r *reader) linked(chain []int) bool {
	lo, hi := chain[0], chain[len(chain)-1]
	if p, ok := r.party(hi); ok && r.heading() && !p.unnumbered && p.victim != "one" && lo < hi && r.word(hi-1) == "," {
		return true
	}
	for i := lo; i < hi; i++ {
		if r.kind(i) == extract.Conjunction && r.word(i) != "but" {
			return true
		}
	}
	return false
}

// second reports whether group k only guesses higher than the number before it: "20 and possibly 30 workers".
func (r *reader) second(k int) bool {
	switch r.doc.Tokens[r.doc.Groups[k].First].Lower {
	case "possibly", "perhaps", "maybe":
		return true
	}
	return false
}
