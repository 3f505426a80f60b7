//go:build ignore

// Check_aliases looks up the rows of aliases.csv that were written without a
// list in lists that others keep, and writes into their source which of them
// have the name for the same country. A row that a generated table has too is
// left out. README.md says how to fetch the lists.
package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"migdata/pipeline/normalise"
)

const (
	unlisted  = "common use; in none of the lists that check_aliases.go reads"
	confirmed = "common use; also in "
)

// A list tells whether it has a name for a country.
type list struct {
	name string
	has  func(name, iso3 string) bool
}

func main() {
	dir := flag.String("lists", "", "folder of the unpacked packages")
	flag.Parse()
	lists := []list{
		{"countrynames 1.17.0", countryNames(filepath.Join(*dir, "countrynames", "countrynames", "data.yaml"))},
		{"world-countries 5.1.0", worldCountries(filepath.Join(*dir, "world-countries-5.1.0", "package", "countries.json"))},
		{"country_converter 1.3.2", countryConverter(filepath.Join(*dir, "country_converter", "country_converter", "country_data.tsv"))},
	}
	generated := map[string]bool{}
	for _, table := range []string{"names.csv", "iso-codes-names.csv"} {
		for _, row := range readCSV(table) {
			for lang := range strings.FieldsSeq(row[3]) {
				generated[key(row[1], row[0])+" "+lang[:2]] = true
			}
		}
	}
	rows, out := readCSV("aliases.csv"), [][]string{}
	for i, row := range rows {
		if i == 0 || !strings.HasPrefix(row[4], "common use; ") && !strings.HasPrefix(row[4], "written from general knowledge") {
			out = append(out, row)
			continue
		}
		double := row[3] != ""
		for lang := range strings.FieldsSeq(row[3]) {
			double = double && generated[key(row[1], row[0])+" "+lang]
		}
		if double {
			fmt.Println("left out:", row[0], row[1])
			continue
		}
		row[4] = unlisted
		if names := having(lists, row[1], row[0]); len(names) > 0 {
			row[4] = confirmed + strings.Join(names, ", ")
		} else {
			fmt.Println("in no list:", row[0], row[1])
		}
		out = append(out, row)
	}
	writeCSV("aliases.csv", out)
}

func having(lists []list, name, iso3 string) (names []string) {
	for _, l := range lists {
		if l.has(name, iso3) {
			names = append(names, l.name)
		}
	}
	return names
}

func key(name, iso3 string) string { return iso3 + " " + normalise.Fold(name) }

// ofISO2 returns the alpha-3 code.
var ofISO2 = func() map[string]string {
	out := map[string]string{}
	for _, country := range normalise.Countries() {
		out[country.ISO2] = country.ISO3
	}
	return out
}()

// countryNames reads the list of PyPI countrynames: names under codes.
func countryNames(path string) func(name, iso3 string) bool {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	names, country := map[string]bool{}, ""
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if name, found := strings.CutPrefix(line, "- "); found {
			names[key(name, country)] = true
		} else if code, found := strings.CutSuffix(line, ":"); found {
			country = ofISO2[strings.Trim(code, `"`)]
		}
	}
	check(lines.Err())
	return func(name, iso3 string) bool { return names[key(name, iso3)] }
}

// worldCountries reads the list of npm world-countries: every text of an entry
// counts as a name, codes and all.
func worldCountries(path string) func(name, iso3 string) bool {
	content, err := os.ReadFile(path)
	check(err)
	var entries []struct {
		ISO3         string          `json:"cca3"`
		Name         json.RawMessage `json:"name"`
		Spellings    json.RawMessage `json:"altSpellings"`
		Translations json.RawMessage `json:"translations"`
	}
	check(json.Unmarshal(content, &entries))
	names, text := map[string]bool{}, regexp.MustCompile(`"([^"\\]|\\.)*"`)
	for _, entry := range entries {
		for _, part := range []json.RawMessage{entry.Name, entry.Spellings, entry.Translations} {
			for _, quoted := range text.FindAllString(string(part), -1) {
				var name string
				check(json.Unmarshal([]byte(quoted), &name))
				names[key(name, entry.ISO3)] = true
			}
		}
	}
	return func(name, iso3 string) bool { return names[key(name, iso3)] }
}

// countryConverter reads the expressions of PyPI country_converter, which are
// for English names. An expression with a lookahead, which Go does not have,
// has no names.
func countryConverter(path string) func(name, iso3 string) bool {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	table := csv.NewReader(file)
	table.Comma, table.LazyQuotes, table.FieldsPerRecord = '\t', true, -1
	rows, err := table.ReadAll()
	check(err)
	column := func(name string) int { return slices.Index(rows[0], name) }
	of := map[string]*regexp.Regexp{}
	for _, row := range rows[1:] {
		if expression, err := regexp.Compile(row[column("regex")]); err == nil {
			of[row[column("ISO3")]] = expression
		}
	}
	return func(name, iso3 string) bool {
		expression := of[iso3]
		return expression != nil && expression.MatchString(strings.ToLower(name))
	}
}

func readCSV(path string) [][]string {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	check(err)
	return rows
}

func writeCSV(path string, rows [][]string) {
	file, err := os.Create(path)
	check(err)
	w := csv.NewWriter(file)
	check(w.WriteAll(rows))
	check(file.Close())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
