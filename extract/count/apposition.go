package count

import "sitrep/extract"

// appositions drops the second of two groups beside a comma that name one person: "Juan Perez, the mayor".
func (r *reader) appositions(list []party) []party {
	list = r.untilSorted(list)
	out := list[:0:0]
	for i, p := range list {
		if i == 0 {
			out = append(out, p)
			continue
		}
		switch before := &out[len(out)-1]; {
		case before.name && r.oneOf(&p) && r.commaBetween(before.group, p.group): // "Cpl. Robson, one of the four officers"
		case before.victim == "one" && before.q.best == 1 && single(&p) && !p.name && r.commaBetween(before.group, p.group): // "one, a woman of 43, died"
			before.span, before.role, before.victim = before.span.Cover(p.span), p.role, p.victim
		case r.bareTitle(before) && p.name && r.word(p.group-1) == "and" && !r.pluralVerb(p.group):
			*before = p // "Senator and candidate Luis Mena"
		case before.name && i > 1 && before.span.End > r.doc.Groups[before.group].End && r.described(&p): // "Luis Mena, a friend and a great patriot"
		case r.apposed(before, &p):
			if p.name {
				before.victim, before.name = p.victim, true
			}
			before.span = before.span.Cover(p.span)
		default:
			out = append(out, p)
		}
	}
	return out
}

// untilSorted cuts off what sorts those who are named before it: "Ana Vega, Juan Rios, and Luis Mena, (the first two Spaniards and the last a Swiss,)".
func (r *reader) untilSorted(list []party) []party {
	for i := 2; i < len(list) && list[i-1].name; i++ {
		if r.twoWords(r.doc.Groups[list[i].group].First, "the", "first") && r.commaBetween(list[i-1].group, list[i].group) {
			return list[:i]
		}
	}
	return list
}

// apposed reports whether two parties parted by a comma are one person, by name and by description: "Juan Perez, the mayor".
func (r *reader) apposed(a, b *party) bool {
	return single(a) && single(b) && a.name != b.name && !a.pronoun && !b.pronoun && !r.companion(b) && r.commaBetween(a.group, b.group)
}

// companion reports whether a party is somebody's next of kin or escort and so never says who the one before is: "Luis Mena, his wife, and two others".
func (r *reader) companion(p *party) bool {
	first := &r.doc.Tokens[r.doc.Groups[p.group].First]
	return !p.name && (first.Lower == "his" || first.Lower == "her") && companions[p.victim]
}

var companions = wordSet("wife husband son daughter mother father brother sister baby child driver chauffeur guard bodyguard escort secretary maid")

// bareTitle reports whether a party is one word for a person without article: "Senator".
func (r *reader) bareTitle(p *party) bool {
	grp := &r.doc.Groups[p.group]
	return single(p) && !p.name && !p.pronoun && grp.Last-grp.First == 1 && r.doc.Tokens[grp.First].Tag != "DT"
}

// described reports whether a party only goes on saying who a person is: one with "a" or "an", behind "and", no plural verb following.
func (r *reader) described(p *party) bool {
	first := r.doc.Tokens[r.doc.Groups[p.group].First].Lower
	return single(p) && !p.name && (first == "a" || first == "an") && p.group > r.first && r.word(p.group-1) == "and" && !r.pluralVerb(p.group)
}

// oneOf reports whether the words of a party open with "one of".
func (r *reader) oneOf(p *party) bool {
	return r.doc.Tokens[r.doc.Groups[p.group].First].Lower == "one" && p.group+1 < r.last && r.word(p.group+1) == "of"
}

// generic are nouns that a list of others may explain.
var generic = wordSet("person victim people member other one individual couple brother sister child teenager teen adult student passenger youth juvenile minor")

// explained drops the list that explains the number before it: "two victims, a man and a woman, died", "four farmers, two women and two men, were killed".
func (r *reader) explained(list []party) []party {
	if r.specified(list) {
		return list[1:]
	}
	if len(list) < 2 || list[0].q.best < 2 || list[0].unnumbered && list[0].victim != "couple" {
		return list
	}
	sum, names := 0, true
	for _, p := range list[1:] {
		sum += p.q.best
		names = names && p.name
	}
	if (sum == list[0].q.best && (generic[list[0].victim] || r.enclosed(list)) || names && sum <= list[0].q.best) && r.commaBetween(list[0].group, list[1].group) {
		return list[:1]
	}
	return list
}

// specified reports whether the list tells between commas who the first of it are: "the priests, five Spaniards and a Swiss, were killed".
func (r *reader) specified(list []party) bool {
	if len(list) < 3 || !list[0].unnumbered || !list[0].q.definite || list[0].q.best < 2 || !r.commaBetween(list[0].group, list[1].group) {
		return false
	}
	return r.commaBehind(list)
}

// enclosed reports whether a comma parts a list from the finite verb that it is the subject of.
func (r *reader) enclosed(list []party) bool {
	k := list[len(list)-1].group + 2
	if k < r.last && r.kind(k) == extract.Other {
		k++ // "also"
	}
	return r.commaBehind(list) && k < r.last && r.kind(k) == extract.VerbGroup && !r.doc.Groups[k].Verb.Participle
}

// commaBehind reports whether a comma stands right behind a list.
func (r *reader) commaBehind(list []party) bool {
	last := list[len(list)-1].group
	return last+1 < r.last && r.word(last+1) == ","
}

// samePerson reports whether a bare singular behind "and" goes on describing the person before: "a musician and producer".
func (r *reader) samePerson(p *party) bool {
	grp := &r.doc.Groups[p.group]
	tag := r.doc.Tokens[grp.First].Tag
	if !single(p) || p.name || p.pronoun || tag == "DT" || tag == "PRP$" || possessive(r.doc, grp) || r.doc.Sentences[r.sentence].Kind == extract.Headline {
		return false
	}
	switch p.victim {
	case "man", "woman", "wife", "husband", "son", "daughter", "boy", "girl", "mother", "father", "child", "brother", "sister", "girlfriend", "boyfriend", "passenger", "driver":
		if p.group+1 >= r.last || r.word(p.group+1) != "of" {
			return false
		}
	}
	return p.group > r.first && r.kind(p.group-1) == extract.Conjunction && !r.pluralVerb(p.group)
}
