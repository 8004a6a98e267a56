package link

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// A group is the reports of one incident, as indices of the unit's signatures, in order.
type group struct {
	members []int
	links   []extract.MergeLink
	refused []extract.MergeRefusal
}

// pair is an edge between two signatures, a < b.
type pair struct {
	a, b    int
	score   float64
	refused bool
}

// Bounds of the grouping.
const (
	denseUnit = 300 // up to so many reports every pair is weighed, beyond only those that the blocks bring together
	unweighed = -1.0
	vetoed    = -4.0 // what a refused pair counts in the mean of two groups
	maxNear   = 10   // refusals that an incident shows
)

// bonds are the unions and separations that reviewers decided, by report id.
type bonds struct {
	together [][2]string
	apart    map[[2]string]bool
}

// unite joins every two of the reports, so that those that are left hold together when one is taken out.
func (b *bonds) unite(reports []string) {
	for i, x := range reports {
		for _, y := range reports[i+1:] {
			b.together = append(b.together, [2]string{x, y})
			delete(b.apart, [2]string{min(x, y), max(x, y)})
		}
	}
}

// divide keeps those that are taken out apart from those that stay.
func (b *bonds) divide(out, stay []string) {
	for _, x := range out {
		for _, y := range stay {
			b.separate(x, y)
		}
	}
	b.together = slices.DeleteFunc(b.together, func(t [2]string) bool { return b.forbid(t[0], t[1]) })
}

func (b *bonds) separate(x, y string) {
	if b.apart == nil {
		b.apart = map[[2]string]bool{}
	}
	b.apart[[2]string{min(x, y), max(x, y)}] = true
}

func (b *bonds) forbid(x, y string) bool { return b.apart[[2]string{min(x, y), max(x, y)}] }

// grouping joins signatures step by step. sums holds for two groups, by their root, what their pairs weigh together.
type grouping struct {
	sigs  []*Signature // sorted by id
	bonds *bonds
	pairs []pair // sorted by score, best first
	root  []int
	size  []int
	near  []map[int]total // of a root: other roots -> total
	links [][]extract.MergeLink
}

type total struct {
	sum   float64
	count int
	veto  bool // a reviewer keeps them apart
}

// groups puts the reports of one unit into incidents. It is a function of the set: neither the order in which the
// reports came nor that of their discovery matters. First the reports that tell of an incident itself
// are joined, best pairs first, two groups only if their pairs agree on the whole; then each other report joins the
// incident that it speaks of; those that found none are joined among themselves.
func groups(sigs []*Signature, candidates [][2]int, b *bonds) (made []group, alone []int) {
	g := newGrouping(sigs, weighPairs(sigs, candidates, b), b)
	g.joinDecided()
	g.join(func(s *Signature) bool { return s.Core })
	g.attach()
	g.join(func(s *Signature) bool { return !s.Core && !s.Denies })
	return g.collect()
}

