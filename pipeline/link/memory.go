package link

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// Memory is a Shelf that keeps everything in memory: for one-off linking, for tests, and as the pattern for others.
type Memory struct {
	reports    map[string]*extract.Report
	signatures map[string]*Signature
	filed      map[string]map[string]bool
	member     map[string]string
	incidents  map[string]*extract.Incident
	decisions  map[string][]extract.Decision
	dirty      []Dirty
}

// NewMemory returns an empty shelf.
func NewMemory() *Memory {
	return &Memory{map[string]*extract.Report{}, map[string]*Signature{}, map[string]map[string]bool{}, map[string]string{},
		map[string]*extract.Incident{}, map[string][]extract.Decision{}, nil}
}

// Put keeps the reports of one article, in place of those that were kept of it. Link then links what changed.
func (m *Memory) Put(a *extract.Article, reports []extract.Report) {
	for i := range reports {
		if fits, _ := Links(&reports[i]); fits {
			m.PutSigned(&reports[i], Sign(a, reports, i))
		}
	}
}

// PutSigned keeps one report with its signature.
func (m *Memory) PutSigned(r *extract.Report, s Signature) {
	was := m.signatures[s.ID]
	m.unfile(was)
	m.reports[s.ID], m.signatures[s.ID] = r, &s
	for _, key := range s.Keys() {
		if m.filed[key] == nil {
			m.filed[key] = map[string]bool{}
		}
		m.filed[key][s.ID] = true
	}
	m.dirty = append(m.dirty, Dirty{Report: s.ID, Was: was})
}

// Remove forgets a report.
func (m *Memory) Remove(id string) {
	was := m.signatures[id]
	m.unfile(was)
	delete(m.reports, id)
	delete(m.signatures, id)
	m.dirty = append(m.dirty, Dirty{Report: id, Was: was})
}

func (m *Memory) unfile(s *Signature) {
	if s == nil {
		return
	}
	for _, key := range s.Keys() {
		delete(m.filed[key], s.ID)
	}
}

// Decide takes in a decision.
func (m *Memory) Decide(d extract.Decision) {
	m.decisions[d.IncidentID] = append(m.decisions[d.IncidentID], d)
	m.dirty = append(m.dirty, Dirty{Incident: d.IncidentID})
}

// Link brings the incidents up to date and returns what changed.
func (m *Memory) Link() ([]Change, error) {
	var changes []Change
	for result, err := range Update(m, m.dirty) {
		if err != nil {
			return changes, err
		}
		m.keep(result)
		changes = append(changes, result.Changes...)
	}
	m.dirty = nil
	return changes, nil
}

// keep writes down a result.
func (m *Memory) keep(result Result) {
	for _, c := range result.Changes {
		if c.Before != nil {
			for _, r := range c.Before.Reports {
				if m.member[r.ID] == c.Before.IncidentID {
					delete(m.member, r.ID)
				}
			}
		}
		if c.After.Tombstone != nil {
			delete(m.incidents, c.After.IncidentID)
			continue
		}
		inc := c.After
		m.incidents[inc.IncidentID] = &inc
	}
	for report, incident := range result.Members {
		if incident == "" {
			delete(m.member, report)
			continue
		}
		m.member[report] = incident
	}
}

// Incidents returns all incidents, sorted by id.
func (m *Memory) Incidents() []extract.Incident {
	incidents := make([]extract.Incident, 0, len(m.incidents))
	for _, id := range sortedIDs(m.incidents) {
		incidents = append(incidents, *m.incidents[id])
	}
	return incidents
}

// Filed implements Shelf.
func (m *Memory) Filed(keys []string) ([]string, error) {
	var ids []string
	for _, key := range keys {
		for id := range m.filed[key] {
			ids = append(ids, id)
		}
	}
	return unique(ids), nil
}

// Signature implements Shelf.
func (m *Memory) Signature(report string) (*Signature, error) { return m.signatures[report], nil }

// Reports implements Shelf.
func (m *Memory) Reports(article string) ([]string, error) {
	var ids []string
	for _, id := range sortedIDs(m.signatures) {
		if m.signatures[id].Article == article {
			ids = append(ids, id)
		}
	}
	for _, id := range sortedIDs(m.member) {
		if strings.HasPrefix(id, article+".") {
			ids = append(ids, id)
		}
	}
	return unique(ids), nil
}

// Report implements Shelf.
func (m *Memory) Report(id string) (*extract.Report, error) { return m.reports[id], nil }

// IncidentOf implements Shelf.
func (m *Memory) IncidentOf(report string) (string, error) { return m.member[report], nil }

// Incident implements Shelf.
func (m *Memory) Incident(id string) (*extract.Incident, error) { return m.incidents[id], nil }

// Decisions implements Shelf.
func (m *Memory) Decisions(incident string) ([]extract.Decision, error) {
	return slices.Clone(m.decisions[incident]), nil
}

// Incidents links reports that are given with their articles, all at once. The articles need not be in any order;
// a report that is given twice counts once.
func Incidents(articles []*extract.Article, reports [][]extract.Report) []extract.Incident {
	m := NewMemory()
	for i, a := range articles {
		m.Put(a, reports[i])
	}
	m.Link() // reading from memory does not fail
	return m.Incidents()
}
