package normalise

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

//go:embed testdata/lists.txt
var listCases string

// caseLines yields the lines of a case file with their numbers.
func caseLines(file string, yield func(line int, text string)) {
	for i, text := range strings.Split(file, "\n") {
		if text = strings.TrimSpace(text); text != "" && !strings.HasPrefix(text, "#") {
			yield(i+1, text)
		}
	}
}

func TestCountry(t *testing.T) {
	paths, err := filepath.Glob("testdata/countries*.txt")
	if err != nil || len(paths) < 5 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		cases, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		testCountries(t, path, string(cases))
	}
}

func testCountries(t *testing.T, path, cases string) {
	caseLines(cases, func(line int, text string) {
		f := strings.Split(text, " | ")
		m := Country(f[0], f[1])
		iso3 := m.ISO3
		if iso3 == "" {
			iso3 = "-"
		}
		kind, rule := m.Kind.String(), m.Rule
		if f[3] == "*" {
			kind = "*"
		}
		if f[4] == "*" {
			rule = "*"
		}
		if got := strings.Join([]string{f[0], f[1], iso3, kind, rule}, " | "); got != text {
			t.Errorf("%s:%d: got %s (%s, %s), want %s", path, line, got, m.Kind, m.Rule, text)
		}
	})
}

func TestCity(t *testing.T) {
	cases, err := os.ReadFile("testdata/cities.txt")
	if err != nil {
		t.Fatal(err)
	}
	caseLines(string(cases), func(line int, text string) {
		f := strings.Split(text, " | ")
		got := "-"
		if m := ExplainCity(f[0], f[1]); len(m.ISO3s) > 0 {
			got = strings.Join(m.ISO3s, " ")
			if m.City == "" || len(m.ISO3s) > 1 && (m.GeonamesID != 0 || len(m.Notes) == 0) {
				t.Errorf("cities.txt:%d: %+v", line, m)
			}
		} else if len(m.Notes) != 1 {
			t.Errorf("cities.txt:%d: no note says why: %+v", line, m)
		}
		if got != f[2] {
			t.Errorf("cities.txt:%d: %s is %s, want %s", line, f[0], got, f[2])
		}
	})
}

func TestLists(t *testing.T) {
	read := map[string]func(text, lang string) []Place{"places": Places, "cities": Cities, "find": FindCountries, "findcities": FindCities,
		"heading": func(text, lang string) []Place {
			if place, found := Heading(text, lang); found {
				return []Place{place}
			}
			return nil
		}}
	caseLines(listCases, func(line int, text string) {
		f := strings.SplitN(text, " | ", 3)
		given, want, _ := strings.Cut(f[2]+" ", " -> ")
		places := read[f[0]](strings.ReplaceAll(strings.TrimSuffix(given, " ->"), `\n`, "\n"), f[1])
		if got := summary(places); got != strings.TrimSpace(want) {
			t.Errorf("lists.txt:%d: %s: got %s, want %s", line, given, got, want)
		}
	})
}

// summary prints places in the notation of lists.txt.
func summary(places []Place) string {
	var out []string
	for _, p := range places {
		word := p.Kind.String() + ":" + p.Code
		if p.Kind == CityPlace {
			word += strings.Join(p.ISO3s, "+")
		}
		if p.Match == Demonym {
			word += "~"
		}
		if p.Via != "" {
			word += "(" + p.Via + ")"
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Côte d’Ivoire": "cote d ivoire", "  TÜRKİYE!": "turkiye", "Straße": "strasse", "Łódź": "lodz", "الأُردن": "الاردن", "a\u200bb": "ab", "**Kosovo***": "kosovo", "…": "", "Ελλάς": "ελλασ", "I\u0301sland": "island",
	} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDecideCity(t *testing.T) {
	place := Cities("Tripoli", "en")[0]
	if place.GeonamesID != 0 || len(place.Notes) != 1 {
		t.Fatalf("Tripoli alone: %+v", place)
	}
	if DecideCity(&place, "FRA", "heading") || !DecideCity(&place, "LBN", "heading") {
		t.Fatal("the heading did not decide")
	}
	if diff := cmp.Diff([]string{"LBN"}, place.ISO3s); diff != "" || place.GeonamesID == 0 || place.Rule != "heading" || len(place.Notes) != 0 {
		t.Errorf("Tripoli under Lebanon: %+v %s", place, diff)
	}
}

func TestGazetteerWithExtraCities(t *testing.T) {
	g := NewGazetteer([]CityInfo{{Name: "Atlantis-on-Sea", ISO3: "MLT", Lat: 35.9, Lon: 14.5}, {GeonamesID: 2761369, ISO3: "AUT", Names: []string{"Vindobona am Strom"}}})
	for name, want := range map[string]string{"atlantis on sea": "MLT", "Vindobona am Strom": "AUT"} {
		if cities := g.City(name); len(cities) != 1 || cities[0].ISO3 != want {
			t.Errorf("City(%q) = %v", name, cities)
		}
	}
	if len(City("Atlantis-on-Sea")) != 0 {
		t.Error("extra cities leak into the built-in gazetteer")
	}
}

func TestCountryInfo(t *testing.T) {
	algeria, known := CountryInfo("DZA")
	if !known || algeria.ISO2 != "DZ" || algeria.M49 != "012" || algeria.Subregion != "Northern Africa" {
		t.Errorf("DZA: %+v", algeria)
	}
	for _, c := range [][3]string{{"PSE", "en", "State of Palestine"}, {"PSE", "fr", "État de Palestine"}, {"TUR", "en", "Türkiye"}, {"MAR", "ar", "المغرب"}, {"XKX", "de", "Kosovo"}, {"MAR", "pl", "Morocco"}, {"QQQ", "en", ""}} {
		if got := CountryName(c[0], c[1]); got != c[2] {
			t.Errorf("CountryName(%s, %s) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if got := len(Countries()); got != 250 {
		t.Errorf("%d countries, want the 249 of ISO 3166-1 and Kosovo", got)
	}
}

func TestGroupMembers(t *testing.T) {
	day := func(text string) Day { d, _ := dayOf(text); return d }
	for _, c := range []struct {
		group, first, last string
		count              int
		with, without      string
	}{
		{"EU", "2019-01-01", "2021-12-31", 28, "GBR", "TUR"},
		{"EU", "2020-02-01", "2021-12-31", 27, "HRV", "GBR"},
		{"EU", "2013-06-30", "2013-06-30", 27, "GBR", "HRV"},
		{"ECOWAS", "2024-01-01", "2024-12-31", 15, "MLI", "MRT"},
		{"ECOWAS", "2025-01-29", "2025-12-31", 12, "SEN", "MLI"},
		{"GCC", "2020-01-01", "2020-12-31", 6, "OMN", "YEM"},
		{"maghreb", "2020-01-01", "2020-12-31", 0, "", "MAR"},
	} {
		members := fmt.Sprint(GroupMembers(c.group, day(c.first), day(c.last)))
		if got := len(strings.Fields(strings.Trim(members, "[]"))); got != c.count || !strings.Contains(members, c.with) || strings.Contains(members, c.without) {
			t.Errorf("%s from %s to %s: %d %s", c.group, c.first, c.last, got, members)
		}
	}
}
