package assemble

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"sitrep/extract"
)

func reportID(a *extract.Article, ordinal int) string {
	return a.ID + "." + strconv.Itoa(a.Revision) + "." + strconv.Itoa(ordinal)
}

// draft is a report being filled; every value that goes in brings its evidence.
type draft struct {
	r *reader
	e *event
	extract.Report
}

// report fills the report of an incident, or names the rule that refused it.
func (r *reader) report(e *event) (*draft, string) {
	a := r.doc.Article
	d := &draft{r: r, e: e, Report: extract.Report{Schema: extract.SchemaReport, ArticleID: a.ID, ExternalID: a.ExternalID, URL: a.URL,
		Title: a.Title, Published: a.Published, Where: []extract.Place{}, Counts: []extract.Count{}, Weapons: []extract.Weapon{},
		Actors: []extract.Actor{}, Claims: []extract.Claim{}}}
	d.fillWeapons()
	d.fillType()
	if d.Type == "" {
		return d, "no-type"
	}
	d.disarm()
	d.fillReality()
	d.fillImpliedWeapon()
	d.fillWhere()
	d.fillWhen()
	d.fillCounts()
	d.fillActors()
	d.fillBattle()
	d.fillCrackdown()
	d.fillClaims()
	d.fillSummary()
	d.fillTemporalRole()
	d.fillConfidence()
	return d, d.refused()
}

// support adds the words that a field rests on.
func (d *draft) support(field string, s extract.Span, rule string) {
	d.Evidence = append(d.Evidence, d.r.doc.Quote(field, s, rule))
}

// refused names the rule that keeps a filled report back, or returns "".
func (d *draft) refused() string {
	if d.mentionedOnly() {
		return "mentioned-only"
	}
	if d.takenAsKnown() {
		return "taken-as-known"
	}
	if d.Confidence.Score < minConfidence {
		return "low-confidence"
	}
	return ""
}

// mentionedOnly reports whether one event noun of the text is all that tells of the incident, and tells neither its site nor what befell anybody ("the
// violence of the kidnappings"), or names many of them without a day or a toll ("the bombings in the capital"): such words speak of what the reader
// is supposed to know, or of events in general.
func (d *draft) mentionedOnly() bool {
	f := d.e.frames[0]
	if len(d.e.frames) > 1 || f.headline || f.head < 0 || !d.r.doc.Triggers[f.head].Value.Noun || !violent[extract.Family(d.Type)] {
		return false
	}
	_, sited := f.site()
	dated := f.day.time >= 0 && !f.day.said
	effect := slices.ContainsFunc(f.triggers, func(t int) bool { v := d.r.doc.Triggers[t].Value; return v.Effect() && !v.Noun })
	if dated && (effect || d.r.aimed(f) && d.r.doc.Times[f.day.time].Value.Precision != "year") {
		return false // "an arson fire destroyed the store in February 2003"
	}
	return !sited && len(d.Counts) == 0 || d.r.doc.Triggers[f.head].Value.Plural && !dated && len(d.Counts) == 0
}

// takenAsKnown reports whether one sentence below the opening is all that tells of the incident, and gives neither a day nor a site finer than a country: "We
// remember how he took part in the kidnapping of landowners." Such words call to mind what the reader is supposed to know.
func (d *draft) takenAsKnown() bool {
	f := d.e.frames[0]
	if d.When != nil || d.opens() || !violent[extract.Family(d.Type)] || f.sentence != d.e.last().sentence {
		return false
	}
	if _, sited := f.site(); sited && len(d.Counts) > 0 {
		return false // "a car bombing in Tanzania killed ten people"
	}
	return !slices.ContainsFunc(d.Where, func(p extract.Place) bool { return p.Role == "event_site" && p.Precision != "country" })
}

// aimed reports whether the frame's event noun says whom or what it hit, and not many of its kind: "the attack on Senator Ruiz last Friday", not "the attack
// on Friday".
func (r *reader) aimed(f *frame) bool {
	t := r.doc.Triggers[f.head]
	at := r.doc.TokenAt(t.End)
	dated := slices.ContainsFunc(r.doc.Times, func(m extract.Mention[extract.Timex]) bool { return r.doc.TokenAt(m.Start) == at+1 })
	return !t.Value.Plural && !dated && targeting[r.word(at)]
}

var targeting = wordSet("on against of")

// fillSummary takes the sentence of the text that states the incident best: the one whose frame has most arguments, the earlier first.
func (d *draft) fillSummary() {
	best, top := d.e.frames[0], -1
	for _, f := range d.e.frames {
		n := len(f.counts) + len(f.weapons)
		if f.head >= 0 && !d.r.doc.Triggers[f.head].Value.Effect() {
			n += 2
		}
		if f.day.time >= 0 {
			n++
		}
		if _, ok := f.site(); ok {
			n += 2
		}
		if f.headline {
			n -= 2
		}
		if n > top {
			best, top = f, n
		}
	}
	s := d.r.doc.Sentences[best.sentence]
	d.Summary = d.r.doc.Slice(s.Span)
	d.support("summary", s.Span, "assemble/most-arguments")
}

