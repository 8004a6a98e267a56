package token

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"sitrep/extract"
)

func words(text string) string {
	var out []string
	for _, t := range Tokens(text) {
		out = append(out, text[t.Start:t.End])
	}
	return strings.Join(out, "|")
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"Iraq's army didn't fire.":                       "Iraq|'s|army|did|n't|fire|.",
		"Iraq’s army didn’t.":                            "Iraq|’s|army|did|n’t|.",
		"the soldiers' camp":                             "the|soldiers|'|camp",
		"Kata'ib Hezbollah and O'Brien":                  "Kata'ib|Hezbollah|and|O'Brien",
		"At 12:30 p.m. on 7/4/2021, 1,400 fell":          "At|12:30|p.m.|on|7/4/2021|,|1,400|fell",
		"U.S. troops, an 8-year-old":                     "U.S.|troops|,|an|8-year-old",
		"the U.S.-led force died.The next":               "the|U.S.-led|force|died|.|The|next",
		"$3.5 million, 40%":                              "$|3.5|million|,|40|%",
		"``Stop,'' he said -- twice...":                  "``|Stop|,|''|he|said|--|twice|...",
		"1988-90 10–15 Ain al-Asad":                      "1988-90|10–15|Ain|al-Asad",
		"Gen. John F. Kelly (ret.)":                      "Gen.|John|F.|Kelly|(|ret|.|)",
		"[Report] [FMLN]":                                "[|Report|]|[|FMLN|]",
		"Iraqâ€™s northâ€”said â€œstop":                  "Iraq|â€™s|north|â€”|said|â€œ|stop",
		"<p>at&nbsp;least <b>two</b> of the mayor&#39;s": "at|least|two|of|the|mayor|&#39;s",
		"thr\u200bee dead\ufeff":                         "thr\u200bee|dead",
		"can't won't they'll I'm":                        "ca|n't|wo|n't|they|'ll|I|'m",
	} {
		if got := words(text); got != want {
			t.Errorf("Tokens(%q)\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]int{
		"One. Two! Three?": 3,
		"Headline without stop\n\nThe body. It has two.":      3,
		"\"We saw it.\" He left.":                             2,
		"He said \"no.\" Nobody came.":                        2,
		"It fell at 3 p.m. The army left.":                    2,
		"The U.S. Army left Washington, D.C. on May 3.":       1,
		"Lt. Col. Ana Diaz fell. A bomb went off.":            2,
		"A line that is wrapped\nin the middle goes on here.": 1,
		"Short line\nAnother line that follows it. End.":      3,
		"It cost 3.5 million. 12 died.":                       2,
		"He died.The army left.":                              2,
		"He left. \"We saw it,\" she said. Then silence.":     3,
		"Rep. Ana Diaz, D-N.J., said so.":                     1,
	} {
		doc := Document(&extract.Article{Text: text})
		if got := len(doc.Sentences); got != want {
			t.Errorf("%q: %d sentences, want %d", text, got, want)
		}
	}
}

// TestLexiconExamples runs the "# example:" lines of the abbreviations: a text and its number of sentences.
func TestLexiconExamples(t *testing.T) {
	for line := range strings.Lines(abbreviationsText) {
		example, ok := strings.CutPrefix(line, "# example: ")
		if !ok {
			continue
		}
		text, want, _ := strings.Cut(strings.TrimSpace(example), " => ")
		if got := len(Document(&extract.Article{Text: text}).Sentences); strconv.Itoa(got) != want {
			t.Errorf("%q: %d sentences, want %s", text, got, want)
		}
	}
}

func TestDateline(t *testing.T) {
	for text, want := range map[string]string{
		"WASHINGTON – The US said so.":                                  "WASHINGTON –",
		"IZMIR, Turkey (Press)_ Ferries ran late.":                      "IZMIR, Turkey (Press)_",
		"BAGHDAD, Oct 5 (Reuters) - A bomb fell.":                       "BAGHDAD, Oct 5 (Reuters) -",
		"Bogota, 3 Jan 90 (Radio) -- [Report] [Text] the army said so.": "Bogota, 3 Jan 90 (Radio) -- [Report] [Text]",
		"Cusco, 9 may 90 (Radio) -- The army said so.":                  "Cusco, 9 may 90 (Radio) --",
		"The army - it said - left.":                                    "",
		"PESHAWAR: At least 3 died.":                                    "PESHAWAR:",
		"Note: this is nothing.":                                        "",
	} {
		doc := Document(&extract.Article{Text: text})
		if got := doc.Slice(doc.Sentences[0].Dateline); got != want {
			t.Errorf("%q: dateline %q, want %q", text, got, want)
		}
	}
}

func TestKinds(t *testing.T) {
	doc := Document(&extract.Article{Title: "Bomb kills two", Text: "A picture taken on Monday shows the site.\n\nAhmed Ali | AFP | Getty Images\n\nA bomb killed two. It was loud."})
	want := []extract.SentenceKind{extract.Headline, extract.Caption, extract.Furniture, extract.Body, extract.Body}
	for i, s := range doc.Sentences {
		if s.Kind != want[i] {
			t.Errorf("%q: kind %d, want %d", doc.Slice(s.Span), s.Kind, want[i])
		}
	}
}

// TestTagStable tags one document from many goroutines: the tags must be the same bytes.
func TestTagStable(t *testing.T) {
	text := "“They bomb the town’s bridge,” İzmir’s mayor said. A bomb fell on 'Syria' and 'Mosul' (Iraq)… It may not explode."
	tags := func() string {
		doc := Document(&extract.Article{Text: text})
		Tag(doc, func(int) bool { return true })
		var out []string
		for _, tok := range doc.Tokens {
			out = append(out, tok.Tag)
		}
		return strings.Join(out, " ")
	}
	want := tags()
	if strings.Contains(" "+want+" ", "  ") {
		t.Errorf("a token without a tag: %q", want)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := tags(); got != want {
					t.Errorf("tags differ:\n%s\n%s", got, want)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzDocument(f *testing.F) {
	for _, seed := range []string{"", "a", "ȺȺȺ's flag", "U.S.", "\xff\xfe", "''''", "....", "A.B.C d'", "x\n\n\ny’s ’ll"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc := Document(&extract.Article{Title: "t", Text: text})
		at, sentence := 0, 0
		for i, tok := range doc.Tokens {
			if tok.Start < at || tok.End <= tok.Start || strings.TrimSpace(doc.Text[at:tok.Start]) != "" && !blank(doc.Text[at:tok.Start]) {
				t.Fatalf("token %d %v after byte %d of %q", i, tok.Span, at, text)
			}
			if tok.Sentence < sentence {
				t.Fatalf("token %d goes back to sentence %d", i, tok.Sentence)
			}
			at, sentence = tok.End, tok.Sentence
		}
		if !blank(doc.Text[at:]) {
			t.Fatalf("text after the last token: %q", doc.Text[at:])
		}
	})
}

func blank(s string) bool {
	for _, r := range s {
		if !isBlank(r) {
			return false
		}
	}
	return true
}
