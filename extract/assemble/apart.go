package assemble

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// bySite returns a report for each site where the text puts several attacks at once: "bombs exploded in Lima, Callao and Arequipa" are three
// bombings, for a bomb explodes at one place. Air raids, shelling, battles, disasters, outbreaks and protests spread, and stay one report with several
// sites, unless an attack's dead are told for each site. A toll that is told of all of them bounds each of them from above.
func (d *draft) bySite() []*draft {
	sites := d.partedSites()
	if len(sites) < 2 || !atOnePlace(d.Type) && (extract.Family(d.Type) != "attack" || d.countsAt(sites) == nil) {
		return []*draft{d}
	}
	var parted []*draft
	for _, s := range sites {
		parted = append(parted, d.at(s, sites))
	}
	return parted
}

// atOnePlace reports whether an incident of the type has one site.
func atOnePlace(kind string) bool {
	switch kind {
	case "attack.airstrike", "attack.shelling", "attack.drone", "attack.chemical", "crime.robbery":
		return false
	}
	f := extract.Family(kind)
	return f == "attack" || f == "abduction" || f == "explosion"
}

// partedSites returns the indices of the sites that the text lists beside each other, none where another site says more of where one of them is, or
// one holds the other.
func (d *draft) partedSites() []int {
	var sites []int
	alone := 0
	for i, p := range d.Where {
		if p.Role == "event_site" {
			sites = append(sites, i)
			if !d.coordinated(i) {
				alone++
			}
		}
	}
	if alone != 1 {
		return nil
	}
	for k, i := range sites {
		for _, j := range sites[:k] {
			if a, b := d.Where[i], d.Where[j]; sameID(a, b) || holds(a, b) || holds(b, a) || (a.Precision == "country") != (b.Precision == "country") {
				return nil
			}
		}
	}
	return sites
}

// coordinated reports whether a site is there because the text joins it to another.
func (d *draft) coordinated(i int) bool {
	field := indexed("where", i)
	return slices.ContainsFunc(d.Evidence, func(e extract.Evidence) bool { return e.Field == field && e.Rule == "assemble/site-coordinated" })
}

// at returns the report for one of the sites.
func (d *draft) at(site int, sites []int) *draft {
	one := *d
	one.Where, one.Evidence = nil, nil
	kept := map[string]string{}
	for i, p := range d.Where {
		if i == site || !slices.Contains(sites, i) {
			kept[indexed("where", i)] = indexed("where", len(one.Where))
			one.Where = append(one.Where, p)
		}
	}
	for _, e := range d.Evidence {
		if to, ok := kept[e.Field]; ok {
			e.Field = to
		} else if strings.HasPrefix(e.Field, "where[") {
			continue
		}
		one.Evidence = append(one.Evidence, e)
	}
	if own := d.countsAt(sites); own != nil {
		one.Counts = nil
		one.setCount(own[site])
	} else {
		one.setBounded()
	}
	return &one
}

// countsAt returns the count that the text gives for each of the sites, where it gives one for each: "three in Cucuta and two in Pasto".
func (d *draft) countsAt(sites []int) map[int]int {
	own := map[int]int{}
	for _, s := range sites {
		if c := d.r.countBefore(d.sites[s]); c >= 0 && harm[d.count(c).Measure] {
			own[s] = c
		}
	}
	if len(own) < len(sites) {
		return nil
	}
	return own
}

// countBefore returns the count that stands right before a place, no more than a preposition and an article between, or -1.
func (r *reader) countBefore(place int) int {
	first, _ := r.tokenRange(r.doc.Places[place].Span)
	for c, m := range r.doc.Counts {
		if _, last := r.tokenRange(m.Span); last < first && first-last <= 3 && !r.stopBetween(last, first) {
			return c
		}
	}
	return -1
}

// setCount makes count c of the document the only one of the report.
func (d *draft) setCount(c int) {
	d.Evidence = slices.DeleteFunc(d.Evidence, func(e extract.Evidence) bool { return strings.HasPrefix(e.Field, "counts[") })
	d.Counts = []extract.Count{plain(d.count(c))}
	d.support(indexed("counts", 0), d.r.doc.Counts[c].Span, d.r.doc.Counts[c].Rule)
}

// setBounded turns the counts of several incidents into what each of them has at most. A count that is open above, and what is part of another, says nothing of
// each.
func (d *draft) setBounded() {
	counts, evidence := d.Counts, d.Evidence
	d.Counts = nil
	d.Evidence = slices.DeleteFunc(slices.Clone(evidence), func(e extract.Evidence) bool { return strings.HasPrefix(e.Field, "counts[") })
	for i, c := range counts {
		if c.Max == nil || c.SubsetOf != nil {
			continue
		}
		if *c.Max > 0 {
			c.Min, c.Qualifier = nil, "at_most"
		}
		for _, e := range evidence {
			if e.Field == indexed("counts", i) {
				e.Field = indexed("counts", len(d.Counts))
				d.Evidence = append(d.Evidence, e)
			}
		}
		d.Counts = append(d.Counts, c)
	}
}
