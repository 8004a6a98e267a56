package timex

// class is a kind of word or number that a pattern may ask for. A lexeme may belong to several.
type class uint8

// The classes. Those before numeral are listed in lexicon.txt; the rest are read off the digits.
const (
	month    class = iota // 1 January .. 12 December
	weekday               // 1 Monday .. 7 Sunday
	weekdays              // "Mondays"
	unit                  // see the units of period.go
	units                 // plural
	season                // 1 spring .. 4 winter
	seasons
	part  // 1 morning, 2 afternoon, 3 evening, 4 night, 5 daytime
	parts // plural
	edge  // dawn (morning), dusk (evening)
	point // minutes after midnight: noon, midnight
	ampm  // 0 a.m., 1 p.m.
	zone
	rel     // -1 last, 0 this, 1 next
	late    // -1 recent, 1 coming
	ago     // -1 ago, 1 hence
	dir     // -1 earlier, 1 later
	mod     // 1 early, 2 mid, 3 late
	comp    // 1 earlier, 3 later
	vague   // several, few
	every   // 0 every, 1 each
	adverb  // unit of "daily"
	ordinal // 1..31
	fourth  // of a year: "Q4"
	card    // one .. ninety
	scale   // dozen, hundred, thousand
	decade  // first year of "1990s"; below 100 the century is open
	numeral // any cardinal, in words or digits, of one lexeme or more
	year    // 1000..2199 in digits, or "nineteen ninety-six"
	day     // 1..31 in digits
	mm      // 1..12 in digits
	yy      // two digits
	n4      // four digits
	hour    // 0..24
	clock   // "12:30" in minutes after midnight
	half    // "1/2"
	holiday // index of the holidays
	numClasses
)

// classNames are the names of the classes in lexicon.txt and grammar.txt.
var classNames = [numClasses]string{"MONTH", "WEEKDAY", "WEEKDAYS", "UNIT", "UNITS", "SEASON", "SEASONS", "PART", "PARTS", "EDGE", "POINT",
	"AMPM", "ZONE", "REL", "LATE", "AGO", "DIR", "MOD", "COMP", "VAGUE", "EVERY", "ADVERB", "ORD", "QUARTER", "CARD", "SCALE", "DECADE",
	"NUM", "YEAR", "DAY", "MM", "YY", "N4", "HOUR", "CLOCK", "HALF", "HOLIDAY"}

// classes is a set of classes.
type classes uint64

func of(cs ...class) classes {
	var set classes
	for _, c := range cs {
		set |= 1 << c
	}
	return set
}

func (s classes) has(c class) bool { return s>>c&1 != 0 }

// cores are the classes of which every time expression has one, unless a literal stands for it.
var cores = of(month, weekday, weekdays, unit, units, season, seasons, part, parts, edge, point, late, adverb, fourth, decade, year, clock, holiday,
	ampm, n4, yy)
