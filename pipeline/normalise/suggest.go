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
	var buffer, less [96]byte
	key := appendFold(buffer[:0], text)
	if len(key) < 5 || len(key) > 40 {
		return CountryMatch{}
	}
	var iso3s []string
	names := nearNames()
	for i := -1; i < len(key); i++ { // the key, and the key less one byte
		near := append(less[:0], key...)
		if i >= 0 {
			near = append(near[:i], key[i+1:]...)
		}
		for _, iso3 := range names[string(near)] {
			if !slices.Contains(iso3s, iso3) {
				iso3s = append(iso3s, iso3)
			}
		}
	}
	if len(iso3s) == 0 || len(iso3s) > 3 {
		return CountryMatch{}
	}
	slices.Sort(iso3s)
	english := make([]string, len(iso3s))
	for i, iso3 := range iso3s {
		english[i] = CountryName(iso3, "en")
	}
	return CountryMatch{Notes: []Note{{Rule: "country.unknown", Message: "no table has " + strings.TrimSpace(text) + "; did you mean " + strings.Join(english, " or ") + "?", Piece: Piece{0, len(text)}}}}
}
