// Package link puts the reports of many articles together into incidents.
//
// It promises four things. The incidents are a function of the set of reports: neither their order, nor how many
// came at once, nor their being given twice changes anything but the ids (see Digest); merging is associative, commutative
// and idempotent because what is merged are sets, and every value is chosen from a set by a total order. The cost of a
// report depends on what happened near it, not on how much is kept (see Signature.Keys). Every union says why,
// and what was nearly united and was not. An incident keeps its id for life.
//
// Nothing here knows a database or a clock: Update reads through a Shelf and yields what changed.
package link

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"sitrep/extract"
)

// ErrShelf is wrapped by errors of the shelf that Update reads from.
var ErrShelf = errors.New("link: cannot read")

// Shelf is where the linker reads what is kept. What it returns is not changed.
type Shelf interface {
	// Filed returns the ids of the reports filed under any of the keys (see Signature.Keys), each once, in any order.
	Filed(keys []string) ([]string, error)
	// Signature returns the signature of a report, nil where there is no such report any more.
	Signature(report string) (*Signature, error)
	// Reports returns the ids of the reports of an article whose signatures are kept, and of those that stood in an incident after the last Update.
	Reports(article string) ([]string, error)
	// Report returns a report whose signature is kept.
	Report(id string) (*extract.Report, error)
	// IncidentOf returns the id of the incident in which a report stood after the last Update, empty where in none.
	IncidentOf(report string) (string, error)
	// Incident returns an incident as the last Update left it, nil where there is none.
	Incident(id string) (*extract.Incident, error)
	// Decisions returns what reviewers decided about an incident, in the order it was taken in.
	Decisions(incident string) ([]extract.Decision, error)
}

// Dirty is something that the incidents do not reflect yet: a report that is new, changed or gone, or an incident
// about which something was decided.
type Dirty struct {
	Report   string
	Was      *Signature // of a report that changed or is gone: its signature before
	Incident string
	Day      int // of the report, days since 1970-01-01, only to look at neighbours one after the other; 0 where unknown
}

// Change is an incident that is new, changed or gone.
type Change struct {
	Before *extract.Incident // nil where it is new
	After  extract.Incident  // with a Tombstone where it is gone, without a time
	Cause  string            // created | reports | merged | split | review | gone
	Moved  []extract.Moved   // reports that a reviewer named and that have other ids now
}

// Result is what Update found for one unit: reports that have to be looked at together.
type Result struct {
	Changes []Change
	Members map[string]string // report id -> incident id of all reports looked at; empty for one that stands in no incident
}

// Update yields the incidents that the dirty reports change, unit by unit. No two units share a report or an
// incident, so the caller may write each before it takes the next. It stops at the first error, which wraps ErrShelf.
func Update(shelf Shelf, dirty []Dirty) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		l := &linker{shelf: shelf, seen: map[string]bool{}, cache: map[string]*Signature{}}
		for _, d := range sorted(dirty) {
			u, err := l.unit(d)
			if err != nil {
				yield(Result{}, fmt.Errorf("%w: %w", ErrShelf, err))
				return
			}
			if u == nil {
				continue
			}
			result, err := u.solve(shelf)
			if err != nil {
				yield(Result{}, fmt.Errorf("%w: %w", ErrShelf, err))
				return
			}
			if !yield(result, nil) {
				return
			}
		}
	}
}

func sorted(dirty []Dirty) []Dirty {
	dirty = slices.Clone(dirty)
	slices.SortFunc(dirty, func(a, b Dirty) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), strings.Compare(a.Report, b.Report), strings.Compare(a.Incident, b.Incident))
	})
	return dirty
}

// linker remembers over one Update which reports it has looked at, and the signatures that it read last.
type linker struct {
	shelf         Shelf
	seen          map[string]bool // reports
	cache, before map[string]*Signature
}

// cacheSize bounds the signatures that are held between units: twice so many, about 15 MB. As reports are looked at day by day, those
// around the day are among them.
const cacheSize = 8_000

func (l *linker) signature(id string) (*Signature, error) {
	if s, found := l.cache[id]; found {
		return s, nil
	}
	s, found := l.before[id]
	if !found {
		var err error
		if s, err = l.shelf.Signature(id); err != nil {
			return nil, err
		}
	}
	if len(l.cache) >= cacheSize {
		l.cache, l.before = map[string]*Signature{}, l.cache
	}
	l.cache[id] = s
	return s, nil
}

// unit is a set of reports that have to be looked at together, with the incidents in which they stood.
type unit struct {
	sigs       []*Signature
	priors     map[string]*extract.Incident
	decisions  map[string][]extract.Decision // by the prior incident's own id, with those about its aliases
	moved      map[string][]extract.Moved    // by the prior incident's own id
	candidates [][2]string
	pending    []string // report ids to look at
}

