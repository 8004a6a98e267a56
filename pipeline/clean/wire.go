package clean

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:embed lexicon/wires.txt
var wiresText string

// agency is a news agency and the words by which it is credited.
type agency struct {
	code   string
	names  []string
	dated  *regexp.Regexp // in a dateline or as a credit: "(AP)", "– Reuters", "/Xinhua/"
	named  *regexp.Regexp // by its full name, in a byline or a last line
	byline *regexp.Regexp
}

// agencies reads lexicon/wires.txt: code, a tab, its names divided by "|".
var agencies = sync.OnceValue(func() []agency {
	var all []agency
	for l := range strings.Lines(wiresText) {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		code, names, _ := strings.Cut(l, "\t")
		alt := strings.ReplaceAll(regexp.QuoteMeta(names), `\|`, "|")
		all = append(all, agency{
			code:   code,
			names:  strings.Split(names, "|"),
			dated:  regexp.MustCompile(`[(/\[](?:` + alt + `)[)/\]]|[—–-]{1,2} ?(?:` + alt + `)$|^(?:` + alt + `) ?[—–-]`),
			named:  regexp.MustCompile(`^\W*(?:(?:[Ss]ource|[Ww]ith|[Vv]ia|By|Copyright|\(c\)|©)[ :]*(?:\d{4} )?)?(?:[Tt]he )?(?:` + alt + `)(?: contributed to this (?:report|story)| \d{4})?\W*$`),
			byline: regexp.MustCompile(`(?:^|[ ,/(])(?:` + alt + `)(?:$|[ ,/)])`),
		})
	}
	return all
})

// Wire returns the code of the news agency that a story is credited to: in its dateline, in its byline or in
// its last lines; "" where there is none.
func Wire(text, byline string) string {
	head := clip(text, 240)
	lines := strings.Split(strings.TrimSpace(text[max(0, len(text)-400):]), "\n")
	for i := range agencies() {
		a := &agencies()[i]
		if !a.in(head) && !a.in(byline) {
			continue
		}
		if a.dated.MatchString(head) || byline != "" && a.byline.MatchString(byline) {
			return a.code
		}
	}
	for i := len(lines) - 1; i >= max(0, len(lines)-4); i-- {
		if l := strings.TrimSpace(lines[i]); len(l) < 160 {
			if code := wireLine(l); code != "" {
				return code
			}
		}
	}
	return ""
}

// wireLine returns the agency that a line credits, or "".
func wireLine(s string) string {
	for i := range agencies() {
		a := &agencies()[i]
		if a.in(s) && (a.named.MatchString(s) || a.dated.MatchString(s)) {
			return a.code
		}
	}
	return ""
}

// in reports whether one of the agency's names stands in s: it spares most lines an expression.
func (a *agency) in(s string) bool {
	for _, n := range a.names {
		if strings.Contains(s, n) {
			return true
		}
	}
	return false
}
