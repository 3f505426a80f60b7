package normalise

import (
	"slices"
	"strings"
)

// competes tells whether a city of the same name is to be considered beside
// the largest one: when it has a twentieth of its people and is the seat of a
// province, or has a third of them, or is a large city in its own right.
// Smaller namesakes are found by Gazetteer.City and by a country beside the
// name, not by the name alone: Naples is Naples, but Tripoli is in two
// countries. Against a city of that main name, cities that are only also
// called so do not count; against a city that is only also called so, one of
// that main name counts from a fifth of its people.
func (g *Gazetteer) competes(key []byte, city, first int32) bool {
	c, largest := &g.cities[city], &g.cities[first]
	people, most := int64(c.population), int64(largest.population)
	own, firsts := g.weight(key, city), g.weight(key, first)
	switch {
	case city == first:
		return true
	case firsts > otherName && own == otherName:
		return false
	case firsts == otherName && own > otherName && people*5 >= most:
		return true
	}
	return c.seat && people*20 >= most || people*3 >= most || people >= 250_000
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
		return g.place(cities, name, piece, "exact"), true
	}
	if outer, country, rule := qualifiedCity(name, lang); country != "" {
		if cities := g.within(outer, country); len(cities) > 0 {
			return g.place(cities[:1], outer, Piece{piece.Start, piece.Start + len(outer)}, rule), true
		}
		return Place{}, false
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
	first := cities[0]
	return slices.DeleteFunc(cities, func(i int32) bool { return !g.competes(key, i, first) })
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

// qualifiedCity parts a city from the country behind it.
func qualifiedCity(name, lang string) (outer, iso3, rule string) {
	open := strings.IndexAny(name, "(,/[")
	if open <= 0 {
		return "", "", ""
	}
	outer = strings.TrimSpace(name[:open])
	inner := strings.Trim(name[open+1:], " )].")
	if inner == "" || strings.ContainsAny(inner, ",/(") {
		return "", "", ""
	}
	t := loadNames()
	m := t.read(inner, t.languages.id(lang))
	if m.Kind == NoMatch {
		m = t.rewrite(inner, t.languages.id(lang))
	}
	if m.ISO3 == "" || m.Kind == Demonym {
		return "", "", ""
	}
	return outer, m.ISO3, "country_beside"
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
	for _, prefix := range cityPrefixes {
		if rest, found := strings.CutPrefix(key, prefix+" "); found {
			return []string{rest}
		}
	}
	for _, suffix := range citySuffixes {
		if rest, found := strings.CutSuffix(key, " "+suffix); found {
			return []string{rest}
		}
	}
	return nil
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
