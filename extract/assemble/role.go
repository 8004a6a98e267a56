package assemble

import (
	"slices"

	"sitrep/extract"
)

// fillTemporalRole decides what the incident is to the article: its news (main), news about an incident of days before (update), an older
// one (background), or the occasion of what is reported (anniversary, aftermath).
func (d *draft) fillTemporalRole() {
	role, f, rule := d.temporalRole()
	d.TemporalRole = role
	d.support("temporal_role", d.r.anchor(f), rule)
}

func (d *draft) temporalRole() (string, *frame, string) {
	first := d.e.frames[0]
	age, dated := d.age()
	lead := d.opens()
	if kind, f := d.ruledByAftermath(); kind != "" && !(dated && age > 10 && !lead) {
		return kind, f, "assemble/aftermath-cue" // an older one further down is not what the trial of the opening is about
	}
	switch {
	case d.isOutbreak() && (lead || d.When != nil && d.When.Basis == "as_of" && dated && age <= 30):
		return "main", first, "assemble/outbreak-of-the-news" // goes on, whenever it began
	case dated && age > 30:
		return "background", first, "assemble/older-than-the-news"
	case dated && age > 2 && lead:
		return "update", first, "assemble/days-before-the-news"
	case !dated && d.r.longSince(first):
		return "background", first, "assemble/long-before-the-news"
	case dated && age > 7:
		return "background", first, "assemble/older-than-the-news"
	}
	return "main", first, "assemble/news-of-the-day"
}

// ruledByAftermath returns the role that aftermath cues give, and the frame: all frames, or the leading one with a verb's cue, stand in sentences that
// tell what followed.
func (d *draft) ruledByAftermath() (string, *frame) {
	kind, ruled := "", 0
	for _, f := range d.e.frames {
		if f.aftermath != "" {
			ruled++
			if kind == "" {
				kind = f.aftermath
			}
		}
	}
	first := d.e.frames[0]
	age, dated := d.age()
	if ruled == 0 || dated && age <= 7 || kind == "inquiry" && !(dated && age > 21) || kind == "trial" && !dated && d.opens() && d.r.deed(first) {
		return "", nil // who is charged or buried within the week, and what is being investigated, is still the news itself
	}
	if first.aftermath == "" && ruled*2 < len(d.e.frames) {
		return "", nil
	}
	switch kind {
	case "anniversary", "history":
		return "anniversary", first
	case "recovery":
		return "", nil
	}
	return "aftermath", first
}

// opens reports whether the incident is told in the headline or the opening of the text: its first paragraph, or the first sentences of one that is all the text.
func (d *draft) opens() bool {
	first := d.e.frames[0]
	s := d.r.doc.Sentences[first.sentence]
	return first.headline || s.Paragraph <= 1 && first.sentence <= openingSentences
}

// openingSentences is how many sentences open a text that has no paragraphs.
const openingSentences = 3

// deed reports whether a frame tells its event by a verb and not only by name: "charged after opening fire", not "charged with murder".
func (r *reader) deed(f *frame) bool {
	return slices.ContainsFunc(f.triggers, func(t int) bool {
		v := r.doc.Triggers[t].Value
		return !v.Noun && extract.Family(v.Type) != "security"
	})
}

// age returns the days from the incident's end to publication.
func (d *draft) age() (int, bool) {
	if d.When == nil || d.When.Basis == "publication" || d.When.Basis == "reported" {
		return 0, false
	}
	return daysBetween(d.When.End, d.r.published())
}
