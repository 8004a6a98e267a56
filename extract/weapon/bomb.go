package weapon

import (
	"io/fs"
	"strings"

	"sitrep/extract/lexicon"
)

// bomb returns the class of an explosive by what the sentence says of its use.
func (r *reader) bomb(m lexicon.Match[weapon]) string {
	switch {
	case r.dropped(m):
		return "air_bomb"
	case r.rigged(m):
		return "car_bomb"
	case r.placed(m):
		return "ied"
	case r.raided && strings.HasPrefix(r.lower(m.Last-1), "bomb"):
		return "air_bomb"
	}
	return "explosive"
}

// readBombs reads the words by which a bomb is told to be dropped, laid or loaded on a vehicle.
func (w *words) readBombs(files fs.FS) error {
	entries, examples, err := lexicon.ReadEntries(files, "lexicon/bombs.txt", ErrLexicon)
	if err != nil {
		return err
	}
	w.examples = append(w.examples, examples...)
	for _, e := range entries {
		if !bombKeys[e.Key] {
			return e.Errorf("%w: unknown key %q", ErrLexicon, e.Key)
		}
		for _, item := range e.Items {
			w.addBomb(e.Key, item)
		}
	}
	return nil
}

// bombKeys are the keys of bombs.txt, which says what they mean.
var bombKeys = map[string]bool{"bomb": true, "placing": true, "placed": true, "being": true, "loaded": true, "vehicle": true, "laid": true, "dropping": true, "aircraft": true}

func (w *words) addBomb(key, item string) {
	verb, isVerb := strings.CutPrefix(item, "~")
	if !isVerb {
		w.under(key)[item] = true
		return
	}
	for _, f := range lexicon.Verb(verb) {
		w.under(key)[f.Word] = true
	}
}

// under returns the words of a key of bombs.txt.
func (w *words) under(key string) map[string]bool {
	if w.bombs[key] == nil {
		w.bombs[key] = map[string]bool{}
	}
	return w.bombs[key]
}
