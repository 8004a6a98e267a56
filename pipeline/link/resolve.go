package link

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"sitrep/extract"
)

// member is a report in its incident.
type member struct {
	*extract.Report
	sig *Signature
}

// account is the members of an incident in the order of publication, and the ones that speak for it.
type account struct {
	all     []member
	voices  []member       // reports of the incident itself; all where there is none
	origins map[string]int // report id -> number of its independent source
	names   []string       // of the independent sources
}

// resolve makes an incident of its reports. Each value is chosen from the set of what the reports say by a rule
// that ends in a total order, so that the order of the reports does not matter.
func resolve(members []member) extract.Incident {
	acc := newAccount(members)
	inc := extract.Incident{Schema: extract.SchemaIncident, Where: []extract.Place{}, Counts: []extract.ResolvedCount{},
		Weapons: []extract.Weapon{}, Actors: []extract.Actor{}, Claims: []extract.Claim{}, Resolution: []extract.Resolution{}}
	acc.resolveType(&inc)
	acc.resolveOutcome(&inc)
	acc.resolveSummary(&inc)
	acc.resolveWhen(&inc)
	acc.resolveWhere(&inc)
	acc.resolveWeapons(&inc)
	acc.resolveActors(&inc)
	acc.listReports(&inc)
	inc.TollHistory = acc.tollHistory()
	inc.Counts = acc.resolveCounts()
	inc.Status = acc.status(&inc)
	return inc
}

