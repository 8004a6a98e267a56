package clean

import (
	"encoding/json"
	"html"
	"strings"
)

// story is what a page's JSON-LD (schema.org) says about its article.
type story struct {
	kind                 string
	headline, body       string
	published, modified  string
	authors              []string
	url, section, lang   string
	publisher            string
	free                 string // isAccessibleForFree: "true", "false" or ""
	updates              []update
	articles, collection int // how many articles the page speaks of; whether it calls itself a list
}

// update is one entry of a live blog.
type update struct{ headline, body, published string }

// articleTypes rank the types of schema.org that stand for a story.
var articleTypes = map[string]int{
	"NewsArticle": 5, "ReportageNewsArticle": 5, "AnalysisNewsArticle": 5, "BackgroundNewsArticle": 5, "OpinionNewsArticle": 5, "ReviewNewsArticle": 5, "LiveBlogPosting": 6,
	"Article": 4, "BlogPosting": 4, "Report": 4, "TechArticle": 4, "ScholarlyArticle": 4, "MedicalScholarlyArticle": 4, "AdvertiserContentArticle": 3, "SocialMediaPosting": 3,
	"DiscussionForumPosting": 3, "SpecialAnnouncement": 4, "NewsMediaObject": 3, "Event": 0, "WebPage": 1, "ItemPage": 1,
}

// maxLD is the largest JSON-LD script that is read, in bytes.
const maxLD = 2 << 20

// story returns what the page's JSON-LD says of its article; it is read once.
func (pg *page) story() *story {
	if pg.says == nil {
		pg.says = pg.readStory()
	}
	return pg.says
}

// readStory reads the JSON-LD; the object of the highest rank wins, the first of its rank.
func (pg *page) readStory() *story {
	best, rank := &story{}, 0
	articles, lists := 0, 0
	for _, script := range pg.ld {
		var v any
		if len(script) > maxLD || json.Unmarshal([]byte(mended(script)), &v) != nil {
			continue
		}
		eachObject(v, 0, func(o map[string]any) {
			kind := typeOf(o)
			if kind == "CollectionPage" || kind == "SearchResultsPage" {
				lists++
			}
			if articleTypes[kind] >= 3 {
				articles++
			}
			if articleTypes[kind] > rank {
				best, rank = readStory(o, kind), articleTypes[kind]
			}
		})
	}
	best.articles, best.collection = articles, lists
	return best
}

// mended repairs what real pages do to JSON: comments around it, raw line breaks and tabs
// within strings, a semicolon after it.
func mended(s string) string {
	s = strings.TrimSpace(s)
	for _, wrap := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}, {"<![CDATA[", "]]>"}} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, wrap[0]), wrap[1]))
	}
	s = strings.TrimSuffix(s, ";")
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

// eachObject calls visit with every object that may stand for the page: of lists, of @graph, of
// mainEntity. It does not go down into other fields, so that a related article's object is no
// statement about the page.
func eachObject(v any, depth int, visit func(map[string]any)) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			eachObject(e, depth+1, visit)
		}
	case map[string]any:
		visit(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			eachObject(v[key], depth+1, visit)
		}
	}
}

func typeOf(o map[string]any) string {
	for _, t := range list(o["@type"]) {
		s, _ := t.(string)
		if s = s[strings.LastIndexByte(s, '/')+1:]; s != "" {
			return s
		}
	}
	return ""
}

func readStory(o map[string]any, kind string) *story {
	s := &story{
		kind: kind, headline: str(o["headline"]), body: str(o["articleBody"]),
		published: str(o["datePublished"]), modified: str(o["dateModified"]),
		url: first(str(o["url"]), str(o["mainEntityOfPage"])), section: str(o["articleSection"]), lang: str(o["inLanguage"]),
		publisher: str(o["publisher"]), free: strings.ToLower(str(o["isAccessibleForFree"])),
	}
	if s.headline == "" && kind != "WebPage" {
		s.headline = str(o["name"])
	}
	if s.published == "" {
		s.published = str(o["dateCreated"])
	}
	for _, a := range list(o["author"]) {
		if n := str(a); n != "" {
			s.authors = append(s.authors, n)
		}
	}
	for _, u := range list(o["liveBlogUpdate"]) {
		if m, ok := u.(map[string]any); ok {
			s.updates = append(s.updates, update{str(m["headline"]), str(m["articleBody"]), first(str(m["datePublished"]), str(m["dateCreated"]))})
		}
	}
	return s
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	if v == nil {
		return nil
	}
	return []any{v}
}

// str reads a string, the first of a list, or the name or address of an object.
func str(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(html.UnescapeString(v))
	case bool:
		if v {
			return "true"
		}
		return "false"
	case []any:
		if len(v) > 0 {
			return str(v[0])
		}
	case map[string]any:
		for _, key := range []string{"name", "@value", "@id", "url"} {
			if s, ok := v[key].(string); ok && s != "" {
				return strings.TrimSpace(html.UnescapeString(s))
			}
		}
	}
	return ""
}

// bodyText is articleBody in canonical form. Some outlets put markup into it.
func (s *story) bodyText() string { return markupText(s.body) }

func markupText(body string) string {
	if strings.Contains(body, "</") || strings.Contains(body, "<br") || strings.Contains(body, "/>") {
		if pg, err := survey([]byte(body), &Explanation{}, true); err == nil && len(pg.elems) > 0 {
			return join(pg.blocks(pg.body), &Explanation{})
		}
	}
	paragraphs := strings.FieldsFunc(Normalise(body), func(r rune) bool { return r == '\n' })
	return strings.Join(paragraphs, "\n\n")
}
