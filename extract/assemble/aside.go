package assemble

import "slices"

// withoutAside leaves out the whole figures of sentences that pass on to something else ("Meanwhile, ..."), where others are told of the incident.
func (d *draft) withoutAside(cs []int) []int {
	own := slices.DeleteFunc(slices.Clone(cs), func(c int) bool { return d.count(c).Anchor != "incremental" && d.aside(c) })
	if len(own) == 0 {
		return cs
	}
	return own
}

// aside reports whether a count stands in another paragraph than the incident's first mention, or behind it, and behind words that pass on to something else.
func (d *draft) aside(c int) bool {
	at := d.r.doc.SentenceAt(d.r.doc.Counts[c].Start)
	for s := at; s > d.e.frames[0].sentence && d.r.doc.Sentences[s].Paragraph == d.r.doc.Sentences[at].Paragraph; s-- {
		if d.r.passesOn(s) {
			return true
		}
	}
	return at < d.e.frames[0].sentence && d.r.passesOn(at)
}

// passesOn reports whether a sentence opens with words that pass on to something else.
func (r *reader) passesOn(sentence int) bool {
	i := r.doc.Sentences[sentence].First
	switch w, next := r.word(i), r.word(i+1); w {
	case "meanwhile", "elsewhere", "separately", "similarly":
		return true
	case "in":
		return next == "addition" || next == "another"
	case "also":
		return next == "on" || next == "in"
	case "on":
		return next == "another" || next == "that" && r.word(i+2) == "occasion"
	}
	return false
}
