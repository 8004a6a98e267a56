package extract

// Count is a number of people (or buildings) and what befell them. Min and Max bound the
// claim and are nil where it is open; Best is the exact number or the bound given, never a mean.
// A silence is no Count; "no casualties" is a Count of 0.
type Count struct {
	Measure   string `json:"measure"`        // see Measures
	Role      string `json:"role,omitempty"` // civilian | combatant | security_force | perpetrator | health_worker | journalist | child | worker | unspecified
	Min       *int   `json:"min"`
	Max       *int   `json:"max"`
	Best      *int   `json:"best"`
	Qualifier string `json:"qualifier"`           // exact | at_least | more_than | at_most | fewer_than | approx | range | vague | none
	Anchor    string `json:"anchor,omitempty"`    // incident | cumulative | incremental | period
	AsOf      string `json:"as_of,omitempty"`     // calendar date
	Period    string `json:"period,omitempty"`    // words of the text: "since January"
	Status    string `json:"status,omitempty"`    // reported | confirmed | suspected | claimed | denied | estimated
	SaidBy    string `json:"said_by,omitempty"`   // words of the text
	SubsetOf  *int   `json:"subset_of,omitempty"` // index of the count that this one is part of
	Text      string `json:"text,omitempty"`      // words of the article

	// What the assembler needs to join and to sum counts. In Document.Counts SubsetOf is an index of that layer.
	Effect     Span    `json:"-"` // the word that says what befell them: "killed", "toll", "bodies"
	Victim     string  `json:"-"` // head noun, name or pronoun in lower case: "soldier", "john smith", "he"; joined by "+" in a sum
	Name       bool    `json:"-"` // Victim is a person's name
	Pronoun    bool    `json:"-"` // Victim is a pronoun
	Definite   bool    `json:"-"` // "the 12", "his brother", "both": may be people already told of
	Unnumbered bool    `json:"-"` // no number in the words: "a farmer" (1), "farmers" (2 or more)
	Weak       bool    `json:"-"` // the effect may be told more exactly elsewhere: "shot" is injured unless dead
	Reported   bool    `json:"-"` // stands in a clause that a clause of saying reports
	Parts      []Count `json:"-"` // the summands of "two soldiers and a civilian", in order; empty for a single group
}

// Measures are what a Count may count.
var Measures = []string{"killed", "injured", "missing", "abducted", "arrested", "rescued", "displaced", "evacuated", "affected", "cases",
	"hospitalized", "recovered", "participants", "structures_damaged", "structures_destroyed"}

// Int returns a pointer to n, for the bounds of a Count.
func Int(n int) *int { return &n }
