package assemble

import "sitrep/extract"

// protestedOver reports whether a count of a protest is of those over whose death it was held: "marched over the deaths of 15 people in a roof collapse".
func (d *draft) protestedOver(c int) bool {
	first, _ := d.r.tokenRange(d.r.doc.Counts[c].Span)
	if extract.Family(d.Type) != "protest" || d.r.word(first-1) != "of" || !deathNouns[d.r.word(first-2)] {
		return false
	}
	for i := first - 3; i >= max(0, first-5); i-- {
		if occasions[d.r.word(i)] {
			return true
		}
	}
	return false
}

var (
	deathNouns = wordSet("death deaths killing killings murder murders shooting")
	occasions  = wordSet("over against at about after following since")
)
