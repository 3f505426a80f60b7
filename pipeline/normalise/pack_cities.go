package normalise

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// buildGazetteer makes the gazetteer from its sources: cities.tsv.gz, which is
// in order of population, and the rows of cldr-city-names.csv, city-names.csv and
// further-places.csv.
func buildGazetteer(zipped []byte, cldr, given, further [][]string) *Gazetteer {
	g := &Gazetteer{own: make(map[string][]gazetteerName, 1<<19)}
	zip, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		panic("cities.tsv.gz: " + err.Error())
	}
	raw, err := io.ReadAll(zip)
	if err != nil {
		panic("cities.tsv.gz: " + err.Error())
	}
	countries := loadCountries()
	isCountry := map[string]bool{}
	for _, country := range countries.countries {
		isCountry[Fold(country.Names["en"])] = true
	}
	byID := map[int]int32{}
	for line := range strings.Lines(string(raw)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 8 {
			panic(fmt.Sprintf("cities.tsv.gz: %d columns", len(f)))
		}
		n := int32(len(g.cities))
		byID[int(number(f[0]))] = n
		g.cities = append(g.cities, gazetteerCity{
			id: int32(number(f[0])), name: f[1], population: int32(number(f[5])), country: uint8(countries.byISO2[f[2]]),
			seat: f[6] == "1", accented: accented(f[7]), lat: float32(number(f[3])), lon: float32(number(f[4])),
		})
		g.addName(f[1], n, mainName)
		key := Fold(f[1])
		if short, found := strings.CutSuffix(key, " city"); found && !isCountry[short] && !cityWords().common[short] && !cityWords().dictionary[short] { // Karak City is Karak, and National City is not National
			g.addName(short, n, mainName)
		}
		if article, rest, found := strings.Cut(key, " "); found && len(rest) > 4 && slices.Contains(arabicArticles, article) {
			g.addName(rest, n, otherName)
		}
		for name := range strings.SplitSeq(f[7], "|") {
			g.addName(name, n, otherName)
		}
	}
	for weight, rows := range map[nameWeight][][]string{mainName: cldr, givenName: given} {
		for _, row := range rows {
			if city, known := byID[int(number(row[0]))]; known {
				g.addName(row[1], city, weight)
			}
		}
	}
	for _, row := range further {
		id, lat, lon := numberOrNone(row[3]), numberOrNone(row[4]), numberOrNone(row[5])
		place, known := byID[int(id)]
		if id == 0 || !known {
			place = int32(len(g.cities))
			g.cities = append(g.cities, gazetteerCity{
				id: int32(id), name: row[0], accented: accented(row[1]), country: uint8(countries.byISO3[row[2]]), lat: float32(lat), lon: float32(lon),
			})
		}
		for name := range strings.SplitSeq(row[0]+"|"+row[1], "|") {
			g.addName(name, place, givenName)
		}
	}
	return g
}

// accented returns of names joined by | those that have an accent and are Latin.
func accented(names string) string {
	var kept []string
	for name := range strings.SplitSeq(names, "|") {
		if !isASCII(name) && name[0] < 0xD0 {
			kept = append(kept, name)
		}
	}
	return strings.Join(kept, "|")
}

// numberOrNone reads a cell that may be blank.
func numberOrNone(text string) float64 {
	if text == "" {
		return 0
	}
	return number(text)
}

func number(text string) float64 {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic("tables of cities: " + err.Error())
	}
	return x
}

// fraction is the smallest part of a degree that is kept; offset makes every
// coordinate positive.
const fraction, offset = 10_000, 360 * 10_000

func packDegrees(x float32) int {
	return int(number(strconv.FormatFloat(float64(x)*fraction, 'f', 0, 64))) + offset
}

func unpackDegrees(n int) float32 { return float32(float64(n-offset) / fraction) }

// pack writes a gazetteer that was built, its names in order of their keys.
func (g *Gazetteer) pack() []byte {
	p := &packer{}
	p.number(len(g.cities))
	for _, c := range g.cities {
		seat := 0
		if c.seat {
			seat = 1
		}
		for _, n := range []int{int(c.id), int(c.population), int(c.country), seat, packDegrees(c.lat), packDegrees(c.lon)} {
			p.number(n)
		}
		p.text(c.name)
		p.text(c.accented)
	}
	count := 0
	for _, names := range g.own {
		count += len(names)
	}
	p.number(len(g.own))
	p.number(count)
	for _, key := range slices.Sorted(maps.Keys(g.own)) {
		p.text(key)
		p.number(len(g.own[key]))
		for _, name := range g.own[key] {
			p.number(int(name.city)<<2 | int(name.weight))
		}
	}
	return p.out
}

// unpackGazetteer returns the built-in gazetteer.
func unpackGazetteer() *Gazetteer {
	u := unpack(citiesPack)
	g := &Gazetteer{cities: make([]gazetteerCity, u.number())}
	for i := range g.cities {
		g.cities[i] = gazetteerCity{
			id: int32(u.number()), population: int32(u.number()), country: uint8(u.number()), seat: u.number() == 1,
			lat: unpackDegrees(u.number()), lon: unpackDegrees(u.number()), name: u.text(), accented: u.text(),
		}
	}
	g.keys = newKeyTable(u.number())
	g.names = make([]gazetteerName, 0, u.number())
	for range cap(g.keys.runs) {
		key, run := u.text(), nameRun{int32(len(g.names)), int32(u.number())}
		for range run.count {
			n := u.number()
			g.names = append(g.names, gazetteerName{int32(n >> 2), nameWeight(n & 3)})
		}
		g.keys.add(key, run)
	}
	return g
}
