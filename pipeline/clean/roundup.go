package clean

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"sitrep/extract"
)

// A round-up ("News in brief") is one page with several short stories that have no time of their own; read as
// one article it lends the place and the dead of one story to the next. Entries splits it at the headings and datelines
// with which its stories open. An ordinary story with sub-headings looks alike: it differs in that its parts
// speak of the same names and follow a long opening, so a text is split only where they do not.

const (
	leastItems    = 3    // stories that make a round-up
	longestLead   = 400  // bytes ahead of the first
	shortestItem  = 60   // bytes of one
	longestItem   = 1800 // bytes of one
	longestHead   = 90   // bytes of a heading
	longestLeadIn = 120  // bytes of bold words that open a paragraph
)

// announced is what the title or section of a round-up says of it.
var announced = regexp.MustCompile(`(?i)\bin brief\b|\b(?:news|world|national|local|regional|international|police|crime|state|metro|city|nation|africa|asia|europe|mideast|county) (?:briefs?|briefing|digest|round-?up|summary|blotter|bulletin|log)\b|^briefs?\b|\bbriefs$|^(?:news )?round-?up\b|\bnews round-?up\b|\baround the (?:world|nation|country|state|region|globe|county)\b`)

// itemDateline opens a story with its place: "NAIROBI, Kenya (Reuters) - ", "Lagos — ".
var itemDateline = regexp.MustCompile(`^(?:\p{Lu}{3,}[\p{Lu}' .-]*(?:, [\p{L} .'-]{2,30})?(?:, \p{L}{3,9}\.? \d{1,2})?(?: ?\([\p{L}/ .]{2,30}\))?|\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2}(?:, [\p{L} .'-]{2,30})? \([\p{L}/ .]{2,30}\)) ?(?:[–—]|--?|:) ?["“'‘\p{Lu}]|^\p{Lu}{3,}[\p{Lu}' -]*(?:, \p{Lu}[\p{L} .'-]{2,30})?: `)

// section is one story of a round-up: the paragraphs from..to, and whether it opens with a dateline.
type section struct {
	from, to int
	dateline bool
}

// stories finds the stories of a round-up, or returns nil where the text is none.
func stories(a *extract.Article, paragraphs []string) []section {
	told := announced.MatchString(a.Title) || announced.MatchString(a.Section)
	var all []section
	for i := 0; i < len(paragraphs); i++ {
		headed := headingAt(paragraphs, i)
		first := i
		if headed {
			first++
		}
		dateline := itemDateline.MatchString(paragraphs[first])
		if !headed && !dateline {
			continue
		}
		if n := len(all); n > 0 {
			all[n-1].to = i
		}
		all, i = append(all, section{i, len(paragraphs), dateline}), first
	}
	if len(all) < leastItems || !roundUp(paragraphs, all, told) {
		return nil
	}
	return all
}

// headingAt reports whether a paragraph is a heading of the prose that follows it.
func headingAt(paragraphs []string, i int) bool {
	p := paragraphs[i]
	if i+1 == len(paragraphs) || len(p) > longestHead || len(paragraphs[i+1]) < shortestItem || strings.ContainsAny(p, "\n|") {
		return false
	}
	r := []rune(p)
	last := r[len(r)-1]
	return (unicode.IsUpper(r[0]) || unicode.IsDigit(r[0])) && (unicode.IsLetter(last) || unicode.IsDigit(last)) && !strings.Contains(p, ". ")
}

// roundUp tells a round-up from a story with sub-headings. One that does not call itself so must open every story
// with a dateline and share no name between two of them; one that does may repeat a name here and there.
func roundUp(paragraphs []string, all []section, told bool) bool {
	if len(strings.Join(paragraphs[:all[0].from], "\n\n")) > longestLead {
		return false
	}
	var named []map[string]bool
	for _, s := range all {
		text := strings.Join(paragraphs[s.from:s.to], "\n\n")
		if len(text) < shortestItem || len(text) > longestItem || !told && !s.dateline || leansBack(paragraphs[s.to-1], s) {
			return false
		}
		named = append(named, names(text))
	}
	pairs, shared := 0, 0
	for i := range named {
		for k := range i {
			pairs++
			if meet(named[i], named[k]) {
				shared++
			}
		}
	}
	return shared == 0 || told && 4*shared <= pairs
}

