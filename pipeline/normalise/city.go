package normalise

import (
	"slices"
	"strings"
)

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
	for _, part := range partCity(piece.Of(text)) { // not in lists, where Athens and Georgia are two
		if place, found := g.resolveDivision(part[0].Of(piece.Of(text)), part[1].Of(piece.Of(text)), piece); found {
			return place
		}
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
	if word, _, two := strings.Cut(string(key), " "); two && arabicDivisions[word] {
		return Place{}, false
	}
	if cities := g.named(found[:0], key, name, lang); len(cities) > 0 {
		return g.place(g.spelled(cities, key, name), name, piece, "exact"), true
	}
	if place, beside := g.resolveQualified(name, piece, lang); beside {
		return place, place.Kind == CityPlace
	}
	if place, renamed := g.resolveRenamed(name, piece, lang); renamed {
		return place, true
	}
	if _, country := loadNames().countryNamed(key, lang); country {
		return Place{}, false // El Salvador is not the city of Salvador
	}
	if kind := divisions().kinds[string(key)]; kind == "province" || kind == "district" || cityWords().divisions[string(key)] {
		return Place{}, false // nor Al Anbar that of Anbar
	}
	for _, rule := range cityRewritings {
		for _, other := range rule.apply(nil, name) {
			if cities := g.named(found[:0], appendFold(buffer[:0], other), other, lang); len(cities) > 0 {
				return g.place(cities, name, piece, rule.name), true
			}
		}
	}
	return Place{}, false
}

// arabicDivisions are the Arabic words, folded, for divisions of a state, which stand
// before the name of one.
var arabicDivisions = map[string]bool{Fold("محافظة"): true, Fold("ولاية"): true, Fold("إقليم"): true, Fold("منطقة"): true, Fold("مقاطعة"): true}

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
	{"entity", decodeEntities},
	{"footnote", dropFootnote},
	{"emphasis", dropEmphasis},
	{"city_of", dropCityWord},
	{"saint", spellSaint},
	{"apostrophe", dropApostrophe},
	{"article", swapArticle},
	{"conjunction", dropArabicAnd},
	{"line_break", joinLineBreak},
	{"ocr", repairLetters},
	{"ocr", repairPairs},
}

// cityWords stand before or behind the name of a city.
var (
	cityPrefixes = strings.Split("the city of|city of|town of|municipality of|the municipality of|metropolitan city of|greater|metropolitan|la ville de|ville de|ville d|commune de|commune d|municipalite de|grand|metropole de|stadt|hansestadt|landeshauptstadt|gemeinde|grossraum|ciudad de|la ciudad de|ayuntamiento de|municipio de|citta di|comune di|citta metropolitana di|cidade de|municipio do|camara municipal de|gemeente|refugee camp|refugee camp of|camp de refugies de|camp de|tp|thanh pho|jiji la|mji wa|kota|مدينه|بلديه", "|")
	citySuffixes = strings.Split("العاصمه|d c|d f|refugee camp|refugee settlement|refugee complex|camp|city|town|municipality|city council|metropolitan area|ville|stadt|miasto|ciudad|cidade|citta|город|місто", "|")
)

func dropCityWord(_ *nameTable, text string) []string {
	key := Fold(text)
	rest, cut := key, false
	for _, prefix := range cityPrefixes {
		if after, found := cutLead(rest, prefix); found {
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

// apostrophes takes out the apostrophe in all its forms.
var apostrophes = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "", "ʻ", "", "`", "")

// withoutApostrophes takes out the apostrophes of a text, of which most have none.
func withoutApostrophes(text string) string {
	if !strings.ContainsAny(text, "'`") && isASCII(text) {
		return text
	}
	return apostrophes.Replace(text)
}

// dropApostrophe writes as one word what an apostrophe parts: M'Bour, N'Zérékoré.
func dropApostrophe(_ *nameTable, text string) []string {
	out := withoutApostrophes(text)
	if out == text {
		return nil
	}
	return []string{out}
}

// dropArabicAnd drops the Arabic word for "and", which is written in one with the name
// behind it.
func dropArabicAnd(_ *nameTable, text string) []string {
	if rest, found := strings.CutPrefix(text, arabicAnd); found && len(rest) > 2*len(arabicAnd) {
		return []string{rest}
	}
	return nil
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
