package normalise

import (
	"slices"
	"strings"
	"sync"
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
	if cities := g.named(found[:0], key, name, lang); len(cities) > 0 {
		return g.place(g.spelled(cities, name), name, piece, "exact"), true
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
	for _, rule := range cityRewritings {
		for _, other := range rule.apply(nil, name) {
			if cities := g.named(found[:0], appendFold(buffer[:0], other), other, lang); len(cities) > 0 {
				return g.place(cities, name, piece, rule.name), true
			}
		}
	}
	return Place{}, false
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
	parts := partCity(name)
	for _, part := range parts {
		for _, order := range [][2]Piece{{part[0], part[1]}, {part[1], part[0]}} {
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
	}
	if len(parts) == 0 {
		return g.resolveSpaced(name, piece, lang)
	}
	return Place{}, beside
}

// nowWords stand in a bracket before the name that a city has today, and
// onceWords before one that it had.
var (
	nowWords  = []string{"now", "today", "present day", "actuellement", "aujourd hui", "actual", "hoy", "heute", "jetzt", "oggi", "hoje", "atual"}
	onceWords = []string{"formerly", "former", "ex", "previously", "anciennement", "ancien", "antes", "antigua", "fruher", "ehemals", "gia", "antiga"}
)

// resolveRenamed reads a city with another of its names in a bracket or behind a
// slash: Nova Lisboa (Huambo); Biel/Bienne; Salisbury (now Harare); Kinshasa (formerly Léopoldville). Without a
// word that says which is the name of today, both must be names of one city.
func (g *Gazetteer) resolveRenamed(name string, piece Piece, lang string) (Place, bool) {
	open := strings.LastIndexByte(name, '(')
	if slash := strings.IndexByte(name, '/'); slash > 0 && open < 0 { // Biel/Bienne
		open = slash
	} else if open <= 0 || !strings.HasSuffix(name, ")") {
		return Place{}, false
	}
	outer, inner := strings.TrimSpace(name[:open]), Fold(name[open:])
	isNow, rest := cutAny(inner, nowWords)
	isOnce, before := cutAny(inner, onceWords)
	var found, others [64]int32
	switch {
	case isNow:
		outer, inner = rest, Fold(outer)
	case isOnce:
		inner = before
	}
	cities := g.named(found[:0], []byte(Fold(outer)), outer, lang)
	if !isNow && !isOnce {
		same := g.find(others[:0], []byte(inner))
		cities = slices.DeleteFunc(g.find(found[:0], []byte(Fold(outer))), func(i int32) bool { return !slices.Contains(same, i) })
		if len(cities) != 1 {
			return Place{}, false
		}
	}
	if len(cities) == 0 {
		return Place{}, false
	}
	return g.place(cities, name, piece, "renamed"), true
}

// cutAny cuts the first of some words off the beginning of a key.
func cutAny(key string, words []string) (found bool, rest string) {
	for _, word := range words {
		if after, cut := strings.CutPrefix(key, word+" "); cut {
			return true, after
		}
	}
	return false, key
}

// A divisionTable has the states and provinces that stand behind cities as
// countries do, and the countries that have one of that name: Paris, Texas.
type divisionTable struct {
	codes  map[string]string   // as printed
	names  map[string][]string // by key
	states map[string]bool     // countries of divisions.csv, whose states stand behind cities by custom
}

var divisions = sync.OnceValue(func() *divisionTable {
	t := &divisionTable{map[string]string{}, map[string][]string{}, map[string]bool{}}
	for _, row := range readTable("iso-divisions.csv") {
		t.add(row[0], strings.Fields(row[1])...)
	}
	for _, row := range readTable("divisions.csv") {
		t.add(row[0], row[2])
		t.states[row[2]] = true
		if row[1] != "" {
			t.codes[row[1]] = row[2]
		}
	}
	return t
})

func (t *divisionTable) add(name string, iso3s ...string) {
	key := Fold(name)
	for _, iso3 := range iso3s {
		if !slices.Contains(t.names[key], iso3) {
			t.names[key] = append(t.names[key], iso3)
		}
	}
}

// divisionWords stand before or behind the name of a division.
var divisionWords = strings.Fields("county state province region district governorate oblast canton prefecture department departement wilaya provincia departamento estado distrito provinz bundesland land kreis")

// of returns the countries that have a division of that name or code, and
// whether the text says by a code or a word that it is one.
func (t *divisionTable) of(division string) (iso3s []string, said bool) {
	if iso3 := t.codes[division]; iso3 != "" {
		return []string{iso3}, true
	}
	key := Fold(division)
	if iso3s := t.names[key]; iso3s != nil {
		return iso3s, false
	}
	for _, word := range divisionWords {
		for _, name := range []string{strings.TrimSuffix(key, " "+word), strings.TrimPrefix(key, word+" ")} {
			if iso3s := t.names[name]; iso3s != nil {
				return iso3s, true
			}
		}
	}
	return nil, false
}

// resolveDivision reads a city with its state or province beside it, where one
// of the countries that have such a division has such a city. A division that is
// called after a city of its own is none, unless a word says so: "Tunis, Sfax" are
// two cities. Which of several cities of that name in the country it is, the
// gazetteer cannot tell.
func (g *Gazetteer) resolveDivision(city, division string, piece Piece) (Place, bool) {
	var cities []int32
	iso3 := ""
	iso3s, said := divisions().of(division)
	for _, candidate := range iso3s {
		if within := g.within(city, candidate); len(within) > 0 && (said || len(iso3s) == 1 && divisions().states[candidate] || len(g.within(division, candidate)) == 0) {
			if iso3 != "" {
				return Place{}, false
			}
			cities, iso3 = within, candidate
		}
	}
	if iso3 == "" {
		return Place{}, false
	}
	place := g.place(cities[:1], city, Piece{piece.Start, piece.Start + len(city)}, "division_beside")
	if len(cities) > 1 {
		place.GeonamesID = 0
		place.Notes = []Note{{Rule: "city.ambiguous", Message: iso3 + " has several cities called " + city, Piece: place.Piece}}
	}
	return place, true
}

// partCity parts a name at its first bracket, comma, slash or dash, and at its
// last comma: Schwedt (Oder), Germany.
func partCity(name string) (parts [][2]Piece) {
	first, width := -1, 1
	for _, separator := range []string{"(", "[", ",", "/", " - ", " – ", " — "} {
		if i := strings.Index(name, separator); i > 0 && (first < 0 || i < first) {
			first, width = i, len(separator)
		}
	}
	if first < 0 {
		return nil
	}
	part := func(at, width int) {
		outer, inner := Piece{0, at}, Piece{at + width, len(name)}
		for _, p := range []*Piece{&outer, &inner} {
			p.Start += len(p.Of(name)) - len(strings.TrimLeft(p.Of(name), " "))
			p.End = p.Start + len(strings.TrimRight(p.Of(name), " ].)"))
		}
		if outer.Start < outer.End && inner.Start < inner.End && !strings.ContainsAny(inner.Of(name), ",/(") {
			parts = append(parts, [2]Piece{outer, inner})
		}
	}
	part(first, width)
	if last := strings.LastIndexByte(name, ','); last > first {
		part(last, 1)
	}
	return parts
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
	{"line_break", joinLineBreak},
	{"ocr", repairLetters},
}

// cityWords stand before or behind the name of a city.
var (
	cityPrefixes = strings.Split("the city of|city of|town of|municipality of|the municipality of|metropolitan city of|greater|metropolitan|la ville de|ville de|ville d|commune de|commune d|municipalite de|grand|metropole de|stadt|hansestadt|landeshauptstadt|gemeinde|grossraum|ciudad de|la ciudad de|ayuntamiento de|municipio de|citta di|comune di|citta metropolitana di|cidade de|municipio do|camara municipal de|gemeente|tp|thanh pho|مدينه|بلديه", "|")
	citySuffixes = strings.Split("d c|d f|city|town|municipality|city council|metropolitan area|ville|stadt", "|")
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

// apostrophes takes out the apostrophe in all its forms.
var apostrophes = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "", "`", "")

// dropApostrophe writes as one word what an apostrophe parts: M'Bour, N'Zérékoré.
func dropApostrophe(_ *nameTable, text string) []string {
	out := apostrophes.Replace(text)
	if out == text {
		return nil
	}
	return []string{out}
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
