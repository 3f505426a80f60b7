package normalise

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"migdata/schemas"
)

func TestTablesHaveSourcesAndRealCodes(t *testing.T) {
	paths, err := filepath.Glob("tables/*.csv")
	if err != nil || len(paths) < 12 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		for i, row := range tableRows(t, name) {
			if source := row[len(row)-1]; source == "" && name != "countries.csv" {
				t.Errorf("%s:%d: no source or reason: %v", name, i+2, row)
			}
		}
	}
	column := map[string]int{"aliases.csv": 0, "names.csv": 0, "demonyms.csv": 0, "display-names.csv": 0, "group-members.csv": 1, "ambiguous.csv": 1, "dissolved.csv": 2}
	for name, n := range column {
		for i, row := range tableRows(t, name) {
			for _, iso3 := range strings.Fields(row[n]) {
				if _, known := CountryInfo(iso3); !known {
					t.Errorf("%s:%d: no country %s", name, i+2, iso3)
				}
			}
		}
	}
}

func TestNoKeyInTwoKinds(t *testing.T) {
	kinds := map[string]string{}
	claim := func(kind, text string) {
		key := Fold(text)
		if key == "" {
			t.Errorf("%s: %q has no key", kind, text)
		}
		if other, taken := kinds[key]; taken && other != kind {
			t.Errorf("%q is both %s and %s", text, other, kind)
		}
		kinds[key] = kind
	}
	for _, row := range tableRows(t, "aliases.csv") {
		claim("country", row[1])
	}
	for _, row := range tableRows(t, "dissolved.csv") {
		claim("dissolved", row[1])
	}
	for _, row := range tableRows(t, "ambiguous.csv") {
		claim("ambiguous", row[0])
	}
	for _, row := range tableRows(t, "group-names.csv") {
		claim("group", row[1])
	}
	for _, row := range tableRows(t, "lookalikes.csv") {
		if row[0] == "phrase" {
			claim("lookalike", row[1])
		}
	}
}

func TestAliasesOfOneCountryOnly(t *testing.T) {
	for _, row := range tableRows(t, "aliases.csv") {
		if m := Country(row[1], row[3]); m.ISO3 != row[0] && m.Kind != Ambiguous {
			t.Errorf("alias %q of %s reads as %q (%s)", row[1], row[0], m.ISO3, m.Kind)
		}
	}
}

// TestEveryNameIsFound reads every name of CLDR, UNTERM and i18n-iso-countries
// in its own language: it is its country's, or listed as ambiguous.
func TestEveryNameIsFound(t *testing.T) {
	names := loadNames()
	total, missed := 0, 0
	for _, row := range tableRows(t, "names.csv") {
		for lang := range strings.FieldsSeq(row[3]) {
			total++
			m := Country(row[1], lang)
			if m.ISO3 == row[0] || m.Kind == Ambiguous && slices.Contains(m.Candidates, row[0]) || m.Kind == Dissolved {
				continue
			}
			if _, group := loadGroups().names[Fold(row[1])]; group {
				continue // "É.-U." has the key of "E.U."
			}
			if m.ISO3 != "" && (m.Kind == Code || row[4] == "i18n-iso-countries") {
				continue // "RU" is the Royaume-Uni in French, but first of all a code
			}
			missed++
			if missed < 20 {
				t.Errorf("%s %q in %s reads as %q (%s)", row[0], row[1], lang, m.ISO3, m.Kind)
			}
		}
	}
	if len(names.languages.ids) > 128 || total < 30_000 {
		t.Errorf("%d languages, %d names", len(names.languages.ids), total)
	}
}

// TestEveryNameOfCLDR reads every name of the CLDR in 30 languages, which are a
// file of their own: it is its country's, or listed as ambiguous.
func TestEveryNameOfCLDR(t *testing.T) {
	file, err := os.ReadFile("testdata/cldr-names.txt")
	if err != nil {
		t.Fatal(err)
	}
	// RU is Reino Unido in Spanish, and É.-U. the États-Unis in French; the one
	// is first of all the code of Russia, the other has the key of E.U.
	other := map[string]bool{"es RU": true, "fr É.-U.": true}
	total, ambiguous := 0, 0
	caseLines(string(file), func(_ int, text string) {
		lang, names, _ := strings.Cut(text, "\t")
		for item := range strings.SplitSeq(names, "|") {
			alpha2, name, _ := strings.Cut(item, " ")
			total++
			switch m := Country(name, lang); {
			case m.ISO2 == alpha2 || other[lang+" "+name]:
			case m.Kind == Ambiguous && slices.ContainsFunc(m.Candidates, func(iso3 string) bool { info, _ := CountryInfo(iso3); return info.ISO2 == alpha2 }):
				ambiguous++
			default:
				t.Errorf("%s %q in %s reads as %q (%s)", alpha2, name, lang, m.ISO2, m.Kind)
			}
		}
	})
	if total < 7500 || ambiguous > 40 {
		t.Errorf("%d names, %d of them ambiguous", total, ambiguous)
	}
}

