package assemble

import (
	"slices"

	"sitrep/extract"
)

// otherVictim reports whether a frame tells of a deed done to somebody whom it names, while all that the incident tells so far was done to somebody of another
// name: the murder of a judge and that of an announcer are two. Where either counts several people, or says that "also" he was hit, the names may be
// of those who suffered together.
func (r *reader) otherVictim(e *event, f *frame) bool {
	own := r.namedVictims(f)
	if len(own) == 0 || r.effect(f) || r.countsSeveral(f) || r.alsoHit(f) {
		return false
	}
	others := false
	for _, g := range e.frames {
		names := r.namedVictims(g)
		if g.sentence == f.sentence && len(names) > 0 || r.countsSeveral(g) || slices.ContainsFunc(names, func(n string) bool {
			return slices.ContainsFunc(own, func(o string) bool { return sameName(n, o) })
		}) {
			return false
		}
		others = others || len(names) > 0
	}
	return others
}

// otherMurder reports whether a frame names its deed by those whom it befell, one person by name or several, and a frame of the incident by the other: "the murder of
// six priests", "the murder of Judge Ruiz".
func (r *reader) otherMurder(e *event, f *frame) bool {
	own, ok := r.murdered(f)
	return ok && slices.ContainsFunc(e.frames, func(g *frame) bool {
		other, told := r.murdered(g)
		return told && (oneNamed(own) && value(other) > 1 || oneNamed(other) && value(own) > 1)
	})
}

// otherMassacre reports whether a frame names its deed by at least twice as many dead as the undated incident counts, and a day: "two leaders were shot" is not
// "the massacre of 12 people last Wednesday".
func (r *reader) otherMassacre(e *event, f *frame) bool {
	own, ok := r.murdered(f)
	if !ok || own.Name || !dayed(f) || slices.ContainsFunc(e.frames, dayed) {
		return false
	}
	most := r.mostKilled(e)
	return most > 0 && value(own) >= 2*most
}

// dayed reports whether a frame has a day on which it happened, not one on which it was told.
func dayed(f *frame) bool { return f.day.time >= 0 && !f.day.said }

// mostKilled returns the largest number of dead that an incident counts, 0 where it counts none or one of its figures is open.
func (r *reader) mostKilled(e *event) int {
	most := 0
	for _, g := range e.frames {
		for _, c := range g.counts {
			v := r.doc.Counts[c].Value
			if v.Measure == "killed" && v.Qualifier != "exact" {
				return 0
			}
			if v.Measure == "killed" {
				most = max(most, value(v))
			}
		}
	}
	return most
}

// oneNamed reports whether a count is of one person by name.
func oneNamed(c extract.Count) bool { return c.Name && value(c) == 1 }

// murdered returns the count that stands behind "of" as what a frame's noun of killing tells of.
func (r *reader) murdered(f *frame) (extract.Count, bool) {
	if f.head < 0 || !r.doc.Triggers[f.head].Value.Noun {
		return extract.Count{}, false
	}
	of := r.doc.TokenAt(r.doc.Triggers[f.head].End)
	for _, c := range f.counts {
		m := r.doc.Counts[c]
		if at := r.doc.TokenAt(m.Start); r.word(of) == "of" && m.Value.Measure == "killed" && at > of && at-of <= 3 {
			return m.Value, true
		}
	}
	return extract.Count{}, false
}

// namedVictims returns the names of those whom a frame counts one by one as killed, hurt or carried off.
func (r *reader) namedVictims(f *frame) []string {
	var names []string
	for _, c := range f.counts {
		if v := r.doc.Counts[c].Value; v.Name && value(v) == 1 && personal[v.Measure] && v.Role != "perpetrator" {
			names = append(names, v.Victim)
		}
	}
	return names
}

// personal are the measures of what is done to a person.
var personal = map[string]bool{"killed": true, "injured": true, "abducted": true}

// countsSeveral reports whether a frame counts more than one person whom its event befell.
func (r *reader) countsSeveral(f *frame) bool {
	return slices.ContainsFunc(f.counts, func(c int) bool {
		v := r.doc.Counts[c].Value
		return personal[v.Measure] && value(v) > 1
	})
}

// alsoHit reports whether a frame's words say that its victim suffered with others.
func (r *reader) alsoHit(f *frame) bool {
	first, last := r.tokenRange(f.Span)
	for i := first; i < last; i++ {
		if w := r.word(i); w == "also" || w == "too" || w == "along" {
			return true
		}
	}
	return false
}
