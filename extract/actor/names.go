package actor

import (
	"io/fs"
	"slices"
	"strings"

	"sitrep/extract"
	"sitrep/extract/lexicon"
)

// names are the compiled lexicons.
type names struct {
	groups    lexicon.Table[alias]
	heads     lexicon.Table[head]
	countries lexicon.Table[country]
	nations   map[string]string          // adjective or demonym -> country code; of one word
	states    map[string]string          // country code -> name
	modifiers map[string]string          // strong | weak | determiner
	unopening map[string]bool            // determiners that may stand within a group of words, but not open it
	bands     map[string]bool            // words that make an armed band of a group or an organization
	parts     map[string]bool            // parts of an armed group, and its people
	modified  map[string]bool            // nouns before which a head is a modifier
	words     map[string]map[string]bool // key of persons.txt or bands.txt -> words
	claims    lexicon.Table[frame]
	examples  []lexicon.Example // of claims and groups
	actors    []lexicon.Example // of persons and bands
}

// group is an armed group.
type group struct{ canonical, kind, country string }

// alias is one of its names.
type alias struct {
	group   *group
	capital bool // needs a capital letter
	caps    bool // needs capitals throughout
	needs   bool // counts only where the article has another name of the group
}

// head is the head noun of a description.
type head struct {
	kind, class string
	plural      bool
}

// country is a state under one of its names.
type country struct {
	code, name string
	seat       bool // the seat of government stands for it
}

// frame is a phrase of claim, denial or blame.
type frame struct {
	stance, frame string
	deed          bool // the words for a deed must follow
}

// frames are where the one of whom a phrase tells stands to it (see claims.txt).
var frames = []string{"subject", "own", "mutual", "by", "onto", "object", "within", "passive"}

func compile(files fs.FS) (*names, error) {
	n := &names{nations: map[string]string{}, states: map[string]string{}, modifiers: map[string]string{}, unopening: map[string]bool{}, bands: map[string]bool{}, parts: map[string]bool{}, modified: map[string]bool{}, words: map[string]map[string]bool{}}
	for _, read := range []func(fs.FS) error{n.readGroups, n.readHeads, n.readCountries, n.readQualifiers, n.readModified, n.readClaims, n.readPersons, n.readBands} {
		if err := read(files); err != nil {
			return nil, err
		}
	}
	n.groups.Sort()
	n.heads.Sort()
	n.countries.Sort()
	n.claims.Sort()
	return n, nil
}

func (n *names) readGroups(files fs.FS) error {
	lines, examples, err := lexicon.Read(files, "lexicon/groups.txt")
	if err != nil {
		return err
	}
	n.actors = append(n.actors, examples...)
	for _, line := range lines {
		f := strings.Split(line.Text, "|")
		if len(f) != 4 {
			return line.Errorf("%w: want CANONICAL | KIND | COUNTRY | aliases", ErrLexicon)
		}
		g := &group{strings.TrimSpace(f[0]), strings.TrimSpace(f[1]), strings.Trim(f[2], " -")}
		n.addAlias(g, g.canonical)
		for _, a := range lexicon.Items(f[3]) {
			n.addAlias(g, a)
		}
	}
	return nil
}

// addAlias enters a name and its variant with spaces for hyphens.
func (n *names) addAlias(g *group, name string) {
	name, needs := strings.CutPrefix(name, "~")
	a := alias{group: g, needs: needs}
	words := lexicon.Words(name)
	if len(words) == 1 {
		a.capital = name != strings.ToLower(name) && !strings.HasPrefix(name, "al-")
		a.caps = name == strings.ToUpper(name) && len(name) <= 4 && !strings.ContainsAny(name, "0123456789")
	}
	n.groups.Add(words, a)
	if plain := fold(name); plain != name {
		n.groups.Add(lexicon.Words(plain), a)
	}
	if parted := strings.ReplaceAll(name, "-", " "); parted != name && len(words) > 0 && (strings.HasPrefix(words[0], "al-") || len(words) > 1) {
		a.capital = false
		n.groups.Add(lexicon.Words(parted), a)
	}
}

var folds = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n")

func fold(name string) string { return folds.Replace(name) }

func (n *names) readHeads(files fs.FS) error {
	pairs, examples, err := lexicon.ReadPairs(files, "lexicon/heads.txt", "KIND CLASS", ErrLexicon)
	if err != nil {
		return err
	}
	n.actors = append(n.actors, examples...)
	for _, p := range pairs {
		for _, item := range p.Items {
			n.addHead(item, head{kind: p.First, class: p.Second})
		}
	}
	return nil
}

