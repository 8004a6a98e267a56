package clean

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html/atom"

	"sitrep/extract"
)

// A live blog is one page with many entries, each with a time of its own; read as one article it
// anchors yesterday's "today" to the wrong day. The text of such a page carries each entry's
// time as a paragraph of its own, in RFC 3339, and Entries splits there.

// leastEntries is the number of dated entries that make a page a live blog.
const leastEntries = 3

// liveText writes the entries that JSON-LD lists, or returns "" where the page is no live blog.
func (s *story) liveText() string {
	var parts []string
	n := 0
	for _, u := range s.updates {
		body := markupText(u.body)
		at := parseDate(u.published, time.UTC)
		if body == "" || at.IsZero() {
			continue
		}
		n++
		parts = append(parts, at.Format(time.RFC3339))
		if h := line(u.headline); h != "" && !strings.HasPrefix(body, h) {
			parts = append(parts, h)
		}
		parts = append(parts, body)
	}
	if n < leastEntries {
		return ""
	}
	return strings.Join(parts, "\n\n")
}

// liveEntries returns the elements of the page that are entries of a live blog, with their
// times: siblings of one parent, each with a time element with date and clock in it.
func (pg *page) liveEntries() map[int]time.Time {
	under := map[int][]int{} // by parent: the children that hold a time
	times := map[int]time.Time{}
	marks := map[int]int{} // by entry: the time element
	var order []int
	for _, t := range pg.times {
		if pg.elems[t.elem].node.DataAtom != atom.Time || len(t.value) < 16 {
			continue
		}
		at := parseDate(t.value, time.UTC)
		entry := pg.entryOf(t.elem)
		if at.IsZero() || entry < 0 {
			continue
		}
		if _, known := times[entry]; known {
			continue
		}
		times[entry], marks[entry] = at, t.elem
		parent := pg.elems[entry].parent
		if len(under[parent]) == 0 {
			order = append(order, parent)
		}
		under[parent] = append(under[parent], entry)
	}
	for _, parent := range order {
		if live := pg.liveUnder(under[parent], times); live != nil {
			for _, entry := range under[parent] { // the time is written in its full form, once
				if m := marks[entry]; pg.elems[m].text <= 40 {
					pg.strike(m, "time of an entry")
				}
			}
			return live
		}
	}
	return nil
}

// entryOf goes up from a time element to the element that could be an entry of a live blog.
func (pg *page) entryOf(i int) int {
	for up, level := pg.elems[i].parent, 0; up > pg.body && level < 6; up, level = pg.elems[up].parent, level+1 {
		e := &pg.elems[up]
		if e.node.DataAtom == atom.Article || e.node.DataAtom == atom.Li || e.node.DataAtom == atom.Section || liveName(e) {
			return up
		}
	}
	return -1
}

var liveClass = regexp.MustCompile(`(?i)live|liveblog|timeline|update|entry|post\b|block-time`)

func liveName(e *elem) bool {
	return e.node.DataAtom == atom.Div && liveClass.MatchString(attr(e.node, "class")+" "+attr(e.node, "itemprop")+" "+attr(e.node, "itemtype"))
}

// liveUnder tells a live blog from a list of teasers: its entries are prose, not links, and one
// of them or what is around them says "live".
func (pg *page) liveUnder(entries []int, times map[int]time.Time) map[int]time.Time {
	live, named := map[int]time.Time{}, false
	for _, i := range entries {
		e := &pg.elems[i]
		if e.text < 80 || 3*e.link > e.text || e.name.strong != "" {
			continue
		}
		live[i] = times[i]
		for up, level := i, 0; up >= 0 && level < 4; up, level = pg.elems[up].parent, level+1 {
			n := pg.elems[up].node
			named = named || strings.Contains(strings.ToLower(attr(n, "class")+attr(n, "id")+attr(n, "itemtype")), "live")
		}
	}
	if len(live) < leastEntries || !named {
		return nil
	}
	return live
}

// withTimes puts the time of each entry ahead of its first block.
func (pg *page) withTimes(blocks []block, live map[int]time.Time) []block {
	if len(live) == 0 {
		return blocks
	}
	var out []block
	at := -1
	for _, b := range blocks {
		entry := pg.within(b.elem, live)
		if entry >= 0 && entry != at && b.why == "" {
			out = append(out, block{text: live[entry].Format(time.RFC3339), kind: atom.Time, elem: entry, name: &noName})
			at = entry
		}
		out = append(out, b)
	}
	return out
}

func (pg *page) within(i int, live map[int]time.Time) int {
	for ; i >= 0; i = pg.elems[i].parent {
		if _, ok := live[i]; ok {
			return i
		}
	}
	return -1
}

const zoneNames = `gmt|utc|bst|cet|cest|est|edt|et|cst|cdt|ct|mst|mdt|mt|pst|pdt|pt|eet|eest|msk|ist|jst|aest|aedt|local time`

