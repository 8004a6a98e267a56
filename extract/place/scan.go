package place

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
	"sitrep/extract/token"
)

// maxWords is the length of the longest name looked for, in tokens.
const maxWords = 8

// maxReadings bounds the namesakes considered; those beyond are the least prominent.
const maxReadings = 120

// scan finds the names in the text, the longest first, left to right.
func (a *article) scan() {
	for i := 0; i < len(a.doc.Tokens); {
		if m := a.at(i); m != nil {
			a.found = append(a.found, m)
			i = max(m.last, i+1)
			continue
		}
		i++
	}
}

// at returns the mention that begins at token i, or nil.
func (a *article) at(i int) *mention {
	t := a.doc.Tokens[i]
	if !a.mayBegin(i) {
		switch {
		case a.plain[i] == "capital":
			return a.capitalMention(i)
		case a.lowercase:
			return a.lowercaseAt(i)
		}
		return nil
	}
	if a.doc.Sentences[t.Sentence].Kind == extract.Furniture {
		return nil
	}
	if a.isUnitWord(i) || a.plain[i] == "us" && a.isPronoun(i) {
		return nil
	}
	if n := a.phrase(i); n > 0 {
		return &mention{first: i, last: i + n, span: a.cover(i, i+n), key: "other", kind: other}
	}
	if m := a.abbreviation(i); m != nil {
		return m
	}
	byName, byForm := a.longestName(i), a.demonymAt(i)
	if byName == nil && spanishHead[a.plain[i]] && i+1 < len(a.doc.Tokens) && a.doc.Tokens[i+1].Is(extract.Capital) && a.doc.Tokens[i+1].Sentence == t.Sentence {
		if m := a.longestName(i + 1); m != nil { // "Puerto San Francisco" is not San Francisco
			return a.unlisted(i, m.last)
		}
	}
	switch {
	case byForm != nil && (byName == nil || byForm.last >= byName.last):
		return byForm
	case byName != nil && a.goesOn(byName.last):
		if m := a.wholeRun(byName); m != nil {
			return m
		}
		return byName
	case byName != nil:
		return byName
	}
	if m := a.unknownAt(i); m != nil {
		return m
	}
	parts := a.partsOfToken(i)
	if len(parts) == 0 {
		return nil
	}
	a.found = append(a.found, parts[:len(parts)-1]...)
	return parts[len(parts)-1]
}

// isUnitWord reports whether the word for a unit, though it is some town's name as well, stands behind the name of the unit: "the Guancorita Canton".
func (a *article) isUnitWord(i int) bool {
	return i > 0 && a.lex.cue[a.plain[i]]&(firstOrder|secondOrder) != 0 && a.doc.Tokens[i-1].Is(extract.Capital) && a.doc.Tokens[i-1].Sentence == a.doc.Tokens[i].Sentence
}

// goesOn reports whether a name that ends before token i goes on with a particle and a capital: "San Luis De La Reina".
func (a *article) goesOn(i int) bool {
	if i+1 >= len(a.doc.Tokens) || i == 0 || a.doc.Tokens[i].Sentence != a.doc.Tokens[i-1].Sentence {
		return false
	}
	switch a.doc.Tokens[i].Lower {
	case "de", "del", "la":
		return a.doc.Tokens[i+1].Is(extract.Capital)
	}
	return false
}

// spanishHead are words that begin names of places in Spanish and Portuguese, and make another place of the name after them.
var spanishHead = map[string]bool{"puerto": true, "isla": true, "cerro": true, "colonia": true, "barrio": true, "hacienda": true, "finca": true, "lago": true, "loma": true,
	"quebrada": true, "vereda": true, "caserio": true, "cantón": true, "playa": true, "vila": true, "porto": true}

// unlisted makes a mention of tokens [first,last), a name that the gazetteer lacks.
func (a *article) unlisted(first, last int) *mention {
	return &mention{first: first, last: last, span: a.cover(first, last), kind: named, key: a.key(first, last), unknown: true}
}

