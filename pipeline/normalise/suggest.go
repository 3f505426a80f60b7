package normalise

import (
	"slices"
	"strings"
	"sync"
)

// A nearTable has the names of common languages under themselves and under
// themselves less one letter.
type nearTable struct {
	iso3s map[string][]string
	sums  []uint64 // a bit for the sum of every key, which most texts are ruled out by
}

// nearSums is how many bits there are, a power of two.
const nearSums = 1 << 22

// nearNames files the names of common languages, so that a misspelt name can be offered
// to a person. A suggestion is never a match.
var nearNames = sync.OnceValue(func() *nearTable {
	t, near := loadNames(), &nearTable{map[string][]string{}, make([]uint64, nearSums/64)}
	for key, readings := range t.names {
		if len(key) < 5 || len(readings) != 1 || !readings[0].langs.meets(t.europe) || readings[0].capital || key[0] >= 0x80 {
			continue
		}
		iso3 := t.registry.countries[readings[0].country].ISO3
		for _, key := range shortened(key) {
			if !slices.Contains(near.iso3s[key], iso3) {
				near.iso3s[key] = append(near.iso3s[key], iso3)
			}
			sum := uint32(0)
			for i := range len(key) {
				sum = sum*sumBase + uint32(key[i])
			}
			near.sums[sum%nearSums/64] |= 1 << (sum % 64)
		}
	}
	return near
})

// sumBase is the base of the sums: that of a text less one byte follows from those of
// its beginning and its end.
const sumBase = 16_777_619

func (n *nearTable) mayHave(sum uint32) bool { return n.sums[sum%nearSums/64]&(1<<(sum%64)) != 0 }

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
	offer := func(near []byte) {
		for _, iso3 := range names.iso3s[string(near)] {
			if !slices.Contains(iso3s, iso3) {
				iso3s = append(iso3s, iso3)
			}
		}
	}
	begin := uint32(0) // the sum of what stands before byte i
	for _, c := range key {
		begin = begin*sumBase + uint32(c)
	}
	if names.mayHave(begin) {
		offer(key)
	}
	end, power := uint32(0), uint32(1) // of what stands behind it, and the base to the power of its width
	inverse := sumInverse()
	for i := len(key) - 1; i >= 0; i-- {
		begin = (begin - uint32(key[i])) * inverse
		if names.mayHave(begin*power + end) {
			offer(append(append(less[:0], key[:i]...), key[i+1:]...))
		}
		end, power = end+uint32(key[i])*power, power*sumBase
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

// sumInverse is the number that undoes a multiplication by the base, modulo 2 to the
// power of 32, by Newton's method.
func sumInverse() uint32 {
	base := uint32(sumBase)
	inverse := base
	for range 4 {
		inverse *= 2 - base*inverse
	}
	return inverse
}
