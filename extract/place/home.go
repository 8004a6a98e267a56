package place

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"sitrep/extract"
	"sitrep/extract/gazetteer"
)

// home votes for where the outlet sits: the country that the configuration gives, or that the
// domain ends in, and the place that the domain is named after ("glasgowtimes.co.uk").
func (a *article) home(e *evidence) {
	if p, ok := a.gaz.Unit(a.doc.Article.OutletCountry); ok && a.doc.Article.OutletCountry != "" {
		e.add(&p, 0.6)
	}
	host, path := a.doc.Article.Outlet, ""
	if u, err := url.Parse(extract.OriginalURL(a.doc.Article.URL)); err == nil && u.Hostname() != "" {
		host, path = strings.ToLower(u.Hostname()), u.Path
	}
	if host == "" {
		return
	}
	suffix, _ := publicsuffix.PublicSuffix(host)
	if code := strings.ToUpper(suffix[strings.LastIndexByte(suffix, '.')+1:]); len(code) == 2 {
		if p, ok := a.gaz.Unit(countryOfDomain(code)); ok && !genericDomain[code] {
			e.add(&p, 0.8)
		}
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return
	}
	label := strings.TrimSuffix(domain, "."+suffix)
	if p, ok := a.outletTown(strings.TrimPrefix(host, "www."), domain, label); ok {
		e.add(&p, outletWeight)
		if p.Feature != "ADM1" {
			a.seat = &p
		}
		return
	}
	a.nameOfDomain(label, e)
	a.sections(path, e)
}

// outletWeight is the vote for the town where the outlet is known to sit.
const outletWeight = 1.5

func countryOfDomain(code string) string {
	if code == "UK" {
		return "GB"
	}
	return code
}

// genericDomain are country domains that the whole world uses.
var genericDomain = map[string]bool{"CO": true, "TV": true, "ME": true, "IO": true, "FM": true, "AI": true, "CC": true, "WS": true, "LY": true, "TO": true, "NU": true}

// paperWords are what a newspaper's domain adds to the name of its town.
var paperWords = []string{"newspapers", "newspaper", "dispatch", "telegraph", "chronicle", "register", "courier", "tribune", "journal", "gazette", "citizen", "observer",
	"examiner", "advocate", "enquirer", "guardian", "standard", "sentinel", "herald", "record", "reporter", "leader", "ledger", "online", "media", "today", "times", "daily",
	"review", "messenger", "banner", "bulletin", "clarion", "democrat", "republican", "eagle", "globe", "intelligencer", "independent", "monitor", "statesman",
	"transcript", "weekly", "local", "area", "progress", "patriot", "beacon", "commercial", "constitution", "inquirer", "mercury", "mirror", "morning", "evening",
	"recorder", "telegram", "county", "city", "valley", "info", "web", "net", "union", "examiner", "247", "24",
	"press", "news", "mail", "post", "star", "sun", "echo", "live", "argus", "voice", "world", "the", "fp", "tv", "my"}

// nameOfDomain strips what newspapers add and looks the rest up. The vote goes to every namesake
// by its share, so that a common name says little.
func (a *article) nameOfDomain(label string, e *evidence) {
	name := strings.ReplaceAll(label, "-", " ")
	for stripped := true; stripped; {
		stripped = false
		for _, w := range paperWords {
			if len(name) > len(w)+2 && strings.HasSuffix(name, w) {
				name, stripped = strings.TrimSpace(strings.TrimSuffix(name, w)), true
			}
			if len(name) > len(w)+2 && strings.HasPrefix(name, w) {
				name, stripped = strings.TrimSpace(strings.TrimPrefix(name, w)), true
			}
		}
	}
	if len(name) < 2 || a.lex.common[name] {
		return
	}
	if len(name) == 2 {
		if p, ok := a.gaz.Unit("US." + strings.ToUpper(name)); ok {
			e.add(&p, 1)
		}
		return
	}
	rs := a.readings(gazetteer.Hash(0, gazetteer.Normalise(name)))
	rs = slices.DeleteFunc(rs, func(r *reading) bool {
		return strings.HasPrefix(r.place.Feature, "PPL") && !anglophone[r.place.Country]
	})
	for _, r := range rs {
		r.score = r.prior
	}
	share(rs, 1)
	for _, r := range rs {
		if name == label && r.place.Population < ownDomain {
			continue
		}
		e.add(&r.place, 1.2*r.share)
		if r.share > 0.7 && r.place.Population >= ownDomain {
			a.seat = &r.place
		}
	}
}

// ownDomain is the population from which a city's bare name is the domain of its newspaper ("cincinnati.com") rather than a brand.
const ownDomain = 100_000

// sections votes for the states and towns that sections of the address are named after: "/illinois/joliet/police-man-shot". The last part is the
// story's own name. A name that several places of like size share says nothing.
func (a *article) sections(path string, e *evidence) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for _, part := range parts[:len(parts)-1] {
		name := gazetteer.Normalise(strings.ReplaceAll(strings.ToLower(part), "-", " "))
		if len(name) < 4 || a.lex.common[name] {
			continue
		}
		rs := slices.DeleteFunc(a.readings(gazetteer.Hash(0, name)), func(r *reading) bool { return r.class == gazetteer.Alternate || r.prior < 4 })
		for _, r := range rs {
			r.score = r.prior
		}
		share(rs, decade)
		for _, r := range rs {
			if r.share > 0.7 && anglophone[r.place.Country] {
				e.add(&r.place, outletWeight)
			}
		}
	}
}

// decade is the sharpness at which shares go by population.
const decade = math.Ln10
