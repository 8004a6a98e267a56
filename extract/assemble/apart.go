package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// parted returns a report for each site where the text puts several attacks at once: "bombs exploded in Lima, Callao and Arequipa" are three bombings,
// for a bomb explodes at one place. Air raids, shelling, battles, disasters, outbreaks and protests spread, and stay one report with several sites,
// unless the text tells of each site by itself (toldEach). What the text tells of one of the sites goes to its report alone; a toll told of all of them bounds
// each of them from above.
func (d *draft) parted() []*draft {
	sites := d.listedSites()
	if len(sites) < 2 || !atOnePlace(d.Type) && !d.toldEach(sites) {
		return []*draft{d}
	}
	var parts []*draft
	for _, s := range sites {
		q, _ := d.r.report(d.r.partAt(d.e, s, sites)) // what speaks for the whole speaks for each part
		if q.Type == "" {
			return []*draft{d}
		}
		q.bound()
		parts = append(parts, q)
	}
	return parts
}

// atOnePlace reports whether an incident of the type has one site.
func atOnePlace(kind string) bool {
	switch kind {
	case "attack.airstrike", "attack.shelling", "attack.drone", "attack.chemical":
		return false
	}
	f := extract.Family(kind)
	return f == "attack" || f == "abduction" || f == "explosion"
}

// listedSites returns the places of the report's list of sites, in the order of the text, where a frame of it gives one, and with them the sites that other frames
// tell of and that are none of these: "A bomb killed four people in Callao. Others went off in Lima and Arequipa."
func (d *draft) listedSites() []int {
	var places []int
	for _, f := range d.e.frames {
		if places = slices.Clone(d.r.sitesListed(f)); len(places) > 1 {
			break
		}
	}
	if len(places) < 2 {
		return nil
	}
	for _, f := range d.e.frames {
		if s, ok := f.site(); ok && s.score >= 3 && f.head >= 0 && !d.r.doc.Triggers[f.head].Value.Definite && d.r.isPoint(s.place) && !slices.ContainsFunc(places, func(p int) bool { return d.r.with(s.place, p) }) {
			places = append(places, s.place)
		}
	}
	slices.Sort(places)
	return places
}

// isPoint reports whether a place is a town or finer that the gazetteer knows.
func (r *reader) isPoint(p int) bool {
	v := r.doc.Places[p].Value
	return v.Resolved() && fineness[v.Precision] >= fineness["locality"]
}

// partAt returns the incident at one of the sites: the frames that tell of it or of all of them, with the counts that they tell of all of them.
func (r *reader) partAt(e *event, site int, sites []int) *event {
	part := &event{realis: e.realis, arrests: e.arrests, elsewhere: slices.DeleteFunc(slices.Clone(sites), func(p int) bool { return p == site })}
	own := map[string]bool{} // measures that are told of this site
	for _, f := range e.frames {
		g, shared := r.frameAt(f, site, sites)
		if g == nil {
			continue
		}
		part.frames = append(part.frames, g)
		for _, c := range g.counts {
			if shared && !r.countOf(c, site) {
				part.joint = append(part.joint, c)
			} else {
				own[r.doc.Counts[c].Value.Measure] = true
			}
		}
	}
	for _, g := range part.frames {
		g.counts = slices.DeleteFunc(g.counts, func(c int) bool { return own[r.doc.Counts[c].Value.Measure] && slices.Contains(part.joint, c) })
	}
	return part
}

