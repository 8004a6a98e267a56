package link

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"sitrep/extract"
)

// What a pair of reports must weigh. A pair below near is not worth a word; one of at least near is looked at
// together; one of at least enough joins its reports, if the rest of what they joined does not object.
const (
	near   = 2.2
	enough = 3.0
	agrees = 1.6 // least mean over all pairs of two groups that are to become one
)

// Weight is the result of comparing two reports: the sum of its features, and the reason that forbids a
// union whatever the sum, empty where there is none.
type Weight struct {
	Score    float64
	Features []extract.MergeFeature
	Refusal  string

	text    float64 // of the score, what names, ages and copied text make
	explain bool    // whether words are wanted beside the numbers; they cost more than the numbers
}

func (w *Weight) add(name string, value float64, format string, args ...any) {
	if value == 0 {
		return
	}
	w.Score += value
	if w.explain {
		w.Features = append(w.Features, extract.MergeFeature{Name: name, Value: math.Round(value*100) / 100, Why: fmt.Sprintf(format, args...)})
	}
}

// connects reports whether the pair is looked at together. Place and time alone connect only what they would unite: else all
// that ever happens in a busy town would hang together.
func (w *Weight) connects() bool { return w.Score >= enough || w.Score >= near && w.text >= 0.7 }

func (w *Weight) refuse(format string, args ...any) {
	switch {
	case w.Refusal != "":
	case w.explain:
		w.Refusal = fmt.Sprintf(format, args...)
	default:
		w.Refusal = "refused"
	}
}

// Weigh compares two reports. It is symmetric. The values are set by hand, on the scale of evidence weights
// (about the natural logarithm of how much likelier the agreement is for one incident than for two).
func Weigh(a, b *Signature) Weight { return weigh(a, b, true) }

func weigh(a, b *Signature, explain bool) Weight {
	if b.ID < a.ID {
		a, b = b, a
	}
	w := Weight{explain: explain}
	if w.weighType(a, b); w.Refusal != "" && !explain {
		return w // nothing can outweigh it
	}
	typed := w.Score
	w.weighCopy(a, b)
	w.weighPersons(a, b)
	w.weighAges(a, b)
	w.text = w.Score - typed
	w.weighPlace(a, b)
	w.weighTime(a, b)
	w.weighTolls(a, b)
	w.weighWords(a, b)
	w.weighPropers(a, b)
	w.weighMeans(a, b)
	w.Score = math.Round(w.Score*100) / 100
	return w
}

func (w *Weight) weighType(a, b *Signature) {
	value, fits := typeMatch(a.Type, b.Type)
	if !fits {
		w.refuse("type: %s and %s", a.Type, b.Type)
		return
	}
	w.add("type", value, "%s and %s", a.Type, b.Type)
}

// weighCopy knows a copied text: a wire story in two papers, or a page that was archived twice. Two reports of
// one article are two incidents as a rule, for the article itself tells them apart.
func (w *Weight) weighCopy(a, b *Signature) {
	if a.Article == b.Article {
		if twoTowns(a.Site, b.Site) {
			w.refuse("place: one article tells of %s and of %s", a.Site.Name, b.Site.Name)
		}
		apart := -1.0
		if a.Type == b.Type {
			apart = -2
		}
		w.add("article", apart, "told apart by one article")
		return
	}
	share := resemblance(a.Sketch, b.Sketch)
	switch {
	case share >= 0.5:
		w.add("copy", 2+3*share, "%.0f %% of the text", 100*share)
	case a.Title != 0 && a.Title == b.Title:
		w.add("copy", 2.5, "same headline")
	case share >= 0.2:
		w.add("copy", 4*share, "%.0f %% of the text", 100*share)
	}
}

// twoTowns reports whether two sites are two towns or quarters of the gazetteer, however near each other.
func twoTowns(a, b *Site) bool {
	return a != nil && b != nil && a.Level >= levelLocality && b.Level >= levelLocality && a.ID != "" && b.ID != "" && a.ID != b.ID
}

