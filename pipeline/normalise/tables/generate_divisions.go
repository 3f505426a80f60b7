//go:build ignore

// Generate_divisions writes iso-divisions.csv: the names of the divisions of
// countries (ISO 3166-2) that the Debian package iso-codes has, with the countries
// that have one of that name, and of which kind the least one is. README.md says how
// to fetch it.
package main

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

func main() {
	dir := flag.String("pycountry", "", "folder pycountry of the unpacked wheel")
	flag.Parse()
	content, err := os.ReadFile(filepath.Join(*dir, "databases", "iso3166-2.json"))
	check(err)
	var file struct {
		Divisions []struct{ Code, Name, Type string } `json:"3166-2"`
	}
	check(json.Unmarshal(content, &file))
	ofISO2 := map[string]string{}
	for _, country := range normalise.Countries() {
		ofISO2[country.ISO2] = country.ISO3
	}
	found, kinds := map[string][]string{}, map[string]int{}
	for _, division := range file.Divisions {
		iso3 := ofISO2[division.Code[:2]]
		for _, name := range strings.FieldsFunc(division.Name, func(r rune) bool { return strings.ContainsRune("[]/;()†*", r) }) {
			if name = strings.TrimSpace(name); len(normalise.Fold(name)) > 2 && name != division.Code && iso3 != "" && !slices.Contains(found[name], iso3) {
				found[name] = append(found[name], iso3)
			}
			kinds[name] = max(kinds[name], kindOf(strings.ToLower(division.Type)))
		}
	}
	out, err := os.Create("iso-divisions.csv")
	check(err)
	w := csv.NewWriter(out)
	check(w.Write([]string{"name", "countries", "kind", "source"}))
	for _, name := range slices.Sorted(maps.Keys(found)) {
		slices.Sort(found[name])
		check(w.Write([]string{name, strings.Join(found[name], " "), divisionKinds[kinds[name]], "ISO 3166-2, as in iso-codes"}))
	}
	w.Flush()
	check(w.Error())
	check(out.Close())
	fmt.Println(len(found), "names")
}

// divisionKinds are what the types of ISO 3166-2 come to: a province is rarely called
// after a small town, a district often; municipalities count as cities, though those of
// small countries are villages.
var divisionKinds = []string{"province", "district", "city"}

func kindOf(kind string) int {
	for _, word := range []string{"city", "town", "municipality", "capital", "urban", "borough", "commune", "quarter", "ward", "unitary authority", "metropolitan district"} {
		if strings.Contains(kind, word) {
			return 2
		}
	}
	switch kind {
	case "state", "province", "region", "department", "republic", "land", "territory", "union territory", "autonomous community", "autonomous region", "regional state", "emirate", "oblast", "voivodship":
		return 0
	}
	return 1
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
