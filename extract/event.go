package extract

// Trigger is the word that most clearly says that an event occurred (ACE), with the type it
// stands for and what its own clause says about its reality.
type Trigger struct {
	Type    string // a code of the taxonomy, or a family with ".*" where the frame leaves it open
	Lemma   string
	Noun    bool   // an event noun ("the attack") rather than a verb
	Generic bool   // takes its finer type from weapon, actor or a following frame ("attack", "incident")
	Realis  string // actual | negated | hypothetical | threatened | planned | exercise | alleged
	Outcome string // occurred | attempted | foiled | unknown
}

// Weapon is what was used, launched, found or destroyed.
type Weapon struct {
	Class     string `json:"class"`  // see record documentation
	Action    string `json:"action"` // used | launched | intercepted | hit | failed | found | seized | destroyed
	Min       *int   `json:"min,omitempty"`
	Max       *int   `json:"max,omitempty"`
	Best      *int   `json:"best,omitempty"`
	Qualifier string `json:"qualifier,omitempty"`
	Unit      string `json:"unit,omitempty"` // piece | kg | t
	Text      string `json:"text"`
}

// Actor is who did it, who suffered it, or who speaks of it.
type Actor struct {
	Role      string `json:"role,omitempty"` // perpetrator | target | victim | claimant | accused | attributor | responder | participant
	Text      string `json:"text"`
	Canonical string `json:"canonical,omitempty"`
	Kind      string `json:"kind"`              // state | military | police | rebel | militia | criminal | protesters | civilians | international | unknown
	Country   string `json:"country,omitempty"` // ISO 3166-1 alpha-2
}

// Claim says who is said to be responsible, and by whom.
type Claim struct {
	Stance string `json:"stance"`          // claims | denies | blames | suspects | convicted
	Actor  *int   `json:"actor,omitempty"` // index into Report.Actors
	By     *int   `json:"by,omitempty"`    // index into Report.Actors
	ByText string `json:"by_text,omitempty"`
	Text   string `json:"text"`
}
