package extract

// Trigger is the word that most clearly says that an event occurred (ACE), with the type it
// stands for and what its own clause says about its reality.
type Trigger struct {
	Type    string // a code of the taxonomy, or "effect.killed | injured | damaged | missing | displaced | told" where the words tell only what befell somebody
	Lemma   string
	Noun    bool   // an event noun ("the attack") rather than a verb
	Generic bool   // takes its finer type from weapon, actor or a following frame ("attack", "incident")
	Realis  string // actual | negated | hypothetical | threatened | planned | exercise | alleged
	Outcome string // occurred | attempted | foiled | unknown

	General  bool // a kind of event or many of them ("attacks on journalists have risen"), not one that happened
	Definite bool // "the attack", "this blast": may refer to an event told before
	Plural   bool // "two attacks", "clashes"
	Passive  bool // a verb whose object stands before it ("was bombed")
}

// Effect reports whether the trigger tells only what befell somebody ("were killed"), so that
// it makes an incident only together with a cause, a place or a time.
func (t Trigger) Effect() bool { return Family(t.Type) == "effect" }

// Aftermath is a cue that a sentence tells what follows an incident, not the incident itself.
type Aftermath struct {
	Kind string // trial | funeral | anniversary | inquiry | recovery | history
	Verb bool   // the cue is a verb ("was sentenced"), which rules its sentence more than a noun ("the trial") does
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
	Actor  *int   `json:"actor,omitempty"` // the accused, or who claims or denies: index into Report.Actors (in Document.Claims: into Document.Actors)
	By     *int   `json:"by,omitempty"`    // who says it: index likewise
	ByText string `json:"by_text,omitempty"`
	Text   string `json:"text"`
}
