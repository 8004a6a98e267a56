package assemble

import (
	"slices"

	"sitrep/extract"
)

// coordinate returns the places that the text joins to the site by "and": "in Kherson and Zaporizhzhia", "in Lima, Callao and Arequipa".
func (d *draft) coordinate(s siteRef) []siteRef {
	var more []siteRef
	for _, f := range d.e.frames {
		more = append(more, d.r.joined(f, s)...)
	}
	return more
}

// joined returns the sites of a frame that stand in one list with site s.
func (r *reader) joined(f *frame, s siteRef) []siteRef {
	first, last := r.list(s.place)
	var more []siteRef
	for _, t := range f.sites {
		if t.place != s.place && !r.surrounds(t.place) && (first <= t.place && t.place <= last && t.role == "event_site" || r.listedWith(f, s, t)) {
			more = append(more, t)
		}
	}
	return more
}

// list returns the first and the last of the places that stand in one list with place p: commas and one "and" at least part them, and none qualifies
// another. A place that stands in no list is its own, and so is one that says between or near which places the one site lies.
func (r *reader) list(p int) (first, last int) {
	conj := false
	for last = p; ; {
		next := r.unqualified(last, 1)
		if next < 0 || !r.parallel(last, next) {
			break
		}
		conj, last = conj || r.andBetween(last, next), next
	}
	for first = p; ; {
		prev := r.unqualified(first, -1)
		if prev < 0 || !r.parallel(prev, first) {
			break
		}
		conj, first = conj || r.andBetween(prev, first), prev
	}
	before, _ := r.tokenRange(r.doc.Places[first].Span)
	if rel := r.doc.Places[first].Value.Relation; !conj || rel == "near" || rel == "offset" || r.word(before-1) == "between" {
		return p, p
	}
	return first, last
}

// surrounds reports whether a place only says where the one before it lies: "New York" in "Vancouver and Rochester, New York".
func (r *reader) surrounds(p int) bool {
	return r.qualifies(p) && holds(r.doc.Places[p].Value, r.doc.Places[p-1].Value)
}

// unqualified returns the next place from p in a direction, one that only says where the place before it lies passed over, or -1.
func (r *reader) unqualified(p, step int) int {
	for p += step; 0 <= p && p < len(r.doc.Places); p += step {
		if !r.surrounds(p) {
			return p
		}
	}
	return -1
}

// listedWith reports whether a frame puts its event at two places that exclude each other, each behind its own preposition of place: "at the air base and
// at the embassy in Baghdad".
func (r *reader) listedWith(f *frame, s, t siteRef) bool {
	x, y := r.doc.Places[s.place], r.doc.Places[t.place]
	if y.Value.Relation == "offset" || !f.Contains(x.Span) || !f.Contains(y.Span) || s.score < 3 || t.score < 3 || t.role != "event_site" || y.Value.Precision == "country" || !apart(x.Value, y.Value) {
		return false
	}
	if r.word(r.doc.TokenAt(min(x.Start, y.Start))-1) == "between" {
		return false
	}
	return r.between("and", min(x.End, y.End), max(x.Start, y.Start))
}

// parallel reports whether only commas, "and", place modifiers, times and counts stand between two neighbouring places of one level that do not hold each
// other: "three in Cucuta, two in Pasto and four in Neiva".
func (r *reader) parallel(a, b int) bool {
	x, y := r.doc.Places[a], r.doc.Places[b]
	if level(x.Value.Precision) != level(y.Value.Precision) || y.Start-x.End > 45 || y.Value.Resolved() && x.Value.Resolved() && holds(y.Value, x.Value) {
		return false
	}
	for i := r.doc.TokenAt(x.End); i < r.doc.TokenAt(y.Start); i++ {
		w, before := r.word(i), r.word(i-1)
		again := w == "in" && (before == "and" || before == "," || r.counts(i-1)) // "in Kenya and in Uganda", not "the embassies of France in Kenya"
		if w != "and" && w != "," && w != ";" && !r.surroundAt(i) && !r.timeAt(i) && !placeModifiers[w] && !again && !(w == "of" && placeModifiers[before]) && !r.counts(i) {
			return false
		}
	}
	return true
}

// surroundAt reports whether token i stands in a place that only says where the one before it lies.
func (r *reader) surroundAt(i int) bool {
	t := r.doc.Tokens[i]
	return slices.ContainsFunc(within(r.doc.Places, r.doc.Sentences[t.Sentence].Span), func(p int) bool { return r.doc.Places[p].Contains(t.Span) && r.surrounds(p) })
}

// timeAt reports whether token i stands in a time or is the preposition before one: "seven in Kano on Monday and four in Jos".
func (r *reader) timeAt(i int) bool {
	at := r.doc.Tokens[i].Start
	if w := r.word(i); w == "on" || w == "at" {
		return extract.Starting(r.doc.Times, r.doc.Tokens[i+1].Start) >= 0
	}
	t := extract.From(r.doc.Times, at+1) - 1
	return t >= 0 && r.doc.Times[t].End > at
}

// counts reports whether token i stands in a count.
func (r *reader) counts(i int) bool {
	t := r.doc.Tokens[i]
	first := r.doc.Sentences[t.Sentence].Start // no count reaches over a sentence
	for k := extract.From(r.doc.Counts, first); k < len(r.doc.Counts) && r.doc.Counts[k].Start <= t.Start; k++ {
		if r.doc.Counts[k].Contains(t.Span) {
			return true
		}
	}
	return false
}

// level puts the precisions of what a list may mix together: towns, their quarters, and names that the gazetteer lacks.
func level(precision string) string {
	switch precision {
	case "site", "unknown":
		return "locality"
	}
	return precision
}

// andBetween reports whether "and" stands between two places.
func (r *reader) andBetween(a, b int) bool {
	return r.between("and", r.doc.Places[a].End, r.doc.Places[b].Start)
}

// sitesListed returns the places of a frame's list of sites in the order of the text; none where one of them is or holds another.
func (r *reader) sitesListed(f *frame) []int {
	places, ok := r.lists[f]
	if !ok {
		places = r.listSites(f)
		r.lists[f] = places
	}
	return places
}

func (r *reader) listSites(f *frame) []int {
	s, ok := f.site()
	if !ok {
		return nil
	}
	places := []int{s.place}
	for _, t := range r.joined(f, s) {
		places = append(places, t.place)
	}
	slices.Sort(places)
	places = slices.DeleteFunc(places, r.surrounds)
	if !r.exclusive(places) {
		return nil
	}
	return places
}

// exclusive reports whether no place is or holds another, and all are countries or none is.
func (r *reader) exclusive(places []int) bool {
	for k, p := range places {
		for _, q := range places[:k] {
			if a, b := r.doc.Places[p].Value, r.doc.Places[q].Value; sameID(a, b) || holds(a, b) || holds(b, a) || (a.Precision == "country") != (b.Precision == "country") {
				return false
			}
		}
	}
	return true
}
