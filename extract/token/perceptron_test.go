package token

import (
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"

	"sitrep/extract"
)

// TestTagsOfTheLibrary holds that our reading of the model gives the tags that the library gives.
func TestTagsOfTheLibrary(t *testing.T) {
	ours, err := tagger()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"Police did n't say who fired on the 8-year-old 's school in U.S. territory , but 1,400 cannot return .",
		"`` We 'll strike again , '' Gen. Diaz said : the strike - the 3rd in 1998 - cost $ 3.5 million ( 40 % ) .",
		"See www.example.org or mail desk@example.org about 0 , xD and -40 degrees in D.C.",
		"",
	} {
		library, err := prose.NewDocument(text, prose.WithSegmentation(false), prose.WithExtraction(false))
		if err != nil {
			t.Fatal(err)
		}
		pieces := split(wordsOf(text), &extract.Document{Text: text})
		ours.tag(pieces)
		unite(pieces)
		var got, want strings.Builder
		for _, p := range pieces {
			got.WriteString(p.text + "/" + p.tag + " ")
		}
		for _, p := range library.Tokens() {
			want.WriteString(p.Text + "/" + p.Tag + " ")
		}
		if got.String() != want.String() {
			t.Errorf("%s\n got %s\nwant %s", text, &got, &want)
		}
	}
}

// wordsOf returns the words between spaces as tokens.
func wordsOf(text string) []extract.Token {
	var tokens []extract.Token
	at := 0
	for _, word := range strings.Fields(text) {
		at += strings.Index(text[at:], word)
		tokens = append(tokens, extract.Token{Span: extract.Span{Start: at, End: at + len(word)}})
		at += len(word)
	}
	return tokens
}
