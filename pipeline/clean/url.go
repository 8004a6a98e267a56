package clean

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"sort"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// ErrURL is an address that names no page of the web.
var ErrURL = errors.New("not an http address")

// maxURL is the length, in bytes, beyond which an address is none: the longest that browsers and servers agree on is a quarter of it.
const maxURL = 8 << 10

// CanonicalURL returns the one form of an address: scheme https where it was http, host in lower case without
// "www." and default port, no fragment, no tracking parameters, the others sorted, no slash at the end of a path.
// Two addresses that differ only in these lead to one page; the form is a key, not an address to fetch.
func CanonicalURL(raw string) (string, error) {
	if len(raw) > maxURL {
		return "", fmt.Errorf("%w: %d bytes", ErrURL, len(raw))
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return "", fmt.Errorf("%w: %q", ErrURL, raw)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return "", fmt.Errorf("%w: %q", ErrURL, raw)
	}
	host := strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	out := "https://" + host + cleanPath(u.EscapedPath())
	if q := cleanQuery(u.RawQuery); q != "" {
		out += "?" + q
	}
	return out, nil
}

func cleanPath(p string) string {
	if p == "" || p == "/" {
		return "/"
	}
	trailing := strings.TrimRight(p, "/")
	if !strings.Contains(p, "/./") && !strings.Contains(p, "/../") && !strings.Contains(p, "//") {
		return trailing
	}
	return path.Clean("/" + trailing)
}

// cleanQuery keeps the parameters that name the page, sorted, each as it was written.
func cleanQuery(raw string) string {
	var keep []string
	for _, part := range strings.FieldsFunc(raw, func(r rune) bool { return r == '&' || r == ';' }) {
		key, value, _ := strings.Cut(strings.ToLower(part), "=")
		printed := (key == "print" || key == "printable") && (value == "1" || value == "true" || value == "yes") // another value can be a number of the story
		if key != "" && !tracking(key) && !printed {
			keep = append(keep, part)
		}
	}
	sort.Strings(keep)
	return strings.Join(keep, "&")
}

// trackers are parameters that say where a reader came from and not what is read.
var trackers = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "msclkid": true, "yclid": true, "twclid": true, "igshid": true, "igsh": true, "mc_cid": true, "mc_eid": true,
	"wickedid": true, "_ga": true, "_gl": true, "cmpid": true, "campaign_id": true, "ocid": true, "ncid": true, "ito": true, "smid": true,
	"smtyp": true, "sr_share": true, "ref": true, "ref_src": true, "ref_url": true, "referrer": true, "referer": true, "source": true, "at_medium": true, "at_campaign": true,
	"spm": true, "xtor": true, "ns_mchannel": true, "ns_source": true, "ns_campaign": true, "ns_linkname": true, "ns_fee": true, "feedtype": true, "feedname": true,
	"guccounter": true, "guce_referrer": true, "guce_referrer_sig": true, "__twitter_impression": true, "amp": true, "outputtype": true,
	"soc_src": true, "soc_trk": true, "taid": true, "tpcc": true, "trk": true, "vero_id": true, "vero_conv": true, "_hsenc": true, "_hsmi": true, "mkt_tok": true, "s_kwcid": true,
	"ef_id": true, "emci": true, "emdi": true, "ceid": true, "fb_ref": true, "fb_source": true, "action_object_map": true, "__tn__": true, "recruiter": true, "sref": true, "leadsource": true,
}

func tracking(key string) bool {
	return trackers[key] || strings.HasPrefix(key, "utm_") || strings.HasPrefix(key, "pk_") || strings.HasPrefix(key, "mtm_") || strings.HasPrefix(key, "hsa_") || strings.HasPrefix(key, "at_custom")
}

// Outlet returns the registrable domain of an address ("bbc.co.uk"), or "".
func Outlet(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return strings.TrimPrefix(host, "www.")
}

// canonical returns the page's address in canonical form: the one that the page declares where it
// is of the same outlet and leads deeper than the front page, else the one that it was fetched from.
// A print or AMP version so has the identity of its story.
func (pg *page) canonical(address string) (key string, declared string) {
	own, err := CanonicalURL(address)
	var candidates []string
	for _, l := range pg.links {
		if l.key == "canonical" {
			candidates = append(candidates, l.value)
		}
	}
	candidates = append(candidates, pg.metaValue("og:url"))
	base, _ := url.Parse(address)
	for _, c := range candidates {
		if c == "" || len(c) > maxURL {
			continue
		}
		if base != nil {
			if ref, e := base.Parse(c); e == nil {
				c = ref.String()
			}
		}
		key, e := CanonicalURL(c)
		if e != nil {
			continue
		}
		if err != nil || sameOutlet(c, address) && depth(key) > 0 {
			return key, key
		}
		declared = first(declared, key)
	}
	return own, declared
}

func sameOutlet(a, b string) bool { return Outlet(a) == Outlet(b) }

// depth returns the number of segments of a path; index files are none.
func depth(raw string) int {
	u, err := url.Parse(raw)
	if err != nil {
		return 0
	}
	n := 0
	for _, s := range strings.Split(u.Path, "/") {
		if s != "" && !strings.HasPrefix(s, "index.") && !strings.HasPrefix(s, "default.") {
			n++
		}
	}
	if u.RawQuery != "" {
		n++
	}
	return n
}
