package normalise

import (
	"slices"
	"strings"
	"unicode/utf8"
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

// Cities reads text as a list of cities, by the grammar of Places. A name
// that several countries have is decided by the other cities of the list
// where all of them are in one country; otherwise it keeps every country, and
// a note.
func (g *Gazetteer) Cities(text, lang string) []Place {
	places := list{g.resolve(lang), lang}.read(text, Piece{0, len(text)}, "", 0)
	decideByNeighbours(places)
	return places
}

// Cities reads text as a list of cities of the built-in gazetteer.
func Cities(text, lang string) []Place { return defaultGazetteer().Cities(text, lang) }

// CityPlace reads the whole of text as the name of one city; its Kind is
// UnknownPlace where it is none.
func (g *Gazetteer) CityPlace(text, lang string) Place {
	piece := cleanItem(text, Piece{0, len(text)})
	if place, found := g.resolveCity(text, piece, lang); found {
		return place
	}
	return Place{Name: piece.Of(text), Piece: piece, Notes: []Note{{Rule: "city.unknown", Message: "the gazetteer has no city " + piece.Of(text), Piece: piece}}}
}

// resolve reads an item as a city, failing that as a country or a group.
func (g *Gazetteer) resolve(lang string) resolver {
	country := resolveCountry(lang)
	return func(text string, piece Piece, way way) (Place, bool) {
		if place, found := g.resolveCity(text, piece, lang); found {
			return place, true
		}
		if way != wholeItem {
			return Place{}, false
		}
		place, found := country(text, piece, way)
		if !found || place.Match == Code {
			return Place{}, false
		}
		return place, true
	}
}

// resolveCity reads a name, a name with its country (Tripoli, Lebanon;
// Tripoli (Lebanon)), or a name after one of the rewriting rules of cities.
func (g *Gazetteer) resolveCity(text string, piece Piece, lang string) (Place, bool) {
	name := piece.Of(text)
	if len(name) == 0 || len(name) > 120 {
		return Place{}, false
	}
	var buffer [160]byte
	var found [64]int32
	key := appendFold(buffer[:0], name)
	if cities := g.named(found[:0], key, lang); len(cities) > 0 {
		return g.place(g.spelled(cities, name), name, piece, "exact"), true
	}
	if place, beside := g.resolveQualified(name, piece, lang); beside {
		return place, place.Kind == CityPlace
	}
	if _, country := loadNames().countryNamed(key, lang); country {
		return Place{}, false // El Salvador is not the city of Salvador
	}
	for _, rule := range cityRewritings {
		for _, other := range rule.apply(nil, name) {
			if cities := g.named(found[:0], appendFold(buffer[:0], other), lang); len(cities) > 0 {
				return g.place(cities, name, piece, rule.name), true
			}
		}
	}
	return Place{}, false
}

// named returns the competing cities of a key. The name of a region is that of
// no city, a demonym only that of a large one; the name of a country only where the city is the seat of one and
// lies in it (Luxembourg, Djibouti), or where it is first of all the name of a
// capital of millions (عمان, which is Oman and Amman).
func (g *Gazetteer) named(dst []int32, key []byte, lang string) []int32 {
	cities := g.find(dst, key)
	if len(cities) == 0 {
		return nil
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
// people and a hundredth, and the two names of the larger city do not even
// begin alike. The other names of
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
				return g.weight(key, i) == otherName && foldRune(firstRune(g.cities[i].name)) != string(key[:min(len(key), 1)]) && key[0] < utf8.RuneSelf
			})
		}
	}
	return cities
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
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

// within returns the cities of that name in a country, largest first.
func (g *Gazetteer) within(name, iso3 string) []int32 {
	country := uint8(loadCountries().byISO3[iso3])
	var out []int32
	for _, other := range append([]string{name}, rewrittenCity(name)...) {
		cities := g.find(nil, []byte(Fold(other)))
		out = append(out, slices.DeleteFunc(cities, func(i int32) bool { return g.cities[i].country != country })...)
	}
	return out
}

func rewrittenCity(name string) (out []string) {
	for _, rule := range cityRewritings {
		out = append(out, rule.apply(nil, name)...)
	}
	return out
}

