package token

import "strings"

// opensGarbled begins every punctuation mark of general punctuation whose UTF-8 was read as Windows-1252 and written again.
const opensGarbled = "â€"

// garbled are such marks behind their beginning, the longer first, with what they stood for. Old pages and feeds are full of them: they are read as
// the marks that they were, while the text stays as it came.
var garbled = []struct{ rest, mark string }{
	{"™", "'"}, {"˜", "'"}, {"œ", `"`}, {"\u009d", `"`}, {"\ufffd", `"`}, {"“", "-"}, {"”", "-"}, {"¦", "..."}, {"", `"`},
}

// garbledAt returns the length of the garbled mark at byte at and the mark it stood for, or 0.
func garbledAt(text string, at int) (size int, mark string) {
	rest, ok := strings.CutPrefix(text[at:], opensGarbled)
	if !ok {
		return 0, ""
	}
	for _, g := range garbled {
		if strings.HasPrefix(rest, g.rest) {
			return len(opensGarbled) + len(g.rest), g.mark
		}
	}
	return 0, ""
}
