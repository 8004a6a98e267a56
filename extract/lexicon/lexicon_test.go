package lexicon

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sitrep/extract"
)

func TestVerb(t *testing.T) {
	for base, want := range map[string]string{
		"bomb": "bomb bombs bombed bombing", "stab": "stab stabs stabbed stabbing", "raid": "raid raids raided raiding", "explode": "explode explodes exploded exploding",
		"shoot": "shoot shoots shot shooting", "slay": "slay slays slew slayed slain slaying", "die": "die dies died dying", "kidnap": "kidnap kidnaps kidnapped kidnaped kidnapping",
		"bury": "bury buries buried burying", "hit": "hit hits hitting", "ambush": "ambush ambushes ambushed ambushing", "flee": "flee flees fled fleeing",
	} {
		var words []string
		for _, f := range Verb(base) {
			words = append(words, f.Word)
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%s: got %s, want %s", base, got, want)
		}
	}
}

func TestPlural(t *testing.T) {
	for noun, want := range map[string]string{"gunman": "gunmen", "robbery": "robberies", "blast": "blasts", "clash": "clashes", "police": "police", "knife": "knives", "german": "germans", "child": "children"} {
		if got := Plural(noun); got != want {
			t.Errorf("%s: got %s, want %s", noun, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{"People's Army": "people|'s|army", "Martyrs' Brigades": "martyrs|'|brigades", "Party (Maoist)": "party|(|maoist|)", "Aleph, Bet": "aleph|,|bet", "al–Din": "al-din"} {
		if got := strings.Join(Words(text), "|"); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	files := fstest.MapFS{"a.txt": {Data: []byte("# note\nverb bomb > x\n  not object house # no comment here\n# example: A bomb. => none\n")}}
	lines, examples, err := Read(files, "*.txt")
	if err != nil || len(lines) != 1 || len(lines[0].Indented) != 1 || len(examples) != 1 || examples[0].Expected != "none" || examples[0].Number != 4 {
		t.Errorf("got %v, %v, %v", lines, examples, err)
	}
	for name, text := range map[string]string{"indented": "  x\n", "arrow": "# example: x\n"} {
		if _, _, err := Read(fstest.MapFS{"a.txt": {Data: []byte(text)}}, "*.txt"); err == nil || !strings.HasPrefix(err.Error(), "a.txt:1:") {
			t.Errorf("%s: got %v, want an error at a.txt:1", name, err)
		}
	}
}

func TestTable(t *testing.T) {
	var table Table[string]
	table.Add([]string{"set", Gap, "on", "fire"}, "arson")
	table.Add([]string{"set"}, "set")
	table.Sort()
	doc := &extract.Document{}
	for _, w := range strings.Fields("they set the old barn on fire") {
		doc.Tokens = append(doc.Tokens, extract.Token{Lower: w})
	}
	found := table.Matches(nil, doc, 1, len(doc.Tokens))
	if len(found) != 2 || found[0].Value != "arson" || found[0].Last != 7 || found[1].Last != 2 {
		t.Errorf("got %v", found)
	}
}

// TestReadEntries: an entry has the words of its own and of its indented lines, and a line without a colon is named in the error.
func TestReadEntries(t *testing.T) {
	malformed := errors.New("malformed")
	files := fstest.MapFS{
		"good.txt": {Data: []byte("# Trees.\nleafy: oak, beech\n  ash\nneedled: fir\n# example: An oak fell. => leafy\n")},
		"bad.txt":  {Data: []byte("leafy: oak\nfir\n")},
	}
	entries, examples, err := ReadEntries(files, "good.txt", malformed)
	if err != nil || len(entries) != 2 || len(examples) != 1 {
		t.Fatalf("%v, %v, %v", entries, examples, err)
	}
	if e := entries[0]; e.Key != "leafy" || !slices.Equal(e.Items, []string{"oak", "beech", "ash"}) {
		t.Errorf("%q: %q", e.Key, e.Items)
	}
	if _, _, err := ReadEntries(files, "bad.txt", malformed); !errors.Is(err, malformed) || !strings.HasPrefix(err.Error(), "bad.txt:2: ") {
		t.Errorf("got %v", err)
	}
}

// TestReadPairs checks that a key of two words is parted, and that one of a single word is an error that names file, line and what is wanted.
func TestReadPairs(t *testing.T) {
	malformed := errors.New("malformed lexicon")
	files := fstest.MapFS{"heads.txt": {Data: []byte("# heads\nrebel fighter: guerrilla,\n  insurgent\n")}, "short.txt": {Data: []byte("rebel: guerrilla\n")}}
	pairs, _, err := ReadPairs(files, "heads.txt", "KIND CLASS", malformed)
	if err != nil || len(pairs) != 1 || pairs[0].First != "rebel" || pairs[0].Second != "fighter" || !slices.Equal(pairs[0].Items, []string{"guerrilla", "insurgent"}) {
		t.Errorf("pairs %v, %v", pairs, err)
	}
	_, _, err = ReadPairs(files, "short.txt", "KIND CLASS", malformed)
	if !errors.Is(err, malformed) || !strings.Contains(err.Error(), "short.txt:1") || !strings.Contains(err.Error(), "want KIND CLASS") {
		t.Errorf("short key: %v", err)
	}
}
