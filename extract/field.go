package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrField is returned for a field that an incident does not have, or a value that does not fit it.
var ErrField = errors.New("no such field or value")

// scalarFields are the fields of an incident that can be reviewed, besides one "counts.MEASURE" for each measure
// ("counts.MEASURE.ROLE" where the count is of one role only).
var scalarFields = []string{"type", "outcome", "when", "where", "weapons", "actors", "claims"}

// CountField returns the path by which a review names a count: "counts.killed", "counts.killed.civilian".
func CountField(c *Count) string {
	if c.Role == "" || c.Role == "unspecified" {
		return "counts." + c.Measure
	}
	return "counts." + c.Measure + "." + c.Role
}

// Fields returns the paths of the fields that can be reviewed, in a fixed order, with those counts that the incident has.
func (inc *Incident) Fields() []string {
	fields := slices.Clone(scalarFields)
	for i := range inc.Counts {
		if f := CountField(&inc.Counts[i].Count); !slices.Contains(fields, f) {
			fields = append(fields, f)
		}
	}
	slices.Sort(fields[len(scalarFields):])
	return fields
}

// Value returns a field's value as JSON, null where it is empty or not known.
func (inc *Incident) Value(field string) json.RawMessage {
	var v any
	switch field {
	case "type":
		v = inc.Type
	case "outcome":
		v = inc.Outcome
	case "when":
		v = inc.When
	case "where":
		v = inc.Where
	case "weapons":
		v = inc.Weapons
	case "actors":
		v = inc.Actors
	case "claims":
		v = inc.Claims
	default:
		v = inc.countAt(field)
	}
	line, err := json.Marshal(v)
	if err != nil || bytes.Equal(line, []byte("[]")) || bytes.Equal(line, []byte(`""`)) {
		return json.RawMessage("null")
	}
	return line
}

func (inc *Incident) countAt(field string) *Count {
	for i := range inc.Counts {
		if CountField(&inc.Counts[i].Count) == field {
			return &inc.Counts[i].Count
		}
	}
	return nil
}

// SetValue puts a value given as JSON into a field. A count may be given as a bare number. The error wraps ErrField.
func (inc *Incident) SetValue(field string, value json.RawMessage) error {
	if err := CheckValue(field, value); err != nil {
		return err
	}
	switch field {
	case "type":
		return json.Unmarshal(value, &inc.Type)
	case "outcome":
		return json.Unmarshal(value, &inc.Outcome)
	case "when":
		return replace(&inc.When, value)
	case "where":
		return replace(&inc.Where, value)
	case "weapons":
		return replace(&inc.Weapons, value)
	case "actors":
		return replace(&inc.Actors, value)
	case "claims":
		return replace(&inc.Claims, value)
	}
	return inc.setCount(field, value)
}

// replace reads value into a fresh V, so that nothing of the old value shines through.
func replace[V any](field *V, value json.RawMessage) error {
	var v V
	if err := json.Unmarshal(value, &v); err != nil {
		return fmt.Errorf("%w: %s", ErrField, misfit(err))
	}
	*field = v
	return nil
}

func (inc *Incident) setCount(field string, value json.RawMessage) error {
	inc.Counts = slices.DeleteFunc(slices.Clone(inc.Counts), func(c ResolvedCount) bool { return CountField(&c.Count) == field })
	count, err := readCount(field, value)
	if err != nil || count == nil {
		return err
	}
	inc.Counts = append(inc.Counts, ResolvedCount{Count: *count, Rule: "review", From: []string{}})
	SortCounts(inc.Counts)
	return nil
}

// SortCounts puts resolved counts into the order of Measures, totals before the counts of one role.
func SortCounts(counts []ResolvedCount) {
	slices.SortStableFunc(counts, func(a, b ResolvedCount) int {
		if d := slices.Index(Measures, a.Measure) - slices.Index(Measures, b.Measure); d != 0 {
			return d
		}
		return strings.Compare(CountField(&a.Count), CountField(&b.Count))
	})
}

// readCount reads a count as a number, an object, or null.
func readCount(field string, value json.RawMessage) (*Count, error) {
	parts := strings.SplitN(field, ".", 3)
	count := &Count{Measure: parts[1], Qualifier: "exact"}
	if len(parts) == 3 {
		count.Role = parts[2]
	}
	if string(value) == "null" {
		return nil, nil
	}
	var n int
	if json.Unmarshal(value, &n) == nil {
		count.Min, count.Max, count.Best = Int(n), Int(n), Int(n)
		return count, nil
	}
	measure, role := count.Measure, count.Role
	if err := json.Unmarshal(value, count); err != nil {
		return nil, fmt.Errorf("%w: %s: want a number or an object with min, max and best: %s", ErrField, field, misfit(err))
	}
	count.Measure, count.Role = measure, role
	return count, nil
}

