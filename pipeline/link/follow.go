package link

import (
	"encoding/json"
	"slices"
	"strings"

	"sitrep/extract"
)

// follow puts the present ids of the reports that a merge or a split names in the place of those that they had when it was
// decided, and returns what it put where. A report that is not found again is left out of the decision's effect, and returned with
// an empty To.
func (l *linker) follow(d *extract.Decision) (moved []extract.Moved, err error) {
	if d.Decision != "merge" && d.Decision != "split" {
		return nil, nil
	}
	named := append(slices.Clone(d.Anchors), d.Stay...)
	if d.Decision == "split" {
		named = append(named, d.IDs()...)
	}
	now, err := l.present(d, unique(named))
	if err != nil {
		return nil, err
	}
	for _, id := range sortedIDs(now) {
		if now[id] != id {
			moved = append(moved, extract.Moved{Decision: d.Decision, From: id, To: now[id]})
		}
	}
	if len(moved) == 0 {
		return nil, nil
	}
	d.Anchors, d.Stay = replaced(d.Anchors, now), replaced(d.Stay, now)
	if d.Decision == "split" {
		d.Value, err = json.Marshal(replaced(d.IDs(), now))
	}
	return moved, err
}

func replaced(ids []string, now map[string]string) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if now[id] != "" {
			out = append(out, now[id])
		}
	}
	return out
}

// present finds for each report that a decision names the one that it is now, article by article.
func (l *linker) present(d *extract.Decision, named []string) (map[string]string, error) {
	byArticle := map[string][]extract.Told{}
	for _, id := range named {
		told := extract.Told{Report: id}
		if i := slices.IndexFunc(d.Told, func(t extract.Told) bool { return t.Report == id }); i >= 0 {
			told = d.Told[i]
		}
		article, _, _ := strings.Cut(id, ".")
		byArticle[article] = append(byArticle[article], told)
	}
	now := map[string]string{}
	for _, article := range sortedIDs(byArticle) {
		ids, err := l.shelf.Reports(article)
		if err != nil {
			return nil, err
		}
		var sigs []*Signature
		for _, id := range ids {
			s, err := l.signature(id)
			if err != nil {
				return nil, err
			}
			if s != nil {
				sigs = append(sigs, s)
			}
		}
		recognise(byArticle[article], sigs, now)
	}
	return now, nil
}

// known is how well a report must be known again: one kind of incident and most of the words, or the words alone.
const known = 2.5

// recognise enters for each report of an article as it was told which one it is now, the surest first and none twice.
func recognise(told []extract.Told, sigs []*Signature, now map[string]string) {
	type match struct {
		told, sig int
		score     float64
	}
	var matches []match
	for i := range told {
		now[told[i].Report] = ""
		for k, s := range sigs {
			if score := likeness(&told[i], s, len(sigs) == 1); score >= known {
				matches = append(matches, match{i, k, score})
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return compare(b.score, a.score) })
	taken := map[int]bool{}
	for _, m := range matches {
		if now[told[m.told].Report] == "" && !taken[m.sig] {
			now[told[m.told].Report], taken[m.sig] = sigs[m.sig].ID, true
		}
	}
}

// likeness weighs whether a report is the one that was told. Of a decision that was kept without what its reports told only the
// id is known; then the same ordinal in another revision, or the article's only report, is taken for it.
func likeness(t *extract.Told, s *Signature, only bool) float64 {
	if t.Type == "" && t.Quote == "" {
		switch {
		case t.Report == s.ID:
			return known + 2
		case only, ordinal(t.Report) == ordinal(s.ID):
			return known
		}
		return 0
	}
	score := 4 * wordsKept(t.Quote, s)
	if _, fits := typeMatch(t.Type, s.Type); fits {
		score++
	}
	if t.Type == s.Type {
		score += 0.5
	}
	switch {
	case t.Report == s.ID:
		score += 0.5
	case ordinal(t.Report) == ordinal(s.ID):
		score += 0.25
	}
	return score
}

// wordsKept is the share of a quotation's content words that a report's headline and summary have.
func wordsKept(quote string, s *Signature) float64 {
	words := contentWords(scan(quote))
	if len(words) == 0 {
		return 0
	}
	return float64(inCommon(words, s.Words)) / float64(len(words))
}

// ordinal is the last part of a report's id.
func ordinal(id string) string { return id[strings.LastIndexByte(id, '.')+1:] }
