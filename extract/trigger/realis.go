package trigger

import (
	"io/fs"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// Realis and outcome of a trigger (after ACE's modality and polarity).
const (
	actual       = "actual"
	negated      = "negated"
	hypothetical = "hypothetical"
	threatened   = "threatened"
	planned      = "planned"
	exercise     = "exercise"
	purpose      = "purpose" // within this file: an infinitive that nothing known governs
	alleged      = "alleged"

	occurred  = "occurred"
	attempted = "attempted"
	foiled    = "foiled"
	unknown   = "unknown"
)

// realisWords are the words of realis.txt with the kind of ruling that they bring.
type realisWords struct {
	kind map[string]string // a word in two lists is of the later kind
}

func (g *grammar) readRealis(files fs.FS) error {
	entries, examples, err := lexicon.ReadEntries(files, "lexicon/realis.txt", ErrLexicon)
	if err != nil {
		return err
	}
	g.examples = append(g.examples, examples...)
	g.realis.kind = map[string]string{}
	for _, e := range entries {
		for _, item := range e.Items {
			for _, word := range expand(item) {
				g.realis.kind[word] = e.Key
			}
		}
	}
	return nil
}

func (r *reader) kind(i int) string {
	if i < r.first || i >= r.end {
		return ""
	}
	if r.doc.Tokens[i].Lower == "may" && r.isMonth(i) {
		return ""
	}
	return r.g.realis.kind[r.doc.Tokens[i].Lower]
}

// isMonth reports whether "may" at token i is the month: "a mine collapse on 29 May killed 14".
func (r *reader) isMonth(i int) bool {
	t := r.doc.Tokens[i]
	if t.Is(extract.Capital) && !t.Is(extract.AllCaps) && i > r.first && r.doc.Sentences[r.s].Kind == extract.Body {
		return true
	}
	switch r.lower(i - 1) {
	case "in", "of", "since", "last", "early", "late", "mid", "by", "until", "on":
		return true
	}
	return i > r.first && r.doc.Tokens[i-1].Is(extract.Digit) && t.Is(extract.Capital)
}

func (r *reader) lower(i int) string {
	if i < r.first || i >= r.end {
		return ""
	}
	return r.doc.Tokens[i].Lower
}

// judge sets realis and outcome.
func (r *reader) judge(t *extract.Trigger, h hit) {
	t.Realis, t.Outcome = h.sense.realis, h.sense.outcome
	realis, outcome := "", ""
	if t.Noun {
		known := *t
		known.Definite = t.Definite && !r.behindThat(h)
		realis, outcome = r.judgeNoun(&known, h)
	} else {
		realis, outcome = r.judgeVerb(h.first, h.head)
	}
	if realis == "" && outcome == "" && h.base && r.doc.Sentences[r.s].Kind == extract.Body {
		realis = r.coordinated(h.first)
	}
	if realis == purpose {
		// "gathered to protest" is a protest; "gathered to attack" is not yet an attack
		if realis = hypothetical; extract.Family(t.Type) == "protest" {
			realis = ""
		}
	}
	if realis == "" && !t.Noun && r.deniedThat(h.first) {
		realis = alleged
		if f := extract.Family(t.Type); f == "accident" || f == "disaster" || f == "outbreak" {
			realis = negated // nobody is charged with it
		}
	}
	if realis == "" && r.drilled(t, h) {
		realis = exercise
	}
	if !t.Noun && !t.Effect() && r.noSubject(h) {
		realis = negated
	}
	if r.invented(h.first) || r.whoever(h.first) {
		realis = hypothetical
	}
	if r.takenBack(h) || t.Noun && r.disproved(h) {
		realis = negated
	}
	if realis == "" && !t.Definite && r.conditional(h.first) {
		realis = hypothetical
	}
	if t.Realis == "" {
		t.Realis = realis
	}
	if t.Outcome == "" {
		t.Outcome = outcome
	}
	if t.Realis == "" {
		t.Realis = actual
	}
	if t.Outcome == "" {
		t.Outcome = unknown
		if t.Realis == actual {
			t.Outcome = occurred
		}
	}
}

// underWay reports whether the warning or fear at token n is of what the event noun at token i already does: "warned that dengue fever is spreading".
func (r *reader) underWay(n, i int) bool {
	if r.lower(n+1) != "that" {
		return false
	}
	for i++; i < r.end && strings.HasPrefix(r.doc.Tokens[i].Tag, "NN"); i++ {
	}
	k := r.kind(i)
	for i++; r.adverb(i); i++ {
	}
	return (k == "be" || k == "have") && i < r.end && (r.doc.Tokens[i].Tag == "VBG" || r.doc.Tokens[i].Tag == "VBN")
}

// deniedThat reports whether the clause of token i hangs on a denial: "the army denied that its planes had bombed a school".
func (r *reader) deniedThat(i int) bool {
	for n := i - 1; n > r.first && i-n <= 8; n-- {
		if r.lower(n) == "that" {
			return r.denialBefore(n)
		}
		if r.doc.Tokens[n].Is(extract.Punct) {
			return false
		}
	}
	return false
}

// denialBefore reports whether "that" at token n hangs on a denial: "denied on Tuesday that", "dismissed a claim by the rebels that".
func (r *reader) denialBefore(n int) bool {
	asserted := false
	for k := n - 1; k >= n-10 && (asserted || k >= n-6); k-- {
		switch r.kind(k) {
		case "deny":
			return (asserted || k >= n-3) && r.lower(k) != "ruled"
		case "assertion":
			asserted = true
		}
	}
	return false
}

// behindThat reports whether a noun without article stands behind the conjunction "that": "warned that cholera could spread".
func (r *reader) behindThat(h hit) bool {
	i := h.first - 1
	for i >= r.first && r.lower(i) != "that" && r.nounModifier(i) {
		i--
	}
	return r.lower(i) == "that" && r.doc.Tokens[i].Tag == "IN"
}

// judgeVerb reads the verb group that ends before token i: negation, modals, and the verb or noun that governs an infinitive or a gerund.
func (r *reader) judgeVerb(i, head int) (realis, outcome string) {
	to, have := false, r.kind(i) == "be" && r.stated(i-2) // of an infinitive: its "to", and whether it is one of what has been or is ("to have killed", "to be dead")
	progressive := false                                  // "is spreading" is no gerund
	n := i - 1
	for ; n >= r.first && i-n < 8; n-- {
		switch k := r.kind(n); {
		case k == "not":
			if r.lower(n+1) == "only" || r.lower(n+1) == "just" {
				return "", ""
			}
			return negated, ""
		case k == "hearsay":
			realis = alleged
		case k == "nearly":
			return negated, ""
		case k == "possible":
			if have && r.lower(n) != "could" && r.lower(n) != "should" {
				return alleged, ""
			}
			return hypothetical, "" // "could have caused an explosion"
		case k == "will":
			if r.lower(n) == "would" && have {
				return hypothetical, ""
			}
			return planned, ""
		case r.lower(n) == "to" && strings.HasSuffix(r.lower(head), "ing"):
			return r.governed(n-1, realis) // "confessed to shooting"
		case r.lower(n) == "to":
			to = true
		case k == "have":
			have = true
		case k == "be" || r.adverb(n):
			if to {
				return r.control(n+1, have, realis)
			}
			have = have || k == "be" && r.stated(n-2)
			progressive = progressive || k == "be"
		default:
			if to {
				return r.control(n+1, have, realis)
			}
			if !progressive && (strings.HasSuffix(r.lower(head), "ing") || strings.HasSuffix(r.lower(i), "ing")) {
				return r.governed(n, realis)
			}
			return realis, ""
		}
	}
	if to {
		return r.control(n+1, have, realis)
	}
	return realis, ""
}

// stated reports whether what is or was is said of somebody by the verb at token i: "are believed", "is said".
func (r *reader) stated(i int) bool {
	return r.kind(i) == "believe" && r.lower(i+1) == "to" && (r.kind(i-1) == "be" || r.adverb(i-1))
}

// control reads what governs the "to" whose verb group begins at token i.
func (r *reader) control(i int, have bool, realis string) (string, string) {
	if nths[r.lower(i-2)] && r.lower(i-3) == "the" {
		return realis, "" // "the third person to die"
	}
	for n := i - 1; n >= r.first && i-n <= 4; n-- {
		switch k := r.kind(n); k {
		case "be":
			return planned, ""
		case "believe":
			if have {
				return realis, ""
			}
			return hypothetical, ""
		case "accuse":
			return alleged, ""
		case "begin":
			if r.doc.Tokens[n].Lower == "going" {
				return planned, "" // "two mines were going to be laid"
			}
			return realis, ""
		case "attempt", "tried", "fail":
			return realis, attempted
		case "plan", "threaten", "fear", "foil", "intended", "undone", "unreal":
			return r.intent(n, k)
		}
		if r.kind(n) == "" && !r.adverb(n) && n < i-1 && r.doc.Tokens[n].Is(extract.Punct) {
			break
		}
	}
	if have {
		return alleged, ""
	}
	return purpose, ""
}

// nths are the ordinals of those to whom something happened one after another.
var nths = map[string]bool{"first": true, "second": true, "third": true, "fourth": true, "fifth": true, "sixth": true, "seventh": true, "eighth": true, "ninth": true, "tenth": true}

// intent is the ruling of a word of planning, threatening, fearing or foiling at token n.
func (r *reader) intent(n int, kind string) (string, string) {
	switch kind {
	case "threaten":
		return threatened, ""
	case "fear", "unreal":
		return hypothetical, ""
	case "foil", "undone":
		return planned, foiled
	}
	if r.foiledBefore(n) {
		return planned, foiled
	}
	return planned, ""
}

// foiledBefore reports whether a word of foiling stands within four tokens before n, and is no mere purpose ("to prevent").
func (r *reader) foiledBefore(n int) bool {
	for k := n - 1; k >= r.first && n-k <= 4; k-- {
		if r.kind(k) == "foil" && r.lower(k-1) != "to" && !strings.HasSuffix(r.lower(k), "ing") {
			return true
		}
	}
	return false
}

// governed reads the preposition or verb before a gerund: "accused of bombing", "threatened with killing", "without killing".
func (r *reader) governed(n int, realis string) (string, string) {
	if r.lower(n) == "without" {
		return negated, ""
	}
	for k := n; k >= r.first && n-k <= 5; k-- {
		switch kind := r.kind(k); kind {
		case "accuse", "deny":
			return alleged, ""
		case "plan", "threaten", "fear", "foil":
			return r.intent(k, kind)
		case "attempt":
			return realis, attempted
		}
	}
	return realis, ""
}

// judgeNoun reads the modifiers before an event noun, what governs it, and the verb that follows it.
func (r *reader) judgeNoun(t *extract.Trigger, h hit) (realis, outcome string) {
	if realis, outcome, ok := r.modified(h.first); ok {
		return realis, outcome
	}
	if realis, outcome, ok := r.nounGoverned(t, h.first); ok {
		return realis, outcome
	}
	return r.predicate(t, h)
}

// modified reads the noun's own modifiers: "no attack", "a foiled attack", "possible attacks".
func (r *reader) modified(i int) (realis, outcome string, ok bool) {
	for n := i - 1; n >= r.first && i-n <= 4; n-- {
		switch k := r.kind(n); k {
		case "not":
			return negated, "", r.lower(n) == "no" || r.lower(n) == "without" || r.lower(n) == "not" && r.lower(n+1) != "only"
		case "unreal":
			return hypothetical, "", true
		case "intended":
			return planned, "", true
		case "undone":
			return planned, foiled, true
		case "tried":
			return "", attempted, true
		case "hearsay", "accuse":
			if k == "hearsay" || r.lower(n) == "alleged" {
				return alleged, "", true
			}
		case "threaten":
			return threatened, "", true
		case "mock":
			return exercise, "", true
		case "definite", "indefinite", "general":
			if r.lower(n) == "any" && r.denied(n) {
				return negated, "", true
			}
			continue
		}
		if !r.nounModifier(n) {
			return "", "", false
		}
	}
	return "", "", false
}

// nounGoverned reads the words that the noun depends on, back to the verb: "threat of", "no reports of", "threatened to carry out".
func (r *reader) nounGoverned(t *extract.Trigger, i int) (realis, outcome string, ok bool) {
	for n := i - 1; n >= r.first && i-n <= 9; n-- {
		switch k := r.kind(n); k {
		case "report":
			if r.negatedNoun(n) {
				return negated, "", true
			}
		case "rumour":
			return negated, "", true
		case "deny":
			if !t.Definite && (r.lower(n+1) == "any" || r.lower(n+1) == "that" || r.lower(n+1) == "there" || r.kind(n+1) == "report") {
				return negated, "", true
			}
			return alleged, "", n == i-1 && strings.HasSuffix(r.lower(i), "ing") // "Army denies bombing school"
		case "foil":
			if r.lower(n-1) == "to" || strings.HasSuffix(r.lower(n), "ing") || r.kind(n-1) == "possible" || r.kind(n-1) == "will" {
				return hypothetical, "", !t.Definite
			}
			return planned, foiled, i-n <= 6
		case "threaten":
			return threatened, "", !t.Definite
		case "plan":
			if w := r.lower(n); (w == "call" || w == "calls" || w == "called") && r.lower(n+1) != "for" {
				break // "officers were called to a shooting", "a call of a shooting"
			}
			if r.lower(n) == "wanted" && soughtFor[r.lower(n+1)] {
				break // "wanted in the shooting of a teacher"
			}
			return planned, "", !t.Definite
		case "fear":
			return hypothetical, "", !t.Definite && !r.underWay(n, i)
		case "attempt":
			if r.lower(n+1) == "at" {
				return "", attempted, true
			}
		case "accuse":
			return alleged, "", !t.Definite && r.lower(n) != "suspected"
		case "carry":
			realis, outcome := r.judgeVerb(n, n)
			return realis, outcome, realis != "" || outcome != ""
		}
		if r.opens(n) || r.doc.Tokens[n].Is(extract.Punct) {
			return "", "", false
		}
	}
	return "", "", false
}

// soughtFor stand behind "wanted" where it is said of who did something: "wanted in the shooting of a teacher", "wanted on a murder charge".
var soughtFor = map[string]bool{"in": true, "for": true, "over": true, "on": true, "by": true}

func (r *reader) denied(n int) bool {
	for k := n - 1; k >= r.first && n-k <= 6; k-- {
		if kind := r.kind(k); kind == "deny" || kind == "not" {
			return true
		}
	}
	return false
}

// negatedNoun reports whether "no" or "not" stands shortly before token n: "there were no reports of", "had not received reports of".
func (r *reader) negatedNoun(n int) bool {
	for k := n - 1; k >= r.first && n-k <= 4; k-- {
		switch r.kind(k) {
		case "not", "deny":
			return true
		}
		if r.doc.Tokens[k].Is(extract.Punct) {
			return false
		}
	}
	return false
}

// predicate reads the verb after the noun: "an attack could follow", "the protest will be held", "no attack took place".
func (r *reader) predicate(t *extract.Trigger, h hit) (realis, outcome string) {
	for n := h.last; n < r.end && n-h.last < 6; n++ {
		k := r.kind(n)
		switch {
		case r.doc.Tokens[n].Is(extract.Punct) || r.lower(n) == "that" || r.lower(n) == "which" || r.lower(n) == "who":
			return "", ""
		case k == "possible" && !t.Definite, r.lower(n) == "feared" && n == h.last && !t.Definite:
			return hypothetical, "" // "cholera feared"
		case k == "will":
			return planned, ""
		case k == "foil" && r.kind(n-1) == "be":
			return planned, foiled
		case k == "be" && r.kind(n+1) == "not" && !t.Definite && happens[r.lower(n+2)]:
			return negated, ""
		case k == "fail":
			return "", attempted
		case k == "be" && (r.lower(n+1) == "planned" || r.lower(n+1) == "scheduled" || r.lower(n+1) == "expected"):
			return planned, ""
		case r.doc.Tokens[n].Tag == "VBD" && k != "be":
			return "", ""
		}
	}
	return "", ""
}

// happens are what is said of an event that there was: "attacks were not reported".
var happens = map[string]bool{"reported": true, "confirmed": true, "recorded": true, "observed": true, "seen": true, "detected": true, "carried": true, "true": true, "real": true,
	"happening": true, "occurring": true, "registered": true, "found": true, "staged": true}

// coordinated reads a base form whose "to" or modal stands with an earlier verb ("to intercept, capture or attack"), or that hangs on
// a demand ("demanded that the rebels attack").
func (r *reader) coordinated(i int) string {
	for n := i - 1; n >= r.first && i-n <= 14; n-- {
		switch k := r.kind(n); {
		case r.lower(n) == "to" && n == i-1:
			return "" // its own, which judgeVerb has read
		case r.lower(n) == "to" && r.lower(n-1) != "according":
			realis, _ := r.control(n, false, "")
			return realis
		case k == "possible":
			return hypothetical
		case k == "plan" && r.lower(n+1) == "that":
			return planned
		case k == "will":
			return planned
		case r.doc.Tokens[n].Tag == "VBD" || r.doc.Tokens[n].Tag == "VBZ":
			return ""
		case r.lower(n) == ";" || r.lower(n) == "did" || r.lower(n) == "do" || r.lower(n) == "does":
			return ""
		}
	}
	return ""
}

// conditional reports whether "if", "unless" or "in case of" opens the clause of token i.
func (r *reader) conditional(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 12; n-- {
		switch r.lower(n) {
		case "if", "unless", "lest":
			return r.lower(n-1) != "even" && r.lower(n-1) != "as"
		case "event", "case", "cases":
			if r.lower(n-1) == "the" && r.lower(n-2) == "in" && r.lower(n+1) == "of" || r.lower(n-1) == "in" && r.lower(n+1) == "of" {
				return true
			}
		case ",", ";", ":", "said", "—", "--":
			return false
		}
	}
	return false
}

// drilled reports whether the sentence tells of a drill or a game. An accident in a real exercise is real.
func (r *reader) drilled(t *extract.Trigger, h hit) bool {
	for n := r.first; n < h.first; n++ {
		switch k := r.kind(n); {
		case k == "mock":
			return h.first-n < 14
		case k == "drill":
			if r.inWhich(n+1, h.first) {
				return true // "an exercise on Saturday in which a train collided with a bus"
			}
			return h.first-n < 14 && !t.Effect() && extract.Family(t.Type) != "accident" && r.links(n, h.first)
		}
	}
	return false
}

// inWhich reports whether "in which" or "where" opens a clause between two tokens, before any comma.
func (r *reader) inWhich(from, to int) bool {
	for n := from; n < to; n++ {
		switch r.lower(n) {
		case "in", "during":
			if r.lower(n+1) == "which" {
				return true
			}
		case "where":
			return true
		case ";", ",":
			return false
		}
	}
	return false
}

// links reports whether only a preposition phrase or a participle stands between a drill and what it plays.
func (r *reader) links(from, to int) bool {
	for n := from + 1; n < to; n++ {
		switch r.lower(n) {
		case "for", "of", "simulating", "involving", "imitating", "on", "to":
			return true
		case ",", ";", "when", "after", "before", "killed":
			return false
		}
	}
	return false
}

// invented reports whether a work of fiction tells of the event: "a film about a hijacking", "a thriller in which a bomb kills a mayor".
func (r *reader) invented(i int) bool {
	for n := i - 1; n >= r.first && i-n <= 14; n-- {
		switch {
		case r.kind(n) == "story":
			return r.about(n+1, i)
		case r.lower(n) == ";":
			return false
		}
	}
	return false
}

// about reports whether a story's word is followed by what it tells: "about", "in which", "depicting".
func (r *reader) about(from, to int) bool {
	for n := from; n < min(from+6, to); n++ {
		switch r.lower(n) {
		case "about", "depicting", "portraying", "imagining", "recounting", "retelling", "featuring", "inspired":
			return true
		case "imagines", "depicts", "tells", "portrays", "describes", "recounts":
			return true
		case "opens", "begins", "ends", "starts":
			return r.lower(n+1) == "with"
		case ",", "when", "after", "while":
			return false
		}
	}
	return r.inWhich(from, to)
}

// takenBack reports whether the clause says of the report of the event that it is not so: "reports of a shooting were false", "it is not true
// that a bomb exploded".
func (r *reader) takenBack(h hit) bool {
	for n := h.first - 1; n >= r.first && h.first-n <= 16; n-- {
		switch {
		case r.account(n):
			return r.falsified(h.last)
		case r.lower(n) == "that":
			return r.untrue(n) || r.kind(n-1) == "rumour" || r.kind(n-1) == "report" && r.negatedNoun(n-1) || r.account(n-1) && r.falsified(h.last)
		case r.doc.Tokens[n].Is(extract.Punct):
			return false
		}
	}
	return false
}

// account reports whether the word at token n is what somebody tells: "the report", "a claim".
func (r *reader) account(n int) bool {
	return r.kind(n) == "report" || r.lower(n) == "claim" || r.lower(n) == "claims" || r.lower(n) == "story"
}

// untrue reports whether "not true" or "false" stands before the "that" at token n.
func (r *reader) untrue(n int) bool {
	return r.kind(n-1) == "untrue" || r.lower(n-1) == "false" || (r.lower(n-1) == "true" || r.lower(n-1) == "correct") && r.kind(n-2) == "not"
}

// falsified reports whether the verb of the clause behind token i calls its subject false.
func (r *reader) falsified(i int) bool {
	for n := i; n < r.end && n-i < 18; n++ {
		switch {
		case r.lower(n) == ";" || r.lower(n) == "that" || r.lower(n) == "who":
			return false
		case r.kind(n) == "untrue" || r.kind(n) == "rumour":
			return r.kind(n-1) == "be" || r.kind(n-2) == "be" || r.lower(n-1) == "a" || r.lower(n-1) == "proved" || r.lower(n-1) == "proven"
		}
	}
	return false
}

// whoever reports whether the doer of the verb at token i is anybody who may do it: "anyone who kidnaps children".
func (r *reader) whoever(i int) bool {
	if r.lower(i-1) != "who" || r.doc.Tokens[i].Tag != "VBZ" && r.doc.Tokens[i].Tag != "VBP" {
		return false
	}
	switch r.lower(i - 2) {
	case "anyone", "anybody", "those", "somebody", "someone", "people":
		return true
	}
	return false
}

// noSubject reports whether the subject of an intransitive or active verb is nobody and nothing: "no bomb had exploded".
func (r *reader) noSubject(h hit) bool {
	n := h.head - 1
	for n >= r.first && (r.kind(n) == "have" || r.kind(n) == "be" || r.adverb(n)) {
		n--
	}
	for ; n > r.first && r.nounModifier(n); n-- {
		if r.lower(n-1) == "no" {
			return r.lower(n) != "fewer" && r.lower(n) != "less" && r.lower(n) != "more"
		}
	}
	return false
}
