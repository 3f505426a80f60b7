package normalise

import (
	"slices"
	"strings"
	"testing"
)

// clippings yields a name with all its words cut to each length, and with each word
// alone cut to each length; without its links, and as it stands.
func clippings(words []string, least int, yield func(text string)) {
	longest := 0
	for _, word := range words {
		longest = max(longest, len(word))
	}
	cut := func(word string, n int) string { return word[:min(n, len(word))] }
	words = slices.Clone(words)
	for i, word := range words { // a capital tells De of Dem from de
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	for n := least; n < longest; n++ {
		all := slices.Clone(words)
		for i := range all {
			all[i] = cut(all[i], n)
		}
		yield(strings.Join(all, " "))
		for i := range words {
			if one := slices.Clone(words); n < len(words[i]) {
				one[i] = cut(words[i], n)
				yield(strings.Join(one, " "))
				one[i] += "."
				yield(strings.Join(one, " "))
			}
		}
	}
}

// A clipped name is its country's or nobody's.
func TestClippingGivesNoOtherCountry(t *testing.T) {
	names := loadNames()
	read, right := 0, 0
	for _, targets := range names.clipped {
		for _, target := range targets {
			if target.kind != clipWhole {
				continue
			}
			iso3 := names.registry.countries[target.reading.country].ISO3
			clippings(target.words, 1, func(text string) {
				read++
				m := names.readClipped(text, anyLang)
				if m.ISO3 == iso3 {
					right++
				}
				if m.ISO3 != "" && m.ISO3 != iso3 {
					t.Errorf("%q of %q reads as %s", text, strings.Join(target.words, " "), m.ISO3)
				}
				if all := Country(text, "en"); all.ISO3 != "" && all.ISO3 != iso3 && strings.HasSuffix(all.Rule, "clipping") {
					t.Errorf("%q of %q reads as %s by %s", text, strings.Join(target.words, " "), all.ISO3, all.Rule)
				}
			})
		}
	}
	if right*2 < read {
		t.Errorf("%d of %d clippings are read", right, read)
	}
}

// What is no country's name is none when it is clipped: the names of dissolved
// states, of groups, divisions, look-alikes and cities.
func TestClippingOfOtherNames(t *testing.T) {
	names, g := loadNames(), defaultGazetteer()
	trap := func(kind, key string) {
		words := significant(strings.Fields(key))
		if len(words) < 2 || len(names.names[key]) > 0 || !isASCII(key) {
			return
		}
		check := func(text string) {
			if m := names.readClipped(text, anyLang); m.ISO3 != "" {
				t.Errorf("%q of the %s %q reads as %s", text, kind, key, m.ISO3)
			}
		}
		check(key)
		clippings(words, clipLetters, check)
	}
	for table, column := range map[string]int{"dissolved.csv": 1, "group-names.csv": 1, "iso-divisions.csv": 0, "divisions.csv": 0, "lookalikes.csv": 1, "ambiguous.csv": 0} {
		for _, row := range tableRows(t, table) {
			trap(table, Fold(row[column]))
		}
	}
	for i := range g.cities {
		trap("city", Fold(g.cities[i].name))
	}
}

// Phrases of running text whose words begin as those of a country's name do.
func TestClippingOfPhrases(t *testing.T) {
	for _, text := range []string{"New Cal", "Rep Nig", "Rep Nige", "R Senegal", "R Kongo", "State Lib", "Rep Gui", "Peop Dem", "Dem Rep", "Rep Con", "Soc Rep", "San Mar",
		"Sou Car", "New Mex", "Ger Dem Rep", "Dem Rep Ger", "Yem Arab Rep", "Unit Arab Rep", "Soc Fed Rep Yug", "Virgin Isl", "Cen Afr", "West Afr", "East Afr", "Lat Ame", "Mid Eas", "Free Sta"} {
		if m := Country(text, "en"); m.ISO3 != "" {
			t.Errorf("%q reads as %s by %s", text, m.ISO3, m.Rule)
		}
	}
}
