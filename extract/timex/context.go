package timex

import "sitrep/extract"

// lower returns the lower form of lexeme i, or "" beyond the text.
func (r *reader) lower(i int) string {
	if i < 0 || i >= len(r.lex) {
		return ""
	}
	return r.lex[i].lower
}

// before returns the word before lexeme i in the same sentence, or "".
func (r *reader) before(i int) string {
	if i <= 0 || r.sentence(i-1) != r.sentence(i) {
		return ""
	}
	return r.lex[i-1].lower
}

// after returns the word after lexeme i-1 in the same sentence, or "".
func (r *reader) after(i int) string {
	if i >= len(r.lex) || r.sentence(i) != r.sentence(i-1) {
		return ""
	}
	return r.lex[i].lower
}

// flags returns the flags of the token that lexeme i belongs to.
func (r *reader) flags(i int) extract.Flags {
	if i < 0 || i >= len(r.lex) {
		return 0
	}
	return r.doc.Tokens[r.lex[i].token].Flags
}

func (r *reader) capital(i int) bool { return r.flags(i)&extract.Capital != 0 }

// capitalWord reports whether the word, not its token, begins with a capital or a digit.
func (r *reader) capitalWord(i int) bool {
	c := r.doc.Text[r.lex[i].Start]
	return 'A' <= c && c <= 'Z' || isDigit(c)
}

// joined reports whether no white space stands between lexemes i-1 and i.
func (r *reader) joined(i int) bool {
	return i > 0 && i < len(r.lex) && r.lex[i-1].End == r.lex[i].Start
}

// isTime reports whether the lexeme can be part of a time expression.
func (r *reader) isTime(i int) bool {
	return i >= 0 && i < len(r.lex) && r.lex[i].classes&of(month, weekday, part, clock, holiday, rel, units, unit, ampm, day, year) != 0
}

func (r *reader) isNumber(i int) bool { return i < len(r.lex) && r.lex[i].classes.has(numeral) }

// clauseEnds reports whether nothing that "after" could govern follows lexeme i-1.
func (r *reader) clauseEnds(i int) bool {
	w := r.after(i)
	return w == "" || !isWord(w) || r.isAfter(i, clauseEnd)
}

// isWord reports whether w begins with a letter or a digit.
func isWord(w string) bool {
	return w != "" && (w[0] >= 'a' && w[0] <= 'z' || isDigit(w[0]) || w[0] >= 0x80)
}

// isPlural reports whether a word looks like a plural noun.
func (r *reader) isPlural(i int) bool {
	w := r.after(i)
	n := len(w)
	return n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != '\'' && isWord(w) && !r.is(i, notPlural)
}
