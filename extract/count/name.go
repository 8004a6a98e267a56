package count

import (
	"strings"

	"sitrep/extract"
)

// isName reports whether a group is a person's name: two capitalised words or a title and one, no place, no organisation;
// or one capitalised word that the article has as a last name.
func (r *reader) isName(grp *extract.Group) bool {
	t := &r.doc.Tokens[grp.Head]
	switch {
	case !r.mayEndName(grp):
		return false
	case grp.First == grp.Last-1:
		return r.names[t.Lower]
	case r.doc.Tokens[grp.First].Tag == "DT" && !r.titled(grp) || t.Lower != "jr." && t.Lower != "jr" && t.Lower != "sr." && !plainName(t.Lower):
		return false
	}
	return r.namesPerson(grp) && !r.shouting(grp)
}

// mayEndName reports whether the head of a group may be the last word of a person's name: a capital that is no acronym and no word for a body, a place, people or things.
func (r *reader) mayEndName(grp *extract.Group) bool {
	t := &r.doc.Tokens[grp.Head]
	if !strings.HasPrefix(t.Tag, "NNP") || t.Tag == "NNPS" || !t.Is(extract.Capital) || t.Is(extract.AllCaps) && len(t.Lower) <= 4 {
		return false
	}
	one, _ := lexicon().singular(t.Lower)
	return lexicon().roles[one] == "" && lexicon().things[one] == "" && (!organisations[t.Lower] || r.surname(grp)) && !r.wholePlace(grp)
}

// namesPerson reports whether the words of a group are a title and a name or two capitals, and name no body and no number: "appeals court judge Luis Mena".
func (r *reader) namesPerson(grp *extract.Group) bool {
	capitals, title, body := 0, false, false
	for i := grp.First; i < grp.Last; i++ {
		w := &r.doc.Tokens[i]
		if w.Tag == "CD" || w.Is(extract.Digit) && !strings.HasSuffix(w.Lower, "-old") {
			return false
		}
		if organisations[w.Lower] && i < grp.Head {
			if body = true; !entitling[w.Lower] {
				return false
			}
		}
		if one, _ := lexicon().singular(w.Lower); titles[w.Lower] || i < grp.Head && lexicon().roles[one] != "" {
			title, body = true, false
		}
		if w.Is(extract.Capital) {
			capitals++
		}
	}
	return !body && (title || capitals >= 2)
}

// surname reports whether the head of a group is a word for a street or a body that is somebody's last name: an initial or a noun for people stands before it,
// "teacher Ana Park", "Ruth B. Lane".
func (r *reader) surname(grp *extract.Group) bool {
	if !namesakes[r.doc.Tokens[grp.Head].Lower] {
		return false
	}
	for i := grp.First; i < grp.Head; i++ {
		w := &r.doc.Tokens[i]
		one, _ := lexicon().singular(w.Lower)
		if len(w.Lower) == 2 && w.Lower[1] == '.' || titles[w.Lower] || lexicon().roles[one] != "" {
			return true
		}
	}
	return false
}

var namesakes = wordSet("lane park lake day law street bill")

// entitling are bodies whose name may stand within a person's title.
var entitling = wordSet("court party church university bank union army navy senate congress house")

// organisations are words that make a capitalised group no person.
var organisations = wordSet(`army navy force forces front party corps department council agency ministry police company inc corp ltd bank university college school hospital church association union federation
	committee commission court house senate congress parliament embassy street avenue road boulevard highway drive lane river lake mountain island county city town district province state states republic kingdom
	brigade battalion regiment division command squad group movement organization organisation team club press news times post journal airlines airport hotel center centre park square bridge tower building mall plaza
	liberation national united international america service services bureau office guard troops government administration act law bill war day week month fire hurricane typhoon cyclone storm islamic jihad hezbollah hamas taliban isis eta fmln farc eln ira`)

// shouting reports whether a group of several words is all capitals, as in headlines, where no name can be told.
func (r *reader) shouting(grp *extract.Group) bool {
	for i := grp.First; i < grp.Last; i++ {
		if w := &r.doc.Tokens[i]; len(w.Lower) > 3 && !w.Is(extract.AllCaps) {
			return false
		}
	}
	return true
}

