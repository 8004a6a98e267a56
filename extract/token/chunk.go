package token

import (
	"sort"
	"strings"

	"sitrep/extract"
)

// Chunk fills doc.Groups for the tagged sentences: noun groups from determiner to head, verb
// groups with voice, tense, negation and control, and the words between them. It is the third
// stage of a finite-state cascade (Hobbs et al., FASTUS, 1997): deterministic, longest match, left to right.
// Every token of a tagged sentence belongs to exactly one group; corrected tags are written back.
func Chunk(doc *extract.Document) {
	doc.Groups = doc.Groups[:0]
	times := timeTokens(doc)
	for s := range doc.Sentences {
		if sent := &doc.Sentences[s]; sent.Tagged {
			retag(doc, sent.First, sent.Last)
			c := chunker{doc: doc, first: sent.First, last: sent.Last, times: times}
			for i := sent.First; i < sent.Last; {
				g := c.group(i)
				g.Span = extract.Span{Start: doc.Tokens[g.First].Start, End: doc.Tokens[g.Last-1].End}
				doc.Groups = append(doc.Groups, g)
				c.prev, i = g.Kind, g.Last
			}
			markReduced(doc, s)
		}
	}
}

// markReduced makes the bare -ed forms of transitive verbs passive where no object follows ("dozens
// wounded when", "Two Men Killed, 3 Wounded"); "shot and killed two" shares its object.
func markReduced(doc *extract.Document, sentence int) {
	first, last := SentenceGroups(doc, sentence)
	for i := last - 1; i >= first; i-- {
		v := &doc.Groups[i]
		if v.Kind != extract.VerbGroup {
			continue
		}
		if tag := doc.Tokens[v.First].Tag; tag == "VBN" && v.Verb.Participle && i > first && doc.Groups[i-1].Kind == extract.NounGroup && !Transitive(Lemma(doc.Tokens[v.First].Lower)) {
			v.Verb.Participle, v.Verb.Past = false, true // "thousands fled": the tagger's slip
		}
		if !bare(doc, v) || !Transitive(v.Verb.Lemma) || aims(doc, i, last) {
			continue
		}
		if !hasObject(doc, i, last) {
			v.Verb.Passive, v.Verb.Participle, v.Verb.Past = true, true, false
		} else if v.Verb.Participle && doc.Tokens[v.Head].Tag == "VBN" {
			v.Verb.Participle, v.Verb.Past = false, true
		}
	}
}

// aims reports whether the verb group at i is one of shooting with "at", "on" or "into" behind it: "rebels shot at the clinic" shot and were not shot.
func aims(doc *extract.Document, i, last int) bool {
	if v := &doc.Groups[i]; i+1 >= last || v.Verb.Lemma != "shoot" && v.Verb.Lemma != "fire" || doc.Tokens[v.Head].Tag != "VBD" {
		return false
	}
	switch doc.Tokens[doc.Groups[i+1].First].Lower {
	case "at", "on", "upon", "into":
		return true
	}
	return false
}

// bare reports whether a verb group is an -ed form without auxiliary.
func bare(doc *extract.Document, g *extract.Group) bool {
	return !g.Verb.Passive && !g.Verb.Perfect && !g.Verb.Infinitive && g.Verb.Modal == "" && g.Verb.Control == "" && !g.Verb.Future && !g.Verb.Negated &&
		(doc.Tokens[g.Head].Tag == "VBN" || doc.Tokens[g.Head].Tag == "VBD")
}

// hasObject reports whether the verb group at i is followed by a noun group that can be its object.
func hasObject(doc *extract.Document, i, last int) bool {
	for j := i + 1; j < last; j++ {
		g := &doc.Groups[j]
		switch {
		case g.Kind == extract.NounGroup && IsTime(doc, g):
			continue
		case g.Kind == extract.NounGroup:
			return doc.Tokens[g.Head].Tag != "JJ" || doc.Tokens[g.First].Tag == "DT"
		case g.Kind == extract.Other && (doc.Tokens[g.First].Tag == "RB" || doc.Tokens[g.First].Lower == "dead"):
			continue
		case g.Kind == extract.Other && IsQuote(&doc.Tokens[g.First]) && j == i+1 && j+1 < last && hedged(doc, &doc.Groups[j+1]):
			continue // killed ‘at least’ four
		case between(doc, j, last) > 0:
			j = between(doc, j, last) // "murdered, at gunpoint, a soldier"
			continue
		case onDay(doc, j, last):
			j++ // "kidnapped on Monday two engineers"
			continue
		case toDeath(doc, j, last):
			j++ // "shot to death a guard"
			continue
		case g.Kind == extract.Conjunction && j+1 < last && doc.Groups[j+1].Kind == extract.VerbGroup && bare(doc, &doc.Groups[j+1]):
			return hasObject(doc, j+1, last)
		}
		return false
	}
	return false
}

// hedged reports whether a noun group begins with a hedge before a number.
func hedged(doc *extract.Document, g *extract.Group) bool {
	return g.Kind == extract.NounGroup && Hedges(doc, g.First, g.Last) > g.First
}

// between returns the group of the comma that closes a prepositional phrase between commas which opens with the one at group j, or 0.
func between(doc *extract.Document, j, last int) int {
	if j+4 > last || doc.Tokens[doc.Groups[j].First].Lower != "," || doc.Groups[j+1].Kind != extract.Preposition || doc.Groups[j+2].Kind != extract.NounGroup || doc.Tokens[doc.Groups[j+3].First].Lower != "," {
		return 0
	}
	return j + 3
}

// onDay reports whether the groups from j on are "on Monday", "on 12 May" or the like.
func onDay(doc *extract.Document, j, last int) bool {
	return j+1 < last && doc.Tokens[doc.Groups[j].First].Lower == "on" && doc.Groups[j+1].Kind == extract.NounGroup && IsTime(doc, &doc.Groups[j+1])
}

// toDeath reports whether the groups from j on are "to death".
func toDeath(doc *extract.Document, j, last int) bool {
	return j+1 < last && doc.Tokens[doc.Groups[j].First].Lower == "to" && doc.Tokens[doc.Groups[j+1].First].Lower == "death"
}

// IsTime reports whether a noun group names a day or a part of one ("Tuesday", "late Monday night", "last week").
func IsTime(doc *extract.Document, g *extract.Group) bool {
	w := doc.Tokens[g.Head].Lower
	if (w == "march" || w == "may" || w == "august") && (!doc.Tokens[g.Head].Is(extract.Capital) || doc.Tokens[g.First].Tag == "DT") {
		return false
	}
	return timeNouns[w] || dayParts[w] && g.Last-g.First <= 3 || timeUnits[w]
}

// timeUnits head groups of time.
var timeUnits = formSet(`week weekend month year years hour hours minute minutes days weeks months spring summer autumn winter january february march april june july august
	september october november december jan. feb. aug. sept. oct. nov. dec. a.m. p.m. decade decades today moment time`)

// SentenceGroups returns the half-open range of doc.Groups that belong to a sentence.
func SentenceGroups(doc *extract.Document, sentence int) (first, last int) {
	span := doc.Sentences[sentence].Span
	lo, hi := 0, len(doc.Groups)
	for lo < hi {
		if mid := (lo + hi) / 2; doc.Groups[mid].Start < span.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	last = lo
	for last < len(doc.Groups) && doc.Groups[last].Start < span.End {
		last++
	}
	return lo, last
}

// chunker reads the groups of one sentence, tokens[first:last].
type chunker struct {
	doc         *extract.Document
	first, last int
	times       map[int]int       // token -> 1 + index of the time expression that holds it
	prev        extract.GroupKind // kind of the group before
}

// timeTokens tells the tokens that lie in time expressions, where these are already found.
func timeTokens(doc *extract.Document) map[int]int {
	in := map[int]int{}
	for i, m := range doc.Times {
		for t := doc.TokenAt(m.Start); t < len(doc.Tokens) && doc.Tokens[t].Start < m.End; t++ {
			in[t] = i + 1
		}
	}
	return in
}

// crossesTime reports whether a group that begins at i would go on from a time expression into other words, or from a noun into one:
// "on 23 September | 28 bodies", "two soldiers | last week". Behind a determiner the time is part of the group: "the 16 November massacre".
func (c *chunker) crossesTime(i, j, head int) bool {
	if j == i || c.times[j] == c.times[j-1] || c.tag(j) == "POS" || c.tag(j-1) == "POS" {
		return false
	}
	if c.times[j-1] != 0 {
		return c.tag(i) != "DT" && c.tag(i) != "PRP$" || c.tag(j) == "CD" || c.times[i] == c.times[j-1]
	}
	return head >= 0 && c.tag(head) == "NNS"
}

func (c *chunker) tag(i int) string {
	if i < c.first || i >= c.last {
		return ""
	}
	return c.doc.Tokens[i].Tag
}

func (c *chunker) word(i int) string {
	if i < c.first || i >= c.last {
		return ""
	}
	return c.doc.Tokens[i].Lower
}

// group returns the group that begins at token i.
func (c *chunker) group(i int) extract.Group {
	if end, verb, head := c.verbGroup(i); end > i {
		return extract.Group{Kind: extract.VerbGroup, First: i, Last: end, Head: head, Verb: verb}
	}
	if end, head := c.nounGroup(i); end > i {
		return extract.Group{Kind: extract.NounGroup, First: i, Last: end, Head: head}
	}
	kind := extract.Other
	switch c.tag(i) {
	case "IN", "TO":
		kind = extract.Preposition
	case "CC":
		kind = extract.Conjunction
	}
	return extract.Group{Kind: kind, First: i, Last: i + 1, Head: i}
}

// hedges are the phrases that may open a noun group before its number, longest first for one first word.
var hedges = hedgeTable(`at least|at most|at the very least|no fewer than|no less than|no more than|not less than|not more than|more than|more then|less than|fewer than|as many as|as few as|
	up to|upwards of|upward of|in excess of|close to|well over|just over|just under|well under|a little over|slightly more than|a total of|an estimated|an additional|a further|a reported|a minimum of|a maximum of|
	a record|another|about|around|some|nearly|almost|over|under|approximately|roughly|only|just|between|from|exactly|estimated|possibly|perhaps|maybe|additional|further|the first|the other|as much as|virtually|barely|anywhere from|anywhere between|somewhere between|an initial|the latest|the last|the remaining|circa|above|below|like|even`)

// hedgeTable lists the hedges by their first word, longest first.
func hedgeTable(text string) map[string][][]string {
	table := map[string][][]string{}
	for _, phrase := range strings.Split(text, "|") {
		words := strings.Fields(phrase)
		list := append(table[words[0]], words)
		for i := len(list) - 1; i > 0 && len(list[i]) > len(list[i-1]); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		table[words[0]] = list
	}
	return table
}

// Hedges returns the index after the hedging phrases that begin at token i and stand before
// a number, or i where there is none. "last" bounds the sentence.
func Hedges(doc *extract.Document, i, last int) int {
	j := i
	for {
		n := hedgeAt(doc, j, last)
		if n == 0 {
			break
		}
		j += n
		if j+1 < last && IsQuote(&doc.Tokens[j]) && NumberWord(&doc.Tokens[j+1]) {
			j++ // ‘at least’ four
		}
	}
	k := j
	if k < last && (doc.Tokens[k].Lower == "a" || doc.Tokens[k].Lower == "an") {
		k++
	}
	if j > i && k < last && NumberWord(&doc.Tokens[k]) {
		return j
	}
	return i
}

// IsQuote reports whether a token is a quotation mark.
func IsQuote(t *extract.Token) bool { return t.Lower == `"` || t.Lower == "'" && t.Is(extract.Punct) }

// hedgeAt returns the number of tokens of the hedge at i, 0 where there is none.
func hedgeAt(doc *extract.Document, i, last int) int {
	if i >= last {
		return 0
	}
phrases:
	for _, words := range hedges[doc.Tokens[i].Lower] {
		if i+len(words) > last {
			continue
		}
		for k, w := range words {
			if doc.Tokens[i+k].Lower != w {
				continue phrases
			}
		}
		return len(words)
	}
	return 0
}

// vagueNumbers are words that stand for a number without naming it.
var vagueNumbers = formSet("several dozens scores hundreds thousands millions tens dozen score few couple many handful hundred thousand million half lakhs crores numerous countless multiple")

// NumberWord reports whether a token is a numeral or a vague number word; "a" before one is tested by the caller.
func NumberWord(t *extract.Token) bool {
	return numberForm(t) || numerals[t.Lower] || vagueNumbers[t.Lower] || t.Lower == "one" || t.Tag == "CD"
}

// partitives take "of" and the group after it into their own noun group ("dozens of people").
var partitives = formSet("dozens scores hundreds thousands millions tens couple handful number dozen lot lots score lakhs majority most crores")

// timeNouns end a noun group: in "Sunday police said" two groups meet.
var timeNouns = formSet("monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow")

// dayParts may follow a weekday within its group.
var dayParts = formSet("morning afternoon evening night noon midnight day")

// nounGroup returns the end and the head of the noun group at token i; end is i where there is none.
func (c *chunker) nounGroup(i int) (end, head int) {
	switch tag := c.tag(i); tag {
	case "PRP", "EX":
		return i + 1, i
	case "WP", "WDT", "WRB", "WP$":
		return i, i
	}
	if c.word(i) == "dead" && c.tag(i+1) != "NN" && c.tag(i+1) != "NNS" {
		return i, i // "shot dead two policemen"
	}
	j := i
	if (c.word(j) == "all" || c.word(j) == "both" || c.word(j) == "half") && (c.tag(j+1) == "DT" || c.tag(j+1) == "PRP$" || c.tag(j+1) == "CD") {
		j++
	}
	j = Hedges(c.doc, j, c.last)
	if c.word(j) == "half" && c.tag(j+1) == "DT" && j+2 < c.last && NumberWord(&c.doc.Tokens[j+2]) {
		j++ // "about half a million"
	}
	if c.tag(j) == "DT" || c.tag(j) == "PRP$" || c.tag(j) == "PDT" {
		j++
		if c.tag(j) == "DT" {
			j++
		}
		j = Hedges(c.doc, j, c.last)
	}
	return c.modifiers(i, j)
}

// modifiers reads from token j, after the determiner of a group that begins at i, to the head.
func (c *chunker) modifiers(i, j int) (end, head int) {
	head = -1
	determined := j > i
	for j < c.last {
		tag, word := c.tag(j), c.word(j)
		switch {
		case partitives[word] && c.word(j+1) == "of" && c.opensNoun(j+2):
			return c.partitive(j)
		case tag == "POS" && head >= 0:
			determined = true
		case head >= 0 && timeNouns[c.word(head)] && !dayParts[word] && tag != "POS" && c.tag(j-1) != "POS":
			return j, head
		case c.joined(j, head):
			j++ // "Somalian and Yemeni pirates"
		case head >= 0 && c.crossesTime(i, j, head):
			return c.close(i, j, head)
		case head >= 0 && word == "police" && c.tag(head) == "NNS":
			return j, head // "the men police arrested"
		case tag == "NN" || tag == "NNS" || tag == "NNP" || tag == "NNPS":
			if head >= 0 && timeNouns[word] && c.tag(head) != "DT" {
				return j, head
			}
			head = j
		case tag == "CD":
			if head >= 0 && !c.numberTail(j, head) {
				return c.close(i, j, head)
			}
			head = c.rangeTail(j)
			j = c.orMore(head)
		case strings.HasPrefix(tag, "JJ"), tag == "$", tag == "#":
			switch last := !nominal(c.tag(j+1)) || timeNouns[c.word(j+1)]; {
			case head >= 0 && tag != "$" && c.tag(head) != "CD" && c.tag(j-1) != "POS" && !strings.HasPrefix(c.tag(j+1), "NN"):
				return c.close(i, j, head)
			case head >= 0 && c.tag(head) == "CD" && word == "dead" && last:
				return c.close(i, j+1, j)
			case last && tag != "$" && (determined || head >= 0 || c.standing(j)):
				return j + 1, j
			}
		case tag == "VBN" || tag == "VBG" || tag == "VBD":
			if !c.participle(j, head, determined) {
				return c.close(i, j, head)
			}
			if !nominal(c.tag(j + 1)) {
				return j + 1, j
			}
		case strings.HasPrefix(tag, "RB") && (determined || head >= 0 && c.tag(head) == "CD") && (strings.HasPrefix(c.tag(j+1), "JJ") || c.tag(j+1) == "VBN"):
		case tag == "," && strings.HasPrefix(c.tag(j-1), "JJ") && strings.HasPrefix(c.tag(j+1), "JJ") && head < 0:
		default:
			return c.close(i, j, head)
		}
		determined = true
		j++
	}
	return c.close(i, j, head)
}

// partitive reads on from "dozens of" at j to the group that it counts.
func (c *chunker) partitive(j int) (end, head int) {
	if end, head = c.nounGroup(j + 2); end > j+2 {
		return end, head
	}
	return j + 1, j
}

// joined reports whether the modifier at j is joined to another one by "and": "Somalian and Yemeni pirates".
func (c *chunker) joined(j, head int) bool {
	modifier := func(tag string) bool { return strings.HasPrefix(tag, "JJ") || tag == "VBN" || tag == "NNP" }
	return modifier(c.tag(j)) && (head < 0 || c.tag(head) == "CD") && c.tag(j+1) == "CC" && modifier(c.tag(j+2)) && c.tag(j+3) == "NNS"
}

// orMore returns the index of the last token of "or more", "or so" behind the number at j, or j.
func (c *chunker) orMore(j int) int {
	if w := c.word(j + 2); c.word(j+1) == "or" && (w == "more" || w == "so" || w == "fewer") {
		return j + 2
	}
	return j
}

// close ends a group before token j. A group of a determiner alone ("that", "another") has it as head.
func (c *chunker) close(i, j, head int) (int, int) {
	for j > i+1 && strings.HasPrefix(c.tag(j-1), "RB") && head < j-1 {
		j--
	}
	switch {
	case head >= 0 && c.tag(head) != "POS":
		return j, head
	case j == i+1 && strings.HasPrefix(c.tag(i), "JJ") && !c.standing(i):
		return i, i // "shot dead a man", "are missing": no group of its own
	case j > i && (strings.HasPrefix(c.tag(j-1), "JJ") || c.tag(j-1) == "CD" || c.tag(j-1) == "VBN"):
		return j, j - 1
	case j > i && (c.tag(j-1) == "DT" || c.tag(j-1) == "PRP$"):
		return j, j - 1
	case j > i && NumberWord(&c.doc.Tokens[j-1]):
		return j, j - 1
	}
	return i, i
}

// opensNoun reports whether a noun group can begin at token i.
func (c *chunker) opensNoun(i int) bool {
	t := c.tag(i)
	return t == "DT" || t == "PRP$" || t == "PRP" || nominal(t) || t == "RB" || t == "IN" && Hedges(c.doc, i, c.last) > i
}

// numberTail reports whether a number at j goes on with the group whose last noun is head:
// "Flight 103", "two hundred", "1.2 million"; not "1990 two", "soldiers 12".
func (c *chunker) numberTail(j, head int) bool {
	switch c.tag(head) {
	case "CD":
		return numerals[c.word(j)] || !(len(c.word(head)) == 4 && c.word(head)[0] >= '1' && c.word(head)[0] <= '2')
	case "NNP":
		return j == head+1 && c.doc.Tokens[j].Is(extract.Digit) && !(c.tag(j+1) == "NNS" && c.placeEnds(j))
	case "NN":
		return j == head+1 && c.doc.Tokens[j].Is(extract.Digit) && !nominal(c.tag(j+1))
	}
	return false
}

// placeEnds reports whether a place name ends before token j, so that "in Callao 16 sailors" are two groups.
func (c *chunker) placeEnds(j int) bool {
	end := c.doc.Tokens[j-1].End
	k := sort.Search(len(c.doc.Places), func(k int) bool { return c.doc.Places[k].Start >= end }) - 1
	return k >= 0 && c.doc.Places[k].End == end
}

// rangeTail returns the index of the second number of a range that begins at j ("12 to 15", "10 or 12",
// "between 12 and 15"), or j.
func (c *chunker) rangeTail(j int) int {
	if j+2 >= c.last || !NumberWord(&c.doc.Tokens[j+2]) || c.tag(j+2) != "CD" || c.times[j] != c.times[j+2] {
		return j // "QUITO, Nov. 20 -- Three policemen"
	}
	switch c.word(j + 1) {
	case "to", "or", "-":
		return j + 2
	case "and":
		for k := j - 1; k >= c.first && k >= j-3; k-- {
			if c.word(k) == "between" || c.word(k) == "hundred" || c.word(k) == "thousand" {
				return j + 2
			}
		}
		if c.word(j) == "hundred" || c.word(j) == "thousand" {
			return j + 2
		}
	}
	return j
}

// standing reports whether an adjective may head a group of its own without determiner: "12 dead", "Wounded".
func (c *chunker) standing(j int) bool {
	return c.word(j) == "several" || c.word(j) == "many" || c.word(j) == "few" || c.word(j) == "more"
}

// participle reports whether the participle at j modifies a noun of the group that is being read.
func (c *chunker) participle(j, head int, determined bool) bool {
	next := c.tag(j + 1)
	switch {
	case isAux(c.word(j)):
		return false
	case head < 0 && determined:
		return nominal(next) || c.tag(j) != "VBD" && c.tag(j-1) != "CD" && !opensObject(&c.doc.Tokens[min(j+1, c.last-1)])
	case head < 0:
		return participialAdjectives[c.word(j)] && (strings.HasPrefix(next, "NN") || strings.HasPrefix(next, "JJ"))
	case c.tag(head) == "CD" && c.word(head-1) == "the" && verbs().transitive[Lemma(c.word(j))] && (strings.HasPrefix(next, "VB") || next == "MD"):
		return true // "the 30 wounded were"
	case c.tag(head) == "CD":
		return participialAdjectives[c.word(j)] && nominal(next) && next != "CD" && c.tag(j) != "VBD"
	}
	return c.tag(j-1) == "POS" && nominal(next)
}

// verbGroup returns the end, the description and the head of the verb group at token i; end is i where there is none.
func (c *chunker) verbGroup(i int) (end int, v extract.Verb, head int) {
	tag := c.tag(i)
	if tag == "TO" && (c.tag(i+1) == "VB" || strings.HasPrefix(c.tag(i+1), "RB") && c.tag(i+2) == "VB") {
		v.Infinitive = true
		end, head = c.verbCore(i+1, &v)
		return end, v, head
	}
	if tag == "MD" || strings.HasPrefix(tag, "VB") && !c.adjectival(i) || strings.HasPrefix(tag, "RB") && c.verbAfterAdverb(i) {
		end, head = c.verbCore(i, &v)
		if end > i {
			return end, v, head
		}
	}
	return i, v, i
}

// verbAfterAdverb reports whether an adverb opens a verb group ("seriously wounding two", "fatally shot").
func (c *chunker) verbAfterAdverb(i int) bool {
	return strings.HasSuffix(c.word(i), "ly") && strings.HasPrefix(c.tag(i+1), "VB") && !c.adjectival(i+1)
}

// adjectival reports whether the participle at i stands before a noun where a noun group is due.
func (c *chunker) adjectival(i int) bool {
	if t := c.tag(i); t != "VBN" && t != "VBG" && t != "VBD" || !participialAdjectives[c.word(i)] {
		return false
	}
	next := c.tag(i + 1)
	if verbs().transitive[Lemma(c.word(i))] && (next == "NNP" || timeNouns[c.word(i+1)] || c.tag(i) == "VBD" && (c.word(i-1) == "," || c.word(i-1) == ")" || c.word(i-1) == "]")) {
		return false // "agents, kidnapped Mr Osorio", "kidnapped today two"
	}
	return c.prev != extract.NounGroup && (next == "NN" || next == "NNS" || next == "NNP") && !(c.tag(i) == "VBG" && verbs().transitive[Lemma(c.word(i))]) || i == c.first && next == "NNS"
}

// verbCore reads auxiliaries, adverbs and main verb from token i, then a governed infinitive.
func (c *chunker) verbCore(i int, v *extract.Verb) (end, head int) {
	aux := ""
	head = -1
	j := i
scan:
	for j < c.last {
		tag, word := c.tag(j), c.word(j)
		switch {
		case word == "not" || word == "n't" || word == "never":
			v.Negated = true
		case strings.HasPrefix(tag, "RB") && c.adverbInside(j, head):
		case tag == "MD":
			if head >= 0 {
				break scan
			}
			c.modal(word, v)
			aux = "modal"
			head = j
		case strings.HasPrefix(tag, "VB") && c.continues(j, head, aux):
			aux = c.step(j, aux, v)
			head = j
		default:
			break scan
		}
		j++
	}
	if head < 0 {
		return i, i
	}
	j = c.trim(j, head)
	v.Lemma = c.lemma(head)
	if c.tag(j) == "RP" || j < c.last && phrasal[v.Lemma] == c.word(j) && c.word(j) != "" {
		v.Particle = c.word(j)
		j++
	}
	return c.governed(j, head, v)
}

// phrasal are verbs with the particle that changes their meaning, for the tagger's sake.
var phrasal = map[string]string{"blow": "up", "gun": "down", "go": "off", "set": "off", "shoot": "down", "round": "up", "mow": "down", "break": "out", "burn": "down", "carry": "out", "lead": "away", "haul": "away"}

// lemma returns the lemma of the verb at token i; "'s" and "'d" are read by their tags.
func (c *chunker) lemma(i int) string {
	if c.word(i) == "'d" {
		return "have"
	}
	return Lemma(c.word(i))
}

// modal notes a modal auxiliary.
func (c *chunker) modal(word string, v *extract.Verb) {
	switch word {
	case "will", "shall", "'ll", "wo":
		v.Future = true
	case "ca":
		v.Modal = "can"
	case "cannot":
		v.Modal, v.Negated = "can", true
	case "'d":
		v.Modal = "would"
	default:
		v.Modal = word
	}
}

// adverbInside reports whether the adverb at j stands between the parts of the group.
func (c *chunker) adverbInside(j, head int) bool {
	k := j
	for strings.HasPrefix(c.tag(k), "RB") {
		k++
	}
	t := c.tag(k)
	if head < 0 {
		return strings.HasPrefix(t, "VB")
	}
	return strings.HasPrefix(t, "VB") && t != "VBZ" && t != "VBP" && isAux(c.word(head)) || c.tag(head) == "MD" && t == "VB"
}

// isAux reports whether a form can be an auxiliary.
func isAux(form string) bool {
	switch form {
	case "have", "has", "had", "'ve", "having", "do", "does", "did", "get", "gets", "got", "getting", "'d", "'s":
		return true
	}
	return isBe(form)
}

// continues reports whether the verb at j goes on with the group whose last verb is head.
func (c *chunker) continues(j, head int, aux string) bool {
	if head < 0 {
		return true
	}
	tag := c.tag(j)
	switch aux {
	case "modal", "do":
		return tag == "VB" || tag == "VBP"
	case "have":
		return tag == "VBN" || tag == "VBD"
	case "be", "get":
		return tag == "VBN" || tag == "VBG" || tag == "VBD"
	}
	return false
}

// step notes what the verb at j adds to the group and returns the auxiliary it may be for a next one.
func (c *chunker) step(j int, aux string, v *extract.Verb) string {
	tag, word := c.tag(j), c.word(j)
	switch {
	case aux == "" && !v.Infinitive:
		v.Past = tag == "VBD"
		v.Participle = tag == "VBG" || tag == "VBN"
	case aux == "have":
		v.Perfect = true
	case (aux == "be" || aux == "get") && tag != "VBG":
		v.Passive = true
	}
	switch {
	case isBe(word) || word == "'s" && tag != "POS":
		return "be"
	case word == "have" || word == "has" || word == "had" || word == "'ve" || word == "having" || word == "'d":
		return "have"
	case word == "do" || word == "does" || word == "did":
		return "do"
	case word == "get" || word == "got" || word == "gets" || word == "getting":
		return "get"
	}
	return "main"
}

// trim drops adverbs that stand at the end of what was read.
func (c *chunker) trim(j, head int) int {
	for j > head+1 && strings.HasPrefix(c.tag(j-1), "RB") && c.word(j-1) != "n't" && c.word(j-1) != "not" {
		j--
	}
	return j
}

// governed joins an infinitive that follows at once: "threatened to kill", "are believed to have been shot",
// "is going to strike". The group's head and voice are the infinitive's; Control is the governing verb.
func (c *chunker) governed(j, head int, v *extract.Verb) (int, int) {
	if c.word(j) != "to" || c.tag(j) != "TO" || !strings.HasPrefix(c.tag(j+1), "VB") && !strings.HasPrefix(c.tag(j+2), "VB") || c.tag(j+1) == "VBG" || c.tag(j+1) == "VBN" {
		return j, head
	}
	inner := extract.Verb{Infinitive: true}
	end, h := c.verbCore(j+1, &inner)
	if end <= j+1 {
		return j, head
	}
	lemma := v.Lemma
	inner.Past, inner.Modal, inner.Future, inner.Infinitive, inner.Participle = v.Past || v.Perfect, v.Modal, v.Future, v.Infinitive, v.Participle
	inner.Perfect = inner.Perfect || v.Perfect
	inner.Negated = inner.Negated || v.Negated
	switch {
	case lemma == "go" && c.word(head) == "going":
		inner.Future = true
	case lemma == "be" && inner.Lemma == "blame":
		// "the rebels were to blame" says what is
	case lemma == "have" && v.Past && v.Modal == "" && !v.Future:
		// "had to be rescued" came about
	case lemma == "have" || lemma == "be":
		inner.Modal = "must"
	case inner.Control == "":
		inner.Control = lemma
	}
	*v = inner
	return end, h
}
