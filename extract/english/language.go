package english

import "strings"

// reads reports whether an article of a language (BCP 47) is read: English of any country, and what is too short to tell
// ("und") or says nothing. Other languages are kept and marked, not read: an English rule would find what is not there.
func reads(language string) bool {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	return base == "en" || base == "und" || base == ""
}
