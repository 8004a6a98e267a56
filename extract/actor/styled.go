package actor

import "sitrep/extract"

// selfStyled reads the name that an unknown group goes by, in capitals or in quotation marks: "a group calling itself the Black Hand", "the self-styled
// 'Army of Dawn'", "a little-known group, the Sons of Dawn,".
func (r *reader) selfStyled(i int) (extract.Mention[extract.Actor], int) {
	none := extract.Mention[extract.Actor]{}
	apposed := r.apposed(i)
	first := r.styledFrom(i)
	if apposed {
		first = r.pastThe(i + 2)
	}
	if first < 0 {
		return none, 0
	}
	first, last, ok := r.styledName(first)
	if apposed && r.lower(last) != "," {
		return none, 0
	}
	if g, _ := r.groupAtWithin(first); !ok || g != nil {
		return none, 0
	}
	end := last
	if quote[r.lower(last)] && quote[r.lower(first-1)] {
		end++
		if full := r.fullName(last + 1); full > last+1 {
			first, last, end = first-1, full, full // "the '9 April' Liberation Front"
		}
	}
	a := extract.Actor{Kind: "unknown", Canonical: r.doc.Slice(extract.Span{Start: r.doc.Tokens[first].Start, End: r.doc.Tokens[last-1].End})}
	return r.mention(first, last, a, "organization"), r.pastAcronym(end, a)
}

// quotedBand reports whether a name in quotation marks at token i ends like one of an armed group: the "Patriotic Liberation Front".
func (r *reader) quotedBand(i int) bool {
	for n := i + 1; n < min(i+8, r.end); n++ {
		if quote[r.lower(n)] {
			return n > i+2 && (orgHeads[r.lower(n-1)] != "" || r.n.parts[r.lower(n-1)] || quotedHeads[r.lower(n-1)])
		}
	}
	return false
}

// quotedHeads end the names of armed groups that stand in quotation marks.
var quotedHeads = map[string]bool{"force": true, "forces": true, "army": true, "movement": true, "squad": true, "group": true, "militia": true, "guard": true}

// styledFrom returns the token at which the name begins that the word at token i announces, the article passed over, or -1.
func (r *reader) styledFrom(i int) int {
	first := i + 1
	switch w := r.lower(i); {
	case quote[w] && r.quotedBand(i):
		first = i
	case (w == "itself" || w == "themselves") && callings[r.lower(i-1)], styles[w], (w == "called" || w == "named") && isBand[r.lower(i-1)]:
	default:
		return -1
	}
	return r.pastThe(first)
}

func (r *reader) pastThe(i int) int {
	if r.lower(i) == "the" {
		return i + 1
	}
	return i
}

// apposed reports whether an armed or unknown group at token i goes on with a comma, and so perhaps with its name: "a little-known group, the Sons of Dawn,".
func (r *reader) apposed(i int) bool {
	if !isBand[r.lower(i)] || r.lower(i+1) != "," {
		return false
	}
	for n := i - 1; n >= max(r.first, i-3); n-- {
		if w := r.lower(n); r.n.bands[w] || r.listed("obscure", n) {
			return true
		}
	}
	return false
}

// callings stand before "itself" and a name, styles before the name alone.
var (
	callings = map[string]bool{"call": true, "calls": true, "called": true, "calling": true}
	styles   = map[string]bool{"self-styled": true, "so-called": true, "self-named": true, "self-proclaimed": true}
)

// styledName returns the tokens of the name at token i without its quotation marks, and whether there is one.
func (r *reader) styledName(i int) (first, last int, ok bool) {
	if quote[r.lower(i)] {
		return r.quotedName(i + 1)
	}
	last = i
	for last < r.end && last-i < 8 && (r.is(last, extract.Capital) || last > i && r.connects(last)) {
		last++
	}
	if r.n.parts[r.lower(last)] {
		return i, last, false // "a self-styled Maoist commando"
	}
	return i, last, last > i && r.is(i, extract.Capital) && !r.headAlone(i, last)
}

// quotedName returns the tokens from token i to the quotation mark that ends a name.
func (r *reader) quotedName(i int) (first, last int, ok bool) {
	last = i
	for last < r.end && last-i < 8 && !quote[r.lower(last)] {
		last++
	}
	return i, last, last > i && quote[r.lower(last)] && !r.headAlone(i, last)
}

// headAlone reports whether a name is one word for people: "the so-called Rebels".
func (r *reader) headAlone(first, last int) bool {
	return last == first+1 && r.n.heads.Has(r.lower(first))
}
