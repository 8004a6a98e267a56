package assemble

import "sitrep/extract"

// didToo returns the incident of a frame that tells only whom the attackers told of before it in the sentence harmed as well, on a day or at a place of its
// own: "Gunmen killed a policeman in Nairobi on Wednesday and wounded two soldiers in Lamu on Thursday". It is nil where they did it all at once.
func (r *reader) didToo(events []*event, f *frame) *event {
	if len(events) == 0 || len(f.counts) == 0 {
		return nil
	}
	e := events[len(events)-1]
	g := e.last()
	own, _ := r.leadingType(e)
	first := r.doc.TokenAt(f.Start)
	if g.End != f.Start || extract.Family(own) != "attack" || r.word(first) != "and" || f.head < 0 || r.doc.TokenAt(r.doc.Triggers[f.head].Start) != first+1 {
		return nil
	}
	if r.daysAgree(e, f) >= 0 && r.sitesAgree(e, f) >= 0 {
		return nil
	}
	over := r.doneIn(g)
	over.day, over.inForce = dayRef{time: -1, clock: -1}, dayRef{time: -1, clock: -1}
	return &event{frames: []*frame{f, over}, realis: e.realis}
}
