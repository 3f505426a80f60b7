package normalise

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
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
	Lat, Lon   float64 // WGS 84, degrees
	Population int     // 0 where GeoNames has none
	Names      []string
}

//go:embed tables/cities.tsv.gz
var citiesFile []byte

// A Gazetteer finds cities by name. It is built once and then only read.
type Gazetteer struct {
	cities []gazetteerCity
	heads  map[string]int32 // by key, the first of the names of that key
	names  []gazetteerName
}

// A gazetteerCity keeps its other names joined by |, as the table has them.
type gazetteerCity struct {
	id, population int32
	country        uint8
	seat           bool // a capital, or the seat of a first-order division
	lat, lon       float32
	name, others   string
}

// A gazetteerName is one city of a key; next leads to the next one, -1 ends.
type gazetteerName struct {
	city, next int32
	weight     nameWeight
}

// A nameWeight says how much a name speaks for a city.
type nameWeight uint8

const (
	otherName nameWeight = iota // one of the unsorted other names of GeoNames
	mainName                    // the main name of GeoNames
	givenName                   // checked by hand: city-names.csv and extra rows
)

var defaultGazetteer = sync.OnceValue(func() *Gazetteer { return NewGazetteer(nil) })

// NewGazetteer returns the built-in gazetteer with extra cities, for instance
// curated ones. An extra row whose GeonamesID is known gives its names to that
// city, and the first of them is shown; others are cities of their own.
func NewGazetteer(extra []CityInfo) *Gazetteer {
	g := &Gazetteer{heads: make(map[string]int32, 1<<18)}
	byID := g.load()
	countries := loadCountries()
	for _, row := range readTable("city-names.csv") {
		id, err := strconv.Atoi(row[0])
		if err != nil {
			panic("city-names.csv: " + err.Error())
		}
		if city, known := byID[int32(id)]; known {
			g.addName(row[1], city, givenName)
		}
	}
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
				lat: float32(row.Lat), lon: float32(row.Lon), name: row.Name, others: strings.Join(row.Names, "|"),
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

// load reads the built-in table, which is in order of population.
func (g *Gazetteer) load() map[int32]int32 {
	zip, err := gzip.NewReader(bytes.NewReader(citiesFile))
	if err != nil {
		panic("cities.tsv.gz: " + err.Error())
	}
	raw, err := io.ReadAll(zip)
	if err != nil {
		panic("cities.tsv.gz: " + err.Error())
	}
	countries := loadCountries()
	byID := map[int32]int32{}
	for line := range strings.Lines(string(raw)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 8 {
			panic(fmt.Sprintf("cities.tsv.gz: %d columns", len(f)))
		}
		city := gazetteerCity{id: int32(atoi(f[0])), name: f[1], population: int32(atoi(f[5])), country: uint8(countries.byISO2[f[2]]), seat: f[6] == "1", others: f[7]}
		city.lat, city.lon = atof(f[3]), atof(f[4])
		n := int32(len(g.cities))
		byID[city.id] = n
		g.cities = append(g.cities, city)
		g.addName(city.name, n, mainName)
		for name := range strings.SplitSeq(city.others, "|") {
			g.addName(name, n, otherName)
		}
	}
	return byID
}

func atoi(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic("cities.tsv.gz: " + err.Error())
	}
	return n
}

func atof(text string) float32 {
	x, err := strconv.ParseFloat(text, 32)
	if err != nil {
		panic("cities.tsv.gz: " + err.Error())
	}
	return float32(x)
}

func (g *Gazetteer) addName(name string, city int32, weight nameWeight) {
	var buffer [128]byte
	key := appendFold(buffer[:0], name)
	if len(key) == 0 {
		return
	}
	if strings.ContainsAny(name, "'’‘") && weight != otherName { // Ma'anshan is also written Maanshan
		g.addName(strings.NewReplacer("'", "", "’", "", "‘", "").Replace(name), city, otherName)
	}
	head, found := g.heads[string(key)]
	if !found {
		head = -1
	}
	for i := head; i >= 0; i = g.names[i].next {
		if g.names[i].city == city {
			g.names[i].weight = max(g.names[i].weight, weight)
			return
		}
	}
	g.names = append(g.names, gazetteerName{city, head, weight})
	g.heads[string(key)] = int32(len(g.names) - 1)
}

// find appends the cities of a key to dst, largest first.
func (g *Gazetteer) find(dst []int32, key []byte) []int32 {
	i, found := g.heads[string(key)]
	if !found {
		return dst
	}
	start := len(dst)
	for ; i >= 0; i = g.names[i].next {
		dst = append(dst, g.names[i].city)
	}
	slices.SortStableFunc(dst[start:], func(a, b int32) int {
		if g.cities[a].population != g.cities[b].population {
			return int(g.cities[b].population - g.cities[a].population)
		}
		return int(a - b)
	})
	return dst
}

// weight returns how much a key speaks for a city.
func (g *Gazetteer) weight(key []byte, city int32) nameWeight {
	i, found := g.heads[string(key)]
	for ; found && i >= 0; i = g.names[i].next {
		if g.names[i].city == city {
			return g.names[i].weight
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
	info := CityInfo{
		GeonamesID: int(c.id), Name: c.name, ISO3: loadCountries().countries[c.country].ISO3,
		Lat: round4(c.lat), Lon: round4(c.lon), Population: int(c.population),
	}
	if c.others != "" {
		info.Names = strings.Split(c.others, "|")
	}
	return info
}

// round4 undoes the widening of a coordinate kept in four decimals.
func round4(x float32) float64 {
	value, _ := strconv.ParseFloat(strconv.FormatFloat(float64(x), 'f', 4, 32), 64)
	return value
}

// City returns the cities of that name of the built-in gazetteer, largest
// first.
func City(name string) []CityInfo { return defaultGazetteer().City(name) }
