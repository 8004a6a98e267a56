package count

import "sitrep/extract"

// readRow reads a row of the table of an outbreak's bulletin: "Cumulative deaths: 19", "Cases this week: 38", "Confirmed cases: 46".
func (r *reader) readRow(g int, e effect) bool {
	colon := g + 1
	if colon < r.last && r.kind(colon) == extract.NounGroup && r.overlapsTime(&r.doc.Groups[colon]) {
		colon++
	}
	if g != r.first || colon+1 >= r.last || r.word(colon) != ":" || r.kind(colon+1) != extract.NounGroup {
		return false
	}
	p, ok := r.party(colon + 1)
	if !ok || p.unnumbered || p.structure || p.victim != "one" {
		return false
	}
	ctx, _ := r.base(e, r.doc.Groups[g].Span, -1, "table")
	switch {
	case colon > g+1:
		ctx.anchor, ctx.period = "period", r.doc.Slice(r.doc.Groups[g+1].Span)
	case r.tokenIn(&r.doc.Groups[g], "cumulative") || r.tokenIn(&r.doc.Groups[g], "total"):
		ctx.anchor = "cumulative"
	case r.tokenIn(&r.doc.Groups[g], "new"):
		ctx.anchor = "incremental"
	}
	if status := r.surety(&r.doc.Groups[g]); status != "" {
		ctx.status = status
	}
	p.span = p.span.Cover(r.doc.Groups[g].Span)
	r.add([]party{p}, ctx)
	return true
}
