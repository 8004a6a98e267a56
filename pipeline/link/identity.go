package link

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/extract"
)

// identity is a group with the id that it carries on, or a new one.
type identity struct {
	group     group
	id        string
	prior     *extract.Incident // nil where new
	absorbed  []string          // ids of incidents that are this one now
	aliases   []string
	splitFrom string
	cause     string
}

// claim is how strongly a prior incident is carried on by a group.
type claim struct {
	prior  *extract.Incident
	group  int
	weight float64
}

// identify hands the ids of the prior incidents to the groups that carry on most of them. An incident whose reports
// all went into groups of other ids becomes an alias of the one that holds most of them; a group that
// holds reports of an incident that went on elsewhere was split from it.
func (u *unit) identify(made []group, shelf Shelf) ([]identity, []Change, error) {
	claims := u.claims(made)
	named := make([]identity, len(made))
	for k := range made {
		named[k] = identity{group: made[k], cause: "created"}
	}
	holder := map[string]int{} // prior id -> group
	for _, c := range claims { // strongest first
		if _, taken := holder[c.prior.IncidentID]; taken || named[c.group].prior != nil || c.weight < 1 {
			continue
		}
		holder[c.prior.IncidentID] = c.group
		n := &named[c.group]
		n.prior, n.id, n.aliases, n.splitFrom, n.cause = c.prior, c.prior.IncidentID, slices.Clone(c.prior.Aliases), c.prior.SplitFrom, "reports"
	}
	var gone []Change
	for _, id := range sortedIDs(u.priors) {
		if _, carried := holder[id]; !carried {
			gone = append(gone, u.bury(u.priors[id], claims, named))
		}
	}
	for _, c := range claims {
		n := &named[c.group]
		if n.prior == nil && n.splitFrom == "" {
			n.splitFrom = c.prior.IncidentID
			if holder[c.prior.IncidentID] != c.group && !slices.Contains(n.absorbed, c.prior.IncidentID) {
				n.cause = "split"
			}
		}
	}
	return named, gone, u.mint(named, shelf)
}

// claims weighs each pair of a prior incident and a group that share an article, strongest first.
func (u *unit) claims(made []group) []claim {
	var claims []claim
	for _, id := range sortedIDs(u.priors) {
		prior := u.priors[id]
		split := u.splitOff(id)
		for k := range made {
			weight := 0.0
			for _, i := range made[k].members {
				w := carriesOn(prior, u.sigs[i])
				if split[u.sigs[i].ID] {
					w /= 1000
				}
				weight += w
			}
			if weight > 0 {
				claims = append(claims, claim{prior, k, weight + u.mergeTarget(id)})
			}
		}
	}
	slices.SortStableFunc(claims, func(a, b claim) int {
		switch {
		case a.weight != b.weight:
			return compare(b.weight, a.weight)
		case !a.prior.FirstReported.Equal(b.prior.FirstReported):
			return a.prior.FirstReported.Compare(b.prior.FirstReported)
		case a.prior.IncidentID != b.prior.IncidentID:
			return strings.Compare(a.prior.IncidentID, b.prior.IncidentID)
		}
		return a.group - b.group
	})
	return claims
}

// carriesOn weighs how likely a report is the one that stood in an incident, maybe under another ordinal, as
// extracting again may number the reports of an article differently: what it tells counts for more than its id.
func carriesOn(prior *extract.Incident, s *Signature) float64 {
	weight := 0.0
	for i := range prior.Reports {
		r := &prior.Reports[i]
		if r.ArticleID != s.Article {
			continue
		}
		w := 2 * wordsKept(r.Quote, s)
		if r.ID == s.ID {
			w += 0.5
		}
		if _, fits := typeMatch(r.Type, s.Type); fits {
			w += 1
		}
		if r.Type == s.Type {
			w += 0.5
		}
		if prior.When != nil && s.From != 0 && abs(epochDay(prior.When.Start)-s.From) <= 1 {
			w += 0.5
		}
		if site := siteOf(prior.Where); site != nil && s.Site != nil && sameName(site, s.Site) {
			w += 0.5
		}
		weight = max(weight, w)
	}
	return weight
}

// splitOff returns the reports that reviewers took out of an incident.
func (u *unit) splitOff(id string) map[string]bool {
	split := map[string]bool{}
	for _, d := range u.decisions[id] {
		if d.Decision == "split" && d.IncidentID == id {
			for _, out := range d.IDs() {
				split[out] = true
			}
		}
	}
	return split
}

// mergeTarget lets the incident into which a reviewer merged others keep its id.
func (u *unit) mergeTarget(id string) float64 {
	for _, d := range u.decisions[id] {
		if d.Decision == "merge" && d.IncidentID == id {
			return 1000
		}
	}
	return 0
}

// bury makes the tombstone of an incident that no group carries on.
func (u *unit) bury(prior *extract.Incident, claims []claim, named []identity) Change {
	after := *prior
	after.Tombstone = &extract.Tombstone{Reason: "no_reports"}
	after.Status = extract.StatusRetracted
	cause := "gone"
	for _, c := range claims {
		n := &named[c.group]
		if c.prior != prior || n.prior == nil {
			continue
		}
		n.absorbed = append(n.absorbed, prior.IncidentID)
		n.aliases = unique(append(append(n.aliases, prior.IncidentID), prior.Aliases...))
		n.cause, cause = "merged", "merged"
		after.MergedInto = n.id
		after.Tombstone = &extract.Tombstone{Reason: "merged", MergedInto: n.id}
		break
	}
	after.Seal()
	return Change{Before: prior, After: after, Cause: cause}
}

// mint gives new groups an id made from their first report, which no other incident ever had.
func (u *unit) mint(named []identity, shelf Shelf) error {
	taken := map[string]bool{}
	for id, prior := range u.priors {
		taken[id] = true
		for _, alias := range prior.Aliases {
			taken[alias] = true
		}
	}
	for k := range named {
		n := &named[k]
		if n.id != "" {
			continue
		}
		first := u.first(n.group)
		for try := 1; ; try++ {
			n.id = extract.MintIncidentID(first)
			if try > 1 {
				n.id = extract.MintIncidentID(fmt.Sprintf("%s#%d", first, try))
			}
			other, err := shelf.Incident(n.id)
			if err != nil {
				return err
			}
			if other == nil && !taken[n.id] {
				break
			}
		}
		taken[n.id] = true
	}
	return nil
}

// first returns the id of the report that was published first, of those that tell of the incident itself if there are any.
func (u *unit) first(g group) string {
	best := u.sigs[g.members[0]]
	for _, i := range g.members[1:] {
		s := u.sigs[i]
		switch {
		case s.Core != best.Core:
			if s.Core {
				best = s
			}
		case s.Published != best.Published:
			if s.Published < best.Published {
				best = s
			}
		case s.ID < best.ID:
			best = s
		}
	}
	return best.ID
}

// Digest is a digest of a set of incidents that does not depend on their ids: those depend on what was known first.
// The same reports give the same digest, in whatever order and portions they were linked.
func Digest(incidents []extract.Incident) string {
	lines := make([]string, 0, len(incidents))
	for _, inc := range incidents {
		if inc.Tombstone != nil {
			continue
		}
		inc.IncidentID, inc.Aliases, inc.SplitFrom = "", nil, ""
		inc.Changed = time.Time{}
		inc.Seal()
		lines = append(lines, inc.Version)
	}
	slices.Sort(lines)
	return extract.Digest(strings.Join(lines, "\n"))
}
