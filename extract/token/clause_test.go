package token

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/extract"
)

// clauseText writes a clause as "subject | verb | object | (prep group)...", "-" where there is none, with "said" where it is reported.
func clauseText(doc *extract.Document, c Clause) string {
	group := func(g int) string {
		if g < 0 {
			return "-"
		}
		return doc.Slice(doc.Groups[g].Span)
	}
	out := fmt.Sprintf("%s | %s | %s", group(c.Subject), group(c.Verb), group(c.Object))
	for _, p := range c.Preps {
		out += " (" + p.Word + " " + group(p.Group) + ")"
	}
	if c.Said >= 0 {
		out += " said"
	}
	return out
}

func TestClauses(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"A bomb killed two soldiers and three civilians were wounded.", []string{"A bomb | killed | two soldiers", "three civilians | were wounded | -"}},
		{"Two soldiers wounded in the clash died.", []string{"Two soldiers | wounded | - (in the clash)", "Two soldiers | died | -"}},
		{"A bomber blew himself up in the market, killing seven people, the ministry said.",
			[]string{"A bomber | blew | himself (in the market) said", "A bomber | killing | seven people said", "the ministry | said | -"}},
		{"Officials said that rebels who had attacked the town killed 12 people and abducted 30.",
			[]string{"Officials | said | -", "rebels | had attacked | the town said", "rebels | killed | 12 people said", "rebels | abducted | 30 said"}},
		{"The man, who was 34, died at the hospital after he was shot by a gunman.",
			[]string{"The man | was | 34", "The man | died | - (at the hospital)", "he | was shot | - (by a gunman)"}},
	} {
		doc := tagged(c.text)
		var got []string
		for _, cl := range Clauses(doc, 0) {
			got = append(got, clauseText(doc, cl))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, w)
		}
	}
}

func TestConjuncts(t *testing.T) {
	for _, c := range []struct{ text, from, want string }{
		{"Two soldiers from the base, a guard and three civilians were killed.", "a guard", "Two soldiers, a guard, three civilians"},
		{"A bomb killed two soldiers and three civilians were wounded.", "two soldiers", "two soldiers"},
		{"Killing two soldiers and a civilian, the bomb went off.", "two soldiers", "two soldiers, a civilian"},
	} {
		doc := tagged(c.text)
		var got []string
		for i, g := range doc.Groups {
			if doc.Slice(g.Span) == c.from {
				for _, k := range Conjuncts(doc, i) {
					got = append(got, doc.Slice(doc.Groups[k].Span))
				}
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %v, want %s", c.text, got, c.want)
		}
	}
}
