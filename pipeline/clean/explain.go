package clean

// maxSteps bounds an explanation: a page of a million paragraphs needs no million lines.
const maxSteps = 4000

// Explanation says what was kept and what was struck of a page, in the order in which it was
// decided, for `sitrep clean --explain`.
type Explanation struct {
	Container string   `json:"container,omitempty"`      // the element that was chosen: "div.story-body"
	Source    string   `json:"source,omitempty"`         // page | jsonld | feed | live_blog | text
	Version   string   `json:"version,omitempty"`        // the page is a "print" or "amp" version of its story
	Others    []string `json:"other_versions,omitempty"` // those that it names, which were not fetched: "amp https://..."
	Flat      bool     `json:"degraded_html,omitempty"`
	Steps     []Step   `json:"steps,omitempty"`
}

// Step is one decision about one element or one block.
type Step struct {
	Kept  bool   `json:"kept"`
	What  string `json:"what"` // the element: "div#comments", "p"
	Why   string `json:"why"`
	Bytes int    `json:"bytes"`
	Quote string `json:"quote,omitempty"` // its first words
}

// note adds a step, while there is room.
func (x *Explanation) note(kept bool, what, why string, bytes int, quote string) {
	if len(x.Steps) < maxSteps {
		x.Steps = append(x.Steps, Step{kept, what, why, bytes, clip(quote, 60)})
	}
}

// clip cuts s to at most n bytes at the border of a code point.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}