// weighPersons counts the people that both name. One with an age beside the name is a victim or a suspect.
func (w *Weight) weighPersons(a, b *Signature) {
	value := 0.0
	var both []string
	for i, j := 0, 0; i < len(a.Persons) && j < len(b.Persons); {
		p, q := &a.Persons[i], &b.Persons[j]
		switch {
		case p.Name < q.Name:
			i++
			continue
		case p.Name > q.Name:
			j++
			continue
		case p.Aged && q.Aged:
			value += 3 / float64(1+len(both)) // each further one says less
		case p.Aged || q.Aged:
			value += 2.4 / float64(1+len(both))
		default:
			value += 1.4 / float64(1+len(both))
		}
		both = append(both, p.Name)
		i, j = i+1, j+1
	}
	if len(both) > 0 {
		w.add("names", min(value, 5), "%s", strings.Join(both, ", "))
	} else if aged(a) && aged(b) {
		w.add("names", -0.4, "different people")
	}
	streets := 0
	for _, s := range a.Streets {
		if slices.Contains(b.Streets, s) {
			streets++
		}
	}
	if streets > 0 {
		w.add("streets", 1.2+0.5*float64(min(streets-1, 2)), "%d in common", streets)
	} else if len(a.Streets) > 0 && len(b.Streets) > 0 {
		w.add("streets", -0.5, "none in common")
	}
}

func aged(s *Signature) bool {
	return slices.ContainsFunc(s.Persons, func(p Person) bool { return p.Aged })
}

// weighPlace compares the sites. Sites that are far apart forbid a union, unless the words speak strongly for it:
// then one of the two was taken for a namesake.
func (w *Weight) weighPlace(a, b *Signature) {
	p, q := a.Site, b.Site
	switch {
	case p == nil && q == nil:
		w.add("place", -0.3, "not known")
	case p == nil:
		w.weighNamed(q, a)
	case q == nil:
		w.weighNamed(p, b)
	case sameName(p, q) && (p.ID == "" || q.ID == "" || p.ID != q.ID && min(p.Level, q.Level) >= levelAdmin2):
		w.add("place", 0.8, "the same name") // not in the gazetteer, or one of the two was taken for a namesake
	case p.Country == "":
		w.weighNamed(p, b)
	case q.Country == "":
		w.weighNamed(q, a)
	case p.Country != q.Country && !closeBy(p, q):
		w.apart(-3, "%s and %s", p.Country, q.Country)
	default:
		w.weighSites(p, q)
	}
}

// weighNamed looks for the name of one report's site among the capitalised words of the other, whose own is not known.
func (w *Weight) weighNamed(site *Site, other *Signature) {
	if inCommon(site.Words, other.Propers) > 0 {
		w.add("place", 0.9, "named in the other")
		return
	}
	w.add("place", -0.3, "one is not known")
}

func (w *Weight) weighSites(p, q *Site) {
	coarse := min(p.Level, q.Level)
	switch {
	case p.ID != "" && p.ID == q.ID:
		w.add("place", sameWorth(p), "the same place")
	case p.Point && q.Point && coarse >= levelAdmin2:
		w.weighDistance(p, q)
	case coarse == levelAdmin1 || coarse == levelAdmin2:
		if p.Admin1 != "" && q.Admin1 != "" && p.Admin1 != q.Admin1 {
			w.apart(-2, "%s and %s", p.Admin1, q.Admin1)
		} else if p.Admin1 != "" && p.Admin1 == q.Admin1 {
			w.add("place", 0.6, "one within the region of the other")
		}
	case coarse <= levelCountry:
		w.add("place", -0.2, "one is only a country")
	}
}

// apart notes that two sites cannot be one, and forbids the union unless copied text and names weigh more.
func (w *Weight) apart(value float64, format string, args ...any) {
	if w.text < 4 {
		w.refuse("place: "+format, args...)
	}
	w.add("place", value, format, args...)
}

// sameName reports whether two sites are written alike.
func sameName(p, q *Site) bool {
	for _, a := range []string{p.Name, p.Text} {
		for _, b := range []string{q.Name, q.Text} {
			if a != "" && strings.EqualFold(a, b) {
				return true
			}
		}
	}
	return false
}

