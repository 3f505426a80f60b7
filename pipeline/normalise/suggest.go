package normalise

import (
	"slices"
	"strings"
	"sync"
)

// nearNames files the names of common languages under themselves less one
// letter, so that a misspelt name can be offered to a person. A suggestion is
// never a match.
var nearNames = sync.OnceValue(func() map[string][]string {
	t := loadNames()
	out := map[string][]string{}
	for key, readings := range t.names {
		if len(key) < 5 || len(readings) != 1 || !readings[0].langs.meets(t.europe) || readings[0].capital || key[0] >= 0x80 {
			continue
		}
		iso3 := t.registry.countries[readings[0].country].ISO3
		for _, near := range shortened(key) {
			if !slices.Contains(out[near], iso3) {
				out[near] = append(out[near], iso3)
			}
		}
	}
	return out
})

// shortened returns a key and every key with one byte less.
func shortened(key string) []string {
	out := []string{key}
	for i := range len(key) {
		out = append(out, key[:i]+key[i+1:])
	}
	return out
}

// suggest says which countries a text may have meant: no code, and nothing
// at all where no name is within one letter.
func (t *nameTable) suggest(text string) CountryMatch {
	key := Fold(text)
	if len(key) < 5 || len(key) > 40 {
		return CountryMatch{}
	}
	var iso3s []string
	for _, near := range shortened(key) {
		for _, iso3 := range nearNames()[near] {
			if !slices.Contains(iso3s, iso3) {
				iso3s = append(iso3s, iso3)
			}
		}
	}
	if len(iso3s) == 0 || len(iso3s) > 3 {
		return CountryMatch{}
	}
	slices.Sort(iso3s)
	names := make([]string, len(iso3s))
	for i, iso3 := range iso3s {
		names[i] = CountryName(iso3, "en")
	}
	return CountryMatch{Notes: []Note{{Rule: "country.unknown", Message: "no table has " + strings.TrimSpace(text) + "; did you mean " + strings.Join(names, " or ") + "?", Piece: Piece{0, len(text)}}}}
}
