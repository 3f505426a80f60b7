//go:build ignore

// Generate_city_names writes cldr-city-names.csv: the names that the Unicode CLDR
// has, in 31 languages, for the cities that time zones are called after. README.md
// says how to fetch the packages.
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
	"strconv"
	"strings"

	"migdata/pipeline/normalise"
)

// languages are those of the UN and of the EU, and of the larger neighbours.
const languages = "en ar bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt pt-PT ro ru sk sl sr sr-Latn sv tr uk zh"

// words are names in one of the languages that are English words.
var words = map[string]bool{"Damask": true, "Pert": true, "Soul": true, "Vine": true}

func main() {
	dates := flag.String("dates", "", "folder of the unpacked npm package cldr-dates-full")
	bcp47 := flag.String("bcp47", "", "folder of the unpacked npm package cldr-bcp47")
	flag.Parse()

	countries := countriesOfZones(*bcp47)
	english := zones(*dates, "en")
	ids := map[string]int{}
	for zone, iso3 := range countries {
		name := english[zone]
		if name == "" {
			name = strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
		}
		for _, city := range normalise.City(name) { // the largest first
			if city.ISO3 == iso3 {
				ids[zone] = city.GeonamesID
				break
			}
		}
	}
	rows := map[[2]string]bool{}
	for lang := range strings.FieldsSeq(languages) {
		for zone, name := range zones(*dates, lang) {
			// What is the name of a country or region is read as that.
			place, found := normalise.Heading(name, lang)
			if ids[zone] == 0 || words[name] || found && place.Kind != normalise.UnknownPlace || strings.ContainsAny(name, "()[]") {
				continue
			}
			rows[[2]string{strconv.Itoa(ids[zone]), name}] = true
		}
	}
	out, err := os.Create("cldr-city-names.csv")
	check(err)
	w := csv.NewWriter(out)
	check(w.Write([]string{"geonames_id", "name", "source"}))
	for _, row := range slices.SortedFunc(maps.Keys(rows), func(a, b [2]string) int { return strings.Compare(a[0]+" "+a[1], b[0]+" "+b[1]) }) {
		check(w.Write([]string{row[0], row[1], "cldr"}))
	}
	w.Flush()
	check(w.Error())
	check(out.Close())
	fmt.Println(len(ids), "cities,", len(rows), "names")
}

// countriesOfZones returns iso3 by time zone: the keys of BCP 47 begin with
// the code of the country.
func countriesOfZones(dir string) map[string]string {
	var file struct {
		Keyword struct {
			U struct{ Tz map[string]json.RawMessage }
		}
	}
	read(filepath.Join(dir, "bcp47", "timezone.json"), &file)
	out := map[string]string{}
	for key, raw := range file.Keyword.U.Tz {
		var zone struct {
			Alias string `json:"_alias"`
		}
		if json.Unmarshal(raw, &zone) != nil || len(key) < 5 {
			continue
		}
		if m := normalise.Country(strings.ToUpper(key[:2]), ""); m.Kind == normalise.Code {
			for name := range strings.FieldsSeq(zone.Alias) {
				out[name] = m.ISO3
			}
		}
	}
	return out
}

// zones returns the cities of one language by time zone.
func zones(dir, lang string) map[string]string {
	var file struct {
		Main map[string]struct {
			Dates struct{ TimeZoneNames struct{ Zone map[string]any } }
		}
	}
	read(filepath.Join(dir, "main", lang, "timeZoneNames.json"), &file)
	out := map[string]string{}
	var walk func(node map[string]any, path string)
	walk = func(node map[string]any, path string) {
		for key, value := range node {
			switch value := value.(type) {
			case map[string]any:
				walk(value, strings.TrimPrefix(path+"/"+key, "/"))
			case string:
				if key == "exemplarCity" {
					out[path] = value
				}
			}
		}
	}
	walk(file.Main[lang].Dates.TimeZoneNames.Zone, "")
	return out
}

func read(path string, into any) {
	content, err := os.ReadFile(path)
	check(err)
	check(json.Unmarshal(content, into))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
