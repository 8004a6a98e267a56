package token

import (
	"strings"

	"sitrep/extract"
)

// closed are words of one part of speech in news, whatever the tagger saw: headlines in title
// case and copy whose case was restored by a program come out as proper names otherwise.
var closed = map[string]string{
	"the": "DT", "a": "DT", "an": "DT", "another": "DT", "these": "DT", "those": "DT", "each": "DT", "every": "DT", "no": "DT", "both": "DT", "either": "DT",
	"and": "CC", "or": "CC", "but": "CC", "nor": "CC",
	"of": "IN", "in": "IN", "at": "IN", "by": "IN", "from": "IN", "with": "IN", "during": "IN", "for": "IN", "on": "IN", "near": "IN", "into": "IN",
	"while": "IN", "when": "WRB", "where": "WRB", "after": "IN", "before": "IN", "because": "IN", "if": "IN", "since": "IN", "amid": "IN", "outside": "IN", "inside": "IN", "per": "IN",
	"he": "PRP", "she": "PRP", "it": "PRP", "they": "PRP", "we": "PRP", "i": "PRP", "you": "PRP", "them": "PRP", "him": "PRP", "us": "PRP",
	"his": "PRP$", "its": "PRP$", "their": "PRP$", "our": "PRP$", "my": "PRP$", "your": "PRP$",
	"who": "WP", "whom": "WP", "whose": "WP$", "which": "WDT", "what": "WP",
	"was": "VBD", "were": "VBD", "is": "VBZ", "are": "VBP", "been": "VBN", "being": "VBG", "be": "VB", "has": "VBZ", "had": "VBD", "did": "VBD", "does": "VBZ",
	"overnight": "RB", "tonight": "RB", "midweek": "RB",
	"will": "MD", "would": "MD", "could": "MD", "may": "MD", "might": "MD", "should": "MD", "must": "MD", "can": "MD", "cannot": "MD", "shall": "MD",
	"to": "TO", "not": "RB", "n't": "RB", "people": "NNS", "police": "NNS", "several": "JJ", "dead": "JJ", "missing": "JJ", "hospital": "NN", "lightning": "NN", "bird": "NN", "flu": "NN", "unhurt": "JJ", "homeless": "JJ", "children": "NNS", "passer-by": "NN", "passers-by": "NNS", "bodyguard": "NN", "gunman": "NN", "gunmen": "NNS", "women": "NNS", "men": "NNS",
	"dozens": "NNS", "scores": "NNS", "hundreds": "NNS", "thousands": "NNS", "others": "NNS", "none": "NN", "nobody": "NN", "someone": "NN", "everyone": "NN", "anyone": "NN", "somebody": "NN", "anybody": "NN",
	"said": "VBD", "says": "VBZ", "also": "RB", "fatally": "RB", "accidentally": "RB", "critically": "RB", "seriously": "RB", "allegedly": "RB", "reportedly": "RB", "apparently": "RB",
	"mortally": "RB", "badly": "RB", "slightly": "RB", "severely": "RB", "gravely": "RB", "accidently": "RB",
}

// numerals are the words that name a number; they are always CD.
var numerals = formSet(`two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
	twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen lakh crore`)

// eventNouns are -ing forms that are nouns unless they take an object.
var eventNouns = formSet(`bombing shooting killing stabbing kidnapping shelling fighting raping beating burning flooding looting rioting crossing landing
	hijacking hearing meeting building mourning briefing uprising wounding hanging slaying sentencing ruling offering gathering drowning`)

// participialAdjectives stand before a noun as adjectives where a noun group may begin.
var participialAdjectives = formSet(`armed unarmed masked hooded wounded injured suspected alleged unidentified retired displaced trapped infected convicted detained kidnapped abducted
	unnamed uniformed disguised heavily-armed surviving remaining missing visiting passing neighboring neighbouring fleeing stranded charred decapitated mutilated escaped wanted hospitalized arrested rescued captured
	uninjured unconfirmed so-called outlawed banned married pregnant disabled drowned burned burnt bullet-riddled opposing warring rioting protesting striking demonstrating advancing retreating crowded packed hijacked exiled
	damaged destroyed collapsed working leading existing following concerned estimated reported confirmed fired registered affected evacuated murdered slain`)

