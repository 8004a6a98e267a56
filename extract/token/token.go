// Package token turns an article into a document: the reading text, its sentences and its
// tokens with byte offsets, and, for the sentences that ask for it, part-of-speech tags.
//
// It promises that tokens tile the text in order without overlapping, that every byte that is not
// white space belongs to exactly one token, that every token belongs to exactly one sentence, that
// the cost is linear in the length of the text, and that the same article gives the same document.
// Only perceptron.go knows the tagger.
package token

import (
	"sitrep/extract"
)

// Document returns the article with its sentences and tokens; all other layers are empty.
func Document(a *extract.Article) *extract.Document {
	doc := &extract.Document{Article: a, Text: a.Text}
	if a.Title != "" {
		doc.Text = a.Title + "\n\n" + a.Text
		doc.Body = len(a.Title) + 2
	}
	doc.Tokens = Tokens(doc.Text)
	doc.Sentences = sentences(doc)
	for i, s := range doc.Sentences {
		for t := s.First; t < s.Last; t++ {
			doc.Tokens[t].Sentence = i
		}
	}
	return doc
}
