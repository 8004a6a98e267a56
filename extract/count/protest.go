package count

import (
	"slices"
	"strings"

	"sitrep/extract"
)

// unrest reports whether the sentence names a protest.
func (r *reader) unrest() bool {
	sent := &r.doc.Sentences[r.sentence]
	return slices.ContainsFunc(r.doc.Tokens[sent.First:sent.Last], func(t extract.Token) bool {
		one, _ := lexicon().singular(t.Lower)
		return march(one) || march(t.Lower)
	})
}

// march reports whether a word is what people take part in.
func march(word string) bool { return lexicon().protests["march"][word] }

// riots reports whether the document speaks of protests or riots.
func (r *reader) riots() bool {
	if r.riot == 0 {
		r.riot = -1
		if slices.ContainsFunc(r.doc.Tokens, func(t extract.Token) bool { return lexicon().protests["unrest"][t.Lower] }) {
			r.riot = 1
		}
	}
	return r.riot > 0
}

// crowded reports whether group g counts ten people or more who keep no order.
func (r *reader) crowded(g int) bool {
	p, ok := r.party(g)
	return ok && p.person && !p.unnumbered && p.q.best >= 10 && p.role != "security_force" && p.role != "perpetrator" && p.role != "combatant"
}

// rioted reads what a crowd does: "some 80 boys hurled eggs".
func (r *reader) rioted(p phrase) (e effect, target int, ok bool) {
	violent := lexicon().protests["crowd"][p.verb.Lemma] && r.unrest() || lexicon().protests["riot"][p.verb.Lemma] && r.riots()
	if violent && !p.verb.Passive && r.crowded(p.clause.Subject) {
		return effect{measure: "participants", numbered: true}, p.clause.Subject, true
	}
	return e, -1, false
}

// tookPart reads "took part", "took to the streets", "turned out", "staged a sit-in", "blocked the highway", "stormed the
// parliament", "went on strike".
func (r *reader) tookPart(p phrase) (e effect, target int, ok bool) {
	switch {
	case p.is("take") && (p.object == "part" || r.prep(p.c, "to", "streets")), p.is("turn") && (p.next == "out" || p.verb.Particle == "out"),
		p.is("attend", "join", "stage", "hold") && march(p.object),
		p.is("block", "blockade", "barricade") && lexicon().protests["way"][p.object] && r.crowded(p.clause.Subject),
		p.is("storm") && lexicon().protests["seat"][p.object] && r.crowded(p.clause.Subject), r.stoppedWork(p):
		return effect{measure: "participants", numbered: true}, p.clause.Subject, true
	}
	return e, -1, false
}

// readCrowd reads "a crowd of 500", "a crowd of some 2,000 people".
func (r *reader) readCrowd(g int) {
	inner := r.ofGroup(g)
	if inner < 0 {
		r.readStrong(g)
		return
	}
	ctx, real := r.base(effect{measure: "participants", numbered: true}, r.doc.Groups[g].Span, r.clauseOf(g), "crowd")
	if p, ok := r.party(inner); ok && real && !p.unnumbered {
		r.add([]party{p}, ctx)
	}
}

// readStrong reads "a 50-strong crowd", "the 200-person crowd".
func (r *reader) readStrong(g int) {
	grp := &r.doc.Groups[g]
	for i := grp.First; i < grp.Head; i++ {
		number, kind, _ := strings.Cut(r.doc.Tokens[i].Lower, "-")
		n, ok := decimal(strings.ReplaceAll(number, ",", ""), 1)
		if !ok || kind != "strong" && kind != "person" && kind != "member" {
			continue
		}
		if ctx, real := r.base(effect{measure: "participants", numbered: true}, grp.Span, r.clauseOf(g), "crowd"); real {
			p := party{group: g, span: grp.Span, role: roleUnspecified, victim: "crowd", person: true, plural: true}
			p.q.set("exact", n, n)
			r.add([]party{p}, ctx)
		}
		return
	}
}

// readMarchers reads "500 protesters": participants, unless something befell them.
func (r *reader) readMarchers(g int) {
	grp := &r.doc.Groups[g]
	ctx, real := r.base(effect{measure: "participants", numbered: true}, r.doc.Tokens[grp.Head].Span, r.clauseOf(g), "marchers")
	if p, ok := r.party(g); ok && real && !p.unnumbered && !p.q.definite && p.q.best > 1 && p.q.qualifier != "none" {
		r.add([]party{p}, ctx)
	}
}

// stoppedWork reports whether a verb says that people went on strike: "walked off the job", "went on strike", "downed tools".
func (r *reader) stoppedWork(p phrase) bool {
	switch {
	case p.is("walk"):
		return p.object == "job" || r.prep(p.c, "off", "job")
	case p.is("go", "be"):
		return r.prep(p.c, "on", "strike")
	}
	return p.is("down") && p.object == "tools"
}