// CheckValue reports whether value fits the field of an incident. The error wraps ErrField and says what was expected.
func CheckValue(field string, value json.RawMessage) error {
	if !slices.Contains(scalarFields, field) {
		return checkCount(field, value)
	}
	switch field {
	case "type":
		return checkWord(field, value, Types)
	case "outcome":
		return checkWord(field, value, []string{"occurred", "attempted", "foiled", "unknown"})
	case "when":
		return checkWhen(value)
	case "where":
		return checkWhere(value)
	case "weapons":
		return readable[[]Weapon](field, value)
	case "actors":
		return readable[[]Actor](field, value)
	}
	return readable[[]Claim](field, value)
}

func checkWord(field string, value json.RawMessage, words []string) error {
	var word string
	if json.Unmarshal(value, &word) != nil || !slices.Contains(words, word) {
		return fmt.Errorf("%w: %s: %s is none of %s", ErrField, field, value, strings.Join(words, ", "))
	}
	return nil
}

func readable[V any](field string, value json.RawMessage) error {
	var v V
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&v); err != nil {
		return fmt.Errorf("%w: %s: %s", ErrField, field, misfit(err))
	}
	return nil
}

// misfit says why JSON does not fit, in the words of the record and not of the program.
func misfit(err error) string {
	var wrong *json.UnmarshalTypeError
	switch {
	case !errors.As(err, &wrong):
		return strings.TrimPrefix(err.Error(), "json: ")
	case wrong.Field == "":
		return "a " + wrong.Value + " does not fit"
	}
	return fmt.Sprintf("%s: a %s does not fit", wrong.Field, wrong.Value)
}

func checkWhen(value json.RawMessage) error {
	if err := readable[*Date]("when", value); err != nil {
		return err
	}
	var when *Date
	if json.Unmarshal(value, &when); when == nil {
		return nil
	}
	if !isDay(when.Start) || !isDay(when.End) || when.End < when.Start {
		return fmt.Errorf("%w: when: start and end must be dates like 2021-07-07, in order", ErrField)
	}
	return nil
}

func checkWhere(value json.RawMessage) error {
	if err := readable[[]Place]("where", value); err != nil {
		return err
	}
	var where []Place
	json.Unmarshal(value, &where)
	for _, p := range where {
		if p.Lat != nil && (*p.Lat < -90 || *p.Lat > 90) || p.Lon != nil && (*p.Lon < -180 || *p.Lon > 180) || (p.Lat == nil) != (p.Lon == nil) {
			return fmt.Errorf("%w: where: lat and lon must both be given, within 90 and 180 degrees", ErrField)
		}
	}
	return nil
}

func checkCount(field string, value json.RawMessage) error {
	parts := strings.SplitN(field, ".", 3)
	if len(parts) < 2 || parts[0] != "counts" || !slices.Contains(Measures, parts[1]) {
		return fmt.Errorf("%w: %q: want one of %s, or counts.MEASURE with a measure of %s", ErrField, field,
			strings.Join(scalarFields, ", "), strings.Join(Measures, ", "))
	}
	count, err := readCount(field, value)
	if err != nil || count == nil {
		return err
	}
	if !ordered(count.Min, count.Best) || !ordered(count.Best, count.Max) || !ordered(count.Min, count.Max) || !ordered(Int(0), count.Min) || !ordered(Int(0), count.Best) {
		return fmt.Errorf("%w: %s: want 0 <= min <= best <= max", ErrField, field)
	}
	return nil
}

func ordered(a, b *int) bool { return a == nil || b == nil || *a <= *b }

func isDay(s string) bool {
	return len(s) == 10 && s[4] == '-' && s[7] == '-' && strings.Trim(s, "0123456789-") == ""
}

// Compare returns the fields in which two states of an incident differ, in a fixed order. Either may be nil.
func Compare(before, after *Incident) []FieldChange {
	if before == nil {
		before = &Incident{}
	}
	if after == nil {
		after = &Incident{}
	}
	var changes []FieldChange
	note := func(field string, a, b json.RawMessage) {
		if !bytes.Equal(a, b) {
			changes = append(changes, FieldChange{field, a, b})
		}
	}
	fields := after.Fields()
	for _, f := range before.Fields() {
		if !slices.Contains(fields, f) {
			fields = append(fields, f)
		}
	}
	note("status", quoted(before.Status), quoted(after.Status))
	for _, f := range fields {
		note(f, before.Value(f), after.Value(f))
	}
	note("reports", reportIDs(before), reportIDs(after))
	note("review", quoted(before.Review.State), quoted(after.Review.State))
	return changes
}

func quoted(s string) json.RawMessage {
	if s == "" {
		return json.RawMessage("null")
	}
	line, _ := json.Marshal(s)
	return line
}

func reportIDs(inc *Incident) json.RawMessage {
	ids := make([]string, 0, len(inc.Reports))
	for _, r := range inc.Reports {
		ids = append(ids, r.ID)
	}
	line, _ := json.Marshal(ids)
	return line
}
