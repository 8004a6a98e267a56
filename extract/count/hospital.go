package count

import (
	"slices"
	"strings"

	"sitrep/extract/token"
)

// broughtToHospital reads "rushed four people to the hospital", "was flown out with burns", "were treated at the scene", "needed hospital care".
func (r *reader) broughtToHospital(p phrase) (e effect, target int, ok bool) {
	v, passive := p.verb.Lemma, p.verb.Passive
	treated := p.is("treat")
	switch {
	case p.is("need", "require", "receive") && !passive && p.object != "" && hospitalCare[p.object] && (p.object == "hospitalization" || p.object == "hospitalisation" || r.tokenIn(&r.doc.Groups[p.clause.Object], "hospital")):
		return effect{measure: "hospitalized", weak: true}, p.clause.Subject, true
	case p.is("send", "take", "rush", "airlift") && !passive && r.hospital(p.c):
		return effect{measure: "hospitalized", weak: true}, p.clause.Object, true
	case (passive && (moved[v] || strings.HasPrefix(v, "hospitali")) || treated) && r.wounds(p.c, "with", "for", "from"), moved[v] && passive && r.inCondition(p.c):
		return effect{measure: "injured", weak: true}, p.active, true
	case passive && (moved[v] && r.hospital(p.c) || treated && !r.handled(p.c)):
		return effect{measure: "hospitalized", weak: true}, p.active, true
	}
	return e, -1, false
}

// hospitalCare is what those need who are brought to a hospital: "hospital treatment".
var hospitalCare = wordSet("care treatment hospitalization hospitalisation")

// moved are verbs of bringing somebody to a hospital.
var moved = wordSet("take rush transport airlift fly admit bring transfer remove carry drive send")

// hospital reports whether clause c leads to a hospital.
func (r *reader) hospital(c int) bool {
	return slices.ContainsFunc(r.clauses[c].Preps, func(p token.Prep) bool {
		switch p.Word {
		case "to", "at", "into":
			return hospitals[r.word(p.Group)]
		case "in":
			return hospitals[r.word(p.Group)] && r.doc.Groups[r.clauses[c].Verb].Verb.Lemma == "admit"
		}
		return false
	})
}

// hospitals are where the sick and the hurt are taken.
var hospitals = wordSet("hospital hospitals infirmary clinic clinics center centre centers centres ward wards unit units")

// handled reports whether "treated" in clause c tells of manners, not of medicine: "was treated well", "were treated like slaves".
func (r *reader) handled(c int) bool {
	g := &r.doc.Groups[r.clauses[c].Verb]
	for i := g.First; i < min(g.Last+2, len(r.doc.Tokens)); i++ {
		if manners[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	return false
}

// manners are how people are treated that are no patients.
var manners = wordSet("well badly poorly kindly humanely fairly unfairly cruelly decently correctly like as with")
