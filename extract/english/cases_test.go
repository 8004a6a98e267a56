package english

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep/extract"
)

// caseDay is the day on which the texts of testdata/cases were published, where they do not say otherwise: a Friday.
var caseDay = time.Date(2026, 6, 5, 12, 0, 0, 0, time.UTC)

// challenge is a short text around one difficulty, with what must hold of its reports. A file of testdata/cases holds one group of them:
//
//	A grenade thrown into a bar in Bujumbura, Burundi, on Tuesday wounded five people. One of the five wounded died on Wednesday.
//		reports 1
//		attack.grenade, killed 1, injured 4
//		no killed 5
//
// A text stands on one line, in Go's quotation marks where it has several or signs that do not show. The indented lines below are its
// checks: "published DATE|none" and "title TEXT" belong to the input; "reports N" or "N-M" counts the actual reports that are no aftermath; "no
// MEASURE N", "not at NAME", "not date DAY" and "not ROLE NAME" hold of all of them; any other line is one report that must be there, a list of
// TYPE, MEASURE N|N+|..N|N..M|- (none), date DAY|MONTH|YEAR, time HH:MM|none, at NAME (a site), place NAME, country CC, weapon CLASS[/ACTION[/N]],
// claim STANCE NAME, perpetrator|victim|target|accused NAME, role ROLE and outcome OUTCOME.
type challenge struct {
	file   string
	line   int
	text   string
	title  string
	day    time.Time
	checks []string
}

// TestCases runs every text of testdata/cases.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) < 11 {
		t.Fatalf("%d files of cases: %v", len(files), err)
	}
	read := map[string]bool{}
	for _, file := range files {
		for _, c := range challenges(t, file) {
			a := article(c.title, c.text, c.day)
			given := fmt.Sprint(c.day, c.title, "\n", c.text)
			if len(c.checks) == 0 || read[given] {
				t.Errorf("%s:%d: nothing is asked of this text, or it stands twice: %.60s", c.file, c.line, c.text)
			}
			read[given] = true
			reading := extractor(t).Read(a)
			checkReading(t, a, reading)
			for _, check := range c.checks {
				if why := unmet(check, reading.Reports); why != "" {
					t.Errorf("%s:%d: %s\n\t%.160s\n%s", c.file, c.line, why, c.text, lines(reading))
				}
			}
		}
	}
}

func challenges(t *testing.T, file string) []challenge {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []challenge
	blank := true
	for n, line := range strings.Split(string(content), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line[0] != '\t':
			if !blank {
				t.Errorf("%s:%d: no blank line before %.60s", filepath.Base(file), n+1, line)
			}
			all = append(all, challenge{file: filepath.Base(file), line: n + 1, text: unquoted(line), day: caseDay})
		default:
			all[len(all)-1].read(t, strings.TrimSpace(line))
		}
		blank = line == ""
	}
	return all
}

// unquoted reads a text that is written in Go's quotation marks.
func unquoted(line string) string {
	if text, err := strconv.Unquote(line); err == nil {
		return text
	}
	return line
}

// read takes an indented line: part of the input, or a check.
func (c *challenge) read(t *testing.T, line string) {
	t.Helper()
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "title":
		c.title = rest
	case "published":
		c.day = time.Time{}
		if day, err := time.Parse(time.DateOnly, rest); err == nil {
			c.day = day.Add(12 * time.Hour)
		} else if rest != "none" {
			t.Errorf("%s:%d: %v", c.file, c.line, err)
		}
	default:
		c.checks = append(c.checks, line)
	}
}

// unmet says why a check does not hold of the reports, or returns "".
func unmet(check string, reports []extract.Report) string {
	live := current(reports)
	word, rest, _ := strings.Cut(check, " ")
	switch word {
	case "reports":
		least, most, several := strings.Cut(rest, "-")
		if !several {
			most = least
		}
		if n := len(live); n < number(least) || n > number(most) {
			return fmt.Sprintf("%d reports, want %s", n, rest)
		}
		return ""
	case "no", "not":
		for i := range live {
			if word == "no" && counts(&live[i], rest) || word == "not" && meets(&live[i], rest) {
				return "unwanted: " + check
			}
		}
		return ""
	}
	for i := range reports {
		if fits(&reports[i], strings.Split(check, ", ")) {
			return ""
		}
	}
	return "no report " + check
}

// current returns the reports of what happened, aftermath and anniversaries left out.
func current(reports []extract.Report) []extract.Report {
	var live []extract.Report
	for _, r := range reports {
		happened := r.Realis == "actual" || r.Realis == "alleged"
		if happened && (r.TemporalRole == "main" || r.TemporalRole == "update" || r.TemporalRole == "background") {
			live = append(live, r)
		}
	}
	return live
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// fits reports whether one report meets every demand.
func fits(r *extract.Report, demands []string) bool {
	if r.Realis != "actual" && r.Realis != "alleged" {
		return false
	}
	for _, demand := range demands {
		if !meets(r, demand) {
			return false
		}
	}
	return true
}

func meets(r *extract.Report, demand string) bool {
	word, rest, more := strings.Cut(demand, " ")
	switch {
	case !more:
		return typed(r.Type, word)
	case word == "date":
		return r.When != nil && dated(r.When, rest)
	case word == "time":
		return r.When != nil && (rest == "none" && r.When.Time == "" || strings.HasPrefix(r.When.Time, rest))
	case word == "at":
		return sited(r, rest, true)
	case word == "place":
		return sited(r, rest, false)
	case word == "country":
		return inCountry(r, rest)
	case word == "weapon":
		return armed(r, strings.Split(rest, "/"))
	case word == "claim":
		stance, name, _ := strings.Cut(rest, " ")
		return claimed(r, stance, name)
	case word == "perpetrator" || word == "victim" || word == "target" || word == "accused":
		return acts(r, word, rest)
	case word == "role":
		return r.TemporalRole == rest
	case word == "outcome":
		return r.Outcome == rest
	}
	return counts(r, demand)
}

// typed reports whether a type begins like one of those named: "accident|explosion".
func typed(typ, wanted string) bool {
	for w := range strings.SplitSeq(wanted, "|") {
		if strings.HasPrefix(typ, w) {
			return true
		}
	}
	return false
}

// dated reports whether a date lies in a month, or is a day within a stretch of at most four days.
func dated(d *extract.Date, wanted string) bool {
	end := d.End
	if len(wanted) < len(time.DateOnly) {
		return strings.HasPrefix(d.Start, wanted) && strings.HasPrefix(end, wanted)
	}
	first, err1 := time.Parse(time.DateOnly, d.Start)
	last, err2 := time.Parse(time.DateOnly, end)
	return err1 == nil && err2 == nil && d.Start <= wanted && wanted <= end && last.Sub(first) <= 72*time.Hour
}

func sited(r *extract.Report, name string, site bool) bool {
	for _, p := range r.Where {
		if site && p.Role != "event_site" {
			continue
		}
		names := p.Name + "|" + p.Text
		if p.Admin1 != nil {
			names += "|" + p.Admin1.Name
		}
		if strings.Contains(strings.ToLower(names), strings.ToLower(name)) {
			return true
		}
	}
	return false
}

func inCountry(r *extract.Report, code string) bool {
	for _, p := range r.Where {
		if p.Country == code {
			return true
		}
	}
	return false
}

// armed reports whether a report has a weapon of a class, with an action and a number where they are asked for.
func armed(r *extract.Report, wanted []string) bool {
	for _, w := range r.Weapons {
		has := []string{w.Class, w.Action, ""}
		if w.Best != nil {
			has[2] = strconv.Itoa(*w.Best)
		}
		if strings.Join(has[:len(wanted)], "/") == strings.Join(wanted, "/") {
			return true
		}
	}
	return false
}

// acts reports whether a report has an actor of a role under a name.
func acts(r *extract.Report, role, name string) bool {
	for _, a := range r.Actors {
		if a.Role == role && strings.Contains(strings.ToLower(a.Text+"|"+a.Canonical), strings.ToLower(name)) {
			return true
		}
	}
	return false
}

func claimed(r *extract.Report, stance, name string) bool {
	for _, c := range r.Claims {
		said := c.Text
		if c.Actor != nil {
			said += "|" + r.Actors[*c.Actor].Text + "|" + r.Actors[*c.Actor].Canonical
		}
		if c.Stance == stance && strings.Contains(strings.ToLower(said), strings.ToLower(name)) {
			return true
		}
	}
	return false
}

// counts reports whether the largest count of a measure that is no part of another is the one wanted: "killed 12", "killed 12+", "killed ..30".
func counts(r *extract.Report, wanted string) bool {
	measure, bounds, _ := strings.Cut(wanted, " ")
	best, found := extract.Count{}, false
	for _, c := range r.Counts {
		if c.Measure == measure && c.SubsetOf == nil && (!found || size(c) > size(best)) {
			best, found = c, true
		}
	}
	if !found {
		return bounds == "-"
	}
	exact := best.Best != nil && strconv.Itoa(*best.Best) == bounds
	best.Qualifier = ""
	return exact || boundsLine(best) == bounds
}

func size(c extract.Count) int {
	for _, p := range []*int{c.Best, c.Min, c.Max} {
		if p != nil {
			return *p
		}
	}
	return 0
}
