package duplicate

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// story makes a text of n words out of a vocabulary that words follow each other in freely, as far as three words decide.
func story(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 7))
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%d", int(r.ExpFloat64()*400))
	}
	return words
}

// edit replaces a share of the words, scattered in runs of ten as an editor does.
func edit(words []string, share float64, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 9))
	edited := append([]string(nil), words...)
	for i := 0; i < len(edited); i += 10 {
		if r.Float64() < share {
			for k := i; k < min(i+10, len(edited)); k++ {
				edited[k] = fmt.Sprintf("x%d", r.IntN(5000))
			}
		}
	}
	return edited
}

// meet reports whether two sketches share a band.
func meet(a, b Sketch) bool {
	keys := map[string]bool{}
	for _, k := range a.Bands() {
		keys[k] = true
	}
	for _, k := range b.Bands() {
		if keys[k] {
			return true
		}
	}
	return false
}

// TestCopies: copies with edits and cuts are found, other stories are not.
func TestCopies(t *testing.T) {
	const n = 200
	found, wrong, candidates := 0, 0, 0
	for i := range uint64(n) {
		words := story(i, 400)
		other := story(i+1000, 400)
		a, copied, o := Of(strings.Join(words, " ")), edit(words, 0.12, i), Of(strings.Join(other, " "))
		b := Of(strings.Join(copied, " "))
		if meet(a, b) && a.Near(b) {
			found++
		}
		if meet(a, o) {
			candidates++
		}
		if a.Near(o) {
			wrong++
		}
	}
	if found < n*97/100 || wrong > 0 || candidates > n/50 {
		t.Errorf("of %d copies with one word in eight changed %d are found; of as many other stories %d are met and %d taken for copies", n, found, candidates, wrong)
	}
}

// TestCuts: agency copy that was cut to its first part is a copy.
func TestCuts(t *testing.T) {
	for _, c := range []struct {
		keep float64
		want bool
	}{{0.9, true}, {0.6, true}, {0.4, true}, {0.1, false}} {
		near := 0
		for i := range uint64(100) {
			words := story(i, 500)
			a, b := Of(strings.Join(words, " ")), Of(strings.Join(words[:int(500*c.keep)], " "))
			if a.Near(b) {
				near++
			}
		}
		if got := near >= 85; got != c.want {
			t.Errorf("cut to %.0f %%: %d of 100 found", c.keep*100, near)
		}
	}
}

// TestForm: case, punctuation and white space do not matter; a short text has no sketch.
func TestForm(t *testing.T) {
	words := story(1, 100)
	a, b := Of(strings.Join(words, " ")), Of(strings.ToUpper(strings.Join(words, ",\n\n ")+"."))
	if a.Share(b) != 1 || !a.Near(b) || a.Contained(b) != 1 {
		t.Error("form matters")
	}
	if s := Of("Two dead in a crash."); len(s.Bands()) != 0 || s.Near(s) {
		t.Error("a short text is compared")
	}
}

// TestSymmetric: who is asked about whom is of no matter.
func TestSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := story(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(50, 300).Draw(t, "words"))
		a := Of(strings.Join(words, " "))
		b := Of(strings.Join(edit(words, rapid.Float64Range(0, 1).Draw(t, "share"), 3), " "))
		if a.Near(b) != b.Near(a) || a.Share(b) != b.Share(a) || a.Contained(b) != b.Contained(a) {
			t.Fatal("not symmetric")
		}
	})
}

// TestOriginal: the nearest candidate is the original, whatever their order.
func TestOriginal(t *testing.T) {
	words := story(1, 300)
	copied := Of(strings.Join(words, " "))
	candidates := []Candidate{{"far", Of(strings.Join(story(2, 300), " "))}, {"near", Of(strings.Join(edit(words, 0.1, 1), " "))}, {"same-b", copied}, {"same-a", copied}}
	if id, found := Original(copied, candidates); !found || id != "same-a" {
		t.Errorf("got %s", id)
	}
	if id, found := Original(copied, candidates[:2]); !found || id != "near" {
		t.Errorf("got %s", id)
	}
	if _, found := Original(copied, candidates[:1]); found {
		t.Error("another story is taken for the original")
	}
}

func BenchmarkOf(b *testing.B) {
	text := strings.Join(story(1, 600), " ")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Of(text)
	}
}
