package count

import (
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/token"
)

// readPeriod notes words that stretch a count over a time longer than one incident: "since January", "so far this month". They hang on the verb, or stand
// before it: "during April more than 90 were killed", "attacks over the past ten days have killed 30".
func (r *reader) readPeriod(ctx *context, c int) {
	cl := &r.clauses[c]
	for _, p := range append(r.prepsBefore(c), cl.Preps...) {
		if r.period(p, r.doc.Groups[cl.Verb].Verb.Perfect) && !r.ofPart(p) {
			ctx.anchor, ctx.period = "period", p.Word+" "+r.doc.Slice(r.doc.Groups[p.Group].Span)
		}
	}
	if text := r.sinceItBegan(c); text != "" && ctx.period == "" {
		ctx.anchor, ctx.period = "period", text
	}
	for g := r.first; g < r.last; g++ {
		text := strings.ToLower(r.doc.Slice(r.doc.Groups[g].Span))
		if yearly[text] && !r.ofDay(g) || soFar[text] && r.soFar(g) || overTime(text) && r.before(c, g) {
			ctx.anchor, ctx.period = "period", r.doc.Slice(r.doc.Groups[g].Span)
		}
	}
}

// ofDay reports whether group g is the end of a day: "(on 24 May) this year".
func (r *reader) ofDay(g int) bool {
	s := r.doc.Groups[g].Span
	return slices.ContainsFunc(overlapping(r.doc.Times, s), func(m extract.Mention[extract.Timex]) bool {
		return m.Start < s.Start && m.Contains(s) && m.Value.Precision == "day"
	})
}

// sinceItBegan returns the words by which a perfect verb counts over a war or from its beginning, or "": "the war has killed", "have died since rebels
// took up arms", "Since 2004, when the army came, 90 have died".
func (r *reader) sinceItBegan(c int) string {
	cl := &r.clauses[c]
	if !r.doc.Groups[cl.Verb].Verb.Perfect {
		return ""
	}
	if sent := &r.doc.Sentences[r.sentence]; r.doc.Tokens[sent.First].Lower == "since" && r.doc.Groups[cl.Verb].First > sent.First+2 {
		return r.upToComma(sent.First)
	}
	if cl.Subject >= 0 && (wars[r.word(cl.Subject)] || r.word(cl.Subject) == "it" && r.warBefore()) {
		return r.doc.Slice(r.doc.Groups[cl.Subject].Span)
	}
	for k := range r.clauses {
		if since := &r.clauses[k]; since.Linker == "since" && since.Verb > cl.Verb && beginnings[r.doc.Groups[since.Verb].Verb.Lemma] {
			return "since " + r.doc.Slice(since.Span)
		}
	}
	return ""
}