func TestEveryCodeIsFound(t *testing.T) {
	for _, country := range Countries() {
		for _, code := range []string{country.ISO3, country.ISO2} {
			if m := Country(code, ""); m.ISO3 != country.ISO3 {
				t.Errorf("%s reads as %q", code, m.ISO3)
			}
		}
		if country.ISO3 != "XKX" && country.ISO3 != "TWN" && len(country.M49) != 3 {
			t.Errorf("%s has the M49 code %q", country.ISO3, country.M49)
		}
		for lang, name := range country.Names {
			if name == "" {
				t.Errorf("%s has no name in %s", country.ISO3, lang)
			}
			if m := Country(name, lang); m.ISO3 != country.ISO3 && m.Kind != Ambiguous {
				t.Errorf("display name %q of %s reads as %q", name, country.ISO3, m.ISO3)
			}
		}
	}
}

func TestRulesOfNotesAreInTheCatalogue(t *testing.T) {
	for _, rule := range []string{"country.ambiguous", "country.dissolved", "country.several", "country.unknown", "place.unknown", "city.ambiguous", "city.unknown"} {
		if _, known := schemas.Rulebook()[rule]; !known {
			t.Errorf("no finding %s", rule)
		}
	}
}

// A city is found by a name alone only where the name means nothing else first:
// no group, no name of several states, no state that is no more; a demonym, a
// word or a province only where the city is large or its name was checked.
func TestNamesOfCitiesMeanNothingElse(t *testing.T) {
	g, names, words := defaultGazetteer(), loadNames(), cityWords()
	checked := map[string]bool{}
	for _, table := range []string{"city-names.csv", "cldr-city-names.csv"} {
		for _, row := range tableRows(t, table) {
			checked[Fold(row[1])] = true
		}
	}
	for _, row := range tableRows(t, "further-places.csv") {
		checked[Fold(row[0])] = true
	}
	for _, run := range g.keys.runs {
		key := run.key
		cities := g.named(nil, []byte(key), key, "")
		if len(cities) == 0 || checked[key] {
			continue
		}
		largest := g.cities[cities[0]].population
		_, group := names.groups.names[key]
		switch {
		case group, len(names.ambiguous[key]) > 1, names.dissolved[key] != nil,
			names.demonyms[key] != nil && largest < 100_000, words.common[key] && largest < peopleOfWord,
			words.dictionary[key] && isASCII(key) && largest < peopleOfDictionary, words.divisions[key] && largest < peopleOfProvince:
			t.Errorf("%q is the city of %s, %d people", key, g.cities[cities[0]].name, largest)
		}
	}
}

// A town of some size is among the cities of its own main name, also where the
// gazetteer has that name for a larger city elsewhere in some language: Kita is in
// Mali, and Quito. A name that was checked by
// hand is the larger city's alone, and that of a country (Mexico) only its seat's.
func TestTownsKeepTheirOwnNames(t *testing.T) {
	g := defaultGazetteer()
	hidden := 0
	for _, run := range g.keys.runs {
		key := []byte(run.key)
		cities := g.named(nil, key, run.key, "")
		if len(cities) == 0 || g.isOwnName(key, &g.cities[cities[0]]) || g.weight(key, cities[0]) == givenName {
			continue
		}
		if _, country := loadNames().countryNamed(key, ""); country {
			continue
		}
		for _, name := range g.of(key) {
			town := &g.cities[name.city]
			if !g.isOwnName(key, town) || town.population < peopleBesideOther || slices.Contains(cities, name.city) {
				continue
			}
			if g.weight(key, cities[0]) == otherName {
				t.Errorf("%q is %s of %d people, and not the town of that name of %d", key, g.cities[cities[0]].name, g.cities[cities[0]].population, town.population)
			}
			hidden++
		}
	}
	if hidden > 40 {
		t.Errorf("%d towns are hidden behind what the CLDR calls larger cities", hidden)
	}
}