// frameAt returns a frame as it tells of one of the sites, nil where it tells of another one only, and whether it tells of all of them.
func (r *reader) frameAt(f *frame, site int, sites []int) (*frame, bool) {
	g := *f
	g.counts, g.sites = slices.Clone(f.counts), slices.Clone(f.sites)
	if t := r.dayBehind(site); r.datedEach(sites) && f.Contains(r.doc.Times[t].Span) {
		g.day = dayRef{time: t, clock: -1, rule: "assemble/day-behind-site"}
	}
	at := r.sitesWith(f, sites)
	if len(at) == 1 {
		if at[0] != site {
			return nil, false
		}
		return &g, false
	}
	g.sites = slices.DeleteFunc(g.sites, func(s siteRef) bool {
		return !r.with(s.place, site) && slices.ContainsFunc(sites, func(p int) bool { return r.with(s.place, p) })
	})
	elsewhere := func(s extract.Span) bool {
		return slices.ContainsFunc(sites, func(p int) bool { return p != site && r.standsBefore(s, p) })
	}
	g.counts = slices.DeleteFunc(g.counts, func(c int) bool { return elsewhere(r.doc.Counts[c].Span) })
	g.actors = slices.DeleteFunc(slices.Clone(f.actors), func(a int) bool {
		m := r.doc.Actors[a]
		return elsewhere(m.Span) && slices.ContainsFunc(r.doc.Counts, func(c extract.Mention[extract.Count]) bool { return c.Overlaps(m.Span) })
	})
	return &g, true
}

// dayBehind returns the day that stands right behind a place, its country between at most, or -1: "in Antwerp, Belgium, on Monday".
func (r *reader) dayBehind(place int) int {
	_, last := r.tokenRange(r.doc.Places[place].Span)
	if q := place + 1; q < len(r.doc.Places) && r.qualifies(q) {
		_, last = r.tokenRange(r.doc.Places[q].Span)
	}
	for _, t := range within(r.doc.Times, r.doc.Sentences[r.doc.SentenceAt(r.doc.Places[place].Start)].Span) {
		m := r.doc.Times[t]
		first, _ := r.tokenRange(m.Span)
		for first > last && (r.word(first-1) == "on" || r.word(first-1) == ",") {
			first--
		}
		if first == last && m.Value.Precision == "day" && m.Value.Start != "" {
			return t
		}
	}
	return -1
}

// sitesWith returns those of the sites that a frame's own sites lie in or hold; all of them where it has none.
func (r *reader) sitesWith(f *frame, sites []int) []int {
	var at []int
	for _, p := range sites {
		if slices.ContainsFunc(f.sites, func(s siteRef) bool {
			return s.role == "event_site" && (s.place == p || s.score >= minSite && r.with(s.place, p))
		}) {
			at = append(at, p)
		}
	}
	if len(at) == 0 {
		return r.siteBefore(f, sites)
	}
	return at
}

// siteBefore returns the one site that the nearest sentence before the frame's, in its paragraph, tells of: "The blast in Lima came at noon. Nine people died."
// It is all of them where there is no such sentence.
func (r *reader) siteBefore(f *frame, sites []int) []int {
	for i := f.sentence - 1; i >= 0 && r.doc.Sentences[i].Paragraph == r.doc.Sentences[f.sentence].Paragraph; i-- {
		var at []int
		for _, p := range sites {
			if slices.ContainsFunc(within(r.doc.Places, r.doc.Sentences[i].Span), func(k int) bool { return r.with(k, p) }) {
				at = append(at, p)
			}
		}
		if len(at) == 1 && slices.ContainsFunc(r.framesIn(i), func(g *frame) bool { return g.head >= 0 }) {
			return at
		}
		if len(at) > 0 {
			break
		}
	}
	return sites
}

// with reports whether a place is one of a list's sites, or lies in it or around it.
func (r *reader) with(place, site int) bool {
	a, b := r.doc.Places[place].Value, r.doc.Places[site].Value
	return place == site || sameID(a, b) || holds(a, b) || holds(b, a) || a.Country == b.Country && a.Country != "" && (a.Precision == "country") != (b.Precision == "country")
}

// toldEach reports whether the text tells of each of the sites on what day it was, or of an attack or a battle whom it befell there.
func (d *draft) toldEach(sites []int) bool {
	switch extract.Family(d.Type) {
	case "attack", "clash":
		return d.r.countedEach(sites) || d.r.datedEach(sites)
	case "crime", "accident":
		return d.r.datedEach(sites)
	}
	return false
}

