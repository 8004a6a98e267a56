package token

import (
	"strings"
	"sync"
	"unicode"

	"github.com/jdkato/prose/v2"
	"golang.org/x/text/unicode/norm"

	"sitrep/extract"
)

// Limits on what is handed to the tagger, whose cost is quadratic in the length of a sentence.
const (
	maxTagTokens = 400 // tokens of a sentence; the rest stays untagged
	maxTagBytes  = 100 // bytes of a token
)

// tagger is the averaged perceptron of prose, loaded once when the first sentence asks for it.
var tagger = sync.OnceValues(func() (*prose.Document, error) {
	return prose.NewDocument("", prose.WithSegmentation(false), prose.WithExtraction(false))
})

// Tag sets the Penn Treebank tags of the sentences for which need is true. A sentence is tagged alone, since
// prose lets equal words of one text share a tag. A sentence that cannot be tagged stays untagged.
func Tag(doc *extract.Document, need func(sentence int) bool) {
	for i := range doc.Sentences {
		if s := &doc.Sentences[i]; need(i) && !s.Tagged {
			s.Tagged = tagSentence(doc.Tokens[s.First:min(s.Last, s.First+maxTagTokens)], doc)
		}
	}
}

// tagSentence tags the tokens of one sentence and reports whether it could. prose panics on some
// texts (libraries that index lower-cased text by the original's offsets), so a panic is a sentence without tags.
func tagSentence(tokens []extract.Token, doc *extract.Document) (tagged bool) {
	defer func() {
		if recover() != nil {
			tagged = false
		}
	}()
	shared, err := tagger()
	if err != nil {
		return false
	}
	out, err := prose.NewDocument(taggerText(tokens, doc), prose.WithSegmentation(false), prose.WithExtraction(false), prose.UsingModel(shared.Model))
	if err != nil {
		return false
	}
	align(tokens, doc, out.Tokens())
	return true
}

// taggerText joins the tokens with single spaces, in the form that the tagger knows from the Treebank.
func taggerText(tokens []extract.Token, doc *extract.Document) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(taggerForm(t, doc.Text[t.Start:t.End]))
	}
	return b.String()
}

// taggerForm returns the form of a token that prose neither drops nor cuts: a single quote that opens a word is
// lost by it together with the word, and letters beyond ASCII can break its offsets.
func taggerForm(t extract.Token, word string) string {
	switch {
	case t.Is(extract.Punct):
		return punctForm(t.Lower)
	case !isASCII(word):
		word = foldASCII(word)
	}
	if len(word) > maxTagBytes {
		word = word[:maxTagBytes]
	}
	return word
}

func punctForm(mark string) string {
	switch {
	case mark == "'" || mark == `"`:
		return ","
	case mark == "...":
		return ":"
	case len(mark) == 1 && isASCII(mark):
		return mark
	}
	return "-"
}

// foldASCII strips accents, replaces other letters beyond ASCII by a plain one of the same case, and curly apostrophes by straight ones.
func foldASCII(w string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(w) {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case unicode.IsMark(r):
		case isApostrophe(r):
			b.WriteByte('\'')
		case strings.ToLower(string(r)) != string(r):
			b.WriteByte('A')
		default:
			b.WriteByte('a')
		}
	}
	return b.String()
}

// align gives each of our tokens the tag of the first piece that the tagger made of it.
func align(tokens []extract.Token, doc *extract.Document, pieces []prose.Token) {
	at := 0
	for i := range tokens {
		if at >= len(pieces) {
			return
		}
		tokens[i].Tag = pieces[at].Tag
		if tokens[i].Is(extract.Punct) {
			tokens[i].Tag = "."
		}
		want := len(taggerForm(tokens[i], doc.Text[tokens[i].Start:tokens[i].End]))
		for got := 0; got < want && at < len(pieces); at++ {
			got += len(pieces[at].Text)
		}
	}
}