// fillReality sets realis and outcome: what is told as actual once is actual.
func (d *draft) fillReality() {
	d.Realis, d.Outcome = d.e.realis, "occurred"
	var at extract.Span
	rule := "assemble/count-alone"
	for _, f := range d.e.frames {
		if f.head < 0 {
			continue
		}
		t := d.r.doc.Triggers[f.head]
		if rule == "assemble/count-alone" {
			at, rule, d.Outcome = t.Span, t.Rule, t.Value.Outcome
		}
		if d.Outcome == "unknown" && t.Value.Realis == "actual" && t.Value.Outcome == "occurred" {
			d.Outcome = "occurred"
		}
		if t.Value.Realis == "actual" && d.Realis == "alleged" {
			d.Realis = "actual"
		}
		if t.Value.Outcome == "foiled" || t.Value.Outcome == "attempted" && d.Outcome == "unknown" {
			d.Outcome = t.Value.Outcome
		}
	}
	if d.Outcome == "" {
		d.Outcome = "occurred"
	}
	if at.Len() == 0 {
		at = d.e.frames[0].Span
	}
	d.support("realis", at, rule)
	d.support("outcome", at, rule)
}

// violent are the families of events whose nouns are often spoken of in general; "floods" and "protests" are mostly news.
var violent = map[string]bool{"attack": true, "abduction": true, "explosion": true, "crime": true}

// minConfidence is the score below which a report is kept back as a near miss.
const minConfidence = 0.45

// fillConfidence adds up what speaks for the report, each with its reason.
func (d *draft) fillConfidence() {
	score, reasons := 0.3, []string{"a trigger with an argument"}
	add := func(v float64, why string, holds bool) {
		if holds {
			score += v
			reasons = append(reasons, why)
		}
	}
	f := d.e.frames[0]
	add(0.15, "trigger in headline", f.headline)
	add(0.1, "trigger in the first sentences", !f.headline && d.r.doc.Sentences[f.sentence].Paragraph <= 2)
	add(0.1, "told in several sentences", len(d.e.frames) > 1)
	add(0.15, "own site", len(d.Where) > 0 && d.Where[0].Precision != "country")
	add(0.05, "country only", len(d.Where) > 0 && d.Where[0].Precision == "country" && !inferredCountry[d.Where[0].Reason])
	add(0.15, "own date", d.When != nil && d.When.Basis != "publication" && d.When.Basis != "reported")
	add(0.1, "toll stated", len(d.Counts) > 0)
	add(0.05, "weapon or claim named", len(d.Weapons) > 0 || len(d.Claims) > 0)
	add(-0.1, "site uncertain", len(d.Where) > 0 && d.Where[0].Score > 0 && d.Where[0].Score < 0.5)
	add(-0.1, "told in one clause only", len(d.e.frames) == 1 && f.head >= 0 && d.r.doc.Triggers[f.head].Value.Generic)
	ownSite := len(d.Where) > 0 && d.Where[0].Role == "event_site" && d.Where[0].Precision != "country"
	low := !f.headline && d.r.doc.Sentences[f.sentence].Paragraph > 2
	add(-0.15, "neither site nor day, and no news of the opening", low && !ownSite && d.When == nil && (len(d.Where) == 0 || len(d.Counts) == 0))
	add(-0.15, "one clause without site and toll", len(d.Where) == 0 && len(d.e.frames) == 1 && len(d.Counts) == 0)
	d.Confidence = extract.Confidence{Score: math.Round(100*math.Min(1, math.Max(0, score))) / 100, Reasons: reasons}
}

// miss keeps a sentence that gave no report, with the rule that refused it, if it counts what befell people.
func (r *reader) miss(f *frame, rule string) {
	if len(f.counts) == 0 {
		return
	}
	s := r.doc.Sentences[f.sentence]
	q := r.doc.Quote("", s.Span, rule)
	m := extract.NearMiss{Schema: extract.SchemaNearMiss, ArticleID: r.doc.Article.ID, In: q.In, Start: q.Start, End: q.End, Quote: q.Quote, Rule: rule, Reason: refusals[rule]}
	if f.head >= 0 {
		m.Trigger, m.Type = r.doc.Slice(r.doc.Triggers[f.head].Span), r.doc.Triggers[f.head].Value.Type
	}
	r.misses = append(r.misses, m)
}

// refusals say in words what each rule refuses.
var refusals = map[string]string{
	"assemble/general-statement":    "the sentence speaks of such events in general",
	"assemble/sum-of-several":       "the toll of several incidents together, which the text goes on to tell one by one",
	"assemble/toll-of-a-period":     "the toll of months or years, and of no one incident",
	"assemble/hypothetical":         "the event is only imagined, feared or possible",
	"assemble/negated":              "the sentence says that it did not happen",
	"assemble/exercise":             "a drill, a film or a game",
	"assemble/count-without-event":  "a toll without an event that it belongs to",
	"assemble/no-arguments":         "an event noun without place, day, toll, weapon or doer",
	"assemble/effect-without-cause": "people came to harm, but the text does not say how",
	"assemble/round-up-headline":    "the headline lists several attacks of different kinds",
	"assemble/no-type":              "no type of the taxonomy fits",
	"assemble/mentioned-only":       "one event noun mentions it, without site and toll, or many of its kind",
	"assemble/health-measure":       "it is a measure against a disease",
	"assemble/taken-as-known":       "one sentence calls it to mind, without day and site",
	"assemble/low-confidence":       "too little speaks for it",
}

func indexed(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }
