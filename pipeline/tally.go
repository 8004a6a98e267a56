package pipeline

import (
	"fmt"
	"slices"
	"strings"
)

// Tally counts what went into each step of a run and what became of it. For every step the inputs must equal the sum of
// the outcomes; Check says where they do not.
type Tally struct {
	Steps []StepTally
}

// StepTally is the tally of one step. Outcomes stand in the order in which they first occurred in the code, not in the run.
type StepTally struct {
	Step     string
	Unit     string // what the inputs are: "sources", "items", "pages"
	Inputs   int
	Outcomes []Outcome
}

// Outcome is how many inputs ended in one way.
type Outcome struct {
	Name string
	N    int
	Bad  bool // a run with one of these ends with exit code 3
}

// The outcomes, in the order in which they are printed. Those that are bad make a run partial.
var outcomeOrder = []Outcome{
	{Name: "new"}, {Name: "changed"}, {Name: "unchanged"}, {Name: "known"}, {Name: "fetched"}, {Name: "cleaned"}, {Name: "with incidents"}, {Name: "no incident"},
	{Name: "kept"}, {Name: "settled"}, {Name: "gone"}, {Name: "dropped"}, {Name: "duplicate"}, {Name: "not due"}, {Name: "not asked for"}, {Name: "disabled"}, {Name: "outside of the period"}, {Name: "beyond the limit"}, {Name: "postponed"}, {Name: "left for the next run"}, {Name: "refused"},
	{Name: "unreadable", Bad: true}, {Name: "failed", Bad: true}, {Name: "given up", Bad: true}, {Name: "quarantined", Bad: true}, {Name: "unsound", Bad: true},
}

// step returns the tally of a step, a new one where it has not begun.
func (t *Tally) step(name, unit string) *StepTally {
	for i := range t.Steps {
		if t.Steps[i].Step == name {
			return &t.Steps[i]
		}
	}
	t.Steps = append(t.Steps, StepTally{Step: name, Unit: unit})
	return &t.Steps[len(t.Steps)-1]
}

// in counts inputs of a step.
func (t *Tally) in(step, unit string, n int) {
	s := t.step(step, unit)
	s.Unit = unit
	s.Inputs += n
}

// out counts one outcome of a step. An outcome that is not in outcomeOrder is a mistake of the program.
func (t *Tally) out(step, outcome string, n int) {
	if n == 0 {
		return
	}
	s := t.step(step, "")
	if i := slices.IndexFunc(s.Outcomes, func(o Outcome) bool { return o.Name == outcome }); i >= 0 {
		s.Outcomes[i].N += n
		return
	}
	at := slices.IndexFunc(outcomeOrder, func(o Outcome) bool { return o.Name == outcome })
	s.Outcomes = append(s.Outcomes, Outcome{outcome, n, outcomeOrder[at].Bad})
	slices.SortFunc(s.Outcomes, func(a, b Outcome) int { return rank(a.Name) - rank(b.Name) })
}

func rank(name string) int {
	return slices.IndexFunc(outcomeOrder, func(o Outcome) bool { return o.Name == name })
}

// count counts an input together with its outcome.
func (t *Tally) count(step, unit, outcome string) {
	t.in(step, unit, 1)
	t.out(step, outcome, 1)
}

// Get returns how many inputs of a step had an outcome.
func (t *Tally) Get(step, outcome string) int {
	for _, s := range t.Steps {
		for _, o := range s.Outcomes {
			if s.Step == step && o.Name == outcome {
				return o.N
			}
		}
	}
	return 0
}

// Bad returns how many inputs ended badly, over all steps.
func (t *Tally) Bad() int {
	n := 0
	for _, s := range t.Steps {
		for _, o := range s.Outcomes {
			if o.Bad {
				n += o.N
			}
		}
	}
	return n
}

// Check reports the steps whose inputs are not the sum of their outcomes: something would have been lost.
func (t *Tally) Check() error {
	var lost []string
	for _, s := range t.Steps {
		sum := 0
		for _, o := range s.Outcomes {
			sum += o.N
		}
		if sum != s.Inputs {
			lost = append(lost, fmt.Sprintf("%s: %d %s went in, %d came out", s.Step, s.Inputs, s.Unit, sum))
		}
	}
	if lost == nil {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrTally, strings.Join(lost, "; "))
}

// String is one line a step: "fetch      14 items: 13 fetched, 1 postponed".
func (t *Tally) String() string {
	var out strings.Builder
	for _, s := range t.Steps {
		words := make([]string, 0, len(s.Outcomes))
		for _, o := range s.Outcomes {
			words = append(words, fmt.Sprintf("%d %s", o.N, o.Name))
		}
		if len(words) == 0 {
			words = append(words, "nothing to do")
		}
		fmt.Fprintf(&out, "%-8s %6d %s: %s\n", s.Step, s.Inputs, s.Unit, strings.Join(words, ", "))
	}
	return out.String()
}
