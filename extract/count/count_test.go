package count

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/token"
)

// read returns a text with its counts found.
func read(text string) (*extract.Document, []extract.Mention[extract.Count]) {
	doc := token.Document(&extract.Article{Text: text})
	token.Tag(doc, func(s int) bool { return Wanted(doc, s) })
	token.Chunk(doc)
	return doc, Find(doc)
}

// short writes counts as the examples do: "killed 12+, [killed 3]".
func short(ms []extract.Mention[extract.Count]) string {
	var out []string
	for _, m := range ms {
		s := m.Value.Measure + " " + bounds(m.Value)
		if m.Value.SubsetOf != nil {
			s = "[" + s + "]"
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, ", ")
}

func bounds(c extract.Count) string {
	switch {
	case c.Min == nil && c.Max == nil:
		return "?"
	case c.Min == nil:
		return fmt.Sprintf("-%d", *c.Max)
	case c.Max == nil:
		return fmt.Sprintf("%d+", *c.Min)
	case *c.Min != *c.Max:
		return fmt.Sprintf("%d-%d", *c.Min, *c.Max)
	}
	return fmt.Sprint(*c.Min)
}

// The examples of the lexicons and the sentences of testdata/counts.txt are read as they say.
func TestExamples(t *testing.T) {
	names, _ := filepath.Glob("lexicon/*.txt")
	for _, name := range append(names, "testdata/counts.txt") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(bytes.NewReader(text))
		for n := 1; sc.Scan(); n++ {
			line, example := strings.CutPrefix(sc.Text(), "# example: ")
			if !example && (strings.HasPrefix(name, "lexicon") || strings.HasPrefix(line, "#") || line == "") {
				continue
			}
			sentence, want, ok := strings.Cut(line, " => ")
			if !ok {
				t.Errorf("%s:%d: no expectation", name, n)
				continue
			}
			if _, ms := read(sentence); short(ms) != want {
				t.Errorf("%s:%d: %s\n\t got %s\n\twant %s", name, n, sentence, short(ms), want)
			}
		}
	}
}

// A sum keeps its summands, and says who they are; perpetrators are counted apart.
func TestParts(t *testing.T) {
	_, ms := read("The bomber killed himself, two soldiers and a nurse, police said.")
	if len(ms) != 2 {
		t.Fatalf("got %s", short(ms))
	}
	self, others := ms[0].Value, ms[1].Value
	if self.Role != "perpetrator" || self.Victim != "himself" || !self.Pronoun {
		t.Errorf("perpetrator: %+v", self)
	}
	if others.Role != "unspecified" || len(others.Parts) != 2 || others.Victim != "soldier+nurse" || others.SaidBy != "police" || !others.Reported {
		t.Errorf("others: %+v", others)
	}
	if p := others.Parts[1]; p.Role != "health_worker" || *p.Best != 1 || !p.Unnumbered {
		t.Errorf("nurse: %+v", p)
	}
}

// The qualities of a count that the record shows or the assembler uses.
func TestQualities(t *testing.T) {
	for _, c := range []struct {
		text string
		is   func(extract.Count) bool
	}{
		{"Twenty people are believed to have been killed.", func(c extract.Count) bool { return c.Status == "suspected" }},
		{"Officials confirmed that 20 people were killed.", func(c extract.Count) bool { return c.Status == "confirmed" && c.SaidBy == "Officials" }},
		{"The rebels claimed they killed 20 soldiers.", func(c extract.Count) bool { return c.Status == "claimed" && c.Role == "security_force" }},
		{"An estimated 20 people were killed.", func(c extract.Count) bool { return c.Status == "estimated" && c.Qualifier == "approx" }},
		{"Another 12 people were wounded.", func(c extract.Count) bool { return c.Anchor == "incremental" }},
		{"The death toll rose to 45.", func(c extract.Count) bool { return c.Anchor == "cumulative" }},
		{"More than 900 people have been killed since January.", func(c extract.Count) bool { return c.Anchor == "period" && c.Period == "since January" }},
		{"During April more than 90 people were killed.", func(c extract.Count) bool { return c.Anchor == "period" && c.Period == "during April" }},
		{"Some 150 people have died so far this month.", func(c extract.Count) bool { return c.Anchor == "period" && c.Period == "this month" }},
		{"Attacks over the past 10 days have killed 30 guards.", func(c extract.Count) bool { return c.Anchor == "period" }},
		{"They have talked over the last two weeks of a truce, although rebels killed seven soldiers.", func(c extract.Count) bool { return c.Anchor == "incident" }},
		{"The 12 passengers were hurt.", func(c extract.Count) bool { return c.Definite && !c.Unnumbered }},
		{"A clerk was shot.", func(c extract.Count) bool { return c.Weak && c.Unnumbered && c.Victim == "clerk" }},
		{"Maria Lopez, 40, was killed.", func(c extract.Count) bool { return c.Name && c.Victim == "maria lopez" }},
		{"Tens of people were hurt.", func(c extract.Count) bool { return c.Qualifier == "vague" && *c.Best == 10 && c.Max == nil }},
		{"Twelve children were killed.", func(c extract.Count) bool { return c.Role == "child" }},
	} {
		_, ms := read(c.text)
		if len(ms) != 1 || !c.is(ms[0].Value) {
			t.Errorf("%s\n\tgot %s %+v", c.text, short(ms), ms)
		}
	}
}

// Spans lie in order within the text, and hold the words that are given.
func FuzzFind(f *testing.F) {
	f.Add("Three in Kherson and one in Odesa, among them two of the 12 nurses, were killed; 30 others, none of them children, hurt.")
	f.Add("The death toll:")
	f.Add("Dead: 12. No deaths or injuries (or so) of half a dozen to 15 or more.")
	f.Fuzz(func(t *testing.T, text string) {
		doc, ms := read(text)
		for i, m := range ms {
			if m.Start < 0 || m.End > len(doc.Text) || m.Start >= m.End || i > 0 && m.Start < ms[i-1].Start {
				t.Fatalf("mention %d: %+v", i, m)
			}
			v := m.Value
			if v.Text != doc.Slice(m.Span) || v.Best == nil || v.Min != nil && v.Max != nil && *v.Min > *v.Max || v.SubsetOf != nil && (*v.SubsetOf < 0 || *v.SubsetOf >= len(ms)) {
				t.Fatalf("value %d: %+v", i, v)
			}
		}
	})
}