// formSet makes a set of the words of a text.
func formSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// retag corrects the systematic errors of the tagger in tokens[first:last]: closed classes,
// numerals, participles beside auxiliaries, event nouns in -ing, verbs that were taken for nouns.
func retag(doc *extract.Document, first, last int) {
	titled := titleCase(doc, first, last)
	for i := first; i < last; i++ {
		t := &doc.Tokens[i]
		if tag, ok := closed[t.Lower]; ok && !name(doc, first, last, i) {
			t.Tag = tag
			continue
		}
		switch {
		case numerals[t.Lower] || numberForm(t):
			t.Tag = "CD"
		case titled && !t.Is(extract.Punct) && t.Lower != "one" || t.Tag == "NNP" && i == first && t.Is(extract.Capital):
			retagTitle(doc, first, i)
		case t.Lower == "one" || t.Lower == "half":
			t.Tag = "CD"
		}
	}
	for i := first; i < last; i++ {
		if possesses(doc, first, last, i) {
			doc.Tokens[i].Tag = "POS" // "the miners' union"
		}
		retagVerb(doc, first, last, i)
		if t := &doc.Tokens[i]; t.Lower == "off" && t.Tag == "RP" && i > first && (strings.HasPrefix(doc.Tokens[i-1].Tag, "NN") || offshore[Lemma(doc.Tokens[i-1].Lower)]) {
			t.Tag = "IN" // "the sinking off Malta"
		}
	}
}

// possesses reports whether token i is the apostrophe of a plural possessor before a noun, and closes no quotation.
func possesses(doc *extract.Document, first, last, i int) bool {
	t := &doc.Tokens[i]
	if t.Lower != "'" && t.Lower != "’" || i == first || i+1 >= last {
		return false
	}
	prev, next := &doc.Tokens[i-1], &doc.Tokens[i+1]
	if prev.End != t.Start || !strings.HasSuffix(prev.Lower, "s") || !strings.HasPrefix(prev.Tag, "NN") || next.Start == t.End || !strings.HasPrefix(next.Tag, "NN") && !strings.HasPrefix(next.Tag, "JJ") {
		return false
	}
	for k := first; k < i; k++ {
		if q := &doc.Tokens[k]; (q.Lower == "'" || q.Lower == "‘") && q.End == doc.Tokens[k+1].Start {
			return false
		}
	}
	return true
}

// offshore are verbs of what happens off a coast.
var offshore = formSet("drown sink capsize die perish collide explode crash strike disappear vanish founder kill")

// titleCase reports whether nearly all longer words of a sentence begin with a capital.
func titleCase(doc *extract.Document, first, last int) bool {
	words, capitals := 0, 0
	for i := first; i < last; i++ {
		if t := &doc.Tokens[i]; len(t.Lower) > 3 && !t.Is(extract.Punct) && !t.Is(extract.Digit) {
			words++
			if t.Is(extract.Capital) {
				capitals++
			}
		}
	}
	return words >= 3 && capitals*10 >= words*8
}

// name reports whether a word of a closed class stands inside a name: "May", "The Who", "US".
func name(doc *extract.Document, first, last, i int) bool {
	t := &doc.Tokens[i]
	switch t.Lower {
	case "us":
		return t.Is(extract.AllCaps)
	case "may", "will":
		if t.Lower == "may" && dayBefore(doc, first, last, i) {
			return true
		}
		return t.Is(extract.Capital) && (i == first || i+1 < last && doc.Tokens[i+1].Is(extract.Digit) || i > first && (doc.Tokens[i-1].Tag == "IN" || doc.Tokens[i-1].Lower == "to"))
	case "her", "near", "that", "to", "before", "after":
		return false
	case "can":
		return i > first && doc.Tokens[i-1].Tag == "DT"
	}
	return false
}

// dayBefore reports whether a day of the month stands before "may" at token i, and no verb behind it: "on 8 May to", not "12 may have died".
func dayBefore(doc *extract.Document, first, last, i int) bool {
	prev, next := neighbour(doc, first, last, i, -1), neighbour(doc, first, last, i, 1)
	if prev == nil || !numberForm(prev) || len(prev.Lower) > 2 {
		return false
	}
	return next == nil || doc.Tokens[i].Is(extract.Capital) || !strings.HasPrefix(next.Tag, "VB") && next.Tag != "RB"
}

// numberForm reports whether a token is written with digits only ("12", "1,400", "3.5").
func numberForm(t *extract.Token) bool {
	if !t.Is(extract.Digit) {
		return false
	}
	for i := 0; i < len(t.Lower); i++ {
		if c := t.Lower[i]; (c < '0' || c > '9') && c != ',' && c != '.' && c != '-' {
			return false
		}
	}
	return true
}

