package normalise

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// competes tells whether a city of the same name is to be considered beside
// the largest one: when it has a twentieth of its people and is the seat of a
// province, or has a third of them, or a twentieth and is a large city in its own right.
// Smaller namesakes are found by Gazetteer.City and by a country beside the
// name, not by the name alone: Naples is Naples, but Tripoli is in two
// countries. A larger city whose name speaks more for it stands alone.
func (g *Gazetteer) competes(key []byte, city, first int32) bool {
	c, largest := &g.cities[city], &g.cities[first]
	people, most := int64(c.population), int64(largest.population)
	own, firsts := g.weight(key, city), g.weight(key, first)
	switch {
	case city == first:
		return true
	case firsts > own: // the larger one is called so first of all, or was checked by hand
		return false
	case firsts == otherName && own > otherName && people*5 >= most:
		return true
	}
	return c.seat && people*20 >= most || people*3 >= most || people >= 250_000 && people*20 >= most
}

// commonWords are the names of cities that are words of running text: alone,
// they name a town of 50,000 people or none. Split and Reading are cities, but
// the cell that says Police is no town of Poland; "Police, Poland" is.
var commonWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, row := range readTable("city-words.csv") {
		if row[1] == "a common word" {
			out[Fold(row[0])] = true
		}
	}
	return out
})

// named returns the competing cities of a key. The name of a region is that of
// no city, a demonym only that of a large one; the name of a country only where the city is the seat of one and
// lies in it (Luxembourg, Djibouti), or where it is first of all the name of a
// capital of millions (عمان, which is Oman and Amman).
func (g *Gazetteer) named(dst []int32, key []byte, lang string) []int32 {
	cities := g.find(dst, key)
	if len(cities) == 0 {
		return nil
	}
	if commonWords()[string(key)] {
		cities = slices.DeleteFunc(cities, func(i int32) bool {
			weight := g.weight(key, i)
			return weight == otherName || weight == mainName && g.cities[i].population < 50_000
		})
		if len(cities) == 0 {
			return nil
		}
	}
	names := loadNames()
	if _, region := names.groups.names[string(key)]; region {
		return nil
	}
	if names.demonyms[string(key)] != nil && g.cities[cities[0]].population < 100_000 {
		return nil
	}
	if country, found := names.countryNamed(key, lang); found {
		cities = slices.DeleteFunc(cities, func(i int32) bool {
			c, own := &g.cities[i], g.weight(key, i) > otherName
			return !(c.country == country && (own || c.seat && c.population >= 100_000) || own && c.seat && c.population >= 1_000_000)
		})
	}
	if len(cities) == 0 {
		return nil
	}
	if slices.ContainsFunc(cities, func(i int32) bool { return g.weight(key, i) == givenName }) {
		cities = slices.DeleteFunc(cities, func(i int32) bool { return g.weight(key, i) == otherName })
	}
	cities = g.withoutNoise(cities, key)
	first := cities[0]
	return slices.DeleteFunc(cities, func(i int32) bool { return !g.competes(key, i, first) })
}

// withoutNoise drops cities that are only also called so where another one has
// the key as its main name: when that one has a third of the people, or is the
// seat of a province with a twentieth; or when it has 15,000
// people and a hundredth, and no word of the larger city's main name even begins
// like it. The other names of
// GeoNames are unsorted: Novorossiysk is one of Dnipro, and Victoria one of
// Hong Kong.
func (g *Gazetteer) withoutNoise(cities []int32, key []byte) []int32 {
	most := int64(g.cities[cities[0]].population)
	for _, i := range cities {
		c := &g.cities[i]
		if g.weight(key, i) == otherName {
			continue
		}
		people := int64(c.population)
		if c.seat && people*20 >= most || people*3 >= most {
			return slices.DeleteFunc(cities, func(i int32) bool { return g.weight(key, i) == otherName })
		}
		if (c.seat || people >= 15_000) && people*100 >= most {
			return slices.DeleteFunc(cities, func(i int32) bool {
				return g.weight(key, i) == otherName && key[0] < utf8.RuneSelf && !anyWordBegins(g.cities[i].name, key[0])
			})
		}
	}
	return cities
}

// anyWordBegins tells whether a word of a name begins with that letter, so that
// Al Mansurah and Mansoura count as alike.
func anyWordBegins(name string, letter byte) bool {
	return slices.ContainsFunc(strings.Fields(Fold(name)), func(word string) bool { return word[0] == letter })
}

// countryNamed returns the country that a key names in common languages or in
// the language given.
func (t *nameTable) countryNamed(key []byte, lang string) (uint8, bool) {
	readings := t.names[string(key)]
	if len(readings) == 0 || t.gated[string(key)] || !readings[0].langs.meets(t.europe) && !readings[0].langs.has(t.languages.id(lang)) {
		return 0, false
	}
	return readings[0].country, true
}

// spelled keeps of several cities those that are written exactly so, where the
// text has an accent: Cádiz is in Spain, and Cadiz in the Philippines too.
func (g *Gazetteer) spelled(cities []int32, name string) []int32 {
	if len(cities) < 2 || isASCII(name) || name[0] >= 0xD0 {
		return cities
	}
	name = strings.Join(strings.Fields(norm.NFC.String(name)), " ")
	exact := func(i int32) bool {
		if strings.EqualFold(g.cities[i].name, name) {
			return true
		}
		for other := range strings.SplitSeq(g.cities[i].others, "|") {
			if strings.EqualFold(other, name) {
				return true
			}
		}
		return false
	}
	if !slices.ContainsFunc(cities, exact) {
		return cities
	}
	return slices.DeleteFunc(cities, func(i int32) bool { return !exact(i) })
}
