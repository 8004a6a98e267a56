package place

import (
	"strings"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// findPeople marks the tokens of persons' names and remembers the surnames: who is called Jordan
// once is not a country three paragraphs on.
func (a *article) findPeople() {
	for i := range a.doc.Tokens {
		if a.person[i] {
			continue
		}
		switch {
		case a.beginsPerson(i):
			a.markPerson(i, i+1)
		case (a.isTitle(i) || lowTitle[a.plain[i]] || jointTitle[a.plain[i]]) && a.nameFollows(i) && !a.strongPlace(i+1):
			at := i + 1
			if a.given(a.doc.Word(at), a.doc.Tokens[at]) && a.nameFollows(at) {
				at++
			}
			a.markPerson(i+1, at)
			if jointTitle[a.plain[i]] && at+2 < len(a.plain) && a.plain[at+1] == "and" && a.nameFollows(at+1) {
				a.markPerson(at+2, at+2)
			}
		}
	}
}

// lowTitle are the titles that stand before a name in lower case too.
var lowTitle = map[string]bool{"president": true, "minister": true, "senator": true, "governor": true, "mayor": true, "king": true, "queen": true, "sheikh": true, "commander": true,
	"captain": true, "colonel": true, "bishop": true, "archbishop": true, "pastor": true, "monsignor": true, "comandante": true, "congressman": true, "councilman": true,
	"councilwoman": true, "judge": true, "magistrate": true, "prosecutor": true, "comrade": true, "lieutenant": true, "sergeant": true}

// jointTitle are titles that stand before the names of several: "councilmen Perez and Ortega".
var jointTitle = map[string]bool{"councilmen": true, "judges": true, "magistrates": true, "senators": true, "mayors": true, "comrades": true}

// beginsPerson reports whether token i is a given name or an initial and a surname follows.
func (a *article) beginsPerson(i int) bool {
	t := a.doc.Tokens[i]
	if !t.Is(extract.Capital) || !a.nameFollows(i) {
		return false
	}
	word := a.doc.Slice(t.Span)
	if isInitial(word) {
		return !compassLetter[word] && !a.lex.placeAfterInitial(a.plain[i+1]) && i+1 < len(a.doc.Tokens) && a.lex.cue[a.plain[i+1]]&(typeWord|way) == 0
	}
	if !a.given(word, t) || i > 0 && placeHead[a.plain[i-1]] {
		return false
	}
	next := a.plain[i+1]
	if a.lex.cue[next]&(typeWord|way|organisation|groupWord) != 0 || a.isTitle(i+1) && len(next) > 2 {
		return false
	}
	return !a.strongPlace(i)
}

// placeAfterInitial: "S. Africa", "N. Korea" are places.
func (l *lexicon) placeAfterInitial(word string) bool {
	switch word {
	case "africa", "korea", "carolina", "dakota", "ireland", "sudan", "mex", "va", "virginia":
		return true
	}
	return false
}

// compassLetter before a name is a direction more often than a person's initial: "W. Columbia", "N. Main".
var compassLetter = map[string]bool{"N.": true, "S.": true, "E.": true, "W.": true}

// placeHead are words before which a given name belongs to a place: "San Luis", "Port Arthur".
var placeHead = map[string]bool{"san": true, "santa": true, "santo": true, "saint": true, "st": true, "sao": true, "são": true, "port": true, "fort": true, "ft": true, "puerto": true,
	"villa": true, "ciudad": true, "lake": true, "mount": true, "mt": true, "camp": true, "cape": true, "isla": true, "nueva": true, "nuevo": true}

func isInitial(word string) bool {
	return len(word) == 2 && word[1] == '.' && word[0] >= 'A' && word[0] <= 'Z'
}

func (a *article) given(word string, t extract.Token) bool {
	if a.lex.given[word] {
		return true
	}
	if t.Is(extract.AllCaps) && len(word) > 2 {
		return a.lex.given[word[:1]+strings.ToLower(word[1:])]
	}
	return false
}

// nameFollows reports whether token i+1 goes on as a name: a capital in the same sentence with nothing between.
func (a *article) nameFollows(i int) bool {
	if i+1 >= len(a.doc.Tokens) {
		return false
	}
	t, n := a.doc.Tokens[i], a.doc.Tokens[i+1]
	return n.Sentence == t.Sentence && n.Is(extract.Capital) && !n.Is(extract.Newline) && a.lex.cue[a.plain[i+1]]&never == 0
}

// isTitle reports whether token i is a title before a name.
func (a *article) isTitle(i int) bool {
	return i < len(a.doc.Tokens) && a.doc.Tokens[i].Is(extract.Capital) && a.lex.cue[a.plain[i]]&title != 0
}

// strongPlace reports whether a name of several words that begins at token i is in the gazetteer:
// "Virginia Beach", "Jackson County", "San Jose".
func (a *article) strongPlace(i int) bool {
	h := gazetteer.Hash(0, a.norm[i])
	for j := i + 1; j < min(i+4, len(a.doc.Tokens)); j++ {
		t := a.doc.Tokens[j]
		if !t.Is(extract.Capital) && !particles[t.Lower] || t.Sentence != a.doc.Tokens[i].Sentence || a.norm[j] == "" {
			return false
		}
		h = gazetteer.Hash(gazetteer.Hash(h, " "), a.norm[j])
		for r := range a.gaz.LookupHash(h) {
			p := a.gaz.Place(r.Place)
			if p.Population > 1000 || !strings.HasPrefix(p.Feature, "PPL") {
				return true
			}
			break
		}
	}
	return false
}

// markPerson marks the name whose first word is token first and whose next is token at.
func (a *article) markPerson(first, at int) {
	last := at
	for last+1 < len(a.doc.Tokens) && last-first < 4 {
		t := a.doc.Tokens[last+1]
		if t.Sentence != a.doc.Tokens[first].Sentence || t.Is(extract.Newline) {
			break
		}
		word := a.doc.Slice(t.Span)
		if t.Is(extract.Capital) && a.lex.cue[a.plain[last+1]]&(never|typeWord|way|organisation) == 0 && a.lex.abbreviations[word].place == nil && a.lex.demonyms[word] == nil ||
			nobiliary[t.Lower] && last+2 < len(a.doc.Tokens) && a.doc.Tokens[last+2].Is(extract.Capital) || a.mayBegin(last+1) && !t.Is(extract.Capital) {
			last++
			continue
		}
		break
	}
	for j := first; j <= last; j++ {
		a.person[j] = true
	}
	if n := a.norm[last]; len(n) > 2 && a.lex.cue[a.plain[last]]&(organisation|never) == 0 {
		a.people[n] = true
	}
	if last > first && len(a.norm[last-1]) > 2 && last-1 > first {
		a.people[a.norm[last-1]] = true
	}
}

// nobiliary are the small words within persons' names.
var nobiliary = map[string]bool{"de": true, "del": true, "la": true, "van": true, "von": true, "der": true, "bin": true, "ibn": true, "al": true, "el": true, "da": true, "dos": true, "di": true, "du": true}
