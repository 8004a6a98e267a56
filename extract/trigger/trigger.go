// Package trigger finds the words that say that an event occurred, with the type they stand for in
// their sense ("strike" of workers, of jets, of a match) and what their own clause says of its reality.
//
// All knowledge of words is in lexicon/*.txt: one file a type or family, word classes in classes.txt, the
// words that rule reality in realis.txt and the cues of trials, funerals and anniversaries in aftermath.txt. A type
// is added by adding a file. The package promises that a trigger's span covers exactly the words matched,
// that triggers come in order and do not overlap, and that tags sharpen the reading but are not needed.
package trigger

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

//go:embed lexicon/*.txt
var files embed.FS

// compiled is the grammar of the embedded lexicons. They are tested, so that an error here is a broken build.
var compiled = sync.OnceValue(func() *grammar {
	g, err := compile(files)
	if err != nil {
		panic(fmt.Sprintf("trigger lexicons: %v", err))
	}
	return g
})

// Lexicons returns the text of all lexicons of this package, for the extractor's version.
func Lexicons() string { return lexicon.Text(files) }

// Sentences reports for each sentence whether it holds a possible trigger. It needs no tags: it decides which sentences are
// worth tagging.
func Sentences(doc *extract.Document) []bool {
	r := newReader(doc)
	may := make([]bool, len(doc.Sentences))
	for s := range doc.Sentences {
		may[s] = doc.Sentences[s].Kind != extract.Furniture && r.any(s)
	}
	return may
}

// Find returns the triggers of the document in the order of the text. Furniture has none.
func Find(doc *extract.Document) []extract.Mention[extract.Trigger] {
	r := newReader(doc)
	var found []extract.Mention[extract.Trigger]
	for s, sentence := range doc.Sentences {
		if sentence.Kind == extract.Furniture {
			continue
		}
		r.enter(s)
		before := len(found)
		for i := r.afterDateline(s); i < sentence.Last; {
			h, ok := r.hit(i)
			if ok {
				found = append(found, r.mention(h))
			}
			i = max(i+1, h.last)
		}
		r.weakenRelative(found[before:])
		r.weakenUnrest(found[before:])
		weaken(found[before:])
	}
	return found
}

// weaken makes plain effects of killing and wounding that only repeat the type of another trigger of their sentence: in
// "rockets hit the base, wounding two" the wounding is what the hit did.
func weaken(found []extract.Mention[extract.Trigger]) {
	for i := range found {
		effect, ok := effects[found[i].Value.Lemma]
		if !ok || found[i].Value.Noun {
			continue
		}
		for k := range found {
			if k != i && found[k].Value.Type == found[i].Value.Type && !found[k].Value.General && (k < i || effects[found[k].Value.Lemma] == "") {
				found[i].Value.Type = effect
				break
			}
		}
	}
}

// weakenRelative makes plain effects of killing and wounding that a relative clause tells of the event noun before it: "air strikes that killed 14 rebels".
func (r *reader) weakenRelative(found []extract.Mention[extract.Trigger]) {
	for i := 1; i < len(found); i++ {
		effect, ok := effects[found[i].Value.Lemma]
		at := r.doc.TokenAt(found[i].Start)
		if !ok || found[i].Value.Noun || !found[i-1].Value.Noun || found[i-1].Value.Effect() {
			continue
		}
		if w := r.lower(at - 1); (w == "that" || w == "which") && r.doc.TokenAt(found[i-1].End) >= at-2 {
			found[i].Value.Type = effect
		}
	}
}

// weakenUnrest makes plain effects of those who were shot in unrest that the sentence goes on to name: "was shot dead and dozens were hurt in clashes between
// police and protesters".
func (r *reader) weakenUnrest(found []extract.Mention[extract.Trigger]) {
	for i := range found {
		m := &found[i]
		if m.Value.Noun || !m.Value.Passive || m.Value.Type != "attack.shooting" {
			continue
		}
		for k := i + 1; k < len(found); k++ {
			n := found[k]
			if before := r.lower(r.doc.TokenAt(n.Start) - 1); n.Value.Noun && extract.Family(n.Value.Type) == "protest" && (before == "in" || before == "during") {
				m.Value.Type = "effect.injured"
				if strings.Contains(m.Value.Lemma, "dead") || strings.Contains(m.Value.Lemma, "death") {
					m.Value.Type = "effect.killed"
				}
				break
			}
		}
	}
}

// effects are the verbs that tell what befell somebody as well as what was done.
var effects = map[string]string{"kill": "effect.killed", "wound": "effect.injured", "injure": "effect.injured", "maim": "effect.injured",
	"hurt": "effect.injured", "destroy": "effect.damaged", "damage": "effect.damaged", "wreck": "effect.damaged"}

// hit is a sense that holds at tokens [first, last).
type hit struct {
	first, last int
	head        int // the inflected token
	sense       *sense
	verb        bool
	passive     bool
	base        bool // a verb in its base form
	typ         string
}