// resolveQualified reads a city with its country beside it: Tripoli (Libya),
// Tripoli - Libya, Tripoli Libya, Libya/Tripoli. beside tells that a country is
// there; then a city must be of it.
func (g *Gazetteer) resolveQualified(name string, piece Piece, lang string) (place Place, beside bool) {
	first, second, parted := partCity(name)
	if !parted {
		return g.resolveSpaced(name, piece, lang)
	}
	for _, order := range [][2]Piece{{first, second}, {second, first}} {
		city, country := order[0].Of(name), order[1].Of(name)
		iso3 := countryBeside(country, lang)
		if iso3 == "" {
			continue
		}
		beside = true
		if cities := g.within(city, iso3); len(cities) > 0 {
			at := Piece{piece.Start + order[0].Start, piece.Start + order[0].End}
			return g.place(cities[:1], city, at, "country_beside"), true
		}
	}
	return Place{}, beside
}

// partCity parts a name at its one bracket, comma, slash or dash.
func partCity(name string) (first, second Piece, found bool) {
	at, width := -1, 1
	for _, separator := range []string{"(", "[", ",", "/", " - ", " – ", " — "} {
		if i := strings.Index(name, separator); i > 0 && (at < 0 || i < at) {
			at, width = i, len(separator)
		}
	}
	if at < 0 {
		return Piece{}, Piece{}, false
	}
	first, second = Piece{0, at}, Piece{at + width, len(name)}
	for _, p := range []*Piece{&first, &second} {
		text := p.Of(name)
		p.Start += len(text) - len(strings.TrimLeft(text, " "))
		p.End = p.Start + len(strings.TrimRight(p.Of(name), " )]."))
	}
	return first, second, first.Start < first.End && second.Start < second.End && !strings.ContainsAny(second.Of(name), ",/(")
}

func countryBeside(text, lang string) string {
	t := loadNames()
	m := t.read(text, t.languages.id(lang))
	if m.Kind == NoMatch {
		m = t.rewrite(text, t.languages.id(lang))
	}
	if m.Kind == Demonym {
		return ""
	}
	return m.ISO3
}

// resolveSpaced reads a city with nothing but a space before its country:
// Tripoli Libya. The country must be named, not coded.
func (g *Gazetteer) resolveSpaced(name string, piece Piece, lang string) (Place, bool) {
	t := loadNames()
	for i := len(name) - 1; i > 0; i-- {
		if name[i] != ' ' || len(name)-i < 5 {
			continue
		}
		m := t.read(name[i+1:], t.languages.id(lang))
		if m.ISO3 == "" || m.Kind == Code || m.Kind == Demonym {
			continue
		}
		city := strings.TrimSpace(name[:i])
		if cities := g.within(city, m.ISO3); len(cities) > 0 {
			return g.place(cities[:1], city, Piece{piece.Start, piece.Start + len(city)}, "country_beside"), true
		}
	}
	return Place{}, false
}

