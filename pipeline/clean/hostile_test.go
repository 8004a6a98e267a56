package clean

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sitrep/extract"
)

// hostile are pages made to break a reader: those of scenarios X11 and X12, and more. With -tags slow they are as large as MaxBytes
// allows; otherwise, a sixteenth of that, they show what is refused and what is kept, in a second or two.
var hostile = map[string]func() []byte{
	"deep":     func() []byte { return []byte(strings.Repeat("<div>", scale(100_000)) + fallenWall) },
	"unclosed": func() []byte { return []byte(strings.Repeat("<b><font color=red>", scale(50_000)) + fallenWall) },
	"attributes": func() []byte {
		return []byte("<div" + numbered(" a%d=1", scale(1_000_000)) + ">" + fallenWall + "</div>")
	},
	"same": func() []byte { return []byte("<div" + strings.Repeat(" a=1", 1_000_000) + ">" + fallenWall + "</div>") },
	"flat": func() []byte {
		return []byte(strings.Repeat("<p>A short line, and no end</p>\n", scale(300_000)) + fallenWall)
	},
	"spans": func() []byte { return []byte("<p>" + strings.Repeat("<span>x</span>", scale(600_000)) + fallenWall) },
	"open": func() []byte {
		return []byte(fallenWall + strings.Repeat("<p>A line without an end. ", scale(300_000)))
	},
	"nul":      func() []byte { return []byte(strings.ReplaceAll(fallenWall, " ", "\x00 ")) },
	"entities": func() []byte { return []byte(strings.Repeat("&notin;&#0;&#x110000;", scale(400_000)) + fallenWall) },
	"table":    func() []byte { return []byte(strings.Repeat("<table><tr><td>", 100) + fallenWall) },
	"comments": func() []byte { return []byte(strings.Repeat("<!-- > -->", scale(900_000)) + fallenWall) },
	"ldjson": func() []byte {
		return []byte(`<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, scale(90_000)) + `</script>` + fallenWall)
	},
	"times": func() []byte {
		return []byte(strings.Repeat(`<time datetime="2020-01-01T00:00:00Z">x</time>`, scale(190_000)) + fallenWall)
	},
	"articles": func() []byte {
		return []byte(strings.Repeat(`<div class="c"><p>`+line120+`</p></div>`, scale(60_000)) + fallenWall)
	},
	"links": func() []byte {
		return []byte(strings.Repeat(`<li><a href="/x">`+line120+`</a></li>`, scale(60_000)) + fallenWall)
	},
	"classes": func() []byte {
		return []byte(numbered(`<div class="a%d share-b">x</div>`, scale(250_000)) + fallenWall)
	},
	"no markup": func() []byte { return bytes.Repeat([]byte("word "), scale(2_000_000)) },
	"lt":        func() []byte { return bytes.Repeat([]byte("<"), scale(10<<20)) },
	"empty":     func() []byte { return nil },
	"600 deep":  func() []byte { return []byte(strings.Repeat("<div>", 600) + fallenWall) },
	"adoption agency": func() []byte {
		return []byte(strings.Repeat("<a><b><i><div>x</a></b>", scale(300_000)) + fallenWall)
	},
	"foster parents": func() []byte {
		return []byte("<table>" + strings.Repeat("<tr>x<td>y<b>z", scale(500_000)) + "</table>" + fallenWall)
	},
	"nested tables": func() []byte { return []byte(strings.Repeat("<table>x", scale(1_000_000)) + fallenWall) },
	"template":      func() []byte { return []byte(strings.Repeat("<template>", scale(1_000_000)) + fallenWall) },
	"svg": func() []byte {
		return []byte(strings.Repeat("<svg><foreignObject><p>x", scale(400_000)) + fallenWall)
	},
	"math":   func() []byte { return []byte(strings.Repeat("<math><mi>", scale(1_000_000)) + fallenWall) },
	"select": func() []byte { return []byte(strings.Repeat("<select><option>x", scale(550_000)) + fallenWall) },
	"80,000 attributes": func() []byte {
		return []byte("<body" + numbered(" a%d=1", 80_000) + ">" + fallenWall)
	},
	"breaks":        func() []byte { return []byte("<p>" + strings.Repeat("<br>", scale(2_600_000)) + fallenWall) },
	"ampersands":    func() []byte { return bytes.Repeat([]byte("&"), scale(10<<20)) },
	"open comments": func() []byte { return bytes.Repeat([]byte("<!--"), scale(10<<20)/4) },
	"open tags":     func() []byte { return bytes.Repeat([]byte("<a "), scale(10<<20)/3) },
	"open quotes":   func() []byte { return bytes.Repeat([]byte(`<a b="`), scale(10<<20)/6) },
	"scripts":       func() []byte { return bytes.Repeat([]byte("<script><!--<script"), scale(10<<20)/19) },
	"formatting":    func() []byte { return []byte(strings.Repeat("<b><i><u><p>", scale(800_000)) + fallenWall) },
	"fonts": func() []byte {
		return []byte(numbered("<font color=%d>", 200) + strings.Repeat("<p>x", scale(2_500_000)) + "</font>" + fallenWall)
	},
	"forms":     func() []byte { return []byte(strings.Repeat("<form><input><button>", scale(450_000)) + fallenWall) },
	"frames":    func() []byte { return []byte("<frameset>" + strings.Repeat("<frame>", scale(1_400_000))) },
	"plaintext": func() []byte { return []byte("<plaintext>" + strings.Repeat(fallenWall, scale(70_000))) },
}

const line120 = "A line of some length that speaks of nothing at all, but which counts as prose for any reader of pages, as it must do."

const fallenWall = "<p>Two people were hurt when a wall fell at the market in Harbour Town on Tuesday, the fire service said, and both were taken to hospital.</p>"

func scale(n int) int { return n / part }

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestX11HTMLDepth and X12 (HTML10MiB): whatever a page is made of, there is a text or a refusal, within the memory that is allowed for.
// The time is told and not judged.
func TestX11HTMLDepth(t *testing.T) {
	if testing.Short() {
		t.Skip("large pages")
	}
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		t.Run(name, func(t *testing.T) {
			page := Page{URL: "https://example.org/news/a-wall-fell", Body: hostile[name]()}
			var a *extract.Article
			var err error
			begin := time.Now()
			mib := grown(t, func() { a, _, err = Article(page) })
			t.Logf("%5d KiB: %v, %d MiB more held, err %v", len(page.Body)>>10, time.Since(begin).Round(time.Millisecond), mib, err)
			if err == nil && a.Text == "" || mib > 400 {
				t.Errorf("neither text nor refusal, or %d MiB more held than before", mib)
			}
		})
	}
}

// grown runs f and returns by how much it raised the most memory that the process ever held, in MiB; 0 where the system does
// not say.
func grown(t *testing.T, f func()) int {
	t.Helper()
	debug.FreeOSMemory()
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) //nolint:errcheck // then the bound is on all that was ever held
	before := held()
	f()
	return (held() - before) >> 10
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// held is the most memory that the process ever held, in KiB.
func held() (kib int) {
	status, _ := os.ReadFile("/proc/self/status")
	if m := highWater.FindSubmatch(status); m != nil {
		kib, _ = strconv.Atoi(string(m[1]))
	}
	return kib
}

// TestInputsOfDeepPages: a field of a form has no end tag, and hides nothing of a page that is read by its tokens.
func TestInputsOfDeepPages(t *testing.T) {
	a, why, err := Article(Page{URL: "https://example.org/news/a-wall-fell", Body: []byte(strings.Repeat("<div>", 600) + "<input name=q><embed src=x>" + fallenWall)})
	if err != nil || !why.Flat || !strings.Contains(a.Text, "a wall fell at the market") {
		t.Errorf("%v, %+v", err, a)
	}
}

// TestX18CanonicalLinks: what a page says of its own address is looked at in linear time, however long, and no more than an address
// can be is believed.
func TestX18CanonicalLinks(t *testing.T) {
	if testing.Short() {
		t.Skip("large pages")
	}
	for name, link := range map[string]func(n int) string{
		"steps up":  func(n int) string { return "https://example.org/" + strings.Repeat("../", n) + "a" },
		"segments":  func(n int) string { return "https://example.org/" + strings.Repeat("a/", n) },
		"escapes":   func(n int) string { return "https://example.org/" + strings.Repeat("%41", n) },
		"relative":  func(n int) string { return strings.Repeat("../x/", n) },
		"parameter": func(n int) string { return "https://example.org/a?" + strings.Repeat("b=c&", n) },
		"labels":    func(n int) string { return "https://" + strings.Repeat("a.", n) + "example.org/a" },
	} {
		read := func(n int) uint64 {
			page := Page{URL: "https://example.org/news/a-wall-fell", Body: []byte(`<link rel="canonical" href="` + link(n) + `"><meta property="og:url" content="` + link(n) + `">` + fallenWall)}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := time.Now()
			a, _, err := Article(page)
			took := time.Since(begin)
			runtime.ReadMemStats(&after)
			if err != nil || a.CanonicalURL != "https://example.org/news/a-wall-fell" {
				t.Errorf("%s: %v", name, err)
			}
			t.Logf("%-10s %6d: %v, %d KiB allocated", name, n, took.Round(time.Millisecond/10), (after.TotalAlloc-before.TotalAlloc)>>10)
			return after.TotalAlloc - before.TotalAlloc
		}
		if small, large := read(25_000), read(100_000); large > 8*small {
			t.Errorf("%s: four times as much costs %d bytes for %d", name, large, small)
		}
	}
}

// TestLongNames: what cannot be a title or a name for its length does not fill every record.
func TestLongNames(t *testing.T) {
	long := func(word string) string { return strings.Repeat(word+" ", 20_000) }
	page := `<title>` + long("title") + `</title><meta property="og:title" content="` + long("og") + `"><meta property="og:site_name" content="` + long("site") + `"><meta name="author" content="` + long("author") + `">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"` + long("headline") + `","author":{"name":"` + long("Jim") + `"},"publisher":{"name":"` + long("pub") + `"}}</script>` + fallenWall
	for _, p := range []Page{{Body: []byte(page)}, {Body: []byte(fallenWall), Hints: Hints{Title: long("wall"), Byline: long("Jim")}}} {
		p.URL = "https://example.org/news/a-wall-fell"
		a, _, err := Article(p)
		if err != nil || len(a.Title) > longestTitle || len(a.Byline) > longestName || len(a.OutletName) > longestName || !utf8.ValidString(a.Title) {
			t.Errorf("%v: title of %d bytes, byline of %d, outlet of %d", err, len(a.Title), len(a.Byline), len(a.OutletName))
		}
	}
}
