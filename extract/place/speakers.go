package place

import (
	"slices"
	"strings"
)

// dropSpeakers drops the names of small towns that the article has speak, and puts nothing in: "Palmer told the board", "the critics of Palmer".
func (a *article) dropSpeakers() {
	for _, g := range a.groups {
		if !slices.ContainsFunc(g.mentions, a.toldBy) || !g.small() || slices.ContainsFunc(g.mentions, a.locates) {
			continue
		}
		for _, m := range g.mentions {
			m.kept = false
		}
	}
}

// toldBy reports whether a verb of speech follows a single word.
func (a *article) toldBy(m *mention) bool {
	return m.kind == named && m.last == m.first+1 && a.cueAfter(m)&(speech|human) != 0
}

// locates reports whether the words around a mention speak for a place.
func (a *article) locates(m *mention) bool {
	if m.inside != nil || m.qualifies || m.dateline || m.want != 0 || m.kind != named || m.certain {
		return true
	}
	i := m.first - 1
	if i > 0 && a.plain[i] == "at" && a.lex.phrase["aimed"][a.plain[i-1]] {
		return false // "a remark directed at Palmer"
	}
	return i >= 0 && a.lex.cue[a.plain[i]]&(locative|modifier) != 0
}

// small reports whether all readings of a name are towns that few know.
func (g *group) small() bool {
	return len(g.readings) > 0 && !slices.ContainsFunc(g.readings, func(r *reading) bool {
		return r.prior >= wellKnown || !strings.HasPrefix(r.place.Feature, "PPL") || r.place.Feature == "PPLC"
	})
}