var (
	// clockLine is a paragraph that is nothing but a time of day, as live blogs and "The Latest" files of the
	// agencies write it: "8:45 a.m.", "9 p.m. Monday", "14:32 GMT".
	clockLine = regexp.MustCompile(`(?i)^\[?(?:updated? |posted |at )?(\d{1,2})(?:[:.](\d\d))? ?([ap]\.?m\.?)?,? ?\(?(` + zoneNames + `)?\)?,?(?: (?:on )?(mon|tues|wednes|thurs|fri|satur|sun)day)?\]?[:.]?$`)
	// clockHead is a paragraph that begins so, with its zone: "14:32 GMT – Rain has begun".
	clockHead = regexp.MustCompile(`(?i)^\[?(\d{1,2})[:.](\d\d) ?([ap]\.?m\.?)? ?\(?(` + zoneNames + `)\)?\]?()(?:\s*[–—:|-]\s|\n)`)
)

// Entries splits a live blog into its entries, each an article of its own with its own time and
// identity (the address with the time as its fragment). What stands before the first entry is an
// entry with the page's time. A round-up is split into its stories, which keep the page's time. An article
// that is neither is returned as it is, alone.
func Entries(a *extract.Article) []*extract.Article {
	paragraphs := strings.Split(a.Text, "\n\n")
	starts := entryStarts(paragraphs, a.Published)
	if len(starts) < leastEntries {
		if items := items(a, paragraphs); items != nil {
			return items
		}
		return []*extract.Article{a}
	}
	var out []*extract.Article
	if lead := strings.Join(paragraphs[:starts[0].mark], "\n\n"); lead != "" {
		out = append(out, entry(a, lead, "lead", a.Published, a.PublishedBasis, liveKind))
	}
	seen := marks{}
	for k, s := range starts {
		end := len(paragraphs)
		if k+1 < len(starts) {
			end = starts[k+1].mark
		}
		text := strings.Join(paragraphs[s.from:end], "\n\n")
		if text == "" {
			continue
		}
		out = append(out, entry(a, text, seen.once(s.at.Format(time.RFC3339)), s.at, basisTimeTag, liveKind))
	}
	return out
}

// marks counts the marks of entries that were given.
type marks map[string]int

// once returns the mark, with a number where it was given before.
func (m marks) once(mark string) string {
	if m[mark]++; m[mark] > 1 {
		return fmt.Sprintf("%s-%d", mark, m[mark])
	}
	return mark
}

// The kinds of pages that are split.
const (
	liveKind    = "live blog"
	roundUpKind = "round-up"
)

// entryStart is where an entry begins: the paragraph with its time, the first of its text (the same one where the
// time only begins it), and the time.
type entryStart struct {
	mark, from int
	at         time.Time
}

// entryStarts finds the entries of a text; a clock alone lies near the time of the entry before it, the first near
// the page's own.
func entryStarts(paragraphs []string, published time.Time) []entryStart {
	var starts []entryStart
	last := published
	for i, p := range paragraphs {
		from, at := i+1, entryTime(p, last)
		if at.IsZero() {
			from, at = i, clockOn(clockHead.FindStringSubmatch(p), last)
		}
		if !at.IsZero() {
			starts, last = append(starts, entryStart{i, from, at}), at
		}
	}
	return starts
}

// entry is the part of a with the given text.
func entry(a *extract.Article, text, mark string, at time.Time, basis, kind string) *extract.Article {
	e := *a
	e.Text, e.Published, e.PublishedBasis = text, at, basis
	e.Warnings = append([]string{"entry " + mark + " of a " + kind}, a.Warnings...)
	if a.CanonicalURL != "" {
		e.CanonicalURL = a.CanonicalURL + "#" + mark
	}
	e.ID = extract.ArticleID(e.CanonicalURL, e.Text)
	e.TextSHA256 = extract.Digest(e.Text)
	if a.ExternalID != "" {
		e.ExternalID = a.ExternalID + "#" + mark
	}
	return &e
}

// entryTime reads a paragraph that is nothing but a time: RFC 3339, or a clock, which lies on the
// day of the entry before it.
func entryTime(p string, last time.Time) time.Time {
	if len(p) < 4 || len(p) > 40 {
		return time.Time{}
	}
	if t, err := time.Parse(time.RFC3339, p); err == nil {
		return t
	}
	return clockOn(clockLine.FindStringSubmatch(p), last)
}

// clockOn is the time that a match of clockLine or clockHead means, near the time of the entry before it: on its day, or on
// the one beside it where the clock crosses midnight; on the last such weekday where one is named.
func clockOn(m []string, last time.Time) time.Time {
	if m == nil || last.IsZero() || m[2] == "" && m[3] == "" {
		return time.Time{}
	}
	hour, minute, ok := clock(m[1], m[2], m[3])
	if !ok {
		return time.Time{}
	}
	loc := last.Location()
	if z, known := zone(m[4]); known {
		loc = z
	}
	day := last.In(loc)
	at := time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, loc)
	if m[5] != "" {
		for back := 0; back < 7 && !strings.HasPrefix(strings.ToLower(at.Weekday().String()), strings.ToLower(m[5])); back++ {
			at = at.AddDate(0, 0, -1)
		}
		return at
	}
	switch gap := at.Sub(last); { // entries cross midnight, forwards or backwards
	case gap > 12*time.Hour:
		at = at.AddDate(0, 0, -1)
	case gap < -12*time.Hour:
		at = at.AddDate(0, 0, 1)
	}
	return at
}
