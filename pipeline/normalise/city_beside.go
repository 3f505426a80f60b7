package normalise

import (
	"slices"
	"strings"
	"sync"
)

// resolveQualified reads a city with its country beside it: Tripoli (Libya),
// Tripoli - Libya, Tripoli Libya, Libya/Tripoli. beside tells that a country is
// there; then a city must be of it.
func (g *Gazetteer) resolveQualified(name string, piece Piece, lang string) (place Place, beside bool) {
	parts := partCity(name)
	for _, part := range parts {
		for _, order := range [][2]Piece{{part[0], part[1]}, {part[1], part[0]}} {
			city, country := order[0].Of(name), order[1].Of(name)
			iso3 := g.countryBeside(city, country, lang)
			if iso3 == "" {
				continue
			}
			beside = true
			if g.listsCities(name[part[0].End:part[1].Start], city, iso3) {
				continue // "Cahul, Orhei and Ungheni, Moldova" is three
			}
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

// CityOf reads a name as a city of the country that a text names with it, where the name
// alone may be a common word. It is false where the country has no such city.
func (g *Gazetteer) CityOf(name, iso3 string) (Place, bool) {
	cities := g.within(name, iso3)
	if len(cities) == 0 {
		return Place{}, false
	}
	return g.place(cities[:1], name, Piece{0, len(name)}, "country_beside"), true
}

// listsCities reports whether what stands between a city and its country names
// further cities of that country, or joins them with a word for "and".
func (g *Gazetteer) listsCities(between, city, iso3 string) bool {
	between = strings.Trim(between, " ,;()[]-–—/:")
	if between == "" || Fold(between) == Fold(city) {
		return false
	}
	for word := range strings.FieldsSeq(between) {
		switch word {
		case "and", "et", "und", "y", "e", "ed", "&", "en":
			return true
		}
	}
	if within, _ := divisions().of(between); divisions().states[iso3] && slices.Contains(within, iso3) {
		return false // Birmingham, Alabama, USA
	}
	for part := range strings.SplitSeq(between, ",") {
		if len(g.within(strings.TrimSpace(part), iso3)) == 0 {
			return false
		}
	}
	return true
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
		if after, cut := cutLead(key, word); cut {
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
	kinds  map[string]string   // by key: province, district or city, whichever is the least of that name
	states map[string]bool     // countries of divisions.csv, whose states stand behind cities by custom
}

var divisions = sync.OnceValue(func() *divisionTable {
	t := &divisionTable{map[string]string{}, map[string][]string{}, map[string]string{}, map[string]bool{}}
	for _, row := range readTable("iso-divisions.csv") {
		t.add(row[0], strings.Fields(row[1])...)
		if key := Fold(row[0]); t.kinds[key] == "" || row[2] == "city" || t.kinds[key] == "province" {
			t.kinds[key] = row[2]
		}
	}
	for _, row := range readTable("divisions.csv") {
		if row[0] != "" { // without a name, it is an abbreviation alone
			t.add(row[0], row[2])
			t.states[row[2]] = true
		}
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
		if within := g.within(city, candidate); len(within) > 0 && (said || len(iso3s) == 1 && divisions().states[candidate] || !g.isCityIn(division, candidate)) {
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

// isCityIn tells whether a name alone is that of a city of a country: Chiapas is none,
// though a village in it is called so.
func (g *Gazetteer) isCityIn(name, iso3 string) bool {
	country := uint8(loadCountries().byISO3[iso3])
	if divisions().kinds[Fold(name)] == "" {
		return len(g.within(name, iso3)) > 0
	}
	return slices.ContainsFunc(g.named(nil, []byte(Fold(name)), name, ""), func(i int32) bool { return g.cities[i].country == country })
}

// partCity parts a name at its first bracket, comma, colon, slash or dash, and at
// its last comma, with or without what stands between: Schwedt (Oder), Germany;
// Goma, North Kivu, DRC.
func partCity(name string) (parts [][2]Piece) {
	first, width := -1, 1
	for _, separator := range []string{"(", "[", ",", "/", ": ", " - ", " – ", " — "} {
		if i := strings.Index(name, separator); i > 0 && (first < 0 || i < first) {
			first, width = i, len(separator)
		}
	}
	if first < 0 {
		return nil
	}
	part := func(end, start int) {
		outer, inner := Piece{0, end}, Piece{start, len(name)}
		for _, p := range []*Piece{&outer, &inner} {
			p.Start += len(p.Of(name)) - len(strings.TrimLeft(p.Of(name), " "))
			p.End = p.Start + len(strings.TrimRight(p.Of(name), " ].)"))
		}
		if outer.Start < outer.End && inner.Start < inner.End && !strings.ContainsAny(inner.Of(name), ",/(") {
			parts = append(parts, [2]Piece{outer, inner})
		}
	}
	part(first, first+width)
	if last := strings.LastIndexByte(name, ','); last > first && strings.Count(name[:last], "(") == strings.Count(name[:last], ")") { // not inside "Georgia (Zugdidi, Telavi)"
		part(last, last+1)
		part(first, last+1)
	}
	return parts
}

// countryBeside returns the country that stands beside a city; of several that a text
// may mean, "Pointe-Noire (Congo)", it is the only one with such a city.
func (g *Gazetteer) countryBeside(city, text, lang string) (iso3 string) {
	t := loadNames()
	m := t.read(text, t.languages.id(lang))
	if m.Kind == NoMatch {
		m = t.rewrite(text, t.languages.id(lang))
	}
	if m.Kind == Demonym {
		return ""
	}
	if m.Kind != Ambiguous {
		return m.ISO3
	}
	for _, candidate := range m.Candidates {
		if len(g.within(city, candidate)) == 0 {
			continue
		}
		if iso3 != "" {
			return ""
		}
		iso3 = candidate
	}
	return iso3
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