// weighPairs weighs all pairs of a small unit, and the candidates of a large one.
func weighPairs(sigs []*Signature, candidates [][2]int, b *bonds) []pair {
	var pairs []pair
	weighOne := func(i, j int) {
		w := weigh(sigs[i], sigs[j], false)
		pairs = append(pairs, pair{i, j, w.Score, w.Refusal != ""})
	}
	if len(sigs) <= denseUnit {
		for i := range sigs {
			for j := i + 1; j < len(sigs); j++ {
				weighOne(i, j)
			}
		}
	} else {
		for _, c := range candidates {
			weighOne(c[0], c[1])
		}
	}
	slices.SortFunc(pairs, func(x, y pair) int {
		switch {
		case x.score != y.score:
			return compare(y.score, x.score)
		case x.a != y.a:
			return x.a - y.a
		}
		return x.b - y.b
	})
	return pairs
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func newGrouping(sigs []*Signature, pairs []pair, b *bonds) *grouping {
	g := &grouping{sigs: sigs, bonds: b, pairs: pairs, root: make([]int, len(sigs)), size: make([]int, len(sigs)),
		near: make([]map[int]total, len(sigs)), links: make([][]extract.MergeLink, len(sigs))}
	for i := range sigs {
		g.root[i], g.size[i], g.near[i] = i, 1, map[int]total{}
	}
	for _, p := range pairs {
		score := p.score
		if p.refused {
			score = min(score, vetoed)
		}
		t := total{score, 1, b.forbid(sigs[p.a].ID, sigs[p.b].ID)}
		g.near[p.a][p.b], g.near[p.b][p.a] = t, t
	}
	return g
}

func (g *grouping) find(i int) int {
	for g.root[i] != i {
		i = g.root[i]
	}
	return i
}

// unite makes one group of two.
func (g *grouping) unite(a, b int, link extract.MergeLink) {
	a, b = g.find(a), g.find(b)
	if len(g.near[a]) < len(g.near[b]) {
		a, b = b, a
	}
	g.root[b] = a
	g.size[a] += g.size[b]
	g.links[a] = append(append(g.links[a], g.links[b]...), link)
	delete(g.near[a], b)
	for other, t := range g.near[b] {
		delete(g.near[other], b)
		if other == a {
			continue
		}
		was := g.near[a][other]
		joint := total{was.sum + t.sum, was.count + t.count, was.veto || t.veto}
		g.near[a][other], g.near[other][a] = joint, joint
	}
	g.near[b], g.links[b] = nil, nil
}

// joinDecided joins what reviewers joined.
func (g *grouping) joinDecided() {
	for _, ids := range g.bonds.together {
		a, b := g.index(ids[0]), g.index(ids[1])
		if a < 0 || b < 0 || g.find(a) == g.find(b) {
			continue
		}
		w := Weigh(g.sigs[a], g.sigs[b])
		w.Features = append(w.Features, extract.MergeFeature{Name: "review", Why: "merged by a reviewer"})
		g.unite(a, b, extract.MergeLink{A: ids[0], B: ids[1], Score: w.Score, Features: w.Features})
	}
}

func (g *grouping) index(id string) int {
	i, found := slices.BinarySearchFunc(g.sigs, id, func(s *Signature, id string) int { return strings.Compare(s.ID, id) })
	if !found {
		return -1
	}
	return i
}

// join unites groups along pairs of which both ends are wanted, best first.
func (g *grouping) join(wanted func(*Signature) bool) {
	for _, p := range g.pairs {
		if p.score < enough {
			return
		}
		if p.refused || !wanted(g.sigs[p.a]) || !wanted(g.sigs[p.b]) {
			continue
		}
		a, b := g.find(p.a), g.find(p.b)
		if a == b || !g.agree(a, b) {
			continue
		}
		g.unite(a, b, g.link(p))
	}
}

// agree reports whether the pairs of two groups, all together, speak for one incident.
func (g *grouping) agree(a, b int) bool {
	t := g.near[a][b]
	all := g.size[a] * g.size[b]
	return !t.veto && (t.sum+unweighed*float64(all-t.count))/float64(all) >= agrees
}

func (g *grouping) link(p pair) extract.MergeLink {
	w := Weigh(g.sigs[p.a], g.sigs[p.b])
	return extract.MergeLink{A: g.sigs[p.a].ID, B: g.sigs[p.b].ID, Score: w.Score, Features: w.Features}
}

// attach lets each report of something past join the incident that it speaks of: the one with the best pair.
// It changes nothing for the next one, so that their order does not matter.
func (g *grouping) attach() {
	best := map[int]pair{}
	for _, p := range g.pairs { // best first
		core, other := p.a, p.b
		if !g.sigs[core].Core {
			core, other = other, core
		}
		if p.score < enough || p.refused || !g.sigs[core].Core || g.sigs[other].Core || g.size[g.find(other)] > 1 || g.near[g.find(core)][other].veto {
			continue
		}
		if _, found := best[other]; !found {
			best[other] = p
		}
	}
	for i := range g.sigs {
		if p, found := best[i]; found {
			g.unite(p.a, p.b, g.link(p))
		}
	}
}

// collect returns the groups in the order of their first member, each with its links and its near misses.
// A denial that joined nothing is no incident.
func (g *grouping) collect() (made []group, alone []int) {
	at := map[int]int{}
	for i := range g.sigs {
		r := g.find(i)
		if g.sigs[i].Denies && g.size[r] == 1 {
			alone = append(alone, i)
			continue
		}
		k, found := at[r]
		if !found {
			k = len(made)
			at[r] = k
			links := slices.Clone(g.links[r])
			slices.SortFunc(links, func(x, y extract.MergeLink) int {
				return strings.Compare(x.A+" "+x.B, y.A+" "+y.B)
			})
			made = append(made, group{links: links})
		}
		made[k].members = append(made[k].members, i)
	}
	g.noteRefusals(made, at)
	return made, alone
}

// noteRefusals enters the near misses on both sides.
func (g *grouping) noteRefusals(made []group, at map[int]int) {
	for _, p := range g.pairs {
		if p.score < near {
			return
		}
		a, b := g.find(p.a), g.find(p.b)
		if a == b {
			continue
		}
		for _, side := range []int{a, b} {
			k, found := at[side]
			if found && len(made[k].refused) < maxNear {
				made[k].refused = append(made[k].refused, g.refusal(p))
			}
		}
	}
}

func (g *grouping) refusal(p pair) extract.MergeRefusal {
	w := Weigh(g.sigs[p.a], g.sigs[p.b])
	reason := w.Refusal
	switch {
	case reason != "":
	case g.bonds.forbid(g.sigs[p.a].ID, g.sigs[p.b].ID):
		reason = "kept apart by a reviewer"
	case w.Score < enough:
		reason = "too little in common: " + number(w.Score) + " of " + number(enough)
	default:
		reason = "the other reports do not agree"
	}
	return extract.MergeRefusal{A: g.sigs[p.a].ID, B: g.sigs[p.b].ID, Score: w.Score, Reason: reason}
}