// spelled keeps of several cities those that are written exactly so, where the
// text has an accent: Cádiz is in Spain, and Cadiz in the Philippines too.
func (g *Gazetteer) spelled(cities []int32, name string) []int32 {
	if len(cities) < 2 || isASCII(name) || name[0] >= 0xD0 {
		return cities
	}
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

// place makes a place of the competing cities of one name.
func (g *Gazetteer) place(cities []int32, name string, piece Piece, rule string) Place {
	place := Place{Kind: CityPlace, Name: name, Match: Name, Rule: rule, Piece: piece, city: g.cities[cities[0]].name}
	countries := loadCountries().countries
	for _, i := range cities {
		iso3 := countries[g.cities[i].country].ISO3
		if !slices.Contains(place.ISO3s, iso3) {
			place.ISO3s = append(place.ISO3s, iso3)
			place.candidates = append(place.candidates, int(g.cities[i].id))
		}
	}
	if len(place.ISO3s) == 1 {
		place.GeonamesID = int(g.cities[cities[0]].id)
		return place
	}
	place.Match = Ambiguous
	place.Notes = []Note{{Rule: "city.ambiguous", Message: name + " is a city of " + strings.Join(place.ISO3s, ", "), Piece: piece}}
	return place
}

// decideByNeighbours gives a city of several countries the country of the
// other cities, where all of them are in one: first the cities of the same
// bracket, then those of the whole list.
func decideByNeighbours(places []Place) {
	for start := 0; start < len(places); {
		end := start + 1
		for end < len(places) && places[end].Via == places[start].Via {
			end++
		}
		if places[start].Via != "" {
			decideTogether(places[start:end])
		}
		start = end
	}
	decideTogether(places)
}

func decideTogether(places []Place) {
	country := ""
	for _, place := range places {
		switch {
		case place.Kind != CityPlace || len(place.ISO3s) != 1:
		case country == "":
			country = place.ISO3s[0]
		case country != place.ISO3s[0]:
			return
		}
	}
	for i := range places {
		DecideCity(&places[i], country, "neighbours")
	}
}

// DecideCity settles a city of several countries by a country that is known
// from elsewhere: the rest of the list, the heading, a curated row. It says
// whether that country has the city; a place that is settled stays as it is.
func DecideCity(place *Place, iso3, rule string) bool {
	if place.Kind != CityPlace || len(place.ISO3s) < 2 {
		return false
	}
	i := slices.Index(place.ISO3s, iso3)
	if i < 0 {
		return false
	}
	place.GeonamesID = place.candidates[i]
	place.ISO3s = []string{iso3}
	place.candidates = nil
	place.Match, place.Rule, place.Notes = Name, rule, nil
	return true
}

// cityRewritings are tried in this order on a name that the gazetteer lacks.
var cityRewritings = []rewriting{
	{"mojibake", func(_ *nameTable, text string) []string { return repairMojibake(text) }},
	{"footnote", dropFootnote},
	{"emphasis", dropEmphasis},
	{"city_of", dropCityWord},
	{"saint", spellSaint},
	{"article", swapArticle},
	{"line_break", joinLineBreak},
	{"ocr", repairLetters},
}

// cityWords stand before or behind the name of a city.
var (
	cityPrefixes = strings.Split("the city of|city of|town of|municipality of|the municipality of|metropolitan city of|greater|metropolitan|la ville de|ville de|ville d|commune de|commune d|municipalite de|grand|metropole de|stadt|hansestadt|landeshauptstadt|gemeinde|grossraum|ciudad de|la ciudad de|ayuntamiento de|municipio de|citta di|comune di|citta metropolitana di|cidade de|municipio do|camara municipal de|gemeente|مدينه|بلديه", "|")
	citySuffixes = strings.Split("city|town|municipality|city council|metropolitan area|ville|stadt", "|")
)

func dropCityWord(_ *nameTable, text string) []string {
	key := Fold(text)
	rest, cut := key, false
	for _, prefix := range cityPrefixes {
		if after, found := strings.CutPrefix(rest, prefix+" "); found {
			rest, cut = after, true
			break
		}
	}
	for _, suffix := range citySuffixes {
		if before, found := strings.CutSuffix(rest, " "+suffix); found {
			rest, cut = before, true
			break
		}
	}
	if !cut {
		return nil
	}
	return []string{rest}
}

func spellSaint(_ *nameTable, text string) []string {
	words := strings.Fields(Fold(text))
	spelled := map[string]string{"st": "saint", "ste": "sainte", "sta": "santa", "sto": "santo", "ft": "fort", "mt": "mount", "pto": "puerto", "cd": "ciudad"}
	changed := false
	for i, word := range words {
		if long, found := spelled[word]; found {
			words[i], changed = long, true
		}
	}
	if !changed {
		return nil
	}
	return []string{strings.Join(words, " ")}
}

// arabicArticles are the spellings of the Arabic article in Latin letters,
// which differ between the atlases of the Maghreb and of the Mashreq.
var arabicArticles = []string{"al", "el", "ad", "ar", "as", "ash", "at", "az", "an"}

// swapArticle drops an article, or writes the Arabic one in another way.
func swapArticle(_ *nameTable, text string) []string {
	key := Fold(text)
	first, rest, found := strings.Cut(key, " ")
	if found && len([]rune(rest)) >= 4 && (articles[first] || slices.Contains(arabicArticles, first)) {
		out := []string{}
		if slices.Contains(arabicArticles, first) {
			for _, article := range arabicArticles {
				if article != first {
					out = append(out, article+" "+rest)
				}
			}
		}
		return append(out, rest)
	}
	if after, found := strings.CutPrefix(key, "ال"); found {
		return []string{after}
	}
	if len(key) > 0 && key[0] >= 0xD8 && key[0] <= 0xDB {
		return []string{"ال" + key}
	}
	return nil
}
