package place

import (
	"strings"

	"sitrep/extract"
)

// titleTail returns the first token of what a page's title says of the outlet itself ("... - KMOV.com", "... - WMC Action News 5 - Memphis, Tennessee",
// "... | WBTV Charlotte"), or the number of tokens of the title where it says nothing. Towns named there are where the outlet sits.
func (a *article) titleTail() int {
	end := 0
	for end < len(a.doc.Tokens) && a.doc.Tokens[end].Start < a.doc.Body {
		end++
	}
	for i := 2; i < end; i++ {
		if separator[a.doc.Tokens[i].Lower] && a.spaced(i) && a.namesOutlet(i+1, end) {
			return i
		}
	}
	return end
}

var separator = map[string]bool{"-": true, "|": true, "–": true, "—": true, ":": true, "--": true}

// spaced reports whether white space stands on one side of token i at least: "suspects sought - KSLA", "shooting: WTOC-TV".
func (a *article) spaced(i int) bool { return a.doc.Tokens[i].Is(extract.Space) }

// namesOutlet reports whether the tokens from i up to the next separator name a station, a paper or a site.
func (a *article) namesOutlet(i, end int) bool {
	for ; i < end && separator[a.doc.Tokens[i].Lower]; i++ {
	}
	for first := i; i < end && !(separator[a.doc.Tokens[i].Lower] && a.spaced(i)); i++ {
		word := a.doc.Word(i)
		if i-first < 5 && (stationSign(word) || strings.HasSuffix(a.plain[i], ".com") || strings.Contains(word, ".com-")) || newsWords[a.plain[i]] && a.doc.Tokens[i].Is(extract.Capital) && i-first > 0 {
			return true
		}
	}
	return false
}

// newsWords are words of the names and slogans of outlets.
var newsWords = map[string]bool{"news": true, "weather": true, "sports": true, "coverage": true, "newschannel": true, "tv": true, "online": true, "radio": true}

// stationSign reports whether a word is a call sign, with what stations add to it: "KSLA", "WBNS-10TV".
func stationSign(word string) bool {
	sign, _, _ := strings.Cut(word, "-")
	if len(sign) < 4 || len(sign) > 4 || sign[0] != 'K' && sign[0] != 'W' {
		return false
	}
	return sign == strings.ToUpper(sign) && outletTowns()[strings.ToLower(sign)] != ""
}
