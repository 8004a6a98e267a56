package count

import "sitrep/extract"

// unreal are governing verbs under which nothing has happened yet, or nothing happened.
var unreal = wordSet(`threaten plan plot vow want attempt try fail aim conspire intend order prepare hope seek avoid refuse agree promise decide need offer demand ask urge encourage design expect wish
	mean pledge swear train teach use send like love dare choose schedule help allow require`)

// believed are governing verbs that make a count suspected.
var believed = wordSet("believe think fear presume suspect assume understand appear seem estimate rumor rumour allege")

// realis reports whether the clause at c asserts its event, and with what status ("" plain).
func (r *reader) realis(c, depth int) (status string, ok bool) {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	switch {
	case r.nearly(c):
		return "", false
	case v.Future, cl.Linker == "if" || cl.Linker == "unless" || cl.Linker == "whether":
		return "", false
	case v.Modal != "":
		if v.Perfect && (v.Modal == "may" || v.Modal == "might") {
			return "suspected", true
		}
		return "", false
	case unreal[v.Control] && !(v.Control == "expect" && v.Perfect):
		return "", false
	case v.Infinitive && v.Control == "" && !r.achieved(c):
		return "", false
	}
	status = r.belief(c)
	if parent := cl.Parent; parent >= 0 && parent != c && depth < 8 && r.dependsOn(c) {
		s, real := r.realis(parent, depth+1)
		if !real {
			return "", false
		}
		if status == "" {
			status = s
		}
	}
	return status, true
}

// nearly reports whether an adverb takes the event back: "was nearly lynched", "almost died".
func (r *reader) nearly(c int) bool {
	g := &r.doc.Groups[r.clauses[c].Verb]
	for i := max(g.First-1, 0); i < g.Head; i++ {
		if w := r.doc.Tokens[i].Lower; w == "nearly" || w == "almost" || w == "narrowly" {
			return true
		}
	}
	return false
}

// achieved reports whether an infinitive stands for something that came about: "went on to kill", "the first to die", "the fifth tourist to die".
func (r *reader) achieved(c int) bool {
	g := r.clauses[c].Verb
	for k := g - 1; k >= r.first && k >= g-2; k-- {
		switch r.word(k) {
		case "first", "second", "third", "latest", "last", "on":
			return true
		}
	}
	before := &r.doc.Groups[max(g-1, 0)]
	return r.kind(max(g-1, 0)) == extract.NounGroup && r.doc.Tokens[before.First].Lower == "the" && ordinals[r.doc.Tokens[min(before.First+1, before.Head)].Lower] > 0
}

// belief returns the status that governing or parent verbs of belief give.
func (r *reader) belief(c int) string {
	cl := &r.clauses[c]
	v := &r.doc.Groups[cl.Verb].Verb
	switch {
	case believed[v.Control] || believed[v.Lemma] && v.Passive:
		return "suspected"
	case v.Control == "confirm" || v.Lemma == "confirm" && v.Passive:
		return "confirmed"
	}
	if cl.Kind == complement && cl.Parent >= 0 && believed[r.doc.Groups[r.clauses[cl.Parent].Verb].Verb.Lemma] {
		return "suspected"
	}
	return ""
}

// dependsOn reports whether the clause shares the reality of its parent: ", killing 12", or a bare verb after "could hit and".
func (r *reader) dependsOn(c int) bool {
	cl := &r.clauses[c]
	g := &r.doc.Groups[cl.Verb]
	if cl.Kind == participial {
		return true
	}
	if p := &r.doc.Groups[r.clauses[cl.Parent].Verb].Verb; p.Modal != "" && p.Perfect && g.Last-g.First == 1 && cl.Verb > 0 && r.kind(cl.Verb-1) == extract.Conjunction {
		return true // "could have hit her and killed her"
	}
	return g.Last-g.First == 1 && r.doc.Tokens[g.Head].Tag == "VB" && !g.Verb.Infinitive
}
