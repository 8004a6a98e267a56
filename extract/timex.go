package extract

// Timex is the normalised value of a time expression after TIMEX3 (ISO-TimeML).
type Timex struct {
	Type      string // DATE | TIME | DURATION | SET
	Value     string // TIMEX3 value: "2021-07-07T12:30", "2021-W26", "P3D", "XXXX-WXX-2"
	Mod       string // APPROX | START | MID | END | LESS_THAN | MORE_THAN | EQUAL_OR_LESS | EQUAL_OR_MORE | BEFORE | AFTER; or empty
	Quant     string // of a SET: EVERY, EACH, ...
	Freq      string // of a SET: 2X, ...
	Start     string // first calendar day meant, "2021-07-07"; empty where the value is no point or range of days
	End       string // last calendar day meant, inclusive
	Clock     string // local time of day "12:30", or empty
	PartOfDay string // MO | AF | EV | NI | DT | MI, or empty
	Precision string // minute | hour | day | days | week | month | season | year, or empty
	Basis     string // explicit | relative | weekday, or empty
	Anchor    string // the day that a relative expression was counted from, "2021-07-07"; or empty
	Assumed   bool   // the words give a time of day alone, and the day is the one that the text named last: "at about 8:45"
	Future    bool   // the wording points ahead of its anchor ("next Tuesday", "will ... on Tuesday")
}

// Date is when an incident happened, as the record gives it.
type Date struct {
	Start     string `json:"start"`                 // ISO 8601 calendar date, inclusive
	End       string `json:"end"`                   // ISO 8601 calendar date, inclusive
	Time      string `json:"time,omitempty"`        // local clock time "12:30"
	PartOfDay string `json:"part_of_day,omitempty"` // MO | AF | EV | NI
	Precision string `json:"precision"`             // minute | hour | day | days | week | month | season | year
	Basis     string `json:"basis"`                 // explicit | relative | weekday | as_of | reported | headline | dateline | publication
	Anchor    string `json:"anchor,omitempty"`      // the date that a relative expression was counted from
	Value     string `json:"value,omitempty"`       // TIMEX3 value
	Text      string `json:"text,omitempty"`        // the words
}