// retagTitle reads a capitalised word as the verb it may be where everything is capitalised.
func retagTitle(doc *extract.Document, first, i int) {
	t := &doc.Tokens[i]
	if eventNouns[t.Lower] {
		t.Tag = "NN"
		return
	}
	lemma, known := verbs().lemma[t.Lower]
	if !known || i == first && !strings.HasSuffix(t.Lower, "ing") {
		return
	}
	prev := ""
	if i > first {
		prev = doc.Tokens[i-1].Tag
	}
	switch {
	case pastForm(t.Lower) && t.Lower != lemma:
		t.Tag = "VBD"
	case strings.HasSuffix(t.Lower, "ing"):
		t.Tag = "VBG"
	case prev == "TO":
		t.Tag = "VB"
	case t.Lower != lemma && strings.HasSuffix(t.Lower, "s") && strings.HasPrefix(prev, "NN") && headlineVerb[lemma]:
		t.Tag = "VBZ"
	case headlineVerb[lemma] && (prev == "NNS" || prev == "CD"):
		t.Tag = "VBP"
	}
}

// headlineVerb are verbs whose present tense tells events in headlines.
var headlineVerb = formSet("kill injure wound leave die hurt claim shoot stab hit rock abduct kidnap arrest detain strike destroy damage displace evacuate rescue seize free rise reach explode burn attack say open")

