package clean

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/html/atom"

	"sitrep/extract"
)

//go:embed lexicon/access.txt
var accessText string

var accessRules = sync.OnceValue(func() map[string]*regexp.Regexp { return anywhere(accessText) })

// short is the length of text, in bytes, below which the words of a wall make the page a wall:
// a full story may well speak of them.
const short = 1500

// access says how far the page lets its story be read.
func (pg *page) access(a *extract.Article) string {
	rules := accessRules()
	ld := pg.story()
	shown := clip(a.Text, short)
	tail := a.Text[max(0, len(a.Text)-400):]
	switch {
	case len(a.Text) < short && pg.titled(a, rules["error title"]), len(a.Text) < 600 && rules["error"].MatchString(shown):
		return AccessErrorPage
	case len(a.Text) < short && pg.titled(a, rules["login title"]) && pg.asksPassword():
		return AccessLogin
	case len(a.Text) < short && rules["consent"].MatchString(shown):
		return AccessConsent
	case ld.free == "false" || strings.Contains(pg.metaValue("article:content_tier"), "locked") || paywalled(tail):
		return AccessPaywall
	case len(a.Text) < short && pg.doc != nil && pg.wall() != "":
		return pg.wall()
	}
	return ""
}

// titled reports whether what stands above the page matches: its title, the title element or its one heading.
func (pg *page) titled(a *extract.Article, rule *regexp.Regexp) bool {
	for _, title := range []string{a.Title, line(pg.title), pg.onlyHeading()} {
		if title != "" && rule.MatchString(title) {
			return true
		}
	}
	return false
}

// asksPassword reports whether the page has a field for a password. Many a story has one in its header; it says something only
// beside a title that does.
func (pg *page) asksPassword() bool {
	return pg.doc != nil && pg.doc.Find(`input[type="password" i]`).Length() > 0
}

// wall looks for the words of a wall in what was struck, where little text was left.
func (pg *page) wall() string {
	if len(pg.elems) == 0 {
		return ""
	}
	if paywalled(words(pg.elems[pg.body].node, 20000)) {
		return AccessPaywall
	}
	return ""
}

// paywalled reports whether the words of a paywall stand in s. They are sought around the words that
// all of them hold, so that most pages cost no expression.
func paywalled(s string) bool {
	for _, mark := range []string{"ubscri", "eep reading", "ontinue reading", "o continue", "to read", "to unlock"} {
		if at := strings.Index(s, mark); at >= 0 && accessRules()["paywall"].MatchString(s[max(0, at-200):min(len(s), at+200)]) {
			return true
		}
	}
	return false
}

// refuse says why the page is no article, as one of this package's errors, or returns nil.
func (pg *page) refuse(a *extract.Article, p Page) error {
	switch {
	case a.Access == AccessErrorPage:
		return fmt.Errorf("%w: %s", ErrErrorPage, first(a.Title, clip(a.Text, 60)))
	case a.Access == AccessLogin:
		return fmt.Errorf("%w: %s", ErrLogin, first(a.Title, clip(a.Text, 60)))
	case a.Access == AccessConsent:
		return fmt.Errorf("%w: %s", ErrConsent, clip(a.Text, 60))
	case pg.homepage(a):
		return ErrHomepage
	case len(a.Text) < least(p) && a.Access == AccessPaywall:
		return ErrPaywall
	case len(a.Text) < least(p):
		return fmt.Errorf("%w: %d bytes, at least %d are wanted", ErrNoText, len(a.Text), least(p))
	case otherStory(a, p.Hints.Title):
		return fmt.Errorf("%w: %q is not about %q", ErrWrongStory, a.Title, p.Hints.Title)
	}
	return nil
}

// least returns the length in bytes below which the text of a page is no article. A sentence is one where it came as a fragment of HTML rather than as the
// page of a site.
func least(p Page) int {
	if len(p.Body) < fragmentBytes {
		return leastFragment
	}
	return leastText
}

// homepage reports whether a page is a front page or an index of stories: its address has no path (its own, or
// the canonical one that it was redirected to), or it is made of links and says of itself that it is no article.
func (pg *page) homepage(a *extract.Article) bool {
	ld := pg.story()
	article := articleTypes[ld.kind] >= 3 && ld.articles <= 2 || pg.metaValue("og:type") == "article" && pg.metaValue("article:published_time") != ""
	if article {
		return false
	}
	longest := 0
	for paragraph := range strings.SplitSeq(a.Text, "\n\n") {
		longest = max(longest, len(paragraph))
	}
	front := a.URL != "" && depth(a.URL) == 0
	for _, l := range pg.links {
		if l.key == "canonical" && a.URL != "" && strings.Contains(l.value, "://") && depth(l.value) == 0 && sameOutlet(l.value, a.URL) {
			front = true
		}
	}
	cards := 0
	for i := range pg.elems {
		if pg.elems[i].node.DataAtom == atom.Article && pg.elems[i].text < 600 && pg.elems[i].link > 20 {
			cards++
		}
	}
	index := ld.collection > 0 || pg.metaValue("og:type") == "website" && depth(a.URL) <= 1
	return front && (longest < 400 || cards >= 5) || index && longest < 200 && cards >= 5
}

// otherStory reports whether nothing of an announced headline stands in the article: none of its
// words of five letters or more, where it has at least four.
func otherStory(a *extract.Article, announced string) bool {
	all := strings.ToLower(a.Title + " " + a.Text)
	long := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(announced), func(r rune) bool { return !isWordRune(r) }) {
		if len(w) < 5 {
			continue
		}
		long++
		if strings.Contains(all, w[:5]) {
			return false
		}
	}
	return long >= 4
}
