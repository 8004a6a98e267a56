package assemble

import (
	"slices"
	"strconv"
	"strings"
)

// person is somebody whom the text tells of singly, by what its words say of him.
type person struct {
	count int    // index of Document.Counts
	sex   string // "m", "f", or "" where the words do not say
	age   int    // years, -1 where the words do not say
}

// singly returns the persons of a measure whom the text tells of one by one: "a man was shot ... a 15-year-old girl was hit, too". The words of a new
// person are indefinite and exclude every person before in sex or age, or call him another, and stand in
// the sentence after him at the latest; all else may speak of one told before.
func (d *draft) singly(measure string) []person {
	var told []person
	last := 0
	for _, c := range d.countsOf(measure) {
		m := d.r.doc.Counts[c]
		if value(m.Value) != 1 || m.Value.Role == "perpetrator" || m.Value.Name || d.r.doc.InTitle(m.Span) || m.Value.Anchor == "cumulative" {
			continue
		}
		p, at := d.r.person(c), d.r.doc.SentenceAt(m.Start)
		if len(told) == 0 || at-last <= 1 && d.r.anew(p, told) {
			told, last = append(told, p), at
		}
	}
	return told
}

// anew reports whether the words of p bring somebody new beside those told before.
func (r *reader) anew(p person, told []person) bool {
	first, _ := r.tokenRange(r.doc.Counts[p.count].Span)
	switch w := r.word(first); {
	case w == "another", (w == "a" || w == "the") && furtherWords[r.word(first+1)]:
		return true
	case w != "a" && w != "an":
		return false
	}
	for _, q := range told {
		if !excludes(p, q) {
			return false
		}
	}
	return true
}

var furtherWords = wordSet("second third fourth fifth")

// excludes reports whether two descriptions cannot be of one person.
func excludes(p, q person) bool {
	return p.sex != "" && q.sex != "" && p.sex != q.sex || p.age >= 0 && q.age >= 0 && p.age != q.age
}

// person reads sex and age from the words of a count.
func (r *reader) person(c int) person {
	p := person{count: c, age: -1}
	first, last := r.tokenRange(r.doc.Counts[c].Span)
	for i := first; i < last; i++ {
		w := r.word(i)
		if maleWords[w] {
			p.sex = "m"
		} else if femaleWords[w] {
			p.sex = "f"
		}
		years, old := strings.CutSuffix(w, "-year-old")
		if n, err := strconv.Atoi(years); err == nil && (old || strings.HasPrefix(r.word(i+1), "year")) {
			p.age = n
		}
	}
	return p
}

var (
	maleWords   = wordSet("man boy male father son brother husband grandfather uncle nephew grandson boyfriend stepfather he him himself")
	femaleWords = wordSet("woman girl female mother daughter sister wife grandmother aunt niece granddaughter girlfriend stepmother she herself")
)

// alive leaves out one person for each of the dead whom the words may mean.
func (d *draft) alive(hurt []person) []person {
	for _, c := range d.countsOf("killed") {
		if v := d.count(c); value(v) != 1 || v.Role == "perpetrator" {
			continue
		}
		dead := d.r.person(c)
		for i, p := range hurt {
			if !excludes(p, dead) {
				hurt = append(hurt[:i:i], hurt[i+1:]...)
				break
			}
		}
	}
	return hurt
}

// one reports whether a toll is of one person, not called another.
func (d *draft) one(t toll) bool {
	return t.best >= 0 && len(t.added) == 0 && value(d.count(t.best)) == 1 && d.count(t.best).Anchor != "incremental"
}

var childWords = wordSet("child boy girl toddler baby infant juvenile teen teenager youngster")

// oneByOne returns the toll of persons told singly where they are more than the toll that was found.
func (d *draft) oneByOne(persons []person, t toll) toll {
	if len(persons) < 2 || t.best >= 0 && len(persons) <= value(d.count(t.best))+d.sum(t.added)-t.less {
		return t
	}
	t.best, t.added, t.less = persons[0].count, nil, 0
	for _, p := range persons[1:] {
		t.added = append(t.added, p.count)
	}
	return t
}

// byName returns the toll of all who are named as hurt, by words however weak, where they are more than the toll that was found: "driver Ana Vega was injured ...
// passenger Luis Mena suffered cuts". Where not all the dead are named, any of the named may be one of them.
func (d *draft) byName(hurt, dead toll) toll {
	names := d.named("injured", false)
	told := func(names []int, c int) bool {
		return slices.ContainsFunc(names, func(k int) bool { return sameName(d.count(k).Victim, d.count(c).Victim) })
	}
	for _, c := range d.named("injured", true) {
		if !told(names, c) {
			names = append(names, c)
		}
	}
	if dead.best >= 0 && value(d.count(dead.best)) > 0 {
		died := d.named("killed", false)
		if len(died) < value(d.count(dead.best))+d.sum(dead.added) {
			return hurt
		}
		names = slices.DeleteFunc(names, func(c int) bool { return told(died, c) })
	}
	if len(names) < 2 || hurt.best >= 0 && len(names) <= value(d.count(hurt.best))+d.sum(hurt.added)-hurt.less {
		return hurt
	}
	return toll{best: names[0], added: names[1:], by: hurt.by}
}

// named returns one count for each person named as a victim of the measure, those left out whom their sentence tells of as others' forerunners.
func (d *draft) named(measure string, weak bool) []int {
	var named, others []int
	for _, c := range d.countsOf(measure) {
		v := d.count(c)
		told := func(k int) bool { return sameName(d.count(k).Victim, v.Victim) }
		switch {
		case !v.Name || value(v) != 1 || v.Weak != weak || slices.ContainsFunc(named, told):
		case d.r.aliases[lastWord(v.Victim)] || d.r.otherTime(c) || v.Status == "suspected" && len(named) > 0:
			others = append(others, c)
		default:
			named = append(named, c)
		}
	}
	if len(named) == 0 {
		return others[:min(len(others), 1)]
	}
	return named
}

// otherTime reports whether the words before a count say that it was another time than what the sentence tells before ("came two days after they shot Luis
// Mena"), or make it one of a row ("Luis Mena is the second reporter to be murdered").
func (r *reader) otherTime(c int) bool {
	m := r.doc.Counts[c]
	s := r.doc.Sentences[r.doc.SentenceAt(m.Start)]
	first, last := r.tokenRange(m.Span)
	for i := s.First + 1; i < first; i++ {
		if w := r.word(i); (w == "after" || w == "before") && timeUnits[r.word(i-1)] {
			return true
		}
	}
	for i := last; i+3 < s.Last; i++ {
		if r.word(i) == "the" && rowWords[r.word(i+1)] && r.word(i+3) == "to" {
			return true
		}
	}
	return false
}

var (
	timeUnits = wordSet("hours day days week weeks month months")
	rowWords  = wordSet("second third fourth fifth sixth seventh eighth ninth tenth")
)