// sameWorth is what it says that two reports have the same place: much for a street, little for a country.
func sameWorth(s *Site) float64 {
	switch {
	case s.Level >= levelSite:
		return 2.2
	case s.Level == levelLocality && s.Radius > 0 && s.Radius <= 4:
		return 2
	case s.Level == levelLocality && s.Radius <= 10:
		return 1.7
	case s.Level == levelLocality:
		return 1.4
	case s.Level == levelAdmin2:
		return 1
	case s.Level == levelAdmin1:
		return 0.5
	}
	return 0
}

func (w *Weight) weighDistance(p, q *Site) {
	km := distance(p.Lat, p.Lon, q.Lat, q.Lon)
	reach := max(p.Radius, q.Radius, 3)
	switch {
	case km <= reach:
		w.add("place", 1.3, "%.0f km", km)
	case km <= reach+12:
		w.add("place", 0.7, "%.0f km", km)
	case km <= 2*reach+30:
		w.add("place", -0.6, "%.0f km", km)
	case km <= 150:
		w.add("place", -2, "%.0f km", km)
	default:
		w.apart(-3, "%.0f km apart", km)
	}
}

// closeBy reports whether two sites on both sides of a border are near enough to be one.
func closeBy(p, q *Site) bool {
	return p.Point && q.Point && distance(p.Lat, p.Lon, q.Lat, q.Lon) <= max(p.Radius, q.Radius, 10)+10
}

// distance returns the kilometres between two points on a sphere.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	dLat, dLon := (lat2-lat1)*rad, (lon2-lon1)*rad
	h := math.Sin(dLat/2)*math.Sin(dLat/2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Sin(dLon/2)*math.Sin(dLon/2)
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}

func (w *Weight) weighTime(a, b *Signature) {
	if a.From == 0 || b.From == 0 {
		w.weighPublished(a, b)
		return
	}
	gap := max(a.From-b.To, b.From-a.To, 0)
	spread := kindsOf(a.Type)[0].spread()
	exact := exactDays(a, b)
	switch {
	case gap == 0 && exact:
		w.add("time", 1.4, "same day")
	case gap == 0 && !a.Vague && !b.Vague:
		w.add("time", 0.9, "days overlap")
	case gap == 0:
		w.add("time", 0.5, "days may be the same")
	case gap == 1 && exactDays(a, b):
		w.add("time", -0.2, "1 day apart")
	case gap == 1:
		w.add("time", 0.3, "1 day apart")
	case gap <= spread:
		w.add("time", -0.3, "%d days apart", gap)
	case gap <= 4*spread:
		w.add("time", -1.8, "%d days apart", gap)
	default:
		w.add("time", -3, "%d days apart", gap)
		if gap > 30 && gap > 4*spread {
			w.refuse("time: %d days apart", gap)
		}
	}
}

// exactDays reports whether both tell the day.
func exactDays(a, b *Signature) bool { return a.From == a.To && b.From == b.To && !a.Vague && !b.Vague }

func (w *Weight) weighPublished(a, b *Signature) {
	if a.Published == 0 || b.Published == 0 {
		w.add("time", -0.5, "not known")
		return
	}
	if days := abs(a.Published - b.Published); days > 60 && (a.Core && b.Core) {
		w.add("time", -2, "published long apart")
	} else {
		w.add("time", -0.3, "one is not known")
	}
}

// weighTolls compares dead and injured. A later report may say more, and may count among the dead who was
// injured before; a different small number on the same day is a different incident more often than not.
func (w *Weight) weighTolls(a, b *Signature) {
	if len(a.Tolls) == 0 || len(b.Tolls) == 0 {
		return
	}
	if !a.Core || !b.Core { // "the attack that killed dozens", years later
		w.weighMeasure(a, b, "killed", 0.5)
		return
	}
	w.weighMeasure(a, b, "killed", 1)
	w.weighMeasure(a, b, "injured", 0.7)
	if len(a.Tolls)+len(b.Tolls) > 2 {
		for _, measure := range [...]string{"abducted", "missing", "cases", "arrested", "participants"} {
			w.weighMeasure(a, b, measure, 0.4)
		}
	}
}

