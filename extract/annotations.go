package extract

import "unicode/utf8"

// Annotations is the line that `sitrep annotate` writes for a document: its layers of mentions,
// those of the text alone, with half-open offsets in Unicode code points of the text.
// Here a country carries its centroid, for those who map or score mentions; in reports it does not.
type Annotations struct {
	Schema    string           `json:"schema"`
	ID        string           `json:"id"`
	ArticleID string           `json:"article_id"`
	Times     []TimeMention    `json:"times"`
	Places    []PlaceMention   `json:"places"`
	Counts    []CountMention   `json:"counts"`
	Triggers  []TriggerMention `json:"triggers"`
	Actors    []ActorMention   `json:"actors"`
	Weapons   []WeaponMention  `json:"weapons"`
}

// Words are where a mention stands: half-open offsets in Unicode code points of the article's text, and the words there.
type Words struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// TimeMention is a time expression with its TIMEX3 type and value.
type TimeMention struct {
	Words
	Type      string `json:"type"`
	Value     string `json:"value"`
	Mod       string `json:"mod,omitempty"`
	Quant     string `json:"quant,omitempty"`
	Freq      string `json:"freq,omitempty"`
	First     string `json:"first_day,omitempty"` // first and last calendar day meant, inclusive
	Last      string `json:"last_day,omitempty"`
	Precision string `json:"precision,omitempty"`
	Basis     string `json:"basis,omitempty"`
	Anchor    string `json:"anchor,omitempty"`
	Rule      string `json:"rule"`
}

// PlaceMention is a place name, resolved or not.
type PlaceMention struct {
	Words
	Name       string      `json:"name"`
	GeonamesID *int        `json:"geonames_id"`
	SourceID   string      `json:"source_id,omitempty"`
	Feature    string      `json:"feature,omitempty"`
	Country    string      `json:"country,omitempty"`
	Admin1     *Admin      `json:"admin1,omitempty"`
	Lat        *float64    `json:"lat"`
	Lon        *float64    `json:"lon"`
	Relation   string      `json:"relation,omitempty"`
	Offset     *Offset     `json:"offset,omitempty"`
	CoordKind  string      `json:"coord_kind,omitempty"`
	Precision  string      `json:"precision,omitempty"`
	Use        string      `json:"use,omitempty"`
	Score      float64     `json:"score,omitempty"`
	Candidates []Candidate `json:"candidates,omitempty"`
	Reason     string      `json:"reason,omitempty"`
	Rule       string      `json:"rule"`
}

// CountMention is a number of people or buildings and what befell them.
type CountMention struct {
	Words
	Measure   string `json:"measure"`
	Role      string `json:"role,omitempty"`
	Min       *int   `json:"min"`
	Max       *int   `json:"max"`
	Best      *int   `json:"best"`
	Qualifier string `json:"qualifier"`
	Anchor    string `json:"anchor,omitempty"`
	AsOf      string `json:"as_of,omitempty"`
	Period    string `json:"period,omitempty"`
	Status    string `json:"status,omitempty"`
	SaidBy    string `json:"said_by,omitempty"`
	SubsetOf  *int   `json:"subset_of,omitempty"` // index of the layer, where the annotator knows it
	Rule      string `json:"rule"`
}

// TriggerMention is a word that says that an event occurred.
type TriggerMention struct {
	Words
	Type    string `json:"type"`
	Lemma   string `json:"lemma,omitempty"`
	Realis  string `json:"realis"`
	Outcome string `json:"outcome,omitempty"`
	Generic bool   `json:"generic,omitempty"`
	Rule    string `json:"rule"`
}

// ActorMention is who did it, who suffered it, or who speaks of it.
type ActorMention struct {
	Words
	Role      string `json:"role,omitempty"`
	Canonical string `json:"canonical,omitempty"`
	Kind      string `json:"kind"`
	Country   string `json:"country,omitempty"`
	Rule      string `json:"rule"`
}

// WeaponMention is what was used, launched, found or destroyed.
type WeaponMention struct {
	Words
	Class     string `json:"class"`
	Action    string `json:"action,omitempty"`
	Min       *int   `json:"min,omitempty"`
	Max       *int   `json:"max,omitempty"`
	Best      *int   `json:"best,omitempty"`
	Qualifier string `json:"qualifier,omitempty"`
	Unit      string `json:"unit,omitempty"`
	Rule      string `json:"rule"`
}

