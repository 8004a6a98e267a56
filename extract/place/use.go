package place

import (
	"slices"

	"sitrep/extract"
)

// use tells a place meant as a place from one that stands for its people, its government or its
// forces, and names the rule that told it.
func (a *article) use(m *mention) (use, rule string) {
	if m.kind == demonym {
		return extract.Demonym, "place/demonym"
	}
	if rule := a.associated(m); rule != "" {
		return extract.Associative, rule
	}
	j := m.last
	if !a.sameSentence(m, j) {
		return extract.Literal, "place/name"
	}
	if m.want != 0 && m.wantWords.Start >= m.span.End {
		if j = a.doc.TokenAt(m.wantWords.End); !a.sameSentence(m, j) {
			return extract.Literal, "place/type"
		}
	}
	if rule := a.followed(m, j); rule != "" {
		return extract.Associative, rule
	}
	return extract.Literal, "place/name"
}

// sameSentence reports whether token j stands in the sentence of a mention.
func (a *article) sameSentence(m *mention, j int) bool {
	return j < len(a.doc.Tokens) && a.doc.Tokens[j].Sentence == a.doc.Tokens[m.first].Sentence
}

// associated returns the rule by which a name is none of a place where something was, whatever word follows it, or "".
func (a *article) associated(m *mention) string {
	word := a.doc.Tokens[m.first]
	switch {
	case m.span.Len() < word.Len() && m.last == m.first+1 && m.span.End < word.End:
		return "place/hyphen" // "Iran-backed"
	case m.first >= a.tail && a.doc.InTitle(m.span):
		return "place/outlet"
	case a.numbersRoad(m):
		return "place/road"
	case m.unit != nil && m.last < len(a.plain) && missions[a.plain[m.last]]:
		return "place/mission" // "the U.S. embassy" stands in another country
	case a.namesLine(m):
		return "place/pipeline"
	case a.ofJudges(m):
		return "place/speaks"
	}
	return ""
}

// followed returns the rule by which the word at token j behind a name makes it stand for its people or its government, or "": "Baghdad's police",
// "Moscow said".
func (a *article) followed(m *mention, j int) string {
	possessive := a.plain[j] == "'s" || a.plain[j] == "'"
	if possessive {
		for j++; j < min(m.last+4, len(a.doc.Tokens)) && a.lex.cue[a.plain[j]]&groupWord == 0; j++ {
		}
	}
	if !a.sameSentence(m, j) {
		return ""
	}
	switch c, t := a.lex.cue[a.plain[j]], a.doc.Tokens[j]; {
	case c&groupWord != 0, c&organisation != 0 && t.Is(extract.Capital) && !possessive:
		return "place/group"
	case c&speech != 0 && !possessive && !a.afterLocative(m):
		return "place/speaks"
	}
	return ""
}

// ofJudges reports whether the name tells where those come from who condemn or praise what happened: "was condemned by leaders of churches in Kenya and
// Uganda".
func (a *article) ofJudges(m *mention) bool {
	first := a.doc.Sentences[a.doc.Tokens[m.first].Sentence].First
	for i := m.first - 1; i > first && m.first-i < 24; i-- {
		switch w := a.plain[i]; {
		case w == "by": // or "condemned on Thursday by"
			return slices.ContainsFunc(a.plain[max(first, i-3):i], func(w string) bool { return a.lex.phrase["judged"][w] })
		case w == ";" || w == "who" || w == "which" || w == "that" || w == "where" || w == "when" || w == "after":
			return false
		}
	}
	return false
}

// namesLine reports whether the name is one of those that a pipeline is called by, which says between what it runs and not where it was cut: "the Baku -
// Batumi oil pipeline".
func (a *article) namesLine(m *mention) bool {
	for i := m.last; i < min(m.last+6, len(a.doc.Tokens)); i++ {
		t := a.doc.Tokens[i]
		switch {
		case t.Sentence != a.doc.Tokens[m.first].Sentence:
			return false
		case t.Lower == "pipeline" || t.Lower == "pipelines":
			return true
		case !t.Is(extract.Capital) && t.Lower != "-" && t.Lower != "oil" && t.Lower != "gas" && t.Lower != "crude":
			return false
		}
	}
	return false
}

// missions are what a country keeps abroad.
var missions = map[string]bool{"embassy": true, "embassies": true, "consulate": true, "consulates": true}

// afterLocative reports whether a preposition of place governs the name: "in Moscow said".
func (a *article) afterLocative(m *mention) bool {
	i := m.first - 1
	return i >= 0 && a.lex.cue[a.plain[i]]&(locative|weakLocative) != 0
}