func (r *reader) mention(h hit) extract.Mention[extract.Trigger] {
	t := extract.Trigger{Type: h.typ, Lemma: h.sense.lemma, Noun: !h.verb, Generic: h.sense.generic && h.typ == h.sense.typ, Passive: h.passive}
	r.quantify(&t, h)
	r.judge(&t, h)
	span := extract.Span{Start: r.doc.Tokens[h.first].Start, End: r.doc.Tokens[h.last-1].End}
	return extract.Mention[extract.Trigger]{Span: span, Value: t, Rule: "trigger/" + h.sense.file}
}

// any reports whether a sense holds anywhere in sentence s.
func (r *reader) any(s int) bool {
	r.enter(s)
	for i := r.afterDateline(s); i < r.end; {
		h, ok := r.hit(i)
		if ok {
			return true
		}
		i = max(i+1, h.last)
	}
	return false
}

// afterDateline returns the first token of sentence s that does not belong to its dateline ("HURRICANE, W.Va. -").
func (r *reader) afterDateline(s int) int {
	if d := r.doc.Sentences[s].Dateline; d.Len() > 0 {
		return max(r.first, r.doc.TokenAt(d.End))
	}
	return r.first
}

// hit returns the sense that holds at token i: of the most words, and of those the one that needs the
// most to stand beside it, then in the order of the files. A phrase whose sense is forbidden takes its words with it ("air raid sirens").
func (r *reader) hit(i int) (hit, bool) {
	if r.ids[i] == 0 || !r.g.opening.has(r.ids[i]) {
		return hit{}, false
	}
	r.found = r.g.table.Matches(r.found[:0], r.doc, i, r.end)
	slices.SortStableFunc(r.found, firstByLength)
	spoilt := 0
	for _, m := range r.found {
		if m.Last < spoilt {
			break
		}
		h, verdict := r.holds(m)
		switch {
		case verdict == holding:
			return h, true
		case verdict == forbidden && m.Last-m.First > 1:
			spoilt = m.Last
		}
	}
	return hit{last: spoilt}, false
}

func firstByLength(a, b lexicon.Match[reading]) int {
	switch {
	case a.Last != b.Last:
		return b.Last - a.Last
	}
	return len(b.Value.sense.needed) - len(a.Value.sense.needed)
}

// verdict tells whether a sense holds, is not given, or is given and forbidden.
type verdict uint8

const (
	absent verdict = iota
	forbidden
	holding
)

func (r *reader) holds(m lexicon.Match[reading]) (hit, verdict) {
	s := m.Value.sense
	h := hit{first: m.First, last: m.Last, head: m.First + m.Value.head, sense: s, verb: s.verb, typ: s.typ}
	if m.Value.head < 0 {
		h.head = m.Last - 1
	}
	if !r.partOfSpeech(h, m.Value.forms) || r.isName(h) {
		return h, absent
	}
	h.base = h.verb && m.Value.forms&lexicon.Base != 0 && !strings.HasPrefix(r.doc.Tokens[h.head].Tag, "VBD") && r.doc.Tokens[h.head].Tag != "VBN"
	h.passive = h.verb && r.passive(h, m.Value)
	for _, c := range s.needed {
		if !r.satisfied(c, h) {
			return h, absent
		}
	}
	for _, c := range s.forbidden {
		if r.satisfied(c, h) {
			return h, forbidden
		}
	}
	if s.figurative && r.figurative(h) {
		return h, forbidden
	}
	if h.typ = r.refined(h); h.typ == none {
		return h, forbidden
	}
	return h, holding
}

// isName reports whether a word for a disaster is somebody's name: a capital within running text that no other capital stands beside.
func (r *reader) isName(h hit) bool {
	f := extract.Family(h.typ)
	if h.verb && r.doc.Tokens[h.head].Tag == "NNP" && r.g.is(r.doc.Tokens[h.head].Lower, "@nounlike") && r.doc.Sentences[r.s].Kind == extract.Body && r.is(h.head, extract.Capital) {
		return true // "the Boys and Girls Club", "the Ridge Fire on the edge of town"
	}
	if h.verb || h.last-h.first > 1 || f != "disaster" && f != "accident" || !r.is(h.first, extract.Capital) || r.doc.Sentences[r.s].Kind != extract.Body {
		return false
	}
	return h.first > r.afterDateline(r.s) && !r.is(h.first, extract.AllCaps) && !r.is(h.first-1, extract.Capital) && !r.is(h.last, extract.Capital)
}

func (r *reader) is(i int, f extract.Flags) bool {
	return i >= r.first && i < r.end && r.doc.Tokens[i].Is(f)
}

// none as a type ends a sense: the words are no trigger after all.
const none = "none"

func (r *reader) refined(h hit) string {
	for _, f := range h.sense.refinements {
		if r.satisfied(f.when, h) {
			return f.typ
		}
	}
	return h.sense.typ
}