// titled reports whether a noun for people stands before the name in a group, and where the name is one word, for one person: "a passenger John Smith", "the
// councilman Vega", but not "the students Union".
func (r *reader) titled(grp *extract.Group) bool {
	for i := grp.First + 1; i < grp.Head; i++ {
		t := &r.doc.Tokens[i]
		one, plural := lexicon().singular(t.Lower)
		if lexicon().roles[one] != "" && (i < grp.Head-1 || !plural && !t.Is(extract.Capital)) {
			return true
		}
	}
	return false
}

// loneName reports whether a group is one capitalised word that can only be a person's last name where somebody was hurt.
func (r *reader) loneName(grp *extract.Group) bool {
	t := &r.doc.Tokens[grp.Head]
	return grp.Last-grp.First == 1 && t.Tag == "NNP" && t.Is(extract.Capital) && !t.Is(extract.AllCaps) && len(t.Lower) > 2 && t.Lower != "jr." && t.Lower != "sr." && t.Lower != "iii" && (grp.First == 0 || r.doc.Tokens[grp.First-1].Lower != "[") && !organisations[t.Lower] && lexicon().things[t.Lower] == "" &&
		r.doc.Sentences[r.sentence].Kind == extract.Body && !r.inPlace(grp) && plainName(t.Lower)
}

// plainName reports whether a word can be a last name: letters, hyphens, apostrophes and points only.
func plainName(w string) bool {
	for _, c := range w {
		if c >= '0' && c <= '9' || c == '/' || c == '&' {
			return false
		}
	}
	return len(w) > 1
}

// titles stand before names.
var titles = wordSet("mr mr. mrs mrs. ms ms. dr dr. rev rev. fr fr. sen sen. rep rep. gov gov. sgt sgt. lt lt. col col. capt capt. gen gen. maj maj. pvt pvt. cpl cpl. father sister brother president don dona sheikh mullah maulana")

// nameText returns the words of a name without title and determiner.
func (r *reader) nameText(grp *extract.Group) string {
	i := grp.First
	for i < grp.Head {
		t := &r.doc.Tokens[i]
		one, _ := lexicon().singular(t.Lower)
		if t.Is(extract.Capital) && !t.Is(extract.Digit) && !titles[t.Lower] && lexicon().roles[one] == "" {
			break
		}
		i++
	}
	return r.doc.Text[r.doc.Tokens[i].Start:r.doc.Tokens[r.nameEnd(grp)-1].End]
}

// nameEnd returns the token behind a name, past a nickname in brackets or quotation marks and the surname behind it: "Luis (Jerry) Ortiz".
func (r *reader) nameEnd(grp *extract.Group) int {
	i := grp.Last
	if i+3 >= len(r.doc.Tokens) || r.doc.Tokens[i+3].Sentence != r.doc.Tokens[grp.Head].Sentence || !nicknameMarks[r.doc.Tokens[i].Lower+r.doc.Tokens[i+2].Lower] {
		return grp.Last
	}
	for _, k := range []int{i + 1, i + 3} {
		if t := &r.doc.Tokens[k]; !t.Is(extract.Capital) || t.Is(extract.Digit) {
			return grp.Last
		}
	}
	return i + 4
}

// nicknameMarks are the signs around a nickname, the opening and the closing one.
var nicknameMarks = map[string]bool{"()": true, "\"\"": true, "“”": true, "‘’": true, "''": true, "``''": true}

// titleRole returns the role that a title before a name gives: "Sgt. Smith".
func (r *reader) titleRole(grp *extract.Group) string {
	for i := grp.First; i < grp.Head; i++ {
		one, _ := lexicon().singular(r.doc.Tokens[i].Lower)
		if role := lexicon().roles[one]; role != "" {
			return role
		}
	}
	return roleUnspecified
}

// findNames remembers the last names of persons named in full, so that a later "Smith" is one.
func (r *reader) findNames() {
	for i := range r.doc.Groups {
		if grp := &r.doc.Groups[i]; grp.Kind == extract.NounGroup && grp.Last-grp.First >= 2 && r.isName(grp) {
			r.names[r.doc.Tokens[grp.Head].Lower] = true
		}
	}
}
