package token

import "strings"

// garbled are marks that came damaged: UTF-8 that was read as Windows-1252 and written again, and entities of HTML that nobody decoded, with what they
// stood for. Old pages and feeds are full of them: they are read as the marks that they were, while the text stays as it came. The longer of two that
// begin alike stands first.
var garbled = []struct{ text, mark string }{
	{"â€™", "'"}, {"â€˜", "'"}, {"â€œ", `"`}, {"â€\u009d", `"`}, {"â€\ufffd", `"`}, {"â€“", "-"}, {"â€”", "-"}, {"â€¦", "..."}, {"â€", `"`},
	{"&rsquo;", "'"}, {"&lsquo;", "'"}, {"&apos;", "'"}, {"&#39;", "'"}, {"&#039;", "'"}, {"&#x27;", "'"}, {"&#8217;", "'"}, {"&#8216;", "'"},
	{"&quot;", `"`}, {"&#34;", `"`}, {"&ldquo;", `"`}, {"&rdquo;", `"`}, {"&#8220;", `"`}, {"&#8221;", `"`}, {"&laquo;", `"`}, {"&raquo;", `"`},
	{"&mdash;", "-"}, {"&ndash;", "-"}, {"&#8211;", "-"}, {"&#8212;", "-"}, {"&hellip;", "..."}, {"&#8230;", "..."}, {"&amp;", "&"}, {"&#38;", "&"},
	{"&nbsp;", " "}, {"&#160;", " "}, {"&thinsp;", " "}, {"&shy;", " "}, {"&lt;", "<"}, {"&gt;", ">"},
}

// garbledAt returns the length of the damaged mark at byte at and the mark it stood for, or 0. A tag of HTML stands for a space.
func garbledAt(text string, at int) (size int, mark string) {
	switch text[at] {
	case '<':
		return tagLength(text[at:]), " "
	case '&', "â"[0]:
	default:
		return 0, ""
	}
	for _, g := range garbled {
		if strings.HasPrefix(text[at:], g.text) {
			return len(g.text), g.mark
		}
	}
	return 0, ""
}

// tagLength returns the length of the tag of HTML that text begins with, or 0.
func tagLength(text string) int {
	end := strings.IndexByte(text[:min(len(text), 400)], '>')
	if end < 0 {
		return 0
	}
	name := strings.TrimPrefix(text[1:end], "/")
	for i := 0; i < len(name); i++ {
		if c := name[i]; c == ' ' || c == '/' || c == '\n' {
			name = name[:i]
			break
		}
	}
	if !tags[strings.ToLower(name)] {
		return 0
	}
	return end + 1
}

var tags = formSet("p br b i em strong u s span div a li ul ol h1 h2 h3 h4 h5 h6 blockquote table tr td th tbody img font small sup sub hr section article figure figcaption")
