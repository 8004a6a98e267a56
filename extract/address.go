package extract

import "strings"

// OriginalURL returns the address of the page itself where an address leads to its copy in a web archive
// ("https://web.archive.org/web/20140330185038/http://www.example.org/story"), and else the address as it is. The archive is neither
// the outlet nor where it sits.
func OriginalURL(address string) string {
	if i := strings.LastIndex(address, "/http"); i > 0 && (strings.HasPrefix(address[i+5:], "://") || strings.HasPrefix(address[i+5:], "s://")) {
		return address[i+1:]
	}
	return address
}