// unit gathers all reports that are connected with a dirty one: by a pair that connects (see Weight), by an
// incident in which they stood together, or by a decision. It returns nil where all was looked at before.
func (l *linker) unit(d Dirty) (*unit, error) {
	u := &unit{priors: map[string]*extract.Incident{}, decisions: map[string][]extract.Decision{}, moved: map[string][]extract.Moved{}}
	if d.Incident != "" {
		if err := l.recall(u, d.Incident); err != nil {
			return nil, err
		}
	}
	if d.Was != nil {
		if _, err := l.explore(u, d.Was); err != nil {
			return nil, err
		}
	}
	if d.Report != "" {
		u.pending = append(u.pending, d.Report)
		if err := l.siblings(u, d.Report); err != nil {
			return nil, err
		}
	}
	found := false
	for len(u.pending) > 0 {
		id := u.pending[len(u.pending)-1]
		u.pending = u.pending[:len(u.pending)-1]
		if l.seen[id] {
			continue
		}
		l.seen[id], found = true, true
		if err := l.visit(u, id); err != nil {
			return nil, err
		}
	}
	if !found {
		return nil, nil
	}
	slices.SortFunc(u.sigs, func(a, b *Signature) int { return strings.Compare(a.ID, b.ID) })
	return u, nil
}

// siblings puts the reports of the same article onto the list where a report stood in an incident: read again, the article may tell of that
// incident under another of its ids.
func (l *linker) siblings(u *unit, report string) error {
	incident, err := l.shelf.IncidentOf(report)
	if err != nil || incident == "" {
		return err
	}
	article, _, _ := strings.Cut(report, ".")
	ids, err := l.shelf.Reports(article)
	u.pending = append(u.pending, ids...)
	return err
}

// visit takes a report into the unit, and what is connected with it onto the list.
func (l *linker) visit(u *unit, id string) error {
	incident, err := l.shelf.IncidentOf(id)
	if err != nil {
		return err
	}
	if incident != "" {
		if err := l.recall(u, incident); err != nil {
			return err
		}
	}
	s, err := l.signature(id)
	if err != nil || s == nil {
		return err
	}
	u.sigs = append(u.sigs, s)
	candidates, err := l.explore(u, s)
	for _, c := range candidates {
		u.candidates = append(u.candidates, [2]string{id, c})
	}
	return err
}

// explore lists the reports that a signature comes near to.
func (l *linker) explore(u *unit, s *Signature) (candidates []string, err error) {
	ids, err := l.shelf.Filed(s.Probes())
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if id == s.ID {
			continue
		}
		other, err := l.signature(id)
		if err != nil {
			return nil, err
		}
		if other == nil {
			continue
		}
		if w := weigh(s, other, false); w.connects() {
			candidates = append(candidates, id)
			u.pending = append(u.pending, id)
		}
	}
	return candidates, nil
}

// recall takes an incident into the unit, with all its reports and what was decided about it.
func (l *linker) recall(u *unit, id string) error {
	if _, done := u.priors[id]; done {
		return nil
	}
	inc, err := l.shelf.Incident(id)
	if err != nil || inc == nil {
		return err
	}
	u.priors[id] = inc
	for _, r := range inc.Reports {
		u.pending = append(u.pending, r.ID)
	}
	return l.recallDecisions(u, inc)
}

