package source

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// The titles of the corpus, by script.
const (
	latinTitle    = "Überfall in Besançon: “zwölf” Verletzte"
	centralTitle  = "Wybuch w Łodzi: dwanaście osób rannych"
	cyrillicTitle = "Взрыв в Харькове: двенадцать раненых"
	greekTitle    = "Έκρηξη στην Αθήνα: δώδεκα τραυματίες"
	turkishTitle  = "İstanbul'da patlama: on iki yaralı, ağır"
	hebrewTitle   = "פיצוץ בחיפה"
	arabicTitle   = "انفجار في حلب"
	japaneseTitle = "大阪で爆発、十二人が負傷"
	koreanTitle   = "부산 폭발로 12명 부상"
	chineseTitle  = "天津爆炸十二人受伤"
	taiwanTitle   = "高雄爆炸十二人受傷"
)

// labelled is a document in an encoding that the XML declaration or the header names.
type labelled struct {
	label string
	enc   encoding.Encoding
	title string
}

// corpus lists the encodings in which news is met, and some in which it was met once.
var corpus = []labelled{
	{"utf-8", encoding.Nop, latinTitle}, {"UTF8", encoding.Nop, japaneseTitle},
	{"iso-8859-1", charmap.ISO8859_1, strings.NewReplacer("“", `"`, "”", `"`).Replace(latinTitle)},
	{"ISO-8859-15", charmap.ISO8859_15, "Überfall in Besançon: 12 €"}, {"latin1", charmap.Windows1252, latinTitle},
	{"windows-1252", charmap.Windows1252, latinTitle}, {"cp1252", charmap.Windows1252, latinTitle}, {"macintosh", charmap.Macintosh, latinTitle},
	{"iso-8859-2", charmap.ISO8859_2, centralTitle}, {"windows-1250", charmap.Windows1250, centralTitle}, {"cp1250", charmap.Windows1250, centralTitle},
	{"cp852", charmap.CodePage852, centralTitle}, {"ibm850", charmap.CodePage850, "Überfall in Besançon"}, {"cp437", charmap.CodePage437, "Überfall in Besançon"},
	{"iso-8859-3", charmap.ISO8859_3, "Eksplodo en Ĉieldomo"}, {"iso-8859-4", charmap.ISO8859_4, "Sprādziens Rīgā"}, {"iso-8859-13", charmap.ISO8859_13, "Sprādziens Rīgā"},
	{"windows-1257", charmap.Windows1257, "Sprādziens Rīgā"}, {"iso-8859-10", charmap.ISO8859_10, "Sprenging í Reykjavík"}, {"iso-8859-14", charmap.ISO8859_14, "Ffrwydrad yn y tŵr"}, {"iso-8859-16", charmap.ISO8859_16, "Explozie la Iași"},
	{"iso-8859-5", charmap.ISO8859_5, cyrillicTitle}, {"windows-1251", charmap.Windows1251, cyrillicTitle}, {"cp1251", charmap.Windows1251, cyrillicTitle},
	{"koi8-r", charmap.KOI8R, cyrillicTitle}, {"koi8-u", charmap.KOI8U, "Вибух у Києві: дванадцять поранених"}, {"ibm866", charmap.CodePage866, cyrillicTitle}, {"cp866", charmap.CodePage866, cyrillicTitle}, {"x-mac-cyrillic", charmap.MacintoshCyrillic, cyrillicTitle},
	{"iso-8859-7", charmap.ISO8859_7, greekTitle}, {"windows-1253", charmap.Windows1253, greekTitle},
	{"iso-8859-9", charmap.ISO8859_9, turkishTitle}, {"windows-1254", charmap.Windows1254, turkishTitle},
	{"iso-8859-8", charmap.ISO8859_8, hebrewTitle}, {"windows-1255", charmap.Windows1255, hebrewTitle},
	{"iso-8859-6", charmap.ISO8859_6, arabicTitle}, {"windows-1256", charmap.Windows1256, arabicTitle}, {"windows-1258", charmap.Windows1258, "Nô o Hà Nôi"}, {"windows-874", charmap.Windows874, "ระเบิดในกรุงเทพ"}, {"tis-620", charmap.Windows874, "ระเบิดในกรุงเทพ"},
	{"shift_jis", japanese.ShiftJIS, japaneseTitle}, {"Shift-JIS", japanese.ShiftJIS, japaneseTitle}, {"windows-31j", japanese.ShiftJIS, japaneseTitle}, {"euc-jp", japanese.EUCJP, japaneseTitle}, {"iso-2022-jp", japanese.ISO2022JP, japaneseTitle},
	{"euc-kr", korean.EUCKR, koreanTitle}, {"ks_c_5601-1987", korean.EUCKR, koreanTitle}, {"cp949", korean.EUCKR, koreanTitle},
	{"gb2312", simplifiedchinese.GBK, chineseTitle}, {"gbk", simplifiedchinese.GBK, chineseTitle}, {"gb18030", simplifiedchinese.GB18030, chineseTitle}, {"hz-gb-2312", simplifiedchinese.HZGB2312, chineseTitle}, {"big5", traditionalchinese.Big5, taiwanTitle}, {"big5-hkscs", traditionalchinese.Big5, taiwanTitle},
	{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), greekTitle}, {"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), greekTitle},
	{"utf-16", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), greekTitle}, {"utf-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), greekTitle},
	{"utf-32be", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), arabicTitle}, {"utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), arabicTitle}, {"utf-32", utf32.UTF32(utf32.BigEndian, utf32.UseBOM), arabicTitle},
	{"iso_8859-1", charmap.Windows1252, latinTitle}, {"iso8859-1", charmap.Windows1252, latinTitle}, {"l1", charmap.Windows1252, latinTitle}, {"ibm819", charmap.Windows1252, latinTitle}, {"x-mac-roman", charmap.Macintosh, latinTitle},
	{"latin2", charmap.ISO8859_2, centralTitle}, {"x-cp1250", charmap.Windows1250, centralTitle}, {"latin9", charmap.ISO8859_15, "Überfall in Besançon: 12 €"}, {"cp858", charmap.CodePage858, "Überfall in Besançon"}, {"cp860", charmap.CodePage860, "Explosão em Évora"}, {"cp863", charmap.CodePage863, "Incendie à Québec"}, {"cp865", charmap.CodePage865, "Brann på Røros"},
	{"cyrillic", charmap.ISO8859_5, cyrillicTitle}, {"x-cp1251", charmap.Windows1251, cyrillicTitle}, {"cskoi8r", charmap.KOI8R, cyrillicTitle}, {"koi", charmap.KOI8R, cyrillicTitle}, {"cp855", charmap.CodePage855, cyrillicTitle},
	{"greek", charmap.ISO8859_7, greekTitle}, {"hebrew", charmap.ISO8859_8, hebrewTitle}, {"iso-8859-8-i", charmap.ISO8859_8, hebrewTitle}, {"cp862", charmap.CodePage862, hebrewTitle}, {"arabic", charmap.ISO8859_6, arabicTitle}, {"latin5", charmap.Windows1254, turkishTitle}, {"iso-8859-11", charmap.Windows874, "ระเบิดในกรุงเทพ"},
	{"x-sjis", japanese.ShiftJIS, japaneseTitle}, {"ms_kanji", japanese.ShiftJIS, japaneseTitle}, {"x-euc-jp", japanese.EUCJP, japaneseTitle}, {"csiso2022jp", japanese.ISO2022JP, japaneseTitle}, {"korean", korean.EUCKR, koreanTitle}, {"ks_c_5601-1989", korean.EUCKR, koreanTitle},
	{"chinese", simplifiedchinese.GBK, chineseTitle}, {"gb_2312-80", simplifiedchinese.GBK, chineseTitle}, {"x-gbk", simplifiedchinese.GBK, chineseTitle}, {"big5-hkscs", traditionalchinese.Big5, taiwanTitle}, {"x-x-big5", traditionalchinese.Big5, taiwanTitle},
	{"cp1047", charmap.CodePage1047, "Blast in Ohio: twelve hurt"}, {"cp1140", charmap.CodePage1140, "Blast in Ohio: twelve hurt"},
	{"ebcdic-cp-us", charmap.CodePage037, "Blast in Ohio: twelve hurt"}, {"cp037", charmap.CodePage037, "Blast in Ohio: twelve hurt"},
}

