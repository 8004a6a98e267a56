package assemble

import (
	"slices"

	"sitrep/extract"
)

// arrestOver returns the incident over which people were arrested, where an article that tells of it first goes on to say so: "Fifteen people were
// detained." It is nil where the arrests are told first, have a site of their own elsewhere, or go with other arrests and with no clash of the same
// sentence or unrest that theirs speaks of.
func (r *reader) arrestOver(events []*event, f *frame) *event {
	if len(events) == 0 || f.head < 0 || r.doc.Triggers[f.head].Value.Type != "security.arrest" || f.apart || f.headline || r.doc.Triggers[f.head].Value.Realis != "actual" || r.otherMatter(f.sentence) {
		return nil
	}
	e := events[len(events)-1]
	own, _ := r.leadingType(e)
	family := extract.Family(own)
	inUnrest := (e.last().sentence == f.sentence || r.ofUnrest(f.sentence)) && (family == "protest" || family == "clash")
	if !inUnrest && slices.ContainsFunc(events, r.policed) {
		return nil
	}
	if !arrestable[family] && own != "security.crackdown" || !inUnrest && r.ofUnrest(f.sentence) || r.sitesAgree(e, f) < 0 || e.realis != "actual" || r.longAgo(e) || r.longTerm(f.sentence) {
		return nil
	}
	return e
}

// policed reports whether an incident is one of arrests, of a raid or of a seizure itself.
func (r *reader) policed(e *event) bool {
	own, _ := r.leadingType(e)
	return handling[own] || own == "security.operation"
}

// otherMatter reports whether a sentence names an offence of which no attack, accident or protest consists: those held for it are held over something else.
func (r *reader) otherMatter(sentence int) bool {
	return r.sentenceHas(sentence, offences)
}

var offences = wordSet("drug drugs smuggling smugglers trafficking traffickers fraud corruption bribery embezzlement laundering prostitution gambling counterfeit cocaine heroin tax")

// ofUnrest reports whether a sentence speaks of protests or riots.
func (r *reader) ofUnrest(sentence int) bool {
	return r.sentenceHas(sentence, unrestWords)
}

var unrestWords = wordSet("protest protests protesting protesters demonstration demonstrations demonstrators riot riots rioting unrest vigil march")

// longAgo reports whether an incident is dated more than ten days before publication.
func (r *reader) longAgo(e *event) bool {
	for _, f := range e.frames {
		if day := r.toldDay(f); day.time >= 0 {
			days, ok := daysBetween(r.doc.Times[day.time].Value.End, r.published())
			return ok && days > 10
		}
	}
	return false
}

// arrestable are the families of incidents over which people are arrested; of some only the effect is told yet: "killed nine men and arrested one in a shootout".
var arrestable = map[string]bool{"attack": true, "crime": true, "accident": true, "abduction": true, "protest": true, "explosion": true, "outbreak": true, "clash": true,
	"effect": true}
