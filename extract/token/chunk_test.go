package token

import (
	"strings"
	"testing"

	"sitrep/extract"
)

// tagged returns the document of one text, all of its sentences tagged and chunked.
func tagged(text string) *extract.Document {
	doc := Document(&extract.Article{Text: text})
	Tag(doc, func(int) bool { return true })
	Chunk(doc)
	return doc
}

// groupText writes the groups of a document as a line: [noun group], <verb group:lemma flags>, other words bare.
func groupText(doc *extract.Document) string {
	var out []string
	for _, g := range doc.Groups {
		text := doc.Slice(g.Span)
		switch g.Kind {
		case extract.NounGroup:
			text = "[" + text + "]"
		case extract.VerbGroup:
			text = "<" + text + ":" + verbText(g.Verb) + ">"
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func verbText(v extract.Verb) string {
	out := v.Lemma
	for _, f := range []struct {
		set  bool
		name string
	}{{v.Passive, "passive"}, {v.Perfect, "perfect"}, {v.Future, "future"}, {v.Participle, "participle"}, {v.Infinitive, "infinitive"}, {v.Negated, "not"}} {
		if f.set {
			out += " " + f.name
		}
	}
	for _, w := range []string{v.Modal, v.Control, v.Particle} {
		if w != "" {
			out += " " + w
		}
	}
	return out
}

func TestChunk(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Gunmen killed two farmers near the old mill.", "[Gunmen] <killed:kill> [two farmers] near [the old mill] ."},
		{"At least 40 people were killed and dozens wounded.", "[At least 40 people] <were killed:kill passive> and [dozens] <wounded:wound passive participle> ."},
		{"More than a dozen suspected rebels have not been found.", "[More than a dozen suspected rebels] <have not been found:find passive perfect not> ."},
		{"Between 12 and 15 others are believed to have been injured.", "[Between 12 and 15 others] <are believed to have been injured:injure passive perfect believe> ."},
		{"The rebels threatened to kill the hostages.", "[The rebels] <threatened to kill:kill threaten> [the hostages] ."},
		{"A mine exploded, killing seven soldiers.", "[A mine] <exploded:explode> , <killing:kill participle> [seven soldiers] ."},
		{"Two Men Killed, 3 Wounded In Shooting", "[Two Men] <Killed:kill passive participle> , [3] <Wounded:wound passive participle> In [Shooting]"},
		{"Tens of thousands of people fled.", "[Tens of thousands of people] <fled:flee> ."},
		{"17 of the 30 wounded were women.", "[17] of [the 30 wounded] <were:be> [women] ."},
		{"The army will attack if the bomb could be defused.", "[The army] <will attack:attack future> if [the bomb] <could be defused:defuse passive could> ."},
		{"They were shot and killed Monday night by police.", "[They] <were shot:shoot passive> and <killed:kill passive participle> [Monday night] by [police] ."},
		{"They gave up their arms on 9 May to become a party.", "[They] <gave up:give up> [their arms] on [9 May] <to become:become infinitive> [a party] ."},
		{"The heads of the miners' union were shot.", "[The heads] of [the miners' union] <were shot:shoot passive> ."},
		{"He called the 'raiders' friends.", "[He] <called:call> [the] ' [raiders] ' [friends] ."},
		{"On Sunday police said the blast blew up a bus.", "On [Sunday] [police] <said:say> [the blast] <blew up:blow up> [a bus] ."},
	} {
		if got := groupText(tagged(c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestLemma(t *testing.T) {
	for line := range strings.Lines(verbsText) {
		form, lemma, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "# example: "), " => ")
		if ok && strings.HasPrefix(line, "# example:") && Lemma(form) != lemma {
			t.Errorf("Lemma(%q) = %q, want %q", form, Lemma(form), lemma)
		}
	}
	for form, lemma := range map[string]string{"collaborated": "collaborate", "bulldozed": "bulldoze", "hugged": "hug", "acknowledged": "acknowledge", "quarantined": "quarantin", "worries": "worry"} {
		if got := Lemma(form); got != lemma {
			t.Errorf("Lemma(%q) = %q, want %q", form, got, lemma)
		}
	}
}

// Every token of a tagged sentence belongs to exactly one group, in order.
func TestChunkTiles(t *testing.T) {
	for _, text := range []string{
		"The blast, which police said was caused by a gas leak, left 14 people dead and 30 others injured.",
		"\"We lost everything,\" he said; 'all' of it -- 3.5 million (or more) -- was gone!",
		"TO ALL 12 THE AND of of of 13 14 15 were been to to have had not n't", "$ 5 % a the", "?",
	} {
		doc := tagged(text)
		at := 0
		for _, g := range doc.Groups {
			if g.First != at || g.Last <= g.First || g.Head < g.First || g.Head >= g.Last {
				t.Errorf("%q: group %+v does not follow token %d", text, g, at)
			}
			at = g.Last
		}
		if at != len(doc.Tokens) {
			t.Errorf("%q: groups end at token %d of %d", text, at, len(doc.Tokens))
		}
	}
}

func FuzzChunk(f *testing.F) {
	f.Add("At least 12 people were killed when a bomb, hidden in a car, exploded, and dozens of others were hurt.")
	f.Fuzz(func(t *testing.T, text string) {
		doc := tagged(text)
		for s := range doc.Sentences {
			if doc.Sentences[s].Tagged {
				Clauses(doc, s)
			}
		}
		for i, g := range doc.Groups {
			if i > 0 && g.First < doc.Groups[i-1].Last {
				t.Fatalf("groups %d and %d overlap", i-1, i)
			}
			if g.Kind == extract.NounGroup {
				Conjuncts(doc, i)
			}
		}
	})
}
