// Package token turns an article into a document: the reading text, its sentences and its
// tokens with byte offsets, and, for the sentences that ask for it, part-of-speech tags.
//
// It promises that tokens tile the text in order without overlapping, that every byte that is not
// white space belongs to exactly one token, that every token belongs to exactly one sentence, that
// the cost is linear in the length of the text, and that the same article gives the same document.
// Only perceptron.go knows the tagger.
package token

import (
	"strings"
	"unicode/utf8"

	"sitrep/extract"
)

// titleBytes is how much of a title is read.
const titleBytes = 2 << 10

// Document returns the article with its sentences and tokens; all other layers are empty. Of a text longer than
// extract.ReadBytes it holds the beginning.
func Document(a *extract.Article) *extract.Document {
	doc := &extract.Document{Article: a, Text: beginning(a.Text, extract.ReadBytes)}
	if title := beginning(a.Title, titleBytes); title != "" {
		doc.Text = title + "\n\n" + doc.Text
		doc.Body = len(title) + 2
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

// beginning returns at most limit bytes of s, and no part of a word or character where that can be helped.
func beginning(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	end := limit
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	if space := strings.LastIndexAny(s[:end], " \n"); space > limit/2 {
		end = space
	}
	return s[:end]
}