func (n *names) addHead(item string, h head) {
	item, alone := strings.CutPrefix(item, "=")
	words := lexicon.Words(item)
	h.plural = alone
	n.heads.Add(words, h)
	last := words[len(words)-1]
	if plural := lexicon.Plural(last); !alone && plural != last {
		h.plural = true
		n.heads.Add(append(append([]string{}, words[:len(words)-1]...), plural), h)
	}
}

func (n *names) readCountries(files fs.FS) error {
	lines, examples, err := lexicon.Read(files, "lexicon/countries.txt")
	if err != nil {
		return err
	}
	n.actors = append(n.actors, examples...)
	for _, line := range lines {
		f := strings.Split(line.Text, "|")
		if len(f) != 4 {
			return line.Errorf("%w: want CODE | names | adjectives | seats", ErrLexicon)
		}
		code, proper := strings.TrimSpace(f[0]), lexicon.Items(f[1])
		n.states[code] = proper[0]
		for _, name := range proper {
			n.countries.Add(lexicon.Words(name), country{code, proper[0], false})
		}
		for _, seat := range lexicon.Items(f[3]) {
			n.countries.Add(lexicon.Words(seat), country{code, proper[0], true})
		}
		for _, adjective := range lexicon.Items(f[2]) {
			if word := strings.ToLower(adjective); n.nations[word] == "" {
				n.nations[word] = code
			}
		}
		for _, name := range proper {
			if word := strings.ToLower(name); !strings.Contains(word, " ") && n.nations[word] == "" {
				n.nations[word] = code
			}
		}
	}
	return nil
}

func (n *names) readQualifiers(files fs.FS) error {
	entries, examples, err := lexicon.ReadEntries(files, "lexicon/qualifiers.txt", ErrLexicon)
	if err != nil {
		return err
	}
	n.actors = append(n.actors, examples...)
	for _, e := range entries {
		for _, word := range e.Items {
			switch {
			case e.Key == "band":
				n.bands[word] = true
			case e.Key == "notbefore":
				n.unopening[word] = true
			case e.Key == "part":
				n.parts[word] = true
			case n.modifiers[word] == "":
				n.modifiers[word] = e.Key
			}
		}
	}
	return nil
}

func (n *names) readModified(files fs.FS) error {
	lines, examples, err := lexicon.Read(files, "lexicon/modified.txt")
	if err != nil {
		return err
	}
	n.actors = append(n.actors, examples...)
	for _, line := range lines {
		for _, word := range lexicon.Items(line.Text) {
			n.modified[word] = true
		}
	}
	return nil
}

func (n *names) readClaims(files fs.FS) error {
	pairs, examples, err := lexicon.ReadPairs(files, "lexicon/claims.txt", "STANCE FRAME", ErrLexicon)
	if err != nil {
		return err
	}
	n.examples = append(n.examples, examples...)
	for _, p := range pairs {
		if !slices.Contains(extract.ClaimStances, p.First) || !slices.Contains(frames, p.Second) {
			return p.Errorf("%w: unknown stance or frame %q", ErrLexicon, p.First+" "+p.Second)
		}
		for _, phrase := range p.Items {
			phrase, deed := strings.CutSuffix(phrase, " DEED")
			words := lexicon.Words(phrase)
			for _, form := range lexicon.Verb(words[0]) {
				n.claims.Add(append([]string{form.Word}, words[1:]...), frame{p.First, p.Second, deed})
			}
		}
	}
	return nil
}

func (n *names) readPersons(files fs.FS) error { return n.readWords(files, "lexicon/persons.txt") }

func (n *names) readBands(files fs.FS) error { return n.readWords(files, "lexicon/bands.txt") }

// readWords reads "KEY: word, word" lines.
func (n *names) readWords(files fs.FS, name string) error {
	entries, examples, err := lexicon.ReadEntries(files, name, ErrLexicon)
	if err != nil {
		return err
	}
	n.actors = append(n.actors, examples...)
	for _, e := range entries {
		n.words[e.Key] = map[string]bool{}
		for _, word := range e.Items {
			n.words[e.Key][word] = true
		}
	}
	return nil
}

// listed reports whether the word at token i stands under a key of persons.txt or bands.txt.
func (r *reader) listed(key string, i int) bool { return r.n.words[key][r.lower(i)] }
