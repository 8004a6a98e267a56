package trigger

import (
	"io/fs"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// aftermath is a cue under one of its forms.
type aftermath struct {
	kind string
	verb bool
}

// readAftermath reads "verb KIND: word, word" and "noun KIND: word, word".
func (g *grammar) readAftermath(files fs.FS) error {
	pairs, examples, err := lexicon.ReadPairs(files, "lexicon/aftermath.txt", "verb|noun KIND", ErrLexicon)
	if err != nil {
		return err
	}
	g.aftermathExamples = examples
	for _, p := range pairs {
		if p.First != "verb" && p.First != "noun" {
			return p.Errorf("%w: want verb|noun KIND: word, word", ErrLexicon)
		}
		for _, item := range p.Items {
			g.addAftermath(item, aftermath{p.Second, p.First == "verb"})
		}
	}
	g.after.Sort()
	return nil
}

func (g *grammar) addAftermath(item string, a aftermath) {
	words := lexicon.Words(item)
	if !a.verb {
		g.after.Add(words, a)
		if plural := lexicon.Plural(words[len(words)-1]); plural != words[len(words)-1] {
			g.after.Add(append(append([]string{}, words[:len(words)-1]...), plural), a)
		}
		return
	}
	for _, f := range lexicon.Verb(words[0]) {
		g.after.Add(append([]string{f.Word}, words[1:]...), a)
	}
}

// Aftermaths returns the cues that tell of trials, funerals, anniversaries, inquiries and history, in the order of the text.
func Aftermaths(doc *extract.Document) []extract.Mention[extract.Aftermath] {
	g := compiled()
	var found []extract.Mention[extract.Aftermath]
	var ms []lexicon.Match[aftermath]
	for _, s := range doc.Sentences {
		if s.Kind == extract.Furniture {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			if ms = g.after.Matches(ms[:0], doc, i, s.Last); len(ms) == 0 {
				continue
			}
			m := ms[0]
			if namesWhere(doc, m.Last) || m.Value.kind == "funeral" && m.Value.verb && g.buriesAlive(doc, m) {
				continue
			}
			span := extract.Span{Start: doc.Tokens[m.First].Start, End: doc.Tokens[m.Last-1].End}
			found = append(found, extract.Mention[extract.Aftermath]{Span: span, Value: extract.Aftermath{Kind: m.Value.kind, Verb: m.Value.verb}, Rule: "trigger/aftermath"})
			i = m.Last - 1
		}
	}
	return found
}

// namesWhere reports whether the "in" that ends a cue, whose last token is the one before token last, leads to a place and not to what somebody is arrested over:
// "arrested in Toledo", and neither "arrested in the killing" nor "charged in Toledo double shooting".
func namesWhere(doc *extract.Document, last int) bool {
	if last >= len(doc.Tokens) || doc.Tokens[last-1].Lower != "in" {
		return false
	}
	p := extract.Starting(doc.Places, doc.Tokens[last].Start)
	if p < 0 {
		return false
	}
	t := extract.From(doc.Triggers, doc.Places[p].End)
	return t == len(doc.Triggers) || doc.TokenAt(doc.Triggers[t].Start) > doc.TokenAt(doc.Places[p].End)+2
}

// buriesAlive reports whether a word of burial stands in a sentence that tells before it what buried somebody: "the landslide may have buried 2,000 people".
func (g *grammar) buriesAlive(doc *extract.Document, m lexicon.Match[aftermath]) bool {
	for i := doc.Sentences[doc.Tokens[m.First].Sentence].First; i < m.First; i++ {
		if g.is(doc.Tokens[i].Lower, "@burying") {
			return true
		}
	}
	return false
}
