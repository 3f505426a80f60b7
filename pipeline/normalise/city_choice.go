package normalise

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// competes tells whether a city of the same name is to be considered beside
// the largest one: when the name was given to it by hand, when it has a twentieth
// of its people and is the seat of a province, or has a third of them, or is a
// large city in its own right.
// Smaller namesakes are found by Gazetteer.City and by a country beside the
// name, not by the name alone: Naples is Naples, but Tripoli is in two
// countries. A larger city whose name speaks more for it stands alone.
func (g *Gazetteer) competes(key []byte, city, first int32) bool {
	c, largest := &g.cities[city], &g.cities[first]
	people, most := int64(c.population), int64(largest.population)
	own, firsts := g.weight(key, city), g.weight(key, first)
	switch {
	case city == first, own == givenName:
		return true
	case g.isOwnName(key, c) && g.saysLess(key, firsts, largest, people, most):
		return true
	case firsts > own: // the larger one is called so first of all, or was checked by hand
		return false
	case firsts == otherName && own > otherName && (people*5 >= most || people >= 50_000):
		return true
	}
	return c.seat && people*20 >= most || people*3 >= most || people >= 200_000 && people*25 >= most
}

// isOwnName tells whether a key is the main name of a city in GeoNames.
func (g *Gazetteer) isOwnName(key []byte, c *gazetteerCity) bool {
	var buffer [96]byte
	return bytes.Equal(appendFold(buffer[:0], c.name), key)
}

// saysLess tells whether a key is only what some language calls a larger city, of
// most people, so that a town of its own name counts beside it: Kita is a town of
// Mali, and somewhere the name of Quito. A name of the CLDR says more than one of
// the unsorted names of GeoNames, one that was checked by hand more than both.
func (g *Gazetteer) saysLess(key []byte, weight nameWeight, larger *gazetteerCity, people, most int64) bool {
	switch {
	case weight == givenName || g.isOwnName(key, larger):
		return false
	case weight == otherName:
		return people >= peopleBesideOther
	}
	return people >= peopleBesideCLDR && people*100 >= most
}

// What a town must have to count beside a larger city that others call so.
const (
	peopleBesideOther = 5_000
	peopleBesideCLDR  = 10_000
)

// cityWords are what else the names of cities mean.
type cityWordTable struct {
	common     map[string]bool // words of running text, and names of rivers
	dictionary map[string]bool // words of dictionaries; only as they are written there, without accents
	foreign    map[string]bool // those of one dictionary that is not the English one
	divisions  map[string]bool // provinces and regions that no city, or only a distant one, is called after
	lakes      map[string]bool // words that begin the names of lakes, and of few towns
	rivers     map[string]bool // words that begin the names of rivers, bays and mountains, and of towns
}

