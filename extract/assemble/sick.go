package assemble

import (
	"slices"

	"sitrep/extract"
)

// fallenIll returns the cases and the affected of an outbreak: whom an illness affects are its cases where no others are counted.
func fallenIll(cases, affected toll) (toll, toll) {
	if cases.best >= 0 || affected.best < 0 {
		return cases, affected
	}
	affected.as = "cases"
	return affected, toll{best: -1}
}

// sick reports whether a count reads people in hospital as hurt, in an outbreak, where they are sick; a disease hurts nobody.
func (d *draft) sick(c int) bool {
	m := d.r.doc.Counts[c]
	return m.Value.Measure == "injured" && (d.isOutbreak() || m.Rule == "count/hospital" && extract.Family(d.Type) == "outbreak")
}

// withoutWorld leaves out what an outbreak's text counts over the whole world where it tells of other figures: "Worldwide, 8,445 cases and 812 deaths have been
// reported".
func (d *draft) withoutWorld(cs []int) []int {
	own := slices.DeleteFunc(slices.Clone(cs), func(c int) bool { return d.r.sentenceHas(d.r.doc.SentenceAt(d.r.doc.Counts[c].Start), worldWords) })
	if len(own) == 0 {
		return cs
	}
	return own
}

var worldWords = wordSet("worldwide globally")
