package clean

import (
	"strings"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"sitrep/extract"
)

// text reads the story of the page: by the outlet's own selectors where there are some,
// else by weeding and scoring; checked against what the page says of itself in JSON-LD and
// against the feed's full text.
func (pg *page) text(a *extract.Article, p Page, why *Explanation) string {
	ld := pg.story()
	if live := ld.liveText(); live != "" {
		why.Source = "live_blog"
		return live
	}
	if p.Hints.TrustContent && p.Hints.Content != "" {
		why.Source = "feed"
		return fragment(p.Hints.Content, a)
	}
	text := pg.walked(a, p.Hints, why)
	why.Source = "page"
	if body := ld.bodyText(); prefers(body, text) {
		why.Source = "jsonld"
		a.Warnings = append(a.Warnings, "text taken from JSON-LD: the page shows less of it")
		text = body
	}
	if feed := p.Hints.Content; feed != "" && len(text) < unread {
		if full := fragment(feed, a); len(full) > 2*len(text) {
			why.Source = "feed"
			a.Warnings = append(a.Warnings, "text taken from the feed: the page shows less of it")
			text = full
		}
	}
	return text
}

// walked returns the text that the page shows.
func (pg *page) walked(a *extract.Article, h Hints, why *Explanation) string {
	if pg.flat {
		a.Warnings = append(a.Warnings, "degraded_html: too many elements, or more than 512 within one another")
	}
	chosen, selected := pg.selected(h.Selectors, why)
	live := pg.liveEntries()
	if !selected {
		pg.weed(why)
		chosen = pg.choose()
	}
	var all []block
	for _, i := range chosen {
		why.Container = describe(pg.elems[i].node)
		all = append(all, pg.blocks(i)...)
	}
	if !selected {
		pg.prune(all, a.Title, a.Byline)
	}
	return join(pg.withTimes(withLeadIns(all, a), live), why)
}

// join puts the kept blocks together with one blank line between them.
func join(blocks []block, why *Explanation) string {
	var out strings.Builder
	for i := range blocks {
		b := &blocks[i]
		why.note(b.why == "", blockName(b), first(b.why, "story"), len(b.text), b.text)
		if b.why != "" {
			continue
		}
		if out.Len() > 0 {
			// The rows of one table stand on lines of their own, not in paragraphs.
			if b.kind == atom.Tr && i > 0 && blocks[i-1].kind == atom.Tr && blocks[i-1].why == "" {
				out.WriteByte('\n')
			} else {
				out.WriteString("\n\n")
			}
		}
		out.WriteString(b.text)
	}
	return norm.NFC.String(out.String())
}

func blockName(b *block) string {
	if b.kind == 0 {
		return "text"
	}
	return b.kind.String()
}

// fragment reads the full text that a feed gives.
func fragment(markup string, a *extract.Article) string {
	pg, err := survey([]byte(markup), &Explanation{}, true)
	if err != nil {
		return Normalise(markup)
	}
	pg.weed(&Explanation{})
	all := pg.blocks(pg.body)
	pg.prune(all, a.Title, a.Byline)
	return join(all, &Explanation{})
}

// prefers reports whether a page's statement of its own text is better than what was read from
// the markup: it is long, and most of it was not found.
func prefers(declared, read string) bool {
	return len(declared) >= 250 && len(declared) > len(read)/3 && covered(declared, read) < 0.5
}

// covered returns the share of a's runs of four words that b holds too.
func covered(a, b string) float64 {
	have := map[string]bool{}
	for _, g := range grams(b) {
		have[g] = true
	}
	all, hit := 0, 0
	for _, g := range grams(a) {
		all++
		if have[g] {
			hit++
		}
	}
	return float64(hit) / float64(max(all, 1))
}

// grams returns the runs of four words of s in lower case.
func grams(s string) []string {
	w := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) })
	var out []string
	for i := 0; i+4 <= len(w); i++ {
		out = append(out, strings.Join(w[i:i+4], " "))
	}
	return out
}
