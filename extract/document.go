package extract

// Document is an article with its layers of annotation. Text is the reading text:
// the title, a blank line, then the article's text, so that a headline is a sentence
// like any other; Body is the byte at which the article's text begins (0 without a title).
// All spans of all layers count bytes of Text.
type Document struct {
	Article   *Article
	Text      string
	Body      int
	Sentences []Sentence
	Tokens    []Token
	Groups    []Group // in order, not overlapping; only of sentences that were tagged

	Times    []Mention[Timex]
	Places   []Mention[Place]
	Counts   []Mention[Count]
	Triggers []Mention[Trigger]
	Actors   []Mention[Actor]
	Weapons  []Mention[Weapon]

	Claims     []Mention[Claim]     // indices in them count Document.Actors
	Aftermaths []Mention[Aftermath] // of trigger.Aftermaths
}

// SentenceKind tells the sentences of the running text from those that stand apart.
type SentenceKind uint8

// The kinds of sentences.
const (
	Body      SentenceKind = iota // running text
	Headline                      // of the title, or a heading within the text
	Caption                       // of a picture or a video
	Furniture                     // a credit, a byline, a copyright line: never evidence
)

// Sentence is a stretch of text between two sentence breaks. Tokens[First:Last] are its tokens.
type Sentence struct {
	Span
	First, Last int // half-open range of Document.Tokens
	Paragraph   int // 0, 1, ...: sentences between two blank lines share a number
	Kind        SentenceKind
	Dateline    Span // "WASHINGTON (AP) -", zero where there is none; part of the sentence's span
	Tagged      bool // whether its tokens carry part-of-speech tags
}

// Flags are properties of a token's form.
type Flags uint8

// The properties of a token's form.
const (
	Capital Flags = 1 << iota // begins with an upper-case letter
	AllCaps                   // two or more letters, all upper case
	Digit                     // begins with a digit
	Punct                     // no letter and no digit
	Space                     // white space stands before it (or it begins the text)
	Newline                   // a line break stands before it
)

// Token is a word, a number or a punctuation mark. Contractions and possessive endings are
// tokens of their own ("did" "n't", "Iraq" "'s"). Lower is its lower-case form with curly
// quotes made straight and dashes made "-"; Tag is its Penn Treebank tag, empty where the sentence was not tagged.
type Token struct {
	Span
	Lower    string
	Tag      string
	Flags    Flags
	Sentence int // index of Document.Sentences
}

// Is reports whether the token has all of the given flags.
func (t Token) Is(f Flags) bool { return t.Flags&f == f }

// Word returns the token's own text.
func (d *Document) Word(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// Slice returns the text of a span.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// TokenAt returns the index of the first token that ends after byte b, or len(Tokens).
func (d *Document) TokenAt(b int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		if mid := (lo + hi) / 2; d.Tokens[mid].End <= b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// SentenceAt returns the index of the sentence that holds byte b, or of the last one before it.
func (d *Document) SentenceAt(b int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		if mid := (lo + hi) / 2; d.Sentences[mid].End <= b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return min(lo, len(d.Sentences)-1)
}

// InTitle reports whether the span lies in the headline.
func (d *Document) InTitle(s Span) bool { return s.Start < d.Body }

// GroupKind is the kind of a chunk.
type GroupKind uint8

// The kinds of groups.
const (
	NounGroup GroupKind = iota
	VerbGroup
	Preposition
	Conjunction
	Other // punctuation, adverbs, whatever belongs to no group
)

// Group is a chunk: a noun group from determiner to head, a verb group, or a word between them.
// Tokens[First:Last] are its tokens and Head is the index of its head token.
type Group struct {
	Span
	Kind        GroupKind
	First, Last int
	Head        int
	Verb        Verb // of a verb group
}

// Verb describes a verb group.
type Verb struct {
	Lemma      string // of the head: "kill"
	Particle   string // "up" of "blew up"; empty where there is none
	Passive    bool
	Past       bool // past tense
	Perfect    bool // have + participle; with Past: past perfect
	Future     bool // will, shall, going to
	Participle bool // a bare -ing or -ed form without auxiliary
	Infinitive bool // to + verb
	Negated    bool
	Modal      string // could, may, would, ...; empty where there is none
	Control    string // lemma of a governing verb: "threaten" (to kill), "fail" (to explode), "plan" (to attack)
}