func (l *linker) recallDecisions(u *unit, inc *extract.Incident) error {
	var decisions []extract.Decision
	for _, name := range append([]string{inc.IncidentID}, inc.Aliases...) {
		some, err := l.shelf.Decisions(name)
		if err != nil {
			return err
		}
		decisions = append(decisions, some...)
	}
	slices.SortStableFunc(decisions, func(a, b extract.Decision) int { return a.At.Compare(b.At) })
	for i := range decisions {
		moved, err := l.follow(&decisions[i])
		if err != nil {
			return err
		}
		u.moved[inc.IncidentID] = append(u.moved[inc.IncidentID], moved...)
	}
	u.decisions[inc.IncidentID] = decisions
	for _, d := range decisions {
		u.pending = append(u.pending, d.Anchors...)
		u.pending = append(u.pending, d.Stay...)
		if d.Decision != "merge" && d.Decision != "split" {
			continue
		}
		for _, id := range d.IDs() {
			if d.Decision == "split" {
				u.pending = append(u.pending, id)
			} else if err := l.recall(u, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// solve groups the unit's reports, gives each group its identity, and tells what changed.
func (u *unit) solve(shelf Shelf) (Result, error) {
	made, alone := u.groups(u.bonds())
	named, gone, err := u.identify(made, shelf)
	if err != nil {
		return Result{}, err
	}
	result := Result{Members: map[string]string{}}
	for _, i := range alone {
		result.Members[u.sigs[i].ID] = ""
	}
	for _, n := range named {
		change, err := u.build(n, shelf)
		if err != nil {
			return Result{}, err
		}
		for _, r := range change.After.Reports {
			result.Members[r.ID] = change.After.IncidentID
		}
		if change.Before == nil || change.Before.Version != change.After.Version {
			result.Changes = append(result.Changes, change)
		}
	}
	result.Changes = append(result.Changes, gone...)
	return result, nil
}

// groups groups each connected part of the unit by itself: a unit may hold reports that no pair connects any
// more, and these must not matter to one another.
func (u *unit) groups(b *bonds) (made []group, alone []int) {
	pairs := u.candidatePairs(b)
	for _, part := range parts(len(u.sigs), pairs) {
		sigs := make([]*Signature, len(part))
		local := make(map[int]int, len(part))
		for k, i := range part {
			sigs[k], local[i] = u.sigs[i], k
		}
		var inner [][2]int
		for _, p := range pairs {
			if k, found := local[p[0]]; found {
				inner = append(inner, [2]int{k, local[p[1]]})
			}
		}
		some, denials := groups(sigs, inner, b)
		for _, g := range some {
			for k, i := range g.members {
				g.members[k] = part[i]
			}
			made = append(made, g)
		}
		for _, i := range denials {
			alone = append(alone, part[i])
		}
	}
	return made, alone
}

// parts returns the connected parts of a graph, each sorted, in the order of their first members.
func parts(n int, pairs [][2]int) [][]int {
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, p := range pairs {
		a, b := find(p[0]), find(p[1])
		root[max(a, b)] = min(a, b)
	}
	var made [][]int
	at := map[int]int{}
	for i := range n {
		r := find(i)
		k, found := at[r]
		if !found {
			k = len(made)
			at[r], made = k, append(made, nil)
		}
		made[k] = append(made[k], i)
	}
	return made
}

// candidatePairs returns the weighed pairs, and those that a reviewer joined, as indices, without doubles, in order.
func (u *unit) candidatePairs(b *bonds) [][2]int {
	at := make(map[string]int, len(u.sigs))
	for i, s := range u.sigs {
		at[s.ID] = i
	}
	var pairs [][2]int
	for _, c := range append(u.candidates, b.together...) {
		x, okX := at[c[0]]
		y, okY := at[c[1]]
		if okX && okY {
			pairs = append(pairs, [2]int{min(x, y), max(x, y)})
		}
	}
	slices.SortFunc(pairs, func(x, y [2]int) int {
		if x[0] != y[0] {
			return x[0] - y[0]
		}
		return x[1] - y[1]
	})
	return slices.Compact(pairs)
}

// bonds reads the unions and separations out of the decisions. A later one undoes an earlier one about the same reports.
func (u *unit) bonds() *bonds {
	var decisions []extract.Decision
	for _, id := range sortedIDs(u.priors) {
		decisions = append(decisions, u.decisions[id]...)
	}
	slices.SortStableFunc(decisions, func(a, b extract.Decision) int { return a.At.Compare(b.At) })
	b := &bonds{}
	for i := range decisions {
		switch d := &decisions[i]; d.Decision {
		case "merge":
			b.unite(d.Anchors)
		case "split":
			b.divide(d.IDs(), d.Stay)
		}
	}
	return b
}

func sortedIDs[V any](m map[string]V) []string {
	ids := make([]string, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// build makes the incident of a group: resolved from its reports, then with what reviewers decided laid over it.
func (u *unit) build(n identity, shelf Shelf) (Change, error) {
	var reports []member
	for _, i := range n.group.members {
		r, err := shelf.Report(u.sigs[i].ID)
		if err != nil {
			return Change{}, err
		}
		reports = append(reports, member{r, u.sigs[i]})
	}
	inc := resolve(reports)
	inc.IncidentID, inc.Aliases, inc.SplitFrom = n.id, n.aliases, n.splitFrom
	inc.Merge = extract.Merge{Links: orEmpty(n.group.links), Refused: orEmpty(n.group.refused)}
	inc.Decide(u.decided(n))
	inc.Crosswalk = extract.CrosswalkOf(&inc)
	inc.Seal()
	return Change{Before: n.prior, After: inc, Cause: n.cause, Moved: u.moved[n.id]}, nil
}

// decided returns the decisions about an incident and those that it absorbed, oldest first.
func (u *unit) decided(n identity) []extract.Decision {
	decisions := slices.Clone(u.decisions[n.id])
	for _, id := range n.absorbed {
		decisions = append(decisions, u.decisions[id]...)
	}
	slices.SortStableFunc(decisions, func(a, b extract.Decision) int { return a.At.Compare(b.At) })
	return decisions
}

func orEmpty[V any](list []V) []V {
	if list == nil {
		return []V{}
	}
	return list
}
