package token

import (
	"strings"
	"testing"

	"sitrep/extract"
)

// article is about 3 kB of news.
var article = strings.Repeat("BAGHDAD, Oct 5 (Press) - At least 12 people were killed and dozens wounded when a car bomb exploded outside a police station on Tuesday, officials said. The U.S. Embassy didn't comment.\n\n", 16)

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