// TestEncodings is scenario X13: each encoding declared in the document, and again only in the header.
func TestEncodings(t *testing.T) {
	right, all := 0, 0
	for _, c := range corpus {
		for _, declared := range []bool{true, false} {
			declaration, contentType := `<?xml version="1.0"?>`, "application/rss+xml; charset="+c.label
			if declared {
				declaration, contentType = fmt.Sprintf(`<?xml version="1.0" encoding="%s"?>`, c.label), "application/rss+xml"
			}
			body, err := c.enc.NewEncoder().String(declaration + "\n<rss version=\"2.0\"><channel><title>t</title><item><title>" + c.title + "</title><link>https://a.example/1</link></item></channel></rss>")
			if err != nil {
				t.Fatalf("%s: %v", c.label, err)
			}
			all++
			f, err := ParseFeed([]byte(body), contentType, "https://a.example/", testNow)
			if err != nil || len(f.Items) != 1 || f.Items[0].Title != c.title {
				t.Errorf("%s declared=%v: %v %+v", c.label, declared, err, f)
				continue
			}
			right++
		}
	}
	t.Logf("%d of %d documents read, text equal, in %d cases of an encoding and a label", right, all, len(corpus))
}

// TestUndeclared covers documents that say nothing, or the wrong thing, of their encoding.
func TestUndeclared(t *testing.T) {
	doc := func(declaration, title string) string {
		return declaration + `<rss version="2.0"><channel><item><title>` + title + `</title></item></channel></rss>`
	}
	latin, _ := charmap.Windows1252.NewEncoder().String(latinTitle)
	cyrillic, _ := charmap.Windows1251.NewEncoder().String(cyrillicTitle)
	for name, c := range map[string]struct{ body, contentType, want string }{
		"undeclared 8-bit":         {doc("", latin), "", latinTitle},
		"said to be utf-8":         {doc(`<?xml version="1.0" encoding="utf-8"?>`, latin), "text/xml; charset=utf-8", latinTitle},
		"said to be ascii":         {doc(`<?xml version="1.0" encoding="us-ascii"?>`, latin), "", latinTitle},
		"utf-8 said to be latin":   {doc(`<?xml version="1.0" encoding="iso-8859-1"?>`, latinTitle), "", latinTitle},
		"utf-8 said to be latin 2": {doc("", latinTitle), "text/xml; charset=iso-8859-1", latinTitle},
		"header against document":  {doc(`<?xml version="1.0" encoding="windows-1251"?>`, cyrillic), "text/xml; charset=utf-8", cyrillicTitle},
		"unknown label":            {doc(`<?xml version="1.0" encoding="x-unheard-of"?>`, latin), "", latinTitle},
		"utf-8 mark":               {"\ufeff" + doc(`<?xml version="1.0"?>`, latinTitle), "", latinTitle},
		"utf-8 mark against latin": {"\ufeff" + doc(`<?xml version="1.0" encoding="iso-8859-1"?>`, latinTitle), "text/xml; charset=iso-8859-1", latinTitle},
		"single-quoted":            {doc(`<?xml version='1.0' encoding='windows-1251'?>`, cyrillic), "", cyrillicTitle},
		"blank lines first":        {"\n\n  " + doc(`<?xml version="1.0" encoding="windows-1251"?>`, cyrillic), "", cyrillicTitle},
		"one bad byte":             {doc("", latinTitle+strings.Repeat(" ü", 20)+" \xff"), "text/xml; charset=utf-8", latinTitle + strings.Repeat(" ü", 20) + " \ufffd"},
		"content type is broken":   {doc("", latinTitle), "text/xml; charset", latinTitle},
	} {
		f, err := ParseFeed([]byte(c.body), c.contentType, "https://a.example/", testNow)
		if err != nil || len(f.Items) != 1 || f.Items[0].Title != c.want {
			t.Errorf("%s: got %+v, %v", name, f, err)
		}
	}
}

