package count

import (
	"os"
	"testing"

	"sitrep/extract"
	"sitrep/extract/token"
)

// BenchmarkFind measures chunking and counting over the sentences of testdata/counts.txt as one article of some 12 kB.
func BenchmarkFind(b *testing.B) {
	text, err := os.ReadFile("testdata/counts.txt")
	if err != nil {
		b.Fatal(err)
	}
	doc := token.Document(&extract.Article{Text: string(text)})
	token.Tag(doc, func(s int) bool { return Wanted(doc, s) })
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		token.Chunk(doc)
		Find(doc)
	}
}
