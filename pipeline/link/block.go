package link

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"
)

// KeyLength is the length of a key in bytes: two for the day on which its bin begins, big-endian, so that what happens at one time is
// filed in one place however much is kept; six of a hash over what the reports have in common, or of a cell. Two things of one
// hash only make the linker weigh pairs that it would not have weighed.
const KeyLength = 8

// Keys returns the keys under which a report is filed, sorted. Two reports can only become one incident if one
// of them is filed under a key that the other probes, so the cost of a report depends on how much
// happened near it and at its time, not on how much is kept.
//
//	p  a cell of half a degree, a bin of days
//	s  the name of a site, a bin of days: for places that the gazetteer lacks, or that were taken for a namesake
//	r  a street's name, a bin of days
//	w  a capitalised word of a report without a site, a bin of days (W: a word of the site's name of one that has it)
//	a  a first-order division, a bin of days (A: of reports that know no more than that)
//	n  a country, a bin of days, for kinds of which a country has few at a time (N: of reports that know only the country)
//	t  a country, a bin of days, a large toll (T: of reports that know only the country)
//
//	x  a person's name, a bin of 60 days
//	m  two neighbouring hashes of the text's sketch, h  a headline: a bin of 16 days
//
// Slacks are whole bins, so that of two reports either both find the other or none does.
// A country is never a key by itself for kinds that happen daily: two shootings "in Mexico" have nothing in common.
func (s *Signature) Keys() []string {
	keys := s.textKeys(0)
	for _, k := range kindsOf(s.Type) {
		for _, bin := range s.bins(k, 0) {
			keys = append(append(keys, s.placeKeys(k, bin)...), s.wordKeys(k, bin, "w", "W")...)
		}
	}
	return unique(keys)
}

// Probes returns the keys under which a report's candidates are filed, sorted.
func (s *Signature) Probes() []string {
	keys := s.textKeys(60)
	for _, k := range kindsOf(s.Type) {
		for _, bin := range s.bins(k, k.spread()) {
			keys = append(append(keys, s.placeProbes(k, bin)...), s.wordProbes(k, bin)...)
		}
	}
	return unique(keys)
}

// maxBins bounds the bins of a report that is dated to a long span: "this year" is no time to look for.
const maxBins = 12

// bins returns the bins of days of the incident, widened by slack days on both sides.
func (s *Signature) bins(k kind, slack int) []int {
	if s.From == 0 {
		return nil
	}
	first, last := floorDiv(s.From-slack, k.window()), floorDiv(s.To+slack, k.window())
	if last-first >= maxBins+slack {
		return nil
	}
	var bins []int
	for b := first; b <= last; b++ {
		bins = append(bins, b)
	}
	return bins
}

func (s *Signature) placeKeys(k kind, bin int) []string {
	p := s.Site
	if p == nil {
		return nil
	}
	var keys []string
	if p.Name != "" && (p.Level >= levelAdmin2 || p.Level == levelNone) {
		keys = append(keys, key("s", k, bin, strings.ToLower(p.Name)))
	}
	if p.Level >= levelAdmin2 && p.Point {
		keys = append(keys, cellKey(k, bin, cell(p.Lat), cell(p.Lon)))
	}
	if p.Admin1 != "" {
		keys = append(keys, key("a", k, bin, p.Admin1))
		if p.Level == levelAdmin1 || !p.Point {
			keys = append(keys, key("A", k, bin, p.Admin1))
		}
	}
	if rare(k) && p.Country != "" {
		keys = append(keys, key("n", k, bin, p.Country))
		if p.Level <= levelCountry {
			keys = append(keys, key("N", k, bin, p.Country))
		}
	}
	keys = append(keys, s.tollKeys("t", k, bin)...)
	if p.Level <= levelCountry {
		keys = append(keys, s.tollKeys("T", k, bin)...)
	}
	return keys
}

func (s *Signature) placeProbes(k kind, bin int) []string {
	p := s.Site
	if p == nil {
		return nil
	}
	var keys []string
	if p.Name != "" && (p.Level >= levelAdmin2 || p.Level == levelNone) {
		keys = append(keys, key("s", k, bin, strings.ToLower(p.Name)))
	}
	if p.Level >= levelAdmin2 && p.Point {
		for dLat := -1; dLat <= 1; dLat++ {
			for dLon := -1; dLon <= 1; dLon++ {
				keys = append(keys, cellKey(k, bin, cell(p.Lat)+dLat, cell(p.Lon)+dLon))
			}
		}
	}
	if p.Admin1 != "" {
		letter := "A"
		if p.Level == levelAdmin1 || !p.Point {
			letter = "a"
		}
		keys = append(keys, key(letter, k, bin, p.Admin1))
	}
	if rare(k) && p.Country != "" {
		letter := "N"
		if p.Level <= levelCountry {
			letter = "n"
		}
		keys = append(keys, key(letter, k, bin, p.Country))
	}
	letter := "T"
	if p.Level <= levelCountry {
		letter = "t"
	}
	return append(keys, s.tollKeys(letter, k, bin)...)
}

