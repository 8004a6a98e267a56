package pipeline

import "sitrep/pipeline/clean"

// Feed is a source as the configuration has it: where it is, and what is known of its outlet that its pages may not say.
type Feed struct {
	Name         string           `yaml:"name"`                    // unique; the key under which the store remembers it
	URL          string           `yaml:"url"`                     // http, https, or file: relative to the configuration
	Outlet       string           `yaml:"outlet,omitempty"`        // name of the outlet
	Country      string           `yaml:"country,omitempty"`       // ISO 3166-1 alpha-2 of the outlet's home
	Language     string           `yaml:"language,omitempty"`      // BCP 47
	Zone         string           `yaml:"zone,omitempty"`          // IANA zone of its dates that have none; UTC where empty
	TrustContent bool             `yaml:"trust_content,omitempty"` // the feed carries the full text: pages are not fetched
	Disabled     bool             `yaml:"disabled,omitempty"`      // kept, not polled
	Selectors    *clean.Selectors `yaml:"selectors,omitempty"`     // where cleaning needs help
}