// wholeRun makes a mention of the longer name that m only begins. The gazetteer lacks it.
func (a *article) wholeRun(m *mention) *mention {
	last := a.runEnd(m.first)
	if last <= m.last {
		return nil
	}
	return a.unlisted(m.first, last)
}

// phrase returns the length of a phrase of several words at token i that is known not to be a place
// though it holds the name of one ("United Russia"), or 0.
func (a *article) phrase(i int) int {
	for n := min(3, len(a.doc.Tokens)-i); n > 1; n-- {
		if span := a.cover(i, i+n); span.Len() < 40 && a.lex.other[a.doc.Slice(span)] {
			return n
		}
	}
	return 0
}

// mayBegin reports whether a name may begin at the token: a capital, or an article before one ("al-Tanf").
func (a *article) mayBegin(i int) bool {
	t := a.doc.Tokens[i]
	if t.Is(extract.Capital) {
		return true
	}
	head, rest, ok := strings.Cut(a.doc.Slice(t.Span), "-")
	if !ok || !particles[head] && !prefixes[head] {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsUpper(r)
}

// prefixes stand before a name and a hyphen.
var prefixes = map[string]bool{"anti": true, "pro": true, "ex": true, "non": true, "mid": true, "post": true, "pre": true, "trans": true, "then": true, "inter": true, "intra": true}

// particles may stand in lower case within a name.
var particles = func() map[string]bool {
	m := map[string]bool{}
	for _, p := range strings.Fields("of de del la las los el al the and y da do dos das le les du des sur en upon on in under ibn bin ben ul ez es e van den am an der bei al- as ash ad ar at az di della a") {
		m[p] = true
	}
	return m
}()

// longestName looks up all runs of words that begin at token i and returns the longest that is a name.
func (a *article) longestName(i int) *mention {
	var hashes [maxWords]uint64
	ends := 0
	h := uint64(0)
	first := a.doc.Tokens[i]
	for j := i; j < len(a.doc.Tokens) && j-i < maxWords; j++ {
		t := a.doc.Tokens[j]
		if t.Sentence != first.Sentence || j > i && (t.Is(extract.Newline) || !a.mayContinue(j)) {
			break
		}
		if n := a.norm[j]; n != "" {
			if h != 0 && t.Is(extract.Space) || h != 0 && a.hyphenBefore(j) {
				h = gazetteer.Hash(h, " ")
			}
			h = gazetteer.Hash(h, n)
		}
		hashes[j-i] = h
		ends = j - i + 1
	}
	if m := a.hyphened(i, ends, hashes[:]); m != nil {
		return m
	}
	for n := ends; n > 0; n-- {
		last := a.doc.Tokens[i+n-1]
		if n > 1 && (last.Is(extract.Punct) || particles[last.Lower] && !(last.Lower == "sur" && last.Is(extract.Capital)) || a.norm[i+n-1] == "" || last.Lower[0] == '\'' && !a.saintly(i, i+n)) {
			continue
		}
		if n == 2 && first.Lower == "the" && !last.Is(extract.Capital) {
			continue // "The village" is no village in Oklahoma
		}
		if n > 1 && (hashes[n-1] == hashes[n-2] || last.Lower == "city" && a.organisationAt(i+n)) {
			continue
		}
		if m := a.lookup(i, i+n, hashes[n-1]); m != nil {
			return m
		}
	}
	return nil
}

// saintly reports whether the possessive that ends tokens [first,last) may be part of a name: "St. John's," but not "St. John's school".
func (a *article) saintly(first, last int) bool {
	return a.plain[first] == "st" && (last == len(a.doc.Tokens) || a.doc.Tokens[last].Is(extract.Punct))
}

// hyphened finds a name of several words whose last goes on behind a hyphen: "St. Louis-based".
func (a *article) hyphened(i, ends int, hashes []uint64) *mention {
	for n := ends; n > 1; n-- {
		t := a.doc.Tokens[i+n-1]
		word := a.doc.Slice(t.Span)
		cut := strings.IndexByte(word, '-')
		if cut < 2 || !t.Is(extract.Capital) || cut+1 >= len(word) || word[cut+1] < 'a' || word[cut+1] > 'z' {
			continue
		}
		h := gazetteer.Hash(gazetteer.Hash(hashes[n-2], " "), gazetteer.Normalise(word[:cut]))
		if !a.gaz.Has(h) {
			return nil
		}
		span := extract.Span{Start: a.doc.Tokens[i].Start, End: t.Start + cut}
		m := &mention{first: i, last: i + n, span: span, kind: named, key: gazetteer.Normalise(a.doc.Slice(span)), certain: true}
		m.readings = a.readingsOf(m.key, h)
		return m
	}
	return nil
}

// organisationAt reports whether token j is a capitalised word of an organisation's name: the Council of "Dublin City Council".
func (a *article) organisationAt(j int) bool {
	return j < len(a.doc.Tokens) && a.doc.Tokens[j].Is(extract.Capital) && a.lex.cue[a.plain[j]]&(organisation|groupWord) != 0
}

// hyphenBefore reports whether a hyphen token joins token j to the name.
func (a *article) hyphenBefore(j int) bool {
	switch a.doc.Tokens[j-1].Lower {
	case "-", "/":
		return true
	}
	return false
}

// mayContinue reports whether token j may be part of a name that began before it.
func (a *article) mayContinue(j int) bool {
	t := a.doc.Tokens[j]
	switch {
	case a.lowercase, t.Is(extract.Capital), t.Is(extract.Digit), particles[t.Lower], a.lex.cue[t.Lower]&typeWord != 0, a.mayBegin(j):
		return true
	case t.Lower == "'s", t.Lower == "s", t.Lower == "'", t.Lower == "-", t.Lower == "&", t.Lower == "refugee", t.Lower == "military", t.Lower == "base", t.Lower == "garrison", t.Lower == "belt", t.Lower == "basin", t.Lower == "territories", t.Lower == "territory", t.Lower == "republic", t.Lower == "states", t.Lower == "mountains", t.Lower == "valley", t.Lower == "international", t.Lower == "crossing", t.Lower == "border", t.Lower == "dam", t.Lower == "heights":
		return true
	}
	return false
}

// lookup makes a mention of tokens [first,last) if the hashed name is in the gazetteer.
func (a *article) lookup(first, last int, h uint64) *mention {
	if !a.gaz.Has(h) {
		return nil
	}
	if a.lex.other[a.doc.Slice(a.cover(first, last))] {
		return nil
	}
	if last == first+1 && (a.lex.cue[a.plain[first]]&never != 0 || a.doc.Tokens[first].End-a.doc.Tokens[first].Start < 2) {
		return nil
	}
	m := &mention{first: first, last: last, span: a.cover(first, last), kind: named}
	m.key = a.key(first, last)
	m.readings = a.readingsOf(m.key, h)
	return m
}

// readingsOf returns the readings of a name, the same ones for all its mentions.
func (a *article) readingsOf(key string, h uint64) []*reading {
	rs, ok := a.known[key]
	if !ok {
		rs = a.readings(h)
		a.known[key] = rs
	}
	return rs
}

func (a *article) readings(h uint64) []*reading {
	var rs []*reading
	for r := range a.gaz.LookupHash(h) {
		if len(rs) >= maxReadings {
			break
		}
		p := a.gaz.Place(r.Place)
		rs = append(rs, &reading{place: p, class: r.Class, prior: prior(p, r.Class)})
	}
	return demote(rs)
}

// demote takes out what a greater namesake around it outshines, a capital or province called like
// its country, and lowers provinces called like the capital and counties called like their town.
func demote(rs []*reading) []*reading {
	kept := rs[:0]
	for _, r := range rs {
		if slices.ContainsFunc(rs, func(o *reading) bool {
			return o.place.Feature == "PCLI" && o.place.Country == r.place.Country && o != r && o.class <= r.class
		}) {
			continue
		}
		if slices.ContainsFunc(rs, func(o *reading) bool { return outshines(o, r) }) {
			r.prior -= 1
		}
		kept = append(kept, r)
	}
	return preferSeats(kept)
}

// preferSeats gives what speaks for a province to the city that its bare name means.
func preferSeats(rs []*reading) []*reading {
	for _, r := range rs {
		for _, o := range rs {
			if seatOf(o, r) {
				o.prior = max(o.prior, r.prior)
				r.prior -= 1
			}
		}
	}
	return rs
}

func outshines(o, r *reading) bool {
	if o.place.Country != r.place.Country {
		return false
	}
	if strings.HasPrefix(r.place.Feature, "PPL") && r.class == gazetteer.Alternate && o.place.Feature == "ADM1" && o.class == gazetteer.Preferred && o.place.Admin1.Code == r.place.Admin1.Code {
		return true // the port of Rio Grande is seldom called by the whole name of its state
	}
	switch r.place.Feature {
	case "PPLA":
		return o.place.Feature == "ADM1" && o.class < r.class && o.place.Country == "US" // Oklahoma City is not what "Oklahoma" names
	case "ADM1":
		return o.place.Feature == "PPLC" || o.place.Feature == "PPLG"
	case "ADM2":
		return r.class == gazetteer.Derived && strings.HasPrefix(o.place.Feature, "PPL") && o.place.Admin1.Code == r.place.Admin1.Code
	}
	return false
}

// seatOf reports whether o is a city that a province r is called by, and as large a part of it as to be meant by the bare name: Kherson is the city, where
// nothing says oblast. The states of some federations are named oftener than their namesake towns.
func seatOf(o, r *reading) bool {
	p := o.place.Population
	return r.place.Feature == "ADM1" && o.place.Feature == "PPLA" && o.place.Admin1.Code == r.place.Admin1.Code && o.class <= r.class && p >= 100_000 && p*7 > r.place.Population && !federal[r.place.Country]
}

// federal are the federations whose states the bare names mean.
var federal = map[string]bool{"US": true, "CA": true, "MX": true, "NG": true}

func (a *article) cover(first, last int) extract.Span {
	return extract.Span{Start: a.doc.Tokens[first].Start, End: a.doc.Tokens[last-1].End}
}

func (a *article) key(first, last int) string {
	if last == first+1 {
		return a.norm[first]
	}
	return gazetteer.Normalise(a.doc.Slice(a.cover(first, last)))
}

// demonymAt returns the demonym of one to three words that begins at token i.
func (a *article) demonymAt(i int) *mention {
	for n := min(3, len(a.doc.Tokens)-i); n > 0; n-- {
		span := a.cover(i, i+n)
		if span.Len() > 30 {
			continue
		}
		form := a.doc.Slice(span)
		if n == 1 && a.doc.Tokens[i].Is(extract.AllCaps) && len(form) > 3 {
			form = form[:1] + strings.ToLower(form[1:])
		}
		if p, ok := a.lex.demonyms[form]; ok {
			return &mention{first: i, last: i + n, span: span, key: "demonym of " + p.StableID(), kind: demonym, unit: p}
		}
	}
	return nil
}

// abbreviation returns the short form ("Ky.", "W. Va.", "UK") that begins at token i. A qualifier
// counts only right after another name, or where the article has its full form.
func (a *article) abbreviation(i int) *mention {
	for n := min(2, len(a.doc.Tokens)-i); n > 0; n-- {
		span := a.cover(i, i+n)
		if span.Len() > 8 {
			continue
		}
		form := a.doc.Slice(span)
		short, ok := a.lex.abbreviations[form]
		if !ok && n == 1 && len(form) == 2 && form == strings.ToUpper(form) {
			var state gazetteer.Place
			state, ok = a.gaz.Unit("US." + form)
			short = shortForm{&state, true}
		}
		if form == "US" && a.isPronoun(i) || short.qualifier && a.isWordInCapitals(i) {
			return nil
		}
		if !ok || short.qualifier && !a.afterName(i) && !a.stopWithin(i, i+n) {
			continue
		}
		p := short.place
		return &mention{first: i, last: i + n, span: span, key: "short for " + p.StableID(), kind: abbreviation, unit: p, shortForm: true}
	}
	return nil
}

// isWordInCapitals reports whether token i may be a plain word of a sentence all in capitals, for no stop follows it: "IN KANO, NIGERIA, ON THURSDAY".
func (a *article) isWordInCapitals(i int) bool {
	s := a.doc.Sentences[a.doc.Tokens[i].Sentence]
	return i+1 < s.Last && !a.doc.Tokens[i+1].Is(extract.Punct) && token.Capitals(a.doc.Tokens[s.First:s.Last])
}

// stopWithin reports whether the short form of tokens [first,last) has a full stop that does not end its sentence,
// so that it can be nothing but an abbreviation: "Ind. officials".
func (a *article) stopWithin(first, last int) bool {
	word := a.doc.Slice(a.cover(first, last))
	return word[len(word)-1] == '.' && word != "Man." && word != "Del." && last < len(a.doc.Tokens) && a.doc.Tokens[last].Sentence == a.doc.Tokens[first].Sentence
}

// afterName reports whether a capitalised name and a comma, or a name alone, stand before token i.
func (a *article) afterName(i int) bool {
	if i < 2 {
		return false
	}
	before := a.doc.Tokens[i-1]
	switch before.Lower {
	case ",":
		return a.doc.Tokens[i-2].Is(extract.Capital)
	case "(":
		return a.doc.Tokens[i-2].Is(extract.Capital)
	}
	return len(a.found) > 0 && a.found[len(a.found)-1].last == i
}

// capitalMention returns "the capital" where the words say of which country, or where the article
// will: "the Iraqi capital".
func (a *article) capitalMention(i int) *mention {
	if i == 0 || len(a.found) == 0 {
		return nil
	}
	before := a.found[len(a.found)-1]
	var country string
	switch {
	case before.kind == demonym && before.last == i:
		country = before.unit.Country
	case before.last == i-1 && a.plain[i-1] == "'s" && len(before.readings) > 0:
		country = before.readings[0].place.Country
		if before.readings[0].place.Feature != "PCLI" {
			return nil
		}
	case a.bareCapital(i):
		return &mention{first: i, last: i + 1, span: a.cover(i, i+1), key: "the capital", kind: capital}
	default:
		return nil
	}
	p, ok := a.lex.capitals[country]
	if !ok || i+1 < len(a.doc.Tokens) && (a.plain[i+1] == "punishment" || a.plain[i+1] == "gains") || a.namedBeside(i) {
		return nil
	}
	return &mention{first: i, last: i + 1, span: a.cover(i, i+1), key: "capital of " + country, kind: capital, unit: p}
}

// bareCapital reports whether token i is the capital of "in the capital" and the like, where no name
// beside it says of which country: the one that the article is about.
func (a *article) bareCapital(i int) bool {
	if i < 2 || a.plain[i-1] != "the" || !a.afterStrongLocative(i) && a.plain[i-2] != "of" || a.namedBeside(i) {
		return false
	}
	if i+1 == len(a.doc.Tokens) {
		return true
	}
	switch a.plain[i+1] {
	case "of", "city", "market", "markets", "region", "punishment", "gains", "cost", "costs", "investment", "letter", "letters":
		return false
	}
	return true
}

// namedBeside reports whether the next word is a name, which then is the capital: "the Iraqi capital Baghdad".
func (a *article) namedBeside(i int) bool {
	for j := i + 1; j < min(i+4, len(a.doc.Tokens)); j++ {
		if t := a.doc.Tokens[j]; t.Is(extract.Capital) {
			return true
		} else if t.Lower != "," && t.Lower != "city" && t.Lower != "of" {
			return false
		}
	}
	return false
}

// partsOfToken looks for names before and after a hyphen: "Iran-backed", "Russian-American",
// "anti-Russian", "D-Ohio", and "Paris-Henry County", whose second name goes on in the next token.
func (a *article) partsOfToken(i int) []*mention {
	t := a.doc.Tokens[i]
	word := a.doc.Slice(t.Span)
	cut := strings.IndexAny(word, "-–—/")
	if cut < 1 || cut == len(word)-1 {
		return nil
	}
	_, width := utf8.DecodeRuneInString(word[cut:])
	head := extract.Span{Start: t.Start, End: t.Start + cut}
	tail := extract.Span{Start: t.Start + cut + width, End: t.End}
	r, _ := utf8.DecodeRuneInString(a.doc.Slice(tail))
	var parts []*mention
	if t.Is(extract.Capital) && !partyLetter[a.doc.Slice(head)] {
		if m := a.part(i, head, !unicode.IsUpper(r)); m != nil {
			parts = append(parts, m)
		}
	}
	if unicode.IsUpper(r) {
		if m := a.lastPart(i, tail, partyLetter[a.doc.Slice(head)]); m != nil {
			parts = append(parts, m)
		}
	}
	return parts
}

// partyLetter stands before a politician's constituency: "D-Calif.".
var partyLetter = map[string]bool{"D": true, "R": true, "I": true}

// lastPart reads the part after the hyphen, which may go on in the next token.
func (a *article) lastPart(i int, span extract.Span, constituency bool) *mention {
	if j := i + 1; j < len(a.doc.Tokens) && a.doc.Tokens[j].Sentence == a.doc.Tokens[i].Sentence && a.doc.Tokens[j].Is(extract.Capital) {
		long := span.Cover(a.doc.Tokens[j].Span)
		if short, ok := a.lex.abbreviations[a.doc.Slice(long)]; ok && constituency {
			p := short.place
			return &mention{first: i, last: j + 1, span: long, kind: abbreviation, unit: p, key: "short for " + p.StableID(), shortForm: true}
		}
		if asked(a.lex.cue[a.plain[j]]) != 0 {
			if m := a.part(i, long, constituency); m != nil {
				m.last = j + 1
				return m
			}
		}
	}
	return a.part(i, span, constituency)
}

// part makes a mention of a part of token i. Where certain, the other part already says that it is
// a place ("Kent-based", "D-Raleigh"), so that words and given names need no further proof.
func (a *article) part(i int, span extract.Span, certain bool) *mention {
	word := a.doc.Slice(span)
	m := &mention{first: i, last: i + 1, span: span, certain: certain}
	if p, ok := a.lex.demonyms[word]; ok {
		m.kind, m.unit, m.key = demonym, p, "demonym of "+p.StableID()
		return m
	}
	short, ok := a.lex.abbreviations[word]
	if !ok && certain && span.End < len(a.doc.Text) && a.doc.Text[span.End] == '.' {
		short, ok = a.lex.abbreviations[word+"."] // "R-Pa.", whose stop became a token
	}
	if ok && (certain || !short.qualifier) {
		p := short.place
		m.kind, m.unit, m.key, m.shortForm = abbreviation, p, "short for "+p.StableID(), true
		return m
	}
	m.key = gazetteer.Normalise(word)
	if len(m.key) < 3 || a.lex.common[m.key] || a.lex.cue[m.key]&never != 0 {
		return nil
	}
	h := gazetteer.Hash(0, m.key)
	if !a.gaz.Has(h) {
		return nil
	}
	m.readings = a.readingsOf(m.key, h)
	if !certain && a.lex.given[word] && !slices.ContainsFunc(m.readings, func(r *reading) bool { return r.prior > 6 }) {
		return nil
	}
	return m
}