// retagVerb mends participles, verbs and event nouns by their neighbours.
func retagVerb(doc *extract.Document, first, last, i int) {
	t := &doc.Tokens[i]
	prev, next := neighbour(doc, first, last, i, -1), neighbour(doc, first, last, i, 1)
	lemma, known := verbs().lemma[t.Lower]
	_, fixed := closed[t.Lower]
	switch {
	case t.Lower == "her":
		t.Tag = "PRP$"
		if next == nil || !nominal(next.Tag) {
			t.Tag = "PRP"
		}
	case t.Lower == "that" && prev != nil && strings.HasPrefix(prev.Tag, "VB") && next != nil && !strings.HasPrefix(next.Tag, "VB") && next.Tag != "MD" && next.Tag != "NN":
		t.Tag = "IN"
	case t.Lower == "that" && t.Tag == "DT" && next != nil && (next.Tag == "DT" || next.Tag == "CD" || next.Tag == "PRP" || next.Tag == "PRP$" || next.Tag == "NNS" || next.Tag == "NNP"):
		t.Tag = "IN"
	case t.Lower == "that" && prev != nil && strings.HasPrefix(prev.Tag, "NN") && next != nil && (strings.HasPrefix(next.Tag, "VB") || next.Tag == "MD"):
		t.Tag = "WDT"
	case eventNouns[t.Lower] && next != nil && (next.Tag == "NNP" || next.Tag == "JJ" && prev != nil && prev.Tag == "RB") && prev != nil && (prev.Tag == "IN" || prev.Tag == "RB"):
		t.Tag = "VBG" // "accused of fatally shooting John Smith"
	case eventNouns[t.Lower] && prev != nil && (prev.Lower == "," || prev.Tag == "CC") && (quantified(doc, last, i+1) || next != nil && (next.Lower == "everyone" || next.Lower == "everybody" || next.Lower == "all")):
		t.Tag = "VBG" // ", killing as many as 30 people"
	case eventNouns[t.Lower]:
		if t.Tag == "VBG" && (next == nil || !opensObject(next)) || prev != nil && (prev.Tag == "DT" || prev.Tag == "POS" || prev.Tag == "PRP$") {
			t.Tag = "NN"
		}
	case t.Lower == "shot" && t.Tag == "NN" && prev != nil && prev.Tag != "DT" && next != nil && next.Lower == "dead":
		t.Tag = "VBD" // "a policeman shot dead an unarmed man"
		if prev.Tag == "JJ" {
			prev.Tag = "NN"
		}
	case t.Lower == "shot" && !strings.HasPrefix(t.Tag, "VB") && prev != nil && isBe(prev.Lower) && (next == nil || !strings.HasPrefix(next.Tag, "NN") || weekday(next.Lower)):
		t.Tag = "VBN" // "were shot Monday"
	case t.Lower == "shot" && (t.Tag == "VBD" || t.Tag == "NN") && next != nil && shotIn[next.Lower] && behindPerson(doc, first, i):
		t.Tag = "VBN" // "four people shot in Dayton"
	case (t.Lower == "accused" || t.Lower == "suspected") && t.Tag == "NN" && prev != nil && strings.HasSuffix(prev.Lower, "-year-old") && next != nil && next.Lower == "of":
		t.Tag, prev.Tag = "VBN", "NN" // "arrested a 15-year-old accused of arson"
	case t.Tag == "VBG" && !fixed && i > first && (t.Is(extract.Capital) && next != nil && next.Is(extract.Capital) && !titleCase(doc, first, last) || t.Lower == "shining" && next != nil && next.Lower == "path"):
		t.Tag = "NNP" // "members of the Shining Path"
	case !known && (t.Tag == "VBD" || t.Tag == "VBN") && participialAdjectives[t.Lower] && prev != nil && (prev.Tag == "CD" || prev.Tag == "JJ" || prev.Tag == "IN") && next != nil && (next.Tag == "NNS" || next.Tag == "NNP" && prev.Tag == "CD"):
		t.Tag = "JJ" // "by three hooded men", "100 hooded ETA members"
	case t.Tag == "VBZ" && (clergy[t.Lower] || !known && prev != nil && prev.Tag == "CD" && prev.Lower != "one"):
		t.Tag = "NNS" // "six monks", "the Jesuit priests Juan Ruiz and Luis Mena"
	case t.Lower == "die" && strings.HasPrefix(t.Tag, "NN") && prev != nil && prev.Tag == "CD":
		t.Tag = "VBP" // "Nine die in air crash"
	case !known || fixed:
	case t.Lower == lemma && verbs().transitive[lemma] && !strings.HasPrefix(t.Tag, "VB") && prev != nil && prev.Tag == "CC" && next != nil && (next.Tag == "CD" || next.Tag == "DT") && !t.Is(extract.Capital):
		t.Tag = "VB" // "to kill one person and wound 12 others"
	case t.Lower == lemma && verbs().past[lemma] && t.Tag == "NN" && prev != nil && strings.HasPrefix(prev.Tag, "NN") && next != nil && opensObject(next):
		t.Tag = "VBD" // "the crash cost four lives"
	case pastForm(t.Lower) && t.Lower != lemma || t.Lower == "hurt" || t.Lower == "hit" || t.Lower == "wounded":
		retagPast(doc, first, i, t, prev, next)
	case t.Tag == "NNS" && headlineVerb[lemma] && t.Lower != lemma && doc.Sentences[t.Sentence].Kind == extract.Headline && prev != nil && strings.HasPrefix(prev.Tag, "NN") && next != nil && (strings.HasPrefix(next.Tag, "NN") || next.Tag == "CD" || next.Tag == "JJ" || next.Tag == "DT" || strings.HasPrefix(next.Tag, "PRP")):
		t.Tag = "VBZ" // "Off-duty cop shoots man dead"
	case strings.HasSuffix(t.Lower, "ing") && t.Tag != "VBG" && next != nil && opensObject(next) && lemma != t.Lower && verbs().transitive[lemma]:
		t.Tag = "VBG"
	}
}

// clergy are nouns of persons that the tagger takes for verbs.
var clergy = formSet("priests monks nuns bishops friars clerics jesuits peasants aides mayors deputies gunmen")

// behindPerson reports whether a noun, a number or an age stands before token i, adverbs apart: "a boy fatally", "Girl, 4,".
func behindPerson(doc *extract.Document, first, i int) bool {
	k := i - 1
	for k > first && doc.Tokens[k].Tag == "RB" {
		k--
	}
	if k < first {
		return false
	}
	t := &doc.Tokens[k]
	return strings.HasPrefix(t.Tag, "NN") || t.Tag == "CD" || t.Lower == ","
}

// shotIn are words behind "shot" where somebody was shot, and nothing shot at.
var shotIn = formSet("in near outside inside by during while after multiple several")

// retagPast mends the tag of a form that is a past tense or a past participle.
func retagPast(doc *extract.Document, first, i int, t, prev, next *extract.Token) {
	if t.Tag == "NNP" && t.Is(extract.Capital) && i > first && doc.Tokens[i-1].Is(extract.Capital) && !verbs().transitive[Lemma(t.Lower)] {
		return
	}
	aux := prev
	for k := i - 1; k >= first && (strings.HasPrefix(doc.Tokens[k].Tag, "RB") && doc.Tokens[k].Lower != "n't" || doc.Tokens[k].Lower == "n't"); k-- {
		aux = nil
		if k > first {
			aux = &doc.Tokens[k-1]
		}
	}
	noun := next != nil && (strings.HasPrefix(next.Tag, "NN") || next.Tag == "JJ")
	switch {
	case t.Tag == "VBN" && next != nil && IsQuote(next) && prev != nil && strings.HasPrefix(prev.Tag, "NN") && quantified(doc, doc.Sentences[t.Sentence].Last, i+2):
		t.Tag = "VBD" // killed ‘at least’ four
	case aux != nil && (isBe(aux.Lower) || aux.Lower == "have" || aux.Lower == "has" || aux.Lower == "had" || aux.Lower == "get" || aux.Lower == "got") && !(isBe(aux.Lower) && noun && t.Tag == "JJ"):
		t.Tag = "VBN"
	case prev != nil && prev.Tag == "DT" && !noun && prev.Lower != "the" && prev.Lower != "a" && prev.Lower != "an":
		t.Tag = "VBD" // "that brought", "another wounded"
	case prev != nil && (prev.Tag == "DT" || prev.Tag == "PRP$" || prev.Tag == "POS"):
		if t.Lower == "shot" || t.Lower == "hit" || t.Lower == "cut" || t.Lower == "left" || t.Lower == "lead" {
			return
		}
		t.Tag = "JJ"
	case prev != nil && (prev.Tag == "CD" || prev.Tag == "JJ") && noun && participialAdjectives[t.Lower]:
		t.Tag = "JJ"
	case t.Tag == "NN" && prev != nil && prev.Tag == "JJ" && !strings.HasSuffix(t.Lower, "ed") && next != nil && (next.Tag == "IN" || next.Tag == "TO"):
		t.Tag = "VBD" // "the number of dead stood at"
	case t.Tag == "JJ" || t.Tag == "NN" || t.Tag == "NNP" || t.Tag == "VB" || t.Tag == "VBP" || t.Tag == "NNS":
		if prev != nil && (strings.HasPrefix(prev.Tag, "NN") || prev.Tag == "PRP" || prev.Tag == "CC" || prev.Tag == "CD" || prev.Tag == "WP" || prev.Tag == "WDT" || prev.Lower == ")" || prev.Lower == ",") && !(noun && participialAdjectives[t.Lower]) {
			t.Tag = "VBD"
		}
	}
}

// neighbour returns the token beside i within the sentence, or nil.
func neighbour(doc *extract.Document, first, last, i, step int) *extract.Token {
	if j := i + step; j >= first && j < last {
		return &doc.Tokens[j]
	}
	return nil
}

// nominal reports whether a tag may stand inside a noun group after its determiner.
func nominal(tag string) bool {
	return strings.HasPrefix(tag, "NN") || strings.HasPrefix(tag, "JJ") || tag == "CD" || tag == "VBN" || tag == "VBG"
}

// opensObject reports whether a token opens a noun group that can be an object.
func opensObject(t *extract.Token) bool {
	return t.Tag == "DT" || t.Tag == "CD" || t.Tag == "PRP" || t.Tag == "PRP$" || t.Tag == "NNS" || t.Lower == "at" || t.Lower == "several" || t.Lower == "more" || t.Lower == "dozens"
}

// quantified reports whether a number with a hedge before it begins at token i: "nearly 30", "up to 30", "all five", "as many as 30".
func quantified(doc *extract.Document, last, i int) bool {
	for k := i; k < min(i+4, last); k++ {
		t := &doc.Tokens[k]
		if t.Tag == "CD" || t.Lower == "scores" || t.Lower == "dozens" || t.Lower == "hundreds" || t.Lower == "thousands" || t.Lower == "tens" {
			return true
		}
		if !hedgeWords[t.Lower] && !IsQuote(t) {
			return false
		}
	}
	return false
}

var hedgeWords = formSet(`as many few much at least most nearly almost about around some over under up to all another roughly approximately possibly more less fewer than no an estimated
	close reportedly between perhaps only just`)

// isBe reports whether a form is one of be.
func isBe(form string) bool {
	switch form {
	case "is", "are", "was", "were", "be", "been", "being", "am", "'re", "'m":
		return true
	}
	return false
}

// weekday reports whether a word names a day of the week.
func weekday(word string) bool {
	switch word {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}
