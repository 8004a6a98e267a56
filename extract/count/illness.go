package count

import (
	"strconv"
	"strings"

	"sitrep/extract"
)

// surety returns the status that a word of the group gives to cases and deaths of an illness: "28 suspected cases"; "" where there is none, or both.
func (r *reader) surety(grp *extract.Group) string {
	status := ""
	for i := grp.First; i < grp.Head; i++ {
		switch r.doc.Tokens[i].Lower {
		case "suspected", "suspect", "probable", "presumed":
			if status == "confirmed" {
				return ""
			}
			status = "suspected"
		case "confirmed", "laboratory-confirmed", "lab-confirmed":
			if status == "suspected" {
				return ""
			}
			status = "confirmed"
		}
	}
	return status
}

// latestCase returns the number of "the 12th human case", 0 where the words say no such thing.
func (r *reader) latestCase(grp *extract.Group) int {
	for i := grp.First; i < grp.Head; i++ {
		w := r.doc.Tokens[i].Lower
		if n := ordinals[w]; n > 0 {
			return n
		}
		if digits := strings.TrimRight(w, "thrdns"); digits != w && digits != "" && isDecimal(digits) && len(digits) <= 4 {
			n, _ := strconv.Atoi(digits)
			return n
		}
	}
	return 0
}

// oneCase reads "a case of cholera", "the first case", and "no new cases" as none.
func (r *reader) oneCase(grp *extract.Group) (quantity, bool) {
	first := r.doc.Tokens[grp.First].Lower
	switch single := r.doc.Tokens[grp.Head].Lower == "case"; {
	case first == "no" && (r.tokenIn(grp, "severe") || r.tokenIn(grp, "serious") || r.tokenIn(grp, "fatal")):
		return quantity{}, false
	case first == "no" && !r.immediate(grp):
		return quantity{qualifier: "none", last: grp.Head}, true
	case single && (first == "a" || first == "another" || r.tokenIn(grp, "first") || r.tokenIn(grp, "second")):
		return quantity{lo: 1, hi: 1, best: 1, qualifier: "exact", incremental: first == "another", last: grp.Head}, true
	}
	return quantity{}, false
}

// ofHerds reports whether the sentence speaks of animals and of nobody ill, so that a case is none of people: "anthrax in a herd of cattle, the first case this
// year".
func (r *reader) ofHerds() bool {
	sent := &r.doc.Sentences[r.sentence]
	animals := false
	for i := sent.First; i < sent.Last; i++ {
		w := r.doc.Tokens[i].Lower
		one, _ := lexicon().singular(w)
		if _, person := lexicon().role(one); person && !officials[one] || w == "human" || w == "patient" || w == "patients" {
			return false
		}
		animals = animals || lexicon().things[one] == "animal" || w == "farm" || w == "farms"
	}
	return animals
}

// officials only speak of an outbreak among animals.
var officials = wordSet("officer official minister spokesman spokeswoman veterinarian vet expert scientist governor director farmer owner")

// diseased reports whether a case is one of illness: a disease is named in the group, behind "of", or in the sentence.
func (r *reader) diseased(g int) bool {
	grp := &r.doc.Groups[g]
	for i := grp.First; i < grp.Last; i++ {
		switch w := r.doc.Tokens[i].Lower; {
		case w == "some" && r.doc.Tokens[i+1].Is(extract.Digit): // "some 1,600 suspected cases"
		case otherCases[w]:
			return false
		case lexicon().diseases[w] || w == "infections":
			return true
		}
	}
	sent := &r.doc.Sentences[r.sentence]
	for i := sent.First; i < sent.Last; i++ {
		if lexicon().diseases[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	return r.outbreak() && r.caseOfIllness(g)
}

// caseOfIllness reports whether the words beside "cases" are those of health reports, in an article that names a disease elsewhere.
func (r *reader) caseOfIllness(g int) bool {
	grp := &r.doc.Groups[g]
	for i := grp.First; i < grp.Last; i++ {
		if illCases[r.doc.Tokens[i].Lower] {
			return true
		}
	}
	c := r.clauseOf(g)
	return c >= 0 && (countsCases[r.doc.Groups[r.clauses[c].Verb].Verb.Lemma] || r.exist(c))
}

// exist reports whether clause c opens with "there" and "be": "there have been 48 cases".
func (r *reader) exist(c int) bool {
	v := &r.doc.Groups[r.clauses[c].Verb]
	return v.Verb.Lemma == "be" && v.First > 0 && r.doc.Tokens[v.First-1].Lower == "there"
}

// otherCases stand before cases of the courts, or of no certain number.
var otherCases = wordSet("court murder legal criminal homicide assault abuse such some many most")

// illCases stand before cases of an illness, countsCases are what health officials do with them.
var (
	illCases    = wordSet("confirmed suspected suspect probable new additional laboratory-confirmed lab-confirmed imported active human severe reported known total fatal")
	countsCases = wordSet("confirm report record detect register diagnose log identify find notify count tally")
)

// fumes reports whether the sentence tells of gas or smoke that came out, which hurts those whom it sickens.
func (r *reader) fumes() bool {
	sent := &r.doc.Sentences[r.sentence]
	for i := sent.First; i < sent.Last; i++ {
		switch r.doc.Tokens[i].Lower {
		case "fumes", "chlorine", "ammonia", "monoxide", "smoke", "leak", "leaked":
			return true
		}
	}
	return false
}

// outbreak reports whether the document speaks of a disease, so that patients in hospital need not be injured.
func (r *reader) outbreak() bool {
	if r.disease == 0 {
		r.disease = -1
		for i := range r.doc.Tokens {
			if lexicon().diseases[r.doc.Tokens[i].Lower] {
				r.disease = 1
				break
			}
		}
	}
	return r.disease > 0
}
