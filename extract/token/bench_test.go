package token

import (
	"strings"
	"testing"

	"sitrep/extract"
)

// article is about 3 kB of news.
var article = strings.Repeat("BAGHDAD, Oct 5 (Press) - Nine shoppers died and scores were hurt as a van packed with fuel blew up beside the tax office on Monday, the governor said. The U.S. Embassy didn't comment.\n\n", 16)

func BenchmarkDocument(b *testing.B) {
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		Document(&extract.Article{Text: article})
	}
}

func BenchmarkTag(b *testing.B) {
	for b.Loop() {
		doc := Document(&extract.Article{Text: article})
		Tag(doc, func(int) bool { return true })
	}
}
