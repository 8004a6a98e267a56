package actor

import "sitrep/extract"

// prepare learns the acronyms that the article defines in brackets after a group's name ("Farabundo Marti National Liberation Front [FMLN]"), which
// groups it names, and the full names of persons.
func (r *reader) prepare() {
	r.named, r.spelled, r.surnames = map[*group]bool{}, map[*group]bool{}, map[string]string{}
	for _, s := range r.doc.Sentences {
		r.first, r.end = s.First, s.Last
		for i := s.First; i < s.Last; i++ {
			g, last := r.groupAt(i)
			if g == nil {
				r.learnSurname(i)
				continue
			}
			r.named[g] = true
			r.spelled[g] = r.spelled[g] || last-i > 1
			if a := r.bracketed(last); a != "" {
				r.acronyms[a] = g
			}
			i = last - 1
		}
	}
}

// groupAt returns the armed group named at token i and the token after its name.
func (r *reader) groupAt(i int) (*group, int) {
	if !r.n.groups.Has(r.doc.Tokens[i].Lower) {
		return nil, 0
	}
	r.groups = r.n.groups.Matches(r.groups[:0], r.doc, i, r.end)
	for _, m := range r.groups {
		a := m.Value
		switch {
		case a.caps && !r.acronymOf(i, a.group), a.capital && !r.is(i, extract.Capital), a.needs && !r.named[a.group]:
			continue
		case m.Last-m.First > 1 && !r.anyCapital(m.First, m.Last) && !r.named[a.group] && !r.membersFollow(m.Last) && !r.bandBefore(i):
			continue
		}
		return a.group, m.Last
	}
	return nil, 0
}

// anyCapital reports whether one of the words of a name has a capital: restored case is wrong here and there, but not everywhere.
func (r *reader) anyCapital(first, last int) bool {
	for i := first; i < last; i++ {
		if r.doc.Word(i) != r.doc.Tokens[i].Lower {
			return true
		}
	}
	return false
}

// membersFollow reports whether the word at token i makes an armed group of a name without capitals before it: "shining path guerrillas",
// as texts whose case was lost or restored by a program write it.
func (r *reader) membersFollow(i int) bool {
	if r.n.parts[r.lower(i)] {
		return true
	}
	if i >= r.end || !r.n.heads.Has(r.lower(i)) {
		return false
	}
	r.heads = r.n.heads.Matches(r.heads[:0], r.doc, i, r.end)
	for _, m := range r.heads {
		if m.Value.class == "fighter" {
			return true
		}
	}
	return false
}

// bandBefore reports whether the words before token i say that the name of an armed group follows: "the guerrilla organization shining path",
// "members of the shining path".
func (r *reader) bandBefore(i int) bool {
	if isBand[r.lower(i-1)] {
		return r.n.modifiers[r.lower(i-2)] != "" && !articles[r.lower(i-2)]
	}
	if r.lower(i-1) == "the" {
		i--
	}
	return r.lower(i-1) == "of" && (r.n.parts[r.lower(i-2)] || r.lower(i-2) == "guerrillas" || r.lower(i-2) == "militants")
}

// groupName returns the group whose name or acronym begins at token i, the token after it with the acronym in brackets, and the rule. What the article itself
// calls by an acronym comes before the groups of other countries that have the same.
func (r *reader) groupName(i int) (*group, int, string) {
	g, last := r.groupAt(i)
	rule := "group"
	if own := r.acronyms[r.lower(i)]; g == nil || own != nil && last-i == 1 {
		if g = r.acronyms[r.lower(i)]; g == nil || !r.is(i, extract.Capital) {
			return nil, 0, ""
		}
		last, rule = i+1, "acronym"
	}
	if a := r.bracketed(last); a != "" && r.acronyms[a] == g {
		last += 3
	}
	return g, r.pastSpelling(last, g), rule
}

// pastSpelling returns the token after the full name of group g in brackets at token i, or i: "FMLN [Farabundo Marti National Liberation Front]".
func (r *reader) pastSpelling(i int, g *group) int {
	if open := r.lower(i); open != "(" && open != "[" || i+1 >= r.end {
		return i
	}
	full, last := r.groupAt(i + 1)
	if end := r.lower(last); full == g && (end == ")" || end == "]") {
		return last + 1
	}
	return i
}

// pastForeign returns the token after a group's name in its own language in brackets at token last, or last: "the Patriotic Front [Frente Patriotico]".
func (r *reader) pastForeign(last int) int {
	i := last
	if quote[r.lower(i)] {
		i++
	}
	if open := r.lower(i); open != "(" && open != "[" || !r.is(i+1, extract.Capital) {
		return last
	}
	for n := i + 1; n < min(i+8, r.end); n++ {
		switch w := r.lower(n); {
		case w == ")" || w == "]":
			if n-i > 2 {
				return n + 1
			}
			return last
		case !r.is(n, extract.Capital) && !r.connects(n):
			return last
		}
	}
	return last
}

// group reads a named group with the fighters that follow it: "suspected Taliban militants".
func (r *reader) group(i int) (extract.Mention[extract.Actor], int) {
	g, last, rule := r.groupName(i)
	if g == nil {
		return extract.Mention[extract.Actor]{}, 0
	}
	last = r.pastFighters(r.pastForeign(last), g)
	first := r.extend(i, false)
	return r.mention(first, last, extract.Actor{Canonical: g.canonical, Kind: g.kind, Country: g.country}, rule), last
}

// pastFighters returns the token after the people or the part of group g that are named at token i, or i: "FMLN guerrillas", "ELN troops", "a Shining
// Path cell".
func (r *reader) pastFighters(i int, g *group) int {
	if r.n.modifiers[r.lower(i)] == "weak" && r.n.parts[r.lower(i+1)] {
		i++ // "FMLN urban cells"
	}
	if r.is(i, extract.Digit) && r.n.parts[r.lower(i+1)] {
		if i++; r.n.parts[r.lower(i+1)] {
			i++ // "FARC 9th front members"
		}
	}
	if i >= r.end {
		return i
	}
	r.heads = r.n.heads.Matches(r.heads[:0], r.doc, i, r.end)
	for _, m := range r.heads {
		own := m.Value.class == "fighter" || m.Value.class == "force" && m.Value.kind == "military" && m.Value.plural && g.kind != "military"
		if own && !r.isModifier(m.Last, m.Value) {
			return m.Last
		}
	}
	if r.n.parts[r.lower(i)] && !r.n.modified[r.lower(i+1)] {
		return i + 1
	}
	return i
}
