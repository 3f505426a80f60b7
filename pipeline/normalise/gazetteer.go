package normalise

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A CityInfo is one city of the gazetteer. Source of the built-in ones:
// GeoNames, www.geonames.org, CC BY; tables/README.md has the attribution.
type CityInfo struct {
	GeonamesID int
	Name       string // the main name of GeoNames
	ISO3       string
	Lat, Lon   float64  // WGS 84, degrees
	Population int      // 0 where GeoNames has none
	Names      []string // further ones, of extra cities; never filled by a look-up
}

// A Gazetteer finds cities by name. It is built once and then only read.
type Gazetteer struct {
	cities []gazetteerCity
	keys   keyTable                   // by key, its part of names
	names  []gazetteerName            // in order of key, largest city first
	own    map[string][]gazetteerName // of keys that extra rows have changed
}

// A nameRun is a part of the names, from the one at start on.
type nameRun struct{ start, count int32 }

// A gazetteerCity keeps of its other names those with accents, joined by |.
type gazetteerCity struct {
	id, population int32
	country        uint8
	seat           bool // a capital, or the seat of a first-order division
	lat, lon       float32
	name, accented string
}

// A gazetteerName is one city of a key.
type gazetteerName struct {
	city   int32
	weight nameWeight
}

// A nameWeight says how much a name speaks for a city.
type nameWeight uint8

const (
	otherName nameWeight = iota // one of the unsorted other names of GeoNames
	mainName                    // the main name of GeoNames, or a name of the CLDR
	givenName                   // checked by hand: city-names.csv and extra rows
)

var defaultGazetteer = sync.OnceValue(unpackGazetteer)

// NewGazetteer returns the built-in gazetteer with extra cities, for instance
// curated ones. An extra row whose GeonamesID is known gives its names to that
// city, and the first of them is shown; others are cities of their own.
func NewGazetteer(extra []CityInfo) *Gazetteer {
	base := defaultGazetteer()
	if len(extra) == 0 {
		return base
	}
	g := &Gazetteer{cities: slices.Clone(base.cities), keys: base.keys, names: base.names, own: map[string][]gazetteerName{}}
	byID := make(map[int32]int32, len(g.cities))
	for i := range g.cities {
		byID[g.cities[i].id] = int32(i)
	}
	countries := loadCountries()
	for _, row := range extra {
		city, known := byID[int32(row.GeonamesID)]
		if !known || row.GeonamesID == 0 {
			country, valid := countries.byISO3[row.ISO3]
			if !valid {
				continue
			}
			city = int32(len(g.cities))
			g.cities = append(g.cities, gazetteerCity{
				id: int32(row.GeonamesID), population: int32(row.Population), country: uint8(country),
				lat: float32(row.Lat), lon: float32(row.Lon), name: row.Name, accented: accented(strings.Join(row.Names, "|")),
			})
		}
		if known && row.Name != "" {
			g.cities[city].name = row.Name
		}
		g.addName(row.Name, city, givenName)
		for _, name := range row.Names {
			g.addName(name, city, givenName)
		}
	}
	return g
}

func (g *Gazetteer) addName(name string, city int32, weight nameWeight) {
	for _, key := range cityKeys(name, weight) {
		g.own[key] = g.withName(slices.Clone(g.of([]byte(key))), city, weight)
	}
}

// cityKeys returns the keys of a name: its own and, for Ma'anshan, Maanshan.
func cityKeys(name string, weight nameWeight) []string {
	key := Fold(name)
	if key == "" {
		return nil
	}
	if weight == otherName || !strings.ContainsAny(name, "'’‘") {
		return []string{key}
	}
	return []string{key, Fold(strings.NewReplacer("'", "", "’", "", "‘", "").Replace(name))}
}

// withName adds a city to those of a key, or raises its weight, and keeps the
// largest first.
func (g *Gazetteer) withName(names []gazetteerName, city int32, weight nameWeight) []gazetteerName {
	for i := range names {
		if names[i].city == city {
			names[i].weight = max(names[i].weight, weight)
			return names
		}
	}
	names = append(names, gazetteerName{city, weight})
	slices.SortFunc(names, func(a, b gazetteerName) int {
		return cmp.Or(cmp.Compare(g.cities[b.city].population, g.cities[a.city].population), cmp.Compare(a.city, b.city))
	})
	return names
}

// of returns the cities of a key, largest first.
func (g *Gazetteer) of(key []byte) []gazetteerName {
	if names, found := g.own[string(key)]; found {
		return names
	}
	run := g.keys.find(key)
	return g.names[run.start : run.start+run.count]
}

// find appends the cities of a key to dst, largest first.
func (g *Gazetteer) find(dst []int32, key []byte) []int32 {
	for _, name := range g.of(key) {
		dst = append(dst, name.city)
	}
	return dst
}

// weight returns how much a key speaks for a city.
func (g *Gazetteer) weight(key []byte, city int32) nameWeight {
	for _, name := range g.of(key) {
		if name.city == city {
			return name.weight
		}
	}
	return otherName
}

// City returns the cities of that name in any of the table's languages,
// largest first.
func (g *Gazetteer) City(name string) []CityInfo {
	var buffer [128]byte
	var found [64]int32
	var out []CityInfo
	for _, i := range g.find(found[:0], appendFold(buffer[:0], name)) {
		out = append(out, g.info(i))
	}
	return out
}

func (g *Gazetteer) info(i int32) CityInfo {
	c := &g.cities[i]
	return CityInfo{
		GeonamesID: int(c.id), Name: c.name, ISO3: loadCountries().countries[c.country].ISO3,
		Lat: round4(c.lat), Lon: round4(c.lon), Population: int(c.population),
	}
}

// round4 undoes the widening of a coordinate kept in four decimals.
func round4(x float32) float64 {
	value, _ := strconv.ParseFloat(strconv.FormatFloat(float64(x), 'f', 4, 32), 64)
	return value
}

// City returns the cities of that name of the built-in gazetteer, largest
// first.
func City(name string) []CityInfo { return defaultGazetteer().City(name) }