// leansBack reports whether a section of one paragraph opens with a word that stands for something said before.
func leansBack(p string, s section) bool {
	word, _, _ := strings.Cut(p, " ")
	switch strings.ToLower(strings.Trim(word, ",")) {
	case "he", "she", "they", "it", "but", "his", "her", "their", "these", "this", "those", "meanwhile":
		return s.to-s.from <= 2
	}
	return false
}

var capitalised = regexp.MustCompile(`\p{Lu}[\p{L}'’-]+`)

// common are capitalised words that do not tell one story from another.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
		september october november december reuters afp xinhua president minister prime police ministry government army court university
		hospital fire service north south east west northern southern eastern western city county province district state national united
		international mr mrs ms dr the a an in on at two three four five`) {
		m[w] = true
	}
	return m
}()

// names returns the capitalised words of a text that do not open a sentence or a paragraph.
func names(text string) map[string]bool {
	out := map[string]bool{}
	for _, at := range capitalised.FindAllStringIndex(text, -1) {
		w := strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(text[at[0]:at[1]], "'s"), "’s"))
		if len(w) < 4 || common[w] || opens(text, at[0]) {
			continue
		}
		out[w] = true
	}
	return out
}

// opens reports whether a sentence or paragraph begins at a byte of the text.
func opens(text string, at int) bool {
	before := strings.TrimRight(text[:at], " \"“'‘")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:\n")
}

func meet(a, b map[string]bool) bool {
	for w := range a {
		if b[w] {
			return true
		}
	}
	return false
}

// items makes articles of the stories of a round-up, or returns nil where a is none. Each keeps the page's date and
// is known by the words it opens with, so that a story added above it changes nothing.
func items(a *extract.Article, paragraphs []string) []*extract.Article {
	all := stories(a, paragraphs)
	if all == nil {
		return nil
	}
	var out []*extract.Article
	if lead := strings.Join(paragraphs[:all[0].from], "\n\n"); lead != "" {
		out = append(out, entry(a, lead, "lead", a.Published, a.PublishedBasis, roundUpKind))
	}
	seen := marks{}
	for _, s := range all {
		text := strings.Join(paragraphs[s.from:s.to], "\n\n")
		out = append(out, entry(a, text, seen.once(slug(paragraphs[s.from])), a.Published, a.PublishedBasis, roundUpKind))
	}
	return out
}

// slug is the first words of a paragraph as a fragment of an address: "bus-falls-into-river".
func slug(p string) string {
	w := strings.FieldsFunc(strings.ToLower(p), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(w[:min(len(w), 8)], "-")
}

// withLeadIns makes headings of the bold words that open the paragraphs of a page that calls itself a round-up, so
// that its stories can be told apart in the text; the point or colon that ends them is left out.
func withLeadIns(blocks []block, a *extract.Article) []block {
	if !announced.MatchString(a.Title) && !announced.MatchString(a.Section) {
		return blocks
	}
	var out []block
	for _, b := range blocks {
		head := strings.TrimSpace(b.text[:min(b.lead, len(b.text))])
		rest := strings.TrimLeft(b.text[min(b.lead, len(b.text)):], " \n.:–—-")
		closed := b.why == "" && len(head) > 2 && len(head) <= longestLeadIn && len(rest) >= shortestItem
		if closed && (strings.ContainsAny(head[len(head)-1:], ".:") || strings.TrimLeft(b.text[b.lead:], " ") != rest) {
			h := b
			h.text, h.kind = strings.TrimRight(head, " .:"), atom.H3
			out = append(out, h)
			b.text = rest
		}
		out = append(out, b)
	}
	return out
}