// wordKeys files by streets, and a report without a site by its capitalised words, one with a site by the words of the site's name.
func (s *Signature) wordKeys(k kind, bin int, letter, siteLetter string) []string {
	var keys []string
	for _, street := range s.Streets {
		keys = append(keys, key("r", k, bin, street))
	}
	words := s.Propers
	if s.sited() {
		letter, words = siteLetter, s.Site.Words
	}
	for _, h := range words {
		keys = append(keys, key(letter, k, bin, base36(uint64(h))))
	}
	return keys
}

// wordProbes finds what wordKeys filed: reports without a site look for both kinds, one with a site for those without.
func (s *Signature) wordProbes(k kind, bin int) []string {
	keys := s.wordKeys(k, bin, "w", "w")
	if !s.sited() {
		for _, h := range s.Propers {
			keys = append(keys, key("W", k, bin, base36(uint64(h))))
		}
	}
	return keys
}

// sited reports whether the site is known in more than name.
func (s *Signature) sited() bool { return s.Site != nil && s.Site.Country != "" }

// rare reports whether a country sees few incidents of the kind in the time of one.
func rare(k kind) bool {
	switch k {
	case violence, accident, unrest, policing:
		return false
	}
	return true
}

// tollKeys files by a toll that is large enough to be rare.
func (s *Signature) tollKeys(letter string, k kind, bin int) []string {
	var keys []string
	for _, m := range []struct {
		measure string
		least   int
	}{{"killed", 5}, {"injured", 10}, {"abducted", 5}} {
		if toll, ok := s.toll(m.measure); ok && toll[0] >= m.least {
			keys = append(keys, key(letter, k, bin, s.Site.Country, m.measure, strconv.Itoa(toll[0])))
		}
	}
	return keys
}

// textKeys files by names, text and headline, around the day of publication, or of the incident where that is unknown.
func (s *Signature) textKeys(slack int) []string {
	day := s.Published
	if day == 0 {
		day = s.From
	}
	if day == 0 {
		return nil
	}
	var keys []string
	for _, p := range s.Persons {
		keys = onDays(keys, 60, day-slack, day+slack, alike("x", p.Name))
	}
	near := min(slack, 16)
	for i := 0; i+1 < len(s.Sketch) && i < 6; i++ { // two neighbours: a sentence that a paper prints under every story gives one
		keys = onDays(keys, 16, day-near, day+near, alike("m", base36(uint64(s.Sketch[i])<<32|uint64(s.Sketch[i+1]))))
	}
	if s.Title != 0 {
		keys = onDays(keys, 16, day-near, day+near, alike("h", base36(uint64(s.Title))))
	}
	return keys
}

func base36(n uint64) string { return strconv.FormatUint(n, 36) }

// onDays adds the keys of what is alike in each bin of so many days.
func onDays(keys []string, window, first, last int, alike uint64) []string {
	for bin := floorDiv(first, window); bin <= floorDiv(last, window); bin++ {
		keys = append(keys, keyOn(window*bin, alike))
	}
	return keys
}

// key is the key of a bin of days of a kind.
func key(letter string, k kind, bin int, rest ...string) string {
	h := alike(letter, string(k))
	for _, part := range rest {
		h = hash64(hash64(h, "|"), part)
	}
	return keyOn(bin*k.window(), h)
}

// alike hashes what reports have in common.
func alike(letter, part string) uint64 {
	return hash64(hash64(hash64(14695981039346656037, letter), "|"), part)
}

// keyOn makes a key of the first day of a bin and what is alike; see KeyLength.
func keyOn(day int, alike uint64) string {
	var b [2 + 8]byte
	binary.BigEndian.PutUint16(b[:], uint16(day))
	binary.BigEndian.PutUint64(b[2:], alike)
	return string(b[:KeyLength])
}

// hash64 goes on with a hash, FNV-1a, over a string.
func hash64(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// cellKey is the key of a cell. Cells from west to east stand beside one another, so that those around one are found in three places, not nine.
func cellKey(k kind, bin, lat, lon int) string {
	const cells = 720 // half degrees around the globe
	place := uint64(uint16(lat))<<16 | uint64(((lon%cells)+cells)%cells)
	return keyOn(bin*k.window(), alike("p", string(k))<<48|place<<16)
}

func cell(degrees float64) int { return int(math.Floor(degrees * 2)) }

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func unique(keys []string) []string {
	slices.Sort(keys)
	return slices.Compact(keys)
}
