package actor

import (
	"cmp"
	"strings"
	"testing"

	"sitrep/extract"
	"sitrep/extract/token"
	"sitrep/extract/trigger"
)

func read(text string) *extract.Document {
	doc := token.Document(&extract.Article{Text: text})
	token.Tag(doc, func(int) bool { return true })
	token.Chunk(doc)
	doc.Triggers = trigger.Find(doc)
	doc.Actors = Find(doc)
	return doc
}

func name(a extract.Actor) string {
	if a.Canonical != "" {
		return a.Canonical
	}
	return a.Text
}

// TestClaimExamples runs the "# example:" lines of claims: "STANCE ACTOR by WHO" for each, with " | " between.
func TestClaimExamples(t *testing.T) {
	for _, x := range compiled().examples {
		doc := read(x.Sentence)
		var claims []string
		for _, c := range Claims(doc) {
			claim := c.Value.Stance + " " + name(doc.Actors[*c.Value.Actor].Value)
			if c.Value.By != nil {
				claim += " by " + c.Value.ByText
			}
			claims = append(claims, claim)
		}
		if got := cmp.Or(strings.Join(claims, " | "), "none"); got != x.Expected {
			t.Errorf("%s:%d: %s\n\twant %s\n\tgot  %s %v", x.File, x.Number, x.Sentence, x.Expected, got, doc.Actors)
		}
	}
}

// TestActorExamples runs the "# example:" lines of the other lists: "KIND:WORDS" for each actor.
func TestActorExamples(t *testing.T) {
	for _, x := range compiled().actors {
		if got := show(read(x.Sentence).Actors); got != x.Expected && (got != "" || x.Expected != "none") {
			t.Errorf("%s:%d: %s\n\twant %s\n\tgot  %s", x.File, x.Number, x.Sentence, x.Expected, got)
		}
	}
}

func TestFind(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Two masked men on a motorcycle fired at the judge.", "unknown:Two masked men|state:the judge"},
		{"Iraqi security forces detained six people.", "police:Iraqi security forces/IQ|unknown:six people"},
		{"Guerrillas of the Farabundo Marti National Liberation front [FMLN] fled. The FMLN said nothing.", "rebel:Guerrillas of the Farabundo Marti National Liberation front [FMLN]=Farabundo Marti National Liberation Front (FMLN)/SV|rebel:FMLN=Farabundo Marti National Liberation Front (FMLN)/SV"},
		{"Suspected Boko Haram militants raided the village.", "rebel:Suspected Boko Haram militants=Boko Haram/NG"},
		{"Unidentified gunmen killed a teacher near the police station.", "unknown:Unidentified gunmen"},
		{"US troops and Turkish warplanes took part.", "military:US troops/US|military:Turkish warplanes/TR"},
		{"Thousands of protesters gathered.", "protesters:Thousands of protesters"},
		{"Albany police and FBI agents searched the home of a Richmond man.", "police:Albany police|police:FBI agents|unknown:a Richmond man"},
		{"Tens of thousands of Cubans marched with some 1,500 ethnic Albanians.", "civilians:thousands of Cubans/CU|civilians:some 1,500 ethnic Albanians/AL"},
		{"Guerrillas blew up a bridge. The FMLN said the terrorists of the army lied.", "rebel:Guerrillas/SV|rebel:FMLN=Farabundo Marti National Liberation Front (FMLN)/SV|military:the terrorists of the army"},
		{"Fighters of the Army of National Liberation and members of the 9th Front of the FARC fled.", "rebel:Fighters of the Army of National Liberation=National Liberation Army (ELN)/CO|rebel:members of the 9th Front of the FARC=Revolutionary Armed Forces of Colombia (FARC)/CO"},
		{"ELN troops met a Shining Path cell.", "rebel:ELN troops=National Liberation Army (ELN)/CO|rebel:Shining Path cell=Shining Path/PE"},
		{"The Irish Republican Army (Ira) called. Ira Levin met the Ira.", "rebel:Irish Republican Army (Ira)=Irish Republican Army (IRA)/GB|rebel:Ira=Irish Republican Army (IRA)/GB"},
		{"Farc rebels met Unita and the Farc..", "rebel:Farc rebels=Revolutionary Armed Forces of Colombia (FARC)/CO|rebel:Unita=UNITA/AO|rebel:Farc=Revolutionary Armed Forces of Colombia (FARC)/CO"},
		{"Members of the shining path group and the terrorist organization tamil tigers fled.", "rebel:Members of the shining path=Shining Path/PE|rebel:tamil tigers=Liberation Tigers of Tamil Eelam (LTTE)/LK"},
		{"Members of the Federation of Rural Teachers (FERT) fled. FERT said so.", "unknown:Members of the Federation of Rural Teachers (FERT)|unknown:FERT=Federation of Rural Teachers"},
		{"A group calling itself the \"8 June\" People's Liberation Forces, FPL, called. The FPL is new.", "unknown:\"8 June\" People's Liberation Forces|unknown:FPL=\"8 June\" People's Liberation Forces"},
		{"Militants of the Red Hook Boys gang and members of the National Assembly met.", "rebel:Militants of the Red Hook Boys gang"},
		{"Members of the communist party of Lautaria [PCL] and of the Marxist guerrilla group FARC met robbers, allegedly ELN fighters.", "unknown:Members of the communist party of Lautaria [PCL]|rebel:the Marxist guerrilla group FARC=Revolutionary Armed Forces of Colombia (FARC)/CO|rebel:robbers, allegedly ELN fighters=National Liberation Army (ELN)/CO"},
		{"On a shining path they went.", ""},
		{"She ran in Israel and Iran.", ""},
		{"The opera was by Wagner.", ""},
		{"A 24-year-old suspect was held.", "unknown:A 24-year-old suspect"},
		{"Lashkar-e-Jhangvi and the Tamil Tigers are banned.", "rebel:Lashkar-e-Jhangvi=Lashkar-e-Jhangvi/PK|rebel:Tamil Tigers=Liberation Tigers of Tamil Eelam (LTTE)/LK"},
	} {
		if g := show(read(test.text).Actors); g != test.want {
			t.Errorf("%s\n\twant %s\n\tgot  %s", test.text, test.want, g)
		}
	}
}