// Annotate makes the line of a document's layers. id is the id that the document came with.
func Annotate(d *Document, id string) Annotations {
	points := newCodePoints(d.Text, d.Body)
	return Annotations{
		Schema: SchemaAnnotations, ID: id, ArticleID: d.Article.ID,
		Times:    mentions(d, points, d.Times, timeMention),
		Places:   mentions(d, points, d.Places, placeMention),
		Counts:   mentions(d, points, d.Counts, countMention),
		Triggers: mentions(d, points, d.Triggers, triggerMention),
		Actors:   mentions(d, points, d.Actors, actorMention),
		Weapons:  mentions(d, points, d.Weapons, weaponMention),
	}
}

// mentions turns those mentions of a layer that stand in the text into lines.
func mentions[V, M any](d *Document, points codePoints, layer []Mention[V], line func(Words, Mention[V]) M) []M {
	out := make([]M, 0, len(layer))
	for _, m := range layer {
		if !d.InTitle(m.Span) {
			out = append(out, line(Words{points.at(m.Start), points.at(m.End), d.Slice(m.Span)}, m))
		}
	}
	return out
}

func timeMention(w Words, m Mention[Timex]) TimeMention {
	t := m.Value
	return TimeMention{w, t.Type, t.Value, t.Mod, t.Quant, t.Freq, t.Start, t.End, t.Precision, t.Basis, t.Anchor, m.Rule}
}

func placeMention(w Words, m Mention[Place]) PlaceMention {
	p := m.Value
	return PlaceMention{Words: w, Name: p.Name, GeonamesID: orNil(p.GeonamesID), SourceID: p.SourceID, Feature: p.Feature,
		Country: p.Country, Admin1: p.Admin1, Lat: p.Lat, Lon: p.Lon, Relation: p.Relation, Offset: p.Offset, CoordKind: p.CoordKind,
		Precision: p.Precision, Use: p.Use, Score: p.Score, Candidates: p.Candidates, Reason: p.Reason, Rule: m.Rule}
}

func countMention(w Words, m Mention[Count]) CountMention {
	c := m.Value
	return CountMention{w, c.Measure, c.Role, c.Min, c.Max, c.Best, c.Qualifier, c.Anchor, c.AsOf, c.Period, c.Status, c.SaidBy, c.SubsetOf, m.Rule}
}

func triggerMention(w Words, m Mention[Trigger]) TriggerMention {
	t := m.Value
	return TriggerMention{w, t.Type, t.Lemma, t.Realis, t.Outcome, t.Generic, m.Rule}
}

func actorMention(w Words, m Mention[Actor]) ActorMention {
	a := m.Value
	return ActorMention{w, a.Role, a.Canonical, a.Kind, a.Country, m.Rule}
}

func weaponMention(w Words, m Mention[Weapon]) WeaponMention {
	v := m.Value
	return WeaponMention{w, v.Class, v.Action, v.Min, v.Max, v.Best, v.Qualifier, v.Unit, m.Rule}
}

func orNil(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// codePoints turns byte offsets of the reading text into code points of the article's text in constant time.
type codePoints struct {
	body  int
	runes []int // runes before each byte of the article's text; nil where all of it is ASCII
}

func newCodePoints(text string, body int) codePoints {
	p := codePoints{body: body}
	if utf8.RuneCountInString(text[body:]) == len(text)-body {
		return p
	}
	p.runes = make([]int, 0, len(text)-body+1)
	for n, i := 0, body; i < len(text); n++ {
		_, width := utf8.DecodeRuneInString(text[i:])
		p.runes = append(p.runes, n)
		for range width - 1 { // no span begins within a rune; one that ends there counts the whole of it
			p.runes = append(p.runes, n+1)
		}
		i += width
	}
	p.runes = append(p.runes, utf8.RuneCountInString(text[body:]))
	return p
}

func (p codePoints) at(b int) int {
	if p.runes == nil {
		return b - p.body
	}
	return p.runes[b-p.body]
}
