package pipeline

import (
	"time"

	"sitrep/pipeline/clean"
	"sitrep/pipeline/fetch"
)

// Feed is a source as the configuration has it: where it is, and what is known of its outlet that its pages may not say.
type Feed struct {
	Name         string           `yaml:"name"`                    // unique; the key under which the store remembers it
	URL          string           `yaml:"url"`                     // http, https, or file: relative to the configuration
	Outlet       string           `yaml:"outlet,omitempty"`        // name of the outlet
	Country      string           `yaml:"country,omitempty"`       // ISO 3166-1 alpha-2 of the outlet's home
	Language     string           `yaml:"language,omitempty"`      // BCP 47
	Zone         string           `yaml:"zone,omitempty"`          // IANA zone of its dates that have none; UTC where empty
	TrustContent bool             `yaml:"trust_content,omitempty"` // the feed carries the full text: pages are not fetched
	Interval     Interval         `yaml:"interval,omitempty"`      // how often it is polled
	Disabled     bool             `yaml:"disabled,omitempty"`      // kept, not polled
	Selectors    *clean.Selectors `yaml:"selectors,omitempty"`     // where cleaning needs help
}

// Interval bounds the time between two polls of a source, each as Go writes durations: "2h", "1h30m". Empty fields
// take the bounds of the policy: an hour and a day.
type Interval struct {
	Min string `yaml:"min,omitempty"`
	Max string `yaml:"max,omitempty"`
}

// within returns a policy with the bounds of the interval in place of its own.
func (i Interval) within(p fetch.Policy) fetch.Policy {
	if d, err := time.ParseDuration(i.Min); err == nil { // the configuration was checked: only an empty one is an error
		p.MinInterval = d
	}
	if d, err := time.ParseDuration(i.Max); err == nil {
		p.MaxInterval = d
	}
	return p
}