// show writes actors as the tests do: kind, words, the full name of a group and the country.
func show(actors []extract.Mention[extract.Actor]) string {
	var all []string
	for _, m := range actors {
		s := m.Value.Kind + ":" + m.Value.Text
		if strings.HasPrefix(m.Rule, "actor/group") || m.Rule == "actor/acronym" {
			s += "=" + m.Value.Canonical
		}
		if m.Value.Country != "" {
			s += "/" + m.Value.Country
		}
		all = append(all, s)
	}
	return strings.Join(all, "|")
}

// TestResolve reads which group "the rebels" of an article stand for.
func TestResolve(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Salvadoran guerrillas shelled a base. The FMLN confirmed it. Terrorists burned a bus.", "Farabundo Marti National Liberation Front (FMLN)|Farabundo Marti National Liberation Front (FMLN)|Terrorists"},
		{"Peruvian guerrillas shelled a base. The FMLN condemned it.", "Peruvian guerrillas|Farabundo Marti National Liberation Front (FMLN)"},
		{"The FARC and the EPL met. The EPL burned a bus. The rebels fled.", "Revolutionary Armed Forces of Colombia (FARC)|Popular Liberation Army (EPL)|Popular Liberation Army (EPL)|Popular Liberation Army (EPL)"},
		{"Six masked men stormed the bank. The band was made up of FARC guerrillas.", "Revolutionary Armed Forces of Colombia (FARC)|Revolutionary Armed Forces of Colombia (FARC)"},
		{"Gunmen shot a nun. They belonged to the EPL. The attackers were not from the FARC.", "Popular Liberation Army (EPL)|Popular Liberation Army (EPL)|The attackers|Revolutionary Armed Forces of Colombia (FARC)"},
		{"An urban guerrilla group burned a bus. The ELN confirmed it.", "National Liberation Army (ELN)|National Liberation Army (ELN)"},
		{"Honduran army troops met Salvadoran air force planes. Military aircraft circled.", "Honduran army|Salvadoran air force|Salvadoran air force"},
		{"Dirk Brandt ran. Brandt was charged with murder, and Mr. Brandt pleaded guilty.", "Dirk Brandt|Dirk Brandt"},
		{"Dirk Brandt met Anna Brandt. Brandt was charged with murder.", ""},
		{"The FARC and the EPL met. The rebels fled.", "Revolutionary Armed Forces of Colombia (FARC)|Popular Liberation Army (EPL)|The rebels"},
	} {
		var got []string
		for _, m := range read(test.text).Actors {
			got = append(got, name(m.Value))
		}
		if g := strings.Join(got, "|"); g != test.want {
			t.Errorf("%s\n\twant %s\n\tgot  %s", test.text, test.want, g)
		}
	}
}

func TestGroups(t *testing.T) {
	groups := map[string]bool{}
	for _, ms := range []string{"lexicon/groups.txt"} {
		b, err := files.ReadFile(ms)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(b), "\n") {
			if canonical, _, ok := strings.Cut(line, " | "); ok && !strings.HasPrefix(line, "#") {
				groups[canonical] = true
			}
		}
	}
	if len(groups) < 350 {
		t.Errorf("%d groups, want at least 350", len(groups))
	}
	for canonical := range groups {
		if doc := read("On Monday " + canonical + " attacked."); len(doc.Actors) == 0 || doc.Actors[0].Value.Canonical != canonical {
			t.Errorf("%s: not found by its own name: %v", canonical, doc.Actors)
		}
	}
}

// FuzzFind checks that any text gives actors in order that do not overlap, and claims whose indices hold.
func FuzzFind(f *testing.F) {
	f.Add("The FMLN [Farabundo Marti] of the of the army, 34, was charged by")
	f.Fuzz(func(t *testing.T, text string) {
		doc := read(text)
		end := 0
		for _, m := range doc.Actors {
			if m.Start < end || m.End <= m.Start || m.End > len(doc.Text) {
				t.Fatalf("span %v after %d", m.Span, end)
			}
			end = m.End
		}
		for _, c := range Claims(doc) {
			if holds := func(i *int) bool { return *i >= 0 && *i < len(doc.Actors) }; c.Value.Actor == nil || !holds(c.Value.Actor) || c.Value.By != nil && !holds(c.Value.By) {
				t.Fatalf("claim %v", c)
			}
		}
	})
}
