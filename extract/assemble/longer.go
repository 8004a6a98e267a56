package assemble

import (
	"strings"

	"sitrep/extract"
)

// ofItsTime reports whether a count of a frame is one of the incident's own time and place, not of a war or of the whole country.
func (d *draft) ofItsTime(f *frame, c int) bool {
	if v := d.count(c); v.Anchor == "period" && (d.whereElse(c) || !d.lasts() && !sinceDay(v.Period)) {
		return false
	}
	return !d.ofYears(f, c) && !d.countrywide(c)
}

// sinceDay reports whether a period is one of hours or a few days, which may be the incident's own: "since Sunday", "since fighting broke out on Monday", "in the
// past 24 hours", "in recent days".
func sinceDay(period string) bool {
	words := strings.Fields(strings.ToLower(period))
	if strings.HasSuffix(strings.ToLower(period), "recent days") {
		return true
	}
	if n := len(words); n > 1 && words[0] == "since" {
		return strings.HasSuffix(words[n-1], "day")
	}
	if n := len(words); n > 3 && words[1] == "the" && (words[2] == "past" || words[2] == "last") {
		return words[n-1] == "hours" || words[n-1] == "days" && fewDays[words[n-2]]
	}
	return false
}

var fewDays = wordSet("few two three four 2 3 4")

// ofYears reports whether a count of thousands stands in a sentence that gives no day and speaks of a war or of what has been since: "10 years of war in
// which 70,000 people have died".
func (d *draft) ofYears(f *frame, c int) bool {
	v := d.count(c)
	if v.Measure != "killed" || value(v) < 1000 || f.day.time >= 0 || !attackFamilies[extract.Family(d.Type)] {
		return false
	}
	m := d.r.doc.Counts[c]
	if clause := d.r.clauseAt(f.sentence, m.Span); clause != nil && d.r.doc.Groups[clause.Verb].Verb.Perfect {
		return true
	}
	return d.r.sentenceHas(f.sentence, warWords)
}

// warWords are what goes on for years.
var warWords = wordSet("war wars conflict decade decades year years months regime regimes dictatorship repression insurgency genocide")

// countrywide reports whether the sentence of a count of an attack, another than its first, says that it holds of the whole country: "90 deaths nationwide
// last month".
func (d *draft) countrywide(c int) bool {
	m := d.r.doc.Counts[c]
	if !attackFamilies[extract.Family(d.Type)] || d.e.frames[0].Contains(m.Span) {
		return false
	}
	_, last := d.r.tokenRange(m.Span)
	for i, end := last, d.r.doc.Sentences[d.r.doc.SentenceAt(m.Start)].Last; i < end; i++ {
		if d.r.nationwideAt(i) {
			return true
		}
	}
	return false
}

// nationwideAt reports whether the words at token i speak of the whole country: "nationwide", "across the country".
func (r *reader) nationwideAt(i int) bool {
	switch r.word(i) {
	case "nationwide":
		return true
	case "throughout", "across", "around":
		return r.word(i+1) == "the" && (r.word(i+2) == "country" || r.word(i+2) == "nation")
	}
	return false
}

// longTerm reports whether a sentence counts over months or years: "since the war began", "in recent years", "so far this year".
func (r *reader) longTerm(sentence int) bool {
	s := r.doc.Sentences[sentence]
	for i := s.First; i < s.Last; i++ {
		a := r.doc.Tokens[i].Lower
		switch a {
		case "recent", "past", "last", "previous", "this", "since":
		default:
			continue // nothing else opens such a time
		}
		b, c := r.word(i+1), r.word(i+2)
		switch {
		case a == "since" && r.superlative(s.First, i):
			continue // "one of the deadliest attacks since the war began"
		case longUnits[b] && (a == "recent" || a == "past" || a == "last" && b != "year" && (b != "month" || r.word(i-1) == "the") || a == "previous"):
			return true
		case longUnits[c] && (a == "past" || a == "last") && b != "the":
			return true
		case b == "year" && (a == "this" || a == "last" && c != "'s"):
			return true
		case a == "since" && monthNames[b] && !r.doc.Tokens[min(i+2, len(r.doc.Tokens)-1)].Is(extract.Digit):
			return true
		case a == "since" && (c == "began" || c == "started" || r.word(i+3) == "began" || r.word(i+3) == "started" || r.word(i+3) == "broke" || c == "broke"):
			return true
		}
	}
	return false
}

// superlative reports whether one of tokens [first:last) ranks an event: "the deadliest attack".
func (r *reader) superlative(first, last int) bool {
	for i := first; i < last; i++ {
		if w := r.word(i); r.doc.Tokens[i].Tag == "JJS" && w != "least" && w != "most" || w == "first" {
			return true
		}
	}
	return false
}

var monthNames = wordSet("january february march april may june july august september october november december")

var longUnits = wordSet("year years month months decade decades")

// withoutSince leaves out what has happened up to now where the incident's own figure is told: "gangs have kidnapped hundreds in the region".
func (d *draft) withoutSince(cs []int) []int {
	var own, named []int
	for _, c := range cs {
		switch {
		case !d.upToNow(c):
			own = append(own, c)
		case d.besideEvent(c):
			named = append(named, c)
		}
	}
	if len(own) == 0 {
		return named
	}
	return own
}

// upToNow reports whether a count stands with an active verb in the present perfect, one of telling a toll aside: "officials have confirmed 13 deaths".
func (d *draft) upToNow(c int) bool {
	m := d.r.doc.Counts[c]
	clause := d.r.clauseAt(d.r.doc.SentenceAt(m.Start), m.Span)
	if clause == nil {
		return false
	}
	v := d.r.doc.Groups[clause.Verb].Verb
	return v.Perfect && !v.Past && !v.Passive && !tallying[v.Lemma]
}

// tallying are verbs by which a toll stands as it is now.
var tallying = wordSet("die rise confirm")

// attackFamilies are the families of what people do to people within a day.
var attackFamilies = map[string]bool{"attack": true, "abduction": true, "crime": true, "explosion": true, "clash": true}

// besideEvent reports whether a count stands in a frame that names an event, not only what befell people.
func (d *draft) besideEvent(c int) bool {
	for _, f := range d.e.frames {
		if f.Contains(d.r.doc.Counts[c].Span) {
			return !d.r.effect(f)
		}
	}
	return false
}

// whereElse reports whether a count stands behind "where" and so is that of another place: "the border, where 35 people have been killed since Thursday".
func (d *draft) whereElse(c int) bool {
	first, _ := d.r.tokenRange(d.r.doc.Counts[c].Span)
	for i := first - 1; i >= max(0, first-4); i-- {
		if d.r.word(i) == "where" {
			return true
		}
	}
	return false
}