func (w *Weight) weighMeasure(a, b *Signature, measure string, scale float64) {
	x, okA := a.toll(measure)
	y, okB := b.toll(measure)
	if !okA || !okB {
		return
	}
	gap := max(x[0]-y[1], y[0]-x[1])
	size := float64(max(min(x[0], x[1]), min(y[0], y[1])))
	switch {
	case gap <= 0 && x == y:
		w.add("toll", scale*min(0.3+0.4*math.Log2(1+size), 2.4), "%s %s and %s", measure, x, y)
	case gap <= 0:
		w.add("toll", scale*min(0.2+0.2*math.Log2(1+size), 1.2), "%s %s and %s", measure, x, y)
	case float64(gap) <= 0.25*size || gap == 1 && (a.Update || b.Update || a.Published != b.Published):
		w.add("toll", -0.1*scale, "%s %s and %s", measure, x, y)
	case gap <= 2 || float64(gap) <= 0.6*size:
		w.add("toll", -0.7*scale, "%s %s and %s", measure, x, y)
	default:
		w.add("toll", -1.4*scale, "%s %s and %s", measure, x, y)
	}
}

// bounded is the range of a toll, written out when it is asked for.
type bounded [2]int

func (r bounded) String() string {
	switch {
	case r[1] == math.MaxInt32:
		return fmt.Sprintf("%d or more", r[0])
	case r[0] == r[1]:
		return fmt.Sprint(r[0])
	}
	return fmt.Sprintf("%d to %d", r[0], r[1])
}

func (w *Weight) weighAges(a, b *Signature) {
	if len(a.Ages) == 0 || len(b.Ages) == 0 {
		return
	}
	both := 0
	for _, n := range a.Ages {
		if slices.Contains(b.Ages, n) {
			both++
		}
	}
	switch {
	case both > 0:
		w.add("ages", 0.7+0.5*float64(min(both-1, 3)), "%d in common", both)
	case a.Core && b.Core:
		w.add("ages", -0.7, "none in common")
	}
}

// weighWords takes the share of content words of headline and summary that both have (overlap coefficient:
// a short text within a long one counts in full).
func (w *Weight) weighWords(a, b *Signature) {
	least := min(len(a.Words), len(b.Words))
	if least < 3 {
		return
	}
	both := inCommon(a.Words, b.Words)
	share := float64(both) / float64(min(max(least, 6), 16))
	switch {
	case both >= 2:
		w.add("words", min(2.4*share, 1.8), "%d in common", both)
	case both == 0 && least >= 6:
		w.add("words", -0.4, "none in common")
	}
}

// inCommon counts the hashes in both of two sorted lists.
func inCommon(a, b []uint32) int {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return both
}

// weighPropers counts capitalised words in common: the club, the school, the street, the family.
func (w *Weight) weighPropers(a, b *Signature) {
	least := min(len(a.Propers), len(b.Propers))
	if least < 2 {
		return
	}
	both := inCommon(a.Propers, b.Propers) - sitesInCommon(a, b)
	switch {
	case both > 0:
		w.add("propers", min(0.3*float64(both)+0.8*float64(both)/float64(max(least, 4)), 2), "%d of %d", both, least)
	case least >= 6:
		w.add("propers", -0.4, "none in common")
	}
}

// sitesInCommon counts the words of either site among the capitalised words of both: the place is weighed by itself.
func sitesInCommon(a, b *Signature) int {
	n := 0
	if a.Site != nil {
		for _, h := range a.Site.Words {
			if holds(a.Propers, h) && holds(b.Propers, h) {
				n++
			}
		}
	}
	if b.Site != nil {
		for _, h := range b.Site.Words {
			if (a.Site == nil || !holds(a.Site.Words, h)) && holds(a.Propers, h) && holds(b.Propers, h) {
				n++
			}
		}
	}
	return n
}

func holds(sorted []uint32, h uint32) bool {
	_, found := slices.BinarySearch(sorted, h)
	return found
}

// weighMeans takes weapons and perpetrators in common; firearms are too common to count.
func (w *Weight) weighMeans(a, b *Signature) {
	for _, weapon := range a.Weapons {
		if slices.Contains(b.Weapons, weapon) && weapon != "small_arms" {
			w.add("weapons", 0.2, "%s", weapon)
			break
		}
	}
	for _, actor := range a.Actors {
		if slices.Contains(b.Actors, actor) {
			w.add("actors", 0.4, "%s", actor)
			break
		}
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

func abs(n int) int { return max(n, -n) }
