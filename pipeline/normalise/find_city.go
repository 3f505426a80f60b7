package normalise

import "slices"

// mentionedPeople is the population from which a city is found in running
// text; smaller ones are called like too many other things.
const mentionedPeople = 150_000

const longestCity = 4 // words in the name of a city

// FindCities finds capitalised names of cities in running text: larger ones,
// and any that a word for a governorate or town stands beside. It leaves out
// treaties, processes and events called after a city, names of countries, and
// words that are common in text. A name of several countries is decided as in a
// list, by the other cities of the text.
func (g *Gazetteer) FindCities(text, lang string) []Place {
	f := loadFinder()
	s := newScan(text)
	id := f.names.languages.id(lang)
	var out []Place
	for i := 0; i < len(s.words); {
		if _, n := f.at(s, i, id, lang); n > 0 {
			i += n
			continue
		}
		place, n := g.cityAt(f, s, i, lang)
		if place.Kind == CityPlace {
			out = append(out, place)
		}
		i += max(n, 1)
	}
	decideByNeighbours(out)
	return out
}

// FindCities finds cities of the built-in gazetteer in running text.
func FindCities(text, lang string) []Place { return defaultGazetteer().FindCities(text, lang) }

func (g *Gazetteer) cityAt(f *finder, s *scan, i int, lang string) (Place, int) {
	if !s.words[i].capital {
		return Place{}, 0
	}
	var found [64]int32
	for n := min(longestCity, len(s.words)-i); n > 0; n-- {
		key := s.keyOf(i, n)
		if len(key) < 4 || f.commonly[string(key)] || !s.joined(i, n, false) || !s.words[i+n-1].capital {
			continue
		}
		cities := g.named(found[:0], key, s.pieceOf(i, n).Of(s.text), lang)
		if !f.besideDivision(s, i, n) {
			cities = slices.DeleteFunc(cities, func(c int32) bool { return g.cities[c].population < mentionedPeople })
		}
		if len(cities) == 0 {
			continue
		}
		if f.partOfName(s, i, n, f.afterOf) {
			return Place{}, n
		}
		piece := s.pieceOf(i, n)
		return g.place(cities, piece.Of(s.text), piece, "exact"), n
	}
	return Place{}, 0
}

// besideDivision tells whether a word for a governorate, province or town
// stands behind n words from i on, or before them, alone or with other
// capitalised names between: "the Sfax and Gabes Governorates", "the
// governorates of Sfax and Gabes".
func (f *finder) besideDivision(s *scan, i, n int) bool {
	const reach = 5 // words looked at on either side
	for j := i + n; j < min(len(s.words), i+n+reach); j++ {
		switch key := string(s.keyOf(j, 1)); {
		case f.division[key]:
			return true
		case !s.words[j].capital && !isJoint(key):
			j = len(s.words)
		}
	}
	for j := i - 1; j >= max(0, i-reach); j-- {
		switch key := string(s.keyOf(j, 1)); {
		case f.division[key]:
			return true
		case !s.words[j].capital && !isJoint(key):
			return false
		}
	}
	return false
}

// isJoint tells whether a folded word joins names in a list or a name to what
// it names.
func isJoint(key string) bool {
	switch key {
	case "and", "of", "et", "de", "d", "des", "und", "von", "y", "e", "di", "do", "da", "و":
		return true
	}
	return false
}
