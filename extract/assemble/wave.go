package assemble

import "slices"

// struckToo returns the incident of a frame that tells only what befell people in one town, where the article told of a wave of fire at the whole country before:
// "Russia launched 600 drones at Ukraine ... In Zaporizhzhia, 27 people were injured." What fell there, and when, the wave says; it is nil where no wave does.
func (r *reader) struckToo(events []*event, f *frame) *event {
	s, ok := f.site()
	if !ok || len(f.counts) == 0 || f.apart || r.doc.Places[s.place].Value.Country == "" || r.doc.Places[s.place].Value.Precision == "country" {
		return nil
	}
	for i := len(events) - 1; i >= 0; i-- {
		if g := r.waveOf(events[i], f, r.doc.Places[s.place].Value.Country); g != nil {
			return &event{frames: []*frame{f, r.doneIn(g)}, realis: events[i].realis, wave: events[i]}
		}
	}
	return nil
}

// partWaves parts from a wave of fire the town of which the text told first, where it went on to tell of others: the toll of the wave is not that of the town.
func (r *reader) partWaves(events []*event) []*event {
	for i := len(events) - 1; i >= 0; i-- {
		w := events[i]
		if !slices.ContainsFunc(events, func(e *event) bool { return e.wave == w }) {
			continue
		}
		town := slices.DeleteFunc(slices.Clone(w.frames), func(f *frame) bool { return !r.toldOfTown(f) })
		if len(town) == 0 {
			continue
		}
		s, _ := town[0].site()
		if g := r.waveOf(w, town[0], r.doc.Places[s.place].Value.Country); g != nil {
			w.frames = slices.DeleteFunc(w.frames, r.toldOfTown)
			events = slices.Insert(events, i+1, &event{frames: append(town, r.doneIn(g)), realis: w.realis})
		}
	}
	return events
}

// toldOfTown reports whether a frame tells only what befell people in a town.
func (r *reader) toldOfTown(f *frame) bool {
	s, ok := f.site()
	return ok && r.effect(f) && len(f.counts) > 0 && r.doc.Places[s.place].Value.Precision != "country"
}

// doneIn returns a frame without its sites and those whom it harmed, so that it tells only what was done.
func (r *reader) doneIn(g *frame) *frame {
	over := *g
	over.counts, over.sites = nil, nil
	over.actors = slices.DeleteFunc(slices.Clone(g.actors), func(a int) bool {
		return slices.ContainsFunc(g.counts, func(c int) bool { return r.doc.Counts[c].Overlaps(r.doc.Actors[a].Span) })
	})
	return &over
}

// waveOf returns the frame of an incident that tells of the wave not long before f, one with a day before one without, or nil.
func (r *reader) waveOf(e *event, f *frame, country string) *frame {
	var best *frame
	if e.realis != "actual" || r.daysAgree(e, f) < 0 {
		return nil
	}
	for _, g := range e.frames {
		near := r.doc.Sentences[f.sentence].Paragraph-r.doc.Sentences[g.sentence].Paragraph <= 8
		if near && r.wave(g, country) && (best == nil || best.day.time < 0 && g.day.time >= 0) {
			best = g
		}
	}
	return best
}

// wave reports whether a frame tells of fire from afar at a whole country.
func (r *reader) wave(f *frame, country string) bool {
	fire := false
	for _, t := range f.triggers {
		switch r.doc.Triggers[t].Value.Type {
		case "attack.airstrike", "attack.drone", "attack.shelling":
			fire = true
		}
	}
	if !fire {
		return false
	}
	for _, s := range f.sites {
		if v := r.doc.Places[s.place].Value; s.role == "event_site" && v.Precision == "country" && v.Country == country {
			return true
		}
	}
	return false
}