// warBefore reports whether the sentence before speaks of a war: "War broke out in 2023. It has displaced 12 million people".
func (r *reader) warBefore() bool {
	if r.sentence == 0 {
		return false
	}
	sent := &r.doc.Sentences[r.sentence-1]
	for i := sent.First; i < sent.Last; i++ {
		if wars[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	return false
}

// upToComma returns the words from token i to the next comma, or "" where there is none.
func (r *reader) upToComma(i int) string {
	for n := i; n < r.doc.Sentences[r.sentence].Last; n++ {
		if r.doc.Tokens[n].Lower == "," {
			return r.doc.Text[r.doc.Tokens[i].Start:r.doc.Tokens[n].Start]
		}
	}
	return ""
}

// ofPart reports whether a phrase hangs on a part of what is counted: "4,200 cases were recorded, 165 of them in the past 24 hours".
func (r *reader) ofPart(p token.Prep) bool {
	w := r.word(p.Group - 2)
	return p.Group-2 >= r.first && (w == "them" || w == "whom")
}

// prepsBefore returns the prepositional phrases before the verb of clause c that are of no other clause.
func (r *reader) prepsBefore(c int) []token.Prep {
	var preps []token.Prep
	for g := r.clauses[c].Verb - 1; g > r.first; g-- {
		if r.kind(g) == extract.NounGroup && r.kind(g-1) == extract.Preposition && r.ownBefore(c, g) {
			preps = append(preps, token.Prep{Word: r.word(g - 1), Group: g})
		}
		if r.bounds(g) {
			break
		}
	}
	return preps
}

// before reports whether group g stands in clause c before its verb: no other verb between, nor a word that opens the clause.
func (r *reader) before(c, g int) bool {
	for k := r.clauses[c].Verb - 1; k > g; k-- {
		if r.bounds(k) {
			return false
		}
	}
	return g < r.clauses[c].Verb && r.ownBefore(c, g)
}

// bounds reports whether group g is a verb or a word that opens a clause, behind which the phrases are of another verb.
func (r *reader) bounds(g int) bool { return r.kind(g) == extract.VerbGroup || opensClause[r.word(g)] }

// ownBefore reports whether group g before the verb of clause c hangs on no earlier verb.
func (r *reader) ownBefore(c, g int) bool {
	own := r.clauseOf(g)
	return own < 0 || own == c || r.clauses[own].Verb > g
}

var opensClause = wordSet("; when while if as although though because whereas unless until where that than")

// period reports whether a prepositional phrase is a time over which incidents are counted together; a perfect verb makes one of "since".
func (r *reader) period(p token.Prep, perfect bool) bool {
	text := strings.ToLower(r.doc.Slice(r.doc.Groups[p.Group].Span))
	switch p.Word {
	case "since":
		return perfect
	case "during":
		return months[text] || isYear(text) || eras[r.word(p.Group)] || lasting(text)
	case "in":
		return under(text) || lasting(text) || text == "this decade"
	case "over", "within":
		return lasting(text)
	}
	return false
}

// lasting reports whether a noun group of time is one that lasts: "the past year", "recent weeks", "five years".
func lasting(text string) bool {
	return strings.HasPrefix(text, "the past") || strings.HasPrefix(text, "the last") || strings.HasPrefix(text, "recent ") || strings.Contains(text, " years") || strings.HasSuffix(text, "-year")
}

// overTime reports whether a noun group took "over" in before a time that lasts: "over the last two weeks".
func overTime(text string) bool {
	rest, over := strings.CutPrefix(text, "over ")
	return over && (strings.HasPrefix(rest, "the past ") || strings.HasPrefix(rest, "the last "))
}

// under reports whether a noun group bounds a time: "less than three months".
func under(text string) bool {
	return (strings.HasPrefix(text, "less than ") || strings.HasPrefix(text, "under ")) &&
		(strings.HasSuffix(text, " days") || strings.HasSuffix(text, " weeks") || strings.HasSuffix(text, " months"))
}

// soFar reports whether "so far" stands right before or behind group g.
func (r *reader) soFar(g int) bool {
	first, last := r.doc.Groups[g].First, r.doc.Groups[g].Last
	return r.twoWords(first-2, "so", "far") || r.twoWords(last, "so", "far")
}

// twoWords reports whether two words stand at token i.
func (r *reader) twoWords(i int, a, b string) bool {
	return i >= 0 && i+1 < len(r.doc.Tokens) && r.doc.Tokens[i].Lower == a && r.doc.Tokens[i+1].Lower == b
}

var (
	// wars last for months or years.
	wars = wordSet("war conflict insurgency insurrection rebellion")
	// beginnings are the verbs by which such a time is told to begin.
	beginnings = wordSet("begin start erupt break invade seize take launch resume")
	// months are what a toll "during April" is counted over.
	months = wordSet("january february march april may june july august september october november december")
	// eras last for weeks or years: a toll "during the campaign" is none of one day.
	eras = wordSet("campaign war decade decades dictatorship regime uprising")
	// yearly are groups that count over a year wherever they stand.
	yearly = map[string]bool{"this year": true, "each year": true, "every year": true, "annually": true, "a year": true}
	// soFar are groups that count over a time beside "so far".
	soFar = map[string]bool{"this month": true, "this week": true}
)