var cityWords = sync.OnceValue(func() *cityWordTable {
	t := &cityWordTable{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	kinds := map[string]map[string]bool{"a common word": t.common, "a river": t.common, "a province": t.divisions, "begins names of lakes": t.lakes, "begins names of rivers": t.rivers}
	for _, row := range readTable("city-words.csv") {
		if set := kinds[row[1]]; set != nil {
			set[Fold(row[0])] = true
		}
	}
	for _, row := range readTable("dictionary-words.csv") {
		if strings.Contains(row[1], " ") || strings.HasPrefix(row[1], "dictionary-en") {
			t.dictionary[row[0]] = true
		} else {
			t.foreign[row[0]] = true
		}
	}
	return t
})

// Below these numbers of people a town is not meant by a word that means
// something else first: Split and Reading are cities, but the cell that says
// Police is no town of Poland; "Police, Poland" is.
const (
	peopleOfWord       = 90_000 // words of running text, rivers and lakes
	peopleOfDictionary = 20_000
	peopleOfForeign    = 5_000 // words of one dictionary that is not the English one
	peopleOfProvince   = 300_000
	peopleOfCode       = 10_000 // three letters are a code of an airport or an office first
)

// asks returns the people that a town must have to be meant by a text alone, and
// whether it must be called so first of all. The text is named as printed.
func (t *cityWordTable) asks(key []byte, text string) (people int32, first bool) {
	lead, _, several := bytes.Cut(key, []byte(" "))
	switch {
	case t.divisions[string(key)]:
		return peopleOfProvince, true
	case t.common[string(key)], several && t.lakes[string(lead)]:
		return peopleOfWord, true
	case t.dictionary[string(key)] && isASCII(text):
		return peopleOfDictionary, true
	case several && t.rivers[string(lead)]:
		return 0, true
	case len(key) == 3 && len(text) == 3:
		return peopleOfCode, true
	case t.foreign[string(key)] && isASCII(text):
		return peopleOfForeign, false
	}
	return 0, false
}

// named returns the competing cities of a key. The name of a region is that of
// no city, a demonym only that of a large one; the name of a country only where the city is the seat of one and
// lies in it (Luxembourg, Djibouti), or where it is first of all the name of a
// capital of millions (عمان, which is Oman and Amman). The text is what the key
// was made of, as printed.
func (g *Gazetteer) named(dst []int32, key []byte, text, lang string) []int32 {
	cities := g.find(dst, key)
	if len(cities) == 0 {
		return nil
	}
	if people, first := cityWords().asks(key, text); people > 0 || first {
		cities = slices.DeleteFunc(cities, func(i int32) bool {
			weight := g.weight(key, i)
			return first && weight == otherName || weight < givenName && g.cities[i].population < people
		})
		if len(cities) == 0 {
			return nil
		}
	}
	if kind := divisions().kinds[string(key)]; kind == "province" || kind == "district" {
		cities = slices.DeleteFunc(cities, func(i int32) bool { return g.onlyCalledAs(key, i) })
		if !slices.ContainsFunc(cities, func(i int32) bool { return kind != "province" || !g.isVillage(key, i) }) {
			return nil
		}
	}
	names := loadNames()
	if _, region := names.groups.names[string(key)]; region || len(names.ambiguous[string(key)]) > 1 || names.dissolved[string(key)] != nil {
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
	if cities = slices.DeleteFunc(g.withoutNoise(cities, key), func(i int32) bool { return g.isOldName(key, i) }); len(cities) == 0 {
		return nil
	}
	first := cities[0]
	return slices.DeleteFunc(cities, func(i int32) bool { return !g.competes(key, i, first) })
}

// From these numbers of people on a town is meant by a name that is also that of a
// division: by its main name, where the division is a province; by another of its
// names, as with Durango, which is Victoria de Durango.
const (
	peopleBesideProvince = 13_000
	peopleBesideDivision = 300_000
)

// isVillage tells whether the name of a province is not meant for a place that is
// called so first of all: Tamaulipas is not the village of that name.
func (g *Gazetteer) isVillage(key []byte, i int32) bool {
	return !g.cities[i].seat && g.weight(key, i) == mainName && g.cities[i].population < peopleBesideProvince
}

// onlyCalledAs tells whether the name of a division is not meant for a town that
// GeoNames also calls so: Jalisco is not Xalisco. It is meant for the seat of a
// division, and where the town's main name is only written in another way, as with
// Taroudannt and Taroudant, or longer.
func (g *Gazetteer) onlyCalledAs(key []byte, i int32) bool {
	c := &g.cities[i]
	if c.seat || g.weight(key, i) != otherName || c.population >= peopleBesideDivision {
		return false
	}
	var buffer [96]byte
	main := appendFold(buffer[:0], c.name)
	words := bytes.Count(key, []byte(" "))
	alike := words == bytes.Count(main, []byte(" ")) && main[0] == key[0] && max(len(main)-len(key), len(key)-len(main)) <= 2
	first, last := key[:max(0, bytes.IndexByte(key, ' '))], key[bytes.LastIndexByte(key, ' ')+1:]
	return !alike && !(words > 0 && bytes.HasPrefix(main, first) && bytes.HasSuffix(main, last))
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

// isOldName tells whether a small place is called quite otherwise, so that the key is
// most likely a name that it had, and first that of something else: Lena is a river, and
// was Tifton. The United States have few places with two names, and many with such.
func (g *Gazetteer) isOldName(key []byte, i int32) bool {
	c := &g.cities[i]
	least := int32(peopleOfOldName)
	switch {
	case c.country == unitedStates():
		least = peopleOfOldNameUSA
	case c.seat:
		least = peopleOfOldSeat
	}
	if g.weight(key, i) != otherName || key[0] >= utf8.RuneSelf || c.population >= least {
		return false
	}
	var buffer [96]byte
	main := appendFold(buffer[:0], c.name)
	return !bytes.Contains(main, key) && !bytes.Contains(key, main) && !sharesWord(main, key) && (main[0] != key[0] || min(len(main), len(key)) > 1 && main[1] != key[1])
}

// A place must have as many people to be meant by a name that its own does not resemble.
const (
	peopleOfOldName    = 20_000
	peopleOfOldSeat    = 5_000
	peopleOfOldNameUSA = 500_000 // in the United States
)

// sharesWord tells whether a key holds a word of a name: "nouvelle orleans" that of New
// Orleans.
func sharesWord(name, key []byte) bool {
	for word := range bytes.FieldsSeq(name) {
		if len(word) >= shortestShared && bytes.Contains(key, word) {
			return true
		}
	}
	return false
}

// shortestShared is how many bytes a word has at least by which two names are alike.
const shortestShared = 4

var unitedStates = sync.OnceValue(func() uint8 { return uint8(loadCountries().byISO3["USA"]) })

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

// spelled keeps of several cities those that are written exactly so, or were given
// the name by hand, where the text has an accent: Cádiz is in Spain, and Cadiz in
// the Philippines too.
func (g *Gazetteer) spelled(cities []int32, key []byte, name string) []int32 {
	if len(cities) < 2 || isASCII(name) || name[0] >= 0xD0 {
		return cities
	}
	name = strings.Join(strings.Fields(norm.NFC.String(name)), " ")
	exact := func(i int32) bool {
		if strings.EqualFold(g.cities[i].name, name) || g.weight(key, i) == givenName {
			return true
		}
		for other := range strings.SplitSeq(g.cities[i].accented, "|") {
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