func newAccount(members []member) *account {
	acc := &account{all: slices.Clone(members)}
	slices.SortFunc(acc.all, func(a, b member) int {
		if c := a.Published.Compare(b.Published); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	for _, m := range acc.all {
		if m.sig.Core {
			acc.voices = append(acc.voices, m)
		}
	}
	if len(acc.voices) == 0 {
		acc.voices = acc.all
	}
	acc.origins, acc.names = origins(acc.all)
	return acc
}

// poll counts by how many independent sources each value is given, and remembers who gives it.
type poll struct {
	keys  []string
	votes map[string]map[int]bool
	from  map[string][]string
	first map[string]member
}

// ask polls the voices; an empty key is an abstention.
func (acc *account) ask(voices []member, key func(member) string) *poll {
	p := &poll{votes: map[string]map[int]bool{}, from: map[string][]string{}, first: map[string]member{}}
	for _, m := range voices {
		k := key(m)
		if k == "" {
			continue
		}
		if p.votes[k] == nil {
			p.votes[k] = map[int]bool{}
			p.keys = append(p.keys, k)
			p.first[k] = m
		}
		p.votes[k][acc.origins[m.ID]] = true
		p.from[k] = append(p.from[k], m.ID)
	}
	slices.Sort(p.keys)
	return p
}

// best returns the key with the most sources; bonus breaks into the count, the smaller key wins a tie.
func (p *poll) best(bonus func(key string) float64) string {
	best, most := "", math.Inf(-1)
	for _, k := range p.keys {
		if n := float64(len(p.votes[k])) + bonus(k); n > most {
			best, most = k, n
		}
	}
	return best
}

func (p *poll) rule(other string) string {
	if len(p.keys) == 1 {
		return "single"
	}
	return other
}

// evidence is a digest of the set of values that were given.
func (p *poll) evidence() string { return extract.Digest(strings.Join(p.keys, "\n"))[:8] }

func (p *poll) resolution(field, key, rule string) extract.Resolution {
	return extract.Resolution{Field: field, Rule: p.rule(rule), From: p.from[key], Evidence: p.evidence()}
}

// resolveType takes the type that most sources give; a type that says more wins over one that leaves it open.
func (acc *account) resolveType(inc *extract.Incident) {
	p := acc.ask(acc.voices, func(m member) string { return m.Type })
	inc.Type = p.best(func(code string) float64 {
		order := -float64(slices.Index(extract.Types, code)) / 1000
		if open(code) {
			return order - 0.9 - float64(len(p.keys))
		}
		return order
	})
	if inc.Type != "" {
		inc.Resolution = append(inc.Resolution, p.resolution("type", inc.Type, "majority"))
	}
	inc.Realis = "alleged"
	for _, m := range acc.voices {
		if m.Realis == "actual" || m.Realis == "" {
			inc.Realis = "actual"
		}
	}
}

// open reports whether a type says only that something violent happened.
func open(code string) bool {
	return code == "attack.other" || code == "explosion.unattributed" || code == "crime.homicide" || strings.HasPrefix(code, "security.")
}

func (acc *account) resolveOutcome(inc *extract.Incident) {
	p := acc.ask(acc.voices, func(m member) string {
		if m.Outcome == "unknown" {
			return ""
		}
		return m.Outcome
	})
	inc.Outcome = p.best(func(string) float64 { return 0 })
	if inc.Outcome == "" {
		inc.Outcome = "unknown"
		return
	}
	inc.Resolution = append(inc.Resolution, p.resolution("outcome", inc.Outcome, "majority"))
}

// resolveSummary takes the sentence of the report that is surest of the incident's type.
func (acc *account) resolveSummary(inc *extract.Incident) {
	best, surest := "", math.Inf(-1)
	for _, m := range acc.voices {
		score := m.Confidence.Score
		if m.Type == inc.Type {
			score++
		}
		if m.Summary != "" && score > surest {
			best, surest, inc.Summary = m.ID, score, m.Summary
		}
	}
	if best != "" {
		inc.Resolution = append(inc.Resolution, extract.Resolution{Field: "summary", Rule: "most_confident", From: []string{best}})
	}
}

// basisRank orders the bases of a date from the surest to the last resort.
var basisRank = map[string]int{"explicit": 0, "relative": 1, "weekday": 1, "headline": 2, "dateline": 3, "as_of": 3, "reported": 3, "publication": 4}

// resolveWhen takes the day that most sources give among those whose date rests on the surest ground.
func (acc *account) resolveWhen(inc *extract.Incident) {
	var dated []member
	surest := math.MaxInt
	for _, m := range acc.voices {
		if m.When == nil {
			continue
		}
		rank := max(basisRank[m.When.Basis], 1) // an explicit date is no surer than a weekday
		if len(wide(m.When)) > 0 {
			rank += 2
		}
		if rank < surest {
			dated, surest = nil, rank
		}
		if rank == surest {
			dated = append(dated, m)
		}
	}
	p := acc.ask(dated, func(m member) string { return m.When.Start + "/" + m.When.End })
	key := p.best(func(string) float64 { return 0 })
	if key == "" {
		return
	}
	chosen := p.first[key].When
	for _, m := range dated { // the same day with a time says more
		if m.When.Start == chosen.Start && m.When.End == chosen.End && chosen.Time == "" && m.When.Time != "" {
			chosen = m.When
		}
	}
	when := *chosen
	inc.When = &when
	inc.Resolution = append(inc.Resolution, acc.ask(acc.voices, dayKey).resolution("when", key, "majority"))
	inc.Resolution[len(inc.Resolution)-1].From = p.from[key]
}

// wide returns the precision of a date that spans more than a day, or nothing.
func wide(d *extract.Date) string {
	if d.Start != d.End {
		return d.Precision
	}
	return ""
}

// dayKey is what a report says about the day, without a date that is only that of publication: each further report has another.
func dayKey(m member) string {
	if m.When == nil || m.When.Basis == "publication" {
		return ""
	}
	return m.When.Start + "/" + m.When.End
}

// resolveWhere takes the site that most sources give; a finer one counts for more than a coarser one, as the
// finer one usually lies within it. Other places come from the report that gives the site.
func (acc *account) resolveWhere(inc *extract.Incident) {
	p := acc.ask(acc.voices, siteKey)
	key := p.best(func(k string) float64 { return 0.6 * float64(siteOf(p.first[k].Where).Level) })
	if key == "" {
		return
	}
	chosen := p.first[key]
	for _, m := range acc.voices { // the resolution that is surest of the same place
		if siteKey(m) == key && len(m.Where) > 0 && m.Confidence.Score > chosen.Confidence.Score {
			chosen = m
		}
	}
	for _, place := range chosen.Where {
		if place.Role == "mentioned" || place.Role == "dateline" || place.Role == "actor_base" {
			continue
		}
		place.Candidates = nil // kept in the report
		inc.Where = append(inc.Where, place)
	}
	inc.Resolution = append(inc.Resolution, p.resolution("where", key, "most_precise"))
}

// siteKey names the site of a report.
func siteKey(m member) string {
	s := siteOf(m.Where)
	switch {
	case s == nil:
		return ""
	case s.ID != "":
		return s.ID
	}
	return s.Country + "/" + s.Name
}

// resolveWeapons takes each class and action that a voice gives, with the number of the first that has one.
func (acc *account) resolveWeapons(inc *extract.Incident) {
	at := map[string]int{}
	var from, keys []string
	for _, m := range acc.voices {
		for _, w := range m.Weapons {
			key := w.Class + "/" + w.Action
			k, found := at[key]
			switch {
			case !found:
				at[key] = len(inc.Weapons)
				inc.Weapons = append(inc.Weapons, w)
				keys = append(keys, key)
				from = append(from, m.ID)
			case inc.Weapons[k].Best == nil && w.Best != nil:
				inc.Weapons[k] = w
				from = append(from, m.ID)
			}
		}
	}
	note(inc, "weapons", keys, from)
}

// maxActors bounds what a record lists of actors and claims; the reports have them all.
const maxActors = 24

// resolveActors joins the actors and claims of the voices; claims point at the joined actors.
func (acc *account) resolveActors(inc *extract.Incident) {
	at := map[string]int{}
	claimed := map[string]bool{}
	var from, keys, claimFrom, claimKeys []string
	for _, m := range acc.voices {
		index := make([]*int, len(m.Actors))
		for i, actor := range m.Actors {
			key := actorKey(&actor)
			k, found := at[key]
			if !found && len(inc.Actors) < maxActors {
				k, found = len(inc.Actors), true
				at[key] = k
				inc.Actors = append(inc.Actors, actor)
				keys, from = append(keys, key), append(from, m.ID)
			}
			if found {
				index[i] = extract.Int(k)
			}
		}
		for _, claim := range m.Claims {
			claim.Actor, claim.By = moved(index, claim.Actor), moved(index, claim.By)
			line, _ := json.Marshal([]any{claim.Stance, claim.Actor, claim.By})
			if claim.Actor == nil || claimed[string(line)] || len(inc.Claims) >= maxActors {
				continue
			}
			claimed[string(line)] = true
			inc.Claims = append(inc.Claims, claim)
			claimKeys = append(claimKeys, claim.Stance+"/"+actorKey(&inc.Actors[*claim.Actor]))
			claimFrom = append(claimFrom, m.ID)
		}
	}
	note(inc, "actors", keys, from)
	note(inc, "claims", claimKeys, claimFrom)
}

func actorKey(a *extract.Actor) string {
	name := a.Canonical
	if name == "" {
		name = a.Text
	}
	return a.Role + "/" + strings.ToLower(name)
}

// moved follows an index of a report's actors into the incident's.
func moved(index []*int, i *int) *int {
	if i == nil || *i < 0 || *i >= len(index) {
		return nil
	}
	return index[*i]
}

// listReports fills the references, and what is counted over them.
func (acc *account) listReports(inc *extract.Incident) {
	articles, outlets := map[string]bool{}, map[string]bool{}
	for _, m := range acc.all {
		inc.Reports = append(inc.Reports, extract.ReportRef{ID: m.ID, ArticleID: m.ArticleID, ExternalID: m.ExternalID, URL: m.URL, Title: m.Title,
			Outlet: m.sig.Outlet, Wire: m.sig.Wire, Published: m.Published, Type: m.Type, TemporalRole: m.TemporalRole, Realis: m.Realis,
			Quote: m.Summary, Origin: acc.names[acc.origins[m.ID]]})
		articles[m.ArticleID] = true
		if m.sig.Outlet != "" {
			outlets[m.sig.Outlet] = true
		}
		if m.Published.IsZero() {
			continue
		}
		if inc.FirstReported.IsZero() || m.Published.Before(inc.FirstReported) {
			inc.FirstReported = m.Published
		}
		if m.Published.After(inc.LastReported) {
			inc.LastReported = m.Published
		}
	}
	inc.Articles, inc.Outlets = len(articles), sortedIDs(outlets)
	inc.IndependentSources = acc.sources(acc.voices)
}

// sources counts the independent sources among some members.
func (acc *account) sources(members []member) int {
	seen := map[int]bool{}
	for _, m := range members {
		seen[acc.origins[m.ID]] = true
	}
	return len(seen)
}

// status says how far the incident is borne out. A denial contests it; one by the only source of it takes it back.
func (acc *account) status(inc *extract.Incident) string {
	denials, last := acc.denials()
	sources := inc.IndependentSources
	switch {
	case len(denials) > 0 && sources == 1 && acc.sources(append(denials, acc.voices...)) == 1 && last:
		return extract.StatusRetracted
	case len(denials) > 0, acc.disputed("killed"), acc.disputed("injured"):
		return extract.StatusContested
	case sources > 1:
		return extract.StatusCorroborated
	}
	return extract.StatusCandidate
}

// denials returns the reports that say it did not happen, and whether the last report is one of them.
func (acc *account) denials() (denials []member, last bool) {
	for _, m := range acc.all {
		if m.sig.Denies {
			denials = append(denials, m)
		}
		last = m.sig.Denies
	}
	return denials, last
}

// note enters how a list was joined, where it is not empty.
func note(inc *extract.Incident, field string, keys, from []string) {
	if len(keys) == 0 {
		return
	}
	slices.Sort(keys)
	rule := "union"
	if from = unique(from); len(from) == 1 {
		rule = "single"
	}
	inc.Resolution = append(inc.Resolution, extract.Resolution{Field: field, Rule: rule, From: from, Evidence: extract.Digest(strings.Join(slices.Compact(keys), "\n"))[:8]})
}