// datedEach reports whether a day of its own stands behind each of the sites: "robbed a jeweller in Antwerp on Monday and a bank in Ghent on Wednesday".
func (r *reader) datedEach(sites []int) bool {
	days := map[string]bool{}
	for _, p := range sites {
		t := r.dayBehind(p)
		if t < 0 {
			return false
		}
		days[r.doc.Times[t].Value.Start] = true
	}
	return len(days) == len(sites)
}

// countedEach reports whether the text counts what befell people at each of the sites: "three in Cucuta and two in Pasto".
func (r *reader) countedEach(sites []int) bool {
	return !slices.ContainsFunc(sites, func(p int) bool {
		return !slices.ContainsFunc(r.doc.Counts, func(m extract.Mention[extract.Count]) bool { return harm[m.Value.Measure] && r.standsBefore(m.Span, p) })
	})
}

// ofAll reports whether words are those of a count that is told of several attacks together.
func (d *draft) ofAll(s extract.Span) bool {
	return slices.ContainsFunc(d.e.joint, func(c int) bool { return d.r.doc.Counts[c].Span == s })
}

// countOf reports whether count c stands right before a site or the country or department around it: "24 people in Kenya" are those of Nairobi.
func (r *reader) countOf(c, site int) bool {
	m := r.doc.Counts[c]
	return slices.ContainsFunc(within(r.doc.Places, r.doc.Sentences[r.doc.SentenceAt(m.Start)].Span), func(p int) bool {
		return r.standsBefore(m.Span, p) && r.with(p, site)
	})
}

// standsBefore reports whether a span stands before a place, no more than a verb and a preposition between.
func (r *reader) standsBefore(s extract.Span, place int) bool {
	first, _ := r.tokenRange(r.doc.Places[place].Span)
	_, last := r.tokenRange(s)
	return last < first && first-last <= 3 && !r.stopBetween(last, first)
}

// bound turns the counts that the text gives for several incidents together into what this one has at most. A joint count that is open above says nothing of
// it, and one person was harmed at one place; a part goes with its whole.
func (d *draft) bound() {
	whole := d.Report
	d.Counts, d.Evidence = nil, slices.DeleteFunc(slices.Clone(whole.Evidence), func(e extract.Evidence) bool { return strings.HasPrefix(e.Field, "counts[") })
	kept := map[int]int{} // the index that each count kept has here
	for i, c := range whole.Counts {
		field := indexed("counts", i)
		shared := slices.ContainsFunc(whole.Evidence, func(e extract.Evidence) bool { return e.Field == field && d.rests(e, d.e.joint) })
		c, ok := boundCount(c, shared)
		if c.SubsetOf != nil {
			k, told := kept[*c.SubsetOf]
			c.SubsetOf, ok = extract.Int(k), ok && told
		}
		if !ok {
			continue
		}
		kept[i] = len(d.Counts)
		for _, e := range whole.Evidence {
			if e.Field == field {
				e.Field = indexed("counts", len(d.Counts))
				d.Evidence = append(d.Evidence, e)
			}
		}
		d.Counts = append(d.Counts, c)
	}
}

// boundCount returns a count as it stands for one of several incidents, and whether it says anything of that one.
func boundCount(c extract.Count, shared bool) (extract.Count, bool) {
	switch {
	case !shared && c.Anchor == "incremental":
		c.Anchor = "incident" // "another four died in Kampala" adds to the dead of Nairobi, and is all of Kampala's
	case shared && (c.Max == nil || *c.Max == 1 || c.SubsetOf != nil):
		return c, false
	case shared && *c.Max > 0:
		c.Min, c.Qualifier = nil, "at_most"
	}
	return c, true
}

// rests reports whether evidence quotes one of the counts.
func (d *draft) rests(e extract.Evidence, counts []int) bool {
	return slices.ContainsFunc(counts, func(c int) bool {
		q := d.r.doc.Quote("", d.r.doc.Counts[c].Span, "")
		return q.In == e.In && q.Start == e.Start && q.End == e.End
	})
}