// TestBadUnicode is scenario X16: whatever comes, what leaves is valid UTF-8 without control characters in titles.
func TestBadUnicode(t *testing.T) {
	for name, title := range map[string]string{
		"mark in the middle": "Blast \ufeffin town", "utf-7": "Blast +AOk-", "nul": "Blast\x00 in town", "c0": "Blast \x01\x02\x1b[31m in town", "c1": "Blast \u0085\u009b in town",
		"surrogate": "Blast \xed\xa0\x80 in town", "noncharacter": "Blast \ufffe\uffff in town", "overlong": "Blast \xc0\xaf in town", "direction": "Blast \u202enwot ni", "reference": "Blast &#x1b;&#0;&#xD800; in town", "astral": "Blast 💥 in town",
	} {
		body := `<rss version="2.0"><channel><item><title>` + title + `</title><link>https://a.example/1</link></item></channel></rss>`
		f, err := ParseFeed([]byte(body), "text/xml; charset=utf-8", "https://a.example/", testNow)
		if err != nil || len(f.Items) != 1 {
			t.Errorf("%s: %+v, %v", name, f, err)
			continue
		}
		got := f.Items[0].Title
		if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || isDirection(r) }) || !strings.HasPrefix(got, "Blast") {
			t.Errorf("%s: title %q", name, got)
		}
		t.Logf("%-20s %q", name, got)
	}
}
